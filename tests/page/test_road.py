"""The whole road on the page at phone width, in Kazakh; and in Russian two phones side by side on a wide screen."""

from datetime import date

import pytest

from bot.fsm.application import Apply
from bot.fsm.child import AddChild
from bot.fsm.contract import ConfirmInterest
from bot.fsm.registration import Registration
from bot.fsm.round import Round
from bot.handlers import timesheets, voucher
from bot.words import N_, Name
from domain.timesheet import SheetState
from domain.voucher import State
from tests.page.conftest import Open
from tests.page.hands import Desk, Phone

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ALMATY = Name("Алматы қаласы", "г. Алматы")
BOSTANDYQ = Name("Бостандық ауданы", "Бостандыкский район")
BALBOBEK = Name("«Балбөбек» бөбекжай-бақшасы", "Ясли-сад «Балбобек»")
ALIKHAN = "Әлихан"

STAFF = N_("🗂 Staff")
DETAILS = N_("Details")
CONFIRM = N_("✅ Confirm")
APPLY = N_("📝 Apply for a voucher")
NOVEMBER = date(2026, 11, 1)


async def test_the_whole_road_on_a_phone_in_kazakh(open_page: Open) -> None:
    """From Start to a confirmed timesheet, by pressing what is seen."""
    desk = await open_page(390, 844, "kk", "light")
    aigul, clerk = desk.phone("aigul", "kk"), desk.phone("kg_almaty", "kk")
    await registers(desk, aigul)
    await applies(desk, aigul)
    await the_department_holds_a_round(desk)
    await confirms_interest(desk, aigul)
    await begins(clerk)
    await chooses_a_kindergarten(desk, aigul)
    await the_kindergarten_signs(desk, clerk)
    await is_enrolled(desk, aigul)
    await the_kindergarten_publishes(desk, clerk)
    await confirms_the_month(desk, aigul)


async def begins(phone: Phone) -> None:
    await phone.take()
    await phone.press_start()
    await phone.press("Қазақша" if phone.language == "kk" else "Русский")


async def registers(desk: Desk, aigul: Phone) -> None:
    await begins(aigul)
    await desk.picture("02-welcome")
    await aigul.press(N_("Register"))
    await desk.picture("03-contact")
    await desk.fits()
    await aigul.share_contact()
    await aigul.sees(Registration.iin.question(None))
    await desk.copy("copy-iin", "aigul")
    await desk.picture("04-iin")
    await aigul.paste()
    await desk.picture("05-policy")
    await aigul.press(N_("I have read it and agree"))
    await desk.picture("06-code")
    await aigul.enter_code()
    await desk.picture("07-person")
    await aigul.press(N_("Yes, these are my data"))
    await desk.picture("08-review")
    await aigul.press(Registration.send)
    await desk.picture("09-menu")


async def applies(desk: Desk, aigul: Phone) -> None:
    await aigul.press(APPLY)
    await aigul.press(N_("➕ Add a child"))
    await desk.copy("copy-child-iin", "aigul")
    await aigul.paste()
    await desk.picture("10-child")
    await aigul.press(N_("Yes, this is my child"))
    await aigul.press(N_("Skip"))
    await aigul.press(AddChild.send)
    await desk.picture("11-region")
    await aigul.press_paging(ALMATY)
    await aigul.press_paging(BOSTANDYQ)
    await aigul.press(N_("General group"))
    await aigul.press(N_("Kazakh"))
    await aigul.press(N_("Yes, I consent"))
    await desk.picture("12-review")
    await aigul.press(Apply.send)
    await aigul.has_button(N_("⧉ Copy the number"))
    await desk.picture("13-receipt")


async def the_department_holds_a_round(desk: Desk) -> None:
    await desk.turn_clock("clock-hour")
    await desk.shows_time("11:00")
    clerk = desk.phone("dep_almaty", "kk")
    await begins(clerk)
    await clerk.press(STAFF)
    await clerk.press(N_("🎫 Hold a round of vouchers"))
    await clerk.type("1")
    await desk.picture("14-round")
    await clerk.press(Round.send)
    await desk.picture("15-round-held")


async def confirms_interest(desk: Desk, aigul: Phone) -> None:
    await aigul.take()
    await desk.picture("16-issued")
    await aigul.press(N_("Confirm interest"))
    await aigul.press(N_("Sign: send me a code"))
    await aigul.enter_code()
    await desk.picture("17-interest")
    await desk.turn_clock("clock-day")
    await desk.shows_time("11:00")


async def chooses_a_kindergarten(desk: Desk, aigul: Phone) -> None:
    await aigul.take()
    await aigul.press(N_("Choose a kindergarten"))
    await desk.picture("18-kindergartens")
    await aigul.press_first(BALBOBEK)
    await aigul.press(N_("Sign and send: send me a code"))
    await aigul.enter_code()
    await desk.picture("19-contract-sent")


async def the_kindergarten_signs(desk: Desk, clerk: Phone) -> None:
    await clerk.take()
    await clerk.press(N_("Open the contract"))
    await desk.picture("20-contract")
    await clerk.press(N_("✍ Sign"))
    await desk.picture("21-signed")


async def is_enrolled(desk: Desk, aigul: Phone) -> None:
    await aigul.take()
    await aigul.has_button(DETAILS)
    await desk.picture("22-enrolled")
    await aigul.press(DETAILS)
    await aigul.sees(voucher.STATES[State.ENROLLED])


async def the_kindergarten_publishes(desk: Desk, clerk: Phone) -> None:
    await desk.turn_clock("clock-next")
    await desk.picture("23-next-deadline")
    await desk.set_clock("2026-12-01T09:00")
    await desk.shows_time("09:00")
    await clerk.take()
    await desk.picture("24-please-publish")
    await clerk.press(N_("Open the month"))
    await clerk.press_first("Сынақов")
    await desk.picture("25-sheet-of-clerk")
    await desk.fits()
    await clerk.press(N_("⬅ Back"))
    await clerk.press(N_("📣 Publish the month"))
    await desk.picture("26-publish")
    await clerk.press(N_("📣 Publish"))
    await desk.picture("27-published")


async def confirms_the_month(desk: Desk, aigul: Phone) -> None:
    await aigul.take()
    await desk.picture("28-ready")
    await aigul.press(N_("{name}: look and confirm"), name=ALIKHAN)
    await desk.picture("29-sheet")
    await desk.fits()
    await aigul.press(CONFIRM)
    await desk.picture("30-twice")
    await aigul.press(CONFIRM)
    await desk.picture("31-confirmed")
    await aigul.press(N_("Look at it"))
    await aigul.sees(timesheets.STATES[SheetState.CONFIRMED])
