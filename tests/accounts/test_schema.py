"""The step of the schema that knows whose things are: what was there before it belongs to who is signed in."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage import migrations

SCHEMA = Path(migrations.__file__).parent / "schema"
PARENT = (
    "INSERT INTO parent (id, iin_hash, phone_hash, data, verified, policy, registered_at, email_hash)"
    " VALUES (?, ?, x'01', x'', 1, '1', 0, ?)"
)


def test_what_was_there_gets_its_parent_and_an_email_its_first_account(tmp_path: Path) -> None:
    before, path = tmp_path / "before", tmp_path / "bot.db"
    before.mkdir()
    for file in SCHEMA.glob("*.sql"):
        if file.stem < "0017":
            shutil.copy(file, before)
    migrations.apply(path, before)
    with closing(sqlite3.connect(path)) as link:
        for number, email in ((1, b"hers"), (2, b"hers"), (3, b"his")):
            link.execute(PARENT, (number, bytes([number]), email))
        link.execute("INSERT INTO person (id, telegram_id, parent_id, created_at) VALUES (7, 7, 2, 0), (8, 8, NULL, 0)")
        link.execute(
            "INSERT INTO journal (subject, subject_id, name, data, person_id)"
            " VALUES ('voucher', 1, 'Withdrawn', '{}', 7), ('voucher', 1, 'Issued', '{}', NULL)"
        )
        link.execute(
            "INSERT INTO audit (at, person_id, role, scope, deed, subject, subject_id)"
            " VALUES (0, 7, 'parent', '', 'data_exported', 'parent', 2), (0, 8, 'operator', '', 'x', 'person', 7)"
        )
        link.commit()
    migrations.apply(path, SCHEMA)
    with closing(sqlite3.connect(path)) as link:
        assert link.execute("SELECT parent_id FROM journal ORDER BY id").fetchall() == [(2,), (None,)]
        assert link.execute("SELECT parent_id FROM audit ORDER BY id").fetchall() == [(2,), (None,)]
        assert link.execute("SELECT email_hash FROM parent ORDER BY id").fetchall() == [(b"hers",), (None,), (b"his",)]
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            link.execute("UPDATE audit SET parent_id = 1")
        assert link.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
