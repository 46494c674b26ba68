"""Bulletins and watches in the database: what appears is told once, to who asked before it appeared (R-70, R-71)."""

import pytest

from domain.not_allowed import NotAllowed, Reason
from tests.domain.law import at, why
from tests.portal.town import FITS, OTHER, PLACE, STRANGER, Town
from usecases import bulletins, letters, notices, tick, watches


async def sets(town: Town, kazakh: int, russian: int = 0) -> None:
    """So many places, and a tick a minute later."""
    async with town.acting() as act:
        await town.opens(act, "kk", kazakh)
        await town.opens(act, "ru", russian)
    await town.ticks(minutes=1)


async def open_groups(town: Town) -> set[int]:
    async with town.store.reading() as tx:
        return {row["group_id"] for row in await tx.bulletins_of(kindergarten_id=1)}


async def watch(town: Town, who: int = STRANGER, application: int = 0) -> None:
    async with town.acting(await town.id_of(who)) as act:
        await watches.watch_kindergarten(act, application or None, 1, application)


async def test_a_bulletin_lasts_as_long_as_a_place_is_free(town: Town) -> None:
    assert await open_groups(town) == {FITS, OTHER}
    async with town.acting() as act:
        assert (await bulletins.one(act, FITS)).since == int(at("2026-11-16 10:00").timestamp())
    await sets(town, 0, 1)
    assert await open_groups(town) == {OTHER}
    await sets(town, 3, 1)
    assert await open_groups(town) == {FITS, OTHER}


async def test_what_was_free_before_is_no_news(town: Town) -> None:
    await watch(town)
    await town.ticks(hours=1)
    assert await town.letters("place_appeared") == 0
    await sets(town, 0)
    await sets(town, 1)
    assert await town.letters("place_appeared") == 1
    await sets(town, 0)
    await sets(town, 2, 2)
    assert await town.letters("place_appeared") == 1, "a watch ends when it has told"


async def test_a_watch_for_a_child_waits_for_what_fits(town: Town) -> None:
    await sets(town, 0, 0)
    await watch(town, 1, 1)
    await sets(town, 0, 1)
    assert await town.letters("place_appeared") == 0
    await sets(town, 1, 1)
    assert await town.letters("place_appeared") == 1


async def test_two_children_watch_the_same_kindergarten(town: Town) -> None:
    """R-70: each waits for what fits it; who is told of any place there needs no second watch."""
    async with town.acting() as act:
        await act.tx.add_kin(parent_id=1, child_id=2, relation="mother", now=0)
    await watch(town, 1, 1)
    await watch(town, 1, 2)
    await watch(town, 1, 2)
    async with town.acting(await town.id_of(1)) as act:
        assert [row["application_id"] for row in await watches.of_person(act)] == [1, 2]
        assert [row["application_id"] for row in await watches.of_kindergarten(act, 1, 2)] == [2]
        for one in await watches.of_person(act):
            await watches.take_back(act, one["id"])
    await watch(town, 1)
    await watch(town, 1, 2)
    async with town.acting(await town.id_of(1)) as act:
        assert [row["application_id"] for row in await watches.of_person(act)] == [None]


async def test_a_child_that_looks_no_more_is_told_nothing(town: Town) -> None:
    await sets(town, 0, 0)
    await watch(town, 1, 1)
    async with town.acting() as act:
        await act.tx.erase_application(application_id=1, born="2023-01-01")
        await town.store._writer.connection.execute("UPDATE application SET state = 'withdrawn' WHERE id = 1")
    await sets(town, 1)
    assert await town.letters("place_appeared") == 0
    async with town.acting(await town.id_of(1)) as act:
        assert await watches.of_person(act) == []


async def test_nobody_is_told_in_the_night(town: Town) -> None:
    """R-66."""
    await sets(town, 0, 0)
    async with town.acting(await town.id_of(STRANGER)) as act:
        await watches.watch_district(act, None, PLACE, 0)
        await watches.watch_district(act, None, PLACE, 0)
        assert len(await watches.of_person(act)) == 1
    town.now = at("2026-11-16 22:00")
    await sets(town, 1)
    town.now = at("2026-11-17 07:59")
    await town.ticks()
    assert await town.letters("place_appeared") == 0
    await town.ticks(minutes=1)
    assert await town.letters("place_appeared") == 1


async def test_who_cannot_be_written_to_is_not(town: Town) -> None:
    await sets(town, 0, 0)
    await watch(town)
    async with town.acting() as act:
        await act.tx.set_reachable(person_id=await town.id_of(STRANGER), reachable=0)
    await sets(town, 1)
    assert await town.letters("place_appeared") == 0


async def test_a_multitude_is_told_in_slices(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulletins, "SLICE", 2)
    await sets(town, 0, 0)
    for who in (1, 2, STRANGER):
        await watch(town, who)
    await sets(town, 1)
    assert await town.letters("place_appeared") == 3


async def test_so_many_watches_and_no_more(town: Town) -> None:
    async with town.acting(await town.id_of(STRANGER)) as act:
        for n in range(8):
            await watches.watch_district(act, None, f"61{n}000000", 0)
        with pytest.raises(NotAllowed) as no:
            await watches.watch_kindergarten(act, None, 1, 0)
        assert why(no) is Reason.WATCHES_FULL
        with pytest.raises(NotAllowed) as no:
            await watches.watch_kindergarten(act, None, 9, 0)
        assert why(no) is Reason.ANSWER_UNKNOWN
        for row in await watches.of_person(act):
            await watches.take_back(act, row["id"])
        assert await watches.of_person(act) == []


async def urgencies(town: Town) -> list[tuple[str, int]]:
    link = town.store._writer.connection
    return [(row[0], row[1]) for row in await link.execute_fetchall("SELECT kind, urgency FROM letter")]


async def test_a_watched_district_waits_for_what_fits_the_child(town: Town) -> None:
    await sets(town, 0, 0)
    async with town.acting(await town.id_of(1)) as act:
        (row,) = await watches.looking(act, 1)
        for application in (row["id"], row["id"], 0):
            await watches.watch_district(act, 1, PLACE, application)
        assert len(await watches.of_person(act)) == 2, "for the child, and for any place"
        with pytest.raises(NotAllowed) as no:
            await watches.watch_district(act, 1, PLACE, 2)
        assert why(no) is Reason.NOT_YOURS
        assert await watches.looking(act, None) == []
    await sets(town, 0, 1)
    assert await town.letters("place_appeared") == 1, "for any place"
    await sets(town, 1, 1)
    assert await town.letters("place_appeared") == 2


async def test_while_a_contract_is_considered_the_watch_goes_on(town: Town) -> None:
    await sets(town, 0, 0)
    await watch(town, 1, 1)
    async with town.acting() as act:
        await town.store._writer.connection.execute("UPDATE application SET state = 'contract_sent' WHERE id = 1")
        del act
    await sets(town, 1)
    assert await town.letters("place_appeared") == 1


async def test_letters_of_the_law_never_stand_behind_watches(town: Town) -> None:
    await sets(town, 0, 0)
    await watch(town)
    await sets(town, 1)
    assert await urgencies(town) == [("place_appeared", letters.MULTITUDE)]
    parts = [part.__module__ for part in tick.PARTS]
    assert parts.index("usecases.bulletins") > max(i for i, part in enumerate(parts) if part == "usecases.sheet_rungs")
    assert tick.PARTS.index(bulletins.renew) > tick.PARTS.index(tick._vouchers_remind)


async def test_who_has_switched_it_off_is_told_nothing_and_goes_on_watching(town: Town) -> None:
    await sets(town, 0, 0)
    await watch(town)
    stranger = await town.id_of(STRANGER)
    async with town.acting() as act:
        await notices.switch(act, await act.tx.person_by_id(person_id=stranger), notices.Category.PLACES, on=False)
    await sets(town, 1)
    assert await town.letters("place_appeared") == 0
    async with town.acting(stranger) as act:
        await notices.switch(act, await act.tx.person_by_id(person_id=stranger), notices.Category.PLACES, on=True)
        assert len(await watches.of_person(act)) == 1


async def test_where_nobody_watches_nothing_is_left_to_tell(town: Town) -> None:
    await sets(town, 0, 0)
    async with town.acting() as act:
        await town.opens(act, "kk", 1)
        assert await bulletins.renew(act) is False
        assert list(await act.tx.untold_bulletins(at_most=9)) == []
    await sets(town, 0, 0)
    await watch(town)
    async with town.acting() as act:
        await town.opens(act, "kk", 1)
        await town.opens(act, "ru", 1)
        await bulletins.renew(act)
        assert len(await act.tx.untold_bulletins(at_most=9)) == 2
        assert await bulletins.tell(act) is False, "both in one transaction"
        assert list(await act.tx.untold_bulletins(at_most=9)) == []


async def test_many_bulletins_are_told_some_at_a_time(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulletins, "TOLD", 1)
    await sets(town, 0, 0)
    for who in (1, STRANGER):
        await watch(town, who)
    await sets(town, 1, 1)
    assert await town.letters("place_appeared") == 2
