"""An operator changes the calendar beside the running bot: deadlines move, families are told (R-2)."""

from tests.conversations.given import ALIKHAN, Story
from tests.department.words import Words

WEDNESDAY = ("calendar", "add", "2026-11-18", "off")
REASONS = ("--kk", "Үкіметтің шешімімен демалыс күні", "--ru", "Выходной по решению Правительства")


async def test_a_day_off_moves_the_deadline_and_the_family_is_told(story: Story, d: Words) -> None:
    """R-2, R-50: from Wednesday to Thursday, with new reminders."""
    world, w = story.world, story.w
    with world.given():
        aigul = await story.issued()
        await aigul.letters()
        assert "2026-11-18 is off" in await world.operator(*WEDNESDAY, *REASONS)
    await world.clock.advance(seconds=30)
    assert len(await aigul.letters()) == 1
    await aigul.sees(
        d.moved.format(name=ALIKHAN, number="0000001"),
        d.was.format(till=w.till("2026-11-18")),
        d.now.format(till=w.working("2026-11-19", 2)),
        d.why.format(day=w.day("2026-11-18")),
        f"[{w.confirm_interest}]",
    )
    await world.clock.to("2026-11-19 23:59")
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
        await world.operator(*WEDNESDAY, *REASONS)
        await world.clock.advance(seconds=30)
        assert "2026-11-18\toff" in await world.operator("calendar", "list")
        await aigul.letters()
        await world.operator("calendar", "remove", "2026-11-18")
        assert await world.operator("calendar", "list") == ""
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
        await world.operator(*WEDNESDAY, *REASONS)
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
        said = await world.operator(
            *("rules", "add", "confirm_interest", "4", "--region", "750000000", "--source", "Almaty, order No. 1")
        )
        assert "Rule No. 1 is added" in said
        assert "confirm_interest\t4\tworking_days\t750000000" in await world.operator("rules", "list")
        await aigul.sees(w.working("2026-11-18", 2))
        await world.clock.to("2026-11-17 10:00")
    await story.round(clerk)
    await neighbour.sees(w.working("2026-11-23", 4))
    await world.operator("rules", "remove", "1")
