"""«Неге? / Почему?»: the rule, its source, the days that counted and those that did not, and the three roads."""

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest

from playground.server import Playground
from tests.conversations.board_words import Board, opens
from tests.conversations.conftest import MONDAY
from tests.conversations.given import ALIKHAN, Story
from tests.conversations.harness import Person, World, open_world
from tests.conversations.waiting_words import places
from tests.documents.files import picture


@pytest.fixture
def started() -> datetime:
    """When the story begins."""
    return MONDAY


@pytest.fixture
async def world(rebuilding: bool, started: datetime) -> AsyncIterator[World]:
    """A playground on a day on which the calendar matters."""
    async with open_world(Playground(now=started, frozen=True), rebuilding=rebuilding) as world:
        yield world


@pytest.fixture
def b(story: Story) -> Board:
    """The words of the cards."""
    return Board(story.w)


def morning(day: str) -> datetime:
    """Ten o'clock of a day."""
    return datetime.fromisoformat(f"{day}T10:00:00+05:00")


async def asks_why(story: Story, b: Board, parent: Person) -> None:
    """Open the application, and its card."""
    await opens(story, parent)
    await parent.taps(story.w.details_of.format(name=ALIKHAN))
    await parent.taps(b.why)


@pytest.mark.parametrize("started", [morning("2026-03-20")], ids=["Nauryz"])
async def test_two_and_five_working_days_over_nauryz(story: Story, b: Board) -> None:
    """R-3, R-50, R-54: +2 from Friday, 20 March 2026 is Friday, 27 March; +5 is Wednesday, 1 April."""
    w = story.w
    with story.world.given():
        aigul = await story.issued()
    await asks_why(story, b, aigul)
    await aigul.sees(
        b.asked.format(what=b.interest, name=ALIKHAN),
        b.rule_interest,
        b.akmola,
        b.was_issued.format(day=b.date("2026-03-20")),
        b.next_day,
        b.skipped_all.format(first=b.date("2026-03-21"), last=b.date("2026-03-25"), why=b.nauryz),
        b.counts(1, "2026-03-26"),
        b.counts(2, "2026-03-27"),
        w.working("2026-03-27", 2),
    )
    await aigul.sees(b.now_confirmed, w.till("2026-04-01"), b.in_time, b.never_stop_list, w.till("2026-04-24"))
    await story.world.clock.advance(seconds=80)
    await aigul.taps(w.confirm_interest)
    await aigul.taps(w.sign_interest)
    await aigul.says(await aigul.code())
    await aigul.taps(b.why)
    await aigul.sees(
        b.was_confirmed.format(day=b.date("2026-03-20")),
        b.skipped_all.format(first=b.date("2026-03-28"), last=b.date("2026-03-29"), why=b.weekend),
        b.counts(3, "2026-03-30"),
        b.counts(5, "2026-04-01"),
        b.now_sent,
        b.never_void,
    )


@pytest.mark.parametrize("started", [morning("2026-05-08")], ids=["Victory Day"])
async def test_a_holiday_on_a_saturday(story: Story, b: Board) -> None:
    """R-3: +2 from Friday, 8 May 2026 is Wednesday, 13 May; on the last day tomorrow is too late."""
    with story.world.given():
        aigul = await story.issued()
        await story.world.clock.to("2026-05-13 12:00")
    await asks_why(story, b, aigul)
    await aigul.sees(
        b.skipped.format(day=b.date("2026-05-09"), why=b.victory),
        b.skipped.format(day=b.date("2026-05-10"), why=b.weekend),
        b.skipped.format(day=b.date("2026-05-11"), why=b.victory),
        b.counts(1, "2026-05-12"),
        b.counts(2, "2026-05-13"),
        story.w.today("2026-05-13"),
        b.late,
    )


@pytest.mark.parametrize("started", [morning("2024-12-31")], ids=["New Year"])
async def test_a_working_sunday(story: Story, b: Board) -> None:
    """R-2, R-3: +2 from 31 December 2024 is Monday, 6 January 2025, because Sunday, 5 January, was worked."""
    with story.world.given():
        aigul = await story.issued()
    await asks_why(story, b, aigul)
    await aigul.sees(
        b.skipped_all.format(first=b.date("2025-01-01"), last=b.date("2025-01-02"), why=b.new_year),
        b.skipped.format(day=b.date("2025-01-03"), why=b.moved_off),
        f"{b.counts(1, '2025-01-05')} {b.moved_work}",
        b.counts(2, "2025-01-06"),
    )


async def test_the_stop_list_and_what_follows_it(story: Story, b: Board) -> None:
    """R-52: all of 28 days count; then the archive, with the rule that led there."""
    world, w = story.world, story.w
    with world.given():
        aigul = await story.issued()
        await world.clock.to("2026-11-19 12:00")
    await asks_why(story, b, aigul)
    await aigul.sees(
        b.akmola, b.every_day, b.counts(1, "2026-11-19"), b.counts(28, "2026-12-16"), b.now_restored, b.never_archive
    )
    with world.given():
        await world.clock.to("2026-12-17 12:00")
    await asks_why(story, b, aigul)
    await aigul.sees(b.akmola, b.happened.format(day=w.day("2026-12-17")), w.apply_anew, f"[{w.apply}]")


async def test_the_kindergartens_turn_and_its_refusal(story: Story, b: Board) -> None:
    """R-55: nothing to do while it considers; after the refusal at least two working days, and whose rule that is."""
    world, w = story.world, story.w
    with world.given():
        aigul, clerk = await story.contract_sent()
    await asks_why(story, b, aigul)
    await aigul.sees(b.ours, b.gardens_turn, b.silent)
    await aigul.does_not_see(b.to_calendar)
    with world.given():
        await clerk.taps(w.open_contract)
        await clerk.taps(w.refuse_contract)
        await clerk.taps(w.expired)
    await asks_why(story, b, aigul)
    await aigul.sees(b.ours, w.till("2026-11-23"), b.now_sent)


async def test_an_extended_term(story: Story, b: Board) -> None:
    """R-54: five and two, and that it was extended."""
    world, w = story.world, story.w
    with world.given():
        aigul = await story.confirmed()
        await world.clock.to("2026-11-23 12:00")
        await aigul.says("/status")
        await aigul.taps(w.details_of.format(name=ALIKHAN))
        await aigul.taps(w.extend)
    await aigul.taps(b.why)
    await aigul.sees(b.was_extended, b.counts(7, "2026-11-25"), b.in_time)


async def test_after_the_pause(story: Story, b: Board, tmp_path: Path) -> None:
    """R-56: the days that were left are counted from the day on which the pause was over."""
    world, w = story.world, story.w
    with world.given():
        aigul = await story.confirmed()
        await places(world, tmp_path, 0, 0)
        await aigul.says("/menu")
        await aigul.taps(f"{w.choose}…")
        await aigul.taps(f"➕ {w.balbobek}…")
        await world.clock.to("2026-12-17 12:00")
    await asks_why(story, b, aigul)
    await aigul.sees(
        b.ours,
        b.date("2026-12-16"),
        b.counts(1, "2026-12-17"),
        b.counts(5, "2026-12-23"),
    )


async def test_a_month(story: Story, b: Board) -> None:
    """R-62 … R-64: the window by the order, what a refusal means, what a missed month means."""
    world, w = story.world, story.w
    with world.given():
        aigul, _clerk = await story.published()
        await story.opens_sheet(aigul, "2026-11")
    await aigul.taps(b.why)
    await aigul.sees(
        b.asked.format(what=f"{b.sheet}, {w.month('2026-11')}", name=ALIKHAN),
        b.order,
        b.counts(1, "2026-12-01"),
        b.counts(10, "2026-12-10"),
        b.now_month,
        b.in_time,
        b.never_month,
    )
    with world.given():
        await world.clock.to("2026-12-11 09:00")
        await aigul.taps(w.sheets_room)
        await aigul.taps(f"{ALIKHAN}: {w.month('2026-11')}")
    await aigul.taps(b.why)
    await aigul.sees(w.state_unconfirmed, b.order)


async def test_two_months_missed_and_a_refused_voucher(story: Story, b: Board) -> None:
    """R-53, R-64: what is over has a card too, with what can be done now."""
    world, w = story.world, story.w
    with world.given():
        aigul, clerk = await story.published()
        await world.clock.to("2027-01-01 09:00")
        await story.publishes(clerk, "2026-12")
        await world.clock.to("2027-01-11 09:00")
    await asks_why(story, b, aigul)
    await aigul.sees(b.two_months, b.happened.format(day=w.day("2027-01-11")), w.till("2027-02-10"))
    forged = await aigul.button(w.details)
    await aigul.presses({**forged, "data": "h:why:1:refused"})
    await aigul.sees(w.not_now)


async def test_a_refused_voucher(story: Story, b: Board) -> None:
    """R-53: said by the press, and that nothing can be done about it."""
    world, w = story.world, story.w
    with world.given():
        aigul = await story.issued()
        await opens(story, aigul)
        await aigul.taps(w.details_of.format(name=ALIKHAN))
        await aigul.taps(w.refuse_voucher)
        await aigul.taps(w.yes_refuse)
    await aigul.taps(b.why)
    await aigul.sees(b.annuls, b.press, b.happened.format(day=w.day("2026-11-16")), w.apply_anew)


async def test_a_certificate(story: Story, b: Board) -> None:
    """R-32: on the board while the contract isn't signed, with the day on which it is no longer taken."""
    world, w = story.world, story.w
    with world.given():
        aigul = await certified(story)
    await opens(story, aigul)
    await aigul.sees(b.certificate, w.calendar("2026-12-11", 25), b.green)
    await aigul.taps(b.deadlines.format(name=ALIKHAN))
    await aigul.taps(b.why)
    await aigul.sees(b.press, b.counts(1, "2026-11-12"), b.counts(30, "2026-12-11"), b.in_time, f"[{b.to_calendar}]")
    await aigul.taps(b.all_deadlines)
    await aigul.sees(b.calendar_days.format(whole=30, left=25, light=b.green))


async def certified(story: Story) -> Person:
    """A parent in the queue whose right rests on a certificate of 11 November."""
    w, parent = story.w, await story.parent()
    await story.adds(parent)
    await parent.taps(w.apply)
    for words in (story.town.region, story.town.district, w.general_group, story.town.language):
        await parent.says(words)
    await parent.says(w.child_of_serviceman)
    await parent.says("11.11.2026")
    await parent.attaches(picture(), "photo.jpg", "image/jpeg", photo=True)
    await parent.taps(w.done)
    await parent.taps(w.consent)
    await parent.taps(w.send)
    return parent
