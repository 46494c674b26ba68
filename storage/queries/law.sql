-- name: calendar_changes
SELECT * FROM calendar_change ORDER BY id;

-- name: calendar_change^
SELECT * FROM calendar_change WHERE id = :change_id;

-- name: add_calendar_change$
INSERT INTO calendar_change (day, working, reason_kk, reason_ru, at)
VALUES (:day, :working, :reason_kk, :reason_ru, :now) RETURNING id;

-- name: calendar_change_applied!
UPDATE calendar_change SET applied_at = :now WHERE id = :change_id;

-- name: clocks_over
-- Scans: a slice of all applications.
-- Clocks that ran over some day, in the order of their ids.
SELECT * FROM application
WHERE id > :after AND state IN (SELECT value FROM json_each(:states)) AND clock_started < :day_ends
  AND (due_at > :day_begins OR contract_due_at > :day_begins)
ORDER BY id LIMIT :at_most;

-- name: move_deadlines!
-- Scans: all vouchers whose clocks began and end alike.
UPDATE application SET due_at = :due_at, contract_due_at = :contract_due_at, remind_at = :remind_at,
    version = version + 1
WHERE id IN (SELECT value FROM json_each(:ids));

-- name: note_moved!
-- Scans: the same.
INSERT INTO journal (subject, subject_id, name, data)
SELECT 'voucher', value, :name, :data FROM json_each(:ids);

-- name: mend_waiting_letters!
-- Scans: the same.
-- What tells a deadline and has not gone yet tells the new one.
UPDATE letter SET deadline = :due_at WHERE id IN (
    SELECT letter.id FROM json_each(:ids) moved
    JOIN application ON application.id = moved.value
    JOIN kin ON kin.child_id = application.child_id JOIN person ON person.parent_id = kin.parent_id
    JOIN letter ON letter.person_id = person.id AND letter.channel = 'telegram'
        AND letter.kind IN ('issued', 'interest_confirmed', 'extended') AND letter.subject = application.id
        AND letter.deadline = :before
    WHERE letter.state = 'waiting');

-- name: tell_family_of_move!
-- Scans: the same.
INSERT INTO letter (person_id, channel, kind, subject, deadline, rung, not_before, expires_at)
SELECT DISTINCT person.id, 'telegram', 'deadline_moved', application.id, :due_at, :rung, :not_before, :due_at
FROM json_each(:ids) moved JOIN application ON application.id = moved.value
JOIN kin ON kin.child_id = application.child_id JOIN person ON person.parent_id = kin.parent_id
WHERE true ON CONFLICT DO NOTHING;

-- name: tell_kindergarten_of_move!
-- Scans: the same.
INSERT INTO letter (person_id, channel, kind, subject, deadline, rung, not_before, expires_at)
SELECT DISTINCT staff.person_id, 'telegram', 'answer_moved', application.id, :due_at, :rung, :not_before, :due_at
FROM json_each(:ids) moved JOIN application ON application.id = moved.value
JOIN kindergarten ON kindergarten.id = application.kindergarten_id
JOIN staff ON staff.role = 'kindergarten' AND staff.scope = kindergarten.code
WHERE true ON CONFLICT DO NOTHING;

-- name: rule_overrides
SELECT * FROM rule_override ORDER BY id;

-- name: add_rule_override$
INSERT INTO rule_override (key, value, unit, region, valid_from, valid_to, source, added_at)
VALUES (:key, :value, :unit, :region, :valid_from, :valid_to, :source, :now) RETURNING id;

-- name: end_rule_override!
UPDATE rule_override SET valid_to = :valid_to WHERE id = :rule_id;

-- name: drop_rule_override!
DELETE FROM rule_override WHERE id = :rule_id;
