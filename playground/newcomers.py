"""Adds people to a running playground: for crowds, odd families and clerks of other places."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from playground import iins
from playground.people import People, Person, Record
from playground.phone import NotPossible

Json = dict[str, Any]

FIELDS = frozenset(
    {"id", "name", "role", "language_code", "phone", "iin", "children", "relation"}
    | {"sex", "born", "in_base", "statuses", "scope"}
)
ROLES = ("parent", "stranger", "department", "kindergarten", "support")
RELATIONS = {"male": "father", "female": "mother"}


def add_person(people: People, asked: Json) -> Person:
    """Enter somebody into the playground and the registers; what is not said is made up.

    Raises NotPossible in plain words.
    """
    _check(people, asked)
    number = len(people.all) + 1
    sex, born = asked.get("sex", "female"), _date(asked.get("born", "1990-01-01"))
    phone = asked.get("phone") or f"+77001{number:06d}"
    iin = asked.get("iin") or _free_iin(people, born, 3 if sex == "male" else 4)
    in_base = phone if asked.get("in_base", True) else None
    given, _, surname = asked["name"].partition(" ")
    statuses = tuple(asked.get("statuses", ()))
    me = Record(iin, surname, given, None, sex, born, in_base, None, statuses)
    person = Person(
        asked.get("id") or next(n for n in _names() if n not in people.all),
        asked["name"],
        asked.get("role", "parent"),
        asked.get("language_code", "kk"),
        phone,
        iin,
        people.next_user(),
        scope=asked.get("scope"),
    )
    people.add(person, me)
    for child in asked.get("children", []):
        _add_child(people, person, child)
    if asked.get("relation", True):
        people.tie(person, asked.get("relation") or RELATIONS[sex])
    return person


def _add_child(people: People, person: Person, child: Json) -> None:
    known = people.records.get(child.get("iin", ""))
    if known is None:
        born, sex = _date(child.get("born", "2023-01-01")), child.get("sex", "male")
        iin = child.get("iin") or _free_iin(people, born, 5 if sex == "male" else 6)
        surname, _, given = child["name"].partition(" ")
        known = Record(iin, surname, given, None, sex, born)
        people.records[iin] = known
    person.children.append({"iin": known.iin, "name": known.name})


def _free_iin(people: People, born: date, seventh: int) -> str:
    iin, serial = iins.make(born, seventh, 1)
    while iin in people.records:
        iin, serial = iins.make(born, seventh, serial)
    return iin


def _names() -> Any:
    return (f"person{number}" for number in count(1))


def _check(people: People, asked: Json) -> None:
    unknown = sorted(set(asked) - FIELDS)
    if unknown:
        raise NotPossible(400, f"A person has no `{unknown[0]}`; there are {sorted(FIELDS)}.")
    if not isinstance(asked.get("name"), str) or not asked["name"].strip():
        raise NotPossible(400, "`name` is missing: given name and surname.")
    if asked.get("role", "parent") not in ROLES:
        raise NotPossible(400, f"`role` is one of {', '.join(ROLES)}.")
    if asked.get("sex", "female") not in RELATIONS:
        raise NotPossible(400, "`sex` is male or female.")
    if asked.get("id") in people.all:
        raise NotPossible(409, f"{asked['id']} is here already.")
    children = asked.get("children", [])
    if not isinstance(children, list) or not all(_is_child(people, child) for child in children):
        raise NotPossible(400, '`children` are [{"name": "Surname Given", "born": "2023-01-31"}].')


def _is_child(people: People, child: Any) -> bool:
    return isinstance(child, dict) and ("name" in child or child.get("iin") in people.records)


def _date(text: Any) -> date:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        raise NotPossible(400, "`born` is a date such as 2023-01-31.") from None
