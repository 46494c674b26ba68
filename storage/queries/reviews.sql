-- name: rating_of^
SELECT count(*) AS reviews, coalesce(sum(stars), 0) AS stars FROM review
WHERE kindergarten_id = :kindergarten_id AND state = 'accepted';

-- name: shown_reviews
-- The newest first.
SELECT * FROM review WHERE kindergarten_id = :kindergarten_id AND state = 'accepted'
ORDER BY written_at DESC, id DESC LIMIT :at_most OFFSET :skip;

-- name: review_by_id^
SELECT review.*, kindergarten.code, kindergarten.name_kk, kindergarten.name_ru FROM review
JOIN kindergarten ON kindergarten.id = review.kindergarten_id WHERE review.id = :review_id;

-- name: review_of_family^
-- Of everybody who shares a child with the parent, where the department has nothing to decide about the sharing; one that
-- stands before one that was taken back.
WITH mine (child_id) AS (
    SELECT kin.child_id FROM kin WHERE kin.parent_id = :parent_id
    AND NOT EXISTS (SELECT 1 FROM joining WHERE joining.child_id = kin.child_id AND joining.parent_id = kin.parent_id
                    AND joining.state = 'contested'))
SELECT * FROM review WHERE kindergarten_id = :kindergarten_id AND (parent_id = :parent_id
    OR child_id IN (SELECT child_id FROM mine)
    OR parent_id IN (SELECT kin.parent_id FROM mine JOIN kin ON kin.child_id = mine.child_id))
ORDER BY state = 'withdrawn', id LIMIT 1;

-- name: child_who_was_there$
-- A child of the parent that belongs to the kindergarten or did so once; not one of whom the department has to decide.
SELECT kin.child_id FROM kin JOIN application ON application.child_id = kin.child_id
JOIN stay ON stay.application_id = application.id AND stay.kindergarten_id = :kindergarten_id
WHERE kin.parent_id = :parent_id AND stay.since <= :today AND (stay.until IS NULL OR stay.until >= stay.since)
AND NOT EXISTS (SELECT 1 FROM joining WHERE joining.child_id = kin.child_id AND joining.parent_id = kin.parent_id
                AND joining.state = 'contested')
ORDER BY stay.since DESC, kin.child_id LIMIT 1;

-- name: add_review$
INSERT INTO review (kindergarten_id, child_id, parent_id, queue_place, stars, words, written_at)
VALUES (:kindergarten_id, :child_id, :parent_id, :queue_place, :stars, :words, :now) RETURNING id;

-- name: change_review!
-- Other words are to be read anew, and what the kindergarten answered was to the former ones.
UPDATE review SET stars = :stars, words = :words, parent_id = :parent_id, state = 'waiting', revision = revision + 1,
    written_at = :now, reason = NULL, answer = '', answer_state = NULL, answered_at = NULL, answered_by = NULL,
    answer_reason = NULL
WHERE id = :review_id;

-- name: take_review_back!
UPDATE review SET state = 'withdrawn', stars = NULL, words = '', revision = revision + 1, reason = NULL, answer = '',
    answer_state = NULL, answered_at = NULL, answered_by = NULL, answer_reason = NULL
WHERE id = :review_id AND state <> 'withdrawn';

-- name: decide_review!
UPDATE review SET state = :state, reason = :reason
WHERE id = :review_id AND state = :before AND revision = :revision;

-- name: answer_review!
UPDATE review SET answer = :words, answer_state = 'waiting', answer_revision = answer_revision + 1, answered_at = :now,
    answered_by = :person_id, answer_reason = NULL
WHERE id = :review_id AND state = 'accepted' AND revision = :revision
AND (answer_state IS NULL OR answer_state = 'returned');

-- name: decide_answer!
UPDATE review SET answer_state = :state, answer_reason = :reason
WHERE id = :review_id AND answer_state = :before AND answer_revision = :revision;

-- name: reviews_to_read
-- What waits in a queue place, reviews and answers, the oldest first.
SELECT * FROM review
WHERE queue_place = :queue_place AND (state = 'waiting' OR state = 'accepted' AND answer_state = 'waiting')
ORDER BY written_at, id LIMIT :at_most OFFSET :skip;

-- name: count_reviews_to_read$
SELECT count(*) FROM review
WHERE queue_place = :queue_place AND (state = 'waiting' OR state = 'accepted' AND answer_state = 'waiting');

-- name: public_reviews
-- What everybody reads of the kindergartens of a queue place, the newest first.
SELECT review.*, kindergarten.name_kk, kindergarten.name_ru FROM review
JOIN kindergarten ON kindergarten.id = review.kindergarten_id
WHERE review.queue_place = :queue_place AND review.state = 'accepted'
ORDER BY review.written_at DESC, review.id DESC LIMIT :at_most OFFSET :skip;

-- name: count_public_reviews$
SELECT count(*) FROM review WHERE queue_place = :queue_place AND state = 'accepted';

-- name: count_unanswered_reviews$
SELECT count(*) FROM review WHERE kindergarten_id = :kindergarten_id AND state = 'accepted'
AND (answer_state IS NULL OR answer_state = 'returned');

-- name: reviews_of_parent
SELECT review.*, kindergarten.code FROM review JOIN kindergarten ON kindergarten.id = review.kindergarten_id
WHERE review.parent_id = :parent_id ORDER BY review.id;

-- name: erase_reviews!
DELETE FROM review WHERE parent_id = :parent_id;
