"""Waiting lists, transfers, leaving and reinstating in a lawyer's words (R-54 to R-58, R-64).

Interest is confirmed on Friday 20 March 2026, before Nauryz: the five working days end on Wednesday 1 April.
"""

import pytest

from domain.not_allowed import Reason
from domain.rules import Unit
from domain.voucher import (
    AskExtension,
    AskTransfer,
    Cancelled,
    Command,
    ContractRefused,
    DeclineOffer,
    Enrolled,
    JoinLists,
    KindergartenSigns,
    KindergartenSilent,
    Leave,
    LeaveLists,
    Left,
    ListsJoined,
    ListsLeft,
    MissMonths,
    OfferDeclined,
    OfferLapsed,
    OfferPlace,
    PlaceOffered,
    Refuse,
    Reinstate,
    SendContract,
    State,
    TakeTransferBack,
    TimePasses,
    Transferred,
    TransferRefused,
    TransferTakenBack,
    Voucher,
    WaitingOver,
    Withdraw,
    reinstatement_ends,
)
from tests.domain.law import BOOK, CALENDAR, at, day, ruled, shown
from tests.domain.lives import ALMATY, Life
from tests.domain.test_voucher import INCOMPLETE, JANUARY_AND_FEBRUARY, SEND, confirmed, enrolled, rungs

ASTANA = "710000000"
ELSEWHERE = AskTransfer(8, 81, "code")


def waiting(*lists: int, when: str = "2026-03-26 10:00") -> Life:
    """Joined on Thursday the 26th: Friday, Monday, Tuesday and Wednesday are left."""
    return confirmed().does(JoinLists(lists or (5, 6)), when)


def offered(when: str = "2026-04-06 12:00") -> Life:
    """A place in the fifth kindergarten; to be answered until the end of Wednesday the 8th."""
    return waiting().does(OfferPlace(5, 51), when)


def moving() -> Life:
    return enrolled().does(ELSEWHERE, "2026-04-06 10:00")


def cancelled() -> Life:
    return enrolled().does(JANUARY_AND_FEBRUARY, "2026-03-27 11:00")


# CONFIRMED, no free place: joins waiting lists -> WAITING


def test_while_the_child_waits_the_contract_clock_stands_still() -> None:
    """R-56: what is kept is how many working days were left; the pause lasts thirty calendar days at most."""
    life = waiting()
    assert life.voucher.state is State.WAITING
    assert (life.voucher.lists, life.voucher.days_left, life.voucher.pause_left) == ((5, 6), 4, 30)
    assert life.last_day == "2026-04-25"
    assert life.does(TimePasses(), "2026-04-25 23:59").voucher.state is State.WAITING


def test_a_child_waits_in_three_lists_at_most() -> None:
    """R-56."""
    assert confirmed().may_not(JoinLists((1, 2, 3, 4)), "2026-03-26 10:00").reason is Reason.LISTS_FULL
    life = waiting().does(JoinLists((7,)), "2026-03-27 10:00")
    assert isinstance(life.journal[-1], ListsJoined)
    assert life.voucher.lists == (5, 6, 7)
    no = life.may_not(JoinLists((8,)), "2026-03-28 10:00")
    assert (no.reason, no.facts) == (Reason.LISTS_FULL, {"at_most": 3})
    assert life.last_day == "2026-04-25", "joining more does not lengthen the pause"


@pytest.mark.parametrize("lists", [(), (6,), (7, 6)])
def test_nobody_joins_a_list_twice(lists: tuple[int, ...]) -> None:
    """R-56."""
    assert waiting().may_not(JoinLists(lists), "2026-03-27 10:00").reason is Reason.IN_LIST


def test_too_late_to_wait_once_the_contract_term_is_over() -> None:
    """R-4, R-54, R-56."""
    for act in (JoinLists((5,)), LeaveLists((5,)), DeclineOffer()):
        assert confirmed().may_not(act, "2026-04-02 00:00").reason is Reason.TOO_LATE


@pytest.mark.parametrize("act", [Refuse(), Withdraw()])
def test_a_family_that_waits_may_refuse_the_voucher(act: Command) -> None:
    """R-53, R-36: from the lists too, and with an offer in hand; nothing is held any more."""
    for life in (waiting(), offered()):
        assert life.does(act, "2026-04-07 10:00").voucher == Voucher(1, ALMATY, State.REFUSED, round_id=7)


# WAITING, an offered place is accepted and signed -> CONTRACT_SENT


def test_an_offered_place_is_held_for_two_calendar_days() -> None:
    """R-56: offered on Monday, until the last minute of Wednesday."""
    life = offered()
    assert life.journal[-1] == PlaceOffered(at("2026-04-06 12:00"), 5, 51, at("2026-04-09 00:00"))
    assert (life.voucher.held_kindergarten_id, life.voucher.held_group_id) == (5, 51)
    assert life.last_day == "2026-04-08"


def test_in_astana_the_intake_of_2026_answers_within_a_day() -> None:
    """R-1, R-56: and a year later within two again."""
    for year, last in (("2026", "2026-09-08"), ("2027", "2027-09-09")):
        started, pause = at(f"{year}-09-02 10:00"), at(f"{year}-10-02 00:00")
        waits = Voucher(
            1, ASTANA, State.WAITING, started, pause, lists=(5,), days_left=3, pause_left=30, pause_due_at=pause
        )
        assert Life(waits).does(OfferPlace(5, 51), f"{year}-09-07 10:00").last_day == last


def test_accepting_the_offered_place_sends_the_contract_and_leaves_all_lists() -> None:
    """R-55, R-56."""
    life = offered().does(SendContract(5, 51, "code"), "2026-04-08 23:59")
    assert life.voucher.state is State.CONTRACT_SENT
    assert (life.voucher.kindergarten_id, life.voucher.group_id, life.voucher.lists) == (5, 51, ())
    assert (life.voucher.held_group_id, life.voucher.pause_due_at) == (None, None)
    assert life.does(KindergartenSigns(), "2026-04-09 10:00").voucher == enrolled().voucher


def test_a_free_place_elsewhere_may_be_chosen_while_waiting() -> None:
    """R-55, R-56."""
    life = waiting().does(SEND, "2026-04-20 10:00")
    assert life.voucher.state is State.CONTRACT_SENT


def test_who_considers_an_offer_gets_no_second_one() -> None:
    """R-56, ours: and keeps the place in the other lists."""
    life = offered()
    assert life.may_not(OfferPlace(6, 61), "2026-04-06 13:00").reason is Reason.OFFER_CONSIDERED
    assert life.voucher.lists == (5, 6)


def test_nothing_is_offered_from_a_list_that_was_left() -> None:
    """R-56."""
    left = waiting().does(LeaveLists((5,)), "2026-03-30 10:00")
    assert left.may_not(OfferPlace(5, 51), "2026-03-30 10:01").reason is Reason.NOT_IN_LIST
    assert confirmed().may_not(OfferPlace(5, 51), "2026-03-26 10:00").reason is Reason.NOT_NOW


def test_no_answer_means_off_that_list_and_no_other() -> None:
    """R-56, R-4: dated when it lapsed, whenever it was noticed."""
    life = offered().does(TimePasses(), "2026-04-10 07:00")
    assert life.journal[-1] == OfferLapsed(at("2026-04-09 00:00"), 5)
    assert life.voucher.lists == (6,)
    assert (life.voucher.state, life.last_day) == (State.WAITING, "2026-04-25")
    assert life.may_not(DeclineOffer(), "2026-04-10 08:00").reason is Reason.OFFER_OVER


def test_declining_is_leaving_that_list() -> None:
    """R-56, ours."""
    life = offered().does(DeclineOffer(), "2026-04-07 10:00")
    assert life.journal[-1] == OfferDeclined(at("2026-04-07 10:00"), 5)
    assert (life.voucher.lists, life.voucher.held_group_id) == ((6,), None)
    assert life.does(OfferPlace(6, 61), "2026-04-07 11:00").last_day == "2026-04-09"


def test_leaving_the_list_that_offers_ends_the_offer() -> None:
    """R-56."""
    life = offered().does(LeaveLists((5,)), "2026-04-07 10:00")
    assert (life.voucher.held_group_id, life.last_day) == (None, "2026-04-25")
    other = offered().does(LeaveLists((6,)), "2026-04-07 10:00")
    assert (other.voucher.held_group_id, other.last_day) == (51, "2026-04-08")


# WAITING, leaves the lists / the pause ends / no list left -> CONFIRMED


def test_who_leaves_the_last_list_chooses_again_with_the_days_that_were_left() -> None:
    """R-56: four working days, from the day after."""
    life = waiting().does(LeaveLists((6, 5)), "2026-04-06 10:00")
    assert [type(event) for event in life.journal[-2:]] == [ListsLeft, WaitingOver]
    assert (life.voucher.state, life.last_day) == (State.CONFIRMED, "2026-04-10")
    assert life.may_not(LeaveLists((5,)), "2026-04-06 10:01").reason is Reason.NOT_NOW


@pytest.mark.parametrize("lists", [(), (7,), (5, 7)])
def test_only_a_list_that_was_joined_is_left(lists: tuple[int, ...]) -> None:
    """R-56."""
    assert waiting().may_not(LeaveLists(lists), "2026-03-27 10:00").reason is Reason.NOT_IN_LIST


def test_the_last_offer_unanswered_leaves_no_list() -> None:
    """R-56, R-4: the clock goes on at the instant at which the offer lapsed."""
    life = waiting(5).does(OfferPlace(5, 51), "2026-04-06 12:00").does(TimePasses(), "2026-04-10 12:00")
    over = life.journal[-1]
    assert isinstance(over, WaitingOver)
    assert (shown(over.at), over.cause, life.last_day) == ("2026-04-09 00:00", "no_list", "2026-04-14")


def test_the_last_offer_declined_leaves_no_list() -> None:
    """R-56."""
    life = waiting(5).does(OfferPlace(5, 51), "2026-04-06 12:00").does(DeclineOffer(), "2026-04-07 12:00")
    assert (life.voucher.state, life.last_day) == (State.CONFIRMED, "2026-04-13")


def test_after_thirty_days_the_clock_goes_on() -> None:
    """R-56: from Sunday the 26th four working days; May Day is none."""
    life = waiting().does(TimePasses(), "2026-04-27 10:00")
    over = life.journal[-1]
    assert isinstance(over, WaitingOver)
    assert (shown(over.at), over.cause) == ("2026-04-26 00:00", "pause")
    assert (life.voucher.lists, life.last_day) == ((), "2026-04-30")


def test_and_then_runs_out_like_any_other() -> None:
    """R-54, R-56: the bot slept for months; everything is dated when it happened."""
    life = waiting().does(TimePasses(), "2026-08-01 00:00")
    assert [(type(event).__name__, shown(event.at)) for event in life.journal[-2:]] == [
        ("WaitingOver", "2026-04-26 00:00"),
        ("Archived", "2026-05-01 00:00"),
    ]


def test_who_joined_on_the_last_day_has_one_day_left() -> None:
    """R-56: never none."""
    life = waiting(when="2026-04-01 23:00").does(LeaveLists((5, 6)), "2026-04-10 23:00")
    assert life.voucher.days_left is None
    assert life.last_day == "2026-04-13"
    assert life.does(AskExtension(), "2026-04-13 10:00").last_day == "2026-04-15"


def test_the_pause_is_thirty_days_in_all_however_often_one_waits() -> None:
    """R-56, ours: every waiting uses a day at least."""
    life = waiting(5).does(LeaveLists((5,)), "2026-04-05 10:00")
    assert life.voucher.pause_left == 20
    again = life.does(JoinLists((6,)), "2026-04-06 10:00")
    assert again.last_day == "2026-04-26"
    same_day = again.does(LeaveLists((6,)), "2026-04-06 11:00")
    assert same_day.voucher.pause_left == 19


def test_when_the_pause_is_used_up_there_is_no_waiting_any_more() -> None:
    """R-56."""
    life = waiting(5).does(TimePasses(), "2026-04-26 00:00")
    no = life.may_not(JoinLists((5,)), "2026-04-27 10:00")
    assert (no.reason, no.facts) == (Reason.PAUSE_USED, {"days": 30})


def test_an_offer_is_considered_to_its_own_end_and_the_pause_with_it() -> None:
    """R-56, ours: offered on the last day of the pause; unanswered, the clock goes on."""
    life = offered("2026-04-25 12:00").does(TimePasses(), "2026-04-26 12:00")
    assert (life.voucher.state, life.last_day) == (State.WAITING, "2026-04-27")
    life.does(TimePasses(), "2026-04-28 00:00")
    assert [(type(event), shown(event.at)) for event in life.journal[-2:]] == [
        (OfferLapsed, "2026-04-28 00:00"),
        (WaitingOver, "2026-04-28 00:00"),
    ]
    assert life.last_day == "2026-05-04"
    assert life.voucher.pause_left == 0


def test_an_offer_declined_after_the_end_of_the_pause_lets_the_clock_go_on() -> None:
    """R-56."""
    life = offered("2026-04-25 12:00").does(DeclineOffer(), "2026-04-26 12:00")
    assert isinstance(life.journal[-1], WaitingOver)
    assert (life.journal[-1].cause, life.voucher.lists) == ("pause", ())


# CONTRACT_SENT after an offer, the kindergarten refuses -> CONFIRMED


def test_after_a_refusal_the_days_that_were_left_go_on_and_never_fewer_than_two() -> None:
    """R-55, R-56."""
    life = offered().does(SendContract(5, 51, "code"), "2026-04-06 13:00").does(INCOMPLETE, "2026-04-07 10:00")
    assert isinstance(life.journal[-1], ContractRefused)
    assert (life.voucher.state, life.last_day) == (State.CONFIRMED, "2026-04-13")
    late = waiting(when="2026-04-01 10:00").does(OfferPlace(5, 51), "2026-04-02 10:00")
    late.does(SendContract(5, 51, "code"), "2026-04-03 10:00").does(INCOMPLETE, "2026-04-06 10:00")
    assert late.last_day == "2026-04-08"


# ENROLLED, transfer -> ENROLLED elsewhere


def test_a_transfer_lies_with_the_other_kindergarten_and_the_child_stays() -> None:
    """R-58: two working days to answer."""
    life = moving()
    assert life.voucher.state is State.ENROLLED
    assert (life.voucher.kindergarten_id, life.voucher.held_kindergarten_id) == (5, 8)
    assert life.last_day == "2026-04-08"


def test_the_old_contract_ends_when_the_new_one_is_signed() -> None:
    """R-58."""
    life = moving().does(KindergartenSigns(), "2026-04-07 10:00")
    assert life.journal[-1] == Transferred(at("2026-04-07 10:00"))
    assert (life.voucher.kindergarten_id, life.voucher.group_id, life.voucher.held_group_id) == (8, 81, None)
    assert (life.voucher.state, life.voucher.due_at, life.voucher.clock_started) == (State.ENROLLED, None, None)


def test_refused_or_taken_back_the_old_contract_goes_on() -> None:
    """R-58."""
    refused = moving().does(INCOMPLETE, "2026-04-07 10:00")
    assert isinstance(refused.journal[-1], TransferRefused)
    back = moving().does(TakeTransferBack(), "2026-04-07 10:00")
    assert isinstance(back.journal[-1], TransferTakenBack)
    assert refused.voucher == back.voucher == enrolled().voucher
    assert back.does(ELSEWHERE, "2026-04-07 11:00").voucher.held_group_id == 81


def test_a_silent_kindergarten_is_told_to_the_department_and_may_still_answer() -> None:
    """R-55, R-58."""
    life = moving().does(TimePasses(), "2026-04-20 10:00")
    assert life.journal[-1] == KindergartenSilent(at("2026-04-09 00:00"))
    assert (life.voucher.state, life.voucher.held_group_id, life.voucher.due_at) == (State.ENROLLED, 81, None)
    assert life.does(KindergartenSigns(), "2026-04-21 10:00").voucher.kindergarten_id == 8


def test_one_transfer_at_a_time_and_to_another_kindergarten() -> None:
    """R-58."""
    assert moving().may_not(ELSEWHERE, "2026-04-06 11:00").reason is Reason.TRANSFER_UNDER_WAY
    same = AskTransfer(5, 52, "code")
    assert enrolled().may_not(same, "2026-04-06 11:00").reason is Reason.SAME_KINDERGARTEN
    assert confirmed().may_not(ELSEWHERE, "2026-03-26 10:00").reason is Reason.NOT_NOW


@pytest.mark.parametrize("act", [KindergartenSigns(), INCOMPLETE, TakeTransferBack()])
def test_without_a_transfer_there_is_nothing_to_answer(act: Command) -> None:
    """R-58."""
    assert enrolled().may_not(act, "2026-04-06 10:00").reason is Reason.NOT_NOW


def test_a_region_may_want_the_digital_signature_for_a_transfer() -> None:
    """R-55, R-58, R-1."""
    life = Life(enrolled().voucher, ruled("contract_signature", "eds", Unit.SIGNATURE, ALMATY, "2026-04-01"))
    assert life.may_not(ELSEWHERE, "2026-04-06 10:00").reason is Reason.SIGNATURE_NOT_ACCEPTED
    assert life.does(AskTransfer(8, 81, "eds"), "2026-04-06 10:00").voucher.held_group_id == 81


# ENROLLED, leaves or goes to school -> LEFT


@pytest.mark.parametrize("life", [enrolled(), moving()])
def test_a_child_leaves_for_good_and_a_transfer_falls_with_it(life: Life) -> None:
    """The table of section 6."""
    life.does(Leave("school"), "2026-04-07 10:00")
    assert life.journal[-1] == Left(at("2026-04-07 10:00"), "school")
    assert (life.voucher.state, life.voucher.held_group_id, life.voucher.due_at) == (State.LEFT, None, None)
    for act in (Leave("leaves"), ELSEWHERE, Reinstate(), KindergartenSigns()):
        assert life.may_not(act, "2026-04-07 11:00").reason is Reason.NOT_NOW
    assert not isinstance(life.journal[-1], Enrolled)


# CANCELLED, the department reinstates within 30 days -> ENROLLED


def test_the_department_takes_a_cancelling_back_within_thirty_days() -> None:
    """R-64: cancelled on 27 March; 26 April is the last day."""
    life = cancelled()
    assert shown(life.voucher.clock_started) == "2026-03-27 11:00"
    assert shown(reinstatement_ends(life.voucher, CALENDAR, BOOK)) == "2026-04-27 00:00"
    assert life.may_not(Reinstate(), "2026-04-27 00:00").reason is Reason.TOO_LATE
    back = life.does(Reinstate(), "2026-04-26 23:59")
    assert back.voucher.state is State.ENROLLED
    assert (back.voucher.kindergarten_id, back.voucher.group_id) == (5, 51)


def test_months_that_were_forgiven_do_not_cancel_again() -> None:
    """R-64: nor does one of them together with the next."""
    life = cancelled().does(Reinstate(), "2026-03-28 10:00")
    for months in (JANUARY_AND_FEBRUARY, MissMonths(day("2026-02-01"), day("2026-03-01"))):
        assert life.may_not(months, "2026-04-11 00:00").reason is Reason.MONTHS_NOT_MISSED
    life.does(MissMonths(day("2026-03-01"), day("2026-04-01")), "2026-05-11 00:00")
    assert isinstance(life.journal[-1], Cancelled)


def test_only_a_cancelled_voucher_is_reinstated() -> None:
    """R-64."""
    assert enrolled().may_not(Reinstate(), "2026-03-28 10:00").reason is Reason.NOT_NOW


# Reminders


def test_reminders_of_an_offered_place() -> None:
    """R-56: the letter says it at once; then the four rungs."""
    assert rungs(offered()) == [
        ("2026-04-07 09:00", "next_morning"),
        ("2026-04-07 18:00", "evening_before"),
        ("2026-04-08 09:00", "last_morning"),
        ("2026-04-08 21:00", "last_hours"),
    ]
    assert rungs(offered().does(DeclineOffer(), "2026-04-07 10:00")) == [("2026-04-25 09:00", "last_morning")]


def test_the_end_of_the_pause_is_told_on_its_last_morning() -> None:
    """R-56."""
    assert rungs(waiting()) == [("2026-04-25 09:00", "last_morning")]


def test_the_kindergarten_is_reminded_of_a_transfer() -> None:
    """R-58."""
    assert rungs(moving()) == [("2026-04-08 09:00", "last_morning")]
    assert not rungs(moving().does(KindergartenSigns(), "2026-04-07 10:00"))


@pytest.mark.parametrize("life", [cancelled(), enrolled().does(Leave("leaves"), "2026-04-07 10:00")])
def test_whose_road_is_over_is_not_reminded(life: Life) -> None:
    assert not rungs(life)
