"""Days of the calendar and rules that operators change, on a real database (R-1, R-2)."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from domain.calendar import Calendar, at_local, local_day, midnight_after, recounted
from domain.journal import restore
from domain.rules import Unit
from domain.voucher import COUNTED, DeadlineMoved, State, Voucher, evolve, recalculated
from tests.domain.law import BOOK, CALENDAR, at, day
from tests.queue.country import ALMATY, LAW, VILLAGE, Country, open_country
from usecases import law, vouchers
from usecases.act import Law
from usecases.law import NewRule

REGIONS = {"750000000", "710000000"}
MONDAY = at("2026-11-16 10:00")


@pytest.fixture
async def country(tmp_path: Path) -> AsyncIterator[Country]:
    """Some families of Almaty, on Monday, 16 November 2026."""
    async with open_country(tmp_path / "a.db") as country:
        country.now = MONDAY
        yield country


async def issue(country: Country, many: int = 1) -> range:
    """So many vouchers, issued now by one round."""
    [clerk] = await country.settle(1, VILLAGE)
    ids = await country.settle(many)
    async with country.acting(clerk) as act:
        round_id = await act.tx.add_round(
            queue_place=ALMATY, vouchers=many, person_id=clerk, operation=clerk, now=act.seconds
        )
        await vouchers.issue_all(act, round_id, list(ids))
    return ids


async def due(country: Country, application_id: int) -> tuple[str, date | None]:
    """The state, and the last day of the clock."""
    [(state, due_at)] = await country.ask("SELECT state, due_at FROM application WHERE id = :id", id=application_id)
    return state, None if due_at is None else local_day(
        at_local(date(1970, 1, 1), "05:00") + timedelta(seconds=due_at - 1)
    )


async def off(country: Country, iso: str, *, working: bool = False) -> None:
    async with country.acting() as act:
        await law.override_day(act, day(iso), working=working, kk="Аяз", ru="Мороз")


async def carried_out(country: Country) -> Law:
    async with country.acting() as act:
        return await law.carry_out(act)


# ---- the domain ------------------------------------------------------------------------------------------------------


def test_a_term_keeps_its_number_of_working_days() -> None:
    """R-2."""
    after = CALENDAR.with_overrides({day("2026-11-18"): False})
    began, ends = day("2026-11-16"), midnight_after(day("2026-11-18"))
    assert recounted(began, ends, CALENDAR, after) == midnight_after(day("2026-11-19"))
    assert recounted(began, midnight_after(day("2026-11-19")), after, CALENDAR) == ends
    assert recounted(began, midnight_after(began), CALENDAR, after) == midnight_after(began), "nothing was counted"


ISSUED = Voucher(1, ALMATY, State.ISSUED, MONDAY, midnight_after(day("2026-11-18")))
NO_WEDNESDAY = CALENDAR.with_overrides({day("2026-11-18"): False})
THURSDAY = midnight_after(day("2026-11-19"))


def move(of: Voucher, before: Calendar, after: Calendar, now: str = "2026-11-16 12:00") -> DeadlineMoved | None:
    return recalculated(of, 7, at(now), before, after, BOOK)


def test_a_deadline_moves_with_the_calendar() -> None:
    """R-2."""
    moved = move(ISSUED, CALENDAR, NO_WEDNESDAY)
    assert moved == DeadlineMoved(at("2026-11-16 12:00"), ISSUED.due_at, THURSDAY, None, 7)
    assert evolve(ISSUED, moved) == replace(ISSUED, due_at=THURSDAY)


def test_what_counts_calendar_days_or_nothing_stays() -> None:
    """R-2."""
    assert move(replace(ISSUED, state=State.STOP_LISTED), CALENDAR, NO_WEDNESDAY) is None
    assert move(Voucher(1, ALMATY), CALENDAR, NO_WEDNESDAY) is None
    assert move(replace(ISSUED, clock_started=None), CALENDAR, NO_WEDNESDAY) is None
    assert move(ISSUED, CALENDAR, CALENDAR) is None
    book = BOOK.with_overrides(
        replace(one, unit=Unit.CALENDAR_DAYS) for one in BOOK.rows if one.key == "confirm_interest"
    )
    assert recalculated(ISSUED, 7, MONDAY, CALENDAR, NO_WEDNESDAY, book) is None


def test_one_that_comes_nearer_leaves_the_next_day_whole() -> None:
    """R-2: nobody finds the term gone overnight."""
    one = replace(ISSUED, due_at=THURSDAY)
    for now, last in (
        ("2026-11-16 12:00", "2026-11-18"),
        ("2026-11-17 23:00", "2026-11-18"),
        ("2026-11-18 01:00", "2026-11-19"),
    ):
        moved = move(one, NO_WEDNESDAY, CALENDAR, now)
        assert (moved.due_at if moved else one.due_at) == midnight_after(day(last))


def test_the_parents_own_term_moves_while_the_kindergarten_considers() -> None:
    """R-2, R-55: both ends, and the second also when the kindergarten has let its own pass."""
    contract = midnight_after(day("2026-11-20"))
    sent = Voucher(1, ALMATY, State.CONTRACT_SENT, MONDAY, ISSUED.due_at, contract_due_at=contract)
    moved = move(sent, CALENDAR, NO_WEDNESDAY)
    assert moved is not None
    assert (moved.due_at, moved.contract_due_at) == (THURSDAY, midnight_after(day("2026-11-23")))
    silent = move(replace(sent, due_at=None), CALENDAR, NO_WEDNESDAY)
    assert silent is not None
    assert evolve(replace(sent, due_at=None), silent).contract_due_at == midnight_after(day("2026-11-23"))


def test_every_state_that_is_counted_runs_by_a_rule() -> None:
    for key in COUNTED.values():
        assert BOOK.at(day("2026-11-16"), ALMATY).number(key) > 0


# ---- the calendar in the database ------------------------------------------------------------------------------------


async def test_open_deadlines_are_worked_out_anew_with_journal_reminder_and_letter(country: Country) -> None:
    """R-2: in one transaction, once."""
    ids = await issue(country, 3)
    assert await due(country, ids[0]) == ("issued", day("2026-11-18"))
    await country.ask("UPDATE letter SET state = 'sent'")
    await off(country, "2026-11-18")
    in_force = await carried_out(country)
    assert not in_force.calendar.is_working(day("2026-11-18"))
    for one in ids:
        assert await due(country, one) == ("issued", day("2026-11-19"))
    told = [
        restore("voucher", name, json.loads(data))
        for name, data in await country.ask(
            "SELECT name, data FROM journal WHERE subject_id = :id ORDER BY id", id=ids[0]
        )
    ]
    assert isinstance(told[-1], DeadlineMoved)
    [(remind_at, due_at)] = await country.ask("SELECT remind_at, due_at FROM application WHERE id = :id", id=ids[0])
    assert remind_at == int(at("2026-11-17 09:00").timestamp())
    assert await country.ask("SELECT person_id, subject, deadline, rung FROM letter WHERE kind = 'deadline_moved'") == [
        (one, one, due_at, "1") for one in ids
    ]
    assert (await carried_out(country)).calendar == in_force.calendar
    assert len(await country.letters("deadline_moved")) == 3


async def test_a_letter_that_has_not_gone_yet_tells_the_new_deadline(country: Country) -> None:
    """R-2."""
    await issue(country)
    await off(country, "2026-11-18")
    await carried_out(country)
    [(issued,)] = await country.ask("SELECT deadline FROM letter WHERE kind = 'issued'")
    assert issued == int(midnight_after(day("2026-11-19")).timestamp())


async def test_a_change_taken_back_moves_them_back_but_leaves_a_day(country: Country) -> None:
    """R-2."""
    [one] = await issue(country)
    await off(country, "2026-11-18")
    await carried_out(country)
    async with country.acting() as act:
        assert [row["day"] for row in await law.overridden_days(act)] == ["2026-11-18"]
        await law.take_back_day(act, day("2026-11-18"))
    await carried_out(country)
    assert await due(country, one) == ("issued", day("2026-11-18"))
    async with country.acting() as act:
        assert await law.overridden_days(act) == []
        with pytest.raises(ValueError, match="Nothing has been said"):
            await law.take_back_day(act, day("2026-11-18"))


async def test_changes_that_wait_are_carried_out_one_after_the_other(country: Country) -> None:
    """R-2: a bot that stood still meanwhile."""
    [one] = await issue(country)
    await off(country, "2026-11-17")
    await off(country, "2026-11-18")
    await off(country, "2026-11-21", working=True)
    await carried_out(country)
    assert await due(country, one) == ("issued", day("2026-11-20"))
    assert len(await country.ask("SELECT 1 FROM journal WHERE name = 'DeadlineMoved'")) == 2


async def test_what_ends_before_or_begins_after_the_day_stays(country: Country) -> None:
    [one] = await issue(country)
    await off(country, "2026-11-19")
    await carried_out(country)
    assert await due(country, one) == ("issued", day("2026-11-18"))


@pytest.mark.parametrize(
    ("iso", "working", "why"),
    [
        ("2026-11-16", False, "not ahead"),
        ("2026-11-15", True, "not ahead"),
        ("2026-11-22", False, "day off already"),
        ("2026-11-18", True, "working day already"),
    ],
)
async def test_what_cannot_be_said_of_a_day(country: Country, iso: str, working: bool, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        await off(country, iso, working=working)


async def test_a_reason_is_needed_in_both_languages(country: Country) -> None:
    async with country.acting() as act:
        with pytest.raises(ValueError, match="Kazakh"):
            await law.override_day(act, day("2026-11-18"), working=False, kk=" ", ru="Мороз")


async def test_a_day_that_has_begun_is_not_taken_back(country: Country) -> None:
    await off(country, "2026-11-18")
    country.now = at("2026-11-18 00:00")
    async with country.acting() as act:
        with pytest.raises(ValueError, match="not ahead"):
            await law.take_back_day(act, day("2026-11-18"))


async def test_operators_deeds_stand_in_the_audit_journal(country: Country) -> None:
    await off(country, "2026-11-18")
    await rule(country, "confirm_interest", "3")
    assert await country.ask("SELECT role, deed, detail FROM audit ORDER BY id") == [
        ("operator", "calendar_off", "2026-11-18"),
        ("operator", "rule_added", "confirm_interest"),
    ]


# ---- rules -----------------------------------------------------------------------------------------------------------


async def rule(country: Country, key: str, value: str, **how: Any) -> int:
    async with country.acting() as act:
        return await law.add_rule(act, NewRule(key, value, **{"source": "ours", **how}), REGIONS)


async def test_a_rule_of_a_region_holds_there_from_its_day_on(country: Country) -> None:
    """R-1."""
    await rule(country, "confirm_interest", "3", region=ALMATY)
    book = (await carried_out(country)).rulebook
    assert book.at(day("2026-11-16"), ALMATY).number("confirm_interest") == 2
    assert book.at(day("2026-11-17"), ALMATY).number("confirm_interest") == 3
    assert book.at(day("2026-11-17"), "710000000").number("confirm_interest") == 2


async def test_a_new_rule_never_moves_a_running_clock(country: Country) -> None:
    """R-1: not even when the calendar moves it afterwards."""
    [one] = await issue(country)
    await rule(country, "confirm_interest", "10")
    in_force = await carried_out(country)
    assert await due(country, one) == ("issued", day("2026-11-18"))
    country.now = at("2026-11-17 10:00")
    await off(country, "2026-11-18")
    await carried_out(country)
    assert await due(country, one) == ("issued", day("2026-11-19"))
    assert in_force.rulebook.at(day("2026-11-17"), ALMATY).number("confirm_interest") == 10


async def test_of_two_rules_the_newer_wins_and_one_that_is_ended_is_over(country: Country) -> None:
    """R-1."""
    first = await rule(country, "contract", "6")
    second = await rule(country, "contract", "7")
    assert (await carried_out(country)).rulebook.at(day("2026-11-17")).number("contract") == 7
    async with country.acting() as act:
        await law.end_rule(act, second)
    assert (await carried_out(country)).rulebook.at(day("2026-11-17")).number("contract") == 6
    country.now = at("2026-11-18 10:00")
    async with country.acting() as act:
        await law.end_rule(act, first)
    book = (await carried_out(country)).rulebook
    assert [book.at(day(f"2026-11-{n}")).number("contract") for n in (17, 18, 19)] == [6, 6, 5]
    country.now = at("2026-11-20 10:00")
    async with country.acting() as act:
        for gone in (first, second):
            with pytest.raises(ValueError, match="in force"):
                await law.end_rule(act, gone)


@pytest.mark.parametrize(
    ("key", "value", "how", "why"),
    [
        ("no_such_rule", "1", {}, "There is no rule"),
        ("contract", "five", {}, "is not a value"),
        ("contract", "5", {"unit": "months"}, "is counted in"),
        ("contract", "5", {"unit": "weeks"}, "no unit"),
        ("contract", "5", {"region": "123456789"}, "KATO"),
        ("code_lifetime", "5", {"region": ALMATY}, "whole country"),
        ("contract", "5", {"valid_from": date(2026, 11, 16)}, "work back"),
        ("contract", "5", {"valid_to": date(2026, 11, 16)}, "end before"),
        ("contract", "5", {"source": " "}, "source"),
        ("quiet_from", "25:00", {}, "is not a value"),
        ("quiet_from", "9", {}, "is not a value"),
        ("queue_refresh", "13-01", {}, "is not a value"),
        ("queue_refresh", "June", {}, "is not a value"),
        ("timesheet_window_last", "31", {}, "is not a value"),
        ("timesheet_rung_day_4", "4", {}, "is not a value"),
        ("contract_signature", "fax", {}, "is not a value"),
        ("queue_marks", "ten", {}, "is not a value"),
    ],
)
async def test_what_is_no_rule(country: Country, key: str, value: str, how: dict[str, Any], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        await rule(country, key, value, **how)


@pytest.mark.parametrize(
    ("key", "value", "how"),
    [
        ("contract", "6", {"unit": "calendar_days", "valid_to": date(2027, 1, 1)}),
        ("quiet_from", "22:00", {}),
        ("queue_refresh", "06-15", {}),
        ("timesheet_window_last", "12", {}),
        ("timesheet_rung_day_4", "5 09:00-21:00", {}),
        ("confirm_interest_signature", "eds", {"region": ALMATY}),
        ("queue_marks", "100 10", {}),
    ],
)
async def test_what_is_a_rule(country: Country, key: str, value: str, how: dict[str, Any]) -> None:
    """R-1: in the unit of the product's own rule, or in the other days."""
    await rule(country, key, value, **how)
    region = str(how["region"]) if "region" in how else None
    assert (await carried_out(country)).rulebook.at(day("2026-11-17"), region).text(key) == value


def test_the_law_of_the_tests_is_the_products() -> None:
    assert LAW.rulebook is BOOK
