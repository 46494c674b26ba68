-- Joining an application (R-21), applications brought from elsewhere, and who has seen which reminder.

-- An imported application belongs to nobody yet: its applicant is whoever joins it first. The column is made anew,
-- which leaves every other column, index and trigger of the table as it is.
ALTER TABLE application RENAME COLUMN parent_id TO lodged_by;
ALTER TABLE application ADD COLUMN parent_id INTEGER REFERENCES parent (id);
UPDATE application SET parent_id = lodged_by;
ALTER TABLE application DROP COLUMN lodged_by;
CREATE INDEX application_unjoined ON application (queue_place, state) WHERE parent_id IS NULL;

-- Applications lodged elsewhere; `number` is the one they had there.
CREATE TABLE imported (
    application_id INTEGER PRIMARY KEY REFERENCES application (id),
    number TEXT NOT NULL,
    at INTEGER NOT NULL
);

-- Who joined a family that had an application already, and what became of it; one row for a parent and a child.
CREATE TABLE joining (
    id INTEGER PRIMARY KEY AUTOINCREMENT,       -- never given twice: buttons and letters outlive the row
    child_id INTEGER NOT NULL REFERENCES child (id),
    parent_id INTEGER NOT NULL REFERENCES parent (id),
    application_id INTEGER NOT NULL REFERENCES application (id),
    queue_place TEXT NOT NULL,
    way TEXT NOT NULL CHECK (way IN ('register', 'invitation', 'department')),
    state TEXT NOT NULL DEFAULT 'joined' CHECK (state IN ('joined', 'contested', 'kept', 'removed')),
    at INTEGER NOT NULL,
    contested_by INTEGER REFERENCES person (id),
    contested_at INTEGER,
    decided_by INTEGER REFERENCES person (id),
    decided_at INTEGER,
    UNIQUE (child_id, parent_id)
);
CREATE INDEX joining_contested ON joining (queue_place, id) WHERE state = 'contested';
CREATE INDEX joining_parent ON joining (parent_id);

-- One-time invitations to a family; only the keyed hash of the token is kept.
-- `asked_by`: the parent who has taken it up where the register is silent, and waits for the inviter's word.
CREATE TABLE family_invitation (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    token_hash BLOB NOT NULL UNIQUE,
    application_id INTEGER NOT NULL REFERENCES application (id),
    child_id INTEGER NOT NULL REFERENCES child (id),
    parent_id INTEGER NOT NULL REFERENCES parent (id),
    person_id INTEGER NOT NULL REFERENCES person (id),
    expires_at INTEGER NOT NULL,
    asked_by INTEGER REFERENCES parent (id),
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'asked', 'used', 'void'))
);
CREATE INDEX family_invitation_open ON family_invitation (parent_id, child_id) WHERE state IN ('open', 'asked');

-- «Көрдім»: which rung of which deadline a person has seen; the next one stays silent for that person.
CREATE TABLE seen (
    person_id INTEGER NOT NULL REFERENCES person (id),
    application_id INTEGER NOT NULL REFERENCES application (id),
    deadline INTEGER NOT NULL,
    rung TEXT NOT NULL,                         -- '' is the letter that opened the clock
    at INTEGER NOT NULL,
    PRIMARY KEY (application_id, deadline, person_id, rung)
) WITHOUT ROWID;
