-- A second way in (R-10 … R-12), sessions, what a person wants to be told and when, and what is left of a deleted account.

CREATE TABLE credential (
    parent_id INTEGER PRIMARY KEY REFERENCES parent (id),
    password BLOB NOT NULL,                     -- sealed: argon2id
    set_at INTEGER NOT NULL,
    login BLOB,                                 -- sealed
    login_hash BLOB UNIQUE
);

-- Wrong passwords of a day, and those that are being judged. `account`: keyed hash of the account, or of what was typed.
CREATE TABLE password_try (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES person (id),
    account BLOB NOT NULL,
    at INTEGER NOT NULL
);
CREATE INDEX password_try_account ON password_try (account, at);
CREATE INDEX password_try_person ON password_try (person_id, at);

ALTER TABLE parent ADD COLUMN email_hash BLOB;
ALTER TABLE parent ADD COLUMN deleted_at INTEGER;   -- the row is an empty shell that ids refer to
CREATE INDEX parent_email ON parent (email_hash) WHERE email_hash IS NOT NULL;
CREATE INDEX parent_phone ON parent (phone_hash);

CREATE INDEX family_invitation_parent ON family_invitation (parent_id);

ALTER TABLE person ADD COLUMN signed_in_at INTEGER;
ALTER TABLE person ADD COLUMN signed_in_by TEXT;    -- code, password, recovery, signature
ALTER TABLE person ADD COLUMN session_ends_at INTEGER;  -- NULL: remembered
CREATE INDEX person_session ON person (session_ends_at) WHERE session_ends_at IS NOT NULL;
UPDATE person SET signed_in_at = created_at, signed_in_by = 'code' WHERE parent_id IS NOT NULL;

ALTER TABLE person ADD COLUMN muted TEXT NOT NULL DEFAULT '';       -- categories: queue,announcements
ALTER TABLE person ADD COLUMN sms_copy INTEGER NOT NULL DEFAULT 0;
ALTER TABLE person ADD COLUMN quiet TEXT NOT NULL DEFAULT '';       -- local hours of one's own: 20:00-09:00
