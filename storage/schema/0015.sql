-- What families say of kindergartens, statistics of every day, and what people say of the bot (R-70).

-- One review for a family and a kindergarten: it rests on a child's stay there. The words are public once accepted, and so
-- they are not sealed; why they were returned is. The kindergarten's answer is to one revision of them.
CREATE TABLE review (
    id INTEGER PRIMARY KEY AUTOINCREMENT,       -- never given twice: buttons and letters outlive the row
    kindergarten_id INTEGER NOT NULL REFERENCES kindergarten (id),
    child_id INTEGER NOT NULL REFERENCES child (id),
    parent_id INTEGER NOT NULL REFERENCES parent (id),  -- who wrote it last
    queue_place TEXT NOT NULL,                  -- whose department reads it
    stars INTEGER CHECK (stars BETWEEN 1 AND 5),    -- NULL: withdrawn
    words TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'accepted', 'returned', 'withdrawn')),
    revision INTEGER NOT NULL DEFAULT 1,
    written_at INTEGER NOT NULL,
    reason BLOB,                                -- sealed
    answer TEXT NOT NULL DEFAULT '',
    answer_state TEXT CHECK (answer_state IN ('waiting', 'accepted', 'returned')),
    answer_revision INTEGER NOT NULL DEFAULT 0,
    answered_at INTEGER,
    answered_by INTEGER REFERENCES person (id),
    answer_reason BLOB,                         -- sealed
    CHECK ((stars IS NULL) = (state = 'withdrawn')),
    UNIQUE (kindergarten_id, child_id)
);
CREATE INDEX review_shown ON review (kindergarten_id, written_at, stars) WHERE state = 'accepted';
CREATE INDEX review_waiting ON review (queue_place, written_at) WHERE state = 'waiting' OR state = 'accepted' AND answer_state = 'waiting';
CREATE INDEX review_public ON review (queue_place, written_at) WHERE state = 'accepted';
CREATE INDEX review_parent ON review (parent_id);

-- Once a day: how many waited in a region that morning, and how many places were free. `counting` is the work of the day,
-- kindergarten by kindergarten; `free` is there once it is done. What was kept of the queues is summed up.
CREATE TABLE region_day (
    day INTEGER NOT NULL,                       -- 20261116
    region TEXT NOT NULL,
    waiting INTEGER NOT NULL DEFAULT 0,
    hidden INTEGER NOT NULL DEFAULT 0,          -- queue places with so few children that they are not in the sum
    free INTEGER,
    counting INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (day, region)
) WITHOUT ROWID;
CREATE INDEX region_day_region ON region_day (region, day);
INSERT INTO region_day (day, region, waiting, hidden)
SELECT day, substr(queue_place, 1, 2) || '0000000' AS region, sum(CASE WHEN waiting < 5 THEN 0 ELSE waiting END),
       sum(waiting > 0 AND waiting < 5)
FROM (SELECT day, queue_place, sum(waiting) AS waiting FROM queue_day GROUP BY day, queue_place) GROUP BY 1, 2;

CREATE INDEX round_held ON round (held_at, queue_place, vouchers);

-- What people say of the bot, without who said it: the person's row knows the last day on which they did, so this knows the
-- month only, and the order is that of the random names.
CREATE TABLE feedback (
    name TEXT PRIMARY KEY,                      -- random: what the words are sealed to
    day INTEGER NOT NULL,                       -- 20261101: the first of the month
    language TEXT NOT NULL,
    stars INTEGER NOT NULL CHECK (stars BETWEEN 1 AND 5),
    words BLOB                                  -- sealed
) WITHOUT ROWID;
CREATE INDEX feedback_day ON feedback (day);
ALTER TABLE person ADD COLUMN feedback_on INTEGER;
