"""The registers' gateway: the contract of the OpenAPI file, and what breaks it."""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable
from datetime import date

import pytest
from aiohttp import ClientSession

from domain.person import Person, Sex
from gateways.registry import HttpRegistry
from tests.gateways.outside import IMPATIENT, Outside
from usecases.ports import (
    Answer,
    Check,
    KinshipAnswer,
    PersonAnswer,
    Registry,
    Relation,
    StatusAnswer,
    Unavailable,
)

IIN, CHILD, PHONE, TOKEN = "850101300005", "230615600001", "+77010000001", "hidden-token"

Question = Callable[[Registry], Awaitable[object]]
QUESTIONS: dict[str, Question] = {
    "/v1/phone": lambda registry: registry.registered(IIN, PHONE),
    "/v1/person": lambda registry: registry.person(IIN),
    "/v1/kinship": lambda registry: registry.relation(IIN, CHILD),
    "/v1/status": lambda registry: registry.statuses(IIN),
}
every_question = pytest.mark.parametrize("path", QUESTIONS)


@pytest.fixture
def registry(system: Outside, session: ClientSession) -> Registry:
    return HttpRegistry(system.url, TOKEN, session, IMPATIENT)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/phone", {"iin": IIN, "phone": PHONE}),
        ("/v1/person", {"iin": IIN}),
        ("/v1/kinship", {"parent_iin": IIN, "child_iin": CHILD}),
        ("/v1/status", {"iin": IIN}),
    ],
)
async def test_what_is_asked_stands_in_the_body_only(
    registry: Registry, system: Outside, path: str, body: dict[str, str]
) -> None:
    system.body = '{"state": "not_found"}'
    await QUESTIONS[path](registry)
    asked_path, headers, asked = system.asked[0]
    assert (asked_path, asked) == (path, body)
    assert headers["Authorization"] == f"Bearer {TOKEN}"


async def test_a_phone_registered_with_the_iin_R_11(registry: Registry, system: Outside) -> None:
    system.body = '{"state": "valid", "request_id": "7f3a"}'
    assert await registry.registered(IIN, PHONE) == Check(Answer.VALID, "7f3a")


async def test_a_person_of_the_population_register_R_10(registry: Registry, system: Outside) -> None:
    person = {
        "surname": "Үлгібаев",
        "given": "Мысал",
        "patronymic": None,
        "sex": "male",
        "born": "1985-01-01",
        "nationality": "қазақ",
    }
    system.body = json.dumps({"state": "valid", "person": person, "later_field": 1})
    assert await registry.person(IIN) == PersonAnswer(
        Answer.VALID,
        Person("Үлгібаев", "Мысал", None, Sex.MALE, date(1985, 1, 1)),
        "қазақ",
    )


async def test_a_register_may_lack_sex_birth_and_nationality_R_20(registry: Registry, system: Outside) -> None:
    system.body = '{"state": "valid", "person": {"surname": "A", "given": "B", "sex": null}}'
    answer = await registry.person(IIN)
    assert answer == PersonAnswer(Answer.VALID, Person("A", "B", None, None, None), None)


@pytest.mark.parametrize("relation", list(Relation))
async def test_a_relation_of_the_register_of_kinship_R_20(
    registry: Registry, system: Outside, relation: Relation
) -> None:
    system.body = json.dumps({"state": "valid", "relation": relation})
    assert await registry.relation(IIN, CHILD) == KinshipAnswer(Answer.VALID, relation)


async def test_a_register_that_knows_of_no_relation_R_20(registry: Registry, system: Outside) -> None:
    system.body = '{"state": "valid", "relation": null}'
    assert await registry.relation(IIN, CHILD) == KinshipAnswer(Answer.VALID, None)


async def test_statuses_that_the_registers_fill_in_R_30(registry: Registry, system: Outside) -> None:
    system.body = '{"state": "valid", "statuses": ["large_family", "teacher"]}'
    answer = await registry.statuses(IIN)
    assert answer == StatusAnswer(Answer.VALID, ("large_family", "teacher"))


@every_question
@pytest.mark.parametrize("state", ["invalid", "pending", "timeout", "not_found"])
async def test_every_other_state_carries_nothing_else(
    registry: Registry, system: Outside, path: str, state: str
) -> None:
    system.body = json.dumps({"state": state})
    answer = await QUESTIONS[path](registry)
    assert answer in [
        Check(Answer(state)),
        PersonAnswer(Answer(state)),
        KinshipAnswer(Answer(state)),
        StatusAnswer(Answer(state)),
    ]


@every_question
@pytest.mark.parametrize("status", [201, 302, 400, 401, 403, 404, 429, 500, 503])
async def test_another_status_is_no_answer(registry: Registry, system: Outside, path: str, status: int) -> None:
    system.status = status
    with pytest.raises(Unavailable, match=f"HTTP {status}"):
        await QUESTIONS[path](registry)


@every_question
@pytest.mark.parametrize("body", ["", "{", "null", "[]", "{}", '{"state": "perhaps"}', "\x00"])
async def test_an_answer_outside_the_contract_is_no_answer(
    registry: Registry, system: Outside, path: str, body: str
) -> None:
    system.body = body
    with pytest.raises(Unavailable):
        await QUESTIONS[path](registry)


@pytest.mark.parametrize(
    ("path", "rest"),
    [
        ("/v1/phone", {"request_id": 5}),
        ("/v1/person", {}),
        ("/v1/person", {"person": None}),
        ("/v1/person", {"person": []}),
        ("/v1/person", {"person": {"surname": "A"}}),
        ("/v1/person", {"person": {"surname": 1, "given": "B"}}),
        ("/v1/person", {"person": {"surname": "A", "given": "B", "sex": "other"}}),
        ("/v1/person", {"person": {"surname": "A", "given": "B", "born": "1 May"}}),
        ("/v1/person", {"person": {"surname": "A", "given": "B", "born": 1985}}),
        ("/v1/kinship", {"relation": "aunt"}),
        ("/v1/kinship", {"relation": []}),
        ("/v1/status", {}),
        ("/v1/status", {"statuses": "large_family"}),
        ("/v1/status", {"statuses": [None]}),
    ],
)
async def test_a_valid_answer_without_what_it_promises_is_no_answer(
    registry: Registry, system: Outside, path: str, rest: dict[str, object]
) -> None:
    system.body = json.dumps({"state": "valid", **rest})
    with pytest.raises(Unavailable, match="breaks the contract"):
        await QUESTIONS[path](registry)


@every_question
async def test_silence_is_no_answer(registry: Registry, system: Outside, path: str) -> None:
    system.silent = True
    with pytest.raises(Unavailable, match="in time"):
        await QUESTIONS[path](registry)


@every_question
async def test_a_cut_line_is_no_answer(registry: Registry, system: Outside, path: str) -> None:
    system.cut = True
    with pytest.raises(Unavailable, match="connection failed"):
        await QUESTIONS[path](registry)


@every_question
@pytest.mark.parametrize(
    "trouble",
    [{"status": 500}, {"body": f'{{"state": "{IIN}"}}'}, {"silent": True}, {"cut": True}],
)
async def test_nothing_personal_or_secret_in_errors_and_logs(
    registry: Registry,
    system: Outside,
    caplog: pytest.LogCaptureFixture,
    path: str,
    trouble: dict[str, object],
) -> None:
    for name, value in trouble.items():
        setattr(system, name, value)
    with caplog.at_level(logging.DEBUG), pytest.raises(Unavailable) as error:
        await QUESTIONS[path](registry)
    logging.getLogger("gateways").warning("failed", exc_info=error.value)
    for secret in (IIN, CHILD, PHONE, TOKEN):
        assert secret not in str(error.value) + repr(error.value) + caplog.text
