"""Which update goes where: few handlers, async filters, one for all forms.

Every handler gets the person's turn and answers with the screen that follows; sending it is the caller's affair.
"""

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace

from aiogram import Router
from aiogram.enums import ChatType
from aiogram.filters import BaseFilter, Command, CommandObject
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message

from bot import typed
from bot.files import incoming_file
from bot.fsm.form import Said
from bot.handlers import (
    catalogue_search,
    catalogue_taps,
    children,
    claims,
    contracts,
    eds_sign_in,
    family,
    feedback,
    help,
    joining,
    looking,
    me,
    portal,
    queue_room,
    reviews,
    sheet_rooms,
    statistics,
    support,
    timesheets,
    transfers,
    voucher,
    waiting,
)
from bot.handlers.account import agree, data_room, old_policy
from bot.handlers.board import board_screen
from bot.handlers.forms import Forms
from bot.handlers.receipts import checked_receipt, receipt_on_paper, receipt_screen
from bot.handlers.rooms import first_screen, guarded_home, home
from bot.handlers.staff.boss import press as boss_pressed
from bot.handlers.staff.documents import press as claim_pressed
from bot.handlers.staff.kindergarten import press as staff_pressed
from bot.handlers.staff.kindergarten import staff_room
from bot.handlers.staff.reviews import VERBS as REVIEWS_AT_WORK
from bot.handlers.staff.reviews import pressed as reviews_pressed
from bot.handlers.staff.support import VERBS as STAFF_VERBS
from bot.handlers.staff.support import press as question_pressed
from bot.house import Turn
from bot.places import places
from bot.reasons import reason_words
from bot.screen import Screen, lines
from bot.taps import (
    BossTap,
    ClaimTap,
    FamilyTap,
    FormTap,
    GardenTap,
    Go,
    HelpTap,
    JoinTap,
    KinTap,
    MeTap,
    PortalTap,
    RateTap,
    SheetTap,
    Speak,
    StaffTap,
    StatTap,
    SupportTap,
    VoucherTap,
    WaitTap,
)
from bot.words import LANGUAGE_NAMES, Html, Name, _, speaking
from domain.not_allowed import NotAllowed, Reason
from usecases import families, staff
from usecases.act import Act, Row
from usecases.contracts import PREFIX as CONTRACT_PREFIX
from usecases.joining import PREFIX as JOINING
from usecases.receipts import PREFIX

_HUGE = re.compile(r"\d{19}")  # more than the database can hold: nobody's id, wherever in a button it stands


def unpacked(kind: type[CallbackData], data: str) -> CallbackData | None:
    """What a button sends, if it is of this kind and whole: two kinds may share a prefix, and old ones look otherwise."""
    if not data.startswith(kind.__prefix__ + ":") or _HUGE.search(data):
        return None
    try:
        tap = kind.unpack(data)
        return tap if int(getattr(tap, "id", 0)) >= 0 else None
    except (TypeError, ValueError):
        return None


class Taps(BaseFilter):
    """A callback of one kind. aiogram's own filter would compare in a thread."""

    def __init__(self, kind: type[CallbackData]) -> None:
        self.kind = kind

    async def __call__(self, query: CallbackQuery) -> bool | dict[str, CallbackData]:
        """The callback unpacked, if it is of this kind and whole."""
        tap = unpacked(self.kind, query.data or "")
        return {"tap": tap} if tap is not None else False


class Private(BaseFilter):
    """A message in a private chat."""

    async def __call__(self, message: Message) -> bool:
        """Whether nobody else reads along."""
        return message.chat.type == ChatType.PRIVATE


class Handlers:
    """The handlers with the forms they carry."""

    def __init__(self, forms: Forms) -> None:
        self.forms = forms

    def router(self) -> Router:
        """A fresh router: aiogram attaches one only once in a process."""
        router = Router(name="balabaqsha")
        router.message.register(self.start, Private(), Command("start"))
        router.message.register(self.command, Private(), Command("menu", "status", "language", "help", "cancel"))
        router.message.register(self.said, Private())
        for kind, handler in self._taps():
            router.callback_query.register(handler, Taps(kind))
        router.callback_query.register(self.unknown_tap)
        router.my_chat_member.register(self.membership)
        return router

    def _taps(self) -> tuple[tuple[type[CallbackData], Callable[..., Awaitable[Screen | None]]], ...]:
        return (
            (FormTap, self.form_tap),
            (Go, self.go),
            (VoucherTap, self.voucher_tap),
            (GardenTap, self.garden_tap),
            (WaitTap, self.wait_tap),
            (KinTap, self.kin_tap),
            (FamilyTap, self.family_tap),
            (JoinTap, self.join_tap),
            (SheetTap, self.sheet_tap),
            (ClaimTap, self.claim_tap),
            (StaffTap, self.staff_tap),
            (BossTap, self.boss_tap),
            (MeTap, self.me_tap),
            (PortalTap, self.portal_tap),
            (RateTap, self.rate_tap),
            (StatTap, self.stat_tap),
            (SupportTap, self.support_tap),
            (HelpTap, self.help_tap),
            (Speak, self.speak),
        )

    # ---- commands and rooms --------------------------------------------------------------------------------------

    async def start(self, message: Message, command: CommandObject, turn: Turn, state: FSMContext) -> Screen | None:
        """/start, also with an invitation for staff."""
        if command.args and command.args.startswith(PREFIX):
            return await self._check(turn, state, command.args)
        if command.args and command.args.startswith(JOINING):
            return await self._family_invitation(turn, state, command.args)
        if command.args:
            return await self._invitation(turn, state, command.args)
        return await self._policy_first(turn) or await self.where(turn, state)

    async def _policy_first(self, turn: Turn) -> Screen | None:
        """The data policy, where its version has changed since it was accepted (R-10)."""
        async with turn.looking() as act:
            return await old_policy(act, turn) if turn.person["language"] else None

    async def _check(self, turn: Turn, state: FSMContext, payload: str) -> Screen:
        """Somebody has scanned the code on a receipt."""
        try:
            async with turn.looking() as act:
                is_contract = payload.startswith(CONTRACT_PREFIX)
                head = await (contracts.checked_contract if is_contract else checked_receipt)(act, payload)
                return first_screen() if turn.person["language"] is None else await home(act, turn, head)
        except NotAllowed as no:
            return await self.not_allowed(turn, state, no)

    async def _invitation(self, turn: Turn, state: FSMContext, token: str) -> Screen:
        try:
            async with turn.acting() as act:
                invitation = await staff.join(act, token)
                head = await _joined(act, invitation)
        except NotAllowed as no:
            return await self.not_allowed(turn, state, no)
        if turn.person["language"] is None:
            return first_screen()
        async with turn.looking() as act:
            return await home(act, turn, head)

    async def _family_invitation(self, turn: Turn, state: FSMContext, token: str) -> Screen:
        if turn.person["language"] is None:
            return replace(first_screen(), text=lines(first_screen().text, joining.INVITED))
        try:
            return await joining.opened_link(turn, state, self.forms, token)
        except NotAllowed as no:
            return await self.not_allowed(turn, state, no)

    async def command(self, message: Message, command: CommandObject, turn: Turn, state: FSMContext) -> Screen | None:
        """/menu /status /language /help /cancel; none of them loses a half-done form."""
        match command.command:
            case "language":
                return first_screen()
            case "help":
                return await self._help(turn)
            case "cancel":
                return await self._cancel(turn, state)
            case "status":
                return await self.room(turn, state, "apps", "")
        if (policy := await self._policy_first(turn)) is not None:
            return policy
        async with turn.acting() as act:
            await self.forms.pass_by(act, turn)
            return await guarded_home(act, turn)

    async def _help(self, turn: Turn) -> Screen:
        draft = await self.forms.current(turn)
        async with turn.looking() as act:
            return await help.room(act, turn, draft)

    async def _cancel(self, turn: Turn, state: FSMContext) -> Screen | None:
        draft = await self.forms.current(turn)
        if draft is None:
            async with turn.looking() as act:
                return await guarded_home(act, turn)
        cancelled = FormTap(draft=draft.id, rev=draft.rev, verb="cancel")
        return await self._after_form(turn, await self.forms.pressed(turn, state, cancelled))

    async def go(self, query: CallbackQuery, tap: Go, turn: Turn, state: FSMContext) -> Screen | None:
        """A room was asked for by button."""
        return await self.room(turn, state, tap.to, tap.arg)

    async def room(self, turn: Turn, state: FSMContext, to: str, arg: str) -> Screen | None:
        """Open a room, or say what has to come first."""
        try:
            return await self._room(turn, state, to, arg)
        except NotAllowed as no:
            return await self.not_allowed(turn, state, no)

    async def _room(self, turn: Turn, state: FSMContext, to: str, arg: str) -> Screen | None:
        match to:
            case "register" if await self._may_register(turn):
                return await self.forms.open(turn, state, "Registration", {})
            case "eds":
                return await eds_sign_in.begin(turn, state, self.forms)
            case "addchild":
                await self._must_be_registered(turn)
                return await self.forms.open(turn, state, "AddChild", {})
            case "apply":
                await self._must_be_registered(turn)
                return await self.forms.open(turn, state, "Apply", {"child": arg} if arg else {})
            case "join":
                return await joining.room(turn, state, self.forms)
            case "round":
                async with turn.looking() as act:
                    await staff.must_serve(act, "department", arg)
                return await self.forms.open(turn, state, "Round", {"queue_place": arg})
            case "announce":
                async with turn.looking() as act:
                    await staff.must_serve(act, "department", arg)
                return await self.forms.open(turn, state, "Announcement", {"queue_place": arg})
            case "right" if arg.isdecimal():
                return await self.forms.open(turn, state, "ClaimRight", await claims.preset_of_right(turn, int(arg)))
            case "kinship" if arg.isdecimal():
                return await self.forms.open(turn, state, "ProveKinship", await claims.preset_of_kin(turn, int(arg)))
            case "email":
                await self._must_be_registered(turn)
                return await self.forms.open(turn, state, "Email", {})
            case "agree":
                return await self._agree(turn, state, arg)
            case "later":
                return await self.where(turn, state)
            case "place":
                return await self.forms.open(turn, state, "MyPlace", {})
            case "lookin" if arg in looking.ROOMS:
                return await self.forms.open(turn, state, "LookIn", {"room": arg})
            case "form":
                return await self.where(turn, state)
            case "help":
                return await self._help(turn)
            case "feedback":
                return await feedback.room(turn, state, self.forms)
            case "ask":
                return await support.begin(turn, state, self.forms, arg)
        if to in me.ROOMS:
            return await me.room(turn, state, self.forms, to, arg)
        if to in portal.ROOMS:
            return await portal.room(turn, to)
        async with turn.looking() as act:
            return await _look(act, turn, to, arg)

    async def _agree(self, turn: Turn, state: FSMContext, version: str) -> Screen:
        async with turn.acting() as act:
            head = await agree(act, turn, version)
        screen = await self.where(turn, state)
        return replace(screen, text=lines(head, screen.text))

    async def _may_register(self, turn: Turn) -> bool:
        """Whoever has no cabinet yet, or one whose data the registers can confirm now."""
        if turn.parent_id is None:
            return True
        async with turn.looking() as act:
            return turn.house.registry is not None and not (await families.parent(act, turn.parent_id)).verified

    async def _must_be_registered(self, turn: Turn) -> None:
        async with turn.looking() as act:
            await families.parent(act, turn.parent_id)

    async def where(self, turn: Turn, state: FSMContext) -> Screen:
        """The current screen: it is derived, so it can be drawn at any moment."""
        if turn.person["language"] is None:
            return first_screen()
        try:
            shown = await self.forms.come_back(turn, state)
        except NotAllowed as no:
            return await self.lost_form(turn, state, no)
        if shown is not None:
            return shown
        async with turn.looking() as act:
            return await guarded_home(act, turn)

    # ---- forms -----------------------------------------------------------------------------------------------------

    async def said(self, message: Message, turn: Turn, state: FSMContext) -> Screen | None:
        """Anything typed, shared or sent: an answer to the form that is open, else the menu."""
        if (language := _language_word(message.text)) is not None:
            return await self._switch(turn, state, language)
        if (data := await self._typed(message, turn)) is not None:
            return await self._press(message, data, turn, state)
        draft = await self.forms.current(turn) if turn.person["language"] else None
        if (found := await self._found(message, turn, in_form=draft is not None)) is not None:
            return found
        if draft is None:
            return await self.where(turn, state)
        try:
            if (incoming := incoming_file(message)) is not None:
                return await self._after_form(turn, await self.forms.sent(turn, state, draft, incoming))
            return await self._after_form(turn, await self.forms.said(turn, state, draft, _said(message)))
        except NotAllowed as no:
            typed_code = (message.text or "").strip().isdecimal()
            return replace(await self.lost_form(turn, state, no), forget=typed_code)

    async def _found(self, message: Message, turn: Turn, *, in_form: bool) -> Screen | None:
        """The catalogue by a location that was sent, or the help by words, unless it was meant for something else."""
        buttons = typed.of_person(turn.house.store.seal, turn.person)
        if (answers := await help.heard(turn, message.text, buttons, in_form=in_form)) is not None:
            return answers
        if message.location is None and not catalogue_taps.is_back(message.text):
            return await catalogue_search.heard(turn, message.text or "", in_form=in_form)
        return await catalogue_taps.heard(turn, _said(message).location, in_form=in_form)

    async def _typed(self, message: Message, turn: Turn) -> str | None:
        """What the words typed in place of a button on the screen would have sent; numbers only outside of forms."""
        buttons = typed.of_person(turn.house.store.seal, turn.person)
        text = message.text or ""
        if not buttons or not text:
            return None
        in_form = text.strip().isdecimal() and await self.forms.current(turn) is not None
        return None if in_form else typed.pressed(text, buttons)

    async def _press(self, message: Message, data: str, turn: Turn, state: FSMContext) -> Screen | None:
        for kind, handler in self._taps():
            if (tap := unpacked(kind, data)) is not None:
                return await handler(message, tap, turn, state)
        return await self.where(turn, state)

    async def form_tap(self, query: CallbackQuery, tap: FormTap, turn: Turn, state: FSMContext) -> Screen | None:
        """A button of a form."""
        try:
            return await self._after_form(turn, await self.forms.pressed(turn, state, tap), stale=True)
        except NotAllowed as no:
            return await self.lost_form(turn, state, no)

    async def signed(self, turn: Turn, state: FSMContext, session_id: int) -> Screen | None:
        """What follows when a signing session on a phone has come to its end."""
        try:
            shown = await self.forms.signed_on_phone(turn, state, session_id)
        except NotAllowed as no:
            return await self.lost_form(turn, state, no)
        return await self._after_form(turn, shown) if shown is not None else None

    async def _after_form(self, turn: Turn, shown: Screen | None, *, stale: bool = False) -> Screen:
        """A form that is over and said nothing leads to the menu."""
        if shown is not None:
            return shown if shown.rows or shown.ask_contact else await self._with_menu(turn, shown)
        async with turn.looking() as act:
            screen = await guarded_home(act, turn)
        return screen.with_toast(_("This button is out of date")) if stale else screen

    async def _with_menu(self, turn: Turn, shown: Screen) -> Screen:
        async with turn.looking() as act:
            return await home(act, turn, shown.text)

    async def lost_form(self, turn: Turn, state: FSMContext, no: NotAllowed) -> Screen:
        """What the form was about is not the person's any more, or over: the form ends with the reason."""
        draft = await self.forms.current(turn)
        async with turn.acting() as act:
            if draft is not None:
                await act.tx.drop_draft(draft_id=draft.id)
            await state.set_state(None)
            if draft is not None and no.reason is Reason.NO_FREE_PLACE:
                return await catalogue_taps.gone(act, turn, int(draft.answers["application"]), no)
            return await home(act, turn, reason_words(no))

    # ---- other buttons ---------------------------------------------------------------------------------------------

    async def voucher_tap(self, query: CallbackQuery, tap: VoucherTap, turn: Turn, state: FSMContext) -> Screen:
        """Something about an application."""
        try:
            if tap.verb in queue_room.VERBS:
                return await queue_room.pressed(turn, tap)
            if tap.verb in transfers.VERBS:
                return await transfers.pressed(turn, state, self.forms, tap)
            match tap.verb:
                case "receipt":
                    async with turn.looking() as act:
                        return await receipt_screen(act, turn, tap.id)
                case "pdf":
                    return await receipt_on_paper(turn, tap.id)
                case "choose":
                    if (lists := await waiting.instead_of_choosing(turn, tap.id)) is not None:
                        return lists
                    return await catalogue_taps.to_choose(turn, tap.id)
                case "contract":
                    return await contracts.own_paper(turn, tap.id)
            return await voucher.pressed(turn, state, self.forms, tap)
        except NotAllowed as no:
            return await self._refused(turn, no, VoucherTap(verb="open", id=tap.id))

    async def garden_tap(self, query: CallbackQuery, tap: GardenTap, turn: Turn, state: FSMContext) -> Screen:
        """Something in the catalogue of kindergartens."""
        try:
            return await catalogue_taps.pressed(turn, state, self.forms, tap)
        except NotAllowed as no:
            return await self._refused(turn, no, VoucherTap(verb="open", id=tap.app) if tap.app else None)

    async def wait_tap(self, query: CallbackQuery, tap: WaitTap, turn: Turn, state: FSMContext) -> Screen:
        """Something about waiting lists."""
        try:
            return await waiting.pressed(turn, state, self.forms, tap)
        except NotAllowed as no:
            return await self._refused(turn, no, VoucherTap(verb="open", id=tap.id))

    async def kin_tap(self, query: CallbackQuery, tap: KinTap, turn: Turn, state: FSMContext) -> Screen:
        """Something about a child in the list."""
        try:
            return await children.pressed(turn, tap)
        except NotAllowed as no:
            return await self._refused(turn, no, None)

    async def family_tap(self, query: CallbackQuery, tap: FamilyTap, turn: Turn, state: FSMContext) -> Screen:
        """Something of the family board."""
        try:
            return await family.pressed(turn, tap)
        except NotAllowed as no:
            return await self._refused(turn, no, None)

    async def join_tap(self, query: CallbackQuery, tap: JoinTap, turn: Turn, state: FSMContext) -> Screen:
        """Something about the family of an application."""
        try:
            return await joining.pressed(turn, state, self.forms, tap)
        except NotAllowed as no:
            return await self._refused(turn, no, None)

    async def sheet_tap(self, query: CallbackQuery, tap: SheetTap, turn: Turn, state: FSMContext) -> Screen:
        """Something about a timesheet."""
        try:
            return await timesheets.pressed(turn, state, self.forms, tap)
        except NotAllowed as no:
            about = None if tap.verb in sheet_rooms.ROOMS else SheetTap(verb="open", id=tap.id)
            return await self._refused(turn, no, about)

    async def staff_tap(self, query: CallbackQuery, tap: StaffTap, turn: Turn, state: FSMContext) -> Screen:
        """Something a clerk does."""
        try:
            return await staff_pressed(turn, state, self.forms, tap)
        except NotAllowed as no:
            return await self._refused(turn, no, None)

    async def boss_tap(self, query: CallbackQuery, tap: BossTap, turn: Turn, state: FSMContext) -> Screen:
        """A clerk of a department looks after announcements, kindergartens, people."""
        try:
            return await boss_pressed(turn, tap)
        except NotAllowed as no:
            return await self._refused(turn, no, None)

    async def me_tap(self, query: CallbackQuery, tap: MeTap, turn: Turn, state: FSMContext) -> Screen:
        """Something about one's own account."""
        try:
            return await me.pressed(turn, tap)
        except NotAllowed as no:
            return await self._refused(turn, no, None)

    async def portal_tap(self, query: CallbackQuery, tap: PortalTap, turn: Turn, state: FSMContext) -> Screen:
        """Something in the rooms that are open to everybody."""
        try:
            return await portal.pressed(turn, state, self.forms, tap)
        except NotAllowed as no:
            return await self._refused(turn, no, None)

    async def rate_tap(self, query: CallbackQuery, tap: RateTap, turn: Turn, state: FSMContext) -> Screen:
        """Something about reviews: a family's, or at work."""
        press = reviews_pressed if tap.verb in REVIEWS_AT_WORK else reviews.pressed
        try:
            return await press(turn, state, self.forms, tap)
        except NotAllowed as no:
            return await self._refused(turn, no, None)

    async def stat_tap(self, query: CallbackQuery, tap: StatTap, turn: Turn, state: FSMContext) -> Screen:
        """Something in the room of statistics."""
        try:
            return await statistics.pressed(turn, tap)
        except NotAllowed as no:
            return await self._refused(turn, no, None)

    async def support_tap(self, query: CallbackQuery, tap: SupportTap, turn: Turn, state: FSMContext) -> Screen:
        """Something about a question to support, of whoever asks or answers."""
        try:
            pressed = question_pressed if tap.verb in STAFF_VERBS else support.pressed
            return await pressed(turn, state, self.forms, tap)
        except NotAllowed as no:
            return await self._refused(turn, no, None)

    async def help_tap(self, query: CallbackQuery, tap: HelpTap, turn: Turn, state: FSMContext) -> Screen:
        """A guide, an answer, a search."""
        try:
            return await help.pressed(turn, tap)
        except NotAllowed as no:
            return await self._refused(turn, no, None)

    async def claim_tap(self, query: CallbackQuery, tap: ClaimTap, turn: Turn, state: FSMContext) -> Screen:
        """A clerk of a department looks at documents and decides."""
        try:
            return await claim_pressed(turn, state, self.forms, tap)
        except NotAllowed as no:
            return await self._refused(turn, no, None)

    async def _refused(self, turn: Turn, no: NotAllowed, about: CallbackData | None) -> Screen:
        """The reason, over the present state of what was asked about, if it is the person's."""
        async with turn.looking() as act:
            try:
                match about:
                    case VoucherTap():
                        screen = await voucher.application_screen(act, turn, about.id)
                    case SheetTap():
                        screen = replace(await timesheets.sheet_screen(act, turn, about.id), sketch=None)
                    case _:
                        screen = await guarded_home(act, turn)
            except NotAllowed:
                screen = await guarded_home(act, turn)
        words = reason_words(no)
        return Screen(lines(Html(f"⚠️ {words}"), screen.text), screen.rows, toast=words)

    async def not_allowed(self, turn: Turn, state: FSMContext, no: NotAllowed) -> Screen:
        """The reason, over the menu."""
        if turn.person["language"] is None:
            return Screen(lines(Html(f"⚠️ {reason_words(no)}"), first_screen().text), first_screen().rows)
        async with turn.looking() as act:
            return await home(act, turn, Html(f"⚠️ {reason_words(no)}"))

    async def speak(self, query: CallbackQuery, tap: Speak, turn: Turn, state: FSMContext) -> Screen:
        """Another language; the screen stays the same."""
        if tap.language not in LANGUAGE_NAMES:
            return await self.unknown_tap(query, turn, state)
        return await self._switch(turn, state, tap.language)

    async def _switch(self, turn: Turn, state: FSMContext, language: str) -> Screen:
        async with turn.acting() as act:
            await act.tx.set_language(person_id=turn.person_id, language=language)
        await turn.refresh()
        with speaking(language):
            return await self.where(turn, state)

    async def unknown_tap(self, query: CallbackQuery, turn: Turn, state: FSMContext) -> Screen:
        """A button that we never made, or no longer know."""
        screen = await self.where(turn, state)
        return screen.with_toast(_("This button is out of date"))

    async def membership(self, event: ChatMemberUpdated, turn: Turn) -> None:
        """The person blocked the bot or came back (they are told by SMS meanwhile)."""
        async with turn.acting() as act:
            reachable = event.new_chat_member.status not in {"kicked", "left"}
            await act.tx.set_reachable(person_id=turn.person_id, reachable=int(reachable))


async def _look(act: Act, turn: Turn, to: str, arg: str) -> Screen:
    match to:
        case "apps":
            return await board_screen(act, turn)
        case "app" if arg.isdecimal():
            return await voucher.application_screen(act, turn, int(arg))
        case "children":
            return await children.children_room(act, turn)
        case "me":
            return await data_room(act, turn)
        case "asked":
            return await support.asked_room(act, turn)
        case "sheets":
            return await sheet_rooms.sheets_room(act, turn)
        case "staff":
            return await staff_room(act, turn)
        case "stats":
            return await statistics.room(act, turn)
    return await guarded_home(act, turn)


async def _joined(act: Act, invitation: Row) -> Html:
    if invitation["role"] == "department":
        return _("✅ You are a clerk of the education department: {place}.", place=places().name(invitation["scope"]))
    if invitation["role"] == "support":
        return _("✅ You are of support now: people's questions come to «Staff».")
    garden = await act.tx.kindergarten_by_code(code=invitation["scope"])
    if garden is None:
        raise NotAllowed(Reason.INVITE_UNKNOWN)
    name = Name(garden["name_kk"], garden["name_ru"])
    return _("✅ You are a clerk of the kindergarten: {name}.", name=name)


def _language_word(text: str | None) -> str | None:
    """The language whose button on the reply keyboard this is."""
    return next((code for code, name in LANGUAGE_NAMES.items() if text == f"🌐 {name}"), None)


def _said(message: Message) -> Said:
    if message.location is not None:
        return Said(location=(message.location.latitude, message.location.longitude))
    if message.contact is not None:
        own = message.from_user is not None and message.contact.user_id == message.from_user.id
        return Said(phone=message.contact.phone_number, own=own)
    return Said(text=message.text[:5000], message=message.message_id) if message.text else Said()
