"""Finding a kindergarten by its name: typed roughly, in either alphabet, in Kazakh or Russian, with the number or without.

Each word that was typed must be like a word of the name. What kind of kindergarten it is tells nothing («ясли-сад»), unless
nothing else was typed.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from bot.fsm.finding import skeleton
from usecases.act import Row

LIKE = 74.0  # of 100
BEGUN, ALL = 95.0, 100.0
MOST = 25  # found at most: who sees more types more

_KINDS = {
    "balabaksha", "balabakshasi", "baksha", "bakshasi", "bobekzhai", "iasli", "sad", "sadik", "detskii", "dets", "mini",
    "tsentr", "ortalik", "ortaligi", "shagin", "kompleks", "kesheni", "mdu", "do", "gkkp", "mkkk", "kgkp", "too", "zhshs",
}  # fmt: skip


@lru_cache(maxsize=32_768)
def telling(name: str) -> tuple[str, ...]:
    """The words of a name, bare of alphabets, that tell one kindergarten from another."""
    words = skeleton(name).split()
    return tuple(word for word in words if word not in _KINDS) or tuple(words)


def likeness(typed: str, name: str) -> float:
    """From 0 to 100: how alike what was typed is to a name."""
    said, called = telling(typed), telling(name)
    if not said or not called:
        return 0.0
    apart = [max(_alike(word, other) for other in called) for word in said]
    if min(apart) < LIKE:
        apart = [0.0]
    numbers = {word for word in said if word.isdecimal()} - set(called)
    whole = 0.0 if numbers else fuzz.ratio("".join(said), "".join(called))
    return max(sum(apart) / len(apart), whole)


def _alike(word: str, other: str) -> float:
    if word == other:
        return ALL
    if word.isdecimal() or other.isdecimal():
        return 0.0
    return BEGUN if len(word) > 1 and other.startswith(word) else fuzz.ratio(word, other)


def found(typed: str, names: Iterable[Row], place: str | None) -> Sequence[int]:
    """The ids of the kindergartens called like this, the likest first; among equals those of the queue place."""
    scored = [
        (-max(likeness(typed, row["name_kk"]), likeness(typed, row["name_ru"])), row["queue_place"] != place, row["id"])
        for row in names
    ]
    return [id for score, _elsewhere, id in sorted(scored)[:MOST] if -score >= LIKE]
