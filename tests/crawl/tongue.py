"""In which language something is said: every line is looked up in both catalogues.

A line that only the other language can have said is a mistake; a text in which no line is of the right language is one
too. Names and numbers are nobody's.
"""

import html
import re
from functools import cache

from babel.messages.pofile import read_po

from bot.places import places
from bot.words import CATALOGUES, LANGUAGE_NAMES, LANGUAGES

BLANK = "XblankX"
_SIGNS = re.compile(r"^[^\w«]+|[^\w».?!)]+$")
_STEP = re.compile(r" · \d+ / \d+$")

_NAMED = {name: code for code, name in LANGUAGE_NAMES.items()}
_QUOTE = re.compile(rf"<i>({'|'.join(_NAMED)})</i>\n<blockquote>(.*?)</blockquote>", re.DOTALL)


def strange_lines(text: str, labels: list[str], language: str) -> list[str]:
    """Lines and labels that only the other language says; everything, if nothing is said in the right one.

    What is quoted under the name of a language has to be in that language.
    """
    quoted = [line for name, quote in _QUOTE.findall(text) for line in strange_lines(quote, [], _NAMED[name])]
    return quoted + _strange(_QUOTE.sub("", text), labels, language)


def _strange(text: str, labels: list[str], language: str) -> list[str]:
    said = [bare for line in [*text.split("\n"), *labels] if (bare := _bare(line))]
    other = next(one for one in LANGUAGES if one != language)
    strange = [line for line in said if other in _tongues(line) and language not in _tongues(line)]
    right = any(language in _tongues(line) and other not in _tongues(line) for line in said)
    return strange if right else said


def _bare(line: str) -> str:
    return _SIGNS.sub("", _STEP.sub("", html.unescape(re.sub(r"<[^>]*>", "", line)))).strip()


@cache
def _tongues(line: str) -> frozenset[str]:
    if line in ("Қазақша", "Русский"):
        return frozenset(LANGUAGES)  # the names of the languages, each in its own
    return frozenset(one for one in LANGUAGES if _says(one, line))


def _says(language: str, line: str) -> bool:
    literal, patterns = _lines(language)
    return line in literal or any(pattern.fullmatch(line) for pattern in patterns)


@cache
def _lines(language: str) -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    literal, patterns = set[str](), list[re.Pattern[str]]()
    with (CATALOGUES / language / "LC_MESSAGES" / "messages.po").open("rb") as po:
        catalogue = read_po(po)
    for message in catalogue:
        forms = message.string if isinstance(message.string, (list, tuple)) else [message.string]
        for line in (_bare(re.sub(r"\{\w+\}", BLANK, line)) for form in forms if form for line in form.split("\n")):
            if BLANK not in line:
                literal.add(line)
            elif len(re.sub(r"\W", "", line.replace(BLANK, ""))) > 3:  # mere blanks say nothing
                patterns.append(re.compile("(.*)".join(re.escape(part) for part in line.split(BLANK))))
    known = places()
    literal |= {getattr(name, language) for names in (known.regions, known.districts) for name in names.values()}
    return frozenset(literal - {""}), tuple(patterns)
