-- name: keep_publication!
-- What the sheet shows from now on, once for every revision.
INSERT INTO publication (sheet_id, revision, marks, at, person_id)
SELECT id, revision, published, published_at, :person_id FROM sheet WHERE id = :sheet_id;

-- name: publications_of
SELECT * FROM publication WHERE sheet_id = :sheet_id ORDER BY revision;

-- name: classes_of
SELECT * FROM class WHERE kindergarten_id = :kindergarten_id ORDER BY age_from, age_to, group_type, language, id;

-- name: sheet_months_of
-- The last months of a kindergarten, with how many parents have disputed.
SELECT month, sum(state = 'disputed') AS disputed FROM sheet WHERE kindergarten_id = :kindergarten_id
GROUP BY month ORDER BY month DESC LIMIT :at_most;
