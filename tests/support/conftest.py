"""The world of the transcripts, a furnished desk, and the words of help and support."""

import pytest

from tests.conversations.conftest import (
    nobody_waits_for_the_pace_of_letters,
    rebuilding,
    story,
    w,
    what_never_changes_is_read_once,
    world,
)
from tests.conversations.given import Story
from tests.families.conftest import desk
from tests.support.words import Words

__all__ = [
    "desk", "nobody_waits_for_the_pace_of_letters", "rebuilding", "story", "w", "what_never_changes_is_read_once",
    "world",
]  # fmt: skip


@pytest.fixture
def s(story: Story) -> Words:
    """The words of help and support."""
    return Words(story.w)
