"""The rooms a person moves between: first screen, menu, status, help."""

from bot.handlers.todo import deeds
from bot.handlers.voucher import Deed
from bot.house import Turn
from bot.screen import Button, Rows, Screen, column, lines
from bot.taps import GardenTap, Speak, go, other_language
from bot.words import LANGUAGE_NAMES, Html, _, bold, date_words
from domain.calendar import local_day
from domain.rules import Rules
from usecases import families
from usecases.act import Act, Row

MOST = 3  # deeds in the menu; all of them stand on the family board

FIRST = (
    "<b>Balabaqsha</b>\n"
    "Баланы балабақшаға орналастыру: ваучер кезегінен ай сайынғы табельге дейін.\n"
    "Место в детском саду: от очереди на ваучер до ежемесячного табеля.\n\n"
    "Тілді таңдаңыз · Выберите язык"
)


def first_screen() -> Screen:
    """The bilingual screen that asks the language once."""
    buttons = tuple(Button(name, Speak(language=code).pack()) for code, name in LANGUAGE_NAMES.items())
    return Screen(Html(FIRST), (buttons,))


async def home(act: Act, turn: Turn, head: Html | None = None) -> Screen:
    """The menu: first what needs doing, then the rooms."""
    staff = await act.tx.staff_of(person_id=turn.person_id)
    if turn.parent_id is None:
        return _home_of_staff(act, staff, head) if staff else _welcome(head)
    found = await deeds(act, turn)
    open_months = await act.tx.sheets_for(parent_id=turn.parent_id)
    waiting = sum(1 for row in open_months if row["state"] == "published")
    text = lines(head, bold(_("Menu")), _today(act), *(deed.words for deed in found[:MOST]), _more(found))
    sheets = _("📅 Attendance timesheet") + (f" ({waiting})" if waiting else "")
    rooms: Rows = (
        *((deed.named,) for deed in found[:MOST]),
        *(((go(sheets, "sheets"),),) if open_months else ()),
        (go(_("📋 My applications"), "apps"),),
        (go(_("👧 My children"), "children"),),
        (go(_("📝 Apply for a voucher"), "apply"),),
        *_open_to_all(),
        (go(_("👤 My data"), "me"), go(_("❓ Help"), "help")),
        (other_language(), go(_("⭐ Rate the bot"), "feedback")),
        *(((go(_("Confirm my data in the registers"), "register"),),) if await _unverified(act, turn) else ()),
        *((go(_("🗂 Staff"), "staff"),) for _one in staff[:1]),
    )
    return Screen(text, rooms)


def _more(found: list[Deed]) -> Html | None:
    if len(found) <= MOST:
        return None
    return _("There is more to do: see «My applications». In all: {count}", count=len(found))


async def _unverified(act: Act, turn: Turn) -> bool:
    return turn.house.registry is not None and not (await families.parent(act, turn.parent_id)).verified


def _open_to_all() -> Rows:
    """What is open to everybody, registered or not (R-70)."""
    gardens = Button(_("🏫 Kindergartens"), GardenTap(verb="room").pack())
    return (
        (gardens, go(_("📊 Statistics"), "stats")),
        (go(_("🪑 Free places"), "bulletins"), go(_("👥 Queues"), "queues")),
    )


def _today(act: Act) -> Html:
    return _("Today is {today}.", today=date_words(local_day(act.now)))


def _welcome(head: Html | None) -> Screen:
    text = lines(
        head,
        _(
            "Here you place a child in the queue for a kindergarten voucher, follow the number in the queue, confirm the "
            "voucher in time, choose a kindergarten and confirm the timesheet each month.\n\n"
            "First comes registration. Have your IIN at hand; it takes about two minutes."
        ),
        _("You can look at kindergartens right away, without registering."),
    )
    ways = column(go(_("Register"), "register"), go(_("🔑 Sign in"), "signin"), go(_("❓ Help"), "help"))
    rows = (*ways[:2], *_open_to_all(), *ways[2:], (other_language(),))
    return Screen(text, rows)


def _home_of_staff(act: Act, staff: list[Row], head: Html | None) -> Screen:
    return Screen(
        lines(head, bold(_("Menu of staff")), _today(act)),
        (
            *column(
                go(_("🗂 Staff"), "staff"), go(_("Register as a parent"), "register"), go(_("🔑 Sign in"), "signin")
            ),
            *_open_to_all(),
            *column(go(_("❓ Help"), "help")),
            (other_language(),),
        ),
    )


def help_words(rules: Rules) -> Html:
    """What the bot does, its commands, and the numbers to call (R-72)."""
    return _(
        "<b>Help</b>\n"
        "1. Register and add your child.\n"
        "2. Apply for the voucher queue and wait for the voucher.\n"
        "3. When the voucher is issued, confirm interest. Working days for it: {interest}.\n"
        "4. Choose a kindergarten and sign the contract. Working days for it: {contract}.\n"
        "5. Every month, from day {first} to day {last}, confirm the timesheet.\n"
        "We remind you of every deadline.\n\n"
        "/menu – menu\n/status – where my applications stand\n/language – language\n/cancel – leave a form\n\n"
        "Contact centre: {centre}\nWhatsApp: {whatsapp}\nPortal: {portal}\n"
        "The bot never asks for the password of your digital signature.",
        interest=rules.number("confirm_interest"),
        contract=rules.number("contract"),
        first=rules.number("timesheet_window_first"),
        last=rules.number("timesheet_window_last"),
    )


async def guarded_home(act: Act, turn: Turn) -> Screen:
    """The menu, or the first screen before a language is chosen."""
    return first_screen() if turn.person["language"] is None else await home(act, turn)
