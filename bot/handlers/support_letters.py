"""Letters of support: an answer to whoever asked, and to support that a question waits (R-72)."""

from collections.abc import Awaitable, Callable

from bot.handlers.support import WHO, exchange, settling
from bot.screen import Screen, column, lines
from bot.taps import go, menu_button, support_button
from bot.words import _
from domain.support import QuestionState
from usecases import staff, support
from usecases.act import Act, Row


async def _answered(act: Act, letter: Row) -> Screen | None:
    """The answer, below what was asked; none where the question is done with."""
    row = await act.tx.question_by_id(question_id=letter["subject"])
    if row is None or row["state"] == QuestionState.CLOSED or not support.is_of_who_is_there(row):
        return None
    number = int(letter["rung"].partition(".")[0])
    words = (await support.words_of(act, row["id"]))[max(number - 2, 0) : number]
    text = lines(
        _("💬 <b>Support has answered your question No. {number}.</b>", number=row["id"]), exchange(words, WHO)
    )
    deeds = settling(row["id"]) if row["state"] == QuestionState.ANSWERED else (go(_("📨 My questions"), "asked"),)
    return Screen(text, column(*deeds, menu_button()))


async def _waits(act: Act, letter: Row) -> Screen | None:
    """A question that nobody has taken yet, told to who is of support."""
    row = await act.tx.question_by_id(question_id=letter["subject"])
    serving = await act.tx.staff_in(role=support.ROLE, scope=staff.COUNTRY)
    if row is None or row["state"] != QuestionState.OPEN or letter["person_id"] not in {one["id"] for one in serving}:
        return None
    text = _("💬 <b>Question No. {number} waits for an answer.</b>", number=row["id"])
    return Screen(text, column(support_button(_("Open the question"), "open", row["id"]), menu_button()))


async def _lapsed(act: Act, letter: Row) -> Screen | None:
    """To whoever had a question for too long; none where they have it again, or it is settled."""
    row = await act.tx.question_by_id(question_id=letter["subject"])
    waits = row is not None and row["state"] in (QuestionState.OPEN, QuestionState.TAKEN)
    if not waits or row["taken_by"] == letter["person_id"]:
        return None
    text = _(
        "⏳ <b>Question No. {number} is everybody's again:</b> there was no answer from you in time.",
        number=row["id"],
    )
    return Screen(text, column(support_button(_("💬 Questions"), "list"), menu_button()))


SUPPORT_LETTERS: dict[str, Callable[[Act, Row], Awaitable[Screen | None]]] = {
    "question_answered": _answered,
    "question_waits": _waits,
    "question_lapsed": _lapsed,
}
