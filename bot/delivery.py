"""The outbox's own loop: takes letters that are due, lane by lane, and sends them, evenly, replies first.

A letter is looked at once more before it goes: what is no longer true is dropped. So many a second overall and one a
second per chat; a flood limit stops everything for exactly as long as Telegram says. Announcements come last, and wait
while too much fails. Who can't be reached in Telegram gets what the law knows a deadline for by SMS.
"""

import asyncio
import html
import logging
import re
import textwrap
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta

from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
)

from bot import methods
from bot.breaker import Breaker
from bot.chat import apart, drawn, with_picture
from bot.contacts import addressing
from bot.house import House
from bot.letters import LEGAL, LETTERS, words_of
from bot.mishaps import where
from bot.screen import Screen
from bot.tasks import Tasks
from bot.words import _
from domain.calendar import local_day
from usecases import families, notices
from usecases.act import Act, Row, instant, seconds
from usecases.letters import BULK, LANES, after_quiet_hours, letter_row, post
from usecases.ports import Refused, Repeated, Sms, Unavailable

log = logging.getLogger(__name__)

MOST_AT_WORK = 160  # letters
LEAST_AT_WORK = 10
MOST_ON_THE_WIRE = 80  # of the hundred connections to Telegram some stay for replies
TOGETHER = 0.02  # seconds in which letters that have gone gather, to be settled by one COMMIT
LETTER = "letter"
NAP = 1.0  # seconds between looks when nothing is due
SMS_LENGTH = 200  # characters; Cyrillic goes 67 to a part
ENDS = (".", ",", ":", ";", "!", "?")  # a line of a screen that ends otherwise is closed with a full stop
SMS_LASTS = timedelta(hours=12)
SMS_AGAIN = timedelta(seconds=61)  # the SMS centre takes the same message again only after a minute
ATTEMPTS = 20
TELEGRAM_AGAIN = (timedelta(seconds=5), timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=10))


class Delivery:
    """Sends what is due."""

    def __init__(self, house: House, tasks: Tasks) -> None:
        self._house, self._tasks = house, tasks
        self._wake = asyncio.Event()
        self._at_work: set[int] = set()
        self._breaker = Breaker()
        self._wire = asyncio.Semaphore(MOST_ON_THE_WIRE)
        self._settling: list[tuple[Row, str]] = []
        self._settled: asyncio.Future[None] | None = None
        # a second's worth and a little more: what comes later and is more urgent doesn't wait behind it for long
        self._most = int(min(MOST_AT_WORK, max(LEAST_AT_WORK, 1.2 * house.pace.per_second)))

    def wake(self) -> None:
        """Something may have been posted."""
        self._wake.set()

    @property
    def busy(self) -> bool:
        """Whether any letter is being worked on."""
        return bool(self._at_work)

    @property
    def bulk_goes(self) -> bool:
        """Whether announcements go out, and aren't held up."""
        return not self._breaker.is_open

    async def run(self) -> None:
        """Send what is due, for ever."""
        while True:
            self._wake.clear()
            if not await self._deliver_what_can_be():
                with suppress(TimeoutError):
                    async with asyncio.timeout(NAP):
                        await self._wake.wait()

    async def _deliver_what_can_be(self) -> int:
        try:
            return await self.deliver_due()
        except Exception as error:  # whatever it is, letters must go out again as soon as it is over
            log.error("delivering failed: %s", where(error))
            return 0

    @property
    def _room(self) -> int:
        """How many letters may be begun, once it is worth a look."""
        room = self._most - len(self._at_work)
        return room if room >= self._most // 4 else 0

    async def deliver_due(self) -> int:
        """Start on what is due and not at work yet, lane by lane; the number of letters started."""
        if not (room := self._room):
            return 0
        busy = set(self._at_work)  # before reading: what is settled meanwhile still stands in what was read
        async with self._house.looking() as act:
            fresh = await self._due(act, room, busy)
        for letter in fresh:
            self._at_work.add(letter["id"])
            self._tasks.start(self._work(letter), LETTER)
        return len(fresh)

    async def _due(self, act: Act, room: int, busy: set[int]) -> list[Row]:
        fresh: list[Row] = []
        for lane in LANES:
            if len(fresh) < room:
                at_most = room - len(fresh) + len(busy)
                rows = await act.tx.due_letters(now=act.seconds, urgency=lane, at_most=at_most)
                fresh += [row for row in rows if row["id"] not in busy][: room - len(fresh)]
        if bulk := self._breaker.room(room - len(fresh), act.now):
            rows = await act.tx.due_bulk(now=act.seconds, at_most=bulk + len(busy))
            of_bulk = [row for row in rows if row["id"] not in busy][:bulk]
            for row in of_bulk:
                self._breaker.begins(row["id"], act.now)
            fresh += of_bulk
        return fresh

    async def _work(self, letter: Row) -> None:
        try:
            await self._deliver(letter)
        finally:
            self._at_work.discard(letter["id"])
            if self._room or not self._at_work:
                self._wake.set()

    async def _deliver(self, letter: Row) -> None:
        try:
            state = await self._send(letter)
        except Exception as error:  # one letter must not stop the others, nor be lost to a passing fault
            log.error("letter %s of kind %s failed: %s", letter["id"], letter["kind"], where(error))
            if letter["channel"] == "telegram":
                await self._failed(letter)
            if letter["attempts"] < ATTEMPTS:
                await self._wait(letter, _pause(letter))
                return
            state = "failed"
        if state is not None:
            await self._settle(letter, state)

    async def _settle(self, letter: Row, state: str) -> None:
        """The letter has found its end; it is written down together with those of the same moment."""
        self._settling.append((letter, state))
        if self._settled is None:
            self._settled = self._tasks.start(self._settle_together(), LETTER)
        await asyncio.shield(self._settled)

    async def _settle_together(self) -> None:
        await asyncio.sleep(TOGETHER)
        together, self._settling, self._settled = self._settling, [], None
        async with self._house.acting() as act:
            await act.tx.settle_letters(
                [{"letter_id": letter["id"], "state": state, "now": act.seconds} for letter, state in together]
            )
        for letter, state in together:
            self._house.metrics.settled(letter["kind"], letter["channel"], state)

    async def _send(self, letter: Row) -> str | None:
        """The state the letter is in afterwards; None: it waits for another attempt."""
        expires_at = instant(letter["expires_at"])
        if expires_at is not None and expires_at <= self._house.clock.now():
            return "dropped"
        if notices.is_muted(letter):
            return "dropped"
        if (rest := self._rest(letter)) is not None:
            return await self._put_off(letter, rest)
        if letter["channel"] == "sms":
            return await self._by_sms(letter)
        with addressing(self._house, letter):
            async with self._house.looking() as act:
                if await self._is_held(act, letter):
                    return None
                screen = await words_of(act, letter)
            if screen is None:
                return "dropped"
            if not letter["reachable"]:
                return await self._instead_by_sms(letter)
            screen = await with_picture(self._house, screen)
            return await self._by_telegram(letter, screen)

    async def _is_held(self, act: Act, letter: Row) -> bool:
        """A letter of an announcement that has been paused meanwhile, or is held up, stays where it is."""
        if letter["urgency"] != BULK:
            return False
        row = await act.tx.announcement(announcement_id=letter["subject"])
        return self._breaker.holds_up(letter["id"]) or (row is not None and row["state"] == "paused")

    def _rest(self, letter: Row) -> datetime | None:
        """Until when a letter waits that met an obstacle until the evening, or somebody's own quiet hours."""
        now = self._house.clock.now()
        rules = self._house.law.rulebook.at(local_day(now))
        by_telegram = letter["channel"] == "telegram"  # an SMS at night helps nobody
        at = after_quiet_hours(now, rules, instant(letter["deadline"] or None) if by_telegram else None)
        at = max(at, notices.rests_until(letter, now))
        return None if letter["urgency"] == 0 or at <= now else at

    async def _put_off(self, letter: Row, rest: datetime) -> str | None:
        """Until the morning; a reminder that would then say what another letter says is dropped."""
        async with self._house.acting() as act:
            if letter["quiet"] and await notices.says_nothing_new(act, letter):
                return "dropped"
            await act.tx.rest_letter(letter_id=letter["id"], not_before=seconds(rest))
        return None

    async def _by_telegram(self, letter: Row, screen: Screen) -> str | None:
        await self._house.pace.slot(letter["telegram_id"])
        if letter["urgency"] == BULK and self._breaker.holds_up(letter["id"]):
            return None
        try:
            await self._post(letter["telegram_id"], screen)
        except TelegramRetryAfter as flood:
            self._house.metrics.floods.inc()
            self._house.pace.pause(flood.retry_after)
            await self._wait(letter, timedelta(0))
            return None
        except (TelegramNetworkError, TelegramServerError):
            await self._failed(letter)
            await self._wait(letter, _pause(letter))
            return None
        except (TelegramForbiddenError, TelegramNotFound):
            return await self._unreachable(letter)
        except TelegramBadRequest as no:
            if "chat not found" in no.message:
                return await self._unreachable(letter)
            raise
        self._breaker.went(letter["id"])
        if letter["sms_copy"] and letter["kind"] in LEGAL:
            await self._copy_by_sms(letter)
        return "sent"

    async def _copy_by_sms(self, letter: Row) -> None:
        """For who asked for one; one to a parent, however many accounts."""
        async with self._house.acting() as act:
            every = await act.tx.accounts_of_parent(parent_id=letter["parent_id"])
            wanting = [one["id"] for one in every if one["sms_copy"]]
            if self._house.sms is not None and wanting[:1] == [letter["person_id"]]:
                parent = await families.parent(act, letter["parent_id"])
                await notices.copy_by_sms(act, letter, parent.phone)

    async def _failed(self, letter: Row) -> None:
        """One failure more; when it is too many, announcements wait, and the departments that write them are told."""
        self._house.metrics.failures.inc()
        if not self._breaker.failed(self._house.clock.now()):
            return
        log.error("too many letters fail: announcements are held up")
        async with self._house.acting() as act:
            for row in await act.tx.announcements_under_way():
                clerks = await act.tx.staff_in(role="department", scope=row["queue_place"])
                await post(act, clerks, "bulk_paused", row["id"], rung=str(act.seconds))

    async def _post(self, chat_id: int, screen: Screen) -> None:
        if screen.drawing is not None:
            name, content = await drawn(self._house, screen.drawing)
            await self._house.bot(methods.send_under(chat_id, name, content, screen))
            return
        try:
            async with self._wire:
                screen = await apart(self._house, chat_id, screen)
                await self._house.bot(methods.send(chat_id, screen, screen.inline()))
        except TelegramBadRequest as no:
            if "can't parse entities" not in no.message:
                raise
            log.error("a letter has HTML that Telegram can't parse")
            await self._house.bot(methods.send_plain(chat_id, screen))

    async def _wait(self, letter: Row, pause: timedelta) -> None:
        async with self._house.acting() as act:
            await act.tx.delay_letter(letter_id=letter["id"], not_before=seconds(act.now + pause))

    async def _unreachable(self, letter: Row) -> str:
        self._breaker.went(letter["id"])  # Telegram does its work, and says so
        async with self._house.acting() as act:
            await act.tx.set_reachable(person_id=letter["person_id"], reachable=0)
        return await self._instead_by_sms(letter)

    async def _instead_by_sms(self, letter: Row) -> str:
        """What the law knows a deadline for goes to the parent's phone; "failed": it could not go at all."""
        if letter["kind"] not in LEGAL or not letter["parent_id"]:
            return "dropped"
        async with self._house.acting() as act:
            accounts = await act.tx.accounts_of_parent(parent_id=letter["parent_id"])
            if any(one["reachable"] for one in accounts) or letter["person_id"] != accounts[0]["id"]:
                return "dropped"  # another account of the same parent gets it
            if self._house.sms is None:
                return "failed"
            parent = await families.parent(act, letter["parent_id"])
            await notices.copy_by_sms(act, letter, parent.phone)
        return "dropped"

    async def _by_sms(self, letter: Row) -> str | None:
        if self._house.sms is None:
            return "dropped"
        async with self._house.acting() as act:
            if letter["kind"] == "code" and not await act.tx.code_is_live(code_id=letter["subject"]):
                return "dropped"
            await act.tx.sms_tried(letter_id=letter["id"], now=act.seconds)
        outcome, state = await self._sms_outcome(letter, self._house.sms)
        self._house.metrics.sms.labels(outcome).inc()
        return state

    async def _sms_outcome(self, letter: Row, sms: Sms) -> tuple[str, str | None]:
        """What came of it, in a word, and the state of the letter.

        One that was handed over before, and nothing is known of what came of that, was taken if the centre has had it.
        """
        row = letter_row(letter["person_id"], letter["kind"], letter["subject"])
        body = self._house.store.seal.open_json("letter", row, letter["body"])
        if (text := await self._sms_words(letter, body)) is None:
            return "dropped", "dropped"
        try:
            await sms.send(body["phone"], text)
        except Refused:
            await self._tell(letter, "code_failed")
            return "refused", "failed"
        except Unavailable as no:
            if isinstance(no, Repeated) and letter["tried_at"] is not None:
                return "repeated", "sent"
            await self._tell(letter, "code_late")
            await self._wait(letter, SMS_AGAIN)
            return "unavailable", None
        return "sent", "sent"

    async def _sms_words(self, letter: Row, body: Mapping[str, str]) -> str | None:
        """A code, words made before, or those of the letter as it stands now; None if it is no longer true."""
        with addressing(self._house, letter):
            if letter["kind"] in LETTERS:
                async with self._house.looking() as act:
                    screen = await words_of(act, letter)
                return _short(screen) if screen else None
            return body.get("text") or html.unescape(_("Balabaqsha code: {code}", code=body["code"]))

    async def _tell(self, letter: Row, kind: str) -> None:
        """A code that can't be sent is told in the chat, once."""
        if letter["kind"] == "code":
            async with self._house.acting() as act:
                person = await act.tx.person_by_id(person_id=letter["person_id"])
                await post(act, [person], kind, letter["subject"], at_once=True, expires_at=act.now + SMS_LASTS)


def _pause(letter: Row) -> timedelta:
    return TELEGRAM_AGAIN[min(letter["attempts"], len(TELEGRAM_AGAIN) - 1)]


def _short(screen: Screen) -> str:
    """The first two paragraphs as plain sentences, for an SMS of three parts at most."""
    said = html.unescape(re.sub(r"<[^>]*>", "", "\n".join(screen.text.split("\n\n")[:2])))
    told = [re.sub(r"[^\w\s.,:;!?()«»№–/-]", "", each).strip() for each in said.splitlines()]
    words = " ".join(each if each.endswith(ENDS) else f"{each}." for each in told if each)
    return textwrap.shorten(f"Balabaqsha: {words}", SMS_LENGTH, placeholder="…")
