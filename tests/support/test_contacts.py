"""The numbers to call follow «My place»: a region's own where an operator has entered it, else the country's (R-16, R-72)."""

from datetime import date

import pytest

from bot.app import App
from bot.contacts import contacts
from bot.reasons import reason_words
from bot.words import STANDING, _, speaking, standing, standing_blanks
from domain.not_allowed import NotAllowed, Reason
from domain.rules import Rule, RuleBook, Unit
from gateways import holidays_kz
from tests.conversations.given import Story
from tests.conversations.harness import World
from tests.families.desk import NOW
from usecases import law
from usecases.act import Law
from usecases.law import NewRule

NATIONAL = "8 (727) 339-72-22"
ASTANAS = "8 (7172) 00-00-00"
ASTANA = "710000000"


def astanas_own() -> Law:
    """An operator has entered Astana's number from 1 November on."""
    rule = Rule("contact_centre", ASTANAS, Unit.PHONE, "a decision", ("R-72",), ASTANA, date(2026, 11, 1))
    return Law(RuleBook.load().with_overrides([rule]), holidays_kz.calendar())


@pytest.mark.parametrize(("district", "centre"), [(None, NATIONAL), ("751410000", NATIONAL), ("711410000", ASTANAS)])
def test_a_regions_own_number_stands_where_it_is_known(district: str | None, centre: str) -> None:
    assert contacts(astanas_own(), NOW, district)["centre"] == centre


def test_sentences_have_standing_blanks_that_nobody_fills() -> None:
    """Whoever's place isn't known gets the country's numbers."""
    with speaking("ru"):
        assert NATIONAL in reason_words(NotAllowed(Reason.CODE_DAILY_CAP))
        with standing({"centre": ASTANAS, "whatsapp": "…"}):
            assert ASTANAS in reason_words(NotAllowed(Reason.CODE_DAILY_CAP))
            assert _("{name}: {centre}", name="<x>") == f"&lt;x&gt;: {ASTANAS}"
    assert set(standing_blanks()) == set(STANDING)


async def astana_has_its_own(world: World) -> None:
    """And `rules add contact_centre … --region 710000000`; a number that is none is refused."""
    bot = world._playground.bot
    assert isinstance(bot, App)
    async with bot._house.acting() as act:
        await law.add_rule(act, NewRule("contact_centre", ASTANAS, "Astana's portal", region=ASTANA), {ASTANA})
        with pytest.raises(ValueError, match="is not a value in phone"):
            await law.add_rule(act, NewRule("contact_centre", "call us", "nobody", region=ASTANA), {ASTANA})


async def test_the_number_of_ones_place_is_named(story: Story) -> None:
    """A region's own, from the day on which the operator's rule begins; somebody who lives elsewhere reads the country's."""
    world, w = story.world, story.w
    with world.given():
        aigul, saule = await story.just_registered(), await story.just_registered("saule")
        await aigul.taps(w.skip)
        await aigul.taps(w.skip)
        await saule.taps(w.skip)
        await saule.says(w.astana)
        await saule.says(w.yesil)
        await astana_has_its_own(world)
        await world.clock.to("2026-11-17 10:00")
    await saule.says("/help")
    await saule.sees(ASTANAS)
    await saule.does_not_see(NATIONAL)
    await aigul.says("/help")
    await aigul.sees(NATIONAL)
    await aigul.does_not_see(ASTANAS)


@pytest.mark.parametrize(
    ("district", "portal"),
    [
        (None, "balabaqsha.snation.kz"),
        ("751410000", "balabaqsha.snation.kz"),
        ("111000000", "akmola.kz"),
        ("711410000", "e.astana.kz"),
    ],
)
def test_the_portal_of_ones_region_is_named_where_the_guides_name_it(district: str | None, portal: str) -> None:
    """R-72, rule portal_address."""
    assert contacts(Law(RuleBook.load(), holidays_kz.calendar()), NOW, district)["portal"] == portal


async def test_the_portal_stands_beside_the_numbers(story: Story) -> None:
    """An operator may enter another region's; what is no address is refused."""
    world, w = story.world, story.w
    with world.given():
        saule = await story.just_registered("saule")
        await saule.taps(w.skip)
        await saule.says(w.astana)
        await saule.says(w.yesil)
    await saule.says("/help")
    await saule.sees(NATIONAL, "e.astana.kz")
    bot = world._playground.bot
    assert isinstance(bot, App)
    async with bot._house.acting() as act:
        await law.add_rule(
            act, NewRule("portal_address", "new.example.kz", "Almaty's portal", region="750000000"), {"750000000"}
        )
        with pytest.raises(ValueError, match="is not a value in address"):
            await law.add_rule(act, NewRule("portal_address", "nowhere", "nobody", region=ASTANA), {ASTANA})
