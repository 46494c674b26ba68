"""To look holds nobody else up: the only writer is taken by deeds alone."""

from dataclasses import dataclass
from typing import Any, cast

import pytest

from bot.handlers import catalogue_taps, portal, reviews
from bot.house import Turn
from bot.taps import GardenTap, PortalTap, RateTap
from bot.words import speaking
from domain.not_allowed import NotAllowed
from domain.person import Person
from tests.portal.test_referrals import given
from tests.portal.town import FITS, PLACE, Town
from usecases import families


@dataclass
class Looker:
    """Somebody for whom there is nothing but snapshots."""

    town: Town
    person: Any
    parent_id: int | None

    @property
    def person_id(self) -> int:
        return int(self.person["id"])

    def looking(self) -> Any:
        return self.town.acting(self.person_id)

    def acting(self) -> Any:
        raise AssertionError("the writer is taken")


async def looker(town: Town) -> Turn:
    person_id = await town.id_of(1)
    async with town.acting() as act:
        data = act.seal.close_json("child", b"1".hex(), families.nobodys_data(Person("A", "B"), nationality=None))
        await town.store._writer.connection.execute("UPDATE child SET data = ? WHERE id = 1", (data,))
        await act.tx.set_my_place(person_id=person_id, district=PLACE, locality=None)
        return cast(Turn, Looker(town, await act.tx.person_by_id(person_id=person_id), 1))


@pytest.mark.parametrize("verb", sorted(portal.LOOKS))
async def test_rooms_for_everybody(town: Town, verb: str) -> None:
    about = await given(town) if verb.startswith("ref") else {"view": FITS, "fitting": 1}.get(verb, 0)
    with speaking("ru"):
        shown = await portal.pressed(
            await looker(town), cast(Any, None), cast(Any, None), PortalTap(verb=verb, id=about)
        )
    assert shown.rows


@pytest.mark.parametrize("verb", ["room", "card", "pin", "filters", "choice", "find"])
async def test_the_catalogue(town: Town, verb: str) -> None:
    tapped = GardenTap(verb=verb, id=1 if verb in ("card", "pin") else 0, app=0, arg="kind")
    with speaking("ru"):
        assert (await catalogue_taps.pressed(await looker(town), cast(Any, None), cast(Any, None), tapped)).rows


async def test_reviews(town: Town) -> None:
    with speaking("ru"):
        turn = await looker(town)
        assert (
            await reviews.pressed(turn, cast(Any, None), cast(Any, None), RateTap(verb="room", id=1, app=0, arg=""))
        ).rows
        with pytest.raises(NotAllowed):
            await reviews.pressed(turn, cast(Any, None), cast(Any, None), RateTap(verb="x", id=1, app=0, arg=""))
