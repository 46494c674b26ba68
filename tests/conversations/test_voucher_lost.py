"""The branches that lose a voucher, day by day on the moving clock."""

from tests.conversations.given import ALIKHAN, ALIKHAN_WHOLE, Story
from tests.conversations.harness import Person


async def times(person: Person) -> list[str]:
    """When letters came since the last look."""
    return [letter.at for letter in await person.letters()]


async def test_missed_restored_and_missed_again(story: Story) -> None:
    """R-3, R-43, R-50, R-52: two working days; back once, to the original place; the second miss is the end."""
    world, w = story.world, story.w
    with world.given():
        aigul = await story.issued()
        await world.clock.to("2026-11-17 08:00")
        dina = await story.neighbour("dina", "2023-05-01")
        await dina.sees(w.number.format(number=1, waiting=1))
        await world.clock.to("2026-11-18 23:59")
        await aigul.letters()

    await aigul.says("/status")
    await aigul.sees(w.state_issued, w.today("2026-11-18"))
    await world.clock.to("2026-11-19 00:00")
    assert await aigul.letters() == []
    await aigul.says("/status")
    await aigul.sees(w.on_stop_list, w.calendar("2026-12-16", 27))
    await world.clock.to("2026-11-19 08:00")
    assert await times(aigul) == ["2026-11-19 08:00"]
    await aigul.sees(w.stop_listed.format(name=ALIKHAN), w.calendar("2026-12-16", 27))

    await world.clock.to("2026-11-20 12:00")
    await aigul.taps(w.restore)
    await aigul.sees(w.restored, w.in_queue, w.number.format(number=1, waiting=2))
    await dina.says("/menu")
    await dina.taps(w.my_applications)
    await dina.taps(w.details_of.format(name="Dina"))
    await dina.sees(w.number.format(number=2, waiting=2))

    await world.clock.to("2026-11-23 10:00")
    await story.round(await world.person("dep_almaty"))
    await aigul.sees(w.issued.format(name=ALIKHAN), w.working("2026-11-25", 2))
    await world.clock.to("2026-11-26 00:00")
    await aigul.says("/status")
    await aigul.sees(w.in_archive)
    await world.clock.to("2026-11-26 08:00")
    await aigul.sees(w.archived.format(name=ALIKHAN, number="0000001"), w.second_miss, w.apply_anew)
    await world.clock.to("2026-12-31 12:00")
    assert await times(aigul) == ["2026-11-26 08:00"]
    await aigul.taps(w.apply)
    await aigul.sees(w.which_child, f"[{ALIKHAN_WHOLE}]")


async def test_a_voucher_over_the_weekend(story: Story) -> None:
    """R-2, R-3, R-50: issued on Friday evening, it lasts until Tuesday's last minute."""
    world, w = story.world, story.w
    with world.given():
        aigul = await story.queued()
        await world.clock.to("2026-11-20 20:59")
    await story.round()
    assert await times(aigul) == ["2026-11-20 20:59"]
    await aigul.sees(w.working("2026-11-24", 2))
    await world.clock.to("2026-11-24 23:59")
    await aigul.says("/status")
    await aigul.sees(w.state_issued)
    await world.clock.to("2026-11-25 00:00")
    await aigul.says("/status")
    await aigul.sees(w.on_stop_list)


async def test_a_voucher_over_a_holiday(story: Story) -> None:
    """R-2, R-3: Independence Day, Wednesday, 16 December, is not counted."""
    world, w = story.world, story.w
    with world.given():
        aigul = await story.queued()
        department = await story.person("dep_almaty")
        await world.clock.to("2026-12-15 10:00")
    await story.round(department)
    await aigul.sees(w.working("2026-12-18", 2))


async def test_the_stop_list_lasts_28_days(story: Story) -> None:
    """R-52: then the application is in the archive."""
    world, w = story.world, story.w
    with world.given():
        aigul = await story.issued()
        await world.clock.to("2026-11-18 23:59")
        await aigul.letters()
    await world.clock.to("2026-12-16 23:59")
    assert await times(aigul) == [
        "2026-11-19 08:00",
        "2026-12-02 09:00",
        "2026-12-09 09:00",
        "2026-12-15 09:00",
        "2026-12-16 09:00",
    ]
    await aigul.sees(w.remind_stop_list.format(name=ALIKHAN), w.calendar("2026-12-16", 14), w.today("2026-12-16"))
    await world.clock.to("2026-12-17 00:00")
    await aigul.taps(w.restore)
    await aigul.sees(w.too_late, w.in_archive)
    await world.clock.to("2026-12-17 08:00")
    await aigul.sees(w.archived.format(name=ALIKHAN, number="0000001"), w.not_restored)


async def test_restoring_on_the_last_evening(story: Story) -> None:
    """R-52: until 23:59 of the 28th day, and only once."""
    world, w = story.world, story.w
    with world.given():
        aigul = await story.issued()
        await world.clock.to("2026-12-16 23:59")
    button = await aigul.button(w.restore)
    await aigul.taps(w.restore)
    await aigul.sees(w.restored, w.in_queue)
    await aigul.presses(button)
    await aigul.sees(w.not_now, w.in_queue)


async def test_no_contract_in_five_working_days(story: Story) -> None:
    """R-54: the voucher is void, the application in the archive."""
    world, w = story.world, story.w
    with world.given():
        aigul = await story.confirmed()
        await aigul.letters()
    await world.clock.to("2026-11-23 23:59")
    letters = await aigul.letters()
    assert [letter.at for letter in letters] == [
        "2026-11-17 09:00",
        "2026-11-22 18:00",
        "2026-11-23 09:00",
        "2026-11-23 21:00",
    ]
    await aigul.sees(w.remind_choose.format(name=ALIKHAN), w.working("2026-11-23", 1), w.today("2026-11-23"))
    await world.clock.to("2026-11-24 00:00")
    await aigul.says("/status")
    await aigul.sees(w.in_archive)
    await world.clock.to("2026-11-24 08:00")
    await aigul.sees(w.archived.format(name=ALIKHAN, number="0000001"), w.no_contract)
    assert await times(aigul) == ["2026-11-24 08:00"]


async def test_the_term_is_extended_on_its_last_day_once(story: Story) -> None:
    """R-54: not on the fourth day; on the fifth, by two working days; never again."""
    world, w = story.world, story.w
    with world.given():
        aigul = await story.confirmed()
        await world.clock.to("2026-11-20 12:00")
        await aigul.taps(w.details)
    await aigul.sees(w.state_confirmed, w.working("2026-11-23", 1))
    await aigul.does_not_see(w.extend)
    forged = await aigul.button(w.choose)
    forged["data"] = forged["data"].replace("choose", "extend")
    await aigul.presses(forged)
    await aigul.sees(w.extension_not_yet)

    await world.clock.to("2026-11-23 12:00")
    await aigul.says("/status")
    await aigul.taps(w.details_of.format(name=ALIKHAN))
    await aigul.taps(w.extend)
    await aigul.sees(w.extended, w.working("2026-11-25", 2))
    await aigul.does_not_see(f"[{w.extend}]")
    await world.clock.to("2026-11-25 22:00")
    assert await times(aigul) == ["2026-11-24 18:00", "2026-11-25 09:00", "2026-11-25 21:00"]
    silent = [sms["at"][:10] for sms in await world.sms(aigul.phone) if not sms["code"]]
    assert silent == ["2026-11-20"]  # half-way; who has extended is not silent any more
    await aigul.presses(forged)
    await aigul.sees(w.extension_used)
    await world.clock.to("2026-11-26 00:00")
    await aigul.says("/status")
    await aigul.sees(w.in_archive)


async def test_refusing_is_behind_a_screen_that_names_the_loss(story: Story) -> None:
    """R-53: the safe choice first; then the queue place is annulled."""
    world, w = story.world, story.w
    with world.given():
        aigul = await story.issued()
    await aigul.taps(w.details)
    await aigul.taps(w.refuse_voucher)
    await aigul.sees(w.refusing.format(name=ALIKHAN), w.place_annulled, f"[{w.keep_voucher}]\n[{w.yes_refuse}]")
    await aigul.taps(w.keep_voucher)
    await aigul.sees(w.state_issued)
    await aigul.taps(w.refuse_voucher)
    yes = await aigul.button(w.yes_refuse)
    await aigul.taps(w.yes_refuse)
    await aigul.sees(w.voucher_refused, w.state_refused)
    await aigul.presses(yes)
    await aigul.sees(w.not_now, w.state_refused)
    await world.clock.to("2026-12-20 12:00")
    assert await aigul.letters() == []
    await aigul.says("/menu")
    await aigul.taps(w.apply)
    await aigul.sees(f"[{ALIKHAN_WHOLE}]")


async def test_too_late_although_nobody_has_looked(story: Story) -> None:
    """R-4: a late act is refused even if no tick has run."""
    world, w = story.world, story.w
    with world.given():
        aigul = await story.issued()
        await world.clock.to("2026-11-18 23:58")
        await aigul.says("/menu")
        await story.goes_to_sign(aigul)
        code = await aigul.code()
        await world.clock.slips_to("2026-11-19 00:00")
    await aigul.says(code)
    await aigul.sees(w.too_late)
    await aigul.does_not_see(w.interest_confirmed)
    await aigul.says("/status")
    await aigul.sees(w.on_stop_list)


async def test_a_late_press_although_nobody_has_looked(story: Story) -> None:
    """R-4: the button of the letter is still there, the term is over."""
    world, w = story.world, story.w
    with world.given():
        aigul = await story.issued()
        await world.clock.slips_to("2026-11-19 00:00")
    await aigul.taps(w.confirm_interest)
    await aigul.sees(w.too_late)
    await aigul.does_not_see(f"[{w.confirm_interest}]", w.state_issued)


async def test_a_contract_too_late_although_nobody_has_looked(story: Story) -> None:
    """R-4, R-54."""
    world, w = story.world, story.w
    with world.given():
        aigul = await story.confirmed()
        await world.clock.slips_to("2026-11-24 00:00")
    await aigul.taps(w.choose)
    await aigul.sees(w.too_late)
    await aigul.does_not_see(story.town.kindergarten)


async def test_restoring_too_late_although_nobody_has_looked(story: Story) -> None:
    """R-4, R-52: even when the whole month passed unseen."""
    world, w = story.world, story.w
    with world.given():
        aigul = await story.issued()
        await world.clock.to("2026-11-19 08:00")
        await world.clock.slips_to("2026-12-17 00:00")
    await aigul.taps(w.restore)
    await aigul.sees(w.too_late)
    await aigul.does_not_see(w.in_queue)
