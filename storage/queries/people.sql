-- name: person_by_telegram^
SELECT * FROM person WHERE telegram_id = :telegram_id;

-- name: person_by_id^
SELECT * FROM person WHERE id = :person_id;

-- name: add_person!
INSERT INTO person (telegram_id, created_at) VALUES (:telegram_id, :now) ON CONFLICT (telegram_id) DO NOTHING;

-- name: set_language!
UPDATE person SET language = :language WHERE id = :person_id;

-- name: set_screen!
UPDATE person SET screen_id = :screen_id, keyboard = :keyboard WHERE id = :person_id;

-- name: set_reachable!
UPDATE person SET reachable = :reachable WHERE id = :person_id;

-- name: answers_again!
UPDATE person SET reachable = 1 WHERE id = :person_id AND reachable = 0;

-- name: attach_parent!
UPDATE person SET parent_id = :parent_id WHERE id = :person_id;

-- name: parent_by_iin^
SELECT * FROM parent WHERE iin_hash = :iin_hash;

-- name: parent_by_id^
SELECT * FROM parent WHERE id = :parent_id;

-- name: add_parent$
INSERT INTO parent (iin_hash, phone_hash, data, verified, policy, registered_at)
VALUES (:iin_hash, :phone_hash, :data, :verified, :policy, :now) RETURNING id;

-- name: renew_parent!
UPDATE parent SET phone_hash = :phone_hash, data = :data, verified = :verified, policy = :policy WHERE id = :parent_id;

-- name: accounts_of_parent
SELECT * FROM person WHERE parent_id = :parent_id ORDER BY id;

-- name: family_of_child
SELECT DISTINCT person.* FROM person JOIN kin ON kin.parent_id = person.parent_id
WHERE kin.child_id = :child_id ORDER BY person.id;

-- name: add_child$
INSERT INTO child (iin_hash, data, born, verified, added_at)
VALUES (:iin_hash, :data, :born, :verified, :now) RETURNING id;

-- name: child_by_iin^
SELECT * FROM child WHERE iin_hash = :iin_hash;

-- name: children_of
SELECT child.*, kin.relation,
       (SELECT a.id FROM application a WHERE a.child_id = child.id
        AND a.state IN ('queued', 'issued', 'stop_listed', 'confirmed', 'waiting', 'contract_sent', 'enrolled')) AS live_application
FROM child JOIN kin ON kin.child_id = child.id
WHERE kin.parent_id = :parent_id ORDER BY child.id;

-- name: renew_child!
UPDATE child SET data = :data, born = :born, verified = :verified WHERE id = :child_id;

-- name: drop_declared_kin_of_parent!
DELETE FROM kin WHERE parent_id = :parent_id AND relation = 'declared';

-- name: drop_declared_kin_of_child!
DELETE FROM kin WHERE child_id = :child_id AND relation = 'declared';

-- name: add_kin!
INSERT INTO kin (parent_id, child_id, relation, since) VALUES (:parent_id, :child_id, :relation, :now)
ON CONFLICT (parent_id, child_id) DO NOTHING;

-- name: fsm_get^
SELECT state, data FROM fsm WHERE key = :key;

-- name: fsm_set_state!
INSERT INTO fsm (key, state) VALUES (:key, :state) ON CONFLICT (key) DO UPDATE SET state = excluded.state;

-- name: fsm_set_data!
INSERT INTO fsm (key, data) VALUES (:key, :data) ON CONFLICT (key) DO UPDATE SET data = excluded.data;
