"""Questions and answers, and a guide for every section: data in both languages, and how they are found (R-72, R-73).

A search forgives typos, endings and either alphabet: words are brought to skeletons as names of places are, and compared
by what they have in common, most of all at their beginning. What is asked in one language finds what is written in the
other. A word that stands in few entries tells more than one that stands in many.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import log
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from bot.fsm.finding import skeleton
from bot.words import LANGUAGES

_FILE = Path(__file__).with_name("help.toml")
LIKE = 0.85  # of 1: how alike two words must be
FEW = 5  # entries found at most
MOST = 8  # words that are looked for
WEIGHTS = {"question": 3.0, "words": 2.0, "answer": 1.0}


@dataclass(frozen=True, slots=True)
class Entry:
    """A question with its answer in each language; `rules` and `sources` say who says so."""

    key: str
    section: str
    question: Mapping[str, str]
    answer: Mapping[str, str]
    words: str
    rules: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """The steps of a section in each language."""

    section: str
    steps: Mapping[str, tuple[str, ...]]
    rules: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Help:
    """Everything that the help knows."""

    entries: Mapping[str, Entry]
    guides: Mapping[str, Guide]
    silent: frozenset[str]
    """Words that say nothing about the matter, as skeletons."""

    def of_section(self, section: str) -> list[Entry]:
        """The questions of a section."""
        return [entry for entry in self.entries.values() if entry.section == section]


@cache
def help_book() -> Help:
    """The data, read once."""
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    entries = [_entry(row) for row in data["entry"]]
    guides = [_guide(row) for row in data["guide"]]
    silent = frozenset(skeleton(data["silent"]).split())
    return Help({one.key: one for one in entries}, {one.section: one for one in guides}, silent)


def _entry(row: Mapping[str, Any]) -> Entry:
    return Entry(
        key=row["key"],
        section=row["section"],
        question={each: row[each]["question"] for each in LANGUAGES},
        answer={each: row[each]["answer"] for each in LANGUAGES},
        words=row["words"],
        rules=tuple(row.get("rules", ())),
        sources=tuple(row.get("sources", ())),
    )


def _guide(row: Mapping[str, Any]) -> Guide:
    return Guide(
        section=row["section"],
        steps={each: tuple(row[each]["steps"]) for each in LANGUAGES},
        rules=tuple(row.get("rules", ())),
        sources=tuple(row.get("sources", ())),
    )


# ---- finding ---------------------------------------------------------------------------------------------------------

Index = Mapping[str, Mapping[str, float]]
"""For each word, in which entries it stands and how much it weighs there."""


def search(text: str) -> list[Entry]:
    """The few entries that are about these words, the likeliest first; none if nothing is like them."""
    asked = list(dict.fromkeys(_telling(text[:200])))[:MOST]
    if not asked:
        return []
    book = help_book()
    found = [_weighed(word, len(book.entries)) for word in asked]
    told = {key: sum(each.get(key, 0.0) for each in found) for each in found for key in each}
    enough = (len(asked) + 1) // 2
    whole = {key: score for key, score in told.items() if sum(key in each for each in found) >= enough}
    best = sorted(whole, key=lambda key: -whole[key])
    return [book.entries[key] for key in best if whole[key] * 3 >= whole[best[0]]][:FEW]


def _telling(text: str) -> list[str]:
    silent = help_book().silent
    return [word for word in skeleton(text).split() if len(word) > 2 and word not in silent]


def _weighed(word: str, whole: int) -> dict[str, float]:
    """The entries where a word like this stands: how alike, where, and how rare that is."""
    found: dict[str, float] = {}
    for known, where in _index().items():
        if (alike := _alike(word, known)) < LIKE:
            continue
        for key, weight in where.items():
            found[key] = max(found.get(key, 0.0), alike**4 * weight)
    rare = log(1 + whole / max(len(found), 1))
    return {key: score * rare for key, score in found.items()}


def _alike(word: str, known: str) -> float:
    if word == known:
        return 1.0
    if len(word) < 4 or len(known) < 4:
        return 0.0
    return max(JaroWinkler.similarity(word, known), fuzz.ratio(word, known) / 100)


@cache
def _index() -> Index:
    index: dict[str, dict[str, float]] = {}
    for entry in help_book().entries.values():
        for part, weight in WEIGHTS.items():
            for word in _words_of(entry, part):
                places = index.setdefault(word, {})
                places[entry.key] = max(places.get(entry.key, 0.0), weight)
    return index


def _words_of(entry: Entry, part: str) -> Iterable[str]:
    texts = [entry.words] if part == "words" else [getattr(entry, part)[each] for each in LANGUAGES]
    return {word for text in texts for word in _telling(text)}
