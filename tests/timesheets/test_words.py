"""What fits on a screen: a message has 4096 characters."""

from datetime import UTC, datetime

import pytest

from bot.handlers.staff.marks_file import FAULTS, faults_words
from bot.handlers.staff.sheet_words import CHANGES, changes_words, code, history_words, mark_said, month_said, tool_said
from bot.words import speaking
from domain.not_allowed import NotAllowed, Reason
from domain.timesheet import Change, Mark
from usecases.publications import Publication
from usecases.sheet_tables import Fault, Plan, Why

AT = datetime(2026, 12, 1, tzinfo=UTC)
CHANGED = tuple(Change(day, Mark.PRESENT, Mark.OTHER_REASON) for day in range(1, 32))


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_long_histories_and_many_faults_are_cut(language: str) -> None:
    with speaking(language):
        history = history_words([Publication(number, AT, CHANGED) for number in range(1, 9)])
        faults = faults_words(Plan(99, {}, tuple(Fault(Why.DAY_IS_OFF, line, 21) for line in range(2, 99))))
        assert history is not None
        assert changes_words(CHANGED).count("\n") == CHANGES
        assert len(history) + len(changes_words(CHANGED)) < 2500
        assert faults.count("\n") == FAULTS + 1
        assert len(faults) < 3000


def test_what_buttons_say_is_never_trusted() -> None:
    """R-60: days off are not marked by hand, and a forged mark or month is none."""
    assert [mark_said(code(mark)) for mark in Mark if mark is not Mark.DAY_OFF] == [
        mark for mark in Mark if mark is not Mark.DAY_OFF
    ]
    assert (mark_said(""), tool_said("")) == (None, Mark.SICK)
    for forged in (code(Mark.DAY_OFF), "9", "sick", "-1", "²"):
        with pytest.raises(NotAllowed) as no:
            mark_said(forged)
        assert no.value.reason is Reason.ANSWER_UNKNOWN
    for forged in ("202613", "2026", "20261²", "", "209913", "999901"):
        with pytest.raises(NotAllowed):
            month_said(forged)
