-- name: add_announcement$
INSERT INTO announcement (queue_place, audience, person_id, operation, words, written_at)
VALUES (:queue_place, :audience, :person_id, :operation, :words, :now) ON CONFLICT DO NOTHING RETURNING id;

-- name: announcement^
SELECT * FROM announcement WHERE id = :announcement_id;

-- name: announcements_of
SELECT * FROM announcement WHERE queue_place = :queue_place ORDER BY id DESC LIMIT :at_most;

-- name: announcement_to_post^
SELECT * FROM announcement WHERE state <> 'stopped' AND state = 'sending' AND posted_at IS NULL ORDER BY id LIMIT 1;

-- name: announcements_under_way
-- Those of which letters wait to be sent.
SELECT * FROM announcement WHERE state <> 'stopped' AND state = 'sending' AND EXISTS (
    SELECT 1 FROM letter WHERE letter.urgency = 3 AND letter.subject = announcement.id AND letter.state = 'waiting');

-- name: set_announcement_state!
UPDATE announcement SET state = :state WHERE id = :announcement_id AND state = :before;

-- name: count_recipients$
-- Scans: all families of a place.
SELECT count(DISTINCT person.id)
FROM application JOIN kin ON kin.child_id = application.child_id JOIN person ON person.parent_id = kin.parent_id
WHERE application.queue_place = :queue_place AND application.state IN (SELECT value FROM json_each(:states));

-- name: end_of_place$
-- Scans: a slice of a place.
SELECT max(id) FROM (SELECT id FROM application WHERE queue_place = :queue_place AND id > :after
                     ORDER BY id LIMIT :at_most);

-- name: post_announcement!
-- Scans: a slice of a place.
INSERT INTO letter (person_id, channel, kind, subject, not_before, expires_at, urgency)
SELECT DISTINCT person.id, 'telegram', 'announcement', :announcement_id, :not_before, :expires_at, 3
FROM application JOIN kin ON kin.child_id = application.child_id JOIN person ON person.parent_id = kin.parent_id
WHERE application.queue_place = :queue_place AND application.id > :after AND application.id <= :last
  AND application.state IN (SELECT value FROM json_each(:states))
ON CONFLICT DO NOTHING;

-- name: announcement_posted_to!
UPDATE announcement SET posted_to = :last, posted_at = :posted_at WHERE id = :announcement_id;

-- name: announcement_progress
-- Scans: all letters of an announcement.
SELECT state, count(*) AS count FROM letter WHERE urgency = 3 AND subject = :announcement_id GROUP BY state;

-- name: stopped_announcement$
SELECT id FROM announcement WHERE state = 'stopped' AND EXISTS (
    SELECT 1 FROM letter WHERE letter.urgency = 3 AND letter.subject = announcement.id AND letter.state = 'waiting')
LIMIT 1;

-- name: drop_announcement_letters!
-- Scans: a slice of an announcement's letters.
UPDATE letter SET state = 'dropped', settled_at = :now WHERE id IN (
    SELECT id FROM letter WHERE urgency = 3 AND subject = :announcement_id AND state = 'waiting' LIMIT :at_most);

-- name: unreachable_people
-- Scans: the families of a place.
-- Who can't be reached in Telegram: how many letters of the law went by SMS, and how many could not go at all.
SELECT person.id, person.parent_id, min(application.id) AS application_id,
       (SELECT count(*) FROM letter WHERE letter.person_id = person.id AND letter.channel = 'sms'
        AND letter.kind <> 'code' AND letter.state = 'sent') AS by_sms,
       (SELECT count(*) FROM letter WHERE letter.person_id = person.id AND letter.kind <> 'code'
        AND letter.state = 'failed') AS lost
FROM person JOIN kin ON kin.parent_id = person.parent_id JOIN application ON application.child_id = kin.child_id
WHERE person.reachable = 0 AND application.queue_place = :queue_place
  AND application.state IN (SELECT value FROM json_each(:states))
GROUP BY person.id ORDER BY lost DESC, person.id;
