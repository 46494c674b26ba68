"""Telegram's HTML: entities in UTF-16, complaints as the official server words them."""

from __future__ import annotations

import pytest

from playground.markup import parse, render
from playground.refusal import Refusal


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("plain &lt;&amp;&gt;&quot;&#1178;&nbsp;", 'plain <&>"Қ&nbsp;', []),
        ("👋<b>a</b>", "👋a", [("bold", 2, 1)]),
        ("<b>a<i>👋</i></b>", "a👋", [("bold", 0, 3), ("italic", 1, 2)]),
        ("  <b> a </b>  ", "a", [("bold", 0, 1)]),
        ("<b></b>x", "x", []),
        ("<blockquote expandable>q</blockquote>", "q", [("expandable_blockquote", 0, 1)]),
        ('<span class="tg-spoiler">s</span>', "s", [("spoiler", 0, 1)]),
        ("<a href='https://a.kz'>a</a>", "a", [("text_link", 0, 1)]),
        ("<code>7 501</code>", "7 501", [("code", 0, 5)]),
    ],
)
def test_what_can_be_read(source: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    read, found = parse(source)
    assert read == text
    assert [(e["type"], e["offset"], e["length"]) for e in found] == entities


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("a<abac>", 'Unsupported start tag "abac" at byte offset 1'),
        ("қ<3 x>", 'Unsupported start tag "3" at byte offset 2'),
        ("x<b", "Unclosed start tag at byte offset 1"),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<i>a</i   ", "Unclosed end tag at byte offset 4"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<i   =aba>", 'Empty attribute name in the tag "i" at byte offset 0'),
        ("<i aba = 190azAz-.,", "Unexpected end of name token at byte offset 9"),
        ("<i aba = '", "Unclosed start tag at byte offset 0"),
        ("<i aba ", 'Unclosed start tag "i" at byte offset 0'),
    ],
)
def test_what_cannot(source: str, words: str) -> None:
    with pytest.raises(Refusal) as refusal:
        parse(source)
    assert refusal.value.description == f"Bad Request: can't parse entities: {words}"


@pytest.mark.parametrize(
    "source",
    ["<b>a<i>👋</i></b> &lt;x&gt;", '<a href="https://a.kz/?a=1&amp;b=2">a</a>', "<b>a</b><b>c</b>"],
)
def test_rendering_gives_the_same_back(source: str) -> None:
    assert render(*parse(source)) == source
