"""One-time codes: sent by SMS, kept only as a keyed hash, judged by the domain (R-11)."""

import secrets
from datetime import datetime, timedelta

from domain.calendar import local_day
from domain.one_time_code import OneTimeCode, Outcome, Verdict, judge, may_send
from domain.rules import Rules
from usecases.act import Act, Row, instant
from usecases.letters import post_sms

DIGITS = 6


def _rules(act: Act) -> Rules:
    return act.law.rulebook.at(local_day(act.now))


def _digest(act: Act, purpose: str, code: str) -> bytes:
    return act.seal.fingerprint("code", f"{act.person_id}:{purpose}:{code}")


def expires_at(row: Row, rules: Rules) -> datetime:
    """When a code that was sent is worth nothing any more."""
    sent = instant(row["sent_at"])
    assert sent is not None
    return sent + timedelta(minutes=rules.number("code_lifetime"))


async def live_code(act: Act, purpose: str, phone: str) -> Row | None:
    """The newest code for this purpose, if it went to this phone and may still be typed."""
    row = await act.tx.newest_code(person_id=act.person_id, purpose=purpose)
    if row is None or row["phone_hash"] != act.seal.fingerprint("phone", phone):
        return None
    usable = not row["used"] and row["tries_left"] > 0 and act.now < expires_at(row, _rules(act))
    return row if usable else None


async def send(act: Act, purpose: str, phone: str) -> None:
    """Send a new code; NotAllowed: CODE_TOO_SOON, CODE_PAUSED (both with seconds), CODE_DAILY_CAP."""
    rules, phone_hash = _rules(act), act.seal.fingerprint("phone", phone)
    since = act.seconds - 86_400
    to_person = await act.tx.codes_to_person(person_id=act.person_id, since=since)
    to_phone = await act.tx.codes_to_phone(phone_hash=phone_hash, since=since)
    may_send(
        act.now,
        rules,
        sent_to_phone=_instants(to_phone, "sent_at"),
        sent_to_person=_instants(to_person, "sent_at"),
        paused_until=max(_instants(to_person, "paused_until"), default=None),
    )
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    code_id = await act.tx.add_code(
        person_id=act.person_id,
        purpose=purpose,
        phone_hash=phone_hash,
        digest=_digest(act, purpose, code),
        now=act.seconds,
        tries=rules.number("code_tries"),
    )
    lives = timedelta(minutes=rules.number("code_lifetime"))
    assert act.person_id is not None
    await post_sms(act, act.person_id, "code", code_id, {"phone": phone, "code": code}, act.now + lives)


def _instants(rows: list[Row], column: str) -> list[datetime]:
    return [at for row in rows if (at := instant(row[column])) is not None]


async def verify(act: Act, purpose: str, phone: str, typed: str) -> Verdict:
    """Judge a typed code and keep what that leaves of its tries; one that went to another phone is worth nothing."""
    row = await act.tx.newest_code(person_id=act.person_id, purpose=purpose)
    if row is None or row["phone_hash"] != act.seal.fingerprint("phone", phone):
        return Verdict(Outcome.EXPIRED)
    sent = instant(row["sent_at"])
    assert sent is not None
    matches = secrets.compare_digest(row["digest"], _digest(act, purpose, typed))
    code = OneTimeCode(sent, row["tries_left"], bool(row["used"]))
    verdict = judge(code, matches, act.now, _rules(act))
    if verdict.outcome is not Outcome.EXPIRED:
        await act.tx.judge_code(
            code_id=row["id"],
            tries_left=verdict.tries_left,
            used=int(verdict.outcome is Outcome.OK),
            paused_until=int(verdict.paused_until.timestamp()) if verdict.paused_until else None,
        )
    return verdict
