"""The world of the transcripts, and the few localities of one district."""

import pytest

from bot.app import App
from tests.conversations.conftest import (
    bare_world,
    nobody_waits_for_the_pace_of_letters,
    rebuilding,
    story,
    w,
    what_never_changes_is_read_once,
    world,
)
from tests.conversations.harness import World

__all__ = [
    "bare_world",
    "nobody_waits_for_the_pace_of_letters",
    "rebuilding",
    "story",
    "w",
    "what_never_changes_is_read_once",
    "world",
]

LOCALITIES = """code,parent,name_kk,name_ru,latitude,longitude
614030000,614000000,Қарабау а.о.,Карабауский с.о.,,
614030100,614030000,Қарабау,Карабау,41.70,69.40
614030200,614030000,Еңбекші,Енбекши,41.72,69.45
614040000,614000000,Тұрбат а.о.,Турбатский с.о.,,
614040100,614040000,Тұрбат,Турбат,41.80,69.60
614040200,614040000,Еңбекші,Енбекши,41.90,69.70
614000000,610000000,Қазығұрт ауданы,Казыгуртский район,41.76,69.38
"""


@pytest.fixture
async def known_localities(world: World) -> None:
    """The localities of Qazygurt are imported."""
    assert isinstance(world._playground.bot, App)
    assert await world._playground.bot.import_places(LOCALITIES) == 7
