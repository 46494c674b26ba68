-- Documents, what is claimed with them, and who looked at and decided what.

-- A right to go first, or kinship with a child, that the department decides.
CREATE TABLE claim (
    id INTEGER PRIMARY KEY AUTOINCREMENT,       -- never given twice: buttons and letters outlive the row
    kind TEXT NOT NULL CHECK (kind IN ('right', 'kinship')),
    operation INTEGER NOT NULL UNIQUE,          -- the draft it was lodged with: done once
    parent_id INTEGER NOT NULL REFERENCES parent (id),
    person_id INTEGER NOT NULL REFERENCES person (id),
    application_id INTEGER REFERENCES application (id),
    child_hash BLOB,                            -- kinship: keyed hash of the child's IIN
    queue_place TEXT NOT NULL,
    basis TEXT NOT NULL,
    data BLOB NOT NULL,                         -- sealed: the child's data as typed; the day of a certificate
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'accepted', 'returned', 'withdrawn')),
    reason BLOB,                                -- sealed: why it was returned
    lodged_at INTEGER NOT NULL,
    decided_by INTEGER REFERENCES person (id),
    decided_at INTEGER,
    CHECK ((kind = 'right') = (application_id IS NOT NULL)),
    CHECK ((kind = 'kinship') = (child_hash IS NOT NULL))
);
CREATE INDEX claim_waiting ON claim (queue_place, id) WHERE state = 'waiting';
CREATE UNIQUE INDEX claim_of_application ON claim (application_id) WHERE state = 'waiting' AND kind = 'right';
CREATE UNIQUE INDEX claim_of_kin ON claim (parent_id, child_hash) WHERE state = 'waiting' AND kind = 'kinship';
CREATE INDEX claim_application ON claim (application_id);
CREATE INDEX claim_parent ON claim (parent_id);
CREATE INDEX claim_decided ON claim (decided_at) WHERE decided_at IS NOT NULL;

CREATE TABLE document (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,                  -- random
    person_id INTEGER NOT NULL REFERENCES person (id),
    claim_id INTEGER REFERENCES claim (id),     -- NULL: attached to a half-done form
    kind TEXT NOT NULL CHECK (kind IN ('pdf', 'jpeg', 'png')),
    size INTEGER NOT NULL,
    sha256 BLOB NOT NULL,                       -- keyed: of the content made safe
    box BLOB NOT NULL,                          -- sealed, bound to the name
    scanned INTEGER NOT NULL,                   -- 1: a virus scanner saw it
    added_at INTEGER NOT NULL
);
CREATE INDEX document_claim ON document (claim_id) WHERE claim_id IS NOT NULL;
CREATE INDEX document_loose ON document (person_id) WHERE claim_id IS NULL;

-- Who did what, in which role and place: ids and codes only, and nothing is ever taken back.
CREATE TABLE audit (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    person_id INTEGER,                          -- NULL: the operator at the command line
    role TEXT NOT NULL,
    scope TEXT NOT NULL,
    deed TEXT NOT NULL,
    subject TEXT NOT NULL,
    subject_id INTEGER NOT NULL,
    detail TEXT NOT NULL DEFAULT ''
);
CREATE INDEX audit_subject ON audit (subject, subject_id);

CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit BEGIN
    SELECT RAISE(ABORT, 'the audit journal is append-only');
END;
CREATE TRIGGER audit_is_not_replaced BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id) BEGIN
    SELECT RAISE(ABORT, 'the audit journal is append-only');
END;
CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit BEGIN
    SELECT RAISE(ABORT, 'the audit journal is append-only');
END;

ALTER TABLE person ADD COLUMN papers TEXT NOT NULL DEFAULT '';  -- messages that show a document; gone with the next screen
