"""A department and the families: objections to who joined (R-21), and imported applications that nobody has joined."""

from bot.fsm.common import masked_iin, masked_phone
from bot.handlers.kinsfolk import RELATIONS
from bot.handlers.voucher import number_of, state_words
from bot.places import places
from bot.screen import Button, Screen, column, lines
from bot.taps import StaffTap, go
from bot.words import N_, Html, Msg, _, bold, date_words, escape, say
from domain.calendar import local_day
from usecases import families, joining, staff
from usecases.act import Act, Row, instant

SHOWN = 20


def button(words: str, verb: str, about: int, arg: str = "") -> Button:
    """A clerk's button."""
    return Button(words, StaffTap(verb=verb, id=about, arg=arg).pack())


async def joining_rows(act: Act, queue_place: str) -> list[tuple[Button, ...]]:
    """The ways into both lists, where there is anything in them."""
    contested = await act.tx.count_contested(queue_place=queue_place)
    unjoined = await act.tx.count_unjoined(queue_place=queue_place)
    ways = [
        (contested, button(_("👪 Objections to joining: {count}", count=contested), "links", 0, queue_place)),
        (unjoined, button(_("📭 Nobody has joined: {count}", count=unjoined), "unjoined", 0, queue_place)),
    ]
    return [(way,) for count, way in ways if count]


async def links(act: Act, tapped: StaffTap) -> Screen:
    """The objections that wait."""
    await staff.must_serve(act, "department", tapped.arg)
    rows = await act.tx.contested_joinings(queue_place=tapped.arg)
    text = lines(
        bold(_("Objections to joining")),
        _("Queue place: {place}", place=places().name(tapped.arg)),
        None if rows else _("There are none."),
    )
    buttons = [button(_label(act, row), "link", row["id"]) for row in rows[:SHOWN]]
    return Screen(text, column(*buttons, go(_("🗂 Staff"), "staff")))


def _label(act: Act, row: Row) -> Html:
    return escape(f"{families.child_person(act, row).full_name} · № {number_of(row['application_id'])}")


async def link(act: Act, tapped: StaffTap) -> Screen:
    """One objection: who joined and who objects, both masked."""
    row = await joining.to_decide(act, tapped.id)
    contesting = await act.tx.person_by_id(person_id=row["contested_by"])
    application = await act.tx.child_of_application(application_id=row["application_id"])
    joined_at = instant(row["at"])
    text = lines(
        _("👪 <b>An objection to joining</b>"),
        _(
            "Child: <b>{name}</b>\nApplication No. {number}\nNow: {state}",
            name=families.child_person(act, application).full_name,
            number=number_of(application["id"]),
            state=state_words(application),
        ),
        _(
            "Joined on {day}, {way}: {who}",
            day=date_words(local_day(joined_at)) if joined_at else "",
            way=say(WAYS[row["way"]]),
            who=await _masked(act, row["parent_id"], row["child_id"]),
        ),
        _("Objects: {who}", who=await _masked(act, contesting["parent_id"], row["child_id"])),
        _("Ask both for their papers. Until you decide, the one who joined can look, but not act."),
    )
    keep = button(_("Keep the link"), "link_keep", row["id"])
    remove = button(_("Remove the link…"), "link_remove", row["id"])
    return Screen(text, column(keep, remove, button(_("⬅ Back"), "links", 0, row["queue_place"])))


WAYS: dict[str, Msg] = {
    "register": N_("by the register of kinship"),
    "invitation": N_("by an invitation"),
    "department": N_("by a decision of the department"),
}


async def _masked(act: Act, parent_id: int | None, child_id: int) -> Html:
    """father, Д. С., IIN ••••••••4321, +7 ••• ••• 12 34"""
    if parent_id is None:
        return _("the account is closed")
    parent = await families.parent(act, parent_id)
    relation = await act.tx.relation_of(parent_id=parent_id, child_id=child_id)
    return _(
        "{relation}, {initials}, IIN {iin}, {phone}",
        relation=RELATIONS.get(relation or "declared", RELATIONS["declared"]),
        initials=f"{parent.person.given[:1]}. {parent.person.surname[:1]}.",
        iin=masked_iin(parent.iin),
        phone=masked_phone(parent.phone),
    )


async def link_keep(act: Act, tapped: StaffTap) -> Screen:
    """Both stay, and both may act."""
    row = await joining.decide(act, tapped.id, keep=True)
    return _decided(_("✅ The link is kept. Both parents are told, and both may act."), row)


async def link_remove(act: Act, tapped: StaffTap) -> Screen:
    """The consequence has its own screen, the safe choice first."""
    row = await joining.to_decide(act, tapped.id)
    text = _(
        "<b>Removing the link</b>\n\nThe one who joined no longer sees the child or the application, and cannot join again by "
        "the register or an invitation: only a document that you accept ties the link anew. Both parents are told."
    )
    back = button(_("⬅ Back"), "link", row["id"])
    return Screen(text, column(back, button(_("Yes, remove the link"), "link_gone", row["id"])))


async def link_gone(act: Act, tapped: StaffTap) -> Screen:
    """The one who joined sees nothing any more."""
    row = await joining.decide(act, tapped.id, keep=False)
    return _decided(_("✅ The link is removed. Both parents are told."), row)


def _decided(words: Html, row: Row) -> Screen:
    back = button(_("👪 Objections to joining"), "links", 0, row["queue_place"])
    return Screen(words, column(back, go(_("🗂 Staff"), "staff")))


async def unjoined(act: Act, tapped: StaffTap) -> Screen:
    """Imported applications whose parents nobody can tell anything; those with a deadline first."""
    await staff.must_serve(act, "department", tapped.arg)
    rows = await act.tx.unjoined(queue_place=tapped.arg, at_most=SHOWN)
    count = await act.tx.count_unjoined(queue_place=tapped.arg)
    text = lines(
        bold(_("Nobody has joined")),
        _("Queue place: {place}\nApplications: {count}", place=places().name(tapped.arg), count=count),
        _(
            "These were brought from elsewhere, and no parent has joined them here, so nobody gets our letters. Please reach "
            "the families: in the bot, «My applications» → «Join an application», with the child's IIN."
        ),
        *(_unjoined_words(act, row) for row in rows),
        _("Here stand the first {count}.", count=len(rows)) if count > len(rows) else None,
    )
    return Screen(text, column(go(_("🗂 Staff"), "staff")))


def _unjoined_words(act: Act, row: Row) -> Html:
    text = _(
        "<b>{name}</b>, No. {number}\n{state}",
        name=families.child_person(act, row).full_name,
        number=number_of(row["id"]),
        state=state_words(row),
    )
    if not row["imported_number"]:
        return text
    return Html(text + "\n" + _("Number elsewhere: {number}", number=row["imported_number"]))


DEEDS = {
    "links": links,
    "link": link,
    "link_keep": link_keep,
    "link_remove": link_remove,
    "link_gone": link_gone,
    "unjoined": unjoined,
}
