"""The SMS centre and the registers answer in the dialects of the real ones, through the real gateways."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession

from gateways.registry import HttpRegistry
from gateways.sms import SmscKz
from playground.iins import check_digit, valid
from playground.people import seeds
from tests.playground.conftest import Page
from usecases.ports import Answer, Refused, Relation, Unavailable

AIGUL, DANIYAR, ZHANNA, MARAT = "930312400016", "910905300109", "950719400012", "871103300012"
ALIKHAN, ARTYOM = "230415500016", "230625500018"


@pytest.fixture
async def sms(alone: Page) -> AsyncIterator[SmscKz]:
    """The product's own gateway."""
    given = alone.playground.environment
    async with ClientSession() as session:
        yield SmscKz(given["SMS_URL"], given["SMS_LOGIN"], given["SMS_PASSWORD"], None, session)


@pytest.fixture
async def registry(alone: Page) -> AsyncIterator[HttpRegistry]:
    """The product's own gateway."""
    given = alone.playground.environment
    async with ClientSession() as session:
        yield HttpRegistry(given["REGISTRY_URL"], given["REGISTRY_TOKEN"], session)


async def test_a_message_lands_in_the_box(alone: Page, sms: SmscKz) -> None:
    await sms.send("+77000000001", "Код: 123456")
    [message] = (await alone.get("/sim/sms?phone=87000000001"))["sms"]
    assert (message["phone"], message["code"]) == ("+77000000001", "123456")
    assert (await alone.get("/sim/sms?phone=%2B77000000002"))["sms"] == []


async def test_the_same_within_a_minute_is_refused(alone: Page, sms: SmscKz) -> None:
    await sms.send("+77000000001", "one")
    with pytest.raises(Unavailable, match="9"):
        await sms.send("+77000000001", "one")
    await sms.send("+77000000002", "one")
    await alone.post("/sim/clock", advance="PT1M")
    await sms.send("+77000000001", "one")


async def test_errors_and_faults_of_the_centre(alone: Page, sms: SmscKz) -> None:
    with pytest.raises(Refused):
        await sms.send("+1202", "one")
    await alone.post("/sim/faults", target="sms", code=3)
    with pytest.raises(Unavailable, match="3"):
        await sms.send("+77000000001", "one")
    await alone.post("/sim/faults", target="sms", code=503)
    with pytest.raises(Unavailable, match="503"):
        await sms.send("+77000000001", "one")
    await alone.post("/sim/faults", target="sms", code=0, after=True)
    with pytest.raises(Unavailable):
        await sms.send("+77000000001", "one")
    assert len((await alone.get("/sim/sms"))["sms"]) == 1, "the answer was lost, not the message"
    assert all("psw" not in call["parameters"] for call in (await alone.get("/sim/calls"))["calls"])


async def test_a_wrong_password(alone: Page) -> None:
    status, body = await alone.raw(
        "POST", "/sys/send.php", data={"login": "x", "psw": "y", "phones": "77000000001", "mes": "x", "fmt": "3"}
    )
    assert (status, b'"error_code": 2' in body) == (200, True)


async def test_what_the_registers_know(registry: HttpRegistry) -> None:
    assert (await registry.registered(AIGUL, "+77000000001")).state is Answer.VALID
    assert (await registry.registered(AIGUL, "+77000000002")).state is Answer.INVALID
    assert (await registry.registered(MARAT, "+77000000005")).state is Answer.NOT_FOUND
    found = await registry.person(AIGUL)
    assert found.person is not None
    assert (found.person.surname, found.person.given) == ("Сынақова", "Айгүл")
    assert (await registry.person("000000000000")).state is Answer.NOT_FOUND
    assert (await registry.relation(AIGUL, ALIKHAN)).relation is Relation.MOTHER
    assert (await registry.relation(DANIYAR, ALIKHAN)).relation is Relation.FATHER
    assert (await registry.relation(ZHANNA, ALIKHAN)).relation is None
    assert (await registry.relation(ZHANNA, ARTYOM)).state is Answer.NOT_FOUND
    assert (await registry.statuses("880621400014")).statuses == ("large_family",)


async def test_faults_of_the_registers(alone: Page, registry: HttpRegistry) -> None:
    await alone.post("/sim/faults", target="registry", method="phone", code="pending")
    assert (await registry.person(AIGUL)).state is Answer.VALID
    assert (await registry.registered(AIGUL, "+77000000001")).state is Answer.PENDING
    for code in (503, 0):
        await alone.post("/sim/faults", target="registry", code=code)
        with pytest.raises(Unavailable):
            await registry.person(AIGUL)


@pytest.mark.parametrize(
    ("path", "token", "body", "status"),
    [
        ("person", "wrong", {"iin": AIGUL}, 401),
        ("nothing", "playground", {}, 404),
        ("person", "playground", {"iin": "1"}, 400),
        ("phone", "playground", {"iin": AIGUL, "phone": "87000000001"}, 400),
    ],
)
async def test_outside_the_contract(alone: Page, path: str, token: str, body: dict[str, str], status: int) -> None:
    headers = {"Authorization": f"Bearer {token}"}
    got, _ = await alone.raw("POST", f"/registry/v1/{path}", json=body, headers=headers)
    assert got == status


def test_every_iin_is_possible_and_one_family_has_the_second_weights() -> None:
    people = seeds()
    assert all(valid(iin) for iin in people.records)
    clerks = {person.iin for person in people.all.values() if person.scope}
    second = {iin for iin in set(people.records) - clerks if check_digit(iin[:11])[1] == 2}
    assert second == {"890401300402", "220516500405"}
    assert [iin for iin in people.records if iin[6] == "0"] == ["900217000019", "230108000015"]


def test_every_person_is_in_the_registers() -> None:
    people = seeds()
    assert all(person.iin in people.records for person in people.all.values())
    assert len({person.user_id for person in people.all.values()}) == len(people.all)
    assert len({person.phone for person in people.all.values()}) == len(people.all)
