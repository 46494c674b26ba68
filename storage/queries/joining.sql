-- name: relation_of$
SELECT relation FROM kin WHERE parent_id = :parent_id AND child_id = :child_id;

-- name: family_parents
-- Everybody who is linked to a child, the applicant of the application first, then in the order of joining.
SELECT kin.parent_id, kin.relation, kin.since, joining.id AS joining_id, joining.state AS joining_state
FROM kin LEFT JOIN joining ON joining.child_id = kin.child_id AND joining.parent_id = kin.parent_id
WHERE kin.child_id = :child_id
ORDER BY (kin.parent_id = :parent_id) DESC, coalesce(joining.id, 0), kin.since, kin.parent_id;

-- name: adopt_application!
UPDATE application SET parent_id = :parent_id, born = :born WHERE id = :application_id AND parent_id IS NULL;

-- name: is_contested$
SELECT 1 FROM joining JOIN person ON person.parent_id = joining.parent_id
WHERE person.id = :person_id AND joining.child_id = :child_id AND joining.state = 'contested';

-- name: joining_by_id^
SELECT * FROM joining WHERE id = :joining_id;

-- name: joining_of^
SELECT * FROM joining WHERE child_id = :child_id AND parent_id = :parent_id;

-- name: add_joining$
INSERT INTO joining (child_id, parent_id, application_id, queue_place, way, at)
VALUES (:child_id, :parent_id, :application_id, :queue_place, :way, :now)
ON CONFLICT (child_id, parent_id) DO UPDATE SET application_id = excluded.application_id,
    queue_place = excluded.queue_place, way = excluded.way, at = excluded.at,
    state = CASE WHEN joining.state = 'contested' THEN 'contested' WHEN joining.state = 'joined' THEN 'joined' ELSE 'kept' END
RETURNING id;

-- name: take_up_joinings!
-- Somebody is here again who was objected to, or parted from a child.
UPDATE joining SET parent_id = :parent_id, iin_hash = NULL WHERE iin_hash = :iin_hash;

-- name: contest_joining!
UPDATE joining SET state = 'contested', contested_by = :person_id, contested_at = :now
WHERE id = :joining_id AND state = 'joined';

-- name: decide_joining!
UPDATE joining SET state = :state, decided_by = :person_id, decided_at = :now
WHERE id = :joining_id AND state = 'contested';

-- name: contested_joinings
SELECT joining.*, child.data AS child_data, child.iin_hash AS child_hash FROM joining
JOIN child ON child.id = joining.child_id
WHERE joining.queue_place = :queue_place AND joining.state = 'contested' AND joining.iin_hash IS NULL
ORDER BY joining.id;

-- name: count_contested$
SELECT count(*) FROM joining WHERE queue_place = :queue_place AND state = 'contested' AND iin_hash IS NULL;

-- name: add_family_invitation$
INSERT INTO family_invitation (token_hash, application_id, child_id, parent_id, person_id, expires_at)
VALUES (:token_hash, :application_id, :child_id, :parent_id, :person_id, :expires_at) RETURNING id;

-- name: void_family_invitations!
UPDATE family_invitation SET state = 'void'
WHERE parent_id = :parent_id AND child_id = :child_id AND state IN ('open', 'asked');

-- name: family_invitation_by_token^
SELECT * FROM family_invitation WHERE token_hash = :token_hash;

-- name: family_invitation_by_id^
SELECT * FROM family_invitation WHERE id = :invitation_id;

-- name: ask_inviter!
UPDATE family_invitation SET state = 'asked', asked_by = :parent_id WHERE id = :invitation_id AND state = 'open';

-- name: use_family_invitation!
UPDATE family_invitation SET state = 'used', asked_by = :parent_id
WHERE id = :invitation_id AND state IN ('open', 'asked') AND coalesce(asked_by, :parent_id) = :parent_id;

-- name: void_family_invitation!
UPDATE family_invitation SET state = 'void' WHERE id = :invitation_id AND state IN ('open', 'asked');

-- name: last_deed^
-- The newest thing that somebody of the family, other than this parent, did (or did at that instant).
SELECT journal.name, journal.data, kin.parent_id, kin.relation FROM journal
JOIN kin ON kin.parent_id = journal.parent_id AND kin.child_id = :child_id
WHERE journal.subject = :subject AND journal.subject_id = :subject_id
AND (:at IS NULL OR json_extract(journal.data, '$.at') = :at)
ORDER BY journal.id DESC LIMIT 1;

-- name: import_of_child^
SELECT application.*, imported.number AS imported_number FROM application
JOIN imported ON imported.application_id = application.id WHERE application.child_id = :child_id
ORDER BY application.id DESC LIMIT 1;

-- name: add_imported!
INSERT INTO imported (application_id, number, at) VALUES (:application_id, :number, :now);

-- name: unjoined
-- Scans: the imported of a place.
-- Imported applications whose applicant nobody is yet; those with a deadline first.
SELECT application.*, child.data AS child_data, child.iin_hash AS child_hash, imported.number AS imported_number
FROM application JOIN child ON child.id = application.child_id JOIN imported ON imported.application_id = application.id
WHERE application.queue_place = :queue_place AND application.parent_id IS NULL
AND application.state IN ('queued', 'issued', 'stop_listed', 'confirmed', 'waiting', 'contract_sent', 'enrolled')
ORDER BY application.due_at IS NULL, application.due_at, application.category, application.lodged_at, application.id
LIMIT :at_most;

-- name: count_unjoined$
SELECT count(*) FROM application WHERE queue_place = :queue_place AND parent_id IS NULL
AND state IN ('queued', 'issued', 'stop_listed', 'confirmed', 'waiting', 'contract_sent', 'enrolled');

-- name: count_unjoined_of$
-- Scans: those of a round.
SELECT count(*) FROM application WHERE id IN (SELECT value FROM json_each(:ids)) AND parent_id IS NULL;

-- name: child_by_id^
SELECT child.*, iin_hash AS child_hash, data AS child_data FROM child WHERE id = :child_id;
