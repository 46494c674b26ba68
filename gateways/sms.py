"""SMS in smsc.kz's dialect.

smsc.kz answers HTTP 200 with either `id` or `error_code`. A code that speaks of this message
(parameters, date, text or sender, phone, not deliverable) is `Refused`; one that speaks of our
account, our address or the pace is `Unavailable`: the same message may pass later, once somebody
has paid or a minute has gone by.
"""

from __future__ import annotations

from aiohttp import ClientSession, ClientTimeout

from gateways.wire import PATIENCE, post_json
from usecases.ports import Refused, Repeated, Unavailable

REFUSALS = frozenset({1, 5, 6, 7, 8})
REPEATED = 9


class SmscKz:
    """Sends through smsc.kz, or through whoever speaks its dialect at `url`."""

    def __init__(
        self,
        url: str,
        login: str,
        password: str,
        sender: str | None,
        session: ClientSession,
        patience: ClientTimeout = PATIENCE,
    ) -> None:
        self._url = url
        self._account = {"login": login, "psw": password} | ({"sender": sender} if sender else {})
        self._session = session
        self._patience = patience

    async def send(self, phone: str, text: str) -> None:
        """Hand one message over; raises `Refused` with smsc's code or `Unavailable`.

        Never send the same text to the same phone again within 60 s: smsc takes it for a mistake
        (code 9, `Repeated`).
        """
        form = {**self._account, "phones": phone, "mes": text, "fmt": "3", "charset": "utf-8"}
        answer = await post_json(self._session, self._url, who="SMS centre", patience=self._patience, data=form)
        if "error_code" in answer:
            raise _error(answer["error_code"])
        if "id" not in answer:
            raise Unavailable("SMS centre: neither accepted nor refused")


def _error(code: object) -> Refused | Unavailable:
    if isinstance(code, int) and code in REFUSALS:
        return Refused(code)
    if code == REPEATED:
        return Repeated(f"SMS centre: error code {code}")
    return Unavailable(f"SMS centre: error code {code if isinstance(code, int) else 'unknown'}")
