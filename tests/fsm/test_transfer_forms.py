"""Signing for an offered place (R-56) and for a transfer (R-58), and reinstating (R-64), as conversations."""

import pytest

from bot.fsm.form import Form, Option, Secret
from bot.fsm.transfer import AcceptPlace, Reinstate, Transfer, reinstating_words
from bot.words import Html, Name
from tests.fsm.filling import Filling, facts

GARDENS = (Option("g2", Name("Балбөбек", "Балбобек")), Option("g3", Name("Айгөлек", "Айголек")))
KNOWN = {
    "phone": "+77010000001",
    "iin": "930312400016",
    "signatures": ("eds", "code"),
    "child": "Әлихан",
    "deadline": Html("20 қараша, жұма, 23:59"),
    "offered": ("Балбөбек", "Абай, 1"),
    "gardens": {"g2": ("Балбөбек", "Абай, 1"), "g3": ("Айгөлек", "Абай, 2")},
    "old": "Еркежан",
    "over": 0,
}


def filling(form: type[Form], *, gardens: tuple[Option, ...] = GARDENS, over: int = 0, **answers: str) -> Filling:
    return Filling(form, facts(lists={"kindergartens": gardens}, known={**KNOWN, "over": over}), dict(answers))


def question(one: Filling) -> str:
    return one.here.ask.question(one.here.given)


def test_an_offered_place_is_looked_at_and_signed() -> None:
    """R-56: until when it is held is said."""
    one = filling(AcceptPlace, application="1", group="51")
    assert "Балбөбек" in question(one)
    assert "20 қараша, жұма, 23:59" in question(one)
    one.picks("yes").proves()
    assert one.step is None
    assert one.result == {"application": "1", "group": "51", "agree": "yes", "code": "ok"}


def test_a_code_for_one_offered_place_signs_no_other() -> None:
    """R-56."""
    one = filling(AcceptPlace, application="1", group="51").picks("yes").proves()
    one.answers["group"] = "52"
    assert one.asks == "code"


def test_a_transfer_is_chosen_and_signed() -> None:
    """R-58: from where to where is said."""
    one = filling(Transfer, application="1")
    assert "Әлихан" in question(one)
    one.picks("g3")
    assert "Еркежан" in question(one)
    assert "Айгөлек" in question(one)
    one.says("1").proves()
    assert one.step is None
    assert one.result["kindergarten"] == "g3"
    assert one.edits("kindergarten").picks("g2").asks == "agree", "another kindergarten is agreed with anew"


def test_there_may_be_nowhere_to_go() -> None:
    """R-58."""
    one = filling(Transfer, gardens=())
    assert one.asks == "kindergarten"
    assert "Еркежан" not in question(one)


@pytest.mark.parametrize(("over", "paragraphs"), [(0, 1), (1, 2)])
def test_reinstating_takes_a_reason_and_says_what_it_does(over: int, paragraphs: int) -> None:
    """R-64: over the places of the group it is said so before it is final."""
    one = filling(Reinstate, over=over, application="1").says("Бала ауруханада жатты")
    assert one.step is None
    assert one.result == {"application": "1", "reason": "Бала ауруханада жатты"}
    assert len(reinstating_words(one.given).split("\n\n")) == paragraphs


def test_a_code_that_signs_is_worth_nothing_after_five_minutes() -> None:
    for form in (AcceptPlace, Transfer):
        code = form.ask("code")
        assert isinstance(code, Secret)
        assert code.lasts.total_seconds() == 300
