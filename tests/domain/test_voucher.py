"""The voucher's life in a lawyer's words (R-50 to R-57, R-64).

Friday 20 March 2026 stands before Nauryz: two working days end on Friday the 27th, five on 1 April.
"""

import pytest

from domain.not_allowed import Reason
from domain.rules import Unit
from domain.voucher import (
    AgeOut,
    Archived,
    AskExtension,
    Command,
    ConfirmInterest,
    Ground,
    Issue,
    KindergartenRefuses,
    KindergartenSigns,
    KindergartenSilent,
    MissMonths,
    Refuse,
    Restore,
    Restored,
    SendContract,
    State,
    StopListed,
    TimePasses,
    Voucher,
    Withdraw,
    diagram,
    reminders,
)
from tests.domain.law import BOOK, CALENDAR, at, day, ruled, shown
from tests.domain.lives import ALMATY, Life

ISSUED_AT = "2026-03-20 11:00"
CONFIRM = ConfirmInterest("code")
SEND = SendContract(kindergarten_id=5, group_id=51, signature="eds")
INCOMPLETE = KindergartenRefuses(Ground.INCOMPLETE_DOCUMENTS)
JANUARY_AND_FEBRUARY = MissMonths(day("2026-01-01"), day("2026-02-01"))


def issued() -> Life:
    return Life().does(Issue(7), ISSUED_AT)


def stop_listed() -> Life:
    return issued().does(TimePasses(), "2026-03-28 00:00")


def confirmed() -> Life:
    return issued().does(CONFIRM, "2026-03-20 12:00")


def sent() -> Life:
    return confirmed().does(SEND, "2026-03-26 10:00")


def enrolled() -> Life:
    return sent().does(KindergartenSigns(), "2026-03-27 10:00")


def test_a_round_issues_the_voucher_for_two_working_days() -> None:
    """R-43, R-50."""
    life = issued()
    assert life.voucher.state is State.ISSUED
    assert life.voucher.round_id == 7
    assert life.last_day == "2026-03-27"


def test_interest_may_be_confirmed_until_the_last_minute_of_the_last_day() -> None:
    """R-50, R-3."""
    life = issued().does(CONFIRM, "2026-03-27 23:59")
    assert life.voucher.state is State.CONFIRMED


@pytest.mark.parametrize("act", [CONFIRM, Refuse()])
def test_at_midnight_it_is_too_late_whether_or_not_a_job_has_run(act: Command) -> None:
    """R-4."""
    for life in (issued(), stop_listed()):
        assert life.may_not(act, "2026-03-28 00:00").reason is Reason.TOO_LATE


def test_a_one_time_code_signs_only_where_the_region_allows_it() -> None:
    """R-51: a region that insists on the digital signature, since a day."""
    key, signature = "confirm_interest_signature", Unit.SIGNATURE
    strict = Life(book=ruled(key, "eds", signature, ALMATY, "2026-03-01")).does(Issue(7), ISSUED_AT)
    no = strict.may_not(CONFIRM, "2026-03-23 10:00")
    assert (no.reason, no.facts) == (Reason.SIGNATURE_NOT_ACCEPTED, {"signature": "code"})
    assert strict.does(ConfirmInterest("eds"), "2026-03-23 10:00").voucher.state is State.CONFIRMED


def test_a_clock_lives_by_the_rules_of_the_day_on_which_it_started() -> None:
    """R-1: a region that gives more time from Monday gives none to those issued on Friday."""
    generous = ruled("confirm_interest", 9, Unit.WORKING_DAYS, ALMATY, "2026-03-23")
    on_friday = Life(book=generous).does(Issue(7), ISSUED_AT)
    on_monday = Life(book=generous).does(Issue(7), "2026-03-23 11:00")
    elsewhere = Life(Voucher(1, "710000000"), generous).does(Issue(7), "2026-03-23 11:00")
    assert on_friday.last_day == "2026-03-27"
    assert on_monday.last_day == "2026-04-07"
    assert elsewhere.last_day == "2026-03-27"


def test_who_does_not_confirm_is_stop_listed_for_28_days() -> None:
    """R-52: the 27th was lost; the 28th of March is the first day that counts."""
    life = stop_listed()
    assert life.voucher.state is State.STOP_LISTED
    assert life.last_day == "2026-04-24"


def test_what_lapsed_is_dated_when_it_lapsed() -> None:
    """R-4: the job came a day late, the term did not."""
    late = issued().does(TimePasses(), "2026-03-29 07:00")
    assert late == stop_listed()
    assert isinstance(late.journal[-1], StopListed)
    assert shown(late.journal[-1].at) == "2026-03-28 00:00"


def test_the_place_can_be_restored_until_the_28th_day() -> None:
    """R-52."""
    back = stop_listed().does(Restore(), "2026-04-24 23:59")
    assert back.voucher == Voucher(1, ALMATY, restores=1)
    assert stop_listed().may_not(Restore(), "2026-04-25 00:00").reason is Reason.TOO_LATE


def test_the_place_can_be_restored_before_a_job_has_noticed_that_it_was_lost() -> None:
    """R-4, R-52."""
    life = issued().does(Restore(), "2026-03-28 00:00")
    assert [type(event) for event in life.journal[1:]] == [StopListed, Restored]
    assert life.voucher.state is State.QUEUED


def test_not_restored_means_archived() -> None:
    """R-52."""
    life = stop_listed().does(TimePasses(), "2026-04-25 00:00")
    assert life.journal[-1] == Archived(at("2026-04-25 00:00"), "not_restored")
    assert life.may_not(Restore(), "2026-04-25 00:00").reason is Reason.TOO_LATE


def test_a_second_miss_archives_at_once() -> None:
    """R-52."""
    again = stop_listed().does(Restore(), "2026-04-01 10:00").does(Issue(8), "2026-07-01 10:00")
    again.does(TimePasses(), "2026-07-04 00:00")
    assert again.journal[-1] == Archived(at("2026-07-04 00:00"), "second_miss")
    assert again.may_not(CONFIRM, "2026-07-04 00:00").reason is Reason.TOO_LATE


def test_the_place_is_restored_once() -> None:
    """R-52: stop-listed again by rules that have changed since, it still comes back only once."""
    listed = Voucher(1, ALMATY, State.STOP_LISTED, at("2026-03-28 00:00"), at("2026-04-25 00:00"), restores=1)
    no = Life(listed).may_not(Restore(), "2026-04-01 10:00")
    assert no.reason is Reason.RESTORE_USED


def test_a_month_of_silence_is_told_by_one_job() -> None:
    """R-4, R-52: the bot slept; both losses are dated when they happened."""
    life = issued().does(TimePasses(), "2026-06-01 00:00")
    assert [(type(event), shown(event.at)) for event in life.journal[1:]] == [
        (StopListed, "2026-03-28 00:00"),
        (Archived, "2026-04-25 00:00"),
    ]


@pytest.mark.parametrize("life", [issued(), confirmed()])
def test_refusing_the_voucher_annuls_the_place_for_good(life: Life) -> None:
    """R-53."""
    refused = life.does(Refuse(), "2026-03-23 10:00")
    assert refused.voucher.state is State.REFUSED
    assert refused.voucher.due_at is None
    no = refused.may_not(Restore(), "2026-03-23 10:01")
    assert (no.reason, no.facts) == (Reason.NOT_NOW, {"state": "refused"})


def test_five_working_days_for_the_contract() -> None:
    """R-54: they begin when interest is confirmed."""
    assert confirmed().last_day == "2026-04-01"


def test_no_contract_in_time_archives_the_application() -> None:
    """R-54."""
    life = confirmed().does(TimePasses(), "2026-04-02 00:00")
    assert life.journal[-1] == Archived(at("2026-04-02 00:00"), "no_contract")
    for act in (SEND, AskExtension(), Refuse()):
        assert life.may_not(act, "2026-04-02 00:00").reason is Reason.TOO_LATE
        assert confirmed().may_not(act, "2026-04-02 00:00").reason is Reason.TOO_LATE


def test_two_days_more_may_be_asked_for_on_the_fifth_day_only() -> None:
    """R-54."""
    no = confirmed().may_not(AskExtension(), "2026-03-31 23:59")
    assert (no.reason, no.facts) == (Reason.EXTENSION_NOT_YET, {"opens": "2026-04-01"})
    life = confirmed().does(AskExtension(), "2026-04-01 00:00")
    assert life.last_day == "2026-04-03"
    assert life.voucher.extended


def test_more_time_is_given_once() -> None:
    """R-54."""
    life = confirmed().does(AskExtension(), "2026-04-01 10:00")
    assert life.may_not(AskExtension(), "2026-04-03 10:00").reason is Reason.EXTENSION_USED


def test_sending_the_contract_stops_the_parents_clock() -> None:
    """R-55: it is the kindergarten's turn, for two working days."""
    life = sent()
    assert life.voucher.state is State.CONTRACT_SENT
    assert (life.voucher.kindergarten_id, life.voucher.group_id) == (5, 51)
    assert life.last_day == "2026-03-30"
    assert life.may_not(Refuse(), "2026-03-26 11:00").reason is Reason.NOT_NOW


def test_a_contract_may_be_signed_with_either_signature() -> None:
    """R-55."""
    by_code = SendContract(5, 51, "code")
    assert confirmed().does(by_code, "2026-03-26 10:00").voucher == sent().voucher
    strict = ruled("contract_signature", "eds", Unit.SIGNATURE, ALMATY, "2026-01-01")
    life = Life(confirmed().voucher, strict)
    assert life.may_not(by_code, "2026-03-26 10:00").reason is Reason.SIGNATURE_NOT_ACCEPTED


def test_the_kindergarten_signs_and_the_child_is_enrolled() -> None:
    """R-57."""
    child = enrolled().voucher
    assert child.state is State.ENROLLED
    assert (child.kindergarten_id, child.group_id) == (5, 51)
    assert (child.clock_started, child.due_at) == (None, None)


def test_after_a_lawful_refusal_the_parent_chooses_again_with_the_time_that_was_left() -> None:
    """R-55."""
    life = sent().does(INCOMPLETE, "2026-03-26 12:00")
    assert life.voucher.state is State.CONFIRMED
    assert (life.voucher.kindergarten_id, life.voucher.group_id) == (None, None)
    assert life.last_day == "2026-04-01"


def test_after_a_late_refusal_at_least_two_working_days_are_left() -> None:
    """R-55, R-54: and on the last of them more time may still be asked for."""
    life = confirmed().does(SEND, "2026-04-01 23:00").does(INCOMPLETE, "2026-04-03 18:00")
    assert life.last_day == "2026-04-07"
    assert life.does(AskExtension(), "2026-04-07 09:00").last_day == "2026-04-09"


def test_a_silent_kindergarten_is_reported_once_and_may_still_answer() -> None:
    """R-55."""
    life = sent().does(TimePasses(), "2026-03-31 00:00").does(TimePasses(), "2026-06-01 00:00")
    assert life.journal[-1] == KindergartenSilent(at("2026-03-31 00:00"))
    assert life.voucher.state is State.CONTRACT_SENT
    assert life.does(INCOMPLETE, "2026-06-01 10:00").last_day == "2026-06-03"
    assert sent().does(KindergartenSigns(), "2026-04-10 10:00").voucher == enrolled().voucher


def test_two_missed_months_in_a_row_cancel_the_voucher_when_the_10th_has_passed() -> None:
    """R-64."""
    life = enrolled().does(JANUARY_AND_FEBRUARY, "2026-03-11 00:00")
    assert life.voucher.state is State.CANCELLED
    assert life.may_not(JANUARY_AND_FEBRUARY, "2026-03-11 00:00").reason is Reason.NOT_NOW


@pytest.mark.parametrize(
    ("months", "when"),
    [
        (JANUARY_AND_FEBRUARY, "2026-03-10 23:59"),
        (MissMonths(day("2026-01-01"), day("2026-03-01")), "2026-06-01 00:00"),
        (MissMonths(day("2026-02-01"), day("2026-01-01")), "2026-06-01 00:00"),
    ],
)
def test_nothing_less_cancels_it(months: MissMonths, when: str) -> None:
    """R-64."""
    assert enrolled().may_not(months, when).reason is Reason.MONTHS_NOT_MISSED


# Reminders


def rungs(life: Life) -> list[tuple[str, str]]:
    found = reminders(life.voucher, CALENDAR, BOOK)
    return [(shown(reminder.at), reminder.rung) for reminder in found]


def test_reminders_to_confirm_interest() -> None:
    """R-50."""
    assert rungs(issued()) == [
        ("2026-03-21 09:00", "next_morning"),
        ("2026-03-26 18:00", "evening_before"),
        ("2026-03-27 09:00", "last_morning"),
        ("2026-03-27 21:00", "last_hours"),
    ]


def test_two_reminders_of_one_instant_are_one() -> None:
    """R-50: where a region gives a single day, the next morning is the last one."""
    brisk = ruled("confirm_interest", 1, Unit.WORKING_DAYS, ALMATY, "2026-01-01")
    life = Life(book=brisk).does(Issue(7), "2026-04-06 11:00")
    assert [rung for _, rung in rungs(life)] == ["evening_before", "last_morning", "last_hours"]


def test_nobody_is_reminded_of_a_moment_before_the_clock_started() -> None:
    """R-50: issued in the evening, the evening before is over."""
    brisk = ruled("confirm_interest", 1, Unit.WORKING_DAYS, ALMATY, "2026-01-01")
    life = Life(book=brisk).does(Issue(7), "2026-04-06 18:00")
    assert [rung for _, rung in rungs(life)] == ["last_morning", "last_hours"]


def test_reminders_of_the_contract_move_with_the_extension() -> None:
    """R-54."""
    life = confirmed()
    assert rungs(life) == [
        ("2026-03-21 09:00", "next_morning"),
        ("2026-03-31 18:00", "evening_before"),
        ("2026-04-01 09:00", "last_morning"),
        ("2026-04-01 21:00", "last_hours"),
    ]
    assert rungs(life.does(AskExtension(), "2026-04-01 10:00")) == [
        ("2026-03-21 09:00", "next_morning"),
        ("2026-04-02 18:00", "evening_before"),
        ("2026-04-03 09:00", "last_morning"),
        ("2026-04-03 21:00", "last_hours"),
    ]


def test_reminders_to_restore_the_place() -> None:
    """R-52."""
    assert rungs(stop_listed()) == [
        ("2026-03-28 09:00", "day_1"),
        ("2026-04-10 09:00", "day_14"),
        ("2026-04-17 09:00", "day_21"),
        ("2026-04-23 09:00", "day_27"),
        ("2026-04-24 09:00", "day_28"),
    ]


def test_the_kindergarten_is_reminded_on_its_last_morning_and_then_no_more() -> None:
    """R-55."""
    assert rungs(sent()) == [("2026-03-30 09:00", "last_morning")]
    assert not rungs(sent().does(TimePasses(), "2026-03-31 00:00"))


@pytest.mark.parametrize("life", [Life(), enrolled(), issued().does(Refuse(), ISSUED_AT)])
def test_where_no_clock_runs_nobody_is_reminded(life: Life) -> None:
    assert not rungs(life)


# The drawing


@pytest.mark.parametrize("life", [Life(), stop_listed()])
def test_an_application_that_waits_may_be_deleted(life: Life) -> None:
    """R-36."""
    life.does(Withdraw(), "2026-03-30 10:00")
    assert life.voucher.state is State.WITHDRAWN
    assert life.voucher.due_at is None
    assert life.may_not(Withdraw(), "2026-03-30 10:01").reason is Reason.NOT_NOW


@pytest.mark.parametrize("life", [issued(), confirmed()])
def test_deleting_with_a_live_voucher_is_refusing_it(life: Life) -> None:
    """R-36, R-53."""
    life.does(Withdraw(), "2026-03-20 13:00")
    assert life.voucher.state is State.REFUSED


@pytest.mark.parametrize("life", [sent(), enrolled()])
def test_what_is_signed_may_not_be_deleted(life: Life) -> None:
    """R-36, R-57."""
    assert life.may_not(Withdraw(), "2026-03-27 11:00").reason is Reason.NOT_NOW


@pytest.mark.parametrize("life", [Life(), stop_listed()])
def test_a_child_of_seven_leaves_the_queue_and_not_a_day_sooner(life: Life) -> None:
    """R-42, S4: born on 31 March 2019, seven on 31 March 2026."""
    born = day("2019-03-31")
    too_soon = life.may_not(AgeOut(born), "2026-03-30 23:59")
    assert (too_soon.reason, too_soon.facts) == (Reason.NOT_OVER_AGE, {"years": 7})
    assert life.does(AgeOut(born), "2026-03-31 00:00").voucher.state is State.AGED_OUT


def test_a_region_may_let_children_wait_longer() -> None:
    """R-1, R-42."""
    life = Life(book=ruled("max_age_queue", 8, Unit.YEARS, ALMATY, "2026-01-01"))
    assert life.may_not(AgeOut(day("2019-01-01")), "2026-03-31 00:00").reason is Reason.NOT_OVER_AGE


def test_a_child_with_a_voucher_is_not_aged_out() -> None:
    assert issued().may_not(AgeOut(day("2018-01-01")), "2026-03-21 00:00").reason is Reason.NOT_NOW


def test_the_drawing_is_what_the_rules_say() -> None:
    """The table of section 6, every row."""
    drawn = [line.strip() for line in diagram().splitlines()]
    assert drawn == [
        "stateDiagram-v2",
        "[*] --> QUEUED",
        "QUEUED --> ISSUED: Issue / Issued",
        "QUEUED --> WITHDRAWN: Withdraw / Withdrawn",
        "QUEUED --> AGED_OUT: AgeOut / AgedOut",
        "QUEUED --> ENROLLED: Admit / Admitted",
        "ISSUED --> CONFIRMED: ConfirmInterest / InterestConfirmed",
        "ISSUED --> REFUSED: Refuse / VoucherRefused",
        "ISSUED --> REFUSED: Withdraw / VoucherRefused",
        "ISSUED --> STOP_LISTED: TimePasses / StopListed",
        "ISSUED --> ARCHIVED: TimePasses / Archived",
        "STOP_LISTED --> QUEUED: Restore / Restored",
        "STOP_LISTED --> WITHDRAWN: Withdraw / Withdrawn",
        "STOP_LISTED --> AGED_OUT: AgeOut / AgedOut",
        "STOP_LISTED --> ARCHIVED: TimePasses / Archived",
        "CONFIRMED --> REFUSED: Refuse / VoucherRefused",
        "CONFIRMED --> CONTRACT_SENT: SendContract / ContractSent",
        "CONFIRMED --> CONFIRMED: AskExtension / Extended",
        "CONFIRMED --> WAITING: JoinLists / WaitingBegan",
        "CONFIRMED --> REFUSED: Withdraw / VoucherRefused",
        "CONFIRMED --> ARCHIVED: TimePasses / Archived",
        "WAITING --> REFUSED: Refuse / VoucherRefused",
        "WAITING --> CONTRACT_SENT: SendContract / ContractSent",
        "WAITING --> WAITING: JoinLists / ListsJoined",
        "WAITING --> WAITING: LeaveLists / ListsLeft",
        "WAITING --> CONFIRMED: LeaveLists / WaitingOver",
        "WAITING --> WAITING: OfferPlace / PlaceOffered",
        "WAITING --> REFUSED: Withdraw / VoucherRefused",
        "WAITING --> CONFIRMED: TimePasses / WaitingOver",
        "WAITING --> WAITING: DeclineOffer / OfferDeclined",
        "WAITING --> CONFIRMED: DeclineOffer / WaitingOver",
        "WAITING --> WAITING: TimePasses / OfferLapsed",
        "CONTRACT_SENT --> ENROLLED: KindergartenSigns / Enrolled",
        "CONTRACT_SENT --> CONFIRMED: KindergartenRefuses / ContractRefused",
        "CONTRACT_SENT --> CONTRACT_SENT: TimePasses / KindergartenSilent",
        "ENROLLED --> ENROLLED: AskTransfer / TransferSent",
        "ENROLLED --> LEFT: Leave / Left",
        "ENROLLED --> CANCELLED: MissMonths / Cancelled",
        "ENROLLED --> ENROLLED: KindergartenSigns / Transferred",
        "ENROLLED --> ENROLLED: KindergartenRefuses / TransferRefused",
        "ENROLLED --> ENROLLED: TakeTransferBack / TransferTakenBack",
        "ENROLLED --> ENROLLED: TimePasses / KindergartenSilent",
        "CANCELLED --> ENROLLED: Reinstate / Reinstated",
        "REFUSED --> [*]",
        "ARCHIVED --> [*]",
        "CANCELLED --> [*]",
        "WITHDRAWN --> [*]",
        "AGED_OUT --> [*]",
        "LEFT --> [*]",
    ]
