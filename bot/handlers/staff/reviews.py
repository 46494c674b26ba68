"""Reviews at work (R-70): a department reads them and the answers before anybody else does, a kindergarten answers."""

from collections.abc import Awaitable, Callable

from aiogram.fsm.context import FSMContext

from bot.fsm.form import Facts
from bot.fsm.review import AnswerReview, ReturnReview
from bot.handlers.drafts import Draft
from bot.handlers.forms import Forms, Kind
from bot.handlers.gardens import name_of
from bot.handlers.reviews import PAGE, average_words, button, entries, reason_words, stars_words, title_of, turning
from bot.handlers.snapshot import snapshot
from bot.house import Turn
from bot.places import places
from bot.screen import Button, Screen, column, lines
from bot.taps import RateTap, go, menu_button
from bot.words import Html, _, bold, escape, say
from domain.not_allowed import NotAllowed, Reason
from domain.review import ReviewState
from usecases import reviews, staff
from usecases.act import Act, Row
from usecases.reviews import What

LISTED = 6

WHATS: dict[str, What] = {"r": "review", "a": "answer"}
"""How a button says which words are meant, before their revision: `r3`."""


async def moderation_button(act: Act, scope: str) -> Button:
    """A department's way into the list, with how many wait."""
    count = await act.tx.count_reviews_to_read(queue_place=scope)
    return button(_("💬 Reviews to read: {count}", count=count), "read", 0, 0, scope)


async def answers_button(act: Act, kindergarten_id: int) -> Button:
    """A kindergarten's way to its reviews, with how many have no answer."""
    count = await act.tx.count_unanswered_reviews(kindergarten_id=kindergarten_id)
    return button(_("💬 Reviews without an answer: {count}", count=count), "ours", kindergarten_id)


async def pressed(turn: Turn, state: FSMContext, forms: Forms, tapped: RateTap) -> Screen:
    """A clerk's button; whether it is theirs is checked by the use case."""
    if tapped.verb == "return":
        what, revision = _said(tapped)
        async with turn.looking() as act:
            await reviews.to_decide(act, tapped.id, what, revision, *reviews.SETTLED)
        return await forms.open(turn, state, "ReturnReview", {"about": str(tapped.id), "at": tapped.arg})
    if tapped.verb == "reply":
        async with turn.looking() as act:
            row = await reviews.to_answer(act, tapped.id)
        return await forms.open(
            turn, state, "AnswerReview", {"about": str(tapped.id), "revision": str(row["revision"])}
        )
    async with turn.acting() as act:
        return await DEEDS[tapped.verb](act, tapped)


def _said(tapped: RateTap) -> tuple[What, int]:
    return _what_of(tapped.arg)


def _what_of(arg: str) -> tuple[What, int]:
    if arg[:1] not in WHATS or not arg[1:].isdecimal():
        raise NotAllowed(Reason.ANSWER_UNKNOWN)
    return WHATS[arg[:1]], int(arg[1:])


# ---- the department --------------------------------------------------------------------------------------------------


async def _list(act: Act, tapped: RateTap) -> Screen:
    scope, _dot, page = tapped.arg.partition(".")
    return await list_screen(act, scope, int(page) if page.isdecimal() else 0)


async def list_screen(act: Act, scope: str, page: int = 0, head: Html | None = None) -> Screen:
    """What waits in a queue place, the oldest first."""
    await staff.must_serve(act, "department", scope)
    count = await act.tx.count_reviews_to_read(queue_place=scope)
    pages = max(1, -(-count // LISTED))
    page = min(page, pages - 1)
    rows = await act.tx.reviews_to_read(queue_place=scope, at_most=LISTED, skip=page * LISTED)
    text = lines(
        head,
        bold(_("Reviews to read: {count}", count=count)),
        _("Queue place: {place}", place=places().name(scope)),
        None if rows else _("Nothing waits."),
    )
    buttons = [button(_label(row), "open", row["id"], 0, _arg(row)) for row in rows]
    public = button(_("📖 What everybody reads"), "public", 0, 0, scope)
    foot = column(public, go(_("🗂 Staff"), "staff"))
    return Screen(text, (*column(*buttons), *turning("read", 0, page, pages, 0, scope), *foot))


async def _public(act: Act, tapped: RateTap) -> Screen:
    """What stands in the catalogue, the newest first: what should not may be taken down."""
    scope, _dot, said = tapped.arg.partition(".")
    await staff.must_serve(act, "department", scope)
    count = await act.tx.count_public_reviews(queue_place=scope)
    pages = max(1, -(-count // LISTED))
    page = min(int(said) if said.isdecimal() else 0, pages - 1)
    rows = await act.tx.public_reviews(queue_place=scope, at_most=LISTED, skip=page * LISTED)
    text = lines(
        bold(_("What everybody reads: {count}", count=count)),
        _("Queue place: {place}", place=places().name(scope)),
        _("Words that name somebody or offend can be taken down, with a reason.") if rows else None,
    )
    buttons = [
        button(f"№ {row['id']} · {stars_words(row['stars'])} · {say(name_of(row))}", "one", row["id"]) for row in rows
    ]
    back = button(_("⬅ Back"), "read", 0, 0, scope)
    return Screen(text, (*column(*buttons), *turning("public", 0, page, pages, 0, scope), (back,)))


async def _one(act: Act, tapped: RateTap) -> Screen:
    """A review that everybody reads, with its answer."""
    row = await reviews.public(act, tapped.id)
    answered = row["answer_state"] == ReviewState.ACCEPTED
    text = lines(
        _("<b>Review No. {number}</b>", number=row["id"]),
        _("Kindergarten: <b>{name}</b>", name=name_of(row)),
        *entries([row], 0),
    )
    review, answer = f"r{row['revision']}", f"a{row['answer_revision']}"
    return Screen(
        text,
        column(
            button(_("↩ Take the review down"), "return", row["id"], 0, review),
            button(_("↩ Take the answer down"), "return", row["id"], 0, answer) if answered else None,
            button(_("⬅ Back"), "public", 0, 0, row["queue_place"]),
        ),
    )


def _arg(row: Row) -> str:
    """Which words of a review wait, at which revision."""
    if row["state"] == ReviewState.WAITING:
        return f"r{row['revision']}"
    return f"a{row['answer_revision']}"


def _label(row: Row) -> str:
    if row["state"] == ReviewState.WAITING:
        return _("Review No. {number} · {stars}", number=row["id"], stars=stars_words(row["stars"]))
    return _("Answer to review No. {number}", number=row["id"])


async def _open(act: Act, tapped: RateTap) -> Screen:
    """The words as they are, with what can be decided."""
    what, revision = _said(tapped)
    row = await reviews.to_decide(act, tapped.id, what, revision)
    kindergarten = _("Kindergarten: <b>{name}</b>", name=name_of(row))
    if what == "review":
        title = _("<b>Review No. {number}</b>", number=row["id"])
        said = Html("\n".join((stars_words(row["stars"]), escape(row["words"]) or _("(without words)"))))
    else:
        title = _("<b>Answer to review No. {number}</b>", number=row["id"])
        said = lines(*entries([row], 0), _("The kindergarten answers:\n{answer}", answer=row["answer"]))
    hint = _("Accepted, it can be read by everybody in the catalogue, without a name. Look whether it names people.")
    return Screen(
        lines(title, kindergarten, said, hint),
        column(
            button(_("✅ Accept"), "accept", tapped.id, 0, tapped.arg),
            button(_("↩ Return with a reason"), "return", tapped.id, 0, tapped.arg),
            button(_("⬅ Back"), "read", 0, 0, row["queue_place"]),
        ),
    )


async def _accept(act: Act, tapped: RateTap) -> Screen:
    row = await reviews.accept(act, tapped.id, *_said(tapped))
    return await list_screen(act, row["queue_place"], head=_("✅ <b>Accepted.</b> Whoever wrote it is told."))


async def load_return(act: Act, turn: Turn, draft: Draft) -> Facts:
    """Only while it waits as it was read, and only in the clerk's own queue place."""
    await reviews.to_decide(act, int(draft.answers["about"]), *_what_of(draft.answers["at"]), *reviews.SETTLED)
    return snapshot(act, turn)


async def finish_return(act: Act, turn: Turn, draft: Draft, answers: dict[str, str]) -> Screen:
    """Returned; whoever wrote it is told the reason."""
    about, what = int(draft.answers["about"]), _what_of(draft.answers["at"])
    row = await reviews.give_back(act, about, *what, answers["reason"], answers.get("words"))
    return await list_screen(act, row["queue_place"], head=_("↩ <b>Returned.</b> Whoever wrote it is told the reason."))


# ---- the kindergarten ------------------------------------------------------------------------------------------------


async def _ours(act: Act, tapped: RateTap) -> Screen:
    return await ours_screen(act, tapped.id, int(tapped.arg) if tapped.arg.isdecimal() else 0)


async def ours_screen(act: Act, kindergarten_id: int, page: int = 0, head: Html | None = None) -> Screen:
    """What everybody reads of the kindergarten, and how its answers stand."""
    garden = await staff.own_kindergarten(act, kindergarten_id)
    rating = await reviews.rating(act, kindergarten_id)
    pages = max(1, -(-rating.count // PAGE))
    page = min(page, pages - 1)
    rows = await reviews.shown(act, kindergarten_id, page * PAGE, PAGE)
    told = [
        lines(entry, _answer_words(act, row, number))
        for number, (entry, row) in enumerate(zip(entries(rows, page * PAGE), rows, strict=True), page * PAGE + 1)
    ]
    text = lines(
        head,
        title_of(garden),
        average_words(rating) or _("Nobody has rated this kindergarten yet."),
        *told,
    )
    replies = [
        button(_("↩ Answer review {number}", number=number), "reply", row["id"])
        for number, row in enumerate(rows, page * PAGE + 1)
        if row["answer_state"] in (None, ReviewState.RETURNED)
    ]
    return Screen(
        text, (*column(*replies), *turning("ours", kindergarten_id, page, pages), (go(_("🗂 Staff"), "staff"),))
    )


def _answer_words(act: Act, row: Row, number: int) -> Html | None:
    if row["answer_state"] == ReviewState.WAITING:
        return _("Your answer to {number} is being read by the education department.", number=number)
    if row["answer_state"] == ReviewState.RETURNED:
        reason = reason_words(act, row, "answer")
        return _("Your answer to {number} was returned: {reason}", number=number, reason=reason)
    return None


async def load_answer(act: Act, turn: Turn, draft: Draft) -> Facts:
    """Only a review of the own kindergarten that can be answered, at the words that were read."""
    row = await reviews.to_answer(act, int(draft.answers["about"]))
    if row["revision"] != int(draft.answers["revision"]):
        raise NotAllowed(Reason.REVIEW_ANSWERED)
    return snapshot(act, turn)


async def finish_answer(act: Act, turn: Turn, draft: Draft, answers: dict[str, str]) -> Screen:
    """The answer waits for the department."""
    about, revision = int(draft.answers["about"]), int(draft.answers["revision"])
    row = await reviews.answer(act, about, revision, answers["words"])
    text = _("✅ <b>The answer is with the education department.</b> We write to you as soon as it decides.")
    back = button(_("💬 Reviews"), "ours", row["kindergarten_id"])
    return Screen(text, column(back, menu_button()), fresh=True)


ANSWER_REVIEW = Kind(AnswerReview, load_answer, finish_answer)
RETURN_REVIEW = Kind(ReturnReview, load_return, finish_return)

DEEDS: dict[str, Callable[[Act, RateTap], Awaitable[Screen]]] = {
    "read": _list,
    "open": _open,
    "public": _public,
    "one": _one,
    "accept": _accept,
    "ours": _ours,
}
VERBS = frozenset({*DEEDS, "return", "reply"})
