"""«Sign-in and password»: the password, the login, which Telegram accounts are signed in, and signing out (R-11)."""

from aiogram.fsm.context import FSMContext

from bot.handlers.forms import Forms
from bot.handlers.rooms import home
from bot.handlers.signing_in import codes_go
from bot.house import Turn
from bot.screen import Button, Screen, column, lines
from bot.taps import BACK, MeTap, go, menu_button, other_language
from bot.words import N_, Html, Msg, _, bold, moment_words, say
from domain.not_allowed import NotAllowed, Reason
from usecases import families, passwords, sessions
from usecases.act import Act, Row, instant
from usecases.sessions import Way

WAYS: dict[str, Msg] = {
    Way.CODE: N_("with a code from SMS"),
    Way.PASSWORD: N_("with a password"),
    Way.RECOVERY: N_("with a new password, after a code from SMS"),
    Way.SIGNATURE: N_("with the digital signature"),
}


def tap(words: str, verb: str, about: int = 0, arg: str = "") -> Button:
    """A button about one's own account."""
    return Button(words, MeTap(verb=verb, id=about, arg=arg).pack())


def foot(back: str) -> tuple[Button, ...]:
    """The way back, the menu, the other language: below every room of one's own."""
    return (go(say(BACK), back), menu_button(), other_language())


async def room(act: Act, turn: Turn, head: Html | None = None) -> Screen:
    """How one signs in, and who is signed in."""
    parent = await families.parent(act, turn.parent_id)
    has_password, login = await passwords.has_password(act, parent.id), await passwords.login_of(act, parent.id)
    here = await sessions.accounts(act, parent.id)
    facts = [
        _("Password: {state}", state=_("set") if has_password else _("none")),
        _("Login: {login}", login=login or _("none")),
        _("Telegram accounts that are signed in: {count}", count=len(here)),
    ]
    why = None
    if not has_password:
        why = _("With a password you can sign in from another phone or another Telegram account.")
    rows = column(
        go(_("🔑 Change the password") if has_password else _("🔑 Set a password"), "password"),
        go(_("✎ Change the login") if login else _("✎ Choose a login"), "login") if has_password else None,
        go(_("📱 Signed-in accounts"), "sessions"),
        tap(_("🚪 Sign out here"), "out"),
        tap(_("🚪 Sign out everywhere"), "out_all"),
    )
    return Screen(lines(head, bold(_("Sign-in and password")), Html("\n".join(facts)), why), (*rows, foot("me")))


async def sessions_room(act: Act, turn: Turn, head: Html | None = None) -> Screen:
    """The Telegram accounts that are signed in: since when, how, until when."""
    every = await sessions.accounts(act, turn.parent_id)
    told = [_account_words(turn, number, one) for number, one in enumerate(every, 1)]
    ends = [
        tap(_("✖ End No. {number}", number=number), "end", one["id"])
        for number, one in enumerate(every, 1)
        if one["id"] != turn.person_id
    ]
    hint = _("Don't know one of them? End it and set a new password.") if ends else None
    rows = (*column(*ends[:5]), *column(tap(_("🚪 Sign out everywhere"), "out_all") if ends else None))
    return Screen(lines(head, bold(_("Signed-in accounts")), *told, hint), (*rows, foot("access")))


def _account_words(turn: Turn, number: int, one: Row) -> Html:
    since, until = instant(one["signed_in_at"]), instant(one["session_ends_at"])
    which = _("this Telegram account") if one["id"] == turn.person_id else _("another Telegram account")
    told = [
        _("<b>No. {number}</b>: {which}, …{digits}", number=number, which=which, digits=str(one["telegram_id"])[-4:]),
        _("Since: {moment}", moment=moment_words(since)) if since else None,
        say(WAYS[one["signed_in_by"]]) if one["signed_in_by"] in WAYS else None,
        _("Until: {moment}", moment=moment_words(until)) if until else None,
    ]
    return Html("\n".join(each for each in told if each))


# ---- signing out -----------------------------------------------------------------------------------------------------


async def sure(act: Act, turn: Turn, tapped: MeTap) -> Screen:
    """What signing out means, before it happens; the safe choice first."""
    await families.parent(act, turn.parent_id)
    await _must_have_way_back(act, turn, alone=tapped.verb == "out")
    what = {
        "out": _("Sign out of this Telegram account?"),
        "out_all": _("Sign out of every Telegram account, this one too?"),
    }[tapped.verb]
    follows = _(
        "Your children, applications and their deadlines stay as they are. But no reminders come to an account that is "
        "signed out. Half-done forms, marked kindergartens and wishes to be told of free places are lost there."
    )
    ways = await ways_back(act, turn)
    back = _("You can come back at any time by: {ways}.", ways=", ".join(ways)) if ways else None
    stay, out = go(_("Stay signed in"), "access"), tap(_("Yes, sign out"), f"{tapped.verb}_yes", turn.parent_id or 0)
    return Screen(lines(bold(what), follows, back), (*column(stay, out), (other_language(),)))


def must_be_own(turn: Turn, tapped: MeTap) -> None:
    """A last «yes» is worth something only for the parent who was asked, not for the next on that account; NOT_YOURS."""
    if tapped.id != turn.parent_id:
        raise NotAllowed(Reason.NOT_YOURS)


async def _must_have_way_back(act: Act, turn: Turn, *, alone: bool) -> None:
    last = not alone or len(await sessions.accounts(act, turn.parent_id)) == 1
    if last and not await ways_back(act, turn):
        raise NotAllowed(Reason.NO_WAY_BACK)


async def ways_back(act: Act, turn: Turn) -> list[Html]:
    """How who signs out can sign in again; a signature opens a verified account alone (R-11)."""
    parent = await families.parent(act, turn.parent_id)
    ways = [_("a code from SMS")] if codes_go(turn) else []
    ways += [_("the password")] if await passwords.has_password(act, parent.id) else []
    ways += [_("ЭЦҚ")] if turn.house.eds and parent.verified else []
    return ways


async def out(act: Act, turn: Turn, tapped: MeTap) -> Screen:
    """Signed out, here or everywhere."""
    must_be_own(turn, tapped)
    every = [turn.person_id]
    if tapped.verb == "out_all_yes":
        every = [one["id"] for one in await sessions.accounts(act, turn.parent_id)]
    await sessions.sign_out(act, turn.parent_id, every, way_back=bool(await ways_back(act, turn)))
    turn.person = await act.tx.person_by_id(person_id=turn.person_id)
    return await home(act, turn, _("🚪 You are signed out."))


async def end_other(act: Act, turn: Turn, tapped: MeTap) -> Screen:
    """Another account's session is over."""
    if tapped.id == turn.person_id:
        return await sure(act, turn, MeTap(verb="out"))
    await sessions.sign_out(act, turn.parent_id, [tapped.id], way_back=True)
    return await sessions_room(act, turn, _("✅ That account is signed out."))


DEEDS = {"out": sure, "out_all": sure, "out_yes": out, "out_all_yes": out, "end": end_other}


async def open_form(turn: Turn, state: FSMContext, forms: Forms, name: str) -> Screen:
    """A form about one's own account, for who is registered."""
    async with turn.looking() as act:
        await families.parent(act, turn.parent_id)
    return await forms.open(turn, state, name, {})
