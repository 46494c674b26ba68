"""Fixtures for the storage's tests."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage import writer
from storage.store import Store
from tests.storage.shelf import Place


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place.furnish(tmp_path)


@pytest.fixture
async def store(place: Place) -> AsyncIterator[Store]:
    async with place.opened() as store:
        yield store


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Groups stay open as long as anybody is in line."""
    monkeypatch.setattr(writer, "PATIENCE", 60.0)
