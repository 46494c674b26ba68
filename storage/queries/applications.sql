-- name: add_application$
INSERT INTO application (child_id, parent_id, region, district, queue_place, group_type, language, statuses,
                         category, born, lodged_at, state)
VALUES (:child_id, :parent_id, :region, :district, :queue_place, :group_type, :language, :statuses,
        :category, :born, :now, 'queued')
ON CONFLICT DO NOTHING RETURNING id;

-- name: application_by_id^
SELECT * FROM application WHERE id = :application_id;

-- name: live_application_of_child^
SELECT * FROM application WHERE child_id = :child_id
AND state IN ('queued', 'issued', 'stop_listed', 'confirmed', 'waiting', 'contract_sent', 'enrolled');

-- name: applications_of
SELECT application.*, child.data AS child_data, child.iin_hash AS child_hash FROM application
JOIN child ON child.id = application.child_id JOIN kin ON kin.child_id = child.id
WHERE kin.parent_id = :parent_id ORDER BY application.id;

-- name: application_for^
SELECT application.*, child.data AS child_data, child.iin_hash AS child_hash FROM application
JOIN child ON child.id = application.child_id JOIN kin ON kin.child_id = child.id
WHERE kin.parent_id = :parent_id AND application.id = :application_id;

-- name: save_voucher!
UPDATE application SET state = :state, clock_started = :clock_started, due_at = :due_at, remind_at = :remind_at,
    restores = :restores, extended = :extended, round_id = :round_id, kindergarten_id = :kindergarten_id,
    group_id = :group_id, contract_due_at = :contract_due_at, enrolled_on = :enrolled_on, lists = :lists,
    days_left = :days_left, pause_left = :pause_left, pause_due_at = :pause_due_at,
    held_kindergarten_id = :held_kindergarten_id, held_group_id = :held_group_id, missed = :missed, version = version + 1
WHERE id = :application_id AND version = :version;

-- name: applications_by_ids
-- Scans: all applications of a round.
SELECT * FROM application WHERE id IN (SELECT value FROM json_each(:ids)) AND state = 'queued';

-- name: issue_vouchers!
-- Scans: all applications of a round.
UPDATE application SET state = :state, round_id = :round_id, clock_started = :clock_started, due_at = :due_at,
    remind_at = :remind_at, extended = 0, version = version + 1
WHERE id IN (SELECT value FROM json_each(:ids)) AND state = 'queued';

-- name: note_issued!
-- Scans: all applications of a round.
INSERT INTO journal (subject, subject_id, name, data, person_id)
SELECT 'voucher', value, :name, :data, :person_id FROM json_each(:ids);

-- name: post_round!
-- Scans: all families of a round.
INSERT INTO letter (person_id, channel, kind, subject, deadline, rung, not_before)
SELECT DISTINCT person.id, 'telegram', 'issued', application.id, :deadline, :rung, :not_before
FROM json_each(:ids) issued JOIN application ON application.id = issued.value
JOIN kin ON kin.child_id = application.child_id JOIN person ON person.parent_id = kin.parent_id
WHERE person.id <> :person_id
ON CONFLICT DO NOTHING;

-- name: set_remind!
UPDATE application SET remind_at = :remind_at WHERE id = :application_id;

-- name: queue_number$
SELECT 1 + coalesce((SELECT sum(queued) FROM queue_category WHERE queue_place = :queue_place
                     AND category < :category), 0)
    + coalesce((SELECT sum(queued) FROM queue_week WHERE queue_place = :queue_place AND category = :category
                AND week < :lodged_at / 604800), 0)
    + (SELECT count(*) FROM application WHERE queue_place = :queue_place AND state = 'queued' AND category = :category
       AND lodged_at >= :lodged_at / 604800 * 604800 AND (lodged_at, id) < (:lodged_at, :application_id));

-- name: queue_length$
SELECT coalesce(sum(queued), 0) FROM queue_category WHERE queue_place = :queue_place;

-- name: queue_page
-- Scans: a slice of a queue.
SELECT application.id, application.category, application.lodged_at, application.born, application.interested_at,
       application.locality, child.verified,
       EXISTS (SELECT 1 FROM referral WHERE referral.application_id = application.id
               AND referral.state IN ('given', 'confirmed') AND referral.due_at > :now) AS referred
FROM application
JOIN child ON child.id = application.child_id
WHERE application.queue_place = :queue_place AND application.state = 'queued'
  AND (application.category, application.lodged_at, application.id) > (:category, :lodged_at, :after)
ORDER BY application.category, application.lodged_at, application.id LIMIT :at_most;

-- name: add_round$
INSERT INTO round (queue_place, vouchers, person_id, operation, held_at)
VALUES (:queue_place, :vouchers, :person_id, :operation, :now) ON CONFLICT DO NOTHING RETURNING id;

-- name: same_round^
SELECT * FROM round WHERE queue_place = :queue_place AND vouchers = :vouchers AND held_at >= :since
ORDER BY id DESC LIMIT 1;

-- name: free_by_locality
-- Scans: the kindergartens of a place.
SELECT kindergarten.locality, sum(max(0, class.places - (
    SELECT count(*) FROM application a WHERE a.group_id = class.id AND a.state IN ('contract_sent', 'enrolled'))
    - (SELECT count(*) FROM referral r WHERE r.group_id = class.id AND r.state IN ('given', 'confirmed')))) AS count
FROM class JOIN kindergarten ON kindergarten.id = class.kindergarten_id
WHERE kindergarten.queue_place = :queue_place GROUP BY kindergarten.locality;

-- name: vouchers_out
-- Scans: the applications of a place.
-- Vouchers that look for a place, by the locality of the family.
SELECT locality, count(*) AS count FROM application
WHERE queue_place = :queue_place AND state IN ('issued', 'confirmed', 'waiting') GROUP BY locality;

-- name: applications_with_children
SELECT application.*, child.data AS child_data, child.iin_hash AS child_hash FROM application
JOIN child ON child.id = application.child_id
WHERE application.id IN (SELECT value FROM json_each(:ids)) ORDER BY application.id;

-- name: rounds_of_place
SELECT * FROM round WHERE queue_place = :queue_place ORDER BY id DESC LIMIT 10;

-- name: vouchers_due
SELECT * FROM application WHERE due_at <= :now ORDER BY due_at LIMIT :at_most;

-- name: vouchers_to_remind
SELECT * FROM application WHERE remind_at <= :now ORDER BY remind_at LIMIT :at_most;

-- name: next_voucher_instant$
SELECT min(at) FROM (SELECT min(due_at) AS at FROM application WHERE due_at > :now
    UNION ALL SELECT min(remind_at) FROM application WHERE remind_at > :now);

-- name: note!
INSERT INTO journal (subject, subject_id, name, data, person_id)
VALUES (:subject, :subject_id, :name, :data, :person_id);

-- name: note_all*!
INSERT INTO journal (subject, subject_id, name, data, person_id)
VALUES (:subject, :subject_id, :name, :data, :person_id);

-- name: journal_of
SELECT * FROM journal WHERE subject = :subject AND subject_id = :subject_id ORDER BY id;
