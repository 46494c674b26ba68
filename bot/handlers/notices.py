"""«Notifications»: which news to get, SMS copies, quiet hours of one's own (R-66)."""

from bot.handlers.access import foot, tap
from bot.house import Turn
from bot.screen import Button, Screen, column, lines
from bot.taps import MeTap, go
from bot.words import N_, Html, Msg, _, bold, say
from usecases import families, notices
from usecases.act import Act, Row
from usecases.notices import Category

NEWS: dict[Category, Msg] = {
    Category.QUEUE: N_("My number in the queue"),
    Category.FAMILY: N_("What the other parent has done"),
    Category.PLACES: N_("Free places that I watch for"),
    Category.ANNOUNCEMENTS: N_("Announcements of the department"),
}


async def room(act: Act, turn: Turn, head: Html | None = None) -> Screen:
    """What is on and what is off, and why some letters always come."""
    await families.parent(act, turn.parent_id)
    person = await act.tx.person_by_id(person_id=turn.person_id)
    muted, (begins, ends) = notices.muted_of(person), notices.quiet_of(person)
    sms = bool(person["sms_copy"])
    told = [_state(say(words), on=category not in muted) for category, words in NEWS.items()]
    always = _(
        "Always on: vouchers, contracts, timesheets and their deadlines, what a clerk has decided, sign-ins. Their "
        "deadlines follow from the rules, and a missed one costs the voucher or the place."
    )
    copy = _state(_("SMS copies of letters with a deadline"), on=sms)
    quiet = _("Quiet hours: {begins}–{ends}", begins=begins, ends=ends)
    switches = [
        tap(("🔔 " if category in muted else "🔕 ") + say(words), "news", int(category in muted), category)
        for category, words in NEWS.items()
    ]
    rows = column(
        *switches,
        _sms_button(on=sms) if turn.house.sms else None,
        go(_("🌙 Quiet hours"), "quiet"),
    )
    told += [copy] if turn.house.sms else []
    return Screen(lines(head, bold(_("Notifications")), Html("\n".join(told)), quiet, always), (*rows, foot("me")))


def _sms_button(*, on: bool) -> Button:
    return tap(_("✉ SMS copies: switch off") if on else _("✉ SMS copies: switch on"), "sms", int(not on))


def _state(words: Html, *, on: bool) -> Html:
    return _("{what}: <b>{state}</b>", what=words, state=_("on") if on else _("off"))


async def quiet_room(act: Act, turn: Turn, head: Html | None = None) -> Screen:
    """From when to when nothing rings."""
    await families.parent(act, turn.parent_id)
    person = await act.tx.person_by_id(person_id=turn.person_id)
    text = lines(
        head,
        bold(_("Quiet hours")),
        _("Now: {begins}–{ends}", begins=notices.quiet_of(person)[0], ends=notices.quiet_of(person)[1]),
        _(
            "Nothing rings from 21:00 to 08:00 anyway; you may begin earlier and end later. A letter whose deadline falls "
            "before the end of your quiet hours comes all the same: otherwise it would come too late."
        ),
        _("The first row: from when. The second row: until when."),
    )
    begins, ends = notices.quiet_of(person)
    first = tuple(tap(_mark(each, begins), "quiet", arg=f"{each}-{ends}".replace(":", "")) for each in notices.BEGINS)
    second = tuple(tap(_mark(each, ends), "quiet", arg=f"{begins}-{each}".replace(":", "")) for each in notices.ENDS)
    return Screen(text, (first, second, foot("notices")))


def _mark(hour: str, now: str) -> str:
    return f"✓ {hour}" if hour == now else hour


async def _switch(act: Act, turn: Turn, tapped: MeTap) -> Screen:
    await notices.switch(act, await _person(act, turn), tapped.arg, on=bool(tapped.id))
    return await room(act, turn)


async def _switch_sms(act: Act, turn: Turn, tapped: MeTap) -> Screen:
    await notices.switch_sms(act, await _person(act, turn), on=bool(tapped.id))
    return await room(act, turn)


async def _set_quiet(act: Act, turn: Turn, tapped: MeTap) -> Screen:
    begins, _dash, ends = tapped.arg.partition("-")
    await notices.set_quiet(act, await _person(act, turn), f"{begins[:2]}:{begins[2:]}", f"{ends[:2]}:{ends[2:]}")
    return await quiet_room(act, turn)


async def _person(act: Act, turn: Turn) -> Row:
    await families.parent(act, turn.parent_id)
    return await act.tx.person_by_id(person_id=turn.person_id)


DEEDS = {"news": _switch, "sms": _switch_sms, "quiet": _set_quiet}
