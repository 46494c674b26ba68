"""Marks from a file, as a form (R-60)."""

import pytest

from bot.fsm.form import Said, answers_of, place
from bot.fsm.table import MarksFile, Table
from bot.words import Html, say, speaking
from domain.not_allowed import NotAllowed, Reason
from tests.fsm.filling import facts, given

TABLE = '{"7": {"18": "1"}, "9": {}}'


def test_only_a_file_is_an_answer() -> None:
    (table,) = MarksFile.asks()
    assert isinstance(table, Table)
    for said in (Said(text="18 Б"), Said(text=TABLE), Said(document=1), Said()):
        with pytest.raises(NotAllowed) as no:
            table.read(said, given())
        assert no.value.reason is Reason.TABLE_EXPECTED


def test_the_form_is_looked_through_once_the_table_is_there() -> None:
    step = place(MarksFile, given())
    assert step is not None
    assert step.ask.name == "table"
    filled = given(facts(known={"preview": Html("18")}), table=TABLE, month="202611")
    assert place(MarksFile, filled) is None
    assert answers_of(MarksFile, filled) == {"table": TABLE, "month": "202611"}
    assert MarksFile.before_sending is not None
    assert MarksFile.before_sending(filled) == "18"
    assert MarksFile.before_sending(given()) == ""


def test_the_answer_is_shown_as_how_many_children() -> None:
    (table,) = MarksFile.asks()
    with speaking("ru"):
        assert say(table.shown(TABLE, given())) == "детей: 2"
