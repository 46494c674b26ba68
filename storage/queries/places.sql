-- name: put_places*!
INSERT INTO place (code, parent, district, kind, name_kk, name_ru, latitude, longitude)
VALUES (:code, :parent, :district, :kind, :name_kk, :name_ru, :latitude, :longitude)
ON CONFLICT (code) DO UPDATE SET parent = excluded.parent, district = excluded.district, kind = excluded.kind,
    name_kk = excluded.name_kk, name_ru = excluded.name_ru,
    latitude = excluded.latitude, longitude = excluded.longitude;

-- name: raise_parents!
UPDATE place SET kind = 'okrug' WHERE kind = 'locality' AND EXISTS (SELECT 1 FROM place c WHERE c.parent = place.code);

-- name: place_parents
SELECT code, parent FROM place;

-- name: localities_of
SELECT place.code, place.name_kk, place.name_ru, place.latitude, place.longitude,
       above.name_kk AS above_kk, above.name_ru AS above_ru
FROM place LEFT JOIN place above ON above.code = place.parent AND above.kind = 'okrug'
WHERE place.district = :district AND place.kind = 'locality' ORDER BY place.name_kk, place.code;

-- name: district_spots
SELECT code, latitude, longitude FROM place WHERE parent = :region AND kind = 'district' AND latitude IS NOT NULL;

-- name: place_by_code^
SELECT * FROM place WHERE code = :code;

-- name: set_my_place!
UPDATE person SET district = :district, locality = :locality WHERE id = :person_id;

-- name: set_locality!
UPDATE application SET locality = :locality WHERE id = :application_id;
