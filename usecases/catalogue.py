"""The catalogue of kindergartens: a queue place's, with free places, as a person has set it; and what a family likes."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, timedelta
from itertools import groupby
from math import cos, radians
from typing import Any

from domain.calendar import local_day
from domain.kindergarten import Filters, Group, Kindergarten, Spot, Wanted
from domain.not_allowed import NotAllowed, Reason
from domain.person import years_old
from usecases import vouchers
from usecases.act import Act, Row

NEAR_LASTS = timedelta(hours=12)  # a shared location is not kept for longer than a day's search
_TABLE = "catalogue_view"


@dataclass(frozen=True, slots=True)
class Listed:
    """A kindergarten of the catalogue: what the rules need to know of it, and its row for what people read."""

    garden: Kindergarten
    row: Row


@dataclass(frozen=True, slots=True)
class View:
    """How a person looks at the catalogue: for which application (0: none), through which filters, from where.

    `asks_at`: when a location was asked for; 0 if it was not, or has been given. `place`: the queue place looked at, where
    it is not that of «My place». `words`: the name that was looked for, `found`: what is called like it, the likest first.
    """

    app: int = 0
    filters: Filters = field(default_factory=Filters)
    near: Spot | None = None
    near_at: int = 0
    asks_at: int = 0
    place: str | None = None
    words: str = ""
    found: tuple[int, ...] = ()


def wanted_of(act: Act, application: Row) -> Wanted:
    """What an application asks for today."""
    age = years_old(date.fromisoformat(application["born"]), local_day(act.now))
    return Wanted(application["group_type"], application["language"], age)


async def of_place(act: Act, queue_place: str, application_id: int = 0) -> list[Listed]:
    """Every kindergarten of a queue place; a place held for this application counts as free."""
    rows = await act.tx.groups_of_place(
        queue_place=queue_place, application_id=application_id, born_by=vouchers.births(act)
    )
    return [_listed(list(group)) for _id, group in groupby(rows, key=lambda row: row["id"])]


async def these(act: Act, ids: Sequence[int], application_id: int = 0) -> list[Listed]:
    """These kindergartens, in this order, wherever they are; one without a group falls out."""
    every = [await rows_of(act, kindergarten_id, application_id) for kindergarten_id in ids]
    return [_listed(rows) for rows in every if rows]


async def names(act: Act, queue_place: str | None = None) -> list[Row]:
    """What every kindergarten is called: of a queue place, or (None) of the whole country."""
    return list(await act.tx.kindergarten_names(queue_place=queue_place))


async def place_near(act: Act, spot: Spot) -> str | None:
    """The queue place of the kindergarten that lies nearest; None if nobody knows where any lies."""
    row = await act.tx.nearest_kindergarten(latitude=spot[0], longitude=spot[1], narrowing=cos(radians(spot[0])) ** 2)
    return str(row["queue_place"]) if row is not None else None


async def rows_of(act: Act, kindergarten_id: int, application_id: int = 0) -> list[Row]:
    """The groups of a kindergarten, each with what is known of it."""
    return list(
        await act.tx.groups_of_kindergarten(
            kindergarten_id=kindergarten_id, application_id=application_id, born_by=vouchers.births(act)
        )
    )


async def one(act: Act, kindergarten_id: int, application_id: int = 0) -> Listed:
    """A kindergarten; NotAllowed ANSWER_UNKNOWN if there is none, or none with a group."""
    rows = await rows_of(act, kindergarten_id, application_id)
    if not rows:
        raise NotAllowed(Reason.ANSWER_UNKNOWN)
    return _listed(rows)


def _listed(rows: list[Row]) -> Listed:
    row = rows[0]
    spot = (row["latitude"], row["longitude"]) if row["latitude"] is not None else None
    groups = tuple(group_of(each) for each in rows)
    return Listed(Kindergarten(row["id"], row["name_kk"], row["kind"], row["district"], spot, groups), row)


def group_of(row: Row) -> Group:
    """The group of a row, which ends with its columns: a city has thousands of them."""
    return Group(*row[-len(Group._fields) :])


# ---- how a person looks at it ----------------------------------------------------------------------------------------


async def view_of(act: Act) -> View:
    """The view as the person left it; a location that is too old is forgotten."""
    kept = await view_as_kept(act, act.person_id)
    if kept is None:
        return View()
    near = (kept["near"][0], kept["near"][1]) if kept["near"] else None
    view = View(
        kept["app"],
        Filters(**kept["filters"]),
        near,
        kept["near_at"],
        kept["asks_at"],
        kept.get("place"),
        kept.get("words", ""),
        tuple(kept.get("found", ())),
    )
    fresh = act.seconds - view.near_at < NEAR_LASTS.total_seconds()
    return view if fresh else replace(view, near=None)


async def view_as_kept(act: Act, person_id: int | None) -> dict[str, Any] | None:
    """What is kept of the view of a person."""
    row = await act.tx.catalogue_view(person_id=person_id)
    if row is None:
        return None
    kept: dict[str, Any] = act.seal.open_json(_TABLE, str(person_id), row["view"])
    return kept


async def keep_view(act: Act, view: View) -> None:
    """Keep the view, sealed."""
    box = act.seal.close_json(_TABLE, str(act.person_id), asdict(view))
    await act.tx.keep_catalogue_view(person_id=act.person_id, view=box)


async def place_spot(act: Act, person: Row) -> Spot | None:
    """Where «My place» lies, as far as the classifier knows (R-16)."""
    for code in (person["locality"], person["district"]):
        row = await act.tx.place_by_code(code=code) if code and code.isdecimal() else None
        if row is not None and row["latitude"] is not None:
            return row["latitude"], row["longitude"]
    return None


# ---- what the family likes -------------------------------------------------------------------------------------------


async def favourites(act: Act) -> frozenset[int]:
    """The kindergartens that the person's family has marked."""
    rows = await act.tx.favourites_of(person_id=act.person_id)
    return frozenset(row["kindergarten_id"] for row in rows)


async def set_favourite(act: Act, kindergarten_id: int, *, marked: bool) -> None:
    """Mark a kindergarten, or take the family's mark away."""
    if marked:
        await one(act, kindergarten_id)
        await act.tx.mark_favourite(person_id=act.person_id, kindergarten_id=kindergarten_id, now=act.seconds)
    else:
        await act.tx.unmark_favourite(person_id=act.person_id, kindergarten_id=kindergarten_id)
