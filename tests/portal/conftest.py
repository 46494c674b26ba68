"""A fresh town for each test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.seal import Keys
from storage.store import Store
from tests.portal.town import Town
from tests.storage.shelf import KEY


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """Two families, one place in each group."""
    store = await Store.open(f"sqlite:///{tmp_path}/town.db", Keys.parse(KEY))
    town = Town(store)
    await town.settle()
    yield town
    await store.close()
