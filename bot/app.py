"""The composition root: settings and a clock become a running application."""

import asyncio
import logging
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import datetime, timedelta

import aiohttp
from aiogram import Bot, Dispatcher
from aiogram.client.telegram import TelegramAPIServer
from aiogram.fsm.context import FSMContext
from aiohttp import web
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot import profile, reception
from bot.delivery import LETTER, Delivery
from bot.fsm.storage import DatabaseStorage
from bot.handlers.account import EMAIL
from bot.handlers.applications import APPLY
from bot.handlers.children import ADD_CHILD
from bot.handlers.claims import CLAIM_RIGHT, PROVE_KINSHIP
from bot.handlers.contracts import CONTRACT
from bot.handlers.disputes import DISPUTE
from bot.handlers.eds_sign_in import SIGN_IN_BY_EDS
from bot.handlers.feedback import FEEDBACK
from bot.handlers.forms import Forms
from bot.handlers.joining import JOINING_KINDS
from bot.handlers.looking import LOOK_IN
from bot.handlers.own_data import OWN_KINDS
from bot.handlers.place import MY_PLACE
from bot.handlers.registration import REGISTRATION
from bot.handlers.reviews import WRITE_REVIEW
from bot.handlers.routes import Handlers
from bot.handlers.signing_in import SIGN_IN_KINDS
from bot.handlers.staff.announcements import ANNOUNCEMENT
from bot.handlers.staff.department import ROUND
from bot.handlers.staff.documents import RETURN_CLAIM
from bot.handlers.staff.garden import PLACES
from bot.handlers.staff.marking import REPLY
from bot.handlers.staff.marks_file import MARKS_FILE
from bot.handlers.staff.reviews import ANSWER_REVIEW, RETURN_REVIEW
from bot.handlers.staff.support import ANSWER_QUESTION
from bot.handlers.staff.troubles import REINSTATE
from bot.handlers.support import ASK_SUPPORT
from bot.handlers.transfers import TRANSFER
from bot.handlers.voucher import CONFIRM_INTEREST
from bot.handlers.waiting import ACCEPT_PLACE
from bot.health import Health
from bot.house import House, Turn
from bot.inbox import CHAT, Inbox
from bot.mishaps import where
from bot.pace import Pace
from bot.places import places
from bot.screen import Screen
from bot.session import Session
from bot.settings import Settings, certificate_files
from bot.signing_polls import SigningPolls
from bot.tasks import Tasks
from bot.wire import Wire
from domain.place import region_of
from domain.rules import RuleBook
from gateways import holidays_kz, tables
from gateways.cms.verifier import CmsVerifier
from gateways.documents import ClamAv
from gateways.registry import HttpRegistry
from gateways.sigex import Sigex
from gateways.sms import SmscKz
from storage.seal import Keys
from storage.store import Store, current
from usecases import law, staff, tick
from usecases import places as classifier
from usecases.act import Act, Law
from usecases.kindergartens import import_kindergartens
from usecases.letters import LANES
from usecases.ports import Clock

log = logging.getLogger(__name__)

TICK = timedelta(seconds=30)
PER_CHAT = 1.0  # seconds between two letters to one chat
AT_WORK = frozenset({CHAT, LETTER})
MOST_SIGNING = 500  # connections to SIGEX: each open session waits on one
DRAIN = 10.0  # seconds a stop waits for updates and letters that are at work

KINDS = {
    "Registration": REGISTRATION,
    "SignInByEds": SIGN_IN_BY_EDS,
    "AddChild": ADD_CHILD,
    "Apply": APPLY,
    "ConfirmInterest": CONFIRM_INTEREST,
    "Contract": CONTRACT,
    "AcceptPlace": ACCEPT_PLACE,
    "Transfer": TRANSFER,
    "Dispute": DISPUTE,
    "Email": EMAIL,
    "MyPlace": MY_PLACE,
    "LookIn": LOOK_IN,
    "Reply": REPLY,
    "MarksFile": MARKS_FILE,
    "Round": ROUND,
    "Announcement": ANNOUNCEMENT,
    "ClaimRight": CLAIM_RIGHT,
    "ProveKinship": PROVE_KINSHIP,
    "ReturnClaim": RETURN_CLAIM,
    "Reinstate": REINSTATE,
    "Places": PLACES,
    "WriteReview": WRITE_REVIEW,
    "Feedback": FEEDBACK,
    "AnswerReview": ANSWER_REVIEW,
    "ReturnReview": RETURN_REVIEW,
    "AskSupport": ASK_SUPPORT,
    "AnswerQuestion": ANSWER_QUESTION,
    **JOINING_KINDS,
    **SIGN_IN_KINDS,
    **OWN_KINDS,
}


class App:
    """The bot: `start()` it, `stop()` it; everything it needs comes from the settings and the clock."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._settings, self._clock = settings, clock
        self._law = Law(RuleBook.load(), holidays_kz.calendar())  # the product's own
        self._law_marks: object = None
        self._open = AsyncExitStack()
        self._tasks = Tasks()
        self._scheduler = AsyncIOScheduler(
            timezone="UTC", job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )

    async def start(self) -> None:
        """Open the database, bringing its schema up to date, take up what was left, and receive."""
        self._house = await self._build()
        self._forms = Forms(KINDS)
        handlers = Handlers(self._forms)
        self._dispatcher = Dispatcher(storage=DatabaseStorage(self._house.store, current))
        self._dispatcher.include_router(handlers.router())
        self._handlers = handlers
        self._delivery = Delivery(self._house, self._tasks)
        self._inbox = Inbox(self._house, self._dispatcher, self._where, self._tasks, self._delivery.wake)
        self._signings = SigningPolls(self._house, self._tasks, self._signing_ended)
        await self._renew_law()
        self._ticked = asyncio.get_running_loop().time()
        await self._inbox.sweep()
        self._tasks.start(self._delivery.run(), "delivery")
        if self._house.eds:
            self._house.signing_opened.set()
            self._tasks.start(self._signings.run(), "signings")
        self._scheduler.add_job(self.tick, "interval", seconds=TICK.total_seconds(), id="tick")
        self._scheduler.start()
        await self._receive()
        await self._tell_health()
        self._tasks.start(profile.publish(self._house.bot), "profile")

    async def _build(self) -> House:
        settings = self._settings
        store = await Store.open(settings.database_url, Keys.parse(settings.data_key.get_secret_value()), sole=True)
        self._open.push_async_callback(store.close)
        self._wire = Wire(settings.telegram_api_url)
        bot = telegram(settings, self._wire)
        self._open.push_async_callback(bot.session.close)
        return House(
            settings=settings,
            clock=self._clock,
            store=store,
            law=self._law,
            bot=bot,
            pace=Pace(settings.letters_per_second, PER_CHAT),
            sms=_sms(settings, await self._connections()),
            registry=_registry(settings, await self._connections()),
            scanner=ClamAv(settings.clamav_host, settings.clamav_port) if settings.clamav_host else None,
            verifier=_verifier(settings, await self._connections()),
            sigex=Sigex(settings.sigex_url, await self._connections(MOST_SIGNING)) if settings.sigex_url else None,
        )

    async def _connections(self, most: int = 100) -> aiohttp.ClientSession:
        """Connections for one system alone: those that wait for signatures must not keep a code by SMS from going."""
        return await self._open.enter_async_context(
            aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=most), timeout=aiohttp.ClientTimeout(total=15))
        )

    async def _receive(self) -> None:
        settings = self._settings
        if settings.webhook_url is None:
            self._tasks.start(reception.poll(settings, self._wire, self._inbox.take), "polling")
            return
        runner = web.AppRunner(reception.webhook(settings, self._inbox.take), access_log=None)
        await runner.setup()
        self._open.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, settings.webhook_host, settings.webhook_port).start()
        self._tasks.start(reception.register(self._house.bot, settings), "webhook")

    async def _tell_health(self) -> None:
        """Answer /healthz and /metrics, where a port is given for them."""
        settings, since = self._settings, asyncio.get_running_loop().time
        if settings.health_port is None:
            return
        health = Health(self._house, lambda: since() - self._ticked, lambda: self._delivery.bulk_goes)
        runner = web.AppRunner(health.app(), access_log=None)
        await runner.setup()
        self._open.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, settings.health_host, settings.health_port).start()

    async def stop(self) -> None:
        """Receive no more, finish what is being worked off, close everything."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        await self._tasks.stop(but=AT_WORK)
        if not await self._tasks.finish(DRAIN):
            log.warning("stopping while updates or letters are at work; they are kept")
        await self._tasks.stop()
        await self._open.aclose()

    # ---- time ------------------------------------------------------------------------------------------------------

    async def tick(self) -> None:
        """Let time pass up to now, as the scheduler does every 30 seconds; first by the law that is in force now."""
        begun = asyncio.get_running_loop().time()
        try:
            await self._renew_law()
        except Exception as error:
            log.error("the law could not be renewed: %s", where(error))
        for part in tick.PARTS:
            try:
                await tick.do(self._house.acting, part)
            except Exception as error:  # one part must not stop the others; it is tried again at the next tick
                log.error("a part of the tick failed: %s", where(error))
        async with self._house.looking() as act:
            retries = await act.tx.drafts_to_retry(now=act.seconds, at_most=tick.BATCH)
        for row in retries:
            self._inbox.retry(row["telegram_id"], row["id"], self._retried)
        await self._inbox.sweep()
        if self._house.eds:
            await self._signings.sweep()
        self._delivery.wake()
        self._ticked = asyncio.get_running_loop().time()
        self._house.metrics.ticks.observe(self._ticked - begun)

    async def _renew_law(self) -> None:
        """Take up what operators have changed of the law, together with every deadline it moves (R-1, R-2)."""
        async with self._house.looking() as act:
            marks = await law.marks(act)
        if marks == self._law_marks:
            return
        async with self._house.acting() as act:
            self._house.law = await law.carry_out(replace(act, law=self._law))
            marks = await law.marks(act)
        self._law_marks = marks

    async def idle(self) -> bool:
        """Nothing received is unanswered, and no letter that is due and may go waits."""
        if self._inbox.busy or self._delivery.busy or self._signings.busy:
            return False
        async with self._house.looking() as act:
            waiting = await act.tx.count_waiting()
            for lane in LANES:
                waiting += await act.tx.count_due_in_lane(now=act.seconds, urgency=lane)
            if self._delivery.bulk_goes:
                waiting += await act.tx.count_due_bulk(now=act.seconds)
        return waiting == 0 and not self._inbox.busy

    async def next_due(self) -> datetime | None:
        """The next instant from now at which anything falls due; None if nothing does."""
        async with self._house.looking() as act:
            return await tick.next_due(act)

    # ---- what operators do -----------------------------------------------------------------------------------------

    async def invite_staff(self, role: str, scope: str) -> str:
        """A one-time deep link's payload for a clerk of a queue place (KATO) or a kindergarten (its code)."""
        async with self._house.acting() as act:
            return await invite(act, role, scope)

    async def import_kindergartens(self, csv_text: str) -> int:
        """Add or renew kindergartens; ValueError names every wrong line."""
        async with self._house.acting() as act:
            return await import_kindergartens(act, tables.read_csv(csv_text), set(places().districts))

    async def import_places(self, csv_text: str, *, dry: bool = False) -> int:
        """Add or renew localities; `dry`: only look. ValueError names every wrong line."""
        async with self._house.acting() as act:
            return await import_places(act, csv_text, dry=dry)

    # ---- screens without an update ---------------------------------------------------------------------------------

    def _state(self, turn: Turn) -> FSMContext:
        chat_id = int(turn.person["telegram_id"])
        return self._dispatcher.fsm.get_context(self._house.bot, chat_id, chat_id)

    async def _where(self, turn: Turn) -> Screen | None:
        return await self._handlers.where(turn, self._state(turn))

    def _signing_ended(self, chat_id: int, session_id: int) -> None:
        self._inbox.retry(chat_id, session_id, self._signed)

    async def _signed(self, turn: Turn, session_id: int) -> Screen | None:
        return await self._handlers.signed(turn, self._state(turn), session_id)

    async def _retried(self, turn: Turn, draft_id: int) -> Screen | None:
        return await self._forms.retry(turn, self._state(turn), draft_id)


def telegram(settings: Settings, wire: Wire | None = None) -> Bot:
    """The client of the Bot API."""
    session = Session(TelegramAPIServer.from_base(settings.telegram_api_url), wire)
    return Bot(settings.bot_token.get_secret_value(), session=session)


async def import_places(act: Act, csv_text: str, *, dry: bool) -> int:
    """Localities under the regions and districts that we know; ValueError names every wrong line."""
    known = places()
    districts = {code: region_of(code) for code in known.districts}
    return await classifier.import_places(act, csv_text, set(known.regions), districts, dry=dry)


async def invite(act: Act, role: str, scope: str) -> str:
    """An invitation for a place that exists; ValueError if there is no such place or kindergarten."""
    if role == "department" and scope not in places().queue_places():
        raise ValueError(f"{scope} is not the KATO code of a queue place")
    if role == "kindergarten" and await act.tx.kindergarten_by_code(code=scope) is None:
        raise ValueError(f"{scope} is not the code of a kindergarten")
    if role == "support" and scope != staff.COUNTRY:
        raise ValueError(f"Support answers the whole country: {staff.COUNTRY}")
    return await staff.invite(act, role, scope)


def _sms(settings: Settings, session: aiohttp.ClientSession) -> SmscKz | None:
    if settings.sms_login is None or settings.sms_password is None:
        return None
    return SmscKz(
        settings.sms_url, settings.sms_login, settings.sms_password.get_secret_value(), settings.sms_sender, session
    )


def _verifier(settings: Settings, session: aiohttp.ClientSession) -> CmsVerifier | None:
    if settings.eds_roots is None:
        return None
    return CmsVerifier(certificate_files(settings.eds_roots), settings.eds_ocsp_url, session)


def _registry(settings: Settings, session: aiohttp.ClientSession) -> HttpRegistry | None:
    if settings.registry_url is None or settings.registry_token is None:
        return None
    return HttpRegistry(settings.registry_url, settings.registry_token.get_secret_value(), session)
