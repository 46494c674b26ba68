"""Kindergartens and their groups from an operator's table: one line per group, all lines or none."""

import re
from collections.abc import Iterator, Sequence

from domain.application import GroupType, Language
from domain.kindergarten import Kind
from domain.place import queue_place
from gateways.tables import Line, Table
from usecases.act import Act
from usecases.places import LATITUDES, LONGITUDES

NEEDED = (
    "code", "name_kk", "name_ru", "district", "address_kk", "address_ru", "phone", "group_type", "language",
    "age_from", "age_to", "places",
)  # fmt: skip
MORE = ("kind", "latitude", "longitude", "hours", "email", "locality")  # may be left out, or empty
COLUMNS = NEEDED + MORE
GROUP = ("group_type", "language", "age_from", "age_to")
NUMBERS = ("age_from", "age_to", "places")
OLDEST, MOST = 7, 1000  # years; places of one group

EXAMPLE = (
    "ALM-901", "«Үлгі» бөбекжай-бақшасы", "Ясли-сад «Образец»", "751410000", "Үлгі көшесі, 1-үй", "улица Образцовая, дом 1",
    "+77270000000", "general", "kk", "3", "4", "25", "state", "43.2220", "76.8512", "07:30-18:30", "ulgi@example.kz",
    "",
)  # fmt: skip

_HOURS = re.compile(r"([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)")
_KATO = re.compile(r"[0-9]{9}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


async def import_kindergartens(act: Act, table: Table, districts: set[str], *, dry: bool = False) -> int:
    """Add or renew kindergartens and their groups, and return the number of lines; `dry`: only look.

    ValueError names every line that can't be used and why. A column of `MORE` that the table lacks changes nothing.
    """
    lacking = [column for column in NEEDED if column not in table.columns]
    if lacking or not table.lines:
        raise ValueError(f"no rows, or no columns {', '.join(lacking)}; the first line names {', '.join(COLUMNS)}")
    if wrong := list(_faults(table.lines, districts)):
        raise ValueError("\n".join(wrong))
    if not dry:
        for line in table.lines:
            await _keep(act, line, table.columns)
    return len(table.lines)


async def _keep(act: Act, line: Line, columns: Sequence[str]) -> None:
    values: dict[str, str | float | None] = {column: line[column] for column in NEEDED[:7]}
    for column in MORE:
        values[column] = _more(column, line[column])
    kindergarten_id = await act.tx.put_kindergarten(
        queue_place=queue_place(line["district"]), known=",".join(sorted({*columns} & {*MORE})), **values
    )
    numbers = {column: int(line[column]) for column in NUMBERS}
    await act.tx.put_class(
        kindergarten_id=kindergarten_id, group_type=line["group_type"], language=line["language"], **numbers
    )


def _more(column: str, value: str) -> str | float | None:
    if column == "kind":
        return value or Kind.STATE
    if column in ("latitude", "longitude"):
        return float(value.replace(",", ".")) if value else None
    return _hours(value) if column == "hours" and value else value or None


def _hours(value: str) -> str:
    """07:30-18:30, however the dash is written."""
    return re.sub(r"\s*[-–—]\s*", "-", value)


# ---- what is wrong with a line ---------------------------------------------------------------------------------------


def _faults(lines: Sequence[Line], districts: set[str]) -> Iterator[str]:
    groups: set[tuple[str, ...]] = set()
    gardens: dict[str, Line] = {}
    for line in lines:
        group = tuple(line[column] for column in ("code", *GROUP))
        first = gardens.setdefault(line["code"], line)
        why = _wrong(line, districts) or _unlike(line, first)
        if why is None and group in groups:
            why = "this group stands in the file twice"
        groups.add(group)
        if why:
            yield f"line {line.number}: {why}"


def _wrong(line: Line, districts: set[str]) -> str | None:
    if empty := [column for column in NEEDED if not line[column]]:
        return f"empty or missing: {', '.join(empty)}"
    if line["district"] not in districts:
        return f"district {line['district']} is not a KATO code of a district or city"
    if line["group_type"] not in set(GroupType) or line["language"] not in set(Language):
        return f"group_type is one of {', '.join(GroupType)}, language one of {', '.join(Language)}"
    return _wrong_numbers(line) or _wrong_kind(line) or _wrong_spot(line)


def _wrong_numbers(line: Line) -> str | None:
    if not all(line[column].isascii() and line[column].isdigit() for column in NUMBERS):
        return "age_from, age_to and places are whole numbers"
    if not int(line["age_from"]) <= int(line["age_to"]) <= OLDEST:
        return f"age_from is not above age_to, and age_to is {OLDEST} at most"
    return f"places are {MOST} at most" if int(line["places"]) > MOST else None


def _wrong_kind(line: Line) -> str | None:
    if line["kind"] and line["kind"] not in set(Kind):
        return f"kind is one of {', '.join(Kind)}"
    if line["hours"] and not _HOURS.fullmatch(_hours(line["hours"])):
        return "hours are written like 07:30-18:30"
    if line["email"] and not _EMAIL.fullmatch(line["email"]):
        return "email is not an address"
    if line["locality"] and not _KATO.fullmatch(line["locality"]):
        return "locality is a KATO code of nine digits"
    return None


def _wrong_spot(line: Line) -> str | None:
    values = [line["latitude"], line["longitude"]]
    if not any(values):
        return None
    try:
        latitude, longitude = (float(value.replace(",", ".")) for value in values)
    except ValueError:
        return "latitude and longitude are decimal degrees, both or neither"
    inside = LATITUDES[0] <= latitude <= LATITUDES[1] and LONGITUDES[0] <= longitude <= LONGITUDES[1]
    return None if inside else "latitude and longitude lie outside the country"


def _unlike(line: Line, first: Line) -> str | None:
    """The lines of one kindergarten say the same of it."""
    other = [column for column in COLUMNS if column not in (*GROUP, "places") and line[column] != first[column]]
    return f"{', '.join(other)}: not as in line {first.number} of the same kindergarten" if other else None
