"""eGov Mobile and NCALayer as the page plays them: what is signed is seen first (R-51, R-55)."""

import pytest
from aiohttp import ClientSession
from playwright.async_api import expect

from bot.fsm.contract import EDS_WORDS
from bot.words import N_
from playground.server import Playground
from tests.conversations.given import Story
from tests.conversations.harness import World
from tests.conversations.tongues import RU
from tests.page.conftest import Open
from tests.page.hands import Phone
from tests.page.test_road import BALBOBEK

pytestmark = [pytest.mark.browser, pytest.mark.slow]


async def test_signing_on_the_phone_and_with_a_file(playground: Playground, open_page: Open) -> None:
    """The link opens eGov Mobile: the statement is read, refused, then signed; the contract goes through NCALayer."""
    async with ClientSession() as session:
        story = Story(World(playground, session, rebuilding=False), RU)
        await story.issued("daniyar")
    desk = await open_page(390, 844, "ru", "light")
    daniyar = desk.phone("daniyar", "ru")
    await daniyar.take()
    await daniyar.node.get_by_test_id("inline-button").filter(has_text="Подтвердить").first.click()
    await daniyar.press(EDS_WORDS["phone"])
    link = daniyar.node.locator('[data-testid="inline-button"][data-kind="url"]').last
    await link.click()
    await expect(daniyar.node.get_by_test_id("egov-text")).to_contain_text("№ 0000001")
    await desk.picture("61-egov")
    await daniyar.node.get_by_test_id("egov-cancel").click()
    await daniyar.sees(N_("You have cancelled the signing in eGov Mobile. Nothing has been sent."))
    await daniyar.press(N_("Sign again"))
    await daniyar.node.locator('[data-testid="inline-button"][data-kind="url"]').last.click()
    await daniyar.node.get_by_test_id("egov-kind").select_option("rsa")
    await daniyar.node.get_by_test_id("egov-sign").click()
    await daniyar.sees(N_("✅ <b>Interest is confirmed.</b> Next: choose a kindergarten and sign the contract."))
    await chooses_a_kindergarten(daniyar)
    await daniyar.press(EDS_WORDS["file"])
    await daniyar.node.get_by_test_id("ncalayer-open").last.click()
    await daniyar.node.get_by_test_id("ncalayer-kind").select_option("rsa")
    await desk.picture("62-ncalayer")
    await daniyar.node.get_by_test_id("ncalayer-sign").click()
    await daniyar.sees(
        N_("✅ <b>The contract is signed and sent.</b> We tell you as soon as the kindergarten has answered.")
    )


async def chooses_a_kindergarten(daniyar: Phone) -> None:
    await daniyar.press(N_("Choose a kindergarten"))
    await daniyar.press_first(BALBOBEK)
    await daniyar.press_first(N_("✍ Choose this kindergarten"))


async def test_where_the_qr_code_leads(playground: Playground, open_page: Open) -> None:
    """Scanned by another device: a page of its own, where one says who one is."""
    async with ClientSession() as session:
        story = Story(World(playground, session, rebuilding=False), RU)
        aigul = await story.issued("aigul")
        await aigul.taps(f"{RU.confirm_interest}…")
        await aigul.taps("📱 Подписать в eGov Mobile")
        (id,) = playground.sigex._sessions
        desk = await open_page(390, 844, "ru", "light")
        await desk.page.goto(f"{playground.url}/egov/{id}")
        await desk.page.get_by_role("button", name="Айгүл").click()
        await desk.picture("63-egov-page")
        await desk.page.get_by_test_id("egov-kind").select_option("rsa")
        await desk.page.get_by_test_id("egov-sign").click()
        await expect(desk.page.get_by_test_id("egov-status")).to_contain_text("Подписано")
        await aigul.sees(RU.interest_confirmed)
