-- name: gardens_of_region
SELECT id, code, name_kk, name_ru, phone FROM kindergarten WHERE queue_place = :queue_place ORDER BY id;

-- name: children_by_garden
-- Scans: the children of a queue place.
SELECT kindergarten.id AS kindergarten_id, count(DISTINCT stay.application_id) AS children
FROM kindergarten JOIN stay ON stay.kindergarten_id = kindergarten.id
WHERE kindergarten.queue_place = :queue_place AND stay.since <= :last_day
  AND (stay.until IS NULL OR stay.until >= max(stay.since, :first_day))
GROUP BY kindergarten.id;

-- name: sheets_by_garden
-- Scans: the month of a queue place.
SELECT kindergarten.id AS kindergarten_id, sheet.state, count(*) AS sheets
FROM kindergarten JOIN sheet ON sheet.kindergarten_id = kindergarten.id AND sheet.month = :month
WHERE kindergarten.queue_place = :queue_place
GROUP BY kindergarten.id, sheet.state;

-- name: confirmed_by_day
-- Scans: the month of a queue place.
-- `day`: days since 1970 by local time (UTC+5).
SELECT kindergarten.id AS kindergarten_id, (sheet.answered_at + 18000) / 86400 AS day, count(*) AS sheets
FROM kindergarten JOIN sheet ON sheet.kindergarten_id = kindergarten.id AND sheet.month = :month
WHERE kindergarten.queue_place = :queue_place AND sheet.state = 'confirmed' AND sheet.answered_at IS NOT NULL
GROUP BY kindergarten.id, day;

-- name: families_at_risk
-- Scans: the missed of two months of a queue place.
-- One month missed: this one or, while this one is not settled, the one before; `missed`: taken back by the department.
SELECT sheet.application_id, sheet.kindergarten_id, max(sheet.month) AS month, child.data AS child_data,
       child.iin_hash AS child_hash
FROM kindergarten JOIN sheet ON sheet.kindergarten_id = kindergarten.id
    AND sheet.month IN (:month, :month_before) AND sheet.state = 'unconfirmed'
JOIN application ON application.id = sheet.application_id AND application.state = 'enrolled'
JOIN child ON child.id = application.child_id
WHERE kindergarten.queue_place = :queue_place
  AND (application.missed IS NULL OR sheet.month > CAST(replace(substr(application.missed, 1, 7), '-', '') AS INTEGER))
  AND (sheet.month = :month OR NOT EXISTS (
       SELECT 1 FROM sheet later WHERE later.application_id = sheet.application_id AND later.month = :month
       AND later.state IN ('confirmed', 'disputed', 'refused')))
GROUP BY sheet.application_id ORDER BY sheet.kindergarten_id, sheet.application_id;

-- name: old_disputes
-- Scans: the disputes of a queue place.
SELECT sheet.application_id, sheet.kindergarten_id, sheet.month, sheet.answered_at
FROM kindergarten JOIN sheet ON sheet.kindergarten_id = kindergarten.id AND sheet.state = 'disputed'
WHERE kindergarten.queue_place = :queue_place AND sheet.answered_at < :before
ORDER BY sheet.answered_at, sheet.id;

-- name: groups_behind
-- Of one kindergarten: the groups whose month is not published, with how many children each.
-- A child that came back within the month counts once, in its last group.
SELECT class.*, count(*) AS children
FROM (SELECT application_id, kindergarten_id, group_id, max(since) FROM stay
      WHERE kindergarten_id = :kindergarten_id AND since <= :last_day AND (until IS NULL OR until >= max(since, :first_day))
      GROUP BY application_id) here
LEFT JOIN class ON class.id = here.group_id
LEFT JOIN sheet ON sheet.kindergarten_id = here.kindergarten_id AND sheet.month = :month
    AND sheet.application_id = here.application_id
WHERE sheet.state IS NULL OR sheet.state = 'marking'
GROUP BY here.group_id ORDER BY class.age_from, class.id;
