"""The month's life in a lawyer's words (R-60 to R-67). The reporting month is February 2026."""

from dataclasses import replace
from datetime import date

import pytest

from domain.not_allowed import Reason
from domain.timesheet import (
    Change,
    Command,
    Confirm,
    Confirmed,
    Dispute,
    Mark,
    Publish,
    Sheet,
    SheetState,
    StayedRefused,
    TimePasses,
    WentUnconfirmed,
    changes,
    counts_as_missed,
    may_mark,
    missed_before,
    publish_reminders,
    red_warning_at,
    risk_steps,
    run_to_cancel,
    rungs,
    spared_by,
    window_end,
)
from tests.domain.law import CALENDAR, at, day, rules, shown
from tests.domain.lives import Month

JANUARY, FEBRUARY, MARCH = day("2026-01-01"), day("2026-02-01"), day("2026-03-01")
DAYS = Dispute(revision=1, days=(17, 3, 3), explained=True)


def february() -> Month:
    return Month(Sheet(1, FEBRUARY))


def published(when: str = "2026-03-02 10:00") -> Month:
    return february().does(Publish(complete=True), when)


def disputed() -> Month:
    return published().does(DAYS, "2026-03-03 10:00")


def again(when: str = "2026-03-04 10:00") -> Month:
    return disputed().does(Publish(complete=True), when)


def test_a_month_is_published_when_it_has_ended() -> None:
    """R-60."""
    for early in ("2026-02-28 23:59", "2026-01-15 12:00"):
        no = february().may_not(Publish(complete=True), early)
        assert no.reason is Reason.MONTH_NOT_OVER
    assert published("2026-03-01 00:00").sheet.state is SheetState.PUBLISHED


def test_every_day_of_the_stay_needs_a_mark() -> None:
    """R-60."""
    no = february().may_not(Publish(complete=False), "2026-03-02 10:00")
    assert no.reason is Reason.MARKS_MISSING


@pytest.mark.parametrize(
    ("when", "last"),
    [
        ("2026-03-01 09:00", "2026-03-10"),
        ("2026-03-05 23:59", "2026-03-10"),
        ("2026-03-06 00:00", "2026-03-11"),
        ("2026-05-20 12:00", "2026-05-25"),
    ],
)
def test_the_window_closes_on_the_10th_but_is_open_for_five_days(when: str, last: str) -> None:
    """R-62, R-64."""
    assert published(when).last_day == last


def test_the_window_of_a_month_ends_with_the_10th_of_the_next() -> None:
    """R-62."""
    assert shown(window_end(FEBRUARY, rules())) == "2026-03-11 00:00"


def test_a_month_is_confirmed_until_the_last_minute_and_then_for_good() -> None:
    """R-61, R-62."""
    month = published().does(Confirm(revision=1), "2026-03-10 23:59")
    assert month.journal[-1] == Confirmed(at("2026-03-10 23:59"))
    assert month.sheet.due_at is None
    assert not may_mark(month.sheet)
    for act in (Confirm(1), DAYS):
        no = month.may_not(act, "2026-03-10 23:59")
        assert (no.reason, no.facts) == (Reason.ALREADY_ANSWERED, {"state": "confirmed"})
    assert month.may_not(Publish(True), "2026-03-10 23:59").reason is Reason.NOT_NOW


@pytest.mark.parametrize("act", [Confirm(1), DAYS])
def test_on_the_11th_it_is_too_late_whether_or_not_a_job_has_run(act: Command) -> None:
    """R-4."""
    unnoticed, noticed = published(), published().does(TimePasses(), "2026-03-11 08:00")
    assert unnoticed.may_not(act, "2026-03-11 00:00").reason is Reason.TOO_LATE
    assert noticed.may_not(act, "2026-03-11 08:00").reason is Reason.TOO_LATE
    assert noticed.journal[-1] == WentUnconfirmed(at("2026-03-11 00:00"))


def test_before_the_month_is_published_there_is_nothing_to_confirm() -> None:
    """R-61."""
    no = february().may_not(Confirm(0), "2026-03-02 10:00")
    assert (no.reason, no.facts) == (Reason.NOT_NOW, {"state": "marking"})


def test_the_parent_names_the_days_that_are_wrong() -> None:
    """R-63."""
    sheet = disputed().sheet
    assert sheet.state is SheetState.DISPUTED
    assert sheet.disputed_days == (3, 17)
    assert may_mark(sheet)


@pytest.mark.parametrize(
    ("dispute", "reason"),
    [
        (Dispute(1, (), True), Reason.DAYS_MISSING),
        (Dispute(1, (3, 29), True), Reason.DAY_OUTSIDE_MONTH),
        (Dispute(1, (0,), True), Reason.DAY_OUTSIDE_MONTH),
        (Dispute(1, (3,), False), Reason.WORDS_MISSING),
    ],
)
def test_a_dispute_says_which_days_and_why(dispute: Dispute, reason: Reason) -> None:
    """R-63."""
    assert published().may_not(dispute, "2026-03-03 10:00").reason is reason


def test_nobody_answers_for_marks_that_have_changed_since() -> None:
    """R-61, R-63: the button of the first publication is pressed after the second."""
    for act in (Confirm(1), DAYS):
        assert again().may_not(act, "2026-03-05 10:00").reason is Reason.SHEET_CHANGED
    assert again().does(Confirm(2), "2026-03-05 10:00").sheet.state is SheetState.CONFIRMED


def test_published_again_it_is_open_for_five_days_even_beyond_the_10th() -> None:
    """R-63."""
    assert again("2026-03-04 10:00").last_day == "2026-03-09"
    assert again("2026-03-09 10:00").last_day == "2026-03-14"
    assert again().sheet.first_published_at == at("2026-03-02 10:00")


def test_silence_after_that_leaves_the_month_refused_and_never_unconfirmed() -> None:
    """R-63."""
    month = again().does(TimePasses(), "2026-03-20 10:00")
    assert month.journal[-1] == StayedRefused(at("2026-03-10 00:00"))
    assert month.sheet.state is SheetState.REFUSED
    assert not counts_as_missed(month.sheet, rules())


def test_a_disputed_month_waits_for_the_kindergarten_and_never_lapses() -> None:
    """R-63."""
    month = disputed()
    assert month.does(TimePasses(), "2026-12-01 10:00") == disputed()
    assert month.may_not(Confirm(1), "2026-03-03 11:00").reason is Reason.ALREADY_ANSWERED


def test_the_parent_may_dispute_again() -> None:
    """R-63."""
    month = again().does(Dispute(2, (4,), True), "2026-03-05 10:00")
    assert month.sheet.disputed_days == (4,)


# The run of missed months


def unconfirmed(month: date, published_at: str) -> Sheet:
    when = at(published_at)
    return Sheet(1, month, SheetState.UNCONFIRMED, when, when, revision=1)


MISSED_JANUARY = unconfirmed(JANUARY, "2026-02-01 10:00")
MISSED_FEBRUARY = unconfirmed(FEBRUARY, "2026-03-05 23:59")
MISSED_MARCH = unconfirmed(MARCH, "2026-04-01 10:00")


def test_only_a_month_published_by_the_5th_counts() -> None:
    """R-64."""
    assert counts_as_missed(MISSED_FEBRUARY, rules())
    assert not counts_as_missed(unconfirmed(FEBRUARY, "2026-03-06 00:00"), rules())
    assert not counts_as_missed(published().sheet, rules())
    assert not counts_as_missed(Sheet(1, FEBRUARY, SheetState.UNCONFIRMED), rules())


def test_two_consecutive_missed_months_are_a_run() -> None:
    """R-64: in whatever order they are read."""
    run = (JANUARY, FEBRUARY)
    assert run_to_cancel([MISSED_FEBRUARY, MISSED_JANUARY], rules()) == run
    marking = Sheet(9, MARCH)
    assert run_to_cancel([MISSED_JANUARY, MISSED_FEBRUARY, marking], rules()) == run
    confirmed = replace(MISSED_MARCH, state=SheetState.CONFIRMED)
    assert run_to_cancel([MISSED_JANUARY, MISSED_FEBRUARY, confirmed], rules()) == run, (
        "R-4: if no job had run till then"
    )
    still_open = replace(MISSED_MARCH, state=SheetState.PUBLISHED)
    assert run_to_cancel([MISSED_JANUARY, MISSED_FEBRUARY, still_open], rules()) == run


@pytest.mark.parametrize(
    "sheets",
    [
        [],
        [Sheet(9, MARCH)],
        [MISSED_FEBRUARY],
        [MISSED_JANUARY, MISSED_MARCH],
        [MISSED_JANUARY, Sheet(9, FEBRUARY), MISSED_MARCH],
        [MISSED_JANUARY, unconfirmed(FEBRUARY, "2026-03-06 00:00")],
        [MISSED_JANUARY, again().does(TimePasses(), "2026-03-20 10:00").sheet],
        [MISSED_JANUARY, disputed().sheet],
        [MISSED_JANUARY, again().does(Confirm(2), "2026-03-05 10:00").sheet, MISSED_FEBRUARY],
    ],
)
def test_any_other_month_breaks_the_run(sheets: list[Sheet]) -> None:
    """R-64."""
    assert run_to_cancel(sheets, rules()) is None


def test_a_child_who_moved_in_mid_month_has_one_month_of_two_sheets() -> None:
    """R-67, R-64: it is missed when one is, unless the other is disputed or still open."""
    missed = [MISSED_JANUARY, MISSED_FEBRUARY]
    run = (JANUARY, FEBRUARY)
    confirmed = published().does(Confirm(1), "2026-03-03 10:00").sheet
    assert run_to_cancel([*missed, confirmed], rules()) == run
    assert run_to_cancel([*missed, Sheet(9, FEBRUARY)], rules()) == run
    assert run_to_cancel([*missed, disputed().sheet], rules()) is None
    assert run_to_cancel([*missed, published("2026-03-08 10:00").sheet], rules()) is None


def test_warnings_go_by_the_harsher_reading() -> None:
    """R-64, R-65: a month that does not count is warned of all the same."""
    late = unconfirmed(FEBRUARY, "2026-03-06 00:00")
    assert missed_before([late], MARCH)
    assert missed_before([late], MARCH, forgiven=JANUARY)
    assert not missed_before([late], MARCH, forgiven=FEBRUARY)
    assert not missed_before([late], FEBRUARY)
    assert not missed_before([published().sheet], MARCH)


# Reminders


def test_the_windows_of_reminding() -> None:
    """R-66."""
    assert [
        (rung.name, shown(rung.opens), shown(rung.closes)[11:], rung.at_risk_only) for rung in rungs(FEBRUARY, rules())
    ] == [
        ("ready", "2026-03-01 09:00", "20:00", False),
        ("day_4", "2026-03-04 10:00", "20:00", False),
        ("day_7", "2026-03-07 10:00", "20:00", False),
        ("day_9", "2026-03-09 10:00", "20:00", False),
        ("day_10", "2026-03-10 08:00", "14:00", False),
        ("last_word", "2026-03-10 18:00", "21:00", True),
    ]


def test_a_rung_concerns_who_could_have_answered_before_its_day() -> None:
    """R-66: a sheet published today is news enough for today."""
    on_the_4th = published("2026-03-04 08:00").sheet
    concerned = [rung.name for rung in rungs(FEBRUARY, rules()) if rung.concerns(on_the_4th)]
    assert concerned == ["ready", "day_7", "day_9", "day_10", "last_word"]


@pytest.mark.parametrize(
    "sheet",
    [
        february().sheet,
        disputed().sheet,
        published().does(Confirm(1), "2026-03-03 10:00").sheet,
        replace(february().sheet, state=SheetState.PUBLISHED),
    ],
)
def test_who_has_nothing_to_answer_is_not_reminded(sheet: Sheet) -> None:
    """R-66."""
    assert not any(rung.concerns(sheet) for rung in rungs(FEBRUARY, rules()))


def test_a_silent_family_at_risk_is_tried_another_way_before_the_last_day() -> None:
    """R-65, R-66: the other parent, then an SMS."""
    assert [(step.name, shown(step.opens), step.at_risk_only) for step in risk_steps(FEBRUARY, rules())] == [
        ("other_parent", "2026-03-08 10:00", True),
        ("sms", "2026-03-09 12:00", True),
    ]


def test_seen_spares_the_next_rung_and_never_the_last_word() -> None:
    """R-66."""
    every = rungs(FEBRUARY, rules())
    spared = [spared_by(every, at) for at in range(-1, len(every) + 1)]
    assert [rung.name if rung else None for rung in spared] == [
        None, "day_4", "day_7", "day_9", "day_10", None, None, None,
    ]  # fmt: skip


def test_what_a_correction_has_changed() -> None:
    """R-63: before and after, day by day; a day that has come in or fallen out is one too."""
    before = {1: Mark.DAY_OFF, 2: Mark.PRESENT, 3: Mark.NO_REASON, 4: Mark.PRESENT}
    after = {1: Mark.DAY_OFF, 2: Mark.PRESENT, 3: Mark.SICK, 5: Mark.PRESENT}
    assert changes(before, after) == (
        Change(3, Mark.NO_REASON, Mark.SICK),
        Change(4, Mark.PRESENT, None),
        Change(5, None, Mark.PRESENT),
    )


def test_the_red_warning_comes_on_the_11th() -> None:
    """R-65."""
    assert shown(red_warning_at(FEBRUARY, rules())) == "2026-03-11 09:00"


def test_the_kindergarten_is_reminded_to_publish() -> None:
    """R-67: the last working day of February 2026 is Friday the 27th."""
    found = publish_reminders(FEBRUARY, CALENDAR, rules())
    assert [(shown(reminder.at), reminder.rung) for reminder in found] == [
        ("2026-02-27 16:00", "last_working_day"),
        ("2026-03-01 09:00", "day_1"),
        ("2026-03-02 09:00", "day_2"),
        ("2026-03-03 09:00", "day_3"),
    ]
