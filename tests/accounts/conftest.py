"""A furnished desk."""

import base64
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.seal import Keys
from storage.store import Store
from tests.families.desk import Desk


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """Registered people, and nothing else."""
    keys = Keys.parse(base64.b64encode(bytes(range(32))).decode())
    store = await Store.open(f"sqlite:///{tmp_path}/bot.db", keys)
    desk = Desk(store)
    await desk.furnish()
    yield desk
    await store.close()
