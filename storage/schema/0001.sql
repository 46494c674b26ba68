-- Instants are UTC seconds. Sealed columns hold AES-GCM boxes bound to their table and row; *_hash columns hold
-- keyed hashes for look-ups. JSON is text.

-- Updates are kept before Telegram is told that they arrived, and worked off once.
CREATE TABLE inbox (
    update_id INTEGER PRIMARY KEY,
    chat_id INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    body BLOB,                                  -- sealed; erased when done
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'parked')),
    attempts INTEGER NOT NULL DEFAULT 0,
    answered INTEGER NOT NULL DEFAULT 0         -- the screen that follows has been sent
);
CREATE INDEX inbox_waiting ON inbox (update_id) WHERE state = 'waiting';
CREATE INDEX inbox_unanswered ON inbox (update_id) WHERE state = 'done' AND answered = 0;
CREATE INDEX inbox_received ON inbox (received_at);

-- A parent as the state knows them; persons are the Telegram accounts they act from.
CREATE TABLE parent (
    id INTEGER PRIMARY KEY,
    iin_hash BLOB NOT NULL UNIQUE,
    phone_hash BLOB NOT NULL,
    data BLOB NOT NULL,                         -- sealed: iin, phone, names, sex, born
    verified INTEGER NOT NULL,                  -- 1: confirmed by the registers
    policy TEXT NOT NULL,                       -- version of the data policy accepted
    registered_at INTEGER NOT NULL
);

CREATE TABLE person (
    id INTEGER PRIMARY KEY,
    telegram_id INTEGER NOT NULL UNIQUE,
    language TEXT CHECK (language IN ('kk', 'ru')),
    parent_id INTEGER REFERENCES parent (id),
    reachable INTEGER NOT NULL DEFAULT 1,
    screen_id INTEGER,                          -- message that carries the living screen
    keyboard INTEGER NOT NULL DEFAULT 0,        -- a reply keyboard stands under the chat
    created_at INTEGER NOT NULL
);
CREATE INDEX person_parent ON person (parent_id);

CREATE TABLE fsm (
    key TEXT PRIMARY KEY,
    state TEXT,
    data TEXT NOT NULL DEFAULT '{}'
);

CREATE TABLE draft (
    id INTEGER PRIMARY KEY AUTOINCREMENT,       -- never given twice: buttons, codes and letters outlive the row
    person_id INTEGER NOT NULL REFERENCES person (id),
    form TEXT NOT NULL,
    rev INTEGER NOT NULL DEFAULT 0,
    answers BLOB NOT NULL,                      -- sealed: answers and what was learned
    opened INTEGER NOT NULL,                    -- the highest is resumed first
    updated_at INTEGER NOT NULL,
    retry_at INTEGER,                           -- a register is asked again then
    retries INTEGER NOT NULL DEFAULT 0,
    UNIQUE (person_id, form)
);
CREATE INDEX draft_retry ON draft (retry_at) WHERE retry_at IS NOT NULL;
CREATE INDEX draft_updated ON draft (updated_at);

CREATE TABLE code (
    id INTEGER PRIMARY KEY AUTOINCREMENT,       -- never given twice: buttons, codes and letters outlive the row
    person_id INTEGER NOT NULL REFERENCES person (id),
    purpose TEXT NOT NULL,
    phone_hash BLOB NOT NULL,
    digest BLOB NOT NULL,
    sent_at INTEGER NOT NULL,
    tries_left INTEGER NOT NULL,
    used INTEGER NOT NULL DEFAULT 0,
    paused_until INTEGER
);
CREATE INDEX code_person ON code (person_id, sent_at);
CREATE INDEX code_phone ON code (phone_hash, sent_at);

CREATE TABLE child (
    id INTEGER PRIMARY KEY,
    iin_hash BLOB NOT NULL UNIQUE,
    data BLOB NOT NULL,                         -- sealed: iin, names, sex, nationality
    born TEXT NOT NULL,
    verified INTEGER NOT NULL,
    added_at INTEGER NOT NULL
);

CREATE TABLE kin (
    parent_id INTEGER NOT NULL REFERENCES parent (id),
    child_id INTEGER NOT NULL REFERENCES child (id),
    relation TEXT NOT NULL,
    since INTEGER NOT NULL,
    PRIMARY KEY (parent_id, child_id)
);
CREATE INDEX kin_child ON kin (child_id);

CREATE TABLE kindergarten (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name_kk TEXT NOT NULL,
    name_ru TEXT NOT NULL,
    district TEXT NOT NULL,
    queue_place TEXT NOT NULL,
    address_kk TEXT NOT NULL,
    address_ru TEXT NOT NULL,
    phone TEXT NOT NULL
);
CREATE INDEX kindergarten_place ON kindergarten (queue_place);

CREATE TABLE class (                            -- a group of a kindergarten; GROUP is a word of SQL
    id INTEGER PRIMARY KEY,
    kindergarten_id INTEGER NOT NULL REFERENCES kindergarten (id),
    group_type TEXT NOT NULL,
    language TEXT NOT NULL,
    age_from INTEGER NOT NULL,                  -- years, inclusive
    age_to INTEGER NOT NULL,                    -- years, inclusive
    places INTEGER NOT NULL,
    UNIQUE (kindergarten_id, group_type, language, age_from, age_to)
);

CREATE TABLE staff (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES person (id),
    role TEXT NOT NULL CHECK (role IN ('department', 'kindergarten')),
    scope TEXT NOT NULL,                        -- queue place (KATO) or kindergarten code
    since INTEGER NOT NULL,
    UNIQUE (person_id, role, scope)
);
CREATE INDEX staff_scope ON staff (role, scope);

CREATE TABLE invitation (
    token_hash BLOB PRIMARY KEY,
    role TEXT NOT NULL,
    scope TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    used_by INTEGER REFERENCES person (id)
);

CREATE TABLE round (
    id INTEGER PRIMARY KEY,
    queue_place TEXT NOT NULL,
    vouchers INTEGER NOT NULL,
    person_id INTEGER NOT NULL REFERENCES person (id),
    operation INTEGER NOT NULL UNIQUE,          -- the draft it was asked for with: done once
    held_at INTEGER NOT NULL
);

-- An application and the life of its voucher.
CREATE TABLE application (
    id INTEGER PRIMARY KEY,
    child_id INTEGER NOT NULL REFERENCES child (id),
    parent_id INTEGER NOT NULL REFERENCES parent (id),
    region TEXT NOT NULL,
    district TEXT NOT NULL,
    queue_place TEXT NOT NULL,
    group_type TEXT NOT NULL,
    language TEXT NOT NULL,
    statuses BLOB,                              -- sealed: codes of social status; NULL: not asked
    category INTEGER NOT NULL,
    born TEXT NOT NULL,
    lodged_at INTEGER NOT NULL,
    state TEXT NOT NULL,
    clock_started INTEGER,
    due_at INTEGER,                             -- first instant that is too late
    remind_at INTEGER,                          -- the next reminder
    restores INTEGER NOT NULL DEFAULT 0,
    extended INTEGER NOT NULL DEFAULT 0,
    round_id INTEGER REFERENCES round (id),
    kindergarten_id INTEGER REFERENCES kindergarten (id),
    group_id INTEGER REFERENCES class (id),
    contract_due_at INTEGER,
    enrolled_on TEXT,
    version INTEGER NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX application_live ON application (child_id)
    WHERE state IN ('queued', 'issued', 'stop_listed', 'confirmed', 'contract_sent', 'enrolled');
CREATE INDEX application_queue ON application (queue_place, category, lodged_at, id) WHERE state = 'queued';
CREATE INDEX application_due ON application (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX application_remind ON application (remind_at) WHERE remind_at IS NOT NULL;
CREATE INDEX application_group ON application (group_id) WHERE state IN ('contract_sent', 'enrolled');
CREATE INDEX application_kindergarten ON application (kindergarten_id, state);
CREATE INDEX application_round ON application (round_id) WHERE round_id IS NOT NULL;
CREATE INDEX application_child ON application (child_id);

-- An index that counts: how many are queued in each week of each category, so that a number in a queue of a hundred
-- thousand is a sum over its weeks and a count within one. Kept by the triggers alone.
CREATE TABLE queue_week (
    queue_place TEXT NOT NULL,
    category INTEGER NOT NULL,
    week INTEGER NOT NULL,                      -- lodged_at / 604800
    queued INTEGER NOT NULL,
    PRIMARY KEY (queue_place, category, week)
) WITHOUT ROWID;
CREATE TRIGGER application_joins AFTER INSERT ON application WHEN NEW.state = 'queued' BEGIN
    INSERT INTO queue_week VALUES (NEW.queue_place, NEW.category, NEW.lodged_at / 604800, 1)
    ON CONFLICT (queue_place, category, week) DO UPDATE SET queued = queue_week.queued + 1;
END;
CREATE TRIGGER application_goes AFTER DELETE ON application WHEN OLD.state = 'queued' BEGIN
    UPDATE queue_week SET queued = queued - 1
    WHERE queue_place = OLD.queue_place AND category = OLD.category AND week = OLD.lodged_at / 604800;
END;
CREATE TRIGGER application_leaves AFTER UPDATE OF state, queue_place, category, lodged_at ON application
WHEN OLD.state = 'queued' BEGIN
    UPDATE queue_week SET queued = queued - 1
    WHERE queue_place = OLD.queue_place AND category = OLD.category AND week = OLD.lodged_at / 604800;
END;
CREATE TRIGGER application_returns AFTER UPDATE OF state, queue_place, category, lodged_at ON application
WHEN NEW.state = 'queued' BEGIN
    INSERT INTO queue_week VALUES (NEW.queue_place, NEW.category, NEW.lodged_at / 604800, 1)
    ON CONFLICT (queue_place, category, week) DO UPDATE SET queued = queue_week.queued + 1;
END;

CREATE TABLE sheet (
    id INTEGER PRIMARY KEY,
    application_id INTEGER NOT NULL REFERENCES application (id),
    kindergarten_id INTEGER NOT NULL REFERENCES kindergarten (id),
    month INTEGER NOT NULL,                     -- 202610 is October 2026
    state TEXT NOT NULL,
    published_at INTEGER,
    first_published_at INTEGER,
    due_at INTEGER,
    disputed_days TEXT NOT NULL DEFAULT '',
    revision INTEGER NOT NULL DEFAULT 0,
    marks BLOB NOT NULL,                        -- sealed: day -> mark
    published BLOB,                             -- the marks as they were published: what the parent sees
    words BLOB,                                 -- sealed: what the parent disputes
    answer BLOB,                                -- sealed: what the kindergarten answered
    version INTEGER NOT NULL DEFAULT 0,
    UNIQUE (application_id, kindergarten_id, month)
);
CREATE INDEX sheet_due ON sheet (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX sheet_kindergarten ON sheet (kindergarten_id, month);
CREATE INDEX sheet_open ON sheet (month) WHERE state = 'published';

CREATE TABLE journal (
    id INTEGER PRIMARY KEY,
    subject TEXT NOT NULL CHECK (subject IN ('voucher', 'timesheet')),
    subject_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    data TEXT NOT NULL,                         -- ids, codes and instants only
    person_id INTEGER REFERENCES person (id)    -- NULL: time passed
);
CREATE INDEX journal_subject ON journal (subject, subject_id, id);

-- What is to be told. The five columns under UNIQUE are a letter's identity: it exists once.
CREATE TABLE letter (
    id INTEGER PRIMARY KEY AUTOINCREMENT,       -- never given twice: buttons, codes and letters outlive the row
    person_id INTEGER NOT NULL REFERENCES person (id),
    channel TEXT NOT NULL DEFAULT 'telegram' CHECK (channel IN ('telegram', 'sms')),
    kind TEXT NOT NULL,
    subject INTEGER NOT NULL,
    deadline INTEGER NOT NULL DEFAULT 0,
    rung TEXT NOT NULL DEFAULT '',
    body BLOB,                                  -- sealed; only for what can't be derived, erased when sent
    not_before INTEGER NOT NULL,
    expires_at INTEGER,
    urgency INTEGER NOT NULL DEFAULT 1,         -- 0 first
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'dropped', 'failed')),
    attempts INTEGER NOT NULL DEFAULT 0,
    settled_at INTEGER,
    UNIQUE (person_id, channel, kind, subject, deadline, rung)
);
CREATE INDEX letter_settled ON letter (settled_at) WHERE settled_at IS NOT NULL;
CREATE INDEX letter_waiting ON letter (not_before) WHERE state = 'waiting';

-- What the tick does once in a while, and when it did so last.
CREATE TABLE clockwork (
    name TEXT PRIMARY KEY,
    at INTEGER NOT NULL
);
