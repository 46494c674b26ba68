"""The hands and eyes of a newcomer before the page: press what is seen, read what is shown.

Nothing is asked of the server here, and nothing is slept: what is looked for is waited for. Words come from the bot's
catalogue and places from the page's own marks (the first comment of `index.html`).
"""

import html
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import FloatRect, Locator, Page, expect

from bot.words import Words, say, speaking

TOO_WIDE = """
() => {
  const problems = [];
  const root = document.documentElement;
  if (root.scrollWidth > innerWidth) problems.push(`the page is ${root.scrollWidth} wide`);
  for (const pre of document.querySelectorAll('.words pre')) {
    if (pre.scrollWidth > pre.clientWidth) problems.push(`a calendar is ${pre.scrollWidth} of ${pre.clientWidth} wide`);
  }
  for (const key of document.querySelectorAll('.inline-keyboard button, .reply-keyboard button, .bubble')) {
    if (key.scrollWidth > key.clientWidth + 1) problems.push(`cut off: ${key.textContent}`);
  }
  return problems;
}
"""

SIGN = r"^[^\w«]*"  # a button may begin with a picture
KEYBOARD = 330  # pixels
PATIENCE = 25_000  # ms; the server waits for the bot for 20 s at most
expect.set_options(timeout=PATIENCE)


class Desk:
    """The page: whose phones are open, the clock, the panels."""

    def __init__(self, page: Page, pictures: Path) -> None:
        self.page, self._pictures = page, pictures
        self.errors: list[str] = []
        self.strangers: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda said: self.errors.append(said.text) if said.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("requestfailed", lambda request: self._failed(request.url, request.failure))
        page.on("request", lambda request: self._asked(request.url))

    def _failed(self, url: str, why: str | None) -> None:
        if why != "net::ERR_ABORTED":  # that is what happens to a request when the page is left
            self.errors.append(f"{url}: {why}")

    def _asked(self, url: str) -> None:
        if not re.match(r"(http://127\.0\.0\.1[:/]|data:|blob:)", url):
            self.strangers.append(url)

    def phone(self, person: str, language: str) -> "Phone":
        """Somebody's phone, and the language its owner reads; it need not be open yet."""
        return Phone(self, person, language)

    async def copy(self, mark: str, person: str, *, nth: int = 0) -> None:
        """Copy a number from somebody's card in the people panel."""
        await self.open_panel("people")
        number = self.page.get_by_test_id(f"card-{person}").get_by_test_id(mark).nth(nth)
        await number.click()
        await self.has_copied(await number.get_attribute("data-value") or "")
        await self._close_panel()

    async def has_copied(self, words: str) -> None:
        """The clipboard holds these words."""
        await self.page.wait_for_function("async (words) => await navigator.clipboard.readText() === words", arg=words)

    async def turn_clock(self, mark: str) -> None:
        """Press a button of the clock: clock-hour, clock-day or clock-next."""
        await self.open_panel("sms")
        await self.page.get_by_test_id(mark).click()
        await self._clock_stands()
        await self._close_panel()

    async def set_clock(self, local: str) -> None:
        """Go to a date and an hour: "2026-12-01T09:00"."""
        await self.open_panel("sms")
        await self.page.get_by_test_id("clock-date").fill(local)
        await self.page.get_by_test_id("clock-set").click()
        await self._clock_stands()
        await self._close_panel()

    @asynccontextmanager
    async def keyboard(self) -> AsyncIterator[None]:
        """The keyboard of a real phone takes the lower part of the window."""
        size = self.page.viewport_size
        assert size
        await self.page.set_viewport_size({"width": size["width"], "height": size["height"] - KEYBOARD})
        yield
        await self.page.set_viewport_size(size)

    async def order_fault(self, target: str, method: str, code: str) -> None:
        """Break the next call of this kind."""
        await self.open_panel("faults")
        await self.page.get_by_test_id("fault-target").select_option(target)
        await self.page.get_by_test_id("fault-method").fill(method)
        await self.page.get_by_test_id("fault-code").select_option(code)
        async with self.page.expect_response("**/sim/faults"):
            await self.page.get_by_test_id("fault-send").click()
        await self._close_panel()

    async def turn_theme(self, theme: str) -> None:
        """Press the moon; the page is in the other colours."""
        await self.page.get_by_test_id("theme").click()
        await expect(self.page.locator("html")).to_have_css("color-scheme", theme)

    async def _clock_stands(self) -> None:
        await expect(self.page.get_by_test_id("clock-hour")).to_be_enabled()
        assert not (refused := await self.page.get_by_test_id("error").all_inner_texts()), refused

    async def shows_time(self, local: str) -> None:
        """The clock at the top of a phone's page: "17.11 11:00"."""
        await expect(self.page.get_by_test_id("bar-clock")).to_have_text(local)

    async def open_panel(self, tab: str) -> None:
        tools = self.page.get_by_test_id("tools")
        if await tools.is_visible():
            await tools.click()
        await self.page.get_by_test_id(f"tab-{tab}").click()

    async def _close_panel(self) -> None:
        close = self.page.get_by_test_id("tools-close")
        if await close.is_visible():
            await close.click()

    async def picture(self, name: str) -> None:
        """A picture of what is seen, for people to look at."""
        await self.page.screenshot(path=self._pictures / f"{name}.png", animations="disabled")

    async def fits(self) -> None:
        """Nothing is wider than the window, and no words are cut off or wrapped that mustn't be."""
        problems = await self.page.evaluate(TOO_WIDE)
        assert not problems, problems

    def is_clean(self) -> None:
        """Nothing was complained of, and nobody outside was asked."""
        assert not self.errors, f"the page complains: {self.errors}"
        assert not self.strangers, f"the page asks others: {self.strangers}"


class Phone:
    """One phone on the page, used with the hands."""

    def __init__(self, desk: Desk, person: str, language: str) -> None:
        self.desk, self.person, self.language = desk, person, language
        self.node = desk.page.locator(f'[data-testid="phone"][data-person="{person}"]')
        self._messages = self.node.get_by_test_id("message")

    # ---- hands -----------------------------------------------------------------------------------------------------

    async def take(self) -> "Phone":
        """Open it, if it isn't; its chat is shown then."""
        if not await self.node.is_visible():
            await self.desk.page.get_by_test_id(f"person-{self.person}").click()
        await expect(self._messages.or_(self.node.get_by_test_id("start")).filter(visible=True).last).to_be_visible()
        await self._rests()
        return self

    async def place(self) -> FloatRect:
        """Where it lies on the page."""
        box = await self.node.bounding_box()
        assert box, f"the phone of {self.person} is not to be seen"
        return box

    async def put_away(self) -> None:
        """Close it with the cross on it."""
        await self.node.get_by_test_id("hide-phone").click()
        await expect(self.node).to_be_hidden()

    async def press_start(self) -> None:
        """Press Start in the empty chat."""
        await self.node.get_by_test_id("start").click()
        await self._rests()

    async def press(self, words: Words, **blanks: object) -> None:
        """Press the newest button with these words."""
        await self._button(self._said(words, **blanks)).click()
        await self._rests()

    async def copies(self, words: str) -> None:
        """Press the newest copy button; the clipboard holds these words then."""
        await self.node.locator('[data-testid="inline-button"][data-kind="copy"]').last.click()
        await self.desk.has_copied(words)

    async def press_old(self, message: Locator, words: Words) -> None:
        """Press a button of a message that is not the newest; what comes of it may be gone soon."""
        await message.get_by_test_id("inline-button").filter(has_text=self._said(words)).click()

    async def press_first(self, words: Words) -> None:
        """Press the newest list's first button that begins with these words, whatever else stands on it."""
        start = re.compile(SIGN + re.escape(self._said(words)))
        buttons = self.desk.page.get_by_test_id("inline-button").filter(has_text=start)
        await self._messages.filter(has=buttons).last.locator(buttons).first.click()
        await self._rests()

    async def press_paging(self, words: Words) -> None:
        """Press a button of a long list, turning its pages until it is there."""
        button = self._button(self._said(words))
        for _page in range(8):
            if await button.is_visible():
                break
            await self._button("▶").click()
            await self._rests()
        await button.click()
        await self._rests()

    async def share_contact(self) -> None:
        """Press the key that shares the own number, and agree."""
        await self.node.locator('[data-testid="reply-button"][data-kind="contact"]').click()
        await self.node.get_by_test_id("confirm-yes").click()
        await self._rests()

    async def attach_photo(self, file: Path) -> None:
        """Choose a photo in the menu of attachments; it is sent at once."""
        await self.node.get_by_test_id("attach").click()
        await self.node.get_by_test_id("attach-photo").set_input_files(file)
        await self._rests()

    async def opens_picture(self, name: str) -> None:
        """Open the newest picture of the chat, look at it, and close it."""
        await self.node.get_by_test_id("photo").last.click()
        shown = self.desk.page.get_by_role("dialog").locator("img")
        await expect(shown).to_be_visible()
        await expect(shown).to_have_js_property("complete", True)
        await self.desk.picture(name)
        await self.desk.page.get_by_test_id("photo-close").click()

    async def open_link(self, payload: str) -> None:
        """Open the bot by a deep link typed into the box."""
        await self.node.get_by_test_id("more").click()
        await self.node.locator('[data-testid="more-menu"] [data-testid="deep-link"]').click()
        await self.node.locator('input[data-testid="deep-link"]').fill(payload)
        await self.node.get_by_test_id("deep-link-open").click()
        await self._rests()

    async def paste(self) -> None:
        """Paste into the line what was copied, and send it."""
        await self.node.get_by_test_id("input").click()
        await self.desk.page.keyboard.press("ControlOrMeta+V")
        await self._send()

    async def type(self, text: str) -> None:
        """Type into the line, and send it with Enter."""
        line = self.node.get_by_test_id("input")
        await line.click()
        await line.press_sequentially(text)
        await line.press("Enter")
        await self._rests()

    async def enter_code(self) -> None:
        """Put the code of the SMS that has just come into the line, and send it."""
        await self.node.get_by_test_id("peek-insert").click()
        await self._send()

    async def enter_code_of_box(self) -> None:
        """Put the code of the newest message of the SMS box into the line, and send it."""
        await self.desk.open_panel("sms")
        await self.desk.page.get_by_test_id("sms-insert").first.click()
        await self._send()

    async def _send(self) -> None:
        await expect(self.node.get_by_test_id("input")).not_to_have_value("")
        await self.node.get_by_test_id("send").click()
        await self._rests()

    async def _rests(self) -> None:
        """Wait until what was done here is over: the bot has answered, and its answer is shown."""
        await expect(self.node).to_have_attribute("data-busy", "false")
        assert not (refused := await self.node.get_by_test_id("error").all_inner_texts()), refused

    # ---- eyes ------------------------------------------------------------------------------------------------------

    async def sees(self, words: Words, **blanks: object) -> Locator:
        """The newest message with these words, which is on the screen."""
        message = self._messages.filter(has_text=self._said(words, **blanks)).last
        await expect(message).to_be_in_viewport()
        return message

    async def looks_well(self, picture: str) -> None:
        """The chat stands at its newest message, nothing is cut off; and a picture of it for people to look at."""
        await self.sees_newest()
        await self.desk.fits()
        await self.desk.picture(picture)

    async def sees_newest(self) -> None:
        """The last button or word of the last message is on the screen."""
        end = self._messages.last.locator(".meta, [data-testid='inline-button']").last
        await expect(end).to_be_in_viewport(ratio=0.9)
        await expect(self.node.get_by_test_id("jump")).to_be_hidden()

    async def sees_toast(self, words: Words) -> None:
        """A toast says so, for a few seconds."""
        await self.node.get_by_test_id("toast").filter(has_text=self._said(words)).wait_for()
        await self._rests()

    async def reads_alert(self, words: Words, **blanks: object) -> None:
        """An alert says so; it is read and closed."""
        await expect(self.node.get_by_test_id("alert")).to_contain_text(self._said(words, **blanks))
        await self.node.get_by_test_id("alert-ok").click()

    async def has_button(self, words: Words, **blanks: object) -> Locator:
        """The newest button with these words, which is there."""
        button = self._button(self._said(words, **blanks))
        await expect(button).to_be_visible()
        return button

    def _button(self, words: str) -> Locator:
        exactly = re.compile(f"{SIGN}{re.escape(words)}( \\(\\d+\\))?$")
        return self.node.get_by_test_id("inline-button").filter(has_text=exactly).last

    def _said(self, words: Words, **blanks: object) -> str:
        """The words as they stand on this phone: without markup and without the sign before them."""
        with speaking(self.language):
            return plain(say(words, **blanks))


def plain(said: str) -> str:
    """The words without their markup."""
    return html.unescape(re.sub(r"<[^>]+>", "", said))
