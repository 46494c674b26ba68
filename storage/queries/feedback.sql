-- name: use_feedback_of_day!
-- Once a day for a person.
UPDATE person SET feedback_on = :day WHERE id = :person_id AND (feedback_on IS NULL OR feedback_on < :day);

-- name: add_feedback!
INSERT INTO feedback (name, day, language, stars, words) VALUES (:name, :day, :language, :stars, :words);

-- name: feedback_since
-- Scans: what was said since a day.
SELECT * FROM feedback WHERE day >= :day ORDER BY day, name;
