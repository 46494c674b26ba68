"""Telegram's HTML and back: `parse` gives text and entities with UTF-16 offsets, `render` the HTML.

As strict as the official server: the same tags, the same complaints with byte offsets.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

from playground.refusal import Refusal, bad

Entity = dict[str, Any]

KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "tg-emoji": "custom_emoji",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "expandable_blockquote": "blockquote",
}
ENTITY = re.compile(r"&(?:(lt|gt|amp|quot)|#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6}));")
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
SCHEMES = frozenset({"http", "https", "tg", "ton", "mailto", "tel"})


def units(text: str) -> int:
    """The length of a text as Telegram counts it: UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@dataclass
class _Open:
    tag: str
    at: int
    attributes: dict[str, str] = field(default_factory=dict)


class _Parser:
    """Walks over the source once; `at` is the place, `out` the text so far."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.out: list[str] = []
        self.length = 0
        self.open: list[_Open] = []
        self.entities: list[Entity] = []

    def run(self) -> tuple[str, list[Entity]]:
        while self.at < len(self.source):
            if self.source[self.at] == "<":
                self._tag()
            else:
                self._letters()
        if self.open:
            raise _broken(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        self.entities.sort(key=lambda e: (e["offset"], -e["length"]))
        return "".join(self.out), self.entities

    def _letters(self) -> None:
        character, self.at = _character(self.source, self.at)
        self.out.append(character)
        self.length += units(character)

    def _tag(self) -> None:
        begin = self.at
        self.at += 1
        if self._peek() == "/":
            self._close(begin)
        else:
            self._start(begin)

    def _peek(self) -> str:
        return self.source[self.at : self.at + 1]

    def _byte(self, place: int) -> int:
        return len(self.source[:place].encode())

    def _word(self, stops: str) -> str:
        begin = self.at
        while self._peek() and not self._peek().isspace() and self._peek() not in stops:
            self.at += 1
        return self.source[begin : self.at]

    def _spaces(self) -> None:
        while self._peek().isspace():
            self.at += 1

    def _start(self, begin: int) -> None:
        tag = self._word(">").lower()
        if not self._peek():
            raise _broken(f"Unclosed start tag at byte offset {self._byte(begin)}")
        if tag not in KINDS:
            raise _broken(f'Unsupported start tag "{tag}" at byte offset {self._byte(begin)}')
        opened = _Open(tag, self.length)
        while self._attribute(opened, begin):
            pass
        self.at += 1
        if tag == "span" and opened.attributes.get("class") != "tg-spoiler":
            raise _broken(f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(begin)}')
        self.open.append(opened)

    def _attribute(self, opened: _Open, begin: int) -> bool:
        self._spaces()
        if self._peek() == ">":
            return False
        name = self._word("=>").lower()
        if not name and self._peek():
            raise _broken(f'Empty attribute name in the tag "{opened.tag}" at byte offset {self._byte(begin)}')
        self._spaces()
        opened.attributes[name] = self._value(opened.tag, begin) if self._peek() == "=" else ""
        if not self._peek():
            raise _broken(f'Unclosed start tag "{opened.tag}" at byte offset {self._byte(begin)}')
        return True

    def _value(self, tag: str, begin: int) -> str:
        self.at += 1
        self._spaces()
        quote = self._peek()
        if not quote:
            raise _broken(f'Unclosed start tag "{tag}" at byte offset {self._byte(begin)}')
        return self._quoted(quote, begin) if quote in "'\"" else self._bare()

    def _bare(self) -> str:
        begin = self.at
        while re.match(r"[A-Za-z0-9.-]", self._peek()):
            self.at += 1
        if self._peek() != ">" and not self._peek().isspace():
            raise _broken(f"Unexpected end of name token at byte offset {self._byte(begin)}")
        return self.source[begin : self.at].lower()

    def _quoted(self, quote: str, begin: int) -> str:
        self.at += 1
        value = []
        while self._peek() and self._peek() != quote:
            character, self.at = _character(self.source, self.at)
            value.append(character)
        self.at += 1
        if not self._peek():
            raise _broken(f"Unclosed start tag at byte offset {self._byte(begin)}")
        return "".join(value)

    def _close(self, begin: int) -> None:
        if not self.open:
            raise _broken(f"Unexpected end tag at byte offset {self._byte(begin)}")
        self.at += 1
        tag = self._word(">").lower()
        self._spaces()
        if self._peek() != ">":
            raise _broken(f"Unclosed end tag at byte offset {self._byte(begin)}")
        self.at += 1
        opened = self.open.pop()
        if tag and tag != opened.tag:
            raise _broken(
                f'Unmatched end tag at byte offset {self._byte(begin)}, expected "</{opened.tag}>", found "</{tag}>"'
            )
        if self.length > opened.at:
            self._keep(opened)

    def _keep(self, opened: _Open) -> None:
        entity: Entity = {
            "type": KINDS[opened.tag],
            "offset": opened.at,
            "length": self.length - opened.at,
        }
        if opened.tag == "a":
            url = opened.attributes.get("href") or self._since(opened.at)
            if not _usable(url):
                return
            entity["url"] = url
        if opened.tag == "tg-emoji":
            entity["custom_emoji_id"] = opened.attributes.get("emoji-id", "")
        if opened.tag == "blockquote" and "expandable" in opened.attributes:
            entity["type"] = "expandable_blockquote"
        self.entities.append(entity)

    def _since(self, offset: int) -> str:
        text = "".join(self.out).encode("utf-16-le", "surrogatepass")
        return text[offset * 2 :].decode("utf-16-le", "surrogatepass")


def parse(source: str) -> tuple[str, list[Entity]]:
    """Text and entities of Telegram's HTML; raises the refusal "can't parse entities"."""
    return trim(*_Parser(source).run())


def trim(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Telegram cuts white space off both ends; the entities move along."""
    cut = units(text) - units(text.lstrip())
    text = text.strip()
    room = units(text)
    moved = []
    for entity in entities:
        begin = max(entity["offset"] - cut, 0)
        end = min(entity["offset"] + entity["length"] - cut, room)
        if end > begin:
            moved.append({**entity, "offset": begin, "length": end - begin})
    return text, moved


def render(text: str, entities: Sequence[Entity]) -> str:
    """Safe HTML of a text with entities, as the page shows it."""
    wide = text.encode("utf-16-le", "surrogatepass")  # entities count the units of UTF-16
    opens: dict[int, list[Entity]] = {}
    for entity in sorted(entities, key=lambda e: (e["offset"], -e["length"])):
        opens.setdefault(entity["offset"], []).append(entity)
    room = len(wide) // 2
    edges = {0, room, *opens, *(entity["offset"] + entity["length"] for entity in entities)}
    out: list[str] = []
    stack: list[Entity] = []
    for place, next_place in pairwise([*sorted(edges), room]):
        while stack and stack[-1]["offset"] + stack[-1]["length"] <= place:
            out.append(_end(stack.pop()))
        for entity in opens.get(place, []):
            out.append(_begin(entity))
            stack.append(entity)
        out.append(html.escape(wide[2 * place : 2 * next_place].decode("utf-16-le", "surrogatepass")))
    return "".join(out)


def _begin(entity: Entity) -> str:
    if entity["type"] == "text_link":
        return f'<a href="{html.escape(entity["url"])}">'
    if entity["type"] == "expandable_blockquote":
        return "<blockquote expandable>"
    tag = TAGS.get(entity["type"])
    return f"<{tag}>" if tag else ""


def _end(entity: Entity) -> str:
    tag = "a" if entity["type"] == "text_link" else TAGS.get(entity["type"])
    return f"</{tag}>" if tag else ""


def _character(source: str, at: int) -> tuple[str, int]:
    match = ENTITY.match(source, at) if source[at] == "&" else None
    if not match:
        return source[at], at + 1
    name, decimal, sixteen = match.groups()
    code = int(decimal) if decimal else int(sixteen, 16) if sixteen else 0
    if not name and not 0 < code < 0x110000:
        return "&", at + 1
    return NAMED[name] if name else chr(code), match.end()


def _usable(url: str) -> bool:
    parts = urlsplit(url if ":" in url else f"http://{url}")
    return parts.scheme in SCHEMES and bool(parts.netloc or parts.path)


def _broken(why: str) -> Refusal:
    return bad(f"can't parse entities: {why}")
