"""Identity numbers (R-14)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import iin
from domain.not_allowed import NotAllowed, Reason
from tests.domain.law import why

# synthetic: 31 February does not exist
FIRST_ROW = "900231300014"
SECOND_ROW = "900231300501"

IN_TYPING = (
    Reason.IIN_LETTERS,
    Reason.IIN_LENGTH,
    Reason.IIN_ZEROS,
    Reason.IIN_IMPOSSIBLE,
)
eleven = st.text("0123456789", min_size=11, max_size=11)
decoration = st.sampled_from([" ", "-", "–", "−", "\u00a0", "\u200b", "\t"])


def expected(digits: str) -> int:
    """The twelfth digit, worked out as the decree words it; 10: the number was never issued."""
    rows = ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2])
    first, second = (sum(w * int(d) for w, d in zip(row, digits, strict=True)) for row in rows)
    return first % 11 if first % 11 != 10 else second % 11


def refusal(text: str) -> Reason:
    with pytest.raises(NotAllowed) as refused:
        iin.parse(text)
    return why(refused)


def outcome(text: str) -> str | Reason:
    """The digits, or why there are none."""
    try:
        return iin.parse(text).digits
    except NotAllowed as no:
        return no.reason


@pytest.mark.parametrize("number", [FIRST_ROW, SECOND_ROW])
def test_numbers_of_both_rows_of_weights_are_read(number: str) -> None:
    assert iin.parse(number).digits == number


def test_the_second_row_is_really_needed() -> None:
    first_row = sum(int(digit) * weight for weight, digit in enumerate(SECOND_ROW[:11], 1))
    assert first_row % 11 == 10


@pytest.mark.parametrize(
    "typed",
    [
        "900231 300014",
        "9002-3130-0014",
        " 900231–300014\u200b",
        "９００２３１３０００１４",  # full width
        "٩٠٠٢٣١٣٠٠٠١٤",  # Arabic-Indic
    ],
)
def test_however_it_is_typed_it_is_the_same_number(typed: str) -> None:
    assert iin.parse(typed) == iin.Iin(FIRST_ROW)


@pytest.mark.parametrize("typed", ["9OO231300014", "90О231300014", "90023130001²", "IIN"])
def test_letters_are_no_digits(typed: str) -> None:
    """Neither the Latin nor the Cyrillic O is a zero."""
    assert refusal(typed) is Reason.IIN_LETTERS


@pytest.mark.parametrize(("typed", "count"), [("", 0), ("90023130001", 11), ("9002313000141", 13)])
def test_a_wrong_length_is_told_with_the_count(typed: str, count: int) -> None:
    with pytest.raises(NotAllowed) as refused:
        iin.parse(typed)
    assert why(refused) is Reason.IIN_LENGTH
    assert refused.value.facts == {"digits": count}


def test_twelve_zeros_pass_the_sum_and_are_refused() -> None:
    assert iin.check_digit("0" * 11) == 0
    assert refusal("0" * 12) is Reason.IIN_ZEROS


def test_a_wrong_check_digit_is_a_number_that_does_not_exist() -> None:
    assert refusal("900231300015") is Reason.IIN_IMPOSSIBLE


def test_a_number_for_which_both_rows_give_ten_was_never_issued() -> None:
    assert iin.check_digit("90023130130") == 10


def test_a_foreigner_whose_seventh_digit_is_zero_is_read() -> None:
    assert iin.parse("900231000005").digits[6] == "0"


def test_only_the_last_four_digits_are_ever_shown() -> None:
    number = iin.parse(FIRST_ROW)
    assert number.masked == "••••••••0014"
    assert FIRST_ROW not in f"{number} {number!r} {[number]}"


@given(eleven.filter(lambda digits: digits.strip("0")))
def test_exactly_one_twelfth_digit_fits_and_none_when_never_issued(digits: str) -> None:
    outcomes = [outcome(digits + last) for last in "0123456789"]
    fitting = [digits + str(expected(digits))] if expected(digits) < 10 else []
    assert [one for one in outcomes if one is not Reason.IIN_IMPOSSIBLE] == fitting


@given(st.lists(decoration, min_size=12, max_size=12))
def test_spaces_and_dashes_anywhere_change_nothing(marks: list[str]) -> None:
    typed = "".join(mark + digit for mark, digit in zip(marks, FIRST_ROW, strict=True))
    assert iin.parse(typed).digits == FIRST_ROW


@given(st.text())
def test_whatever_is_typed_is_read_or_refused(typed: str) -> None:
    read = outcome(typed)
    assert read in IN_TYPING if isinstance(read, Reason) else len(read) == 12
