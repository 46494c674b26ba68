"""An SMS instead of a letter is looked at again when it goes; and nobody's connections are taken by others (R-4, R-11)."""

import pytest

from bot.inbox import LONGEST_NAME, called
from domain.voucher import Withdraw
from tests.bot.conftest import Inside
from tests.conversations.given import Story
from tests.conversations.tongues import KK
from usecases import vouchers


def of_voucher(inside: Inside) -> list[tuple[str, str, str]]:
    """The letters about the voucher that was issued."""
    return [(row[0], row[1], row[2]) for row in inside.rows("SELECT kind, channel, state FROM letter ORDER BY id")]


async def test_what_is_no_longer_true_is_not_sent_by_sms(inside: Inside) -> None:
    """The centre was away, and the voucher has been given up meanwhile."""
    story = Story(inside.world, KK)
    aigul = await story.queued("aigul")
    clerk = await inside.world.person("dep_almaty")
    await clerk.start()
    await clerk.taps(KK.name)
    await aigul.blocks()
    before = len(await inside.world.sms(aigul.phone))
    await inside.world.fails("sms", 500, times=1)
    await story.round(clerk)
    assert ("issued", "sms", "waiting") in of_voucher(inside)
    person = await inside.row_of(aigul)
    async with inside.house.acting(person["id"]) as act:
        await vouchers.carry_out(act, await act.tx.application_by_id(application_id=1), Withdraw())
    await inside.world.clock.advance(minutes=3)
    assert ("issued", "sms", "dropped") in of_voucher(inside)
    assert len(await inside.world.sms(aigul.phone)) == before


async def test_each_system_outside_has_connections_of_its_own(inside: Inside) -> None:
    """A hundred who wait for a signature keep no code, no answer of a register, no revocation from coming."""
    house = inside.house
    sessions = [one._session for one in (house.sms, house.registry, house.verifier, house.sigex)]  # type: ignore[union-attr]
    assert len({id(one.connector) for one in sessions}) == 4


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ({"id": 1, "username": "aigul", "first_name": "Айгүл"}, "@aigul"),
        ({"id": 1, "first_name": "Айгүл\n\u202eСіздің"}, "АйгүлСіздің"),
        ({"id": 1, "first_name": "а" * 200}, "а" * LONGEST_NAME),
        ({"id": 1}, ""),
    ],
)
def test_what_telegram_calls_somebody(who: dict[str, object], name: str) -> None:
    """R-11: it stands in a text that is signed, so it may not look like another line of it."""
    assert called({"update_id": 1, "message": {"from": who}}) == name
    assert called({"update_id": 1}) == ""
