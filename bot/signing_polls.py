"""Waiting for signatures given on phones: one long poll for each open session, taken up again after a restart.

What came is kept before anybody judges it. Judging, and what follows, is done in the order of the person's chat; a session
that is signed and not yet judged is put there again at every tick, and used up once.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TypeVar

from bot.house import House
from bot.mishaps import where
from bot.tasks import Tasks
from usecases import signing
from usecases.act import instant
from usecases.ports import Cancelled, PhoneSigning, Refused, Unavailable
from usecases.signing import Session

log = logging.getLogger(__name__)

WAITS = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0)  # seconds between questions while the service is out of reach
LONG = 10.0  # seconds: a poll that has lasted so long was one, whatever its end
NAME = "signing"
T = TypeVar("T")

Put = Callable[[int, int], None]
"""Show in a chat (first) what became of a session (second)."""


class SigningPolls:
    """Asks for the signatures of the open sessions."""

    def __init__(self, house: House, tasks: Tasks, put: Put) -> None:
        self._house, self._tasks, self._put = house, tasks, put
        self._polled: dict[int, asyncio.Task[None]] = {}
        self._at_work = 0

    @property
    def busy(self) -> bool:
        """Whether a session has begun that nobody has taken up yet, or one that has ended is being kept."""
        return self._house.signing_opened.is_set() or self._at_work > 0

    async def run(self) -> None:
        """Take up what was left open, then whatever begins."""
        opened = self._house.signing_opened
        while True:
            await opened.wait()
            self._at_work += 1
            opened.clear()
            try:
                await self.sweep()
            except Exception as error:  # the next tick sweeps again
                log.error("signing sessions could not be taken up: %s", where(error))
            finally:
                self._at_work -= 1

    async def sweep(self) -> None:
        """Poll what is open, put what is signed to its chat, end what has expired or is wanted no more."""
        now = self._house.clock.now()
        async with self._house.looking() as act:
            rows = list(await act.tx.signings_at_work())
        for row in rows:
            if row["draft_id"] is None:
                await self._end(row["id"], row["telegram_id"], "expired")
            elif row["state"] == "signed":
                self._put(row["telegram_id"], row["id"])
            elif now >= (instant(row["expires_at"]) or now):
                await self._end(row["id"], row["telegram_id"], "expired")
            elif row["way"] == "phone" and row["id"] not in self._polled and self._house.sigex is not None:
                self._polled[row["id"]] = self._tasks.start(self._poll(row["id"], self._house.sigex), NAME)
        for gone in set(self._polled) - {row["id"] for row in rows}:
            self._polled.pop(gone).cancel()

    async def _end(self, session_id: int, chat_id: int, state: str) -> None:
        task = self._polled.pop(session_id, None)
        if task is not None and task is not asyncio.current_task():
            task.cancel()
        async with self._house.acting() as act:
            ended = await signing.end(act, session_id, state)
        if ended:
            self._put(chat_id, session_id)

    async def _poll(self, session_id: int, sigex: PhoneSigning) -> None:
        """Hand the document over, wait for the signature, keep it."""
        async with self._house.looking() as act:
            session = await signing.by_id(act, session_id)
            row = await act.tx.signing_by_id(signing_id=session_id)
        if session is None or session.phone is None:
            return
        came: bytes | str
        try:
            came = await self._ask(session, sigex)
        except Cancelled:
            came = "cancelled"
        except Refused:
            came = "expired"
        finally:
            self._polled.pop(session_id, None)
        self._at_work += 1
        try:
            await self._keep(session, row["telegram_id"], came)
        finally:
            self._at_work -= 1

    async def _keep(self, session: Session, chat_id: int, came: bytes | str) -> None:
        """Keep the signature, or how the session ended."""
        if isinstance(came, str):
            await self._end(session.id, chat_id, came)
            return
        async with self._house.acting() as act:
            kept = await signing.keep(act, session, came)
        if kept:
            self._put(chat_id, session.id)

    async def _ask(self, session: Session, sigex: PhoneSigning) -> bytes:
        """The signature. Handing over is asked again too: whether the last one arrived nobody knows after a crash.

        Raises Cancelled, and Refused when the service knows the session no more.
        """
        phone = session.phone
        assert phone is not None, "asked only while it is open"
        if not session.handed_over:
            await self._until_answered(lambda: sigex.hand_over(phone, session.paper), session.expires_at)
            async with self._house.acting() as act:
                await act.tx.hand_signing_over(signing_id=session.id)
        return await self._until_answered(lambda: sigex.signature(phone), session.expires_at)

    async def _until_answered(self, ask: Callable[[], Awaitable[T]], expires_at: datetime) -> T:
        """What the service answers, asked again while it is out of reach; Refused once the session has expired."""
        loop, failures = asyncio.get_running_loop(), 0
        while self._house.clock.now() < expires_at:
            begun = loop.time()
            try:
                return await ask()
            except Unavailable as error:
                if loop.time() - begun > LONG:
                    failures = 0
                    continue
                log.info("a signing session waits: %s", error)
                await asyncio.sleep(WAITS[min(failures, len(WAITS) - 1)])
                failures += 1
        raise Refused(0)
