-- name: add_sheet!
INSERT INTO sheet (application_id, kindergarten_id, month, state, marks)
VALUES (:application_id, :kindergarten_id, :month, 'marking', :marks)
ON CONFLICT (application_id, kindergarten_id, month) DO NOTHING;

-- name: sheet_by_id^
SELECT sheet.*, application.child_id, application.state AS voucher_state, application.queue_place, application.region,
       stay.since, stay.until, stay.group_id, child.data AS child_data, child.iin_hash AS child_hash
FROM sheet JOIN application ON application.id = sheet.application_id JOIN child ON child.id = application.child_id
JOIN stay ON stay.application_id = sheet.application_id AND stay.kindergarten_id = sheet.kindergarten_id
WHERE sheet.id = :sheet_id;

-- name: sheet_of_month^
SELECT id FROM sheet WHERE application_id = :application_id AND kindergarten_id = :kindergarten_id AND month = :month;

-- name: sheets_of_application
SELECT * FROM sheet WHERE application_id = :application_id ORDER BY month, id;

-- name: sheets_for
SELECT sheet.*, application.child_id, application.state AS voucher_state, application.region, stay.since, stay.until,
       child.data AS child_data, child.iin_hash AS child_hash
FROM sheet JOIN application ON application.id = sheet.application_id JOIN child ON child.id = application.child_id
JOIN stay ON stay.application_id = sheet.application_id AND stay.kindergarten_id = sheet.kindergarten_id
JOIN kin ON kin.child_id = child.id
WHERE kin.parent_id = :parent_id AND sheet.state <> 'marking' ORDER BY sheet.month DESC, sheet.id;

-- name: parent_may_see_sheet$
SELECT 1 FROM sheet JOIN application ON application.id = sheet.application_id
JOIN kin ON kin.child_id = application.child_id WHERE sheet.id = :sheet_id AND kin.parent_id = :parent_id;

-- name: sheets_in
SELECT sheet.*, application.child_id, application.region, stay.since, stay.until, stay.group_id,
       child.data AS child_data, child.iin_hash AS child_hash
FROM sheet JOIN application ON application.id = sheet.application_id JOIN child ON child.id = application.child_id
JOIN stay ON stay.application_id = sheet.application_id AND stay.kindergarten_id = sheet.kindergarten_id
WHERE sheet.kindergarten_id = :kindergarten_id AND sheet.month = :month ORDER BY sheet.id;

-- name: save_marks!
UPDATE sheet SET marks = :marks, version = version + 1 WHERE id = :sheet_id AND version = :version;

-- name: save_sheet!
UPDATE sheet SET state = :state, published_at = :published_at, first_published_at = :first_published_at,
    due_at = :due_at, disputed_days = :disputed_days, revision = :revision, words = :words, answer = :answer,
    published = CASE WHEN :revision > revision THEN marks ELSE published END,
    answered_at = CASE WHEN :state <> state AND :state IN ('confirmed', 'disputed') THEN :now ELSE answered_at END,
    version = version + 1
WHERE id = :sheet_id AND version = :version;

-- name: sheets_due
SELECT id FROM sheet WHERE due_at <= :now ORDER BY due_at LIMIT :at_most;

-- name: next_sheet_instant$
SELECT min(due_at) FROM sheet WHERE due_at > :now;

-- name: open_sheet_months
SELECT DISTINCT month FROM sheet WHERE state = 'published';

-- name: post_rung!
-- Scans: all open sheets of a month.
INSERT INTO letter (person_id, channel, kind, subject, deadline, rung, not_before, expires_at, urgency)
SELECT DISTINCT person.id, 'telegram', 'sheets', :month, 0, :rung, :opens, :closes, 2
FROM sheet JOIN application ON application.id = sheet.application_id
JOIN kin ON kin.child_id = application.child_id JOIN person ON person.parent_id = kin.parent_id
WHERE sheet.month = :month AND sheet.state = 'published' AND sheet.published_at < :published_before
  AND (:at_risk_only = 0 OR EXISTS (SELECT 1 FROM sheet last WHERE last.application_id = sheet.application_id
       AND last.month = :month_before AND last.state = 'unconfirmed'))
ON CONFLICT DO NOTHING;

-- name: open_sheets_of
SELECT sheet.* FROM sheet JOIN application ON application.id = sheet.application_id
JOIN kin ON kin.child_id = application.child_id
WHERE kin.parent_id = :parent_id AND sheet.month = :month AND sheet.state = 'published';

-- name: kindergartens_behind
-- Scans: all children in kindergartens.
SELECT DISTINCT kindergarten.id, kindergarten.code FROM stay
JOIN kindergarten ON kindergarten.id = stay.kindergarten_id
LEFT JOIN sheet ON sheet.application_id = stay.application_id AND sheet.month = :month
    AND sheet.kindergarten_id = stay.kindergarten_id
WHERE stay.since <= :last_day AND (stay.until IS NULL OR stay.until >= max(stay.since, substr(:last_day, 1, 8) || '01'))
  AND (sheet.id IS NULL OR sheet.state = 'marking');
