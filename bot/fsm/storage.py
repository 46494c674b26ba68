"""aiogram's FSM storage in our database. A write joins the transaction that is open in the task, if there is one."""

import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey

from usecases.act import Queries
from usecases.ports import Database


class DatabaseStorage(BaseStorage):
    """States and data by chat and user."""

    def __init__(self, database: Database, current: Callable[[], Queries | None]) -> None:
        self._database, self._current = database, current

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        """Keep the state; None takes it away."""
        name = state.state if isinstance(state, State) else state
        async with self._writing() as tx:
            await tx.fsm_set_state(key=_name(key), state=name)

    async def get_state(self, key: StorageKey) -> str | None:
        """The state kept, None if there is none."""
        async with self._database.reading() as tx:
            row = await tx.fsm_get(key=_name(key))
        return row["state"] if row else None

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        """Keep the data as JSON."""
        async with self._writing() as tx:
            await tx.fsm_set_data(key=_name(key), data=json.dumps(dict(data), ensure_ascii=False))

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        """The data kept, empty if there are none."""
        async with self._database.reading() as tx:
            row = await tx.fsm_get(key=_name(key))
        return json.loads(row["data"]) if row else {}

    async def close(self) -> None:
        """The database is closed by who opened it."""

    @asynccontextmanager
    async def _writing(self) -> AsyncIterator[Queries]:
        if (open_one := self._current()) is not None:
            yield open_one
        else:
            async with self._database.transaction() as tx:
                yield tx


def _name(key: StorageKey) -> str:
    return f"{key.chat_id}:{key.user_id}"
