"""What a family has to do now, as the menu tells it (R-65)."""

from datetime import date
from types import SimpleNamespace
from typing import Any, cast

from bot.handlers import todo
from bot.house import Turn
from bot.words import speaking
from domain import voucher
from domain.application import Application, GroupType, Language
from domain.person import Person
from tests.families.desk import ALMATY, CLERK, MOTHER, Desk
from usecases import applications, families, vouchers

TURN = cast(Turn, cast(Any, SimpleNamespace(parent_id=MOTHER)))


async def test_two_children_of_one_name_are_two_things_to_do(desk: Desk) -> None:
    """A guardian of two who were born on one day and are called alike: neither voucher is forgotten."""
    for number, iin in enumerate(("230415600013", "230415600023"), 1):
        async with desk.acting(MOTHER) as act:
            child = Person("Сынақова", "Айша", None, None, date(2023, 4, 15))
            await families.add_child(act, MOTHER, iin, child, nationality=None, relation="guardian", verified=True)
            await applications.lodge(
                act, MOTHER, Application(number, "751410000", GroupType.GENERAL, Language.KK), None
            )
        async with desk.acting() as act:
            round_id = await act.tx.add_round(
                queue_place=ALMATY, vouchers=1, person_id=CLERK, operation=number, now=act.seconds
            )
            row = await act.tx.application_by_id(application_id=number)
            await vouchers.carry_out(act, row, voucher.Issue(round_id))
    async with desk.acting(MOTHER) as act:
        with speaking("ru"):
            found = await todo.deeds(act, TURN)
    assert len(found) == 2
    assert len({deed.button.data for deed in found}) == 2


async def test_who_has_no_child_yet_adds_one_first(desk: Desk) -> None:
    """R-20."""
    async with desk.acting(MOTHER) as act:
        with speaking("ru"):
            (only,) = await todo.deeds(act, TURN)
    assert only.named.text == "➕ Добавить ребёнка"
