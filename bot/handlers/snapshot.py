"""The snapshot a form is answered in, and the look-ups that other systems are asked for."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.fsm.form import Facts, Learn, Learned, Option
from bot.handlers.drafts import Draft
from bot.house import Turn
from bot.places import places
from domain.calendar import local_day
from usecases import families
from usecases.act import Act
from usecases.ports import Answer, Registry, Unavailable


def snapshot(
    act: Act,
    turn: Turn,
    region: str | None = None,
    lists: Mapping[str, Sequence[Option]] | None = None,
    known: Mapping[str, Any] | None = None,
) -> Facts:
    """What the questions of a form may know at this moment."""
    today = local_day(act.now)
    return Facts(
        now=act.now,
        today=today,
        rules=act.law.rulebook.at(today, region),
        places=places(),
        sms=turn.house.sms is not None,
        registry=turn.house.registry is not None,
        lists=lists or {},
        known=known or {},
        eds=turn.house.eds,
    )


async def plain(act: Act, turn: Turn, _draft: Draft) -> Facts:
    """The snapshot of a form that needs nothing of its own."""
    return snapshot(act, turn)


async def look_up(turn: Turn, draft: Draft, ask: Learn) -> Learned:
    """Ask a register what the question wants to know; one that doesn't answer is `unavailable`, and asked again."""
    about = "|".join(draft.answers.get(name, "") for name in ask.about)
    registry = turn.house.registry
    assert registry is not None, "questions to registers apply only where one is connected"
    try:
        value, facts = await _ask(turn, draft, ask, registry)
    except Unavailable:
        value, facts = "unavailable", {}
    return Learned(value, about, turn.house.clock.now(), facts)


async def _ask(turn: Turn, draft: Draft, ask: Learn, registry: Registry) -> tuple[str, dict[str, str | None]]:
    if ask.look_up == "status":
        return await _statuses(turn, registry)
    iin = draft.answers["iin"]
    match ask.look_up:
        case "phone":
            check = await registry.registered(iin, draft.answers["phone"].removeprefix("own:"))
            return str(check.state), {}
        case "kinship":
            return await _kinship(turn, iin, registry)
        case _:
            return await _person(iin, registry)


async def _kinship(turn: Turn, iin: str, registry: Registry) -> tuple[str, dict[str, str | None]]:
    async with turn.looking() as act:
        parent = await families.parent(act, turn.parent_id)
    if not parent.verified:  # a typed IIN opens nobody's data
        return str(Answer.NOT_FOUND), {}
    answer = await registry.relation(parent.iin, iin)
    if answer.state is not Answer.VALID:
        return str(answer.state), {}
    return str(answer.relation or Answer.NOT_FOUND), {}


async def _statuses(turn: Turn, registry: Registry) -> tuple[str, dict[str, str | None]]:
    async with turn.looking() as act:
        parent = await families.parent(act, turn.parent_id)
    if not parent.verified:
        return str(Answer.NOT_FOUND), {}
    answer = await registry.statuses(parent.iin)
    return str(answer.state), {"codes": ",".join(answer.statuses)}


async def _person(iin: str, registry: Registry) -> tuple[str, dict[str, str | None]]:
    answer = await registry.person(iin)
    if answer.state is not Answer.VALID or answer.person is None:
        return str(answer.state), {}
    person = answer.person
    return str(answer.state), {
        "surname": person.surname,
        "given": person.given,
        "patronymic": person.patronymic,
        "sex": str(person.sex) if person.sex else None,
        "born": person.born.isoformat() if person.born else None,
        "nationality": answer.nationality,
    }
