"""The way to the Bot API: what is written, what is read back, and errors that are aiogram's own."""

import asyncio
import datetime as dt
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import orjson
import pytest
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.session.base import BaseSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import (
    AnswerCallbackQuery,
    EditMessageText,
    GetMe,
    SendDocument,
    SendMessage,
    SetMyCommands,
    TelegramMethod,
)
from aiogram.types import (
    BotCommand,
    BotCommandScopeDefault,
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    ReplyKeyboardRemove,
)
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from bot.session import Session
from bot.wire import BadAnswer, Wire

TOKEN = "42:token"
MESSAGE = {"message_id": 7, "date": 1_790_000_000, "chat": {"id": 5, "type": "private"}, "text": "Сәлем"}
Answer = Callable[[bytes, asyncio.StreamWriter], Awaitable[None] | None]


def http(body: bytes, status: int = 200, *headers: str) -> bytes:
    """An answer with its length."""
    lines = [f"HTTP/1.1 {status} Whatever", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join([*lines, "", ""]).encode() + body


def ok(result: Any) -> bytes:
    return http(orjson.dumps({"ok": True, "result": result}))


def no(status: int, description: str, **parameters: int) -> bytes:
    body = {"ok": False, "error_code": status, "description": description}
    return http(orjson.dumps({**body, "parameters": parameters} if parameters else body), status)


class Server:
    """Answers every request with `answer`, and remembers what came over how many connections."""

    def __init__(self, answer: bytes | Answer) -> None:
        self.answer = answer
        self.requests: list[tuple[str, bytes]] = []
        self.connections = 0
        self.writers: list[asyncio.StreamWriter] = []
        self.url = ""

    @property
    def said(self) -> Any:
        """The newest request's JSON."""
        return orjson.loads(self.requests[-1][1])

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.writers.append(writer)
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length")]
                if lengths:
                    body = await reader.readexactly(int(lengths[0].split(b":")[1]))
                else:
                    body = await reader.readuntil(b"\r\n0\r\n\r\n")
                self.requests.append((head.split(b" ")[1].decode(), body))
                if isinstance(self.answer, bytes):
                    writer.write(self.answer)
                elif (answering := self.answer(body, writer)) is not None:
                    await answering
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # the other side has hung up
        finally:
            writer.close()


@asynccontextmanager
async def serving(answer: bytes | Answer, tls: ssl.SSLContext | None = None) -> AsyncIterator[Server]:
    server = Server(answer)
    async with await asyncio.start_server(server.serve, "127.0.0.1", 0, ssl=tls) as listening:
        server.url = f"http{'s' if tls else ''}://localhost:{listening.sockets[0].getsockname()[1]}"
        yield server
        for writer in server.writers:
            writer.transport.abort()
        await asyncio.sleep(0.01)


@asynccontextmanager
async def bot_of(server: Server, kind: Callable[..., BaseSession] = Session, **more: Any) -> AsyncIterator[Bot]:
    bot = Bot(TOKEN, session=kind(api=TelegramAPIServer.from_base(server.url)), **more)
    try:
        yield bot
    finally:
        await bot.session.close()


HELLO = SendMessage(chat_id=5, text="Сәлем")


# ---- what is written ---------------------------------------------------------------------------------------------------


async def test_only_set_fields_are_sent() -> None:
    markup = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Иә", callback_data="a")]])
    async with serving(ok(MESSAGE)) as server, bot_of(server) as bot:
        preview = LinkPreviewOptions(is_disabled=True)
        await bot(SendMessage(chat_id=5, text="<b>a</b>", reply_markup=markup, link_preview_options=preview))
        assert server.requests[-1][0] == f"/bot{TOKEN}/sendMessage"
        assert server.said == {
            "chat_id": 5,
            "text": "<b>a</b>",
            "reply_markup": {"inline_keyboard": [[{"text": "Иә", "callback_data": "a"}]]},
            "link_preview_options": {"is_disabled": True},
        }


async def test_what_aiogram_sets_by_itself_is_sent_too() -> None:
    async with serving(ok(MESSAGE)) as server, bot_of(server) as bot:
        await bot(SendMessage(chat_id=5, text="a", reply_markup=ReplyKeyboardRemove()))
        assert server.said["reply_markup"] == {"remove_keyboard": True}
        commands = [BotCommand(command="menu", description="Мәзір")]
        server.answer = ok(True)
        await bot(SetMyCommands(commands=commands, scope=BotCommandScopeDefault()))
        assert server.said == {
            "commands": [{"command": "menu", "description": "Мәзір"}],
            "scope": {"type": "default"},
        }


async def test_the_bots_defaults_count() -> None:
    async with serving(ok(MESSAGE)) as server, bot_of(server, default=DefaultBotProperties(parse_mode="HTML")) as bot:
        await bot(HELLO)
        assert server.said["parse_mode"] == "HTML"
        await bot(SendMessage(chat_id=5, text="a", parse_mode=None))
        assert "parse_mode" not in server.said


async def test_instants_are_unix_seconds() -> None:
    async with serving(ok(True)) as server, bot_of(server) as bot:
        until = dt.datetime.fromtimestamp(1_790_000_000, dt.UTC)
        await bot.ban_chat_member(chat_id=5, user_id=6, until_date=until)
        assert server.said["until_date"] == 1_790_000_000


async def test_files_go_aiograms_way() -> None:
    async with (
        serving(ok({**MESSAGE, "document": {"file_id": "F", "file_unique_id": "f"}})) as server,
        bot_of(server) as bot,
    ):
        sent = await bot(SendDocument(chat_id=5, document=BufferedInputFile(b"%PDF", "voucher.pdf")))
        assert sent.document is not None
        assert sent.document.file_id == "F"
        assert b"%PDF" in server.requests[-1][1]


# ---- what is read ------------------------------------------------------------------------------------------------------


async def test_of_a_message_its_number_comes_back() -> None:
    async with serving(ok(MESSAGE)) as server, bot_of(server) as bot:
        sent = await bot(HELLO)
        assert (sent.message_id, sent.chat.id, sent.bot) == (7, 5, bot)
        assert sent.date == dt.datetime.fromtimestamp(1_790_000_000, dt.UTC)
        assert sent.text is None
        server.answer = ok(True)
        assert await bot(AnswerCallbackQuery(callback_query_id="1")) is True
        assert await bot(EditMessageText(chat_id=5, message_id=7, text="a")) is True


async def test_other_results_are_read_whole() -> None:
    async with (
        serving(ok({"id": 42, "is_bot": True, "first_name": "Bot", "username": "b"})) as server,
        bot_of(server) as bot,
    ):
        assert (await bot(GetMe())).username == "b"


@pytest.mark.parametrize(
    "answer",
    [
        no(400, "Bad Request: message is not modified"),
        no(401, "Unauthorized"),
        no(403, "Forbidden: bot was blocked by the user"),
        no(404, "Not Found"),
        no(409, "Conflict"),
        no(413, "Request Entity Too Large"),
        no(418, "I'm a teapot"),
        no(429, "Too Many Requests: retry after 5", retry_after=5),
        no(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-100),
        no(500, "Internal Server Error"),
        no(503, "Service restart"),
        http(b"<html>Bad Gateway</html>", 502),
        http(b"[]"),
        http(b'{"ok": true, "result": {"text": "no number"}}'),
        http(b'{"ok": false, "description": "well"}'),
        http(b'{"ok": true, "result": true}', 302),
    ],
    ids=lambda answer: answer.split(b"\r\n")[0].decode() + str(len(answer)),
)
@pytest.mark.parametrize("method", [HELLO, AnswerCallbackQuery(callback_query_id="1")], ids=["message", "bool"])
async def test_errors_are_just_as_aiogram_tells_them(answer: bytes, method: TelegramMethod[Any]) -> None:
    async with serving(answer) as server:
        told = []
        for kind in (AiohttpSession, Session):
            async with bot_of(server, kind) as bot:
                try:
                    told.append((None, str(await bot(method))))
                except Exception as error:
                    retry = getattr(error, "retry_after", None)
                    told.append((type(error), getattr(error, "message", ""), retry))  # type: ignore[arg-type]
        assert told[0][:2] == told[1][:2]
        assert told[0] == told[1]


async def test_the_kinds_that_the_bot_tells_apart() -> None:
    async with serving(no(429, "Too Many Requests", retry_after=5)) as server, bot_of(server) as bot:
        with pytest.raises(TelegramRetryAfter) as flood:
            await bot(HELLO)
        assert flood.value.retry_after == 5
        for answer, kind in (
            (no(400, "Bad Request: chat not found"), TelegramBadRequest),
            (no(403, "Forbidden"), TelegramForbiddenError),
            (no(500, "Oh"), TelegramServerError),
            (http(b"nonsense"), ClientDecodeError),
        ):
            server.answer = answer
            with pytest.raises(kind):
                await bot(HELLO)
        assert server.connections == 1


# ---- the wire ----------------------------------------------------------------------------------------------------------


async def test_one_connection_serves_many_in_turn() -> None:
    async with serving(ok(MESSAGE)) as server, bot_of(server) as bot:
        for _ in range(20):
            await bot(HELLO)
        assert server.connections == 1
        await asyncio.gather(*(bot(HELLO) for _ in range(20)))
        assert 1 < server.connections <= 20
        assert len(server.requests) == 40


async def test_beyond_the_limit_one_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.wire.CONNECTIONS", 2)
    async with serving(ok(MESSAGE)) as server, bot_of(server) as bot:
        calls = [asyncio.ensure_future(bot(HELLO)) for _ in range(30)]
        await asyncio.sleep(0)
        for call in calls[::4]:
            call.cancel()
        results = await asyncio.gather(*calls, return_exceptions=True)
        assert [type(one) for one in results[::4]] == [asyncio.CancelledError] * 8
        assert all(not isinstance(one, BaseException) for at, one in enumerate(results) if at % 4)
        assert (await bot(HELLO)).message_id == 7


async def test_whoever_waits_gets_a_turn_when_connecting_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.wire.CONNECTIONS", 1)
    wire = Wire("http://127.0.0.1:1")
    async with asyncio.timeout(5):
        results = await asyncio.gather(*(wire.post("/", b"", 5) for _ in range(5)), return_exceptions=True)
    assert all(isinstance(one, ConnectionError) for one in results)


async def trickled(body: bytes, writer: asyncio.StreamWriter) -> None:
    for at in range(len(ok(MESSAGE))):
        writer.write(ok(MESSAGE)[at : at + 1])
        await asyncio.sleep(0)


async def chunked(body: bytes, writer: asyncio.StreamWriter) -> None:
    whole = orjson.dumps({"ok": True, "result": MESSAGE})
    writer.write(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")
    for at in range(0, len(whole), 30):
        piece = whole[at : at + 30]
        writer.write(b"%x;x=y\r\n" % len(piece) + piece + b"\r\n")
        await asyncio.sleep(0)
    writer.write(b"0\r\n\r\n")


async def until_close(body: bytes, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.0 200 OK\r\n\r\n" + orjson.dumps({"ok": True, "result": MESSAGE}))
    writer.close()


@pytest.mark.parametrize(
    ("answer", "connections"),
    [
        (trickled, 1),
        (chunked, 1),
        (until_close, 2),
        (http(ok(MESSAGE).split(b"\r\n\r\n")[1], 200, "Connection: close"), 2),
    ],
    ids=["trickled", "chunked", "until close", "asked to close"],
)
async def test_every_form_of_an_answer_is_read(answer: bytes | Answer, connections: int) -> None:
    async with serving(answer) as server, bot_of(server) as bot:
        for _ in range(2):
            assert (await bot(HELLO)).message_id == 7
        assert server.connections == connections


async def hang_up(body: bytes, writer: asyncio.StreamWriter) -> None:
    writer.close()


async def half(body: bytes, writer: asyncio.StreamWriter) -> None:
    writer.write(ok(MESSAGE)[:-5])
    writer.close()


@pytest.mark.parametrize("answer", [hang_up, half, b"220 smtp.example.org\r\n\r\n", b"HTTP/1.1 2x0\r\n\r\n"])
async def test_a_broken_connection_is_a_network_error(answer: bytes | Answer) -> None:
    async with serving(answer) as server, bot_of(server) as bot:
        with pytest.raises(TelegramNetworkError):
            await bot(HELLO)
        server.answer = ok(MESSAGE)
        assert (await bot(HELLO)).message_id == 7
        assert len(server.requests) == 2, "nothing is sent twice"


async def test_a_silent_server_is_a_timeout() -> None:
    async with serving(b"") as server, bot_of(server) as bot:
        with pytest.raises(TelegramNetworkError, match="Request timeout error"):
            await bot.session.make_request(bot, HELLO, 0.05)  # type: ignore[arg-type]
        server.answer = ok(MESSAGE)
        assert (await bot(HELLO)).message_id == 7


async def test_nobody_there_is_a_network_error() -> None:
    bot = Bot(TOKEN, session=Session(TelegramAPIServer.from_base("http://127.0.0.1:1")))
    with pytest.raises(TelegramNetworkError, match="ConnectionRefusedError"):
        await bot(HELLO)


async def test_a_connection_that_was_closed_meanwhile_is_not_used() -> None:
    async def once(body: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(ok(MESSAGE))
        writer.close()

    async with serving(once) as server, bot_of(server) as bot:
        for _ in range(3):
            await bot(HELLO)
            await asyncio.sleep(0.02)
        assert server.connections == 3


async def test_a_stale_connection_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.wire.FRESH", 0.0)
    async with serving(ok(MESSAGE)) as server, bot_of(server) as bot:
        await bot(HELLO)
        await bot(HELLO)
        assert server.connections == 2


async def test_what_nobody_asked_for_is_not_taken_for_an_answer() -> None:
    async def talkative(body: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(ok({**MESSAGE, "message_id": len(body)}))
        await writer.drain()
        await asyncio.sleep(0.02)
        writer.write(ok({**MESSAGE, "message_id": -1}))

    async with serving(talkative) as server, bot_of(server) as bot:
        assert (await bot(HELLO)).message_id > 0
        await asyncio.sleep(0.05)
        assert (await bot(HELLO)).message_id > 0
        assert server.connections == 2


async def test_a_cancelled_call_leaves_no_answer_for_the_next() -> None:
    async def late(body: bytes, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.05)
        writer.write(ok({**MESSAGE, "message_id": 1}))

    async with serving(late) as server, bot_of(server) as bot:
        call = asyncio.ensure_future(bot(HELLO))
        await asyncio.sleep(0.02)
        call.cancel()
        await asyncio.wait([call])
        server.answer = ok({**MESSAGE, "message_id": 2})
        assert (await bot(HELLO)).message_id == 2


# ---- TLS ---------------------------------------------------------------------------------------------------------------


def certificate(folder: Path) -> Path:
    """A certificate of localhost, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    start = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(start)
        .not_valid_after(start + dt.timedelta(days=36500))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    file = folder / "localhost.pem"
    file.write_bytes(pem + made.public_bytes(serialization.Encoding.PEM))
    return file


async def test_https_is_spoken_and_strangers_are_refused(tmp_path: Path) -> None:
    file = certificate(tmp_path)
    ours = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ours.load_cert_chain(file)
    async with serving(ok(MESSAGE), ours) as server:
        wire = Wire(server.url, ssl.create_default_context(cafile=file))
        session = Session(TelegramAPIServer.from_base(server.url), wire)
        assert (await Bot(TOKEN, session=session)(HELLO)).message_id == 7
        await session.close()
        async with bot_of(server) as stranger:
            with pytest.raises(TelegramNetworkError, match="CERTIFICATE_VERIFY_FAILED"):
                await stranger(HELLO)


async def test_the_wire_says_what_is_not_http() -> None:
    async with serving(b"220 smtp.example.org\r\n\r\n") as server:
        wire = Wire(server.url)
        with pytest.raises(BadAnswer):
            await wire.post("/", b"", 5)
        await wire.close()
