"""What people do in the middle of something else: old buttons, commands, the other language, things that aren't words."""

from tests.conversations.given import ALIKHAN, ALIKHAN_WHOLE, Story, astana
from tests.conversations.harness import STICKER, VOICE, Person
from tests.conversations.tongues import KK, RU


async def at_region(story: Story) -> Person:
    """A parent in the middle of an application."""
    aigul = await story.parent()
    await story.adds(aigul)
    await aigul.taps(story.w.apply)
    await aigul.sees(story.w.which_region)
    return aigul


async def test_a_stale_button_is_explained(story: Story) -> None:
    """The toast, then the present screen; nothing changes."""
    w = story.w
    with story.world.given():
        aigul = await at_region(story)
        await aigul.says(w.almaty)
        await aigul.says(w.bostandyq)
        old = await aigul.button(w.general_group)
        await aigul.taps(w.mini_part)
    await aigul.presses(old)
    await aigul.sees(f"(toast) {w.out_of_date}", w.which_language)
    await aigul.presses(old)
    await aigul.sees(f"(toast) {w.out_of_date}")
    await aigul.says(w.kazakh)
    await aigul.taps(w.no_right)
    await aigul.taps(w.consent)
    await aigul.sees(w.check_answers, w.mini_part)
    await aigul.does_not_see(w.general_group)


async def test_a_button_of_a_form_that_is_over(story: Story) -> None:
    """It leads to the menu."""
    w = story.w
    with story.world.given():
        aigul = await at_region(story)
        old = await aigul.button(w.cancel)
        await aigul.taps(w.cancel)
        await aigul.sees(w.cancelled)
    await aigul.presses(old)
    await aigul.sees(f"(toast) {w.out_of_date}", w.my_applications)


async def test_buttons_that_we_never_made(story: Story) -> None:
    """Whatever comes, the current screen follows."""
    w = story.w
    with story.world.given():
        aigul = await at_region(story)
        message = (await aigul.button(w.cancel))["message_id"]
    for data in (
        "",
        "x:1",
        "f:1",
        "f:a:b:c:d",
        "v:refuse",
        "v:open:999999999",
        "s:open:-1",
        "g:nowhere:",
        "l:en",
        "k:::",
    ):
        await aigul.presses({"message_id": message, "data": data})
        assert await aigul.is_answered(), data
    await aigul.says(w.almaty)
    await aigul.sees(w.which_district)


async def test_taps_faster_than_the_bot(story: Story) -> None:
    """A double tap on an answer does not answer the next question too."""
    w = story.w
    with story.world.given():
        aigul = await at_region(story)
        await aigul.says(w.almaty)
        await aigul.says(w.bostandyq)
    await aigul.taps_twice(w.general_group)
    await aigul.sees(f"(toast) {w.out_of_date}", w.which_language)
    await aigul.taps(w.back)
    await aigul.sees(w.which_group, w.answer_so_far, w.general_group, f"[{w.keep}]")
    await aigul.taps(w.keep)
    await aigul.sees(w.which_language)


async def test_back_offers_the_old_answer(story: Story) -> None:
    """Back, back, another answer: what still fits is kept, what doesn't is asked anew."""
    w = story.w
    with story.world.given():
        aigul = await at_region(story)
        await aigul.says(w.almaty)
        await aigul.says(w.bostandyq)
        await aigul.says(w.general_group)
    for _ in range(3):
        await aigul.taps(w.back)
    await aigul.sees(w.which_region, w.answer_so_far, w.almaty)
    await aigul.says(w.turkistan)
    await aigul.sees(w.which_district)
    await aigul.says(w.qazygurt)
    await aigul.sees(w.which_language)


async def test_options_by_words_and_numbers(story: Story) -> None:
    """Words or their beginning, in either language, or the number; anything else is asked again."""
    w = story.w
    with story.world.given():
        aigul = await at_region(story)
    await aigul.says("???")
    await aigul.sees(w.choice_expected, w.which_region)
    await aigul.sends(sticker=STICKER)
    await aigul.sees(w.choice_expected)
    await aigul.sends(voice=VOICE)
    await aigul.sees(w.choice_expected)
    await aigul.sends(photo=[{"file_id": "P", "file_unique_id": "p", "width": 1, "height": 1}])
    await aigul.sees(w.choice_expected)
    await aigul.says((RU if w is KK else KK).almaty)
    await aigul.sees(w.which_district)
    await aigul.says(w.bostandyq.split()[0])
    await aigul.sees(w.which_group)
    await aigul.says("6")
    await aigul.sees(w.which_language, "5 / 7")
    await aigul.taps(w.back)
    await aigul.sees(w.mini_part)


async def test_the_pages_of_a_long_list(story: Story) -> None:
    """Six a page, turned with arrows."""
    w = story.w
    with story.world.given():
        aigul = await at_region(story)
    await aigul.sees("[1 / 4]")
    await aigul.taps("▶")
    await aigul.sees("[2 / 4]")
    await aigul.taps("◀")
    await aigul.taps("◀")
    await aigul.sees("[4 / 4]", w.almaty)
    await aigul.taps(w.almaty)
    await aigul.sees(w.which_district)


async def test_the_language_is_switched_and_nothing_is_lost(story: Story) -> None:
    """R-73: by the button, and by /language; the question stays, the answers stay."""
    w = story.w
    other = RU if w is KK else KK
    with story.world.given():
        aigul = await at_region(story)
        await aigul.says(w.almaty)
    await aigul.taps(w.other_name)
    await aigul.sees(other.which_district, other.bostandyq)
    await aigul.does_not_see(w.which_district)
    await aigul.says(w.bostandyq)
    await aigul.sees(other.which_group)
    await aigul.says("/language")
    await aigul.taps(w.name)
    await aigul.sees(w.which_group)
    await aigul.taps(w.general_group)
    await aigul.taps(w.russian)
    await aigul.taps(w.no_right)
    await aigul.taps(w.consent)
    await aigul.sees(w.check_answers, w.almaty, w.bostandyq)
    await aigul.taps(w.other_name)
    await aigul.sees(other.check_answers, other.almaty, other.bostandyq, other.russian)
    await aigul.taps(other.send)
    await aigul.sees(other.received)


async def test_letters_speak_the_language_of_their_reader(story: Story) -> None:
    """R-73: it belongs to the person."""
    world, w = story.world, story.w
    other = RU if w is KK else KK
    with world.given():
        aigul = await story.queued()
        await aigul.says("/language")
        await aigul.taps(other.name)
        await story.round()
    await aigul.sees(other.issued.format(name=ALIKHAN), other.working("2026-11-18", 2))
    await aigul.does_not_see(w.issued.format(name=ALIKHAN))


async def test_commands_do_not_lose_a_form(story: Story) -> None:
    """/help, /menu, /status, /start in the middle: the form goes on."""
    w = story.w
    with story.world.given():
        aigul = await at_region(story)
        await aigul.says(w.almaty)
    await aigul.says("/help")
    await aigul.sees(w.help, "8 (727) 339-72-22", f"[{w.go_on}]")
    await aigul.taps(w.go_on)
    await aigul.sees(w.which_district)
    await aigul.says("/menu")
    await aigul.sees(w.my_applications)
    await aigul.says(w.bostandyq)
    await aigul.sees(w.which_group)
    await aigul.says("/status")
    await aigul.sees(w.my_applications)
    await aigul.start()
    await aigul.sees(w.which_group)
    await aigul.taps(w.general_group)
    await aigul.sees(w.which_language)


async def test_cancel_is_a_word_a_button_and_a_command(story: Story) -> None:
    """Nothing has been sent."""
    w = story.w
    with story.world.given():
        aigul = await at_region(story)
    await aigul.says("/cancel")
    await aigul.sees(w.cancelled, w.my_applications)
    await aigul.says("/cancel")
    await aigul.sees(w.my_applications)
    await aigul.does_not_see(w.cancelled)
    await aigul.taps(w.apply)
    await aigul.taps(w.cancel)
    await aigul.sees(w.cancelled)
    await aigul.taps(w.apply)
    await aigul.says(w.cancel.partition(" ")[2])
    await aigul.sees(w.cancelled)
    await aigul.says("/status")
    await aigul.does_not_see("0000001")


async def test_cancel_at_the_phone(story: Story) -> None:
    """Where the reply keyboard has the buttons: it goes away with the form."""
    w = story.w
    with story.world.given():
        aigul = await story.person("aigul")
        await aigul.taps(w.register)
    await aigul.taps(w.cancel)
    await aigul.sees(w.cancelled, f"[{w.register}]")
    assert await aigul.keyboard() == []
    await aigul.says("Сәлем!")
    await aigul.sees(w.welcome)


async def test_words_to_nobody(story: Story) -> None:
    """Without a form anything said leads to the menu, and before a language is chosen to the first screen."""
    world, w = story.world, story.w
    zhanna = await world.person("zhanna")
    await zhanna.start()
    await zhanna.says("Здравствуйте")
    await zhanna.sees("[Қазақша] [Русский]")
    await zhanna.says("/menu")
    await zhanna.sees("[Қазақша] [Русский]")
    await zhanna.taps(w.name)
    await zhanna.says("?")
    await zhanna.sees(w.welcome)


async def test_a_child_added_from_inside_the_application(story: Story) -> None:
    """R-30: and a child given up leads back into the application too."""
    w = story.w
    with story.world.given():
        aigul = await story.parent()
        await aigul.taps(w.apply)
        await aigul.taps(w.add_child)
    await aigul.taps(w.cancel)
    await aigul.sees(w.cancelled, w.which_child)
    await aigul.taps(w.add_child)
    await aigul.says(aigul.children[0])
    await aigul.taps(w.my_child)
    await aigul.taps(w.skip)
    await aigul.taps(w.save)
    await aigul.sees(w.which_region)


async def test_nobody_opens_what_belongs_to_another_family(story: Story) -> None:
    """R-20: forged buttons about another person's application, timesheet, child."""
    world, w = story.world, story.w
    with world.given():
        aigul, _ = await story.published()
        zhanna = await story.parent("zhanna")
        message = (await zhanna.button(w.my_applications))["message_id"]
        await aigul.letters()
    for data in ("v:open:1", "v:refuse:1", "v:refuse_yes:1", "v:interest:1", "v:choose:1", "v:restore:1", "g:app:1"):
        await zhanna.presses({"message_id": message, "data": data})
        await zhanna.sees(w.not_yours)
        await zhanna.does_not_see(ALIKHAN, "0000001")
    for data in ("s:open:1:0", "s:confirm:1:1", "s:confirm_yes:1:1", "s:dispute:1:1"):
        await zhanna.presses({"message_id": message, "data": data})
        await zhanna.sees(w.not_yours)
        await zhanna.does_not_see(ALIKHAN, w.month("2026-11"))
    await zhanna.presses({"message_id": message, "data": "g:apply:c1"})
    await zhanna.sees(w.which_child)
    await zhanna.does_not_see(ALIKHAN)
    await aigul.says("/status")
    await aigul.sees(w.state_enrolled)


async def test_nobody_does_what_only_staff_may(story: Story) -> None:
    """R-43, R-55, R-60: neither a parent, nor a clerk of another place."""
    world, w = story.world, story.w
    with world.given():
        aigul, clerk = await story.contract_sent()
        await world.clock.to("2026-12-01 10:00")
        story.town = astana(w)
        strangers = [await story.person(id) for id in ("kg_astana", "dep_astana", "zhanna")]
        strangers.append(await world.person("dep_almaty"))
        contract = await clerk.button(w.open_contract)
    every = [contract["data"], "k:sign:1:", "k:refuse:1:expired_documents", "k:contracts:1:", "k:months:1:"]
    every += ["k:month:1:202611", "k:publish_yes:1:202611", "k:sheet:1:", "k:republish:1:"]
    for stranger in [aigul, *strangers]:
        message = (await stranger.chat())[-1]["id"]
        for data in every:
            await stranger.presses({"message_id": message, "data": data})
            await stranger.does_not_see(ALIKHAN_WHOLE)
            await stranger.sees(w.not_staff)
    for stranger in (aigul, strangers[0], strangers[1]):
        message = (await stranger.chat())[-1]["id"]
        await stranger.presses({"message_id": message, "data": "g:round:750000000"})
        await stranger.does_not_see(w.how_many)
    await aigul.says("/status")
    await aigul.sees(w.state_sent)


async def test_a_group_is_left(story: Story) -> None:
    """The bot speaks in private only."""
    world = story.world
    aigul = await story.person("aigul")
    group = {"id": -1001, "type": "supergroup", "title": "Ата-аналар"}
    await aigul.sends(chat=group, text="/start")
    assert any(call["method"].lower() == "leavechat" for call in await world.calls("telegram"))
