"""A person asks a person: the context goes along, one of support answers, the answer comes back (R-72)."""

import pytest

from bot.fsm.form import Said as SaidInForm
from tests.conversations.given import ALIKHAN, Story
from tests.conversations.harness import Person
from tests.support.words import Words

QUESTION = "Аудан тізімде жоқ. ЖСН 930312400016"
ANSWER = "Қаланы таңдаңыз."


async def supporter(story: Story, s: Words) -> Person:
    """Somebody of support."""
    clerk = await story.world.person("support")
    await clerk.start()
    await clerk.taps(story.w.name)
    return clerk


async def asks(person: Person, s: Words, text: str = QUESTION) -> None:
    """From a screen with the button to the end."""
    await person.taps(s.ask)
    await person.says(text)
    await person.taps(s.send)


async def takes(clerk: Person, s: Words) -> None:
    """Take the question told last."""
    await clerk.letters()
    await clerk.taps(s.open_question)
    await clerk.taps(s.take)


async def answers(clerk: Person, s: Words, text: str = ANSWER) -> None:
    """Take the question told last, and answer it."""
    await takes(clerk, s)
    await clerk.taps(s.answer)
    await clerk.says(text)
    await clerk.taps(s.send_answer)


async def test_a_question_from_the_middle_of_a_form_and_back(story: Story, s: Words) -> None:
    """The step goes along, no name, IIN or phone does; after sending the form is where it was."""
    world, w = story.world, story.w
    with world.given():
        clerk = await supporter(story, s)
        aigul = await story.parent()
        await story.adds(aigul)
        await aigul.taps(w.apply)
        await aigul.says(w.almaty)
    await aigul.says("/help")
    await aigul.taps(s.ask)
    await aigul.sees(s.write)
    await aigul.says(QUESTION)
    await aigul.sees(s.along, s.in_form, s.at_question, s.at_work, "••••••••0016")
    await aigul.taps(s.send)
    await aigul.sees(s.sent.format(number=1), s.at_work, w.which_district)
    assert len(await clerk.letters()) == 1
    await clerk.sees(s.new_question.format(number=1))
    await clerk.taps(s.open_question)
    await clerk.sees(s.in_form, s.at_question, s.hidden, w.name)
    await clerk.does_not_see("Аудан тізімде жоқ")
    await clerk.taps(s.take)
    await clerk.sees("Аудан тізімде жоқ. ЖСН ••••••••0016")
    await clerk.does_not_see("930312400016", "Сынақова", "Айгүл", ALIKHAN, "0001")
    await clerk.taps(s.answer)
    await clerk.sees("Аудан тізімде жоқ")
    await clerk.says(ANSWER)
    await clerk.taps(s.send_answer)
    await clerk.sees(s.is_answered.format(number=1))
    assert len(await aigul.letters()) == 1
    await aigul.sees(s.has_answered.format(number=1), ANSWER, f"[👍 {s.helps}]", f"[↩ {s.again}]")
    await aigul.taps(w.bostandyq)
    await aigul.sees(w.which_group)


async def test_asking_again_and_that_helps(story: Story, s: Words) -> None:
    """The exchange goes on in one question; «that helps» ends it, once."""
    world = story.world
    with world.given():
        clerk = await supporter(story, s)
        aigul = await story.parent()
        await aigul.says("/help")
        await asks(aigul, s)
        await answers(clerk, s)
        await aigul.letters()
    await aigul.taps(s.again)
    await aigul.sees(s.write)
    await aigul.says("Қай қаланы?")
    await aigul.taps(s.send)
    await aigul.sees(s.sent.format(number=1))
    with world.given():
        await takes(clerk, s)
    await clerk.sees(ANSWER, "Қай қаланы?")
    await clerk.taps(s.answer)
    await clerk.says("Алматы")
    await clerk.taps(s.send_answer)
    await aigul.letters()
    await aigul.sees("Қай қаланы?", "Алматы")
    await aigul.does_not_see(ANSWER)
    helps = await aigul.button(s.helps)
    await aigul.taps(s.helps)
    await aigul.sees(s.glad.format(number=1))
    await aigul.presses(helps)
    await aigul.sees(s.over)


async def test_outside_the_hours_it_is_said_when_somebody_answers(story: Story, s: Words) -> None:
    """Tuesday, 17 November, 20:00 → Wednesday, 09:00, local time; support is told then."""
    world = story.world
    with world.given():
        clerk = await supporter(story, s)
        aigul = await story.parent()
        await world.clock.to("2026-11-17 20:00")
    await aigul.says("/help")
    await aigul.taps(s.ask)
    await aigul.says("Сұрақ")
    await aigul.sees(s.starts.format(day=s.wednesday), s.nothing_along)
    await aigul.taps(s.send)
    await aigul.sees(s.starts.format(day=s.wednesday))
    assert await clerk.letters() == []
    await world.clock.to("2026-11-18 09:00")
    assert [letter.at for letter in await clerk.letters()] == ["2026-11-18 09:00"]


async def test_about_an_application_with_its_number_and_state(story: Story, s: Words) -> None:
    """From the application's own screen; support sees number and state, no name."""
    world = story.world
    with world.given():
        clerk = await supporter(story, s)
        aigul = await story.queued()
        await aigul.says("/status")
        await aigul.taps(f"{ALIKHAN}: …")
    await aigul.taps(s.ask)
    await aigul.says("Неге?")
    await aigul.sees(s.about)
    await aigul.taps(s.send)
    await clerk.letters()
    await clerk.taps(s.open_question)
    await clerk.sees(s.about, s.state)
    await clerk.does_not_see(ALIKHAN, "Сынақ")
    for forged in ("g:ask:a2", "g:ask:ax", "g:ask:q1"):
        olga = await story.world.person("olga")
        await olga.start()
        newest = (await olga.chat())[-1]["id"]
        await olga.presses({"message_id": newest, "data": forged})
        await olga.does_not_see(s.write)


async def test_one_of_support_has_it_and_may_give_it_back(story: Story, s: Words) -> None:
    world, w = story.world, story.w
    with world.given():
        clerk = await supporter(story, s)
        other = await world.newcomer(id="second", name="Екінші Көмекші", role="support", scope="kz")
        await other.start()
        await other.taps(w.name)
        aigul = await story.parent()
        await aigul.says("/help")
        await asks(aigul, s)
        await other.letters()
        await other.taps(s.open_question)
        take = await other.button(s.take)
        await takes(clerk, s)
    await other.presses(take)
    await other.sees(s.taken_already)
    await clerk.taps(s.give_back)
    await clerk.sees(s.given_back.format(number=1), s.questions.format(count=1))
    await other.says("/menu")
    await other.taps(w.staff)
    await other.taps(s.questions.format(count=1))
    await other.taps("№ 1 …")
    await other.taps(s.take)
    await other.sees("Аудан тізімде жоқ")
    await clerk.says("/menu")
    await clerk.taps(w.staff)
    await clerk.sees(f"[💬 {s.questions.format(count=0)}]")
    await other.says("/menu")
    await other.taps(w.staff)
    await other.taps(s.questions.format(count=0))
    await other.sees("[✋ № 1 ")


async def test_my_questions_and_too_many_of_them(story: Story, s: Words) -> None:
    world = story.world
    with world.given():
        await supporter(story, s)
        aigul = await story.parent()
        for text in ("Бірінші", "Екінші", "Үшінші"):
            await aigul.says("/help")
            await asks(aigul, s, text)
    await aigul.says("/help")
    await aigul.taps(s.ask)
    await aigul.sees(s.too_many)
    await aigul.says("/help")
    await aigul.taps(s.my_questions)
    await aigul.sees(*(f"[{s.waits.format(number=number)}]" for number in (1, 2, 3)))
    await aigul.taps(s.waits.format(number=2))
    await aigul.sees("Екінші")
    await aigul.does_not_see("Бірінші", s.helps)


async def test_where_nobody_answers_nobody_is_offered(story: Story, s: Words) -> None:
    """A button of before says so, and where to call."""
    with story.world.given():
        aigul = await story.parent()
        await aigul.says("/help")
    await aigul.does_not_see(s.ask)
    newest = (await aigul.chat())[-1]["id"]
    await aigul.presses({"message_id": newest, "data": "g:ask:"})
    await aigul.sees(s.nobody)
    for data in ("sp:list:0", "sp:take:1", "sp:answer:1", "sp:nonsense:1"):
        await aigul.presses({"message_id": newest, "data": data})
        await aigul.does_not_see(s.questions.format(count=0), s.take)


async def test_an_update_that_failed_may_be_told_to_support(
    story: Story, s: Words, rebuilding: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the person typed is not in it: its number is."""
    if rebuilding:
        return
    world, w = story.world, story.w
    with world.given():
        clerk = await supporter(story, s)
        aigul = await story.parent()
        await aigul.taps(w.my_children)
        await aigul.taps(w.add_child)

    async def broken(_forms: object, _turn: object, _state: object, _draft: object, said: SaidInForm) -> None:
        raise ValueError(said.text)

    with monkeypatch.context() as patch:
        patch.setattr("bot.handlers.forms.Forms.said", broken)
        await aigul.says("930312400016")
    await aigul.taps(s.ask)
    await aigul.says("Қате шықты")
    await aigul.sees(s.failure)
    await aigul.taps(s.send)
    await clerk.letters()
    await clerk.taps(s.open_question)
    await clerk.sees(s.failure)


async def test_who_read_my_question_stands_in_the_trail(story: Story, s: Words) -> None:
    """R-10."""
    world, w = story.world, story.w
    with world.given():
        clerk = await supporter(story, s)
        aigul = await story.parent()
        await aigul.says("/help")
        await asks(aigul, s)
        await answers(clerk, s)
        await aigul.letters()
        await aigul.says("/menu")
        newest = (await aigul.chat())[-1]["id"]
    await aigul.presses({"message_id": newest, "data": "g:trail:"})
    await aigul.sees(s.read_it, s.answered_it)
    await aigul.does_not_see("Ақерке")
    del w


async def test_a_long_exchange_fits_into_a_message(story: Story, s: Words) -> None:
    """The newest words are there, and a word says that there was more; the oldest come no more."""
    with story.world.given():
        clerk = await supporter(story, s)
        aigul = await story.parent()
        await aigul.says("/help")
        await asks(aigul, s, "а" * 1000)
        for _each in range(3):
            await answers(clerk, s, "б" * 1000)
            await aigul.letters()
            await aigul.taps(s.again)
            await aigul.says("😀" * 500 + "в" * 500)
            await aigul.taps(s.send)
    await takes(clerk, s)
    await clerk.sees("в" * 500, "б" * 1000, s.no_room, s.until)
    await clerk.does_not_see("а" * 1000)
    await aigul.says("/help")
    await aigul.taps(s.my_questions)
    await aigul.taps("№ 1 …")
    await aigul.sees("в" * 500, s.no_room)


async def test_who_has_a_question_for_too_long_is_told(story: Story, s: Words) -> None:
    """Rule support_holds: Monday, 16 November, to Tuesday, 18:00."""
    world = story.world
    with world.given():
        clerk = await supporter(story, s)
        aigul = await story.parent()
        await aigul.says("/help")
        await asks(aigul, s)
    await takes(clerk, s)
    await clerk.sees(s.until)
    await world.clock.to("2026-11-18 09:00")
    assert len(await clerk.letters()) == 1
    await clerk.sees(s.lapsed)
