"""A complete application, parsed from answers (R-30, R-31)."""

import pytest

from domain.application import Application, GroupType, Language, Right, parse
from domain.not_allowed import NotAllowed, Reason
from tests.domain.law import why

ANSWERS = {"child": "7", "district": "751910000", "group_type": "general", "language": "kk"}


def test_complete_answers_are_an_application() -> None:
    """R-30."""
    asked = Application(7, "751910000", GroupType.GENERAL, Language.KK)
    assert parse(ANSWERS) == parse({**ANSWERS, "consent": "yes"}) == asked


@pytest.mark.parametrize("field", ANSWERS)
@pytest.mark.parametrize("blank", ["", "  "])
def test_every_question_has_to_be_answered(field: str, blank: str) -> None:
    """R-30."""
    rest = {key: answer for key, answer in ANSWERS.items() if key != field}
    for answers in (rest, {**rest, field: blank}):
        with pytest.raises(NotAllowed) as refused:
            parse(answers)
        assert why(refused) is Reason.ANSWER_MISSING
        assert refused.value.facts == {"field": field}


@pytest.mark.parametrize(
    ("field", "answer"),
    [
        ("child", "the elder"),
        ("child", "²"),
        ("district", "75191"),
        ("district", "Almaty"),
        ("group_type", "night"),
        ("language", "en"),
    ],
)
def test_an_answer_that_is_not_on_offer_is_refused(field: str, answer: str) -> None:
    """R-31."""
    with pytest.raises(NotAllowed) as refused:
        parse({**ANSWERS, field: answer})
    assert why(refused) is Reason.ANSWER_UNKNOWN
    assert refused.value.facts == {"field": field}


def test_what_is_on_offer() -> None:
    """R-31, R-32."""
    assert len(GroupType) == 6
    assert list(Language) == ["kk", "ru", "uz", "ug", "tg"]
    assert len(Right) == 3
