-- Localities of the classifier (KATO), imported; the regions and districts themselves stand in bot/places.csv.
CREATE TABLE place (
    code TEXT PRIMARY KEY,                      -- nine digits
    parent TEXT NOT NULL,
    district TEXT NOT NULL,                     -- the district or city above it; its own code for one; '' for a region
    kind TEXT NOT NULL CHECK (kind IN ('region', 'district', 'okrug', 'locality')),
    name_kk TEXT NOT NULL,
    name_ru TEXT NOT NULL,
    latitude REAL,
    longitude REAL
);
CREATE INDEX place_parent ON place (parent);
CREATE INDEX place_district ON place (district, kind);

-- «My place» (R-16). A locality is a code of `place`, or its name as typed when the list lacks it.
ALTER TABLE person ADD COLUMN district TEXT;
ALTER TABLE person ADD COLUMN locality TEXT;
ALTER TABLE person ADD COLUMN buttons BLOB;     -- sealed: words and data of the buttons on the screen, to be typed

ALTER TABLE parent ADD COLUMN email BLOB;       -- sealed
ALTER TABLE parent ADD COLUMN policy_at INTEGER; -- when that version was accepted
UPDATE parent SET policy_at = registered_at;

ALTER TABLE application ADD COLUMN locality TEXT;
