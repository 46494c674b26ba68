"""docs/playground.md tells of every call, and its examples can be read."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from aiohttp import web

from playground.people import seeds
from playground.server import Playground
from playground.sim import add_sim

TEXT = Path("docs/playground.md").read_text("utf-8")
EXAMPLES = re.findall(r"```json\n(.*?)```", TEXT, flags=re.S)


def documented() -> set[tuple[str, str]]:
    return set(re.findall(r"^### (GET|POST) (/sim[^\s?]*)", TEXT, flags=re.M))


def test_every_call_is_described() -> None:
    app = web.Application()
    add_sim(app, Playground(with_bot=False))
    there = {
        (route.method, route.resource.canonical)
        for route in app.router.routes()
        if route.resource and route.resource.canonical.startswith("/sim") and route.method != "HEAD"
    }
    assert documented() == there


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_can_be_read(example: str) -> None:
    assert isinstance(json.loads(example), dict)


def test_every_call_has_an_example() -> None:
    sections = re.split(r"^### ", TEXT, flags=re.M)[1:]
    assert all("```json" in section for section in sections)


def test_the_table_of_people_is_true() -> None:
    people = seeds()
    assert all(f"`{person.id}`" in TEXT for person in people.all.values())
    parents = [person for person in people.all.values() if not person.scope]
    assert all(person.iin in TEXT for person in parents)
    assert all(child["iin"] in TEXT for person in parents for child in person.children)
