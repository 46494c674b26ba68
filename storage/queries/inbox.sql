-- name: keep_update!
INSERT INTO inbox (update_id, chat_id, received_at, body) VALUES (:update_id, :chat_id, :now, :body)
ON CONFLICT (update_id) DO NOTHING;

-- name: waiting_updates
SELECT update_id, chat_id, body FROM inbox WHERE state = 'waiting' ORDER BY update_id;

-- name: count_waiting$
SELECT count(*) FROM inbox WHERE state = 'waiting';

-- name: close_update!
UPDATE inbox SET state = 'done', body = NULL WHERE update_id = :update_id AND state = 'waiting';

-- name: park_update!
UPDATE inbox SET state = 'parked' WHERE update_id = :update_id;

-- name: fail_update$
UPDATE inbox SET attempts = attempts + 1 WHERE update_id = :update_id RETURNING attempts;

-- name: unanswered_chats
SELECT chat_id, max(update_id) AS update_id FROM inbox WHERE state = 'done' AND answered = 0
GROUP BY chat_id ORDER BY update_id;

-- name: answer_update!
UPDATE inbox SET answered = 1 WHERE update_id = :update_id;

-- name: answer_chat!
UPDATE inbox SET answered = 1 WHERE chat_id = :chat_id AND answered = 0 AND state = 'done' AND update_id <= :update_id;

-- name: forget_updates!
-- Scans: all that has grown old.
DELETE FROM inbox WHERE received_at < :before AND state = 'done' AND answered = 1;

-- name: oldest_update$
-- Since when the oldest update waits.
SELECT min(received_at) FROM inbox WHERE state = 'waiting';
