"""Places on the map: sendLocation and sendVenue, as strict as Telegram's."""

from typing import Any

import pytest

from tests.playground.conftest import Page

AIGUL = 5_000_000_001
SPOT: dict[str, Any] = {"chat_id": AIGUL, "latitude": 43.22, "longitude": 76.85}
VENUE = {**SPOT, "title": "«Балбөбек»", "address": "Үлгі көшесі, 1-үй"}


@pytest.fixture
async def page(alone: Page) -> Page:
    """Aigul has pressed Start; no bot is there."""
    await alone.post("/sim/people/aigul/start?wait=0")
    return alone


async def test_a_place_and_a_venue_stand_in_the_chat(page: Page) -> None:
    place = await page.bot("sendLocation", **SPOT)
    assert place["result"]["location"] == {"latitude": 43.22, "longitude": 76.85}
    venue = await page.bot("sendVenue", **VENUE)
    assert venue["result"]["venue"]["title"] == "«Балбөбек»"
    shown = [m["media"] for m in (await page.get("/sim/people/aigul/chat"))["messages"] if m["from"] == "bot"]
    assert [(one["type"], one["latitude"], one.get("title")) for one in shown] == [
        ("location", 43.22, None),
        ("location", 43.22, "«Балбөбек»"),
    ]


@pytest.mark.parametrize(
    ("method", "wrong", "why"),
    [
        ("sendLocation", {"latitude": "north"}, "latitude must be a Float"),
        ("sendLocation", {"latitude": 91}, "wrong latitude or longitude"),
        ("sendVenue", {"longitude": -181}, "wrong latitude or longitude"),
        ("sendVenue", {"title": ""}, "title must be non-empty"),
        ("sendVenue", {"address": ""}, "address must be non-empty"),
        ("sendVenue", {"chat_id": 5}, "chat not found"),
    ],
)
async def test_what_telegram_refuses(page: Page, method: str, wrong: dict[str, Any], why: str) -> None:
    said = await page.bot(method, **{**VENUE, **wrong})
    assert said["ok"] is False
    assert why in said["description"]
