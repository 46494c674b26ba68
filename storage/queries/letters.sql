-- name: post!
INSERT INTO letter (person_id, channel, kind, subject, deadline, rung, body, not_before, expires_at, urgency)
VALUES (:person_id, :channel, :kind, :subject, :deadline, :rung, :body, :not_before, :expires_at, :urgency)
ON CONFLICT DO NOTHING;

-- name: due_letters
-- What is due in a lane.
SELECT letter.*, person.telegram_id, person.language, person.reachable, person.parent_id,
       person.district, person.muted, person.quiet, person.sms_copy
FROM letter JOIN person ON person.id = letter.person_id
WHERE letter.state = 'waiting' AND letter.urgency < 3 AND letter.urgency = :urgency AND letter.not_before <= :now
ORDER BY letter.not_before, letter.id LIMIT :at_most;

-- name: due_bulk
-- What is due of the announcements that go on, the oldest first.
SELECT letter.*, person.telegram_id, person.language, person.reachable, person.parent_id,
       person.district, person.muted, person.quiet, person.sms_copy
FROM announcement CROSS JOIN letter ON letter.subject = announcement.id
JOIN person ON person.id = letter.person_id
WHERE announcement.state <> 'stopped' AND announcement.state = 'sending'
  AND letter.urgency = 3 AND letter.state = 'waiting' AND letter.not_before <= :now
LIMIT :at_most;

-- name: count_due_in_lane$
-- Scans: all that is due in a lane.
SELECT count(*) FROM letter WHERE state = 'waiting' AND urgency < 3 AND urgency = :urgency AND not_before <= :now;

-- name: count_due_bulk$
-- Scans: all that is due of the announcements that go on.
SELECT count(*) FROM announcement CROSS JOIN letter ON letter.subject = announcement.id
WHERE announcement.state <> 'stopped' AND announcement.state = 'sending'
  AND letter.urgency = 3 AND letter.state = 'waiting' AND letter.not_before <= :now;

-- name: next_letter$
SELECT min(at) FROM (
    SELECT min(not_before) AS at FROM letter WHERE state = 'waiting' AND urgency < 3 AND urgency = 0 AND not_before > :now
    UNION ALL
    SELECT min(not_before) FROM letter WHERE state = 'waiting' AND urgency < 3 AND urgency = 1 AND not_before > :now
    UNION ALL
    SELECT min(not_before) FROM letter WHERE state = 'waiting' AND urgency < 3 AND urgency = 2 AND not_before > :now
    UNION ALL
    SELECT min(letter.not_before) FROM announcement CROSS JOIN letter ON letter.subject = announcement.id
    WHERE announcement.state <> 'stopped' AND announcement.state = 'sending'
      AND letter.urgency = 3 AND letter.state = 'waiting' AND letter.not_before > :now);

-- name: oldest_due_letter$
-- Since when the oldest letter is due that goes to one person and not to a multitude; obstacles don't make it younger.
SELECT min(at) FROM (
    SELECT min(not_before) AS at FROM letter WHERE state = 'waiting' AND urgency < 3 AND urgency = 0
    UNION ALL
    SELECT min(not_before) FROM letter WHERE state = 'waiting' AND urgency < 3 AND urgency = 1
    UNION ALL
    SELECT min(planned_at) FROM letter WHERE state = 'waiting' AND planned_at IS NOT NULL AND urgency < 2)
WHERE at <= :now;

-- name: settle_letters*!
UPDATE letter SET state = :state, settled_at = :now, body = NULL WHERE id = :letter_id AND state = 'waiting';

-- name: delay_letter!
UPDATE letter SET attempts = attempts + 1, planned_at = coalesce(planned_at, not_before), not_before = :not_before,
    tried_at = NULL
WHERE id = :letter_id AND state = 'waiting';

-- name: rest_letter!
-- Until the morning: that is no delay.
UPDATE letter SET planned_at = NULL, not_before = :not_before WHERE id = :letter_id AND state = 'waiting';

-- name: sms_tried!
UPDATE letter SET tried_at = :now WHERE id = :letter_id;

-- name: code_is_live$
SELECT 1 FROM code WHERE id = :code_id AND used = 0 AND tries_left > 0
  AND NOT EXISTS (SELECT 1 FROM code newer WHERE newer.person_id = code.person_id AND newer.purpose = code.purpose
                  AND newer.id > code.id);

-- name: drop_stale_letters!
-- Scans: a slice of what has expired.
UPDATE letter SET state = 'dropped', settled_at = :now, body = NULL WHERE id IN (
    SELECT id FROM letter WHERE state = 'waiting' AND expires_at IS NOT NULL AND expires_at <= :now LIMIT :at_most);

-- name: forget_letters!
-- Scans: all that has grown old.
DELETE FROM letter WHERE settled_at < :before;

-- name: turn_clockwork!
INSERT INTO clockwork (name, at) VALUES (:name, :now)
ON CONFLICT (name) DO UPDATE SET at = excluded.at WHERE clockwork.at <= :before;

-- name: letter_was_sent$
SELECT 1 FROM letter WHERE person_id = :person_id AND channel = 'telegram' AND kind = :kind AND subject = :subject
  AND state = 'sent' LIMIT 1;
