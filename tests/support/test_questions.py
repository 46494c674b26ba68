"""Questions to support: who may ask, who has one, what is hidden, what is forgotten (R-72)."""

from datetime import timedelta

import pytest

from bot.handlers.support_letters import SUPPORT_LETTERS
from bot.words import speaking
from domain.not_allowed import NotAllowed, Reason
from tests.families.desk import CLERK, FATHER, MOTHER, NOW, STRANGER, Desk
from usecases import copies, own_data, sessions, staff, support, tick, trail
from usecases.act import Row

SECOND = 5
HER_QUESTION = "ЖСН 930312400016. Кезек неге жылжымайды?"


async def staffed(desk: Desk, *clerks: int) -> None:
    for clerk in clerks:
        async with desk.acting(clerk) as act:
            await staff.join(act, await staff.invite(act, "support", staff.COUNTRY))


async def asks(desk: Desk, person: int = MOTHER, text: str = HER_QUESTION) -> int:
    async with desk.acting(person) as act:
        return await support.ask(act, {"form": "Apply", "ask": "district", "name": "Айгүл"}, text)


async def refused(desk: Desk, person: int, deed: str, question_id: int, *words: str) -> Reason:
    with pytest.raises(NotAllowed) as no:
        async with desk.acting(person) as act:
            await getattr(support, deed)(act, question_id, *words)
    return no.value.reason


async def test_only_one_has_a_question(desk: Desk) -> None:
    await staffed(desk, CLERK, SECOND)
    question = await asks(desk)
    async with desk.acting(CLERK) as act:
        await support.take(act, question)
        await support.take(act, question)
        assert [row["id"] for row in await support.taken_ones(act)] == [question]
        assert await support.open_ones(act, 9) == []
    for deed in ("take", "held", "give_back"):
        assert await refused(desk, SECOND, deed, question) is Reason.QUESTION_TAKEN
    assert await refused(desk, SECOND, "answer", question, "…") is Reason.QUESTION_TAKEN
    async with desk.acting(CLERK) as act:
        await support.give_back(act, question)
    assert await refused(desk, CLERK, "answer", question, "…") is Reason.NOT_NOW
    async with desk.acting(SECOND) as act:
        await support.take(act, question)
        await support.answer(act, question, "Телефоны 8 701 234 56 78")
    assert await refused(desk, CLERK, "take", question) is Reason.QUESTION_OVER
    async with desk.acting() as act:
        deeds = await act.tx.audit_of(subject="question", subject_id=question)
    assert [(one["person_id"], one["deed"]) for one in deeds] == [
        (CLERK, "question_taken"),
        (CLERK, "question_given_back"),
        (SECOND, "question_taken"),
        (SECOND, "question_answered"),
    ]


async def test_words_are_sealed_numbers_hidden_and_the_context_is_nobodys(desk: Desk) -> None:
    await staffed(desk, CLERK)
    question = await asks(desk)
    async with desk.acting(CLERK) as act:
        (word,) = await support.words_of(act, question)
        assert (word.by, word.text) == ("person", "ЖСН ••••••••0016. Кезек неге жылжымайды?")
        assert support.context_of(await support.seen(act, question)) == {"form": "Apply", "ask": "district"}
        (kept,) = await act.tx.words_of_question(question_id=question)
        assert "жылжымайды".encode() not in kept["words"]


async def test_the_oldest_stands_first_and_one_asked_again_behind(desk: Desk) -> None:
    await staffed(desk, CLERK)
    first = await asks(desk)
    async with desk.acting(CLERK) as act:
        await support.take(act, first)
        await support.answer(act, first, "Күте тұрыңыз.")
    desk.now += timedelta(minutes=1)
    second = await asks(desk, STRANGER)
    desk.now += timedelta(minutes=1)
    async with desk.acting(MOTHER) as act:
        assert await support.ask_again(act, first, "Қашанға дейін?") == first
    async with desk.acting(CLERK) as act:
        assert [row["id"] for row in await support.open_ones(act, 9)] == [second, first]
        assert [word.by for word in await support.words_of(act, first)] == ["person", "support", "person"]


async def test_a_question_is_its_askers_only(desk: Desk) -> None:
    await staffed(desk, CLERK)
    question = await asks(desk)
    for person in (STRANGER, CLERK):
        assert await refused(desk, person, "own", question) is Reason.NOT_YOURS
        assert await refused(desk, person, "helped", question) is Reason.NOT_YOURS
    assert await refused(desk, MOTHER, "own", 99) is Reason.NOT_YOURS
    assert await refused(desk, MOTHER, "helped", question) is Reason.QUESTION_OVER, "there is no answer yet"
    assert await refused(desk, MOTHER, "ask_again", question, "…") is Reason.QUESTION_OVER
    for deed in ("seen", "take", "held"):
        assert await refused(desk, MOTHER, deed, question) is Reason.NOT_STAFF
    assert await refused(desk, CLERK, "seen", 99) is Reason.QUESTION_OVER


async def test_nobody_answers_oneself(desk: Desk) -> None:
    await staffed(desk, CLERK)
    assert await refused(desk, CLERK, "take", await asks(desk, CLERK)) is Reason.OWN_CASE


async def test_three_questions_wait_at_most_and_somebody_must_be_there(desk: Desk) -> None:
    with pytest.raises(NotAllowed) as no:
        await asks(desk)
    assert no.value.reason is Reason.NOBODY_ANSWERS
    await staffed(desk, CLERK)
    for _each in range(3):
        await asks(desk)
    with pytest.raises(NotAllowed) as no:
        await asks(desk)
    assert (no.value.reason, no.value.facts) == (Reason.QUESTIONS_TOO_MANY, {"at_most": 3})


async def test_support_is_told_in_its_hours_and_not_the_asker(desk: Desk) -> None:
    """16 November, 19:00: told on the 17th at 09:00, local time."""
    desk.now += timedelta(hours=9)
    await staffed(desk, CLERK, MOTHER)
    await asks(desk)
    (letter,) = await desk.letters("question_waits")
    assert letter["person_id"] == CLERK
    assert letter["not_before"] == int((desk.now + timedelta(hours=14)).timestamp())


async def test_what_a_removed_clerk_has_is_everybodys_again(desk: Desk) -> None:
    await staffed(desk, CLERK, SECOND)
    question = await asks(desk)
    async with desk.acting(CLERK) as act:
        await support.take(act, question)
    async with desk.acting() as act:
        await staff.remove(act, CLERK)
    async with desk.acting(SECOND) as act:
        assert [row["id"] for row in await support.open_ones(act, 9)] == [question]


async def test_what_is_settled_is_forgotten_after_a_year(desk: Desk) -> None:
    """Rule questions_kept; what has not waited as long is not forgotten."""
    await staffed(desk, CLERK)
    settled = await asks(desk)
    async with desk.acting(CLERK) as act:
        await support.take(act, settled)
        await support.answer(act, settled, "Жауап")
    async with desk.acting(MOTHER) as act:
        await support.helped(act, settled)
    desk.now += timedelta(days=300)
    waiting = await asks(desk)
    desk.now += timedelta(days=66)
    await tick.do(desk.acting, tick._forget)
    async with desk.acting() as act:
        assert await act.tx.question_by_id(question_id=settled) is None
        assert await act.tx.words_of_question(question_id=settled) == []
        assert await act.tx.question_by_id(question_id=waiting) is not None


async def test_questions_stand_in_the_copy_in_the_trail_and_go_with_the_data(desk: Desk) -> None:
    """R-10."""
    await staffed(desk, CLERK)
    question = await asks(desk)
    async with desk.acting(CLERK) as act:
        await support.take(act, question)
    async with desk.acting(MOTHER) as act:
        assert "Кезек неге жылжымайды?" in (await copies.of_parent(act, MOTHER)).written().decode()
        deed = (await trail.of_parent(act, MOTHER))[-1]
        assert (deed.who, deed.what, deed.application_id) == ("support", "question_taken", None)
        await own_data.delete(act, MOTHER)
        assert await act.tx.question_by_id(question_id=question) is None


async def test_a_question_that_nobody_answers_is_everybodys_again(desk: Desk) -> None:
    """Rule support_holds: taken on Monday at 10:00, given to others on Tuesday at 18:00, both are told in the morning."""
    await staffed(desk, CLERK, SECOND)
    question = await asks(desk)
    async with desk.acting(CLERK) as act:
        await support.take(act, question)
        assert await support.lapse(act) is False
        assert await act.tx.next_question_instant(now=act.seconds) == int((NOW + timedelta(hours=32)).timestamp())
    desk.now += timedelta(hours=32)
    assert await refused(desk, CLERK, "answer", question, "…") is Reason.NOT_NOW, "before any tick"
    async with desk.acting() as act:
        assert await support.lapse(act) is False
        assert (await act.tx.question_by_id(question_id=question))["state"] == "open"
    (told,) = await desk.letters("question_lapsed")
    assert (told["person_id"], told["not_before"]) == (CLERK, int((NOW + timedelta(hours=47)).timestamp()))
    assert [one["person_id"] for one in await desk.letters("question_waits")] == [CLERK, SECOND, SECOND]
    async with desk.acting(SECOND) as act:
        await support.take(act, question)


async def test_another_takes_it_over_before_any_tick(desk: Desk) -> None:
    await staffed(desk, CLERK, SECOND)
    question = await asks(desk)
    async with desk.acting(CLERK) as act:
        await support.take(act, question)
    desk.now += timedelta(hours=32)
    async with desk.acting(SECOND) as act:
        await support.take(act, question)
        await support.answer(act, question, "Жауап")
    async with desk.acting() as act:
        assert await support.lapse(act) is False
    assert not await desk.letters("question_lapsed")


async def test_one_clerk_has_five_at_most(desk: Desk) -> None:
    """Rule support_taken; those had for too long don't count."""
    await staffed(desk, CLERK, SECOND)
    every = [await asks(desk, person) for person in (MOTHER, FATHER) for _each in range(3)]
    for question in every[:5]:
        async with desk.acting(CLERK) as act:
            await support.take(act, question)
    with pytest.raises(NotAllowed) as no:
        async with desk.acting(CLERK) as act:
            await support.take(act, every[5])
    assert (no.value.reason, no.value.facts) == (Reason.QUESTIONS_HELD, {"at_most": 5})
    desk.now += timedelta(hours=32)
    async with desk.acting(CLERK) as act:
        await support.take(act, every[5])


async def test_what_support_writes_is_not_hidden(desk: Desk) -> None:
    """R-72: the numbers to call."""
    await staffed(desk, CLERK)
    question = await asks(desk)
    async with desk.acting(CLERK) as act:
        await support.take(act, question)
        await support.answer(act, question, "8 (727) 339-72-22, 2026-11-22 09:00")
        assert (await support.words_of(act, question))[1].text == "8 (727) 339-72-22, 2026-11-22 09:00"


async def answers_due(desk: Desk) -> list[Row]:
    async with desk.acting() as act:
        due = await act.tx.due_letters(urgency=1, now=act.seconds + 10**6, at_most=99)
        return [row for row in due if row["kind"] == "question_answered"]


async def settle(desk: Desk, letter: Row, state: str) -> None:
    async with desk.acting() as act:
        await act.tx.settle_letters([{"letter_id": letter["id"], "state": state, "now": act.seconds}])


async def test_an_answer_that_came_after_the_session_is_told_at_the_next_sign_in(desk: Desk) -> None:
    """R-11, R-72: an evening's question on a phone that others use too; once told it is not told again."""
    await staffed(desk, CLERK)
    question = await asks(desk)
    async with desk.acting() as act:
        await act.tx.sign_out(person_id=MOTHER, parent_id=MOTHER)
    async with desk.acting(CLERK) as act:
        await support.take(act, question)
        await support.answer(act, question, "Жауап")
    for state in ("dropped", "sent"):
        (letter,) = await answers_due(desk)
        async with desk.acting() as act:
            with speaking("ru"):
                screen = await SUPPORT_LETTERS["question_answered"](act, letter)
        assert (screen is None) is (state == "dropped")
        await settle(desk, letter, state)
        desk.now += timedelta(hours=13)
        async with desk.acting(MOTHER) as act:
            await act.tx.sign_out(person_id=MOTHER, parent_id=MOTHER)
            await sessions.sign_in(act, MOTHER, sessions.Way.PASSWORD)
    assert await answers_due(desk) == []
    async with desk.acting(MOTHER) as act:
        await support.ask_again(act, question, "Тағы бір сұрақ")
    async with desk.acting() as act:
        await act.tx.sign_out(person_id=MOTHER, parent_id=MOTHER)
    async with desk.acting(CLERK) as act:
        await support.take(act, question)
        await support.answer(act, question, "Екінші жауап")
    (letter,) = await answers_due(desk)
    await settle(desk, letter, "dropped")
    async with desk.acting(MOTHER) as act:
        await sessions.sign_in(act, MOTHER, sessions.Way.PASSWORD)
    assert len(await answers_due(desk)) == 1, "an earlier answer that was told says nothing of this one"
