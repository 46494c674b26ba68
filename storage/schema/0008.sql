-- What operators change of the law; announcements; letters in lanes, so that a country's worth of them holds up nobody.

-- An operator's word about a day; the newest row of a day counts. What is applied has been worked into every deadline.
CREATE TABLE calendar_change (
    id INTEGER PRIMARY KEY AUTOINCREMENT,       -- never given twice: journals and letters name it
    day TEXT NOT NULL,
    working INTEGER CHECK (working IN (0, 1)),  -- NULL: the word is taken back
    reason_kk TEXT NOT NULL,
    reason_ru TEXT NOT NULL,
    at INTEGER NOT NULL,
    applied_at INTEGER
);

-- Rules laid over domain/rules.toml, in its own terms.
CREATE TABLE rule_override (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    unit TEXT NOT NULL,
    region TEXT,                                -- NULL: the whole country
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    source TEXT NOT NULL,
    added_at INTEGER NOT NULL
);

CREATE TABLE announcement (
    id INTEGER PRIMARY KEY AUTOINCREMENT,       -- never given twice: letters and buttons outlive the row
    queue_place TEXT NOT NULL,
    audience TEXT NOT NULL CHECK (audience IN ('all', 'queue', 'enrolled')),
    person_id INTEGER NOT NULL REFERENCES person (id),
    operation INTEGER NOT NULL UNIQUE,          -- the draft it was written in: sent once
    words BLOB NOT NULL,                        -- sealed: the text in each language
    state TEXT NOT NULL DEFAULT 'sending' CHECK (state IN ('sending', 'paused', 'stopped')),
    written_at INTEGER NOT NULL,
    posted_to INTEGER NOT NULL DEFAULT 0,       -- letters are posted to the families up to this application
    posted_at INTEGER                           -- to all of them
);
CREATE INDEX announcement_place ON announcement (queue_place, id);
CREATE INDEX announcement_open ON announcement (state) WHERE state <> 'stopped';

CREATE INDEX application_place ON application (queue_place, id);
CREATE INDEX round_place ON round (queue_place, held_at);
CREATE INDEX person_unreachable ON person (parent_id) WHERE reachable = 0;

-- Where a kindergarten stands (KATO of the locality): a round passes over localities without free places (R-40).
ALTER TABLE kindergarten ADD COLUMN locality TEXT;

-- Letters wait in lanes: 0 somebody waits for it, 1 of the law, 2 of the law for a multitude, 3 announcements.
ALTER TABLE letter ADD COLUMN planned_at INTEGER;   -- when it was to go, if an obstacle has put it off since
ALTER TABLE letter ADD COLUMN tried_at INTEGER;     -- SMS: when it was handed over last, whatever came of it
DROP INDEX letter_waiting;
CREATE INDEX letter_due ON letter (urgency, not_before, id) WHERE state = 'waiting' AND urgency < 3;
CREATE INDEX letter_bulk ON letter (subject, state, not_before, id) WHERE urgency = 3;
CREATE INDEX letter_late ON letter (planned_at) WHERE state = 'waiting' AND planned_at IS NOT NULL AND urgency < 2;
CREATE INDEX letter_stale ON letter (expires_at) WHERE state = 'waiting' AND expires_at IS NOT NULL;
