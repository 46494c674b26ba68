-- name: queue_places
-- Every place that has had a queue; skips from one to the next.
WITH RECURSIVE place (code) AS (
    SELECT min(queue_place) FROM queue_category
    UNION ALL
    SELECT (SELECT min(queue_place) FROM queue_category WHERE queue_place > place.code) FROM place
    WHERE place.code IS NOT NULL)
SELECT code FROM place WHERE code IS NOT NULL;

-- name: queue_by_category
-- How many stand in each category of a queue place.
SELECT category, queued FROM queue_category WHERE queue_place = :queue_place AND queued > 0 ORDER BY category;

-- name: anybody_waits$
SELECT 1 FROM queue_category WHERE queued > 0 LIMIT 1;

-- name: set_category!
UPDATE application SET verified_right = :verified_right, category = :category WHERE id = :application_id;

-- name: set_interested!
UPDATE application SET interested_at = :now WHERE id = :application_id;

-- name: keep_number!
INSERT INTO queue_past (application_id, day, number, before)
VALUES (:application_id, :day, :number,
        (SELECT p.number FROM queue_past p WHERE p.application_id = :application_id ORDER BY p.day DESC LIMIT 1))
ON CONFLICT (application_id, day) DO UPDATE SET number = excluded.number;

-- name: numbers_of
SELECT day, number, before FROM queue_past WHERE application_id = :application_id ORDER BY day;

-- name: number_on^
SELECT day, number, before FROM queue_past WHERE application_id = :application_id AND day = :day;

-- name: chores
SELECT * FROM queue_chore WHERE name = :name;

-- name: go_on_with_chore!
INSERT INTO queue_chore (name, scope, doing, category, lodged_at, application_id)
VALUES (:name, :scope, :doing, :category, :lodged_at, :application_id)
ON CONFLICT (name, scope) DO UPDATE SET doing = excluded.doing, category = excluded.category,
    lodged_at = excluded.lodged_at, application_id = excluded.application_id;

-- name: finish_chore!
INSERT INTO queue_chore (name, scope, done) VALUES (:name, :scope, :done)
ON CONFLICT (name, scope) DO UPDATE SET done = excluded.done, doing = 0, category = 0, lodged_at = 0,
    application_id = 0;

-- name: keep_day!
-- Scans: the counts of a place.
INSERT INTO queue_day (day, queue_place, category, waiting)
SELECT :day, queue_place, category, queued FROM queue_category WHERE queue_place = :queue_place AND queued > 0
ON CONFLICT DO NOTHING;

-- name: end_of_slice^
-- Scans: a slice of a queue.
-- The last of the next so many in the order of the queue.
SELECT category, lodged_at, id FROM (
    SELECT category, lodged_at, id FROM application WHERE queue_place = :queue_place AND state = 'queued'
    AND (category, lodged_at, id) > (:category, :lodged_at, :after)
    ORDER BY category, lodged_at, id LIMIT :at_most)
ORDER BY category DESC, lodged_at DESC, id DESC LIMIT 1;

-- name: keep_numbers!
-- Scans: a slice of a queue.
-- The numbers of a slice, where they are not what was kept last.
INSERT INTO queue_past (application_id, day, number, before)
SELECT id, :day, number, before FROM (
    SELECT id, :passed + row_number() OVER (ORDER BY category, lodged_at, id) AS number,
           (SELECT p.number FROM queue_past p WHERE p.application_id = application.id
            ORDER BY p.day DESC LIMIT 1) AS before
    FROM application WHERE queue_place = :queue_place AND state = 'queued'
    AND (category, lodged_at, id) > (:category, :lodged_at, :after)
    AND (category, lodged_at, id) <= (:last_category, :last_lodged_at, :last))
WHERE before IS NULL OR number <> before
ON CONFLICT DO NOTHING;

-- name: tell_worse!
-- Scans: a slice of a queue.
-- Families of a slice whose number has worsened; who is told of a new category the same day is not told twice.
INSERT INTO letter (person_id, channel, kind, subject, rung, not_before, expires_at, urgency)
SELECT person.id, 'telegram', 'queue_worse', past.application_id, :rung, :not_before, :expires_at, 2
FROM application JOIN queue_past past ON past.application_id = application.id AND past.day = :day
JOIN kin ON kin.child_id = application.child_id JOIN person ON person.parent_id = kin.parent_id
WHERE application.queue_place = :queue_place AND application.state = 'queued'
AND (application.category, application.lodged_at, application.id) > (:category, :lodged_at, :after)
AND (application.category, application.lodged_at, application.id) <= (:last_category, :last_lodged_at, :last)
AND past.number >= past.before + :worse_by
AND NOT EXISTS (SELECT 1 FROM letter told WHERE told.person_id = person.id AND told.channel = 'telegram'
                AND told.kind = 'category_changed' AND told.subject = application.id AND told.deadline = 0
                AND told.rung = :rung)
ON CONFLICT DO NOTHING;

-- name: tell_marks*!
-- Scans: a slice of a queue.
-- Families of a slice whose number has come down to a mark and not to the next one.
INSERT INTO letter (person_id, channel, kind, subject, rung, not_before, expires_at, urgency)
SELECT person.id, 'telegram', 'queue_mark', past.application_id, :mark, :not_before, :expires_at, 2
FROM application JOIN queue_past past ON past.application_id = application.id AND past.day = :day
JOIN kin ON kin.child_id = application.child_id JOIN person ON person.parent_id = kin.parent_id
WHERE application.queue_place = :queue_place AND application.state = 'queued'
AND (application.category, application.lodged_at, application.id) > (:category, :lodged_at, :after)
AND (application.category, application.lodged_at, application.id) <= (:last_category, :last_lodged_at, :last)
AND past.number <= :mark AND past.number > :next_mark AND past.before > :mark
ON CONFLICT DO NOTHING;

-- name: put_category_of_year*!
INSERT INTO category_of_year (year, verified_right, birth_year, category)
VALUES (:year, :verified_right, :birth_year, :category)
ON CONFLICT (year, verified_right, birth_year) DO UPDATE SET category = excluded.category;

-- name: end_of_ids$
-- Scans: a slice of a queue.
-- The last of the next so many of a place by their ids.
SELECT max(id) FROM (SELECT id FROM application WHERE queue_place = :queue_place AND state = 'queued' AND id > :after
                     ORDER BY id LIMIT :at_most);

-- name: note_refresh!
-- Scans: a slice of a queue.
-- The journal of a slice's refresh, as `domain.journal` records CategoryChanged.
INSERT INTO journal (subject, subject_id, name, data)
SELECT 'voucher', application.id, 'CategoryChanged',
       '{"at":' || :now || ',"cause":"refresh","before":' || application.category
       || ',"category":' || new.category || '}'
FROM application JOIN category_of_year new ON new.year = :year
    AND new.verified_right = application.verified_right
    AND new.birth_year = CAST(substr(application.born, 1, 4) AS INTEGER)
WHERE application.queue_place = :queue_place AND application.state = 'queued'
AND application.id > :after AND application.id <= :last AND new.category <> application.category;

-- name: tell_refresh!
-- Scans: a slice of a queue.
INSERT INTO letter (person_id, channel, kind, subject, rung, not_before, urgency)
SELECT person.id, 'telegram', 'category_changed', application.id, :rung, :not_before, 2
FROM application JOIN category_of_year new ON new.year = :year
    AND new.verified_right = application.verified_right
    AND new.birth_year = CAST(substr(application.born, 1, 4) AS INTEGER)
JOIN kin ON kin.child_id = application.child_id JOIN person ON person.parent_id = kin.parent_id
WHERE application.queue_place = :queue_place AND application.state = 'queued'
AND application.id > :after AND application.id <= :last AND new.category <> application.category
ON CONFLICT DO NOTHING;

-- name: refresh!
-- Scans: a slice of a queue.
UPDATE application SET category = (
    SELECT new.category FROM category_of_year new WHERE new.year = :year
    AND new.verified_right = application.verified_right
    AND new.birth_year = CAST(substr(application.born, 1, 4) AS INTEGER))
WHERE queue_place = :queue_place AND state = 'queued' AND id > :after AND id <= :last
AND EXISTS (SELECT 1 FROM category_of_year new WHERE new.year = :year
            AND new.verified_right = application.verified_right
            AND new.birth_year = CAST(substr(application.born, 1, 4) AS INTEGER)
            AND new.category <> application.category);

-- name: ask_interest!
-- Scans: a slice of a queue.
-- Families of a slice whose wish was told before this spring (R-35).
INSERT INTO letter (person_id, channel, kind, subject, rung, not_before, expires_at, urgency)
SELECT person.id, 'telegram', 'still_interested', application.id, :rung, :not_before, :expires_at, 2
FROM application JOIN kin ON kin.child_id = application.child_id JOIN person ON person.parent_id = kin.parent_id
WHERE application.queue_place = :queue_place AND application.state = 'queued'
AND application.id > :after AND application.id <= :last
AND coalesce(application.interested_at, application.lodged_at) < :counts_from
ON CONFLICT DO NOTHING;

-- name: over_age
SELECT * FROM application WHERE region = :region AND state IN ('queued', 'stop_listed') AND born <= :born_by
ORDER BY born LIMIT :at_most;

-- name: warn_of_age!
-- Scans: all children of an age in a region.
-- Families whose child outgrows the queue soon, once.
INSERT INTO letter (person_id, channel, kind, subject, not_before)
SELECT person.id, 'telegram', 'ages_out_soon', application.id, :not_before
FROM application JOIN kin ON kin.child_id = application.child_id JOIN person ON person.parent_id = kin.parent_id
WHERE application.region = :region AND application.state IN ('queued', 'stop_listed')
AND application.born > :over AND application.born <= :soon
ON CONFLICT DO NOTHING;

-- name: end_of_past$
-- Scans: a slice of the history.
SELECT max(application_id) FROM (SELECT DISTINCT application_id FROM queue_past WHERE application_id > :after
                                 ORDER BY application_id LIMIT :at_most);

-- name: thin_past!
-- Scans: a slice of the history.
-- Of older months only the last number stays.
DELETE FROM queue_past WHERE application_id > :after AND application_id <= :last AND day < :before
AND EXISTS (SELECT 1 FROM queue_past later WHERE later.application_id = queue_past.application_id
            AND later.day > queue_past.day AND later.day / 100 = queue_past.day / 100);
