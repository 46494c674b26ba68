-- name: see!
INSERT INTO seen (person_id, application_id, deadline, rung, at)
VALUES (:person_id, :application_id, :deadline, :rung, :now) ON CONFLICT DO NOTHING;

-- name: who_has_seen
SELECT DISTINCT person_id FROM seen
WHERE application_id = :application_id AND deadline = :deadline AND (:rung IS NULL OR rung = :rung);
