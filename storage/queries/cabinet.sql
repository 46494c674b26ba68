-- name: set_email!
UPDATE parent SET email = :email WHERE id = :parent_id;

-- name: accept_policy!
UPDATE parent SET policy = :policy, policy_at = :now WHERE id = :parent_id;

-- name: drop_kin!
DELETE FROM kin WHERE parent_id = :parent_id AND child_id = :child_id;

-- name: set_buttons!
UPDATE person SET buttons = :buttons WHERE id = :person_id;
