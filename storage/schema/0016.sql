-- Support: people who answer questions, and the questions with everything that was written to and fro.

CREATE TABLE staff_with_support (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES person (id),
    role TEXT NOT NULL CHECK (role IN ('department', 'kindergarten', 'support')),
    scope TEXT NOT NULL,                        -- queue place (KATO), kindergarten code, or kz: the whole country
    since INTEGER NOT NULL,
    UNIQUE (person_id, role, scope)
);
INSERT INTO staff_with_support SELECT id, person_id, role, scope, since FROM staff;
DROP TABLE staff;
ALTER TABLE staff_with_support RENAME TO staff;
CREATE INDEX staff_scope ON staff (role, scope);

CREATE TABLE question (
    id INTEGER PRIMARY KEY AUTOINCREMENT,       -- never given twice: what is sealed is bound to it
    person_id INTEGER NOT NULL REFERENCES person (id),
    parent_id INTEGER REFERENCES parent (id),   -- whose it is; NULL: nobody was signed in, nor has been since
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'taken', 'answered', 'closed')),
    context TEXT NOT NULL,                      -- JSON: ids and names of screens, never anything about anybody
    waits_since INTEGER NOT NULL,               -- asked, or asked again
    taken_by INTEGER REFERENCES person (id),    -- who has it; NULL: nobody
    held_until INTEGER,                         -- and until when
    settled_at INTEGER                          -- answered, or done with
);
CREATE INDEX question_open ON question (waits_since, id) WHERE state = 'open';
CREATE INDEX question_taken ON question (taken_by) WHERE state = 'taken';
CREATE INDEX question_held ON question (held_until) WHERE held_until IS NOT NULL;
CREATE INDEX question_person ON question (person_id, id);
CREATE INDEX question_parent ON question (parent_id);
CREATE INDEX question_age ON question (coalesce(settled_at, waits_since));

CREATE TABLE question_word (
    question_id INTEGER NOT NULL REFERENCES question (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,                    -- 1 is the question itself
    by TEXT NOT NULL CHECK (by IN ('person', 'support')),
    words BLOB NOT NULL,                        -- sealed
    at INTEGER NOT NULL,
    PRIMARY KEY (question_id, number)
) WITHOUT ROWID;
