"""A kindergarten's own room: places by group, the waiting list, incoming contracts with the family's documents (R-55, R-56)."""

from typing import Any

from bot.app import App
from bot.house import House
from tests.conversations.garden_words import GardenTongue
from tests.conversations.given import ALIKHAN_WHOLE, Story
from tests.conversations.harness import Person, World
from tests.conversations.test_documents import at_the_proof, media, sends
from usecases import waiting


async def opens(story: Story, clerk: Person, words: str) -> None:
    """Open something in the room of staff."""
    await clerk.says("/menu")
    await clerk.taps(story.w.staff)
    await clerk.taps(words)


def _house(world: World) -> House:
    assert isinstance(world._playground.bot, App)
    return world._playground.bot._house


async def audited(world: World, subject: str) -> list[dict[str, Any]]:
    """What the audit journal says about documents, or groups."""
    async with _house(world).looking() as act:
        every = [dict(row) for id in range(1, 200) for row in await act.tx.audit_of(subject=subject, subject_id=id)]
    return [{key: row[key] for key in ("role", "scope", "deed", "detail")} for row in every]


async def test_places_by_group_and_a_number_that_is_changed(story: Story) -> None:
    world, w, g = story.world, story.w, GardenTongue(story.w.code)
    with world.given():
        aigul, clerk = await story.enrolled()
    await opens(story, clerk, g.places_room.format(free=25))
    await clerk.sees(
        g.group_places.format(places=12, taken=1, free=11),
        g.group_places.format(places=8, taken=0, free=8),
        g.group_places.format(places=6, taken=0, free=6),
    )
    button = await clerk.button(g.change_group)
    await clerk.taps(g.change_group)
    await clerk.sees(g.how_many_places)
    await clerk.says("көп")
    await clerk.sees(g.places_unreadable, g.how_many_places)
    await clerk.says("0")
    await clerk.sees(g.places_taken, g.how_many_places)
    await clerk.says("15")
    await clerk.sees(g.places_changed, g.group_places.format(places=15, taken=1, free=14))
    assert await audited(world, "class") == [
        {"role": "kindergarten", "scope": "ALM-101", "deed": "places_changed", "detail": "12>15"}
    ]
    for person in (aigul, await story.person("kg_astana"), await world.person("dep_almaty")):
        await person.presses(button)
        await person.sees(w.not_staff)


async def test_the_family_sees_the_new_number(story: Story) -> None:
    """R-55: a group without places is not chosen, and again when it has some."""
    world, w, g = story.world, story.w, GardenTongue(story.w.code)
    with world.given():
        clerk = await story.person(story.town.clerk)
        aigul = await story.confirmed()
        await opens(story, clerk, g.places_room.format(free=26))
    await clerk.taps(g.change_group)
    await clerk.says("0")
    await clerk.sees(g.group_places.format(places=0, taken=0, free=0))
    await world.clock.advance(seconds=80)
    await aigul.taps(f"{w.choose}…")
    await aigul.taps(f"{w.balbobek}…")
    await aigul.sees(f"[{g.choose_this}]")


async def test_the_documents_of_the_family_lie_beside_the_contract(story: Story) -> None:
    """R-32, R-55: only those of this application, only while the contract waits, gone with the next screen, written down."""
    world, w = story.world, story.w
    with world.given():
        clerk = await story.person(story.town.clerk)
        aigul = await at_the_proof(story)
        await sends(story, aigul)
        await story.round()
        await story.confirms_interest(aigul)
        await story.sends_contract(aigul)
    await clerk.taps(w.open_contract)
    await clerk.sees(ALIKHAN_WHOLE, f"1. {w.large_family_right}: JPEG")
    button = await clerk.button(w.show_document.format(number=1))
    await clerk.taps(w.show_document.format(number=1))
    assert await media(clerk) == ["photo"]
    assert await audited(world, "document") == [
        {"role": "kindergarten", "scope": "ALM-101", "deed": "document_shown", "detail": ""}
    ]
    other = await story.person("kg_astana")
    for person in (aigul, other):
        before = await media(person)
        await person.presses(button)
        await person.sees(w.not_staff)
        assert await media(person) == before
    await clerk.taps(w.sign)
    assert await media(clerk) == ["document"], "the photo has gone, the contract has come"
    await clerk.presses(button)
    await clerk.sees(w.not_now)
    assert len(await audited(world, "document")) == 1


async def test_a_contract_without_documents_says_so(story: Story) -> None:
    w, g = story.w, GardenTongue(story.w.code)
    with story.world.given():
        _aigul, clerk = await story.contract_sent()
    await clerk.taps(w.open_contract)
    await clerk.sees(g.no_documents, "Жалпы топ" if g.code == "kk" else "Общая группа")


async def joins_the_list(world: World, person: Person) -> None:
    """The first application waits for ALM-101, by the use case."""
    async with _house(world).acting() as act:
        me = await act.tx.person_by_telegram(telegram_id=person.user_id)
    async with _house(world).acting(me["id"]) as act:
        garden = await act.tx.kindergarten_by_code(code="ALM-101")
        row = await act.tx.application_by_id(application_id=1)
        await waiting.join(act, row, [garden["id"]])


async def test_who_waits_and_since_when(story: Story) -> None:
    """R-56: in order, with the names; and the place that becomes free is offered, not free for others."""
    world, g = story.world, GardenTongue(story.w.code)
    with world.given():
        clerk = await story.person(story.town.clerk)
        aigul = await story.confirmed()
        for group in (g.change_group, g.change_older_group):
            await opens(story, clerk, g.places_room_any)
            await clerk.taps(group)
            await clerk.says("0")
        await joins_the_list(world, aigul)
    await opens(story, clerk, g.waiting_list.format(count=1))
    await clerk.sees(f"1. {ALIKHAN_WHOLE}", g.day("2026-11-16"))


async def test_a_waiting_list_of_nobody(story: Story) -> None:
    g = GardenTongue(story.w.code)
    with story.world.given():
        clerk = await story.person(story.town.clerk)
    await opens(story, clerk, g.waiting_list.format(count=0))
    await clerk.sees(g.nobody_waits)
