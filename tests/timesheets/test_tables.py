"""Tables of marks: what may stand in them, every fault by line, all or nothing (R-60)."""

import argparse

import pytest

from bot import marks_command
from domain.not_allowed import NotAllowed, Reason
from domain.timesheet import Mark
from tests.timesheets.garden import CHILDREN, DECEMBER, NOVEMBER, OLDER, OTHER_CLERK, YOUNGER, Garden, table
from usecases import sheet_tables, timesheets
from usecases.sheet_tables import LETTERS, Fault, Plan, Said, Why


async def planned(garden: Garden, head: str, *rows: str, group: int | None = None) -> Plan:
    """What the clerk's table would do."""
    async with garden.acting() as act:
        known = await sheet_tables.rows_of(act, 1, NOVEMBER, group)
        return sheet_tables.plan(act, known, NOVEMBER, table(head, *rows))


async def carried_out(garden: Garden, said: Said) -> None:
    """The clerk takes the marks over."""
    async with garden.acting() as act:
        await sheet_tables.carry_out(act, await sheet_tables.rows_of(act, 1, NOVEMBER, None), said)


async def test_letters_of_both_languages_and_their_look_alikes(garden: Garden) -> None:
    """No letter means two things; Latin ones that look alike are taken."""
    both = [letter for pair in LETTERS.values() for letter in set(pair)]
    assert len(set(both)) == len(both)
    plan = await planned(garden, "№;2;3;4;5;6;9;10;11", "1;а;Б;A;о;з;✓;1;x")
    sheet = (await garden.sheet())["id"]
    marks: dict[int, Mark | None] = {
        2: Mark.SICK,
        3: Mark.SICK,
        4: Mark.SICK,
        5: Mark.LEAVE,
        6: Mark.CLOSED,
        11: Mark.NO_REASON,
    }
    assert plan == Plan(1, {sheet: marks})


@pytest.mark.parametrize(
    ("head", "rows", "faults"),
    [
        ("аты;17", ["Бала;Б"], [Fault(Why.NO_WHO)]),
        ("№;аты;32", ["1;Бала;Б"], [Fault(Why.NO_DAYS)]),
        ("№;17;17", ["1;Б;Б"], [Fault(Why.COLUMN_TWICE, day=17)]),
        ("№;1;01", ["1;Б;А"], [Fault(Why.COLUMN_TWICE, day=1)]),
        ("№;17", [], [Fault(Why.NO_LINES, 2)]),
        ("№;ЖСН;17", [";;Б"], [Fault(Why.WHO_MISSING, 2)]),
        ("№;17", ["бір;Б", "9;Б"], [Fault(Why.NUMBER_WRONG, 2), Fault(Why.CHILD_UNKNOWN, 3)]),
        ("ИИН;17", ["230415500017;Б"], [Fault(Why.IIN_WRONG, 2)]),
        ("№;ИИН;17", [f"2;{CHILDREN[0]};Б"], [Fault(Why.CHILD_UNKNOWN, 2)]),
        ("№;17", ["1;Б", "№ 0000001;"], [Fault(Why.CHILD_TWICE, 3, other=2)]),
        ("№;ай;17", ["1;2026-10;Б"], [Fault(Why.OTHER_MONTH, 2)]),
        ("№;16;17", ["1;+;Ы"], [Fault(Why.MARK_UNKNOWN, 2, 16), Fault(Why.MARK_UNKNOWN, 2, 17)]),
        ("№;17", ["1;=B1"], [Fault(Why.FORMULA, 2, 17)]),
        ("№;21;17", ["1;Б;В"], [Fault(Why.DAY_IS_OFF, 2, 21), Fault(Why.DAY_IS_WORKING, 2, 17)]),
        ("№;10;1", ["3;Б;-"], [Fault(Why.NOT_HERE, 2, 10)]),
    ],
)
async def test_every_fault_by_line(garden: Garden, head: str, rows: list[str], faults: list[Fault]) -> None:
    """Whatever is wrong is named; and then nothing of the table is done."""
    plan = await planned(garden, head, *rows)
    assert list(plan.faults) == faults
    assert plan.said == {}


async def test_a_line_that_is_right_is_not_done_beside_a_wrong_one(garden: Garden) -> None:
    plan = await planned(garden, "№;17", "1;Б", "2;?")
    assert (plan.lines, plan.said) == (2, {})


async def test_an_empty_cell_is_as_usual_and_a_missing_column_says_nothing(garden: Garden) -> None:
    sheet = (await garden.sheet())["id"]
    await carried_out(garden, {sheet: {17: Mark.SICK, 18: Mark.SICK}})
    assert (await planned(garden, "iin;17", f"{CHILDREN[0]};")).said == {sheet: {17: None}}
    assert (await planned(garden, "№;17;18", "1;Б;Б")).said == {}


async def test_only_the_group_that_was_asked_for(garden: Garden) -> None:
    plan = await planned(garden, "№;17", "1;Б", group=OLDER)
    assert plan.faults == (Fault(Why.CHILD_UNKNOWN, 2),)


async def test_a_published_month_does_not_change(garden: Garden) -> None:
    """R-61: a table that says what stands is welcome; a disputed sheet may be corrected (R-63)."""
    garden.now = DECEMBER
    await garden.publishes()
    await garden.disputes(2)
    assert (await planned(garden, "№;17", "1;")).faults == ()
    assert (await planned(garden, "№;17", "1;Б")).faults == (Fault(Why.PUBLISHED, 2),)
    assert (await planned(garden, "№;17", "2;Б")).said == {(await garden.sheet(2))["id"]: {17: Mark.SICK}}


async def test_published_meanwhile_all_of_it_falls(garden: Garden) -> None:
    """Between the look and the taking over somebody published: nothing half-done."""
    said: Said = {(await garden.sheet(number))["id"]: {17: Mark.SICK} for number in (3, 1)}
    garden.now = DECEMBER
    async with garden.acting() as act:
        await timesheets.publish_month(act, 1, NOVEMBER, YOUNGER)
    with pytest.raises(NotAllowed) as no:
        await carried_out(garden, said)
    assert no.value.reason is Reason.NOT_NOW
    assert (await garden.marks(3))[17] is Mark.PRESENT


async def test_nobody_elses_kindergarten(garden: Garden) -> None:
    """By the kindergarten, and by a sheet that is another's."""
    sheet = (await garden.sheet())["id"]
    async with garden.acting(OTHER_CLERK) as act:
        own = await sheet_tables.rows_of(act, 2, NOVEMBER, None)
        for deed in (
            sheet_tables.rows_of(act, 1, NOVEMBER, None),
            sheet_tables.carry_out(act, own, {sheet: {17: Mark.SICK}}),
        ):
            with pytest.raises(NotAllowed) as no:
                await deed
            assert no.value.reason is Reason.NOT_STAFF


def ask(dry: bool, **other: str) -> argparse.Namespace:
    """The operator's command line."""
    return argparse.Namespace(**{"kindergarten": "ALM-1", "month": "2026-11", "dry_run": dry, **other})


async def test_the_operator_brings_the_marks_of_a_kindergarten(garden: Garden) -> None:
    """Looks first; every fault by line; what was done is audited."""
    content = "№;17\n1;Б\n2;\n".encode()
    async with garden.acting(None) as act:
        said = await marks_command.bring(act, ask(True), content)
        assert said == "Lines that can be taken over: 2; children whose marks change: 1, days: 1"
        assert await act.tx.audit_of(subject="kindergarten", subject_id=1) == []
    assert (await garden.marks())[17] is Mark.PRESENT
    async with garden.acting(None) as act:
        assert (await marks_command.bring(act, ask(False), content)).startswith("Lines taken over: 2")
        (audited,) = await act.tx.audit_of(subject="kindergarten", subject_id=1)
    assert (audited["deed"], audited["scope"], audited["detail"]) == ("marks_imported", "ALM-1", "2026-11")
    assert (await garden.marks())[17] is Mark.SICK


@pytest.mark.parametrize(
    ("content", "other", "told"),
    [
        ("№;17;21\n1;Ы;Б", {}, "Line 2, day 17: no such mark.*\nLine 2, day 21: a day off"),
        ("№;17\n1;Б", {"kindergarten": "X"}, "X is not the code of a kindergarten"),
        ("№;17\n1;Б", {"month": "11.2026"}, "11.2026 is not a month such as 2026-11"),
        ("\0", {}, "This file cannot be read as a table"),
    ],
)
async def test_what_the_operator_has_to_mend(garden: Garden, content: str, other: dict[str, str], told: str) -> None:
    async with garden.acting(None) as act:
        with pytest.raises(ValueError, match=told):
            await marks_command.bring(act, ask(False, **other), content.encode())


@pytest.mark.parametrize("letters", [0, 1])
async def test_the_template_says_what_stands(garden: Garden, letters: int) -> None:
    """Sent back as it is, it changes nothing; no IIN stands in it."""
    sheet = (await garden.sheet(3))["id"]
    said: Said = {sheet: {17: Mark.NO_REASON, 21: Mark.PRESENT, 24: Mark.CLOSED}}
    await carried_out(garden, said)
    async with garden.acting() as act:
        rows = await sheet_tables.rows_of(act, 1, NOVEMBER, None)
        made = sheet_tables.template(act, rows, NOVEMBER, letters)
    assert [line[:3] for line in made] == [[str(n), f"Сынақов Бала{'абв'[n - 1]}", "2026-11"] for n in (1, 2, 3)]
    assert not any(iin in cell for iin in CHILDREN for line in made for cell in line)
    head = ";".join(["№", "аты", "ай", *map(str, range(1, 31))])
    plan = await planned(garden, head, *(";".join(line) for line in made))
    assert plan == Plan(3)
