-- Whose data are whose, where several people use one Telegram account, or one comes back after deleting (R-10, R-11, R-21).

-- Who acted, as a parent: the person's account may be somebody else's later on.
ALTER TABLE journal ADD COLUMN parent_id INTEGER REFERENCES parent (id);
UPDATE journal SET parent_id = (SELECT parent_id FROM person WHERE person.id = journal.person_id)
WHERE person_id IS NOT NULL;

ALTER TABLE audit ADD COLUMN parent_id INTEGER;
DROP TRIGGER audit_is_not_changed;
UPDATE audit SET parent_id = (SELECT parent_id FROM person WHERE person.id = audit.person_id) WHERE role = 'parent';
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit BEGIN
    SELECT RAISE(ABORT, 'the audit journal is append-only');
END;

ALTER TABLE signing ADD COLUMN parent_id INTEGER REFERENCES parent (id);   -- NULL: not signed in yet
UPDATE signing SET parent_id = (SELECT parent_id FROM person WHERE person.id = signing.person_id);
DROP INDEX signing_person;
CREATE INDEX signing_nobodys ON signing (person_id) WHERE parent_id IS NULL;
CREATE INDEX signing_parent ON signing (parent_id);

-- Keyed hash of the IIN of somebody who was objected to, or parted from the child, and has deleted their data since.
ALTER TABLE joining ADD COLUMN iin_hash BLOB;
CREATE INDEX joining_gone ON joining (iin_hash) WHERE iin_hash IS NOT NULL;

-- `account` is what was typed from now on; what the account of several names has had is counted by its parent.
ALTER TABLE password_try ADD COLUMN parent_id INTEGER;
CREATE INDEX password_try_parent ON password_try (parent_id, at) WHERE parent_id IS NOT NULL;

-- An e-mail names one account: whose it was first.
UPDATE parent SET email_hash = NULL WHERE EXISTS (
    SELECT 1 FROM parent earlier WHERE earlier.email_hash = parent.email_hash AND earlier.id < parent.id);
DROP INDEX parent_email;
CREATE UNIQUE INDEX parent_email ON parent (email_hash) WHERE email_hash IS NOT NULL;
