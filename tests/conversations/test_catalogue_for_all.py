"""The catalogue is open to everybody, before registering too: by name, place, location, filters (R-16, R-70)."""

import pytest

from tests.conversations.given import Story
from tests.conversations.harness import Person
from tests.conversations.portal_words import PortalTongue


def words(story: Story) -> PortalTongue:
    return PortalTongue(story.w.code)


async def in_almaty(story: Story) -> tuple[Person, PortalTongue]:
    """A stranger who looks at the kindergartens of Almaty."""
    p = words(story)
    with story.world.given():
        zhanna = await story.person("zhanna")
        await zhanna.sees(p.look_right_away)
        await zhanna.taps(p.kindergartens)
        await zhanna.taps(p.elsewhere)
        await zhanna.says(p.almaty)
        await zhanna.taps(p.whole_city)
    return zhanna, p


async def test_a_stranger_chooses_a_place_and_looks_round(story: Story) -> None:
    p = words(story)
    with story.world.given():
        zhanna = await story.person("zhanna")
    await zhanna.taps(p.kindergartens)
    await zhanna.sees(p.where_do_you_look, f"[{p.elsewhere}]", f"[{p.near}]", f"[{p.by_name}]")
    await zhanna.taps(p.elsewhere)
    await zhanna.sees(p.look_where)
    await zhanna.says("Shymkent")
    await zhanna.taps(p.whole_city)
    await zhanna.sees(p.place_of_list.format(place=p.shymkent), p.found_three, p.gulder)
    await zhanna.taps(f"{p.gulder}…")
    await zhanna.sees("+77000001301", f"[{p.star}]", f"[{p.on_map}]")
    await zhanna.taps(p.star)
    await zhanna.taps(p.to_list)
    await zhanna.sees(f"⭐ {p.gulder}")


async def test_a_district_of_a_city_is_a_filter(story: Story) -> None:
    zhanna, p = await in_almaty(story)
    await zhanna.sees(p.found_all)
    await zhanna.taps(p.elsewhere)
    await zhanna.says(p.almaty)
    await zhanna.says("Бостандык")
    await zhanna.sees(p.balbobek, f"[{p.filters_set}]")
    await zhanna.does_not_see(p.aigolek)
    await zhanna.taps(p.filters_set)
    await zhanna.taps(p.clear)
    await zhanna.sees(p.found_all)


async def test_a_stranger_filters_by_language_kind_and_free_places(story: Story) -> None:
    zhanna, p = await in_almaty(story)
    await zhanna.taps(p.filters)
    await zhanna.taps(p.pick_language)
    await zhanna.taps(p.russian)
    await zhanna.taps(p.pick_kind)
    await zhanna.taps(p.private)
    await zhanna.taps(p.to_list)
    await zhanna.sees(p.qarlygash)
    await zhanna.does_not_see(p.balbobek)
    await zhanna.taps(p.only_free)
    await zhanna.sees(p.qarlygash, f"[{p.full_too}]")


@pytest.mark.parametrize("typed", ["балбобек", "Balbobek", "Балбабек", "bal bobek", "бөбек бал"])
async def test_a_name_is_found_however_it_is_typed(story: Story, typed: str) -> None:
    """R-70: typos, either alphabet, Kazakh letters typed as Russian ones."""
    zhanna, p = await in_almaty(story)
    await zhanna.taps(p.by_name)
    await zhanna.sees(p.what_name)
    await zhanna.says(typed)
    await zhanna.sees(p.looked_for.format(words=typed), p.balbobek, f"[{p.not_by_name}]")
    await zhanna.does_not_see(p.qarlygash)
    await zhanna.taps(f"{p.balbobek}…")
    await zhanna.taps(p.to_list)
    await zhanna.sees(p.looked_for.format(words=typed))
    await zhanna.taps(p.not_by_name)
    await zhanna.sees(p.found_all)


async def test_a_name_typed_right_into_the_list_is_looked_for_in_the_whole_country(story: Story) -> None:
    zhanna, p = await in_almaty(story)
    await zhanna.says("солнышко")
    await zhanna.sees(p.kunshuaq)
    await zhanna.says("жокундай")
    await zhanna.sees(p.nobody_called)
    await zhanna.taps(p.not_by_name)
    await zhanna.taps(p.by_name)
    await zhanna.says("!!!")
    await zhanna.sees(p.letters_needed, p.what_name)


async def test_the_location_finds_the_place_too(story: Story) -> None:
    """R-16: without «My place» the place is that of the nearest kindergarten."""
    p = words(story)
    with story.world.given():
        zhanna = await story.person("zhanna")
    await zhanna.taps(p.kindergartens)
    await zhanna.taps(p.near)
    await zhanna.sends(location={"latitude": 42.302, "longitude": 69.6})
    await zhanna.sees(p.place_of_list.format(place=p.shymkent), p.nearest_first, p.gulder)


async def test_a_half_done_form_is_not_disturbed(story: Story) -> None:
    """R-73: what is typed under the question for a name is a name; the form waits where it was left."""
    p = words(story)
    with story.world.given():
        zhanna = await story.person("zhanna")
        await zhanna.taps(p.register)
        await zhanna.shares_contact()
        await zhanna.says("/menu")
        await zhanna.taps(p.kindergartens)
        await zhanna.taps(p.elsewhere)
        await zhanna.says(p.almaty)
        await zhanna.taps(p.whole_city)
    await zhanna.sees(p.found_all)
    await zhanna.taps(p.by_name)
    await zhanna.says("айголек")
    await zhanna.sees(p.aigolek)
    await zhanna.says("12")
    await zhanna.says(zhanna.iin[:5])
    await zhanna.sees(p.iin_length)


async def test_a_clerk_looks_round_too(story: Story) -> None:
    p = words(story)
    with story.world.given():
        clerk = await story.person("dep_almaty")
        await clerk.says("/menu")
    await clerk.taps(p.kindergartens)
    await clerk.sees(p.where_do_you_look)
