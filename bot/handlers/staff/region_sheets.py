"""A department's view of its timesheets (R-67): shares as a picture and in text, lists by page, all of it as XLSX.

Children are masked here: the number of the application is what the kindergarten knows them by.
"""

import asyncio
import html
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from bot.handlers.gardens import name_of
from bot.handlers.staff.boss_buttons import button
from bot.handlers.staff.region_book import book_pages, gardens_by_id
from bot.handlers.staff.sheet_words import month_said, page_of, parts
from bot.handlers.voucher import number_of
from bot.house import Turn
from bot.places import places
from bot.screen import Button, Rows, Screen, column, lines
from bot.share_drawing import GARDENS, cut, draw, shares
from bot.taps import BossTap, go
from bot.words import Html, _, bold, date_words, escape, month_words, n_, say
from domain.calendar import first_of_month, local_day, next_month
from domain.timesheet import SheetState
from gateways.workbooks import workbook
from usecases import families, region_sheets, staff
from usecases.act import Act, Row
from usecases.claims import audit
from usecases.region_sheets import GardenMonth, OldDispute, RegionMonth
from usecases.timesheets import month_number, month_of

VERBS = frozenset({"months", "month_gardens", "month_risk", "month_disputes", "month_behind", "month_file"})
PAGE = 10


async def pressed(turn: Turn, tapped: BossTap) -> Screen:
    """One of VERBS; whether the queue place is the clerk's own is checked each time."""
    scope, month_part, page = parts(tapped.arg, 3)
    async with turn.looking() as act:
        month = month_said(month_part) if month_part else _last_month(act)
        match tapped.verb:
            case "month_gardens":
                return await _gardens(act, scope, month, page)
            case "month_risk":
                return await _risk(act, scope, month, page)
            case "month_disputes":
                return await _disputes(act, scope, month, page)
            case "month_behind":
                return await _behind(act, scope, month, page)
        region = await region_sheets.region_month(act, scope, month)
        screen = await _overview(act, scope, region)
    if tapped.verb == "month_file":
        return await _file(turn, scope, region, screen)
    return replace(screen, sketch=partial(draw, shares(region, name_of)) if region.children else None)


def _last_month(act: Act) -> date:
    return first_of_month(first_of_month(local_day(act.now)) - timedelta(days=1))


def percent(share: float) -> str:
    """37 %"""
    return f"{100 * share:.0f}\N{NO-BREAK SPACE}%"


# ---- all at a glance -------------------------------------------------------------------------------------------------


async def _overview(act: Act, scope: str, region: RegionMonth) -> Screen:
    """The month in numbers, by day, and the ways to the lists."""
    risk = await region_sheets.at_risk(act, scope, region.month)
    disputes = await region_sheets.old_disputes(act, scope)
    text = lines(
        _head(_("📊 Timesheets: {month}", month=month_words(region.month)), scope),
        _numbers(region) if region.children else _("No child is enrolled in this month."),
        _by_day(region) if region.children and region.days else None,
        _lowest(region) if region.children else None,
    )
    arg = f"{scope}.{month_number(region.month)}"
    days = region_sheets.watched_days(act, scope)
    over = _("⏰ Disputes over {days} days: {count}", days=days, count=len(disputes))
    return Screen(
        text,
        (
            *column(
                button(_("🏫 By kindergarten"), "month_gardens", 0, arg),
                button(_("❗ Families at risk: {count}", count=len(risk)), "month_risk", 0, arg),
                button(over, "month_disputes", 0, arg),
                button(_("📭 Not published: {count}", count=len(region.behind)), "month_behind", 0, arg),
                button(_("📄 As an XLSX file"), "month_file", 0, arg),
            ),
            _other_months(act, scope, region.month),
            (go(_("🗂 Staff"), "staff"),),
        ),
    )


def _head(title: Html, scope: str) -> Html:
    return Html("\n".join([bold(title), _("Queue place: {place}", place=places().name(scope))]))


def _numbers(region: RegionMonth) -> Html:
    published = region.children - sum(one.unpublished for one in region.gardens)
    return _(
        "Kindergartens: {gardens}, children: {children}\nPublished: {published} ({published_share})\n"
        "Confirmed: {confirmed} ({confirmed_share})\nNo answer yet: {silent}\nDisputed: {disputed}\n"
        "Not confirmed in time: {missed}\nNot published: {unpublished}",
        gardens=len(region.gardens),
        children=region.children,
        published=published,
        published_share=percent(published / region.children),
        confirmed=region.count(SheetState.CONFIRMED),
        confirmed_share=percent(region.count(SheetState.CONFIRMED) / region.children),
        silent=region.count(SheetState.PUBLISHED),
        disputed=region.count(SheetState.DISPUTED, SheetState.REFUSED),
        missed=region.count(SheetState.UNCONFIRMED),
        unpublished=region.children - published,
    )


def _by_day(region: RegionMonth) -> Html:
    told = "; ".join(f"{day:%d.%m} – {percent(region.share_by(day))}" for day in region.days)
    return _("Confirmed by the end of the day, of all children:\n{days}", days=told)


def _lowest(region: RegionMonth) -> Html:
    shown = [(one.share, cut(html.unescape(say(name_of(one.row))))) for one in region.lagging[:GARDENS]]
    told = [escape(f"{percent(share)} – {name}") for share, name in shown]
    return Html("\n".join([_("The smallest share:"), *told]))


def _other_months(act: Act, scope: str, month: date) -> tuple[Button, ...]:
    """The month before, and the one after unless it is still ahead."""
    before, after = first_of_month(month - timedelta(days=1)), next_month(month)
    shown = [(before, "◀ {}")] + ([(after, "{} ▶")] if after <= local_day(act.now) else [])
    return tuple(
        button(words.format(month_words(one)), "months", 0, f"{scope}.{month_number(one)}") for one, words in shown
    )


# ---- lists -----------------------------------------------------------------------------------------------------------


def _page(
    scope: str, month: date, verb: str, title: Html, told: Sequence[Callable[[], Html]], page: str, none: Html
) -> Screen:
    """A list by page; only what is shown is put into words."""
    at, pages = page_of(page, len(told), PAGE)
    arg = f"{scope}.{month_number(month)}"
    shown = [one() for one in told[at * PAGE : (at + 1) * PAGE]]
    turning: Rows = ()
    if pages > 1:
        ways = (("◀", (at - 1) % pages), (f"{at + 1} / {pages}", at), ("▶", (at + 1) % pages))
        turning = (tuple(button(words, verb, 0, f"{arg}.{to}") for words, to in ways),)
    text = lines(_head(title, scope), *(shown or [none]))
    return Screen(text, (*turning, (button(_("⬅ Back"), "months", 0, arg),), (go(_("🗂 Staff"), "staff"),)))


async def _gardens(act: Act, scope: str, month: date, page: str) -> Screen:
    region = await region_sheets.region_month(act, scope, month)
    title = _("By kindergarten: {month}", month=month_words(month))
    told = [lambda one=one: _garden_words(one) for one in region.lowest]
    return _page(scope, month, "month_gardens", title, told, page, _("No child is enrolled in this month."))


def _garden_words(one: GardenMonth) -> Html:
    return _(
        "<b>{name}</b> · {code}\nconfirmed {confirmed} of {children} ({share}), no answer {silent}, disputed {disputed}, "
        "not in time {missed}, not published {unpublished}",
        name=name_of(one.row),
        code=one.row["code"],
        confirmed=one.confirmed,
        children=one.children,
        share=percent(one.share),
        silent=one.count(SheetState.PUBLISHED),
        disputed=one.count(SheetState.DISPUTED, SheetState.REFUSED),
        missed=one.count(SheetState.UNCONFIRMED),
        unpublished=one.unpublished,
    )


async def _risk(act: Act, scope: str, month: date, page: str) -> Screen:
    rows, gardens = await region_sheets.at_risk(act, scope, month), await gardens_by_id(act, scope)
    told = [lambda row=row: _risk_words(act, row, gardens[row["kindergarten_id"]]) for row in rows]
    return _page(scope, month, "month_risk", _("Families at risk: one month missed"), told, page, _("There are none."))


def masked(act: Act, row: Row) -> str:
    """Ә•••••: the department has no need of the name."""
    given = families.child_person(act, row).given
    return given[:1] + "•" * 5


def _risk_words(act: Act, row: Row, garden: Row) -> Html:
    return _(
        "No. {number}, {child}\n{kindergarten}\nmissed: {month}",
        number=number_of(row["application_id"]),
        child=masked(act, row),
        kindergarten=name_of(garden),
        month=month_words(month_of(row["month"])),
    )


async def _disputes(act: Act, scope: str, month: date, page: str) -> Screen:
    every, gardens = await region_sheets.old_disputes(act, scope), await gardens_by_id(act, scope)
    title = _("Disputes without an answer for over {days} days", days=region_sheets.watched_days(act, scope))
    told = [lambda one=one: _dispute_words(one, gardens[one.kindergarten_id]) for one in every]
    return _page(scope, month, "month_disputes", title, told, page, _("Every dispute has been answered in time."))


def _dispute_words(one: OldDispute, garden: Row) -> Html:
    return n_(
        "No. {number}, {month}\n{kindergarten}, {phone}\nopen since {day}: {count} day",
        "No. {number}, {month}\n{kindergarten}, {phone}\nopen since {day}: {count} days",
        one.days,
        number=number_of(one.application_id),
        month=month_words(month_of(one.month)),
        kindergarten=name_of(garden),
        phone=garden["phone"],
        day=date_words(one.since),
    )


async def _behind(act: Act, scope: str, month: date, page: str) -> Screen:
    region = await region_sheets.region_month(act, scope, month)
    title = _("Not published: {month}", month=month_words(month))
    told = [lambda one=one: _behind_words(one) for one in region.behind]
    none = _("Every kindergarten has published.") if region.children else _("No child is enrolled in this month.")
    return _page(scope, month, "month_behind", title, told, page, none)


def _behind_words(one: GardenMonth) -> Html:
    return _(
        "<b>{name}</b>, {phone}\nchildren without a published timesheet: {count} of {children}",
        name=name_of(one.row),
        phone=one.row["phone"],
        count=one.unpublished,
        children=one.children,
    )


# ---- the file --------------------------------------------------------------------------------------------------------


async def _file(turn: Turn, scope: str, region: RegionMonth, screen: Screen) -> Screen:
    """All of it as a workbook, without names and IINs; that it was taken is written down."""
    async with turn.looking() as act:
        pages = await book_pages(act, scope, region)
    async with turn.acting() as act:
        await staff.must_serve(act, "department", scope)
        await audit(act, "department", scope, "timesheets_taken", "month", month_number(region.month))
    content = await asyncio.to_thread(workbook, pages)
    return screen.with_document(f"timesheets-{scope}-{region.month:%Y-%m}.xlsx", content)
