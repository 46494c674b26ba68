"""Claiming a right to go first, or kinship, with documents: the family's side (R-20, R-32)."""

from collections.abc import Mapping
from datetime import date

from bot.fsm.claim import ClaimRight, ProveKinship
from bot.fsm.form import Facts
from bot.handlers.drafts import Draft
from bot.handlers.forms import Kind
from bot.handlers.snapshot import plain, snapshot
from bot.house import Turn
from bot.screen import Screen, column
from bot.taps import go, menu_button
from bot.words import _
from domain.claim import Basis, Paper
from domain.not_allowed import NotAllowed, Reason
from domain.person import Person, Sex
from domain.place import region_of
from usecases import claims, families, vouchers
from usecases.act import Act


def _documents(answers: Mapping[str, str]) -> list[int]:
    return [int(each) for each in answers.get("proof", "").split(",") if each.isdecimal()]


async def claim_right(
    act: Act, parent_id: int, application_id: int, basis: str, answers: Mapping[str, str], operation: int
) -> None:
    """Claim the right that was answered for an application."""
    issued = answers.get("issued")
    await claims.claim_right(
        act,
        parent_id,
        application_id,
        Basis(basis),
        date.fromisoformat(issued) if issued else None,
        _documents(answers),
        operation,
    )


# ---- a right claimed later -------------------------------------------------------------------------------------------


async def preset_of_right(turn: Turn, application_id: int) -> dict[str, str]:
    """The form begins with the application, which has to be the family's; NotAllowed NOT_YOURS, NOT_NOW."""
    async with turn.looking() as act:
        row = await vouchers.own(act, turn.parent_id, application_id)
    if row["state"] not in claims.DECIDABLE:
        raise NotAllowed(Reason.NOT_NOW)
    return {"application": str(application_id)}


async def load_right(act: Act, turn: Turn, draft: Draft) -> Facts:
    """The rules of the application's region."""
    row = await vouchers.own(act, turn.parent_id, int(draft.answers["application"]))
    return snapshot(act, turn, row["region"])


async def finish_right(act: Act, turn: Turn, draft: Draft, answers: dict[str, str]) -> Screen:
    """The claim waits for the department."""
    parent = await families.parent(act, turn.parent_id)
    application_id = int(draft.answers["application"])
    await claim_right(act, parent.id, application_id, answers["right"], answers, draft.id)
    text = _(
        "✅ <b>The documents are with the education department.</b>\nUntil it has checked them the application stands in "
        "the ordinary order. We write to you as soon as it decides."
    )
    return Screen(text, column(go(_("Details"), "app", str(application_id)), menu_button()), fresh=True)


CLAIM_RIGHT = Kind(ClaimRight, load_right, finish_right)


# ---- kinship ---------------------------------------------------------------------------------------------------------


async def preset_of_kin(turn: Turn, claim_id: int) -> dict[str, str]:
    """What was typed in a claim of one's own that was returned; NotAllowed NOT_YOURS."""
    async with turn.looking() as act:
        row = await claims.own(act, turn.parent_id, claim_id)
        if row["kind"] != "kinship":
            raise NotAllowed(Reason.NOT_YOURS)
        data = claims.data_of(act, row)
    answers = {key: value or "" for key, value in data.items()}
    return {**answers, "region": region_of(data["district"]), "paper": row["basis"]}


async def finish_kinship(act: Act, turn: Turn, draft: Draft, answers: dict[str, str]) -> Screen:
    """The department compares what was typed with the document; the register's data stay unseen."""
    parent = await families.parent(act, turn.parent_id)
    person = Person(
        answers["surname"],
        answers["given"],
        answers["patronymic"] or None,
        Sex(answers["sex"]),
        date.fromisoformat(answers["born"]),
    )
    child = claims.TypedChild(answers["iin"], person, answers["nationality"] or None)
    paper = Paper(answers["paper"])
    await claims.claim_kinship(act, parent.id, child, answers["district"], paper, _documents(answers), draft.id)
    await act.tx.drop_draft_of_form(person_id=turn.person_id, form="AddChild")
    text = _(
        "✅ <b>The documents are with the education department.</b>\nAs soon as it has checked them, the child appears in "
        "your list, and we write to you."
    )
    return Screen(text, column(go(_("👧 My children"), "children"), menu_button()), fresh=True)


async def load_kinship(act: Act, turn: Turn, draft: Draft) -> Facts:
    """Only for registered parents."""
    await families.parent(act, turn.parent_id)
    return await plain(act, turn, draft)


PROVE_KINSHIP = Kind(ProveKinship, load_kinship, finish_kinship)
