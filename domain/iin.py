"""The individual identification number (R-14): twelve digits, the last of which checks the others.

Nothing else is read out of it: age and sex come from the register, never from the number.
"""

import unicodedata
from dataclasses import dataclass

from domain.not_allowed import NotAllowed, Reason

_LENGTH = 12
_WEIGHTS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
_SECOND_WEIGHTS = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
_NEVER_ISSUED = 10


@dataclass(frozen=True)
class Iin:
    """A number that has been read. Shown and logged only masked."""

    digits: str

    @property
    def masked(self) -> str:
        """Only the last four digits can be seen."""
        return "•" * (len(self.digits) - 4) + self.digits[-4:]

    def __repr__(self) -> str:
        return f"Iin({self.masked})"


def parse(text: str) -> Iin:
    """Read a typed number; spaces, dashes and the digits of any script are welcome.

    NotAllowed: IIN_LETTERS, IIN_LENGTH (digits), IIN_ZEROS, IIN_IMPOSSIBLE.
    """
    digits = "".join(_digit(sign) for sign in text if not _is_decoration(sign))
    if len(digits) != _LENGTH:
        raise NotAllowed(Reason.IIN_LENGTH, digits=len(digits))
    if not digits.strip("0"):
        raise NotAllowed(Reason.IIN_ZEROS)
    if check_digit(digits[:-1]) != int(digits[-1]):
        raise NotAllowed(Reason.IIN_IMPOSSIBLE)
    return Iin(digits)


def check_digit(first_eleven: str) -> int:
    """The twelfth digit; 10 for numbers that were never issued (R-14)."""
    first = _weighed(first_eleven, _WEIGHTS)
    return first if first != _NEVER_ISSUED else _weighed(first_eleven, _SECOND_WEIGHTS)


def _weighed(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11


def _is_decoration(sign: str) -> bool:
    # Cf: invisible marks that come along when a number is copied
    return sign.isspace() or unicodedata.category(sign) in ("Pd", "Cf") or sign == "−"


def _digit(sign: str) -> str:
    value = unicodedata.decimal(sign, None)
    if value is None:
        raise NotAllowed(Reason.IIN_LETTERS)
    return str(value)
