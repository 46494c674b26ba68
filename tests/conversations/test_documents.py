"""Rights to go first with documents (R-32, R-41), as the family and the department live through them."""

import pytest

from tests.conversations.given import ALIKHAN, Story
from tests.conversations.harness import STICKER, Person
from tests.documents.files import bomb, paper, picture, saved

PHOTO = picture()
PDF = saved(paper(script=True))


async def at_the_right(story: Story) -> Person:
    """A parent who is asked whether the child has a right to go first."""
    w, parent = story.w, await story.parent()
    await story.adds(parent)
    await parent.taps(w.apply)
    for words in (story.town.region, story.town.district, w.general_group, story.town.language):
        await parent.says(words)
    await parent.sees(w.ask_right)
    return parent


async def at_the_proof(story: Story) -> Person:
    """A parent of a large family who is asked for the certificate."""
    parent = await at_the_right(story)
    await parent.says(story.w.large_family_right)
    await parent.sees(story.w.ask_proof, f"[{story.w.cant_get}]")
    return parent


async def sends(story: Story, parent: Person) -> None:
    """Attach a photo and send the application."""
    w = story.w
    await parent.attaches(PHOTO, "photo.jpg", "image/jpeg", photo=True)
    await parent.taps(w.done)
    await parent.taps(w.consent)
    await parent.taps(w.send)
    await parent.sees(w.received, w.ordinary_order)


async def claimed(story: Story) -> tuple[Person, Person]:
    """A parent whose document waits, and the department's clerk."""
    clerk = await story.person(story.town.department)
    parent = await at_the_proof(story)
    await sends(story, parent)
    return parent, clerk


async def media(person: Person) -> list[str]:
    """What the bot shows in the chat besides words."""
    return [m["media"]["type"] for m in await person.chat() if m["media"] and m["from"] == "bot"]


async def test_a_right_is_claimed_verified_and_moves_the_number(story: Story) -> None:
    """R-32, R-41, R-42: the ordinary order until the department has accepted, then ahead of everybody."""
    world, w = story.world, story.w
    with world.given():
        other = await story.neighbour("ainur", "2022-02-01")
        clerk = await story.person(story.town.department)
    parent = await at_the_proof(story)
    await parent.attaches(PHOTO, "photo.jpg", "image/jpeg", photo=True)
    await parent.sees(w.attached, "1. JPEG", f"[{w.done}]", f"[{w.show}] [{w.replace}]")
    await parent.attaches(PDF, "paper.pdf", "application/pdf")
    await parent.sees("1. JPEG", "2. PDF")
    await parent.taps(w.show)
    assert await media(parent) == ["photo", "document"]
    await parent.taps(w.replace)
    await parent.does_not_see(w.attached)
    await parent.attaches(PDF, "paper.pdf", "application/pdf")
    await parent.taps(w.done)
    await parent.taps(w.consent)
    await parent.sees(w.check_answers, w.large_family_right, "PDF")
    await parent.taps(w.send)
    await parent.sees(w.received, w.number.format(number=2, waiting=2), w.large_family_right, w.ordinary_order)

    assert len(await clerk.letters()) == 1
    await clerk.sees(w.document_waits)
    await clerk.taps(w.open)
    await clerk.sees(w.large_family_right, "••••••••0016", "1. PDF")
    await clerk.does_not_see(parent.iin, parent.children[0])
    await clerk.taps(w.show_document.format(number=1))
    assert await media(clerk) == ["document"]
    calls = [c for c in await world.calls("telegram") if c["method"].lower() == "senddocument"]
    assert calls[-1]["parameters"]["protect_content"]
    await clerk.taps(w.accept)
    assert await media(clerk) == [], "gone with the next screen"
    await clerk.taps_twice(w.accept)
    await parent.letters()
    await parent.sees(w.right_verified.format(name=ALIKHAN), w.number.format(number=1, waiting=2))
    await clerk.says("/menu")
    await clerk.taps(w.staff)
    await clerk.taps(w.documents_to_check.format(count=0))
    await clerk.sees(w.nothing_waits)
    await other.says("/status")
    await parent.says("/status")
    await parent.taps(f"{ALIKHAN}…")
    await parent.sees(w.right_is_verified)
    await parent.does_not_see(f"[{w.claim_right}]")


async def test_returned_with_a_reason_and_sent_again(story: Story) -> None:
    """R-32: the department names what is wrong; the family sends another paper."""
    world, w = story.world, story.w
    with world.given():
        parent, clerk = await claimed(story)
        await clerk.letters()
    await clerk.taps(w.open)
    await clerk.taps(w.return_it)
    await clerk.taps(w.out_of_date_document)
    await clerk.taps(w.send_return)
    await clerk.sees(w.returned)
    assert len(await parent.letters()) == 1
    await parent.sees(w.document_returned, w.out_of_date_document)
    await parent.taps(w.send_document_again)
    await parent.sees(w.which_right)
    await parent.says(w.large_family_right)
    await parent.taps(w.cant_get)
    await parent.sees(w.taken_too)
    await parent.does_not_see(w.without_right)
    await parent.taps(w.back)
    await parent.attaches(PDF, "paper.pdf", "application/pdf")
    await parent.taps(w.done)
    await parent.taps(w.to_department)
    await parent.sees(w.with_department)
    assert len(await clerk.letters()) == 1
    await clerk.taps(w.open)
    await clerk.taps(w.return_it)
    await clerk.taps(w.another_reason)
    await clerk.says("Екінші беті жоқ")
    await clerk.taps(w.send_return)
    await parent.letters()
    await parent.sees(w.document_returned, "Екінші беті жоқ")


async def test_going_on_without_the_document(story: Story) -> None:
    """R-32: other papers are named, and the application goes on without the right, which can be claimed later."""
    w = story.w
    with story.world.given():
        parent = await at_the_proof(story)
    await parent.taps(w.cant_get)
    await parent.sees(w.taken_too, f"[{w.without_right}]")
    await parent.taps(w.without_right)
    await parent.sees(w.ask_consent)
    await parent.taps(w.consent)
    await parent.sees(w.check_answers, w.no_right)
    await parent.taps(w.send)
    await parent.sees(w.received)
    await parent.does_not_see(w.ordinary_order)
    await parent.says("/status")
    await parent.taps(f"{ALIKHAN}…")
    await parent.taps(w.claim_right)
    await parent.says(w.child_of_serviceman)
    await parent.sees(w.ask_issued)


async def test_a_certificate_older_than_a_month(story: Story) -> None:
    """R-32: a certificate from work is valid for one month."""
    w = story.w
    with story.world.given():
        parent = await at_the_right(story)
    await parent.says(w.child_of_serviceman)
    await parent.sees(w.ask_issued)
    await parent.says("15.10.2026")
    await parent.sees(w.certificate_expired, w.ask_issued)
    await parent.says("16.10.2026")
    await parent.sees(w.ask_proof)


async def test_every_bad_file_gets_its_sentence_and_nothing_is_lost(story: Story) -> None:
    """Bad input: empty, too large, lying, of another kind, damaged, locked, a bomb; and what is no file at all."""
    w = story.w
    with story.world.given():
        parent = await at_the_proof(story)
        await parent.attaches(PHOTO, "photo.jpg", "image/jpeg", photo=True)
    bad = (
        (b"", "empty.pdf", "application/pdf", w.file_empty),
        (bytes(20 * 1024 * 1024 + 1), "large.pdf", "application/pdf", w.file_too_large),
        (b"MZ\x90\0 a program", "paper.pdf", "application/pdf", w.file_lies),
        (b"PK\x03\x04", "paper.docx", "application/zip", w.file_kind),
        (PHOTO[:300], "photo.jpg", "image/jpeg", w.file_broken),
        (bomb(), "photo.png", "image/png", w.file_unfolds),
        (saved(paper(), user="secret"), "paper.pdf", "application/pdf", w.file_locked),
    )
    for content, name, mime, words in bad:
        await parent.attaches(content, name, mime)
        await parent.sees(words, w.attached, "1. JPEG")
        await parent.does_not_see("2. ")
    await parent.sends(sticker=STICKER)
    await parent.sees(w.file_expected, "1. JPEG")
    await parent.says("құжат")
    await parent.sees(w.file_expected)
    fetched = [c for c in await story.world.calls("telegram") if c["method"].lower() == "getfile"]
    assert len(fetched) == len(bad), "the photo and all but the one that is too large"


async def test_five_files_and_no_more(story: Story) -> None:
    """An album is several documents; the same one twice is one."""
    w = story.w
    with story.world.given():
        parent = await at_the_proof(story)
    for number in range(1, 6):
        await parent.attaches(picture(size=(100 + number, 90)), "photo.jpg", "image/jpeg", photo=True)
    await parent.attaches(picture(size=(105, 90)), "photo.jpg", "image/jpeg", photo=True)
    await parent.sees(w.too_many_files, "5. JPEG")
    await parent.taps(w.done)
    await parent.sees(w.ask_consent)
    await parent.attaches(PHOTO, "photo.jpg", "image/jpeg", photo=True)
    await parent.sees(w.choice_expected)


async def test_a_file_that_telegram_does_not_give(story: Story) -> None:
    """The answers stay, and the parent is asked to send it again."""
    world, w = story.world, story.w
    with world.given():
        parent = await at_the_proof(story)
        await world.fails("telegram", 400, method="getFile", times=1)
    await parent.attaches(PHOTO, "photo.jpg", "image/jpeg", photo=True)
    await parent.sees(w.file_lost)
    await parent.attaches(PHOTO, "photo.jpg", "image/jpeg", photo=True)
    await parent.sees(w.attached)


async def test_nobody_else_sees_or_decides(story: Story) -> None:
    """R-32: only the department of that queue place; not parents, not another department, not a kindergarten."""
    world, w = story.world, story.w
    with world.given():
        parent, clerk = await claimed(story)
        strangers = [await story.person(id) for id in ("dep_astana", "kg_almaty")]
        await clerk.letters()
    for stranger in (*strangers, parent):
        for data in ("c:open:1:", "c:show:1:1", "c:accept:1:", "c:yes:1:", "c:return:1:", "c:list:0:750000000"):
            message = (await stranger.chat())[-1]["id"]
            await stranger.presses({"message_id": message, "data": data})
            await stranger.sees(w.not_staff)
            assert await media(stranger) == []
    for data in ("c:show:1:99", "c:forged:1:", "c:open:99:"):
        await clerk.presses({"message_id": (await clerk.chat())[-1]["id"], "data": data})
    await clerk.does_not_see(w.accepted)
    await clerk.says("/menu")
    await clerk.taps(w.staff)
    await clerk.sees(w.documents_to_check.format(count=1))


@pytest.mark.parametrize("rebuilding", [False], ids=["steady"])
async def test_a_letter_waits_for_the_morning(story: Story) -> None:
    """Quiet hours hold for the department too."""
    world = story.world
    with world.given():
        clerk = await story.person(story.town.department)
        parent = await at_the_proof(story)
        await world.clock.to("2026-11-16 22:00")
        await sends(story, parent)
    assert await clerk.letters() == []
    await world.clock.to("2026-11-17 08:00")
    assert [letter.at for letter in await clerk.letters()] == ["2026-11-17 08:00"]


async def test_a_clerk_who_left(story: Story) -> None:
    """Every right ends at once: old buttons, half-done forms, letters."""
    world, w = story.world, story.w
    with world.given():
        parent, clerk = await claimed(story)
        await clerk.letters()
        await clerk.taps(w.open)
        old = await clerk.button(w.accept)
        await clerk.taps(w.return_it)
        assert f"{clerk.user_id}\tdepartment\t750000000" in await world.operator("staff", "list")
        await world.operator("staff", "remove", str(clerk.user_id))
    await clerk.says(w.out_of_date_document)
    await clerk.does_not_see(w.send_return)
    await clerk.presses(old)
    await clerk.sees(w.not_staff)
    assert await parent.letters() == []
