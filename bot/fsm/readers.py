"""Reading what people type: every usual spelling in, one canonical form out, or the reason why not."""

import re
import unicodedata
from datetime import date

import phonenumbers

from bot.fsm.form import Given
from domain import iin
from domain.not_allowed import NotAllowed, Reason

_DATE = re.compile(r"\s*(\d{1,4})\s*[./\- ]\s*(\d{1,2})\s*[./\- ]\s*(\d{2,4})\s*(?:г|ж)?\.?\s*")
_NAME = re.compile(r"[^\W\d_]+(?:[ '’\-][^\W\d_]+)*")


def read_phone(text: str, _given: Given) -> str:
    """A Kazakhstan mobile number in E.164 (R-10): 8 or +7, spaces, brackets and dashes are all the same."""
    try:
        number = phonenumbers.parse(text, "KZ")
    except phonenumbers.NumberParseException:
        raise NotAllowed(Reason.PHONE_NOT_MOBILE) from None
    if phonenumbers.region_code_for_number(number) != "KZ":
        foreign = phonenumbers.is_valid_number(number)
        raise NotAllowed(Reason.PHONE_FOREIGN if foreign else Reason.PHONE_NOT_MOBILE)
    if phonenumbers.number_type(number) != phonenumbers.PhoneNumberType.MOBILE:
        raise NotAllowed(Reason.PHONE_NOT_MOBILE)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def read_iin(text: str, _given: Given) -> str:
    """The twelve digits of an IIN (R-14)."""
    return iin.parse(text).digits


def read_name(text: str, _given: Given) -> str:
    """A name in letters, 60 at most, with one space between its parts."""
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if len(name) > 60 or not _NAME.fullmatch(name):
        raise NotAllowed(Reason.NAME_UNREADABLE)
    return name if name != name.lower() else name.title()


def read_born(text: str, given: Given) -> str:
    """A date of birth that is not in the future, ISO; day first or year first."""
    if not (found := _DATE.fullmatch(text)):
        raise NotAllowed(Reason.DATE_UNREADABLE)
    first, month, last = (int(part) for part in found.groups())
    year, day = (first, last) if first > 31 else (last, first)
    try:
        born = _of_this_century_or_the_last(year, month, day, given.facts.today)
    except ValueError:
        raise NotAllowed(Reason.DATE_UNREADABLE) from None
    if not born.year > 1900 or born > given.facts.today:
        raise NotAllowed(Reason.DATE_UNREADABLE)
    return born.isoformat()


def _of_this_century_or_the_last(year: int, month: int, day: int, today: date) -> date:
    if year >= 100:
        return date(year, month, day)
    born = date(2000 + year, month, day)
    return born if born <= today else date(1900 + year, month, day)


def read_days(text: str, given: Given) -> str:
    """Days of a month: 3, 5, 7-9 → "3,5,7,8,9"."""
    last_day = int(given["last_day"])
    days: set[int] = set()
    for part in re.split(r"[,;\s]+", re.sub(r"\s*[-–—]\s*", "-", text.strip())):
        ends = part.split("-")
        if len(ends) > 2 or not all(end.isdecimal() for end in ends):
            raise NotAllowed(Reason.DAYS_MISSING)
        first, last = int(ends[0]), int(ends[-1])
        days.update(range(first, last + 1) if 0 < first <= last <= last_day else [0])
    if not days or 0 in days:
        raise NotAllowed(Reason.DAYS_MISSING)
    return ",".join(str(day) for day in sorted(days))


def read_words(text: str, _given: Given) -> str:
    """A few sentences, 500 characters at most, as Telegram counts them: an emoji is two."""
    if len(text.encode("utf-16-le")) > 2 * 500:
        raise NotAllowed(Reason.TOO_LONG, at_most=500)
    if not any(sign.isalnum() for sign in text):  # there are letters that nobody can see
        raise NotAllowed(Reason.WORDS_MISSING)
    return text


def read_count(text: str, _given: Given) -> str:
    """A whole number from 1 to 20,000."""
    digits = re.sub(r"\s", "", text)
    if not digits.isdecimal() or not 1 <= int(digits) <= 20_000:
        raise NotAllowed(Reason.NUMBER_EXPECTED, at_most=20_000)
    return str(int(digits))
