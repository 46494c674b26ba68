"""The bot on a playground whose Telegram is called directly, and hands that send it raw updates.

Made for thousands of updates: they go straight into the inbox, and everything that is kept — one SQLite file — can be
saved and brought back, so that each case begins where the one before began.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.app import KINDS, App
from bot.flood import Flood
from bot.fsm.form import Form, Step, place
from bot.handlers.drafts import Draft
from bot.house import House, Turn
from domain.not_allowed import NotAllowed
from playground.bot_process import BotFactory, real_bot
from playground.people import Person
from playground.server import Playground
from tests.crawl.direct import Call, Direct
from tests.localities import LOCALITIES
from tests.memory import IN_MEMORY
from usecases.act import Row

Json = dict[str, Any]
Button = tuple[str, str | None]

MONDAY = datetime.fromisoformat("2026-11-16T10:00:00+05:00")
SCREENS = frozenset({"sendMessage", "sendPhoto", "editMessageText"})
PATIENCE = 20.0
BLINK = 0.0005  # seconds between two looks: whoever looks all the time keeps the database's threads from working
HARMLESS = (
    "message is not modified",  # the same screen again; Telegram knows no other way to ask (TELEGRAM.md)
)


@dataclass(frozen=True)
class Screen:
    """What a person sees: the text as HTML, and the buttons with what they send."""

    text: str
    rows: tuple[tuple[Button, ...], ...]
    keys: tuple[str, ...] = ()

    @property
    def buttons(self) -> list[Button]:
        """All of them, in order."""
        return [button for row in self.rows for button in row]

    @property
    def taps(self) -> list[str]:
        """What the buttons send."""
        return [data for _label, data in self.buttons if data is not None]


@dataclass
class Answer:
    """What the bot did about one update."""

    screens: list[Screen] = field(default_factory=list)
    answered: int = 0
    toasts: list[str] = field(default_factory=list)
    files: int = 0
    refused: list[str] = field(default_factory=list)
    letters: list[Call] = field(default_factory=list)

    @property
    def screen(self) -> Screen:
        """The one that stands there now."""
        return self.screens[-1]


@dataclass(frozen=True)
class Saved:
    """Everything that is kept, and the hour."""

    database: sqlite3.Connection
    now: datetime


@dataclass(frozen=True)
class Place:
    """Where a person stands in a form; `step` is None at the review."""

    draft: Draft
    form: type[Form]
    step: Step | None

    @property
    def name(self) -> str:
        """Form:question, as the state is called."""
        return f"{self.form.__full_group_name__}:{self.step.ask.name if self.step else 'review'}"


class Rig:
    """A running bot, and everything that can be asked about it from inside."""

    def __init__(self, playground: Playground) -> None:
        self.playground = playground
        self.direct = Direct(playground)
        self.house.bot.session = self.direct
        self.app._scheduler.pause()  # time passes when a test says so
        self._update_id = 10_000_000
        self._file = sqlite3.connect(playground.database, isolation_level=None)
        self._file.execute("PRAGMA synchronous = OFF")
        self._schema = int(self.rows("PRAGMA schema_version")[0][0])

    @property
    def app(self) -> App:
        """The application."""
        assert isinstance(self.playground.bot, App)
        return self.playground.bot

    @property
    def house(self) -> House:
        """Its long-lived parts."""
        return self.app._house

    def hand(self, id: str) -> "Hand":
        """Somebody with a phone, who has not pressed Start yet."""
        return Hand(self, self.playground.people.all[id])

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """What stands in the file."""
        return self._file.execute(sql, values).fetchall()

    def parked(self) -> int:
        """How many updates were put aside."""
        return int(self.rows("SELECT count(*) FROM inbox WHERE state = 'parked' OR attempts > 0")[0][0])

    # ---- time and saving -------------------------------------------------------------------------------------------

    async def rest(self) -> None:
        """Wait until nothing is at work."""
        async with asyncio.timeout(PATIENCE):
            while not await self.app.idle() or self._is_writing():  # noqa: ASYNC110 - nobody but the bot could tell
                await asyncio.sleep(BLINK)

    def _is_writing(self) -> bool:
        """Whether a letter is at work, or somebody's transaction is open."""
        return bool(self.app._delivery._at_work) or self.house.store._writer._taken

    async def waits(self, **much: float) -> None:
        """Let time pass, with everything that falls due on the way."""
        await self.until(self.playground.clock.now() + timedelta(**much))

    async def until(self, at: datetime) -> None:
        """Forward to an instant."""
        await self.playground.move_clock(at)
        await self.rest()

    def slips(self, **much: float) -> None:
        """Only the clock moves."""
        self.playground.clock.set(self.playground.clock.now() + timedelta(**much))

    def save(self) -> Saved:
        """Everything as it stands."""
        kept = sqlite3.connect(":memory:")
        self._file.backup(kept)
        return Saved(kept, self.playground.clock.now())

    def restore(self, saved: Saved) -> None:
        """Everything as it stood; nobody may be at work."""
        saved.database.backup(self._file, progress=_at_once)
        # A backup counts the schema up, and every connection would read it anew; but it is the same.
        self._file.execute(f"PRAGMA schema_version = {self._schema}")
        self.playground.clock.set(saved.now)
        self.calms_down()

    def calms_down(self) -> None:
        """Nobody has written too fast."""
        self.app._inbox._flood = Flood()

    def close(self) -> None:
        """Look no more."""
        self._file.close()

    # ---- updates ---------------------------------------------------------------------------------------------------

    async def take(self, person: Person, kind: str, payload: Json) -> Answer:
        """An update of a person; what the bot did about it."""
        self._update_id += 1
        phones = self.playground.phones
        payload = {"from": person.user(), **payload}
        if kind in ("message", "edited_message"):
            payload = phones._raw_message(person, payload)
        if kind == "callback_query":
            payload = phones._raw_tap(person, payload)
        before = len(self.direct.calls)
        await self.app._inbox.take([{"update_id": self._update_id, kind: payload}])
        await self.rest()
        return _answer(self.direct.calls[before:], person.user_id)

    async def turn(self, person: Person) -> Turn:
        """A turn of this person's, to look at forms with."""
        return Turn(self.house, await self.row(person))

    async def row(self, person: Person) -> Row:
        """The person's row."""
        async with self.house.looking() as act:
            return await act.tx.person_by_telegram(telegram_id=person.user_id)

    async def place(self, person: Person) -> Place | None:
        """Where the person stands; None outside of forms."""
        if await self.row(person) is None:  # who has deleted everything is a stranger again
            return None
        turn, forms = await self.turn(person), self.app._forms
        draft = await forms.current(turn)
        if draft is None:
            return None
        kind = KINDS[draft.form]
        try:
            facts = await forms._facts(turn, kind, draft)
        except NotAllowed:
            return None  # lost: the next update ends it
        mark = await forms._bookmark(self.app._state(turn), kind.form)
        return Place(draft, kind.form, place(kind.form, draft.given(facts), mark))


def _at_once(status: int, _left: int, _pages: int) -> None:
    """A backup that meets a lock would wait for ever, and the bot, in whose loop it waits, with it."""
    if status not in (sqlite3.SQLITE_OK, sqlite3.SQLITE_DONE):
        raise AssertionError("somebody is at work")


def _answer(calls: list[Call], chat_id: int) -> Answer:
    answer = Answer()
    for call in calls:
        if call.status >= 400 and not any(words in call.error for words in HARMLESS):
            answer.refused.append(f"{call.method}: {call.error}")
        if call.by_itself:
            answer.letters.append(call)
        elif call.method == "answerCallbackQuery" and call.status == 200:
            answer.answered += 1
            answer.toasts += [call.asked["text"]] if call.asked.get("text") else []
        elif call.chat_id == chat_id and call.method in SCREENS:
            markup = call.asked.get("reply_markup") or {}
            if not markup.get("remove_keyboard"):
                answer.screens.append(screen_of(call.asked))
        elif call.chat_id == chat_id and call.method == "sendDocument":
            answer.files += 1
    return answer


def screen_of(asked: Json) -> Screen:
    """The screen in a call."""
    markup = asked.get("reply_markup") or {}
    rows = tuple(
        tuple((button["text"], button.get("callback_data")) for button in row)
        for row in markup.get("inline_keyboard", [])
    )
    keys = tuple(key["text"] for row in markup.get("keyboard", []) for key in row)
    return Screen(asked.get("text") or asked.get("caption") or "", rows, keys)


class Hand:
    """One person's phone, as raw updates."""

    def __init__(self, rig: Rig, person: Person) -> None:
        self.rig, self.person = rig, person
        self.screen: Screen | None = None

    async def sends(self, **message: Any) -> Answer:
        """A message of any kind."""
        return self._saw(await self.rig.take(self.person, "message", message))

    async def says(self, text: str) -> Answer:
        """Type and send."""
        return await self.sends(**typed(text))

    async def taps(self, data: str | None, **more: Any) -> Answer:
        """Press a button that sends this, whether or not there is one."""
        screen_id = (await self.rig.row(self.person) or {"screen_id": None})["screen_id"]
        query = {"message": {"message_id": screen_id or 1}, "data": data, **more}
        query = {name: value for name, value in query.items() if value is not None}
        return self._saw(await self.rig.take(self.person, "callback_query", query))

    async def presses(self, verb: str, arg: str = "") -> Answer:
        """A button of the form that is open."""
        at = await self.rig.place(self.person)
        assert at is not None
        return await self.taps(f"f:{at.draft.id}:{at.draft.rev}:{verb}:{arg}")

    async def shares(self) -> Answer:
        """The own contact."""
        return await self.sends(contact=self.card())

    def card(self) -> Json:
        """The own contact as Telegram passes it on."""
        user = self.person.user()
        phone = self.person.phone.lstrip("+")
        return {"phone_number": phone, "first_name": user["first_name"], "user_id": self.person.user_id}

    async def starts(self, language: str) -> None:
        """Press Start, as a clerk with the invitation, and choose a language."""
        payload, self.person.invitation = self.person.invitation, None
        await self.says(f"/start {payload}" if payload else "/start")
        await self.taps(f"l:{language}")

    def code(self) -> str:
        """The newest code that came to this phone."""
        return str([sms["code"] for sms in self.rig.playground.sms.shown(self.person.phone) if sms["code"]][-1])

    def _saw(self, answer: Answer) -> Answer:
        if answer.screens:
            self.screen = answer.screen
        return answer


def typed(text: str) -> Json:
    """A text as Telegram passes it on, a command marked as one."""
    head = text.split()[0] if text.startswith("/") else ""
    entities = [{"type": "bot_command", "offset": 0, "length": len(head)}] if len(head) > 1 else None
    return {"text": text} | ({"entities": entities} if entities else {})


@asynccontextmanager
async def open_rig(make_bot: BotFactory = real_bot) -> AsyncIterator[Rig]:
    """A started bot; the localities of one district are known."""
    with TemporaryDirectory(dir=IN_MEMORY) as folder:
        playground = Playground(Path(folder, "bot.db"), now=MONDAY, frozen=True, make_bot=make_bot)
        await playground.start()
        try:
            rig = Rig(playground)
            with closing(rig):
                await rig.app.import_places(LOCALITIES)
                yield rig
        finally:
            await playground.stop()
