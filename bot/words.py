"""Words in Kazakh and Russian.

A sentence is written in English with named blanks, declared with `N_` or said with `_`; catalogues are read from the
`.po` files at start. The language of the moment is a context variable, set by whoever draws a screen or a letter.
What fills a blank is escaped for HTML unless it is `Html` already.
"""

import html
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from domain.calendar import KZ
from domain.rules import RuleBook

LANGUAGES = ("kk", "ru")
LANGUAGE_NAMES = {"kk": "Қазақша", "ru": "Русский"}
LOCALES = {"kk": Locale.parse("kk_KZ"), "ru": Locale.parse("ru_KZ")}
CATALOGUES = Path(__file__).parent.parent / "locales"


class Html(str):
    """Text that is HTML already and is not escaped again."""

    __slots__ = ()


class Msg(str):
    """A declared sentence: its English form, said in the language of the moment by `say`."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name that has a form in each language."""

    kk: str
    ru: str


Words = Msg | Name | str

STANDING = {"centre": "contact_centre", "whatsapp": "contact_whatsapp", "portal": "portal_address"}
"""Blanks that nobody fills, and the rules that say what stands in them."""

_language: ContextVar[str] = ContextVar("language", default="kk")
_standing: ContextVar[Mapping[str, str] | None] = ContextVar("standing", default=None)


def _catalogue(path: Path) -> GNUTranslations:
    with path.open("rb") as po:
        catalogue = read_po(po)
    mo = BytesIO()
    write_mo(mo, catalogue)
    mo.seek(0)
    return GNUTranslations(mo)


_catalogues = {language: _catalogue(CATALOGUES / language / "LC_MESSAGES" / "messages.po") for language in LANGUAGES}


def language() -> str:
    """The language of the moment, "kk" or "ru"."""
    return _language.get()


@contextmanager
def speaking(in_language: str | None) -> Iterator[None]:
    """Say everything inside in this language (Kazakh when it isn't known yet)."""
    token = _language.set(in_language if in_language in LANGUAGES else "kk")
    try:
        yield
    finally:
        _language.reset(token)


@contextmanager
def standing(blanks: Mapping[str, str]) -> Iterator[None]:
    """Fill the standing blanks of everything inside with these: the numbers of a place (R-72)."""
    token = _standing.set(blanks)
    try:
        yield
    finally:
        _standing.reset(token)


def standing_blanks() -> Mapping[str, str]:
    """What fills them at this moment: the whole country's numbers, unless somebody's place is known."""
    return _standing.get() or _of_the_country()


@cache
def _of_the_country() -> Mapping[str, str]:
    book = RuleBook.load()
    return {blank: str(book.rule(key, date.max, None).value) for blank, key in STANDING.items()}


def N_(sentence: str) -> Msg:
    """Declare a sentence that is said later."""
    return Msg(sentence)


def _(sentence: str, **blanks: object) -> Html:
    """Say a sentence now."""
    return _fill(_catalogues[_language.get()].gettext(sentence), blanks)


def n_(one: str, many: str, count: int, **blanks: object) -> Html:
    """Say a sentence whose words depend on a count, which fills the blank `count`."""
    said = _catalogues[_language.get()].ngettext(one, many, count)
    return _fill(said, {"count": count, **blanks})


def say(words: Words, **blanks: object) -> Html:
    """Say a declared sentence or a name; anything else stands as it is, escaped."""
    if isinstance(words, Msg):
        return _(words, **blanks)
    if isinstance(words, Name):
        return escape(words.kk if _language.get() == "kk" else words.ru)
    return words if isinstance(words, Html) else escape(words)


def in_each(words: Words) -> tuple[str, ...]:
    """How the words sound in each language, unescaped: for comparing with what was typed."""
    said = []
    for each in LANGUAGES:
        with speaking(each):
            said.append(html.unescape(say(words)))
    return tuple(said)


def _fill(sentence: str, blanks: dict[str, object]) -> Html:
    if any(f"{{{blank}}}" in sentence for blank in STANDING):
        blanks = {**standing_blanks(), **blanks}
    if not blanks:
        return Html(sentence)
    return Html(sentence.format(**{key: _safe(value) for key, value in blanks.items()}))


def escape(text: str) -> Html:
    """Plain text as HTML."""
    return Html(html.escape(text, quote=False))


def bold(words: Html) -> Html:
    """A title."""
    return Html(f"<b>{words}</b>")


def _safe(value: object) -> str:
    if isinstance(value, (Msg, Name)):
        return say(value)
    return value if isinstance(value, Html) else html.escape(str(value), quote=False)


def day_words(day: date) -> str:
    """27 наурыз, жұма — a day with its weekday; no case endings."""
    return format_date(day, "d MMMM, EEEE", locale=LOCALES[_language.get()])


def date_words(day: date) -> str:
    """27 наурыз 2026 — a date with its year."""
    return format_date(day, "d MMMM y", locale=LOCALES[_language.get()])


def month_words(month: date) -> str:
    """Қазан 2026 — a month by its standing name."""
    said = format_date(month, "LLLL y", locale=LOCALES[_language.get()])
    return said[:1].upper() + said[1:]


def moment_words(instant: datetime) -> str:
    """27 наурыз 2026, 14:05 in local time."""
    return format_datetime(instant.astimezone(KZ), "d MMMM y, HH:mm", locale=LOCALES[_language.get()])


def last_moment_words(due_at: datetime) -> str:
    """27 наурыз, жұма, 23:59 — the last minute before an exclusive deadline (R-3)."""
    last = (due_at - timedelta(minutes=1)).astimezone(KZ)
    return f"{day_words(last.date())}, {last:%H:%M}"
