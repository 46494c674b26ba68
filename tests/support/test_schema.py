"""The step of the schema that lets support serve: staff stay who they are."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage import migrations

SCHEMA = Path(migrations.__file__).parent / "schema"


def test_staff_stay_and_support_may_join(tmp_path: Path) -> None:
    before, path = tmp_path / "before", tmp_path / "bot.db"
    before.mkdir()
    for file in SCHEMA.glob("*.sql"):
        if file.stem < "0016":
            shutil.copy(file, before)
    migrations.apply(path, before)
    with closing(sqlite3.connect(path)) as link:
        link.execute("INSERT INTO person (id, telegram_id, created_at) VALUES (7, 7, 0)")
        link.execute("INSERT INTO staff (id, person_id, role, scope, since) VALUES (3, 7, 'department', '75', 9)")
        link.commit()
    migrations.apply(path, SCHEMA)
    with closing(sqlite3.connect(path)) as link:
        assert link.execute("SELECT * FROM staff").fetchall() == [(3, 7, "department", "75", 9)]
        link.execute("INSERT INTO staff (person_id, role, scope, since) VALUES (7, 'support', 'kz', 9)")
        with pytest.raises(sqlite3.IntegrityError):
            link.execute("INSERT INTO staff (person_id, role, scope, since) VALUES (7, 'king', 'kz', 9)")
        assert link.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
