"""Telegram's queue of updates and the two ways out of it: `getUpdates` and the webhook.

An update stays until it is confirmed: by the offset of a later poll, or by a 2xx of the webhook.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientSession, ClientTimeout

from playground.clock import MovableClock, first_update_id
from playground.parameters import Parameters
from playground.refusal import Refusal, bad

Json = dict[str, Any]

LONGEST_POLL = 50
MOST = 100
KEPT = timedelta(hours=24)
KEPT_TAPS = timedelta(seconds=150)
LONGEST_PAUSE = 60
ASKED_FOR = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
HOOKED = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


@dataclass(eq=False)
class Pending:
    """An update under way. `key`: those with the same key wait for each other in a webhook."""

    update: Json
    kind: str
    key: object
    until: datetime
    given: bool = False
    flying: bool = False

    @property
    def id(self) -> int:
        """Its update_id."""
        return int(self.update["update_id"])


@dataclass
class Webhook:
    """Where updates are to be posted; no url: they are to be polled."""

    url: str = ""
    secret: str = ""
    connections: int = 40
    error: str = ""
    error_at: int = 0


class Updates:
    """The queue."""

    def __init__(self, clock: MovableClock) -> None:
        self._clock = clock
        self._next = first_update_id()
        self._queue: list[Pending] = []
        self._allowed: frozenset[str] = frozenset()
        self._poller: object = None
        self._news = asyncio.Event()
        self.hook = Webhook()

    @property
    def unconfirmed(self) -> int:
        """How many the bot has not taken over yet."""
        self._drop_old()
        return len(self._queue)

    def push(self, kind: str, payload: Json, key: object, update_id: int | None = None) -> int | None:
        """Queue an update; returns its id, or None if the bot does not want this kind.

        A number that was used before makes a repetition, as after a lost confirmation.
        """
        if not self._wanted(kind):
            return None
        if update_id is None:
            update_id = self._next
        self._next = max(self._next, update_id + 1)
        life = KEPT_TAPS if kind == "callback_query" else KEPT
        update = {"update_id": update_id, kind: payload}
        self._queue.append(Pending(update, kind, key, self._clock.now() + life))
        self._tell()
        return update_id

    def forget(self) -> None:
        """Empty the queue and drop the webhook."""
        self._queue.clear()
        self._allowed = frozenset()
        self.hook = Webhook()
        self._tell()

    async def get_updates(self, asked: Parameters) -> list[Json]:
        """A poll; the poll that was waiting is sent home with 409."""
        if self.hook.url:
            raise Refusal(409, HOOKED)
        self._allow(asked)
        self._confirm(asked.number("offset"))
        limit = min(max(asked.number("limit", MOST), 1), MOST)
        patience = min(max(asked.number("timeout"), 0), LONGEST_POLL)
        self._poller = me = object()
        self._tell()
        try:
            return await self._wait(me, limit, patience)
        finally:
            if self._poller is me:
                self._poller = None

    async def _wait(self, me: object, limit: int, patience: int) -> list[Json]:
        loop = asyncio.get_running_loop()
        end = loop.time() + patience
        while not (batch := self._take(limit)):
            news = self._news
            try:
                async with asyncio.timeout_at(end):
                    await news.wait()
            except TimeoutError:
                return []
            if self._poller is not me:
                raise Refusal(409, CONFLICT)
        return batch

    async def set_webhook(self, asked: Parameters) -> bool:
        """Switch to the webhook, or off with an empty url. http is taken on loopback only."""
        url = asked.text("url")
        if url:
            _check_hook(url)
        self._allow(asked)
        if asked.flag("drop_pending_updates"):
            self._queue.clear()
        connections = min(max(asked.number("max_connections", 40), 1), 100)
        self.hook = Webhook(url, asked.text("secret_token"), connections)
        self._tell()
        return True

    async def delete_webhook(self, asked: Parameters) -> bool:
        """Back to polling."""
        if asked.flag("drop_pending_updates"):
            self._queue.clear()
        self.hook = Webhook()
        self._tell()
        return True

    async def webhook_info(self, asked: Parameters) -> Json:
        """The webhook and how it fares."""
        del asked
        info: Json = {
            "url": self.hook.url,
            "has_custom_certificate": False,
            "pending_update_count": self.unconfirmed,
        }
        if self.hook.url:
            info["max_connections"] = self.hook.connections
        if self.hook.error:
            info |= {
                "last_error_date": self.hook.error_at,
                "last_error_message": self.hook.error,
            }
        if self._allowed:
            info["allowed_updates"] = sorted(self._allowed)
        return info

    async def deliver(self) -> None:
        """Post to the webhook for ever; chats side by side, one chat in order."""
        async with (
            ClientSession(timeout=ClientTimeout(60)) as session,
            asyncio.TaskGroup() as group,
        ):
            while True:
                news = self._news
                for pending in self._ready():
                    pending.flying = True
                    group.create_task(self._post(session, pending, self.hook))
                await news.wait()

    def _ready(self) -> Iterable[Pending]:
        self._drop_old()
        if not self.hook.url:
            return []
        ahead: set[object] = set()
        ready = []
        for pending in self._queue:
            if pending.key not in ahead and not pending.flying:
                ready.append(pending)
            ahead.add(pending.key)
        free = self.hook.connections - sum(pending.flying for pending in self._queue)
        return ready[: max(free, 0)]

    async def _post(self, session: ClientSession, pending: Pending, hook: Webhook) -> None:
        pause = 0
        while self.hook is hook and pending in self._queue:
            if await self._posted(session, pending, hook):
                self._queue = [p for p in self._queue if p is not pending]
                break
            await asyncio.sleep(pause)
            pause = min(pause * 2 or 2, LONGEST_PAUSE)
        pending.flying = False
        self._tell()

    async def _posted(self, session: ClientSession, pending: Pending, hook: Webhook) -> bool:
        headers = {"X-Telegram-Bot-Api-Secret-Token": hook.secret} if hook.secret else {}
        try:
            async with session.post(hook.url, json=pending.update, headers=headers) as answer:
                if 200 <= answer.status < 300:
                    return True
                hook.error = f"Wrong response from the webhook: {answer.status} {answer.reason}"
        except (ClientError, OSError, TimeoutError):
            hook.error = "Connection refused"
        hook.error_at = int(self._clock.now().timestamp())
        return False

    def _wanted(self, kind: str) -> bool:
        return kind in self._allowed if self._allowed else kind not in ASKED_FOR

    def _allow(self, asked: Parameters) -> None:
        if asked.has("allowed_updates"):
            self._allowed = frozenset(asked.json("allowed_updates"))

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            self._queue = self._queue[offset:]
        else:
            self._queue = [p for p in self._queue if p.id >= offset or not p.given]

    def _take(self, limit: int) -> list[Json]:
        self._drop_old()
        batch = sorted(self._queue, key=lambda p: p.id)[:limit]
        for pending in batch:
            pending.given = True
        return [pending.update for pending in batch]

    def _drop_old(self) -> None:
        now = self._clock.now()
        self._queue = [p for p in self._queue if p.until > now]

    def _tell(self) -> None:
        self._news.set()
        self._news = asyncio.Event()


def _check_hook(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme == "https" and parts.hostname:
        return
    if parts.scheme == "http" and parts.hostname in {"127.0.0.1", "localhost"}:
        return
    raise bad("bad webhook: An HTTPS URL must be provided for webhook")
