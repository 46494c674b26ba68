"""Referrals in words: where one stands, why none was given (R-71)."""

from bot.handlers.gardens import name_of
from bot.screen import Button
from bot.taps import PortalTap
from bot.words import N_, Html, Msg, _, last_moment_words, say
from domain.referral import LIVE, ReferralGround, ReferralState
from domain.voucher import State
from usecases import referrals
from usecases.act import Act, Row, instant

STATES: dict[str, Msg] = {
    ReferralState.ASKED: N_("You have asked for a referral. The department gives them in the order of the queue"),
    ReferralState.GIVEN: N_("The referral is given: confirm it"),
    ReferralState.CONFIRMED: N_("The referral is confirmed: bring the child and the documents to the kindergarten"),
    ReferralState.ENROLLED: N_("The child is enrolled by referral"),
    ReferralState.REFUSED: N_("The department has given no referral"),
    ReferralState.TAKEN_BACK: N_("The family has given the referral up"),
    ReferralState.LAPSED: N_("The referral has lapsed: it was not used in time"),
    ReferralState.ENDED: N_("The referral has ended: the application has left the queue"),
}
GROUNDS: dict[str, Msg] = {
    ReferralGround.PLACE_GONE: N_("the place is no longer there"),
    ReferralGround.DATA_DIFFER: N_("the data of the application differ from the documents"),
    ReferralGround.GROUP_UNFIT: N_("the group does not suit the child"),
}


async def referral_line(act: Act, application: Row) -> Html | None:
    """On the application's own screen: which referral it has, and until when to act."""
    row = await referrals.of_application(act, application["id"])
    if row is None:
        return None
    garden = await act.tx.kindergarten_by_id(kindergarten_id=row["kindergarten_id"])
    due_at = instant(row["due_at"])
    parts = [
        _("📨 Referral: <b>{name}</b>", name=name_of(garden)),
        say(STATES[row["state"]]),
        _("The reason: {reason}", reason=say(GROUNDS[row["ground"]])) if row["ground"] else None,
        _("Do it by: {deadline}", deadline=last_moment_words(due_at)) if due_at else None,
    ]
    return Html("\n".join(part for part in parts if part))


async def referral_button(act: Act, application: Row) -> Button | None:
    """The way to the referral, or where a region works by them to the bulletins."""
    row = await referrals.live_of(act, application["id"])
    if row is not None:
        return Button(_("📨 The referral"), PortalTap(verb="ref", id=row["id"]).pack())
    if application["state"] != State.QUEUED or referrals.REFERRAL not in referrals.ways_in(act, application["region"]):
        return None
    return Button(_("🪑 Ask for a referral"), PortalTap(verb="fitting", id=application["id"]).pack())


def is_live(row: Row) -> bool:
    """Whether anything can still be done with it."""
    return row["state"] in LIVE
