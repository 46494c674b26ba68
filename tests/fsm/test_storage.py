"""aiogram's states and data in our own database: joined to the transaction that is open, or in one of their own."""

from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest
from aiogram.fsm.storage.base import StorageKey

from bot.fsm.registration import Registration
from bot.fsm.storage import DatabaseStorage
from storage.seal import Keys
from storage.store import Store, current
from tests.storage.shelf import KEY

AIGUL = StorageKey(bot_id=1, chat_id=5, user_id=5)
SAULE = StorageKey(bot_id=1, chat_id=6, user_id=6)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """The product's own schema in a fresh file."""
    store = await Store.open(f"sqlite:///{tmp_path}/bot.db", Keys.parse(KEY))
    yield store
    await store.close()


@pytest.fixture
def fsm(store: Store) -> DatabaseStorage:
    return DatabaseStorage(store, current)


async def test_a_state_is_kept_for_its_chat_alone(fsm: DatabaseStorage) -> None:
    assert await fsm.get_state(AIGUL) is None
    await fsm.set_state(AIGUL, Registration.iin)
    await fsm.set_state(SAULE, "Apply:region")
    assert await fsm.get_state(AIGUL) == "Registration:iin"
    assert await fsm.get_state(SAULE) == "Apply:region"
    await fsm.set_state(AIGUL, None)
    assert await fsm.get_state(AIGUL) is None


async def test_data_are_kept_beside_the_state(fsm: DatabaseStorage) -> None:
    assert await fsm.get_data(AIGUL) == {}
    await fsm.set_data(AIGUL, {"page": 2, "words": "Әлихан"})
    await fsm.set_state(AIGUL, Registration.iin)
    assert await fsm.get_data(AIGUL) == {"page": 2, "words": "Әлихан"}
    assert await fsm.get_state(AIGUL) == "Registration:iin"


async def test_a_state_set_inside_a_transaction_stands_or_falls_with_it(fsm: DatabaseStorage, store: Store) -> None:
    await fsm.set_state(AIGUL, Registration.iin)
    with suppress(ZeroDivisionError):
        async with store.transaction():
            await fsm.set_state(AIGUL, Registration.phone)
            assert await fsm.get_state(AIGUL) == "Registration:phone"
            raise ZeroDivisionError
    assert await fsm.get_state(AIGUL) == "Registration:iin"
    async with store.transaction():
        await fsm.set_state(AIGUL, Registration.phone)
    assert await fsm.get_state(AIGUL) == "Registration:phone"


async def test_what_is_kept_outlives_the_process(tmp_path: Path, fsm: DatabaseStorage, store: Store) -> None:
    await fsm.set_state(AIGUL, Registration.iin)
    await fsm.close()
    await store.close()
    again = await Store.open(f"sqlite:///{tmp_path}/bot.db", Keys.parse(KEY))
    try:
        assert await DatabaseStorage(again, current).get_state(AIGUL) == "Registration:iin"
    finally:
        await again.close()
