-- name: add_sheet!
INSERT INTO sheet (application_id, kindergarten_id, month, state, marks)
VALUES (:application_id, :kindergarten_id, :month, 'marking', :marks)
ON CONFLICT (application_id, kindergarten_id, month) DO NOTHING;

-- name: sheet_by_id^
-- `stays`: from when to when the child has been in this kindergarten; `group_id`: the group in this month, or the last.
SELECT sheet.*, application.child_id, application.state AS voucher_state, application.queue_place, application.region,
       application.missed,
       (SELECT json_group_array(json_array(stay.since, stay.until)) FROM stay
        WHERE stay.application_id = sheet.application_id AND stay.kindergarten_id = sheet.kindergarten_id) AS stays,
       (SELECT stay.group_id FROM stay
        WHERE stay.application_id = sheet.application_id AND stay.kindergarten_id = sheet.kindergarten_id
        AND CAST(replace(substr(stay.since, 1, 7), '-', '') AS INTEGER) <= sheet.month
        AND (stay.until IS NULL OR stay.until >= stay.since)
        ORDER BY stay.since DESC LIMIT 1) AS group_id,
       child.data AS child_data, child.iin_hash AS child_hash
FROM sheet JOIN application ON application.id = sheet.application_id JOIN child ON child.id = application.child_id
WHERE sheet.id = :sheet_id;

-- name: sheet_of_month^
SELECT id FROM sheet WHERE application_id = :application_id AND kindergarten_id = :kindergarten_id AND month = :month;

-- name: sheets_of_application
SELECT * FROM sheet WHERE application_id = :application_id ORDER BY month, id;

-- name: other_open_sheets
-- Months that wait for an answer from a stay before this application: of a child that left and has applied anew.
SELECT sheet.*, application.region FROM sheet JOIN application ON application.id = sheet.application_id
WHERE application.child_id = :child_id AND application.id <> :application_id AND sheet.state = 'published'
ORDER BY sheet.month, sheet.id;

-- name: sheets_for
SELECT sheet.*, application.child_id, application.state AS voucher_state, application.region, application.missed,
       child.data AS child_data, child.iin_hash AS child_hash
FROM sheet JOIN application ON application.id = sheet.application_id JOIN child ON child.id = application.child_id
JOIN kin ON kin.child_id = child.id
WHERE kin.parent_id = :parent_id AND sheet.state <> 'marking' ORDER BY sheet.month DESC, sheet.id;

-- name: parent_may_see_sheet$
SELECT 1 FROM sheet JOIN application ON application.id = sheet.application_id
JOIN kin ON kin.child_id = application.child_id WHERE sheet.id = :sheet_id AND kin.parent_id = :parent_id;

-- name: sheets_in
-- `stays`, `group_id`: as above.
SELECT sheet.*, application.child_id, application.region,
       (SELECT json_group_array(json_array(stay.since, stay.until)) FROM stay
        WHERE stay.application_id = sheet.application_id AND stay.kindergarten_id = sheet.kindergarten_id) AS stays,
       (SELECT stay.group_id FROM stay
        WHERE stay.application_id = sheet.application_id AND stay.kindergarten_id = sheet.kindergarten_id
        AND CAST(replace(substr(stay.since, 1, 7), '-', '') AS INTEGER) <= sheet.month
        AND (stay.until IS NULL OR stay.until >= stay.since)
        ORDER BY stay.since DESC LIMIT 1) AS group_id,
       child.data AS child_data, child.iin_hash AS child_hash
FROM sheet JOIN application ON application.id = sheet.application_id JOIN child ON child.id = application.child_id
WHERE sheet.kindergarten_id = :kindergarten_id AND sheet.month = :month ORDER BY sheet.id;

-- name: save_marks!
UPDATE sheet SET marks = :marks, version = version + 1 WHERE id = :sheet_id AND version = :version;

-- name: save_sheet!
UPDATE sheet SET state = :state, published_at = :published_at, first_published_at = :first_published_at,
    due_at = :due_at, disputed_days = :disputed_days, revision = :revision, words = :words, answer = :answer,
    claims = :claims,
    published = CASE WHEN :revision > revision THEN marks ELSE published END,
    answered_at = CASE WHEN :state <> state AND :state IN ('confirmed', 'disputed') THEN :now ELSE answered_at END,
    version = version + 1
WHERE id = :sheet_id AND version = :version;

-- name: sheets_due
SELECT id FROM sheet WHERE due_at <= :now ORDER BY due_at LIMIT :at_most;

-- name: next_sheet_instant$
SELECT min(due_at) FROM sheet WHERE due_at > :now;

-- name: open_sheet_months
-- From one month to the next by the index: a country's open sheets are not gone through at every tick.
WITH RECURSIVE open (month) AS (
    SELECT min(month) FROM sheet WHERE state = 'published'
    UNION ALL
    SELECT (SELECT min(month) FROM sheet WHERE state = 'published' AND month > open.month)
    FROM open WHERE open.month IS NOT NULL)
SELECT month FROM open WHERE month IS NOT NULL;

-- name: begin_rung!
INSERT INTO rung_posting (month, rung) VALUES (:month, :rung) ON CONFLICT DO NOTHING;

-- name: rung_posting^
SELECT * FROM rung_posting WHERE month = :month AND rung = :rung;

-- name: rung_posted_to!
UPDATE rung_posting SET posted_to = :last, done = :done WHERE month = :month AND rung = :rung;

-- name: end_of_open_sheets$
-- Scans: a slice of the open sheets of a month.
SELECT max(id) FROM (SELECT id FROM sheet WHERE month = :month AND state = 'published' AND id > :after
                     ORDER BY id LIMIT :at_most);

-- name: post_rung!
-- Scans: a slice of the open sheets of a month.
INSERT INTO letter (person_id, channel, kind, subject, deadline, rung, not_before, expires_at, urgency)
SELECT DISTINCT person.id, 'telegram', 'sheets', :month, 0, :rung, :opens, :closes, 2
FROM sheet JOIN application ON application.id = sheet.application_id
JOIN kin ON kin.child_id = application.child_id JOIN person ON person.parent_id = kin.parent_id
WHERE sheet.month = :month AND sheet.state = 'published' AND sheet.id > :after AND sheet.id <= :last
  AND sheet.published_at < :published_before
  AND (:at_risk_only = 0 OR (sheet.revision = 1 AND application.state = 'enrolled'
       AND EXISTS (SELECT 1 FROM sheet last WHERE last.application_id = sheet.application_id
       AND last.month = :month_before AND last.state = 'unconfirmed'
       AND last.month > coalesce(CAST(replace(substr(application.missed, 1, 7), '-', '') AS INTEGER), 0))))
  AND NOT EXISTS (SELECT 1 FROM sheet_seen WHERE sheet_seen.month = :month AND sheet_seen.person_id = person.id
                  AND sheet_seen.spares = :rung)
ON CONFLICT DO NOTHING;

-- name: silent_at_risk
-- Scans: a slice of the open sheets of a month.
-- Families whose voucher is at stake, and nobody of them has answered or seen anything of this month.
SELECT sheet.id, sheet.due_at, application.child_id, application.parent_id
FROM sheet JOIN application ON application.id = sheet.application_id
WHERE sheet.month = :month AND sheet.state = 'published' AND sheet.id > :after AND sheet.id <= :last
  AND sheet.revision = 1 AND application.state = 'enrolled'
  AND EXISTS (SELECT 1 FROM sheet last WHERE last.application_id = sheet.application_id
       AND last.month = :month_before AND last.state = 'unconfirmed'
       AND last.month > coalesce(CAST(replace(substr(application.missed, 1, 7), '-', '') AS INTEGER), 0))
  AND NOT EXISTS (SELECT 1 FROM sheet_seen JOIN person ON person.id = sheet_seen.person_id
                  JOIN kin ON kin.parent_id = person.parent_id
                  WHERE sheet_seen.month = :month AND kin.child_id = application.child_id);

-- name: see_sheets!
INSERT INTO sheet_seen (month, person_id, spares, at) VALUES (:month, :person_id, :spares, :now) ON CONFLICT DO NOTHING;

-- name: family_has_seen_sheets$
SELECT 1 FROM sheet_seen JOIN person ON person.id = sheet_seen.person_id JOIN kin ON kin.parent_id = person.parent_id
WHERE sheet_seen.month = :month AND kin.child_id = :child_id LIMIT 1;

-- name: forget_seen_sheets!
-- A month's rungs all lie in the month after it.
DELETE FROM sheet_seen WHERE month < :before;

-- name: letter_gone_at$
-- When the letter went; NULL while it waits or where there is none.
SELECT settled_at FROM letter WHERE person_id = :person_id AND channel = 'telegram' AND kind = :kind
  AND subject = :subject AND deadline = 0 AND rung = :rung;

-- name: open_sheets_of
-- With who leads a silent family: the parent who applied.
SELECT sheet.*, application.child_id, application.state AS voucher_state, application.missed,
       application.parent_id AS applicant_id, application.region, child.data AS child_data,
       child.iin_hash AS child_hash
FROM sheet JOIN application ON application.id = sheet.application_id JOIN child ON child.id = application.child_id
JOIN kin ON kin.child_id = application.child_id
WHERE kin.parent_id = :parent_id AND sheet.month = :month AND sheet.state = 'published' ORDER BY sheet.id;

-- name: remind_to_publish!
-- Scans: the children of a slice of kindergartens.
-- The staff of those that have a child whose month is not published.
WITH behind AS MATERIALIZED (
    SELECT kindergarten.id, kindergarten.code FROM kindergarten
    WHERE kindergarten.id > :after AND kindergarten.id <= :last AND EXISTS (
        SELECT 1 FROM stay
        LEFT JOIN sheet ON sheet.application_id = stay.application_id AND sheet.month = :month
            AND sheet.kindergarten_id = stay.kindergarten_id
        WHERE stay.kindergarten_id = kindergarten.id AND stay.since <= :last_day
          AND (stay.until IS NULL OR stay.until >= max(stay.since, :first_day))
          AND (sheet.id IS NULL OR sheet.state = 'marking')))
INSERT INTO letter (person_id, channel, kind, subject, deadline, rung, not_before, urgency)
SELECT staff.person_id, 'telegram', 'publish', :month, 0, behind.id || ':' || :rung, :not_before, 1
FROM behind CROSS JOIN staff ON staff.role = 'kindergarten' AND staff.scope = behind.code
WHERE true ON CONFLICT DO NOTHING;

-- name: kindergartens_behind
-- Scans: all children in kindergartens.
SELECT DISTINCT kindergarten.id, kindergarten.code FROM stay
JOIN kindergarten ON kindergarten.id = stay.kindergarten_id
LEFT JOIN sheet ON sheet.application_id = stay.application_id AND sheet.month = :month
    AND sheet.kindergarten_id = stay.kindergarten_id
WHERE stay.since <= :last_day AND (stay.until IS NULL OR stay.until >= max(stay.since, substr(:last_day, 1, 8) || '01'))
  AND (sheet.id IS NULL OR sheet.state = 'marking');
