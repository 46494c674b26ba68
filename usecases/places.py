"""Places below the districts: the classifier imported (KATO), «My place» (R-16)."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass

from usecases.act import Act

COLUMNS = ("code", "parent", "name_kk", "name_ru", "latitude", "longitude")
NEEDED = COLUMNS[:4]
DIGITS = 9
DEEPEST = 8  # levels of the classifier, with room to spare
LATITUDES, LONGITUDES = (40.0, 56.0), (46.0, 88.0)  # the country's


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file: what it says, and where it stands."""

    number: int
    row: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return (self.row.get(column) or "").strip()


async def import_places(act: Act, text: str, regions: set[str], districts: Mapping[str, str], *, dry: bool) -> int:
    """Add or renew places from CSV, all lines or none, and return how many there are; `dry`: only look.

    `districts` are the districts and cities known, each with its region. ValueError names every line that can't be
    used and why.
    """
    reader = csv.DictReader(io.StringIO(text.lstrip("\ufeff")))
    lines = [Line(number, row) for number, row in enumerate(reader, 2)]
    lacking = [column for column in NEEDED if column not in (reader.fieldnames or ())]
    if lacking or not lines:
        raise ValueError(f"no rows, or no columns {', '.join(lacking)}; the first line names {', '.join(COLUMNS)}")
    tree = {row["code"]: row["parent"] for row in await act.tx.place_parents()}
    tree |= {line["code"]: line["parent"] for line in lines} | dict(districts)
    _must_be_right(lines, regions, districts, tree)
    if not dry:
        above = set(tree.values())
        await act.tx.put_places([_kept(line, regions, districts, tree, above) for line in lines])
        await act.tx.raise_parents()
    return len(lines)


def _must_be_right(lines: list[Line], regions: set[str], districts: Mapping[str, str], tree: Mapping[str, str]) -> None:
    seen: set[str] = set()
    wrong = []
    for line in lines:
        why = _wrong(line) or ("this code stands in the file twice" if line["code"] in seen else None)
        if why is None and line["code"] not in regions and district_of(line["code"], districts, tree) is None:
            why = f"no district or city that we know stands above {line['code']}"
        seen.add(line["code"])
        if why:
            wrong.append(f"line {line.number}: {why}")
    if wrong:
        raise ValueError("\n".join(wrong))


def _wrong(line: Line) -> str | None:
    if empty := [column for column in ("code", "name_kk", "name_ru") if not line[column]]:
        return f"empty or missing: {', '.join(empty)}"
    for column in ("code", "parent"):
        code = line[column]
        if code and not (code.isascii() and code.isdigit() and len(code) == DIGITS):
            return f"{column} is a KATO code of nine digits"
    return _wrong_spot(line["latitude"], line["longitude"])


def _wrong_spot(latitude: str, longitude: str) -> str | None:
    if not latitude and not longitude:
        return None
    try:
        at = float(latitude), float(longitude)
    except ValueError:
        return "latitude and longitude are decimal degrees, both or neither"
    if not (LATITUDES[0] <= at[0] <= LATITUDES[1] and LONGITUDES[0] <= at[1] <= LONGITUDES[1]):
        return "latitude and longitude lie outside the country"
    return None


def district_of(code: str, districts: Mapping[str, str], tree: Mapping[str, str]) -> str | None:
    """The district or city that a place belongs to; itself for one; None if none stands above it."""
    for _level in range(DEEPEST):
        if code in districts:
            return code
        code = tree.get(code, "")
    return None


def _kept(
    line: Line, regions: set[str], districts: Mapping[str, str], tree: Mapping[str, str], above: set[str]
) -> dict[str, str | float | None]:
    code = line["code"]
    kind = "region" if code in regions else "district" if code in districts else None
    return {
        "code": code,
        "parent": districts.get(code) or line["parent"],
        "district": "" if code in regions else district_of(code, districts, tree),
        "kind": kind or ("okrug" if code in above else "locality"),
        "name_kk": line["name_kk"],
        "name_ru": line["name_ru"],
        "latitude": float(line["latitude"]) if line["latitude"] else None,
        "longitude": float(line["longitude"]) if line["longitude"] else None,
    }


async def set_my_place(act: Act, district: str, locality: str | None) -> None:
    """Where the person lives (R-16); `locality` is a code, or a name as typed."""
    await act.tx.set_my_place(person_id=act.person_id, district=district, locality=locality)
