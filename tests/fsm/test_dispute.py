"""Naming the wrong days of a month and what was true on each (R-63). The month is November 2026; the 1st is a Sunday."""

from datetime import date

import pytest

from bot.fsm.dispute import Days, Dispute, Truth
from bot.fsm.form import Grid, Option, Said
from bot.words import N_, say, speaking
from domain.not_allowed import NotAllowed, Reason
from domain.timesheet import Mark
from tests.fsm.filling import Filling, facts

FIRST = date(2026, 11, 1)
MARKS = {day: Mark.DAY_OFF if FIRST.replace(day=day).weekday() > 4 else Mark.PRESENT for day in range(2, 31)}


def disagreeing(**answers: str) -> Filling:
    known = {"month": "Қараша 2026", "marks": MARKS, "first": FIRST}
    return Filling(Dispute, facts(known=known), {"sheet": "1", "revision": "1", "last_day": "30", **answers})


def offered(one: Filling) -> list[str]:
    ask = one.here.ask
    assert isinstance(ask, Days | Truth)
    return [option.key for option in ask.options(one.here.given)]


def question(one: Filling) -> str:
    with speaking("kk"):
        return one.here.ask.question(one.here.given)


def test_days_are_tapped_and_taken_back() -> None:
    one = disagreeing()
    assert "done" not in offered(one)
    assert "Таңдалған" not in question(one)
    one.picks("d18").picks("d3").picks("d5").picks("d3")
    assert one.asks == "days"
    assert "Таңдалған күндер: 5, 18" in question(one)
    one.picks("done")
    assert one.asks == "truth"
    assert one.result["days"] == "5,18"


def test_the_grid_has_a_week_a_row() -> None:
    one = disagreeing().picks("d18")
    ask = one.here.ask
    assert isinstance(ask, Days)
    rows = [[say(option.words) for option in row] for row in ask.rows(one.here.given)]
    assert rows[0] == ["2 ✓", "3 ✓", "4 ✓", "5 ✓", "6 ✓", "7 ·", "8 ·"]
    assert rows[2][2] == "☑ 18 ✓"
    assert [len(row) for row in rows] == [7, 7, 7, 7, 1, 1], (
        "the child was not there on the 1st; «Done» is the last row"
    )


def test_typed_days_take_the_place_of_tapped_ones() -> None:
    one = disagreeing().picks("d3").says("18, 9–10")
    assert one.result["days"] == "9,10,18"
    one.edits("days")
    assert "Таңдалған күндер: 9–10, 18" in question(one)
    assert one.here.ask.shown("9,10,18", one.here.given) == "9–10, 18"


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (Said(text="кеше"), Reason.DAYS_MISSING),
        (Said(text="1"), Reason.DAY_OUTSIDE_MONTH),
        (Said(text="/menu2"), Reason.WORDS_EXPECTED),
        (Said(), Reason.WORDS_EXPECTED),
    ],
)
def test_only_days_of_the_sheet_are_read(said: Said, reason: Reason) -> None:
    one = disagreeing()
    with pytest.raises(NotAllowed) as no:
        one.here.ask.read(said, one.here.given)
    assert no.value.reason is reason


def test_a_forged_day_is_no_answer() -> None:
    assert disagreeing(days="1").asks == "days"
    assert disagreeing(days="99", ticked="99,3").asks == "days"
    assert "99" not in question(disagreeing(ticked="99,3")).split("Таңдалған")[1]


def test_one_answer_for_all_days_unless_they_differ() -> None:
    """What is marked already is not offered: it would be no disagreement."""
    one = disagreeing().says("3, 4, 7")
    assert offered(one) == ["sick", "leave", "other_reason", "no_reason", "closed", "apart"]
    assert "3: ✓ қатысты → ?" in question(one)
    assert one.picks("sick").result["truth"] == "3=sick,4=sick,7=sick"


def test_day_by_day() -> None:
    one = disagreeing().says("3, 7").picks("apart")
    assert offered(one) == ["sick", "leave", "other_reason", "no_reason", "day_off", "closed"]
    one.picks("closed")
    assert (one.asks, offered(one)[0]) == ("truth", "present")
    one.picks("present")
    assert one.asks == "words"
    assert one.result["truth"] == "3=closed,7=present"
    shown = Dispute.truth.shown(one.result["truth"], one.given)
    assert "3: ✓" in str(shown)
    assert "7: ·" in str(shown)


def test_what_was_said_holds_for_the_days_it_was_said_of() -> None:
    one = disagreeing().says("3, 4").picks("sick").skips()
    assert one.step is None
    one.edits("days").says("4, 5")
    assert one.asks == "truth"
    assert "5" in question(one)
    assert "4" not in question(one).partition("Күндер: ")[2]
    one.picks("leave")
    assert one.result["truth"] == "4=sick,5=leave"
    one.edits("days").says("5")
    assert one.result["truth"] == "5=leave"


def test_the_question_begins_anew_when_it_is_edited() -> None:
    one = disagreeing().says("3, 4").picks("sick").skips().edits("truth")
    assert offered(one)[-1] == "apart"
    assert one.picks("leave").result["truth"] == "3=leave,4=leave"
    assert one.step is None


def test_options_of_a_grid_stand_one_below_the_other_unless_it_says_otherwise() -> None:
    one, other = Option("a", "a"), Option("b", "b")
    assert Grid(N_("Days"), (one, other)).rows(disagreeing().given) == [[one], [other]]


def test_words_are_read_in_place_of_buttons() -> None:
    one = disagreeing().says("3")
    with speaking("kk"):
        one.says("балабақша жабық")
    assert one.result["truth"] == "3=closed"
