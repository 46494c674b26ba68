"""The month for parents, told: two taps, one disagreement, nobody forgotten (R-61 … R-67)."""

from dataclasses import replace

import pytest

from tests.conversations.given import ALIKHAN, ALIKHAN_WHOLE, Story, astana
from tests.conversations.harness import Person
from tests.conversations.marking_words import Marking
from tests.conversations.sheet_words import Sheets, is_pictured, sms_to, times, with_the_other_parent
from tests.conversations.test_transfers import asks_transfer
from tests.conversations.waiting_words import Waits, clerk_of


@pytest.fixture
def s(story: Story) -> Sheets:
    """The words about timesheets."""
    return Sheets(story.w)


async def test_two_taps_from_the_message(story: Story, s: Sheets) -> None:
    """R-61, R-62: the picture and the same in words; what was confirmed stays to be looked at."""
    world, w = story.world, story.w
    with world.given():
        aigul, clerk = await story.enrolled()
        await world.clock.to("2026-12-01 08:30")
        await story.publishes(clerk, "2026-11")
    await world.clock.to("2026-12-01 09:00")
    await aigul.sees(
        w.ready.format(month=w.month("2026-11")),
        s.present_on.format(days="16–20, 23–27, 30"),
        s.off_on.format(days="21–22, 28–29"),
        s.safe,
        w.till("2026-12-10"),
    )
    assert await is_pictured(aigul)
    await aigul.taps(w.confirm)
    await aigul.sees(w.cannot_be_changed, s.present_on.format(days=11))
    await aigul.taps(w.confirm)
    await aigul.sees(w.confirmed_sheet)
    await story.opens_sheet(aigul, "2026-11")
    await aigul.sees(w.state_sheet_confirmed, s.present_on.format(days="16–20, 23–27, 30"))
    assert await is_pictured(aigul)
    await aigul.does_not_see(f"[{w.confirm}]", f"[{w.disagree}]", s.last_step.format(who=""))


async def test_a_dispute_day_by_day(story: Story, s: Sheets) -> None:
    """R-63: tapped, said for each, seen so by the clerk; what changed is shown, and the family decides again."""
    world, w, m = story.world, story.w, Marking(story.w.code)
    with world.given():
        aigul, clerk = await story.published()
    await aigul.taps(w.disagree)
    await aigul.sees(w.which_days, "[16 ✓] [17 ✓]")
    for day in (17, 18, 19, 19):
        await aigul.taps(f"☑ {day} ✓" if day == 19 and await _ticked(aigul, 19) else f"{day} ✓")
    await aigul.sees(s.chosen.format(days="17–18"), "[☑ 18 ✓]")
    await aigul.taps(s.done)
    await aigul.sees(w.what_was_true.format(days="17–18"), f"[{w.sick}]")
    await aigul.does_not_see(f"[{w.present}]")
    await aigul.taps(s.apart)
    await aigul.sees(w.what_was_true.format(days="17"))
    await aigul.taps(w.sick)
    await aigul.sees(w.what_was_true.format(days="18"))
    await aigul.taps(s.leave)
    await aigul.taps(w.skip)
    await aigul.sees(w.check_answers, s.is_sick.format(day=17), s.is_leave.format(day=18), w.refusing_is_safe)
    await aigul.taps(w.send_to_kindergarten)
    await aigul.sees(w.disagreement_sent)
    await aigul.taps(w.look_at_it)
    await aigul.sees(s.you_disagreed.format(days="17–18"), s.you_say, s.is_leave.format(day=18))
    assert await is_pictured(aigul)

    await clerk.taps(w.open_timesheet)
    await clerk.sees(ALIKHAN_WHOLE, s.parent_says, s.is_sick.format(day=17), s.is_leave.format(day=18))
    await clerk.does_not_see(s.in_words)
    await clerk.taps("17 ✓")
    await clerk.taps(w.publish_again)
    await clerk.says("18-і күні бала болды")
    await clerk.taps(w.publish_again)
    await aigul.letters()
    await aigul.sees(
        w.kindergarten_answered.format(name=ALIKHAN, month=w.month("2026-11")),
        w.what_changed,
        s.is_sick.format(day=17),
        w.kindergarten_answers.format(answer="18-і күні бала болды"),
        s.marked_now,
        s.present_on.format(days="16, 18–20, 23–27, 30"),
        s.stays_refused,
        w.till("2026-12-06"),
    )
    await aigul.does_not_see(s.is_leave.format(day=18))
    assert await is_pictured(aigul)
    await world.clock.to("2026-12-01 15:00")
    await aigul.taps(w.disagree)
    await aigul.says("18")
    await aigul.taps(s.leave)
    await aigul.taps(w.skip)
    await aigul.taps(w.send_to_kindergarten)
    await clerk.taps(w.open_timesheet)
    await clerk.sees(s.is_leave.format(day=18))
    await clerk.taps(m.leave)
    await clerk.taps("18 ✓")
    await clerk.taps(w.publish_again)
    await clerk.taps(w.skip)
    await clerk.taps(w.publish_again)
    await aigul.letters()
    await aigul.sees(s.is_leave.format(day=18))
    await aigul.does_not_see("18-і күні бала болды")
    await aigul.taps(w.confirm)
    await aigul.taps(w.confirm)
    await aigul.sees(w.confirmed_sheet)


async def _ticked(person: Person, day: int) -> bool:
    newest = (await person.chat())[-1]
    return any(button["text"] == f"☑ {day} ✓" for row in newest["buttons"] for button in row)


async def test_a_claim_that_is_no_disagreement_is_not_taken(story: Story, s: Sheets) -> None:
    """R-63: a day that the sheet does not have, or a mark that is there already."""
    w = story.w
    with story.world.given():
        aigul, clerk = await story.published()
        await aigul.taps(w.disagree)
        await clerk.letters()
    await aigul.says("3")
    await aigul.sees(s.no_such_day)
    await aigul.says("18")
    await aigul.says(w.present)
    await aigul.sees(s.choose_a_button)
    assert await clerk.letters() == []


async def test_forgotten_twice_and_taken_back(story: Story, s: Sheets) -> None:
    """R-64, R-65: the red warning and what now; the other parent, an SMS; cancelled, reinstated, and no risk after it."""
    world, w, ww = story.world, story.w, Waits(story.w)
    december = w.month("2026-12")
    with world.given():
        aigul, daniyar, clerk = await with_the_other_parent(story)
        department = await world.person("dep_almaty")
        await world.clock.to("2026-12-01 09:00")
        await story.publishes(clerk, "2026-11")
        await world.clock.to("2026-12-10 23:59")
        assert len(await daniyar.letters()) == 5, "no month was missed before: nobody is tried another way"
        await aigul.letters()
        assert await sms_to(story, aigul) == []
    await world.clock.to("2026-12-11 09:00")
    for parent in (aigul, daniyar):
        assert await times(parent) == ["2026-12-11 09:00"]
        await parent.sees(w.one_of_two.format(month=w.month("2026-11")), s.one_of_two, "№ 372", s.what_now, december)
    await aigul.says("/menu")
    await aigul.taps(w.my_applications)
    await aigul.sees(s.red_one_of_two)

    with world.given():
        await world.clock.to("2027-01-02 12:00")
        await story.publishes(clerk, "2026-12")
        await world.clock.to("2027-01-08 09:59")
        await aigul.letters()
        await daniyar.letters()
    await world.clock.to("2027-01-08 10:00")
    assert await times(aigul) == []
    assert await times(daniyar) == ["2027-01-08 10:00"]
    await daniyar.sees(
        s.silent.format(who=s.mother.format(name="Айгүл")),
        s.waits.format(month=december),
        w.was_missed.format(month=w.month("2026-11")),
        f"[{w.confirm}]",
    )
    assert await is_pictured(daniyar)
    assert await sms_to(story, aigul) == []
    await world.clock.to("2027-01-10 20:00")
    ((at, text),) = await sms_to(story, aigul)
    assert at == "2027-01-09 12:00"
    assert s.by_sms.format(month=december) in text
    assert await sms_to(story, daniyar) == []
    assert (await times(aigul))[-1] == "2027-01-10 18:00"
    await daniyar.letters()

    await world.clock.to("2027-01-11 08:00")
    for parent in (aigul, daniyar):
        assert await times(parent) == ["2027-01-11 08:00"]
        await parent.sees(
            w.cancelled_voucher.format(name=ALIKHAN),
            s.both_months.format(first=w.month("2026-11"), second=december),
            "№ 372",
            ww.can_reinstate,
            w.till("2027-02-10"),
        )
    await department.says("/menu")
    await department.taps(w.staff)
    await department.taps(ww.cancelled_list.format(count=1))
    await department.taps(f"{ALIKHAN_WHOLE}…")
    await department.taps(ww.reinstate_with)
    await department.says("Бала ауруханада жатты")
    await department.taps(ww.reinstate)
    for parent in (aigul, daniyar):
        await parent.sees(ww.reinstated_told.format(name=ALIKHAN))
    with world.given():
        await world.clock.to("2027-02-01 08:59")
        await aigul.letters()
        await world.clock.to("2027-02-01 09:00")
        await story.publishes(clerk, "2027-01")
    await aigul.sees(w.ready.format(month=w.month("2027-01")))
    await aigul.does_not_see("❗")
    await world.clock.to("2027-02-10 23:59")
    assert len(await sms_to(story, aigul)) == 1
    assert "2027-02-10 18:00" not in await times(aigul)


async def test_a_family_that_has_seen_it_is_not_tried_another_way(story: Story, s: Sheets) -> None:
    """R-65, R-66: «Көрдім» spares the next rung for that person, and only that; the family is not silent any more."""
    world, w = story.world, story.w
    with world.given():
        aigul, daniyar, clerk = await with_the_other_parent(story)
        await world.clock.to("2026-12-01 09:00")
        await story.publishes(clerk, "2026-11")
        await world.clock.to("2027-01-01 09:00")
        await story.publishes(clerk, "2026-12")
        await aigul.letters()
        await daniyar.letters()
    seen = await aigul.button(s.seen)
    await aigul.taps_twice(s.seen)
    await aigul.sees(w.till("2027-01-10"), f"{ALIKHAN}: {w.month('2026-12')}")
    await world.clock.to("2027-01-05 12:00")
    assert await times(aigul) == []
    assert await times(daniyar) == ["2027-01-04 10:00"]
    await aigul.presses(seen)
    await world.clock.to("2027-01-10 23:59")
    assert await times(aigul) == ["2027-01-07 10:00", "2027-01-09 10:00", "2027-01-10 08:00", "2027-01-10 18:00"]
    assert await times(daniyar) == ["2027-01-07 10:00", "2027-01-09 10:00", "2027-01-10 08:00", "2027-01-10 18:00"]
    assert await sms_to(story, aigul) == []


async def test_no_other_parent_means_an_sms_at_once(story: Story, s: Sheets) -> None:
    """R-65."""
    world = story.world
    with world.given():
        aigul, clerk = await story.published()
        await world.clock.to("2027-01-02 12:00")
        await story.publishes(clerk, "2026-12")
    await world.clock.to("2027-01-10 23:00")
    assert [at for at, _text in await sms_to(story, aigul)] == ["2027-01-08 10:00"]


async def test_published_late(story: Story, s: Sheets) -> None:
    """R-64: five days at least; missed, it costs nothing."""
    world, w = story.world, story.w
    with world.given():
        aigul, clerk = await story.enrolled()
        await world.clock.to("2026-12-09 15:20")
        await story.publishes(clerk, "2026-11")
    await aigul.sees(w.ready.format(month=w.month("2026-11")), w.till("2026-12-14"), f"[{w.confirm}]")
    await world.clock.to("2026-12-15 00:00")
    await aigul.taps(w.confirm)
    await aigul.sees(w.too_late)
    await world.clock.to("2026-12-31 12:00")
    assert all(s.one_of_two not in letter.text for letter in await aigul.letters())


async def test_moved_in_mid_month(story: Story, s: Sheets) -> None:
    """R-67: a sheet of each kindergarten, in one message; the month is confirmed when both are."""
    world, w, ww = story.world, story.w, Waits(story.w)
    with world.given():
        aigul, old = await story.enrolled()
        new = await clerk_of(story, "ALM-102")
        await world.clock.to("2026-11-23 11:00")
        await asks_transfer(story, ww, aigul)
        await new.taps(w.open_contract)
        await new.taps(w.sign)
        await world.clock.to("2026-12-01 08:10")
        await aigul.letters()
        await story.publishes(old, "2026-11")
        await story.publishes(new, "2026-11")
    await world.clock.to("2026-12-01 09:00")
    assert await times(aigul) == ["2026-12-01 09:00"]
    await aigul.sees(w.balbobek, s.present_on.format(days="16–20"), ww.aigolek, s.present_on.format(days="23–27, 30"))
    assert await is_pictured(aigul)
    await aigul.taps(s.confirm_of.format(name=ALIKHAN))
    await aigul.taps(w.confirm)
    await aigul.sees(w.confirmed_sheet, w.next_sheet.format(name=ALIKHAN))
    await aigul.says("/menu")
    await aigul.taps(f"{w.sheets_room}…")
    await aigul.sees(f"✅ {ALIKHAN}: {w.month('2026-11')} · ", f"🔔 {ALIKHAN}: {w.month('2026-11')} · ")
    await world.clock.to("2026-12-04 10:00")
    await aigul.sees(w.not_confirmed.format(month=w.month("2026-11")), f"[{w.confirm}]")


async def twins_in_two_kindergartens(story: Story) -> tuple[Person, Person, Person, Person]:
    """Хасан in one kindergarten of Astana, Хусейн in another; both parents, both clerks."""
    world, w = story.world, story.w
    first = await story.person("kg_astana")
    second = await clerk_of(story, "AST-202")
    saule = await story.queued("saule")
    await story.adds(saule, 1)
    await story.applies(saule)
    await story.round(count=2)
    for _ in range(2):
        await story.confirms_interest(saule)
        await saule.says("/menu")
    for clerk, kindergarten in ((first, story.town.kindergarten), (second, Sheets(w).kunshuaq)):
        story.town = replace(story.town, kindergarten=kindergarten)
        await story.sends_contract(saule)
        await saule.says("/menu")
        await story.signs(clerk)
    children = [{"iin": iin} for iin in saule.children]
    await world.newcomer(id="father", name="Ермек Сынақов", sex="male", children=children)
    father = await story.parent("father")
    await story.adds(father, 0)
    await story.adds(father, 1)
    await saule.letters()
    await father.letters()
    return saule, father, first, second


async def test_two_children_in_two_kindergartens(story: Story, s: Sheets) -> None:
    """R-66: one message a person for all children, whoever publishes when; in an hour, what follows comes together."""
    world, w = story.world, story.w
    story.town = astana(w)
    with world.given():
        saule, father, first, second = await twins_in_two_kindergartens(story)
        await world.clock.to("2026-12-01 08:00")
        await story.publishes(first, "2026-11")
        await world.clock.to("2026-12-01 08:40")
        await story.publishes(second, "2026-11")
    await world.clock.to("2026-12-01 09:00")
    for parent in (saule, father):
        assert await times(parent) == ["2026-12-01 09:00"]
        await parent.sees(
            s.baiterek, s.kunshuaq, f"[{s.confirm_of.format(name='Хасан')}]", f"[{s.disagree_of.format(name='Хусейн')}]"
        )
        assert await is_pictured(parent)
    await saule.taps(s.confirm_of.format(name="Хасан"))
    await saule.taps(w.confirm)
    await father.sees(s.other_confirmed.format(name="Хасан", month=w.month("2026-11")))
    await father.letters()
    await world.clock.to("2026-12-04 10:00")
    for parent in (saule, father):
        assert await times(parent) == ["2026-12-04 10:00"]
        await parent.sees("Хусейн", f"[{w.confirm}]")
        await parent.does_not_see("Хасан")
    await saule.says("/menu")
    await saule.taps(f"{w.sheets_room}…")
    await saule.sees(f"🔔 Хусейн: {w.month('2026-11')}", s.all_months.format(name="Хасан"))
    await saule.taps(s.all_months.format(name="Хасан"))
    await saule.sees(f"✅ Хасан: {w.month('2026-11')}")
    await saule.does_not_see("Хусейн")
    theirs = await saule.button(f"✅ Хасан: {w.month('2026-11')}")
    await saule.presses({**theirs, "data": "s:child:999:0"})
    await saule.sees(w.not_yours)


async def test_published_at_different_hours(story: Story, s: Sheets) -> None:
    """R-66: none twice: what is published within the hour after a message comes when the hour is over."""
    world, w = story.world, story.w
    story.town = astana(w)
    with world.given():
        saule, _father, first, second = await twins_in_two_kindergartens(story)
        await world.clock.to("2026-12-02 11:05")
        await story.publishes(first, "2026-11")
        assert await times(saule) == ["2026-12-02 11:05"]
        await world.clock.to("2026-12-02 11:30")
        await story.publishes(second, "2026-11")
    await world.clock.to("2026-12-02 13:00")
    assert await times(saule) == ["2026-12-02 12:00"]
    await saule.sees(s.confirm_of.format(name="Хасан"), s.confirm_of.format(name="Хусейн"))


async def test_both_parents_at_once(story: Story, s: Sheets) -> None:
    """R-21, R-61: the first action counts; the other sees who it was."""
    world, w = story.world, story.w
    with world.given():
        aigul, daniyar, clerk = await with_the_other_parent(story)
        await world.clock.to("2026-12-01 09:00")
        await story.publishes(clerk, "2026-11")
        await aigul.taps(w.confirm)
        await daniyar.taps(w.confirm)
        yes = await daniyar.button(w.confirm)
    await aigul.taps(w.confirm)
    await aigul.sees(w.confirmed_sheet)
    await daniyar.sees(
        s.other_confirmed.format(name=ALIKHAN, month=w.month("2026-11")),
        s.who_did.format(who=s.mother.format(name="Айгүл")),
    )
    await daniyar.presses(yes)
    await daniyar.sees(
        w.already_answered, w.state_sheet_confirmed, s.last_step.format(who=s.mother.format(name="Айгүл"))
    )
    await daniyar.does_not_see(w.confirmed_sheet)


async def test_all_earlier_months(story: Story, s: Sheets) -> None:
    """R-61: as far back as there are any, in pages."""
    world, w = story.world, story.w
    months = ["2026-11", "2026-12", *(f"2027-{month:02}" for month in range(1, 6))]
    after = [*months[1:], "2027-06"]
    with world.given():
        aigul, clerk = await story.enrolled()
        for month, then in zip(months, after, strict=True):
            await world.clock.to(f"{then}-01 09:00")
            await story.publishes(clerk, month)
            await aigul.taps(w.confirm)
            await aigul.taps(w.confirm)
        await aigul.says("/menu")
    await aigul.taps(f"{w.sheets_room}…")
    await aigul.sees(*(f"{ALIKHAN}: {w.month(month)}" for month in months[1:]))
    await aigul.does_not_see(w.month(months[0]))
    await aigul.taps(s.earlier)
    await aigul.sees(f"{ALIKHAN}: {w.month(months[0])}", f"[{s.later}]")
    await aigul.taps(f"{ALIKHAN}: {w.month(months[0])}")
    await aigul.sees(w.state_sheet_confirmed, s.present_on.format(days="16–20, 23–27, 30"))
