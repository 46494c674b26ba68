"""After enrolment: another kindergarten without a new queue, leaving for good, a cancelling taken back (R-57, R-58, R-64)."""

from pathlib import Path

import pytest

from tests.conversations.given import ALIKHAN, ALIKHAN_WHOLE, Story
from tests.conversations.harness import Person
from tests.conversations.waiting_words import Waits, clerk_of, places


@pytest.fixture
def ww(story: Story) -> Waits:
    """The words of transfers."""
    return Waits(story.w)


async def opens_application(story: Story, parent: Person) -> None:
    """The application on the screen."""
    await parent.says("/menu")
    await parent.taps(story.w.my_applications)
    await parent.taps(story.w.details_of.format(name=ALIKHAN))


async def asks_transfer(story: Story, ww: Waits, parent: Person) -> None:
    """Choose the other kindergarten, sign, send."""
    await story.world.clock.advance(seconds=80)
    await opens_application(story, parent)
    await parent.taps(ww.transfer)
    await parent.taps(f"{ww.aigolek}…")
    await parent.taps(story.w.sign_contract)
    await parent.says(await parent.code())
    await parent.sees(ww.asked)


async def test_a_transfer_signed(story: Story, ww: Waits, tmp_path: Path) -> None:
    """R-58, R-67: the child stays until the other kindergarten signs; each has a sheet of its own days."""
    world, w = story.world, story.w
    with world.given():
        aigul, old = await story.enrolled()
        new = await clerk_of(story, "ALM-102")
        await world.clock.to("2026-11-23 11:00")
        await opens_application(story, aigul)
    await aigul.taps(ww.transfer)
    await aigul.sees(ww.where_to, ww.aigolek)
    await aigul.does_not_see(w.balbobek)
    await aigul.taps(f"{ww.aigolek}…")
    await aigul.sees(ww.transfer_contract, w.balbobek, ww.aigolek)
    await aigul.taps(w.sign_contract)
    await aigul.says(await aigul.code())
    await aigul.sees(ww.asked, ww.moving, w.balbobek, ww.aigolek, w.working("2026-11-25", 2), f"[{ww.take_back}]")
    await old.says("/menu")
    await old.taps(w.staff)
    await old.taps(ww.contracts_to_sign)
    await old.does_not_see(ALIKHAN_WHOLE)
    await new.taps(w.open_contract)
    await new.sees(ALIKHAN_WHOLE, ww.a_transfer, w.working("2026-11-25", 2))
    sign = await new.button(w.sign)
    await old.presses({**await old.button(w.staff), "data": sign["data"]})
    await old.sees(w.not_staff)
    await new.taps(w.sign)
    await new.sees(w.signed)
    await aigul.sees(ww.transferred.format(name=ALIKHAN), ww.aigolek)
    await old.sees(ww.child_leaves, ALIKHAN_WHOLE, ww.went_elsewhere)
    await aigul.taps(w.details)
    await aigul.sees(w.state_enrolled, ww.aigolek)
    await aigul.does_not_see(w.balbobek)
    await world.clock.to("2026-12-01 09:00")
    await old.letters()
    await story.publishes(old, "2026-11")
    await old.sees(w.published.format(count=1))
    await story.publishes(new, "2026-11")
    await new.sees(w.published.format(count=1))
    await aigul.says("/menu")
    await aigul.taps(f"{w.sheets_room}…")
    await aigul.sees(f"{ALIKHAN}: {w.month('2026-11')}")


async def test_a_transfer_refused_and_another_taken_back(story: Story, ww: Waits) -> None:
    """R-58: either way the old contract goes on; old buttons change nothing."""
    world, w = story.world, story.w
    with world.given():
        aigul, _ = await story.enrolled()
        new = await clerk_of(story, "ALM-102")
        await asks_transfer(story, ww, aigul)
    await new.taps(w.open_contract)
    await new.taps(w.refuse_contract)
    await new.taps(w.expired)
    await new.sees(w.contract_is_refused)
    await aigul.sees(ww.not_transferred.format(name=ALIKHAN), w.expired, ww.mend, ww.stays)
    await aigul.taps(w.details)
    await aigul.sees(w.state_enrolled, w.balbobek)
    await asks_transfer(story, ww, aigul)
    await aigul.taps(ww.take_back)
    await aigul.sees(ww.aigolek, f"[{ww.wait_for_answer}]\n[{ww.yes_take_back}]")
    yes = await aigul.button(ww.yes_take_back)
    await aigul.taps(ww.yes_take_back)
    await aigul.sees(ww.taken_back, w.state_enrolled)
    await aigul.presses(yes)
    await aigul.sees(w.not_now, w.state_enrolled)
    await new.taps(w.open_contract)
    await new.sees(w.not_staff)


async def test_a_kindergarten_that_is_silent_about_a_transfer(story: Story, ww: Waits) -> None:
    """R-55, R-58: the department is told, and has a list with how many days; the child stays where it is."""
    world, w = story.world, story.w
    with world.given():
        aigul, _ = await story.enrolled()
        department = await world.person("dep_almaty")
        await asks_transfer(story, ww, aigul)
        await world.clock.to("2026-11-20 12:00")
    assert [letter.at for letter in await department.letters()][-1] == "2026-11-19 08:00"
    await department.sees(w.silent, ww.aigolek, "0000001")
    await department.taps(w.staff)
    await department.taps(ww.silent_list.format(count=1))
    await department.sees(ww.aigolek, "0000001", ww.silent_days.format(count=2))
    await opens_application(story, aigul)
    await aigul.sees(ww.moving, ww.late, w.balbobek)


async def test_the_child_goes_to_school(story: Story, ww: Waits) -> None:
    """The table of section 6: behind a screen that names the loss; the kindergarten is told; it is for good."""
    world, w = story.world, story.w
    with world.given():
        aigul, clerk = await story.enrolled()
        await opens_application(story, aigul)
    await aigul.taps(ww.child_goes)
    await aigul.sees(ww.from_the_end, f"[{ww.child_stays}]\n[{ww.transfer}]")
    await aigul.taps(ww.child_stays)
    await aigul.sees(w.state_enrolled)
    await aigul.taps(ww.child_goes)
    yes = await aigul.button(ww.yes_school)
    await aigul.taps(ww.yes_school)
    await aigul.sees(ww.gone_to_school, ww.state_left, f"[{w.apply}]")
    await clerk.sees(ww.child_leaves, ALIKHAN_WHOLE)
    await aigul.presses(yes)
    await aigul.sees(w.not_now, ww.state_left)
    await aigul.taps(w.apply)
    await aigul.sees(w.which_child, f"[{ALIKHAN_WHOLE}]")


@pytest.mark.parametrize("given_away", [False, True], ids=["free", "taken"])
async def test_the_department_reinstates(story: Story, ww: Waits, tmp_path: Path, given_away: bool) -> None:
    """R-64: with a reason, once; if need be over the places of the group; the family and the kindergarten are told."""
    world, w = story.world, story.w
    with world.given():
        aigul, clerk = await story.published()
        department = await world.person("dep_almaty")
        await world.clock.to("2027-01-05 11:00")
        await story.publishes(clerk, "2026-12")
        await world.clock.to("2027-01-11 08:00")
        if given_away:
            await places(world, tmp_path, 0, 0)
        await world.clock.to("2027-01-12 12:00")
        await clerk.letters()
        await department.letters()
    await aigul.sees(w.cancelled_voucher.format(name=ALIKHAN), ww.can_reinstate, w.till("2027-02-10"))
    await department.says("/menu")
    await department.taps(w.staff)
    await department.taps(ww.cancelled_list.format(count=1))
    await department.taps(f"{ALIKHAN_WHOLE}…")
    await department.sees(
        ALIKHAN_WHOLE, w.balbobek, w.till("2027-02-10"), ww.given_away if given_away else ww.still_free
    )
    again = await department.button(ww.reinstate_with)
    await department.taps(ww.reinstate_with)
    await department.sees(ww.why)
    await department.says("Бала ауруханада жатты")
    await (department.sees if given_away else department.does_not_see)(ww.over_places.format(over=1))
    await department.taps(ww.reinstate)
    await department.sees(ww.reinstated)
    await aigul.sees(ww.reinstated_told.format(name=ALIKHAN), w.balbobek)
    await clerk.sees(ww.returns, ALIKHAN_WHOLE)
    await department.presses(again)
    await department.sees(w.not_now)
    await world.clock.to("2027-02-12 12:00")
    await opens_application(story, aigul)
    await aigul.sees(w.state_enrolled)


async def test_too_late_to_reinstate(story: Story, ww: Waits) -> None:
    """R-64, R-4: thirty days, and then the screen says so."""
    world, w = story.world, story.w
    with world.given():
        aigul, clerk = await story.published()
        department = await world.person("dep_almaty")
        await world.clock.to("2027-01-05 11:00")
        await story.publishes(clerk, "2026-12")
        await world.clock.to("2027-02-10 23:59")
        await department.says("/menu")
        await department.taps(w.staff)
        await department.taps(ww.cancelled_list.format(count=1))
        await department.taps(f"{ALIKHAN_WHOLE}…")
        await department.taps(ww.reinstate_with)
        await department.says("Бала ауруханада жатты")
        await world.clock.slips_to("2027-02-11 00:00")
    await department.taps(ww.reinstate)
    await department.sees(w.too_late)
    await opens_application(story, aigul)
    await aigul.sees(w.state_cancelled)
    await aigul.does_not_see(ww.can_reinstate)
