-- name: put_password!
INSERT INTO credential (parent_id, password, set_at) VALUES (:parent_id, :password, :now)
ON CONFLICT (parent_id) DO UPDATE SET password = excluded.password, set_at = excluded.set_at;

-- name: put_login!
UPDATE credential SET login = :login, login_hash = :login_hash WHERE parent_id = :parent_id;

-- name: credential_of^
SELECT credential.*, parent.policy FROM credential JOIN parent ON parent.id = credential.parent_id
WHERE parent_id = :parent_id;

-- name: credentials_by_iin
SELECT credential.*, parent.policy FROM parent JOIN credential ON credential.parent_id = parent.id
WHERE parent.iin_hash = :digest;

-- name: credentials_by_phone
-- Only a number that its owner has proven names an account.
SELECT credential.*, parent.policy FROM parent JOIN credential ON credential.parent_id = parent.id
WHERE parent.phone_hash = :digest AND parent.verified = 1;

-- name: credentials_by_email
SELECT credential.*, parent.policy FROM parent JOIN credential ON credential.parent_id = parent.id
WHERE parent.email_hash = :digest;

-- name: credentials_by_login
SELECT credential.*, parent.policy FROM credential JOIN parent ON credential.parent_id = parent.id
WHERE credential.login_hash = :digest;

-- name: drop_credential!
DELETE FROM credential WHERE parent_id = :parent_id;

-- name: claim_email!
-- It names the account that had it first.
UPDATE parent SET email_hash = CASE WHEN EXISTS (
    SELECT 1 FROM parent other WHERE other.email_hash = :email_hash AND other.id <> :parent_id)
    THEN NULL ELSE :email_hash END
WHERE id = :parent_id;

-- name: set_phone!
UPDATE parent SET phone_hash = :phone_hash, data = :data WHERE id = :parent_id;

-- name: add_password_try$
INSERT INTO password_try (person_id, account, parent_id, at)
VALUES (:person_id, :account, :parent_id, :now) RETURNING id;

-- name: password_tries_on
SELECT at FROM password_try WHERE account = :account AND at > :since ORDER BY at;

-- name: password_tries_at
-- By whatever name.
SELECT at FROM password_try WHERE parent_id = :parent_id AND at > :since ORDER BY at;

-- name: password_tries_of
SELECT at FROM password_try WHERE person_id = :person_id AND at > :since ORDER BY at;

-- name: forgive_password_tries!
DELETE FROM password_try WHERE person_id = :person_id AND parent_id = :parent_id;

-- name: forget_password_tries!
-- Scans: all that has grown old.
DELETE FROM password_try WHERE at < :before;

-- name: sign_in!
UPDATE person SET parent_id = :parent_id, signed_in_at = :now, signed_in_by = :way, session_ends_at = :ends_at
WHERE id = :person_id;

-- name: sign_out!
UPDATE person SET parent_id = NULL, signed_in_at = NULL, signed_in_by = NULL, session_ends_at = NULL, buttons = NULL
WHERE id = :person_id AND parent_id IS :parent_id;

-- name: sessions_over
SELECT * FROM person WHERE session_ends_at <= :now ORDER BY session_ends_at LIMIT :at_most;

-- name: next_session_end$
SELECT min(session_ends_at) FROM person WHERE session_ends_at > :now;

-- name: drop_every_draft!
DELETE FROM draft WHERE person_id = :person_id;

-- name: drop_catalogue_view!
DELETE FROM catalogue_view WHERE person_id = :person_id;

-- name: drop_fsm_of!
DELETE FROM fsm WHERE key = (SELECT telegram_id || ':' || telegram_id FROM person WHERE id = :person_id);

-- name: set_muted!
UPDATE person SET muted = :muted WHERE id = :person_id;

-- name: set_sms_copy!
UPDATE person SET sms_copy = :sms_copy WHERE id = :person_id;

-- name: set_quiet!
UPDATE person SET quiet = :quiet WHERE id = :person_id;

-- name: another_letter_waits$
SELECT 1 FROM letter WHERE person_id = :person_id AND channel = :channel AND subject = :subject AND deadline = :deadline
AND id <> :letter_id AND state = 'waiting' LIMIT 1;
