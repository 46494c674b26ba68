"""Signing with ЭЦҚ: on the phone with eGov Mobile, at a computer with a .cms file, and signing in (R-11, R-51, R-55)."""

from tests.conversations.eds_words import EdsTongue, cms, refuses, sends_cms, signs
from tests.conversations.given import Story
from tests.conversations.harness import Person


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
    await signs(world, aigul, kind="gost")
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
