"""The people of a transcript, and the world they live in: the playground's /sim calls and nothing else.

A transcript acts (`await aigul.taps("Жіберу")`) and looks (`await aigul.sees("…")`). In a world that is `rebuilding`
the bot is stopped and started again over the same database before every single act.
"""

import asyncio
import os
import re
import sqlite3
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, FormData

from domain.calendar import KZ
from playground.server import Playground

Json = dict[str, Any]
Button = dict[str, str]

STICKER = {"file_id": "S", "file_unique_id": "s", "type": "regular", "width": 512, "height": 512}
STICKER |= {"is_animated": False, "is_video": False}
VOICE = {"file_id": "V", "file_unique_id": "v", "duration": 3}


@dataclass(frozen=True)
class Letter:
    """A message that came by itself: when, in local time, and what it says with its buttons."""

    at: str
    text: str


class World:
    """A playground, and who lives in it."""

    def __init__(self, playground: Playground, session: ClientSession, *, rebuilding: bool) -> None:
        self._playground, self._session = playground, session
        self.rebuilding = rebuilding
        self.clock = Clock(self)
        self._known: dict[str, Person] = {}

    async def person(self, id: str) -> "Person":
        """Somebody of the playground's people; always the same one."""
        if id not in self._known:
            people = (await self.get("/sim/people"))["people"]
            self._known[id] = Person(self, next(one for one in people if one["id"] == id))
        return self._known[id]

    async def newcomer(self, **who: Any) -> "Person":
        """Somebody made up, entered into the registers."""
        made = await self.post("/sim/people", who)
        return await self.person(made["id"])

    async def fails(self, target: str, code: int | str, **how: Any) -> None:
        """The next calls to telegram, sms or registry fail (`method`, `times`, `retry_after`, `after`)."""
        await self.post("/sim/faults", {"target": target, "code": code, **how})

    async def sms(self, phone: str) -> list[Json]:
        """The SMS that came to a phone, oldest first."""
        box: list[Json] = (await self.get("/sim/sms", phone=phone))["sms"]
        return box

    async def calls(self, target: str) -> list[Json]:
        """What the bot asked of telegram, sms or registry."""
        every: list[Json] = (await self.get("/sim/calls"))["calls"]
        return [call for call in every if call["target"] == target]

    async def operator(self, *arguments: str) -> str:
        """`python -m bot …` beside the running bot; what it prints."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", *arguments, env={**os.environ, **self._playground.environment}, stdout=PIPE
        )
        said, _nothing = await process.communicate()
        assert process.returncode == 0
        return said.decode()

    def kept(self) -> bytes:
        """Everything that stands in the bot's files."""
        files = self._playground.database.parent.glob(f"{self._playground.database.name}*")
        return b"".join(file.read_bytes() for file in files)

    @property
    def database(self) -> Path:
        """The bot's file."""
        return self._playground.database

    def tells(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """A look into the bot's tables."""
        with closing(sqlite3.connect(self._playground.database)) as connection:
            return connection.execute(query, values).fetchall()

    @contextmanager
    def given(self) -> Iterator[None]:
        """What happened before the transcript begins; the bot runs through."""
        rebuilding, self.rebuilding = self.rebuilding, False
        yield
        self.rebuilding = rebuilding

    async def act(self, path: str, body: Json) -> Json:
        """Something that happens in the transcript."""
        await self.comes_to_an_act()
        return await self.post(path, body)

    async def comes_to_an_act(self) -> None:
        """Stop the bot and start it again, if this world is one where that happens."""
        if self.rebuilding:
            await self.post("/sim/rebuild", {})

    def slips_to(self, at: datetime) -> None:
        """Only the clock moves. The one thing that goes past /sim, which always lets the bot work."""
        self._playground.clock.set(at)

    async def uploads(self, path: str, form: FormData) -> Json:
        """A file that is sent in the transcript."""
        await self.comes_to_an_act()
        async with self._session.post(f"{self._playground.url}{path}", data=form) as answer:
            return _good(await answer.json(), answer.status)

    async def get(self, path: str, **query: str) -> Json:
        """A look."""
        async with self._session.get(f"{self._playground.url}{path}", params=query) as answer:
            return _good(await answer.json(), answer.status)

    async def post(self, path: str, body: Json) -> Json:
        """A call that the bot isn't rebuilt before."""
        async with self._session.post(f"{self._playground.url}{path}", json=body) as answer:
            return _good(await answer.json(), answer.status)


def _says_it_once(text: str | None) -> None:
    """No screen says the same paragraph twice."""
    __tracebackhide__ = True
    paragraphs = [each.removeprefix("⚠️ ") for each in (text or "").split("\n\n")]
    assert len(set(paragraphs)) == len(paragraphs), f"said twice on one screen:\n{text}"


def _good(body: Json, status: int) -> Json:
    __tracebackhide__ = True
    if status >= 400:
        raise AssertionError(f"{status}: {body}")
    return body


class Clock:
    """The playground's clock. Moving it lets everything happen that falls due on the way."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def to(self, local: str) -> None:
        """Forward to a local time, such as "2026-11-18 23:59"."""
        at = datetime.fromisoformat(local).replace(tzinfo=KZ)
        await self._world.act("/sim/clock", {"now": at.isoformat()})

    async def advance(self, **much: float) -> None:
        """Forward by so much: `seconds`, `minutes`, `hours`, `days`."""
        seconds = timedelta(**much).total_seconds()
        await self._world.act("/sim/clock", {"advance": f"PT{seconds:.0f}S"})

    async def slips_to(self, local: str) -> None:
        """Forward while nobody looks: no tick runs, as if the machine had slept (R-4)."""
        at = datetime.fromisoformat(local).replace(tzinfo=KZ)
        self._world.slips_to(at)


class Person:
    """Somebody with a phone."""

    def __init__(self, world: World, known: Json) -> None:
        self._world = world
        self.id: str = known["id"]
        self.phone: str = known["phone"]
        self.iin: str = known["iin"]
        self.user_id: int = known["user_id"]
        self.invitation: str | None = known["invitation"]
        self.children: list[str] = [child["iin"] for child in known["children"]]
        self._view: set[int] = set()
        self._floor = 0
        self._toasts: list[str] = []
        self._texts: dict[int, str] = {}

    # ---- acts ------------------------------------------------------------------------------------------------------

    async def start(self, payload: str | None = None) -> None:
        """Press Start."""
        await self._acts("start", {"payload": payload} if payload else {})

    async def says(self, text: str) -> None:
        """Type and send."""
        await self._acts("say", {"text": text})

    async def taps(self, words: str) -> None:
        """Press the newest button with these words (or, "…" at their end, that begins with them).

        The sign before the words may be left out.
        """
        __tracebackhide__ = True
        for message in reversed(await self.chat()):
            for button in _inline(message):
                if _is_named(button["text"], words):
                    await self._acts("tap", {"text": button["text"], "message_id": message["id"]})
                    return
        await self._taps_key(words)

    async def _taps_key(self, words: str) -> None:
        __tracebackhide__ = True
        for key in await self.keyboard():
            if _is_named(key["text"], words):
                await self._acts("tap", {"text": key["text"]})
                return
        raise AssertionError(f"{self.id} has no button «{words}» on the screen:\n{await self._screens()}")

    async def button(self, words: str) -> Json:
        """What lies behind the newest button with these words, for pressing it when it is old."""
        for message in reversed(await self.chat()):
            for button in _inline(message):
                if _is_named(button["text"], words):
                    return {"message_id": message["id"], "data": button.get("data")}
        raise AssertionError(f"{self.id} has no button «{words}» on the screen:\n{await self._screens()}")

    async def presses(self, button: Json, update_id: int | None = None) -> int:
        """A press as Telegram passes it on, whether or not the button is still there (old, or forged).

        Returns the update's id, with which it may come again.
        """
        update: Json = {"callback_query": {"data": button["data"], "message": {"message_id": button["message_id"]}}}
        if update_id is not None:
            update["update_id"] = update_id
        answer = await self._acts("update", update)
        return int(answer["update_id"])

    async def taps_twice(self, words: str) -> None:
        """Two presses of the same button, faster than the bot."""
        button = await self.button(words)
        query = {"data": button["data"], "message": {"message_id": button["message_id"]}}
        path = f"/sim/people/{self.id}/update"
        await self._world.comes_to_an_act()
        await self._world.post(f"{path}?wait=0", {"callback_query": query})
        self._saw(await self._world.post(path, {"callback_query": query}))

    async def shares_contact(self, **card: Any) -> None:
        """Share the own contact, or the card of `phone`, `user_id`."""
        await self._acts("contact", card)

    async def sends(self, **message: Any) -> None:
        """Send something that is not text: sticker, voice, photo …"""
        await self._acts("update", {"message": message})

    async def attaches(self, content: bytes, name: str, mime: str, *, photo: bool = False) -> None:
        """Send a file, or a picture as a photo."""
        __tracebackhide__ = True
        form = FormData()
        form.add_field("file", BytesIO(content), filename=name, content_type=mime)
        if photo:
            form.add_field("as", "photo")
        self._saw(await self._world.uploads(f"/sim/people/{self.id}/file", form))

    async def blocks(self) -> None:
        """Block the bot."""
        await self._acts("block", {})

    async def unblocks(self) -> None:
        """Let the bot write again."""
        await self._acts("unblock", {})

    async def code(self) -> str:
        """The code of the newest SMS to this phone."""
        codes = [sms["code"] for sms in await self._world.sms(self.phone) if sms["code"]]
        assert codes, f"no code came to {self.phone}"
        return str(codes[-1])

    async def _acts(self, act: str, body: Json) -> Json:
        __tracebackhide__ = True
        answer = await self._world.act(f"/sim/people/{self.id}/{act}", body)
        self._saw(answer)
        return answer

    def _saw(self, answer: Json) -> None:
        __tracebackhide__ = True
        shown = answer["messages"]
        for message in shown:
            if message["from"] == "bot":
                _says_it_once(message["text"])
        ids = {message["id"] for message in shown if message["id"] is not None and self._is_new(message)}
        self._toasts = [f"({message['kind']}) {message['text']}" for message in shown if message["id"] is None]
        self._view = ids or self._view
        self._floor = max([self._floor, *ids])

    def _is_new(self, message: Json) -> bool:
        """Not merely a screen that has lost its buttons because another one follows."""
        before = self._texts.get(message["id"])
        self._texts[message["id"]] = message["text"]
        return before != message["text"] or bool(message["buttons"])

    # ---- looks -----------------------------------------------------------------------------------------------------

    async def sees(self, *words: str) -> None:
        """All of these stand on what is new since the last act: texts, [buttons], (toast) and (alert)."""
        __tracebackhide__ = True
        view = await self._screens()
        missing = [each for each in words if _flat(each) not in _flat(view)]
        if missing:
            wanted = "\n".join(f"  «{each}»" for each in missing)
            raise AssertionError(f"{self.id} does not see\n{wanted}\nbut\n{view}")

    async def does_not_see(self, *words: str) -> None:
        """None of these stands there."""
        __tracebackhide__ = True
        view = await self._screens()
        there = [each for each in words if _flat(each) in _flat(view)]
        if there:
            raise AssertionError(f"{self.id} sees {there} in\n{view}")

    async def letters(self) -> list[Letter]:
        """What came by itself since the last act, or since the last look into the letters."""
        came = [message for message in await self.chat() if message["id"] > self._floor and message["from"] == "bot"]
        self._view = {message["id"] for message in came}
        self._floor = max([self._floor, *self._view])
        return [Letter(_local(message["date"]), _drawn(message)) for message in came]

    async def chat(self) -> list[Json]:
        """Every message on the phone, oldest first, without the deleted ones."""
        messages = (await self._world.get(f"/sim/people/{self.id}/chat"))["messages"]
        return [message for message in messages if not message["deleted"]]

    async def keyboard(self) -> list[Button]:
        """The keys of the reply keyboard under the chat."""
        rows = (await self._world.get(f"/sim/people/{self.id}/chat"))["keyboard"] or []
        return [key for row in rows for key in row]

    async def is_answered(self) -> bool:
        """Something stands on what is new since the last act."""
        return bool(await self._screens())

    async def _screens(self) -> str:
        new = [
            message
            for message in await self.chat()
            if message["from"] == "bot" and (message["id"] in self._view or message["id"] > self._floor)
        ]
        return "\n".join([*map(_drawn, new), *self._toasts])


def _inline(message: Json) -> list[Button]:
    return [button for row in message["buttons"] for button in row]


def _is_named(label: str, words: str) -> bool:
    labels = (label, re.sub(r"^[^\w«]+", "", label))
    if words.endswith("…"):
        return any(each.startswith(words[:-1]) for each in labels)
    return words in labels


def _drawn(message: Json) -> str:
    rows = [*message["buttons"], *(message["keyboard"] or [])]
    return "\n".join([message["text"], *(" ".join(f"[{button['text']}]" for button in row) for row in rows)])


def _flat(text: str) -> str:
    return " ".join(text.split())


def _local(iso: str) -> str:
    return f"{datetime.fromisoformat(iso).astimezone(KZ):%Y-%m-%d %H:%M}"


@asynccontextmanager
async def open_world(playground: Playground, *, rebuilding: bool) -> AsyncIterator[World]:
    """A started playground with a way to talk to it."""
    await playground.start()
    try:
        async with ClientSession() as session:
            yield World(playground, session, rebuilding=rebuilding)
    finally:
        await playground.stop()
