"""What a parent sends and is shown besides words, on a phone in the dark: a document, a picture, a paper, a deep link."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from bot.fsm.application import Apply
from bot.fsm.child import AddChild
from bot.fsm.registration import Registration
from bot.words import N_
from tests.documents.files import picture
from tests.page.conftest import Open
from tests.page.hands import Desk, Phone
from tests.page.test_road import ALMATY, APPLY, BOSTANDYQ, begins, skips_what_can_wait

pytestmark = [pytest.mark.browser, pytest.mark.slow]

RED = 1.5  # times as much red as green or blue


async def test_documents_pictures_and_links_in_the_dark(open_page: Open, tmp_path: Path) -> None:
    """Attach a photo and look at it, open the queue's picture and the receipt, follow a link, see an error in red."""
    desk = await open_page(390, 844, "ru", "dark")
    daniyar = await registered(desk)
    await applies_with_a_document(daniyar, tmp_path)
    await looks_at_the_queue(daniyar)
    await takes_the_receipt(daniyar)
    await follows_a_link(desk, daniyar)
    await chooses_a_command(daniyar)
    await an_error_is_red(desk, daniyar)


async def registered(desk: Desk) -> Phone:
    daniyar = desk.phone("daniyar", "ru")
    await begins(daniyar)
    await daniyar.press(N_("Register"))
    await daniyar.share_contact()
    await desk.copy("copy-iin", "daniyar")
    await daniyar.paste()
    await daniyar.press(N_("I have read it and agree"))
    await daniyar.enter_code()
    await daniyar.press(N_("Yes, these are my data"))
    await daniyar.press(Registration.send)
    await skips_what_can_wait(daniyar)
    return daniyar


async def applies_with_a_document(daniyar: Phone, folder: Path) -> None:
    await daniyar.press(APPLY)
    await daniyar.press(N_("➕ Add a child"))
    await daniyar.type("230415500016")
    await daniyar.press(N_("Yes, this is my child"))
    await daniyar.press(N_("Skip"))
    await daniyar.press(AddChild.send)
    await daniyar.press_paging(ALMATY)
    await daniyar.press_paging(BOSTANDYQ)
    await daniyar.press(N_("General group"))
    await daniyar.press(N_("Kazakh"))
    await daniyar.press_paging(N_("A large family"))
    (folder / "photo.jpg").write_bytes(picture(size=(900, 600)))
    await daniyar.attach_photo(folder / "photo.jpg")
    await daniyar.looks_well("51-attached")
    await daniyar.press(N_("Show"))
    await daniyar.opens_picture("52-document")
    await daniyar.press(N_("✅ Done"))
    await daniyar.press(N_("Yes, I consent"))
    await daniyar.press(Apply.send)
    await daniyar.looks_well("53-received")


async def looks_at_the_queue(daniyar: Phone) -> None:
    await daniyar.type("/status")
    await daniyar.press_first("Әлихан")
    await daniyar.press(N_("📈 The queue"))
    await daniyar.opens_picture("54-queue")


async def takes_the_receipt(daniyar: Phone) -> None:
    await daniyar.type("/status")
    await daniyar.press_first("Әлихан")
    await daniyar.press(N_("🧾 Receipt"))
    await daniyar.press(N_("📄 Receipt as PDF"))
    paper = daniyar.node.get_by_test_id("file").last
    await expect(paper).to_contain_text("balabaqsha-0000001.pdf")
    await daniyar.looks_well("55-receipt")


async def follows_a_link(desk: Desk, daniyar: Phone) -> None:
    """A receipt is checked by staff only: a parent is told so, kindly."""
    await daniyar.open_link("check_1")
    await desk.picture("56-link")
    await daniyar.has_button(APPLY)


async def chooses_a_command(daniyar: Phone) -> None:
    await daniyar.node.get_by_test_id("menu").click()
    await expect(daniyar.node.get_by_test_id("commands")).to_be_visible()
    await daniyar.node.locator('[data-testid="command"][data-command="help"]').click()
    await daniyar.looks_well("57-help")


async def an_error_is_red(desk: Desk, daniyar: Phone) -> None:
    await desk.order_fault("telegram", "editMessageText", "400")
    await daniyar.press(N_("🏠 Menu"))
    await desk.open_panel("calls")
    failed = desk.page.locator('[data-testid="call-item"][data-ok="false"]').first
    await expect(failed).to_be_visible()
    await desk.picture("58-calls")
    red, green, blue = await failed.evaluate(
        "node => getComputedStyle(node.querySelector('b')).color.match(/[0-9.]+/g).slice(0, 3).map(Number)"
    )
    assert red > RED * max(green, blue), (red, green, blue)
