-- The queue over time: what number each application had, how many stood where, and how far the work of the days has got.

ALTER TABLE application ADD COLUMN verified_right TEXT NOT NULL DEFAULT 'general';  -- what its category rests on
ALTER TABLE application ADD COLUMN interested_at INTEGER;                           -- the family still wants a place

CREATE INDEX application_waiting ON application (queue_place, id) WHERE state = 'queued';
CREATE INDEX application_age ON application (region, born) WHERE state IN ('queued', 'stop_listed');

-- Once a day: how many stood where. 20261116 is 16 November 2026.
CREATE TABLE queue_day (
    day INTEGER NOT NULL,
    queue_place TEXT NOT NULL,
    category INTEGER NOT NULL,
    waiting INTEGER NOT NULL,
    PRIMARY KEY (queue_place, day, category)
) WITHOUT ROWID;

-- The number of an application on a day on which it had changed; the family was told, or could have been.
CREATE TABLE queue_past (
    application_id INTEGER NOT NULL REFERENCES application (id),
    day INTEGER NOT NULL,
    number INTEGER NOT NULL,
    before INTEGER,                             -- the number kept before this one
    PRIMARY KEY (application_id, day)
) WITHOUT ROWID;

-- The category of everybody born in a year, in a year of the queue: what the yearly refresh writes (R-41, R-42).
CREATE TABLE category_of_year (
    year INTEGER NOT NULL,
    verified_right TEXT NOT NULL,
    birth_year INTEGER NOT NULL,
    category INTEGER NOT NULL,
    PRIMARY KEY (year, verified_right, birth_year)
) WITHOUT ROWID;

-- Work that is done once for a day or a year, in slices: which one is done, and how far the next has got.
CREATE TABLE queue_chore (
    name TEXT NOT NULL,
    scope TEXT NOT NULL,                        -- queue place, region, or '' for the country
    done INTEGER NOT NULL DEFAULT 0,            -- 20261116 or 2026
    doing INTEGER NOT NULL DEFAULT 0,
    category INTEGER NOT NULL DEFAULT 0,        -- the last application of the slice before
    lodged_at INTEGER NOT NULL DEFAULT 0,
    application_id INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (name, scope)
) WITHOUT ROWID;
