"""Whether the bot does its work, told to whoever watches the machine: /healthz and /metrics, on loopback by default.

Healthy is who is not behind: no letter due for long, no update waiting for long, the tick going round. Nothing about
anybody is told, only ages and counts.
"""

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiohttp import web

from bot.house import House
from usecases.letters import BULK, LANES

AT_MOST: Mapping[str, float] = {"oldest_due_letter": 600, "oldest_update": 60, "last_tick": 120}
"""Seconds; letters that go to a multitude in a window of hours and announcements don't count as late."""


class Health:
    """The two pages."""

    def __init__(self, house: House, since_tick: Callable[[], float], bulk_goes: Callable[[], bool]) -> None:
        self._house, self._since_tick, self._bulk_goes = house, since_tick, bulk_goes

    def app(self) -> web.Application:
        """What answers."""
        app = web.Application()
        app.router.add_get("/healthz", self._guarded(self.healthz))
        app.router.add_get("/metrics", self._guarded(self.metrics))
        return app

    def _guarded(
        self, page: Callable[[], Awaitable[web.Response]]
    ) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def answer(_request: web.Request) -> web.StreamResponse:
            try:
                return await page()
            except Exception as error:  # whoever can't even look is not healthy
                return _json(503, {"ok": False, "error": type(error).__name__})

        return answer

    async def healthz(self) -> web.Response:
        """200 while nothing is behind, else 503; the ages in seconds, null where nothing waits."""
        ages = await self._ages()
        late = sorted(name for name, age in ages.items() if age is not None and age > AT_MOST[name])
        return _json(503 if late else 200, {"ok": not late, "late": late, **ages})

    async def _ages(self) -> dict[str, float | None]:
        async with self._house.looking() as act:
            letter = await act.tx.oldest_due_letter(now=act.seconds)
            update = await act.tx.oldest_update()
            now = act.seconds
        return {
            "oldest_due_letter": None if letter is None else now - letter,
            "oldest_update": None if update is None else max(0, now - update),
            "last_tick": round(self._since_tick(), 1),
        }

    async def metrics(self) -> web.Response:
        """Every counter; the depths of the queues are looked up now."""
        metrics = self._house.metrics
        async with self._house.looking() as act:
            for lane in LANES:
                metrics.due.labels(str(lane)).set(await act.tx.count_due_in_lane(now=act.seconds, urgency=lane))
            metrics.due.labels(str(BULK)).set(await act.tx.count_due_bulk(now=act.seconds))
            metrics.inbox.set(await act.tx.count_waiting())
        metrics.breaker.set(not self._bulk_goes())
        for name, age in (await self._ages()).items():
            metrics.ages.labels(name).set(age or 0)
        return web.Response(body=metrics.page(), headers={"Content-Type": metrics.content_type})


def _json(status: int, body: Mapping[str, Any]) -> web.Response:
    return web.json_response(body, status=status, dumps=json.dumps)
