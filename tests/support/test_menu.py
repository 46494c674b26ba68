"""The menu: what needs doing stands first, the most urgent on top, and every room is three taps away at most (R-70)."""

from collections.abc import Iterator

from aiogram.filters.callback_data import CallbackData

from bot import sections
from bot.app import KINDS
from bot.handlers import me, portal, statistics
from bot.handlers.routes import unpacked
from bot.sections import SECTIONS
from bot.taps import (
    FamilyTap,
    GardenTap,
    Go,
    HelpTap,
    MeTap,
    PortalTap,
    RateTap,
    SheetTap,
    StatTap,
    SupportTap,
    VoucherTap,
)
from tests.conversations.given import ALIKHAN, Story
from tests.conversations.harness import Json, Person
from tests.conversations.portal_words import PortalTongue
from tests.support.words import Words

OPENS: dict[type[CallbackData], set[str]] = {
    VoucherTap: {"open", "queue", "receipt"},
    FamilyTap: {"board", "child", "why", "ready"},
    GardenTap: {"room", "card", "filters"},
    PortalTap: {*portal.LOOKS},
    RateTap: {"room"},
    StatTap: {*statistics.VERBS, "pick"},
    SheetTap: {"open", "child"},
    HelpTap: {"find", "sections", "guide", "answer"},
    SupportTap: {"mine"},
    MeTap: {"trail"},
}
"""Buttons that only open a room; every `Go` does. The others do something, or begin to."""
FORMS = {"addchild", "apply", "join", "email", "place", "password", "login", "phone", "export", "erase", "ask"}
FORMS |= {"lookin", "feedback"}
ROOMS = {
    *(me.ROOMS - {"signin"}),
    *FORMS, "apps", "children", "me", "sheets", "help", "asked", "app",
    "help:find", "help:sections", *(f"help:{section}" for section in SECTIONS),
    "garden:room", "garden:card", "garden:filters", "family:child", "sheet:open", "rate:room",
    *portal.ROOMS, *(f"portal:{verb}" for verb in ("queues", "lists", "bulletins", "view", "where")),
    "stats", *(f"stat:{verb}" for verb in (*statistics.VERBS, "pick")),
}  # fmt: skip
"""Every room of a parent; `login` is there once a password is."""


def opened(data: str) -> str | None:
    """Which room a button opens; None if it does something else."""
    if (go := unpacked(Go, data)) is not None and isinstance(go, Go):
        return go.to
    for kind, verbs in OPENS.items():
        tap = unpacked(kind, data)
        verb = getattr(tap, "verb", None)
        if verb in verbs:
            name = kind.__name__.removesuffix("Tap").lower()
            return f"{name}:{getattr(tap, 'arg', '') if verb == 'guide' else verb}"
    return None


def buttons(messages: list[Json]) -> Iterator[Json]:
    """The buttons of the newest screen."""
    newest = next((one for one in reversed(messages) if one["from"] == "bot" and one["buttons"]), None)
    for row in newest["buttons"] if newest else ():
        for button in row:
            if "data" in button:
                yield {"message_id": newest["id"] if newest else 0, "data": button["data"]}


async def walked(person: Person, taps: int) -> dict[str, int]:
    """Every room that can be opened from the menu, and after how many taps it is."""
    found: dict[str, int] = {"menu": 0}
    ways: list[list[str]] = [[]]
    for depth in range(1, taps + 1):
        further: list[list[str]] = []
        for way in ways:
            for data in await _seen(person, way):
                room = opened(data)
                if room is not None and (key := _key(room, data)) not in found:
                    found[key] = depth
                    further += [] if room in FORMS else [[*way, data]]
        ways = further
    return {room.partition(" ")[0]: depth for room, depth in reversed(found.items())}


def _key(room: str, data: str) -> str:
    return f"{room} {data}" if room in ("app", "voucher:open") else room


async def _seen(person: Person, way: list[str]) -> list[str]:
    """What can be pressed after these presses from the menu."""
    await person.says("/menu")
    for data in way:
        newest = (await person.chat())[-1]["id"]
        await person.presses({"message_id": newest, "data": data})
    return [button["data"] for button in buttons(await person.chat())]


async def test_every_room_is_three_taps_away_at_most(story: Story, s: Words, rebuilding: bool) -> None:
    """The tree of the menu is walked by its own buttons."""
    if rebuilding:
        return
    p = PortalTongue(story.w.code)
    with story.world.given():
        clerk = await story.world.person("support")
        await clerk.start()
        await clerk.taps(story.w.name)
        parent, _garden = await story.published()
        await parent.says("/help")
        await parent.taps(s.ask)
        await parent.says("Сұрақ")
        await parent.taps(s.send)
        await parent.says("/menu")
        await parent.taps(p.kindergartens)
        await parent.taps(p.elsewhere)
        await parent.says(p.almaty)
        await parent.taps(p.whole_city)
        found = await walked(parent, 3)
    missing = ROOMS - {"login"} - set(found)
    assert missing == set(), f"more than three taps, or no way at all: {sorted(missing)}"


async def test_the_most_urgent_stands_on_top(story: Story, s: Words) -> None:
    """R-62: a timesheet that waits, with its deadline and the button that opens it."""
    world, w = story.world, story.w
    with world.given():
        parent, _clerk = await story.published()
    await parent.says("/menu")
    await parent.sees(s.answer_sheet.format(name=ALIKHAN), w.till("2026-12-10"))
    first = next(buttons(await parent.chat()))
    assert first["data"].startswith("s:open:")
    await parent.presses(first)
    await parent.sees(ALIKHAN)


async def test_a_voucher_that_waits_stands_on_top_until_it_is_confirmed(story: Story) -> None:
    world, w = story.world, story.w
    with world.given():
        aigul = await story.issued()
        await aigul.letters()
    await aigul.says("/menu")
    first = next(buttons(await aigul.chat()))
    assert first["data"] == "v:interest:1"
    await aigul.sees(w.working("2026-11-18", 2))
    with world.given():
        await story.confirms_interest(aigul)
    await aigul.says("/menu")
    assert next(buttons(await aigul.chat()))["data"] == "v:choose:1"


OF_STAFF = {
    "Places", "Round", "Announcement", "AnswerReview", "ReturnReview", "AnswerQuestion", "ReturnClaim", "Reply", "MarksFile",
    "Reinstate",
}  # fmt: skip


def test_every_form_of_a_family_stands_in_a_section() -> None:
    """Whoever asks for help in a form is shown its guide; who asks a person is in no section."""
    every = set(KINDS)
    assert every - OF_STAFF - {"AskSupport"} == set(sections.FORMS)
    assert set(sections.FORMS.values()) <= set(SECTIONS)
