"""The Bot API refuses what Telegram refuses, in the same words."""

from __future__ import annotations

import asyncio
import struct
from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
)
from aiogram.types import BotCommand, BufferedInputFile, InlineKeyboardMarkup
from aiohttp import ClientSession

from tests.playground.conftest import Page, aiogram_bot

AIGUL = 5_000_000_001
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", 30, 20) + b"\x08\x02\x00\x00\x00"


@pytest.fixture
async def bot(alone: Page) -> Any:
    """aiogram's client; Aigul has pressed Start."""
    await start(alone)
    client = aiogram_bot(alone.playground.environment)
    yield client
    await client.session.close()


async def start(page: Page) -> None:
    await page.post("/sim/people/aigul/start?wait=0")


async def refused(page: Page, method: str, **body: Any) -> str:
    said = await page.bot(method, **body)
    assert said["ok"] is False
    return str(said["description"])


def keyboard(*data: str) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": word, "callback_data": word} for word in data]]}


async def sent(page: Page, **body: Any) -> int:
    said = await page.bot("sendMessage", chat_id=AIGUL, **{"text": "Hello", **body})
    assert said["ok"], said
    return int(said["result"]["message_id"])


async def test_a_wrong_token(alone: Page) -> None:
    status, body = await alone.raw("POST", "/bot1:wrong/getMe")
    assert status == 401
    assert b"Unauthorized" in body


async def test_an_unknown_method_is_loud(alone: Page) -> None:
    assert await refused(alone, "sendRocket") == "Not Found: method not found"
    [call] = (await alone.get("/sim/calls"))["calls"]
    assert (call["method"], call["status"], call["ok"]) == ("sendRocket", 404, False)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"chat_id": 404}, "Bad Request: chat not found"),
        ({"chat_id": AIGUL, "text": " \n"}, "Bad Request: message text is empty"),
        ({"chat_id": AIGUL, "text": "<b></b>", "parse_mode": "HTML"}, "Bad Request: message text is empty"),
        ({"chat_id": AIGUL, "text": "x" * 4097}, "Bad Request: message is too long"),
        ({"chat_id": AIGUL, "reply_markup": keyboard("ж" * 33)}, "Bad Request: BUTTON_DATA_INVALID"),
        ({"chat_id": AIGUL, "reply_markup": {"inline_keyboard": [[{"text": "x"}]]}}, "Text buttons are unallowed"),
        ({"chat_id": AIGUL, "reply_parameters": {"message_id": 99}}, "Bad Request: message to be replied not found"),
        ({"chat_id": AIGUL, "text": "<b>x", "parse_mode": "HTML"}, "Bad Request: can't parse entities: "),
        ({"text": "nobody"}, "Bad Request: chat_id is empty"),
    ],
)
async def test_what_cannot_be_sent(alone: Page, body: dict[str, Any], words: str) -> None:
    await start(alone)
    assert words in await refused(alone, "sendMessage", **{"text": "Hello", **body})


async def test_lengths_are_counted_in_utf_16(alone: Page) -> None:
    await start(alone)
    await sent(alone, text="👋" * 2048)
    assert "too long" in await refused(alone, "sendMessage", chat_id=AIGUL, text="👋" * 2049)


async def test_who_blocked_the_bot_gets_nothing(alone: Page, bot: Bot) -> None:
    await alone.post("/sim/people/aigul/block?wait=0")
    with pytest.raises(TelegramForbiddenError, match="bot was blocked by the user"):
        await bot.send_message(AIGUL, "Hello")


async def test_edits(alone: Page) -> None:
    await start(alone)
    number = await sent(alone, reply_markup=keyboard("a"))
    same = {"chat_id": AIGUL, "message_id": number, "text": "Hello", "reply_markup": keyboard("a")}
    assert "message is not modified" in await refused(alone, "editMessageText", **same)
    assert (await alone.bot("editMessageText", **same | {"text": "New"}))["result"]["edit_date"]
    gone = await alone.bot("editMessageText", chat_id=AIGUL, message_id=number, text="New")
    assert "reply_markup" not in gone["result"]
    missing = same | {"message_id": 999}
    assert await refused(alone, "editMessageText", **missing) == "Bad Request: message to edit not found"
    too_long = same | {"text": "x" * 4097}
    assert await refused(alone, "editMessageText", **too_long) == "Bad Request: MESSAGE_TOO_LONG"
    persons = same | {"message_id": 1}
    assert await refused(alone, "editMessageText", **persons) == "Bad Request: message can't be edited"


async def test_a_message_with_a_reply_keyboard_stays_as_it_is(alone: Page) -> None:
    await start(alone)
    for markup in ({"keyboard": [["Yes"]]}, {"remove_keyboard": True}):
        number = await sent(alone, reply_markup=markup)
        edit = {"chat_id": AIGUL, "message_id": number, "text": "New"}
        assert "can't be edited" in await refused(alone, "editMessageText", **edit)


async def test_only_the_buttons_change(alone: Page) -> None:
    await start(alone)
    number = await sent(alone, reply_markup=keyboard("a"))
    edit = {"chat_id": AIGUL, "message_id": number}
    both = await alone.bot("editMessageReplyMarkup", **edit, reply_markup=keyboard("a", "b"))
    assert len(both["result"]["reply_markup"]["inline_keyboard"][0]) == 2
    assert "reply_markup" not in (await alone.bot("editMessageReplyMarkup", **edit))["result"]
    assert "not modified" in await refused(alone, "editMessageReplyMarkup", **edit)


async def test_deleting(alone: Page) -> None:
    await start(alone)
    number = await sent(alone)
    assert (await alone.bot("deleteMessage", chat_id=AIGUL, message_id=number))["result"] is True
    assert "to delete not found" in await refused(alone, "deleteMessage", chat_id=AIGUL, message_id=number)
    assert (await alone.bot("deleteMessage", chat_id=AIGUL, message_id=1))["ok"], "the person's own"
    chat = (await alone.get("/sim/people/aigul/chat"))["messages"]
    assert [message["deleted"] for message in chat] == [True, True]
    old = await sent(alone)
    await alone.post("/sim/clock", advance="PT49H")
    assert "can't be deleted" in await refused(alone, "deleteMessage", chat_id=AIGUL, message_id=old)


async def test_a_tap_is_answered_once_and_soon(alone: Page) -> None:
    await start(alone)
    await sent(alone, reply_markup=keyboard("a"))
    too_old = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    query = await tap(alone)
    long = await refused(alone, "answerCallbackQuery", callback_query_id=query, text="x" * 201)
    assert long == "Bad Request: MESSAGE_TOO_LONG"
    assert (await alone.bot("answerCallbackQuery", callback_query_id=query))["ok"]
    assert await refused(alone, "answerCallbackQuery", callback_query_id=query) == too_old
    query = await tap(alone)
    await alone.post("/sim/clock", advance="PT16S")
    assert await refused(alone, "answerCallbackQuery", callback_query_id=query) == too_old


async def tap(page: Page) -> str:
    await page.post("/sim/people/aigul/tap?wait=0", data="a")
    updates = (await page.bot("getUpdates", offset=-1))["result"]
    return str(updates[0]["callback_query"]["id"])


async def test_polls_confirm_by_offset(alone: Page) -> None:
    await start(alone)
    await alone.post("/sim/people/aigul/say?wait=0", text="one")
    await alone.post("/sim/people/aigul/say?wait=0", text="two")
    first = (await alone.bot("getUpdates", limit=2))["result"]
    assert [update["message"]["text"] for update in first] == ["/start", "one"]
    assert (await alone.bot("getUpdates", limit=2))["result"] == first, "unconfirmed comes again"
    rest = (await alone.bot("getUpdates", offset=first[-1]["update_id"] + 1))["result"]
    assert [update["message"]["text"] for update in rest] == ["two"]
    assert (await alone.get("/sim/state"))["unconfirmed"] == 1
    assert (await alone.bot("getUpdates", offset=rest[0]["update_id"] + 1))["result"] == []
    assert (await alone.get("/sim/state"))["unconfirmed"] == 0


async def test_a_long_poll_ends_with_the_first_update(alone: Page) -> None:
    async with asyncio.TaskGroup() as group:
        poll = group.create_task(alone.bot("getUpdates", timeout=50))
        await asyncio.sleep(0.05)
        await start(alone)
    assert len(poll.result()["result"]) == 1


async def test_the_second_poller_sends_the_first_one_home(alone: Page) -> None:
    async with asyncio.TaskGroup() as group:
        first = group.create_task(alone.bot("getUpdates", timeout=50))
        await asyncio.sleep(0.05)
        second = group.create_task(alone.bot("getUpdates", timeout=50))
        await asyncio.sleep(0.05)
        await start(alone)
    assert first.result()["error_code"] == 409
    assert "terminated by other getUpdates request" in first.result()["description"]
    assert second.result()["ok"]


async def test_a_poller_that_vanished_is_in_nobodys_way(alone: Page) -> None:
    async with ClientSession() as session:
        url = f"{alone.playground.url}/bot{alone.playground.environment['BOT_TOKEN']}/getUpdates"
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1), session.post(url, json={"timeout": 50}):
                pass
    await start(alone)
    assert len((await alone.bot("getUpdates"))["result"]) == 1


async def test_updates_that_were_not_asked_for_stay_away(alone: Page) -> None:
    await alone.bot("getUpdates", allowed_updates=["message"])
    await start(alone)
    await alone.post("/sim/people/aigul/block?wait=0")
    assert [set(u) - {"update_id"} for u in (await alone.bot("getUpdates"))["result"]] == [{"message"}]


async def test_old_updates_are_forgotten(alone: Page) -> None:
    await start(alone)
    await sent(alone, reply_markup=keyboard("a"))
    await alone.post("/sim/people/aigul/tap?wait=0", data="a")
    await alone.post("/sim/clock", advance="PT3M")
    assert len((await alone.bot("getUpdates"))["result"]) == 1, "the tap is gone"
    await alone.post("/sim/clock", advance="P1D")
    assert (await alone.bot("getUpdates"))["result"] == []


async def test_files_by_multipart_and_back(alone: Page, bot: Bot) -> None:
    message = await bot.send_document(
        AIGUL, BufferedInputFile(b"%PDF", "құжат.pdf"), caption="<b>A</b>", parse_mode="HTML"
    )
    assert message.document is not None
    assert (message.document.file_name, message.caption) == ("құжат.pdf", "A")
    file = await bot.get_file(message.document.file_id)
    assert file.file_path is not None
    content = await bot.download_file(file.file_path)
    assert content is not None
    assert content.read() == b"%PDF"
    again = await bot.send_document(AIGUL, message.document.file_id)
    assert again.document == message.document
    photo = await bot.send_photo(AIGUL, BufferedInputFile(PNG, "ай.png"))
    assert photo.photo is not None
    assert (photo.photo[0].width, photo.photo[0].height) == (30, 20)
    with pytest.raises(TelegramBadRequest, match="IMAGE_PROCESS_FAILED"):
        await bot.send_photo(AIGUL, BufferedInputFile(b"no picture", "ай.png"))
    with pytest.raises(TelegramBadRequest, match="caption is too long"):
        await bot.send_photo(AIGUL, BufferedInputFile(PNG, "ай.png"), caption="x" * 1025)
    with pytest.raises(TelegramBadRequest, match="no text in the message to edit"):
        await bot.edit_message_text("x", chat_id=AIGUL, message_id=photo.message_id)
    with pytest.raises(TelegramBadRequest, match="invalid file_id"):
        await bot.get_file("nothing")


async def test_what_the_bot_says_about_itself(alone: Page, bot: Bot) -> None:
    await bot.set_my_commands([BotCommand(command="menu", description="Мәзір")], language_code="kk")
    assert (await bot.get_my_commands(language_code="kk"))[0].description == "Мәзір"
    assert await bot.get_my_commands(language_code="ru") == []
    await bot.set_my_name("Балабақша")
    await bot.set_my_description("Бұл бот", language_code="kk")
    await bot.set_my_short_description("Қысқа")
    shown = (await alone.get("/sim/state"))["bot"]
    assert (shown["name"], shown["description"]) == ("Балабақша", {"kk": "Бұл бот"})
    assert shown["commands"]["kk"] == [{"command": "menu", "description": "Мәзір"}]
    with pytest.raises(TelegramBadRequest, match="BOT_COMMAND_INVALID"):
        await bot.set_my_commands([BotCommand(command="Мәзір", description="x")])


async def test_busy_and_leaving(alone: Page, bot: Bot) -> None:
    await bot.send_chat_action(AIGUL, "typing")
    assert (await alone.get("/sim/people/aigul/chat"))["typing"] is True
    with pytest.raises(TelegramBadRequest, match="private chats"):
        await bot.leave_chat(AIGUL)
    group = {"id": -100, "type": "group", "title": "Group"}
    await alone.post("/sim/people/aigul/update?wait=0", message={"text": "hi", "chat": group})
    contact = {"keyboard": [[{"text": "x", "request_contact": True}]]}
    words = await refused(alone, "sendMessage", chat_id=-100, text="x", reply_markup=contact)
    assert "phone number can be requested in private chats only" in words
    assert await bot.leave_chat(-100)
    assert "not a member" in await refused(alone, "sendMessage", chat_id=-100, text="x")


async def test_an_empty_keyboard_is_none(bot: Bot) -> None:
    message = await bot.send_message(AIGUL, "x", reply_markup=InlineKeyboardMarkup(inline_keyboard=[]))
    assert message.reply_markup is None


async def test_faults_on_demand(alone: Page, bot: Bot) -> None:
    fault: dict[str, Any] = {"target": "telegram", "method": "sendMessage"}
    await alone.post("/sim/faults", **fault, code=429, retry_after=7)
    with pytest.raises(TelegramRetryAfter) as wait:
        await bot.send_message(AIGUL, "x")
    assert wait.value.retry_after == 7
    await alone.post("/sim/faults", **fault, code=0)
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(AIGUL, "x")
    assert len((await alone.get("/sim/people/aigul/chat"))["messages"]) == 1
    await alone.post("/sim/faults", **fault, code=0, after=True)
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(AIGUL, "x")
    assert len((await alone.get("/sim/people/aigul/chat"))["messages"]) == 2
    await alone.post("/sim/faults", target="telegram", code=404, times=2)
    await alone.bot("getUpdates")
    for _ in range(2):
        with pytest.raises(TelegramNotFound):
            await bot.send_message(AIGUL, "x")
    assert (await bot.send_message(AIGUL, "x")).text == "x"


async def test_faults_are_checked_and_taken_back(alone: Page) -> None:
    await alone.post("/sim/faults", 400, target="post", code=500)
    await alone.post("/sim/faults", 400, target="telegram", code=200)
    await alone.post("/sim/faults", 400, target="telegram", code="pending")
    await alone.post("/sim/faults", 400, target="sms", code=500, many=1)
    await alone.post("/sim/faults", target="sms", code=500, times=3)
    assert (await alone.post("/sim/faults", target="sms", code=500, times=0))["faults"] == []
