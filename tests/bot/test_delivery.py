"""Letters: evenly, only while they are true, in Telegram or, where the law knows a deadline, by SMS."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot import pace
from bot.delivery import TELEGRAM_AGAIN
from bot.pace import Pace
from tests.bot.conftest import Inside
from tests.conversations.given import Story
from tests.conversations.harness import Person
from tests.conversations.tongues import KK
from usecases.letters import post

ROUNDING = 0.002  # seconds


# ---- the pace --------------------------------------------------------------------------------------------------------


async def stamps(pace: Pace, *chats: int) -> list[float]:
    """When each of these got its slot, in seconds from now."""
    loop = asyncio.get_running_loop()
    begin = loop.time()

    async def one(chat_id: int) -> float:
        await pace.slot(chat_id)
        return loop.time() - begin

    return list(await asyncio.gather(*map(one, chats)))


async def test_slots_come_evenly() -> None:
    got = await stamps(Pace(per_second=50, per_chat=0.0), *range(6))
    for number, at in enumerate(got):
        assert at >= number / 50 - ROUNDING
    assert got == sorted(got)


async def test_a_chat_gets_its_next_slot_after_its_own_pause_and_holds_up_nobody() -> None:
    _first, second, other = await stamps(Pace(per_second=1000, per_chat=0.2), 1, 1, 2)
    assert second >= 0.2 - ROUNDING
    assert other <= second


async def test_a_flood_limit_stops_everybody_for_so_long() -> None:
    slow = Pace(per_second=1000, per_chat=0.0)
    slow.pause(0.15)
    slow.pause(0.05)  # a shorter one doesn't lift the longer
    assert min(await stamps(slow, 1, 2)) >= 0.15 - ROUNDING


async def test_chats_long_past_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "CHATS_KEPT", 3)
    one = Pace(per_second=100_000, per_chat=0.0)
    for chat in range(20):
        await one.slot(chat)
        await asyncio.sleep(0.001)
    assert len(one._chats) <= 4


# ---- letters by Telegram ---------------------------------------------------------------------------------------------

KIND = "signed_in_elsewhere"  # always true, and no deadline of the law


async def reader(inside: Inside, id: str = "aigul") -> Person:
    """Somebody who gets letters."""
    person = await inside.world.person(id)
    await person.start()
    await person.taps(KK.name)
    return person


async def posted(inside: Inside, person: Person, kind: str = KIND, subject: int = 1, **how: Any) -> None:
    """Post a letter and let it be delivered."""
    row = await inside.row_of(person)
    async with inside.house.acting() as act:
        await post(act, [row], kind, subject, **how)
    inside.app._delivery.wake()
    await inside.until_idle()


def letters(inside: Inside) -> list[tuple[Any, ...]]:
    """Kind, channel, state and attempts of every letter."""
    return inside.rows("SELECT kind, channel, state, attempts FROM letter ORDER BY id")


async def came(inside: Inside, person: Person) -> int:
    """How many letters have come since the last look."""
    del inside
    return len(await person.letters())


async def test_a_letter_is_sent_once(inside: Inside) -> None:
    aigul = await reader(inside)
    await posted(inside, aigul)
    await posted(inside, aigul)
    assert letters(inside) == [(KIND, "telegram", "sent", 0)]
    assert await came(inside, aigul) == 1
    await inside.world.clock.advance(days=1)
    assert await came(inside, aigul) == 0


async def test_a_flood_limit_pauses_and_repeats(inside: Inside) -> None:
    aigul, olga = await reader(inside), await reader(inside, "olga")
    await inside.world.fails("telegram", 429, method="sendMessage", retry_after=1)
    loop = asyncio.get_running_loop()
    begin = loop.time()
    await posted(inside, aigul)
    await posted(inside, olga)
    assert loop.time() - begin >= 1 - ROUNDING
    assert letters(inside) == [(KIND, "telegram", "sent", 1), (KIND, "telegram", "sent", 0)]
    assert await came(inside, aigul) == await came(inside, olga) == 1


async def test_an_outage_is_waited_out(inside: Inside) -> None:
    aigul = await reader(inside)
    await inside.world.fails("telegram", 500, method="sendMessage", times=2)
    await posted(inside, aigul)
    assert letters(inside) == [(KIND, "telegram", "waiting", 1)]
    await inside.world.clock.advance(seconds=TELEGRAM_AGAIN[0].total_seconds())
    assert letters(inside) == [(KIND, "telegram", "waiting", 2)]
    await inside.world.clock.advance(seconds=TELEGRAM_AGAIN[1].total_seconds() - 1)
    assert letters(inside) == [(KIND, "telegram", "waiting", 2)]
    await inside.world.clock.advance(seconds=1)
    assert letters(inside) == [(KIND, "telegram", "sent", 2)]
    assert await came(inside, aigul) == 1


async def test_what_met_an_obstacle_until_the_evening_waits_for_the_morning(inside: Inside) -> None:
    aigul = await reader(inside)
    await inside.world.clock.to("2026-11-16 20:59")
    await inside.world.fails("telegram", 500, method="sendMessage", times=3)
    await posted(inside, aigul)
    await inside.world.clock.to("2026-11-16 23:00")
    await inside.world.fails("telegram", 500, method="sendMessage", times=0)
    await inside.world.clock.to("2026-11-17 07:59")
    assert await came(inside, aigul) == 0
    await inside.world.clock.to("2026-11-17 08:00")
    assert [letter.at for letter in await aigul.letters()] == ["2026-11-17 08:00"]


async def test_html_that_telegram_cannot_read_goes_out_plain(inside: Inside) -> None:
    aigul = await reader(inside)
    await inside.world.fails("telegram", 400, method="sendMessage", description="Bad Request: can't parse entities: x")
    await posted(inside, aigul)
    [letter] = await aigul.letters()
    assert "<b>" not in letter.text
    assert letters(inside) == [(KIND, "telegram", "sent", 0)]


async def test_a_letter_that_fails_for_good_stops_no_other(inside: Inside, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.delivery.ATTEMPTS", 1)
    aigul = await reader(inside)
    await inside.world.fails("telegram", 400, method="sendMessage", times=2)
    await posted(inside, aigul, subject=1)
    await inside.world.clock.advance(minutes=1)
    await posted(inside, aigul, subject=2)
    assert [row[2] for row in letters(inside)] == ["failed", "sent"]


# ---- letters that are not sent ---------------------------------------------------------------------------------------


async def test_a_letter_that_is_no_longer_true_is_dropped(inside: Inside) -> None:
    aigul = await reader(inside)
    for kind in ("issued", "remind_confirmed", "enrolled", "sheets", "month_missed", "sheet_republished"):
        await posted(inside, aigul, kind, 202611)
    assert {row[2] for row in letters(inside)} == {"dropped"}
    assert await came(inside, aigul) == 0


async def test_a_letter_that_has_expired_is_dropped(inside: Inside) -> None:
    aigul = await reader(inside)
    now = inside.house.clock.now()
    await posted(inside, aigul, subject=1, expires_at=now)
    await posted(inside, aigul, subject=2, expires_at=now + timedelta(seconds=1))
    assert [row[2] for row in letters(inside)] == ["dropped", "sent"]
    assert await came(inside, aigul) == 1


# ---- by SMS instead --------------------------------------------------------------------------------------------------


async def waiting_parent(inside: Inside) -> tuple[Story, Person]:
    """A parent whose child stands in the queue, and the SMS so far told apart."""
    story = Story(inside.world, KK)
    return story, await story.queued("aigul")


async def told_by_sms(inside: Inside, person: Person) -> list[str]:
    return [sms["text"] for sms in await inside.world.sms(person.phone) if not sms["code"]]


async def test_whoever_cannot_be_reached_gets_what_the_law_knows_a_deadline_for_by_sms(inside: Inside) -> None:
    story, aigul = await waiting_parent(inside)
    clerk = await inside.world.person("dep_almaty")
    await clerk.start()
    await clerk.taps(KK.name)
    await aigul.blocks()
    await story.round(clerk)
    [text] = [sms["text"] for sms in await inside.world.sms(aigul.phone)][1:]
    assert text.startswith("Balabaqsha: ")
    assert "Әлихан" in text
    assert "<" not in text
    assert "18 қараша" in text
    assert len(text) <= 200
    await inside.world.clock.to("2026-11-17 09:00")
    assert ("remind_issued", "telegram", "dropped", 0) in letters(inside)
    assert len(await inside.world.sms(aigul.phone)) == 3


async def test_a_refusal_of_telegram_is_noted_and_what_is_not_of_the_law_gets_no_sms(inside: Inside) -> None:
    aigul = await reader(inside)
    await inside.world.fails("telegram", 403, method="sendMessage")
    await posted(inside, aigul)
    assert (await inside.row_of(aigul))["reachable"] == 0
    assert letters(inside) == [(KIND, "telegram", "dropped", 0)]
    assert await told_by_sms(inside, aigul) == []
    await posted(inside, aigul, subject=2)
    assert [row[2] for row in letters(inside)] == ["dropped", "dropped"], "nobody knocks at a closed door"
    await aigul.says("/help")
    await posted(inside, aigul, subject=3)
    assert letters(inside)[-1][2] == "sent"


async def test_a_chat_that_is_gone_is_as_a_closed_door(inside: Inside) -> None:
    aigul = await reader(inside)
    await inside.world.fails("telegram", 400, method="sendMessage", description="Bad Request: chat not found")
    await posted(inside, aigul)
    assert (await inside.row_of(aigul))["reachable"] == 0


# ---- codes -----------------------------------------------------------------------------------------------------------


async def at_the_code(inside: Inside) -> Person:
    """A parent up to the question for the code."""
    aigul = await reader(inside)
    await aigul.taps(KK.register)
    await aigul.shares_contact()
    await aigul.says(aigul.iin)
    await aigul.taps(KK.agree)
    return aigul


async def test_a_code_that_cannot_be_sent_is_tried_again_after_a_minute_and_told_once(inside: Inside) -> None:
    await inside.world.fails("sms", 500, times=2)
    aigul = await at_the_code(inside)
    assert letters(inside) == [("code", "sms", "waiting", 1), ("code_late", "telegram", "sent", 0)]
    await inside.world.clock.advance(seconds=60)
    assert letters(inside)[0] == ("code", "sms", "waiting", 1)
    await inside.world.clock.advance(seconds=1)
    assert letters(inside)[0] == ("code", "sms", "waiting", 2)
    await inside.world.clock.advance(seconds=61)
    assert letters(inside) == [("code", "sms", "sent", 2), ("code_late", "telegram", "sent", 0)]
    await aigul.says(await aigul.code())
    await aigul.sees("Сынақова")


async def test_a_code_that_comes_too_late_is_not_sent(inside: Inside) -> None:
    await inside.world.fails("sms", 500, times=20)
    aigul = await at_the_code(inside)
    await inside.world.clock.advance(minutes=10)
    assert letters(inside)[0][2] == "dropped"
    assert await inside.world.sms(aigul.phone) == []


async def test_a_number_that_no_sms_reaches_is_told(inside: Inside) -> None:
    await inside.world.fails("sms", 7)
    await at_the_code(inside)
    assert letters(inside) == [("code", "sms", "failed", 0), ("code_failed", "telegram", "sent", 0)]


async def test_a_code_is_kept_sealed_and_erased_when_sent(inside: Inside) -> None:
    await inside.world.fails("sms", 500)
    aigul = await at_the_code(inside)
    [(box,)] = inside.rows("SELECT body FROM letter WHERE channel = 'sms'")
    assert aigul.phone.encode() not in box
    await inside.world.clock.advance(seconds=61)
    assert inside.rows("SELECT count(*) FROM letter WHERE body IS NOT NULL") == [(0,)]
