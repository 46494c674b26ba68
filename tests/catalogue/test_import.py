"""Importing kindergartens: CSV or XLSX, all lines or none, each wrong one named; a template; a dry run."""

import csv
import io
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import UserError, _parser, _write_template
from bot.clock import SystemClock
from bot.places import places
from domain.rules import RuleBook
from gateways import holidays_kz, tables
from playground.bot_process import DATA_KEY
from playground.server import KINDERGARTENS
from storage.seal import Keys
from storage.store import Store
from usecases.act import Act, Law
from usecases.kindergartens import COLUMNS, EXAMPLE, NEEDED, import_kindergartens

DISTRICTS = set(places().districts)
GOOD = dict(zip(COLUMNS, EXAMPLE, strict=True))


@pytest.fixture
async def act(tmp_path: Path) -> AsyncIterator[Act]:
    store = await Store.open(f"sqlite:///{tmp_path / 'a.db'}", Keys.parse(DATA_KEY))
    async with store.transaction() as tx:
        yield Act(tx, store.seal, Law(RuleBook.load(), holidays_kz.calendar()), SystemClock().now())
    await store.close()


def written(*rows: dict[str, str], columns: tuple[str, ...] = COLUMNS, divider: str = ",") -> tables.Table:
    """A CSV with these rows."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, delimiter=divider, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return tables.read(text.getvalue().encode())


async def take(act: Act, table: tables.Table, **how: bool) -> int:
    return await import_kindergartens(act, table, DISTRICTS, **how)


async def kept(act: Act, code: str = "ALM-901") -> Any:
    return await act.tx.kindergarten_by_code(code=code)


async def test_everything_of_a_line_is_kept(act: Act) -> None:
    assert await take(act, written(GOOD)) == 1
    row = await kept(act)
    assert (row["kind"], row["hours"], row["email"]) == ("state", "07:30-18:30", "ulgi@example.kz")
    assert (row["latitude"], row["longitude"], row["queue_place"]) == (43.222, 76.8512, "750000000")


async def test_the_columns_of_before_are_enough_and_change_nothing_else(act: Act) -> None:
    await take(act, written(GOOD))
    assert await take(act, written({**GOOD, "name_ru": "Новое имя"}, columns=NEEDED)) == 1
    row = await kept(act)
    assert (row["name_ru"], row["kind"], row["latitude"], row["hours"]) == ("Новое имя", "state", 43.222, "07:30-18:30")


async def test_a_column_left_empty_takes_the_value_away(act: Act) -> None:
    await take(act, written({**GOOD, "kind": "private"}))
    await take(act, written({**GOOD, "kind": "", "latitude": "", "longitude": "", "email": ""}))
    row = await kept(act)
    assert (row["kind"], row["latitude"], row["email"], row["hours"]) == ("state", None, None, "07:30-18:30")


async def test_a_group_again_gets_its_new_places(act: Act) -> None:
    await take(act, written(GOOD, {**GOOD, "language": "ru"}))
    await take(act, written({**GOOD, "places": "30"}))
    rows = await act.tx.groups_of_kindergarten(kindergarten_id=(await kept(act))["id"], application_id=0, born_by="[]")
    assert {row["language"]: row["places"] for row in rows} == {"kk": 30, "ru": 25}


async def test_semicolons_and_a_decimal_comma_as_excel_writes_them_here(act: Act) -> None:
    table = written({**GOOD, "latitude": "43,2220", "longitude": "76,8512", "hours": "07:30 – 18:30"}, divider=";")
    await take(act, table)
    row = await kept(act)
    assert (row["latitude"], row["hours"]) == (43.222, "07:30-18:30")


async def test_a_workbook(act: Act, tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet: Any = book.active
    sheet.append(list(COLUMNS))
    numbers = {
        "district": 751410000,
        "age_from": 3,
        "age_to": 4.0,
        "places": 25,
        "latitude": 43.222,
        "longitude": 76.8512,
    }
    sheet.append([numbers.get(column, GOOD[column]) for column in COLUMNS])
    sheet.append([None] * len(COLUMNS))
    book.save(tmp_path / "a.xlsx")
    assert await take(act, tables.read((tmp_path / "a.xlsx").read_bytes())) == 1
    assert (await kept(act))["district"] == "751410000"


async def test_a_dry_run_changes_nothing(act: Act) -> None:
    assert await take(act, written(GOOD), dry=True) == 1
    assert await kept(act) is None


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"name_kk": ""}, "empty or missing: name_kk"),
        ({"district": "999"}, "not a KATO code"),
        ({"group_type": "big"}, "group_type is one of"),
        ({"language": "en"}, "language one of"),
        ({"places": "many"}, "whole numbers"),
        ({"places": "²"}, "whole numbers"),
        ({"places": "5000"}, "at most"),
        ({"age_from": "5", "age_to": "3"}, "age_from is not above"),
        ({"age_to": "17"}, "age_to is 7 at most"),
        ({"kind": "royal"}, "kind is one of"),
        ({"hours": "from eight"}, "hours are written like"),
        ({"email": "ulgi"}, "email is not an address"),
        ({"latitude": ""}, "both or neither"),
        ({"latitude": "north"}, "both or neither"),
        ({"latitude": "76.85", "longitude": "43.22"}, "outside the country"),
        ({"latitude": "nan"}, "outside the country"),
    ],
)
async def test_a_wrong_line_is_named_and_nothing_is_kept(act: Act, wrong: dict[str, str], why: str) -> None:
    with pytest.raises(ValueError, match=f"line 3: .*{why}"):
        await take(act, written({**GOOD, "code": "ALM-902"}, {**GOOD, **wrong}))
    assert await kept(act, "ALM-902") is None


async def test_every_wrong_line_is_named_at_once(act: Act) -> None:
    with pytest.raises(ValueError, match=r"line 2: (.|\n)*line 3: "):
        await take(act, written({**GOOD, "kind": "royal"}, {**GOOD, "code": ""}))


async def test_a_group_twice_and_two_stories_about_one_kindergarten(act: Act) -> None:
    with pytest.raises(ValueError, match="line 3: this group stands in the file twice"):
        await take(act, written(GOOD, {**GOOD, "places": "7"}))
    with pytest.raises(ValueError, match="line 3: phone, hours: not as in line 2"):
        await take(act, written(GOOD, {**GOOD, "language": "ru", "phone": "+7", "hours": ""}))


async def test_a_file_that_is_no_table(act: Act) -> None:
    with pytest.raises(ValueError, match="no columns name_kk"):
        await take(act, tables.read(b"code\nALM-1\n"))
    with pytest.raises(ValueError, match="neither XLSX nor CSV"):
        tables.read(b"\xff\xfe\x00\x01")
    with pytest.raises(ValueError, match="can't be opened"):
        tables.read(b"PK\x03\x04 not a workbook")
    with pytest.raises(ValueError, match="no rows"):
        await take(act, tables.read(b""))


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
async def test_the_template_can_be_imported_as_it_is(act: Act, tmp_path: Path, name: str) -> None:
    _write_template(tmp_path / name)
    assert await take(act, tables.read((tmp_path / name).read_bytes())) == 1
    with pytest.raises(UserError, match="exists"):
        _write_template(tmp_path / name)


def test_the_command_line() -> None:
    asked = _parser().parse_args(["import", "kindergartens", "a.xlsx", "--dry-run"])
    assert (asked.dry_run, asked.template) == (True, False)
    assert _parser().parse_args(["import", "kindergartens", "a.csv", "--template"]).template


async def test_the_playgrounds_kindergartens(act: Act) -> None:
    """Enough variety to try everything: every kind, full ones, one without a place on the map."""
    table = tables.read(KINDERGARTENS.read_bytes())
    assert await take(act, table) == len(table.lines)
    assert {line["kind"] for line in table.lines} == {"state", "private", "state_order", "departmental", "mini_centre"}
    assert any(line["places"] == "0" for line in table.lines)
    assert any(not line["latitude"] for line in table.lines)
