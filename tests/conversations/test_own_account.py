"""One's own account: another phone, notifications, quiet hours, a copy, the consent, deleting, who saw (R-10, R-11, R-66)."""

import json
from typing import Any

from tests.conversations.account_words import Account, at_password, opens, proves, with_password
from tests.conversations.board_words import sent_files
from tests.conversations.given import ALIKHAN, Story
from tests.conversations.harness import Person, World
from tests.conversations.test_documents import claimed
from tests.conversations.test_joining import invites

PASSWORD = "Қызыл-Алма 2026"
NEW = "+77000000099"


# ---- the phone -------------------------------------------------------------------------------------------------------


async def test_another_phone_is_proven_by_two_codes(story: Story) -> None:
    """R-10, R-11: the old number and the new one, registered with the own IIN; nobody else's phone rings."""
    world, w = story.world, Account(story.w)
    with world.given():
        aigul = await story.parent()
        await world.clock.advance(seconds=80)
        await opens(aigul, w.me)
    await aigul.taps(w.change_phone)
    await aigul.sees(story.w.code_sent, "+7 ••• ••• 00 01")
    await proves(story, aigul)
    await aigul.sees(w.ask_new_phone)
    await aigul.says("8 700 000 00 01")
    await aigul.sees(w.phone_same, w.ask_new_phone)
    await aigul.says("8 700 000 00 06")
    await aigul.sees(story.w.not_together)
    assert await world.sms("+77000000006") == []
    await aigul.taps(story.w.back)
    with world.given():
        registers = world._playground.people.records
        registers[aigul.iin] = type(registers[aigul.iin])(**{**vars(registers[aigul.iin]), "phone": NEW})
        await world.clock.advance(seconds=80)
    await aigul.says(NEW)
    await aigul.sees(w.now_the_new, "+7 ••• ••• 00 99")
    await aigul.says((await world.sms(NEW))[-1]["code"])
    await aigul.sees(w.phone_kept)
    await opens(aigul, w.me)
    await aigul.sees("+7 ••• ••• 00 99")


# ---- notifications ---------------------------------------------------------------------------------------------------


async def test_news_are_switched_off_and_deadlines_are_not(story: Story) -> None:
    """R-42, R-50: categories; what the law knows a deadline for always comes, and by SMS too for who wants it."""
    world, w = story.world, Account(story.w)
    with world.given():
        aigul = await story.queued()
        await opens(aigul, w.me)
    await aigul.taps(w.notices)
    await aigul.sees(w.always_on, w.queue_on, f"[{w.mute_queue}]", f"[{w.quiet}]")
    await aigul.taps(w.mute_queue)
    await aigul.sees(w.queue_off, f"[{w.unmute_queue}]")
    await aigul.taps(w.sms_on)
    await aigul.sees(w.sms_is_on)
    before = len(await world.sms(aigul.phone))
    await story.round()
    await aigul.sees(story.w.issued.format(name=ALIKHAN))
    assert len(await world.sms(aigul.phone)) == before + 1
    assert ALIKHAN in (await world.sms(aigul.phone))[-1]["text"]
    assert world.tells("SELECT muted, sms_copy FROM person WHERE sms_copy = 1") == [("queue", 1)]


async def test_what_is_switched_off_does_not_come(story: Story) -> None:
    """R-21: the other parent's news; the letter is there, and dropped when it would go."""
    world, w = story.world, Account(story.w)
    with world.given():
        daniyar = await story.parent("daniyar")
        await story.adds(daniyar)
        aigul = await story.parent()
        await story.adds(aigul)
        await opens(daniyar, w.me, w.notices)
    await daniyar.taps(w.mute_family)
    await story.applies(aigul)
    assert await daniyar.letters() == []
    assert world.tells("SELECT state FROM letter WHERE kind = 'lodged'") == [("dropped",)]


async def test_quiet_hours_of_ones_own(story: Story) -> None:
    """R-50, R-66: from 19:00 to 11:00 nothing rings, but what would come too late then."""
    world, w = story.world, Account(story.w)
    with world.given():
        aigul = await story.queued()
        await opens(aigul, w.me, w.notices)
    await aigul.taps(w.quiet)
    await aigul.sees(w.quiet_now.format(hours="21:00–08:00"), w.quiet_why, "[✓ 21:00]", "[✓ 08:00]")
    await aigul.taps("19:00")
    await aigul.taps("11:00")
    await aigul.sees(w.quiet_now.format(hours="19:00–11:00"))
    with world.given():
        await world.clock.to("2026-11-16 19:30")
        await story.round()
    assert await aigul.letters() == []
    await world.clock.to("2026-11-17 10:59")
    assert await aigul.letters() == []
    await world.clock.to("2026-11-17 11:00")
    assert [letter.at for letter in await aigul.letters()] == ["2026-11-17 11:00"]
    await world.clock.to("2026-11-18 23:58")
    at = [letter.at for letter in await aigul.letters()]
    assert "2026-11-18 21:00" in at, "three hours are left, and the morning would be too late"


# ---- a copy ----------------------------------------------------------------------------------------------------------


async def copied(world: World, person: Person) -> Any:
    """The newest file in the chat, read."""
    newest = [one for one in await sent_files(person) if one["name"].endswith(".json")][-1]
    async with world._session.get(f"{world._playground.url}{newest['url']}") as answer:
        return json.loads(await answer.read())


async def test_a_copy_of_everything(story: Story) -> None:
    """R-10: the person, the children, applications, papers, who saw them; nothing of the other parent; after a code."""
    world, w = story.world, Account(story.w)
    with world.given():
        aigul, _clerk = await claimed(story)
        daniyar = await story.parent("daniyar")
        await story.adds(daniyar)
        await world.clock.advance(seconds=80)
        await opens(aigul, w.me, w.mydata)
    await aigul.taps(w.copy)
    await aigul.sees(w.copy_warning)
    await aigul.taps(w.send_file)
    await aigul.sees(story.w.code_sent)
    await aigul.says("12")
    await proves(story, aigul)
    await aigul.sees(w.copy_made)
    copy = await copied(world, aigul)
    assert copy["parent"]["iin"] == aigul.iin
    assert copy["children"][0]["iin"] == aigul.children[0]
    assert copy["children"][0]["applications"][0]["number"] == 1
    assert copy["claims"][0]["basis"] == "large_family"
    assert (await sent_files(aigul))[-1]["name"] == copy["documents"][0]["file"]
    whole = json.dumps(copy)
    assert daniyar.iin not in whole
    assert daniyar.phone not in whole


async def test_a_stranger_gets_nothing(story: Story) -> None:
    """R-11: rooms and buttons of an account that isn't there, or another's, say so and change nothing."""
    world, w = story.world, Account(story.w)
    with world.given():
        aigul = await with_password(story, PASSWORD)
        await opens(aigul, w.me, w.mydata)
        buttons = [await aigul.button(words) for words in (w.trail, w.copy, w.withdraw, w.erase)]
        await opens(aigul, w.me, w.access)
        buttons += [await aigul.button(words) for words in (w.change_password, w.sessions, w.out_everywhere)]
        zhanna = await story.person("zhanna")
        await aigul.taps(w.out_everywhere)
        buttons.append(await aigul.button(w.yes_out))
        await opens(aigul, w.me, w.mydata, w.withdraw)
        buttons.append(await aigul.button(w.yes_withdraw))
        daniyar = await story.parent("daniyar")
    for button in buttons[-2:]:
        await daniyar.presses(button)
        await daniyar.sees(w.not_yours)
    for button in buttons:
        await zhanna.presses(button)
        await zhanna.does_not_see("0001", w.yes_out, w.yes_withdraw, w.gone_at_once)
        await zhanna.sees(story.w.register)
    assert world.tells("SELECT count(*) FROM person WHERE parent_id IS NOT NULL") == [(2,)]


# ---- the consent -----------------------------------------------------------------------------------------------------


async def test_the_consent_is_withdrawn_and_given_anew(story: Story) -> None:
    """R-10: what follows is said before; no letters; back by the password, and the policy is accepted anew."""
    world, w = story.world, Account(story.w)
    with world.given():
        aigul = await with_password(story, PASSWORD)
        await story.adds(aigul)
        await story.applies(aigul)
        await opens(aigul, w.me, w.mydata)
    await aigul.taps(w.withdraw)
    await aigul.sees(w.withdraw_follows, f"[{w.keep_consent}]\n[{w.yes_withdraw}]")
    await aigul.taps(w.keep_consent)
    await aigul.taps(w.withdraw)
    await aigul.taps(w.yes_withdraw)
    await aigul.sees(w.withdrawn, f"[{w.sign_in}]")
    await story.round()
    assert await aigul.letters() == []
    assert world.tells("SELECT state FROM application") == [("issued",)]
    aigul = await at_password(story, aigul.iin, "aigul")
    await aigul.says(PASSWORD)
    await aigul.sees(story.w.policy)
    assert world.tells("SELECT count(*) FROM person WHERE parent_id IS NOT NULL") == [(0,)]
    await aigul.taps(story.w.agree)
    await aigul.sees(w.signed_in)


# ---- deleting --------------------------------------------------------------------------------------------------------


async def deletes(story: Story, person: Person) -> None:
    """From the menu to the end, 80 seconds after any code."""
    w = Account(story.w)
    await opens(person, w.me, w.mydata, w.erase)
    await person.sees(w.gone_at_once, w.must_be_kept)
    await person.taps(w.erase_for_good)
    await person.sees(story.w.code_sent)
    await proves(story, person)
    await person.sees(w.erased)


async def test_deleting_really_deletes(story: Story) -> None:
    """R-10, R-36: the application goes first; of person and child nothing is left but numbers; one may come again."""
    world, w = story.world, Account(story.w)
    with world.given():
        aigul, _clerk = await claimed(story)
        await world.clock.advance(seconds=80)
        await opens(aigul, w.me, w.mydata, w.erase)
    telegram = aigul.user_id
    await aigul.sees(
        w.withdrawn_first.format(named=f"{ALIKHAN}, № 0000001"), f"[{w.keep_everything}]\n[{w.erase_for_good}]"
    )
    await aigul.taps(w.keep_everything)
    await aigul.sees(w.nothing_deleted)
    await deletes(story, aigul)
    assert world.tells("SELECT state, born, statuses, parent_id FROM application") == [
        ("withdrawn", "2023-01-01", None, None)
    ]
    for table in ("kin", "claim", "document", "draft", "credential", "joining", "imported"):
        assert world.tells(f"SELECT count(*) FROM {table}") == [(0,)], table
    assert world.tells("SELECT count(*) FROM person WHERE telegram_id = ?", telegram) == [(0,)]
    assert world.tells(
        "SELECT count(*) FROM letter WHERE person_id = (SELECT min(id) FROM person WHERE telegram_id < 0)"
    ) == [(0,)]
    assert world.tells("SELECT verified, policy, email, deleted_at > 0 FROM parent") == [(0, "", None, 1)]
    with world.given():
        await world.clock.advance(seconds=80)
        again = await story.parent()
        await story.adds(again)
        await story.applies(again)
    await again.says("/status")
    await again.sees("0000002")
    await again.does_not_see("0000001")


async def test_the_other_parent_keeps_what_is_theirs(story: Story) -> None:
    """R-21: a child of both stays with the other parent, application and all; other accounts of one's own are told."""
    world, w = story.world, Account(story.w)
    with world.given():
        aigul = await with_password(story, PASSWORD)
        await story.adds(aigul)
        await story.applies(aigul)
        daniyar = await story.parent("daniyar")
        await story.adds(daniyar)
        zhanna = await at_password(story, aigul.iin)
        await zhanna.says(PASSWORD)
        await world.clock.advance(seconds=80)
        await opens(aigul, w.me, w.mydata, w.erase)
    await aigul.sees(w.stays_with_other.format(name=ALIKHAN))
    await aigul.does_not_see("0000001")
    await deletes(story, aigul)
    await zhanna.sees(w.erasing_told)
    await zhanna.says("/menu")
    await zhanna.sees(story.w.register)
    await daniyar.says("/status")
    await daniyar.sees("0000001", ALIKHAN)
    daniyar = await story.world.person("daniyar")
    await story.round()
    await daniyar.sees(story.w.issued.format(name=ALIKHAN))


async def test_a_child_in_a_kindergarten_forbids_it(story: Story) -> None:
    """R-57: while the contract lasts and nobody else looks after the child, its data are needed."""
    w = Account(story.w)
    with story.world.given():
        aigul, _clerk = await story.enrolled()
        await opens(aigul, w.me, w.mydata)
    await aigul.taps(w.erase)
    await aigul.sees(w.data_needed)
    await aigul.does_not_see(w.erase_for_good)


# ---- who saw ---------------------------------------------------------------------------------------------------------


async def test_who_saw_or_changed_my_data(story: Story) -> None:
    """R-10, R-32: staff by role and place, the family as itself; every opened document, every change."""
    world, w = story.world, Account(story.w)
    with world.given():
        parent, clerk = await claimed(story)
        await clerk.letters()
        await clerk.taps(story.w.open)
        await clerk.taps(story.w.show_document.format(number=1))
        await clerk.taps(story.w.accept)
        await clerk.taps(story.w.accept)
        await story.round(clerk)
        await parent.letters()
        await opens(parent, w.me, w.mydata)
    await parent.taps(w.trail)
    await parent.sees(
        w.clerk_did.format(what=w.document_opened),
        w.clerk_did.format(what=w.document_accepted),
        w.clerk_did.format(what=w.voucher_issued),
        "№ 0000001",
    )
    await parent.does_not_see("Гүлнар")
    with world.given():
        other = await story.parent("daniyar")
        await opens(other, w.me, w.mydata)
    await other.taps(w.trail)
    await other.sees(w.nobody_yet)


async def takes_copy(story: Story, person: Person) -> None:
    w = Account(story.w)
    await opens(person, w.me, w.mydata)
    await person.taps(w.copy)
    await person.taps(w.send_file)
    await proves(story, person)


async def test_a_copy_goes_out_whole_while_another_form_is_half_done(story: Story) -> None:
    """R-10: its documents follow, whatever stands open."""
    world = story.world
    with world.given():
        aigul, _clerk = await claimed(story)
        await aigul.says("/menu")
        await aigul.taps(story.w.my_children)
        await aigul.taps(story.w.add_child)
        await world.clock.advance(seconds=80)
    await takes_copy(story, aigul)
    assert len(await sent_files(aigul)) == 2
    await aigul.sees(story.w.ask_child_iin)


async def test_an_invitation_says_nothing_of_the_child_in_a_copy(story: Story) -> None:
    """R-21: the kinship is not confirmed, and the IIN stands in no copy."""
    world = story.world
    with world.given():
        aigul = await story.queued()
        token = await invites(story, aigul)
        zhanna = await story.parent("zhanna")
    await zhanna.start(token)
    await world.clock.advance(seconds=80)
    await takes_copy(story, zhanna)
    copy = await copied(world, zhanna)
    assert "JoinInvited" in json.dumps(copy)
    assert aigul.children[0] not in json.dumps(copy)
