"""Letters about documents: to the department that one waits, to the family what was decided."""

from collections.abc import Awaitable, Callable

from bot.fsm.claim import BASES
from bot.handlers.rights import reason_of
from bot.handlers.staff.documents import button
from bot.handlers.voucher import number_of, queue_words
from bot.screen import Screen, column, lines
from bot.taps import go
from bot.words import Html, _, say
from domain.claim import ClaimState
from domain.not_allowed import NotAllowed
from domain.voucher import State
from usecases import claims, families
from usecases.act import Act, Row


async def _claim_waiting(act: Act, letter: Row) -> Screen | None:
    """A document waits for the department, as long as nobody has decided and the clerk still serves there."""
    row = await act.tx.claim_by_id(claim_id=letter["subject"])
    if row is None or row["state"] != ClaimState.WAITING:
        return None
    serving = await act.tx.staff_in(role="department", scope=row["queue_place"])
    if letter["person_id"] not in {one["id"] for one in serving}:
        return None
    text = _("📎 <b>A document waits to be checked.</b>\nThe family is told your decision at once.")
    return Screen(text, column(button(_("Open"), "open", row["id"])))


async def _own(act: Act, letter: Row, state: ClaimState) -> Row | None:
    try:
        row = await claims.own(act, letter["parent_id"], letter["subject"])
    except NotAllowed:
        return None
    return row if row["state"] == state else None


async def _accepted(act: Act, letter: Row) -> Screen | None:
    """The right counts now, or the child is there."""
    row = await _own(act, letter, ClaimState.ACCEPTED)
    if row is None:
        return None
    if row["kind"] == "right":
        return await _right_accepted(act, row)
    child = await act.tx.child_by_iin(iin_hash=row["child_hash"])
    text = _(
        "✅ <b>{name} has been added to your children.</b>\nThe education department has accepted the document.",
        name=claims.typed_child(act, row).person.given,
    )
    apply = go(_("📝 Apply for a voucher"), "apply", f"c{child['id']}") if child else None
    return Screen(text, column(apply, go(_("👧 My children"), "children")))


async def _right_accepted(act: Act, claim: Row) -> Screen:
    row = await act.tx.child_of_application(application_id=claim["application_id"])
    text = lines(
        _(
            "✅ <b>The right to go first is verified: {name}</b> (No. {number})\n{basis}",
            name=families.child_person(act, row).given,
            number=number_of(row["id"]),
            basis=say(BASES[claim["basis"]]),
        ),
        await queue_words(act, row) if row["state"] == State.QUEUED else None,
    )
    return Screen(text, column(go(_("Details"), "app", str(row["id"]))))


async def _returned(act: Act, letter: Row) -> Screen | None:
    """The reason, and the way to send the document again."""
    row = await _own(act, letter, ClaimState.RETURNED)
    if row is None:
        return None
    about, to, arg = await _about(act, row)
    text = lines(
        _("📎 <b>The education department has returned your document.</b>"),
        about,
        _("The reason: {reason}", reason=reason_of(act, row)),
        _("You can send it again; what you have typed is kept."),
    )
    return Screen(text, column(go(_("📎 Send the document again"), to, arg)))


async def _about(act: Act, claim: Row) -> tuple[Html, str, str]:
    if claim["kind"] == "kinship":
        name = claims.typed_child(act, claim).person.given
        return _("It is about adding a child: {name}", name=name), "kinship", str(claim["id"])
    row = await act.tx.child_of_application(application_id=claim["application_id"])
    words = _(
        "It is about the right to go first: {name}, application No. {number}. The application stands in the ordinary order.",
        name=families.child_person(act, row).given,
        number=number_of(row["id"]),
    )
    return words, "right", str(row["id"])


CLAIM_LETTERS: dict[str, Callable[[Act, Row], Awaitable[Screen | None]]] = {
    "claim_waiting": _claim_waiting,
    "claim_accepted": _accepted,
    "claim_returned": _returned,
}
