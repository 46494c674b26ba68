"""«Why?» of what is over, or was refused: the rule, its source, when it happened, and what can be done (R-36, R-52 … R-64)."""

from bot.handlers.deadlines import SPENT, family
from bot.handlers.endings import end_words
from bot.handlers.sources import source_words, term_words
from bot.handlers.timesheets import STATES as SHEET_STATES
from bot.handlers.voucher import STATES, tap
from bot.house import Turn
from bot.screen import Screen, column, lines
from bot.taps import go, menu_button
from bot.words import N_, Html, Msg, _, bold, date_words, month_words, say
from domain.calendar import local_day
from domain.not_allowed import NotAllowed, Reason
from domain.timesheet import SheetState
from domain.voucher import AgedOut, Archived, Cancelled, State, VoucherRefused, Withdrawn
from usecases import board, families, timesheets, vouchers
from usecases.act import Act, Row
from usecases.timesheets import month_of

ENDS: dict[str, tuple[Msg, str]] = {
    "second_miss": (
        N_("A queue place is restored once: a second voucher that is not confirmed in time leads to the archive."),
        "restores_per_application",
    ),
    "not_restored": (
        N_("From the stop-list a queue place is restored within: {term}. After that the application is archived."),
        "restore_from_stop_list",
    ),
    "no_contract": (
        N_("After confirming interest the contract is signed within: {term}. After that the voucher is void."),
        "contract",
    ),
    State.REFUSED: (N_("Refusing a voucher annuls the queue place."), "refusal_annuls"),
    State.CANCELLED: (
        N_(
            "When two months in a row are not confirmed, the voucher is cancelled. A refusal for wrong data is not counted."
        ),
        "unconfirmed_months_limit",
    ),
    State.WITHDRAWN: (
        N_("A family may delete its application until the contract is signed. The place in the queue is given up."),
        "withdrawal",
    ),
    State.AGED_OUT: (N_("The queue is for children under {last} years."), "max_age_queue"),
}
SHEET_ENDS: dict[str, tuple[Msg, str]] = {
    SheetState.UNCONFIRMED: (
        N_("The timesheet of a month is answered in the following month, from day 1 to day {last}, both included."),
        "timesheet_window_last",
    ),
    SheetState.REFUSED: (
        N_("A month refused because the data are wrong is never counted as unconfirmed."),
        "refusal_never_counts",
    ),
    SheetState.DISPUTED: (
        N_("A month refused because the data are wrong is never counted as unconfirmed."),
        "refusal_never_counts",
    ),
}
HAPPENED = Archived | VoucherRefused | Cancelled | Withdrawn | AgedOut
NOTHING = N_("Acting now or tomorrow changes nothing: this application is over.")


async def end_card(act: Act, turn: Turn, state: str, application_id: int) -> Screen:
    """The card of a state that is over; another state by now: the application says so itself. NotAllowed NOT_YOURS."""
    row = vouchers.as_of_now(act, await vouchers.own(act, turn.parent_id, application_id))
    if row["state"] != state or state not in SPENT:
        raise NotAllowed(Reason.NOT_NOW, state=row["state"])
    told = [event for event in await board.told(act, row) if isinstance(event, HAPPENED)]
    cause = told[-1].cause if told and isinstance(told[-1], Archived) else state
    since = date_words(local_day(told[-1].at)) if told else None
    text = lines(
        _("❓ <b>Why? {what}: {name}</b>", what=STATES[state], name=families.child_person(act, row).given),
        _rule(act, row, *ENDS[cause]),
        Html("\n".join((bold(_("When it happened")), _("On: {day}", day=since)))) if since else None,
        Html("\n".join((bold(_("What if")), await end_words(act, row) or say(NOTHING)))),
    )
    buttons = column(
        go(_("📝 Apply for a voucher"), "apply") if state != State.CANCELLED else None,
        tap(_("Details"), "open", row["id"]),
        menu_button(),
    )
    return Screen(text, buttons)


async def sheet_card(act: Act, turn: Turn, sheet_id: int) -> Screen:
    """The card of a month that no longer waits for its answer; NotAllowed NOT_YOURS, NOT_NOW."""
    row = await timesheets.of_parent(act, turn.parent_id, sheet_id)
    if row["state"] not in SHEET_ENDS:
        raise NotAllowed(Reason.NOT_NOW, state=row["state"])
    text = lines(
        _("❓ <b>Why? {what}: {name}</b>", what=SHEET_STATES[row["state"]], name=families.child_person(act, row).given),
        month_words(month_of(row["month"])),
        _rule(act, row, *SHEET_ENDS[row["state"]]),
    )
    return Screen(text, column(family(_("👧 All of the child's deadlines"), "child", row["child_id"]), menu_button()))


def _rule(act: Act, row: Row, words: Msg, key: str) -> Html:
    rule = vouchers.rules_of(act, {"clock_started": None, **dict(row)}).rule(key)
    said = _(words, term=term_words(rule), last=rule.value) if isinstance(rule.value, int) else say(words)
    return Html("\n".join((bold(_("The rule")), said, _("Source: {source}", source=source_words(rule)))))
