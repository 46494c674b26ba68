"""Looking for a kindergarten: the room, filters, the nearest, a card, favourites, choosing (R-55, R-70)."""

from typing import Any

from tests.conversations.garden_words import GardenTongue
from tests.conversations.given import ALIKHAN, Story, village
from tests.conversations.harness import Person

NEAR_AIGOLEK = {"latitude": 43.2306, "longitude": 76.8531}


def words(story: Story) -> GardenTongue:
    return GardenTongue(story.w.code)


async def at_choosing(story: Story) -> tuple[Person, GardenTongue]:
    """A parent in the room, with a voucher that is confirmed."""
    g = words(story)
    with story.world.given():
        aigul = await story.confirmed()
        await story.world.clock.advance(seconds=80)
    await aigul.taps(f"{g.choose}…")
    return aigul, g


async def pins(person: Person) -> list[dict[str, Any]]:
    """Places on the map that the bot has sent and that are still there."""
    return [
        m["media"] for m in await person.chat() if m["from"] == "bot" and (m["media"] or {}).get("type") == "location"
    ]


async def test_only_what_fits_and_is_free_is_shown_first(story: Story) -> None:
    aigul, g = await at_choosing(story)
    await aigul.sees(g.kindergartens, g.for_alikhan, g.found_five, g.till("2026-11-23"), g.balbobek, g.aigolek)
    await aigul.does_not_see(g.nursaule, g.qarlygash)
    await aigul.taps(g.full_too)
    await aigul.sees(g.nursaule, g.no_place, f"[{g.only_free}]")
    await aigul.does_not_see(g.qarlygash)
    await aigul.taps(g.only_free)
    await aigul.does_not_see(g.nursaule)


async def test_the_nearest_come_first_when_the_location_is_shared(story: Story) -> None:
    aigul, g = await at_choosing(story)
    await aigul.taps(g.near)
    await aigul.sees(g.why_place, f"[{g.share_place}]", f"[{g.back}]")
    await aigul.says(g.back)
    await aigul.does_not_see(g.nearest_first)
    await aigul.taps(g.near)
    await aigul.sends(location=NEAR_AIGOLEK)
    await aigul.sees(g.nearest_first, "0 км")
    (first, *_more) = [b["text"] for m in (await aigul.chat())[-1:] for row in m["buttons"] for b in row]
    assert g.aigolek in first
    await aigul.says("/menu")
    await aigul.taps(f"{g.choose}…")
    await aigul.sees(g.nearest_first)
    await story.world.clock.advance(hours=12)
    await aigul.says("/menu")
    await aigul.taps(f"{g.choose}…")
    await aigul.does_not_see(g.nearest_first)


async def test_a_card_with_the_map_that_goes_with_the_next_screen(story: Story) -> None:
    aigul, g = await at_choosing(story)
    await aigul.taps(f"{g.balbobek}…")
    await aigul.sees(g.balbobek, g.state, "+77000001101", g.hours, "balbobek@example.kz", g.fits, f"[{g.choose_this}")
    await aigul.taps(g.on_map)
    (pin,) = await pins(aigul)
    assert (pin["latitude"], pin["longitude"], pin["title"]) == (43.223, 76.906, g.balbobek)
    await aigul.taps(g.on_map)
    assert len(await pins(aigul)) == 1
    await aigul.taps(g.to_list)
    assert await pins(aigul) == []
    await aigul.sees(g.found_five)


async def test_a_full_kindergarten_offers_its_waiting_list(story: Story) -> None:
    """R-56: the button names application and kindergarten."""
    aigul, g = await at_choosing(story)
    await aigul.taps(g.full_too)
    await aigul.taps(f"{g.nursaule}…")
    await aigul.sees(g.no_place, f"[{g.join_list}]")
    await aigul.does_not_see(g.choose_this)
    assert str((await aigul.button(g.join_list))["data"]).startswith("w:join:1:")


async def test_filters_one_by_one_and_together(story: Story) -> None:
    g = words(story)
    with story.world.given():
        aigul = await story.queued()
        await aigul.says("/menu")
        await aigul.taps(g.my_applications)
        await aigul.taps(g.details_of.format(name=ALIKHAN))
    await aigul.taps(g.kindergartens)
    await aigul.sees(g.found_all, g.for_alikhan, "[1 / 3]")
    await aigul.taps("▶")
    await aigul.sees("[2 / 3]")
    await aigul.taps(g.filters)
    await aigul.taps(g.pick_kind)
    await aigul.taps(g.private)
    await aigul.sees(g.private)
    await aigul.taps(g.to_list)
    await aigul.sees(g.qarlygash, f"[{g.filters_set}]")
    await aigul.does_not_see(g.balbobek)
    await aigul.taps(g.filters_set)
    await aigul.taps(g.pick_district)
    await aigul.taps(g.almaly)
    await aigul.taps(g.pick_language)
    await aigul.taps(g.russian)
    await aigul.taps(g.to_list)
    await aigul.does_not_see(g.qarlygash)
    await aigul.taps(g.filters_set)
    await aigul.taps(g.favourites_only)
    await aigul.taps(g.to_list)
    await aigul.sees(g.nothing_passes)
    await aigul.taps(g.filters_set)
    await aigul.taps(g.clear)
    await aigul.sees(g.found_all)


async def test_favourites_are_marked_in_the_queue_and_the_other_parent_sees_them(story: Story) -> None:
    g = words(story)
    with story.world.given():
        aigul = await story.queued()
        daniyar = await story.parent("daniyar")
        await story.adds(daniyar)
    await aigul.says("/menu")
    await aigul.taps(g.my_applications)
    await aigul.taps(g.details_of.format(name=ALIKHAN))
    await aigul.taps(g.kindergartens)
    await aigul.taps(f"{g.balbobek}…")
    await aigul.does_not_see(g.choose_this, g.join_list)
    old = await aigul.button(g.star)
    await aigul.taps(g.star)
    await aigul.sees(f"⭐ {g.balbobek}", f"[{g.unstar}]")
    await aigul.presses(old)
    await aigul.sees(f"⭐ {g.balbobek}")
    await daniyar.says("/menu")
    await daniyar.taps(g.my_applications)
    await daniyar.taps(g.details_of.format(name=ALIKHAN))
    await daniyar.taps(g.kindergartens)
    await daniyar.taps(g.filters)
    await daniyar.taps(g.favourites_only)
    await daniyar.taps(g.to_list)
    await daniyar.sees(f"⭐ {g.balbobek}")
    await daniyar.does_not_see(g.aigolek)
    await daniyar.taps(f"{g.balbobek}…")
    await daniyar.taps(g.unstar)
    await daniyar.taps(g.to_list)
    await daniyar.sees(g.nothing_passes)


async def test_from_the_menu_by_the_place_where_one_lives(story: Story) -> None:
    """R-16: without an application the catalogue follows «My place»."""
    g = words(story)
    with story.world.given():
        aigul = await story.parent()
        await aigul.says("/menu")
    await aigul.taps(g.kindergartens)
    await aigul.sees(g.where_do_you_look, f"[{g.set_place}]")
    await aigul.taps(g.set_place)
    await aigul.says(g.turkistan)
    await aigul.says(g.qazygurt)
    await aigul.says("/menu")
    await aigul.taps(g.kindergartens)
    await aigul.sees(g.aq_bulaq, g.bal_bulaq)
    await aigul.taps(f"{g.bal_bulaq}…")
    await aigul.sees(g.bal_bulaq)
    await aigul.does_not_see(g.on_map, g.fits)


async def test_nobody_looks_or_chooses_for_another_family(story: Story) -> None:
    aigul, g = await at_choosing(story)
    await aigul.taps(f"{g.balbobek}…")
    choose = await aigul.button(f"{g.choose_this}…")
    star = await aigul.button(g.star)
    with story.world.given():
        zhanna = await story.parent("zhanna")
    for button in (choose, star, {**star, "data": "n:room:0:1:"}, {**star, "data": f"n:room:0:{2**70}:"}):
        await zhanna.presses(button)
        await zhanna.does_not_see(ALIKHAN)
    await zhanna.presses({**star, "data": "n:card:99999:0:"})
    assert await zhanna.is_answered()
    await zhanna.presses({**star, "data": "n:choose:1:0:"})
    await zhanna.sees(g.not_yours)


async def test_the_place_goes_while_one_chooses(story: Story) -> None:
    """R-40, R-55: two places, three families; the third reads kind words, and sees the room again."""
    world, w, g = story.world, story.w, words(story)
    story.town = village(w)
    families = []
    with world.given():
        department = await story.person("dep_village")
        for id in ("dina", "asel", "marina"):
            children = [{"name": f"Көршиев {id.title()}", "born": "2023-05-01"}]
            await world.newcomer(id=id, name=f"{id.title()} Көршиева", children=children)
            families.append(await story.parent(id))
            await story.adds(families[-1])
            await story.applies(families[-1], w.mini_part)
        await story.round(department, 3)
        for family in families:
            await story.confirms_interest(family)
        await world.clock.advance(seconds=80)
        for family in families:
            await family.taps(w.choose)
            await family.taps(f"{w.bal_bulaq}…")
    dina, asel, marina = families
    await marina.taps(g.choose_this)
    await marina.taps(g.sign_contract)
    for family in (dina, asel):
        await family.taps(g.choose_this)
        await family.taps(g.sign_contract)
        await family.says(await family.code())
        await family.sees(g.contract_sent)
    await marina.says(await marina.code())
    await marina.sees(g.no_free_place, g.kindergartens, g.nothing_free, g.bal_bulaq)
    await marina.does_not_see(g.contract_sent)
    typed = [m["text"] for m in await marina.chat() if m["from"] == "person"]
    assert not any(text.isdecimal() and len(text) == 6 for text in typed), "a code is taken out of the chat"
    await marina.taps(f"{g.bal_bulaq}…")
    await marina.sees(f"[{g.join_list}]")


async def test_a_stale_button_of_a_place_that_has_gone(story: Story) -> None:
    """An old card: the use case judges it, and the room says what there is."""
    aigul, g = await at_choosing(story)
    await aigul.taps(f"{g.balbobek}…")
    button = await aigul.button(f"{g.choose_this}…")
    await aigul.presses({**button, "data": "n:choose:999:1:"})
    await aigul.sees(g.no_free_place, g.found_five)
