"""The help's data: whole in both languages, true about numbers and buttons, and found again (R-72, R-73)."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

import polib
import pytest

from bot.fsm.form import Form
from bot.handlers.help import filled, sources_said
from bot.handlers.sources import SOURCES
from bot.help import Entry, Guide, help_book, search
from bot.sections import FORMS, SECTIONS
from bot.words import CATALOGUES, LANGUAGES, STANDING, speaking
from domain.rules import RuleBook

BOOK = help_book()
RULES = RuleBook.load().at(date(2026, 11, 16))
KAZAKH = set("әғқңөұүһі")
each_language = pytest.mark.parametrize("language", LANGUAGES)


def texts(language: str) -> Iterator[tuple[Entry | Guide, str]]:
    for entry in BOOK.entries.values():
        yield entry, entry.question[language]
        yield entry, entry.answer[language]
    for guide in BOOK.guides.values():
        for step in guide.steps[language]:
            yield guide, step


def blanks(text: str) -> set[str]:
    return set(re.findall(r"{(\w+)}", text))


def whole(one: Entry | Guide, language: str) -> str:
    return " ".join(text for of, text in texts(language) if of is one)


@cache
def said_in(language: str) -> str:
    """Everything that the bot says in a language."""
    catalogue = polib.pofile(str(CATALOGUES / language / "LC_MESSAGES" / "messages.po"))
    return "\n".join([entry.msgstr for entry in catalogue])


def test_there_are_thirty_questions_and_more_and_a_guide_for_every_section() -> None:
    assert len(BOOK.entries) >= 30
    assert set(BOOK.guides) == set(SECTIONS)
    assert {entry.section for entry in BOOK.entries.values()} == set(SECTIONS)
    assert all(len(guide.steps["kk"]) == len(guide.steps["ru"]) >= 5 for guide in BOOK.guides.values())


def test_every_form_of_a_family_stands_in_a_section() -> None:
    named = {each.__name__ for each in Form.__subclasses__()}
    assert set(FORMS) <= named
    assert set(FORMS.values()) <= set(SECTIONS)


@each_language
def test_every_text_is_there_and_in_its_language(language: str) -> None:
    for one, text in texts(language):
        assert text.strip(), one
        foreign = set(re.sub(r"«[^»]*»", "", text).lower()) & KAZAKH
        assert (language == "kk") or not foreign, text
    for entry in BOOK.entries.values():
        assert len(entry.question[language]) <= 50, "it has to fit on a button"
        assert KAZAKH & set(entry.answer["kk"].lower()), entry.key
        assert entry.answer["kk"] != entry.answer["ru"]


def test_the_same_numbers_stand_in_both_languages_and_no_rule_is_named_in_vain() -> None:
    everything: list[Entry | Guide] = [*BOOK.entries.values(), *BOOK.guides.values()]
    for one in everything:
        kk, ru = (blanks(whole(one, language)) for language in LANGUAGES)
        assert kk == ru, one
        assert kk - STANDING.keys() <= set(one.rules), one
        assert one.rules or one.sources, "every answer names its source"
        assert set(one.sources) <= set(SOURCES)


@each_language
def test_every_answer_is_said_with_its_source(language: str) -> None:
    """R-1: numbers come from the rules, and each answer says who says so."""
    with speaking(language):
        for one, text in texts(language):
            assert "{" not in filled(text, one.rules, RULES)
            assert len(sources_said(one, RULES)) > 30


@each_language
def test_what_is_quoted_is_said_by_the_bot(language: str) -> None:
    """A button that is renamed has to be renamed here too."""
    for one, text in texts(language):
        for quoted in re.findall(r"«([^»]+)»", text):
            assert quoted in said_in(language), (one.section, quoted)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("табельді қалай растаймын", "confirm_sheet"),
        ("табел растау", "confirm_sheet"),
        ("tabel rastau", "confirm_sheet"),
        ("как подтвердить табль", "confirm_sheet"),
        ("забыл пороль", "forgotten_password"),
        ("купия соз умыттым", "forgotten_password"),
        ("перевисти в другой сад", "transfer"),
        ("тоқтау парагы", "stop_list"),
        ("стоплист", "stop_list"),
        ("нет эцп", "without_eds"),
        ("мест нет", "no_place"),
        ("код не пришол", "no_code"),
        ("кезек номірім", "my_number"),
        ("встать в очердь", "apply"),
        ("удолить заявление", "delete_application"),
        ("номер ауыстыру", "change_phone"),
        ("тіл ауыстыру", "language"),
        ("сумма ваучера тенге", "amount"),
    ],
)
def test_what_is_asked_is_found_with_typos_in_either_language_and_alphabet(typed: str, key: str) -> None:
    assert key in [entry.key for entry in search(typed)]


@pytest.mark.parametrize("typed", ["", "?!", "а", "как это", "xyzzy плюгх", "қалай бола ма", "⠀"])
def test_what_says_nothing_finds_nothing(typed: str) -> None:
    assert search(typed) == []


def test_only_a_few_are_found() -> None:
    assert 1 <= len(search("ваучер")) <= 5
    assert search("ваучер " * 500)
