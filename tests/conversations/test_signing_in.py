"""A password as a second way in, a forgotten one, sessions (R-10 … R-12)."""

import logging

import pytest

from tests.conversations.account_words import Account, at_password, opens, proves, with_password
from tests.conversations.given import Story
from tests.conversations.harness import STICKER, Person, World
from tests.conversations.test_without_gateways import typed_in
from tests.conversations.tongues import Tongue

PASSWORD = "Қызыл-Алма 2026"
OTHER = "жасыл алма!9"


async def left_no_trace(world: World, log: pytest.LogCaptureFixture, *passwords: str) -> None:
    """Neither the files, nor the log, nor a chat hold the passwords."""
    kept = world.kept()
    for password in passwords:
        assert password.encode() not in kept
        assert password not in log.text
        for id in ("aigul", "zhanna"):
            chat = await (await world.person(id)).chat()
            assert all(password not in message["text"] for message in chat)


async def test_a_password_is_set_and_leaves_no_trace(story: Story, caplog: pytest.LogCaptureFixture) -> None:
    """R-10: 8 to 40 characters, typed twice; both messages go at once, also refused ones; kept is a hash."""
    caplog.set_level(logging.DEBUG)
    world, w = story.world, Account(story.w)
    with world.given():
        aigul = await story.parent()
        await world.clock.advance(seconds=80)
        await opens(aigul, w.me, w.access)
    await aigul.taps(w.set_password)
    await aigul.sees(story.w.code_sent)
    await proves(story, aigul)
    await aigul.sees(w.new_password)
    await aigul.sends(sticker=STICKER)
    await aigul.sees(story.w.words_expected, w.new_password)
    await aigul.says("қысқа-1")
    await aigul.sees(w.password_length, w.new_password)
    await aigul.says("ұ" * 41)
    await aigul.sees(w.password_length)
    await aigul.says(aigul.iin)
    await aigul.sees(w.password_easy)
    await aigul.says(PASSWORD)
    await aigul.sees(w.again)
    await aigul.says(OTHER)
    await aigul.sees(w.password_differs, w.again)
    await aigul.taps(story.w.back)
    await aigul.sees(w.new_password)
    await aigul.does_not_see("argon2")
    await aigul.says(OTHER)
    await aigul.says(OTHER)
    await aigul.sees(w.password_set)
    await left_no_trace(world, caplog, "қысқа-1", "ұ" * 41, PASSWORD, OTHER)
    assert world.tells("SELECT count(*) FROM credential") == [(1,)]
    assert b"$argon2" not in world.kept()


async def test_another_account_signs_in_by_any_name(story: Story, caplog: pytest.LogCaptureFixture) -> None:
    """R-11: by IIN, phone, login or e-mail; the account before is told, and nothing is remembered of the password."""
    caplog.set_level(logging.DEBUG)
    world, w = story.world, Account(story.w)
    with world.given():
        aigul = await with_password(story, PASSWORD)
        await opens(aigul, w.me, w.access, w.choose_login)
        zhanna = await story.person("zhanna")
    await aigul.says("9-lives")
    await aigul.sees(w.login_unreadable, w.ask_login)
    await aigul.says("Aigul.S")
    await aigul.sees(w.login_kept.format(login="Aigul.S"))
    with world.given():
        await opens(aigul, w.me, w.add_email)
        await aigul.says("Aigul@mail.kz")
        await aigul.taps(story.w.skip)
    for name in (aigul.iin, "8 700 000 00 01", "aigul.s", "aigul@MAIL.kz"):
        zhanna = await at_password(story, name)
        await zhanna.says(PASSWORD)
        await zhanna.sees(w.signed_in, story.w.my_children)
        await aigul.sees(w.told_of_sign_in, f"[{w.sessions}]")
        await opens(zhanna, w.me, w.access, w.out_here)
        await zhanna.sees(w.what_stays, f"[{w.stay}]")
        await zhanna.taps(w.yes_out)
        await zhanna.sees(w.out, f"[{w.sign_in}]")
    await left_no_trace(world, caplog, PASSWORD)


async def test_a_stranger_guesses(story: Story) -> None:
    """R-11: five tries, then ten minutes; nothing tells whether there is such an account; its owner is told."""
    world, w = story.world, Account(story.w)
    with world.given():
        aigul = await with_password(story, PASSWORD)
        zhanna = await at_password(story, aigul.iin)
    for left in (4, 3, 2, 1):
        await zhanna.says(f"{OTHER}{left}")
        await zhanna.sees(w.wrong.format(left=left), w.your_password, f"[{w.forgotten}]")
        assert all(OTHER not in message["text"] for message in await zhanna.chat())
    await zhanna.says(OTHER)
    await zhanna.sees(w.paused, "600")
    await aigul.sees(w.guessed)
    await zhanna.says(PASSWORD)
    await zhanna.sees(w.paused)
    assert all(PASSWORD not in message["text"] for message in await zhanna.chat())
    await zhanna.says("/cancel")
    await zhanna.taps(w.sign_in)
    await zhanna.taps(w.with_password)
    await zhanna.says("nobody@mail.kz")
    await zhanna.taps(w.remember_yes)
    await zhanna.says(PASSWORD)
    await zhanna.sees(w.paused)
    await world.clock.advance(minutes=10)
    await zhanna.says(PASSWORD)
    await zhanna.sees(w.wrong.format(left=4))
    await zhanna.says("/menu")
    await zhanna.does_not_see(story.w.my_children)


async def test_a_forgotten_password(story: Story) -> None:
    """R-12: phone, IIN and consent, a code, the new password twice; the old one opens nothing, whoever was in is out."""
    world, w = story.world, Account(story.w)
    with world.given():
        aigul = await with_password(story, PASSWORD)
        zhanna = await at_password(story, aigul.iin)
    await zhanna.taps(w.forgotten)
    await zhanna.sees(w.ask_phone)
    await zhanna.says(aigul.phone)
    await zhanna.says(aigul.iin)
    await zhanna.taps(story.w.agree)
    await zhanna.sees(story.w.code_sent)
    await zhanna.says(await aigul.code())
    await zhanna.says(OTHER)
    await zhanna.says(OTHER)
    await zhanna.sees(w.new_is_set, w.others_are_out, w.signed_in)
    await aigul.sees(w.told_of_end, f"[{w.sign_in}]")
    await world.clock.advance(seconds=80)
    daniyar = await at_password(story, aigul.iin, "daniyar")
    await daniyar.says(PASSWORD)
    await daniyar.sees(w.wrong.format(left=4))
    await daniyar.says(OTHER)
    await daniyar.sees(w.signed_in)


async def test_who_forgets_without_being_registered(story: Story) -> None:
    """R-12: nobody else's phone rings; and a proven phone alone makes no account."""
    world, w = story.world, Account(story.w)
    with world.given():
        aigul = await with_password(story, PASSWORD)
        zhanna = await story.person("zhanna")
        await zhanna.taps(w.sign_in)
    await zhanna.taps(w.forgotten)
    await zhanna.shares_contact()
    await zhanna.says(aigul.iin)
    await zhanna.taps(story.w.agree)
    await zhanna.sees(story.w.not_together)
    assert await world.sms(zhanna.phone) == []
    await zhanna.says("/cancel")
    await zhanna.taps(w.sign_in)
    await zhanna.taps(w.forgotten)
    await zhanna.shares_contact()
    await zhanna.says(zhanna.iin)
    await zhanna.taps(story.w.agree)
    await proves(story, zhanna)
    await zhanna.says(OTHER)
    await zhanna.says(OTHER)
    await zhanna.sees(w.unknown)


async def test_not_remembered_is_signed_out_after_twelve_hours(story: Story) -> None:
    """R-11: «Есте сақтау» keeps the session; without it the next touch finds a stranger, tick or no tick (R-4)."""
    world, w = story.world, Account(story.w)
    with world.given():
        aigul = await with_password(story, PASSWORD)
        zhanna = await at_password(story, aigul.iin, remember=False)
    await zhanna.says(PASSWORD)
    await zhanna.sees(w.signed_in, "22:02")
    await opens(aigul, w.me, w.access, w.sessions)
    await aigul.sees(w.this_one, w.by_code, w.another_one, w.by_password, "22:02")
    await world.clock.slips_to("2026-11-16 22:03")
    await zhanna.taps(story.w.my_children)
    await zhanna.sees(story.w.register)
    await world.clock.advance(minutes=1)
    await opens(aigul, w.me, w.access, w.sessions)
    await aigul.does_not_see(w.another_one)


async def both_in(story: Story) -> tuple[Person, Person]:
    """The parent, and the same parent's second account."""
    w = Account(story.w)
    aigul = await with_password(story, PASSWORD)
    zhanna = await at_password(story, aigul.iin)
    await zhanna.says(PASSWORD)
    await zhanna.sees(w.signed_in)
    return aigul, zhanna


async def test_another_account_is_signed_out(story: Story) -> None:
    """R-11: which accounts there are, since when and how; one is ended and told. A stranger's number ends nobody."""
    world, w = story.world, Account(story.w)
    with world.given():
        aigul, zhanna = await both_in(story)
        daniyar = await story.parent("daniyar")
        await opens(aigul, w.me, w.access, w.sessions)
    button = await aigul.button(w.end_second)
    await daniyar.presses(button)
    await daniyar.does_not_see(w.ended)
    await zhanna.says("/menu")
    await zhanna.sees(story.w.my_children)
    await aigul.taps(w.end_second)
    await aigul.sees(w.ended, w.this_one)
    await aigul.does_not_see(w.another_one)
    await zhanna.sees(w.told_of_end, f"[{w.sign_in}]")
    await zhanna.taps(story.w.my_children)
    await zhanna.sees(f"[{w.sign_in}]")
    await aigul.presses(button)
    await aigul.does_not_see(w.ended)


async def test_signing_out_everywhere(story: Story) -> None:
    """R-11: every account, this one too; the way back is said before."""
    world, w = story.world, Account(story.w)
    with world.given():
        aigul, zhanna = await both_in(story)
        await opens(aigul, w.me, w.access)
    await aigul.taps(w.out_everywhere)
    await aigul.sees(w.what_stays, f"[{w.stay}]\n[{w.yes_out}]")
    await aigul.taps(w.stay)
    await aigul.sees(w.sessions)
    await aigul.taps(w.out_everywhere)
    await aigul.taps(w.yes_out)
    await aigul.sees(w.out, f"[{w.sign_in}]")
    await zhanna.sees(w.told_of_end)
    aigul = await at_password(story, aigul.iin, "aigul")
    await aigul.says(PASSWORD)
    await aigul.sees(w.signed_in)


# ---- without registers and SMS ---------------------------------------------------------------------------------------


@pytest.fixture
def bare(bare_world: World, w: Tongue) -> Story:
    """A world where no code can be sent."""
    return Story(bare_world, w)


async def test_without_codes_the_password_is_the_way_back(bare: Story) -> None:
    """R-11: nobody is let out who could not come in again; with a password one can."""
    w = Account(bare.w)
    with bare.world.given():
        aigul = await typed_in(bare)
        await aigul.taps(bare.w.finish_registration)
        await bare.skips_what_can_wait(aigul)
        await opens(aigul, w.me, w.access)
    await aigul.taps(w.out_here)
    await aigul.sees(w.no_way_back)
    await opens(aigul, w.me, w.mydata, w.withdraw)
    await aigul.sees(w.no_way_back)
    await opens(aigul, w.me, w.access, w.set_password)
    await aigul.says(PASSWORD)
    await aigul.says(PASSWORD)
    await aigul.sees(w.password_set)
    await opens(aigul, w.me, w.access, w.out_here)
    await aigul.taps(w.yes_out)
    await aigul.taps(w.sign_in)
    await aigul.sees(f"[{w.with_password}]")
    await aigul.does_not_see(w.with_code, w.forgotten)
    await aigul.taps(w.with_password)
    await aigul.says(aigul.iin)
    await aigul.taps(w.remember_yes)
    await aigul.says(PASSWORD)
    await aigul.sees(w.signed_in)
    await opens(aigul, w.me, w.mydata, w.erase)
    await aigul.taps(w.erase_for_good)
    await aigul.sees(w.erased)


async def test_a_way_in_that_was_left_is_over_once_somebody_is_in(story: Story) -> None:
    """R-11: nobody is asked for the rest of it, and what was typed is gone."""
    w, zhanna = Account(story.w), await story.person("zhanna")
    await zhanna.taps(w.sign_in)
    await zhanna.taps(w.with_password)
    await zhanna.says("930312400016")
    await zhanna.says("/menu")
    await zhanna.taps(story.w.register)
    await zhanna.shares_contact()
    await zhanna.says(zhanna.iin)
    await zhanna.taps(story.w.agree)
    await zhanna.says(await zhanna.code())
    await zhanna.taps(story.w.my_data)
    await zhanna.taps(story.w.finish_registration)
    await story.skips_what_can_wait(zhanna)
    assert story.world.tells("SELECT form FROM draft") == []


async def test_a_clerk_who_is_signed_out_finds_the_way_in(story: Story) -> None:
    """R-11, R-72."""
    w, clerk = Account(story.w), await story.world.person("kg_almaty")
    await clerk.start(clerk.invitation)
    await clerk.taps(story.w.name)
    await clerk.says("/menu")
    await clerk.sees(f"[{w.sign_in}]", f"[❓ {story.w.help}]")
    await clerk.taps(w.sign_in)
    await clerk.sees(f"[{w.with_password}]")
