"""Free places told to everybody, and to who asked: once, in hours in which a phone may ring (R-70, R-71)."""

import sqlite3
from contextlib import closing

from tests.conversations.given import ALIKHAN, Story
from tests.conversations.harness import Person
from tests.conversations.portal_words import PortalTongue


def words(story: Story) -> PortalTongue:
    return PortalTongue(story.w.code)


def changes(story: Story, sql: str) -> None:
    """Places come and go, however: what tells of it are triggers."""
    with closing(sqlite3.connect(story.world.database)) as link, link:
        link.execute(sql)


def full(story: Story) -> None:
    """Nothing is free in Almaty."""
    places = "SELECT id FROM kindergarten WHERE queue_place = '750000000'"
    changes(story, f"UPDATE class SET places = 0 WHERE kindergarten_id IN ({places})")


def opens(story: Story, count: int) -> None:
    """So many places in one group of Balbobek."""
    group = "SELECT min(class.id) FROM class JOIN kindergarten k ON k.id = kindergarten_id WHERE k.code = 'ALM-101'"
    changes(story, f"UPDATE class SET places = {count} WHERE id = ({group})")


async def in_almaty(story: Story, p: PortalTongue, id: str = "zhanna") -> Person:
    """A stranger who looks at Almaty, where all that fits a child of three is full."""
    person = await story.person(id)
    await person.taps(p.kindergartens)
    await person.taps(p.elsewhere)
    await person.says(p.almaty)
    await person.taps(p.whole_city)
    return person


async def test_bulletins_by_group_age_and_language(story: Story) -> None:
    """R-71: «Көру» opens one; the filters are those of the catalogue."""
    p = words(story)
    with story.world.given():
        zhanna = await in_almaty(story, p)
        await story.world.clock.advance(seconds=30)
        await zhanna.says("/menu")
    await zhanna.taps(p.free_places)
    await zhanna.sees(p.place_of_list.format(place=p.almaty), f"[{p.filters}]", f"[{p.watches}]")
    await zhanna.taps("▶")
    await zhanna.sees("[2 / ")
    await zhanna.taps(p.filters)
    await zhanna.taps(p.pick_age)
    await zhanna.taps(p.five_years)
    await zhanna.taps(p.pick_language)
    await zhanna.taps(p.russian)
    await zhanna.taps(p.free_places)
    await zhanna.sees(p.qarlygash, p.day("2026-11-16"))
    await zhanna.does_not_see(p.balbobek)
    await zhanna.taps(p.view.format(number=2, name=p.qarlygash))
    await zhanna.sees(p.qarlygash, "+77000001103", p.by_voucher)
    await zhanna.taps(p.about)
    await zhanna.sees(p.qarlygash, f"[{p.star}]")
    await zhanna.says("/menu")
    await zhanna.taps(p.free_places)
    await zhanna.taps(p.elsewhere)
    await zhanna.says(p.turkistan)
    await zhanna.says(p.qazygurt)
    await zhanna.sees(p.nothing_free_here)


async def test_a_watched_kindergarten_is_told_of_once(story: Story) -> None:
    p = words(story)
    with story.world.given():
        full(story)
        zhanna = await in_almaty(story, p)
        await story.world.clock.advance(seconds=30)
        await zhanna.says(p.balbobek)
        await zhanna.taps(f"{p.balbobek}…")
    await zhanna.taps(p.watch_it)
    await zhanna.sees(p.will_write, f"[{p.watch_no_more}]")
    await story.world.clock.advance(hours=1)
    assert await zhanna.letters() == []
    opens(story, 1)
    await story.world.clock.advance(seconds=30)
    assert len(await zhanna.letters()) == 1
    await zhanna.sees(p.appeared.format(name=p.balbobek), p.not_again, f"[{p.view_short}]")
    await zhanna.taps(p.view_short)
    await zhanna.sees(p.balbobek, p.by_voucher)
    full(story)
    await story.world.clock.advance(seconds=30)
    opens(story, 1)
    await story.world.clock.advance(seconds=30)
    assert await zhanna.letters() == [], "a watch ends when it has told"
    await zhanna.taps(p.watch_again)
    await zhanna.sees(p.balbobek)
    full(story)
    await story.world.clock.advance(seconds=30)
    opens(story, 2)
    await story.world.clock.advance(seconds=30)
    assert len(await zhanna.letters()) == 1


async def test_a_watched_city_and_what_comes_and_goes_in_the_night(story: Story) -> None:
    """R-66: nobody is woken; a place that has gone by the morning is told to nobody, and the watch goes on."""
    p = words(story)
    with story.world.given():
        full(story)
        zhanna = await in_almaty(story, p)
        await zhanna.says("/menu")
        await zhanna.taps(p.free_places)
    await zhanna.taps(p.watches)
    await zhanna.sees(p.nothing_watched)
    await zhanna.taps(p.watch_district)
    await zhanna.taps(p.almaty)
    await zhanna.sees(p.watched.format(place=p.almaty), f"[✖ {p.almaty}]")
    await story.world.clock.to("2026-11-16 23:00")
    opens(story, 1)
    await story.world.clock.advance(seconds=30)
    full(story)
    await story.world.clock.to("2026-11-17 10:00")
    assert await zhanna.letters() == []
    await story.world.clock.to("2026-11-17 22:00")
    opens(story, 1)
    await story.world.clock.to("2026-11-18 08:01")
    assert [letter.at[:10] for letter in await zhanna.letters()] == ["2026-11-18"]
    await zhanna.sees(p.appeared.format(name=p.balbobek))


async def test_watches_are_taken_back_and_nobody_touches_anothers(story: Story) -> None:
    p = words(story)
    with story.world.given():
        full(story)
        zhanna = await in_almaty(story, p)
        await zhanna.says("/menu")
        await zhanna.taps(p.free_places)
        await zhanna.taps(p.watches)
        await zhanna.taps(p.watch_district)
        await zhanna.taps(p.almaly)
    gone = await zhanna.button(f"✖ {p.almaly}")
    with story.world.given():
        daniyar = await in_almaty(story, p, "daniyar")
    await daniyar.presses(gone)
    await daniyar.presses({**gone, "data": "q:again:1:"})
    await daniyar.sees(p.not_yours)
    await daniyar.presses({**gone, "data": "q:watch:0:123"})
    assert story.world.tells("SELECT count(*) FROM watch") == [(1,)]
    await zhanna.taps(f"✖ {p.almaly}")
    await zhanna.sees(p.nothing_watched)
    assert story.world.tells("SELECT count(*) FROM watch") == [(0,)]


async def test_who_has_blocked_the_bot_is_not_written_to(story: Story) -> None:
    p = words(story)
    with story.world.given():
        full(story)
        zhanna = await in_almaty(story, p)
        await zhanna.says("/menu")
        await zhanna.taps(p.free_places)
        await zhanna.taps(p.watches)
        await zhanna.taps(p.watch_district)
        await zhanna.taps(p.almaty)
        await story.world.clock.advance(seconds=30)
    await zhanna.blocks()
    opens(story, 1)
    await story.world.clock.advance(seconds=30)
    assert story.world.tells("SELECT count(*) FROM letter WHERE kind = 'place_appeared'") == [(0,)]
    assert story.world.tells("SELECT count(*) FROM watch WHERE told_at IS NULL") == [(1,)]


async def test_a_watched_city_waits_for_what_fits_the_child(story: Story) -> None:
    """Whoever has one child that looks for a place is told of what fits it; who has several says for which."""
    p = words(story)
    with story.world.given():
        full(story)
        aigul = await story.queued()
        await aigul.says("/menu")
        await aigul.taps(p.free_places)
        await aigul.taps(p.elsewhere)
        await aigul.says(p.almaty)
        await aigul.taps(p.whole_city)
        await aigul.taps(p.watches)
    await aigul.taps(p.watch_district)
    await aigul.sees(p.for_child.format(name=ALIKHAN))
    await aigul.taps(p.almaty)
    await aigul.sees(p.watched.format(place=p.almaty), f"[✖ {p.almaty} · {ALIKHAN}]")
    with story.world.given():
        zhanna = await in_almaty(story, p)
        await zhanna.says("/menu")
        await zhanna.taps(p.free_places)
        await zhanna.taps(p.watches)
    await zhanna.taps(p.watch_district)
    await zhanna.sees(p.for_any)


async def test_who_has_several_children_says_for_which(story: Story) -> None:
    p = words(story)
    with story.world.given():
        full(story)
        aigul = await story.queued()
        await story.adds(aigul, 1)
        await story.applies(aigul)
        await aigul.says("/menu")
        await aigul.taps(p.free_places)
        await aigul.taps(p.elsewhere)
        await aigul.says(p.almaty)
        await aigul.taps(p.whole_city)
        await aigul.taps(p.watches)
        await aigul.taps(p.watch_district)
    await aigul.does_not_see(p.for_any)
    await aigul.taps(p.almaty)
    await aigul.sees(p.for_which, f"[{p.any_place}]")
    await aigul.taps(ALIKHAN)
    await aigul.sees(f"[✖ {p.almaty} · {ALIKHAN}]")
    await aigul.taps(p.watch_district)
    await aigul.taps(p.almaty)
    await aigul.taps(p.any_place)
    await aigul.sees(f"[✖ {p.almaty} · {ALIKHAN}]", f"[✖ {p.almaty}]")
    await story.world.clock.advance(minutes=1)
    opens(story, 1)
    await story.world.clock.advance(seconds=30)
    assert 1 <= len(await aigul.letters()) <= 2
