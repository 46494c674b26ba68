"""The months: missed, disputed, published late; and what counts."""

from tests.conversations.given import ALIKHAN, ALIKHAN_WHOLE, Story


async def test_two_missed_months_cancel_the_voucher(story: Story) -> None:
    """R-62, R-64, R-65: a red warning after the first, the end after the second."""
    world, w = story.world, story.w
    with world.given():
        aigul, clerk = await story.published()
        await world.clock.to("2026-12-10 23:59")
        await aigul.letters()
    await world.clock.to("2026-12-11 09:00")
    assert [letter.at for letter in await aigul.letters()] == ["2026-12-11 09:00"]
    await aigul.sees(w.one_of_two.format(month=w.month("2026-11")), "№ 372")
    await aigul.taps(w.sheets_room)
    await aigul.taps(f"{ALIKHAN}: {w.month('2026-11')}")
    await aigul.sees(w.state_unconfirmed)
    await aigul.does_not_see(f"[{w.confirm}]")

    with world.given():
        await world.clock.to("2027-01-05 23:00")
        await story.publishes(clerk, "2026-12")
    await world.clock.to("2027-01-10 23:59")
    await aigul.says("/status")
    await aigul.sees(w.state_enrolled)
    await world.clock.to("2027-01-11 00:00")
    await aigul.says("/status")
    await aigul.sees(w.state_cancelled)
    await world.clock.to("2027-01-11 08:00")
    assert [letter.at for letter in await aigul.letters()] == ["2027-01-11 08:00"]
    await aigul.sees(w.cancelled_voucher.format(name=ALIKHAN), "№ 372")


async def test_a_confirmed_month_breaks_the_run(story: Story) -> None:
    """R-64: missed, confirmed, missed: nothing is lost."""
    world, w = story.world, story.w
    with world.given():
        aigul, clerk = await story.published()
        await world.clock.to("2027-01-01 09:00")
        await story.publishes(clerk, "2026-12")
    await aigul.taps(w.confirm)
    await aigul.taps(w.confirm)
    with world.given():
        await world.clock.to("2027-02-01 09:00")
        await story.publishes(clerk, "2027-01")
    await world.clock.to("2027-02-11 09:00")
    await aigul.sees(w.one_of_two.format(month=w.month("2027-01")))
    await aigul.says("/status")
    await aigul.sees(w.state_enrolled)


async def test_a_disputed_month_left_silent_never_counts(story: Story) -> None:
    """R-63, R-64: published again, five days, silence: refused, not missed; the run begins anew."""
    world, w = story.world, story.w
    with world.given():
        aigul, clerk = await story.published()
    await story.disputes(aigul)
    await world.clock.to("2026-12-03 12:00")
    await story.publishes_again(clerk)
    await aigul.sees(w.kindergarten_answered.format(name=ALIKHAN, month=w.month("2026-11")), w.till("2026-12-08"))
    await world.clock.to("2026-12-08 23:59")
    await aigul.sees(w.nothing_changed)
    await aigul.taps(w.look_at_it)
    await aigul.sees(f"[{w.confirm}]", w.till("2026-12-08"))
    await world.clock.to("2026-12-09 00:00")
    await aigul.taps(w.confirm)
    await aigul.sees(w.too_late, w.state_sheet_refused)
    await world.clock.to("2026-12-31 12:00")
    assert await aigul.letters() == []

    with world.given():
        await world.clock.to("2027-01-02 12:00")
        await story.publishes(clerk, "2026-12")
    await world.clock.to("2027-01-11 09:00")
    await aigul.sees(w.one_of_two.format(month=w.month("2026-12")))
    await aigul.says("/status")
    await aigul.sees(w.state_enrolled)
    with world.given():
        await world.clock.to("2027-02-02 12:00")
        await story.publishes(clerk, "2027-01")
    await world.clock.to("2027-02-11 00:00")
    await aigul.says("/status")
    await aigul.sees(w.state_cancelled)


async def test_a_dispute_that_nobody_answers_never_counts(story: Story) -> None:
    """R-63, R-64: the kindergarten owes the answer, so the family loses nothing."""
    world, w = story.world, story.w
    with world.given():
        aigul, clerk = await story.published()
    await story.disputes(aigul)
    with world.given():
        await world.clock.to("2027-01-02 12:00")
        await story.publishes(clerk, "2026-12")
    await world.clock.to("2027-01-11 09:00")
    await aigul.sees(w.one_of_two.format(month=w.month("2026-12")))
    await aigul.says("/status")
    await aigul.sees(w.state_enrolled)


async def test_a_month_published_after_the_fifth_never_counts(story: Story) -> None:
    """R-64: open for five days beyond the 10th, and not counted when missed."""
    world, w = story.world, story.w
    with world.given():
        aigul, clerk = await story.enrolled()
        await world.clock.to("2026-12-06 12:00")
        await story.publishes(clerk, "2026-11")
    await aigul.sees(w.till("2026-12-11"))
    await world.clock.to("2026-12-31 12:00")
    assert all(w.one_of_two.format(month=w.month("2026-11")) not in letter.text for letter in await aigul.letters())
    with world.given():
        await world.clock.to("2027-01-01 12:00")
        await story.publishes(clerk, "2026-12")
    await world.clock.to("2027-01-11 09:00")
    await aigul.sees(w.one_of_two.format(month=w.month("2026-12")))
    await aigul.says("/status")
    await aigul.sees(w.state_enrolled)


async def test_too_late_although_nobody_has_looked(story: Story) -> None:
    """R-4, R-62: after the 10th no confirming and no disagreeing, tick or no tick."""
    world, w = story.world, story.w
    with world.given():
        aigul, _ = await story.published()
        await world.clock.to("2026-12-10 23:58")
        disagree = await aigul.button(w.disagree)
        await aigul.taps(w.confirm)
        await world.clock.slips_to("2026-12-11 00:00")
    await aigul.taps(w.confirm)
    await aigul.sees(w.too_late)
    await aigul.does_not_see(w.confirmed_sheet, f"[{w.confirm}]")
    await aigul.presses(disagree)
    await aigul.sees(w.too_late)
    await aigul.does_not_see(w.which_days)


async def test_a_disagreement_too_late(story: Story) -> None:
    """R-4, R-63: begun in time, sent too late."""
    world, w = story.world, story.w
    with world.given():
        aigul, clerk = await story.published()
        await world.clock.to("2026-12-10 23:58")
        await aigul.taps(w.disagree)
        await aigul.says("18")
        await aigul.taps(w.sick)
        await aigul.says("Ауырып қалды")
        await clerk.letters()
        await world.clock.slips_to("2026-12-11 00:00")
    await aigul.taps(w.send_to_kindergarten)
    await aigul.sees(w.too_late)
    await aigul.does_not_see(w.disagreement_sent)
    assert await clerk.letters() == []


async def test_what_was_confirmed_is_what_was_seen(story: Story) -> None:
    """R-61, R-63: the button of a revision that has changed since does nothing."""
    world, w = story.world, story.w
    with world.given():
        aigul, clerk = await story.published()
        daniyar = await story.parent("daniyar")
        await story.adds(daniyar)
        await daniyar.says("/menu")
        await daniyar.taps(f"{w.sheets_room}…")
        await daniyar.taps(f"{ALIKHAN}: {w.month('2026-11')}")
        confirm = await daniyar.button(w.confirm)
        await story.disputes(aigul)
        await story.publishes_again(clerk)
    await daniyar.presses(confirm)
    await daniyar.sees(w.sheet_changed)
    await daniyar.does_not_see(w.confirmed_sheet)


async def test_marks_stand_once_published(story: Story) -> None:
    """R-60, R-61: no publishing before the month has ended, no marking after."""
    world, w = story.world, story.w
    with world.given():
        _, clerk = await story.enrolled()
        await story.opens_month(clerk, "2026-11")
    await clerk.sees(ALIKHAN_WHOLE)
    await clerk.does_not_see(w.publish_month)
    with world.given():
        await clerk.taps(ALIKHAN_WHOLE)
        day = await clerk.button("17 ✓")
        await world.clock.to("2026-12-01 09:00")
        await story.publishes(clerk, "2026-11")
    await clerk.presses(day)
    await clerk.sees(w.not_now)
    await clerk.presses({**day, "data": day["data"].replace("17.", "99.")})
    await clerk.does_not_see("17+")


async def test_publishing_twice_says_the_truth(story: Story) -> None:
    """R-60: a double tap publishes once, and does not end with nothing published."""
    world, w = story.world, story.w
    with world.given():
        _, clerk = await story.enrolled()
        await world.clock.to("2026-12-01 09:00")
        await story.opens_month(clerk, "2026-11")
        await clerk.taps(w.publish_month)
    await clerk.taps_twice(w.publish)
    await clerk.sees(f"⏳ {ALIKHAN_WHOLE}")
    await clerk.does_not_see(": 0")
