-- name: open_signing$
INSERT INTO signing (person_id, parent_id, draft_id, about, way, reference, document, is_pdf, names, session, opened_at,
    expires_at)
VALUES (:person_id, (SELECT parent_id FROM person WHERE id = :person_id), :draft_id, :about, :way, :reference, :document,
    :is_pdf, :names, :session, :now, :expires_at)
RETURNING id;

-- name: adopt_signings!
-- Who signs in has signed for it: for that and nothing else, on that day.
UPDATE signing SET parent_id = :parent_id
WHERE person_id = :person_id AND parent_id IS NULL AND subject_id IS NULL AND opened_at > :since;

-- name: newest_signing^
SELECT * FROM signing WHERE draft_id = :draft_id ORDER BY id DESC LIMIT 1;

-- name: signing_by_id^
SELECT signing.*, person.telegram_id FROM signing JOIN person ON person.id = signing.person_id WHERE signing.id = :signing_id;

-- name: signings_at_work
SELECT signing.id, signing.state, signing.way, signing.expires_at, person.telegram_id, draft.id AS draft_id
FROM signing JOIN person ON person.id = signing.person_id LEFT JOIN draft ON draft.id = signing.draft_id
WHERE signing.state IN ('open', 'signed') ORDER BY signing.expires_at;

-- name: next_signing_end$
SELECT min(expires_at) FROM signing WHERE state IN ('open', 'signed') AND expires_at > :now;

-- name: hand_signing_over!
UPDATE signing SET handed_over = 1 WHERE id = :signing_id AND state = 'open';

-- name: keep_signature!
UPDATE signing SET state = 'signed', cms = :cms WHERE id = :signing_id AND state = 'open' AND expires_at > :now;

-- name: use_signing!
UPDATE signing SET state = 'used', cms = :cms, certificate = :certificate, revocation = :revocation, used_at = :now,
    subject_id = :subject_id, session = NULL
WHERE id = :signing_id AND state IN ('open', 'signed') AND (state = 'signed' OR expires_at > :now);

-- name: count_signings_begun$
SELECT count(*) FROM signing WHERE person_id = :person_id AND opened_at > :since;

-- name: count_wrong_file$
UPDATE signing SET wrong_files = wrong_files + 1 WHERE id = :signing_id AND state = 'open' RETURNING wrong_files;

-- name: end_signing!
UPDATE signing SET state = :state, flaw = :flaw, session = NULL, cms = NULL
WHERE id = :signing_id AND state IN ('open', 'signed');

-- name: end_signings_of_draft!
UPDATE signing SET state = 'expired', session = NULL, cms = NULL
WHERE draft_id = :draft_id AND state IN ('open', 'signed');

-- name: signing_used^
SELECT * FROM signing WHERE state = 'used' AND subject_id = :subject_id AND used_at = :used_at ORDER BY id DESC LIMIT 1;

-- name: forget_signatures!
-- Scans: all that were used, once an hour at most. What was signed for families that are gone, and sign-ins.
DELETE FROM signing WHERE state = 'used' AND used_at < :before AND (subject_id IS NULL
    OR EXISTS (SELECT 1 FROM application WHERE application.id = signing.subject_id AND application.parent_id IS NULL));

-- name: forget_signings!
-- Scans: all that has grown old.
DELETE FROM signing WHERE state <> 'used' AND opened_at < :before;
