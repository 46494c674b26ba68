"""The mark of a day: by the calendar, and by what a clerk has said (R-2, R-60)."""

import pytest

from domain.not_allowed import NotAllowed, Reason
from domain.timesheet import ABSENCES, Mark, check_mark, mark_of_day


@pytest.mark.parametrize("said", [None, *Mark])
def test_a_working_day_is_present_unless_an_exception_is_marked(said: Mark | None) -> None:
    """R-60."""
    usual = said in (None, Mark.DAY_OFF)
    assert mark_of_day(said, working=True) is (Mark.PRESENT if usual else said)


@pytest.mark.parametrize("said", [None, *Mark])
def test_nobody_is_absent_on_a_day_off(said: Mark | None) -> None:
    """R-2: also when the day was declared off after somebody had been marked; who works on a day off says so."""
    kept = said in (Mark.PRESENT, Mark.CLOSED)
    assert mark_of_day(said, working=False) is (said if kept else Mark.DAY_OFF)


@pytest.mark.parametrize("mark", Mark)
def test_what_may_be_marked(mark: Mark) -> None:
    """R-2, R-60: an absence on no day off, a day off on no working day."""
    for working, reason, marks in (
        (False, Reason.DAY_IS_OFF, ABSENCES),
        (True, Reason.DAY_IS_WORKING, {Mark.DAY_OFF}),
    ):
        if mark in marks:
            with pytest.raises(NotAllowed) as no:
                check_mark(mark, 7, working=working)
            assert (no.value.reason, no.value.facts) == (reason, {"day": 7})
        else:
            check_mark(mark, 7, working=working)
