"""A question to support and its answer, as forms (R-72)."""

import pytest

from bot.fsm.announcement import LONGEST
from bot.fsm.support import AnswerQuestion, AskSupport, read_question
from bot.words import speaking
from domain.not_allowed import NotAllowed, Reason
from tests.fsm.filling import Filling, facts, given


def test_a_question_is_read_over_before_it_goes() -> None:
    one = Filling(AskSupport, facts(known={"along": "<i>Қайда тұрғаныңыз</i>"}), {"form": "Apply"})
    assert one.step is not None
    assert one.step.ask is AskSupport.words
    one.answers["words"] = "Кезек неге жылжымайды?"
    assert one.step is None
    assert one.result == {"form": "Apply", "words": "Кезек неге жылжымайды?"}
    assert AskSupport.before_sending is not None
    assert AskSupport.before_sending(one.given) == "<i>Қайда тұрғаныңыз</i>"


def test_whoever_answers_sees_what_was_asked() -> None:
    one = Filling(AnswerQuestion, facts(known={"asked": "<blockquote>Неге?</blockquote>"}), {"question": "3"})
    assert one.step is not None
    with speaking("kk"):
        assert one.step.ask.question(one.given) == "<blockquote>Неге?</blockquote>"


def test_numbers_are_shown_as_they_are_kept() -> None:
    assert AskSupport.words.shown("ЖСН 930312400016", given()) == "ЖСН ••••••••0016"


@pytest.mark.parametrize(("text", "reason"), [("⠀ ?", Reason.WORDS_EXPECTED), ("я" * (LONGEST + 1), Reason.TOO_LONG)])
def test_words_that_are_no_question(text: str, reason: Reason) -> None:
    with pytest.raises(NotAllowed) as no:
        read_question(text, given())
    assert no.value.reason is reason
