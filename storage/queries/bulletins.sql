-- name: stirred
SELECT kindergarten_id FROM stirred ORDER BY kindergarten_id LIMIT :at_most;

-- name: settle_stirred!
DELETE FROM stirred WHERE kindergarten_id = :kindergarten_id;

-- name: stir_awaited!
-- Scans: every waiting list.
-- Who waits grows older: a group may fit them no more, and its places are promised to nobody.
INSERT INTO stirred SELECT DISTINCT kindergarten_id FROM waiting WHERE true ON CONFLICT DO NOTHING;

-- name: bulletins_of
SELECT * FROM bulletin WHERE kindergarten_id = :kindergarten_id;

-- name: bulletins_of_place
-- Scans: the bulletins of a queue place.
SELECT bulletin.* FROM kindergarten JOIN bulletin ON bulletin.kindergarten_id = kindergarten.id
WHERE kindergarten.queue_place = :queue_place;

-- name: bulletin^
SELECT * FROM bulletin WHERE group_id = :group_id;

-- name: open_bulletin!
-- Where nobody watches there is nobody to tell.
INSERT INTO bulletin (group_id, kindergarten_id, since, told_to)
SELECT :group_id, kindergarten.id, :now, CASE WHEN
    EXISTS (SELECT 1 FROM watch WHERE told_at IS NULL AND kindergarten_id = kindergarten.id)
    OR EXISTS (SELECT 1 FROM watch WHERE told_at IS NULL AND district = kindergarten.district)
    OR EXISTS (SELECT 1 FROM watch WHERE told_at IS NULL AND district = kindergarten.queue_place) THEN 0 END
FROM kindergarten WHERE kindergarten.id = :kindergarten_id ON CONFLICT DO NOTHING;

-- name: close_bulletin!
DELETE FROM bulletin WHERE group_id = :group_id;

-- name: untold_bulletins
SELECT bulletin.*, kindergarten.district, kindergarten.queue_place FROM bulletin
JOIN kindergarten ON kindergarten.id = bulletin.kindergarten_id
WHERE bulletin.told_to IS NOT NULL ORDER BY bulletin.group_id LIMIT :at_most;

-- name: bulletin_told!
UPDATE bulletin SET told_to = :told_to WHERE group_id = :group_id;

-- name: watches_to_tell
-- Those that began before the place appeared, whose person can be written to and wants to; each with what its child needs.
SELECT watch.*, application.state AS application_state, application.group_type, application.language, application.born
FROM watch JOIN person ON person.id = watch.person_id LEFT JOIN application ON application.id = watch.application_id
WHERE watch.id IN (
    SELECT id FROM watch WHERE told_at IS NULL AND kindergarten_id = :kindergarten_id AND id > :after
    UNION ALL SELECT id FROM watch WHERE told_at IS NULL AND district = :district AND id > :after
    UNION ALL SELECT id FROM watch WHERE told_at IS NULL AND district = :queue_place AND id > :after
        AND :queue_place <> :district)
AND watch.since <= :since AND person.reachable = 1 AND person.language IS NOT NULL
AND ',' || person.muted || ',' NOT LIKE '%,places,%' ORDER BY watch.id LIMIT :at_most;

-- name: end_watch!
UPDATE watch SET told_at = :now, group_id = :group_id WHERE id = :watch_id AND told_at IS NULL;

-- name: add_watch!
INSERT INTO watch (person_id, kindergarten_id, district, application_id, since)
VALUES (:person_id, :kindergarten_id, :district, :application_id, :now);

-- name: watches_of
SELECT watch.*, kindergarten.name_kk, kindergarten.name_ru FROM watch
LEFT JOIN kindergarten ON kindergarten.id = watch.kindergarten_id
WHERE watch.person_id = :person_id AND watch.told_at IS NULL ORDER BY watch.id;

-- name: every_watch_of
-- Those that have ended too.
SELECT * FROM watch WHERE person_id = :person_id ORDER BY id;

-- name: watch^
SELECT * FROM watch WHERE id = :watch_id;

-- name: drop_watch!
DELETE FROM watch WHERE id = :watch_id AND person_id = :person_id AND told_at IS NULL;

-- name: erase_watches!
DELETE FROM watch WHERE person_id = :person_id;

-- name: forget_watches!
-- Scans: those that ended long ago.
DELETE FROM watch WHERE told_at < :before;
