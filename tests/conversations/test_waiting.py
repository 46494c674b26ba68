"""Waiting lists, day by day: joining, the place that is offered, and the clock that stands still and goes on (R-56)."""

from pathlib import Path

import pytest

from tests.conversations.given import ALIKHAN, Story
from tests.conversations.harness import Person
from tests.conversations.waiting_words import Waits, places


@pytest.fixture
def ww(story: Story) -> Waits:
    """The words of waiting."""
    return Waits(story.w)


async def times(person: Person) -> list[str]:
    """When letters came since the last look."""
    return [letter.at for letter in await person.letters()]


async def waits(story: Story, ww: Waits, folder: Path, *names: str) -> Person:
    """A parent with a voucher of five working days, in the lists of these kindergartens, which are full."""
    aigul = await story.confirmed()
    await places(story.world, folder, 0, 0)
    await joins(story, ww, aigul, *names)
    return aigul


async def joins(story: Story, ww: Waits, parent: Person, *names: str) -> None:
    """Join these lists."""
    await parent.says("/menu")
    await parent.taps(f"{story.w.choose}…")
    for name in names:
        await parent.taps(ww.join.format(name=name))


async def offers(story: Story, folder: Path, balbobek: int = 1, aigolek: int = 0) -> None:
    """Places become free, and the clockwork turns."""
    await places(story.world, folder, balbobek, aigolek)
    await story.world.clock.advance(seconds=30)


async def test_everything_is_full_and_a_place_is_offered(story: Story, ww: Waits, tmp_path: Path) -> None:
    """R-55, R-56: two lists, the clock stands still, the offered place is accepted, signed for, and enrolled."""
    world, w = story.world, story.w
    with world.given():
        clerk = await story.person("kg_almaty")
        aigul = await story.confirmed()
        await places(world, tmp_path, 0, 0)
        await aigul.says("/menu")
    await aigul.taps(f"{w.choose}…")
    await aigul.sees(ww.nothing_free, ww.clock_runs, w.working("2026-11-23", 5))
    await aigul.taps(ww.join.format(name=w.balbobek))
    await aigul.sees(ww.in_list, ww.number.format(number=1, length=1), ww.days_kept.format(days=5))
    await aigul.sees(w.calendar("2026-12-16", 30))
    await aigul.taps(ww.join.format(name=ww.aigolek))
    await aigul.sees(ww.one_more, ww.aigolek)
    await aigul.says("/status")
    await aigul.sees(ww.state)

    await world.clock.to("2026-11-25 12:00")
    assert await aigul.letters() == []
    await offers(story, tmp_path)
    assert await times(aigul) == ["2026-11-25 12:00"]
    await aigul.sees(ww.offered.format(name=ALIKHAN), w.balbobek, w.calendar("2026-11-27", 2))
    await aigul.sees(f"[{ww.accept}]\n[{ww.decline}]")
    await aigul.says("/menu")
    await aigul.sees(ww.deed.format(name=ALIKHAN), w.calendar("2026-11-27", 2))
    await aigul.taps(f"{ww.look}…")
    await aigul.taps(ww.accept)
    await aigul.sees(w.contract, w.balbobek, w.calendar("2026-11-27", 2))
    await aigul.taps(w.sign_contract)
    await aigul.says(await aigul.code())
    await aigul.sees(w.contract_sent, w.state_sent, w.balbobek)
    await clerk.taps(w.open_contract)
    await clerk.taps(w.sign)
    await aigul.sees(w.enrolled.format(name=ALIKHAN))


async def test_no_answer_and_the_next_is_offered_the_place(story: Story, ww: Waits, tmp_path: Path) -> None:
    """R-56: reminded till the last hours; off that list; the place goes to the next; the other list stays."""
    world, w = story.world, story.w
    with world.given():
        aigul = await story.queued()
        dina = await story.neighbour("dina", "2023-05-01")
        await story.round(count=2)
        await story.confirms_interest(aigul)
        await story.confirms_interest(dina)
        await places(world, tmp_path, 0, 0)
        await joins(story, ww, aigul, w.balbobek, ww.aigolek)
        await joins(story, ww, dina, w.balbobek)
        await dina.sees(ww.number.format(number=2, length=2))
        await world.clock.to("2026-11-17 10:00")
        await offers(story, tmp_path)
        assert await times(aigul) == ["2026-11-17 10:00"]
        assert await dina.letters() == []
        accept = await aigul.button(ww.accept)
    await world.clock.to("2026-11-19 23:59")
    assert await times(aigul) == ["2026-11-18 09:00", "2026-11-18 18:00", "2026-11-19 09:00", "2026-11-19 21:00"]
    await aigul.sees(ww.still_offered, w.today("2026-11-19"))
    assert await dina.letters() == []
    await world.clock.to("2026-11-20 08:00")
    assert await times(aigul) == ["2026-11-20 08:00"]
    await aigul.sees(ww.lapsed.format(name=ALIKHAN), w.balbobek)
    assert await times(dina) == ["2026-11-20 08:00"]
    await dina.sees(ww.offered.format(name="Dina"), w.calendar("2026-11-22", 2))

    await aigul.presses(accept)
    await aigul.sees(ww.offer_over, ww.state, ww.aigolek)
    await dina.taps(ww.accept)
    await dina.taps(w.sign_contract)
    await dina.says(await dina.code())
    await dina.sees(w.contract_sent)


async def test_an_offer_too_late_although_nobody_has_looked(story: Story, ww: Waits, tmp_path: Path) -> None:
    """R-4, R-56: the form is open, the code is right, the offer is over; the clock of the contract goes on."""
    world, w = story.world, story.w
    with world.given():
        aigul = await waits(story, ww, tmp_path, w.balbobek)
        await world.clock.to("2026-11-17 10:00")
        await offers(story, tmp_path)
        await world.clock.to("2026-11-19 23:58")
        await aigul.taps(ww.accept)
        await aigul.taps(w.sign_contract)
        code = await aigul.code()
        await world.clock.slips_to("2026-11-20 00:00")
    await aigul.says(code)
    await aigul.sees(ww.offer_over)
    await aigul.does_not_see(w.contract_sent)
    await aigul.says("/status")
    await aigul.sees(w.state_confirmed, w.working("2026-11-26", 4))
    await world.clock.to("2026-11-20 08:00")
    assert await times(aigul) == ["2026-11-20 08:00"]
    await aigul.sees(ww.goes_on, w.working("2026-11-26", 4))


async def test_the_pause_ends_and_the_clock_goes_on(story: Story, ww: Waits, tmp_path: Path) -> None:
    """R-56, R-54: told on the last morning; five working days from 17 December; then the archive, with why and what now."""
    world, w = story.world, story.w
    with world.given():
        aigul = await waits(story, ww, tmp_path, w.balbobek, ww.aigolek)
    await world.clock.to("2026-12-16 23:59")
    assert await times(aigul) == ["2026-12-16 09:00"]
    await aigul.sees(ww.pause_ends.format(name=ALIKHAN), w.today("2026-12-16"))
    await world.clock.to("2026-12-17 00:00")
    await aigul.says("/status")
    await aigul.sees(w.state_confirmed, w.working("2026-12-23", 4))
    await world.clock.to("2026-12-17 08:00")
    assert await times(aigul) == ["2026-12-17 08:00"]
    await aigul.sees(ww.goes_on, ww.pause_over, w.working("2026-12-23", 4))
    await aigul.taps(f"{w.choose}…")
    await aigul.sees(ww.nothing_free, ww.pause_used, ww.clock_runs)
    await aigul.does_not_see(w.balbobek)
    await aigul.presses({**await aigul.button(w.menu), "data": "w:join:1:1"})
    await aigul.sees(ww.pause_used, w.state_confirmed)

    await world.clock.to("2026-12-23 10:00")
    await aigul.sees(w.remind_choose, ww.extend_today, f"[➕ {w.extend}]")
    await world.clock.to("2026-12-24 08:00")
    await aigul.sees(w.archived.format(name=ALIKHAN, number="0000001"), w.no_contract)
    await aigul.taps(w.details)
    await aigul.sees(w.in_archive, w.no_contract, ww.archived_since.format(day=w.day("2026-12-24")), w.apply_anew)
    await aigul.sees(f"[{w.apply}]")


async def test_leaving_lists_one_by_one(story: Story, ww: Waits, tmp_path: Path) -> None:
    """R-56: behind a screen that names the loss; with the last one the clock goes on; a stale button changes nothing."""
    world, w = story.world, story.w
    with world.given():
        aigul = await waits(story, ww, tmp_path, w.balbobek, ww.aigolek)
        await world.clock.to("2026-11-30 12:00")
        await aigul.says("/menu")
        await aigul.taps(w.my_applications)
        await aigul.taps(w.details_of.format(name=ALIKHAN))
        await aigul.taps(ww.lists)
    leave = await aigul.button(ww.leave_list.format(name=w.balbobek))
    await aigul.taps(ww.leave_list.format(name=w.balbobek))
    await aigul.sees(ww.place_lost, f"[{ww.stay}]\n[{ww.yes_leave}]")
    await aigul.does_not_see(ww.will_go_on, ww.aigolek)
    await aigul.taps(ww.yes_leave)
    await aigul.sees(ww.left_list, ww.aigolek)
    await aigul.presses(leave)
    await aigul.sees(ww.not_in_list, ww.state)
    await aigul.taps(ww.lists)
    await aigul.taps(ww.leave_list.format(name=ww.aigolek))
    await aigul.sees(ww.will_go_on, w.working("2026-12-07", 5))
    await aigul.taps(ww.stay)
    await aigul.sees(ww.number.format(number=1, length=1))
    await aigul.taps(ww.leave_list.format(name=ww.aigolek))
    await aigul.taps(ww.yes_leave)
    await aigul.sees(ww.goes_on, w.state_confirmed, w.working("2026-12-07", 5))


async def test_declining_an_offered_place(story: Story, ww: Waits, tmp_path: Path) -> None:
    """R-56: the consequence first; the list is left; declined twice it is over."""
    world, w = story.world, story.w
    with world.given():
        aigul = await waits(story, ww, tmp_path, w.balbobek)
        await world.clock.to("2026-11-18 12:00")
        await offers(story, tmp_path)
    await aigul.taps(ww.decline)
    await aigul.sees(
        ww.to_the_next, ww.will_go_on, w.working("2026-11-25", 5), f"[{ww.keep_offer}]\n[{ww.yes_decline}]"
    )
    await aigul.taps(ww.keep_offer)
    await aigul.sees(ww.offered.format(name=ALIKHAN))
    await aigul.taps(ww.decline)
    yes = await aigul.button(ww.yes_decline)
    await aigul.taps(ww.yes_decline)
    await aigul.sees(w.state_confirmed, w.working("2026-11-25", 5))
    await aigul.presses(yes)
    await aigul.sees(ww.offer_over, w.state_confirmed)
    await world.clock.to("2026-11-24 12:00")
    assert [letter.at for letter in await aigul.letters()] == ["2026-11-19 09:00"], "the next morning, to choose"


async def test_a_held_place_is_nobody_elses(story: Story, ww: Waits, tmp_path: Path) -> None:
    """R-55, R-56: while it is considered the others find nothing free; a place somewhere else may be chosen meanwhile."""
    world, w = story.world, story.w
    with world.given():
        aigul = await story.queued()
        dina = await story.neighbour("dina", "2023-05-01")
        await story.round(count=2)
        await story.confirms_interest(aigul)
        await story.confirms_interest(dina)
        await places(world, tmp_path, 0, 0)
        await joins(story, ww, aigul, w.balbobek)
        await places(world, tmp_path, 1, 0)
        await dina.says("/menu")
    await dina.taps(f"{w.choose}…")  # promised to the list, even before the clockwork has turned
    await dina.sees(ww.nothing_free)
    await world.clock.advance(seconds=30)
    await aigul.sees(ww.offered.format(name=ALIKHAN))
    await dina.says("/menu")
    await dina.taps(f"{w.choose}…")
    await dina.sees(ww.nothing_free)
    join = await dina.button(ww.join.format(name=ww.aigolek))
    with world.given():
        await places(world, tmp_path, 1, 1)
        await aigul.says("/menu")
        await aigul.taps(w.my_applications)
        await aigul.taps(w.details_of.format(name=ALIKHAN))
    await dina.presses(join)
    await dina.sees(ww.has_free_place)
    await aigul.taps(f"{w.choose}…")
    await aigul.taps(f"{ww.aigolek}…")
    await aigul.taps(f"{w.choose_this}…")
    await aigul.taps(w.sign_contract)
    await world.clock.advance(seconds=80)
    await aigul.says(await aigul.code())
    await aigul.sees(w.contract_sent, ww.aigolek)
    await dina.says("/menu")
    await dina.taps(f"{w.choose}…")
    await dina.sees(f"[{w.balbobek}")


async def test_refused_after_an_accepted_offer(story: Story, ww: Waits, tmp_path: Path) -> None:
    """R-55, R-56: joined on the last day, at least two working days are left; how to mend it is said."""
    world, w = story.world, story.w
    with world.given():
        clerk = await story.person("kg_almaty")
        aigul = await story.confirmed()
        await places(world, tmp_path, 0, 0)
        await world.clock.to("2026-11-23 12:00")
        await joins(story, ww, aigul, w.balbobek)
        await offers(story, tmp_path)
        await aigul.taps(ww.accept)
        await aigul.taps(w.sign_contract)
        await aigul.says(await aigul.code())
        await world.clock.to("2026-11-25 12:00")
    await clerk.taps(w.open_contract)
    await clerk.taps(w.refuse_contract)
    await clerk.taps(w.expired)
    await aigul.sees(w.contract_refused, ww.mend, w.working("2026-11-27", 2))
    await aigul.taps(w.details)
    await aigul.sees(w.state_confirmed, ww.mend, w.expired, w.working("2026-11-27", 2), f"[{ww.lists}]")


async def test_refusing_the_voucher_while_waiting(story: Story, ww: Waits, tmp_path: Path) -> None:
    """R-53, R-56: the same screen that names the loss; the held place goes to the next."""
    world, w = story.world, story.w
    with world.given():
        aigul = await waits(story, ww, tmp_path, w.balbobek)
        await offers(story, tmp_path)
        accept = await aigul.button(ww.accept)
        await aigul.says("/menu")
        await aigul.taps(w.my_applications)
        await aigul.taps(w.details_of.format(name=ALIKHAN))
    await aigul.sees(ww.state_offered)
    await aigul.taps(w.refuse_voucher)
    await aigul.sees(w.refusing.format(name=ALIKHAN), w.place_annulled)
    await aigul.taps(w.yes_refuse)
    await aigul.sees(w.voucher_refused, w.state_refused)
    await aigul.presses(accept)
    await aigul.sees(ww.offer_over, w.state_refused)
    await world.clock.to("2026-12-20 12:00")
    assert await aigul.letters() == []


async def test_somebody_elses_lists(story: Story, ww: Waits, tmp_path: Path) -> None:
    """Buttons carry ids; whose they are is looked at every time."""
    world, w = story.world, story.w
    with world.given():
        await waits(story, ww, tmp_path, w.balbobek)
        daniyar = await story.parent("saule")
        await daniyar.says("/menu")
        button = await daniyar.button(w.my_applications)
    for verb in ("room", "join", "leave", "leave_yes", "offer", "accept", "decline", "decline_yes"):
        await daniyar.presses({**button, "data": f"w:{verb}:1:1"})
        await daniyar.sees(w.not_yours)
