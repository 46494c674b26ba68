"""Fixtures for the gateways' tests."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession

from tests.gateways.outside import Outside, outside


@pytest.fixture
async def system_and_session() -> AsyncIterator[tuple[Outside, ClientSession]]:
    async with outside() as pair:
        yield pair


@pytest.fixture
def system(system_and_session: tuple[Outside, ClientSession]) -> Outside:
    return system_and_session[0]


@pytest.fixture
def session(system_and_session: tuple[Outside, ClientSession]) -> ClientSession:
    return system_and_session[1]
