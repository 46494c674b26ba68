"""The help in the chat: searched with typos, leafed through, and left for the step one was at (R-72, R-73)."""

from tests.conversations.given import ALIKHAN, Story
from tests.support.words import Words


async def test_a_question_typed_with_typos_is_answered_with_its_source(story: Story, s: Words) -> None:
    """In one language or the other, whichever is spoken."""
    with story.world.given():
        aigul = await story.parent()
        await aigul.says("/help")
    await aigul.says("табельди растау мерзими")
    await aigul.sees(s.perhaps, f"[{s.q_sheet_term}]")
    await aigul.taps(s.q_sheet_term)
    await aigul.sees(s.a_sheet_term, s.order_372)
    await aigul.says("забыл пороль")
    await aigul.sees(f"[{s.q_password}]")
    await aigul.taps(s.q_password)
    await aigul.sees(s.a_password)
    await aigul.says("абракадабра")
    await aigul.sees(s.nothing_found)
    await aigul.says("/menu")
    await aigul.says("забыл пороль")
    await aigul.does_not_see(s.q_password)


async def test_in_the_middle_of_a_form_words_are_its_answer_unless_a_search_was_asked_for(
    story: Story, s: Words
) -> None:
    """/help returns to the step; the guide of the form's own section is at hand."""
    w = story.w
    with story.world.given():
        aigul = await story.parent()
        await story.adds(aigul)
        await aigul.taps(w.apply)
    await aigul.says("/help")
    await aigul.sees(w.help, f"[📖 {s.guide_application}]", f"[{w.go_on}]")
    await aigul.says(w.almaty)
    await aigul.sees(w.which_district)
    await aigul.says("/help")
    await aigul.taps(s.find)
    await aigul.says("льгота")
    await aigul.sees(f"[{s.q_rights}]")
    await aigul.taps(s.q_rights)
    await aigul.says("/help")
    await aigul.taps(w.go_on)
    await aigul.sees(w.which_district)
    await aigul.taps(w.bostandyq)
    await aigul.sees(w.which_group)


async def test_every_section_has_its_guide_and_its_questions(story: Story, s: Words) -> None:
    with story.world.given():
        aigul = await story.parent()
    await aigul.taps(s.help)
    await aigul.taps(s.sections)
    await aigul.taps(s.voucher_section)
    await aigul.sees(s.guide_voucher, s.voucher_step, s.source_s3, f"[{s.q_refuse}]")
    await aigul.taps(s.q_refuse)
    await aigul.sees(s.a_refuse, s.source_press)
    newest = (await aigul.chat())[-1]["id"]
    for data in ("hp:guide:nothing", "hp:answer:nothing", "hp:nothing:"):
        await aigul.presses({"message_id": newest, "data": data})
        assert await aigul.is_answered()


async def test_the_guide_of_the_room_one_is_in(story: Story, s: Words) -> None:
    w = story.w
    with story.world.given():
        aigul = await story.queued()
        await aigul.says("/menu")
    await aigul.taps(w.my_children)
    await aigul.taps(s.help)
    await aigul.sees(s.guide_children)
    await aigul.says("/status")
    await aigul.taps(f"{ALIKHAN}: …")
    await aigul.taps(s.help)
    await aigul.sees(s.guide_queue)


async def test_a_newcomer_is_helped_before_registering(story: Story, s: Words) -> None:
    with story.world.given():
        aigul = await story.person("aigul")
    await aigul.taps(s.help)
    await aigul.says("калай тіркелем")
    await aigul.sees(f"[{s.q_register}]")
