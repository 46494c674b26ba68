"""The PDF and its font, words typed for buttons, the flood."""

from datetime import UTC, datetime, timedelta

import pytest
from fontTools.ttLib import TTFont

from bot.flood import AT_MOST, Flood, Flow
from bot.paper import font
from bot.receipt import Receipt, pdf_of
from bot.screen import Button, Screen
from bot.typed import of_screen, pressed
from bot.words import Html

NOW = datetime(2026, 11, 16, 5, tzinfo=UTC)


def test_the_font_has_every_kazakh_letter() -> None:
    with TTFont(font()) as dejavu:
        assert set(map(ord, "ӘҒҚҢӨҰҮҺІәғқңөұүһі№«»–")) <= set(dejavu.getBestCmap())


def test_the_paper_is_a_small_pdf() -> None:
    facts = (("Бала", "Әлихан Ғұмарұлы"),)
    paper = pdf_of(Receipt("Қолхат", facts, "Күтіңіз", "Тексеру", "https://t.me/b?start=check", NOW, "kk"))
    assert paper.startswith(b"%PDF-")
    assert len(paper) < 100_000


BUTTONS = [["📋 Менің өтініштерім", "g:apps:"], ["🏠 Мәзір", "g:menu:"], ["Мәзір", "g:other:"]]


@pytest.mark.parametrize(
    ("typed", "data"),
    [
        ("менің өтініштерім", "g:apps:"),
        ("📋 Менің өтініштерім", "g:apps:"),
        ("2", "g:menu:"),
        ("Мәзір", None),
        ("4", None),
        ("0", None),
        ("📋", None),
        ("", None),
    ],
)
def test_words_and_numbers_press_exactly_one_button(typed: str, data: str | None) -> None:
    assert pressed(typed, BUTTONS) == data


def test_a_forms_buttons_are_not_kept() -> None:
    room, form = Button("Мәзір", "g:menu:"), Button("Артқа", "f:1:0:back:")
    assert of_screen(Screen(Html("?"), ((room,), (Button("№", copy="1"),)))) == [["Мәзір", "g:menu:"]]
    assert of_screen(Screen(Html("?"), ((room, form),))) == []
    assert of_screen(Screen(Html("?"), ((room,),), ask_contact="📱")) == []


def test_a_flood_is_told_once_and_ends() -> None:
    flood = Flood()
    assert {flood.count(1, NOW) for _time in range(AT_MOST)} == {Flow.CALM}
    assert [flood.count(1, NOW) for _time in range(3)] == [Flow.TOO_FAST, Flow.STILL, Flow.STILL]
    assert flood.count(2, NOW) is Flow.CALM
    assert flood.count(1, NOW + timedelta(minutes=1)) is Flow.CALM


def test_quiet_chats_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.flood.REMEMBERED", 3)
    flood = Flood()
    for chat in range(10):
        flood.count(chat, NOW + timedelta(minutes=chat))
    assert len(flood._messages) <= 5
