"""Finding a place in a long list: typed with typos, in either alphabet, or by a shared location.

Names and what was typed are brought to one skeleton of Latin letters: ә is а, қ is к, and «Almaty» is «Алматы». Latin
letters among Cyrillic ones are look-alikes. A skeleton that fits one name alone is an answer; what is only like a name
is offered, never taken.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from math import cos, hypot, radians

from rapidfuzz import fuzz

from bot.fsm.form import Choose, Condition, Given, Option, Said, always
from bot.places import Spot
from bot.words import Html, Msg, Words, in_each
from domain.not_allowed import NotAllowed

FEW = 6  # offered at most
NEAR = 3  # places offered for a location
LIKE = 72.0  # of 100: how alike a name must be to be offered

_WORD = re.compile(r"[^\W_]+")
_LOOK_ALIKES = str.maketrans("aceopxykmtbhi", "асеорхукмтвні")
_SKELETON = {
    **dict(zip("абвгғдеёжзийіыкқлмнңоөпрстуұүфхһцчшщэюя", (
        "a", "b", "v", "g", "g", "d", "e", "e", "zh", "z", "i", "i", "i", "i", "k", "k", "l", "m", "n", "n", "o", "o",
        "p", "r", "s", "t", "u", "u", "u", "f", "h", "h", "ts", "ch", "sh", "sh", "e", "iu", "ia",
    ), strict=True)),
    **dict(zip("äáàâqñńöóūúüýyıïìwxşçğjč", (
        "a", "a", "a", "a", "k", "n", "n", "o", "o", "u", "u", "u", "u", "i", "i", "i", "i", "u", "h", "sh", "ch", "g",
        "zh", "ch",
    ), strict=True)),
    "ә": "a", "ъ": "", "ь": "",
}  # fmt: skip
_KINDS = {
    "облысы", "область", "обл", "қаласы", "қ", "город", "г", "гор", "ауданы", "аудан", "ауд", "район", "р", "н", "рн",
    "ауылы", "ауыл", "а", "село", "с", "аул", "поселок", "посёлок", "п", "кент", "кенті", "станция", "ст",
}  # fmt: skip


@lru_cache(maxsize=4096)
def skeleton(words: str) -> str:
    """Words without what may be spelt in several ways, nor what kind of place it is."""
    parts = _WORD.findall(words.casefold())
    telling = [part for part in parts if part not in _KINDS] or parts
    return " ".join(_bare(part) for part in telling)


@lru_cache(maxsize=16_384)
def _bare(word: str) -> str:
    mixed = any("а" <= c <= "ӿ" for c in word) and any("a" <= c <= "z" for c in word)
    return "".join(_SKELETON.get(c, c) for c in (word.translate(_LOOK_ALIKES) if mixed else word))


def named(text: str, options: Sequence[Option]) -> list[Option]:
    """The options whose name is this one, however it is spelt."""
    typed = skeleton(text)
    return [option for option in options if typed and typed in _skeletons(option.words)]


def alike(text: str, options: Sequence[Option]) -> tuple[Option, ...]:
    """The few options whose name is like this, the likest first."""
    typed = skeleton(text)
    scored = [(_likeness(typed, option), option) for option in options]
    likely = sorted((one for one in scored if one[0] >= LIKE), key=lambda one: -one[0])
    return tuple(option for _score, option in likely[:FEW])


def _likeness(typed: str, option: Option) -> float:
    names = _skeletons(option.words)
    begun = len(typed) > 1 and any(part.startswith(typed) for name in names for part in name.split())
    return 95.0 if begun else max(fuzz.ratio(typed, name) for name in names)


def _skeletons(words: Words) -> list[str]:
    return [skeleton(name) for name in in_each(words)]


def nearest(at: Spot, spots: Mapping[str, Spot]) -> list[str]:
    """The keys of the nearest spots, nearest first."""
    return sorted(spots, key=lambda key: _distance(at, spots[key]))[:NEAR]


def _distance(one: Spot, other: Spot) -> float:
    """In degrees of latitude; the earth is flat enough between two neighbours."""
    return hypot(one[0] - other[0], (one[1] - other[1]) * cos(radians(one[0])))


class Find(Choose):
    """A question with many options, which may also be typed roughly, or found by a shared location."""

    def __init__(
        self,
        words: Msg | Callable[[Given], Html],
        options: Callable[[Given], Sequence[Option]],
        *,
        spots: Callable[[Given], Mapping[str, Spot]],
        label: Msg | None = None,
        why: Msg | None = None,
        when: Condition = always,
        optional: bool = False,
    ) -> None:
        super().__init__(words, options, label=label, why=why, when=when, optional=optional)
        self._spots = spots

    def read(self, said: Said, given: Given) -> str:
        """The key of the only option that was meant."""
        try:
            return super().read(said, given)
        except NotAllowed:
            same = named(said.text or "", self.options(given))
            if len(same) != 1:
                raise
            return same[0].key

    def like(self, said: Said, given: Given) -> tuple[Option, ...]:
        """The options that may have been meant, to be asked about."""
        options = self.options(given)
        if said.location is None:
            return alike(said.text or "", options)
        offered = {option.key: option for option in options}
        spots = {key: spot for key, spot in self._spots(given).items() if key in offered}
        return tuple(offered[key] for key in nearest(said.location, spots))
