-- name: post!
INSERT INTO letter (person_id, channel, kind, subject, deadline, rung, body, not_before, expires_at, urgency)
VALUES (:person_id, :channel, :kind, :subject, :deadline, :rung, :body, :not_before, :expires_at, :urgency)
ON CONFLICT DO NOTHING;

-- name: due_letters
SELECT letter.*, person.telegram_id, person.language, person.reachable, person.parent_id
FROM letter JOIN person ON person.id = letter.person_id
WHERE letter.state = 'waiting' AND letter.not_before <= :now
ORDER BY letter.urgency, letter.not_before, letter.id LIMIT :at_most;

-- name: count_due_letters$
SELECT count(*) FROM letter WHERE state = 'waiting' AND not_before <= :now;

-- name: next_letter$
SELECT min(not_before) FROM letter WHERE state = 'waiting' AND not_before > :now;

-- name: settle_letter!
UPDATE letter SET state = :state, settled_at = :now, body = NULL WHERE id = :letter_id AND state = 'waiting';

-- name: delay_letter!
UPDATE letter SET attempts = attempts + 1, not_before = :not_before WHERE id = :letter_id AND state = 'waiting';

-- name: forget_letters!
-- Scans: all that has grown old.
DELETE FROM letter WHERE settled_at < :before;

-- name: turn_clockwork!
INSERT INTO clockwork (name, at) VALUES (:name, :now)
ON CONFLICT (name) DO UPDATE SET at = excluded.at WHERE clockwork.at <= :before;
