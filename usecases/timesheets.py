"""The month's timesheet: marking, publishing, confirming, disputing, and what two missed months do (R-60 … R-67)."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from json import loads

from domain import timesheet
from domain.calendar import last_of_month, local, local_day
from domain.not_allowed import NotAllowed, Reason
from domain.rules import Rules
from domain.timesheet import (
    Command,
    Confirmed,
    Disputed,
    Mark,
    Published,
    Sheet,
    SheetState,
    StayedRefused,
    WentUnconfirmed,
)
from domain.voucher import MissMonths, State
from usecases import kin
from usecases.act import Act, Row, instant, seconds
from usecases.journal import note
from usecases.letters import after_quiet_hours, post
from usecases.staff import own_kindergarten
from usecases.vouchers import carry_out

Marks = dict[int, Mark]
"""The mark of every day of the month on which the child belonged to the kindergarten."""


def month_number(month: date) -> int:
    """A month as it is kept: 202610 for October 2026."""
    return month.year * 100 + month.month


def month_of(number: int) -> date:
    """The first day of a kept month."""
    return date(number // 100, number % 100, 1)


def month_before(number: int) -> int:
    """The kept month before this one."""
    return month_number(month_of(number) - timedelta(days=1))


def sheet_of(row: Row) -> Sheet:
    """The sheet kept in a row."""
    return Sheet(
        id=row["id"],
        month=month_of(row["month"]),
        state=SheetState(row["state"]),
        published_at=instant(row["published_at"]),
        first_published_at=instant(row["first_published_at"]),
        due_at=instant(row["due_at"]),
        disputed_days=tuple(int(day) for day in row["disputed_days"].split(",") if day),
        revision=row["revision"],
    )


def _name(row: Row) -> str:
    return f"{row['application_id']}:{row['kindergarten_id']}:{row['month']}"


def opened_marks(act: Act, row: Row, box: bytes) -> Marks:
    """The day marks in a box of this sheet: its own, or those of one of its publications."""
    return {int(day): Mark(mark) for day, mark in act.seal.open_json("sheet", _name(row), box).items()}


def closed_marks(act: Act, row: Row, marks: Mapping[int, Mark]) -> bytes:
    """The box of these marks for this sheet."""
    return act.seal.close_json("sheet", _name(row), marks)


def marks_of(act: Act, row: Row) -> Marks:
    """The marks as the kindergarten sees them. Before the first publication only what a clerk has said is kept, so the
    rest follows the calendar (R-2) and the child's stay (R-67), whatever has changed in them since. While a dispute lasts,
    so do the days by which the stay has grown since the publication: the voucher was reinstated (R-64).
    """
    said, month = opened_marks(act, row, row["marks"]), month_of(row["month"])
    if row["state"] not in (SheetState.MARKING, SheetState.DISPUTED):
        return said
    published = said if row["state"] == SheetState.DISPUTED else {}
    usual = {
        day: timesheet.mark_of_day(said.get(day), working=act.law.calendar.is_working(month.replace(day=day)))
        for day in stay(row, month)
    }
    return dict(sorted({**usual, **published}.items()))


def published_marks_of(act: Act, row: Row) -> Marks:
    """The day marks as the parent sees them: as they were published last."""
    return opened_marks(act, row, row["published"]) if row["published"] else marks_of(act, row)


def disputable_marks_of(act: Act, row: Row) -> dict[int, Mark | None]:
    """The same, with the days of the child's stay that stand in no publication (None): those too may be wrong (R-63)."""
    return dict(sorted({**dict.fromkeys(stay(row, month_of(row["month"]))), **published_marks_of(act, row)}.items()))


def claims_of(act: Act, row: Row) -> Marks:
    """What the parent said was true, for each day disputed last (R-63)."""
    if not row["claims"]:
        return {}
    kept = act.seal.open_json("sheet", f"{_name(row)}:claims", row["claims"])
    return {int(day): Mark(mark) for day, mark in kept.items()}


def words_of(act: Act, row: Row, column: str) -> str | None:
    """What the parent wrote (`words`) or the kindergarten answered (`answer`)."""
    return act.seal.open_json("sheet", f"{_name(row)}:{column}", row[column]) if row[column] else None


def rules_of(act: Act, region: str) -> Rules:
    """The rules of a sheet: of its region, today."""
    return act.law.rulebook.at(local_day(act.now), region)


def as_of_now(act: Act, row: Row) -> Sheet:
    """The sheet of a row with what has lapsed, although no tick has noted it yet (R-4); `row` knows its region."""
    sheet = sheet_of(row)
    return timesheet.replay(
        sheet, timesheet.decide(sheet, timesheet.TimePasses(), act.now, rules_of(act, row["region"]))
    )


def stay(row: Row, month: date) -> tuple[int, ...]:
    """The days of the month on which the child belonged to the kindergarten: it may have come, gone and come back in it
    (R-67). None where it was gone before the month began: a transfer on the 1st ends the stay on the last of the month
    before.
    """
    days, last = set[int](), last_of_month(month)
    for since, until in loads(row["stays"]):
        first_day = max(date.fromisoformat(since), month)
        last_day = min(date.fromisoformat(until), last) if until else last
        if first_day <= last_day:
            days.update(range(first_day.day, last_day.day + 1))
    return tuple(sorted(days))


async def open_month(act: Act, kindergarten_id: int, month: date) -> list[Row]:
    """The sheets of a kindergarten's month, made for every child that belonged to it then; NotAllowed NOT_STAFF."""
    await own_kindergarten(act, kindergarten_id)
    return await made_month(act, kindergarten_id, month)


async def made_month(act: Act, kindergarten_id: int, month: date) -> list[Row]:
    """The same for the operator, whose command asks nobody."""
    key = {"kindergarten_id": kindergarten_id, "month": month_number(month)}
    there = {row["application_id"] for row in await act.tx.sheets_in(**key)}
    days = {"first": month.isoformat(), "last": last_of_month(month).isoformat()}
    for row in await act.tx.children_in(kindergarten_id=kindergarten_id, **days):
        if row["application_id"] not in there:
            sheet = {"application_id": row["application_id"], **key}
            await act.tx.add_sheet(marks=closed_marks(act, sheet, {}), **sheet)
    rows = await act.tx.sheets_in(**key)
    return [row for row in rows if row["state"] != SheetState.MARKING or stay(row, month)]


async def of_staff(act: Act, sheet_id: int) -> Row:
    """A sheet of the clerk's own kindergarten; NotAllowed NOT_STAFF for any other."""
    row = await act.tx.sheet_by_id(sheet_id=sheet_id)
    if row is None:
        raise NotAllowed(Reason.NOT_STAFF)
    await own_kindergarten(act, row["kindergarten_id"])
    return row


async def of_parent(act: Act, parent_id: int | None, sheet_id: int) -> Row:
    """A sheet of the parent's own child; NotAllowed NOT_YOURS for any other."""
    if not await act.tx.parent_may_see_sheet(sheet_id=sheet_id, parent_id=parent_id):
        raise NotAllowed(Reason.NOT_YOURS)
    return await act.tx.sheet_by_id(sheet_id=sheet_id)


async def publish_month(act: Act, kindergarten_id: int, month: date, group_id: int | None = None) -> int:
    """Publish every sheet of the month that is still being marked, of one group (0: of none) or all; how many (R-60).

    NotAllowed: NOT_STAFF, MONTH_NOT_OVER, MARKS_MISSING.
    """
    rows = [row for row in await open_month(act, kindergarten_id, month) if row["state"] == SheetState.MARKING]
    chosen = [row for row in rows if group_id is None or (row["group_id"] or 0) == group_id]
    for row in chosen:
        await publish(act, row["id"])
    return len(chosen)


async def publish(act: Act, sheet_id: int, answer: str | None = None) -> None:
    """Publish one sheet, after a dispute with the kindergarten's answer (R-60, R-63).

    NotAllowed besides the rules' own: NOT_NOW (state) for a month in which the child was not here on any day (R-67).
    """
    row = await of_staff(act, sheet_id)
    marks, days = marks_of(act, row), set(stay(row, month_of(row["month"])))
    if row["state"] == SheetState.MARKING and not days:
        raise NotAllowed(Reason.NOT_NOW, state=row["state"])
    complete = days <= set(marks)
    if marks != opened_marks(act, row, row["marks"]):
        await act.tx.save_marks(sheet_id=sheet_id, version=row["version"], marks=closed_marks(act, row, marks))
        row = await of_staff(act, sheet_id)
    await carry_out_sheet(act, row, timesheet.Publish(complete), answer=answer)


async def confirm(act: Act, parent_id: int | None, sheet_id: int, revision: int) -> None:
    """The parent confirms what was seen (R-61)."""
    row = await of_parent(act, parent_id, sheet_id)
    await kin.may_act(act, row["child_id"])
    await carry_out_sheet(act, row, timesheet.Confirm(revision))


async def dispute(
    act: Act, parent_id: int | None, sheet_id: int, revision: int, claims: Marks, words: str | None = None
) -> None:
    """The parent refuses, saying of each wrong day what was true (R-63).

    NotAllowed besides the rules' own: ANSWER_UNKNOWN where a day is said to be what it is marked as already.
    """
    row = await of_parent(act, parent_id, sheet_id)
    await kin.may_act(act, row["child_id"])
    marked = disputable_marks_of(act, row)
    command = timesheet.Dispute(revision, tuple(claims), explained=True)
    after = await carry_out_sheet(act, row, command, words=words, claims=claims)
    for day in after.disputed_days:
        if day not in marked:
            raise NotAllowed(Reason.DAY_OUTSIDE_MONTH, day=day)
        if marked[day] is claims[day]:
            raise NotAllowed(Reason.ANSWER_UNKNOWN)


async def carry_out_sheet(
    act: Act,
    row: Row,
    command: Command,
    *,
    words: str | None = None,
    answer: str | None = None,
    claims: Marks | None = None,
) -> Sheet:
    """Let the command happen to the sheet of this row: decided, journalled, kept, told.

    What was said in an earlier dispute, or answered to it, falls out with the next.
    """
    before = after = sheet_of(row)
    events = timesheet.decide(before, command, act.now, rules_of(act, row["region"]))
    for event in events:
        after = timesheet.evolve(after, event)
        await note(act, "timesheet", row["id"], event)
    if not events:
        return after
    saved = await act.tx.save_sheet(
        sheet_id=row["id"],
        version=row["version"],
        state=after.state,
        published_at=seconds(after.published_at),
        first_published_at=seconds(after.first_published_at),
        due_at=seconds(after.due_at),
        disputed_days=",".join(map(str, after.disputed_days)),
        revision=after.revision,
        words=_said(act, row, "words", words, anew=isinstance(command, timesheet.Dispute)),
        claims=_said(act, row, "claims", claims, anew=isinstance(command, timesheet.Dispute)),
        answer=_said(act, row, "answer", answer, anew=isinstance(command, timesheet.Publish)),
        now=act.seconds,
    )
    if not saved:
        raise NotAllowed(Reason.SHEET_CHANGED)
    if after.revision > before.revision:
        await act.tx.keep_publication(sheet_id=row["id"], person_id=act.person_id)
    for event in events:
        await _tell(act, row, event)
    return after


def _said(act: Act, row: Row, column: str, said: Marks | str | None, *, anew: bool) -> bytes | None:
    if not anew:
        return row[column]  # type: ignore[no-any-return]
    return act.seal.close_json("sheet", f"{_name(row)}:{column}", said) if said else None


async def _tell(act: Act, row: Row, event: timesheet.Event) -> None:
    family = await act.tx.family_of_child(child_id=row["child_id"])
    if isinstance(event, Published):
        await _tell_published(act, row, event, family)
    if isinstance(event, (Confirmed, Disputed)):
        await post(act, family, "sheet_answered", row["id"], rung=str(seconds(event.at)))
    if isinstance(event, Disputed):
        garden = await act.tx.kindergarten_by_id(kindergarten_id=row["kindergarten_id"])
        staff = await act.tx.staff_in(role="kindergarten", scope=garden["code"])
        await post(act, staff, "sheet_disputed", row["id"], rung=str(seconds(event.at)))
    if isinstance(event, (Confirmed, WentUnconfirmed, StayedRefused)):
        await _months_missed(act, row, family)


async def _tell_published(act: Act, row: Row, event: Published, family: list[Row]) -> None:
    """A first publication is told with the rung of the 1st, one message for all children; after that, once an hour.

    Each first one of an hour is told at once, and what follows together, when the hour is over (R-66).
    """
    if event.again:
        await post(
            act,
            family,
            "sheet_republished",
            row["id"],
            due_at=event.due_at,
            rung=str(seconds(event.at)),
        )
        return
    rules = rules_of(act, row["region"])
    ready = timesheet.rungs(month_of(row["month"]), rules)[0]
    at = after_quiet_hours(max(act.now, ready.opens), rules)
    rung = f"{ready.name} {local(at):%d %H}"
    for person in family:
        gone = await act.tx.letter_gone_at(person_id=person["id"], kind="sheets", subject=row["month"], rung=rung)
        name, when = (f"{rung}+", _next_hour(at)) if gone else (rung, at)
        await post(act, [person], "sheets", row["month"], rung=name, not_before=when, expires_at=event.due_at)


def _next_hour(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)


def forgiven_of(row: Row) -> date | None:
    """A cancelling was taken back: the months up to this one count no more (R-64)."""
    return date.fromisoformat(row["missed"]) if row["missed"] else None


async def at_risk(act: Act, row: Row) -> date | None:
    """The month before, if it went unconfirmed and this open one could cost the voucher (R-64, R-65)."""
    if row["voucher_state"] != State.ENROLLED or row["revision"] > 1:
        return None
    rows = await act.tx.sheets_of_application(application_id=row["application_id"])
    month = month_of(row["month"])
    missed = timesheet.missed_before(map(sheet_of, rows), month, forgiven_of(row))
    return month_of(month_before(row["month"])) if missed else None


async def _months_missed(act: Act, row: Row, family: list[Row]) -> None:
    """A red warning after one missed month (R-65), cancelling after two in a row (R-64)."""
    rules = rules_of(act, row["region"])
    rows = await act.tx.sheets_of_application(application_id=row["application_id"])
    sheets = [sheet_of(one) for one in rows]
    application = await act.tx.application_by_id(application_id=row["application_id"])
    forgiven = forgiven_of(application)
    run = timesheet.run_to_cancel([one for one in sheets if forgiven is None or one.month > forgiven], rules)
    if run is not None and application["state"] == State.ENROLLED:
        await carry_out(act, application, MissMonths(*run))
        return
    month = month_of(row["month"])
    if any(one.month == month and timesheet.counts_as_missed(one, rules) for one in sheets):
        at = timesheet.red_warning_at(month, rules)
        await post(act, family, "month_missed", row["month"], not_before=max(at, act.now))
