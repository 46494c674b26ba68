"""What happens on a tap, inside the one writer, looks for one's own rows alone: erasing (R-10), signing (R-51), signing in."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage import migrations, statements
from storage.store import HERE


@pytest.mark.parametrize(
    "name",
    [
        "erase_seen_sheets",
        "erase_seen",
        "erase_invitations",
        "erase_invitations_of_child",
        "forget_seen_sheets",
        "count_signings_begun",
        "adopt_signings",
        "signatures_of_parent",
        "answers_unread",
    ],
)
def test_nothing_of_others_is_gone_through(tmp_path: Path, name: str) -> None:
    path = tmp_path / "bot.db"
    migrations.apply(path, HERE / "schema")
    statement = statements.load(HERE / "queries")[name]
    with closing(sqlite3.connect(path)) as connection:
        values = dict.fromkeys(("person_id", "parent_id", "child_id", "before", "since"), 1)
        plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement.sql}", values)]
    assert plan
    assert not [step for step in plan if step.startswith("SCAN")], plan
