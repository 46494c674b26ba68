-- The queue over time: how many wait, what number each application had, and how far the daily and yearly work has got.

ALTER TABLE application ADD COLUMN verified_right TEXT NOT NULL DEFAULT 'general';  -- what its category rests on
ALTER TABLE application ADD COLUMN interested_at INTEGER;                           -- the family still wants a place

-- How many wait in each category of a queue place, by the thirty days in which they applied. A number in the queue is
-- a sum over few of these rows and a count inside one of them, however long the queue.
CREATE TABLE queue_count (
    queue_place TEXT NOT NULL,
    category INTEGER NOT NULL,
    bucket INTEGER NOT NULL,                    -- lodged_at / 2592000
    waiting INTEGER NOT NULL,
    PRIMARY KEY (queue_place, category, bucket)
) WITHOUT ROWID;

INSERT INTO queue_count
SELECT queue_place, category, lodged_at / 2592000, count(*) FROM application WHERE state = 'queued' GROUP BY 1, 2, 3;

CREATE TRIGGER queue_joined AFTER INSERT ON application WHEN NEW.state = 'queued' BEGIN
    INSERT INTO queue_count VALUES (NEW.queue_place, NEW.category, NEW.lodged_at / 2592000, 1)
    ON CONFLICT (queue_place, category, bucket) DO UPDATE SET waiting = waiting + 1;
END;

CREATE TRIGGER queue_left AFTER DELETE ON application WHEN OLD.state = 'queued' BEGIN
    UPDATE queue_count SET waiting = waiting - 1
    WHERE queue_place = OLD.queue_place AND category = OLD.category AND bucket = OLD.lodged_at / 2592000;
END;

CREATE TRIGGER queue_moved_from AFTER UPDATE OF state, category, queue_place, lodged_at ON application
WHEN OLD.state = 'queued' BEGIN
    UPDATE queue_count SET waiting = waiting - 1
    WHERE queue_place = OLD.queue_place AND category = OLD.category AND bucket = OLD.lodged_at / 2592000;
END;

CREATE TRIGGER queue_moved_to AFTER UPDATE OF state, category, queue_place, lodged_at ON application
WHEN NEW.state = 'queued' BEGIN
    INSERT INTO queue_count VALUES (NEW.queue_place, NEW.category, NEW.lodged_at / 2592000, 1)
    ON CONFLICT (queue_place, category, bucket) DO UPDATE SET waiting = waiting + 1;
END;

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
