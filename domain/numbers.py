"""Numbers by which somebody could be found: an IIN, a phone, a card, an account, however they are written.

Signs that nobody sees are not there, and every way of writing a digit is one; what stands between the digits of a number
does not matter, as long as it is no word. Dates, hours and years are not numbers of anybody, unless more stands beside them.
"""

import re
import unicodedata

_SHORTEST = 10  # digits of a phone without its 8; an IIN has 12
_BESIDE = 4  # digits which make what looks like a date or an hour a part of a number again
_UNSEEN = frozenset({"Cf", "Mn", "Me"})  # joiners, marks over and around a sign
_DAY, _MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
_DATE = re.compile(
    rf"(?<!\d)(?<!\d[./]){_DAY}[./]{_MONTH}[./](?:(?:19|20)\d\d|\d\d)(?![./]?\d)"
    rf"|(?<!\d)(?<!\d-)(?:19|20)\d\d-{_MONTH}-{_DAY}(?!-?\d)"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_ACCOUNT = re.compile(r"KZ[\s-]?\d\d(?:[\s-]?[A-Z0-9]){16}(?![A-Z0-9])", re.IGNORECASE)
_TIME = re.compile(r"(?<![\d:])(?:[01]?\d|2[0-3]):[0-5]\d(?![\d:])")
_RUN = re.compile(r"\+?\d(?:(?:[,;]|(?:[^\w,;]|_){0,6})\d)*")  # a comma and a space begin another number


def plain(text: str) -> str:
    """A text as it is read aloud: signs in their usual form, without those that nobody sees."""
    return "".join(sign for sign, _at in _signs(text))


def found(text: str) -> list[tuple[int, int]]:
    """Where such numbers stand in a text: the beginning and the exclusive end of each, in their order."""
    signs = _signs(text)
    read = "".join(sign for sign, _at in signs)
    places = [one.span() for one in _ACCOUNT.finditer(read)]
    read = _ACCOUNT.sub(lambda account: "A" * len(account[0]), read)
    places += [run.span() for run in _RUN.finditer(read) if _is_of_somebody(run[0])]
    return sorted((signs[begin][1], signs[end - 1][1] + 1) for begin, end in places)


def _signs(text: str) -> list[tuple[str, int]]:
    """The signs of the plain text, and where in the text each stands."""
    return [
        (sign, at)
        for at, written in enumerate(text)
        for sign in unicodedata.normalize("NFKC", written)
        if unicodedata.category(sign) not in _UNSEEN
    ]


def _is_of_somebody(run: str) -> bool:
    rest = _TIME.sub(";", _DATE.sub(";", run))
    numbers, others = re.findall(r"\d+", run), re.findall(r"\d+", rest)
    years = all(_YEAR.fullmatch(number) for number in others)
    beside = rest == run or sum(map(len, others)) >= _BESIDE
    return not years and beside and sum(map(len, numbers)) >= _SHORTEST
