"""People's phones, over the playground's HTTP: what stands on the screen, and pressing it, sometimes too often."""

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from random import Random
from typing import Any

from aiohttp import ClientResponse, ClientSession, ClientTimeout

Json = dict[str, Any]

PATIENCE = 90.0  # seconds without an answer after which an update counts as lost
LOOK = 2.0  # seconds between looks if the playground says nothing


class Silence(AssertionError):
    """Somebody was never answered."""


class Gone(Exception):
    """The button is not there any more: look again."""


@dataclass(frozen=True, slots=True)
class Screen:
    """What a person has to do with: the newest message that can be pressed, and the letters with their buttons."""

    id: int = 0
    text: str = ""
    data: tuple[str, ...] = ()
    contact: bool = False
    letters: tuple[tuple[int, tuple[str, ...]], ...] = ()

    @property
    def shape(self) -> frozenset[str]:
        """Its buttons, those of forms without draft and revision: the same question has the same shape."""
        return frozenset("f:" + one.split(":", 3)[3] if one.startswith("f:") else one for one in self.data)

    @property
    def form(self) -> dict[str, str]:
        """The buttons of a form: what they say, by the whole of their data."""
        return {one: one.split(":", 3)[3] for one in self.data if one.startswith("f:")}

    def button(self, beginning: str) -> str | None:
        """The first button whose data begin so."""
        return next((one for one in self.data if one.startswith(beginning)), None)


def read_screen(messages: list[Json]) -> Screen:
    """The screen in a chat as the playground shows it."""
    told = [m for m in messages if m["from"] == "bot" and not m["deleted"]]
    letters = tuple((m["id"], data_of(m)) for m in told if is_letter(m))
    for message in reversed(told):
        contact = any(key.get("contact") for row in message["keyboard"] or () for key in row)
        if (contact or data_of(message)) and not is_letter(message):
            return Screen(message["id"], message["text"], data_of(message), contact, letters)
    return Screen(letters=letters)


def data_of(message: Json) -> tuple[str, ...]:
    """The data of a message's buttons."""
    return tuple(key["data"] for row in message["buttons"] for key in row if "data" in key)


def is_letter(message: Json) -> bool:
    """Whether it came by itself: a letter leads to what it is about, and nowhere else."""
    data = data_of(message)
    return any(one.startswith("g:app:") for one in data) and all(
        one.startswith(("g:app:", "v:", "y:seen:")) for one in data
    )


class Town:
    """The playground: its calls, and who has something new on the screen."""

    def __init__(self, url: str, session: ClientSession) -> None:
        self._url, self._session = url, session
        self._news: dict[str, asyncio.Event] = {}

    def news(self, name: str) -> asyncio.Event:
        """Set whenever something has changed under this name (`chat:{id}`, `sms`)."""
        return self._news.setdefault(name, asyncio.Event())

    async def listen(self) -> None:
        """Follow what changes, for ever."""
        async with self._session.get(f"{self._url}/sim/events", timeout=ClientTimeout(total=None)) as stream:
            async for line in stream.content:
                if line.startswith(b"data: "):
                    for name in json.loads(line[6:])["changed"]:
                        self.news(name).set()

    async def get(self, path: str) -> Json:
        """What there is."""
        async with self._session.get(f"{self._url}/sim/{path}") as response:
            return await _body(response)

    async def post(self, path: str, body: Json) -> Json:
        """Do something. Raises Gone for a button that is not there."""
        async with self._session.post(f"{self._url}/sim/{path}", json=body) as response:
            return await _body(response)


async def _body(response: ClientResponse) -> Json:
    body: Json = await response.json()
    if response.status == 404 and "buttons" in body:
        raise Gone
    assert response.status < 300, f"{response.url}: {response.status} {body}"
    return body


class Phone:
    """One person's phone. `sent` counts the updates it made under a number of their own.

    `owes`: whether the bot keeps something of this user's that it has not answered yet.
    """

    def __init__(self, town: Town, person: Json, chance: Random, owes: Callable[[int], bool]) -> None:
        self._town, self._chance, self._owes = town, chance, owes
        self.id, self.user_id, self.number = str(person["id"]), int(person["user_id"]), str(person["phone"])
        self.sent = 0
        self.again = 0
        self._past: list[tuple[int, Json]] = []

    # ---- looking -------------------------------------------------------------------------------------------------

    async def messages(self) -> list[Json]:
        """The whole chat."""
        found: list[Json] = (await self._town.get(f"people/{self.id}/chat"))["messages"]
        return found

    async def look(self) -> Screen:
        """What stands on the screen."""
        return read_screen(await self.messages())

    async def until(self, wanted: Callable[[Screen], bool], what: str, patience: float = PATIENCE) -> Screen:
        """Wait for a screen. Raises Silence."""
        screen = Screen()
        try:
            async with asyncio.timeout(patience):
                while not wanted(screen := await self._fresh()):
                    await self._heard(f"chat:{self.id}")
        except TimeoutError:
            told = "\n".join(f"  {m['from']}: {m['text'][:200]!r} {data_of(m)}" for m in (await self.messages())[-6:])
            raise Silence(f"{self.id} was not answered within {patience:.0f} s: {what}.\n{told}") from None
        return screen

    async def _fresh(self) -> Screen:
        self._town.news(f"chat:{self.id}").clear()
        return await self.look()

    async def _heard(self, name: str) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(LOOK):
                await self._town.news(name).wait()

    async def rests(self) -> None:
        """Wait until everything done on it so far is answered, the second of two quick taps too. Raises Silence."""
        try:
            async with asyncio.timeout(PATIENCE):
                while (await self._town.get("state"))["unconfirmed"] or self._owes(self.user_id):
                    await asyncio.sleep(LOOK / 10)
        except TimeoutError:
            raise Silence(f"{self.id} is owed an answer for {PATIENCE:.0f} s") from None

    async def code(self, nth: int) -> str:
        """The person's nth one-time code; the same one may have come twice."""
        try:
            async with asyncio.timeout(PATIENCE):
                while len(codes := await self.codes()) < nth:
                    self._town.news("sms").clear()
                    await self._heard("sms")
        except TimeoutError:
            raise Silence(f"{self.id} waits in vain for code number {nth}; there came {len(codes)}") from None
        return codes[nth - 1]

    async def codes(self) -> list[str]:
        """The codes that came, in order, each once."""
        box = (await self._town.get(f"sms?phone={self.number.lstrip('+')}"))["sms"]
        return list(dict.fromkeys(sms["code"] for sms in box))

    # ---- acting --------------------------------------------------------------------------------------------------

    async def start(self, payload: str | None = None) -> None:
        """Press Start."""
        await self._do("start", {"payload": payload} if payload else {})

    async def contact(self) -> None:
        """Share the own number."""
        await self._do("contact", {})

    async def say(self, text: str) -> None:
        """Type and send; now and then Telegram delivers it again."""
        if text.startswith("/") or self._chance.random() < 0.5:
            await self._do("say", {"text": text})
            return
        update_id = await self._raw({"message": {"text": text}})
        said = next(m for m in reversed(await self.messages()) if m["from"] == "person" and m["text"] == text)
        self._past.append((update_id, {"message": {"text": text, "message_id": said["id"]}}))
        await self._deliver_again()

    async def tap(self, data: str, message_id: int) -> None:
        """Press a button, in one of the ways in which presses come. Raises Gone."""
        await self._chance.choice((self.once, self.once, self._twice, self._again, self._renumbered))(data, message_id)
        if self._past and self._chance.random() < 0.2:
            await self._deliver_again()

    async def once(self, data: str, message_id: int) -> None:
        """Press a button. Raises Gone."""
        await self._do("tap", {"data": data, "message_id": message_id})

    async def _twice(self, data: str, message_id: int) -> None:
        """Two quick taps: two queries. The second finds the button gone if the bot was quicker."""
        both = await asyncio.gather(self.once(data, message_id), self.once(data, message_id), return_exceptions=True)
        errors = [one for one in both if isinstance(one, BaseException)]
        if len(errors) == 2 or any(not isinstance(one, Gone) for one in errors):
            raise errors[0]

    async def _again(self, data: str, message_id: int) -> None:
        """One update, delivered twice: its confirmation was lost."""
        query = self._query(data, message_id)
        self._past.append((await self._raw(query), query))
        await self._deliver_again()

    async def _renumbered(self, data: str, message_id: int) -> None:
        """The same query twice, the second time under a new update_id: a reconnect."""
        query = self._query(data, message_id)
        await asyncio.gather(self._raw(query), self._raw(query))

    def _query(self, data: str, message_id: int) -> Json:
        message = {"message_id": message_id, "date": 1, "text": "…"}
        query_id = f"{self._chance.getrandbits(60)}"
        return {"callback_query": {"id": query_id, "message": message, "data": data}}

    async def stale(self) -> None:
        """An old tap on a form comes once more under a new update_id."""
        taps = [body for _, body in self._past if body.get("callback_query", {}).get("data", "").startswith("f:")]
        if taps:
            await self._raw(self._chance.choice(taps))

    async def _deliver_again(self) -> None:
        update_id, body = self._chance.choice(self._past[-4:])
        await self._town.post(f"people/{self.id}/update?wait=0", {"update_id": update_id, **body})
        self.again += 1

    async def _raw(self, body: Json) -> int:
        update_id = (await self._do("update", body))["update_id"]
        assert update_id is not None, "the bot does not want such an update"
        return int(update_id)

    async def _do(self, act: str, body: Json) -> Json:
        done = await self._town.post(f"people/{self.id}/{act}?wait=0", body)
        self.sent += 1
        return done
