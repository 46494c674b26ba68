"""One HTTP question and its JSON answer; whatever goes wrong on the way becomes `Unavailable`.

The original error is cut off (`from None`): aiohttp's texts and tracebacks may hold the address and
parts of the answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from aiohttp import ClientError, ClientSession, ClientTimeout, StreamReader

from usecases.ports import Unavailable

PATIENCE = ClientTimeout(total=15, connect=5)


async def read_whole(content: StreamReader, most: int) -> bytes:
    """What is answered, to its end; of more than `most` bytes one byte more. A single read gives what has come so far."""
    body = await content.read(most + 1)
    while len(body) <= most and not content.at_eof():
        body += await content.read(most + 1 - len(body))
    return body


async def post_json(
    session: ClientSession,
    url: str,
    *,
    who: str,
    patience: ClientTimeout = PATIENCE,
    **request: Any,
) -> Mapping[str, Any]:
    """POST and return the JSON object answered; raises `Unavailable` naming only `who` and the kind
    of failure.
    """
    try:
        async with session.post(url, timeout=patience, allow_redirects=False, **request) as response:
            status, body = response.status, await response.read()
    except TimeoutError:
        raise Unavailable(f"{who}: no answer in time") from None
    except (ClientError, OSError) as error:
        raise Unavailable(f"{who}: connection failed ({type(error).__name__})") from None
    if status != 200:
        raise Unavailable(f"{who}: HTTP {status}")
    return _object(body, who)


def _object(body: bytes, who: str) -> Mapping[str, Any]:
    try:
        answer = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise Unavailable(f"{who}: the answer is not JSON") from None
    if not isinstance(answer, dict):
        raise Unavailable(f"{who}: the answer is not a JSON object")
    return answer
