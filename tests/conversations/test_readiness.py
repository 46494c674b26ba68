"""Readiness while the number comes near: from two to all, each missing thing with its button (R-42, R-50)."""

import sqlite3
from contextlib import closing

import pytest

from bot.app import App
from tests.conversations.board_words import Board
from tests.conversations.given import ALIKHAN, Story
from tests.conversations.harness import Person, World


@pytest.fixture
def b(story: Story) -> Board:
    """The words of readiness."""
    return Board(story.w)


async def opens_list(story: Story, b: Board, parent: Person) -> None:
    """From the queue's room."""
    await parent.says("/status")
    await parent.taps(story.w.details_of.format(name=ALIKHAN))
    await parent.taps(b.get_ready)


def marks_favourite(world: World, parent: Person) -> None:
    """A kindergarten is marked: the catalogue is another room's."""
    bot = world._playground.bot
    assert isinstance(bot, App)
    with closing(sqlite3.connect(bot._settings.database_url.removeprefix("sqlite:///"))) as database, database:
        database.execute("INSERT INTO favourite SELECT id, 1, 0 FROM person WHERE telegram_id = ?", (parent.user_id,))


async def test_from_two_of_five_to_all(story: Story, b: Board) -> None:
    """Favourites, «My place», the second parent; whoever does it, the list follows."""
    world, w = story.world, story.w
    with world.given():
        aigul = await story.queued()
    await aigul.says("/status")
    await aigul.sees(b.ready.format(ready=2, whole=5))
    await opens_list(story, b, aigul)
    await aigul.sees(
        b.ready.format(ready=2, whole=5), b.phone_ok, b.favourites_missing, b.second_missing, b.place_missing
    )
    await aigul.sees(f"[{b.choose_favourites}]\n[{b.bring_second}]\n[{b.choose_place}]")
    marks_favourite(world, aigul)
    await opens_list(story, b, aigul)
    await aigul.sees(b.ready.format(ready=3, whole=5))
    await aigul.taps(b.choose_place)
    await aigul.says(w.almaty)
    await aigul.says(w.bostandyq)
    await opens_list(story, b, aigul)
    await aigul.sees(b.ready.format(ready=4, whole=5))
    await aigul.taps(b.bring_second)
    await aigul.sees(b.how_second)
    with world.given():
        daniyar = await story.parent("daniyar")
        await story.adds(daniyar)
    await opens_list(story, b, aigul)
    await aigul.sees(b.ready.format(ready=5, whole=5), b.second_ok)
    await aigul.does_not_see("▫️")
    await opens_list(story, b, daniyar)
    await daniyar.sees(b.ready.format(ready=4, whole=5), b.place_missing)


async def test_a_parent_who_has_stopped_the_bot(story: Story, b: Board) -> None:
    """The other parent is told what to do about it; Start mends it."""
    world = story.world
    with world.given():
        aigul = await story.queued()
        daniyar = await story.parent("daniyar")
        await story.adds(daniyar)
        await daniyar.blocks()
    await opens_list(story, b, aigul)
    await aigul.sees(b.reach_missing)
    await aigul.taps(b.how_reach)
    await aigul.sees(b.stopped)
    await daniyar.unblocks()
    await daniyar.start()
    await opens_list(story, b, aigul)
    await aigul.does_not_see(b.reach_missing)


async def test_the_phone_base_is_asked_anew(story: Story, b: Board) -> None:
    """R-11: МАБ no longer knows the number with the IIN; when it is silent, what was verified counts."""
    world = story.world
    with world.given():
        aigul = await story.queued()
        await opens_list(story, b, aigul)
        await world.fails("registry", 503, times=3)
    await opens_list(story, b, aigul)
    await aigul.sees(b.phone_ok)
    await world.fails("registry", 503, times=0)
    await world.fails("registry", "invalid")
    await opens_list(story, b, aigul)
    await aigul.sees(b.phone_missing, b.ready.format(ready=1, whole=5))
    await aigul.taps(b.how_phone)
    await aigul.sees("1414")
    await aigul.taps(b.get_ready)
    await aigul.sees(b.phone_ok)


async def test_the_letter_at_a_mark_says_what_is_missing(story: Story, b: Board) -> None:
    """R-42: one sentence, and the button to the list; with a voucher the list is over."""
    world, w = story.world, story.w
    with world.given():
        ahead = [await story.neighbour(f"n{n}", "2022-05-01") for n in range(5)]
        aigul = await story.queued()
        await world.clock.to("2026-11-17 10:00")
        await leaves(ahead[0])
        await aigul.letters()
    await world.clock.to("2026-11-18 10:00")
    assert [letter.at for letter in await aigul.letters()] == ["2026-11-18 09:00"]
    await aigul.sees(b.still_missing.format(what=f"{b.favourites}, {b.second}, {b.my_place}"), f"[{b.get_ready}]")
    button = await aigul.button(b.get_ready)
    await aigul.taps(b.get_ready)
    await aigul.sees(b.ready.format(ready=2, whole=5))
    with world.given():
        await story.round(count=5)
    await aigul.presses(button)
    await aigul.sees(w.not_now)


async def leaves(parent: Person) -> None:
    """Delete the first application of all."""
    await parent.presses({**(await parent.button("🏠…")), "data": "v:withdraw_yes:1"})
