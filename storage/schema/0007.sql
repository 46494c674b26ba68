-- The counting index once more, coarser: a queue of many years has a thousand weeks but a dozen categories.
-- Kept by the triggers alone, as `queue_week` is.
CREATE TABLE queue_category (
    queue_place TEXT NOT NULL,
    category INTEGER NOT NULL,
    queued INTEGER NOT NULL,
    PRIMARY KEY (queue_place, category)
) WITHOUT ROWID;
INSERT INTO queue_category SELECT queue_place, category, sum(queued) FROM queue_week GROUP BY queue_place, category;
CREATE TRIGGER queue_week_begins AFTER INSERT ON queue_week BEGIN
    INSERT INTO queue_category VALUES (NEW.queue_place, NEW.category, NEW.queued)
    ON CONFLICT (queue_place, category) DO UPDATE SET queued = queue_category.queued + NEW.queued;
END;
CREATE TRIGGER queue_week_changes AFTER UPDATE OF queued ON queue_week BEGIN
    UPDATE queue_category SET queued = queued + NEW.queued - OLD.queued
    WHERE queue_place = NEW.queue_place AND category = NEW.category;
END;
