"""The right to go first as the family sees it on an application (R-32)."""

from bot.fsm.claim import BASES, RETURN_REASONS
from bot.screen import Button
from bot.taps import go
from bot.words import N_, Html, Msg, _, say
from domain.application import Right
from domain.claim import ClaimState
from domain.voucher import State
from usecases import claims
from usecases.act import Act, Row

RIGHTS: dict[str, Msg] = {
    Right.GENERAL: N_("on general grounds"),
    Right.OUT_OF_TURN: N_("out of turn"),
    Right.FIRST_PRIORITY: N_("first priority"),
}
_WORDS: dict[str, Msg] = {
    ClaimState.WAITING: N_(
        "Right to go first: {basis}. The education department is checking the document. Until then the application stands "
        "in the ordinary order."
    ),
    ClaimState.ACCEPTED: N_("Right to go first: {basis}. The department has verified it."),
    ClaimState.RETURNED: N_(
        "Right to go first: {basis}. The department has returned the document: {reason}. The application stands in the "
        "ordinary order; you can send the document again."
    ),
}


def reason_of(act: Act, claim: Row) -> str:
    """Why a claim was returned, in words."""
    reason = claims.reason_of(act, claim) or {"code": "", "words": ""}
    return reason["words"] or say(RETURN_REASONS.get(reason["code"], RETURN_REASONS["other"]))


async def right_words(act: Act, row: Row) -> Html | None:
    """How the claim of an application stands."""
    claim = await act.tx.claim_of_application(application_id=row["id"])
    if claim is None or claim["state"] not in _WORDS:
        return None
    return say(_WORDS[claim["state"]], basis=say(BASES[claim["basis"]]), reason=reason_of(act, claim))


async def right_button(act: Act, row: Row) -> Button | None:
    """Claiming a right later, or once more."""
    if row["state"] not in {State.QUEUED, State.STOP_LISTED}:
        return None
    claim = await act.tx.claim_of_application(application_id=row["id"])
    if claim is not None and claim["state"] in {ClaimState.WAITING, ClaimState.ACCEPTED}:
        return None
    again = claim is not None and claim["state"] == ClaimState.RETURNED
    words = _("📎 Send the document again") if again else _("📎 Right to go first")
    return go(words, "right", str(row["id"]))
