"""The queue's room, told: the number and its picture, «Interested», deleting, and what comes by itself."""

import pytest

from bot.app import App
from domain.application import Right
from domain.queue import Cause
from tests.conversations.given import ALIKHAN, Story
from tests.conversations.harness import Person, World
from tests.queue.words import WORDS, Words
from usecases import queues

GENERAL = {"kk": "жалпы негіздерде", "ru": "на общих основаниях"}


@pytest.fixture
def q(story: Story) -> Words:
    """The words of the room."""
    return WORDS[story.w.code]


async def opens(story: Story, parent: Person) -> None:
    """Open the application from the menu."""
    await parent.says("/menu")
    await parent.taps(story.w.my_applications)
    await parent.taps(f"{ALIKHAN}…")


async def verifies(world: World, application_id: int, right: Right) -> None:
    """The department has verified a right: another room does it, by this use case."""
    bot = world._playground.bot
    assert isinstance(bot, App)
    async with bot._house.acting() as act:
        row = await act.tx.application_by_id(application_id=application_id)
        await queues.recategorize(act, row, right, Cause.RIGHT_VERIFIED)


async def test_the_number_in_words_and_as_a_picture(story: Story, q: Words) -> None:
    """R-40, R-41, R-42, R-34."""
    w = story.w
    with story.world.given():
        aigul = await story.queued()
    await opens(story, aigul)
    await aigul.taps(q.queue)
    await aigul.sees(
        q.queue_of.format(name=ALIKHAN),
        w.number.format(number=1, waiting=1),
        q.category.format(category=18, right=GENERAL[w.code], year=2023),
        q.over_time,
        q.point.format(day=w.day("2026-11-16"), number=1),
        q.applied.format(day=w.day("2026-11-16")),
    )
    shown = (await aigul.chat())[-1]
    assert shown["media"]["type"] == "photo"
    assert len(shown["text"]) <= 1024
    await aigul.taps(w.details)
    await aigul.sees(w.number.format(number=1, waiting=1), f"[{q.delete}]")
    assert (await aigul.chat())[-1]["media"] is None


async def test_a_year_in_the_queue(story: Story, q: Words) -> None:
    """R-35, R-42: the yearly question, the refresh, and what the picture's text says of them."""
    world, w = story.world, story.w
    with world.given():
        aigul = await story.queued()
        await world.clock.to("2027-05-14 23:00")
    assert await aigul.letters() == []
    await world.clock.to("2027-05-15 09:30")
    assert [letter.at for letter in await aigul.letters()] == ["2027-05-15 09:00"]
    await aigul.sees(q.still.format(name=ALIKHAN), "0000001")
    await aigul.taps_twice(q.interested)
    await aigul.sees(q.noted, q.marked.format(day=w.day("2027-05-15")))
    await world.clock.to("2027-06-29 23:59")
    assert await aigul.letters() == []
    await world.clock.to("2027-06-30 09:30")
    assert [letter.at for letter in await aigul.letters()] == ["2027-06-30 09:00"]
    await aigul.sees(
        q.changed.format(name=ALIKHAN),
        q.refreshed.format(day=w.day("2027-06-30")),
        w.category.format(category=17, year=2023),
    )
    await aigul.taps(q.queue)
    await aigul.sees(q.refreshed.format(day=w.day("2027-06-30")), q.marked.format(day=w.day("2027-05-15")))


async def test_told_when_the_number_worsens_and_when_it_comes_to_a_mark(story: Story, q: Words) -> None:
    """R-42: somebody behind is given a right; then five of those ahead leave."""
    world, w = story.world, story.w
    with world.given():
        ahead = [await story.neighbour(f"n{n}", "2022-05-01") for n in range(5)]
        aigul = await story.queued()
        behind = await story.neighbour("late", "2024-01-05")
        await world.clock.to("2026-11-17 00:00")
        await verifies(world, 7, Right.OUT_OF_TURN)
        await behind.letters()
        await aigul.letters()
    await world.clock.to("2026-11-18 10:00")
    assert [letter.at for letter in await aigul.letters()] == ["2026-11-18 09:00"]
    await aigul.sees(q.worse.format(name=ALIKHAN, before=6, number=7))
    (changed,) = await behind.letters()
    assert changed.at == "2026-11-17 08:00"
    await behind.sees(w.number.format(number=1, waiting=7))

    with world.given():
        for one in ahead[:2]:
            await one.says("/menu")
            await one.taps(w.my_applications)
            await one.taps(f"{await given_name(one)}…")
            await one.taps(q.delete)
            await one.taps(q.really)
    await world.clock.to("2026-11-19 10:00")
    assert [letter.at for letter in await aigul.letters()] == ["2026-11-19 09:00"]
    await aigul.sees(q.mark.format(name=ALIKHAN, number=5))


async def given_name(parent: Person) -> str:
    """The name on the button of the parent's only application."""
    labels = [str(b["text"]) for m in await parent.chat() for row in m["buttons"] for b in row]
    return next(label for label in reversed(labels) if ":" in label).split(":")[0]


async def test_deleting_names_the_consequence_first(story: Story, q: Words) -> None:
    """R-36: the safe choice first; the other parent is told; the child may apply anew."""
    world, w = story.world, story.w
    with world.given():
        aigul = await story.queued()
        daniyar = await story.parent("daniyar")
        await story.adds(daniyar)
    await opens(story, aigul)
    await aigul.taps(q.delete)
    await aigul.sees(q.deleting.format(name=ALIKHAN), q.place_lost, f"[{q.keep}] [{q.really}]".replace("] [", "]\n["))
    await aigul.taps(q.keep)
    await aigul.sees(w.number.format(number=1, waiting=1))
    await aigul.taps(q.delete)
    await aigul.taps_twice(q.really)
    await aigul.sees(q.deleted_by_family)
    await aigul.does_not_see(f"[{q.delete}]", f"[{q.interested}]")
    assert len(await daniyar.letters()) == 1
    await daniyar.sees(q.gone.format(name=ALIKHAN))
    await aigul.says("/menu")
    await aigul.taps(w.apply)
    await aigul.sees(w.which_child, "Сынақов Әлихан")


async def test_a_voucher_that_came_meanwhile_is_not_deleted_by_the_old_button(story: Story, q: Words) -> None:
    """R-36, R-53: what would be lost is another thing, and is asked anew."""
    world, w = story.world, story.w
    with world.given():
        aigul = await story.queued()
        await opens(story, aigul)
        await aigul.taps(q.delete)
        old = await aigul.button(q.really)
        await story.round()
        await aigul.letters()
    await aigul.presses(old)
    await aigul.sees(f"[{w.keep_voucher}]")
    await aigul.taps(w.keep_voucher)
    await aigul.sees(f"[{w.confirm_interest}]")


async def test_strangers_touch_nothing(story: Story, q: Words) -> None:
    """R-36: forged buttons of another family's application."""
    world, w = story.world, story.w
    with world.given():
        aigul = await story.queued()
        saule = await story.parent("saule")
        button = await saule.button(w.apply)
    for verb in ("queue", "interested", "withdraw", "withdraw_yes"):
        await saule.presses({**button, "data": f"v:{verb}:1"})
        await saule.does_not_see(ALIKHAN, q.deleted_by_family)
    await opens(story, aigul)
    await aigul.sees(w.number.format(number=1, waiting=1))
    await aigul.does_not_see(q.marked.partition(":")[0])


async def test_who_outgrows_the_queue_is_warned_and_told(story: Story, q: Words) -> None:
    """R-42: Alikhan is seven on 15 April 2030."""
    world, w = story.world, story.w
    with world.given():
        aigul = await story.queued()
        await world.clock.slips_to("2030-03-15 23:00")
        await world.clock.to("2030-03-15 23:30")
        await aigul.letters()
    await world.clock.to("2030-03-16 10:00")
    await aigul.letters()
    await aigul.sees(q.outgrows.format(name=ALIKHAN), w.day("2030-04-15"))
    await world.clock.to("2030-04-15 10:00")
    assert [letter.at for letter in await aigul.letters()] == ["2030-04-15 08:00"]
    await aigul.sees(q.outgrown.format(name=ALIKHAN))


async def test_the_department_sees_who_did_not_answer_in_spring(story: Story, q: Words) -> None:
    """R-35: only marked, and taken by the round all the same."""
    world, w = story.world, story.w
    with world.given():
        await story.queued()
        clerk = await story.person(story.town.department)
        await world.clock.slips_to("2027-07-01 10:00")
    await clerk.says("/menu")
    await clerk.taps(w.staff)
    await clerk.taps(w.hold_round)
    await clerk.says("1")
    await clerk.sees(q.unconfirmed.format(count=1), w.with_unverified.format(unverified=0))
