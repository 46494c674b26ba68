"""SMS through smsc.kz: what is asked of it, and what each of its answers means."""

from __future__ import annotations

import logging

import pytest
from aiohttp import ClientSession

from gateways.sms import SmscKz
from tests.gateways.outside import IMPATIENT, Outside
from usecases.ports import Refused, Sms, Unavailable

PHONE, TEXT, PASSWORD = "+77010000001", "Код 123456", "hidden-word"


@pytest.fixture
def sms(system: Outside, session: ClientSession) -> Sms:
    system.body = '{"id": 17, "cnt": 1}'
    return SmscKz(system.url + "sys/send.php", "login", PASSWORD, "BALABAQSHA", session, IMPATIENT)


async def test_a_message_is_handed_over_in_smscs_dialect(sms: Sms, system: Outside) -> None:
    await sms.send(PHONE, TEXT)
    path, _, form = system.asked[0]
    assert path == "/sys/send.php"
    assert form == {
        "login": "login",
        "psw": PASSWORD,
        "sender": "BALABAQSHA",
        "phones": PHONE,
        "mes": TEXT,
        "fmt": "3",
        "charset": "utf-8",
    }


async def test_without_a_registered_name_none_is_given(system: Outside, session: ClientSession) -> None:
    system.body = '{"id": 17, "cnt": 1}'
    await SmscKz(system.url, "login", PASSWORD, None, session).send(PHONE, TEXT)
    assert "sender" not in system.asked[0][2]


@pytest.mark.parametrize("code", [1, 5, 6, 7, 8])
async def test_what_is_wrong_with_the_message_is_a_refusal(sms: Sms, system: Outside, code: int) -> None:
    system.body = f'{{"error": "text about {PHONE}", "error_code": {code}}}'
    with pytest.raises(Refused) as refused:
        await sms.send(PHONE, TEXT)
    assert refused.value.code == code
    assert str(refused.value) == f"refused with code {code}"


@pytest.mark.parametrize("code", [2, 3, 4, 9, 10, '"7"', "null"])
async def test_what_is_wrong_with_us_or_the_pace_may_pass_later(sms: Sms, system: Outside, code: object) -> None:
    system.body = f'{{"error": "text about {PHONE}", "error_code": {code}}}'
    with pytest.raises(Unavailable):
        await sms.send(PHONE, TEXT)


@pytest.mark.parametrize("body", ["", "<html>", "[1]", "{}", '{"id": ', '"OK"'])
async def test_an_answer_that_says_nothing_is_no_answer(sms: Sms, system: Outside, body: str) -> None:
    system.body = body
    with pytest.raises(Unavailable):
        await sms.send(PHONE, TEXT)


@pytest.mark.parametrize("status", [302, 400, 401, 404, 429, 500, 502, 503])
async def test_another_status_is_no_answer(sms: Sms, system: Outside, status: int) -> None:
    system.status = status
    with pytest.raises(Unavailable, match=f"HTTP {status}"):
        await sms.send(PHONE, TEXT)


async def test_silence_is_no_answer(sms: Sms, system: Outside) -> None:
    system.silent = True
    with pytest.raises(Unavailable, match="in time"):
        await sms.send(PHONE, TEXT)


async def test_a_cut_line_is_no_answer(sms: Sms, system: Outside) -> None:
    system.cut = True
    with pytest.raises(Unavailable, match="connection failed"):
        await sms.send(PHONE, TEXT)


async def test_nobody_there_is_no_answer(session: ClientSession) -> None:
    sms = SmscKz("http://127.0.0.1:9/", "login", PASSWORD, None, session, IMPATIENT)
    with pytest.raises(Unavailable):
        await sms.send(PHONE, TEXT)


@pytest.mark.parametrize("trouble", [{"status": 500}, {"body": "<"}, {"silent": True}, {"cut": True}])
async def test_nothing_personal_or_secret_in_errors_and_logs(
    sms: Sms, system: Outside, caplog: pytest.LogCaptureFixture, trouble: dict[str, object]
) -> None:
    for name, value in trouble.items():
        setattr(system, name, value)
    with caplog.at_level(logging.DEBUG, logger="gateways"), pytest.raises(Unavailable) as error:
        await sms.send(PHONE, TEXT)
    logging.getLogger("gateways").warning("failed", exc_info=error.value)
    for secret in (PHONE, "7010000001", TEXT, "123456", PASSWORD):
        assert secret not in str(error.value) + repr(error.value) + caplog.text
