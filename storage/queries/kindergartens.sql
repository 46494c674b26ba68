-- name: put_kindergarten$
-- `known` names the columns that the table has; the others stay as they are.
INSERT INTO kindergarten (code, name_kk, name_ru, district, queue_place, address_kk, address_ru, phone, kind, latitude,
                          longitude, hours, email, locality)
VALUES (:code, :name_kk, :name_ru, :district, :queue_place, :address_kk, :address_ru, :phone, :kind, :latitude,
        :longitude, :hours, :email, :locality)
ON CONFLICT (code) DO UPDATE SET name_kk = excluded.name_kk, name_ru = excluded.name_ru, district = excluded.district,
    queue_place = excluded.queue_place, address_kk = excluded.address_kk, address_ru = excluded.address_ru,
    phone = excluded.phone,
    kind = CASE WHEN instr(:known, 'kind') THEN excluded.kind ELSE kindergarten.kind END,
    latitude = CASE WHEN instr(:known, 'latitude') THEN excluded.latitude ELSE kindergarten.latitude END,
    longitude = CASE WHEN instr(:known, 'longitude') THEN excluded.longitude ELSE kindergarten.longitude END,
    hours = CASE WHEN instr(:known, 'hours') THEN excluded.hours ELSE kindergarten.hours END,
    email = CASE WHEN instr(:known, 'email') THEN excluded.email ELSE kindergarten.email END,
    locality = CASE WHEN instr(:known, 'locality') THEN excluded.locality ELSE kindergarten.locality END
RETURNING id;

-- name: put_class!
INSERT INTO class (kindergarten_id, group_type, language, age_from, age_to, places)
VALUES (:kindergarten_id, :group_type, :language, :age_from, :age_to, :places)
ON CONFLICT (kindergarten_id, group_type, language, age_from, age_to) DO UPDATE SET places = excluded.places;

-- name: kindergarten_by_code^
SELECT * FROM kindergarten WHERE code = :code;

-- name: kindergarten_by_id^
SELECT * FROM kindergarten WHERE id = :kindergarten_id;

-- name: free_classes
-- A place that is offered or asked for is taken, and one that somebody waits for is promised (R-56).
SELECT class.id AS group_id, class.age_from, class.age_to, class.places, kindergarten.*,
       class.places - (SELECT count(*) FROM application a WHERE a.group_id = class.id
                       AND a.state IN ('contract_sent', 'enrolled'))
       - (SELECT count(*) FROM application a WHERE a.held_group_id = class.id AND a.id <> :application_id)
       - (SELECT count(*) FROM referral r WHERE r.group_id = class.id AND r.state IN ('given', 'confirmed'))
       - (SELECT count(*) FROM waiting w JOIN application a ON a.id = w.application_id
          WHERE w.kindergarten_id = class.kindergarten_id AND a.state = 'waiting' AND a.held_group_id IS NULL
            AND a.id <> :application_id AND a.group_type = class.group_type AND a.language = class.language
            AND a.born <= json_extract(:born_by, '$[' || class.age_from || ']')
            AND a.born > json_extract(:born_by, '$[' || (class.age_to + 1) || ']')) AS free
FROM class JOIN kindergarten ON kindergarten.id = class.kindergarten_id
WHERE kindergarten.queue_place = :queue_place AND class.group_type = :group_type AND class.language = :language
  AND class.age_from <= :age AND class.age_to >= :age AND free > 0
ORDER BY kindergarten.district = :district DESC, kindergarten.name_kk, class.id;

-- name: class_by_id^
SELECT * FROM class WHERE id = :group_id;

-- name: contracts_sent_to
-- First contracts, and those of transfers.
SELECT application.*, child.data AS child_data, child.iin_hash AS child_hash FROM application
JOIN child ON child.id = application.child_id
WHERE (application.kindergarten_id = :kindergarten_id AND application.state = 'contract_sent')
   OR (application.held_kindergarten_id = :kindergarten_id AND application.state = 'enrolled')
ORDER BY application.due_at;

-- name: staff_of
SELECT * FROM staff WHERE person_id = :person_id ORDER BY role, scope;

-- name: staff_in
SELECT person.* FROM person JOIN staff ON staff.person_id = person.id
WHERE staff.role = :role AND staff.scope = :scope ORDER BY person.id;

-- name: add_staff!
INSERT INTO staff (person_id, role, scope, since) VALUES (:person_id, :role, :scope, :now) ON CONFLICT DO NOTHING;

-- name: add_invitation!
INSERT INTO invitation (token_hash, role, scope, expires_at) VALUES (:token_hash, :role, :scope, :expires_at);

-- name: invitation^
SELECT * FROM invitation WHERE token_hash = :token_hash;

-- name: use_invitation!
UPDATE invitation SET used_by = :person_id WHERE token_hash = :token_hash AND used_by IS NULL;

-- name: set_kindergarten_locality!
UPDATE kindergarten SET locality = :locality WHERE id = :kindergarten_id;
