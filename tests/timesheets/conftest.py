"""A kindergarten with two groups, three children, its clerk, another kindergarten's, and the department."""

import base64
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.seal import Keys
from storage.store import Store
from tests.timesheets.garden import Garden


@pytest.fixture
async def garden(tmp_path: Path) -> AsyncIterator[Garden]:
    """On Monday, 16 November 2026, 10:00."""
    keys = Keys.parse(base64.b64encode(bytes(range(32))).decode())
    store = await Store.open(f"sqlite:///{tmp_path}/bot.db", keys)
    garden = Garden(store, tmp_path / "bot.db")
    await garden.furnish()
    yield garden
    await store.close()
