"""Events as plain data and back."""

import json
from datetime import date
from typing import get_args

import pytest

from domain import journal, queue, timesheet, voucher
from tests.domain.law import at

NOW, DUE = at("2026-03-20 11:00"), at("2026-03-28 00:00")
VOUCHERS: list[voucher.Event] = [
    voucher.Issued(NOW, 7, DUE),
    voucher.InterestConfirmed(NOW, DUE),
    voucher.VoucherRefused(NOW),
    voucher.StopListed(NOW, DUE),
    voucher.Restored(NOW),
    voucher.Archived(NOW, "no_contract"),
    voucher.ContractSent(NOW, 5, 51, DUE),
    voucher.Extended(NOW, DUE),
    voucher.Enrolled(NOW),
    voucher.ContractRefused(NOW, voucher.Ground.EXPIRED_DOCUMENTS, DUE),
    voucher.KindergartenSilent(NOW),
    voucher.Withdrawn(NOW),
    voucher.AgedOut(NOW),
    voucher.Admitted(NOW, 5, 51),
    voucher.WaitingBegan(NOW, (5, 7), 3, 30, DUE),
    voucher.ListsJoined(NOW, (9,)),
    voucher.ListsLeft(NOW, (5, 9)),
    voucher.PlaceOffered(NOW, 7, 71, DUE),
    voucher.OfferDeclined(NOW, 7),
    voucher.OfferLapsed(NOW, 7),
    voucher.WaitingOver(NOW, "no_list", DUE),
    voucher.TransferSent(NOW, 8, 81, DUE),
    voucher.Transferred(NOW),
    voucher.TransferRefused(NOW, voucher.Ground.UNVACCINATED_RATIO),
    voucher.TransferTakenBack(NOW),
    voucher.Left(NOW, "school"),
    voucher.Reinstated(NOW),
    voucher.DeadlineMoved(NOW, DUE, None, DUE, 4),
    voucher.Cancelled(NOW, date(2026, 1, 1), date(2026, 2, 1)),
]
QUEUE: list[queue.Event] = [
    queue.CategoryChanged(NOW, queue.Cause.RIGHT_VERIFIED, 18, 4),
    queue.StillInterested(NOW),
]
SHEETS: list[timesheet.Event] = [
    timesheet.Published(NOW, DUE, again=True),
    timesheet.Confirmed(NOW),
    timesheet.Disputed(NOW, (3, 17)),
    timesheet.WentUnconfirmed(NOW),
    timesheet.StayedRefused(NOW),
]


def test_every_event_is_here() -> None:
    assert {type(event) for event in VOUCHERS} == set(get_args(voucher.Event))
    assert {type(event) for event in QUEUE} == set(get_args(queue.Event))
    assert {type(event) for event in SHEETS} == set(get_args(timesheet.Event))


@pytest.mark.parametrize("event", VOUCHERS)
def test_a_vouchers_event_comes_back_as_it_was(event: voucher.Event) -> None:
    name, data = journal.record(event)
    assert journal.restore("voucher", name, json.loads(json.dumps(data))) == event


@pytest.mark.parametrize("event", QUEUE)
def test_what_moved_a_number_comes_back_as_it_was(event: queue.Event) -> None:
    """R-42, R-35."""
    name, data = journal.record(event)
    assert journal.restore("voucher", name, json.loads(json.dumps(data))) == event


@pytest.mark.parametrize("event", SHEETS)
def test_a_sheets_event_comes_back_as_it_was(event: timesheet.Event) -> None:
    name, data = journal.record(event)
    assert journal.restore("timesheet", name, json.loads(json.dumps(data))) == event


def test_what_is_written_is_plain() -> None:
    assert journal.record(SHEETS[2]) == ("Disputed", {"at": 1773986400, "days": "3,17"})
    assert journal.record(VOUCHERS[-1]) == (
        "Cancelled",
        {"at": 1773986400, "first": "2026-01-01", "second": "2026-02-01"},
    )


def test_an_event_that_the_machine_does_not_have_is_an_error() -> None:
    with pytest.raises(KeyError, match="Published"):
        journal.restore("voucher", "Published", {})
