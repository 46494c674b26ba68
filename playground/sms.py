"""The SMS centre in smsc.kz's dialect, and the box in which every message lands."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from aiohttp import web

from playground.calls import Calls
from playground.clock import MovableClock
from playground.faults import Fault, Faults
from playground.signals import Signals
from playground.telegram import drop

Json = dict[str, Any]

AGAIN = timedelta(seconds=60)
WORDS = {
    1: "parameters error",
    2: "authorise error",
    3: "insufficient money",
    4: "IP is blocked",
    5: "invalid date format",
    6: "message is denied",
    7: "invalid number",
    8: "can't deliver message",
    9: "too many concurrent requests or duplicate message",
}


@dataclass(frozen=True)
class Sms:
    """A message in the box. `phone`: +7 and ten digits."""

    id: int
    phone: str
    text: str
    at: datetime

    def shown(self) -> Json:
        """With the code in it, for copying at one press."""
        code = re.search(r"(?<!\d)\d{4,8}(?!\d)", self.text)
        return {
            "id": self.id,
            "phone": self.phone,
            "text": self.text,
            "code": code.group() if code else None,
            "at": self.at.isoformat(),
        }


class SmsCentre:
    """POST (or GET) /sys/send.php with login, psw, phones, mes, fmt=3."""

    def __init__(
        self,
        login: str,
        password: str,
        clock: MovableClock,
        faults: Faults,
        calls: Calls,
        signals: Signals,
    ) -> None:
        self._account = (login, password)
        self._clock = clock
        self._faults = faults
        self._calls = calls
        self._signals = signals
        self._box: list[Sms] = []
        self._count = 0

    def add_to(self, app: web.Application) -> None:
        """Put the address into the server."""
        app.router.add_route("*", "/sys/send.php", self.send)

    def shown(self, phone: str = "") -> list[Json]:
        """The box, oldest first; of one phone if it is given."""
        wanted = digits(phone)
        return [s.shown() for s in self._box if not wanted or digits(s.phone) == wanted]

    def forget(self) -> None:
        """Empty the box."""
        self._box.clear()

    async def send(self, request: web.Request) -> web.StreamResponse:
        """One request to send."""
        begin = asyncio.get_running_loop().time()
        form: Json = {**request.query, **await request.post()}
        fault = self._faults.take("sms", "send")
        answer = self._fault(fault) if fault and not fault.after else self._accept(form)
        if fault and fault.after:
            answer = self._fault(fault)
        code = answer.get("error_code")
        status = answer.pop("status", 200)
        seconds = asyncio.get_running_loop().time() - begin
        error = answer.get("error") if code or status != 200 else None
        shown = {k: v for k, v in form.items() if k != "psw"}
        self._calls.note("sms", "send", shown, status, error, seconds)
        return web.json_response(answer, status=status) if status else drop(request)

    @staticmethod
    def _fault(fault: Fault) -> Json:
        if isinstance(fault.code, int) and 1 <= fault.code <= 9:
            return _error(fault.code)
        return {"error": fault.description or "a fault on demand", "status": fault.code}

    def _accept(self, form: Mapping[str, Any]) -> Json:
        if not form.get("phones") or not form.get("mes") or str(form.get("fmt")) != "3":
            return _error(1)
        if (form.get("login"), form.get("psw")) != self._account:
            return _error(2)
        phone = digits(str(form["phones"]))
        if not re.fullmatch(r"7\d{10}", phone):
            return _error(7)
        return self._deliver(f"+{phone}", str(form["mes"]))

    def _deliver(self, phone: str, text: str) -> Json:
        now = self._clock.now()
        if any(s.phone == phone and s.text == text and now - s.at < AGAIN for s in self._box):
            return _error(9)
        self._count += 1
        self._box.append(Sms(self._count, phone, text, now))
        self._signals.tell("sms")
        return {"id": self._count, "cnt": 1}


def digits(phone: str) -> str:
    """A phone as 7 and ten digits, however it was written."""
    only = re.sub(r"\D", "", phone)
    return "7" + only[1:] if len(only) == 11 and only[0] == "8" else only


def _error(code: int) -> Json:
    return {"error": WORDS[code], "error_code": code}
