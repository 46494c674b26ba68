"""What lives as long as the application does, and the turn that one update gets."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from types import TracebackType

from aiogram import Bot

from bot.metrics import Metrics
from bot.pace import Pace
from bot.settings import Settings
from gateways.documents import ClamAv
from storage.store import Reading, Store, Transaction
from usecases.act import Act, Law, Row
from usecases.ports import Clock, PhoneSigning, Registry, Sms, Verifier


@dataclass(slots=True)
class House:
    """The long-lived parts, put together in `bot.app`; only `law` is ever another: operators change it (R-1, R-2)."""

    settings: Settings
    clock: Clock
    store: Store
    law: Law
    bot: Bot
    pace: Pace
    sms: Sms | None
    registry: Registry | None
    scanner: ClamAv | None = None
    verifier: Verifier | None = None
    sigex: PhoneSigning | None = None
    signing_opened: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when a signing session has begun: whoever waits for the signature starts to."""
    easel: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held by whoever draws a paper: one at a time, for a thread that draws slows everybody's replies down."""
    finder: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held while typed words are compared with names or with the help, in a thread: anybody may search."""
    vault: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(2))
    """Held while a password is hashed or compared: each takes 64 MiB, and a core for a tenth of a second."""
    metrics: Metrics = field(default_factory=Metrics)

    @property
    def eds(self) -> frozenset[str]:
        """The ways in which a digital signature (ЭЦҚ) can be given here: phone, file."""
        phone = {"phone"} if self.sigex is not None else set()
        return frozenset({"file", *phone}) if self.verifier is not None else frozenset()

    def acting(self, person_id: int | None = None) -> "Opening":
        """One transaction in which somebody acts, or (None) time passes."""
        return Opening(self, self.store.transaction(), person_id)

    def looking(self, person_id: int | None = None) -> "Opening":
        """One snapshot to read from."""
        return Opening(self, self.store.reading(), person_id)


class Opening:
    """A transaction or a snapshot being opened as an act; a class, since an update opens a dozen."""

    __slots__ = ("_house", "_person_id", "_tx")

    def __init__(self, house: House, tx: Transaction | Reading, person_id: int | None) -> None:
        self._house, self._tx, self._person_id = house, tx, person_id

    async def __aenter__(self) -> Act:
        tx, house = await self._tx.__aenter__(), self._house
        return Act(tx, house.store.seal, house.law, house.clock.now(), self._person_id)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._tx.__aexit__(kind, error, trace)


class AlreadyDone(Exception):
    """The update has taken effect before; nothing of this turn is kept."""


@dataclass(slots=True)
class Turn:
    """One person's turn: who they are, and the update that is closed by the first transaction."""

    house: House
    person: Row
    update_id: int | None = None
    called: str = ""
    """What Telegram calls them, as the update says: @username, or the first name; where there is no update, nothing."""
    now: datetime = field(init=False)

    def __post_init__(self) -> None:
        self.now = self.house.clock.now()

    @property
    def person_id(self) -> int:
        """The person's id."""
        return int(self.person["id"])

    @property
    def parent_id(self) -> int | None:
        """The registered parent this account belongs to."""
        parent_id: int | None = self.person["parent_id"]
        return parent_id

    @asynccontextmanager
    async def acting(self) -> AsyncIterator[Act]:
        """The transaction in which the update takes effect; the update is closed in the same one."""
        async with self.house.acting(self.person_id) as act:
            yield act
            if self.update_id is not None and not await act.tx.close_update(update_id=self.update_id):
                raise AlreadyDone
        self.update_id = None

    def looking(self) -> Opening:
        """A snapshot to read from."""
        return self.house.looking(self.person_id)

    async def refresh(self) -> None:
        """Read the person again after something about them changed."""
        async with self.looking() as act:
            self.person = await act.tx.person_by_id(person_id=self.person_id)
