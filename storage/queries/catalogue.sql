-- name: groups_of_place
-- Scans: every kindergarten of a queue place, a row for each of its groups.
SELECT kindergarten.*, class.id AS group_id, class.group_type, class.language, class.age_from, class.age_to, class.places,
       (SELECT count(*) FROM application a WHERE a.group_id = class.id
        AND a.state IN ('contract_sent', 'enrolled')) AS taken, 0 AS offered
FROM kindergarten JOIN class ON class.kindergarten_id = kindergarten.id
WHERE kindergarten.queue_place = :queue_place
ORDER BY kindergarten.id, class.group_type, class.language, class.age_from, class.id;

-- name: groups_of_kindergarten
SELECT kindergarten.*, class.id AS group_id, class.group_type, class.language, class.age_from, class.age_to, class.places,
       (SELECT count(*) FROM application a WHERE a.group_id = class.id
        AND a.state IN ('contract_sent', 'enrolled')) AS taken, 0 AS offered
FROM kindergarten JOIN class ON class.kindergarten_id = kindergarten.id
WHERE kindergarten.id = :kindergarten_id
ORDER BY class.group_type, class.language, class.age_from, class.id;

-- name: set_places!
UPDATE class SET places = :places WHERE id = :group_id;

-- name: waiting_of_kindergarten
-- Who waits for a place here, in the order in which places are offered (R-56).
SELECT application.*, child.data AS child_data, child.iin_hash AS child_hash, 0 AS since
FROM application JOIN child ON child.id = application.child_id
WHERE application.kindergarten_id = :kindergarten_id AND application.state = 'waiting' ORDER BY application.id;

-- name: catalogue_view^
SELECT * FROM catalogue_view WHERE person_id = :person_id;

-- name: keep_catalogue_view!
INSERT INTO catalogue_view (person_id, view) VALUES (:person_id, :view)
ON CONFLICT (person_id) DO UPDATE SET view = excluded.view;

-- name: favourites_of
-- Those of everybody who shares a child with the person.
SELECT DISTINCT kindergarten_id FROM favourite WHERE person_id = :person_id OR person_id IN (
    SELECT other.id FROM person me JOIN kin mine ON mine.parent_id = me.parent_id
    JOIN kin theirs ON theirs.child_id = mine.child_id JOIN person other ON other.parent_id = theirs.parent_id
    WHERE me.id = :person_id);

-- name: mark_favourite!
INSERT INTO favourite (person_id, kindergarten_id, since) VALUES (:person_id, :kindergarten_id, :now)
ON CONFLICT DO NOTHING;

-- name: unmark_favourite!
DELETE FROM favourite WHERE kindergarten_id = :kindergarten_id AND (person_id = :person_id OR person_id IN (
    SELECT other.id FROM person me JOIN kin mine ON mine.parent_id = me.parent_id
    JOIN kin theirs ON theirs.child_id = mine.child_id JOIN person other ON other.parent_id = theirs.parent_id
    WHERE me.id = :person_id));

-- name: documents_of_application
SELECT document.id, document.kind, document.size, document.scanned, claim.basis FROM document
JOIN claim ON claim.id = document.claim_id
WHERE claim.application_id = :application_id AND claim.state IN ('waiting', 'accepted') ORDER BY document.id;

-- name: document_of_application^
SELECT document.* FROM document JOIN claim ON claim.id = document.claim_id
WHERE document.id = :document_id AND claim.application_id = :application_id
AND claim.state IN ('waiting', 'accepted');

-- name: signed_contracts
SELECT application.*, child.data AS child_data, child.iin_hash AS child_hash FROM application
JOIN child ON child.id = application.child_id
WHERE application.kindergarten_id = :kindergarten_id AND application.state = 'enrolled'
ORDER BY application.id DESC LIMIT :at_most OFFSET :skip;

-- name: count_signed_contracts$
SELECT count(*) FROM application WHERE kindergarten_id = :kindergarten_id AND state = 'enrolled';
