"""Every rule that the code speaks of is written down, and every rule of the road has a test."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PARTS = ("domain", "usecases", "storage", "gateways", "bot", "playground", "tests")
RULE = re.compile(r"\bR[-_](\d{1,2})(?!\d)(?:(?:…|\.\.)R?-?(\d{1,2}))?")

ROAD = (
    *("R-1", "R-2", "R-3", "R-4", "R-10", "R-11", "R-14", "R-20", "R-30", "R-33", "R-34", "R-35", "R-36"),
    *("R-40", "R-41", "R-42", "R-43", "R-50", "R-51", "R-52", "R-53", "R-54", "R-55", "R-56", "R-57", "R-58"),
    *("R-60", "R-61", "R-62", "R-63", "R-64", "R-65", "R-66", "R-67"),
)


def cited(text: str) -> Iterator[str]:
    """Rules in `R-14`, `test_something_R_14` and the span `R-60…R-64`."""
    for first, last in RULE.findall(text.replace("_R_", " R_")):
        yield from (f"R-{number}" for number in range(int(first), int(last or first) + 1))


def rules_of(*parts: str) -> dict[str, set[str]]:
    """Which files of the parts cite a rule."""
    found: dict[str, set[str]] = {}
    for part in parts:
        for file in [*(ROOT / part).rglob("*.py"), *(ROOT / part).rglob("*.toml")]:
            if file == Path(__file__):
                continue
            for rule in cited(file.read_text(encoding="utf-8")):
                found.setdefault(rule, set()).add(str(file.relative_to(ROOT)))
    return found


def written_down() -> set[str]:
    text = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    return set(re.findall(r"^- \*\*(R-\d+)\*\*", text, re.MULTILINE))


def test_every_cited_rule_is_written_down() -> None:
    unknown = {rule: files for rule, files in rules_of(*PARTS).items() if rule not in written_down()}
    assert not unknown


@pytest.mark.parametrize("rule", ROAD)
def test_every_rule_of_the_road_is_cited_by_a_test(rule: str) -> None:
    assert rule in rules_of("tests")


@pytest.mark.parametrize("rule", ROAD)
def test_every_rule_of_the_road_is_cited_by_the_code(rule: str) -> None:
    assert rule in rules_of("domain", "usecases", "gateways", "bot")


def test_how_rules_are_cited() -> None:
    assert list(cited("R-3, (R-60…R-62), def test_x_R_14(): R-100")) == [
        *("R-3", "R-60", "R-61", "R-62", "R-14"),
    ]
