"""Getting in: the phone, the IIN, the code, and whose data they are."""

from tests.conversations.given import Story
from tests.conversations.harness import STICKER, VOICE, Person


async def at_phone(story: Story, id: str = "aigul") -> Person:
    """Somebody asked for the phone."""
    person = await story.person(id)
    await person.taps(story.w.register)
    return person


async def at_iin(story: Story, id: str = "aigul") -> Person:
    """Somebody asked for the IIN, after sharing the own contact."""
    person = await at_phone(story, id)
    await person.shares_contact()
    return person


async def at_policy(story: Story, id: str = "aigul") -> Person:
    """Somebody who has only to agree, to be sent a code."""
    person = await at_iin(story, id)
    await person.says(person.iin)
    return person


async def at_code(story: Story) -> Person:
    """Somebody asked for the code."""
    person = await at_policy(story)
    await person.taps(story.w.agree)
    await person.sees(story.w.code_sent)
    return person


def another(code: str) -> str:
    """A code that was not sent."""
    return "000000" if code != "000000" else "111111"


async def test_the_number_may_be_typed(story: Story) -> None:
    """R-10: a mobile number of Kazakhstan, in any usual spelling; a code proves it."""
    w = story.w
    with story.world.given():
        aigul = await at_phone(story)
    await aigul.says("12345")
    await aigul.sees(w.phone_not_mobile, w.ask_phone)
    await aigul.says("8 (727) 339-72-22")
    await aigul.sees(w.phone_not_mobile)
    await aigul.says("+7 495 123 45 67")
    await aigul.sees(w.phone_foreign)
    await aigul.shares_contact(phone="87010000000", user_id=5_000_000_002)
    await aigul.sees(w.contact_not_own)
    await aigul.says("8 (700) 000-00-01")
    await aigul.sees("+7 ••• ••• 00 01", w.ask_iin)
    await aigul.says(aigul.iin)
    await aigul.taps(w.agree)
    await aigul.says(await aigul.code())
    await aigul.taps(w.my_data)
    await aigul.taps(w.finish_registration)
    await aigul.sees(w.registered)
    await aigul.does_not_see(w.unverified)


async def test_an_iin_is_wrong_in_every_way(story: Story) -> None:
    """R-14: each mistake is named, and what was given before is kept."""
    w = story.w
    with story.world.given():
        aigul = await at_iin(story)
    await aigul.says("93031240001")
    await aigul.sees(w.iin_length, "11", w.ask_iin)
    await aigul.says("93031240001О")
    await aigul.sees(w.iin_letters, w.ask_iin)
    await aigul.says("930312400017")
    await aigul.sees(w.iin_impossible)
    await aigul.says("000000000000")
    await aigul.sees(w.iin_zeros)
    await aigul.sends(sticker=STICKER)
    await aigul.sees(w.words_expected, w.ask_iin)
    await aigul.sends(voice=VOICE)
    await aigul.sees(w.words_expected, w.ask_iin)
    await aigul.says("930312-400016")
    await aigul.sees(w.policy)


async def test_a_code_is_wrong_then_old_then_sent_again(story: Story) -> None:
    """R-11: wrong and expired are different; another code after 80 seconds, the seconds left are told."""
    world, w = story.world, story.w
    with world.given():
        aigul = await at_code(story)
    first = await aigul.code()
    await aigul.says(another(first))
    await aigul.sees(w.code_wrong.format(tries_left=4))
    await aigul.says("код")
    await aigul.sees(w.words_expected)
    await world.clock.advance(seconds=46)
    await aigul.taps(w.send_again)
    await aigul.sees("(alert)", w.too_soon.format(seconds=34))
    await world.clock.advance(seconds=34)
    await aigul.taps(w.send_again)
    await aigul.sees("(toast)", w.code_on_its_way)
    second = await aigul.code()
    if first != second:
        await aigul.says(first)
        await aigul.sees(w.code_wrong.format(tries_left=4))
    await world.clock.advance(minutes=5)
    await aigul.says(second)
    await aigul.sees(w.code_expired, w.no_code_now)
    await aigul.taps(w.send_again)
    await aigul.sees(w.code_sent)
    await aigul.says(await aigul.code())
    await aigul.sees(w.are_these_yours)


async def test_a_code_is_not_left_on_the_screen(story: Story) -> None:
    """R-11: the message with the code is deleted after reading."""
    with story.world.given():
        aigul = await at_code(story)
    code = await aigul.code()
    await aigul.says(code)
    assert all(code not in message["text"] for message in await aigul.chat())


async def test_five_wrong_codes_pause_for_ten_minutes(story: Story) -> None:
    """R-11."""
    world, w = story.world, story.w
    with world.given():
        aigul = await at_code(story)
        wrong = another(await aigul.code())
        for _ in range(4):
            await aigul.says(wrong)
    await aigul.says(wrong)
    await aigul.sees(w.code_paused)
    await world.clock.advance(minutes=9)
    await aigul.taps(w.send_again)
    await aigul.sees("(alert)", w.code_paused, "60")
    await world.clock.advance(minutes=1)
    await aigul.taps(w.send_again)
    await aigul.says(await aigul.code())
    await aigul.sees(w.are_these_yours)


async def test_five_codes_a_day(story: Story) -> None:
    """R-11: then no more until midnight."""
    world, w = story.world, story.w
    with world.given():
        aigul = await at_code(story)
        for _ in range(4):
            await world.clock.advance(seconds=80)
            await aigul.taps(w.send_again)
    assert len(await world.sms(aigul.phone)) == 5
    await world.clock.advance(seconds=80)
    await aigul.taps(w.send_again)
    await aigul.sees("(alert)", w.code_cap)
    assert len(await world.sms(aigul.phone)) == 5
    await world.clock.to("2026-11-17 00:00")
    await aigul.taps(w.send_again)
    assert len(await world.sms(aigul.phone)) == 6


async def test_not_my_data(story: Story) -> None:
    """R-10: registration ends, nothing is kept, and people help."""
    w = story.w
    with story.world.given():
        aigul = await at_code(story)
        await aigul.says(await aigul.code())
    await aigul.taps(w.not_my_data)
    await aigul.sees(w.nothing_kept, "8 (727) 339-72-22")
    await aigul.start()
    await aigul.sees(w.welcome, f"[{w.register}]")
    await aigul.taps(w.register)
    await aigul.sees(w.ask_phone, "1 / 5")


async def test_a_number_that_the_base_does_not_know(story: Story) -> None:
    """R-11: the parent is told what to do, and no phone rings."""
    world, w = story.world, story.w
    with world.given():
        marat = await at_policy(story, "marat")
    await marat.taps(w.agree)
    await marat.sees(w.not_in_base, "1414", f"[{w.check_again}]")
    await marat.taps(w.check_again)
    await marat.sees(w.not_in_base)
    assert await world.sms("") == []


async def test_nobody_elses_phone_rings(story: Story) -> None:
    """R-11: a phone that does not stand together with the IIN gets no code."""
    world, w = story.world, story.w
    with world.given():
        aigul = await at_phone(story)
        await aigul.says("8 700 000 00 02")
        await aigul.says(aigul.iin)
    await aigul.taps(w.agree)
    await aigul.sees(w.not_together)
    assert await world.sms("") == []
    for _ in range(3):
        await aigul.taps(w.back)
    await aigul.sees(w.ask_phone)
    await aigul.says("8 700 000 00 01")
    await aigul.sees(w.code_sent)
    assert len(await world.sms(aigul.phone)) == 1


async def test_consent_that_takes_minutes(story: Story) -> None:
    """R-10: the chat says that the register waits, and goes on by itself."""
    world, w = story.world, story.w
    with world.given():
        aigul = await at_policy(story)
        await world.fails("registry", "pending", method="phone", times=2)
    await aigul.taps(w.agree)
    await aigul.sees(w.base_pending, "1414")
    await world.clock.advance(seconds=30)
    assert await aigul.letters() == []
    await world.clock.advance(seconds=30)
    await aigul.sees(w.code_sent)
    assert len(await world.sms(aigul.phone)) == 1
    await aigul.says(await aigul.code())
    await aigul.sees(w.are_these_yours)


async def test_a_register_that_does_not_answer(story: Story) -> None:
    """R-10, R-11: the answers are kept, and the chat goes on by itself once the register is back."""
    world, w = story.world, story.w
    with world.given():
        aigul = await at_policy(story)
        await world.fails("registry", 503, method="phone", times=99)
    await aigul.taps(w.agree)
    await aigul.sees(w.base_silent, f"[{w.check_again}]")
    await world.clock.advance(minutes=10)
    await aigul.sees(w.base_silent)
    await world.fails("registry", 503, method="phone", times=0)
    await world.fails("registry", 0, method="person", times=1)
    await world.clock.advance(minutes=2)
    await aigul.sees(w.code_sent)
    await aigul.says(await aigul.code())
    await aigul.sees(w.register_silent)
    await world.clock.advance(seconds=30)
    await aigul.sees(w.are_these_yours)
    await aigul.taps(w.my_data)
    await aigul.sees(w.check_answers, "+7 ••• ••• 00 01", "••••••••0016")


async def test_an_sms_centre_that_is_down(story: Story) -> None:
    """R-11: the chat says so, and the code comes a minute later."""
    world, w = story.world, story.w
    with world.given():
        aigul = await at_policy(story)
        await world.fails("sms", 500, times=1)
    await aigul.taps(w.agree)
    await aigul.sees(w.sms_late)
    assert await world.sms(aigul.phone) == []
    await world.clock.advance(seconds=61)
    await aigul.says(await aigul.code())
    await aigul.sees(w.are_these_yours)


async def test_an_sms_that_is_refused(story: Story) -> None:
    """R-11: another number, or another attempt."""
    world, w = story.world, story.w
    with world.given():
        aigul = await at_policy(story)
        await world.fails("sms", 7, times=1)
    await aigul.taps(w.agree)
    await aigul.sees(w.sms_failed)
    await world.clock.advance(seconds=80)
    await aigul.taps(w.send_again)
    await aigul.says(await aigul.code())
    await aigul.sees(w.are_these_yours)


async def test_the_same_parent_from_another_account(story: Story) -> None:
    """R-11: phone, IIN and code open the cabinet, and the account before is told."""
    world, w = story.world, story.w
    with world.given():
        aigul = await story.queued()
        other = await at_phone(story, "zhanna")
        await world.clock.advance(seconds=80)
    await other.says(aigul.phone)
    await other.says(aigul.iin)
    await other.taps(w.agree)
    await other.says(await aigul.code())
    await other.taps(w.my_data)
    await other.taps(w.finish_registration)
    await other.sees(w.registered)
    await other.says("/menu")
    await other.taps(w.my_applications)
    await other.sees("0000001")
    await aigul.sees(w.signed_in_elsewhere)


async def test_the_code_of_one_is_no_code_of_another(story: Story) -> None:
    """R-11: a code opens only the conversation in which it was asked for."""
    world, w = story.world, story.w
    with world.given():
        aigul = await at_code(story)
        daniyar = await at_policy(story, "daniyar")
        await daniyar.taps(w.agree)
    if await aigul.code() != await daniyar.code():
        await daniyar.says(await aigul.code())
        await daniyar.sees(w.code_wrong.format(tries_left=4))


async def test_an_invitation_is_used_once(story: Story) -> None:
    """R-43: a clerk's link makes one clerk."""
    world, w = story.world, story.w
    clerk = await world.person("dep_almaty")
    link = clerk.invitation
    await clerk.start()
    await clerk.taps(w.name)
    await clerk.sees(f"[{w.staff}]")
    zhanna = await story.person("zhanna")
    await zhanna.start(link)
    await zhanna.sees(w.invite_used)
    await zhanna.start("nothing-of-the-kind")
    await zhanna.sees(w.invite_unknown)
    await zhanna.says("/menu")
    await zhanna.does_not_see(w.staff)
