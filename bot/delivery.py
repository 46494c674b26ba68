"""The outbox's own loop: takes letters that are due and sends them, evenly, replies first.

A letter is looked at once more before it goes: what is no longer true is dropped. 25 a second overall and one a second
per chat; a flood limit stops everything for exactly as long as Telegram says. Who can't be reached in Telegram gets
what the law knows a deadline for by SMS.
"""

import asyncio
import html
import logging
import re
import textwrap
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta

from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
)

from bot import methods
from bot.house import House
from bot.letters import LEGAL, LETTERS, words_of
from bot.mishaps import where
from bot.screen import Screen
from bot.tasks import Tasks
from bot.words import _, speaking
from domain.calendar import local_day
from usecases import families
from usecases.act import Row, instant, seconds
from usecases.letters import after_quiet_hours, letter_row, post, post_sms
from usecases.ports import Refused, Unavailable

log = logging.getLogger(__name__)

BATCH = 100  # letters at work at once
LETTER = "letter"
NAP = 1.0  # seconds between looks when nothing is due
SMS_LENGTH = 200  # characters; Cyrillic goes 67 to a part
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

    def wake(self) -> None:
        """Something may have been posted."""
        self._wake.set()

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

    async def deliver_due(self) -> int:
        """Start on what is due and not at work yet; the number of letters started."""
        if len(self._at_work) >= BATCH:
            return 0
        busy = set(self._at_work)  # before reading: what is settled meanwhile still stands in what was read
        async with self._house.looking() as act:
            letters = await act.tx.due_letters(now=act.seconds, at_most=BATCH + len(busy))
        fresh = [letter for letter in letters if letter["id"] not in busy]
        for letter in fresh:
            self._at_work.add(letter["id"])
            self._tasks.start(self._work(letter), LETTER)
        return len(fresh)

    async def _work(self, letter: Row) -> None:
        try:
            await self._deliver(letter)
        finally:
            self._at_work.discard(letter["id"])
            self._wake.set()

    async def _deliver(self, letter: Row) -> None:
        try:
            state = await self._send(letter)
        except Exception as error:  # one letter must not stop the others, nor be lost to a passing fault
            log.error("letter %s of kind %s failed: %s", letter["id"], letter["kind"], where(error))
            if letter["attempts"] < ATTEMPTS:
                await self._wait(letter, _pause(letter))
                return
            state = "failed"
        if state is not None:
            async with self._house.acting() as act:
                await act.tx.settle_letter(letter_id=letter["id"], state=state, now=act.seconds)

    async def _send(self, letter: Row) -> str | None:
        """The state the letter is in afterwards; None: it waits for another attempt."""
        expires_at = instant(letter["expires_at"])
        if expires_at is not None and expires_at <= self._house.clock.now():
            return "dropped"
        if await self._rests(letter):
            return None
        if letter["channel"] == "sms":
            return await self._by_sms(letter)
        with speaking(letter["language"]):
            async with self._house.looking() as act:
                screen = await words_of(act, letter)
            if screen is None:
                return "dropped"
            if not letter["reachable"]:
                return await self._instead_by_sms(letter, screen)
            return await self._by_telegram(letter, screen)

    async def _rests(self, letter: Row) -> bool:
        """A letter that met an obstacle until the evening waits for the morning."""
        now = self._house.clock.now()
        rules = self._house.law.rulebook.at(local_day(now))
        by_telegram = letter["channel"] == "telegram"  # an SMS at night helps nobody
        at = after_quiet_hours(now, rules, instant(letter["deadline"] or None) if by_telegram else None)
        if letter["urgency"] == 0 or at <= now:
            return False
        await self._wait(letter, at - now)
        return True

    async def _by_telegram(self, letter: Row, screen: Screen) -> str | None:
        await self._house.pace.slot(letter["telegram_id"])
        try:
            await self._post(letter["telegram_id"], screen)
        except TelegramRetryAfter as flood:
            self._house.pace.pause(flood.retry_after)
            await self._wait(letter, timedelta(0))
            return None
        except (TelegramNetworkError, TelegramServerError):
            await self._wait(letter, _pause(letter))
            return None
        except (TelegramForbiddenError, TelegramNotFound):
            return await self._unreachable(letter, screen)
        except TelegramBadRequest as no:
            if "chat not found" in no.message:
                return await self._unreachable(letter, screen)
            raise
        return "sent"

    async def _post(self, chat_id: int, screen: Screen) -> None:
        try:
            await self._house.bot(methods.send(chat_id, screen, screen.inline()))
        except TelegramBadRequest as no:
            if "can't parse entities" not in no.message:
                raise
            log.error("a letter has HTML that Telegram can't parse")
            await self._house.bot(methods.send_plain(chat_id, screen))

    async def _wait(self, letter: Row, pause: timedelta) -> None:
        async with self._house.acting() as act:
            await act.tx.delay_letter(letter_id=letter["id"], not_before=seconds(act.now + pause))

    async def _unreachable(self, letter: Row, screen: Screen) -> str:
        async with self._house.acting() as act:
            await act.tx.set_reachable(person_id=letter["person_id"], reachable=0)
        return await self._instead_by_sms(letter, screen)

    async def _instead_by_sms(self, letter: Row, screen: Screen) -> str:
        """What the law knows a deadline for goes to the parent's phone."""
        if letter["kind"] in LEGAL and letter["parent_id"] and self._house.sms is not None:
            async with self._house.acting() as act:
                accounts = await act.tx.accounts_of_parent(parent_id=letter["parent_id"])
                if any(one["reachable"] for one in accounts) or letter["person_id"] != accounts[0]["id"]:
                    return "dropped"  # another account of the same parent gets it
                parent = await families.parent(act, letter["parent_id"])
                body = {"phone": parent.phone, "text": _short(screen)}
                kind = f"{letter['kind']}:{letter['deadline']}:{letter['rung']}"
                await post_sms(act, letter["person_id"], kind, letter["subject"], body, act.now + SMS_LASTS)
        return "dropped"

    async def _by_sms(self, letter: Row) -> str | None:
        sms = self._house.sms
        if sms is None:
            return "dropped"
        row = letter_row(letter["person_id"], letter["kind"], letter["subject"])
        body = self._house.store.seal.open_json("letter", row, letter["body"])
        if (text := await self._sms_words(letter, body)) is None:
            return "dropped"
        try:
            await sms.send(body["phone"], text)
        except Unavailable:
            await self._tell(letter, "code_late")
            await self._wait(letter, SMS_AGAIN)
            return None
        except Refused:
            await self._tell(letter, "code_failed")
            return "failed"
        return "sent"

    async def _sms_words(self, letter: Row, body: Mapping[str, str]) -> str | None:
        """A code, words made before, or those of the letter as it stands now; None if it is no longer true."""
        with speaking(letter["language"]):
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
    """The first two paragraphs as plain words, for an SMS of three parts at most."""
    said = " ".join(screen.text.split("\n\n")[:2])
    words = re.sub(r"[^\w\s.,:;!?()«»№–/-]", "", html.unescape(re.sub(r"<[^>]*>", "", said)))
    return textwrap.shorten(f"Balabaqsha: {words}", SMS_LENGTH, placeholder="…")
