"""Finding a kindergarten by its name: typed roughly, in either alphabet, in Kazakh or Russian, with the number or without.

Each word that was typed must be like a word of the name. What kind of kindergarten it is tells nothing («ясли-сад»), unless
nothing else was typed. What is compared are the distinct words of all names, each once: the country has thousands of names, and
anybody may search.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from bot.fsm.finding import skeleton
from usecases.act import Row

LIKE = 74.0  # of 100
BEGUN, ALL = 95.0, 100.0
MOST = 25  # found at most: who sees more types more
WORDS = 6  # of what was typed are looked for, those with a letter alone left out

_KINDS = {
    "balabaksha", "balabakshasi", "baksha", "bakshasi", "bobekzhai", "iasli", "sad", "sadik", "detskii", "dets", "mini",
    "tsentr", "ortalik", "ortaligi", "shagin", "kompleks", "kesheni", "mdu", "do", "gkkp", "mkkk", "kgkp", "too", "zhshs",
}  # fmt: skip


def telling(name: str) -> tuple[str, ...]:
    """The words of a name, bare of alphabets, that tell one kindergarten from another."""
    words = skeleton(name).split()
    return tuple(word for word in words if word not in _KINDS) or tuple(words)


@dataclass(frozen=True, slots=True)
class _Index:
    """Names, each once, by their words: `whole` is a name without spaces, `of` who is called so (queue place, id)."""

    called: Sequence[tuple[str, ...]]
    whole: Sequence[str]
    of: Sequence[Sequence[tuple[str, int]]]
    where: Mapping[str, Sequence[int]]
    words: Sequence[str]


@lru_cache(maxsize=4)
def _index(named: tuple[tuple[str, int, str, str], ...]) -> _Index:
    names: dict[tuple[str, ...], list[tuple[str, int]]] = {}
    for place, id, *each in named:
        for name in each:
            names.setdefault(telling(name), []).append((place, id))
    where: dict[str, list[int]] = {}
    for number, called in enumerate(names):
        for word in called:
            where.setdefault(word, []).append(number)
    words = [word for word in where if not word.isdecimal()]
    return _Index(list(names), ["".join(called) for called in names], list(names.values()), where, words)


def found(typed: str, names: Iterable[Row], place: str | None) -> Sequence[int]:
    """The ids of the kindergartens called like this, the likest first; among equals those of the queue place."""
    said = [word for word in dict.fromkeys(telling(typed)) if len(word) > 1 or word.isdecimal()][:WORDS]
    if not said:
        return []
    index = _index(tuple((row["queue_place"], row["id"], row["name_kk"], row["name_ru"]) for row in names))
    best: dict[tuple[str, int], float] = {}
    for number, score in _alike(said, index).items():
        for one in index.of[number]:
            best[one] = max(best.get(one, 0.0), score)
    ordered = sorted((-score, where != place, id) for (where, id), score in best.items())
    return [id for _score, _elsewhere, id in ordered[:MOST]]


def _alike(said: Sequence[str], index: _Index) -> dict[int, float]:
    """The names that are like what was said, from LIKE to ALL: word by word, or as a whole."""
    apart = [_with_word(word, index) for word in said]
    every = set(apart[0]).intersection(*apart[1:])
    told = {number: sum(each[number] for each in apart) / len(apart) for number in every}
    numbers = {word for word in said if word.isdecimal()}
    for _whole, score, number in process.extract_iter("".join(said), index.whole, scorer=fuzz.ratio, score_cutoff=LIKE):
        if numbers <= set(index.called[number]):
            told[number] = max(told.get(number, 0.0), score)
    return told


def _with_word(word: str, index: _Index) -> dict[int, float]:
    """The names that have a word like this."""
    like = {word: ALL}
    if not word.isdecimal():
        every = process.extract_iter(word, index.words, scorer=fuzz.ratio, score_cutoff=LIKE)
        like = {other: score for other, score, _at in every}
        like |= dict.fromkeys((other for other in index.words if other.startswith(word)), BEGUN) | {word: ALL}
    told: dict[int, float] = {}
    for other, score in like.items():
        for number in index.where.get(other, ()):
            told[number] = max(told.get(number, 0.0), score)
    return told
