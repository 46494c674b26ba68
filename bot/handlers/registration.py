"""Registering a parent: what the finished form does (R-10, R-11)."""

from datetime import date

from bot.fsm.registration import Registration
from bot.handlers.account import next_question
from bot.handlers.drafts import Draft
from bot.handlers.forms import Kind
from bot.handlers.rooms import home
from bot.handlers.snapshot import look_up, plain
from bot.house import Turn
from bot.screen import Screen, lines
from bot.words import _
from domain.person import Person, Sex
from usecases import cabinet, families
from usecases.act import Act


def person_of(draft: Draft, answers: dict[str, str]) -> Person:
    """The register's data if it was asked, else what was typed; typed answers fill what the register lacks."""
    register = draft.learned.get("register")
    facts = {
        **{k: v for k, v in answers.items() if v},
        **{k: v for k, v in (register.facts if register else {}).items() if v},
    }
    return Person(
        surname=str(facts["surname"]),
        given=str(facts["given"]),
        patronymic=facts.get("patronymic"),
        sex=Sex(sex) if (sex := facts.get("sex")) else None,
        born=date.fromisoformat(born) if (born := facts.get("born")) else None,
    )


async def finish(act: Act, turn: Turn, draft: Draft, answers: dict[str, str]) -> Screen:
    """The person is a registered parent now."""
    proven = "code" in answers or answers["phone"].startswith("own:")
    verified = proven and {"base", "register"} <= set(answers)
    citizen = families.Citizen(
        iin=answers["iin"],
        phone=answers["phone"].removeprefix("own:"),
        person=person_of(draft, answers),
        verified=verified,
        policy=answers["policy"],
    )
    await families.register(act, citizen)
    turn.person = await act.tx.person_by_id(person_id=turn.person_id)
    head = _("✅ <b>You are registered.</b> Next: add your child, then apply for the voucher queue.")
    if not verified:
        head = lines(
            head,
            _("Your data are marked as unverified: the education department will check them by your papers."),
        )
    if await _has_email(act, turn):
        return await next_question(act, turn, "MyPlace", head) or await home(act, turn, head)
    return await next_question(act, turn, "Email", head) or await home(act, turn, head)


async def _has_email(act: Act, turn: Turn) -> bool:
    return (await cabinet.account(act, turn.parent_id)).email is not None


REGISTRATION = Kind(Registration, plain, finish, look_up)
