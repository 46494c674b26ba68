"""Signing with ЭЦҚ: on the phone with eGov Mobile, at a computer with a .cms file, and signing in (R-11, R-51, R-55)."""

import pytest

from bot.app import App
from tests.catalogue.pdf_text import pages, pictures
from tests.conversations.eds_words import EdsTongue, cms, newest_file, refuses, sends_cms, signs
from tests.conversations.given import ALIKHAN, ALIKHAN_WHOLE, Story
from tests.conversations.harness import Person
from tests.conversations.test_transfers import opens_application
from tests.conversations.waiting_words import Waits
from usecases import law

REGIONS = {"750000000"}


def words(story: Story) -> EdsTongue:
    return EdsTongue(story.w.code)


async def at_ways(story: Story) -> Person:
    """A parent with a voucher, asked how to sign the interest."""
    aigul = await story.issued()
    await aigul.taps(f"{story.w.confirm_interest}…")
    return aigul


async def test_interest_with_egov_mobile(story: Story) -> None:
    """R-51: a button and a QR code; once signed on the phone the bot goes on by itself, and no code is asked for."""
    world, w, e = story.world, story.w, words(story)
    with world.given():
        aigul = await at_ways(story)
        codes = len(await world.sms(aigul.phone))
    await aigul.sees(f"[{e.on_phone}]", f"[{e.by_file}]", f"[{w.sign_interest}]")
    await aigul.taps(e.on_phone)
    await aigul.sees(f"[{e.open_egov}]", e.no_password, e.valid_until, f"[{e.another_way}]")
    shown = (await aigul.chat())[-1]
    assert shown["media"]["type"] == "photo"
    (link,) = [button["url"] for row in shown["buttons"] for button in row if "url" in button]
    assert link.startswith("https://m.egov.kz/mobileSign/?link=")
    await signs(world, aigul, kind="rsa")
    await aigul.sees(w.interest_confirmed)
    assert len(await world.sms(aigul.phone)) == codes
    (asked,) = await world.calls("ocsp")
    assert asked["status"] == 200


async def test_cancelled_on_the_phone(story: Story) -> None:
    """R-51: nothing was sent; another try, or another way."""
    world, w, e = story.world, story.w, words(story)
    with world.given():
        aigul = await at_ways(story)
        await aigul.taps(e.on_phone)
    await refuses(aigul)
    await aigul.sees(e.cancelled_on_phone, f"[{e.sign_again}]", f"[{e.another_way}]")
    await aigul.taps(e.sign_again)
    await aigul.sees(f"[{e.open_egov}]")
    await signs(world, aigul, kind="rsa")
    await aigul.sees(w.interest_confirmed)


async def test_expired_then_by_code(story: Story) -> None:
    """R-51: the time for signing is over; the one-time code still signs."""
    world, w, e = story.world, story.w, words(story)
    with world.given():
        aigul = await at_ways(story)
        await aigul.taps(e.on_phone)
    await world.clock.advance(minutes=11)
    await aigul.sees(e.time_is_over, f"[{e.sign_again}]")
    await aigul.taps(e.another_way)
    await aigul.taps(w.sign_interest)
    await aigul.sees(w.signing)
    await aigul.says(await aigul.code())
    await aigul.sees(w.interest_confirmed)


async def test_somebody_elses_key(story: Story) -> None:
    """R-51: another person's IIN signs nothing, on the phone nor by a file; a revoked key neither."""
    world, w, e = story.world, story.w, words(story)
    with world.given():
        aigul = await at_ways(story)
        await aigul.taps(e.on_phone)
    await signs(world, aigul, **{"kind": "rsa", "as": "daniyar"})
    await aigul.sees(e.not_your_iin, f"[{e.sign_again}]")
    await aigul.taps(e.another_way)
    await aigul.taps(e.by_file)
    await aigul.sees(f"[{e.send_document_again}]", e.no_password)
    await sends_cms(aigul, await cms(world, aigul, **{"kind": "rsa", "as": "daniyar"}))
    await aigul.sees(e.not_your_iin, f"[{e.another_way}]")
    await sends_cms(aigul, b"hello")
    await aigul.sees(e.not_readable)
    await sends_cms(aigul, b"\x30" * 300_000)
    await aigul.sees(e.too_large)
    own = await cms(world, aigul, kind="rsa")
    await aigul._acts("revoke", {})
    await sends_cms(aigul, own)
    await aigul.sees(e.revoked)
    await aigul.says("/status")
    await aigul.does_not_see(w.interest_confirmed)


async def at_contract(story: Story) -> Person:
    """A parent with the contract of the town's kindergarten before them."""
    w, aigul = story.w, await story.confirmed()
    await aigul.taps(f"{w.choose}…")
    await aigul.taps(f"{story.town.kindergarten}…")
    await aigul.taps(f"{w.choose_this}…")
    return aigul


@pytest.mark.parametrize("kind", ["rsa", "gost"])
async def test_contract_by_a_file(story: Story, kind: str) -> None:
    """R-55: the PDF that the bot gives is signed at a computer; the contract names the certificate."""
    world, w, e = story.world, story.w, words(story)
    with world.given():
        clerk = await story.person(story.town.clerk)
        aigul = await at_contract(story)
    await aigul.taps(e.by_file)
    await aigul.sees(f"[{e.send_document_again}]")
    document = await newest_file(world, aigul)
    kk, ru = pages(document)
    assert ALIKHAN_WHOLE in kk
    assert ALIKHAN_WHOLE in ru
    assert pictures(document) == [0, 0]
    signature = await cms(world, aigul, kind=kind)
    await sends_cms(aigul, signature)
    await aigul.sees(w.contract_sent)
    kk, ru = pages(await newest_file(world, aigul))
    assert EdsTongue("kk").by_eds in kk
    assert EdsTongue("ru").by_eds in ru
    await clerk.taps(w.open_contract)
    await clerk.taps(w.sign)
    await clerk.sees(w.signed)


async def test_contract_on_the_phone_and_too_late(story: Story) -> None:
    """R-4, R-55: a signature that comes after the deadline signs nothing."""
    world, w, e = story.world, story.w, words(story)
    with world.given():
        aigul = await at_contract(story)
        await world.clock.to("2026-11-23 23:58")
        await aigul.taps(e.on_phone)
        await aigul.sees(f"[{e.open_egov}]")
    await world.clock.slips_to("2026-11-24 00:01")
    await signs(world, aigul, kind="rsa")
    await aigul.does_not_see(w.contract_sent)
    await aigul.says("/status")
    await aigul.sees(w.in_archive)


async def test_a_signature_counts_once(story: Story) -> None:
    """R-51, R-55: the .cms of one signing is worth nothing for the next, though the document looks alike."""
    world, w, e = story.world, story.w, words(story)
    with world.given():
        aigul = await at_contract(story)
        await aigul.taps(e.by_file)
        first = await cms(world, aigul, kind="rsa")
        await aigul.taps(e.another_way)
        await aigul.taps(e.on_phone)
        await aigul.taps(e.another_way)
        await aigul.taps(e.by_file)
    await sends_cms(aigul, first)
    await aigul.sees(e.another_document)
    second = await cms(world, aigul, kind="rsa")
    await aigul.taps(e.send_document_again)
    await sends_cms(aigul, second)
    await aigul.sees(w.contract_sent)
    await sends_cms(aigul, first)
    await aigul.does_not_see(w.contract_sent)


async def test_a_restart_in_the_middle(story: Story) -> None:
    """R-51: the bot is killed while the parent signs; it takes the session up where it was."""
    world, w, e = story.world, story.w, words(story)
    with world.given():
        aigul = await at_ways(story)
        await aigul.taps(e.on_phone)
    await world.post("/sim/rebuild", {})
    await world.post("/sim/rebuild", {})
    await signs(world, aigul, kind="rsa")
    await aigul.sees(w.interest_confirmed)


async def test_the_service_does_not_answer(story: Story) -> None:
    """R-51: SIGEX is away when signing begins, then in the middle; OCSP cannot be asked, which is recorded."""
    world, w, e = story.world, story.w, words(story)
    with world.given():
        aigul = await at_ways(story)
    await world.fails("sigex", 503, method="register")
    await aigul.taps(e.on_phone)
    await aigul.sees(e.service_away, f"[{e.try_again}]", f"[{e.another_way}]")
    await aigul.taps(e.try_again)
    await aigul.sees(f"[{e.open_egov}]")
    await world.fails("sigex", 0, method="sign")
    await world.fails("ocsp", 503)
    await signs(world, aigul, kind="rsa")
    await aigul.sees(w.interest_confirmed)
    assert [call["status"] for call in await world.calls("ocsp")] == [503]


async def test_signing_in(story: Story) -> None:
    """R-11: from a new Telegram account; the others are told; who has no account is sent to register."""
    world, w, e = story.world, story.w, words(story)
    with world.given():
        aigul = await story.queued()
        await aigul.letters()
        guest = await story.person("zhanna")
    await guest.taps(e.sign_in)
    await guest.taps(e.with_eds)
    await guest.taps(w.agree)
    await guest.taps(e.on_phone)
    await signs(world, guest, kind="rsa")
    await guest.sees(e.no_account, f"[{w.register}]")
    await guest.says("/menu")
    await guest.taps(e.sign_in)
    await guest.taps(e.with_eds)
    await guest.taps(w.agree)
    await guest.taps(e.on_phone)
    await signs(world, guest, **{"kind": "rsa", "as": "aigul"})
    await guest.sees(e.signed_in, f"{w.my_applications}]")
    (letter,) = await aigul.letters()
    assert e.signed_in_by_eds in letter.text
    await guest.says("/status")
    await guest.sees(ALIKHAN)


async def test_a_region_that_takes_no_codes(story: Story) -> None:
    """R-1, R-51: where the rule says ЭЦҚ only, no code is offered."""
    world, w, e = story.world, story.w, words(story)
    with world.given():
        assert isinstance(world._playground.bot, App)
        async with world._playground.bot._house.acting() as act:
            await law.add_rule(
                act, law.NewRule("confirm_interest_signature", "eds", "акимат", region="750000000"), REGIONS
            )
        await world.clock.to("2026-11-17 10:00")
        aigul = await story.issued()
    await aigul.taps(f"{w.confirm_interest}…")
    await aigul.sees(f"[{e.on_phone}]", f"[{e.by_file}]")
    await aigul.does_not_see(f"[{w.sign_interest}]")


async def test_a_transfer_by_a_file(story: Story) -> None:
    """R-58: the contract with the other kindergarten is signed as the first one was."""
    world, e, ww = story.world, words(story), Waits(story.w)
    with world.given():
        aigul, _clerk = await story.enrolled()
        await opens_application(story, aigul)
        await aigul.taps(ww.transfer)
        await aigul.taps(f"{ww.aigolek}…")
    await aigul.taps(e.by_file)
    assert "Айгөлек" in pages(await newest_file(world, aigul))[0]
    await sends_cms(aigul, await cms(world, aigul, kind="rsa"))
    await aigul.sees(ww.asked)
