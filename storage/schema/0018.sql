-- A child that comes back to a kindergarten has two stays there, so that the months between are nobody's (R-67).
CREATE TABLE stay_anew (
    application_id INTEGER NOT NULL REFERENCES application (id),
    kindergarten_id INTEGER NOT NULL REFERENCES kindergarten (id),
    since TEXT NOT NULL,
    until TEXT,                                 -- before `since`: gone again on the very first day
    group_id INTEGER REFERENCES class (id),
    PRIMARY KEY (application_id, kindergarten_id, since)
) WITHOUT ROWID;
INSERT INTO stay_anew (application_id, kindergarten_id, since, until, group_id)
SELECT application_id, kindergarten_id, since, until, group_id FROM stay;
DROP TABLE stay;
ALTER TABLE stay_anew RENAME TO stay;
CREATE INDEX stay_kindergarten ON stay (kindergarten_id, since, until, group_id);

-- Deleting one's data looks for one's own rows alone.
CREATE INDEX sheet_seen_person ON sheet_seen (person_id);
CREATE INDEX seen_person ON seen (person_id);
CREATE INDEX family_invitation_asker ON family_invitation (asked_by) WHERE asked_by IS NOT NULL;
CREATE INDEX family_invitation_child ON family_invitation (child_id);

-- Each file that is judged takes a while: after so many that don't fit a session is over (R-51).
ALTER TABLE signing ADD COLUMN wrong_files INTEGER NOT NULL DEFAULT 0;

-- How many signings somebody has begun in 24 hours is asked at each new one.
CREATE INDEX signing_begun ON signing (person_id, opened_at);

-- A department's vouchers in trouble are counted each time its room is opened (R-64).
DROP INDEX application_cancelled;
CREATE INDEX application_cancelled ON application (queue_place, clock_started) WHERE state = 'cancelled';

-- Who deletes their data deletes those of children, too, whom they have taken off their list (R-10).
CREATE INDEX application_parent ON application (parent_id) WHERE parent_id IS NOT NULL;
