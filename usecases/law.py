"""What operators change of the law: days of the calendar (R-2), rules by region and date (R-1).

A change is written down by whoever runs the command, and carried out by the bot alone: it works every open deadline
out anew and takes up the new law in one transaction, so nothing is ever counted by half of a change.
"""

import re
from collections import defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from domain import voucher
from domain.calendar import Calendar, at_local, local_day, midnight_after
from domain.journal import record
from domain.rules import Rule, RuleBook, Unit
from domain.voucher import State, Voucher
from usecases import ladder, referrals
from usecases.act import Act, Law, Row, dumps, seconds
from usecases.claims import audit
from usecases.letters import after_quiet_hours
from usecases.vouchers import voucher_of

SLICE = 5000
OPERATOR = "operator"

# ---- the calendar ----------------------------------------------------------------------------------------------------


async def override_day(act: Act, day: date, *, working: bool, kk: str, ru: str) -> None:
    """Say that a day is worked, or not, and why (R-2). ValueError: in words for the operator."""
    calendar = (await in_force(act)).calendar
    if day <= local_day(act.now):
        raise ValueError(f"{day} is not ahead. A day that has begun stays as it is: deadlines have been counted by it.")
    if not kk.strip() or not ru.strip():
        raise ValueError("Families read the reason: it is needed in Kazakh (--kk) and in Russian (--ru).")
    if calendar.is_working(day) is working:
        raise ValueError(f"{day} is {'a working day' if working else 'a day off'} already.")
    await _change(act, day, working, kk.strip(), ru.strip())


async def take_back_day(act: Act, day: date) -> None:
    """Take the operator's word about a day back. ValueError: in words for the operator."""
    if day not in _overrides(await act.tx.calendar_changes()):
        raise ValueError(f"Nothing has been said about {day}. `python -m bot calendar list` shows the days.")
    if day <= local_day(act.now):
        raise ValueError(f"{day} is not ahead. A day that has begun stays as it is: deadlines have been counted by it.")
    last = next(row for row in reversed(await act.tx.calendar_changes()) if row["day"] == day.isoformat())
    await _change(act, day, None, last["reason_kk"], last["reason_ru"])


async def _change(act: Act, day: date, working: bool | None, kk: str, ru: str) -> None:
    change_id = await act.tx.add_calendar_change(
        day=day.isoformat(),
        working=None if working is None else int(working),
        reason_kk=kk,
        reason_ru=ru,
        now=act.seconds,
    )
    deed = {None: "calendar_taken_back", True: "calendar_working", False: "calendar_off"}[working]
    await audit(act, OPERATOR, "", deed, "calendar_change", change_id, day.isoformat())


async def overridden_days(act: Act) -> list[Row]:
    """The days about which an operator's word is in force, in their order."""
    newest = {row["day"]: row for row in await act.tx.calendar_changes()}
    return [newest[day] for day in sorted(newest) if newest[day]["working"] is not None]


def _overrides(changes: Iterable[Row]) -> dict[date, bool]:
    newest = {date.fromisoformat(row["day"]): row["working"] for row in changes}
    return {day: bool(working) for day, working in newest.items() if working is not None}


# ---- rules -----------------------------------------------------------------------------------------------------------

COUNTRY_ONLY = (
    "code", "password", "quiet", "reminder_morning", "timesheet_rung", "timesheet_risk", "publish_reminder", "red_warning",
    "queue_marks", "session",
)  # fmt: skip
_DAYS = {Unit.WORKING_DAYS, Unit.CALENDAR_DAYS}
_SIGNATURES = {"eds", "code", "eds_or_code"}
_ADMISSIONS = {"voucher", "referral", "voucher_or_referral"}


@dataclass(frozen=True, slots=True)
class NewRule:
    """A rule as an operator gives it; without a region for the whole country, without a first day from tomorrow on."""

    key: str
    value: str
    source: str
    unit: str | None = None
    region: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None


async def add_rule(act: Act, new: NewRule, regions: Container[str]) -> int:
    """Lay a rule over those of the product from a day ahead (R-1); its number. ValueError says what is wrong with it.

    Clocks that have started live by the rules of their own day, so nothing that runs is moved.
    """
    tomorrow = local_day(act.now) + timedelta(days=1)
    begins = new.valid_from or tomorrow
    if begins < tomorrow:
        raise ValueError(f"A rule does not work back: it begins on {tomorrow} at the earliest.")
    if new.valid_to is not None and new.valid_to < begins:
        raise ValueError("The rule would end before it begins.")
    if not new.source.strip():
        raise ValueError("Every rule names its source (--source): who has decided it, where it is published.")
    unit = _checked_unit(act.law.rulebook, new, begins, regions)
    rule_id: int = await act.tx.add_rule_override(
        key=new.key,
        value=new.value.strip(),
        unit=unit,
        region=new.region,
        valid_from=begins.isoformat(),
        valid_to=new.valid_to.isoformat() if new.valid_to else None,
        source=new.source.strip(),
        now=act.seconds,
    )
    await audit(act, OPERATOR, new.region or "", "rule_added", "rule_override", rule_id, new.key)
    return rule_id


def _checked_unit(book: RuleBook, new: NewRule, day: date, regions: Container[str]) -> Unit:
    try:
        known = book.rule(new.key, day, new.region)
    except KeyError:
        raise ValueError(f"There is no rule “{new.key}”. `python -m bot rules list` shows them all.") from None
    if new.region is not None and new.region not in regions:
        raise ValueError(f"{new.region} is not the KATO code of a region.")
    if new.region is not None and new.key.startswith(COUNTRY_ONLY):
        raise ValueError(f"“{new.key}” holds for the whole country: leave the region out.")
    unit = _unit(new.unit) if new.unit else known.unit
    if unit is not known.unit and not {unit, known.unit} <= _DAYS:
        raise ValueError(f"“{new.key}” is counted in {known.unit}, not in {unit}.")
    if not _fits(new.value.strip(), unit, known):
        raise ValueError(f"“{new.value}” is not a value in {unit}; it is {known.value} so far.")
    return unit


def _unit(name: str) -> Unit:
    try:
        return Unit(name)
    except ValueError:
        raise ValueError(f"There is no unit “{name}”: one of {', '.join(Unit)}.") from None


def _fits(value: str, unit: Unit, known: Rule) -> bool:
    """Whether a value can be read as its unit, and as whoever reads the rule will."""
    match unit:
        case Unit.SIGNATURE:
            return value in _SIGNATURES
        case Unit.ADMISSION:
            return value in _ADMISSIONS
        case Unit.LOCAL_TIME:
            return _is_time(value)
        case Unit.DAY_OF_YEAR:
            return bool(re.fullmatch(r"\d\d-\d\d", value)) and _is_date(f"2024-{value}")
        case Unit.WINDOW:
            found = re.fullmatch(r"(\d{1,2}) (\d\d:\d\d)-(\d\d:\d\d)", value)
            return found is not None and 1 <= int(found[1]) <= 28 and _is_time(found[2]) and _is_time(found[3])
        case Unit.PHONE:
            return bool(re.fullmatch(r"\+?\d[\d\s()-]{2,28}\d", value))
        case Unit.ADDRESS:
            return bool(re.fullmatch(r"(?:[a-z0-9-]+\.)+[a-z]{2,}", value))
        case Unit.DAY_OF_MONTH:
            return value.isdecimal() and 1 <= int(value) <= 28
    if isinstance(known.value, str):
        return all(one.isdecimal() for one in value.split()) and bool(value)
    return value.isdecimal() and int(value) <= 36_500


def _is_time(value: str) -> bool:
    try:
        return bool(re.fullmatch(r"\d\d:\d\d", value)) and time.fromisoformat(value) is not None
    except ValueError:
        return False


def _is_date(value: str) -> bool:
    try:
        return date.fromisoformat(value) is not None
    except ValueError:
        return False


async def end_rule(act: Act, rule_id: int) -> None:
    """End a rule: one that is in force ends with today, one that is still ahead goes. ValueError if there is none."""
    today = local_day(act.now)
    row = next((one for one in await act.tx.rule_overrides() if one["id"] == rule_id), None)
    if row is None or (row["valid_to"] and date.fromisoformat(row["valid_to"]) < today):
        raise ValueError(f"No rule No. {rule_id} is in force or ahead. `python -m bot rules list` shows the numbers.")
    if date.fromisoformat(row["valid_from"]) > today:
        await act.tx.drop_rule_override(rule_id=rule_id)
    else:
        await act.tx.end_rule_override(rule_id=rule_id, valid_to=today.isoformat())
    await audit(act, OPERATOR, row["region"] or "", "rule_ended", "rule_override", rule_id, row["key"])


def _rule(row: Row, book: RuleBook) -> Rule:
    known = next(one for one in book.rows if one.key == row["key"])
    return Rule(
        key=row["key"],
        value=int(row["value"]) if isinstance(known.value, int) else row["value"],
        unit=Unit(row["unit"]),
        source=row["source"],
        rules=known.rules,
        region=row["region"],
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else date.max,
    )


# ---- what is in force ------------------------------------------------------------------------------------------------


async def in_force(act: Act) -> Law:
    """The law with everything that operators have changed; `act.law` is the product's own."""
    rows = [_rule(row, act.law.rulebook) for row in await act.tx.rule_overrides()]
    overrides = _overrides(await act.tx.calendar_changes())
    return Law(act.law.rulebook.with_overrides(reversed(rows)), act.law.calendar.with_overrides(overrides))


async def marks(act: Act) -> Any:
    """By what one sees that operators have changed something."""
    days = [(row["id"], row["applied_at"]) for row in await act.tx.calendar_changes()]
    return days, [tuple(row) for row in await act.tx.rule_overrides()]


async def carry_out(act: Act) -> Law:
    """Work open deadlines out anew for every change of the calendar that is new; the law in force from now on."""
    changes = await act.tx.calendar_changes()
    law = await in_force(act)
    for at, row in enumerate(changes):
        if row["applied_at"] is None:
            before, after = (act.law.calendar.with_overrides(_overrides(changes[:n])) for n in (at, at + 1))
            await _work_out_anew(replace(act, law=Law(law.rulebook, after)), row, before)
            await act.tx.calendar_change_applied(change_id=row["id"], now=act.seconds)
    return law


async def _work_out_anew(act: Act, change: Row, before: Calendar) -> None:
    """Every clock that runs over the day, in slices; vouchers whose clocks began and end alike move together."""
    day = date.fromisoformat(change["day"])
    over = {
        "states": dumps(list(voucher.COUNTED)),
        "day_begins": seconds(at_local(day, time.min)),
        "day_ends": seconds(midnight_after(day)),
        "at_most": SLICE,
    }
    after = 0
    while rows := await act.tx.clocks_over(after=after, **over):
        alike: dict[Voucher, list[int]] = defaultdict(list)
        for row in rows:
            alike[_kind_of(row)].append(row["id"])
        for one, ids in alike.items():
            await _move(act, one, ids, change["id"], before)
        after = rows[-1]["id"]
    await referrals.work_out_anew(act, change["id"], before)


def _kind_of(row: Row) -> Voucher:
    """A voucher that stands for all whose clocks began on the same day and end at the same instant."""
    of = voucher_of(row)
    assert of.clock_started is not None, "the clocks asked for run"
    began = at_local(local_day(of.clock_started), time.min)
    return Voucher(0, of.region, of.state, began, of.due_at, contract_due_at=of.contract_due_at)


async def _move(act: Act, one: Voucher, ids: list[int], change_id: int, before: Calendar) -> None:
    moved = voucher.recalculated(one, change_id, act.now, before, act.law.calendar, act.law.rulebook)
    if moved is None:
        return
    upcoming = ladder.next_step(act, voucher.evolve(one, moved))
    name, data = record(moved)
    every = dumps(ids)
    await act.tx.move_deadlines(
        ids=every,
        due_at=seconds(moved.due_at),
        contract_due_at=seconds(moved.contract_due_at),
        remind_at=seconds(upcoming.at) if upcoming else None,
    )
    await act.tx.note_moved(ids=every, name=name, data=dumps(data))
    if moved.due_at != one.due_at:
        await _tell(act, one, moved.due_at, every, change_id)


async def _tell(act: Act, one: Voucher, due_at: datetime | None, every: str, change_id: int) -> None:
    rules = act.law.rulebook.at(local_day(act.now))
    told = {
        "ids": every,
        "due_at": seconds(due_at),
        "rung": str(change_id),
        "not_before": seconds(after_quiet_hours(act.now, rules, due_at)),
    }
    if one.state is State.CONTRACT_SENT:
        await act.tx.tell_kindergarten_of_move(**told)
        return
    await act.tx.mend_waiting_letters(ids=every, before=seconds(one.due_at), due_at=told["due_at"])
    await act.tx.tell_family_of_move(**told)
