"""Updates are kept before Telegram is told that they arrived, then worked off, one worker per chat.

An update is done in the transaction in which it takes effect. Whoever's update took effect but was not answered — the
process died in between — gets the current screen at the next start. One that fails three times is parked.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from aiogram import Dispatcher
from aiogram.exceptions import TelegramAPIError
from aiogram.methods import LeaveChat, SendChatAction
from aiogram.types import Update

from bot import methods
from bot.chat import Chat, Unreachable
from bot.contacts import addressing
from bot.flood import Flood, Flow
from bot.house import AlreadyDone, House, Turn
from bot.mishaps import where
from bot.screen import Rows, Screen, column
from bot.taps import ask_button, menu_button
from bot.tasks import Tasks
from bot.words import _, speaking
from usecases import sessions, support
from usecases.act import Row
from usecases.letters import post

log = logging.getLogger(__name__)

ATTEMPTS = 3
CHAT = "chat"  # the name of every chat's worker
TYPING = "typing"
PATIENCE = 0.5  # seconds after which "typing…" is shown
LONGEST_NAME = 64  # characters
TYPING_LASTS = 4.5  # seconds for which Telegram shows it
Work = Callable[[], Awaitable[None]]
Current = Callable[[Turn], Awaitable[Screen | None]]


def chat_of(raw: dict[str, Any]) -> int:
    """Whose turn an update is: the person who caused it; 0 for kinds that come from nobody."""
    return int(_sender(raw).get("id", 0))


def called(raw: dict[str, Any]) -> str:
    """What Telegram calls whoever caused an update: @username, or the first name, which may be anything."""
    who = _sender(raw)
    said = f"@{who['username']}" if who.get("username") else str(who.get("first_name", ""))
    return "".join(filter(str.isprintable, said))[:LONGEST_NAME]


def _sender(raw: dict[str, Any]) -> dict[str, Any]:
    for value in raw.values():
        if isinstance(value, dict) and isinstance(value.get("from"), dict):
            return dict(value["from"])
    return {}


def is_private(raw: dict[str, Any]) -> bool:
    """Whether nobody else reads along: a message or membership in a group is not for us."""
    for value in raw.values():
        if isinstance(value, dict):
            chat = value.get("chat") or (value.get("message") or {}).get("chat") or {}
            if chat.get("type") not in (None, "private"):
                return False
    return True


def without_the_screen(raw: dict[str, Any]) -> dict[str, Any]:
    """A tap without the text and buttons of the message it was made on: ours anyway, and half of its weight."""
    query = raw.get("callback_query")
    if not isinstance(query, dict) or not isinstance(query.get("message"), dict):
        return raw
    message = {key: query["message"][key] for key in ("message_id", "date", "chat") if key in query["message"]}
    if "photo" in query["message"]:
        message["photo"] = []  # that it is a picture matters: no words can be put in its place
    return {**raw, "callback_query": {**query, "message": message}}


class Inbox:
    """Keeps updates, and works them off in the order of each chat."""

    def __init__(
        self, house: House, dispatcher: Dispatcher, current: Current, tasks: Tasks, worked: Callable[[], None]
    ) -> None:
        self._house, self._dispatcher, self._current, self._tasks = house, dispatcher, current, tasks
        self._worked = worked
        self._queues: dict[int, deque[Work]] = {}
        self._flood = Flood()

    @property
    def busy(self) -> bool:
        """Whether anything is being worked off."""
        return bool(self._queues)

    async def take(self, updates: list[dict[str, Any]]) -> None:
        """Keep these updates, durably, then work them off; ones that came before are passed over."""
        fresh = []
        async with self._house.acting() as act:
            for raw in updates:
                update_id, chat_id, lean = int(raw["update_id"]), chat_of(raw), without_the_screen(raw)
                body = act.seal.close_json("inbox", str(update_id), lean)
                if await act.tx.keep_update(update_id=update_id, chat_id=chat_id, now=act.seconds, body=body):
                    fresh.append((update_id, chat_id, lean))
        self._house.metrics.taken.inc(len(fresh))
        for update_id, chat_id, raw in fresh:
            self._enqueue(update_id, chat_id, raw)

    def put(self, chat_id: int, work: Work) -> None:
        """Do some work in the order of a chat."""
        if chat_id in self._queues:
            self._queues[chat_id].append(work)
            return
        self._queues[chat_id] = deque([work])
        self._tasks.start(self._worker(chat_id), CHAT)

    def _enqueue(self, update_id: int, chat_id: int, raw: dict[str, Any]) -> None:
        self.put(chat_id, _with(self._work_off, update_id, chat_id, raw))

    async def _worker(self, chat_id: int) -> None:
        queue = self._queues[chat_id]
        try:
            while queue:
                await self._do(queue.popleft())
        finally:
            del self._queues[chat_id]

    async def _do(self, work: Work) -> None:
        try:
            await work()
        except Exception as error:  # what failed waits in the database, and the sweep takes it up again
            log.error("a chat's work failed: %s", where(error))
        self._worked()

    async def _work_off(self, update_id: int, chat_id: int, raw: dict[str, Any]) -> None:
        """Let an update take effect, once, then show what follows.

        What fails before the effect is tried again; what fails after it is answered with the current screen.
        """
        if chat_id == 0 or not is_private(raw):
            await self._pass_over(update_id, raw)
            return
        if "message" in raw and (flow := self._flood.count(chat_id, self._house.clock.now())) is not Flow.CALM:
            await self._hush(update_id, chat_id, flow)
            return
        while True:
            turn = Turn(self._house, await self._who_is_there(chat_id), update_id, called(raw))
            try:
                update = Update.model_validate(raw, context={"bot": self._house.bot})
                screen = await self._take_effect(turn, update)
                break
            except AlreadyDone:
                return
            except Exception as error:
                log.error("an update failed: %s", where(error))
                if turn.update_id is None:
                    await self._redraw(chat_id, update_id)
                    return
                if await self._failed(update_id) >= ATTEMPTS:
                    await self._park(update_id, chat_id)
                    return
        self._house.metrics.worked_off.inc()
        await self._show(turn, screen, update)

    async def _take_effect(self, turn: Turn, update: Update) -> Screen | None:
        loop = asyncio.get_running_loop()
        typing = loop.call_later(PATIENCE, lambda: busy.append(self._tasks.start(self._type(turn), TYPING)))
        busy: list[asyncio.Task[None]] = []
        try:
            with addressing(self._house, turn.person):
                reply = await self._dispatcher.feed_update(self._house.bot, update, turn=turn)
        finally:
            typing.cancel()
            for task in busy:
                task.cancel()
        if turn.update_id is not None:
            async with turn.acting():
                pass
        return reply if isinstance(reply, Screen) else None

    async def _type(self, turn: Turn) -> None:
        """Whoever waits longer than half a second sees that we are busy."""
        with suppress(TelegramAPIError):
            while True:
                await self._house.bot(SendChatAction(chat_id=turn.person["telegram_id"], action="typing"))
                await asyncio.sleep(TYPING_LASTS)

    async def _show(self, turn: Turn, screen: Screen | None, update: Update) -> None:
        """Show what follows; while Telegram is out of reach it stays owed, and the sweep pays."""
        try:
            with addressing(self._house, turn.person):
                await Chat(self._house, turn.person).show(screen, update)
        except Unreachable:
            await self._note_unreachable(turn.person["telegram_id"])
        except TelegramAPIError as error:
            log.warning("a screen is owed: %s", where(error))
            return
        await self._answered(turn.person["telegram_id"], update.update_id)

    async def sweep(self) -> None:
        """Take up what waits and is not at work; send the current screen to whoever is owed one."""
        async with self._house.looking() as act:
            unanswered = await act.tx.unanswered_chats()
            waiting = await act.tx.waiting_updates()
            kept = [
                (row["update_id"], row["chat_id"], act.seal.open_json("inbox", str(row["update_id"]), row["body"]))
                for row in waiting
                if row["chat_id"] not in self._queues
            ]
        for row in unanswered:
            if row["chat_id"] not in self._queues:
                self.put(row["chat_id"], _with(self._redraw, row["chat_id"], row["update_id"]))
        for update_id, chat_id, raw in kept:
            self._enqueue(update_id, chat_id, raw)

    async def _person(self, chat_id: int) -> Row:
        async with self._house.looking() as act:
            person = await act.tx.person_by_telegram(telegram_id=chat_id)
        if person is None:
            async with self._house.acting() as act:
                await act.tx.add_person(telegram_id=chat_id, now=act.seconds)
                person = await act.tx.person_by_telegram(telegram_id=chat_id)
        return person

    async def _who_is_there(self, chat_id: int) -> Row:
        """The person an update comes from; whoever writes can be reached. A session that has run out is over (R-4, R-11)."""
        person = await self._person(chat_id)
        if sessions.is_over(person, int(self._house.clock.now().timestamp())):
            async with self._house.acting() as act:
                await sessions.end(act, person)
            person = await self._person(chat_id)
        if not person["reachable"]:
            async with self._house.acting() as act:
                await act.tx.answers_again(person_id=person["id"])
        return person

    async def redraw(self, turn: Turn) -> None:
        """Send the current screen of a person anew."""
        with addressing(self._house, turn.person):
            screen = await self._current(turn)
            if screen is not None:
                await Chat(self._house, turn.person).renew(screen)

    def retry(self, chat_id: int, draft_id: int, again: Callable[[Turn, int], Awaitable[Screen | None]]) -> None:
        """A register is asked again in the order of the chat; the person is shown what has changed."""
        self.put(chat_id, _with(self._retry, chat_id, draft_id, again))

    async def _retry(self, chat_id: int, draft_id: int, again: Callable[[Turn, int], Awaitable[Screen | None]]) -> None:
        turn = Turn(self._house, await self._person(chat_id))
        try:
            with addressing(self._house, turn.person):
                if (screen := await again(turn, draft_id)) is not None:
                    await Chat(self._house, turn.person).renew(screen)
        except Unreachable:
            await self._note_unreachable(chat_id)
        except TelegramAPIError as error:
            log.warning("a late answer is owed: %s", where(error))
            async with self._house.acting() as act:
                await post(act, [turn.person], "go_on", draft_id, at_once=True)

    async def _redraw(self, chat_id: int, update_id: int) -> None:
        try:
            if chat_id:
                await self.redraw(Turn(self._house, await self._person(chat_id)))
        except Unreachable:
            await self._note_unreachable(chat_id)
        except TelegramAPIError as error:
            log.warning("a screen is owed: %s", where(error))
            return
        await self._answered(chat_id, update_id)

    async def _answered(self, chat_id: int, update_id: int) -> None:
        async with self._house.acting() as act:
            await act.tx.answer_chat(chat_id=chat_id, update_id=update_id)

    async def _pass_over(self, update_id: int, raw: dict[str, Any]) -> None:
        """From nobody, or from a group: the bot speaks in private only."""
        async with self._house.acting() as act:
            await act.tx.close_update(update_id=update_id)
            await act.tx.answer_update(update_id=update_id)
        await self._leave_group(raw)

    async def _hush(self, update_id: int, chat_id: int, flow: Flow) -> None:
        """A message of a flood has no effect; what was given before stays, and the screen too."""
        async with self._house.acting() as act:
            await act.tx.close_update(update_id=update_id)
            await act.tx.answer_update(update_id=update_id)
        if flow is Flow.TOO_FAST:
            with speaking((await self._person(chat_id))["language"]), suppress(TelegramAPIError):
                words = _(
                    "You write faster than I can read. Everything you have given before is kept. Please wait a minute, "
                    "then go on."
                )
                await self._house.bot(methods.send(chat_id, Screen(words)))

    async def _leave_group(self, raw: dict[str, Any]) -> None:
        message = raw.get("message")
        if message and message["chat"].get("type") in {"group", "supergroup"}:
            with suppress(TelegramAPIError):
                await self._house.bot(LeaveChat(chat_id=message["chat"]["id"]))

    async def _note_unreachable(self, chat_id: int) -> None:
        async with self._house.acting() as act:
            person = await act.tx.person_by_telegram(telegram_id=chat_id)
            if person is not None:
                await act.tx.set_reachable(person_id=person["id"], reachable=0)

    async def _failed(self, update_id: int) -> int:
        async with self._house.acting() as act:
            return int(await act.tx.fail_update(update_id=update_id))

    async def _park(self, update_id: int, chat_id: int) -> None:
        """Three times in vain: kept for people to look at, and the person is told."""
        log.error("update %s is parked", update_id)
        self._house.metrics.parked.inc()
        async with self._house.acting() as act:
            await act.tx.park_update(update_id=update_id)
        person = await self._person(chat_id)
        with addressing(self._house, person):
            words = _(
                "Something went wrong on our side, and we are looking at it. What you have given before is kept. Please "
                "try again with /menu, or call {centre}."
            )
            try:
                await Chat(self._house, person).renew(Screen(words, await self._ways_out(update_id)))
            except Exception as error:
                log.error("a parked update could not be told: %s", type(error).__name__)

    async def _ways_out(self, update_id: int) -> Rows:
        """The menu and, where there is support, the way to tell it what happened."""
        async with self._house.looking() as act:
            staffed = await support.is_staffed(act)
        return column(ask_button(f"u{update_id}") if staffed else None, menu_button())


def _with(work: Callable[..., Awaitable[None]], *arguments: Any) -> Work:
    return lambda: work(*arguments)
