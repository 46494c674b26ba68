"""The parameters of a Bot API call, whichever way they came: JSON, form, multipart or address."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from aiohttp import web
from aiohttp.web_request import FileField

from playground.refusal import bad

TRUE = frozenset({"true", "1", "yes"})


@dataclass(frozen=True)
class Upload:
    """A file that came with the request."""

    name: str
    mime: str
    content: bytes


class Parameters:
    """Typed reading; a value of the wrong type is refused."""

    def __init__(self, values: dict[str, Any], files: dict[str, Upload]) -> None:
        self._values = values
        self._files = files

    def has(self, name: str) -> bool:
        """Was it given, and not empty?"""
        return self._values.get(name) not in (None, "") or name in self._files

    def text(self, name: str) -> str:
        """A string; empty if it was not given."""
        value = self._values.get(name)
        return "" if value is None else value if isinstance(value, str) else json.dumps(value)

    def number(self, name: str, default: int = 0) -> int:
        """A whole number."""
        value = self._values.get(name, default)
        try:
            return int(value)
        except (TypeError, ValueError):
            raise bad(f"{name} must be an Integer") from None

    def flag(self, name: str) -> bool:
        """True or false; false if it was not given."""
        value = self._values.get(name, False)
        return value.lower() in TRUE if isinstance(value, str) else bool(value)

    def json(self, name: str) -> Any:
        """An object or an array: itself in a JSON body, written as text in a form."""
        value = self._values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise bad(f"can't parse {name} JSON object") from None

    def file(self, name: str) -> Upload | None:
        """The file under this name, directly or by attach://."""
        value = self._values.get(name)
        if isinstance(value, str) and value.startswith("attach://"):
            return self._files.get(value.removeprefix("attach://"))
        return self._files.get(name)

    def shown(self) -> dict[str, Any]:
        """For the list of calls: everything but the bytes of files."""
        sizes = {k: f"{f.name}, {len(f.content)} bytes" for k, f in self._files.items()}
        return {k: self._readable(v) for k, v in self._values.items()} | sizes

    @staticmethod
    def _readable(value: Any) -> Any:
        if isinstance(value, str) and value[:1] in {"{", "["}:
            try:
                return json.loads(value)
            except ValueError:
                return value
        return value


async def parameters_of(request: web.Request) -> Parameters:
    """Read the whole request; raises Telegram's refusal of a broken body."""
    values: dict[str, Any] = dict(request.query)
    files: dict[str, Upload] = {}
    if request.content_type == "application/json":
        values |= await _json(request)
    elif request.can_read_body:
        for name, value in (await _form(request)).items():
            if isinstance(value, FileField):
                with value.file as content:
                    files[name] = Upload(value.filename, value.content_type, content.read())
            else:
                values[name] = value if isinstance(value, str) else value.decode()
    return Parameters(values, files)


async def _json(request: web.Request) -> dict[str, Any]:
    try:
        body = json.loads(await request.text() or "{}")
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise bad("can't parse JSON object")
    return body


async def _form(request: web.Request) -> Any:
    try:
        return await request.post()
    except ValueError:
        raise bad("can't parse the request body") from None
