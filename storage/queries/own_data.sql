-- name: other_parents_of_child
-- Without whom the department has to decide about.
SELECT DISTINCT parent_id FROM kin WHERE child_id = :child_id AND parent_id <> :parent_id
AND NOT EXISTS (SELECT 1 FROM joining WHERE joining.child_id = kin.child_id AND joining.parent_id = kin.parent_id
                AND joining.state = 'contested') ORDER BY parent_id;

-- name: applications_of_child
SELECT application.*, child.data AS child_data, child.iin_hash AS child_hash FROM application
JOIN child ON child.id = application.child_id WHERE application.child_id = :child_id ORDER BY application.id;

-- name: claims_of_parent
SELECT * FROM claim WHERE parent_id = :parent_id ORDER BY id;

-- name: documents_of_parent
SELECT document.id, document.claim_id, document.kind, document.size, document.added_at
FROM document JOIN claim ON claim.id = document.claim_id
WHERE claim.parent_id = :parent_id ORDER BY document.id;

-- name: document_of_parent^
SELECT document.* FROM document JOIN claim ON claim.id = document.claim_id
WHERE document.id = :document_id AND claim.parent_id = :parent_id;

-- name: signatures_of_parent
SELECT * FROM signing WHERE parent_id = :parent_id AND state = 'used' ORDER BY id;

-- name: drafts_of
SELECT * FROM draft WHERE person_id = :person_id ORDER BY opened;

-- name: letters_to
-- Before that, it may have been somebody else's account.
SELECT kind, channel, not_before, state FROM letter WHERE person_id = :person_id AND not_before >= :since ORDER BY id;

-- name: marked_kindergartens
SELECT kindergarten.code, kindergarten.name_kk, kindergarten.name_ru FROM favourite
JOIN kindergarten ON kindergarten.id = favourite.kindergarten_id WHERE favourite.person_id = :person_id
ORDER BY kindergarten.code;

-- name: withdraw_consent!
UPDATE parent SET policy = :withdrawn, policy_at = :now WHERE id = :parent_id;

-- name: pass_applications_on!
UPDATE application SET parent_id = :heir WHERE parent_id = :parent_id AND child_id = :child_id;

-- name: pass_claims_on!
UPDATE claim SET parent_id = :heir WHERE parent_id = :parent_id AND kind = 'right'
AND application_id IN (SELECT id FROM application WHERE child_id = :child_id);

-- name: erase_documents!
DELETE FROM document WHERE claim_id IN (
    SELECT id FROM claim WHERE parent_id = :parent_id AND NOT (kind = 'right' AND state = 'accepted'));

-- name: erase_claims!
DELETE FROM claim WHERE parent_id = :parent_id AND NOT (kind = 'right' AND state = 'accepted');

-- name: erase_loose_documents!
DELETE FROM document WHERE person_id = :person_id AND claim_id IS NULL;

-- name: keep_joinings!
-- Who was objected to, or parted from the child, is so when they come back with the same IIN.
UPDATE joining SET iin_hash = (SELECT iin_hash FROM parent WHERE id = :parent_id)
WHERE parent_id = :parent_id AND state IN ('contested', 'removed');

-- name: erase_joinings!
DELETE FROM joining WHERE parent_id = :parent_id AND iin_hash IS NULL;

-- name: erase_joinings_of_child!
DELETE FROM joining WHERE child_id = :child_id;

-- name: erase_invitations!
DELETE FROM family_invitation WHERE parent_id = :parent_id OR asked_by = :parent_id;

-- name: erase_invitations_of_child!
DELETE FROM family_invitation WHERE child_id = :child_id;

-- name: erase_kin_of_child!
DELETE FROM kin WHERE child_id = :child_id;

-- name: erase_kin!
DELETE FROM kin WHERE parent_id = :parent_id;

-- name: erase_application!
UPDATE application SET statuses = NULL, locality = NULL, born = :born, parent_id = NULL WHERE id = :application_id;

-- name: erase_import!
DELETE FROM imported WHERE application_id = :application_id;

-- name: erase_sheet_words!
UPDATE sheet SET words = NULL, answer = NULL, claims = NULL WHERE application_id = :application_id;

-- name: erase_child!
UPDATE child SET iin_hash = :iin_hash, data = :data, born = :born, verified = 0 WHERE id = :child_id;

-- name: delete_child!
DELETE FROM child WHERE id = :child_id;

-- name: erase_parent!
UPDATE parent SET iin_hash = :iin_hash, phone_hash = :phone_hash, data = :data, verified = 0, policy = '',
    policy_at = NULL, email = NULL, email_hash = NULL, deleted_at = :now
WHERE id = :parent_id;

-- name: erase_letters!
DELETE FROM letter WHERE person_id = :person_id;

-- name: erase_seen!
DELETE FROM seen WHERE person_id = :person_id;

-- name: erase_seen_sheets!
DELETE FROM sheet_seen WHERE person_id = :person_id;

-- name: erase_signings!
-- What was signed for an application is evidence, and goes with it.
DELETE FROM signing WHERE parent_id = :parent_id AND (state <> 'used' OR subject_id IS NULL);

-- name: erase_favourites!
DELETE FROM favourite WHERE person_id = :person_id;

-- name: erase_person!
UPDATE person SET district = NULL, locality = NULL, buttons = NULL, muted = '', sms_copy = 0, quiet = '',
    feedback_on = NULL
WHERE id = :person_id;

-- name: forget_telegram!
-- The row stays for the ids in the journals; no Telegram account has a number below zero.
UPDATE person SET telegram_id = -id, language = NULL, reachable = 0, screen_id = NULL WHERE id = :person_id;

-- name: trail_of_audit
SELECT audit.* FROM audit WHERE subject = 'parent' AND subject_id = :parent_id
UNION
SELECT audit.* FROM audit WHERE subject = 'application' AND subject_id IN (
    SELECT application.id FROM application JOIN kin ON kin.child_id = application.child_id WHERE kin.parent_id = :parent_id)
UNION
SELECT audit.* FROM audit WHERE subject = 'joining' AND subject_id IN (
    SELECT joining.id FROM joining JOIN kin ON kin.child_id = joining.child_id WHERE kin.parent_id = :parent_id)
UNION
SELECT audit.* FROM audit WHERE subject = 'family_invitation' AND subject_id IN (
    SELECT id FROM family_invitation WHERE parent_id = :parent_id)
UNION
SELECT audit.* FROM audit JOIN (SELECT id FROM claim WHERE parent_id = :parent_id UNION
    SELECT claim.id FROM claim JOIN application ON application.id = claim.application_id
    JOIN kin ON kin.child_id = application.child_id WHERE kin.parent_id = :parent_id) own ON own.id = audit.subject_id
WHERE audit.subject = 'claim'
UNION
SELECT audit.* FROM audit JOIN document ON document.id = audit.subject_id
JOIN (SELECT id FROM claim WHERE parent_id = :parent_id UNION
    SELECT claim.id FROM claim JOIN application ON application.id = claim.application_id
    JOIN kin ON kin.child_id = application.child_id WHERE kin.parent_id = :parent_id) own ON own.id = document.claim_id
WHERE audit.subject = 'document'
UNION
SELECT audit.* FROM audit WHERE subject = 'review' AND subject_id IN (SELECT id FROM review WHERE parent_id = :parent_id)
UNION
SELECT audit.* FROM audit WHERE subject = 'question' AND subject_id IN (SELECT id FROM question WHERE parent_id = :parent_id)
ORDER BY 1 DESC;

-- name: trail_of_journal
-- Only what somebody did; what time did stands on the law cards.
SELECT journal.*, application.id AS application_id, application.queue_place, application.kindergarten_id,
       NULL AS sheet_kindergarten_id FROM journal
JOIN application ON application.id = journal.subject_id JOIN kin ON kin.child_id = application.child_id
WHERE journal.subject = 'voucher' AND kin.parent_id = :parent_id AND journal.person_id IS NOT NULL
UNION ALL
SELECT journal.*, application.id, application.queue_place, application.kindergarten_id, sheet.kindergarten_id FROM journal
JOIN sheet ON sheet.id = journal.subject_id JOIN application ON application.id = sheet.application_id
JOIN kin ON kin.child_id = application.child_id
WHERE journal.subject = 'timesheet' AND kin.parent_id = :parent_id AND journal.person_id IS NOT NULL;

-- name: children_of_nobody
-- Whom nobody has any more, of those for whom the parent has applied.
SELECT DISTINCT child.id FROM application JOIN child ON child.id = application.child_id
WHERE application.parent_id = :parent_id AND NOT EXISTS (SELECT 1 FROM kin WHERE kin.child_id = child.id);
