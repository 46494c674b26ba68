"""docs/features.md: every test that it names exists, and every guide is spoken of."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "features.md").read_text(encoding="utf-8")
ROWS = [line.strip("| ").split(" | ") for line in PAGE.splitlines() if "::" in line]


@cache
def names_in(path: str) -> frozenset[str]:
    """The names of the tests of a file; nothing is imported."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return frozenset(node.name for node in tree.body if isinstance(node, kinds) and node.name.startswith("test_"))


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_a_feature_has_its_place_and_a_test_that_exists(row: list[str]) -> None:
    feature, guides, where, test = row
    path, _colons, name = test.partition("::")
    assert feature
    assert where
    assert re.fullmatch(r"S[0-4]( S[0-4])*", guides)
    assert name in names_in(path)


def test_every_guide_is_spoken_of_and_every_line_is_read() -> None:
    lines = [line for line in PAGE.splitlines() if line.startswith("| ") and not line.startswith("| feature")]
    assert len(ROWS) == len(lines) > 50
    assert {guide for row in ROWS for guide in row[1].split()} == {f"S{number}" for number in range(5)}
