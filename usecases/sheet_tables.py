"""A month's marks as a table: one line a child, one column a day. All lines are taken over, or none (R-60).

Children are known by the number of their application, as the template says it, or by their IIN, as a kindergarten's own
table may. An error names the line and the column and what would be right, never who stands there.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum, auto

from domain import iin, timesheet
from domain.calendar import last_of_month
from domain.not_allowed import NotAllowed, Reason
from domain.timesheet import Mark
from gateways.tables import Line, Table
from usecases import families, marking, timesheets
from usecases.act import Act, Row
from usecases.claims import audit
from usecases.marking import is_working

LETTERS: Mapping[Mark, tuple[str, str]] = {
    Mark.SICK: ("А", "Б"),
    Mark.LEAVE: ("Д", "О"),
    Mark.OTHER_REASON: ("С", "У"),
    Mark.NO_REASON: ("Н", "Н"),
    Mark.CLOSED: ("Ж", "З"),
    Mark.PRESENT: ("1", "1"),
    Mark.DAY_OFF: ("М", "В"),
}
"""How a mark is written in a cell, in Kazakh and in Russian; no letter means two things. An empty cell: as usual."""
NOT_HERE = "-"  # a day on which the child did not belong to the kindergarten
NUMBER, IIN, MONTH = ("№", "number", "нөмір", "нөмірі", "номер"), ("жсн", "иин", "iin"), ("ай", "месяц", "month")

_ALIKE = str.maketrans("acehkmoptxyb", "асенкмортхув")
_MARKS = {letter.casefold(): mark for mark, both in LETTERS.items() for letter in both}
_MARKS |= {"✓": Mark.PRESENT, "х": Mark.NO_REASON}
_DASHES = {"-", "–", "—"}


class Why(StrEnum):
    """What is wrong with a line, or with the whole table."""

    NO_LINES = auto()
    NO_WHO = auto()
    NO_DAYS = auto()
    COLUMN_TWICE = auto()
    WHO_MISSING = auto()
    NUMBER_WRONG = auto()
    IIN_WRONG = auto()
    CHILD_UNKNOWN = auto()
    CHILD_TWICE = auto()
    OTHER_MONTH = auto()
    PUBLISHED = auto()
    MARK_UNKNOWN = auto()
    FORMULA = auto()
    DAY_IS_OFF = auto()
    DAY_IS_WORKING = auto()
    NOT_HERE = auto()


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong: in which line as people count them, of which day, against which other line; 0 where it has none."""

    why: Why
    line: int = 1
    day: int = 0
    other: int = 0


Said = dict[int, dict[int, Mark | None]]
"""Sheet → day → what the table says differently from now; None: as usual."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a table would do: how many lines it has, what it changes, and what is wrong; with a fault it does nothing."""

    lines: int
    said: Said = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()


class _Wrong(Exception):
    """A line can't be used."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.why)
        self.fault = fault


async def rows_of(act: Act, kindergarten_id: int, month: date, group_id: int | None) -> list[Row]:
    """The sheets that a table of one group, or (None) of all, may speak of; NotAllowed NOT_STAFF."""
    groups = await marking.groups_of_month(act, kindergarten_id, month)
    return [row for one in groups if group_id is None or one.id == group_id for row in one.rows]


def plan(act: Act, rows: Sequence[Row], month: date, table: Table) -> Plan:
    """Read a table against these sheets of a month as they stand; changes nothing."""
    days = _days(table.columns, month)
    if unusable := tuple(_head_faults(table, days)):
        return Plan(len(table.lines), faults=unusable)
    said: Said = {}
    seen: dict[int, int] = {}
    wrong: list[Fault] = []
    known = _Known(act, rows)
    for line in table.lines:
        try:
            row = known.child(line)
            if row["id"] in seen:
                raise _Wrong(Fault(Why.CHILD_TWICE, line.number, other=seen[row["id"]]))
            seen[row["id"]] = line.number
            _check_month(line, month)
            differs, faults = _read(act, row, month, line, days)
        except _Wrong as no:
            wrong.append(no.fault)
            continue
        wrong += faults
        if differs:
            said[row["id"]] = differs
    return Plan(len(table.lines), {} if wrong else said, tuple(wrong))


async def carry_out(act: Act, rows: Sequence[Row], said: Said) -> int:
    """Take the marks over, all or none; how many children's. NotAllowed NOT_STAFF for a sheet that is not among `rows`,
    and as marking says."""
    sheets = {row["id"]: row for row in rows}
    for sheet_id, days in said.items():
        if sheet_id not in sheets:
            raise NotAllowed(Reason.NOT_STAFF)
        await marking.mark(act, sheets[sheet_id], days)
    return len(said)


async def bring(act: Act, code: str, month: date, table: Table, *, dry: bool) -> Plan:
    """What the operator's command does for a kindergarten, unless there is a fault or it only looks; ValueError for an
    unknown kindergarten. The deed is audited."""
    garden = await act.tx.kindergarten_by_code(code=code)
    if garden is None:
        raise ValueError(f"{code} is not the code of a kindergarten")
    rows = await timesheets.made_month(act, garden["id"], month)
    made = plan(act, rows, month, table)
    if not dry and made.said:
        await carry_out(act, rows, made.said)
        await audit(act, "operator", code, "marks_imported", "kindergarten", garden["id"], f"{month:%Y-%m}")
    return made


# ---- the first line --------------------------------------------------------------------------------------------------


def _days(columns: Sequence[str], month: date) -> dict[str, int]:
    """Which columns are days of the month."""
    last = last_of_month(month).day
    return {name: int(name) for name in columns if re.fullmatch(r"[0-9]{1,2}", name) and 1 <= int(name) <= last}


def _head_faults(table: Table, days: Mapping[str, int]) -> Iterator[Fault]:
    if not any(name in table.columns for name in (*NUMBER, *IIN)):
        yield Fault(Why.NO_WHO)
    elif not days:
        yield Fault(Why.NO_DAYS)
    elif twice := [
        day for day, times in Counter(days[name] for name in table.columns if name in days).items() if times > 1
    ]:
        yield Fault(Why.COLUMN_TWICE, day=twice[0])  # «1» and «01» are one day
    elif not table.lines:
        yield Fault(Why.NO_LINES, 2)


def _value(line: Line, names: Sequence[str]) -> str:
    return next((line[name] for name in names if line[name]), "")


# ---- a line ----------------------------------------------------------------------------------------------------------


class _Known:
    """The children of the month by number and by IIN."""

    def __init__(self, act: Act, rows: Sequence[Row]) -> None:
        self._act, self._rows = act, rows
        self._by_number = {row["application_id"]: row for row in rows}
        self._by_iin: dict[str, Row] = {}

    def child(self, line: Line) -> Row:
        """Whose line it is; by both, where both stand there."""
        number, digits = _value(line, NUMBER), _value(line, IIN)
        if not number and not digits:
            raise _Wrong(Fault(Why.WHO_MISSING, line.number))
        found = [self._of_number(line, number)] if number else []
        found += [self._of_iin(line, digits)] if digits else []
        rows = [row for row in found if row is not None]
        if len(rows) < len(found) or len({row["id"] for row in rows}) > 1:
            raise _Wrong(Fault(Why.CHILD_UNKNOWN, line.number))
        return rows[0]

    def _of_number(self, line: Line, said: str) -> Row | None:
        digits = said.removeprefix("№").strip()
        if not re.fullmatch(r"[0-9]{1,18}", digits):
            raise _Wrong(Fault(Why.NUMBER_WRONG, line.number))
        return self._by_number.get(int(digits))

    def _of_iin(self, line: Line, said: str) -> Row | None:
        try:
            digits = iin.parse(said.zfill(12)).digits  # Excel drops zeros in front
        except NotAllowed:
            raise _Wrong(Fault(Why.IIN_WRONG, line.number)) from None
        if not self._by_iin:
            self._by_iin = {families.child_iin(self._act, row): row for row in self._rows}
        return self._by_iin.get(digits)


def _check_month(line: Line, month: date) -> None:
    said = _value(line, MONTH)
    if said and said[:7] != f"{month:%Y-%m}":
        raise _Wrong(Fault(Why.OTHER_MONTH, line.number))


def _read(
    act: Act, row: Row, month: date, line: Line, days: Mapping[str, int]
) -> tuple[dict[int, Mark | None], list[Fault]]:
    """What a line says differently from now, and every cell that can't be used."""
    marks, differs = timesheets.marks_of(act, row), dict[int, Mark | None]()
    faults: list[Fault] = []
    for column, day in days.items():
        try:
            if day not in marks:
                _check_away(line, column, day)
                continue
            said = _cell(line, column, day, working=is_working(act, month, day))
        except _Wrong as no:
            faults.append(no.fault)
            continue
        if (said or timesheet.mark_of_day(None, working=is_working(act, month, day))) is not marks[day]:
            differs[day] = said
    if differs and not timesheet.may_mark(timesheets.sheet_of(row)):
        faults.append(Fault(Why.PUBLISHED, line.number))
    return differs, faults


def _check_away(line: Line, column: str, day: int) -> None:
    if line[column] and line[column] not in _DASHES:
        raise _Wrong(Fault(Why.NOT_HERE, line.number, day))


def _cell(line: Line, column: str, day: int, *, working: bool) -> Mark | None:
    said = line[column].casefold().translate(_ALIKE)
    if not said:
        return None
    if said.startswith("="):
        raise _Wrong(Fault(Why.FORMULA, line.number, day))
    mark = _MARKS.get(said)
    if mark is None:
        raise _Wrong(Fault(Why.MARK_UNKNOWN, line.number, day))
    try:
        timesheet.check_mark(mark, day, working=working)
    except NotAllowed as no:
        raise _Wrong(Fault(Why(no.reason.value), line.number, day)) from None
    return mark


# ---- the template ----------------------------------------------------------------------------------------------------


def template(act: Act, rows: Sequence[Row], month: date, letters: int) -> list[list[str]]:
    """The lines of a table of these children as they are marked now: number, name, month, a cell a day.

    `letters`: 0 for the Kazakh ones, 1 for the Russian. No IIN stands in it.
    """
    made = []
    for row in rows:
        marks = timesheets.marks_of(act, row)
        days = [
            _written(marks.get(day), letters, working=is_working(act, month, day))
            for day in range(1, last_of_month(month).day + 1)
        ]
        made.append([str(row["application_id"]), families.child_person(act, row).full_name, f"{month:%Y-%m}", *days])
    return made


def _written(mark: Mark | None, letters: int, *, working: bool) -> str:
    if mark is None:
        return NOT_HERE
    return "" if mark is Mark.PRESENT and working else LETTERS[mark][letters]
