"""A bot without registers and without an SMS centre is honest about it."""

import pytest

from tests.conversations.given import Story
from tests.conversations.harness import Person, World
from tests.conversations.tongues import Tongue


@pytest.fixture
def bare(bare_world: World, w: Tongue) -> Story:
    """What may have happened there before."""
    return Story(bare_world, w)


async def typed_in(story: Story, id: str = "aigul") -> Person:
    """A parent who has typed everything that no register tells, up to the review."""
    w, parent = story.w, await story.person(id)
    await parent.taps(w.register)
    await parent.shares_contact()
    await parent.says(parent.iin)
    await parent.taps(w.agree)
    for words in ("Сынақова", "Айгүл"):
        await parent.says(words)
    await parent.taps(w.skip)
    await parent.taps(w.female)
    await parent.says("12.03.1993")
    return parent


async def registered(story: Story) -> Person:
    """A registered parent, unverified."""
    parent = await typed_in(story)
    await parent.taps(story.w.finish_registration)
    await story.skips_what_can_wait(parent)
    return parent


async def child_typed_in(story: Story, parent: Person) -> None:
    """Add a child, typing what the birth certificate says."""
    w = story.w
    await parent.taps(w.my_children)
    await parent.taps(w.add_child)
    await parent.says("230415500016")
    for words in ("Сынақов", "Әлихан"):
        await parent.says(words)
    await parent.taps(w.skip)
    await parent.says("15.04.2023")
    await parent.taps(w.boy)
    await parent.taps(w.skip)
    await parent.sees(w.check_answers)


async def test_the_contact_proves_the_phone(bare: Story) -> None:
    """R-10: a typed number proves nothing where no code can be sent; typed data are marked unverified."""
    world, w = bare.world, bare.w
    with world.given():
        aigul = await bare.person("aigul")
        await aigul.taps(w.register)
    await aigul.says("8 700 000 00 01")
    await aigul.sees(w.contact_needed, w.ask_phone)
    await aigul.shares_contact()
    await aigul.says(aigul.iin)
    await aigul.taps(w.agree)
    await aigul.sees(w.ask_surname)
    await aigul.says("Сынақова1")
    await aigul.sees(w.unreadable_name)
    await aigul.says("сынақова")
    await aigul.sees(w.ask_given)
    await aigul.says("Айгүл")
    await aigul.sees(w.ask_patronymic, f"[{w.skip}]")
    await aigul.taps(w.skip)
    await aigul.sees(w.ask_sex)
    await aigul.taps(w.female)
    await aigul.sees(w.ask_born)
    await aigul.says("31.02.1993")
    await aigul.sees(w.unreadable_date)
    await aigul.says("1993-03-12")
    await aigul.sees(w.check_answers, "Сынақова", "Айгүл", w.female, w.day("1993-03-12"))
    await aigul.taps(w.finish_registration)
    await aigul.sees(w.registered, w.unverified)
    assert await world.sms("") == []
    assert await world.calls("registry") == []


async def test_a_known_iin_never_opens_what_is_stored(bare: Story) -> None:
    """R-10: whoever types it, unverified."""
    world, w = bare.world, bare.w
    with world.given():
        await registered(bare)
        zhanna = await typed_in(bare, "zhanna")
        await zhanna.taps(f"✎ {w.label_iin}")
        await zhanna.says("930312400016")
        await zhanna.sees(w.check_answers)
    await zhanna.taps(w.finish_registration)
    await zhanna.sees(w.account_exists, "8 (727) 339-72-22")
    await zhanna.does_not_see(w.registered)


async def test_an_application_with_unverified_data(bare: Story) -> None:
    """R-20, R-30, R-43: it is marked, the round says so, and signing leads to the department."""
    world, w = bare.world, bare.w
    with world.given():
        aigul = await registered(bare)
        await child_typed_in(bare, aigul)
    await aigul.taps(w.save)
    await aigul.sees(w.child_added.format(name="Әлихан"), w.child_unverified)
    await bare.fills_in(aigul)
    await aigul.does_not_see(w.statuses)
    await aigul.taps(w.send)
    await aigul.sees(w.received, w.number.format(number=1, waiting=1))
    department = await bare.person("dep_almaty")
    await department.taps(w.staff)
    await department.taps(w.hold_round)
    await department.says("1")
    await department.sees(w.with_unverified.format(unverified=1))
    await department.taps(w.issue)
    await aigul.sees(w.issued.format(name="Әлихан"))
    await aigul.taps(w.confirm_interest)
    await aigul.sees(w.signing_unavailable)
    await aigul.does_not_see(w.interest_confirmed)


async def test_a_known_child_is_not_opened_either(bare: Story) -> None:
    """R-20: a child that another parent has added is not joined on somebody's word."""
    world, w = bare.world, bare.w
    with world.given():
        aigul = await registered(bare)
        await child_typed_in(bare, aigul)
        await aigul.taps(w.save)
        zhanna = await typed_in(bare, "zhanna")
        await zhanna.taps(w.finish_registration)
        await bare.skips_what_can_wait(zhanna)
        await child_typed_in(bare, zhanna)
    await zhanna.taps(w.save)
    await zhanna.sees(w.kinship_unknown)
    await zhanna.says("/cancel")
    await zhanna.taps(w.my_children)
    await zhanna.sees(w.no_child)
