"""Questions to people: asked with the screen they come from, taken by one of support, answered in the chat (R-72).

The words are sealed; the context is ids and names of screens. Long numbers are hidden before a question is kept, so nobody
of support reads an IIN or a phone; what support writes stays as it is. Whoever takes a question has it for some working days,
then it is everybody's again. Who took, answered or gave back a question stands in the audit journal.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain import support
from domain.calendar import local_day
from domain.not_allowed import NotAllowed, Reason
from domain.rules import Rules
from domain.support import QuestionState
from usecases import staff
from usecases.act import Act, Row, dumps, instant, seconds
from usecases.claims import audit
from usecases.letters import post

ROLE = "support"
BATCH = 100
PERSON, SUPPORT = "person", "support"
ABOUT = ("section", "help", "form", "ask", "application", "update")
"""What a context may name: a section of the bot, an answer of the help, a form and its question, an application's number,
an update of ours that failed."""


@dataclass(frozen=True, slots=True)
class Word:
    """Something that was written: `by` the person or support."""

    by: str
    text: str
    at: datetime


def rules_of(act: Act) -> Rules:
    """The hours and limits of today."""
    return act.law.rulebook.at(local_day(act.now))


def opens_at(act: Act) -> datetime:
    """When somebody answers: now, or the beginning of the next hours of work."""
    return support.opens_at(act.now, act.law.calendar, rules_of(act))


async def is_staffed(act: Act) -> bool:
    """Whether there is anybody who answers."""
    return bool(await act.tx.staff_in(role=ROLE, scope=staff.COUNTRY))


def context_of(row: Row) -> Mapping[str, str]:
    """Where the question came from."""
    context: Mapping[str, str] = json.loads(row["context"])
    return context


async def words_of(act: Act, question_id: int) -> Sequence[Word]:
    """Everything written to and fro, oldest first."""
    rows = await act.tx.words_of_question(question_id=question_id)
    return [
        Word(row["by"], act.seal.open_json("question_word", f"{question_id}:{row['number']}", row["words"]), at)
        for row in rows
        if (at := instant(row["at"])) is not None
    ]


# ---- whoever asks ----------------------------------------------------------------------------------------------------


async def may_ask(act: Act) -> None:
    """NotAllowed NOBODY_ANSWERS without support, QUESTIONS_TOO_MANY (at_most) while so many wait."""
    if not await is_staffed(act):
        raise NotAllowed(Reason.NOBODY_ANSWERS)
    at_most = rules_of(act).number("support_questions")
    if await act.tx.count_unanswered_of_person(person_id=act.person_id) >= at_most:
        raise NotAllowed(Reason.QUESTIONS_TOO_MANY, at_most=at_most)


async def ask(act: Act, context: Mapping[str, str], text: str) -> int:
    """A new question; its number. NotAllowed as `may_ask`."""
    await may_ask(act)
    kept = {key: context[key] for key in ABOUT if context.get(key)}
    question_id = await act.tx.add_question(person_id=act.person_id, context=dumps(kept), now=act.seconds)
    await _write(act, question_id, PERSON, text)
    return int(question_id)


async def ask_again(act: Act, question_id: int, text: str) -> int:
    """More about a question that was answered: it waits again, behind those that wait. NotAllowed NOT_YOURS, QUESTION_OVER."""
    await own(act, question_id)
    await may_ask(act)
    if not await act.tx.ask_question_again(question_id=question_id, now=act.seconds):
        raise NotAllowed(Reason.QUESTION_OVER)
    await _write(act, question_id, PERSON, text)
    return question_id


async def own(act: Act, question_id: int) -> Row:
    """A question that the person has asked, as who is signed in now; NotAllowed NOT_YOURS for any other, there or not."""
    row = await act.tx.question_by_id(question_id=question_id)
    if row is None or row["person_id"] != act.person_id or not is_of_who_is_there(row):
        raise NotAllowed(Reason.NOT_YOURS)
    return row


def is_of_who_is_there(row: Row) -> bool:
    """Whether nobody else has signed in, or out, on the asker's account since."""
    return bool(row["parent_id"] == row["signed_in"])


async def helped(act: Act, question_id: int) -> None:
    """The answer helps: the question is done with. NotAllowed NOT_YOURS, QUESTION_OVER."""
    await own(act, question_id)
    if not await act.tx.close_question(question_id=question_id, now=act.seconds):
        raise NotAllowed(Reason.QUESTION_OVER)


async def _write(act: Act, question_id: int, by: str, text: str) -> None:
    before = len(await act.tx.words_of_question(question_id=question_id))
    number = before + 1
    kept = support.masked(text) if by == PERSON else text
    await act.tx.add_question_word(
        question_id=question_id,
        number=number,
        by=by,
        words=act.seal.close_json("question_word", f"{question_id}:{number}", kept),
        now=act.seconds,
    )
    if by == PERSON:
        clerks = await act.tx.staff_in(role=ROLE, scope=staff.COUNTRY)
        await post(act, clerks, "question_waits", question_id, rung=str(number), not_before=opens_at(act))
        return
    row = await act.tx.question_by_id(question_id=question_id)
    asker = await act.tx.person_by_id(person_id=row["person_id"])
    await post(act, [asker], "question_answered", question_id, rung=str(number))


# ---- whoever answers -------------------------------------------------------------------------------------------------


async def must_serve(act: Act) -> None:
    """NotAllowed NOT_STAFF for everybody but support."""
    await staff.must_serve(act, ROLE, staff.COUNTRY)


async def open_ones(act: Act, at_most: int) -> Sequence[Row]:
    """What nobody has taken, the oldest first; NotAllowed NOT_STAFF."""
    await must_serve(act)
    return list(await act.tx.open_questions(at_most=at_most))


async def taken_ones(act: Act) -> Sequence[Row]:
    """What this clerk has taken; NotAllowed NOT_STAFF."""
    await must_serve(act)
    return list(await act.tx.questions_taken_by(person_id=act.person_id))


async def seen(act: Act, question_id: int) -> Row:
    """A question in the list, as of now; NotAllowed NOT_STAFF, QUESTION_OVER where there is none."""
    await must_serve(act)
    row = as_of_now(act, await act.tx.question_by_id(question_id=question_id))
    if row is None or row["state"] not in (QuestionState.OPEN, QuestionState.TAKEN):
        raise NotAllowed(Reason.QUESTION_OVER)
    return row


def as_of_now(act: Act, row: Row | None) -> Row | None:
    """The row as it is by now: one that somebody has had for too long is nobody's, whether a tick has seen it or not."""
    if row is None or row["held_until"] is None or row["held_until"] > act.seconds:
        return row
    return {**dict(row), "state": QuestionState.OPEN, "taken_by": None, "held_until": None}


async def take(act: Act, question_id: int) -> None:
    """One clerk has it for some working days (rule support_holds), and reads it.

    NotAllowed NOT_STAFF, QUESTION_OVER, QUESTION_TAKEN, OWN_CASE, QUESTIONS_HELD (at_most).
    """
    row = await seen(act, question_id)
    staff.must_be_others(act, [{"id": row["person_id"]}])
    if row["taken_by"] == act.person_id:
        return
    at_most = rules_of(act).number("support_taken")
    if len([one for one in await taken_ones(act) if as_of_now(act, one) is one]) >= at_most:
        raise NotAllowed(Reason.QUESTIONS_HELD, at_most=at_most)
    until = seconds(support.held_until(act.now, act.law.calendar, rules_of(act)))
    if not await act.tx.take_question(question_id=question_id, person_id=act.person_id, until=until, now=act.seconds):
        raise NotAllowed(Reason.QUESTION_TAKEN)
    await _audit(act, "question_taken", question_id)


async def held(act: Act, question_id: int) -> Row:
    """A question that this clerk has; NotAllowed NOT_STAFF, QUESTION_OVER, QUESTION_TAKEN, NOT_NOW while nobody has it."""
    row = await seen(act, question_id)
    if row["taken_by"] != act.person_id:
        raise NotAllowed(Reason.QUESTION_TAKEN if row["taken_by"] else Reason.NOT_NOW)
    return row


async def give_back(act: Act, question_id: int) -> None:
    """It is everybody's again, at its old place; NotAllowed as `held`."""
    await held(act, question_id)
    await act.tx.give_question_back(question_id=question_id, person_id=act.person_id)
    await _audit(act, "question_given_back", question_id)


async def answer(act: Act, question_id: int, text: str) -> None:
    """The answer goes into the chat of whoever asked; NotAllowed as `held`."""
    await held(act, question_id)
    await act.tx.answer_question(question_id=question_id, person_id=act.person_id, now=act.seconds)
    await _write(act, question_id, SUPPORT, text)
    await _audit(act, "question_answered", question_id)


async def _audit(act: Act, deed: str, question_id: int) -> None:
    await audit(act, ROLE, staff.COUNTRY, deed, "question", question_id)


# ---- time passes -----------------------------------------------------------------------------------------------------


async def lapse(act: Act) -> bool:
    """What somebody has had for too long is everybody's again, and both are told; whether there is more."""
    rows = await act.tx.held_too_long(now=act.seconds, at_most=BATCH)
    clerks = await act.tx.staff_in(role=ROLE, scope=staff.COUNTRY)
    for row in rows:
        await act.tx.give_question_back(question_id=row["id"], person_id=row["taken_by"])
        others = [clerk for clerk in clerks if clerk["id"] != row["taken_by"]]
        rung, at = f"back:{row['held_until']}", opens_at(act)
        await post(act, [{"id": row["taken_by"]}], "question_lapsed", row["id"], rung=rung, not_before=at)
        await post(act, others, "question_waits", row["id"], rung=rung, not_before=at)
    return len(rows) == BATCH


async def forget(act: Act) -> None:
    """Delete what has been settled, or has waited, for so long (rule questions_kept)."""
    kept = timedelta(days=rules_of(act).number("questions_kept"))
    await act.tx.forget_questions(before=seconds(act.now - kept))
