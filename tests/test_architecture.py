"""Each part knows only what is drawn beneath it (the drawing stands in the README)."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PARTS = ("domain", "storage", "gateways", "usecases", "bot", "playground")

BENEATH = {
    "domain": set[str](),
    "storage": {"domain"},
    "gateways": {"domain", "usecases.ports"},
    "usecases": {"domain", "storage", "gateways"},
    "bot": {"domain", "storage", "gateways", "usecases"},
    "playground": {"domain", "gateways", "bot.app", "bot.settings"},
}
"""What of our own a part may import; `usecases.ports` is the plug that a gateway is made to fit."""

FOREIGN = {
    "storage": {"aiogram", "aiohttp"},
    "gateways": {"aiogram", "aiosqlite", "aiosql"},
    "usecases": {"aiogram", "aiohttp", "aiosqlite", "aiosql", "babel"},
}
"""Libraries that belong to another part."""

IO = {"aiohttp", "aiosqlite", "aiosql", "storage", "gateways", "asyncio", "sqlite3", "socket"}
FSM_STORAGE = ROOT / "bot" / "fsm" / "storage.py"
"""The one file of bot/fsm that keeps things: aiogram's FSM storage in our database."""

MADE = {".git", ".venv", ".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache"}


def files(part: str) -> list[Path]:
    return sorted((ROOT / part).rglob("*.py"))


def imported(file: Path) -> Iterator[str]:
    """Dotted names of everything that a file imports, wherever in the file."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_within(name: str, allowed: set[str]) -> bool:
    return any(name == each or name.startswith(f"{each}.") for each in allowed)


def ours(file: Path) -> list[str]:
    return [name for name in imported(file) if name.split(".")[0] in {*PARTS, "tests"}]


@pytest.mark.parametrize("part", PARTS)
def test_a_part_knows_only_what_is_drawn_beneath_it(part: str) -> None:
    allowed = BENEATH[part] | {part}
    strays = {
        f"{file.relative_to(ROOT)} imports {name}"
        for file in files(part)
        for name in ours(file)
        if not is_within(name, allowed)
    }
    assert not strays


def test_the_domain_stands_on_the_standard_library_alone() -> None:
    allowed = {"domain", *sys.stdlib_module_names}
    strays = {n for file in files("domain") for n in imported(file) if not is_within(n, allowed)}
    assert not strays


@pytest.mark.parametrize("part", FOREIGN)
def test_a_library_stays_in_its_part(part: str) -> None:
    strays = {
        f"{file.relative_to(ROOT)} imports {name}"
        for file in files(part)
        for name in imported(file)
        if is_within(name, FOREIGN[part])
    }
    assert not strays


def test_forms_are_data_without_input_and_output() -> None:
    strays = {
        f"{file.relative_to(ROOT)} imports {name}"
        for file in files("bot/fsm")
        for name in imported(file)
        if file != FSM_STORAGE and is_within(name, IO)
    }
    assert not strays


def test_nothing_names_a_place_outside_the_repository() -> None:
    outside = ("../" + "shared", "/work" + "/main", "/work" + "/shared")
    strays = [
        file.relative_to(ROOT)
        for file in ROOT.rglob("*")
        if not MADE & set(file.relative_to(ROOT).parts) and file.is_file()
        if file.suffix in {".py", ".md", ".toml", ".txt", ".in", ".yaml", ".po", ".sql", ".js", ""}
        if any(name in file.read_text(encoding="utf-8", errors="ignore") for name in outside)
    ]
    assert not strays
