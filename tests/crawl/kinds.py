"""Every kind of update that people send, by name: what they type, press, share and send.

`MESSAGES` and `TAPS` come while anything is open; `SILENT` are kinds that the bot never asks Telegram for
(`bot.reception.KINDS`): they are closed without a word.
"""

from collections.abc import Callable, Iterable
from typing import Any

from bot.fsm.form import Said
from tests.crawl.rig import Answer, Hand, Place, typed
from tests.crawl.right_answers import photo

Json = dict[str, Any]

FILE = {"file_id": "F", "file_unique_id": "f"}
LONG = "Ж" * 5000
BIDI = "\u202eабв\u2066х\u2069\u200d\u200b\ufeff\u061c"
HOME = {"latitude": 43.2389, "longitude": 76.8897}

TEXTS = {
    "ordinary text": "Сәлем! Қалайсыз, өтініш қайда?",
    "a text like nothing": "\u2800",
    "zero-width text": "\u200b\u2060",
    "5,000 characters": LONG,
    "HTML": "<b>&",
    "whole HTML": "<a href='tg://user?id=1'>x</a> &amp; </b><i>",
    "bidi": BIDI,
    "half an emoji": "\U0001f468\u200d",
    "an unknown command": "/nothing",
    "a slash": "/",
    "/start": "/start",
    "/start with nonsense": "/start AAAA_-zz",
    "/help": "/help",
    "/menu": "/menu",
    "/status": "/status",
    "/language": "/language",
    "/cancel": "/cancel",
}
MEDIA: dict[str, Json] = {
    "sticker": {
        "sticker": FILE | {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
    },
    "voice": {"voice": FILE | {"duration": 3}},
    "audio": {"audio": FILE | {"duration": 3, "title": "Ән"}},
    "video": {"video": FILE | {"width": 2, "height": 2, "duration": 1}, "caption": "<b>&"},
    "animation": {"animation": FILE | {"width": 2, "height": 2, "duration": 1}},
    "video note": {"video_note": FILE | {"length": 240, "duration": 3}},
    "location": {"location": HOME},
    "venue": {"location": HOME, "venue": {"location": HOME, "title": "<i>", "address": "&"}},
    "poll": {
        "poll": {
            "id": "1", "question": "?", "options": [{"text": "a", "voter_count": 0, "persistent_id": "1"}],
            "total_voter_count": 0, "is_closed": False, "is_anonymous": True, "type": "regular",
            "allows_multiple_answers": False, "allows_revoting": False, "members_only": False,
        }
    },
    "dice": {"dice": {"emoji": "🎲", "value": 6}},
    "a pinned message": {"pinned_message": {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}}},
    "somebody's contact": {"contact": {"phone_number": "77010000000", "first_name": "Контакт", "user_id": 5_000_000_077}},
    "a card without an account": {"contact": {"phone_number": "+7 (701) 000", "first_name": "<b>"}},
}  # fmt: skip
PAPER = b"MZ is no PDF"

Make = Callable[[Hand], Json]


def _document(hand: Hand) -> Json:
    file = hand.rig.playground.files.keep("анықтама.pdf", "application/pdf", PAPER)
    return {"document": file.telegram() | {"file_name": file.name, "mime_type": file.mime}}


def _own_card(hand: Hand) -> Json:
    return {"contact": hand.card()}


def _forwarded_card(hand: Hand) -> Json:
    origin = {"type": "hidden_user", "sender_user_name": "Біреу", "date": 0}
    return {**MEDIA["somebody's contact"], "forward_origin": origin}


MESSAGES: dict[str, Make] = {
    **{name: lambda _hand, text=text: typed(text) for name, text in TEXTS.items()},  # type: ignore[misc]
    **{name: lambda _hand, body=body: body for name, body in MEDIA.items()},  # type: ignore[misc]
    "photo": lambda hand: {"photo": photo(hand), "caption": "6"},
    "document": _document,
    "own contact": _own_card,
    "forwarded contact": _forwarded_card,
}

TAPS: dict[str, Callable[[Place | None], Json]] = {
    "a stale button": lambda at: {"data": f"f:{at.draft.id}:{at.draft.rev - 1}:back:" if at else "f:1:0:back:"},
    "a forged verb": lambda at: {"data": f"f:{at.draft.id}:{at.draft.rev}:fly:away" if at else "f:9:9:send:"},
    "a forged option": lambda at: {"data": f"f:{at.draft.id}:{at.draft.rev}:o:no such" if at else "f:9:9:o:x"},
    "somebody's draft": lambda _at: {"data": "f:4242:0:send:"},
    "no prefix": lambda _at: {"data": "x:1"},
    "no data": lambda _at: {"game_short_name": "chess"},
    "an unknown room": lambda _at: {"data": "g:cellar:"},
    "an unknown language": lambda _at: {"data": "l:tlh"},
    "half a button": lambda _at: {"data": "v:open"},
    "a huge id": lambda _at: {"data": f"v:open:{2**63}"},
    "a huge application": lambda _at: {"data": f"g:app:{10**30}"},
    "a huge right": lambda _at: {"data": f"g:right:{10**30}"},
    "a huge claim": lambda _at: {"data": f"g:kinship:{10**30}"},
    "a huge document": lambda _at: {"data": f"c:show:1:{10**30}"},
    "a huge page": lambda _at: {"data": f"k:month:1:202611.{10**30}"},
    "a negative id": lambda _at: {"data": "s:open:-1:0"},
    "a button of an inline message": lambda _at: {"data": "g:cellar:", "message": None, "inline_message_id": "AAA"},
}

SILENT: dict[str, Json] = {
    "edited_message": {"message_id": 1, "text": "6", "edit_date": 1},
    "poll_answer": {"poll_id": "1", "option_ids": [0], "option_persistent_ids": ["1"]},
    "inline_query": {"id": "1", "query": "6", "offset": ""},
    "chat_join_request": {
        "chat": {"id": -5, "type": "channel", "title": "К"}, "date": 0, "user_chat_id": 5,
    },
}  # fmt: skip

ALWAYS = frozenset({
    "ordinary text", "/cancel", "/menu", "photo", "own contact", "somebody's contact", "location", "a stale button",
    "a forged option",
})  # fmt: skip
"""What may mean something where it comes; all the rest is nonsense everywhere."""


def some(names: Iterable[str], turn: int) -> list[str]:
    """What may mean something, and every third kind of nonsense: in three places each has had its turn."""
    return [name for at, name in enumerate(names) if name in ALWAYS or at % 3 == turn % 3]


async def tap(hand: Hand, name: str, at: Place | None) -> Answer:
    """Press one of TAPS."""
    query = TAPS[name](at)
    return await hand.taps(query.pop("data", None), **query)


def said(name: str, hand: Hand) -> Said:
    """What a message of this kind says to a form."""
    message = MESSAGES[name](hand)
    if "location" in message:
        return Said(location=(HOME["latitude"], HOME["longitude"]))
    if "contact" in message:
        return Said(phone=message["contact"]["phone_number"], own="own" in name)
    return Said(text=message["text"][:5000]) if "text" in message else Said()
