"""What all of it shares: files read once, letters without a pause, and the log, in which nothing may be complained of."""

import logging
from collections.abc import Iterator
from functools import lru_cache

import pytest

from playground import markup
from tests.conversations.conftest import nobody_waits_for_the_pace_of_letters, what_never_changes_is_read_once

__all__ = ["nobody_waits_for_the_pace_of_letters", "what_never_changes_is_read_once"]


class Complaints(logging.Handler):
    """Everything that is logged as a warning or worse."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep it in one line."""
        self.said.append(f"{record.levelname} {record.name}: {record.getMessage()}")

    def taken(self) -> list[str]:
        """What was complained of since the last look."""
        said, self.said = self.said, []
        return said


@pytest.fixture(scope="session", autouse=True)
def the_same_text_is_parsed_once() -> Iterator[None]:
    """The strict Telegram reads HTML sign by sign; most screens come again and again."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("playground.messages.parse", lru_cache(maxsize=10_000)(markup.parse))
        yield


@pytest.fixture
def complaints() -> Iterator[Complaints]:
    """The log of the test."""
    handler = Complaints()
    logging.getLogger().addHandler(handler)
    yield handler
    logging.getLogger().removeHandler(handler)


@pytest.fixture(params=["kk", "ru"])
def language(request: pytest.FixtureRequest) -> str:
    """The language in which everybody speaks in this run."""
    return str(request.param)
