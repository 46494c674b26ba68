"""The month as a picture, by the cells that it draws; and the same facts in words (R-60, R-61)."""

import struct
from datetime import date

import pytest

from bot.marks import change_words, days_words, facts_words
from bot.month_picture import LOOKS, Cell, calendar, draw
from bot.words import LANGUAGES, speaking
from domain.timesheet import Change, Mark

NOVEMBER = date(2026, 11, 1)  # a Sunday
MARKS = {day: Mark.DAY_OFF if NOVEMBER.replace(day=day).weekday() > 4 else Mark.PRESENT for day in range(16, 31)}
MARKS |= {17: Mark.SICK, 18: Mark.NO_REASON}
EVERY = dict(enumerate(Mark, start=1))


def cells(month: date = NOVEMBER, disputed: tuple[int, ...] = ()) -> dict[int, Cell]:
    with speaking("kk"):
        return {cell.day: cell for cell in calendar("", month, MARKS, disputed).cells}


def test_every_day_stands_under_its_weekday() -> None:
    """Six weeks, the first of which has only a Sunday."""
    drawn = cells()
    assert [(drawn[day].row, drawn[day].column) for day in (1, 2, 8, 16, 30)] == [
        (0, 6),
        (1, 0),
        (1, 6),
        (3, 0),
        (5, 0),
    ]
    assert len(drawn) == 30
    assert [len(cells(date(2027, month, 1))) for month in (2, 12)] == [28, 31]
    with speaking("ru"):
        assert calendar("", NOVEMBER, MARKS).weeks == 6
        assert calendar("", date(2027, 2, 1), MARKS).weeks == 4


def test_a_cell_says_how_its_day_is_marked() -> None:
    """R-67: days on which the child was not there yet have no mark."""
    drawn = cells(disputed=(18, 20))
    assert {day: drawn[day].mark for day in (15, 16, 17, 18, 21)} == {
        15: None, 16: Mark.PRESENT, 17: Mark.SICK, 18: Mark.NO_REASON, 21: Mark.DAY_OFF,
    }  # fmt: skip
    assert drawn[15].look is None
    assert drawn[17].look == LOOKS[Mark.SICK]
    assert [day for day, cell in drawn.items() if cell.disputed] == [18, 20]


def test_marks_are_told_apart_by_sign_by_shape_and_by_colour() -> None:
    """For colour-blind eyes any one of the three is enough."""
    assert set(LOOKS) == set(Mark)
    looks = LOOKS.values()
    for told_apart in ({look.sign for look in looks}, {look.shape for look in looks}, {look.colour for look in looks}):
        assert len(told_apart) == len(Mark)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_legend_names_what_is_drawn_and_no_more(language: str) -> None:
    with speaking(language):
        page = calendar("", NOVEMBER, MARKS, (18,))
        plain = calendar("", NOVEMBER, MARKS)
    assert [mark for mark, _words in page.legend] == [Mark.PRESENT, Mark.SICK, Mark.NO_REASON, Mark.DAY_OFF]
    assert len(page.heads) == 7
    assert page.note
    assert plain.note is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_picture_is_small_and_has_every_letter(language: str) -> None:
    """Warnings are errors here: a letter that the font lacks would be one."""
    with speaking(language):
        one = calendar("Әлихан, Қараша 2026", NOVEMBER, EVERY, (3,))
    png = draw([one])
    assert png.startswith(b"\x89PNG")
    assert struct.unpack(">II", png[16:24])[0] == 720
    assert len(png) < 60_000
    two = draw([one, one])
    assert struct.unpack(">II", two[16:24])[1] > 1.9 * struct.unpack(">II", png[16:24])[1]
    assert draw([one]) is png, "what has been drawn is not drawn again"


def test_the_same_in_words() -> None:
    with speaking("ru"):
        assert facts_words(MARKS, (18, 20)) == (
            "✓ присутствовал(а): 16, 19–20, 23–27, 30\n+ по болезни: 17\nx без уважительной причины: 18\n"
            "· выходной или праздник: 21–22, 28–29\n! Вы не согласны: 18, 20"
        )
        assert change_words(Change(31, None, Mark.CLOSED)) == "31: – → = детский сад закрыт"
    assert days_words([]) == ""
    assert days_words([5, 3, 4, 9]) == "3–5, 9"
