"""Telegram, the SMS centre and the registers fail: everybody is answered, nothing is done twice."""

from tests.conversations.given import ALIKHAN, Story


async def test_a_flood_limit_on_a_reply(story: Story) -> None:
    """429: waited out, then answered."""
    world, w = story.world, story.w
    with world.given():
        aigul = await story.parent()
    await world.fails("telegram", 429, method="sendMessage", retry_after=1)
    await aigul.says("/help")
    await aigul.sees(w.help, "8 (727) 339-72-22")
    await world.fails("telegram", 429, method="editMessageText", retry_after=1)
    await aigul.taps(w.menu)
    await aigul.sees(w.my_applications)


async def test_an_outage_of_telegram_during_a_reply(story: Story) -> None:
    """5xx and a cut connection: tried again, and what took effect took effect once."""
    world, w = story.world, story.w
    with world.given():
        aigul = await story.parent()
        await story.adds(aigul)
        await story.fills_in(aigul)
    await world.fails("telegram", 502, method="sendMessage", times=2)
    await aigul.taps(w.send)
    await aigul.sees(w.received, "0000001")
    await world.fails("telegram", 0, method="sendMessage", times=1)
    await aigul.says("/status")
    await aigul.sees("0000001", w.in_queue)
    await aigul.does_not_see("0000002")


async def test_telegram_took_it_but_did_not_say_so(story: Story) -> None:
    """The edit had taken effect: Telegram's «not modified» is no trouble."""
    world, w = story.world, story.w
    with world.given():
        aigul = await story.parent()
    await world.fails("telegram", 500, method="editMessageText", after=True)
    await aigul.taps(w.my_children)
    await aigul.sees(w.no_child)
    await world.fails("telegram", 500, method="answerCallbackQuery", times=1)
    await aigul.taps(w.menu)
    await aigul.sees(w.my_applications)


async def test_a_flood_limit_on_a_letter(story: Story) -> None:
    """429: the letter waits for exactly as long, and comes once."""
    world, w = story.world, story.w
    with world.given():
        aigul = await story.queued()
        department = await story.person("dep_almaty")
        await department.taps(w.staff)
        await department.taps(w.hold_round)
        await department.says("1")
        # the clerk's screen is sent first, the letter after it
        await world.fails("telegram", 429, method="sendMessage", retry_after=1, times=2)
    await department.taps(w.issue)
    await department.sees(w.issued_count.format(count=1))
    letters = await aigul.letters()
    assert [w.issued.format(name=ALIKHAN) in letter.text for letter in letters] == [True]


async def test_an_outage_of_telegram_during_a_letter(story: Story) -> None:
    """5xx: tried again seconds later."""
    world, w = story.world, story.w
    with world.given():
        aigul = await story.issued()
        await aigul.letters()
        await world.clock.to("2026-11-17 08:59")
        await world.fails("telegram", 500, method="sendMessage", times=2)
    await world.clock.to("2026-11-17 09:00")
    assert await aigul.letters() == []
    await world.clock.to("2026-11-17 09:02")
    letters = await aigul.letters()
    assert [w.remind_issued.format(name=ALIKHAN) in letter.text for letter in letters] == [True]


async def test_who_has_blocked_the_bot_gets_an_sms(story: Story) -> None:
    """R-50, R-52: what the law knows a deadline for reaches the phone; back again, it is Telegram."""
    world, w = story.world, story.w
    with world.given():
        aigul = await story.queued()
        department = await story.person("dep_almaty")
    await aigul.blocks()
    await story.round(department)
    texts = [sms["text"] for sms in await world.sms(aigul.phone)]
    assert w.issued.format(name=ALIKHAN) in texts[-1]
    assert w.till("2026-11-18") in texts[-1]
    assert "). " in texts[-1], "the lines of a screen read as sentences"
    assert len(texts) == 2
    await world.clock.to("2026-11-17 12:00")
    texts = [sms["text"] for sms in await world.sms(aigul.phone)]
    assert w.remind_issued.format(name=ALIKHAN) in texts[-1]
    await aigul.unblocks()
    await world.clock.to("2026-11-17 18:00")
    assert [letter.at for letter in await aigul.letters()] == ["2026-11-17 18:00"]
    reminded = [sms for sms in await world.sms(aigul.phone) if w.remind_issued.format(name=ALIKHAN) in sms["text"]]
    assert len(reminded) == 1
    await aigul.taps(w.confirm_interest)
    await aigul.sees(w.you_confirm)


async def test_start_comes_back_from_a_block(story: Story) -> None:
    """The one who blocked and pressed Start again is where they were."""
    w = story.w
    with story.world.given():
        aigul = await story.parent()
        await aigul.taps(w.my_children)
        await aigul.taps(w.add_child)
    await aigul.blocks()
    await aigul.start()
    await aigul.sees(w.ask_child_iin)


async def test_an_sms_centre_that_is_down_when_a_signature_is_asked_for(story: Story) -> None:
    """R-51: the chat says so; the code comes, and signs."""
    world, w = story.world, story.w
    with world.given():
        aigul = await story.issued()
        await world.clock.advance(seconds=80)
        await aigul.taps(w.confirm_interest)
        await world.fails("sms", 0, times=1)
    await aigul.taps(w.sign_interest)
    await aigul.sees(w.sms_late)
    await world.clock.advance(seconds=61)
    await aigul.says(await aigul.code())
    await aigul.sees(w.interest_confirmed)


async def test_the_same_update_twice(story: Story) -> None:
    """Telegram offers an update again after a lost confirmation: it takes effect once."""
    w = story.w
    with story.world.given():
        aigul = await story.parent()
        await story.adds(aigul)
        await story.fills_in(aigul)
    button = await aigul.button(w.send)
    update_id = await aigul.presses(button)
    await aigul.sees(w.received)
    await aigul.presses(button, update_id)
    await aigul.says("/status")
    await aigul.sees("0000001")
    await aigul.does_not_see("0000002")
