-- Signing with ЭЦҚ: sessions that outlive a restart until they expire, and the evidence of those that were used.

CREATE TABLE signing (
    id INTEGER PRIMARY KEY AUTOINCREMENT,       -- never given twice: what is sealed is bound to it
    person_id INTEGER NOT NULL REFERENCES person (id),
    draft_id INTEGER NOT NULL,                  -- the half-done form that the signature finishes
    about TEXT NOT NULL,                        -- form and subject: a signature is worth nothing for anything else
    way TEXT NOT NULL CHECK (way IN ('phone', 'file')),
    state TEXT NOT NULL DEFAULT 'open'
        CHECK (state IN ('open', 'signed', 'used', 'cancelled', 'expired', 'refused')),
    flaw TEXT,                                  -- why a signature was refused
    reference TEXT NOT NULL UNIQUE,             -- stands in the document: the row that the sealed columns are bound to
    document BLOB NOT NULL,                     -- sealed: the very bytes that are signed
    is_pdf INTEGER NOT NULL,
    names BLOB NOT NULL,                        -- sealed: the document's names
    session BLOB,                               -- sealed: addresses and QR code, while it is open
    handed_over INTEGER NOT NULL DEFAULT 0,     -- the phone has fetched the document
    cms BLOB,                                   -- sealed: the signature
    opened_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,                -- first instant that is too late
    subject_id INTEGER,                         -- what it has signed for: an application; NULL: signing in
    certificate BLOB,                           -- sealed: whose, which, of which kind
    revocation TEXT CHECK (revocation IN ('good', 'unknown')),
    used_at INTEGER
);
CREATE INDEX signing_draft ON signing (draft_id, id);
CREATE INDEX signing_open ON signing (expires_at) WHERE state IN ('open', 'signed');
CREATE INDEX signing_used ON signing (subject_id, used_at) WHERE state = 'used';
CREATE INDEX signing_opened ON signing (opened_at) WHERE state <> 'used';
CREATE INDEX signing_person ON signing (person_id);
