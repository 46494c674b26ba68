-- name: add_referral$
INSERT INTO referral (application_id, kindergarten_id, group_id, queue_place, asked_at)
VALUES (:application_id, :kindergarten_id, :group_id, :queue_place, :now) ON CONFLICT DO NOTHING RETURNING id;

-- name: referral^
SELECT referral.*, application.region, application.child_id, application.state AS application_state FROM referral
JOIN application ON application.id = referral.application_id WHERE referral.id = :referral_id;

-- name: referral_of_application^
-- The newest of an application.
SELECT referral.*, application.region, application.child_id, application.state AS application_state FROM referral
JOIN application ON application.id = referral.application_id
WHERE referral.application_id = :application_id ORDER BY referral.id DESC LIMIT 1;

-- name: referrals_of_application
SELECT * FROM referral WHERE application_id = :application_id ORDER BY id;

-- name: save_referral!
UPDATE referral SET state = :state, clock_started = :clock_started, due_at = :due_at, remind_at = :remind_at,
    extended = :extended, ground = :ground, version = version + 1 WHERE id = :referral_id AND state = :before;

-- name: set_referral_remind!
UPDATE referral SET remind_at = :remind_at WHERE id = :referral_id;

-- name: referrals_asked_in
-- Who asks for a place, group by group, in the order of the queue (R-41).
SELECT referral.*, application.region, application.child_id, application.state AS application_state, application.category,
       application.lodged_at, application.born, child.data AS child_data, child.iin_hash AS child_hash,
       kindergarten.name_kk, kindergarten.name_ru
FROM referral JOIN application ON application.id = referral.application_id
JOIN child ON child.id = application.child_id JOIN kindergarten ON kindergarten.id = referral.kindergarten_id
WHERE referral.state = 'asked' AND referral.queue_place = :queue_place
ORDER BY kindergarten.name_kk, referral.group_id, application.category, application.lodged_at, application.id
LIMIT :at_most OFFSET :skip;

-- name: count_referrals_asked$
SELECT count(*) FROM referral WHERE state = 'asked' AND queue_place = :queue_place;

-- name: first_referral_asked$
-- Whose turn it is in a group: the first in the order of the queue who asks for it.
SELECT referral.id FROM referral JOIN application ON application.id = referral.application_id
WHERE referral.state = 'asked' AND referral.queue_place = :queue_place AND referral.group_id = :group_id
  AND application.state = 'queued'
ORDER BY application.category, application.lodged_at, application.id LIMIT 1;

-- name: asked_before$
-- How many who ask for the group stand before this one in the queue.
SELECT count(*) FROM referral JOIN application ON application.id = referral.application_id
WHERE referral.state = 'asked' AND referral.queue_place = :queue_place AND referral.group_id = :group_id
  AND (application.category, application.lodged_at, application.id) < (:category, :lodged_at, :application_id);

-- name: referrals_coming
-- Children whom a kindergarten is to take by referral.
SELECT referral.*, application.region, application.child_id, application.state AS application_state, application.born,
       application.language, child.data AS child_data, child.iin_hash AS child_hash
FROM referral JOIN application ON application.id = referral.application_id JOIN child ON child.id = application.child_id
WHERE referral.state = 'confirmed' AND referral.kindergarten_id = :kindergarten_id
ORDER BY referral.due_at, referral.id LIMIT :at_most OFFSET :skip;

-- name: count_referrals_coming$
SELECT count(*) FROM referral WHERE state = 'confirmed' AND kindergarten_id = :kindergarten_id;

-- name: referrals_due
SELECT referral.*, application.region, application.child_id, application.state AS application_state FROM referral
JOIN application ON application.id = referral.application_id
WHERE referral.due_at <= :now ORDER BY referral.due_at LIMIT :at_most;

-- name: referrals_to_remind
SELECT referral.*, application.region, application.child_id, application.state AS application_state FROM referral
JOIN application ON application.id = referral.application_id
WHERE referral.remind_at <= :now ORDER BY referral.remind_at LIMIT :at_most;

-- name: referrals_out_of_queue
-- Scans: every live referral.
-- Those whose application stands in the queue no more.
SELECT referral.*, application.region, application.child_id, application.state AS application_state FROM referral
JOIN application ON application.id = referral.application_id
WHERE referral.state IN ('asked', 'given', 'confirmed') AND application.state <> 'queued' LIMIT :at_most;

-- name: referrals_that_run
-- Scans: every referral that a clock runs for; the calendar seldom changes.
SELECT referral.*, application.region, application.child_id, application.state AS application_state FROM referral
JOIN application ON application.id = referral.application_id WHERE referral.due_at IS NOT NULL;

-- name: next_referral_instant$
SELECT min(at) FROM (SELECT min(due_at) AS at FROM referral WHERE due_at > :now
    UNION ALL SELECT min(remind_at) FROM referral WHERE remind_at > :now);
