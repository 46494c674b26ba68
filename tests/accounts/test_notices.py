"""What comes and when: categories, quiet hours of one's own, SMS copies (R-66)."""

from datetime import datetime
from typing import Any

import pytest

from bot.letters import LEGAL, LETTERS
from domain.calendar import KZ
from domain.not_allowed import NotAllowed, Reason
from tests.families.desk import MOTHER, Desk
from usecases import notices
from usecases.act import seconds
from usecases.letters import post
from usecases.notices import KINDS, Category


def at(local: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-{local}").replace(tzinfo=KZ)


def letter(
    quiet: str = "19:00-11:00", deadline: datetime | None = None, expires: datetime | None = None
) -> dict[str, Any]:
    return {"quiet": quiet, "deadline": seconds(deadline) or 0, "expires_at": seconds(expires)}


def test_what_can_be_switched_off_is_news_only() -> None:
    off = frozenset[str]().union(*KINDS.values())
    assert off <= LETTERS.keys()
    assert not off & LEGAL
    assert len(off) == sum(map(len, KINDS.values())), "each in one category"


@pytest.mark.parametrize(
    ("now", "rests"),
    [
        ("16 12:00", "16 12:00"),
        ("16 19:00", "17 11:00"),
        ("17 02:00", "17 11:00"),
        ("17 10:59", "17 11:00"),
        ("17 11:00", "17 11:00"),
    ],
)
def test_quiet_hours_of_ones_own(now: str, rests: str) -> None:
    assert notices.rests_until(letter(), at(now)) == at(rests)


def test_everybodys_are_not_looked_at_twice() -> None:
    assert notices.rests_until(letter(quiet=""), at("17 02:00")) == at("17 02:00")


@pytest.mark.parametrize(("deadline", "expires"), [(at("17 11:00"), None), (None, at("17 09:00"))])
def test_what_falls_due_before_the_morning_comes_all_the_same(
    deadline: datetime | None, expires: datetime | None
) -> None:
    assert notices.rests_until(letter(deadline=deadline, expires=expires), at("16 20:00")) == at("16 20:00")


def test_what_falls_due_after_the_morning_waits() -> None:
    assert notices.rests_until(letter(deadline=at("18 00:00")), at("16 20:00")) == at("17 11:00")


async def test_switching(desk: Desk) -> None:
    async with desk.acting(MOTHER) as act:
        for category, on in ((Category.QUEUE, False), (Category.ANNOUNCEMENTS, False), (Category.QUEUE, True)) * 2:
            await notices.switch(act, await act.tx.person_by_id(person_id=MOTHER), category, on=on)
        person = await act.tx.person_by_id(person_id=MOTHER)
        assert notices.muted_of(person) == {Category.ANNOUNCEMENTS}
        assert notices.is_muted({"muted": person["muted"], "kind": "announcement"})
        assert not notices.is_muted({"muted": person["muted"], "kind": "issued"})
        assert not notices.is_muted({"muted": "", "kind": "announcement"})
        with pytest.raises(NotAllowed, match=Reason.NOT_NOW):
            await notices.switch(act, person, "deadlines", on=False)


async def test_the_sms_copy_is_switched(desk: Desk) -> None:
    async with desk.acting(MOTHER) as act:
        for on in (True, True, False):
            await notices.switch_sms(act, await act.tx.person_by_id(person_id=MOTHER), on=on)
            assert (await act.tx.person_by_id(person_id=MOTHER))["sms_copy"] == on


async def test_quiet_hours_are_everybodys_at_least(desk: Desk) -> None:
    async with desk.acting(MOTHER) as act:
        person = await act.tx.person_by_id(person_id=MOTHER)
        for begins, ends in (("22:00", "08:00"), ("21:00", "07:00"), ("", "")):
            with pytest.raises(NotAllowed, match=Reason.NOT_NOW):
                await notices.set_quiet(act, person, begins, ends)
        await notices.set_quiet(act, person, "18:00", "12:00")
        assert notices.quiet_of(await act.tx.person_by_id(person_id=MOTHER)) == ("18:00", "12:00")
        await notices.set_quiet(act, person, "21:00", "08:00")
        assert (await act.tx.person_by_id(person_id=MOTHER))["quiet"] == ""


async def test_a_reminder_does_not_repeat_what_waits_already(desk: Desk) -> None:
    """R-66: at the end of long quiet hours one letter about a deadline, not a row of them."""
    async with desk.acting() as act:
        family = [await act.tx.person_by_id(person_id=MOTHER)]
        due = at("18 23:59")
        await post(act, family, "issued", 1, due_at=due)
        await post(act, family, "remind_issued", 1, due_at=due, rung="a")
        await post(act, family, "remind_issued", 2, due_at=due, rung="a")
        rows = await act.tx.due_letters(urgency=1, now=act.seconds, at_most=10)
        assert [await notices.says_nothing_new(act, row) for row in rows] == [False, True, False]


async def test_an_sms_copy_exists_once(desk: Desk) -> None:
    async with desk.acting() as act:
        await post(act, [await act.tx.person_by_id(person_id=MOTHER)], "issued", 1)
        (row,) = await act.tx.due_letters(urgency=1, now=act.seconds, at_most=10)
        for _twice in range(2):
            await notices.copy_by_sms(act, row, "+77000000001")
        every = await act.tx.due_letters(urgency=1, now=act.seconds, at_most=10)
        assert [one["channel"] for one in every] == ["telegram", "sms"]
