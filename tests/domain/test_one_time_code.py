"""One-time codes: when one may be sent, and what a typed one is worth (R-11)."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import pytest

from domain.not_allowed import NotAllowed, Reason
from domain.one_time_code import OneTimeCode, Outcome, Verdict, fresh, judge, may_send
from tests.domain.law import at, rules

NOON = at("2026-03-20 12:00")
RULES = rules()


Sent = Mapping[str, Sequence[datetime]]


def ask(now: datetime, sent: Sent | None = None, paused_until: datetime | None = None) -> None:
    phone, person = ((sent or {}).get(to, ()) for to in ("phone", "person"))
    may_send(now, RULES, sent_to_phone=phone, sent_to_person=person, paused_until=paused_until)


def refusal(now: datetime, sent: Sent | None = None, paused_until: datetime | None = None) -> NotAllowed:
    with pytest.raises(NotAllowed) as refused:
        ask(now, sent, paused_until)
    return refused.value


def seconds(n: float) -> timedelta:
    return timedelta(seconds=n)


def test_the_first_code_is_sent() -> None:
    ask(NOON)


@pytest.mark.parametrize("to", ["phone", "person"])
def test_the_next_one_after_80_seconds(to: str) -> None:
    no = refusal(NOON + seconds(79.5), {to: [NOON - seconds(500), NOON]})
    assert (no.reason, no.facts) == (Reason.CODE_TOO_SOON, {"seconds": 1})
    ask(NOON + seconds(80), {to: [NOON]})


@pytest.mark.parametrize("to", ["phone", "person"])
def test_five_a_day_for_a_phone_and_for_a_person(to: str) -> None:
    today = [at("2026-03-20 00:00") + timedelta(hours=n) for n in range(5)]
    assert refusal(at("2026-03-20 23:59"), {to: today}).reason is Reason.CODE_DAILY_CAP
    ask(at("2026-03-21 00:00"), {to: today})
    ask(at("2026-03-20 23:59"), {to: today[1:]})


def test_after_a_pause_it_goes_on() -> None:
    until = NOON + timedelta(minutes=10)
    no = refusal(NOON, paused_until=until)
    assert (no.reason, no.facts) == (Reason.CODE_PAUSED, {"seconds": 600})
    ask(until, paused_until=until)


def test_the_right_code_in_time() -> None:
    code = fresh(NOON, RULES)
    assert code == OneTimeCode(NOON, 5)
    in_time = NOON + timedelta(minutes=5) - seconds(1)
    assert judge(code, True, in_time, RULES).outcome is Outcome.OK


@pytest.mark.parametrize(
    ("code", "after"),
    [
        (OneTimeCode(NOON, 5), timedelta(minutes=5)),
        (OneTimeCode(NOON, 5, used=True), timedelta()),
        (OneTimeCode(NOON, 0), timedelta()),
    ],
)
def test_an_old_used_or_spent_code_is_expired_even_if_it_matches(code: OneTimeCode, after: timedelta) -> None:
    assert judge(code, True, NOON + after, RULES) == Verdict(Outcome.EXPIRED)


def test_the_fifth_wrong_code_pauses_for_ten_minutes() -> None:
    verdicts = [judge(OneTimeCode(NOON, left), False, NOON, RULES) for left in (5, 4, 3, 2, 1)]
    assert verdicts[:4] == [Verdict(Outcome.WRONG, left) for left in (4, 3, 2, 1)]
    assert verdicts[4] == Verdict(Outcome.PAUSED, paused_until=NOON + timedelta(minutes=10))
