"""Readiness as a family sees it: «4 of 5 ready», and each missing thing with the button that mends it (R-42, R-50)."""

from bot.handlers.deadlines import family, ready_button
from bot.handlers.kinsfolk import button as family_button
from bot.house import Turn
from bot.screen import Button, Screen, column, lines
from bot.taps import GardenTap, VoucherTap, go, menu_button
from bot.words import N_, Html, Msg, _, bold, n_, say
from domain import readiness as rules_of_readiness
from domain.not_allowed import NotAllowed, Reason
from domain.readiness import Check, Readiness
from domain.voucher import State
from usecases import families, queues, readiness, vouchers
from usecases.act import Act, Row
from usecases.ports import Answer, Unavailable

READY: dict[Check, Msg] = {
    Check.PHONE: N_("✅ The phone number is confirmed: the code for signing will come"),
    Check.PAPERS: N_("✅ The certificate for the right is valid"),
    Check.FAVOURITES: N_("✅ Favourite kindergartens are chosen"),
    Check.SECOND_PARENT: N_("✅ The second parent sees the application too"),
    Check.REACHABLE: N_("✅ The bot can write to the whole family"),
    Check.PLACE: N_("✅ «My place» is set"),
}
MISSING: dict[Check, Msg] = {
    Check.PHONE: N_("▫️ The phone number is not confirmed with your IIN: the code for signing may not come"),
    Check.PAPERS: N_("▫️ The certificate for the right has expired or expires within days: get a new one"),
    Check.FAVOURITES: N_("▫️ No favourite kindergarten yet: choose some now, and five working days will be enough"),
    Check.SECOND_PARENT: N_("▫️ The second parent is not here: whoever reads first can act in time"),
    Check.REACHABLE: N_("▫️ The bot cannot write to somebody of the family: they would get only an SMS"),
    Check.PLACE: N_("▫️ «My place» is not set: it shows the kindergartens near you"),
}
SHORT: dict[Check, Msg] = {
    Check.PHONE: N_("the phone number"),
    Check.PAPERS: N_("a new certificate"),
    Check.FAVOURITES: N_("favourite kindergartens"),
    Check.SECOND_PARENT: N_("the second parent"),
    Check.REACHABLE: N_("a way to write to everybody"),
    Check.PLACE: N_("«My place»"),
}


async def short_words(act: Act, person: Row, row: Row) -> Html:
    """4 of 5 ready."""
    return _share(await readiness.of_application(act, person, row))


def _share(one: Readiness) -> Html:
    return _("🧭 Ready for the voucher: {ready} of {whole}", ready=len(one.ready), whole=one.whole)


async def missing_words(act: Act, letter: Row, row: Row, mark: int) -> Html | None:
    """In a letter at the last marks: one sentence about what is missing."""
    if not rules_of_readiness.is_told_at(mark, vouchers.rules_of(act, row)):
        return None
    person = await act.tx.person_by_id(person_id=letter["person_id"])
    one = await readiness.of_application(act, person, row)
    if not one.missing:
        return None
    return _("Still to get ready: {what}.", what=Html(", ".join(say(SHORT[check]) for check in one.missing)))


async def readiness_screen(turn: Turn, application_id: int) -> Screen:
    """What is ready and what is missing; МАБ is asked about the number, if it can be."""
    async with turn.looking() as act:
        await _queued(act, turn, application_id)
        parent = await families.parent(act, turn.parent_id)
    phone = await _asked(turn, parent.iin, parent.phone)
    async with turn.looking() as act:
        row = await _queued(act, turn, application_id)
        one = await readiness.of_application(act, turn.person, row, phone)
        number = await queues.number_in(act, row)
        name = families.child_person(act, row).given
    text = lines(
        _("🧭 <b>Getting ready: {name}</b>", name=name),
        _("Number in the queue: <b>{number}</b>", number=number),
        bold(_share(one)),
        Html("\n".join([*(say(READY[check]) for check in one.ready), *(say(MISSING[check]) for check in one.missing)])),
        n_(
            "When the voucher is issued there is only {count} working day to confirm interest. What is ready now saves it.",
            "When the voucher is issued there are only {count} working days to confirm interest. What is ready now saves "
            "them.",
            vouchers.rules_of(act, row).number("confirm_interest"),
        ),
    )
    return Screen(
        text,
        column(
            *(_mends(check, application_id, verified=parent.verified) for check in one.missing),
            Button(_("📈 The queue"), VoucherTap(verb="queue", id=application_id).pack()),
            menu_button(),
        ),
    )


async def _queued(act: Act, turn: Turn, application_id: int) -> Row:
    row = vouchers.as_of_now(act, await vouchers.own(act, turn.parent_id, application_id))
    if row["state"] != State.QUEUED:
        raise NotAllowed(Reason.NOT_NOW, state=row["state"])
    return row


async def _asked(turn: Turn, iin: str, phone: str) -> Answer | None:
    """What МАБ says of the number now; None where it can't be asked or doesn't know yet."""
    if turn.house.registry is None:
        return None
    try:
        state = (await turn.house.registry.registered(iin, phone)).state
    except Unavailable:
        return None
    return None if state in (Answer.PENDING, Answer.TIMEOUT) else state


def _mends(check: Check, application_id: int, *, verified: bool) -> Button:
    match check:
        case Check.PHONE if not verified:
            return go(_("Confirm my data in the registers"), "register")
        case Check.PHONE:
            return family(_("📱 What to do about the number"), "phone", application_id)
        case Check.PAPERS:
            return go(_("📎 Send the document again"), "right", str(application_id))
        case Check.FAVOURITES:
            return catalogue_button(application_id)
        case Check.SECOND_PARENT:
            return family(_("👥 Bring the second parent in"), "second", application_id)
        case Check.REACHABLE:
            return family(_("✉ What to do about it"), "reach", application_id)
    return go(_("📍 Choose my place"), "place")


def catalogue_button(application_id: int) -> Button:
    """The catalogue, where kindergartens are marked."""
    return Button(_("⭐ Choose favourites"), GardenTap(verb="room", app=application_id).pack())


ADVICE: dict[str, Msg] = {
    "phone": N_(
        "📱 <b>The phone number</b>\n\nThe base of mobile citizens does not know your number together with your IIN. Register "
        "it in the eGov Mobile app, or at a public service centre, or send an SMS to 1414. Then open this list again."
    ),
    "second": N_(
        "👥 <b>The second parent</b>\n\n1. The second parent opens {bot} in Telegram and registers.\n2. Then «My children» → "
        "«Add a child», and the child's IIN.\n3. The register confirms the kinship, and the application is seen by both. Either "
        "may act, and the other is told.\n\nIf you raise the child alone, leave this as it is: it changes nothing in the queue."
    ),
    "reach": N_(
        "✉ <b>Somebody does not get our messages</b>\n\nThey have stopped the bot. Ask them to open {bot} in Telegram and to "
        "press Start. Until then they get only an SMS about what the law sets a deadline for."
    ),
}


async def advice_screen(turn: Turn, verb: str, application_id: int) -> Screen:
    """How to mend what no button can."""
    bot = f"@{(await turn.house.bot.me()).username}"
    async with turn.looking() as act:
        await _queued(act, turn, application_id)
    invite = family_button(_("🔗 Invite the other parent"), "invite", application_id) if verb == "second" else None
    return Screen(say(ADVICE[verb], bot=bot), column(invite, ready_button(application_id), menu_button()))
