"""The whole road on the page at phone width, in Kazakh; and in Russian two phones side by side on a wide screen."""

from itertools import pairwise

import pytest
from playwright.async_api import expect

from bot.fsm.application import Apply
from bot.fsm.child import AddChild
from bot.fsm.registration import Registration
from bot.fsm.review import WriteReview
from bot.fsm.round import Round
from bot.handlers import timesheets, voucher
from bot.reasons import WORDS
from bot.taps import CANCEL
from bot.words import N_, Name
from domain.not_allowed import Reason
from domain.timesheet import SheetState
from domain.voucher import State
from tests.page.conftest import Open
from tests.page.hands import Desk, Phone

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ALMATY = Name("Алматы қаласы", "г. Алматы")
BOSTANDYQ = Name("Бостандық ауданы", "Бостандыкский район")
BALBOBEK = Name("«Балбөбек» бөбекжай-бақшасы", "Ясли-сад «Балбобек»")

IIN = N_("Your IIN, 12 digits?")
STAFF = N_("🗂 Staff")
DETAILS = N_("Details")
CONFIRM = N_("✅ Confirm")
APPLY = N_("📝 Apply for a voucher")


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
    await rates_the_kindergarten(aigul, desk.phone("dep_almaty", "kk"))


async def begins(phone: Phone) -> None:
    await phone.take()
    await phone.press_start()
    await phone.press("Қазақша" if phone.language == "kk" else "Русский")


async def registers(desk: Desk, aigul: Phone) -> None:
    await begins(aigul)
    await aigul.looks_well("02-welcome")
    await aigul.press(N_("Register"))
    await aigul.looks_well("03-contact")
    await aigul.share_contact()
    await aigul.sees(IIN)
    await desk.copy("copy-iin", "aigul")
    await aigul.looks_well("04-iin")
    await aigul.paste()
    await aigul.looks_well("05-policy")
    await aigul.press(N_("I have read it and agree"))
    await aigul.looks_well("06-code")
    async with desk.keyboard():
        await aigul.looks_well("06-keyboard")
        await aigul.enter_code()
    await aigul.looks_well("07-person")
    await aigul.press(N_("Yes, these are my data"))
    await aigul.looks_well("08-review")
    await aigul.press(Registration.send)
    await aigul.looks_well("09-email")
    await skips_what_can_wait(aigul)
    await aigul.looks_well("09-menu")


async def skips_what_can_wait(phone: Phone) -> None:
    """Neither an e-mail nor «My place» now."""
    await phone.press(N_("Skip"))
    await phone.press(N_("Skip"))


async def applies(desk: Desk, aigul: Phone) -> None:
    await aigul.press(APPLY)
    await aigul.press(N_("➕ Add a child"))
    await desk.copy("copy-child-iin", "aigul")
    await aigul.paste()
    await aigul.looks_well("10-child")
    await aigul.press(N_("Yes, this is my child"))
    await aigul.press(N_("Skip"))
    await aigul.press(AddChild.send)
    await aigul.looks_well("11-region")
    await aigul.press_paging(ALMATY)
    await aigul.press_paging(BOSTANDYQ)
    await aigul.press(N_("General group"))
    await aigul.press(N_("Kazakh"))
    await aigul.press(N_("No, on general grounds"))
    await aigul.press(N_("Yes, I consent"))
    await aigul.looks_well("12-review")
    await aigul.press(Apply.send)
    await aigul.looks_well("13-receipt")
    await aigul.copies("0000001")


async def the_department_holds_a_round(desk: Desk) -> None:
    await desk.turn_clock("clock-hour")
    await desk.shows_time("16.11 11:00")
    clerk = desk.phone("dep_almaty", "kk")
    await begins(clerk)
    await clerk.press(STAFF)
    await clerk.press(N_("🎫 Hold a round of vouchers"))
    await clerk.type("1")
    await clerk.looks_well("14-round")
    await clerk.press(Round.send)
    await clerk.looks_well("15-round-held")


async def confirms_interest(desk: Desk, aigul: Phone) -> None:
    await aigul.take()
    await aigul.looks_well("16-issued")
    await aigul.press(N_("Confirm interest"))
    await aigul.press(N_("Sign: send me a code"))
    await aigul.enter_code()
    await aigul.looks_well("17-interest")
    await desk.turn_clock("clock-day")
    await desk.shows_time("17.11 11:00")


async def chooses_a_kindergarten(desk: Desk, aigul: Phone) -> None:
    await aigul.take()
    await aigul.press(N_("Choose a kindergarten"))
    await aigul.looks_well("18-kindergartens")
    await aigul.press_first(BALBOBEK)
    await aigul.looks_well("18b-kindergarten")
    await aigul.press_first(N_("✍ Choose this kindergarten"))
    await aigul.press(N_("Sign and send: send me a code"))
    await aigul.enter_code()
    await aigul.looks_well("19-contract-sent")


async def the_kindergarten_signs(desk: Desk, clerk: Phone) -> None:
    await clerk.take()
    await clerk.press(N_("Open the contract"))
    await clerk.looks_well("20-contract")
    await clerk.press(N_("✍ Sign"))
    await clerk.looks_well("21-signed")


async def is_enrolled(desk: Desk, aigul: Phone) -> None:
    await aigul.take()
    await aigul.has_button(DETAILS)
    await aigul.looks_well("22-enrolled")
    await aigul.press(DETAILS)
    await aigul.sees(voucher.STATES[State.ENROLLED])


async def the_kindergarten_publishes(desk: Desk, clerk: Phone) -> None:
    await desk.turn_clock("clock-next")
    await desk.picture("23-next-deadline")
    await desk.set_clock("2026-12-01T09:00")
    await desk.shows_time("01.12 09:00")
    await clerk.take()
    await clerk.looks_well("24-please-publish")
    await clerk.press(N_("Open the month"))
    await clerk.press_first("Сынақов")
    await clerk.looks_well("25-sheet-of-clerk")
    await clerk.press(N_("⬅ Back"))
    await clerk.press(N_("📣 Publish the month"))
    await clerk.looks_well("26-publish")
    await clerk.press(N_("📣 Publish"))
    await clerk.looks_well("27-published")


async def confirms_the_month(desk: Desk, aigul: Phone) -> None:
    await aigul.take()
    await aigul.looks_well("28-ready")
    await aigul.press(CONFIRM)
    await aigul.looks_well("29-twice")
    await aigul.press(CONFIRM)
    await aigul.looks_well("30-confirmed")
    await aigul.press(N_("Look at it"))
    await aigul.sees(timesheets.STATES[SheetState.CONFIRMED])


async def rates_the_kindergarten(aigul: Phone, department: Phone) -> None:
    """R-70: a family whose child is there; the department reads it before everybody else does."""
    await aigul.type("/menu")
    await aigul.press(N_("📋 My applications"))
    await aigul.press_first("Әлихан")
    await aigul.press(N_("⭐ Rate the kindergarten"))
    await aigul.press(N_("✍ Write a review"))
    await aigul.press(N_("★★★★★ 5 – very good"))
    await aigul.type("Тәрбиешілері мейірімді")
    await aigul.press(WriteReview.send)
    await aigul.looks_well("rooms-review")
    await department.take()
    await department.press(N_("Open"))
    await department.sees("Тәрбиешілері мейірімді")
    await department.press(N_("✅ Accept"))
    await aigul.take()
    await aigul.press(N_("💬 Reviews"))
    await aigul.sees(N_("Everybody can read it."))


async def test_two_phones_side_by_side_in_russian(open_page: Open) -> None:
    """On a wide screen, in dark and in light: edits, a toast, an alert; each phone minds its own business."""
    desk = await open_page(1400, 900, "ru", "dark")
    daniyar, clerk = desk.phone("daniyar", "ru"), desk.phone("dep_almaty", "ru")
    await desk.phone("aigul", "ru").put_away()
    await begins(daniyar)
    await begins(clerk)
    await stand_apart(daniyar, clerk)
    message = await daniyar.sees(N_("Register"))
    await expect(message.get_by_test_id("edited")).to_be_visible()

    await daniyar.press(N_("Register"))
    await daniyar.type("8 700 000 00 02")
    question = await daniyar.sees(IIN)
    await desk.order_fault("telegram", "editMessageReplyMarkup", "400")
    await daniyar.type("910905 300109")
    await daniyar.press_old(question, CANCEL)
    await daniyar.sees_toast(N_("This button is out of date"))
    await daniyar.looks_well("41-out-of-date")
    await daniyar.press(N_("I have read it and agree"))
    await daniyar.press(N_("Send the code again"))
    await desk.picture("42-alert")
    await daniyar.reads_alert(WORDS[Reason.CODE_TOO_SOON], seconds=80)
    await daniyar.enter_code_of_box()
    await daniyar.sees("Сынақов Данияр Үлгіұлы")
    await clerk.has_button(STAFF)
    await desk.picture("43-dark")
    await desk.turn_theme("light")
    await desk.picture("44-light")

    await desk.page.reload()
    await daniyar.press(N_("Yes, these are my data"))
    await daniyar.press(Registration.send)
    await skips_what_can_wait(daniyar)
    await daniyar.has_button(APPLY)
    await daniyar.looks_well("45-menu")


async def stand_apart(*phones: Phone) -> None:
    """The phones are whole on the screen, and none covers another."""
    boxes = [await phone.place() for phone in phones]
    boxes.sort(key=lambda box: box["x"])
    assert all(left["x"] + left["width"] <= right["x"] for left, right in pairwise(boxes))
    for phone in phones:
        await expect(phone.node).to_be_in_viewport(ratio=1)
