"""The world of the transcripts, as tests/conversations has it, and a department's words."""

import pytest

from tests.conversations.conftest import (
    databases_live_in_memory,
    nobody_waits_for_the_pace_of_letters,
    rebuilding,
    story,
    w,
    what_never_changes_is_read_once,
    world,
)
from tests.conversations.given import Story
from tests.department.words import WORDS, Words

__all__ = [
    "databases_live_in_memory", "nobody_waits_for_the_pace_of_letters", "rebuilding", "story", "w",
    "what_never_changes_is_read_once", "world",
]  # fmt: skip


@pytest.fixture
def d(story: Story) -> Words:
    """The words of the department."""
    return WORDS[story.w.code]
