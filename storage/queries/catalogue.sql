-- name: groups_of_place
-- Scans: every kindergarten of a queue place, a row for each of its groups.
-- A place that is offered or asked for is taken, and one that somebody waits for is promised (R-56): whoever waits is looked
-- up once, not for each group; `born_by` as in free_classes.
WITH listed AS MATERIALIZED (
    SELECT w.kindergarten_id, a.group_type, a.language, a.born, count(*) AS children
    FROM kindergarten k JOIN waiting w ON w.kindergarten_id = k.id JOIN application a ON a.id = w.application_id
    WHERE k.queue_place = :queue_place AND a.state = 'waiting' AND a.held_group_id IS NULL AND a.id <> :application_id
    GROUP BY 1, 2, 3, 4)
SELECT kindergarten.*, class.id AS group_id, class.group_type, class.language, class.age_from, class.age_to, class.places,
       (SELECT count(*) FROM application a WHERE a.group_id = class.id
        AND a.state IN ('contract_sent', 'enrolled')) AS taken,
       (SELECT count(*) FROM application a WHERE a.held_group_id = class.id AND a.id <> :application_id)
       + (SELECT count(*) FROM referral r WHERE r.group_id = class.id AND r.state IN ('given', 'confirmed')) AS offered,
       (SELECT coalesce(sum(children), 0) FROM listed l
        WHERE l.kindergarten_id = class.kindergarten_id AND l.group_type = class.group_type AND l.language = class.language
          AND l.born <= json_extract(:born_by, '$[' || class.age_from || ']')
          AND l.born > json_extract(:born_by, '$[' || (class.age_to + 1) || ']')) AS promised
FROM kindergarten JOIN class ON class.kindergarten_id = kindergarten.id
WHERE kindergarten.queue_place = :queue_place
ORDER BY kindergarten.id, class.group_type, class.language, class.age_from, class.id;

-- name: groups_of_kindergarten
SELECT kindergarten.*, class.id AS group_id, class.group_type, class.language, class.age_from, class.age_to, class.places,
       (SELECT count(*) FROM application a WHERE a.group_id = class.id
        AND a.state IN ('contract_sent', 'enrolled')) AS taken,
       (SELECT count(*) FROM application a WHERE a.held_group_id = class.id AND a.id <> :application_id)
       + (SELECT count(*) FROM referral r WHERE r.group_id = class.id AND r.state IN ('given', 'confirmed')) AS offered,
       (SELECT count(*) FROM waiting w JOIN application a ON a.id = w.application_id
        WHERE w.kindergarten_id = class.kindergarten_id AND a.state = 'waiting' AND a.held_group_id IS NULL
          AND a.id <> :application_id AND a.group_type = class.group_type AND a.language = class.language
          AND a.born <= json_extract(:born_by, '$[' || class.age_from || ']')
          AND a.born > json_extract(:born_by, '$[' || (class.age_to + 1) || ']')) AS promised
FROM kindergarten JOIN class ON class.kindergarten_id = kindergarten.id
WHERE kindergarten.id = :kindergarten_id
ORDER BY class.group_type, class.language, class.age_from, class.id;

-- name: kindergarten_names
-- Scans: every kindergarten of a queue place or of the country.
SELECT kindergarten.id, kindergarten.name_kk, kindergarten.name_ru, kindergarten.queue_place FROM kindergarten
WHERE :queue_place IS NULL OR kindergarten.queue_place = :queue_place ORDER BY kindergarten.id;

-- name: nearest_kindergarten^
-- Scans: every kindergarten whose spot is known. As flat as the earth is between neighbours.
SELECT kindergarten.* FROM kindergarten WHERE kindergarten.latitude IS NOT NULL
ORDER BY (latitude - :latitude) * (latitude - :latitude)
       + (longitude - :longitude) * (longitude - :longitude) * :narrowing, kindergarten.id LIMIT 1;

-- name: set_places!
UPDATE class SET places = :places WHERE id = :group_id;

-- name: waiting_of_kindergarten
-- Who waits for a place here, in the order in which places are offered, and since when (R-56).
SELECT application.*, child.data AS child_data, child.iin_hash AS child_hash, waiting.joined_at AS since,
       application.held_kindergarten_id IS waiting.kindergarten_id AS is_offered
FROM waiting JOIN application ON application.id = waiting.application_id JOIN child ON child.id = application.child_id
WHERE waiting.kindergarten_id = :kindergarten_id ORDER BY waiting.id LIMIT :at_most;

-- name: count_waiting_of_kindergarten$
SELECT count(*) FROM waiting WHERE kindergarten_id = :kindergarten_id;

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
-- Of those whom it has enrolled, who came with a contract and not by referral.
SELECT application.*, child.data AS child_data, child.iin_hash AS child_hash FROM application
JOIN child ON child.id = application.child_id
WHERE application.kindergarten_id = :kindergarten_id AND application.state = 'enrolled'
AND EXISTS (SELECT 1 FROM journal WHERE subject = 'voucher' AND subject_id = application.id
            AND name IN ('Enrolled', 'Transferred'))
ORDER BY application.id DESC LIMIT :at_most OFFSET :skip;

-- name: count_signed_contracts$
SELECT count(*) FROM application WHERE kindergarten_id = :kindergarten_id AND state = 'enrolled'
AND EXISTS (SELECT 1 FROM journal WHERE subject = 'voucher' AND subject_id = application.id
            AND name IN ('Enrolled', 'Transferred'));
