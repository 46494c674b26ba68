"""Rating a kindergarten, answering, returning (R-70)."""

import pytest

from bot.fsm.review import (
    AnswerReview,
    Feedback,
    ReturnReview,
    WriteReview,
    answer_goes,
    read_public,
    returning_words,
    review_goes,
)
from domain.not_allowed import NotAllowed, Reason
from tests.fsm.filling import Filling, facts, given


def test_a_review_is_stars_and_words_if_one_likes() -> None:
    one = Filling(WriteReview, facts()).says("4")
    assert one.asks == "words"
    assert one.skips().result == {"stars": "4", "words": ""}
    assert one.edits("words").says("  Жақсы \n\n\n балабақша ").result["words"] == "Жақсы\nбалабақша"


def test_a_typed_number_is_as_many_stars() -> None:
    for stars in "12345":
        assert Filling(WriteReview, facts()).says(stars).result["stars"] == stars


@pytest.mark.parametrize(
    ("text", "reason"),
    [("8 701 234 56 78", Reason.WORDS_WITH_NUMBER), (" \n", Reason.WORDS_MISSING), ("я" * 501, Reason.TOO_LONG)],
)
def test_words_that_cannot_be_public(text: str, reason: Reason) -> None:
    with pytest.raises(NotAllowed) as no:
        read_public(text, given())
    assert no.value.reason is reason


def test_an_answer_is_words() -> None:
    assert Filling(AnswerReview, facts()).says("Рақмет!").result == {"words": "Рақмет!"}


def test_a_reason_may_be_told_in_words() -> None:
    assert Filling(ReturnReview, facts()).picks("insults").result == {"reason": "insults"}
    assert Filling(ReturnReview, facts()).picks("other").says("Қысқартыңыз").result["words"] == "Қысқартыңыз"


def test_what_follows_is_told_before_sending() -> None:
    assert review_goes(given())
    assert answer_goes(given())
    assert returning_words(given())


def test_feedback_is_stars_and_words_if_one_likes() -> None:
    assert Filling(Feedback, facts()).picks("3").skips().result == {"stars": "3", "words": ""}
    assert Filling(Feedback, facts()).picks("3").says("Жақсы").result["words"] == "Жақсы"
