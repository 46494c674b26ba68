-- name: add_document$
INSERT INTO document (name, person_id, kind, size, sha256, box, scanned, added_at)
VALUES (:name, :person_id, :kind, :size, :sha256, :box, :scanned, :now) RETURNING id;

-- name: loose_documents
SELECT id, kind, size, sha256, scanned FROM document WHERE person_id = :person_id AND claim_id IS NULL ORDER BY id;

-- name: loose_document^
SELECT * FROM document WHERE id = :document_id AND person_id = :person_id AND claim_id IS NULL;

-- name: drop_loose_documents!
DELETE FROM document WHERE person_id = :person_id AND claim_id IS NULL
AND id IN (SELECT value FROM json_each(:ids));

-- name: lodge_documents!
UPDATE document SET claim_id = :claim_id WHERE person_id = :person_id AND claim_id IS NULL
AND id IN (SELECT value FROM json_each(:ids));

-- name: documents_of_claim
SELECT id, name, kind, size, scanned FROM document WHERE claim_id = :claim_id ORDER BY id;

-- name: document_of_claim^
SELECT * FROM document WHERE id = :document_id AND claim_id = :claim_id;

-- name: forget_documents!
DELETE FROM document WHERE claim_id IN (SELECT id FROM claim WHERE decided_at < :decided_before)
OR (claim_id IS NULL AND added_at < :added_before);

-- name: add_claim$
INSERT INTO claim (kind, operation, parent_id, person_id, application_id, child_hash, queue_place, basis, data, lodged_at)
VALUES (:kind, :operation, :parent_id, :person_id, :application_id, :child_hash, :queue_place, :basis, :data, :now)
ON CONFLICT DO NOTHING RETURNING id;

-- name: claim_by_id^
SELECT * FROM claim WHERE id = :claim_id;

-- name: claim_of_application^
SELECT * FROM claim WHERE application_id = :application_id ORDER BY id DESC LIMIT 1;

-- name: withdraw_claims!
UPDATE claim SET state = 'withdrawn', decided_at = :now WHERE state = 'waiting' AND parent_id = :parent_id
AND (application_id = :application_id OR child_hash = :child_hash);

-- name: withdraw_claim_of_application!
UPDATE claim SET state = 'withdrawn', decided_at = :now WHERE state = 'waiting' AND application_id = :application_id;

-- name: withdraw_dead_claims!
UPDATE claim SET state = 'withdrawn', decided_at = :now WHERE state = 'waiting' AND kind = 'right'
AND application_id IN (SELECT id FROM application
                       WHERE state NOT IN ('queued', 'issued', 'stop_listed', 'confirmed', 'waiting', 'contract_sent'));

-- name: decide_claim!
UPDATE claim SET state = :state, reason = :reason, decided_by = :person_id, decided_at = :now
WHERE id = :claim_id AND state = 'waiting';

-- name: count_waiting_claims$
SELECT count(*) FROM claim WHERE queue_place = :queue_place AND state = 'waiting';

-- name: waiting_claims
SELECT * FROM claim WHERE queue_place = :queue_place AND state = 'waiting' ORDER BY id LIMIT :at_most OFFSET :skip;

-- name: child_of_application^
SELECT application.*, child.data AS child_data, child.iin_hash AS child_hash FROM application
JOIN child ON child.id = application.child_id WHERE application.id = :application_id;

-- name: is_kin$
SELECT 1 FROM kin JOIN child ON child.id = kin.child_id
WHERE kin.parent_id = :parent_id AND child.iin_hash = :child_hash;

-- name: audit!
INSERT INTO audit (at, person_id, role, scope, deed, subject, subject_id, detail, parent_id)
VALUES (:now, :person_id, :role, :scope, :deed, :subject, :subject_id, :detail,
    (SELECT parent_id FROM person WHERE id = :person_id));

-- name: audit_of
SELECT * FROM audit WHERE subject = :subject AND subject_id = :subject_id ORDER BY id;

-- name: set_papers!
UPDATE person SET papers = :papers WHERE id = :person_id;

-- name: every_staff
SELECT staff.*, person.telegram_id FROM staff JOIN person ON person.id = staff.person_id
ORDER BY staff.role, staff.scope, staff.id;

-- name: remove_staff!
DELETE FROM staff WHERE person_id = :person_id;

-- name: drop_drafts_of_forms!
DELETE FROM draft WHERE person_id = :person_id AND form IN (SELECT value FROM json_each(:forms));
