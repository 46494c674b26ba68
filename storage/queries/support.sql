-- name: add_question$
INSERT INTO question (person_id, parent_id, context, waits_since)
VALUES (:person_id, (SELECT parent_id FROM person WHERE id = :person_id), :context, :now) RETURNING id;

-- name: adopt_questions!
-- Who signs in has asked before.
UPDATE question SET parent_id = :parent_id WHERE person_id = :person_id AND parent_id IS NULL;

-- name: question_by_id^
SELECT question.*, person.language, person.district, person.parent_id AS signed_in
FROM question JOIN person ON person.id = question.person_id WHERE question.id = :question_id;

-- name: add_question_word$
INSERT INTO question_word (question_id, number, by, words, at)
VALUES (:question_id, :number, :by, :words, :now) RETURNING number;

-- name: words_of_question
SELECT * FROM question_word WHERE question_id = :question_id ORDER BY number;

-- name: questions_of_person
-- Of whoever is signed in there now.
SELECT * FROM question WHERE person_id = :person_id
AND parent_id IS (SELECT person.parent_id FROM person WHERE person.id = :person_id) ORDER BY id DESC LIMIT :at_most;

-- name: questions_of_parent
SELECT * FROM question WHERE parent_id = :parent_id ORDER BY id;

-- name: count_unanswered_of_person$
SELECT count(*) FROM question WHERE person_id = :person_id AND state IN ('open', 'taken');

-- name: open_questions
SELECT * FROM question WHERE state = 'open' ORDER BY waits_since, id LIMIT :at_most;

-- name: count_open_questions$
-- Scans: what is open.
SELECT count(*) FROM question WHERE state = 'open';

-- name: questions_taken_by
SELECT * FROM question WHERE state = 'taken' AND taken_by = :person_id ORDER BY waits_since, id;

-- name: take_question!
-- One that somebody has had for too long is nobody's, whether a tick has seen it or not.
UPDATE question SET state = 'taken', taken_by = :person_id, held_until = :until
WHERE id = :question_id AND (state = 'open' OR state = 'taken' AND held_until <= :now);

-- name: held_too_long
SELECT * FROM question WHERE held_until <= :now ORDER BY held_until LIMIT :at_most;

-- name: next_question_instant$
SELECT min(held_until) FROM question WHERE held_until > :now;

-- name: give_question_back!
UPDATE question SET state = 'open', taken_by = NULL, held_until = NULL
WHERE id = :question_id AND state = 'taken' AND taken_by = :person_id;

-- name: give_questions_back!
UPDATE question SET state = 'open', taken_by = NULL, held_until = NULL
WHERE state = 'taken' AND taken_by = :person_id;

-- name: answer_question!
UPDATE question SET state = 'answered', settled_at = :now, held_until = NULL
WHERE id = :question_id AND state = 'taken' AND taken_by = :person_id;

-- name: ask_question_again!
UPDATE question SET state = 'open', taken_by = NULL, waits_since = :now, settled_at = NULL
WHERE id = :question_id AND state IN ('answered', 'closed');

-- name: close_question!
UPDATE question SET state = 'closed', settled_at = :now WHERE id = :question_id AND state = 'answered';

-- name: forget_questions!
DELETE FROM question WHERE coalesce(settled_at, waits_since) < :before;

-- name: erase_questions!
DELETE FROM question WHERE parent_id = :parent_id;

-- name: answers_unread
-- Newest answers that came while who had asked was signed out, and that no letter has told since.
SELECT question.id, newest.number
FROM question JOIN question_word newest ON newest.question_id = question.id
  AND newest.number = (SELECT max(number) FROM question_word WHERE question_id = question.id)
WHERE question.person_id = :person_id AND question.parent_id = :parent_id AND question.state = 'answered'
  AND NOT EXISTS (SELECT 1 FROM letter WHERE letter.person_id = question.person_id AND letter.channel = 'telegram'
                  AND letter.kind = 'question_answered' AND letter.subject = question.id
                  AND (letter.rung = newest.number || '' OR letter.rung LIKE newest.number || '.%')
                  AND letter.state IN ('waiting', 'sent'));
