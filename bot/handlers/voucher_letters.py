"""Letters about waiting lists (R-56), transfers (R-58), leaving and reinstating (R-64)."""

from collections.abc import Awaitable, Callable

from bot.handlers.endings import ground_words, left_words
from bot.handlers.staff.kindergarten import button as staff_button
from bot.handlers.voucher import STATES, deadline_of, garden_words, number_of, tap
from bot.handlers.waiting import offer_buttons, offer_words, room_button
from bot.screen import Screen, column, lines
from bot.taps import go
from bot.words import N_, Msg, _, say
from domain.not_allowed import NotAllowed
from domain.voucher import OfferLapsed, State, TransferRefused, WaitingOver
from usecases import families, journal, vouchers
from usecases.act import Act, Row

Say = Callable[[Act, Row], Awaitable[Screen | None]]


async def _own(act: Act, letter: Row, state: State) -> Row | None:
    try:
        row = await vouchers.own(act, letter["parent_id"], letter["subject"])
    except NotAllowed:
        return None
    return row if row["state"] == state else None


def _news(words: Msg, state: State, *, moving: bool | None = None) -> Say:
    """What has happened, while the state is still the one it led to."""

    async def letter_of(act: Act, letter: Row) -> Screen | None:
        row = await _own(act, letter, state)
        if row is None or moving not in (None, row["held_kindergarten_id"] is not None):
            return None
        text = _(words, name=families.child_person(act, row).given, number=number_of(row["id"]))
        return Screen(text, column(go(_("Details"), "app", str(row["id"]))))

    return letter_of


# ---- waiting lists ---------------------------------------------------------------------------------------------------


def _offer(title: Msg | None = None) -> Say:
    """The place that is held, while it is the one that the letter is about."""

    async def letter_of(act: Act, letter: Row) -> Screen | None:
        row = await _own(act, letter, State.WAITING)
        words = await offer_words(act, row) if row and letter["deadline"] == (row["due_at"] or 0) else None
        if row is None or words is None:
            return None
        text = lines(
            say(title) if title is not None else None,
            words,
            _("If you don't answer, the place goes to the next, and the child is off this list. Other lists stay."),
        )
        return Screen(text, offer_buttons(row))

    return letter_of


async def _remind_waiting(act: Act, letter: Row) -> Screen | None:
    """A place is held and nobody has answered; or the pause ends today."""
    row = await _own(act, letter, State.WAITING)
    if row is None or letter["deadline"] != (row["due_at"] or 0):
        return None
    if row["held_group_id"] is not None:
        return await _offer(WAITS)(act, letter)
    text = _(
        "🕓 <b>The pause of {name} ends today.</b>\n\nTomorrow the contract clock goes on, and the child leaves the waiting "
        "lists. Last day of the pause: {deadline}",
        name=families.child_person(act, row).given,
        deadline=deadline_of(act, row) or "",
    )
    choose = tap(_("Choose a kindergarten"), "choose", row["id"])
    return Screen(text, column(choose, room_button(row["id"])))


WAITS = N_("⏰ <b>The offered place still waits for your answer.</b>")


async def _offer_lapsed(act: Act, letter: Row) -> Screen | None:
    """Nobody answered, and there are other lists; if there are none, the clock that goes on is told instead."""
    row = await _own(act, letter, State.WAITING)
    if row is None:
        return None
    told = [event for event in await journal.told(act, "voucher", row["id"]) if isinstance(event, OfferLapsed)]
    if not told:
        return None
    text = lines(
        _("❗ <b>The offered place was not answered in time: {name}.</b>", name=families.child_person(act, row).given),
        await garden_words(act, told[-1].kindergarten_id),
        _("The place has gone to the next, and the child is off this list. The places in the other lists stay."),
    )
    return Screen(text, column(room_button(row["id"]), go(_("Details"), "app", str(row["id"]))))


async def _waiting_over(act: Act, letter: Row) -> Screen | None:
    """No list is left, or the pause is over: the contract clock goes on (R-56)."""
    row = await _own(act, letter, State.CONFIRMED)
    if row is None or letter["deadline"] != (row["due_at"] or 0):
        return None
    told = await journal.told(act, "voucher", row["id"])
    over = next((event for event in reversed(told) if isinstance(event, WaitingOver)), None)
    lapsed = any(isinstance(event, OfferLapsed) and over and event.at == over.at for event in told)
    text = lines(
        _("▶ <b>The contract clock of {name} goes on.</b>", name=families.child_person(act, row).given),
        _(
            "Choose a kindergarten and sign by: {deadline}\nOtherwise the voucher becomes void and the application goes to "
            "the archive.",
            deadline=deadline_of(act, row) or "",
        ),
        _("The offered place was not answered in time and has gone to the next.") if lapsed else None,
        say(OVER[over.cause]) if over else None,
    )
    choose = tap(_("Choose a kindergarten"), "choose", row["id"])
    return Screen(text, column(choose, go(_("Details"), "app", str(row["id"]))))


OVER: dict[str, Msg] = {
    "no_list": N_("The child waits in no list any more."),
    "pause": N_("The pause for waiting lists is over, and the child has left them."),
}


# ---- after enrolment -------------------------------------------------------------------------------------------------


async def _transferred(act: Act, letter: Row) -> Screen | None:
    """The other kindergarten has signed (R-58)."""
    row = await _own(act, letter, State.ENROLLED)
    if row is None:
        return None
    text = lines(
        _("🎉 <b>The transfer is done: {name}.</b>", name=families.child_person(act, row).given),
        await garden_words(act, row["kindergarten_id"]),
        _(
            "The old contract has ended today. The timesheet of this month comes from both kindergartens: please confirm "
            "both."
        ),
    )
    return Screen(text, column(go(_("Details"), "app", str(row["id"]))))


async def _transfer_refused(act: Act, letter: Row) -> Screen | None:
    """The other kindergarten has refused; nothing changes (R-58)."""
    row = await _own(act, letter, State.ENROLLED)
    if row is None:
        return None
    told = [event for event in await journal.told(act, "voucher", row["id"]) if isinstance(event, TransferRefused)]
    text = lines(
        _("<b>The transfer of {name} was refused.</b>", name=families.child_person(act, row).given),
        ground_words(told[-1].ground) if told else None,
        _("The child stays in the present kindergarten; the contract there goes on."),
    )
    again = None if row["held_kindergarten_id"] else tap(_("🔁 Transfer to another"), "transfer", row["id"])
    return Screen(text, column(again, go(_("Details"), "app", str(row["id"]))))


async def _left(act: Act, letter: Row) -> Screen | None:
    """The child has left; the other parent is told."""
    row = await _own(act, letter, State.LEFT)
    if row is None:
        return None
    name = _("<b>{name}</b>, No. {number}", name=families.child_person(act, row).given, number=number_of(row["id"]))
    return Screen(lines(name, await left_words(act, row)), column(go(_("Details"), "app", str(row["id"]))))


async def _reinstated(act: Act, letter: Row) -> Screen | None:
    """The department has taken the cancelling back (R-64)."""
    row = await _own(act, letter, State.ENROLLED)
    if row is None:
        return None
    text = lines(
        _("🎉 <b>The voucher of {name} is reinstated.</b>", name=families.child_person(act, row).given),
        await garden_words(act, row["kindergarten_id"]),
        _("The missed months count no more. Please confirm the timesheet every month from the 1st to the 10th."),
    )
    return Screen(text, column(go(_("Details"), "app", str(row["id"]))))


# ---- to the kindergarten ---------------------------------------------------------------------------------------------


async def _serves(act: Act, letter: Row, kindergarten_id: int) -> Row | None:
    garden = await act.tx.kindergarten_by_id(kindergarten_id=kindergarten_id)
    serving = await act.tx.staff_in(role="kindergarten", scope=garden["code"]) if garden else []
    return garden if any(one["id"] == letter["person_id"] for one in serving) else None


async def _child_leaves(act: Act, letter: Row) -> Screen | None:
    """A child has left, or gone over to another kindergarten; the place is free."""
    kindergarten_id = int(letter["rung"].partition(":")[0])
    row = await act.tx.child_of_application(application_id=letter["subject"])
    if row is None or await _serves(act, letter, kindergarten_id) is None:
        return None
    if row["state"] == State.ENROLLED and row["kindergarten_id"] == kindergarten_id:
        return None
    where = STATES[State.LEFT] if row["state"] == State.LEFT else MOVED
    text = lines(
        _("👋 <b>A child leaves your kindergarten</b>"),
        _(
            "{name}, application No. {number}\n{where}",
            name=families.child_person(act, row).full_name,
            number=number_of(row["id"]),
            where=say(where),
        ),
        _("The contract has ended. Please publish the timesheet of the days on which the child was there."),
    )
    return Screen(text, column(staff_button(_("📅 Timesheets"), "months", kindergarten_id)))


MOVED = N_("Transferred to another kindergarten")


async def _child_returns(act: Act, letter: Row) -> Screen | None:
    """The department has reinstated a voucher (R-64)."""
    row = await act.tx.child_of_application(application_id=letter["subject"])
    if row is None or row["state"] != State.ENROLLED or await _serves(act, letter, row["kindergarten_id"]) is None:
        return None
    text = _(
        "↩ <b>A child is in your kindergarten again</b>\n{name}, application No. {number}\nThe education department has "
        "reinstated the voucher.",
        name=families.child_person(act, row).full_name,
        number=number_of(row["id"]),
    )
    return Screen(text, column(staff_button(_("📅 Timesheets"), "months", row["kindergarten_id"])))


VOUCHER_LETTERS: dict[str, Say] = {
    "waiting_began": _news(
        N_(
            "🕓 <b>{name} is in the waiting list</b> (No. {number}). The contract clock stands still; we write as soon as a "
            "place is offered."
        ),
        State.WAITING,
    ),
    "offered": _offer(),
    "remind_waiting": _remind_waiting,
    "offer_declined": _news(
        N_("<b>The offered place for {name} has been declined</b> (No. {number}). The other lists stay."), State.WAITING
    ),
    "offer_lapsed": _offer_lapsed,
    "waiting_over": _waiting_over,
    "transfer_sent": _news(
        N_(
            "🔁 <b>A transfer is asked for: {name}</b> (No. {number}). Until the other kindergarten has signed, nothing changes."
        ),
        State.ENROLLED,
        moving=True,
    ),
    "transferred": _transferred,
    "transfer_refused": _transfer_refused,
    "transfer_back": _news(
        N_(
            "🔁 <b>The transfer of {name} has been taken back</b> (No. {number}). The child stays in the present kindergarten."
        ),
        State.ENROLLED,
        moving=False,
    ),
    "left": _left,
    "reinstated": _reinstated,
    "child_leaves": _child_leaves,
    "child_returns": _child_returns,
}
