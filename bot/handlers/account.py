"""«My data»: what is kept about a parent, the e-mail, the data policy when its version changes (R-10, R-13)."""

from bot.fsm.common import POLICY_VERSION, masked_iin, masked_phone
from bot.fsm.email import Email
from bot.fsm.registration import POLICY
from bot.handlers import drafts
from bot.handlers.drafts import Draft
from bot.handlers.forms import Kind
from bot.handlers.localities import place_words
from bot.handlers.rooms import home
from bot.handlers.snapshot import plain
from bot.house import Turn
from bot.screen import Button, Screen, column, lines
from bot.taps import go, help_button, menu_button, other_language
from bot.words import Html, _, bold, date_words
from domain.calendar import local_day
from domain.place import region_of
from usecases import cabinet
from usecases.act import Act


async def data_room(act: Act, turn: Turn) -> Screen:
    """What we know about the parent, and what can be changed."""
    own = await cabinet.account(act, turn.parent_id)
    facts = [
        _("Name: <b>{name}</b>", name=own.parent.person.full_name),
        _("IIN: {iin}", iin=masked_iin(own.parent.iin)),
        _("Phone: {phone}", phone=masked_phone(own.parent.phone)),
        _("E-mail: {email}", email=own.email or _("none")),
        _("My place: {place}", place=await _place(act, turn)),
        _("Verified by the state registers: {answer}", answer=_("yes") if own.parent.verified else _("no")),
    ]
    if own.policy_at is not None:
        accepted = date_words(local_day(own.policy_at))
        facts.append(_("Data policy {version}, accepted on: {day}", version=own.policy, day=accepted))
    return Screen(
        lines(bold(_("My data")), Html("\n".join(facts))),
        (
            (go(_("📱 Change my phone"), "phone"), _email_button(own.email)),
            *column(
                go(_("📍 Change my place") if turn.person["district"] else _("📍 Choose my place"), "place"),
                go(_("🔑 Sign-in and password"), "access"),
                go(_("🔔 Notifications"), "notices"),
                go(_("🛡 My data and consent"), "mydata"),
            ),
            (help_button("account"), menu_button(), other_language()),
        ),
    )


def _email_button(email: str | None) -> Button:
    return go(_("✉ Change my e-mail") if email else _("✉ Add my e-mail"), "email")


async def _place(act: Act, turn: Turn) -> Html:
    district = turn.person["district"]
    if district is None:
        return _("not chosen")
    return await place_words(act, region_of(district), district, turn.person["locality"])


# ---- the e-mail ------------------------------------------------------------------------------------------------------


async def finish(act: Act, turn: Turn, _draft: Draft, answers: dict[str, str]) -> Screen:
    """The e-mail is kept; skipped, everything stays as it was. Whoever has no place yet is asked for it next."""
    head = None
    if answers["email"]:
        await cabinet.set_email(act, turn.parent_id, answers["email"])
        head = _("✉ Your e-mail: {email}", email=answers["email"])
    return await next_question(act, turn, "MyPlace", head) or await home(act, turn, head)


EMAIL = Kind(Email, plain, finish, passing=True)


async def next_question(act: Act, turn: Turn, form: str, head: Html | None) -> Screen | None:
    """Open a small form that follows by itself, unless its answer is known; its screen takes up these words."""
    if form == "MyPlace" and turn.person["district"] is not None:
        return None
    await drafts.open_one(act, turn.person_id, form, {})
    return Screen(head or Html(""))


# ---- the policy ------------------------------------------------------------------------------------------------------


async def old_policy(act: Act, turn: Turn) -> Screen | None:
    """The policy again, if its version has changed since the parent accepted it."""
    if turn.parent_id is None:
        return None
    row = await act.tx.parent_by_id(parent_id=turn.parent_id)
    return None if row["policy"] == POLICY_VERSION else policy_screen()


def policy_screen() -> Screen:
    """The data policy, to be accepted now or later."""
    return Screen(
        lines(_("Our data policy has changed. Please read it."), _(POLICY, version=POLICY_VERSION)),
        (
            *column(go(_("I have read it and agree"), "agree", POLICY_VERSION), go(_("Later"), "later")),
            (other_language(),),
        ),
    )


async def agree(act: Act, turn: Turn, version: str) -> Html:
    """The version shown is accepted; an older button shows the newer one instead."""
    if version != POLICY_VERSION:
        return _("The policy has changed once more. Please press /menu and read it.")
    await cabinet.accept_policy(act, turn.parent_id, version)
    return _("✅ Thank you. You have accepted the data policy, version {version}.", version=version)
