-- name: newest_draft^
SELECT * FROM draft WHERE person_id = :person_id ORDER BY opened DESC LIMIT 1;

-- name: draft_by_id^
SELECT * FROM draft WHERE id = :draft_id;

-- name: draft_of_form^
SELECT * FROM draft WHERE person_id = :person_id AND form = :form;

-- name: open_draft^
INSERT INTO draft (person_id, form, answers, opened, updated_at)
VALUES (:person_id, :form, :answers,
        (SELECT coalesce(max(opened), 0) + 1 FROM draft WHERE person_id = :person_id), :now)
RETURNING *;

-- name: drop_draft_of_form!
DELETE FROM draft WHERE person_id = :person_id AND form = :form;

-- name: raise_draft!
UPDATE draft SET opened = (SELECT max(d.opened) + 1 FROM draft d WHERE d.person_id = draft.person_id)
WHERE id = :draft_id;

-- name: save_draft!
UPDATE draft SET answers = :answers, rev = rev + 1, updated_at = :now, retry_at = NULL, retries = 0
WHERE id = :draft_id AND rev = :rev;

-- name: save_learned!
UPDATE draft SET answers = :answers, rev = rev + 1, retry_at = :retry_at, retries = retries + 1
WHERE id = :draft_id AND rev = :rev;

-- name: drop_draft!
DELETE FROM draft WHERE id = :draft_id;

-- name: drafts_to_retry
SELECT draft.*, person.telegram_id FROM draft JOIN person ON person.id = draft.person_id
WHERE retry_at <= :now ORDER BY retry_at LIMIT :at_most;

-- name: next_retry$
SELECT min(retry_at) FROM draft WHERE retry_at IS NOT NULL;

-- name: stop_retrying!
UPDATE draft SET retry_at = NULL WHERE id = :draft_id;

-- name: forget_drafts!
-- Scans: all that has grown old.
DELETE FROM draft WHERE updated_at < :before;

-- name: codes_to_phone
SELECT sent_at FROM code WHERE phone_hash = :phone_hash AND sent_at > :since ORDER BY sent_at;

-- name: codes_to_person
SELECT sent_at, paused_until FROM code WHERE person_id = :person_id AND sent_at > :since ORDER BY sent_at;

-- name: newest_code^
SELECT * FROM code WHERE person_id = :person_id AND purpose = :purpose ORDER BY id DESC LIMIT 1;

-- name: add_code$
INSERT INTO code (person_id, purpose, phone_hash, digest, sent_at, tries_left)
VALUES (:person_id, :purpose, :phone_hash, :digest, :now, :tries) RETURNING id;

-- name: judge_code!
UPDATE code SET tries_left = :tries_left, used = :used, paused_until = :paused_until WHERE id = :code_id;

-- name: forget_codes!
-- Scans: all that has grown old.
DELETE FROM code WHERE sent_at < :before;
