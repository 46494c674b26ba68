"""/sim: everything a person, the clock and the outside world can do, for the page and for tests.

Every act waits until the bot is idle and answers what is new on that person's screen. Whatever goes
wrong is answered as {"error": "…"} in plain words.
"""

from __future__ import annotations

import asyncio
import base64
import functools
import json
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from aiohttp import web
from aiohttp.web_request import FileField

from playground.authority import KINDS, Kind
from playground.chats import keys, look, since
from playground.moments import instant, later, next_working_day
from playground.newcomers import add_person
from playground.people import Person
from playground.phone import NotPossible
from playground.refusal import Refusal
from playground.sigex import Session, session_in

if TYPE_CHECKING:
    from playground.server import Playground

Json = dict[str, Any]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Act = Callable[[Person, Json], Awaitable[Json | None]]

PAGE = Path(__file__).with_name("page")
HOSTS = frozenset({"127.0.0.1", "localhost"})
HEARTBEAT = 15.0


def add_sim(app: web.Application, playground: Playground) -> None:
    """Put /sim and the page into the server."""
    app.middlewares.append(_plainly)
    Sim(playground).add_to(app)
    app.router.add_get("/egov/{session}", _egov)
    app.router.add_get("/{file:|[a-z_]+\\.[a-z]+}", _page)


async def _page(request: web.Request) -> web.StreamResponse:
    file = PAGE / (request.match_info["file"] or "index.html")
    if not file.is_file():
        raise web.HTTPNotFound
    return web.FileResponse(file, headers={"Cache-Control": "no-cache"})


async def _egov(request: web.Request) -> web.StreamResponse:
    """Where a signing session's QR code leads."""
    del request
    return web.FileResponse(PAGE / "egov.html", headers={"Cache-Control": "no-cache"})


@web.middleware
async def _plainly(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Errors in plain words; nobody from outside, not even through a page in the browser."""
    if request.url.host not in HOSTS:
        return _error(403, "The playground answers on 127.0.0.1 only.")
    if not request.path.startswith("/sim"):
        return await handler(request)
    try:
        return await handler(request)
    except NotPossible as error:
        return _error(error.status, str(error), **error.facts)
    except Refusal as refusal:
        return _error(400, refusal.description)
    except web.HTTPMethodNotAllowed as error:
        return _error(405, f"{request.path} takes {', '.join(sorted(error.allowed_methods))}.")
    except web.HTTPNotFound:
        return _error(404, f"There is no {request.path}; docs/playground.md lists every call.")
    except web.HTTPRequestEntityTooLarge:
        return _error(413, "The file is larger than Telegram takes, 50 MB.")


def answer(body: Json, status: int = 200) -> web.Response:
    """JSON that a person can read, Kazakh and Russian included."""
    return web.json_response(body, status=status, dumps=_dumps)


_dumps = functools.partial(json.dumps, ensure_ascii=False)


def _error(status: int, words: str, **facts: Any) -> web.Response:
    return answer({"error": words, **facts}, status=status)


class Sim:
    """The calls, each a method."""

    def __init__(self, playground: Playground) -> None:
        self._p = playground

    def add_to(self, app: web.Application) -> None:
        """Put the addresses into the server."""
        route = app.router
        route.add_get("/sim/state", self.state)
        route.add_get("/sim/events", self.events)
        route.add_get("/sim/people", self.people)
        route.add_post("/sim/people", self.new_person)
        route.add_get("/sim/people/{id}/chat", self.chat)
        for name, act in self._acts().items():
            route.add_post(f"/sim/people/{{id}}/{name}", self._acting(act))
        route.add_post("/sim/people/{id}/file", self.file)
        route.add_post("/sim/people/{id}/cms", self.cms)
        route.add_get("/sim/egov/{session}", self.egov)
        route.add_get("/sim/clock", self.clock)
        route.add_post("/sim/clock", self.move_clock)
        route.add_get("/sim/sms", self.sms)
        route.add_get("/sim/faults", self.faults)
        route.add_post("/sim/faults", self.new_fault)
        route.add_get("/sim/calls", self.calls)
        route.add_get("/sim/media/{file}/{name}", self.media)
        route.add_post("/sim/rebuild", self.rebuild)
        route.add_post("/sim/reset", self.reset)

    def _acts(self) -> dict[str, Act]:
        return {
            "start": self._start,
            "say": self._say,
            "tap": self._tap,
            "contact": self._contact,
            "location": self._location,
            "update": self._update,
            "block": self._block,
            "unblock": self._unblock,
            "sign": self._sign,
            "refuse_to_sign": self._refuse_to_sign,
            "revoke": self._revoke,
        }

    async def state(self, request: web.Request) -> web.Response:
        """Everything at a glance."""
        del request
        p = self._p
        bot = p.profile.shown() | {
            "running": p.bot is not None,
            "mode": "webhook" if p.updates.hook.url else "polling",
        }
        return answer(
            {
                "playground": True,
                "bot": bot,
                "clock": await self._time(),
                "idle": await p.idle(),
                "unconfirmed": p.updates.unconfirmed,
                "people": self._people(),
                "sms": len(p.sms.shown()),
                "faults": p.faults.listed(),
            }
        )

    async def events(self, request: web.Request) -> web.StreamResponse:
        """A stream of {"changed": [names]} for the page."""
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        await response.prepare(request)
        listener = self._p.signals.listen()
        try:
            await response.write(b": hello\n\n")
            while not listener.closed:
                await response.write(await _news(listener.wait()))
        except ConnectionError:
            pass
        finally:
            listener.close()
        return response

    async def people(self, request: web.Request) -> web.Response:
        """Everybody."""
        del request
        return answer({"people": self._people()})

    async def new_person(self, request: web.Request) -> web.Response:
        """Somebody new, with rows in the registers."""
        person = add_person(self._p.people, await _body(request))
        await self._p.invite(person)
        self._p.signals.tell("people")
        return answer(self._shown(person), status=201)

    async def chat(self, request: web.Request) -> web.Response:
        """The person's screen."""
        person = self._person(request)
        chat = self._p.phones.chat(person)
        messages = sorted(chat.messages.values(), key=lambda m: m.id) if chat else []
        return answer(
            {
                "messages": [look(chat, m) for m in messages if chat],
                "keyboard": keys(chat.keyboard) if chat else None,
                "typing": bool(chat and chat.typing),
            }
        )

    async def file(self, request: web.Request) -> web.Response:
        """Send a file: multipart, field `file`, optional fields `caption` and `as`=photo."""
        form = await request.post() if request.content_type == "multipart/form-data" else {}
        file = form.get("file")
        if not isinstance(file, FileField):
            raise NotPossible(400, "Send the file as multipart/form-data in the field `file`.")
        with file.file as content:
            data = content.read()
        photo = form.get("as") == "photo"
        caption = str(form.get("caption", ""))

        async def send(person: Person, body: Json) -> None:
            del body
            self._p.phones.file(person, unquote(file.filename), file.content_type, data, caption, photo)

        return await self._act(request, send, {})

    async def clock(self, request: web.Request) -> web.Response:
        """What time it is."""
        del request
        return answer(await self._time())

    async def move_clock(self, request: web.Request) -> web.Response:
        """Move the clock forward, freeze it or let it run."""
        body = await _body(request)
        _only(body, "now", "advance", "frozen")
        before = self._p.chats.changes
        target = await self._target(body)
        if isinstance(body.get("frozen"), bool):
            self._p.clock.freeze(body["frozen"])
            self._p.signals.tell("clock")
        if target:
            try:
                await self._p.move_clock(target)
            except ValueError as error:
                raise NotPossible(400, str(error)) from None
        shown = [pair for chat in self._p.chats.all.values() for pair in since(chat, before)]
        shown.sort(key=lambda pair: pair[0])
        return answer(await self._time() | {"messages": [look for _, look in shown]})

    async def sms(self, request: web.Request) -> web.Response:
        """The SMS box, oldest first."""
        return answer({"sms": self._p.sms.shown(request.query.get("phone", ""))})

    async def faults(self, request: web.Request) -> web.Response:
        """The faults still to come."""
        del request
        return answer({"faults": self._p.faults.listed()})

    async def new_fault(self, request: web.Request) -> web.Response:
        """Order a fault."""
        try:
            self._p.faults.add(await _body(request))
        except ValueError as error:
            raise NotPossible(400, str(error)) from None
        return answer({"faults": self._p.faults.listed()})

    async def calls(self, request: web.Request) -> web.Response:
        """What the bot asked, after the call with the id `since`."""
        number = request.query.get("since", "0")
        if not number.isdigit():
            raise NotPossible(400, "`since` is the id of a call, a whole number.")
        return answer({"calls": self._p.calls.since(int(number))})

    async def media(self, request: web.Request) -> web.Response:
        """The bytes of a file shown in a chat."""
        file = self._p.files.get(request.match_info["file"])
        if file is None:
            raise web.HTTPNotFound
        kind = file.mime if file.mime.startswith("image/") else "application/octet-stream"
        headers = {"X-Content-Type-Options": "nosniff"}
        return web.Response(body=file.content, content_type=kind, headers=headers)

    async def rebuild(self, request: web.Request) -> web.Response:
        """Stop the bot and start it again over the same database."""
        del request
        await self._p.rebuild_bot()
        return answer({"rebuilt": True})

    async def reset(self, request: web.Request) -> web.Response:
        """Wipe everything; `now` sets the clock."""
        body = await _body(request)
        _only(body, "now")
        await self._p.reset(_instant(body["now"]) if body.get("now") else None)
        return answer({"people": self._people(), "clock": await self._time()})

    def _acting(self, act: Act) -> Handler:
        async def handle(request: web.Request) -> web.Response:
            return await self._act(request, act, await _body(request))

        return handle

    async def _act(self, request: web.Request, act: Act, body: Json) -> web.Response:
        person = self._person(request)
        before = self._p.chats.changes
        more = await act(person, body) or {}
        patience = request.query.get("wait", "20")
        idle = await self._p.until_idle(_seconds(patience)) if patience != "0" else True
        chat = self._p.phones.chat(person)
        shown = [look for _, look in since(chat, before)] if chat else []
        if idle:
            return answer({"messages": shown, **more})
        words = f"The bot was still busy after {patience} seconds."
        return _error(504, words, messages=shown, **more)

    async def _start(self, person: Person, body: Json) -> None:
        _only(body, "payload")
        payload = _optional(body, "payload", str) or person.invitation
        self._p.phones.start(person, payload)
        if payload == person.invitation:
            person.invitation = None
        self._p.signals.tell("people")

    async def _say(self, person: Person, body: Json) -> None:
        _only(body, "text")
        self._p.phones.say(person, _needed(body, "text", str))

    async def _tap(self, person: Person, body: Json) -> Json:
        _only(body, "text", "data", "message_id")
        text, data = _optional(body, "text", str), _optional(body, "data", str)
        if (text is None) == (data is None):
            raise NotPossible(400, "Give either `text` or `data` of the button.")
        return self._p.phones.tap(person, text, data, _optional(body, "message_id", int))

    async def _contact(self, person: Person, body: Json) -> None:
        _only(body, "phone", "user_id")
        phone = _optional(body, "phone", str)
        user_id = _optional(body, "user_id", int)
        if "user_id" not in body:
            user_id = self._p.phones.own_card(person, phone)
        self._p.phones.contact(person, phone, user_id)

    async def _location(self, person: Person, body: Json) -> None:
        _only(body, "latitude", "longitude")
        latitude = _needed(body, "latitude", (int, float))
        longitude = _needed(body, "longitude", (int, float))
        self._p.phones.location(person, latitude, longitude)

    async def _update(self, person: Person, body: Json) -> Json:
        update = body["update"] if list(body) == ["update"] else body
        return {"update_id": self._p.phones.raw(person, update)}

    async def _block(self, person: Person, body: Json) -> None:
        _only(body)
        self._p.phones.block(person)
        self._p.signals.tell("people")

    async def _unblock(self, person: Person, body: Json) -> None:
        _only(body)
        self._p.phones.unblock(person)
        self._p.signals.tell("people")

    # ---- digital signatures ---------------------------------------------------------------------------------------

    async def egov(self, request: web.Request) -> web.Response:
        """What eGov Mobile shows of a signing session."""
        session = self._p.sigex.session(request.match_info["session"])
        if session is None:
            raise NotPossible(404, "There is no such signing session, or it is over.")
        session.opened.set()
        return answer(
            {
                "id": session.id,
                "description": session.description,
                "documents": session.documents,
                "settled": session.done.is_set(),
                "back_url": session.back_url,
            }
        )

    async def _session(self, person: Person, body: Json) -> Session:
        """The session of the newest link in the chat, or the one named, with the document in it."""
        id = _optional(body, "session", str) or self._linked(person)
        session = self._p.sigex.session(id or "")
        if session is None or session.done.is_set():
            raise NotPossible(409, "There is nothing to be signed, or it is over.")
        session.opened.set()
        for _ in range(100):
            if session.documents:
                return session
            await asyncio.sleep(0.05)
        raise NotPossible(409, "The bot has not handed over the document.")

    def _linked(self, person: Person) -> str | None:
        chat = self._p.phones.chat(person)
        messages = sorted(chat.messages.values(), key=lambda m: m.id, reverse=True) if chat else []
        links = (b["url"] for m in messages for row in look(chat, m)["buttons"] for b in row if b.get("url"))  # type: ignore[arg-type]
        return next(filter(None, map(session_in, links)), None)

    async def _sign(self, person: Person, body: Json) -> None:
        """Sign on the phone; `as`: with somebody else's key."""
        _only(body, "kind", "as", "session")
        session = await self._session(person, body)
        cms = await self._p.pens.sign(self._signer(person, body), _kind(body), session.content)
        self._p.sigex.settle(session, cms)

    async def _refuse_to_sign(self, person: Person, body: Json) -> None:
        _only(body, "session")
        self._p.sigex.settle(await self._session(person, body), None)

    async def _revoke(self, person: Person, body: Json) -> None:
        _only(body)
        self._p.pens.revoke(person.iin)

    def _signer(self, person: Person, body: Json) -> str:
        other = _optional(body, "as", str)
        if other is None:
            return person.iin
        if other not in self._p.people.all:
            raise NotPossible(404, f"There is no person {other!r}.")
        return self._p.people.all[other].iin

    async def cms(self, request: web.Request) -> web.Response:
        """Sign the newest file from the bot at a computer; the .cms is answered, and sent only by `file`."""
        person, body = self._person(request), await _body(request)
        _only(body, "kind", "as")
        chat = self._p.phones.chat(person)
        messages = sorted(chat.messages.values(), key=lambda m: m.id, reverse=True) if chat else []
        shown = (look(chat, m) for m in messages if chat)
        urls = (m["media"]["url"] for m in shown if m["from"] == "bot" and (m["media"] or {}).get("type") == "document")
        file = self._p.files.get(next(urls, "///").split("/")[3])
        if file is None:
            raise NotPossible(409, "The bot has sent no file to be signed.")
        made = await self._p.pens.sign(self._signer(person, body), _kind(body), file.content)
        return answer({"name": f"{file.name}.cms", "cms": base64.b64encode(made).decode()})

    async def _target(self, body: Json) -> datetime | None:
        now, advance = body.get("now"), body.get("advance")
        if now is None and advance is None:
            if isinstance(body.get("frozen"), bool):
                return None
            raise NotPossible(400, "Give `now`, `advance` or `frozen`.")
        if now is not None and advance is not None:
            raise NotPossible(400, "Give either `now` or `advance`.")
        return _instant(now) if now is not None else await self._later(advance)

    async def _later(self, advance: Any) -> datetime:
        here = self._p.clock.now()
        if advance == "working_day":
            return next_working_day(here)
        if advance == "next_due":
            due = await self._p.next_due()
            if due is None:
                raise NotPossible(409, "Nothing falls due.")
            return max(due, here)
        try:
            return later(here, str(advance))
        except ValueError:
            words = 'a duration such as "PT1H" or "P3D", "working_day" or "next_due"'
            raise NotPossible(400, f"`advance` is {words}.") from None

    async def _time(self) -> Json:
        due = await self._p.next_due()
        now = self._p.clock.now()
        return {
            "now": now.isoformat(),
            "frozen": self._p.clock.frozen,
            "next_due": due.isoformat() if due else None,
        }

    def _people(self) -> list[Json]:
        return [self._shown(person) for person in self._p.people.all.values()]

    def _shown(self, person: Person) -> Json:
        chat = self._p.phones.chat(person)
        return {
            "id": person.id,
            "name": person.name,
            "role": person.role,
            "language_code": person.language_code,
            "phone": person.phone,
            "iin": person.iin,
            "children": person.children,
            "user_id": person.user_id,
            "about": person.about,
            "started": chat is not None,
            "blocked": bool(chat and chat.away),
            "invitation": person.invitation,
        }

    def _person(self, request: web.Request) -> Person:
        person = self._p.people.all.get(request.match_info["id"])
        if person is None:
            ids = ", ".join(self._p.people.all)
            raise NotPossible(404, f"There is nobody called {request.match_info['id']}: {ids}.")
        return person


async def _body(request: web.Request) -> Json:
    try:
        body = json.loads(await request.text() or "{}")
    except ValueError:
        raise NotPossible(400, "The body must be JSON.") from None
    if not isinstance(body, dict):
        raise NotPossible(400, "The body must be a JSON object.")
    return body


async def _news(names: Awaitable[list[str]]) -> bytes:
    try:
        async with asyncio.timeout(HEARTBEAT):
            changed = await names
    except TimeoutError:
        return b": still here\n\n"
    return f"data: {json.dumps({'changed': changed})}\n\n".encode()


def _only(body: Json, *known: str) -> None:
    unknown = sorted(set(body) - set(known))
    if unknown:
        takes = ", ".join(known) or "nothing"
        raise NotPossible(400, f"There is no `{unknown[0]}` here; this call takes {takes}.")


def _needed(body: Json, name: str, kind: Any) -> Any:
    value = _optional(body, name, kind)
    if value is None:
        raise NotPossible(400, f"`{name}` is missing.")
    return value


def _optional(body: Json, name: str, kind: Any) -> Any:
    value = body.get(name)
    if value is not None and (not isinstance(value, kind) or isinstance(value, bool)):
        raise NotPossible(400, f"`{name}` is of the wrong type.")
    return value


def _instant(text: Any) -> datetime:
    try:
        return instant(str(text))
    except ValueError:
        raise NotPossible(400, "`now` is an ISO 8601 instant: 2026-11-20T09:00:00Z.") from None


def _seconds(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise NotPossible(400, "`wait` is a number of seconds; 0 does not wait.") from None


def _kind(body: Json) -> Kind:
    kind = body.get("kind", "gost")
    if kind not in KINDS:
        raise NotPossible(400, f"`kind` is one of {', '.join(KINDS)}.")
    made: Kind = kind
    return made
