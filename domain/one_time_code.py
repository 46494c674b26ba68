"""One-time codes: when one may be sent, and what a typed one is worth.

The code itself is never seen here; whoever compares says only whether it matches.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum, auto
from math import ceil

from domain.calendar import local_day
from domain.not_allowed import NotAllowed, Reason
from domain.rules import Rules


class Outcome(StrEnum):
    """What became of a typed code."""

    OK = auto()
    WRONG = auto()
    EXPIRED = auto()
    PAUSED = auto()


@dataclass(frozen=True)
class OneTimeCode:
    """A code that was sent."""

    sent_at: datetime
    tries_left: int
    used: bool = False


@dataclass(frozen=True)
class Verdict:
    """What became of a typed code, and what that leaves: tries, or a pause until an instant."""

    outcome: Outcome
    tries_left: int = 0
    paused_until: datetime | None = None


def fresh(now: datetime, rules: Rules) -> OneTimeCode:
    """A code sent now, with all its tries."""
    return OneTimeCode(sent_at=now, tries_left=rules.number("code_tries"))


def may_send(
    now: datetime,
    rules: Rules,
    *,
    sent_to_phone: Sequence[datetime],
    sent_to_person: Sequence[datetime],
    paused_until: datetime | None,
) -> None:
    """Let another code be sent, or say why not (R-11). The day's cap ends at local midnight.

    NotAllowed: CODE_PAUSED (seconds), CODE_TOO_SOON (seconds), CODE_DAILY_CAP.
    """
    if paused_until is not None and now < paused_until:
        raise NotAllowed(Reason.CODE_PAUSED, seconds=_seconds(paused_until - now))
    again_at = _again_at((*sent_to_phone, *sent_to_person), rules)
    if again_at is not None and now < again_at:
        raise NotAllowed(Reason.CODE_TOO_SOON, seconds=_seconds(again_at - now))
    if max(_today(sent_to_phone, now), _today(sent_to_person, now)) >= rules.number("codes_per_day"):
        raise NotAllowed(Reason.CODE_DAILY_CAP)


def judge(code: OneTimeCode, matches: bool, now: datetime, rules: Rules) -> Verdict:
    """What a typed code is worth: an old, used or spent one is expired even if it matches.

    The last wrong try is answered with a pause.
    """
    if code.used or code.tries_left < 1 or now >= _expires_at(code, rules):
        return Verdict(Outcome.EXPIRED)
    if matches:
        return Verdict(Outcome.OK, code.tries_left)
    if code.tries_left > 1:
        return Verdict(Outcome.WRONG, code.tries_left - 1)
    pause = timedelta(minutes=rules.number("code_pause"))
    return Verdict(Outcome.PAUSED, paused_until=now + pause)


def _expires_at(code: OneTimeCode, rules: Rules) -> datetime:
    return code.sent_at + timedelta(minutes=rules.number("code_lifetime"))


def _again_at(sent: Sequence[datetime], rules: Rules) -> datetime | None:
    return max(sent) + timedelta(seconds=rules.number("code_resend")) if sent else None


def _today(sent: Sequence[datetime], now: datetime) -> int:
    return sum(local_day(instant) == local_day(now) for instant in sent)


def _seconds(left: timedelta) -> int:
    return ceil(left.total_seconds())
