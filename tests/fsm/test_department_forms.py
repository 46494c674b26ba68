"""A department's forms: a round that is repeated, an announcement in both languages."""

import pytest

from bot.fsm.announcement import LONGEST, Announcement, glance, read_text
from bot.fsm.form import Option
from bot.fsm.round import Round
from bot.words import Name, speaking
from domain.not_allowed import NotAllowed, Reason
from tests.fsm.filling import NOW, Filling, facts, given

ALMATY = (Option("750000000", Name("Алматы қаласы", "г. Алматы")),)


def test_a_round_like_one_of_today_is_asked_about() -> None:
    """R-43: it is named; only «one more» leads on."""
    one = Filling(Round, facts(lists={"queue_places": ALMATY}, known={"earlier": (7, NOW)}))
    one.answers |= {"queue_place": "750000000", "count": "2"}
    assert one.step is not None
    with speaking("ru"):
        assert "№ 7" in one.step.ask.question(one.given)
    assert Round.again.option("no", one.given) is not None
    assert Round.again.option("after6", one.given) is None, "that is not the round that was seen"
    one.answers["again"] = "after7"
    assert one.step is None


def test_a_round_like_no_other_is_not_asked_about() -> None:
    one = Filling(Round, facts(lists={"queue_places": ALMATY}))
    one.answers |= {"queue_place": "750000000", "count": "2", "again": "after7"}
    assert one.step is None
    assert one.result == {"queue_place": "750000000", "count": "2"}


def test_an_announcement_is_written_in_both_languages() -> None:
    one = Filling(Announcement, facts(lists={"queue_places": ALMATY}, known={"preview": "<b>Қалай көрінеді</b>"}))
    one.answers |= {"queue_place": "750000000", "audience": "queue", "kk": "Сәлем"}
    assert one.step is not None
    assert one.step.ask is Announcement.ru
    one.answers["ru"] = "Привет"
    assert one.step is None
    assert Announcement.before_sending is not None
    assert Announcement.before_sending(one.given) == "<b>Қалай көрінеді</b>"


def test_texts_keep_their_lines() -> None:
    assert read_text("  Бір \n\n екі\t\n", given()) == "Бір\n\n екі"


@pytest.mark.parametrize(("text", "reason"), [("я" * (LONGEST + 1), Reason.TOO_LONG), (" \n ", Reason.WORDS_EXPECTED)])
def test_texts_that_are_none(text: str, reason: Reason) -> None:
    with pytest.raises(NotAllowed) as no:
        read_text(text, given())
    assert no.value.reason is reason


def test_a_long_text_is_shown_by_its_beginning() -> None:
    assert glance("Қысқа\nмәтін", given()) == "Қысқа мәтін"
    assert len(glance("ұзақ " * 20, given())) == 30
