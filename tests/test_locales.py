"""Kazakh and Russian are equals (R-73): every sentence is said in both, whole, with the same
blanks.
"""

import ast
import re
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import polib
import pytest
from babel.messages.extract import extract_from_dir

ROOT = Path(__file__).parent.parent
LANGUAGES = ("kk", "ru")
KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "N_": None, "n_": (1, 2)}
PLURALS = {"kk": 2, "ru": 3}
VOID = {"br"}

NAMES = {
    "SMS",
    "Telegram",
    "WhatsApp",
    "Balabaqsha",
    "Bot",
    "PDF",
    "JPEG",
    "PNG",
    "eGov",
    "Mobile",
    "XLSX",
    "CSV",
    "Excel",
    "JSON",
}
NAMES |= {"NCALayer", "QR", "CMS", "cms", "RSA", "egov", "kz"}
"""Words that are Latin in every language."""

Message = tuple[str, str]
"""The sentence in English, and its plural or an empty string."""

each_language = pytest.mark.parametrize("language", LANGUAGES)


@cache
def declared() -> frozenset[Message]:
    """Everything that the bot may say, as Babel finds it in the code."""
    found = extract_from_dir(ROOT / "bot", [("**.py", "python")], {"**.py": {"encoding": "utf-8"}}, KEYWORDS)
    return frozenset((said, "") if isinstance(said, str) else (said[0], said[1]) for _, _, said, *_ in found)


@cache
def catalogue(language: str) -> polib.POFile:
    return polib.pofile(str(ROOT / "locales" / language / "LC_MESSAGES" / "messages.po"))


def said(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def blanks(sentence: str) -> list[str]:
    return sorted(set(re.findall(r"{(\w*)[^}]*}", sentence)))


class Tags(HTMLParser):
    """Which tags a sentence has, and whether each is closed in its turn."""

    def __init__(self, sentence: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.seen: Counter[str] = Counter()
        self.is_balanced = True
        self.feed(sentence)
        self.close()
        self.is_balanced &= not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen[f"{tag} {sorted(attrs)}"] += 1
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.is_balanced &= bool(self.open) and self.open.pop() == tag


def test_babel_sees_every_sentence() -> None:
    """Babel reads neither f-strings nor a declaration inside another call, so none may stand there."""
    seen = {sentence for message in declared() for sentence in message}
    calls = (
        (path.name, node)
        for path in (ROOT / "bot").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS
    )
    missed = [
        (name, argument.value)
        for name, call in calls
        for argument in call.args[: 2 if ast.unparse(call.func) == "n_" else 1]
        if isinstance(argument, ast.Constant) and argument.value not in seen
    ]
    assert not missed


@each_language
def test_every_sentence_is_translated_and_none_is_left_over(language: str) -> None:
    known = {(entry.msgid, entry.msgid_plural) for entry in catalogue(language)}
    assert {"missing": declared() - known, "unused": known - declared()} == {
        "missing": set(),
        "unused": set(),
    }


@each_language
def test_no_translation_is_empty_fuzzy_obsolete_or_doubled(language: str) -> None:
    entries = catalogue(language)
    assert [e.msgid for e in entries if not all(text.strip() for text in said(e))] == []
    assert [e.msgid for e in entries if e.fuzzy or e.obsolete] == []
    assert [id for id, count in Counter(e.msgid for e in entries).items() if count > 1] == []


@each_language
def test_plurals_have_every_form_of_the_language(language: str) -> None:
    assert catalogue(language).metadata["Plural-Forms"].startswith(f"nplurals={PLURALS[language]};")
    plural = [entry for entry in catalogue(language) if entry.msgid_plural]
    assert [e.msgid for e in plural if len(e.msgstr_plural) != PLURALS[language]] == []


@each_language
def test_the_same_blanks_stand_in_each_translation(language: str) -> None:
    for entry in catalogue(language):
        for text in said(entry):
            assert blanks(text) == blanks(entry.msgid_plural or entry.msgid), text


@each_language
def test_the_same_tags_stand_in_each_translation(language: str) -> None:
    for entry in catalogue(language):
        english = Tags(entry.msgid_plural or entry.msgid)
        assert english.is_balanced, entry.msgid
        for text in said(entry):
            ours = Tags(text)
            assert ours.is_balanced, text
            assert ours.seen == english.seen, text


@each_language
def test_a_translation_begins_and_ends_as_its_sentence(language: str) -> None:
    for entry in catalogue(language):
        for text in said(entry):
            assert text[:1].isspace() == entry.msgid[:1].isspace(), text
            assert text[-1:].isspace() == entry.msgid[-1:].isspace(), text


@each_language
def test_no_english_is_left(language: str) -> None:
    for entry in catalogue(language):
        for text in said(entry):
            plain = re.sub(r"{[^}]*}|<[^>]*>|&\w+;|https?://\S+|[/@]\w+", " ", text)
            assert set(re.findall(r"[A-Za-z]{2,}", plain)) <= NAMES, text


def test_no_kazakh_is_left_in_russian() -> None:
    for entry in catalogue("ru"):
        for text in said(entry):
            assert not set("әғқңөұүһі") & set(re.sub("«[^»]*»", "", text).lower()), text


def test_a_sentence_is_not_the_same_in_both_languages() -> None:
    russian = {entry.msgid: said(entry)[0] for entry in catalogue("ru")}
    for entry in catalogue("kk"):
        text = said(entry)[0]
        words = re.findall(r"\w+", re.sub(r"{[^}]*}|<[^>]*>", " ", text))
        assert len(words) < 4 or text != russian[entry.msgid], text
