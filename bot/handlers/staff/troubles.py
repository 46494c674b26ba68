"""A department looks after vouchers in trouble: silent kindergartens (R-55), and cancelled ones reinstated (R-64)."""

from bot.fsm.form import Facts
from bot.fsm.transfer import Reinstate
from bot.handlers.drafts import Draft
from bot.handlers.endings import reinstatement_ends
from bot.handlers.forms import Kind
from bot.handlers.snapshot import snapshot
from bot.handlers.staff.sheet_words import page_of, turning
from bot.handlers.voucher import number_of
from bot.house import Turn
from bot.places import places
from bot.screen import Button, Screen, column, lines
from bot.taps import StaffTap, go, menu_button
from bot.words import Html, Name, _, bold, date_words, escape, last_moment_words, n_
from domain.calendar import local_day
from usecases import families, transfers
from usecases.act import Act, Row, instant
from usecases.transfers import Silence


def button(words: str, verb: str, about: int, arg: str = "") -> Button:
    """A clerk's button."""
    return Button(words, StaffTap(verb=verb, id=about, arg=arg).pack())


async def trouble_rows(act: Act, queue_place: str) -> list[tuple[Button, ...]]:
    """The ways into both lists, with how many there are."""
    silent = await act.tx.count_silent(queue_place=queue_place)
    cancelled = await transfers.count_cancelled(act, queue_place)
    return [
        (button(_("⏰ Silent kindergartens: {count}", count=silent), "silent", 0, queue_place),),
        (button(_("↩ Cancelled vouchers: {count}", count=cancelled), "cancelled", 0, queue_place),),
    ]


async def silent(act: Act, tapped: StaffTap) -> Screen:
    """Which kindergartens let a contract wait, since how many working days."""
    every = await transfers.silent(act, tapped.arg)
    text = lines(
        bold(_("Silent kindergartens")),
        _("Queue place: {place}", place=places().name(tapped.arg)),
        _("The term for their answer is over. The longest silence stands first; a call helps most.") if every else None,
        *map(_silence_words, every),
        None if every else _("Every kindergarten has answered in time."),
    )
    return Screen(text, column(go(_("🗂 Staff"), "staff")))


def _silence_words(one: Silence) -> Html:
    return n_(
        "<b>{name}</b>, {phone}\nApplication No. {number}\nSilent for {count} working day",
        "<b>{name}</b>, {phone}\nApplication No. {number}\nSilent for {count} working days",
        one.days,
        name=Name(one.kindergarten["name_kk"], one.kindergarten["name_ru"]),
        phone=one.kindergarten["phone"],
        number=number_of(one.application_id),
    )


async def cancelled(act: Act, tapped: StaffTap) -> Screen:
    """The vouchers that can still be reinstated, page by page."""
    place, _dot, asked = tapped.arg.partition(".")
    page, pages = page_of(asked, await transfers.count_cancelled(act, place), transfers.SHOWN)
    rows = await transfers.cancelled(act, place, page)
    text = lines(
        bold(_("Cancelled vouchers")),
        _("Queue place: {place}", place=places().name(place)),
        _("These can still be reinstated, with a written reason. Whose is it?") if rows else _("There are none."),
    )
    buttons = [button(_label(act, row), "cancelled_one", row["id"]) for row in rows]
    turn = turning(page, pages, "cancelled", 0, f"{place}.{{}}")
    return Screen(text, (*column(*buttons), *turn, (go(_("🗂 Staff"), "staff"),)))


def _label(act: Act, row: Row) -> Html:
    return escape(f"{families.child_person(act, row).full_name} · № {number_of(row['id'])}")


async def cancelled_one(act: Act, tapped: StaffTap) -> Screen:
    """One cancelled voucher: since when, until when it can be reinstated."""
    row = await transfers.to_reinstate(act, tapped.id)
    garden = await act.tx.kindergarten_by_id(kindergarten_id=row["kindergarten_id"])
    since, ends = instant(row["clock_started"]), reinstatement_ends(act, row)
    over = await transfers.places_over(act, row)
    text = lines(
        _("<b>Cancelled voucher, application No. {number}</b>", number=number_of(row["id"])),
        _(
            "Child: <b>{name}</b>\nKindergarten: {kindergarten}\nCancelled on: {day}\nCan be reinstated by: {deadline}",
            name=families.child_person(act, row).full_name,
            kindergarten=Name(garden["name_kk"], garden["name_ru"]),
            day=date_words(local_day(since)) if since else "",
            deadline=last_moment_words(ends) if ends else "",
        ),
        _("The place in the group has been given to another child; reinstated, the group is over its places.")
        if over
        else _("The place in the group is still free."),
    )
    again = button(_("↩ Reinstate with a reason"), "reinstate", row["id"])
    return Screen(text, column(again, button(_("⬅ Back"), "cancelled", 0, row["queue_place"])))


async def load_reinstatement(act: Act, turn: Turn, draft: Draft) -> Facts:
    """Only in the clerk's own queue place, and only in time."""
    row = await transfers.to_reinstate(act, int(draft.answers["application"]))
    known = {"child": families.child_person(act, row).full_name, "over": await transfers.places_over(act, row)}
    return snapshot(act, turn, row["region"], known=known)


async def finish_reinstatement(act: Act, turn: Turn, draft: Draft, answers: dict[str, str]) -> Screen:
    """Reinstated; the family and the kindergarten are told."""
    row = await transfers.reinstate(act, int(draft.answers["application"]), answers["reason"])
    text = _("✅ <b>The voucher is reinstated.</b> The family and the kindergarten are told.")
    back = button(_("↩ Cancelled vouchers"), "cancelled", 0, row["queue_place"])
    return Screen(text, column(back, menu_button()), fresh=True)


REINSTATE = Kind(Reinstate, load_reinstatement, finish_reinstatement)
DEEDS = {"silent": silent, "cancelled": cancelled, "cancelled_one": cancelled_one}
