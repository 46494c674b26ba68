"""Reads `reply_markup` as strictly as Telegram and says which of the four kinds it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from playground.refusal import bad

Rows = list[list[dict[str, Any]]]

BUTTONS = 100
IN_A_ROW = 8
DATA_BYTES = 64
COPY_UNITS = 256
STYLES = frozenset({"danger", "success", "primary"})
INLINE_ACTIONS = ("url", "callback_data", "copy_text")


@dataclass(frozen=True)
class Markup:
    """`kind` is inline, reply, remove or force; `rows` are the buttons as they came."""

    kind: str
    rows: Rows
    one_time: bool = False


def read(markup: Any, *, private: bool = True) -> Markup | None:
    """The markup of a message, or None; raises Telegram's refusal."""
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad("object expected as reply markup")
    if "inline_keyboard" in markup:
        rows = _rows(markup["inline_keyboard"])
        return Markup("inline", [[_inline(key) for key in row] for row in rows if row])
    if "keyboard" in markup:
        rows = _rows(markup["keyboard"])
        keys = [[_reply(key, private) for key in row] for row in rows if row]
        return Markup("reply", keys, bool(markup.get("one_time_keyboard")))
    if markup.get("remove_keyboard"):
        return Markup("remove", [])
    if markup.get("force_reply"):
        return Markup("force", [])
    return None


def _rows(rows: Any) -> list[list[Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad('can\'t parse keyboard: Field "keyboard" must be an Array of Arrays')
    if sum(map(len, rows)) > BUTTONS or any(len(row) > IN_A_ROW for row in rows):
        raise bad("reply markup is too long")
    return rows


def _inline(key: Any) -> dict[str, Any]:
    what = "inline keyboard button"
    _check_text(key, what)
    actions = [name for name in INLINE_ACTIONS if key.get(name)]
    if not actions:
        raise bad(f"can't parse {what}: Text buttons are unallowed in the inline keyboard")
    if len(key.get("callback_data", "").encode()) > DATA_BYTES:
        raise bad("BUTTON_DATA_INVALID")
    if "url" in actions:
        _check_url(key["url"])
    if "copy_text" in actions:
        _check_copy(key["copy_text"])
    return dict(key)


def _reply(key: Any, private: bool) -> dict[str, Any]:
    key = {"text": key} if isinstance(key, str) else key
    _check_text(key, "keyboard button")
    if key.get("request_contact") and not private:
        raise bad("phone number can be requested in private chats only")
    if key.get("request_location") and not private:
        raise bad("location can be requested in private chats only")
    return dict(key)


def _check_text(key: Any, what: str) -> None:
    if not isinstance(key, dict):
        raise bad(f"can't parse {what}: {what.capitalize()} must be an Object")
    if "text" not in key:
        raise bad(f"can't parse {what}: Can't find field \"text\"")
    if not isinstance(key["text"], str):
        raise bad(f'can\'t parse {what}: Field "text" must be of type String')
    if not key["text"].strip():
        raise bad(f"{what} text is empty")
    if key.get("style") and key["style"] not in STYLES:
        raise bad("BUTTON_STYLE_INVALID")


def _check_url(url: str) -> None:
    parts = urlsplit(url if re.match(r"[a-z]+:", url, re.I) else f"http://{url}")
    if parts.scheme not in {"http", "https", "tg", "ton"}:
        raise bad(f"inline keyboard button URL '{url}' is invalid: Unsupported URL protocol")
    if parts.scheme in {"http", "https"} and "." not in (parts.hostname or ""):
        raise bad(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def _check_copy(copy: Any) -> None:
    text = copy.get("text") if isinstance(copy, dict) else None
    if not isinstance(text, str) or not 0 < len(text.encode("utf-16-le")) // 2 <= COPY_UNITS:
        raise bad("BUTTON_COPY_TEXT_INVALID")
