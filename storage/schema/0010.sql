-- The timesheet for parents: what they say was true, who has seen which reminder, and how far
-- the letters of a rung have been posted.

ALTER TABLE sheet ADD COLUMN claims BLOB;       -- sealed: day -> mark, as the parent says it was

-- «Көрдім»: which rung about a month is silent for a person.
CREATE TABLE sheet_seen (
    month INTEGER NOT NULL,
    person_id INTEGER NOT NULL REFERENCES person (id),
    spares TEXT NOT NULL,                       -- '' where no rung is left to be spared
    at INTEGER NOT NULL,
    PRIMARY KEY (month, person_id, spares)
) WITHOUT ROWID;

CREATE TABLE rung_posting (
    month INTEGER NOT NULL,
    rung TEXT NOT NULL,
    posted_to INTEGER NOT NULL DEFAULT 0,       -- the sheet up to which it has been posted
    done INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (month, rung)
) WITHOUT ROWID;
