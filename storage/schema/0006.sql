-- Kindergartens to choose from: what a family wants to know of one, which it likes, and what it looks at now (R-55, R-70).

ALTER TABLE kindergarten ADD COLUMN kind TEXT NOT NULL DEFAULT 'state'
    CHECK (kind IN ('state', 'private', 'state_order', 'departmental', 'mini_centre'));
ALTER TABLE kindergarten ADD COLUMN latitude REAL;
ALTER TABLE kindergarten ADD COLUMN longitude REAL;
ALTER TABLE kindergarten ADD COLUMN hours TEXT;     -- 07:30-18:30, on working days
ALTER TABLE kindergarten ADD COLUMN email TEXT;

-- Who marked it; everybody of the family sees it.
CREATE TABLE favourite (
    person_id INTEGER NOT NULL REFERENCES person (id),
    kindergarten_id INTEGER NOT NULL REFERENCES kindergarten (id),
    since INTEGER NOT NULL,
    PRIMARY KEY (person_id, kindergarten_id)
) WITHOUT ROWID;

-- The catalogue as a person has set it: filters, and for some hours where they stand.
CREATE TABLE catalogue_view (
    person_id INTEGER PRIMARY KEY REFERENCES person (id),
    view BLOB NOT NULL                              -- sealed
);

-- How many places of a group are taken is counted in the index alone: a city has thousands of groups.
DROP INDEX application_group;
CREATE INDEX application_group ON application (group_id, state) WHERE group_id IS NOT NULL;
