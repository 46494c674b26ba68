"""The portal's other rooms on the page (R-10, R-11, R-70 … R-72): what strangers find, a person who answers, a password."""

import pytest
from playwright.async_api import expect

from bot.fsm.support import AnswerQuestion, AskSupport
from bot.words import N_
from tests.page.conftest import Open
from tests.page.hands import Desk, Phone
from tests.page.test_road import ALMATY, BALBOBEK, begins, registers

pytestmark = [pytest.mark.browser, pytest.mark.slow]

HELP = N_("❓ Help")
TYPO = "балбабек"


async def test_what_a_stranger_finds_in_russian(open_page: Open) -> None:
    """The catalogue with a typo, free places, queues, statistics, an answer: nobody has to register for them."""
    desk = await open_page(390, 844, "ru", "light")
    zhanna = desk.phone("zhanna", "ru")
    await begins(zhanna)
    await finds_a_kindergarten(zhanna)
    await looks_at_free_places_and_queues(zhanna)
    await desk.turn_clock("clock-day")  # a morning is counted once it has come
    await looks_at_statistics(zhanna)
    await finds_an_answer(zhanna)


async def finds_a_kindergarten(zhanna: Phone) -> None:
    await zhanna.press(N_("🏫 Kindergartens"))
    await zhanna.press(N_("🔤 By name"))
    await zhanna.type(TYPO)
    await zhanna.sees(f"Вы искали: «{TYPO}»")
    await zhanna.looks_well("rooms-catalogue")
    await zhanna.press_first(BALBOBEK)
    await zhanna.press(N_("🔔 Tell me when a place appears"))
    await zhanna.sees(N_("🔔 We will write to you once, when a place appears here."))
    await zhanna.looks_well("rooms-kindergarten")
    await zhanna.press(N_("💬 Reviews"))
    await zhanna.sees(N_("Nobody has rated this kindergarten yet."))


async def looks_at_free_places_and_queues(zhanna: Phone) -> None:
    await zhanna.type("/menu")
    await zhanna.press(N_("🪑 Free places"))
    await zhanna.press(N_("🗺 Another place"))
    await zhanna.press_paging(ALMATY)
    await zhanna.press_paging(N_("The whole city"))
    await zhanna.looks_well("rooms-bulletins")
    await zhanna.press_first("Посмотреть, 1:")
    await zhanna.has_button(N_("🏫 About the kindergarten"))
    await zhanna.looks_well("rooms-bulletin")
    await zhanna.type("/menu")
    await zhanna.press(N_("👥 Queues"))
    await zhanna.looks_well("rooms-queues")
    await zhanna.press(N_("🏫 At each kindergarten"))
    await zhanna.looks_well("rooms-queues-of-kindergartens")


async def looks_at_statistics(zhanna: Phone) -> None:
    await zhanna.type("/menu")
    await zhanna.press(N_("📊 Statistics"))
    await zhanna.sees(N_("📈 Statistics: the queue for a voucher"))
    await zhanna.opens_picture("rooms-statistics")
    await zhanna.press(N_("🪑 Free places"))
    await zhanna.press(N_("🗺 By region"))
    await zhanna.sees(N_("Free places this morning, by region"))
    await zhanna.opens_picture("rooms-by-region")


async def finds_an_answer(zhanna: Phone) -> None:
    await zhanna.type("/menu")
    await zhanna.press(HELP)
    await zhanna.looks_well("rooms-help")
    await zhanna.type("забыл пороль")
    await zhanna.press("Как восстановить забытый пароль?")
    await zhanna.looks_well("rooms-answer")


async def test_a_person_answers_in_the_dark(open_page: Open) -> None:
    """R-72: asked from the help, taken, answered in the chat, and it helped; both read Kazakh."""
    desk = await open_page(390, 844, "kk", "dark")
    clerk, aigul = desk.phone("support", "kk"), desk.phone("aigul", "kk")
    await begins(clerk)
    await begins(aigul)
    await aigul.press(HELP)
    await aigul.press(N_("💬 Ask a person"))
    await aigul.looks_well("rooms-asking")
    await aigul.type("Балам екі жаста, қай топқа барады?")
    await aigul.press(AskSupport.send)
    await aigul.sees(N_("✅ <b>Question No. {number} has been sent to support.</b>"), number=1)
    await clerk.take()
    await clerk.press(N_("Open the question"))
    await clerk.press(N_("✋ Take it"))
    await clerk.sees("Балам екі жаста, қай топқа барады?")
    await clerk.looks_well("rooms-question")
    await clerk.press(N_("✍ Answer"))
    await clerk.type("Кіші топқа. Нөмірі: 8 (727) 339-72-22")
    await clerk.press(AnswerQuestion.send)
    await aigul.take()
    await aigul.sees("Кіші топқа. Нөмірі: 8 (727) 339-72-22")
    await aigul.looks_well("rooms-answered")
    await aigul.press(N_("👍 That helps"))
    await aigul.sees(N_("👍 We are glad. Question No. {number} is done with."), number=1)


async def test_a_password_and_ones_own_data(open_page: Open) -> None:
    """R-10, R-11: set on one phone, used on another; neither chat shows it afterwards. Then the account's rooms."""
    desk = await open_page(390, 844, "kk", "light")
    aigul, daniyar = desk.phone("aigul", "kk"), desk.phone("daniyar", "ru")
    await registers(desk, aigul)
    await sets_a_password(aigul)
    await begins(daniyar)
    await daniyar.press(N_("🔑 Sign in"))
    await signs_in_with_it(desk, daniyar)
    await aigul.take()
    await aigul.type("/menu")
    await aigul.press(N_("👤 My data"))
    await aigul.press(N_("🔔 Notifications"))
    await aigul.looks_well("rooms-notifications")
    await aigul.type("/menu")
    await aigul.press(N_("👤 My data"))
    await aigul.press(N_("🛡 My data and consent"))
    await aigul.looks_well("rooms-consent")
    await aigul.press(N_("👁 Who saw or changed my data"))
    await aigul.looks_well("rooms-trail")


PASSWORD = "Қызыл-Алма 2026"


async def sets_a_password(aigul: Phone) -> None:
    await aigul.desk.turn_clock("clock-hour")
    await aigul.type("/menu")
    await aigul.press(N_("👤 My data"))
    await aigul.looks_well("rooms-account")
    await aigul.press(N_("🔑 Sign-in and password"))
    await aigul.press(N_("🔑 Set a password"))
    await aigul.enter_code()
    await aigul.type(PASSWORD)
    await aigul.type(PASSWORD)
    await aigul.sees("Құпия сөз қойылды.")
    await leaves_no_password(aigul)
    await aigul.looks_well("rooms-password")


async def signs_in_with_it(desk: Desk, daniyar: Phone) -> None:
    await daniyar.press(N_("🔑 With a password"))
    await desk.copy("copy-iin", "aigul")
    await daniyar.take()
    await daniyar.paste()
    await daniyar.press(N_("Yes, this is my own phone"))
    await daniyar.type(PASSWORD)
    await leaves_no_password(daniyar)
    await daniyar.has_button(N_("👤 My data"))


async def leaves_no_password(phone: Phone) -> None:
    await expect(phone.node).not_to_contain_text(PASSWORD)
