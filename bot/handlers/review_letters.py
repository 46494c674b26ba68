"""Letters about reviews (R-70): to the department that one waits, to whoever wrote it what was decided or answered."""

from collections.abc import Awaitable, Callable

from bot.handlers.gardens import name_of
from bot.handlers.reviews import button, reason_words, stars_words
from bot.screen import Screen, column, lines
from bot.words import N_, Html, Msg, _, escape
from domain.review import ReviewState
from usecases.act import Act, Row
from usecases.reviews import What

Say = Callable[[Act, Row], Awaitable[Screen | None]]


async def _standing(act: Act, letter: Row, what: What, state: ReviewState) -> Row | None:
    """The review, if these words of it stand there still, at the revision that the letter is about."""
    row = await act.tx.review_by_id(review_id=letter["subject"])
    if row is None:
        return None
    now, revision = ("state", "revision") if what == "review" else ("answer_state", "answer_revision")
    return row if row[now] == state and str(row[revision]) == letter["rung"] else None


async def _serves(act: Act, letter: Row, role: str, scope: str) -> bool:
    return letter["person_id"] in {one["id"] for one in await act.tx.staff_in(role=role, scope=scope)}


def _waiting(what: What, words: Msg) -> Say:
    async def letter_of(act: Act, letter: Row) -> Screen | None:
        row = await _standing(act, letter, what, ReviewState.WAITING)
        if row is None or not await _serves(act, letter, "department", row["queue_place"]):
            return None
        arg = f"{what[0]}{letter['rung']}"
        return Screen(_(words, name=name_of(row)), column(button(_("Open"), "open", row["id"], 0, arg)))

    return letter_of


def _to_family(what: What, state: ReviewState, words: Msg) -> Say:
    async def letter_of(act: Act, letter: Row) -> Screen | None:
        row = await _standing(act, letter, what, state)
        if row is None or row["parent_id"] != letter["parent_id"]:
            return None
        text = _(words, name=name_of(row), reason=reason_words(act, row, "review"), answer=row["answer"])
        return Screen(text, column(button(_("💬 Reviews"), "room", row["kindergarten_id"])))

    return letter_of


def _to_kindergarten(what: What, state: ReviewState, words: Msg) -> Say:
    async def letter_of(act: Act, letter: Row) -> Screen | None:
        row = await _standing(act, letter, what, state)
        if row is None or not await _serves(act, letter, "kindergarten", row["code"]):
            return None
        reason = reason_words(act, row, "answer")
        said = Html(f"{stars_words(row['stars'])}\n{escape(row['words'])}") if what == "review" else None
        text = lines(_(words, name=name_of(row), reason=reason), said)
        return Screen(text, column(button(_("💬 Reviews"), "ours", row["kindergarten_id"])))

    return letter_of


REVIEW_LETTERS: dict[str, Say] = {
    "review_waiting": _waiting(
        "review", N_("💬 <b>A review waits to be read.</b>\n{name}\nNobody sees it before you have decided.")
    ),
    "answer_waiting": _waiting("answer", N_("💬 <b>A kindergarten's answer to a review waits to be read.</b>\n{name}")),
    "review_accepted": _to_family(
        "review", ReviewState.ACCEPTED, N_("✅ <b>Your review can be read in the catalogue now.</b>\n{name}")
    ),
    "review_returned": _to_family(
        "review",
        ReviewState.RETURNED,
        N_(
            "↩ <b>The education department has returned your review.</b>\n{name}\nThe reason: {reason}\n\nYou can change it "
            "and send it again."
        ),
    ),
    "review_answered": _to_family(
        "answer",
        ReviewState.ACCEPTED,
        N_("↩ <b>The kindergarten has answered your review.</b>\n{name}\n\n{answer}"),
    ),
    "review_shown": _to_kindergarten(
        "review", ReviewState.ACCEPTED, N_("💬 <b>There is a new review of your kindergarten.</b>\n{name}")
    ),
    "answer_accepted": _to_kindergarten(
        "answer",
        ReviewState.ACCEPTED,
        N_("✅ <b>Your answer to a review can be read in the catalogue now.</b>\n{name}"),
    ),
    "answer_returned": _to_kindergarten(
        "answer",
        ReviewState.RETURNED,
        N_("↩ <b>The education department has returned your answer to a review.</b>\n{name}\nThe reason: {reason}"),
    ),
}
