"""The bot as the playground knows it: started through `bot.app`, over the playground's clock."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from playground.clock import MovableClock

TOKEN = "7000000001:playground"
SMS_LOGIN = "playground"
SMS_PASSWORD = "playground"
REGISTRY_TOKEN = "playground"
DATA_KEY = base64.b64encode(b"a key of the playground, no secret"[:32]).decode()
UNSET: dict[str, Any] = {"webhook_url": None, "webhook_secret": None, "sms_sender": None}
ROOTS = "playground-roots.pem"  # beside the database


class Bot(Protocol):
    """What the playground asks of the bot; `bot.app.App`, or a small one in tests."""

    async def start(self) -> None:
        """Open everything and begin to poll."""

    async def stop(self) -> None:
        """Work off what was begun and close everything."""

    async def idle(self) -> bool:
        """Is nothing left to do at the clock's present?"""

    async def tick(self) -> None:
        """Let time pass up to the clock's present."""

    async def next_due(self) -> datetime | None:
        """The next instant at which anything falls due."""

    async def invite_staff(self, role: str, scope: str) -> str:
        """The payload of a clerk's one-time link."""

    async def import_kindergartens(self, csv_text: str) -> int:
        """Take the kindergartens over; how many rows."""


BotFactory = Callable[[Mapping[str, str], MovableClock], Bot]


def real_bot(environment: Mapping[str, str], clock: MovableClock) -> Bot:
    """The product itself; nothing of the machine's own environment reaches it."""
    from bot.app import App  # here, so that the servers alone do without the bot
    from bot.settings import Settings

    given: dict[str, Any] = UNSET | {name.lower(): value for name, value in environment.items()}
    return App(Settings(**given), clock)


def environment(url: str, database: Path) -> dict[str, str]:
    """The variables that point a bot at the playground."""
    return {
        "BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": url,
        "DATABASE_URL": f"sqlite:///{database.resolve()}",
        "SMS_URL": f"{url}/sys/send.php",
        "SMS_LOGIN": SMS_LOGIN,
        "SMS_PASSWORD": SMS_PASSWORD,
        "REGISTRY_URL": f"{url}/registry",
        "REGISTRY_TOKEN": REGISTRY_TOKEN,
        "EDS_ROOTS": str(database.resolve().with_name(ROOTS)),
        "EDS_OCSP_URL": f"{url}/ocsp",
        "SIGEX_URL": url,
        "DATA_KEY": DATA_KEY,
    }
