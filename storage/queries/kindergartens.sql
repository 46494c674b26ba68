-- name: put_kindergarten$
INSERT INTO kindergarten (code, name_kk, name_ru, district, queue_place, address_kk, address_ru, phone)
VALUES (:code, :name_kk, :name_ru, :district, :queue_place, :address_kk, :address_ru, :phone)
ON CONFLICT (code) DO UPDATE SET name_kk = excluded.name_kk, name_ru = excluded.name_ru, district = excluded.district,
    queue_place = excluded.queue_place, address_kk = excluded.address_kk, address_ru = excluded.address_ru,
    phone = excluded.phone RETURNING id;

-- name: put_class!
INSERT INTO class (kindergarten_id, group_type, language, age_from, age_to, places)
VALUES (:kindergarten_id, :group_type, :language, :age_from, :age_to, :places)
ON CONFLICT (kindergarten_id, group_type, language, age_from, age_to) DO UPDATE SET places = excluded.places;

-- name: kindergarten_by_code^
SELECT * FROM kindergarten WHERE code = :code;

-- name: kindergarten_by_id^
SELECT * FROM kindergarten WHERE id = :kindergarten_id;

-- name: free_classes
SELECT class.id AS group_id, class.age_from, class.age_to, class.places, kindergarten.*,
       class.places - (SELECT count(*) FROM application a WHERE a.group_id = class.id
                       AND a.state IN ('contract_sent', 'enrolled')) AS free
FROM class JOIN kindergarten ON kindergarten.id = class.kindergarten_id
WHERE kindergarten.queue_place = :queue_place AND class.group_type = :group_type AND class.language = :language
  AND class.age_from <= :age AND class.age_to >= :age AND free > 0
ORDER BY kindergarten.district = :district DESC, kindergarten.name_kk, class.id;

-- name: class_by_id^
SELECT * FROM class WHERE id = :group_id;

-- name: contracts_sent_to
SELECT application.*, child.data AS child_data, child.iin_hash AS child_hash FROM application
JOIN child ON child.id = application.child_id
WHERE application.kindergarten_id = :kindergarten_id AND application.state = 'contract_sent' ORDER BY application.due_at;

-- name: enrolled_in
SELECT application.*, child.data AS child_data, child.iin_hash AS child_hash FROM application
JOIN child ON child.id = application.child_id
WHERE application.kindergarten_id = :kindergarten_id AND application.state = 'enrolled' ORDER BY application.id;

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
