"""The family board, and deadlines that go into a calendar: what every parent sees of every child (R-3, R-21, R-65)."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.conversations.board_words import Board, calendar_file, last_of, opens, sent_files
from tests.conversations.given import ALIKHAN, Story
from tests.conversations.waiting_words import Waits, places


@pytest.fixture
def b(story: Story) -> Board:
    """The words of the board."""
    return Board(story.w)


async def test_two_children_one_with_a_voucher(story: Story, b: Board) -> None:
    """R-3: light, arithmetic, the button that acts; the child without an application stands there too."""
    world, w = story.world, story.w
    with world.given():
        aigul = await story.issued()
        await story.adds(aigul, 1)
    await opens(story, aigul)
    await aigul.sees(
        f"{ALIKHAN}, № 0000001", b.green, b.interest, w.working("2026-11-18", 2), b.no_light, b.no_application
    )
    await aigul.sees(f"[{w.confirm_interest} · {ALIKHAN}]", f"[{b.deadlines.format(name=ALIKHAN)}]")
    await aigul.taps(b.deadlines.format(name=ALIKHAN))
    await aigul.sees(b.working_days.format(whole=2, left=2, light=b.green), f"[{b.to_calendar}] [{b.why}]")
    await world.clock.to("2026-11-17 12:00")
    await opens(story, aigul)
    await aigul.sees(b.amber, w.working("2026-11-18", 1))
    await world.clock.to("2026-11-18 12:00")
    await opens(story, aigul)
    await aigul.sees(b.red, w.today("2026-11-18"))
    await aigul.taps(f"{w.confirm_interest} · {ALIKHAN}")
    await aigul.taps(w.sign_interest)
    await aigul.sees(w.signing)


async def test_three_children_have_a_line_each(story: Story, b: Board) -> None:
    """The one with a clock, the one that waits, the one without an application; details on a tap; pages."""
    world, w = story.world, story.w
    with world.given():
        children = [{"name": f"Сынақов {name}", "born": f"2023-0{n}-01"} for n, name in enumerate(NAMES, 1)]
        await world.newcomer(id="samal", name="Самал Сынақова", children=children)
        samal = await story.queued("samal")
        await story.adds(samal, 1)
        await story.applies(samal)
        for child in (2, 3, 4, 5):
            await story.adds(samal, child)
        await story.round()
    await opens(story, samal)
    await samal.sees(f"{NAMES[0]} · {b.green}", b.interest, w.working("2026-11-18", 2), f"{NAMES[1]} · {b.green}")
    await samal.sees(f"{NAMES[2]} · {b.no_light}", f"[{w.details_of.format(name=NAMES[4])}]")
    await samal.does_not_see(NAMES[5])
    await samal.taps("➡")
    await samal.sees(f"{NAMES[5]} · {b.no_light}", "[⬅]")
    await samal.does_not_see(NAMES[0])
    await samal.taps("⬅")
    await samal.taps(w.details_of.format(name=NAMES[0]))
    await samal.sees(b.working_days.format(whole=2, left=2, light=b.green), f"[{w.confirm_interest}]")
    await samal.taps(w.details_of.format(name=NAMES[0]))
    await samal.sees(w.state_issued)


NAMES = ("Асан", "Үсен", "Мұрат", "Жанар", "Сәуле", "Ерлан")


async def test_the_month_on_the_board(story: Story, b: Board) -> None:
    """R-62, R-65: the timesheet is a deadline like any other; one month missed is red, whatever the clock says."""
    world, w = story.world, story.w
    with world.given():
        aigul, clerk = await story.published()
    await opens(story, aigul)
    await aigul.sees(
        b.green, f"{b.sheet}, {w.month('2026-11')}", w.calendar("2026-12-10", 9), f"[{b.open_sheet} · {ALIKHAN}]"
    )
    with world.given():
        await world.clock.to("2026-12-11 09:00")
    await opens(story, aigul)
    await aigul.sees(b.one_of_two, b.missed.format(month=w.month("2026-11")))
    with world.given():
        await world.clock.to("2027-01-01 09:00")
        await story.publishes(clerk, "2026-12")
        await opens(story, aigul)
        await aigul.taps(b.deadlines.format(name=ALIKHAN))
    await aigul.sees(b.one_of_two, b.calendar_days.format(whole=10, left=9, light=b.green))
    await aigul.taps(b.why)
    await aigul.sees(b.order, b.never_cancelled, b.now_month, b.in_time)
    await aigul.taps(b.open_sheet)
    await aigul.taps(w.confirm)
    await aigul.taps(w.confirm)
    await opens(story, aigul)
    await aigul.sees(b.green)
    await aigul.does_not_see(b.missed.format(month=w.month("2026-11")))


async def test_a_deadline_goes_into_the_calendar_and_moves(story: Story, b: Board) -> None:
    """R-3, R-54: an all-day event, two alarms, nothing personal but the given name; extended, it is the same event."""
    world, w = story.world, story.w
    with world.given():
        aigul = await story.confirmed()
        await opens(story, aigul)
        await aigul.taps(b.deadlines.format(name=ALIKHAN))
    await aigul.taps(b.to_calendar)
    await aigul.sees(w.working("2026-11-23", 5))
    name, event = await calendar_file(world, aigul)
    assert name == "balabaqsha-2026-11-23.ics"
    assert last_of(event) == date(2026, 11, 23)
    assert event["DTEND"].dt == date(2026, 11, 24)
    assert [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")] == [timedelta(hours=-6), timedelta(hours=9)]
    assert str(event["SUMMARY"]).startswith(f"{ALIKHAN}: ")
    assert w.till("2026-11-23") in str(event["DESCRIPTION"])
    written = event.to_ical().decode()
    assert not any(secret in written for secret in ("Сынақов", aigul.iin, aigul.phone, "0000001"))

    with world.given():
        await world.clock.to("2026-11-23 12:00")
        await aigul.says("/status")
        await aigul.taps(w.details_of.format(name=ALIKHAN))
        await aigul.taps(w.extend)
    await aigul.taps(b.to_calendar)
    _name, moved = await calendar_file(world, aigul)
    assert last_of(moved) == date(2026, 11, 25)
    assert moved["UID"] == event["UID"]
    assert int(moved["SEQUENCE"]) > int(event["SEQUENCE"])


async def test_each_clock_is_an_event_of_its_own(story: Story, b: Board) -> None:
    """R-50, R-52, R-62: another voucher of the same application is another event."""
    world, w = story.world, story.w
    with world.given():
        aigul = await story.queued()
        clerk = await story.round()
    seen = {}
    await aigul.says("/status")
    await aigul.taps(w.details_of.format(name=ALIKHAN))
    await aigul.taps(b.to_calendar)
    seen["first"] = (await calendar_file(world, aigul))[1]
    with world.given():
        await world.clock.to("2026-11-19 10:00")
        await aigul.says("/status")
        await aigul.taps(w.details_of.format(name=ALIKHAN))
    await aigul.taps(b.to_calendar)
    seen["stop-list"] = (await calendar_file(world, aigul))[1]
    with world.given():
        await aigul.taps(w.restore)
        await story.round(clerk)
        await aigul.says("/status")
        await aigul.taps(w.details_of.format(name=ALIKHAN))
    await aigul.taps(b.to_calendar)
    seen["second"] = (await calendar_file(world, aigul))[1]
    assert [last_of(one).isoformat() for one in seen.values()] == ["2026-11-18", "2026-12-16", "2026-11-23"]
    assert len({str(one["UID"]) for one in seen.values()}) == 3


async def test_a_calendar_file_asked_for_too_late(story: Story, b: Board) -> None:
    """R-4: nothing is sent for a deadline that is over, whether or not a tick has run."""
    world, w = story.world, story.w
    with world.given():
        aigul = await story.issued()
        await aigul.says("/status")
        await aigul.taps(w.details_of.format(name=ALIKHAN))
        button = await aigul.button(b.to_calendar)
        why = await aigul.button(b.why)
        await world.clock.slips_to("2026-11-19 00:00")
    await aigul.presses(button)
    await aigul.sees(w.too_late)
    assert await sent_files(aigul) == []
    await aigul.presses(why)
    await aigul.sees(w.too_late)


async def test_lists_on_the_board(story: Story, b: Board, tmp_path: Path) -> None:
    """R-56: the pause is a clock of its own, and so is the offered place."""
    world, w, ww = story.world, story.w, Waits(story.w)
    with world.given():
        aigul = await story.confirmed()
        await places(world, tmp_path, 0, 0)
        await aigul.says("/menu")
        await aigul.taps(f"{w.choose}…")
        await aigul.taps(ww.join.format(name=w.balbobek))
    await opens(story, aigul)
    await aigul.taps(b.deadlines.format(name=ALIKHAN))
    await aigul.sees(
        b.calendar_days.format(whole=30, left=30, light=b.green), w.calendar("2026-12-16", 30), f"[{ww.lists}]"
    )
    await aigul.taps(b.why)
    await aigul.sees(b.ours, b.every_day, b.counts(30, "2026-12-16"), b.never_pause)
    with world.given():
        await world.clock.to("2026-11-18 12:00")
        await places(world, tmp_path, 1, 0)
        await world.clock.advance(seconds=30)
        await opens(story, aigul)
        await aigul.taps(b.deadlines.format(name=ALIKHAN))
    await aigul.sees(w.calendar("2026-11-20", 2), f"[{ww.look}]")
    await aigul.taps(b.why)
    await aigul.sees(
        b.press, b.counts(1, "2026-11-19"), b.counts(2, "2026-11-20"), b.now_sent, b.in_time, b.never_offer
    )


async def test_a_stranger_presses_every_button_of_the_board(story: Story, b: Board) -> None:
    """Buttons carry ids; whose they are is looked at every time."""
    world, w = story.world, story.w
    with world.given():
        await story.published()
        saule = await story.parent("saule")
        await saule.says("/menu")
        button = await saule.button(w.my_applications)
    asked = ["child:1:", "ready:1:", "second:1:", "phone:1:", "reach:1:", "why:1:archived"]
    asked += [
        f"{verb}:1:{clock}" for verb in ("why", "ics") for clock in ("interest", "sheet", "certificate", "answer")
    ]
    for data in asked:
        await saule.presses({**button, "data": f"h:{data}"})
        await saule.sees(w.not_yours)
        await saule.does_not_see(ALIKHAN)
    await saule.presses({**button, "data": "h:board:7:"})
    await saule.sees(b.no_application)
    await saule.presses({**button, "data": "h:ics:1:forged"})
    await saule.does_not_see(ALIKHAN)
    assert await sent_files(saule) == []
