"""An operator changes the law beside the running bot: deadlines move, families are told (R-1, R-2)."""

from dataclasses import replace

from bot.app import App
from domain.calendar import Calendar
from tests.conversations.given import ALIKHAN, Story
from tests.conversations.harness import World
from tests.department.words import Words
from tests.domain.law import BOOK, day
from usecases import law
from usecases.act import Act, Law
from usecases.law import NewRule

WEDNESDAY = day("2026-11-18")
KK, RU = "Үкіметтің шешімімен демалыс күні", "Выходной по решению Правительства"


def by_hand(world: World, act: Act) -> Act:
    """An operator's act: another process, which knows the product's own law only."""
    del world
    return replace(act, law=Law(BOOK, Calendar()))


async def no_wednesday(world: World) -> None:
    """What `python -m bot calendar add 2026-11-18 off` does, at the playground's hour."""
    bot = world._playground.bot
    assert isinstance(bot, App)
    async with bot._house.acting() as act:
        await law.override_day(by_hand(world, act), WEDNESDAY, working=False, kk=KK, ru=RU)


async def wednesday_again(world: World) -> None:
    """And `calendar remove 2026-11-18`."""
    bot = world._playground.bot
    assert isinstance(bot, App)
    async with bot._house.acting() as act:
        await law.take_back_day(by_hand(world, act), WEDNESDAY)


async def four_days_in_almaty(world: World) -> None:
    """And `rules add confirm_interest 4 --region 750000000`."""
    bot = world._playground.bot
    assert isinstance(bot, App)
    async with bot._house.acting() as act:
        new = NewRule("confirm_interest", "4", "order No. 1", region="750000000")
        await law.add_rule(by_hand(world, act), new, {"750000000"})


async def test_a_day_off_moves_the_deadline_and_the_family_is_told(story: Story, d: Words) -> None:
    """R-2, R-50: from Wednesday to Thursday, with new reminders."""
    world, w = story.world, story.w
    with world.given():
        aigul = await story.issued()
        await aigul.letters()
        await no_wednesday(world)
    await world.clock.advance(seconds=30)
    assert len(await aigul.letters()) == 1
    await aigul.sees(
        d.moved.format(name=ALIKHAN, number="0000001"),
        d.was.format(till=w.till("2026-11-18")),
        d.now.format(till=w.working("2026-11-19", 2)),
        d.why.format(day=w.day("2026-11-18")),
        f"[{w.confirm_interest}]",
    )
    await world.clock.to("2026-11-19 22:00")
    assert [letter.at for letter in await aigul.letters()] == [
        "2026-11-17 09:00",
        "2026-11-18 18:00",
        "2026-11-19 09:00",
        "2026-11-19 21:00",
    ]
    await aigul.sees(w.today("2026-11-19"))
    await story.confirms_interest(aigul)


async def test_a_day_taken_back_moves_it_back(story: Story, d: Words) -> None:
    """R-2: the family is told again."""
    world, w = story.world, story.w
    with world.given():
        aigul = await story.issued()
        await no_wednesday(world)
        await world.clock.advance(seconds=30)
        await aigul.letters()
        await wednesday_again(world)
    await world.clock.advance(seconds=30)
    assert len(await aigul.letters()) == 1
    await aigul.sees(
        d.was.format(till=w.till("2026-11-19")),
        d.now.format(till=w.working("2026-11-18", 2)),
        d.taken_back.format(day=w.day("2026-11-18")),
    )


async def test_the_kindergarten_is_told_that_its_term_has_moved(story: Story, d: Words) -> None:
    """R-2, R-55."""
    world, w = story.world, story.w
    with world.given():
        aigul, clerk = await story.contract_sent()
        await aigul.letters()
        await clerk.letters()
        await no_wednesday(world)
    await world.clock.advance(seconds=30)
    assert await aigul.letters() == []
    assert len(await clerk.letters()) == 1
    await clerk.sees(d.answer_moved, d.now.format(till=w.working("2026-11-19", 2)))
    await clerk.taps(w.open_contract)
    await clerk.taps(w.sign)
    await clerk.sees(w.signed)


async def test_a_rule_of_a_region_is_taken_up_by_the_running_bot(story: Story) -> None:
    """R-1: vouchers of tomorrow live by it, the one of today by its own."""
    world, w = story.world, story.w
    with world.given():
        aigul = await story.queued()
        neighbour = await story.neighbour("aru", "2023-01-01")
        clerk = await story.round()
        await four_days_in_almaty(world)
        await aigul.sees(w.working("2026-11-18", 2))
        await world.clock.to("2026-11-17 10:00")
    await story.round(clerk)
    await neighbour.sees(w.working("2026-11-23", 4))
    await aigul.taps(w.details)
    await aigul.sees(w.till("2026-11-18"))


async def test_the_operators_commands(world: World, rebuilding: bool) -> None:
    """R-1, R-2: beside the running bot, in another process, and in plain words."""
    if rebuilding:
        return
    reasons = ("--kk", KK, "--ru", RU)
    assert "2032-06-15 is off" in await world.operator("calendar", "add", "2032-06-15", "off", *reasons)
    assert await world.operator("calendar", "list") == f"2032-06-15\toff\t{KK}\t{RU}\n"
    assert "again" in await world.operator("calendar", "remove", "2032-06-15")
    source = ("--source", "order No. 1")
    said = await world.operator(
        "rules", "add", "contract", "6", "--region", "750000000", "--from", "2032-01-01", *source
    )
    assert "Rule No. 1" in said
    assert "contract\t6\tworking_days\t750000000\t2032-01-01" in await world.operator("rules", "list")
    assert "contract\t5" in await world.operator("rules", "list", "--all")
    assert "ends with today" in await world.operator("rules", "remove", "1")
