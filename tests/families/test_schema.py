"""The step of the schema after which an application may be nobody's: what stood there stays (R-21)."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage import migrations

SCHEMA = Path(migrations.__file__).parent / "schema"
FILLED = (
    "INSERT INTO parent (id, iin_hash, phone_hash, data, verified, policy,"
    " registered_at) VALUES (7, x'01', x'01', x'', 1, '', 0)",
    "INSERT INTO child (id, iin_hash, data, born, verified, added_at) VALUES (3, x'02', x'', '2023-04-15', 1, 0)",
    "INSERT INTO application (child_id, parent_id, region, district, queue_place, group_type, language, category, born,"
    " lodged_at, state) VALUES (3, 7, '75', '75', '75', 'general', 'kk', 15, '2023-04-15', 0, 'queued')",
)


def test_applicants_stay_and_may_be_missing(tmp_path: Path) -> None:
    before, path = tmp_path / "before", tmp_path / "bot.db"
    before.mkdir()
    for file in SCHEMA.glob("*.sql"):
        if file.stem < "0009":
            shutil.copy(file, before)
    migrations.apply(path, before)
    with closing(sqlite3.connect(path)) as link:
        objects = _objects(link)
        for statement in FILLED:
            link.execute(statement)
        link.commit()
    migrations.apply(path, SCHEMA)
    with closing(sqlite3.connect(path)) as link:
        link.execute("PRAGMA foreign_keys = ON")
        assert link.execute("SELECT parent_id FROM application").fetchall() == [(7,)]
        assert objects <= _objects(link)
        link.execute("UPDATE application SET parent_id = NULL")
        assert link.execute("SELECT queued FROM queue_week").fetchall() == [(1,)]
        with pytest.raises(sqlite3.IntegrityError):
            link.execute("UPDATE application SET parent_id = 8")
        assert link.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def _objects(link: sqlite3.Connection) -> set[str]:
    return {name for (name,) in link.execute("SELECT name FROM sqlite_schema")}
