"""The family of an application: joining it, inviting, objecting, and «Көрдім» on its letters (R-21, R-50)."""

from aiogram.fsm.context import FSMContext

from bot.fsm.common import masked_iin
from bot.fsm.form import Facts
from bot.fsm.joining import RELATED, AskInviter, Join, JoinInvited, Vouch
from bot.handlers.children import finish as add_child
from bot.handlers.drafts import Draft
from bot.handlers.forms import Forms, Kind
from bot.handlers.kinsfolk import button, who_words
from bot.handlers.registration import person_of
from bot.handlers.snapshot import look_up, snapshot
from bot.handlers.voucher import application_screen, number_of, state_words, tap
from bot.house import Turn
from bot.screen import Button, Screen, column, lines
from bot.taps import JoinTap, go, menu_button
from bot.words import N_, Html, _, bold, date_words, last_moment_words, moment_words, say
from domain.calendar import local_day
from domain.not_allowed import NotAllowed, Reason
from usecases import families, joining, ladder, vouchers
from usecases.act import Act, Row, instant
from usecases.joining import Member

INVITED = (
    "👪 Сізді баланың өтінішіне қосылуға шақырды. Тіркелген соң осы сілтемені тағы бір рет ашыңыз.\n"
    "👪 Вас пригласили присоединиться к заявлению ребёнка. После регистрации откройте эту ссылку ещё раз."
)
"""For who has no language yet."""
UPDATED = N_("✅ <b>The kinship is confirmed, and the data have been updated.</b>")


async def room(turn: Turn, state: FSMContext, forms: Forms) -> Screen:
    """«Join an application»; where no register is connected only an invitation leads there."""
    if turn.house.registry is None:
        raise NotAllowed(Reason.JOIN_NEEDS_REGISTER)
    async with turn.looking() as act:
        await families.parent(act, turn.parent_id)
    return await forms.open(turn, state, "Join", {})


async def pressed(turn: Turn, state: FSMContext, forms: Forms, tapped: JoinTap) -> Screen:
    """A button about the family, judged by the use case."""
    if tapped.verb == "vouch":
        return await _open_vouching(turn, state, forms, tapped.id)
    if tapped.verb == "invite_yes":
        return await _invitation(turn, tapped.id)
    do = DEEDS.get(tapped.verb, _family)
    async with turn.acting() as act:
        return await do(act, turn, tapped)


# ---- joining by the register -----------------------------------------------------------------------------------------


async def load_join(act: Act, turn: Turn, draft: Draft) -> Facts:
    """The application that is to be joined, once the register has confirmed the kinship with its child."""
    kinship, iin = draft.learned.get("kinship"), draft.answers.get("iin")
    known: dict[str, object] = {}
    if iin and kinship is not None and kinship.value in RELATED and kinship.about == iin:
        child = await act.tx.child_by_iin(iin_hash=act.seal.fingerprint("iin", iin))
        row = await act.tx.live_application_of_child(child_id=child["id"]) if child else None
        if row is not None:
            whole = await act.tx.child_of_application(application_id=row["id"])
            known["application"] = _found_words(act, whole)
    return snapshot(act, turn, known=known)


def _found_words(act: Act, row: Row) -> Html:
    lodged_at = instant(row["lodged_at"])
    return _(
        "The kinship is confirmed. There is an application:\n\n<b>{name}</b>, No. {number}\nApplied on: {day}\nNow: "
        "{state}\n\nIf you join, it appears in your cabinet: you see everything and may act. The parent who applied is "
        "told, and may object.",
        name=families.child_person(act, row).full_name,
        number=number_of(row["id"]),
        day=date_words(local_day(lodged_at)) if lodged_at else "",
        state=state_words(row),
    )


async def finish_join(act: Act, turn: Turn, draft: Draft, answers: dict[str, str]) -> Screen:
    """The application stands in this parent's cabinet too; the family is told."""
    if answers["join"] == "add":
        return await add_child(act, turn, draft, answers)
    return await _join(act, turn, draft, answers, "register")


async def finish_invited(act: Act, turn: Turn, draft: Draft, answers: dict[str, str]) -> Screen:
    """The same, and the invitation is used up."""
    parent = await families.parent(act, turn.parent_id)
    await joining.use(act, parent.id, int(draft.answers["invitation"]))
    return await _join(act, turn, draft, answers, "invitation")


async def _join(act: Act, turn: Turn, draft: Draft, answers: dict[str, str], way: str) -> Screen:
    parent, register = await families.parent(act, turn.parent_id), draft.learned["register"]
    child_id = await families.add_child(
        act,
        parent.id,
        draft.answers["iin"],
        person_of(draft, answers),
        nationality=register.facts.get("nationality"),
        relation=answers["kinship"],
        verified=True,
        way=way,
    )
    row = await act.tx.live_application_of_child(child_id=child_id)
    if row is None:
        return Screen(say(UPDATED), column(go(_("👧 My children"), "children"), menu_button()), fresh=True)
    screen = await application_screen(act, turn, row["id"], say(UPDATED))
    return Screen(screen.text, screen.rows, fresh=True)


# ---- joining by an invitation ----------------------------------------------------------------------------------------


async def opened_link(turn: Turn, state: FSMContext, forms: Forms, token: str) -> Screen:
    """Somebody has come with an invitation: registered first, then the register of kinship is asked."""
    async with turn.looking() as act:
        invitation = await joining.invited(act, token)
        if turn.parent_id is None:
            return _register_first(invitation)
        row = await joining.take_up(act, turn.parent_id, invitation["id"])
        preset = {"invitation": str(row["id"])}
        iin = families.child_iin(act, await act.tx.child_by_id(child_id=row["child_id"]))
    if turn.house.registry is None:
        return await forms.open(turn, state, "AskInviter", preset)
    return await forms.open(turn, state, "JoinInvited", {**preset, "iin": iin})


def _register_first(invitation: Row) -> Screen:
    ends = instant(invitation["expires_at"])
    text = _(
        "👪 <b>You are invited to join a child's application.</b>\n\nFirst comes registration. Then open the same link once "
        "more. It is valid until: {moment}",
        moment=moment_words(ends) if ends else "",
    )
    return Screen(text, column(go(_("Register"), "register"), go(_("❓ Help"), "help")))


async def load_asking(act: Act, turn: Turn, draft: Draft) -> Facts:
    """What the inviter will be told about who asks."""
    parent = await families.parent(act, turn.parent_id)
    await joining.take_up(act, parent.id, int(draft.answers["invitation"]))
    return snapshot(act, turn, known={"iin": masked_iin(parent.iin)})


async def finish_asking(act: Act, turn: Turn, draft: Draft, _answers: dict[str, str]) -> Screen:
    """The inviter is asked."""
    parent = await families.parent(act, turn.parent_id)
    await joining.ask_inviter(act, parent.id, int(draft.answers["invitation"]))
    await act.tx.drop_draft_of_form(person_id=turn.person_id, form="JoinInvited")
    text = _("✅ <b>The parent who invited you has been asked.</b> We write to you as soon as they have answered.")
    return Screen(text, column(menu_button()), fresh=True)


async def _open_vouching(turn: Turn, state: FSMContext, forms: Forms, invitation_id: int) -> Screen:
    async with turn.looking() as act:
        await joining.to_vouch(act, turn.parent_id, invitation_id)
    if turn.house.sms is None:
        raise NotAllowed(Reason.SIGNING_UNAVAILABLE)
    return await forms.open(turn, state, "Vouch", {"invitation": str(invitation_id)})


async def load_vouching(act: Act, turn: Turn, draft: Draft) -> Facts:
    """Who came, masked, and for which child."""
    row = await joining.to_vouch(act, turn.parent_id, int(draft.answers["invitation"]))
    came, own = await families.parent(act, row["asked_by"]), await families.parent(act, turn.parent_id)
    child = await act.tx.child_of_application(application_id=row["application_id"])
    known = {
        "phone": own.phone,
        "who": came.person.given,
        "iin": masked_iin(came.iin),
        "child": families.child_person(act, child).given,
    }
    return snapshot(act, turn, known=known)


async def finish_vouching(act: Act, turn: Turn, draft: Draft, _answers: dict[str, str]) -> Screen:
    """Signed: the one who came is of the family now."""
    await joining.vouch(act, turn.parent_id, int(draft.answers["invitation"]))
    text = _("✅ <b>Confirmed.</b> The other parent sees the application now and may act.")
    return Screen(text, column(go(_("📋 My applications"), "apps"), menu_button()), fresh=True)


async def _do_not_vouch(act: Act, turn: Turn, tapped: JoinTap) -> Screen:
    await joining.do_not_vouch(act, turn.parent_id, tapped.id)
    text = _("The invitation is void, and nobody has joined.")
    return Screen(text, column(go(_("📋 My applications"), "apps"), menu_button()))


# ---- the family of an application ------------------------------------------------------------------------------------


async def _family(act: Act, turn: Turn, tapped: JoinTap) -> Screen:
    """Who sees the application and may act, and what can be done about it."""
    row = await vouchers.own(act, turn.parent_id, tapped.id)
    members = await joining.family(act, row)
    told = [await _member_words(act, member, turn) for member in members]
    text = lines(
        _(
            "👪 <b>Both parents</b>\n{name}, application No. {number}",
            name=families.child_person(act, row).given,
            number=number_of(row["id"]),
        ),
        Html("\n".join(told)),
        _("Everybody here sees everything and may act. The first action counts, and the others are told who did it."),
    )
    objecting = [
        button(_("Object: {name}", name=await _given(act, one)), "object", one.joining_id)
        for one in members
        if one.joining_id is not None and await _may_object(act, turn, one.joining_id)
    ]
    invite = button(_("🔗 Invite the other parent"), "invite", row["id"]) if row["state"] in joining.LIVE else None
    return Screen(text, column(invite, *objecting, tap(_("⬅ To the application"), "open", row["id"]), menu_button()))


async def _given(act: Act, member: Member) -> str:
    return (await families.parent(act, member.parent_id)).person.given


async def _may_object(act: Act, turn: Turn, joining_id: int) -> bool:
    try:
        await joining.to_contest(act, turn.parent_id, joining_id)
    except NotAllowed:
        return False
    return True


async def _member_words(act: Act, member: Member, turn: Turn) -> Html:
    who = await who_words(act, member.parent_id, member.relation)
    if member.joining_state == "contested":
        return _("• {who}: the department decides, until then can only look", who=who)
    return _("• {who} (you)", who=who) if member.parent_id == turn.parent_id else _("• {who}", who=who)


async def _ask_to_invite(act: Act, turn: Turn, tapped: JoinTap) -> Screen:
    """What an invitation is, before one is made."""
    row = await vouchers.own(act, turn.parent_id, tapped.id)
    text = _(
        "🔗 <b>Inviting the other parent</b>\n{name}, application No. {number}\n\nWe make a link for one person, for 7 days. "
        "Send it only to the other parent or guardian: it names nobody. The register still has to confirm the kinship; if "
        "it gives no answer, we ask you to confirm with a code.\nAn earlier link stops working.",
        name=families.child_person(act, row).given,
        number=number_of(row["id"]),
    )
    back = button(_("⬅ Back"), "family", row["id"])
    return Screen(text, column(button(_("Make the link"), "invite_yes", row["id"]), back))


async def _invitation(turn: Turn, application_id: int) -> Screen:
    name = (await turn.house.bot.me()).username
    async with turn.acting() as act:
        token = await joining.invite(act, turn.parent_id, application_id)
        ends = act.now + joining.LASTS
    link = f"https://t.me/{name}?start={token}"
    text = _(
        "🔗 <b>The link for the other parent</b>\n{link}\n\nIt works once, until: {moment}",
        link=link,
        moment=moment_words(ends),
    )
    copy = Button(_("Copy the link"), copy=link)
    return Screen(text, column(copy, button(_("⬅ Back"), "family", application_id)))


# ---- objecting -------------------------------------------------------------------------------------------------------


async def _ask_objection(act: Act, turn: Turn, tapped: JoinTap) -> Screen:
    """The consequence has its own screen, the safe choice first."""
    link = await joining.to_contest(act, turn.parent_id, tapped.id)
    relation = await act.tx.relation_of(parent_id=link["parent_id"], child_id=link["child_id"])
    if relation is None:
        raise NotAllowed(Reason.LINK_DECIDED)
    text = _(
        "<b>Objecting to a joining</b>\nWho joined: {who}\n\nIf you object, the education department decides. Until then this "
        "person can look, but not act. They are told that there is an objection.",
        who=await who_words(act, link["parent_id"], relation),
    )
    keep = button(_("No, let it stand"), "family", link["application_id"])
    return Screen(text, column(keep, button(_("Yes, object"), "object_yes", link["id"])))


async def _object(act: Act, turn: Turn, tapped: JoinTap) -> Screen:
    link = await joining.contest(act, turn.parent_id, tapped.id)
    head = _("✅ <b>Your objection is with the education department.</b> We write to you as soon as it decides.")
    return await application_screen(act, turn, link["application_id"], head)


# ---- «Көрдім» --------------------------------------------------------------------------------------------------------


async def _seen(act: Act, turn: Turn, tapped: JoinTap) -> Screen:
    """The next rung is silent for this person; the application is shown as it stands now."""
    row = await vouchers.own(act, turn.parent_id, tapped.id)
    spared, coming = await ladder.see(act, vouchers.voucher_of(row), tapped.at, tapped.rung)
    if not spared:
        return (await application_screen(act, turn, row["id"])).with_toast(_("Noted."))
    due_at = instant(row["due_at"])
    head = lines(
        bold(_("👁 Noted: you have seen it. We leave out the next reminder.")),
        _("The one after it: {moment}", moment=moment_words(coming.at)) if coming else None,
        _("The deadline stays: {deadline}", deadline=last_moment_words(due_at)) if due_at else None,
    )
    return (await application_screen(act, turn, row["id"], head)).with_toast(_("Noted."))


DEEDS = {
    "seen": _seen,
    "invite": _ask_to_invite,
    "object": _ask_objection,
    "object_yes": _object,
    "vouch_no": _do_not_vouch,
}

JOIN = Kind(Join, load_join, finish_join, look_up)
JOIN_INVITED = Kind(JoinInvited, load_join, finish_invited, look_up)
ASK_INVITER = Kind(AskInviter, load_asking, finish_asking)
VOUCH = Kind(Vouch, load_vouching, finish_vouching)
JOINING_KINDS = {"Join": JOIN, "JoinInvited": JOIN_INVITED, "AskInviter": ASK_INVITER, "Vouch": VOUCH}
