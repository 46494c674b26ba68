"""A kindergarten's own places by group, age and language, its waiting list, contracts with their documents (R-55, R-56)."""

from bot.fsm.claim import BASES
from bot.fsm.form import Attached, Facts
from bot.fsm.group_places import Places
from bot.handlers.contracts import drawing_of
from bot.handlers.drafts import Draft
from bot.handlers.forms import Kind
from bot.handlers.gardens import group_words
from bot.handlers.snapshot import snapshot
from bot.house import Turn
from bot.screen import Button, Paper, Screen, column, lines
from bot.taps import StaffTap, go, staff_button
from bot.words import Html, _, bold, date_words, escape, say
from domain.calendar import local_day
from domain.kindergarten import Group
from usecases import catalogue, contracts, families, staff
from usecases.act import Act, Row, instant

PAGE = 10
NAMES = 40  # of a waiting list on one screen


async def garden_rows(act: Act, garden: Row) -> list[tuple[Button, ...]]:
    """The ways to the places, the waiting list and the signed contracts."""
    every = [catalogue.group_of(row) for row in await catalogue.rows_of(act, garden["id"])]
    waiting = await act.tx.count_waiting_of_kindergarten(kindergarten_id=garden["id"])
    free = _("🪑 Places by group: {free} free", free=sum(group.free for group in every))
    return [
        (staff_button(free, "places", garden["id"]),),
        (staff_button(_("⏳ Waiting list: {count}", count=waiting), "waiting", garden["id"]),),
        (staff_button(_("📁 Signed contracts"), "signed", garden["id"]),),
    ]


# ---- places ----------------------------------------------------------------------------------------------------------


async def places_screen(act: Act, kindergarten_id: int, head: Html | None = None) -> Screen:
    """Every group: places, taken, offered, free."""
    await staff.own_kindergarten(act, kindergarten_id)
    groups = [catalogue.group_of(row) for row in await catalogue.rows_of(act, kindergarten_id)]
    buttons = [staff_button(f"✎ {group_words(group)}", "group", group.id) for group in groups]
    text = lines(head, bold(_("🪑 Places by group")), *(_group_line(group) for group in groups))
    return Screen(text, column(*buttons, go(_("🗂 Staff"), "staff")))


def _group_line(group: Group) -> Html:
    return _(
        "<b>{group}</b>\nplaces: {places}, taken: {taken}, offered: {offered}, free: {free}",
        group=group_words(group),
        places=group.places,
        taken=group.taken,
        offered=group.offered,
        free=group.free,
    )


async def _places(act: Act, tapped: StaffTap) -> Screen:
    return await places_screen(act, tapped.id)


async def load_places(act: Act, turn: Turn, draft: Draft) -> Facts:
    """The group as it is now, if it is the clerk's own."""
    group = catalogue.group_of(await contracts.own_group(act, int(draft.answers["group"])))
    known = {
        "group": group_words(group),
        "places": group.places,
        "taken": group.taken,
        "offered": group.offered,
    }
    return snapshot(act, turn, known=known)


async def change_places(act: Act, turn: Turn, draft: Draft, answers: dict[str, str]) -> Screen:
    """Changed, and written into the audit journal."""
    group = await contracts.change_places(act, int(draft.answers["group"]), int(answers["places"]))
    return await places_screen(act, group["id"], _("✅ <b>The number of places is changed.</b>"))


PLACES = Kind(Places, load_places, change_places)


# ---- the waiting list ------------------------------------------------------------------------------------------------


async def _waiting(act: Act, tapped: StaffTap) -> Screen:
    """Who waits, in order, and since when; places are offered by themselves (R-56)."""
    await staff.own_kindergarten(act, tapped.id)
    rows = await act.tx.waiting_of_kindergarten(kindergarten_id=tapped.id, at_most=NAMES)
    told = [_waiting_line(act, number, row) for number, row in enumerate(rows, 1)]
    text = lines(
        bold(_("⏳ Waiting list")),
        Html("\n".join(told)) if told else _("Nobody waits."),
        _("A place that becomes free is offered to the first whom it fits; nobody has to be called.") if told else None,
    )
    return Screen(text, column(go(_("🗂 Staff"), "staff")))


def _waiting_line(act: Act, number: int, row: Row) -> Html:
    since = instant(row["since"])
    name = families.child_person(act, row).full_name
    words = _("{number}. {name}, since: {day}", number=number, name=name, day=date_words(local_day(since or act.now)))
    return Html(" · ".join((words, _("a place is offered")))) if row["is_offered"] else words


# ---- contracts -------------------------------------------------------------------------------------------------------


async def documents_of(act: Act, application_id: int) -> tuple[Html, list[Button]]:
    """The documents of the family behind an incoming contract, and a button to open each."""
    files = await contracts.papers_of(act, application_id)
    told = [
        Html(f"{number}. {say(BASES[one['basis']])}: {Attached(one['kind'], one['size']).words}")
        for number, one in enumerate(files, 1)
    ]
    buttons = [
        staff_button(_("👁 Show document {number}", number=number), "document", application_id, str(one["id"]))
        for number, one in enumerate(files, 1)
    ]
    words = (
        Html("\n".join([_("Documents:"), *told])) if told else _("The family sent no documents with the application.")
    )
    return words, buttons


async def show(act: Act, screen: Screen, application_id: int, document_id: int) -> Screen:
    """The same screen under a document, which goes with the next one."""
    document = await contracts.show_document(act, application_id, document_id)
    return Screen(screen.text, screen.rows, fresh=True, papers=(Paper(document.kind, document.content, secret=True),))


async def _signed(act: Act, tapped: StaffTap) -> Screen:
    """The children who are enrolled, the newest first, each with the contract."""
    await staff.own_kindergarten(act, tapped.id)
    count = await act.tx.count_signed_contracts(kindergarten_id=tapped.id)
    pages = max(1, -(-count // PAGE))
    page = min(int(tapped.arg), pages - 1) if tapped.arg.isdecimal() else 0
    rows = await act.tx.signed_contracts(kindergarten_id=tapped.id, at_most=PAGE, skip=page * PAGE)
    buttons = [
        staff_button(f"📄 {escape(families.child_person(act, row).full_name)}", "paper", row["id"]) for row in rows
    ]
    turning = (
        staff_button("◀", "signed", tapped.id, str((page - 1) % pages)),
        staff_button(f"{page + 1} / {pages}", "signed", tapped.id, str(page)),
        staff_button("▶", "signed", tapped.id, str((page + 1) % pages)),
    )
    text = lines(bold(_("📁 Signed contracts")), None if rows else _("No contract is signed yet."))
    return Screen(text, (*column(*buttons), *((turning,) if pages > 1 else ()), (go(_("🗂 Staff"), "staff"),)))


async def _paper(act: Act, tapped: StaffTap) -> Screen:
    """A contract of the kindergarten as PDF."""
    contract = await contracts.of_own_kindergarten(act, tapped.id)
    row = await act.tx.child_of_application(application_id=tapped.id)
    text = _("📄 Contract: <b>{name}</b>", name=families.child_person(act, row).full_name)
    incoming = staff_button(_("✍ Contracts"), "contracts", contract.kindergarten_id)
    signed = staff_button(_("📁 Signed contracts"), "signed", contract.kindergarten_id)
    buttons = column(incoming, signed, go(_("🗂 Staff"), "staff"))
    return Screen(text, buttons, drawing=await drawing_of(act, contract))


GARDEN_DEEDS = {"places": _places, "waiting": _waiting, "signed": _signed, "paper": _paper}
