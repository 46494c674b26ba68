"""The number of places of a group, as it is typed."""

import pytest

from bot.fsm.group_places import Places
from bot.words import speaking
from domain.not_allowed import NotAllowed, Reason
from tests.fsm.filling import Filling, facts

KNOWN = {"group": "Жалпы топ", "places": 12, "taken": 3, "offered": 1}


@pytest.mark.parametrize(("typed", "kept"), [("15", "15"), ("0", "0"), (" 1 000 ", "1000"), ("007", "7")])
def test_a_whole_number(typed: str, kept: str) -> None:
    assert Filling(Places, facts(known=KNOWN)).says(typed).result == {"places": kept}


@pytest.mark.parametrize("typed", ["", "он", "-1", "1001", "2.5", "١٢"])
def test_anything_else_is_explained(typed: str) -> None:
    with pytest.raises(NotAllowed) as no:
        Filling(Places, facts(known=KNOWN)).says(typed)
    assert no.value.reason is Reason.PLACES_UNREADABLE


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_the_question_says_what_is_taken(language: str) -> None:
    one = Filling(Places, facts(known=KNOWN))
    with speaking(language):
        assert all(str(number) in one.here.ask.question(one.here.given) for number in (12, 3, 1))
