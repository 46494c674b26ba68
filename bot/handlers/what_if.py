"""What follows from acting now, tomorrow, never, in words: what the machines did when it was tried (R-4, R-52 … R-64, R-71)."""

from datetime import datetime

from bot.words import N_, Html, Msg, _, bold, last_moment_words, say
from domain import timesheet
from domain.deadline import Clock
from domain.referral import ReferralLapsed, ReferralState
from domain.timesheet import SheetState, StayedRefused, WentUnconfirmed
from domain.voucher import Archived, KindergartenSilent, OfferLapsed, State, StopListed, WaitingOver
from domain.what_if import Ahead, Lapse
from usecases import board, timesheets
from usecases.act import Act
from usecases.board import Running
from usecases.timesheets import sheet_of

NOW: dict[State, Msg] = {
    State.CONFIRMED: N_("interest is confirmed. Then you choose a kindergarten and sign by: {deadline}"),
    State.QUEUED: N_("the queue place is restored with the original time of application."),
    State.CONTRACT_SENT: N_("your clock stops, the contract lies with the kindergarten. It answers by: {deadline}"),
}
NOW_REFERRAL: dict[ReferralState, Msg] = {  # of its own: names of states are equal words in both machines
    ReferralState.CONFIRMED: N_("the place stays the child's. Then bring the child and the documents by: {deadline}"),
    ReferralState.ENROLLED: N_("the kindergarten takes the child, and the application leaves the queue."),
}
NOW_MONTH = N_("the month is confirmed and cannot be changed any more.")
RENEW = N_("with a new certificate the right goes on being proved.")
NOT_POSSIBLE = N_("it is not possible any more.")
NEVER: dict[type[Lapse], Msg] = {
    StopListed: N_(
        "the voucher becomes void and the application goes to the stop-list. The place can then be restored by: {deadline}"
    ),
    OfferLapsed: N_("the place is offered to the next, and the child is off this list."),
    WaitingOver: N_("the contract clock goes on. Sign by: {deadline}"),
    KindergartenSilent: N_("the education department is told and reminds the kindergarten. The contract stays."),
    StayedRefused: N_("the month stays refused. It never counts as missed."),
    ReferralLapsed: N_("the place goes to the next child. The place in the queue stays."),
    WentUnconfirmed: N_("the month counts as unconfirmed. Two such months in a row cost the voucher."),
}
ARCHIVED: dict[str, Msg] = {
    "second_miss": N_("the application goes to the archive, because a queue place is restored only once."),
    "not_restored": N_("the application goes to the archive."),
    "no_contract": N_("the voucher becomes void and the application goes to the archive."),
}
CANCELS = N_("it is the second unconfirmed month in a row, and the voucher is cancelled.")
CERTIFICATE_NEVER = N_("the certificate is no longer taken as proof. A new one is needed.")


async def ahead_words(act: Act, running: Running) -> Html:
    """The three roads."""
    ahead = board.ahead(act, running)
    told = [bold(_("What if"))]
    if running.clock.is_of_family:
        told.append(_("Now: {result}", result=_now(running, ahead)))
        told.append(_("Tomorrow: still in time.") if ahead.tomorrow else _("Tomorrow: it is too late."))
        told.append(_("Never: {result}", result=await _never(act, running, ahead)))
    else:
        told.append(_("You need not do anything: it is the kindergarten's turn."))
        told.append(_("If it does not answer: {result}", result=await _never(act, running, ahead)))
    return Html("\n".join(told))


def _now(running: Running, ahead: Ahead) -> Html:
    if running.clock is Clock.CERTIFICATE:
        return say(RENEW)
    if isinstance(ahead.now, SheetState):
        return say(NOW_MONTH)
    if isinstance(ahead.now, ReferralState):
        return _said(NOW_REFERRAL[ahead.now], ahead.due_at)
    return _said(NOW[ahead.now] if isinstance(ahead.now, State) else NOT_POSSIBLE, ahead.due_at)


async def _never(act: Act, running: Running, ahead: Ahead) -> Html:
    if running.clock is Clock.CERTIFICATE:
        return say(CERTIFICATE_NEVER)
    if running.clock is Clock.SHEET and await _cancels(act, running, ahead):
        return say(CANCELS)
    return Html(" ".join(_lapse(event) for event in ahead.never))


async def _cancels(act: Act, running: Running, ahead: Ahead) -> bool:
    every = await act.tx.sheets_of_application(application_id=running.row["application_id"])
    application = await act.tx.application_by_id(application_id=running.row["application_id"])
    forgiven = timesheets.forgiven_of(application)
    missed = timesheet.missed_before(map(sheet_of, every), sheet_of(running.row).month, forgiven)
    return missed and isinstance(ahead.never[0], WentUnconfirmed)


def _lapse(event: Lapse) -> Html:
    words = ARCHIVED[event.cause] if isinstance(event, Archived) else NEVER[type(event)]
    return _said(words, getattr(event, "due_at", None))


def _said(words: Msg, due_at: datetime | None) -> Html:
    return say(words, deadline=last_moment_words(due_at) if due_at else "")
