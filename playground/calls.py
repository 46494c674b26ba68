"""What the bot asked of the outside world and what it was answered, newest last."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from playground.clock import MovableClock
from playground.signals import Signals

KEPT = 20_000


@dataclass(frozen=True)
class Call:
    """One request: to "telegram", "sms" or "registry". `ms` is how long the answer took."""

    id: int
    at: str
    target: str
    method: str
    parameters: Mapping[str, Any]
    status: int
    error: str | None
    ms: int
    ok: bool = field(default=True)


class Calls:
    """The last calls; quiet polls are left out."""

    def __init__(self, clock: MovableClock, signals: Signals) -> None:
        self._clock = clock
        self._signals = signals
        self._kept: deque[Call] = deque(maxlen=KEPT)
        self._count = 0

    def note(
        self,
        target: str,
        method: str,
        parameters: Mapping[str, Any],
        status: int,
        error: str | None,
        seconds: float,
    ) -> None:
        """Keep one call. `status` 0 says that no answer was given."""
        self._count += 1
        at = self._clock.now().isoformat()
        ms = round(seconds * 1000)
        self._kept.append(Call(self._count, at, target, method, parameters, status, error, ms, status == 200))
        self._signals.tell("calls")

    def since(self, number: int) -> list[dict[str, Any]]:
        """The calls after that id, oldest first."""
        return [asdict(call) for call in self._kept if call.id > number]

    def forget(self) -> None:
        """Empty the list; the numbers go on."""
        self._kept.clear()
