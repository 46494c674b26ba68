"""A kindergarten marks by day and by child, publishes by group, sees who has answered, corrects (R-60, R-63, R-67)."""

from bot.app import App
from tests.conversations.given import ALIKHAN, ALIKHAN_WHOLE, Story
from tests.conversations.harness import World
from tests.conversations.marking_words import NEIGHBOUR, Marking, two_groups
from tests.domain.law import day
from usecases import law

THURSDAY = day("2026-11-26")
SHORT = "Сынақов Әлихан"


async def test_a_day_marked_with_a_few_taps(story: Story) -> None:
    """R-60, R-2: the whole group is present; exceptions are tapped; a second tap takes one back; days off are off."""
    world, w, m = story.world, story.w, Marking(story.w.code)
    with world.given():
        _aigul, clerk = await story.enrolled()
        await world.clock.to("2026-11-19 17:00")
        await story.opens_month(clerk, "2026-11")
    await clerk.taps(m.by_day)
    await clerk.sees(w.till("2026-11-19").removesuffix(", 23:59"), m.present_of.format(count=1, all=1), m.tap_sick)
    await clerk.sees(f"[✓ {SHORT}]")
    await clerk.taps_twice(f"✓ {SHORT}")
    await clerk.sees(f"[+ {SHORT}]", m.present_of.format(count=0, all=1), f"{m.sick}: {ALIKHAN_WHOLE}")
    await clerk.taps("20 ▶")
    await clerk.taps(m.leave)
    await clerk.sees(m.tap_leave)
    await clerk.taps(f"✓ {SHORT}")
    await clerk.sees(f"[o {SHORT}]")
    await clerk.taps(f"o {SHORT}")
    await clerk.sees(f"[✓ {SHORT}]")
    await clerk.taps("21 ▶")
    await clerk.sees(m.day_off, f"[· {SHORT}]")
    await clerk.taps(f"· {SHORT}")
    await clerk.sees(m.nobody_absent, f"[· {SHORT}]")
    await clerk.taps(m.came)
    await clerk.taps(f"· {SHORT}")
    await clerk.sees(f"[✓ {SHORT}]")
    await clerk.taps("22 ▶")
    await clerk.taps("23 ▶")
    await clerk.taps(m.closed)
    await clerk.taps(m.whole_group_closed)
    await clerk.sees(f"[= {SHORT}]", m.present_of.format(count=0, all=1))
    await clerk.taps(w.back)
    await clerk.taps(ALIKHAN_WHOLE)
    await clerk.sees("[19 +]", "[20 ✓]", "[21 ✓]", "[22 ·]", "[23 =]")


async def test_a_month_marked_child_by_child(story: Story) -> None:
    """R-60: the mark is chosen once, then the days are tapped; a double tap marks once."""
    world, w, m = story.world, story.w, Marking(story.w.code)
    with world.given():
        _aigul, clerk = await story.enrolled()
        await world.clock.to("2026-12-01 08:30")
        await story.opens_month(clerk, "2026-11")
    await clerk.taps(ALIKHAN_WHOLE)
    await clerk.sees(m.tap_sick, f"[{m.ill}]", "[16 ✓]", "[28 ·]")
    await clerk.does_not_see("[15 ✓]")
    await clerk.taps("17 ✓")
    await clerk.taps_twice("18 ✓")
    await clerk.sees("[17 +] [18 +] [19 ✓]")
    await clerk.taps(m.leave)
    await clerk.taps("19 ✓")
    await clerk.taps("18 +")
    await clerk.sees("[17 +] [18 o] [19 o]", m.tap_leave)
    await clerk.taps("18 o")
    await clerk.sees("[17 +] [18 ✓] [19 o]")
    await clerk.taps("28 ·")
    await clerk.sees("[28 ·]")
    await clerk.taps(w.back)
    await clerk.taps(w.publish_month)
    await clerk.sees(m.with_exceptions.format(count=1, all=1), m.goes_to_families, m.until + w.till("2026-12-10"))


async def takes_off(world: World) -> None:
    """What `python -m bot calendar add 2026-11-26 off` does, at the playground's hour."""
    bot = world._playground.bot
    assert isinstance(bot, App)
    async with bot._house.acting() as act:
        await law.override_day(act, THURSDAY, working=False, kk="Апат", ru="Авария")
    await world.clock.advance(minutes=1)


async def test_a_day_declared_off_after_marking_began(story: Story) -> None:
    """R-2, R-60: the operator's day off stands in the month, whoever had been marked absent on it."""
    world, m = story.world, Marking(story.w.code)
    with world.given():
        _aigul, clerk = await story.enrolled()
        await story.opens_month(clerk, "2026-11")
        await clerk.taps(ALIKHAN_WHOLE)
        await clerk.taps("26 ✓")
        await clerk.taps("27 ✓")
        await takes_off(world)
    await story.opens_month(clerk, "2026-11")
    await clerk.taps(ALIKHAN_WHOLE)
    await clerk.sees("[26 ·] [27 +]", m.tap_sick)


async def test_published_group_by_group(story: Story) -> None:
    """R-60, R-67: each group has its page; the reminder names the groups that are missing; who has answered is listed."""
    world, w, m = story.world, story.w, Marking(story.w.code)
    with world.given():
        aigul, bota, clerk, _department = await two_groups(story)
        await world.clock.to("2026-12-01 08:00")
        await clerk.letters()
        await story.opens_month(clerk, "2026-11")
    await clerk.sees(m.other, m.group, f"[{m.publish_all}]")
    await clerk.taps(f"📅 {m.group}")
    await clerk.sees(ALIKHAN_WHOLE)
    await clerk.does_not_see(NEIGHBOUR)
    await clerk.taps(w.publish_month)
    await clerk.sees(m.group, m.until + w.till("2026-12-10"), f"[{w.back}]")
    await clerk.does_not_see(m.other)
    await clerk.taps_twice(w.publish)
    await clerk.sees(f"⏳ {ALIKHAN_WHOLE}", m.waits.format(count=1))
    await world.clock.to("2026-12-01 09:00")
    assert [letter.at for letter in await clerk.letters()] == ["2026-12-01 09:00"]
    await clerk.sees(w.please_publish.format(month=w.month("2026-11")), f"{m.behind} {m.other}: 1")
    await clerk.does_not_see(m.group)
    await aigul.taps(w.confirm)
    await aigul.taps(w.confirm)
    assert await bota.letters() == []
    await story.opens_month(clerk, "2026-11")
    await clerk.does_not_see(m.publish_all)
    await clerk.taps(f"✅ {m.group}")
    await clerk.taps(m.who)
    await clerk.sees(m.confirmed.format(count=1), ALIKHAN_WHOLE)
    await clerk.taps(w.back)
    await clerk.sees(f"[✅ {ALIKHAN_WHOLE}]")


async def test_a_dispute_answered_with_a_correction(story: Story) -> None:
    """R-63: day, before → after; every publication stays in the history."""
    world, w, m = story.world, story.w, Marking(story.w.code)
    with world.given():
        aigul, clerk = await story.published()
        await story.disputes(aigul)
        await clerk.taps(w.open_timesheet)
    await clerk.taps("18 ✓")
    await clerk.sees("[18 +]", m.corrected, m.changed.format(day=18))
    await clerk.taps(w.publish_again)
    await clerk.taps(w.skip)
    await clerk.taps(w.publish_again)
    await clerk.sees(f"{m.second.format(day=w.day('2026-12-01'))} {m.changed.format(day=18)}")
    await clerk.does_not_see(m.corrected, "[18 +]")
    await aigul.sees(w.kindergarten_answered.format(name=ALIKHAN, month=w.month("2026-11")))


async def test_only_the_own_kindergarten_is_marked(story: Story) -> None:
    """Buttons carry ids; whose they are is looked at every time: another kindergarten, a parent, a clerk who left."""
    world, w = story.world, story.w
    with world.given():
        aigul, clerk = await story.enrolled()
        other = await story.person("kg_astana")
        await world.clock.to("2026-12-01 08:30")
        await story.opens_month(clerk, "2026-11")
        button = await clerk.button(w.publish_month)
    asked = ["months:1:", "month:1:202611", "gmonth:1:202611.1", "publish:1:202611", "publish_yes:1:202611.1"]
    asked += ["answers:1:202611.1", "gday:1:202611.1.18.1.0", "gall:1:202611.1.18.6.0.6", "sheet:1:", "day:1:18.1.1"]
    asked += ["gmark:1:18.1.0.1", "republish:1:", "file:1:202611", "file_get:1:202611", "file_send:1:202611"]
    for data in asked:
        for person in (aigul, other):
            await person.presses({**button, "data": f"k:{data}"})
            await person.sees(w.not_staff)
            await person.does_not_see(ALIKHAN_WHOLE)
    for forged in ("month:1:999999", "gday:1:202611.1.18.5.0", "day:1:18.9.9", "day:1:18.1.5", "gmonth:1:202611.77"):
        await clerk.presses({**button, "data": f"k:{forged}"})
        await clerk.does_not_see("[18 +]")
    with world.given():
        await world.operator("staff", "remove", str(clerk.user_id))
    for data in asked:
        await clerk.presses({**button, "data": f"k:{data}"})
        await clerk.does_not_see(ALIKHAN_WHOLE, "[18 +]")
