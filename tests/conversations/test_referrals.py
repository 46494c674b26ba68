"""Where a region works by referrals: from the bulletin to the kindergarten, and what is not used in time (R-71)."""

import sqlite3
from contextlib import closing

from tests.conversations.board_words import Board, calendar_file, last_of
from tests.conversations.given import ALIKHAN, Story, village
from tests.conversations.harness import Person
from tests.conversations.portal_words import PortalTongue

RULE = (
    "INSERT INTO rule_override (key, value, unit, region, valid_from, source, added_at)"
    " VALUES ('admission', 'referral', 'admission', '610000000', '2026-01-01', 'ours', 0)"
)


async def asked(story: Story) -> tuple[Person, Person, PortalTongue]:
    """A parent of Qazygurt whose child asks for a place at the village's kindergarten, and the department's clerk."""
    p = PortalTongue(story.w.code)
    story.town = village(story.w)
    with story.world.given():
        with closing(sqlite3.connect(story.world.database)) as link, link:
            link.execute(RULE)
        await story.world.clock.advance(seconds=30)
        clerk = await story.person("dep_village")
        aigul = await story.queued()
    await aigul.says("/status")
    await aigul.taps(story.w.details_of.format(name=ALIKHAN))
    await aigul.taps(p.find_referral)
    await aigul.sees(p.fitting, p.aq_bulaq)
    await aigul.taps(p.view_one.format(name=p.aq_bulaq))
    await aigul.sees(p.by_referral)
    await aigul.does_not_see(p.by_voucher)
    await aigul.taps(p.ask_referral.format(name=ALIKHAN))
    await aigul.sees(p.asked, p.aq_bulaq, p.you_are_first)
    return aigul, clerk, p


async def gives(clerk: Person, p: PortalTongue) -> None:
    """The department gives the referral it was told of."""
    assert len(await clerk.letters()) == 1
    await clerk.sees(p.wants.format(name=p.aq_bulaq))
    await clerk.taps(p.open)
    await clerk.sees(ALIKHAN, p.aq_bulaq)
    await clerk.taps(p.give)
    await clerk.sees(p.is_given)


async def test_the_whole_road_by_referral(story: Story) -> None:
    """R-57, R-71: asked, given, confirmed, extended, enrolled."""
    aigul, clerk, p = await asked(story)
    b = Board(story.w)
    garden = await story.person("kg_village")
    await gives(clerk, p)
    await aigul.sees(p.told_given.format(name=ALIKHAN, garden=p.aq_bulaq), p.working("2026-11-18", 2))
    await aigul.says("/menu")
    await aigul.sees(p.deed_given.format(name=ALIKHAN))
    await aigul.taps(f"{p.referral}…")
    await aigul.taps(b.why)
    await aigul.sees(p.given_on.format(day=b.date("2026-11-16")), p.goes_to_next, b.in_time)
    await aigul.taps(b.to_calendar)
    _name, event = await calendar_file(story.world, aigul)
    assert str(last_of(event)) == "2026-11-18"
    await aigul.sees(p.deed_given.format(name=ALIKHAN).removeprefix(f"🔔 {ALIKHAN}: "), b.green)
    await aigul.taps(p.referral)
    await aigul.taps(p.confirm)
    await aigul.sees(p.is_confirmed, p.working("2026-11-23", 5))
    await aigul.taps(p.more_time)
    await aigul.sees(p.calendar("2026-12-16", 30))
    await aigul.does_not_see(p.more_time)
    assert len(await garden.letters()) == 2
    await garden.sees(p.more_time_there, p.calendar("2026-12-16", 30))
    await garden.taps(p.open)
    await garden.sees(ALIKHAN)
    await garden.taps(p.is_enrolled)
    await garden.sees(p.in_contingent)
    await aigul.says("/status")
    await aigul.sees(story.w.state_enrolled)


async def test_what_is_not_confirmed_goes_back(story: Story) -> None:
    """R-4, R-66, R-71: reminded, told, and the child stands in the queue as before."""
    aigul, clerk, p = await asked(story)
    await gives(clerk, p)
    await aigul.letters()
    old = await aigul.button(p.confirm)
    await story.world.clock.to("2026-11-17 09:00")
    await aigul.letters()
    await aigul.sees(p.reminder.format(name=ALIKHAN))
    await story.world.clock.to("2026-11-19 09:00")
    await aigul.letters()
    await aigul.sees(p.lapsed.format(name=ALIKHAN))
    await aigul.presses(old)
    await aigul.sees(p.too_late)
    await aigul.says("/status")
    await aigul.taps(story.w.details_of.format(name=ALIKHAN))
    await aigul.sees(f"[{p.find_referral}]")


async def test_the_department_gives_none_and_says_why(story: Story) -> None:
    aigul, clerk, p = await asked(story)
    await clerk.says("/menu")
    await clerk.taps(story.w.staff)
    await clerk.taps(p.desk.format(n=1))
    await clerk.taps(f"№ 0000001 · {p.aq_bulaq}")
    await clerk.taps(p.deny)
    await clerk.taps(p.place_gone)
    await aigul.letters()
    await aigul.sees(p.told_denied.format(name=ALIKHAN, garden=p.aq_bulaq), p.place_gone)


async def test_giving_it_up_has_its_own_screen(story: Story) -> None:
    aigul, _clerk, p = await asked(story)
    await aigul.taps(p.give_up)
    await aigul.sees(f"[{p.keep_it}]\n[{p.yes_give_up}]")
    await aigul.taps(p.yes_give_up)
    await aigul.sees(p.given_up)
    await aigul.does_not_see(p.give_up)
