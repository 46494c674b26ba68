"""The world of the transcripts, as tests/conversations has it."""

from tests.conversations.conftest import (
    databases_live_in_memory,
    nobody_waits_for_the_pace_of_letters,
    rebuilding,
    story,
    w,
    what_never_changes_is_read_once,
    world,
)

__all__ = [
    "databases_live_in_memory", "nobody_waits_for_the_pace_of_letters", "rebuilding", "story", "w",
    "what_never_changes_is_read_once", "world",
]  # fmt: skip
