"""When a silent family is tried another way (R-50, R-52, R-54, R-56)."""

from dataclasses import replace

import pytest

from domain.rules import Unit
from domain.voucher import ConfirmInterest, Issue, SendContract, State, TimePasses, escalations
from tests.domain.law import BOOK, at, ruled, shown
from tests.domain.lives import ALMATY, NEW, Life


def tried(life: Life) -> list[tuple[str, str]]:
    return [(shown(one.at), one.rung) for one in escalations(life.voucher, life.book)]


def issued() -> Life:
    """On Monday, 6 April, for two working days."""
    return Life().does(Issue(7), "2026-04-06 10:00")


def test_half_way_the_other_parent_and_then_sms() -> None:
    """R-50: of 62 hours, 31 and 46½ are over."""
    assert tried(issued()) == [("2026-04-07 17:00", "other_parent"), ("2026-04-08 08:30", "sms")]


def test_of_the_contract_and_the_stop_list_too() -> None:
    """R-52, R-54."""
    confirmed = issued().does(ConfirmInterest("code"), "2026-04-06 12:00")
    assert [shown(one.at)[:10] for one in escalations(confirmed.voucher, BOOK)] == ["2026-04-10", "2026-04-12"]
    stopped = issued().does(TimePasses(), "2026-04-09 00:00")
    assert stopped.voucher.state is State.STOP_LISTED
    assert tried(stopped) == [("2026-04-23 00:00", "other_parent"), ("2026-04-30 00:00", "sms")]


def test_of_an_offered_place_but_not_of_the_pause() -> None:
    """R-56: while nothing is offered the family has nothing to answer."""
    waits = replace(NEW, state=State.WAITING, clock_started=at("2026-04-06 10:00"), due_at=at("2026-05-07 00:00"))
    assert not escalations(waits, BOOK)
    assert escalations(replace(waits, held_group_id=1), BOOK)


def test_nobody_is_tried_while_somebody_else_has_to_answer() -> None:
    """R-55."""
    sent = (
        issued().does(ConfirmInterest("code"), "2026-04-06 12:00").does(SendContract(1, 1, "code"), "2026-04-06 13:00")
    )
    assert not tried(sent)
    assert not escalations(NEW, BOOK)
    assert not escalations(replace(NEW, clock_started=at("2026-04-06 10:00")), BOOK)


@pytest.mark.parametrize(("percent", "when"), [(10, "2026-04-06 16:12"), (100, "2026-04-09 00:00")])
def test_a_region_may_try_earlier_or_never(percent: int, when: str) -> None:
    """R-1: at the very end it is too late for anything."""
    book = ruled("ladder_other_parent", percent, Unit.PERCENT, ALMATY, "2026-01-01")
    assert shown(escalations(issued().voucher, book)[0].at) == when


def test_of_an_odd_term_whole_seconds() -> None:
    """What is kept has no smaller ones: an instant that can't be kept would never come."""
    life = Life().does(Issue(7), "2026-04-06 10:00:01")
    assert all(one.at.microsecond == 0 for one in escalations(life.voucher, BOOK))
