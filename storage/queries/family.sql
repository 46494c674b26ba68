-- name: parents_of_child
-- The parents of a child, and how many of their Telegram accounts the bot cannot write to.
SELECT kin.parent_id, count(person.id) AS accounts, coalesce(sum(person.reachable = 0), 0) AS unreachable
FROM kin LEFT JOIN person ON person.parent_id = kin.parent_id
WHERE kin.child_id = :child_id GROUP BY kin.parent_id ORDER BY kin.parent_id;

-- name: count_favourites_of_child$
-- Kindergartens that anybody of the child's family has marked.
SELECT count(DISTINCT favourite.kindergarten_id) FROM kin JOIN person ON person.parent_id = kin.parent_id
JOIN favourite ON favourite.person_id = person.id WHERE kin.child_id = :child_id;

-- name: application_of_child^
-- The one that is live, else the newest.
SELECT application.*, child.data AS child_data, child.iin_hash AS child_hash FROM application
JOIN child ON child.id = application.child_id WHERE application.child_id = :child_id
ORDER BY application.state IN ('queued', 'issued', 'stop_listed', 'confirmed', 'waiting', 'contract_sent', 'enrolled') DESC,
         application.id DESC LIMIT 1;

-- name: earlier_applications_of_child
SELECT application.*, child.data AS child_data, child.iin_hash AS child_hash FROM application
JOIN child ON child.id = application.child_id
WHERE application.child_id = :child_id AND application.id <> :application_id ORDER BY application.id;
