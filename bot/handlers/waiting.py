"""The room of waiting lists: joining, the place in each, leaving, and the place that is offered (R-56)."""

from collections.abc import Callable

from aiogram.fsm.context import FSMContext

from bot.fsm.form import Facts
from bot.fsm.transfer import AcceptPlace
from bot.handlers.contracts import paper_for
from bot.handlers.drafts import Draft
from bot.handlers.forms import Forms, Kind
from bot.handlers.snapshot import snapshot
from bot.handlers.voucher import (
    application_screen,
    calendar_deadline,
    deadline_of,
    garden_words,
    must_be_signable,
    signed_by,
    signing_facts,
    tap,
    working_deadline,
)
from bot.house import Turn
from bot.reasons import reason_words
from bot.screen import Button, Rows, Screen, column, lines
from bot.taps import WaitTap, help_button, menu_button
from bot.words import N_, Html, Msg, Name, _, n_, say
from domain import voucher
from domain.not_allowed import NotAllowed, Reason
from domain.voucher import Command, LeaveLists, Signature, State, WaitingOver
from usecases import families, vouchers, waiting
from usecases.act import Act, Row, instant
from usecases.ports import Paper

SHOWN = 10  # kindergartens to join; the catalogue has them all


def button(words: str, verb: str, application_id: int, garden: int = 0) -> Button:
    """A button about waiting lists."""
    return Button(words, WaitTap(verb=verb, id=application_id, garden=garden).pack())


def room_button(application_id: int) -> Button:
    """The way into the room."""
    return button(_("🕓 Waiting lists"), "room", application_id)


async def pressed(turn: Turn, state: FSMContext, forms: Forms, tapped: WaitTap) -> Screen:
    """A button about waiting lists: judged by the use case, whoever pressed it and however old it is."""
    match tapped.verb:
        case "accept":
            return await _open_accept(turn, state, forms, tapped)
        case "join":
            return await _join(turn, tapped)
        case "leave_yes":
            return await _leave(turn, tapped)
        case "decline_yes":
            return await _decline(turn, tapped)
    async with turn.looking() as act:
        row = vouchers.as_of_now(act, await vouchers.own(act, turn.parent_id, tapped.id))
        match tapped.verb:
            case "leave":
                return await ask_leave(act, row, tapped.garden)
            case "offer":
                return await offer_screen(act, row)
            case "decline":
                return await ask_decline(act, row)
        return await room(act, row)


# ---- the room --------------------------------------------------------------------------------------------------------


async def room(act: Act, row: Row, head: Html | None = None) -> Screen:
    """The lists in which the child waits, and those that can be joined."""
    row = vouchers.as_of_now(act, row)
    if row["state"] not in (State.CONFIRMED, State.WAITING):
        raise NotAllowed(Reason.NOT_NOW, state=row["state"])
    joined = await waiting.lists_of(act, row["id"]) if row["state"] == State.WAITING else []
    at_most = vouchers.rules_of(act, row).number("waiting_lists_per_child")
    may_join = len(joined) < at_most and not _pause_is_used(row)
    full = await waiting.full_kindergartens(act, row) if may_join else []
    text = lines(
        head,
        _("🕓 <b>Waiting lists: {name}</b>", name=families.child_person(act, row).given),
        await offer_words(act, row),
        clock_words(act, row),
        Html("\n".join(map(_list_words, joined))),
        _join_words(act, row, at_most, full),
    )
    return Screen(text, _rows(row, joined, full))


async def instead_of_choosing(turn: Turn, application_id: int) -> Screen | None:
    """Where there is nothing to choose from the lists are opened; None where there is."""
    async with turn.looking() as act:
        row = await vouchers.own(act, turn.parent_id, application_id)
        voucher.decide(vouchers.voucher_of(row), CHOOSING, act.now, act.law.calendar, act.law.rulebook)
        if await vouchers.free_classes(act, row):
            return None
        return await room(act, row, say(NOTHING_FREE))


CHOOSING = voucher.SendContract(0, 0, "code")
NOTHING_FREE = N_(
    "At this moment no kindergarten of your place has a free place in a group that fits the child's age, group type and "
    "language. Places become free again and again."
)


def clock_words(act: Act, row: Row) -> Html:
    """What waiting does to the contract term."""
    if row["state"] == State.CONFIRMED:
        days = vouchers.rules_of(act, row).number("waiting_list_pause")
        explained = _(
            "No free place where you want one? While the child waits in lists the contract clock stands still, for "
            "{days} calendar days at most. A place that becomes free is offered to the first in the list.",
            days=days,
        )
        return lines(
            reason_words(NotAllowed(Reason.PAUSE_USED, days=days)) if _pause_is_used(row) else explained,
            _("Now the clock runs. Sign by: {deadline}", deadline=deadline_of(act, row) or ""),
        )
    pause_due_at = instant(row["pause_due_at"])
    return n_(
        "The contract clock stands still with {count} working day left. It goes on when no list is left, at the latest "
        "after: {deadline}",
        "The contract clock stands still with {count} working days left. It goes on when no list is left, at the latest "
        "after: {deadline}",
        max(row["days_left"], 1),
        deadline=calendar_deadline(act, pause_due_at) if pause_due_at else "",
    )


def _pause_is_used(row: Row) -> bool:
    return bool(row["state"] == State.CONFIRMED and row["pause_left"] == 0)


def _list_words(one: Row) -> Html:
    return _(
        "• {name}\nPlace in the list: <b>{number}</b> of {length}",
        name=Name(one["name_kk"], one["name_ru"]),
        number=one["number"],
        length=one["length"],
    )


def _join_words(act: Act, row: Row, at_most: int, full: list[Row]) -> Html | None:
    joined = len(vouchers.voucher_of(row).lists)
    if _pause_is_used(row):
        return None
    if joined >= at_most:
        return _("A child waits in {at_most} lists at most.", at_most=at_most)
    if not full:
        return _("There is no other kindergarten with a fitting group and no free place.")
    return _(
        "You can join the lists of kindergartens that are full now (in all {at_most}). After the name stands how many wait.",
        at_most=at_most,
    )


def _rows(row: Row, joined: list[Row], full: list[Row]) -> Rows:
    about = row["id"]
    offered = button(_("Look at the offered place"), "offer", about) if row["held_group_id"] else None
    leaves = [
        button(_("Leave: {name}", name=Name(one["name_kk"], one["name_ru"])), "leave", about, one["id"])
        for one in joined
    ]
    return column(
        offered,
        tap(_("Choose a kindergarten"), "choose", about),
        *(button(_join_label(one), "join", about, one["id"]) for one in full[:SHOWN]),
        *leaves,
        button(_("Leave all lists"), "leave", about) if len(joined) > 1 else None,
        tap(_("Details"), "open", about),
        help_button("kindergarten"),
        menu_button(),
    )


def _join_label(one: Row) -> Html:
    return _("➕ {name} · waiting: {length}", name=Name(one["name_kk"], one["name_ru"]), length=one["length"])


async def _join(turn: Turn, tapped: WaitTap) -> Screen:
    async with turn.acting() as act:
        row = await vouchers.own(act, turn.parent_id, tapped.id)
        first = row["state"] != State.WAITING
        await waiting.join(act, row, (tapped.garden,))
        words = STOPPED if first else JOINED
        return await room(act, await vouchers.own(act, turn.parent_id, tapped.id), say(words))


STOPPED = N_(
    "✅ <b>The child is in the waiting list</b>, and the contract clock stands still. We write to you as soon as a place is "
    "offered."
)
JOINED = N_("✅ <b>The child is in one more waiting list.</b>")


# ---- leaving ---------------------------------------------------------------------------------------------------------


async def ask_leave(act: Act, row: Row, garden: int) -> Screen:
    """A place in a list is lost for good: its own screen, the safe choice first."""
    every = await waiting.lists_of(act, row["id"])
    left = [one for one in every if garden in (0, one["id"])]
    command = LeaveLists(tuple(one["id"] for one in left))
    text = lines(
        _("<b>Leaving waiting lists: {name}</b>", name=families.child_person(act, row).given),
        Html("\n".join(map(_list_words, left))),
        _("The place in the list is lost. Whoever joins again stands at its end."),
        _goes_on_words(act, row, command),
    )
    return Screen(
        text,
        column(
            button(_("No, stay in the list"), "room", row["id"]),
            button(_("Yes, leave"), "leave_yes", row["id"], garden),
        ),
    )


def _goes_on_words(act: Act, row: Row, command: Command) -> Html | None:
    """When the contract clock would go on with this, until when."""
    events = voucher.decide(vouchers.voucher_of(row), command, act.now, act.law.calendar, act.law.rulebook)
    over = next((event for event in events if isinstance(event, WaitingOver)), None)
    if over is None:
        return None
    return _(
        "❗ The contract clock goes on then. Choose a kindergarten and sign by: {deadline}",
        deadline=working_deadline(act, over.due_at),
    )


async def _leave(turn: Turn, tapped: WaitTap) -> Screen:
    async with turn.acting() as act:
        row = await vouchers.own(act, turn.parent_id, tapped.id)
        after = await waiting.leave(act, row, (tapped.garden,) if tapped.garden else ())
        words = LEFT_ONE if after.state is State.WAITING else LEFT_ALL
        return await _after(act, turn, tapped.id, words)


async def _after(act: Act, turn: Turn, application_id: int, words: Msg) -> Screen:
    """The room while the child still waits, else the application with the clock that goes on."""
    row = await vouchers.own(act, turn.parent_id, application_id)
    if row["state"] == State.WAITING:
        return await room(act, row, say(words))
    return await application_screen(act, turn, application_id, say(words))


LEFT_ONE = N_("The child has left the list.")
LEFT_ALL = N_("The child waits in no list any more. <b>The contract clock goes on.</b>")


# ---- the offered place -----------------------------------------------------------------------------------------------


async def offer_words(act: Act, row: Row) -> Html | None:
    """The place that is held for the child, if one is."""
    if row["state"] != State.WAITING or row["held_group_id"] is None:
        return None
    title = _("🎉 <b>A place is offered to {name}.</b>", name=families.child_person(act, row).given)
    held = _("It is held by: {deadline}", deadline=deadline_of(act, row) or "")
    return lines(Html(f"{title}\n{held}"), await garden_words(act, row["held_kindergarten_id"]))


async def offer_screen(act: Act, row: Row) -> Screen:
    """The offered place, and what can be done with it."""
    words = await offer_words(act, row)
    if words is None:
        raise NotAllowed(Reason.OFFER_OVER)
    text = lines(
        words,
        _(
            "Accept: you sign the contract.\nDecline, or don't answer: the child is off this list, and the place "
            "is offered to the next. The places in other lists stay."
        ),
    )
    return Screen(text, offer_buttons(row))


def offer_buttons(row: Row) -> Rows:
    """Accept, decline, look at everything."""
    return column(
        button(_("✅ Accept and sign"), "accept", row["id"], row["held_kindergarten_id"]),
        button(_("Decline the place"), "decline", row["id"], row["held_kindergarten_id"]),
        room_button(row["id"]),
    )


async def ask_decline(act: Act, row: Row) -> Screen:
    """Declining has its own screen, the safe choice first."""
    if row["state"] != State.WAITING or row["held_group_id"] is None:
        raise NotAllowed(Reason.OFFER_OVER)
    text = lines(
        _("<b>Declining the offered place: {name}</b>", name=families.child_person(act, row).given),
        await garden_words(act, row["held_kindergarten_id"]),
        _("The place is offered to the next, and the child is off this list. The voucher stays valid."),
        _goes_on_words(act, row, voucher.DeclineOffer()),
    )
    return Screen(
        text,
        column(
            button(_("No, keep the offer"), "offer", row["id"]),
            button(_("Yes, decline the place"), "decline_yes", row["id"], row["held_kindergarten_id"]),
        ),
    )


async def _decline(turn: Turn, tapped: WaitTap) -> Screen:
    async with turn.acting() as act:
        row = await _offered(act, turn, tapped)
        await vouchers.carry_out(act, row, voucher.DeclineOffer())
        return await _after(act, turn, tapped.id, DECLINED)


DECLINED = N_("The place is declined, and the child is off that list.")


async def _offered(act: Act, turn: Turn, tapped: WaitTap) -> Row:
    """The row, if it is this kindergarten's place that is offered now; NotAllowed OFFER_OVER."""
    row = await vouchers.own(act, turn.parent_id, tapped.id)
    now = vouchers.as_of_now(act, row)
    if now["state"] != State.WAITING or now["held_kindergarten_id"] != (tapped.garden or None):
        raise NotAllowed(Reason.OFFER_OVER)
    return row


async def _open_accept(turn: Turn, state: FSMContext, forms: Forms, tapped: WaitTap) -> Screen:
    async with turn.looking() as act:
        row = await _offered(act, turn, tapped)
        allowed = _allowed(act, row)
    must_be_signable(turn, allowed)
    return await forms.open(
        turn, state, "AcceptPlace", {"application": str(tapped.id), "group": str(row["held_group_id"])}
    )


async def load_accept(act: Act, turn: Turn, draft: Draft) -> Facts:
    """The place as it is held now; NotAllowed OFFER_OVER."""
    row, known = await signing_facts(act, turn, draft)
    await waiting.offered_group(act, row, int(draft.answers["group"]))
    garden = await act.tx.kindergarten_by_id(kindergarten_id=row["held_kindergarten_id"])
    offered = (Name(garden["name_kk"], garden["name_ru"]), Name(garden["address_kk"], garden["address_ru"]))
    return snapshot(act, turn, row["region"], known={**known, "offered": offered, "signatures": _allowed(act, row)})


def _allowed(act: Act, row: Row) -> tuple[Signature, ...]:
    return vouchers.signatures(act, row, "contract_signature")


async def offered_paper(act: Act, turn: Turn, draft: Draft, reference: str) -> Callable[[], Paper]:
    """The contract for the place that is held."""
    row = await vouchers.own(act, turn.parent_id, int(draft.answers["application"]))
    return await paper_for(act, row, int(draft.answers["group"]), reference)


async def sign_offered(act: Act, turn: Turn, draft: Draft, answers: dict[str, str]) -> Screen:
    """The offered place is accepted; now the kindergarten has to answer."""
    row = await vouchers.own(act, turn.parent_id, int(draft.answers["application"]))
    await waiting.accept(act, row, int(draft.answers["group"]), signed_by(answers))
    head = _("✅ <b>The contract is signed and sent.</b> We tell you as soon as the kindergarten has answered.")
    return await application_screen(act, turn, row["id"], head)


ACCEPT_PLACE = Kind(AcceptPlace, load_accept, sign_offered, paper=offered_paper)
