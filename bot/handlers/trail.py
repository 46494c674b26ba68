"""«Who saw my data»: role and place of staff, what they did, when."""

from bot.handlers.access import foot, tap
from bot.handlers.voucher import number_of
from bot.house import Turn
from bot.places import places
from bot.screen import Button, Screen, lines
from bot.taps import MeTap
from bot.words import N_, Html, Msg, Name, _, bold, moment_words, say
from usecases import trail
from usecases.act import Act
from usecases.trail import Deed

PAGE = 6

WHO: dict[str, Msg] = {
    "you": N_("You"),
    "family": N_("The other parent"),
    "department": N_("A clerk of the education department"),
    "kindergarten": N_("A clerk of the kindergarten"),
    "operator": N_("The operator of the bot"),
    "support": N_("Support"),
}
DEEDS_IN_WORDS: dict[str, Msg] = {
    # the audit journal
    "document_shown": N_("opened a document"),
    "claim_accepted": N_("accepted a document"),
    "claim_returned": N_("returned a document"),
    "joining_vouched": N_("let the other parent join"),
    "joining_contested": N_("objected to the other parent's joining"),
    "joining_kept": N_("decided that the other parent stays"),
    "joining_removed": N_("decided that the other parent leaves"),
    "reinstated": N_("reinstated the voucher"),
    "review_accepted": N_("accepted your review of a kindergarten"),
    "review_returned": N_("returned your review of a kindergarten"),
    "answer_accepted": N_("accepted the kindergarten's answer to your review"),
    "answer_returned": N_("returned the kindergarten's answer to your review"),
    "password_set": N_("set the password"),
    "phone_changed": N_("changed the phone"),
    "consent_withdrawn": N_("withdrew the consent"),
    "data_exported": N_("took a copy of the data"),
    "question_taken": N_("read your question"),
    "question_given_back": N_("gave your question back to the others"),
    "question_answered": N_("answered your question"),
    # the journals of vouchers, queues and timesheets
    "Issued": N_("issued the voucher"),
    "InterestConfirmed": N_("confirmed interest"),
    "VoucherRefused": N_("refused the voucher"),
    "Restored": N_("restored the queue place"),
    "ContractSent": N_("signed and sent the contract"),
    "ContractRefused": N_("refused the contract"),
    "Enrolled": N_("signed the contract"),
    "Extended": N_("extended the term"),
    "Withdrawn": N_("deleted the application"),
    "Left": N_("noted that the child has left"),
    "TransferSent": N_("asked for a transfer"),
    "Transferred": N_("signed the transfer"),
    "TransferRefused": N_("refused the transfer"),
    "CategoryChanged": N_("changed the category in the queue"),
    "StillInterested": N_("confirmed the interest in a place"),
    "ReferralAsked": N_("asked for a referral"),
    "ReferralGiven": N_("gave the referral"),
    "ReferralDenied": N_("gave no referral"),
    "ReferralConfirmed": N_("confirmed the referral"),
    "ReferralExtended": N_("extended the term of the referral"),
    "ReferralTakenBack": N_("gave the referral up"),
    "Admitted": N_("enrolled the child by referral"),
    "ReferralUsed": N_("enrolled the child by referral"),
    "Published": N_("published the timesheet"),
    "Confirmed": N_("confirmed the timesheet"),
    "Disputed": N_("disagreed with the timesheet"),
}
CHANGED = N_("changed the application")


async def room(act: Act, turn: Turn) -> Screen:
    """The newest page."""
    return await page(act, turn, 0)


async def turn_page(act: Act, turn: Turn, tapped: MeTap) -> Screen:
    """Another page."""
    return await page(act, turn, tapped.id)


async def page(act: Act, turn: Turn, number: int) -> Screen:
    """So many deeds, the newest first."""
    deeds = await trail.of_parent(act, turn.parent_id)
    pages = max(1, -(-len(deeds) // PAGE))
    number = min(max(number, 0), pages - 1)
    told = [await _words(act, deed) for deed in deeds[number * PAGE : (number + 1) * PAGE]]
    said = Html("\n".join(told)) if told else _("Nobody has opened or changed anything yet.")
    why = _(
        "Clerks are named by role and place. What a clerk only reads in the lists of their own work is not written down; "
        "every opened document and every change is."
    )
    return Screen(lines(bold(_("Who saw or changed my data")), said, why), (*_turning(number, pages), foot("mydata")))


def _turning(number: int, pages: int) -> tuple[tuple[Button, ...], ...]:
    if pages == 1:
        return ()
    before, after = (number - 1) % pages, (number + 1) % pages
    middle = tap(f"{number + 1} / {pages}", "trail", number)
    return ((tap("◀", "trail", before), middle, tap("▶", "trail", after)),)


async def _words(act: Act, deed: Deed) -> Html:
    what = say(DEEDS_IN_WORDS.get(deed.what, CHANGED))
    about = _("No. {number}", number=number_of(deed.application_id)) if deed.application_id else None
    who = ", ".join(each for each in (say(WHO[deed.who]), await _where(act, deed)) if each)
    line = _("• {moment} – {who}: {what}", moment=moment_words(deed.at), who=Html(who), what=what)
    return Html(f"{line} ({about})") if about else line


async def _where(act: Act, deed: Deed) -> Html | None:
    if deed.who == "department" and deed.scope:
        return say(places().name(deed.scope))
    if deed.who == "kindergarten" and deed.scope:
        garden = await act.tx.kindergarten_by_code(code=deed.scope)
        return say(Name(garden["name_kk"], garden["name_ru"])) if garden else None
    return None


DEEDS = {"trail": turn_page}
