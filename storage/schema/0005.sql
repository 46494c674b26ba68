-- Waiting lists (R-56), transfers (R-58), reinstating (R-64), and which child belonged to which kindergarten, when.

ALTER TABLE application ADD COLUMN lists TEXT NOT NULL DEFAULT '';  -- kindergartens waited for: 5,7
ALTER TABLE application ADD COLUMN days_left INTEGER;               -- of the contract term, while it stands still
ALTER TABLE application ADD COLUMN pause_left INTEGER;
ALTER TABLE application ADD COLUMN pause_due_at INTEGER;
ALTER TABLE application ADD COLUMN held_kindergarten_id INTEGER REFERENCES kindergarten (id);  -- offered, or asked for
ALTER TABLE application ADD COLUMN held_group_id INTEGER REFERENCES class (id);
ALTER TABLE application ADD COLUMN missed TEXT;                     -- the second month that cost the voucher

DROP INDEX application_live;
CREATE UNIQUE INDEX application_live ON application (child_id)
    WHERE state IN ('queued', 'issued', 'stop_listed', 'confirmed', 'waiting', 'contract_sent', 'enrolled');
CREATE INDEX application_held ON application (held_group_id) WHERE held_group_id IS NOT NULL;
CREATE INDEX application_asked ON application (held_kindergarten_id) WHERE held_kindergarten_id IS NOT NULL;
CREATE INDEX application_cancelled ON application (queue_place, id) WHERE state = 'cancelled';
CREATE INDEX application_silent ON application (queue_place, clock_started)
    WHERE state IN ('contract_sent', 'enrolled') AND clock_started IS NOT NULL AND due_at IS NULL;

-- The lists themselves, in the order of joining: `application.lists` seen from the kindergarten.
CREATE TABLE waiting (
    id INTEGER PRIMARY KEY AUTOINCREMENT,       -- the order; never given twice
    application_id INTEGER NOT NULL REFERENCES application (id),
    kindergarten_id INTEGER NOT NULL REFERENCES kindergarten (id),
    joined_at INTEGER NOT NULL,
    UNIQUE (application_id, kindergarten_id)
);
CREATE INDEX waiting_list ON waiting (kindergarten_id, id);

-- From which day to which a child belonged to a kindergarten, both included; `until` is empty while it does.
CREATE TABLE stay (
    application_id INTEGER NOT NULL REFERENCES application (id),
    kindergarten_id INTEGER NOT NULL REFERENCES kindergarten (id),
    since TEXT NOT NULL,
    until TEXT,
    PRIMARY KEY (application_id, kindergarten_id)
) WITHOUT ROWID;
CREATE INDEX stay_kindergarten ON stay (kindergarten_id, until);
INSERT INTO stay (application_id, kindergarten_id, since, until)
SELECT id, kindergarten_id, enrolled_on, CASE WHEN state = 'enrolled' THEN NULL ELSE date('now', 'start of month', '-1 day') END
FROM application WHERE enrolled_on IS NOT NULL AND kindergarten_id IS NOT NULL;

-- Why the department took a cancelling back; that it did stands in the audit journal.
CREATE TABLE reinstatement (
    id INTEGER PRIMARY KEY,
    application_id INTEGER NOT NULL REFERENCES application (id),
    person_id INTEGER NOT NULL REFERENCES person (id),
    at INTEGER NOT NULL,
    reason BLOB NOT NULL                        -- sealed
);
CREATE INDEX reinstatement_application ON reinstatement (application_id);
