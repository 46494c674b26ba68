-- Timesheets for kindergartens and departments: by group, with every publication kept, and counted by region.

-- The group of a child while it belongs to a kindergarten: months are marked and published by group.
ALTER TABLE stay ADD COLUMN group_id INTEGER REFERENCES class (id);
UPDATE stay SET group_id = (
    SELECT class.id FROM application JOIN class ON class.id = application.group_id
    WHERE application.id = stay.application_id AND class.kindergarten_id = stay.kindergarten_id);
DROP INDEX stay_kindergarten;
CREATE INDEX stay_kindergarten ON stay (kindergarten_id, since, until, group_id);

-- The marks as each publication showed them; the box is bound to the sheet as the sheet's own is.
CREATE TABLE publication (
    sheet_id INTEGER NOT NULL REFERENCES sheet (id),
    revision INTEGER NOT NULL,
    marks BLOB NOT NULL,                        -- sealed: day -> mark
    at INTEGER NOT NULL,
    person_id INTEGER REFERENCES person (id),   -- who published; NULL: not known
    PRIMARY KEY (sheet_id, revision)
) WITHOUT ROWID;
INSERT INTO publication (sheet_id, revision, marks, at)
SELECT id, revision, published, published_at FROM sheet WHERE published IS NOT NULL AND published_at IS NOT NULL;

CREATE TRIGGER publication_is_not_changed BEFORE UPDATE ON publication BEGIN
    SELECT RAISE(ABORT, 'publications are append-only');
END;
CREATE TRIGGER publication_is_not_replaced BEFORE INSERT ON publication
WHEN EXISTS (SELECT 1 FROM publication WHERE sheet_id = NEW.sheet_id AND revision = NEW.revision) BEGIN
    SELECT RAISE(ABORT, 'publications are append-only');
END;
CREATE TRIGGER publication_is_not_deleted BEFORE DELETE ON publication BEGIN
    SELECT RAISE(ABORT, 'publications are append-only');
END;

-- When the family confirmed, or disputed last.
ALTER TABLE sheet ADD COLUMN answered_at INTEGER;
UPDATE sheet SET answered_at = (
    SELECT max(json_extract(journal.data, '$.at')) FROM journal
    WHERE journal.subject = 'timesheet' AND journal.subject_id = sheet.id AND journal.name IN ('Confirmed', 'Disputed'));

-- A region's month is counted in the indexes alone.
DROP INDEX sheet_kindergarten;
CREATE INDEX sheet_kindergarten ON sheet (kindergarten_id, month, state, answered_at, application_id);
CREATE INDEX sheet_disputed ON sheet (kindergarten_id, answered_at) WHERE state = 'disputed';
