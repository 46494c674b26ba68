"""A department writes to the families of its queue place: preview, progress, pause, stop."""

import pytest

from bot.app import App
from tests.conversations.given import ALIKHAN, Story
from tests.conversations.harness import Person, World
from tests.department.words import Words

KAZAKH = "Құрметті ата-аналар!\n20 қараша күні <ашық есік> күні өтеді."
RUSSIAN = "Уважаемые родители!\n20 ноября — день <открытых> дверей & дверей."


async def writes(story: Story, clerk: Person, d: Words, audience: str | None = None) -> None:
    """Up to the preview."""
    w = story.w
    await clerk.says("/menu")
    await clerk.taps(w.staff)
    await clerk.taps(d.announcements)
    await clerk.taps(d.write)
    await clerk.taps(audience or d.everybody)
    await clerk.says(KAZAKH)
    await clerk.says(RUSSIAN)


def paused_delivery(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is begun, so that there is something to pause."""
    bot = world._playground.bot
    assert isinstance(bot, App)
    monkeypatch.setattr(bot._delivery, "_most", 0)


async def test_an_announcement_is_written_previewed_and_read(story: Story, d: Words) -> None:
    """Both languages as families see them, HTML of the clerk's as plain words."""
    world, w = story.world, story.w
    with world.given():
        aigul = await story.queued()
        await aigul.letters()
        olga = await story.person("olga")
        clerk = await story.person("dep_almaty")
    await writes(story, clerk, d)
    await clerk.sees(
        d.will_read.format(count=1),
        KAZAKH,
        RUSSIAN,
        "📣 Білім басқармасы: Алматы қаласы",
        "📣 Управление образования: г. Алматы",
    )
    await clerk.taps(d.send)
    await clerk.sees(d.on_its_way.format(number=1))
    assert len(await aigul.letters()) == 1
    await aigul.sees(d.department.format(place=w.almaty), KAZAKH if w.code == "kk" else RUSSIAN)
    assert await olga.letters() == []
    await clerk.taps(d.how_far)
    await clerk.sees(d.progress.format(posted=1, sent=1, waiting=0))
    await world.clock.advance(seconds=30)
    await clerk.says("/menu")
    await clerk.taps(w.staff)
    await clerk.taps(d.announcements)
    await clerk.sees(f"[№ 1 · {d.done}]")


async def test_who_is_not_meant_gets_nothing_and_nights_are_quiet(story: Story, d: Words) -> None:
    world = story.world
    with world.given():
        aigul = await story.issued()
        neighbour = await story.neighbour("aru", "2023-01-01")
        clerk = await story.world.person("dep_almaty")
        await world.clock.to("2026-11-16 21:30")
        await aigul.letters()
        await neighbour.letters()
    await writes(story, clerk, d, d.queue_only)
    await clerk.sees(d.will_read.format(count=1))
    await clerk.taps(d.send)
    assert await neighbour.letters() == []
    await world.clock.to("2026-11-17 08:00")
    assert [letter.at for letter in await neighbour.letters()] == ["2026-11-17 08:00"]
    assert await aigul.letters() == []


async def test_pausing_going_on_and_stopping(
    story: Story, d: Words, rebuilding: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What waits stays where it is, and what is stopped never goes."""
    if rebuilding:
        return
    world, w = story.world, story.w
    with world.given():
        aigul = await story.queued()
        clerk = await story.person("dep_almaty")
        await world.clock.to("2026-11-16 21:30")
    await writes(story, clerk, d)
    await clerk.taps(d.send)
    await clerk.taps(d.pause)
    await clerk.sees(d.paused, d.progress.format(posted=1, sent=0, waiting=1))
    await aigul.letters()
    await world.clock.to("2026-11-17 09:00")
    assert await aigul.letters() == []
    await clerk.presses(await clerk.button(d.go_on))
    await clerk.sees(d.goes_on)
    assert len(await aigul.letters()) == 1
    with world.given():
        await world.clock.to("2026-11-17 21:30")
    await writes(story, clerk, d)
    await clerk.taps(d.send)
    await clerk.taps(d.stop)
    await clerk.sees(d.stop_question.format(number=2), f"[{d.keep}]")
    await clerk.taps(d.stop_yes)
    await clerk.sees(d.stopped, d.progress.format(posted=1, sent=0, waiting=0))
    await world.clock.to("2026-11-18 09:00")
    assert await aigul.letters() == []
    del monkeypatch, w


async def test_a_department_sees_and_steers_its_own_announcements_only(story: Story, d: Words) -> None:
    """Ids come from buttons, and buttons can be forged."""
    world = story.world
    with world.given():
        await story.queued()
        clerk = await story.person("dep_almaty")
        await world.clock.to("2026-11-16 21:30")
        await writes(story, clerk, d)
        await clerk.taps(d.send)
        stranger = await story.person("dep_astana")
        parent = await world.person("aigul")
    for one in (stranger, parent):
        newest = (await one.chat())[-1]["id"]
        for data in ("o:open:1:", "o:stop_yes:1:", "o:pause:1:", "o:list:0:750000000", 
                     "o:unreached:0:750000000", "g:announce:750000000", "o:pause:99:", "o:nonsense:1:"):  # fmt: skip
            await one.presses({"message_id": newest, "data": data})
            await one.does_not_see(d.paused, d.stopped, d.progress.format(posted=1, sent=0, waiting=1))
    await clerk.taps(d.how_far)
    await clerk.sees(d.progress.format(posted=1, sent=0, waiting=1))


async def test_who_cannot_be_reached_is_listed_masked(story: Story, d: Words) -> None:
    """With what became of the letters that the law knows a deadline for."""
    world, w = story.world, story.w
    with world.given():
        aigul = await story.queued()
        clerk = await story.person("dep_almaty")
        await aigul.blocks()
        await story.round(clerk)
    await clerk.says("/menu")
    await clerk.taps(w.staff)
    await clerk.taps(d.unreached)
    await clerk.sees(
        d.unreached_count.format(count=1),
        d.unreached_sum.format(by_sms=1, lost=0),
        d.unreached_line.format(number="0000001", phone="+7 ••• ••• 00 01", by_sms=1, lost=0),
    )
    await clerk.does_not_see(aigul.phone, ALIKHAN)
    with world.given():
        await world.fails("sms", 7)
        await world.clock.to("2026-11-17 09:30")
    await clerk.says("/menu")
    await clerk.taps(w.staff)
    await clerk.taps(d.unreached)
    await clerk.sees(d.unreached_sum.format(by_sms=1, lost=1))
