"""Ways in beside registering: a password, and a new one for who has forgotten it (R-10 … R-12)."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from aiogram.fsm.context import FSMContext

from bot.fsm.form import Facts, Learned, Step
from bot.fsm.password import Password
from bot.fsm.signing_in import WITHDRAWN, Forgotten, SetLogin, SetPassword, SignIn
from bot.handlers.drafts import Draft
from bot.handlers.forms import Forms, Kind
from bot.handlers.rooms import home
from bot.handlers.snapshot import look_up, plain, snapshot
from bot.house import Turn
from bot.screen import Screen, column, lines
from bot.taps import go, menu_button, other_language
from bot.words import Html, _, bold, moment_words
from domain import password
from domain.calendar import local_day
from domain.not_allowed import NotAllowed, Reason
from usecases import cabinet, families, passwords, sessions
from usecases.act import Act
from usecases.sessions import Way

T = TypeVar("T")


def codes_go(turn: Turn) -> bool:
    """Whether a code can prove who somebody is: only a number registered with the IIN may ring (R-11)."""
    return turn.house.sms is not None and turn.house.registry is not None


async def room(turn: Turn, state: FSMContext, forms: Forms, arg: str) -> Screen:
    """«Sign in»: the ways there are. Who is signed in has no need of it."""
    if turn.parent_id is None and arg == "password":
        return await forms.open(turn, state, "SignIn", {})
    if turn.parent_id is None and arg == "forgotten" and codes_go(turn):
        return await forms.open(turn, state, "Forgotten", {})
    async with turn.looking() as act:
        return await home(act, turn) if turn.parent_id is not None else _ways(turn)


def _ways(turn: Turn) -> Screen:
    codes = codes_go(turn)
    text = lines(
        bold(_("Signing in")),
        _("For those who are registered already, and come from another phone or another Telegram account."),
    )
    with_code = go(_("✉ With a code from SMS"), "register") if codes else None
    forgotten = go(_("Forgotten the password?"), "signin", "forgotten") if codes else None
    with_eds = go(_("🖋 With ЭЦҚ"), "eds") if turn.house.eds else None
    ways = column(go(_("🔑 With a password"), "signin", "password"), with_code, with_eds, forgotten)
    return Screen(text, (*ways, (menu_button(), other_language())))


# ---- what is heard ---------------------------------------------------------------------------------------------------


async def in_vault(turn: Turn, work: Callable[..., T], *given: object) -> T:
    """Hashing and comparing, beside everything else that goes on."""
    async with turn.house.vault:
        return await asyncio.to_thread(work, *given)


async def hear_new(turn: Turn, draft: Draft, step: Step, typed: str) -> Learned:
    """A new password, and the same once more.

    NotAllowed: PASSWORD_LENGTH, PASSWORD_EASY, PASSWORD_DIFFERS.
    """
    assert isinstance(step.ask, Password)
    about = step.ask.subject(step.given)
    if step.ask.name == "again":
        if not await in_vault(turn, passwords.fits, step.given["password"], typed):
            raise NotAllowed(Reason.PASSWORD_DIFFERS)
        return Learned("ok", about, turn.now)
    async with turn.looking() as act:
        known = await passwords.known_about(act, turn.parent_id)
    named = [value.removeprefix("own:") for value in draft.answers.values()]
    password.check(passwords.normal(typed), step.given.facts.rules, (*known, *named))
    return Learned(await in_vault(turn, passwords.hash_of, typed), about, turn.now)


async def hear_known(turn: Turn, _draft: Draft, step: Step, typed: str) -> Learned:
    """The password of an account; the try is counted first. NotAllowed: PASSWORD_WRONG, PASSWORD_PAUSED, …_DAILY_CAP."""
    assert isinstance(step.ask, Password)
    async with turn.house.acting(turn.person_id) as act:
        tried = await passwords.begin(act, step.given["who"])
    if not await in_vault(turn, passwords.fits, tried.hashed, typed):
        async with turn.house.acting(turn.person_id) as act:
            await passwords.failed(act, tried)
        raise _wrong(tried, step.given.facts)
    value = f"{tried.parent_id}:{tried.set_at}" + (WITHDRAWN if tried.withdrawn else "")
    return Learned(value, step.ask.subject(step.given), turn.now)


def _wrong(tried: passwords.Try, facts: Facts) -> NotAllowed:
    if tried.tries_left:
        return NotAllowed(Reason.PASSWORD_WRONG, tries_left=tried.tries_left)
    return NotAllowed(Reason.PASSWORD_PAUSED, seconds=60 * facts.rules.number("password_pause"))


# ---- what the finished forms do --------------------------------------------------------------------------------------


async def finish_sign_in(act: Act, turn: Turn, _draft: Draft, answers: dict[str, str]) -> Screen:
    """Signed in; the other accounts are told."""
    parent_id, set_at = map(int, answers["password"].removesuffix(WITHDRAWN).split(":"))
    await passwords.succeeded(act, answers["who"], parent_id, set_at)
    if "policy" in answers:
        await cabinet.accept_policy(act, parent_id, answers["policy"])
    remember = answers["remember"] == "yes"
    await sessions.sign_in(act, parent_id, Way.PASSWORD, remember=remember)
    return await _signed_in(act, turn, remember=remember)


async def _signed_in(act: Act, turn: Turn, *head: Html, remember: bool = True) -> Screen:
    turn.person = await act.tx.person_by_id(person_id=turn.person_id)
    hours = timedelta(hours=act.law.rulebook.at(local_day(act.now)).number("session_hours"))
    until = None if remember else _("You will be signed out here: {moment}.", moment=moment_words(act.now + hours))
    return await home(act, turn, lines(*head, _("✅ You are signed in."), until))


async def finish_forgotten(act: Act, turn: Turn, _draft: Draft, answers: dict[str, str]) -> Screen:
    """The new password is kept, and who proved the phone is signed in, alone (R-12); NotAllowed ACCOUNT_UNKNOWN."""
    row = await act.tx.parent_by_iin(iin_hash=act.seal.fingerprint("iin", answers["iin"]))
    if row is None or not row["verified"]:  # an unverified account may be anybody's: its true owner registers
        raise NotAllowed(Reason.ACCOUNT_UNKNOWN)
    await cabinet.accept_policy(act, row["id"], answers["policy"])
    others = [one["id"] for one in await sessions.accounts(act, row["id"]) if one["id"] != turn.person_id]
    await sessions.sign_out(act, row["id"], others, way_back=True)
    await passwords.set_password(act, row["id"], answers["password"])
    await sessions.sign_in(act, row["id"], Way.RECOVERY)
    alone = _("🚪 The other Telegram accounts of your cabinet have been signed out.") if others else None
    return await _signed_in(act, turn, lines(_("🔑 The new password is set."), alone))


async def load_own(act: Act, turn: Turn, _draft: Draft) -> Facts:
    """The snapshot with the number that the account has."""
    parent = await families.parent(act, turn.parent_id)
    return snapshot(act, turn, known={"phone": parent.phone})


async def finish_password(act: Act, turn: Turn, _draft: Draft, answers: dict[str, str]) -> Screen:
    """The password is kept; the other accounts are told."""
    await passwords.set_password(act, turn.parent_id, answers["password"])
    text = _(
        "✅ <b>The password is set.</b>\nTo sign in from another Telegram account, press «Sign in» there and give your IIN "
        "and the password."
    )
    return Screen(text, column(go(_("🔑 Sign-in and password"), "access"), menu_button()))


async def finish_login(act: Act, turn: Turn, _draft: Draft, answers: dict[str, str]) -> Screen:
    """The login is kept; NotAllowed LOGIN_TAKEN."""
    await passwords.set_login(act, turn.parent_id, answers["login"])
    text = _("✅ Your login: <b>{login}</b>", login=answers["login"])
    return Screen(text, column(go(_("🔑 Sign-in and password"), "access"), menu_button()))


SIGN_IN_KINDS = {
    "SignIn": Kind(SignIn, plain, finish_sign_in, hear=hear_known),
    "Forgotten": Kind(Forgotten, plain, finish_forgotten, look_up, hear=hear_new),
    "SetPassword": Kind(SetPassword, load_own, finish_password, hear=hear_new),
    "SetLogin": Kind(SetLogin, plain, finish_login),
}
