"""Callback queries: a tap is answered once, within 15 seconds of the playground's clock."""

from __future__ import annotations

from dataclasses import dataclass

from playground.chats import Chat
from playground.refusal import bad

SECONDS = 15
KEPT = 10_000


@dataclass(frozen=True)
class Tap:
    """A tap that waits for its answer. `date` in unix seconds."""

    chat: Chat
    date: int


class Taps:
    """The taps that may still be answered."""

    def __init__(self) -> None:
        self._waiting: dict[str, Tap] = {}

    def add(self, query_id: str, tap: Tap) -> None:
        """A button was tapped."""
        self._waiting[query_id] = tap
        if len(self._waiting) > KEPT:
            del self._waiting[next(iter(self._waiting))]

    def answer(self, query_id: str, now: int) -> Chat:
        """Take the tap; the refusal if it is too old, unknown or answered before."""
        tap = self._waiting.pop(query_id, None)
        if tap is None or now - tap.date > SECONDS:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        return tap.chat

    def forget(self) -> None:
        """No tap waits."""
        self._waiting.clear()
