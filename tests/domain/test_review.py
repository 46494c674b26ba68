"""Stars and words that everybody may read (R-70)."""

import pytest

from domain.not_allowed import NotAllowed, Reason
from domain.review import Rating, check_stars, check_words

PHONES = (
    "8 (701) 234-56-78",
    "+77012345678",
    "87012345678",
    "8\u200b701 234 56 78",
    "٨٧٠١٢٣٤٥٦٧٨",
    "339-72-22",
    "25-34-56",
)
IINS = ("230415500016", "2304 1550 0016", "230415-500016")
HARMLESS = (
    "Тамаша балабақша!",
    "Төлемі 25 000 теңге, 2023-2024, 2025 2026 2027 жылдары барды",
    "1.09.2026 31.05.2027 аралығында",
    "Жұмыс уақыты 7.30-18.30",
    "Топта 25 бала, 3 тәрбиеші",
)


@pytest.mark.parametrize("number", [*PHONES, *IINS])
def test_numbers_by_which_somebody_could_be_found_are_refused(number: str) -> None:
    with pytest.raises(NotAllowed) as no:
        check_words(f"Хабарласыңыз: {number}, рақмет")
    assert no.value.reason is Reason.WORDS_WITH_NUMBER


@pytest.mark.parametrize("words", HARMLESS)
def test_other_numbers_are_welcome(words: str) -> None:
    check_words(words)


@pytest.mark.parametrize("stars", [0, 6])
def test_stars_that_are_none(stars: int) -> None:
    check_stars(1)
    check_stars(5)
    with pytest.raises(NotAllowed):
        check_stars(stars)


def test_the_average_has_one_decimal() -> None:
    assert (Rating(0, 0).average, Rating(3, 13).average) == (0.0, 4.3)
