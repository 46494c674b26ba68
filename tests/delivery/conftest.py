"""The application as tests/bot has it."""

from tests.bot.conftest import inside, world

__all__ = ["inside", "world"]
