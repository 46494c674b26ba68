"""Applications lodged elsewhere, brought in from CSV (R-21): they stand in the queue until their parents join them.

All lines or none. An error names the line and what is wrong, never what stands there: no IIN, no name. The same file
twice changes nothing: an application is known by its child and the instant at which it was lodged.
"""

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TypeVar

from domain import iin, queue
from domain.application import GroupType, Language, Right
from domain.calendar import KZ, local_day
from domain.not_allowed import NotAllowed
from domain.person import Person, Sex, years_old
from domain.place import queue_place, region_of
from usecases import families
from usecases.act import Act, seconds
from usecases.claims import audit
from usecases.letters import post

NEEDED = ("child_iin", "surname", "given", "born", "district", "group_type", "language", "lodged_at")
COLUMNS = (*NEEDED, "patronymic", "sex", "right", "number")
LONGEST_NAME, LONGEST_NUMBER = 60, 40


@dataclass(frozen=True, slots=True)
class Imported:
    """How many lines were new, and how many were here already."""

    new: int
    known: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line that can be read."""

    number: int
    iin: str
    person: Person
    born: date
    district: str
    group_type: GroupType
    language: Language
    right: Right
    lodged_at: datetime
    number_elsewhere: str


_Code = TypeVar("_Code", Sex, GroupType, Language, Right)


class _Wrong(Exception):
    """What is wrong with a line, without anything that stands in it."""


async def import_applications(act: Act, text: str, districts: set[str], *, dry: bool = False) -> Imported:
    """Add what is not here yet; `dry`: only look. ValueError names every line that can't be used and why."""
    reader = csv.DictReader(io.StringIO(text.lstrip("\ufeff")))
    rows = list(enumerate(reader, 2))
    if lacking := [column for column in NEEDED if column not in (reader.fieldnames or ())]:
        raise ValueError(f"no columns {', '.join(lacking)}; the first line names {', '.join(COLUMNS)}")
    lines, wrong = _read_all(act, rows, districts)
    fresh: list[Line] = []
    for line in lines:
        try:
            if not await _is_known(act, line):
                fresh.append(line)
        except _Wrong as why:
            wrong[line.number] = str(why)
    if wrong or not rows:
        told = [f"line {number}: {why}" for number, why in sorted(wrong.items())]
        raise ValueError("\n".join(told) or "no rows")
    if not dry:
        await _add_all(act, fresh)
    return Imported(len(fresh), len(lines) - len(fresh))


def _read_all(
    act: Act, rows: list[tuple[int, dict[str, str]]], districts: set[str]
) -> tuple[list[Line], dict[int, str]]:
    lines: list[Line] = []
    wrong: dict[int, str] = {}
    seen: dict[str, int] = {}
    for number, row in rows:
        try:
            line = _read(act, number, {key: (row.get(key) or "").strip() for key in COLUMNS}, districts)
            if line.iin in seen:
                raise _Wrong(f"the child of line {seen[line.iin]} stands here again")
        except _Wrong as why:
            wrong[number] = str(why)
        else:
            seen[line.iin] = number
            lines.append(line)
    return lines, wrong


# ---- one line --------------------------------------------------------------------------------------------------------


def _read(act: Act, number: int, row: dict[str, str], districts: set[str]) -> Line:
    if empty := [column for column in NEEDED if not row[column]]:
        raise _Wrong(f"empty or missing: {', '.join(empty)}")
    if row["district"] not in districts:
        raise _Wrong("district is not a KATO code of a district or city")
    born, lodged_at = _day(row["born"]), _moment(row["lodged_at"])
    _check_times(act, born, lodged_at, region_of(row["district"]))
    return Line(
        number=number,
        iin=_iin(row["child_iin"]),
        person=Person(
            _name(row, "surname"),
            _name(row, "given"),
            _name(row, "patronymic") or None,
            _one_of(row, "sex", Sex) if row["sex"] else None,
            born,
        ),
        born=born,
        district=row["district"],
        group_type=_one_of(row, "group_type", GroupType),
        language=_one_of(row, "language", Language),
        right=_one_of(row, "right", Right) if row["right"] else Right.GENERAL,
        lodged_at=lodged_at,
        number_elsewhere=row["number"][:LONGEST_NUMBER],
    )


def _iin(typed: str) -> str:
    try:
        return iin.parse(typed).digits
    except NotAllowed as no:
        raise _Wrong(f"child_iin is not an IIN ({no.reason})") from None


def _name(row: dict[str, str], column: str) -> str:
    if len(row[column]) > LONGEST_NAME or any(letter.isdigit() or letter in "<>&" for letter in row[column]):
        raise _Wrong(f"{column} is not a name of {LONGEST_NAME} letters at most")
    return row[column]


def _one_of(row: dict[str, str], column: str, codes: type[_Code]) -> _Code:
    try:
        return codes(row[column])
    except ValueError:
        raise _Wrong(f"{column} is one of {', '.join(codes)}") from None


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise _Wrong("born is a day such as 2023-03-27") from None


def _moment(typed: str) -> datetime:
    try:
        at = datetime.fromisoformat(typed)
    except ValueError:
        raise _Wrong("lodged_at is a local time such as 2025-03-27 09:30") from None
    return at if at.tzinfo is not None else at.replace(tzinfo=KZ)


def _check_times(act: Act, born: date, lodged_at: datetime, region: str) -> None:
    today = local_day(act.now)
    if lodged_at > act.now:
        raise _Wrong("lodged_at is in the future")
    if lodged_at < datetime.combine(born, time.min, KZ):
        raise _Wrong("lodged_at is before the child was born")
    if years_old(born, today) >= act.law.rulebook.at(today, region).number("max_age_queue"):
        raise _Wrong("the child is over the age of the queue")


async def _is_known(act: Act, line: Line) -> bool:
    """Whether this very application was imported before; one that stands in its way is wrong."""
    child = await act.tx.child_by_iin(iin_hash=act.seal.fingerprint("iin", line.iin))
    if child is None:
        return False
    before = await act.tx.import_of_child(child_id=child["id"])
    if before is not None and before["lodged_at"] == seconds(line.lodged_at):
        return True
    if await act.tx.live_application_of_child(child_id=child["id"]) is not None:
        raise _Wrong("this child has a live application here already, lodged at another time")
    return False


# ---- keeping ---------------------------------------------------------------------------------------------------------


async def _add_all(act: Act, lines: list[Line]) -> None:
    for line in lines:
        await _add(act, line, await families.imported_child(act, line.iin, line.person))
    if lines:
        await audit(act, "operator", "", "applications_imported", "application", 0, str(len(lines)))


async def _add(act: Act, line: Line, child_id: int) -> None:
    region, today = region_of(line.district), local_day(act.now)
    category = queue.category(line.right, line.born, today, act.law.rulebook.at(today, region))
    application_id = await act.tx.add_application(
        child_id=child_id,
        parent_id=None,
        region=region,
        district=line.district,
        queue_place=queue_place(line.district),
        group_type=line.group_type,
        language=line.language,
        statuses=None,
        category=category,
        born=line.born.isoformat(),
        now=seconds(line.lodged_at),
    )
    await act.tx.set_category(application_id=application_id, verified_right=line.right, category=category)
    await act.tx.add_imported(application_id=application_id, number=line.number_elsewhere, now=act.seconds)
    await _link_family(act, child_id, line.born, application_id)


async def _link_family(act: Act, child_id: int, born: date, application_id: int) -> None:
    """Parents whose kinship is proved need not join: the first of them is the applicant, and all are told.

    Who only typed the child's IIN is linked to it no more: a typed IIN opens nothing (R-10).
    """
    await act.tx.drop_declared_kin_of_child(child_id=child_id)
    every = await act.tx.family_parents(child_id=child_id, parent_id=None)
    if every:
        first = every[0]["parent_id"]
        await act.tx.adopt_application(application_id=application_id, parent_id=first, born=born.isoformat())
        await post(act, await act.tx.family_of_child(child_id=child_id), "imported", application_id)
