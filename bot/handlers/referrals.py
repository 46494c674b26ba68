"""A family and its referral: asking for a place of a bulletin, confirming, more time, giving it up (R-71)."""

from bot.handlers.deadlines import two_buttons
from bot.handlers.gardens import address_of, group_words, name_of
from bot.handlers.public_queues import button
from bot.handlers.referral_words import GROUNDS, STATES, is_live
from bot.handlers.voucher import calendar_deadline, number_of, working_deadline
from bot.house import Turn
from bot.screen import Button, Screen, column, lines
from bot.taps import PortalTap, go, menu_button
from bot.words import Html, _, date_words, n_, say
from domain import deadline, referral
from domain.calendar import local_day
from domain.referral import ReferralState
from usecases import bulletins, families, referrals
from usecases.act import Act, Row, instant


async def asking(act: Act, turn: Turn, bulletin: bulletins.Bulletin) -> list[Button]:
    """A button for each own application for which the place can be asked for."""
    every = await referrals.askable(act, turn.parent_id, bulletin)
    return [
        button(
            _("📨 Ask for a referral: {name}", name=families.child_person(act, row).given),
            "ask",
            bulletin.group.id,
            str(row["id"]),
        )
        for row in every
    ]


async def _ask(act: Act, turn: Turn, tapped: PortalTap) -> Screen:
    application = int(tapped.arg) if tapped.arg.isdecimal() else 0
    referral_id = await referrals.ask(act, turn.parent_id, application, tapped.id)
    head = _("✅ <b>You have asked for a referral.</b> We write to you as soon as the department has decided.")
    return await referral_screen(act, turn, referral_id, head)


async def _fitting(act: Act, turn: Turn, tapped: PortalTap) -> Screen:
    """The bulletins that fit an application, to choose from."""
    every = await referrals.fitting(act, turn.parent_id, tapped.id)
    shown = every[:8]
    text = lines(
        _("🪑 <b>Free places that fit the child</b>"),
        Html("\n".join(f"• {say(name_of(one.listed.row))}: {group_words(one.group)}" for one in shown))
        if shown
        else _("There is none at this moment. We can write to you when a place appears."),
        _("You ask for one at a time, and can take it back while you wait."),
    )
    views = [button(_("👁 View: {name}", name=name_of(one.listed.row)), "view", one.group.id) for one in shown]
    tell = go(_("🔔 Tell me of places"), "watches")
    return Screen(text, (*column(*views, tell), (go(_("⬅ Back"), "app", str(tapped.id)), menu_button())))


def deadline_words(act: Act, row: Row) -> Html | None:
    """The end of the clock that runs, in words: working days, calendar days once the term is extended (R-3)."""
    due_at = instant(row["due_at"])
    if due_at is None:
        return None
    return calendar_deadline(act, due_at) if row["extended"] else working_deadline(act, due_at)


async def referral_screen(act: Act, turn: Turn, referral_id: int, head: Html | None = None) -> Screen:
    """A referral, whole, as of now, with what can be done."""
    row = referrals.as_of_now(act, await referrals.own(act, turn.parent_id, referral_id))
    application = await act.tx.child_of_application(application_id=row["application_id"])
    one = await bulletins.one(act, row["group_id"])
    garden, asked = one.listed.row, instant(row["asked_at"])
    facts = (
        _("Child: <b>{name}</b>", name=families.child_person(act, application).full_name),
        _("Application No. {number}", number=number_of(application["id"])),
        _("Kindergarten: <b>{name}</b>", name=name_of(garden)),
        say(address_of(garden)),
        _("Phone: {phone}", phone=garden["phone"]),
        group_words(one.group),
        _("Asked on: {day}", day=date_words(local_day(asked))) if asked else None,
    )
    text = lines(
        head,
        _("📨 <b>Referral No. {number}</b>", number=row["id"]),
        Html("\n".join(each for each in facts if each)),
        await _state_words(act, row, application),
    )
    clock = deadline.of_referral(referrals.referral_of(row), act.law.rulebook)
    about = (two_buttons(clock.clock, row["id"]),) if clock else ()
    return Screen(
        text,
        (*column(*_deeds(row)), *about, (go(_("⬅ To the application"), "app", str(application["id"])), menu_button())),
    )


async def _state_words(act: Act, row: Row, application: Row) -> Html:
    deadline = deadline_words(act, row)
    parts = [
        say(STATES[row["state"]]),
        _("The reason: {reason}", reason=say(GROUNDS[row["ground"]])) if row["ground"] else None,
        _("Do it by: {deadline}", deadline=deadline) if deadline else None,
        _("If you don't, the place goes to the next child; your place in the queue stays.") if deadline else None,
    ]
    if row["state"] == ReferralState.ASKED:
        before = await act.tx.asked_before(
            queue_place=row["queue_place"],
            group_id=row["group_id"],
            category=application["category"],
            lodged_at=application["lodged_at"],
            application_id=application["id"],
        )
        parts.append(
            n_("{count} child who asks for the group stands before yours.",
               "{count} children who ask for the group stand before yours.", before)
            if before
            else _("Of those who ask for the group your child is the first.")
        )  # fmt: skip
    return Html("\n".join(part for part in parts if part))


def _deeds(row: Row) -> list[Button | None]:
    given, confirmed = (row["state"] == each for each in (ReferralState.GIVEN, ReferralState.CONFIRMED))
    more = confirmed and not row["extended"]
    return [
        button(_("✅ Confirm the referral"), "refyes", row["id"]) if given else None,
        button(_("➕ I need more time"), "refmore", row["id"]) if more else None,
        button(_("Give the referral up…"), "refback", row["id"]) if is_live(row) else None,
    ]


async def _open(act: Act, turn: Turn, tapped: PortalTap) -> Screen:
    return await referral_screen(act, turn, tapped.id)


async def _confirm(act: Act, turn: Turn, tapped: PortalTap) -> Screen:
    await referrals.act_on(act, turn.parent_id, tapped.id, referral.Confirm())
    head = _("✅ <b>The referral is confirmed.</b> The kindergarten knows that you are coming.")
    return await referral_screen(act, turn, tapped.id, head)


async def _more(act: Act, turn: Turn, tapped: PortalTap) -> Screen:
    await referrals.act_on(act, turn.parent_id, tapped.id, referral.AskMoreTime())
    return await referral_screen(act, turn, tapped.id, _("✅ <b>The term is extended.</b> This can be done once."))


async def _ask_back(act: Act, turn: Turn, tapped: PortalTap) -> Screen:
    """The consequence has its own screen, the safe choice first."""
    row = await referrals.own(act, turn.parent_id, tapped.id)
    if row["state"] == ReferralState.ASKED:
        text = _(
            "<b>Asking no more for this place</b>\n\nThe department gives it to another child. Your application stays where "
            "it is in the queue, and you can ask for another place, or for this one again."
        )
    else:
        text = _(
            "<b>Giving the referral up</b>\n\nThe place goes to the next child, and you cannot have it back. Your "
            "application stays where it is in the queue, and you can ask for another place."
        )
    keep = button(_("No, keep it"), "ref", row["id"])
    return Screen(text, column(keep, button(_("Yes, give it up"), "refgone", row["id"])))


async def _back(act: Act, turn: Turn, tapped: PortalTap) -> Screen:
    await referrals.act_on(act, turn.parent_id, tapped.id, referral.TakeBack())
    return await referral_screen(act, turn, tapped.id)


LOOKS = {"fitting": _fitting, "ref": _open, "refback": _ask_back}
DEEDS = {"ask": _ask, "refyes": _confirm, "refmore": _more, "refgone": _back}
