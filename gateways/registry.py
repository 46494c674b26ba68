"""The registers behind an operator's HTTP JSON gateway, whose contract is
`docs/registry.openapi.yaml`.

IINs travel in bodies only, so that no access log keeps them. Consent is asynchronous: `pending` is
an answer, to be asked for again later. An answer that breaks the contract is `Unavailable`, never a
guess.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

from aiohttp import ClientSession, ClientTimeout

from domain.person import Person, Sex
from gateways.wire import PATIENCE, post_json
from usecases.ports import (
    Answer,
    Check,
    KinshipAnswer,
    PersonAnswer,
    Relation,
    StatusAnswer,
    Unavailable,
)

T = TypeVar("T")
Json = Mapping[str, Any]
WHO = "register"


class HttpRegistry:
    """Answers for all four ports: phones, population, kinship and statuses."""

    def __init__(self, url: str, token: str, session: ClientSession, patience: ClientTimeout = PATIENCE) -> None:
        self._url = url.rstrip("/")
        self._headers = {"Authorization": f"Bearer {token}"}
        self._session = session
        self._patience = patience

    async def registered(self, iin: str, phone: str) -> Check:
        """Is the phone registered together with the IIN (R-11)?"""
        return await self._ask("/v1/phone", _check, iin=iin, phone=phone)

    async def person(self, iin: str) -> PersonAnswer:
        """Who holds the IIN (R-10, R-20)?"""
        return await self._ask("/v1/person", _person_answer, iin=iin)

    async def relation(self, parent_iin: str, child_iin: str) -> KinshipAnswer:
        """What is the grown-up to the child (R-20)?"""
        return await self._ask("/v1/kinship", _kinship_answer, parent_iin=parent_iin, child_iin=child_iin)

    async def statuses(self, iin: str) -> StatusAnswer:
        """Which social statuses does the family hold (R-30)?"""
        return await self._ask("/v1/status", _status_answer, iin=iin)

    async def _ask(self, path: str, read: Callable[[Json], T], **question: str) -> T:
        answer = await post_json(
            self._session,
            self._url + path,
            who=WHO,
            patience=self._patience,
            json=question,
            headers=self._headers,
        )
        try:
            return read(answer)
        except (AttributeError, KeyError, TypeError, ValueError):
            raise Unavailable(f"{WHO}: the answer breaks the contract") from None


def _check(answer: Json) -> Check:
    return Check(Answer(answer["state"]), _text_or_none(answer.get("request_id")))


def _person_answer(answer: Json) -> PersonAnswer:
    state = Answer(answer["state"])
    if state is not Answer.VALID:
        return PersonAnswer(state)
    data = answer["person"]
    return PersonAnswer(state, _person(data), _text_or_none(data.get("nationality")))


def _person(data: Json) -> Person:
    sex, born = data.get("sex"), data.get("born")
    return Person(
        surname=_text(data["surname"]),
        given=_text(data["given"]),
        patronymic=_text_or_none(data.get("patronymic")),
        sex=None if sex is None else Sex(sex),
        born=None if born is None else date.fromisoformat(born),
    )


def _kinship_answer(answer: Json) -> KinshipAnswer:
    state, relation = Answer(answer["state"]), answer.get("relation")
    if state is not Answer.VALID or relation is None:
        return KinshipAnswer(state)
    return KinshipAnswer(state, Relation(relation))


def _status_answer(answer: Json) -> StatusAnswer:
    state = Answer(answer["state"])
    if state is not Answer.VALID:
        return StatusAnswer(state)
    codes = answer["statuses"]
    if not isinstance(codes, list):
        raise TypeError
    return StatusAnswer(state, tuple(_text(code) for code in codes))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _text_or_none(value: object) -> str | None:
    return None if value is None else _text(value)
