"""A round says whom it passes over and why, and isn't held twice by a slip."""

from bot.app import App
from tests.conversations.given import ALIKHAN, Story, village
from tests.conversations.harness import Person, World
from tests.department.words import Words


async def opens_round(story: Story, clerk: Person, count: int) -> None:
    """Up to the preview, or the question before it."""
    w = story.w
    await clerk.says("/menu")
    await clerk.taps(w.staff)
    await clerk.taps(w.hold_round)
    await clerk.says(str(count))


async def lives_in(world: World, locality: str | None, *, application_id: int = 0, kindergarten: str = "") -> None:
    """Where a family lives, or a kindergarten stands, by the classifier."""
    bot = world._playground.bot
    assert isinstance(bot, App)
    async with bot._house.acting() as act:
        if kindergarten:
            garden = await act.tx.kindergarten_by_code(code=kindergarten)
            await act.tx.set_kindergarten_locality(kindergarten_id=garden["id"], locality=locality)
        else:
            await act.tx.set_locality(application_id=application_id, locality=locality)


async def test_the_preview_names_whom_the_round_passes_over_for_their_age(story: Story, d: Words) -> None:
    """R-43."""
    with story.world.given():
        await story.neighbour("old", "2020-10-01")
        await story.neighbour("young", "2026-01-01")
        await story.queued()
        clerk = await story.person("dep_almaty")
    await opens_round(story, clerk, 1)
    await clerk.sees(
        story.w.passed_over.format(passed=1), d.passed_over, d.too_old.format(number="0000001", name="Old")
    )
    await clerk.does_not_see(d.too_young.format(number="0000002", name="Young"))
    await clerk.taps(story.w.issue)
    await clerk.sees(story.w.issued_count.format(count=1))


async def test_localities_without_free_places_are_passed_over(story: Story, d: Words) -> None:
    """R-40: in a district that queues as a whole."""
    story.town = village(story.w)
    with story.world.given():
        nurlan = await story.queued("nurlan")
        neighbour = await story.neighbour("aru", "2023-01-01")
        clerk = await story.person("dep_village")
        for code in ("KAZ-401", "KAZ-402"):
            await lives_in(story.world, "614040100", kindergarten=code)
        await lives_in(story.world, "614050200", application_id=1)
        await lives_in(story.world, "614040100", application_id=2)
    await opens_round(story, clerk, 1)
    await clerk.sees(d.no_place_count.format(count=1), d.passed_over, d.no_place.format(number="0000001", name="Айбар"))
    await clerk.taps(story.w.issue)
    await clerk.sees(story.w.issued_count.format(count=1))
    assert await nurlan.letters() == []
    assert len(await neighbour.letters()) == 1


async def test_what_stands_in_the_way_of_a_round_is_said_once(story: Story) -> None:
    """R-43: nobody is in the queue, so nothing can be issued; pressing all the same says so, and not twice."""
    with story.world.given():
        clerk = await story.person("dep_almaty")
    await opens_round(story, clerk, 1)
    await clerk.taps(story.w.issue)
    await clerk.sees("⚠️", f"{story.w.issue}]")
    await clerk.taps_twice(story.w.issue)
    await clerk.sees("⚠️", f"{story.w.issue}]")


async def test_the_same_round_on_the_same_day_is_asked_about(story: Story, d: Words) -> None:
    """R-43: the earlier round is named, and the safe answer issues nothing."""
    w = story.w
    with story.world.given():
        aigul = await story.queued()
        neighbour = await story.neighbour("aru", "2023-01-01")
        clerk = await story.round()
        await aigul.letters()
    await opens_round(story, clerk, 1)
    await clerk.sees(d.repeated.format(round=1))
    await clerk.taps(d.only_once)
    await clerk.sees(d.nothing_issued)
    assert await neighbour.letters() == []
    await opens_round(story, clerk, 1)
    await clerk.taps(d.one_more)
    await clerk.taps(w.issue)
    await clerk.sees(w.issued_count.format(count=1))
    assert len(await neighbour.letters()) == 1
    assert await aigul.letters() == []


async def test_another_number_or_another_day_is_another_round(story: Story, d: Words) -> None:
    with story.world.given():
        for name in ("a", "b", "c", "e"):
            await story.neighbour(name, "2023-01-01")
        clerk = await story.round()
    await opens_round(story, clerk, 2)
    await clerk.does_not_see(d.repeated.format(round=1))
    await clerk.taps(story.w.issue)
    await clerk.sees(story.w.issued_count.format(count=2))
    with story.world.given():
        await story.world.clock.to("2026-11-17 00:00")
    await opens_round(story, clerk, 1)
    await clerk.does_not_see(d.repeated.format(round=1))
    await clerk.taps(story.w.issue)
    await clerk.sees(story.w.issued_count.format(count=1))


async def test_a_round_that_a_colleague_holds_meanwhile_is_named(story: Story, d: Words) -> None:
    """R-43: both stand before the same preview; the second is asked first."""
    world, w = story.world, story.w
    with world.given():
        await story.queued()
        await story.neighbour("aru", "2023-01-01")
        colleague = await story.person("dep_almaty")
        clerk = await world.newcomer(id="boss", name="Қатира Бастықова", role="department", scope="750000000")
        await clerk.start()
        await clerk.taps(w.name)
    await opens_round(story, clerk, 1)
    await story.round(colleague)
    await clerk.taps(w.issue)
    await clerk.sees(d.repeated.format(round=1))
    await clerk.taps(d.one_more)
    await clerk.taps(w.issue)
    await clerk.sees(w.issued_count.format(count=1))


async def test_who_is_named_is_the_childs_given_name_only(story: Story, d: Words) -> None:
    with story.world.given():
        await story.neighbour("old", "2020-10-01")
        await story.queued()
        clerk = await story.person("dep_almaty")
    await opens_round(story, clerk, 1)
    await clerk.does_not_see("Көршиев", ALIKHAN)
    del d
