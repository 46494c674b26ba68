"""Replies before letters, letters before announcements; failing, outages, an SMS that was sent already, health."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import aiohttp
import pytest

from bot.health import AT_MOST, Health
from bot.settings import Settings
from domain.not_allowed import NotAllowed, Reason
from gateways.sms import SmscKz
from tests.bot.conftest import Inside
from tests.bot.test_delivery import at_the_code, came, letters, posted, reader
from tests.conversations.given import Story
from tests.conversations.tongues import KK
from usecases import announcements
from usecases.letters import post
from usecases.ports import Refused, Repeated, Unavailable

ALMATY = "750000000"
LETTER = "signed_in_elsewhere"


async def readers(inside: Inside, many: int, first: int = 7_000_000_000) -> None:
    """So many families of Almaty: an account, a child, an application each; nobody else notices."""
    rows = [{"id": n, "telegram": first + n, "key": str(n).encode()} for n in range(1001, 1001 + many)]
    async with inside.house.acting() as act:
        link = inside.house.store._writer.connection
        del act
        await link.executemany(
            "INSERT INTO parent (id, iin_hash, phone_hash, data, verified, policy, registered_at)"
            " VALUES (:id, :key, x'00', x'00', 1, '', 0)",
            rows,
        )
        await link.executemany(
            "INSERT INTO person (id, telegram_id, language, parent_id, created_at) VALUES (:id, :telegram, 'kk', :id, 0)",
            rows,
        )
        await link.executemany(
            "INSERT INTO child (id, iin_hash, data, born, verified, added_at) VALUES (:id, :key, x'00', '2023-05-01', 1, 0)",
            rows,
        )
        await link.executemany("INSERT INTO kin VALUES (:id, :id, 'mother', 0)", rows)
        await link.executemany(
            "INSERT INTO application (id, child_id, parent_id, region, district, queue_place, group_type, language,"
            " category, born, lodged_at, state) VALUES (:id, :id, :id, '750000000', '750000000', '750000000',"
            " 'general', 'kk', 18, '2023-05-01', 1, 'queued')",
            rows,
        )


async def clerk_of(inside: Inside) -> int:
    """The department's clerk; their id."""
    clerk = await inside.world.person("dep_almaty")
    await clerk.start()
    await clerk.taps(KK.name)
    return int((await inside.row_of(clerk))["id"])


async def announced(inside: Inside, clerk: int, operation: int = 1) -> int:
    async with inside.house.acting(clerk) as act:
        return await announcements.write(act, ALMATY, "all", {"kk": "Сәлем", "ru": "Привет"}, operation)


def states(inside: Inside, kind: str = "announcement") -> dict[str, int]:
    return dict(inside.rows("SELECT state, count(*) FROM letter WHERE kind = ? GROUP BY state", kind))


async def comes(what: Callable[[], bool]) -> None:
    """Wait for what the clock of the playground doesn't wait for: a letter that is tried."""
    async with asyncio.timeout(10):
        while not what():  # noqa: ASYNC110 it is looked at from outside
            await asyncio.sleep(0.05)


def fast(inside: Inside) -> None:
    inside.house.pace._gap = 0.0


# ---- announcements ---------------------------------------------------------------------------------------------------


async def test_an_announcement_is_sent_once_and_by_who_serves_there(inside: Inside) -> None:
    clerk = await clerk_of(inside)
    await readers(inside, 3)
    await announced(inside, clerk)
    with pytest.raises(NotAllowed) as twice:
        await announced(inside, clerk)
    assert twice.value.reason is Reason.ANNOUNCEMENT_SENT
    stranger = await reader(inside)
    with pytest.raises(NotAllowed) as foreign:
        await announced(inside, (await inside.row_of(stranger))["id"], 2)
    assert foreign.value.reason is Reason.NOT_STAFF
    assert inside.rows("SELECT role, scope, deed FROM audit") == [("department", ALMATY, "announcement_sent")]


async def test_it_is_posted_in_slices_and_dropped_in_slices(inside: Inside, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(announcements, "SLICE", 2)
    monkeypatch.setattr(inside.app._delivery, "_most", 0)
    clerk = await clerk_of(inside)
    await readers(inside, 5)
    number = await announced(inside, clerk)
    assert states(inside) == {"waiting": 2}
    await inside.app.tick()
    assert states(inside) == {"waiting": 5}
    async with inside.house.acting(clerk) as act:
        await announcements.stop(act, number)
        with pytest.raises(NotAllowed):
            await announcements.resume(act, number)
    assert states(inside) == {"waiting": 3, "dropped": 2}
    await inside.app.tick()
    assert states(inside) == {"dropped": 5}


async def test_letters_go_before_announcements(inside: Inside, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a fetch the lanes come one after the other, and announcements take what room is left."""
    clerk = await clerk_of(inside)
    monkeypatch.setattr(inside.app._delivery, "_most", 0)
    await readers(inside, 5)
    await announced(inside, clerk)
    async with inside.house.acting() as act:
        people = [await act.tx.person_by_id(person_id=n) for n in (1001, 1002)]
        await post(act, people, LETTER, 1)
        await post(act, people[:1], LETTER, 2, at_once=True)
        found = await inside.app._delivery._due(act, 4, set())
        busy = {row["id"] for row in found[:2]}
        rest = await inside.app._delivery._due(act, 3, busy)
    assert [(row["kind"], row["urgency"]) for row in found] == [
        (LETTER, 0), (LETTER, 1), (LETTER, 1), ("announcement", 3),
    ]  # fmt: skip
    assert [row["urgency"] for row in rest] == [1, 3, 3]


# ---- the breaker -----------------------------------------------------------------------------------------------------


async def test_too_many_failures_hold_up_announcements_and_the_department_is_told(inside: Inside) -> None:
    fast(inside)
    clerk = await clerk_of(inside)
    person = await inside.world.person("dep_almaty")
    await person.letters()
    await readers(inside, 200)
    await inside.world.fails("telegram", 500, method="sendMessage", times=16)
    await announced(inside, clerk)
    inside.app._delivery.wake()
    await inside.until_idle()
    assert not inside.app._delivery.bulk_goes
    assert states(inside)["waiting"] >= 16
    assert states(inside, "bulk_paused") == {"sent": 1}
    assert "№ 1 хабарландыру уақытша жіберілмей тұр" in (await person.letters())[0].text
    aigul = await reader(inside)
    await posted(inside, aigul)
    assert await came(inside, aigul) == 1, "letters go on"
    await inside.world.fails("telegram", 500, method="sendMessage", times=1)
    await inside.world.clock.advance(seconds=61)
    await comes(lambda: not inside.playground.faults.listed())
    assert not inside.app._delivery.bulk_goes, "the one that was tried has failed"
    await inside.world.clock.advance(seconds=61)
    await comes(lambda: inside.app._delivery.bulk_goes)
    await inside.world.clock.advance(minutes=20)
    assert "waiting" not in states(inside)


# ---- an outage -------------------------------------------------------------------------------------------------------


async def test_after_an_outage_nothing_stale_goes_out_and_everything_due_does(inside: Inside) -> None:
    """R-4: a day without the bot. What has expired is dropped, what is still true comes, once."""
    story = Story(inside.world, KK)
    aigul = await story.queued()
    olga = await reader(inside, "olga")
    await story.round()
    await aigul.letters()
    now = inside.house.clock.now()
    async with inside.house.acting() as act:
        row = await inside.row_of(olga)
        await post(act, [row], LETTER, 1, not_before=now.replace(minute=30))
        for number in (2, 3):
            await post(act, [row], LETTER, number, not_before=now.replace(minute=30), expires_at=now.replace(hour=7))
    await inside.world.clock.slips_to("2026-11-18 10:00")
    await inside.world.clock.advance(seconds=1)
    assert await came(inside, olga) == 1
    assert inside.rows("SELECT subject, state FROM letter WHERE kind = ? ORDER BY subject", LETTER)[-3:] == [
        (1, "sent"),
        (2, "dropped"),
        (3, "dropped"),
    ]
    [letter] = await aigul.letters()
    assert letter.at == "2026-11-18 10:00"
    assert "бүгін – соңғы күн" in letter.text


# ---- an SMS that was sent already ------------------------------------------------------------------------------------


@pytest.fixture
def killed_after_sms(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The first SMS goes out, and then the process is gone: nobody learns of it."""
    sent: list[str] = []
    really = SmscKz.send

    async def send(self: SmscKz, phone: str, text: str) -> None:
        await really(self, phone, text)
        sent.append(text)
        if len(sent) == 1:
            raise asyncio.CancelledError

    monkeypatch.setattr(SmscKz, "send", send)
    return sent


async def test_an_sms_that_was_sent_before_the_kill_is_not_taken_for_a_failure(
    inside: Inside, killed_after_sms: list[str]
) -> None:
    """The SMS centre refuses the same within a minute (error 9): it has gone, no false alarm, no second one."""
    aigul = await at_the_code(inside)
    assert letters(inside) == [("code", "sms", "sent", 0)]
    assert len(await inside.world.sms(aigul.phone)) == 1
    assert len(killed_after_sms) == 1
    await aigul.says(await aigul.code())
    await aigul.sees("Сынақова")


async def test_the_same_error_at_the_first_attempt_is_no_success(inside: Inside) -> None:
    """It also says «too much at once»."""
    await inside.world.fails("sms", 9)
    aigul = await at_the_code(inside)
    assert letters(inside) == [("code", "sms", "waiting", 1), ("code_late", "telegram", "sent", 0)]
    await inside.world.fails("sms", 9)
    await inside.world.clock.advance(seconds=61)
    assert letters(inside)[0] == ("code", "sms", "waiting", 2), "the first did not go either, and that is known"
    await inside.world.clock.advance(seconds=61)
    assert letters(inside)[0] == ("code", "sms", "sent", 2)
    assert len(await inside.world.sms(aigul.phone)) == 1


async def test_a_code_that_is_worth_nothing_any_more_is_not_sent(inside: Inside) -> None:
    await inside.world.fails("sms", 500)
    aigul = await at_the_code(inside)
    async with inside.house.acting() as act:
        await act.tx.judge_code(code_id=1, tries_left=5, used=1, paused_until=None)
    await inside.world.clock.advance(seconds=61)
    assert letters(inside)[0][2] == "dropped"
    assert await inside.world.sms(aigul.phone) == []


def test_what_the_sms_centres_codes_mean() -> None:
    assert issubclass(Repeated, Unavailable)
    assert not issubclass(Repeated, Refused)


async def test_a_letter_of_the_law_that_cannot_go_at_all_has_failed(
    inside: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = Story(inside.world, KK)
    aigul = await story.queued()
    clerk = await inside.world.person("dep_almaty")
    await clerk.start()
    await clerk.taps(KK.name)
    await aigul.blocks()
    monkeypatch.setattr(inside.house, "sms", None)
    await story.round(clerk)
    assert ("issued", "telegram", "failed", 0) in letters(inside)


# ---- health and metrics ----------------------------------------------------------------------------------------------


def health(inside: Inside, since: float = 1.0) -> Health:
    return Health(inside.house, lambda: since, lambda: inside.app._delivery.bulk_goes)


async def told(page: Health) -> tuple[int, Any]:
    answer = await page.healthz()
    assert isinstance(answer.body, bytes)
    return answer.status, json.loads(answer.body)


async def test_who_is_not_behind_is_healthy(inside: Inside) -> None:
    aigul = await reader(inside)
    assert await told(health(inside)) == (
        200,
        {"ok": True, "late": [], "oldest_due_letter": None, "oldest_update": None, "last_tick": 1.0},
    )
    await inside.world.fails("telegram", 500, method="sendMessage", times=0)
    del aigul


async def test_a_letter_that_has_been_due_for_long_is_no_health(
    inside: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However often it was put off; an update and the tick likewise."""
    aigul = await reader(inside)
    await inside.world.fails("telegram", 500, method="sendMessage", times=6)
    await posted(inside, aigul)
    await inside.world.clock.advance(minutes=11)
    status, body = await told(health(inside))
    assert (status, body["late"]) == (503, ["oldest_due_letter"])
    assert body["oldest_due_letter"] >= 660 > AT_MOST["oldest_due_letter"]
    await inside.world.fails("telegram", 500, method="sendMessage", times=0)
    await inside.world.clock.advance(minutes=10)
    assert (await told(health(inside)))[0] == 200
    assert (await told(health(inside, 121)))[1]["late"] == ["last_tick"]
    async with inside.house.acting() as act:
        await act.tx.keep_update(update_id=1, chat_id=0, now=act.seconds - 61, body=b"")
    assert (await told(health(inside)))[1]["late"] == ["oldest_update"]
    async with inside.house.acting() as act:
        await act.tx.close_update(update_id=1)
    del monkeypatch


async def test_a_letter_that_rests_till_the_morning_is_not_late(inside: Inside) -> None:
    aigul = await reader(inside)
    await inside.world.clock.to("2026-11-16 20:59")
    await inside.world.fails("telegram", 500, method="sendMessage", times=3)
    await posted(inside, aigul)
    await inside.world.clock.to("2026-11-17 03:00")
    assert (await told(health(inside)))[0] == 200
    await inside.world.fails("telegram", 500, method="sendMessage", times=0)


async def test_the_pages_are_answered_on_loopback_and_tell_nothing_about_anybody(inside: Inside) -> None:
    aigul = await reader(inside)
    await posted(inside, aigul)
    runner = aiohttp.web.AppRunner(health(inside).app(), access_log=None)
    await runner.setup()
    site = aiohttp.web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    url = f"http://127.0.0.1:{site._server.sockets[0].getsockname()[1]}"  # type: ignore[union-attr]
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{url}/healthz") as answer:
            assert answer.status == 200
        async with session.get(f"{url}/metrics") as answer:
            page = await answer.text()
    await runner.cleanup()
    assert 'balabaqsha_letters_total{channel="telegram",kind="signed_in_elsewhere",state="sent"} 1.0' in page
    assert 'balabaqsha_updates_total{outcome="worked_off"} 2.0' in page
    assert 'balabaqsha_letters_due{lane="3"} 0.0' in page
    assert "balabaqsha_breaker_open 0.0" in page
    assert "balabaqsha_oldest_seconds" in page
    assert str(aigul.user_id) not in page


async def test_who_cannot_look_is_not_healthy(inside: Inside, monkeypatch: pytest.MonkeyPatch) -> None:
    page = health(inside)

    async def broken() -> dict[str, float | None]:
        raise OSError("disk")

    monkeypatch.setattr(page, "_ages", broken)
    answer = await page._guarded(page.healthz)(None)  # type: ignore[arg-type]
    assert answer.status == 503


def test_the_pages_are_off_unless_a_port_is_given(inside: Inside) -> None:
    settings: Settings = inside.app._settings
    assert settings.health_port is None
    assert settings.health_host == "127.0.0.1"
