"""The step of the schema that keeps publications: what was published before it is the first of them (R-63)."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from storage import migrations

SCHEMA = Path(migrations.__file__).parent / "schema"
GARDEN = (
    "INSERT INTO kindergarten (id, code, name_kk, name_ru, district, queue_place, address_kk, address_ru, phone)"
    " VALUES ({0}, 'A-{0}', '', '', '75', '75', '', '', '')"
)
SHEET = (
    "INSERT INTO sheet (id, application_id, kindergarten_id, month, state, marks, published, published_at, revision)"
    " VALUES ({0}, 1, {0}, 202611, '{1}', x'01', {2}, {3}, {4})"
)
FILLED = (
    "INSERT INTO child (id, iin_hash, data, born, verified, added_at) VALUES (1, x'02', x'', '2023-04-15', 1, 0)",
    GARDEN.format(1),
    GARDEN.format(2),
    "INSERT INTO class (id, kindergarten_id, group_type, language, age_from, age_to, places)"
    " VALUES (9, 1, 'general', 'kk', 3, 4, 20)",
    "INSERT INTO application (id, child_id, region, district, queue_place, group_type, language, category, born,"
    " lodged_at, state, group_id) VALUES (1, 1, '75', '75', '75', 'general', 'kk', 15, '2023-04-15', 0, 'enrolled', 9)",
    "INSERT INTO stay VALUES (1, 1, '2026-11-16', NULL), (1, 2, '2026-09-01', '2026-11-15')",
    SHEET.format(1, "confirmed", "x'03'", 100, 2),
    SHEET.format(2, "marking", "NULL", "NULL", 0),
    "INSERT INTO journal (subject, subject_id, name, data)"
    " VALUES ('timesheet', 1, 'Disputed', '{\"at\": 150}'), ('timesheet', 1, 'Confirmed', '{\"at\": 200}')",
)


def test_what_was_published_is_kept(tmp_path: Path) -> None:
    before, path = tmp_path / "before", tmp_path / "bot.db"
    before.mkdir()
    for file in SCHEMA.glob("*.sql"):
        if file.stem < "0010":
            shutil.copy(file, before)
    migrations.apply(path, before)
    with closing(sqlite3.connect(path)) as link:
        for statement in FILLED:
            link.execute(statement)
        link.commit()
    migrations.apply(path, SCHEMA)
    with closing(sqlite3.connect(path)) as link:
        assert link.execute("SELECT * FROM publication").fetchall() == [(1, 2, b"\x03", 100, None)]
        assert link.execute("SELECT kindergarten_id, group_id FROM stay ORDER BY 1").fetchall() == [(1, 9), (2, None)]
        assert link.execute("SELECT id, answered_at FROM sheet ORDER BY 1").fetchall() == [(1, 200), (2, None)]
        assert link.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
