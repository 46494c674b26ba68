"""IINs for people who do not exist: a valid check digit, a serial number that is plainly made up."""

from __future__ import annotations

from datetime import date

FIRST = tuple(range(1, 12))
SECOND = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)


def check_digit(eleven: str) -> tuple[int | None, int]:
    """The digit that belongs behind eleven others (None: such a number is never issued), and which
    row of weights, 1 or 2, gave it."""
    digit = _sum(eleven, FIRST)
    if digit < 10:
        return digit, 1
    digit = _sum(eleven, SECOND)
    return (digit if digit < 10 else None), 2


def valid(iin: str) -> bool:
    """Twelve digits with the right last one."""
    return len(iin) == 12 and iin.isdecimal() and check_digit(iin[:11])[0] == int(iin[11])


def make(born: date, seventh: int, serial: int) -> tuple[str, int]:
    """The IIN of this birthday from that serial number on, and the next serial number to use."""
    while True:
        eleven = f"{born:%y%m%d}{seventh}{serial:04d}"
        digit, _ = check_digit(eleven)
        serial += 1
        if digit is not None:
            return f"{eleven}{digit}", serial


def _sum(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(d) * w for d, w in zip(digits, weights, strict=True)) % 11
