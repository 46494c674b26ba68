"""Reviews of a kindergarten in the catalogue (R-70): page by page without names, and one's own."""

from collections.abc import Awaitable, Callable, Sequence

from aiogram.fsm.context import FSMContext
from babel.numbers import format_decimal

from bot.fsm.form import Facts
from bot.fsm.review import RETURN_REASONS, WriteReview
from bot.handlers.drafts import Draft
from bot.handlers.forms import Forms, Kind
from bot.handlers.gardens import name_of
from bot.handlers.snapshot import snapshot
from bot.house import Turn
from bot.screen import Button, Rows, Screen, column, lines
from bot.taps import GardenTap, RateTap, menu_button
from bot.words import LOCALES, N_, Html, Msg, _, bold, escape, language, month_words, n_, say
from domain.calendar import first_of_month, local_day
from domain.not_allowed import NotAllowed, Reason
from domain.review import MOST_STARS, Rating, ReviewState
from usecases import families, reviews
from usecases.act import Act, Row, instant

PAGE = 2  # words and answers of 500 characters each, and why one's own were returned: more would not fit into a message

OWN_STATES: dict[str, Msg] = {
    ReviewState.WAITING: N_("The education department is reading it. Others do not see it yet."),
    ReviewState.ACCEPTED: N_("Everybody can read it."),
    ReviewState.RETURNED: N_(
        "The education department has returned it: {reason}. Others do not see it. You can change it."
    ),
}


def button(words: str, verb: str, about: int, app: int = 0, arg: str = "") -> Button:
    """A button about reviews."""
    return Button(words, RateTap(verb=verb, id=about, app=app, arg=arg).pack())


def stars_words(stars: int) -> Html:
    """★★★★☆ 4 of 5"""
    drawn = "★" * stars + "☆" * (MOST_STARS - stars)
    return _("{drawn} {stars} of 5", drawn=drawn, stars=stars)


def average_words(rating: Rating) -> Html | None:
    """4,3 of 5, 12 reviews; None where there is none."""
    if not rating.count:
        return None
    average = format_decimal(rating.average, format="0.0", locale=LOCALES[language()])
    many = n_("{count} review", "{count} reviews", rating.count)
    return _("⭐ {average} of 5 · {many}", average=average, many=many)


async def card_line(act: Act, kindergarten_id: int) -> Html | None:
    """The average and the count, for the card of a kindergarten."""
    return average_words(await reviews.rating(act, kindergarten_id))


def card_button(kindergarten_id: int, app: int = 0) -> Button:
    """The way from a kindergarten to its reviews."""
    return button(_("💬 Reviews"), "room", kindergarten_id, app)


# ---- the room --------------------------------------------------------------------------------------------------------


async def pressed(turn: Turn, state: FSMContext, forms: Forms, tapped: RateTap) -> Screen:
    """A button of the room; whose the review is, is checked by the use case."""
    if tapped.verb == "write":
        return await forms.open(turn, state, "WriteReview", await _preset(turn, tapped))
    if tapped.verb in LOOKS:
        async with turn.looking() as act:
            return await LOOKS[tapped.verb](act, turn, tapped)
    if tapped.verb != "drop_yes":
        raise NotAllowed(Reason.ANSWER_UNKNOWN)
    async with turn.acting() as act:
        return await _drop_yes(act, turn, tapped)


async def _room(act: Act, turn: Turn, tapped: RateTap) -> Screen:
    return await room(act, turn, tapped.id, tapped.app, int(tapped.arg) if tapped.arg.isdecimal() else 0)


async def room(
    act: Act, turn: Turn, kindergarten_id: int, app: int = 0, page: int = 0, head: Html | None = None
) -> Screen:
    """A page of the reviews; NotAllowed ANSWER_UNKNOWN for a kindergarten that isn't there."""
    garden = await _garden(act, kindergarten_id)
    rating = await reviews.rating(act, kindergarten_id)
    pages = max(1, -(-rating.count // PAGE))
    page = min(page, pages - 1)
    rows = await reviews.shown(act, kindergarten_id, page * PAGE, PAGE)
    own = await reviews.of_family(act, turn.parent_id, kindergarten_id)
    may = await reviews.may_write(act, turn.parent_id, kindergarten_id)
    text = lines(
        head,
        title_of(garden),
        average_words(rating) or _("Nobody has rated this kindergarten yet."),
        *entries(rows, page * PAGE),
        _own_words(act, own) if own is not None else None,
        None if may or own is not None else say(WHO_MAY),
    )
    back = Button(_("⬅ To the kindergarten"), GardenTap(verb="card", id=kindergarten_id, app=app).pack())
    return Screen(
        text,
        (
            *column(*_deeds(own, kindergarten_id, app, may=may)),
            *turning("room", kindergarten_id, page, pages, app),
            (back, menu_button()),
        ),
    )


WHO_MAY = N_("Families whose child is in this kindergarten, or was, can rate it.")


def title_of(garden: Row) -> Html:
    """The room, and which kindergarten it is about."""
    return Html("\n".join((bold(_("💬 Reviews")), say(name_of(garden)))))


async def _garden(act: Act, kindergarten_id: int) -> Row:
    row = await act.tx.kindergarten_by_id(kindergarten_id=kindergarten_id)
    if row is None:
        raise NotAllowed(Reason.ANSWER_UNKNOWN)
    return row


def entries(rows: Sequence[Row], skipped: int) -> list[Html]:
    """Reviews as everybody reads them, numbered from `skipped` + 1: two may say the same."""
    return [_entry(row, number) for number, row in enumerate(rows, skipped + 1)]


def _entry(row: Row, number: int) -> Html:
    written = instant(row["written_at"])
    assert written is not None, "a review has its time"
    month = month_words(first_of_month(local_day(written)))
    parts = [f"<b>{number}.</b> {stars_words(row['stars'])} · {month}", escape(row["words"])]
    if row["answer_state"] == ReviewState.ACCEPTED:
        parts.append(_("↩ The kindergarten: {answer}", answer=row["answer"]))
    return Html("\n".join(part for part in parts if part))


def _own_words(act: Act, own: Row) -> Html:
    said = _("Your review: {stars}", stars=stars_words(own["stars"]))
    return Html("\n".join((said, say(OWN_STATES[own["state"]], reason=reason_words(act, own, "review")))))


def reason_words(act: Act, row: Row, what: reviews.What) -> str:
    """Why words were returned."""
    reason = reviews.reason_of(act, row, what) or {"code": "", "words": ""}
    return reason["words"] or say(RETURN_REASONS.get(reason["code"], RETURN_REASONS["other"]))


def _deeds(own: Row | None, kindergarten_id: int, app: int, *, may: bool) -> list[Button | None]:
    words = _("✎ Change my review") if own is not None else _("✍ Write a review")
    return [
        button(words, "write", kindergarten_id, app) if may else None,
        button(_("Take my review back"), "drop", own["id"], app) if own is not None else None,
    ]


def turning(verb: str, about: int, page: int, pages: int, app: int = 0, scope: str = "") -> Rows:
    """Turning the pages of a list."""
    if pages == 1:
        return ()

    def to(words: str, where: int) -> Button:
        return button(words, verb, about, app, f"{scope}.{where}" if scope else str(where))

    return ((to("◀", (page - 1) % pages), to(f"{page + 1} / {pages}", page), to("▶", (page + 1) % pages)),)


# ---- taking back -----------------------------------------------------------------------------------------------------


async def _drop(act: Act, turn: Turn, tapped: RateTap) -> Screen:
    """It cannot be undone, so it has its own question, the safe choice first."""
    row = await reviews.own(act, turn.parent_id, tapped.id)
    text = _(
        "<b>Take the review of {name} back?</b>\n\nYour stars and words are deleted, and so is the kindergarten's answer. "
        "You can write a new review later.",
        name=name_of(row),
    )
    keep = button(_("No, keep it"), "room", row["kindergarten_id"], tapped.app)
    return Screen(text, column(keep, button(_("Yes, take my review back"), "drop_yes", tapped.id, tapped.app)))


async def _drop_yes(act: Act, turn: Turn, tapped: RateTap) -> Screen:
    row = await reviews.take_back(act, turn.parent_id, tapped.id)
    return await room(act, turn, row["kindergarten_id"], tapped.app, head=_("✅ Your review is deleted."))


# ---- writing ---------------------------------------------------------------------------------------------------------


async def _preset(turn: Turn, tapped: RateTap) -> dict[str, str]:
    """The kindergarten, and what the family has said before; NotAllowed NOT_REGISTERED, REVIEW_NOT_YOURS."""
    async with turn.looking() as act:
        await _must_have_been_there(act, turn, tapped.id)
        own = await reviews.of_family(act, turn.parent_id, tapped.id)
    preset = {"kindergarten": str(tapped.id), "app": str(tapped.app)}
    return preset if own is None else {**preset, "stars": str(own["stars"]), "words": own["words"]}


async def _must_have_been_there(act: Act, turn: Turn, kindergarten_id: int) -> None:
    await families.parent(act, turn.parent_id)
    if not await reviews.may_write(act, turn.parent_id, kindergarten_id):
        raise NotAllowed(Reason.REVIEW_NOT_YOURS)


async def load(act: Act, turn: Turn, draft: Draft) -> Facts:
    """As long as a child of the family is or was there."""
    await _must_have_been_there(act, turn, int(draft.answers["kindergarten"]))
    return snapshot(act, turn)


async def finish(act: Act, turn: Turn, draft: Draft, answers: dict[str, str]) -> Screen:
    """The review waits for the department."""
    kindergarten_id, app = int(draft.answers["kindergarten"]), int(draft.answers["app"])
    await reviews.write(act, turn.parent_id, kindergarten_id, int(answers["stars"]), answers.get("words") or "")
    return await room(act, turn, kindergarten_id, app, head=_("✅ <b>Thank you, your review is kept.</b>"))


WRITE_REVIEW = Kind(WriteReview, load, finish)

LOOKS: dict[str, Callable[[Act, Turn, RateTap], Awaitable[Screen]]] = {"room": _room, "drop": _drop}
