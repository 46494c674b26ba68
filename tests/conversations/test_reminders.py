"""Every rung at its time, none after the answer, and quiet at night."""

from tests.conversations.given import ALIKHAN, Story, astana
from tests.conversations.harness import Person


async def times(person: Person) -> list[str]:
    """When letters came since the last look."""
    return [letter.at for letter in await person.letters()]


async def test_the_rungs_of_an_issued_voucher(story: Story) -> None:
    """R-50: the next morning, the evening before, the last morning, three hours before the end."""
    world, w = story.world, story.w
    with world.given():
        aigul = await story.queued()
        department = await story.person("dep_almaty")
        await world.clock.to("2026-11-19 10:00")
    await story.round(department)
    await world.clock.to("2026-11-23 23:59")
    letters = await aigul.letters()
    assert [letter.at for letter in letters] == [
        "2026-11-19 10:00",
        "2026-11-20 09:00",
        "2026-11-22 18:00",
        "2026-11-23 09:00",
        "2026-11-23 21:00",
    ]
    assert w.issued.format(name=ALIKHAN) in letters[0].text
    for letter in letters[1:]:
        assert w.remind_issued.format(name=ALIKHAN) in letter.text
        assert f"[{w.confirm_interest}]" in letter.text
    assert w.working("2026-11-23", 1) in letters[1].text
    assert w.today("2026-11-23") in letters[4].text


async def test_no_reminder_after_the_answer(story: Story) -> None:
    """R-50, R-54: the rungs of the answer begin instead."""
    world, w = story.world, story.w
    with world.given():
        aigul = await story.issued()
        await world.clock.to("2026-11-17 12:00")
        await aigul.letters()
    await story.confirms_interest(aigul)
    await world.clock.to("2026-11-24 23:59")
    letters = await aigul.letters()
    assert [letter.at for letter in letters] == [
        "2026-11-18 09:00",
        "2026-11-23 18:00",
        "2026-11-24 09:00",
        "2026-11-24 21:00",
    ]
    assert all(w.remind_choose.format(name=ALIKHAN) in letter.text for letter in letters)


async def test_both_parents_are_told_and_the_first_act_counts(story: Story) -> None:
    """R-50: the other parent is told, and reminded no more."""
    world, w = story.world, story.w
    with world.given():
        aigul = await story.queued()
        daniyar = await story.parent("daniyar")
        await story.adds(daniyar)
        await story.round()
    assert await times(daniyar) == ["2026-11-16 10:00"]
    await daniyar.sees(w.issued.format(name=ALIKHAN))
    await story.confirms_interest(aigul)
    await daniyar.sees(w.interest_told.format(name=ALIKHAN))
    await world.clock.to("2026-11-18 23:59")
    assert await times(daniyar) == ["2026-11-16 10:01", "2026-11-17 09:00"]
    await daniyar.sees(w.remind_choose.format(name=ALIKHAN))
    await daniyar.does_not_see(w.remind_issued.format(name=ALIKHAN))
    await daniyar.presses({**await daniyar.button(w.choose), "data": "v:interest:1"})
    await daniyar.sees(w.not_now, w.state_confirmed)


async def test_nobody_is_woken(story: Story) -> None:
    """R-1: nothing between 21:00 and 08:00, although the round was held then, but for the last hours of a term."""
    world = story.world
    with world.given():
        aigul = await story.queued()
        department = await story.person("dep_almaty")
        await world.clock.to("2026-11-16 21:00")
    await story.round(department)
    assert await aigul.letters() == []
    await world.clock.to("2026-11-17 07:59")
    assert await aigul.letters() == []
    await world.clock.to("2026-11-17 17:59")
    assert await times(aigul) == ["2026-11-17 08:00"]
    await world.clock.to("2026-12-20 12:00")
    at_night = [at for at in await times(aigul) if not "08:00" <= at[-5:] < "21:00"]
    assert at_night == ["2026-11-18 21:00"]


async def test_after_a_long_sleep_only_the_newest_reminder_comes(story: Story) -> None:
    """Nobody gets a row of stale ones."""
    world = story.world
    with world.given():
        aigul = await story.issued()
        await aigul.letters()
        await world.clock.slips_to("2026-11-18 10:00")
    await world.clock.advance(seconds=1)
    assert await times(aigul) == ["2026-11-18 10:00"]


async def test_the_rungs_of_a_timesheet(story: Story) -> None:
    """R-62, R-65, R-66: the 1st, 4th, 7th, 9th and 10th; the last word and the red warning when it is the second."""
    world, w = story.world, story.w
    with world.given():
        aigul, clerk = await story.enrolled()
        await world.clock.to("2026-12-01 08:30")
        await story.publishes(clerk, "2026-11")
    await world.clock.to("2026-12-10 23:59")
    letters = await aigul.letters()
    assert [letter.at for letter in letters] == [
        "2026-12-01 09:00",
        "2026-12-04 10:00",
        "2026-12-07 10:00",
        "2026-12-09 10:00",
        "2026-12-10 08:00",
    ]
    november = w.month("2026-11")
    assert w.ready.format(month=november) in letters[0].text
    assert w.not_confirmed.format(month=november) in letters[1].text
    assert w.last_day_sheet.format(month=november) in letters[4].text
    assert all(w.till("2026-12-10") in letter.text for letter in letters)

    await world.clock.to("2026-12-31 23:59")
    assert await times(aigul) == ["2026-12-11 09:00"]
    await aigul.sees(w.one_of_two.format(month=november))

    with world.given():
        await world.clock.to("2027-01-01 09:30")
        await story.publishes(clerk, "2026-12")
    await world.clock.to("2027-01-10 23:59")
    letters = await aigul.letters()
    assert [letter.at for letter in letters] == [
        "2027-01-01 09:30",
        "2027-01-04 10:00",
        "2027-01-07 10:00",
        "2027-01-09 10:00",
        "2027-01-10 08:00",
        "2027-01-10 18:00",
    ]
    assert all(w.was_missed.format(month=november) in letter.text for letter in letters)
    assert w.last_hours.format(month=w.month("2026-12")) in letters[5].text


async def test_no_rung_after_the_timesheet_is_confirmed(story: Story) -> None:
    """R-66: none after the answer."""
    world, w = story.world, story.w
    with world.given():
        aigul, _ = await story.published()
        await world.clock.to("2026-12-04 10:00")
    await aigul.taps(w.confirm)
    await aigul.taps(w.confirm)
    await aigul.sees(w.confirmed_sheet)
    await world.clock.to("2026-12-31 23:59")
    assert await aigul.letters() == []


async def test_a_timesheet_published_late_has_fewer_rungs(story: Story) -> None:
    """R-64, R-66: ready at once; the window is open for at least five days, beyond the 10th."""
    world, w = story.world, story.w
    with world.given():
        aigul, clerk = await story.enrolled()
        await world.clock.to("2026-12-08 12:00")
        await story.publishes(clerk, "2026-11")
    await world.clock.to("2026-12-31 12:00")
    letters = await aigul.letters()
    assert [letter.at for letter in letters] == ["2026-12-08 12:00", "2026-12-09 10:00", "2026-12-10 08:00"]
    assert all(w.till("2026-12-13") in letter.text for letter in letters)
    assert w.last_day_sheet.format(month=w.month("2026-11")) not in letters[2].text


async def test_one_message_for_all_children(story: Story) -> None:
    """R-66: twins are one letter with two buttons."""
    world, w = story.world, story.w
    story.town = astana(w)
    with world.given():
        clerk = await story.person("kg_astana")
        saule = await story.queued("saule")
        await story.adds(saule, 1)
        await story.applies(saule)
        await story.round(count=2)
        for _ in range(2):
            await story.confirms_interest(saule)
            await saule.says("/menu")
        for _ in range(2):
            await story.sends_contract(saule)
            await saule.says("/menu")
            await story.signs(clerk)
        await world.clock.to("2026-12-01 08:00")
        await saule.letters()
        await story.publishes(clerk, "2026-11")
    await world.clock.to("2026-12-01 09:00")
    assert await times(saule) == ["2026-12-01 09:00"]
    await saule.sees(f"[{w.confirm}: Хасан]", f"[{w.disagree}: Хасан]", f"[{w.confirm}: Хусейн]")
    await saule.taps(f"{w.confirm}: Хусейн")
    await saule.taps(w.confirm)
    await saule.sees(w.confirmed_sheet, w.next_sheet.format(name="Хасан"))
    await world.clock.to("2026-12-04 10:00")
    assert await times(saule) == ["2026-12-04 10:00"]
    await saule.sees("Хасан", f"[{w.confirm}]")
    await saule.does_not_see("Хусейн")


async def test_the_kindergarten_is_reminded_to_publish(story: Story) -> None:
    """R-67: on the last working day and on the 1st, 2nd and 3rd, until it has published."""
    world, w = story.world, story.w
    with world.given():
        _, clerk = await story.enrolled()
    await world.clock.to("2026-12-02 12:00")
    letters = await clerk.letters()
    assert [letter.at for letter in letters] == ["2026-11-30 16:00", "2026-12-01 09:00", "2026-12-02 09:00"]
    assert all(w.please_publish.format(month=w.month("2026-11")) in letter.text for letter in letters)
    with world.given():
        await story.publishes(clerk, "2026-11")
    await world.clock.to("2026-12-31 12:00")
    assert await clerk.letters() == []
