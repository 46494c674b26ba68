"""The registers behind one HTTP JSON contract (docs/registry.openapi.yaml), answering from the
synthetic people. Asked outside the contract, they say so loudly instead of guessing."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from typing import Any

from aiohttp import web

from playground.calls import Calls
from playground.faults import STATES, Fault, Faults
from playground.people import People
from playground.sms import digits
from playground.telegram import drop

Json = dict[str, Any]

FIELDS = {
    "phone": ("iin", "phone"),
    "person": ("iin",),
    "kinship": ("parent_iin", "child_iin"),
    "status": ("iin",),
}
EMPTY: dict[str, Json] = {
    "phone": {},
    "person": {"person": None},
    "kinship": {"relation": None},
    "status": {"statuses": []},
}


class Registers:
    """POST /registry/v1/{phone|person|kinship|status} with a bearer token."""

    def __init__(self, token: str, people: Callable[[], People], faults: Faults, calls: Calls) -> None:
        self._token = token
        self._people = people
        self._faults = faults
        self._calls = calls
        self._count = 0

    def add_to(self, app: web.Application) -> None:
        """Put the addresses into the server."""
        app.router.add_route("*", "/registry/{path:.*}", self.ask)

    async def ask(self, request: web.Request) -> web.StreamResponse:
        """One question."""
        begin = asyncio.get_running_loop().time()
        path = request.match_info["path"]
        name = path.removeprefix("v1/")
        asked = await _json(request)
        fault = self._faults.take("registry", name)
        status, answer = self._refuse(request, path, asked) or self._reply(name, asked, fault)
        seconds = asyncio.get_running_loop().time() - begin
        error = answer.get("error") if status != 200 else None
        shown = asked if isinstance(asked, dict) else {}
        self._calls.note("registry", name, shown, status, error, seconds)
        return web.json_response(answer, status=status) if status else drop(request)

    def _refuse(self, request: web.Request, path: str, asked: Any) -> tuple[int, Json] | None:
        if request.headers.get("Authorization") != f"Bearer {self._token}":
            return 401, {"error": "The bearer token is missing or wrong."}
        if path not in {f"v1/{name}" for name in FIELDS}:
            return 404, {"error": f"The contract has no /{path}."}
        if request.method != "POST":
            return 405, {"error": "The contract knows only POST."}
        fields = FIELDS[path.removeprefix("v1/")]
        if not isinstance(asked, dict) or not all(_fits(f, asked.get(f)) for f in fields):
            return 400, {"error": f"The body must be JSON with {', '.join(fields)}."}
        return None

    def _reply(self, name: str, asked: Json, fault: Fault | None) -> tuple[int, Json]:
        if fault and fault.code not in STATES:
            return int(fault.code), {"error": fault.description or "A fault on demand."}
        answer = getattr(self, f"_{name}")(asked)
        if fault and fault.code != "valid":
            answer = {"state": fault.code, **EMPTY[name]}
        self._count += 1
        return 200, answer | {"request_id": f"playground-{self._count}"}

    def _phone(self, asked: Json) -> Json:
        record = self._people().records.get(asked["iin"])
        if record is None or record.phone is None:
            return {"state": "not_found"}
        same = digits(record.phone) == digits(asked["phone"])
        return {"state": "valid" if same else "invalid"}

    def _person(self, asked: Json) -> Json:
        record = self._people().records.get(asked["iin"])
        if record is None:
            return {"state": "not_found", "person": None}
        return {"state": "valid", "person": record.person()}

    def _kinship(self, asked: Json) -> Json:
        parent, child = asked["parent_iin"], asked["child_iin"]
        kinship = self._people().kinship
        if not any(known == child for _, known in kinship):
            return {"state": "not_found", "relation": None}
        return {"state": "valid", "relation": kinship.get((parent, child))}

    def _status(self, asked: Json) -> Json:
        record = self._people().records.get(asked["iin"])
        if record is None:
            return {"state": "not_found", "statuses": []}
        return {"state": "valid", "statuses": list(record.statuses)}


def _fits(field: str, value: Any) -> bool:
    pattern = r"\+\d{8,15}" if field == "phone" else r"\d{12}"
    return isinstance(value, str) and bool(re.fullmatch(pattern, value))


async def _json(request: web.Request) -> Any:
    try:
        return await request.json()
    except ValueError:
        return None
