"""Every usual spelling is read; what cannot be read is told by its reason (R-10, R-14)."""

import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from random import Random

import phonenumbers
import pytest
from hypothesis import given as tried_with
from hypothesis import strategies as st

from bot.fsm.form import Given
from bot.fsm.readers import read_born, read_count, read_days, read_iin, read_name, read_phone, read_words
from domain.not_allowed import NotAllowed, Reason
from tests.fsm.filling import facts, given

Read = Callable[[str, Given], str]
TODAY = facts().today
OCTOBER = given(last_day="31")
FEBRUARY = given(last_day="28")


def why(read: Read, text: str, of: Given | None = None) -> Reason:
    with pytest.raises(NotAllowed) as no:
        read(text, of or given())
    return no.value.reason


def reads_again(read: Read, text: str, of: Given) -> None:
    """An answer that is kept must read as itself, else its question would be asked for ever."""
    try:
        once = read(text, of)
    except NotAllowed:
        return
    assert read(once, of) == once


# ---- phones (R-10) ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "+77012345678",
        "+7 701 234 56 78",
        "87012345678",
        "8 701 234 56 78",
        "8 (701) 234-56-78",
        "8-701-234-56-78",
        "77012345678",
        "7012345678",
        "701 234 5678",
        "+7(701)2345678",
        "８７０１２３４５６７８",
        "8.701.234.56.78",
        "8\u00a0701\u00a0234\u00a056\u00a078",
        "тел. 8 701 234 56 78",
    ],
)
def test_a_mobile_number_however_it_is_written(text: str) -> None:
    assert read_phone(text, given()) == "+77012345678"


@pytest.mark.parametrize("code", ["700", "701", "702", "705", "707", "708", "747", "771", "775", "776", "777", "778"])
def test_every_mobile_operator(code: str) -> None:
    assert read_phone(f"8 {code} 123 45 67", given()) == f"+7{code}1234567"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", Reason.PHONE_NOT_MOBILE),
        ("позвоните мне", Reason.PHONE_NOT_MOBILE),
        ("8 701 234 56", Reason.PHONE_NOT_MOBILE),
        ("8 701 234 56 78 9", Reason.PHONE_NOT_MOBILE),
        ("930312400016", Reason.PHONE_NOT_MOBILE),
        ("8 727 250 12 34", Reason.PHONE_NOT_MOBILE),
        ("+7 999 99", Reason.PHONE_NOT_MOBILE),
        ("+7 916 123 45 67", Reason.PHONE_FOREIGN),
        ("8 916 123 45 67", Reason.PHONE_FOREIGN),
        ("+998 90 123 45 67", Reason.PHONE_FOREIGN),
        ("+996 555 123 456", Reason.PHONE_FOREIGN),
    ],
)
def test_a_number_that_no_code_can_reach_here(text: str, reason: Reason) -> None:
    assert why(read_phone, text) is reason


@tried_with(st.one_of(st.text(max_size=20), st.from_regex(r"[+ 78()0-9-]{5,16}", fullmatch=True)))
def test_a_number_read_is_mobile_of_kazakhstan_and_reads_again(text: str) -> None:
    try:
        number = phonenumbers.parse(read_phone(text, given()))
    except NotAllowed:
        return
    assert phonenumbers.region_code_for_number(number) == "KZ"
    reads_again(read_phone, text, given())


# ---- IIN (R-14) ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["930312400016", "930312 400016", "930312-400016", " 9303 1240 0016 ", "９３０３１２４０００１６"]
)
def test_an_iin_however_it_is_written(text: str) -> None:
    assert read_iin(text, given()) == "930312400016"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("93031240001", Reason.IIN_LENGTH),
        ("93031240001O", Reason.IIN_LETTERS),
        ("930312400017", Reason.IIN_IMPOSSIBLE),
        ("000000000000", Reason.IIN_ZEROS),
    ],
)
def test_an_iin_that_cannot_be(text: str, reason: Reason) -> None:
    assert why(read_iin, text) is reason


# ---- names -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Сынақова", "Сынақова"),
        ("сынақова", "Сынақова"),
        ("СЫНАҚОВА", "СЫНАҚОВА"),
        ("  Айгүл   Мысалқызы ", "Айгүл Мысалқызы"),
        ("әлихан даниярұлы", "Әлихан Даниярұлы"),
        ("Ким-Мысалова", "Ким-Мысалова"),
        ("ким-мысалова", "Ким-Мысалова"),
        ("O'Neil", "O'Neil"),
        ("Д’Артаньян", "Д’Артаньян"),
        ("Ғалымжан", "Ғалымжан"),
        ("Muñoz", "Muñoz"),
        ("я", "Я"),
    ],
)
def test_a_name_in_letters(text: str, name: str) -> None:
    assert read_name(text, given()) == name


def test_a_name_copied_in_decomposed_letters_is_the_same_name() -> None:
    assert read_name(unicodedata.normalize("NFD", "Айбек Ёлкин"), given()) == "Айбек Ёлкин"


@pytest.mark.parametrize(
    "text", ["", "-", "Айгүл1", "Айгүл_М", "Айгүл, Дана", "<b>Айгүл</b>", "А" * 61, "Анна-", "👧", "a\u200bb!"]
)
def test_what_is_no_name(text: str) -> None:
    assert why(read_name, text) is Reason.NAME_UNREADABLE


@tried_with(st.text(alphabet="абвгәғқңөұүһіАБӘҚЙёaZß '’-", max_size=70))
def test_a_name_read_is_short_plain_and_reads_again(text: str) -> None:
    reads_again(read_name, text, given())


# ---- dates of birth --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "27.03.2023",
        "27/03/2023",
        "27-03-2023",
        "27 03 2023",
        "27.3.2023",
        "27.03.23",
        " 27 . 03 . 2023 ",
        "2023-03-27",
        "2023.3.27",
        "2023/03/27",
        "27.03.2023 г.",
        "27.03.2023 ж.",
        "27.03.2023.",
    ],
)
def test_a_date_day_first_or_year_first(text: str) -> None:
    assert read_born(text, given()) == "2023-03-27"


def test_a_day_of_one_digit_is_a_day() -> None:
    assert read_born("7.3.2023", given()) == read_born("07.03.23", given()) == "2023-03-07"


def test_a_year_of_two_digits_is_the_last_one_that_can_be() -> None:
    assert read_born("12.03.93", given()) == "1993-03-12"
    assert read_born(f"{TODAY:%d.%m.%y}", given()) == TODAY.isoformat()
    assert read_born(f"{TODAY + timedelta(days=1):%d.%m.%y}", given()) == "1926-11-17"


def test_nobody_is_born_tomorrow() -> None:
    assert read_born(f"{TODAY:%d.%m.%Y}", given()) == TODAY.isoformat()
    assert why(read_born, f"{TODAY + timedelta(days=1):%d.%m.%Y}") is Reason.DATE_UNREADABLE


@pytest.mark.parametrize(
    "text", ["", "вчера", "27.03", "31.02.2023", "27.13.2023", "03/27/2023", "00.03.2023", "27.03.1899", "27.03.202"]
)
def test_a_date_that_cannot_be(text: str) -> None:
    assert why(read_born, text) is Reason.DATE_UNREADABLE


@tried_with(st.dates(date(1901, 1, 1), TODAY), st.sampled_from(["%d.%m.%Y", "%Y-%m-%d", "%d/%m/%Y", "%d %m %Y"]))
def test_every_day_of_a_life_is_read_and_reads_again(day: date, spelling: str) -> None:
    assert read_born(day.strftime(spelling), given()) == day.isoformat()
    assert read_born(day.isoformat(), given()) == day.isoformat()


@tried_with(st.from_regex(r"[0-9]{1,4}[./ -][0-9]{1,2}[./ -][0-9]{1,4}", fullmatch=True))
def test_a_date_read_lies_in_a_life(text: str) -> None:
    try:
        day = date.fromisoformat(read_born(text, given()))
    except NotAllowed:
        return
    assert date(1901, 1, 1) <= day <= TODAY


# ---- days of a month (R-63) ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("3", "3"),
        ("3, 5", "3,5"),
        ("3 5", "3,5"),
        ("3;5", "3,5"),
        ("5, 3, 5", "3,5"),
        ("12-14", "12,13,14"),
        ("12–14", "12,13,14"),
        ("12 — 14", "12,13,14"),
        ("3, 5, 12–14", "3,5,12,13,14"),
        ("7-7", "7"),
        ("1-31", ",".join(map(str, range(1, 32)))),
        ("03, 05", "3,5"),
    ],
)
def test_days_one_by_one_and_in_a_row(text: str, days: str) -> None:
    assert read_days(text, OCTOBER) == days


@pytest.mark.parametrize(
    "text", ["", "all", "0", "0-3", "32", "1-99999999999", "3-", "-3", "1-2-3", "14-12", "3,,x", "²"]
)
def test_what_names_no_days(text: str) -> None:
    assert why(read_days, text, OCTOBER) is Reason.DAYS_MISSING


def test_a_row_written_backwards_is_not_passed_over_in_silence() -> None:
    assert why(read_days, "3, 14-12", OCTOBER) is Reason.DAYS_MISSING


def test_the_month_has_an_end() -> None:
    assert read_days("28", FEBRUARY) == "28"
    assert why(read_days, "29", FEBRUARY) is Reason.DAYS_MISSING


@tried_with(st.sets(st.integers(1, 31), min_size=1), st.sampled_from([", ", ",", " ", "; "]), st.randoms())
def test_days_in_any_order_are_read_and_read_again(days: set[int], between: str, order: Random) -> None:
    typed = list(days)
    order.shuffle(typed)
    kept = read_days(between.join(map(str, typed)), OCTOBER)
    assert [int(day) for day in kept.split(",")] == sorted(days)
    assert read_days(kept, OCTOBER) == kept


# ---- sentences and numbers -------------------------------------------------------------------------------------------


def test_a_sentence_of_five_hundred_characters_at_most() -> None:
    assert read_words("Ол ауырды.", given()) == "Ол ауырды."
    assert read_words("ә" * 500, given()) == "ә" * 500
    assert why(read_words, "ә" * 501) is Reason.TOO_LONG
    assert why(read_words, "") is Reason.WORDS_MISSING
    assert why(read_words, "\u2800\u200b\u2060") is Reason.WORDS_MISSING


@pytest.mark.parametrize(("text", "number"), [("1", "1"), ("007", "7"), ("1 000", "1000"), ("20\u00a0000", "20000")])
def test_a_whole_number(text: str, number: str) -> None:
    assert read_count(text, given()) == number


@pytest.mark.parametrize("text", ["", "0", "-1", "1.5", "20001", "ten", "²"])
def test_what_is_no_number_of_vouchers(text: str) -> None:
    assert why(read_count, text) is Reason.NUMBER_EXPECTED


@tried_with(st.integers(1, 20_000))
def test_a_count_reads_again(count: int) -> None:
    assert read_count(read_count(f"{count:,}".replace(",", " "), given()), given()) == str(count)


def test_characters_are_counted_as_telegram_counts_them() -> None:
    """An emoji is two: five hundred of them would be a screen that Telegram refuses."""
    assert read_words("аә" + "😀" * 249, given()) == "аә" + "😀" * 249
    assert why(read_words, "а" + "😀" * 250) is Reason.TOO_LONG
