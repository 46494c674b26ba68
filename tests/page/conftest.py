"""A playground on a free port, and a browser before it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import datetime
from pathlib import Path
from typing import Literal

import pytest
from playwright.async_api import async_playwright

from playground.server import Playground
from tests.page.hands import Desk

MONDAY = datetime.fromisoformat("2026-11-16T10:00:00+05:00")
SWITCHES = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")

Open = Callable[[int, int, str, Literal["light", "dark"]], Awaitable[Desk]]


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    """Monday, 16 November 2026, 10:00; its clock stands still until somebody moves it on the page."""
    playground = Playground(now=MONDAY, frozen=True)
    await playground.start()
    try:
        yield playground
    finally:
        await playground.stop()


@pytest.fixture
async def open_page(playground: Playground, chromium_path: str, tmp_path: Path) -> AsyncIterator[Open]:
    """Open the page in a window of a width, a height, a language and a theme; it has to stay clean."""
    async with AsyncExitStack() as closing:
        playwright = await closing.enter_async_context(async_playwright())
        browser = await playwright.chromium.launch(executable_path=chromium_path, args=SWITCHES)
        closing.push_async_callback(browser.close)
        desks = []

        async def open_page(width: int, height: int, language: str, theme: Literal["light", "dark"]) -> Desk:
            window = await browser.new_context(
                viewport={"width": width, "height": height},
                locale=f"{language}-KZ",
                color_scheme=theme,
                permissions=["clipboard-read", "clipboard-write"],
            )
            page = await window.new_page()
            desks.append(desk := Desk(page, tmp_path))
            await page.goto(playground.url)
            return desk

        yield open_page
        for desk in desks:
            desk.is_clean()
