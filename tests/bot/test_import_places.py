"""Importing the classifier: all lines or none, each wrong one named."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app import import_places
from bot.clock import SystemClock
from domain.rules import RuleBook
from gateways import holidays_kz
from playground.bot_process import DATA_KEY
from storage.seal import Keys
from storage.store import Store
from tests.localities import LOCALITIES
from usecases.act import Act, Law

HEAD = "code,parent,name_kk,name_ru,latitude,longitude\n"


@pytest.fixture
async def act(tmp_path: Path) -> AsyncIterator[Act]:
    store = await Store.open(f"sqlite:///{tmp_path / 'a.db'}", Keys.parse(DATA_KEY))
    async with store.transaction() as tx:
        yield Act(tx, store.seal, Law(RuleBook.load(), holidays_kz.calendar()), SystemClock().now())
    await store.close()


async def test_the_classifier_is_taken_over_and_renewed(act: Act) -> None:
    assert await import_places(act, LOCALITIES, dry=False) == 7
    assert await import_places(act, LOCALITIES.replace("Турбат,", "Турбат-2,"), dry=False) == 7
    rows = await act.tx.localities_of(district="614000000")
    assert [row["name_ru"] for row in rows if row["code"] == "614040100"] == ["Турбат-2"]
    assert {row["code"] for row in rows} == {"614030100", "614030200", "614040100", "614040200"}
    assert (await act.tx.place_by_code(code="614030000"))["kind"] == "okrug"


async def test_a_child_that_comes_later_makes_its_parent_no_locality(act: Act) -> None:
    await import_places(act, HEAD + "614050000,614000000,А,А,,\n", dry=False)
    await import_places(act, HEAD + "614050100,614050000,Б,Б,,\n", dry=False)
    assert (await act.tx.place_by_code(code="614050000"))["kind"] == "okrug"


async def test_a_dry_run_changes_nothing(act: Act) -> None:
    assert await import_places(act, LOCALITIES, dry=True) == 7
    assert await act.tx.localities_of(district="614000000") == []


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("61403,614000000,А,А,,", "nine digits"),
        ("614050000,614000000,,А,,", "name_kk"),
        ("614050000,999000000,А,А,,", "stands above"),
        ("614050000,614000000,А,А,41.7,", "both or neither"),
        ("614050000,614000000,А,А,10.0,69.0", "outside the country"),
        ("614050000,614050000,А,А,,", "stands above"),
    ],
)
async def test_a_wrong_line_is_named_and_nothing_is_kept(act: Act, line: str, why: str) -> None:
    with pytest.raises(ValueError, match=f"line 9: .*{why}"):
        await import_places(act, f"{LOCALITIES}{line}\n", dry=False)
    assert await act.tx.localities_of(district="614000000") == []


async def test_a_code_twice_and_a_file_without_columns(act: Act) -> None:
    with pytest.raises(ValueError, match="twice"):
        await import_places(act, f"{LOCALITIES}614030100,614030000,Қарабау,Карабау,,\n", dry=False)
    with pytest.raises(ValueError, match="no columns parent"):
        await import_places(act, "code,name_kk,name_ru\n1,2,3\n", dry=False)
