-- name: join_list!
INSERT INTO waiting (application_id, kindergarten_id, joined_at) VALUES (:application_id, :kindergarten_id, :now);

-- name: leave_lists!
-- All but those that are kept.
DELETE FROM waiting WHERE application_id = :application_id
AND kindergarten_id NOT IN (SELECT value FROM json_each(:kept));

-- name: lists_of
-- The place in each list: whoever joined before, and still waits.
SELECT kindergarten.*, waiting.id AS waiting_id, waiting.joined_at,
       (SELECT count(*) FROM waiting w WHERE w.kindergarten_id = waiting.kindergarten_id AND w.id <= waiting.id) AS number,
       (SELECT count(*) FROM waiting w WHERE w.kindergarten_id = waiting.kindergarten_id) AS length
FROM waiting JOIN kindergarten ON kindergarten.id = waiting.kindergarten_id
WHERE waiting.application_id = :application_id ORDER BY waiting.id;

-- name: list_of_kindergarten
SELECT application.*, child.data AS child_data, child.iin_hash AS child_hash, waiting.joined_at FROM waiting
JOIN application ON application.id = waiting.application_id JOIN child ON child.id = application.child_id
WHERE waiting.kindergarten_id = :kindergarten_id ORDER BY waiting.id LIMIT :at_most;

-- name: classes_to_offer
-- Scans: the groups of kindergartens that anybody waits for.
-- Groups with a free place for which somebody waits whom they fit and who considers no other offer. `born_by` is a list:
-- the latest day of birth of those who are 0, 1, 2 … years old.
SELECT class.id, class.kindergarten_id, class.group_type, class.language, class.age_from, class.age_to,
       class.places - (SELECT count(*) FROM application a WHERE a.group_id = class.id
                       AND a.state IN ('contract_sent', 'enrolled'))
                    - (SELECT count(*) FROM application a WHERE a.held_group_id = class.id)
                    - (SELECT count(*) FROM referral r WHERE r.group_id = class.id AND r.state IN ('given', 'confirmed')) AS free
FROM class
WHERE class.kindergarten_id IN (SELECT kindergarten_id FROM waiting) AND free > 0
  AND EXISTS (SELECT 1 FROM waiting JOIN application ON application.id = waiting.application_id
              WHERE waiting.kindergarten_id = class.kindergarten_id AND application.state = 'waiting'
                AND application.held_group_id IS NULL AND application.group_type = class.group_type
                AND application.language = class.language
                AND application.born <= json_extract(:born_by, '$[' || class.age_from || ']')
                AND application.born > json_extract(:born_by, '$[' || (class.age_to + 1) || ']'))
ORDER BY class.id LIMIT :at_most;

-- name: first_in_list
-- The first of a list whom a group fits and who consider no other offer; `born_by` as above.
SELECT application.* FROM waiting JOIN application ON application.id = waiting.application_id
WHERE waiting.kindergarten_id = :kindergarten_id AND application.state = 'waiting'
  AND application.held_group_id IS NULL AND application.group_type = :group_type
  AND application.language = :language
  AND application.born <= json_extract(:born_by, '$[' || :age_from || ']')
  AND application.born > json_extract(:born_by, '$[' || (:age_to + 1) || ']')
ORDER BY waiting.id LIMIT :at_most;

-- name: fitting_kindergartens
-- Kindergartens of a queue place with a group that fits, how many places are free for this child, how many wait.
SELECT kindergarten.*, sum(max(free.free, 0)) AS free,
       (SELECT count(*) FROM waiting w WHERE w.kindergarten_id = kindergarten.id) AS length,
       EXISTS (SELECT 1 FROM waiting w WHERE w.kindergarten_id = kindergarten.id
               AND w.application_id = :application_id) AS joined
FROM (SELECT class.kindergarten_id,
             class.places - (SELECT count(*) FROM application a WHERE a.group_id = class.id
                             AND a.state IN ('contract_sent', 'enrolled'))
             - (SELECT count(*) FROM application a WHERE a.held_group_id = class.id AND a.id <> :application_id)
             - (SELECT count(*) FROM referral r WHERE r.group_id = class.id AND r.state IN ('given', 'confirmed'))
             - (SELECT count(*) FROM waiting w JOIN application a ON a.id = w.application_id
                WHERE w.kindergarten_id = class.kindergarten_id AND a.state = 'waiting' AND a.held_group_id IS NULL
                  AND a.id <> :application_id AND a.group_type = class.group_type AND a.language = class.language
                  AND a.born <= json_extract(:born_by, '$[' || class.age_from || ']')
                  AND a.born > json_extract(:born_by, '$[' || (class.age_to + 1) || ']')) AS free
      FROM class WHERE class.group_type = :group_type AND class.language = :language
        AND class.age_from <= :age AND class.age_to >= :age) free
JOIN kindergarten ON kindergarten.id = free.kindergarten_id
WHERE kindergarten.queue_place = :queue_place
GROUP BY kindergarten.id
ORDER BY kindergarten.district = :district DESC, kindergarten.name_kk;

-- name: lengths_of_lists
-- Scans: the waiting lists of a queue place.
-- How many wait at each kindergarten; where nobody does there is no row.
SELECT waiting.kindergarten_id, count(*) AS length FROM kindergarten
JOIN waiting ON waiting.kindergarten_id = kindergarten.id
WHERE kindergarten.queue_place = :queue_place GROUP BY waiting.kindergarten_id;

-- name: begin_stay!
INSERT INTO stay (application_id, kindergarten_id, since, group_id)
VALUES (:application_id, :kindergarten_id, :day, :group_id)
ON CONFLICT (application_id, kindergarten_id, since) DO UPDATE SET until = NULL, group_id = excluded.group_id;

-- name: resume_stay!
-- The last one goes on as if it had not ended.
UPDATE stay SET until = NULL WHERE application_id = :application_id AND kindergarten_id = :kindergarten_id
AND since = (SELECT max(since) FROM stay last WHERE last.application_id = stay.application_id
             AND last.kindergarten_id = stay.kindergarten_id);

-- name: end_stay!
UPDATE stay SET until = :day
WHERE application_id = :application_id AND kindergarten_id = :kindergarten_id AND until IS NULL;

-- name: children_in
-- Who belonged to a kindergarten on any day from the first to the last.
SELECT DISTINCT application_id FROM stay
WHERE kindergarten_id = :kindergarten_id AND since <= :last AND (until IS NULL OR until >= max(since, :first))
ORDER BY application_id;

-- name: silent_contracts
-- Contracts whose kindergarten let its term pass, the longest first.
SELECT application.id, application.clock_started, application.state, application.region,
       coalesce(application.held_kindergarten_id, application.kindergarten_id) AS silent_id,
       kindergarten.name_kk, kindergarten.name_ru, kindergarten.phone
FROM application JOIN kindergarten
  ON kindergarten.id = coalesce(application.held_kindergarten_id, application.kindergarten_id)
WHERE application.queue_place = :queue_place AND application.state IN ('contract_sent', 'enrolled')
  AND application.clock_started IS NOT NULL AND application.due_at IS NULL
ORDER BY application.clock_started LIMIT :at_most;

-- name: count_silent$
SELECT count(*) FROM application WHERE queue_place = :queue_place AND state IN ('contract_sent', 'enrolled')
AND clock_started IS NOT NULL AND due_at IS NULL;

-- name: count_cancelled_vouchers$
SELECT count(*) FROM application
WHERE queue_place = :queue_place AND state = 'cancelled' AND clock_started >= :since;

-- name: cancelled_vouchers
-- Cancelled since then, the newest first.
SELECT application.*, child.data AS child_data, child.iin_hash AS child_hash FROM application
JOIN child ON child.id = application.child_id
WHERE application.queue_place = :queue_place AND application.state = 'cancelled' AND application.clock_started >= :since
ORDER BY application.clock_started DESC, application.id LIMIT :at_most OFFSET :skip;

-- name: places_in_group^
-- How many places a group has, and how many are taken or held.
SELECT class.places, (SELECT count(*) FROM application a WHERE a.group_id = class.id
                      AND a.state IN ('contract_sent', 'enrolled'))
       + (SELECT count(*) FROM application a WHERE a.held_group_id = class.id)
       + (SELECT count(*) FROM referral r WHERE r.group_id = class.id AND r.state IN ('given', 'confirmed')) AS taken
FROM class WHERE class.id = :group_id;

-- name: add_reinstatement!
INSERT INTO reinstatement (application_id, person_id, at, reason) VALUES (:application_id, :person_id, :now, :reason);

-- name: reinstatements_of
SELECT * FROM reinstatement WHERE application_id = :application_id ORDER BY id;
