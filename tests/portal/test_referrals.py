"""Referrals in the database: who may do what, whose turn it is, and whose the place is meanwhile (R-41, R-71)."""

from dataclasses import replace
from datetime import date

import pytest

from bot.handlers.referral_letters import REFERRAL_LETTERS
from bot.words import speaking
from domain import referral, voucher
from domain.not_allowed import NotAllowed, Reason
from domain.referral import ReferralGround, ReferralState
from domain.rules import RuleBook
from domain.voucher import State
from tests.domain.law import at, why
from tests.portal.town import DEPARTMENT, FITS, KINDERGARTEN, LAW, OTHER, PLACE, STRANGER, Town
from usecases import applications, law, referrals, vouchers
from usecases.act import Act
from usecases.law import NewRule


async def given(town: Town, family: int = 1) -> int:
    """A referral that the department has given."""
    return await given_as(town, await town.asks(family))


async def given_as(town: Town, referral_id: int) -> int:
    """The department gives this one."""
    async with town.acting(await town.id_of(DEPARTMENT)) as act:
        await referrals.give(act, referral_id)
    return referral_id


async def does(town: Town, family: int, referral_id: int, command: referral.Command) -> None:
    async with town.acting(await town.id_of(family)) as act:
        await referrals.act_on(act, family, referral_id, command)


async def test_from_asking_to_the_contingent(town: Town) -> None:
    """R-57, R-71: the place is held from giving on; the child is enrolled, and the application has left the queue."""
    one = await given(town)
    assert (await town.free(), await town.letters("referral_asked"), await town.letters("referral_given")) == (0, 1, 1)
    await does(town, 1, one, referral.Confirm())
    assert await town.letters("referral_coming") == 1
    async with town.acting(await town.id_of(KINDERGARTEN)) as act:
        assert [row["id"] for row in await referrals.coming(act, 1, 0)] == [one]
        await referrals.enrol(act, one)
        row = await act.tx.application_by_id(application_id=1)
        assert (row["state"], row["kindergarten_id"], row["group_id"]) == (State.ENROLLED, 1, FITS)
    assert (await town.state(one), await town.free(), await town.letters("enrolled")) == ("enrolled", 0, 1)


async def test_the_department_gives_in_the_order_of_the_queue(town: Town) -> None:
    """R-41: whoever asked first is not whoever comes first."""
    later, sooner = await town.asks(2), await town.asks(1)
    async with town.acting(await town.id_of(DEPARTMENT)) as act:
        assert [row["id"] for row in await referrals.asked_in(act, "614000000", 0)] == [sooner, later]
        with pytest.raises(NotAllowed) as no:
            await referrals.give(act, later)
        assert why(no) is Reason.NOT_FIRST
        await referrals.deny(act, sooner, ReferralGround.DATA_DIFFER)
        await referrals.give(act, later)
    assert [await town.state(one) for one in (sooner, later)] == ["refused", "given"]
    assert await town.letters("referral_denied") == 1


async def test_a_place_is_given_once(town: Town) -> None:
    await given(town)
    with pytest.raises(NotAllowed) as no:
        await town.asks(2)
    assert why(no) is Reason.NO_FREE_PLACE


async def test_no_place_is_given_that_went_meanwhile(town: Town) -> None:
    one = await town.asks(1)
    async with town.acting() as act:
        await town.opens(act, "kk", 0)
    async with town.acting(await town.id_of(DEPARTMENT)) as act:
        with pytest.raises(NotAllowed) as no:
            await referrals.give(act, one)
        assert why(no) is Reason.NO_FREE_PLACE


async def test_what_is_not_confirmed_in_time_gives_the_place_back(town: Town) -> None:
    """R-4, R-71: told and reminded; the queue place stays, and another place can be asked for."""
    one = await given(town)
    await town.ticks(days=1, hours=8)
    assert await town.letters("remind_referral") == 1
    town.now = at("2026-11-19 00:00")
    with pytest.raises(NotAllowed) as no:
        await does(town, 1, one, referral.Confirm())
    assert why(no) is Reason.TOO_LATE
    again = await town.asks(1) if await town.free() else 0
    assert again == 0, "the place is held until the tick has noted it"
    await town.ticks()
    assert (await town.state(one), await town.free(), await town.letters("referral_lapsed")) == ("lapsed", 1, 1)
    assert await town.state(await town.asks(1)) == "asked"


async def test_who_leaves_the_queue_leaves_the_referral(town: Town) -> None:
    one = await given(town)
    async with town.acting(await town.id_of(1)) as act:
        await vouchers.carry_out(act, await act.tx.application_by_id(application_id=1), voucher.Withdraw())
    await town.ticks()
    assert (await town.state(one), await town.free()) == ("ended", 1)


async def test_only_what_fits_and_once_at_a_time(town: Town) -> None:
    for group, reason in ((OTHER, Reason.GROUP_DOES_NOT_FIT), (99, Reason.ANSWER_UNKNOWN)):
        with pytest.raises(NotAllowed) as no:
            await town.asks(1, group)
        assert why(no) is reason
    await town.asks(1)
    with pytest.raises(NotAllowed) as no:
        await town.asks(1)
    assert why(no) is Reason.REFERRAL_EXISTS


async def test_only_where_the_region_works_by_referrals(town: Town) -> None:
    """R-1, R-71: a rule of the region, by date."""
    async with town.acting(await town.id_of(1)) as act:
        elsewhere = replace(act, law=replace(LAW, rulebook=RuleBook.load()))
        assert referrals.ways_in(act, "610000000") == {"referral"}
        assert referrals.ways_in(elsewhere, "610000000") == {"voucher"}
        with pytest.raises(NotAllowed) as no:
            await referrals.ask(elsewhere, 1, 1, FITS)
        assert why(no) is Reason.REFERRALS_NOT_HERE


async def test_an_operator_says_how_a_region_works(town: Town) -> None:
    """R-1, R-71."""
    async with town.acting() as act:
        both = NewRule("admission", "voucher_or_referral", "a decision of the akimat", region="610000000")
        assert await law.add_rule(act, both, {"610000000"})
        with pytest.raises(ValueError, match="lottery"):
            await law.add_rule(act, replace(both, value="lottery"), {"610000000"})


async def test_nobody_acts_for_another(town: Town) -> None:
    """Families, departments and kindergartens act on what is theirs."""
    one = await given(town)
    for family, parent in ((2, 2), (STRANGER, None)):
        async with town.acting(await town.id_of(family)) as act:
            for deed in (referrals.act_on(act, parent, one, referral.Confirm()), referrals.ask(act, parent, 1, FITS)):
                with pytest.raises(NotAllowed) as no:
                    await deed
                assert why(no) is Reason.NOT_YOURS
    for clerk in (KINDERGARTEN, STRANGER, 1):
        async with town.acting(await town.id_of(clerk)) as act:
            for deed in (
                referrals.give(act, one), referrals.deny(act, one, ReferralGround.PLACE_GONE), referrals.give(act, 77),
                referrals.asked_in(act, "614000000", 0),
            ):  # fmt: skip
                with pytest.raises(NotAllowed) as no:
                    await deed
                assert why(no) is Reason.NOT_STAFF
    async with town.acting(await town.id_of(DEPARTMENT)) as act:
        for deed in (referrals.enrol(act, one), referrals.coming(act, 1, 0), referrals.enrol(act, 77)):
            with pytest.raises(NotAllowed) as no:
                await deed
            assert why(no) is Reason.NOT_STAFF
        with pytest.raises(NotAllowed) as no:
            await referrals.give(act, one)
        assert why(no) is Reason.NOT_NOW, "decided already"


async def test_a_clerk_does_not_decide_about_the_own_family(town: Town) -> None:
    one = await town.asks(1)
    async with town.acting(await town.id_of(1)) as act:
        await act.tx.add_staff(person_id=act.person_id, role="department", scope="614000000", now=0)
        with pytest.raises(NotAllowed) as no:
            await referrals.give(act, one)
        assert why(no) is Reason.OWN_CASE


async def test_a_day_off_moves_the_deadline(town: Town) -> None:
    """R-2."""
    one = await given(town)
    async with town.acting() as act:
        off = act.law.calendar.with_overrides({at("2026-11-18 12:00").date(): False})
        moved = replace(act, law=replace(act.law, calendar=off))
        await referrals.work_out_anew(moved, 5, act.law.calendar)
        row = await act.tx.referral(referral_id=one)
        assert row["due_at"] == int(at("2026-11-20 00:00").timestamp())
    assert (await town.state(one), await town.letters("referral_moved")) == (ReferralState.GIVEN, 1)


async def test_a_round_leaves_a_held_place_alone(town: Town) -> None:
    """R-43, R-71: the family was told to bring the child; whoever only asks gets the voucher, and asks no more."""
    one = await given(town)
    async with town.acting(await town.id_of(DEPARTMENT)) as act:
        with pytest.raises(NotAllowed) as no:
            await applications.hold_round(act, PLACE, 2, operation=1)
        assert why(no) is Reason.ROUND_TOO_FEW
    async with town.acting() as act:
        await town.opens(act, "kk", 2)
    two = await town.asks(2)
    async with town.acting(await town.id_of(DEPARTMENT)) as act:
        await applications.hold_round(act, PLACE, 1, operation=2)
    async with town.acting(await town.id_of(2)) as act:
        assert (await act.tx.application_by_id(application_id=2))["state"] == State.ISSUED
        shown = await referrals.of_application(act, 2)
        assert shown is not None
        assert shown["state"] == ReferralState.ENDED, "by facts, before a tick (R-4)"
    with pytest.raises(NotAllowed) as no:
        await does(town, 2, two, referral.TakeBack())
    assert why(no) is Reason.NOT_NOW
    async with town.acting(await town.id_of(DEPARTMENT)) as act:
        with pytest.raises(NotAllowed) as no:
            await referrals.give(act, two)
        assert why(no) is Reason.NOT_NOW
    await town.ticks()
    assert [await town.state(n) for n in (one, two)] == ["given", "ended"]


async def test_what_lapsed_holds_no_round_up(town: Town) -> None:
    """R-4: the place was held till midnight, whether or not a tick has run."""
    await given(town)
    town.now = at("2026-11-19 00:00")
    async with town.acting(await town.id_of(DEPARTMENT)) as act:
        await applications.hold_round(act, PLACE, 2, operation=1)
        assert (await act.tx.application_by_id(application_id=1))["state"] == State.ISSUED
    await town.ticks()


async def test_nobody_confirms_or_enrols_once_the_application_has_left_the_queue(town: Town) -> None:
    """R-4, R-71: and the kindergarten that was told of the child is told that it does not come."""
    one = await given(town)
    await does(town, 1, one, referral.Confirm())
    async with town.acting(await town.id_of(1)) as act:
        await vouchers.carry_out(act, await act.tx.application_by_id(application_id=1), voucher.Withdraw())
    with pytest.raises(NotAllowed) as no:
        await does(town, 1, one, referral.AskMoreTime())
    assert why(no) is Reason.NOT_NOW
    async with town.acting(await town.id_of(KINDERGARTEN)) as act:
        with pytest.raises(NotAllowed) as no:
            await referrals.enrol(act, one)
        assert why(no) is Reason.NOT_NOW
    assert await town.letters("referral_gone") == 0
    await town.ticks()
    assert (await town.letters("referral_gone"), await town.letters("referral_coming")) == (1, 1)


async def test_the_kindergarten_hears_of_more_time_and_of_giving_up(town: Town) -> None:
    one = await given(town)
    await does(town, 1, one, referral.Confirm())
    town.now = at("2026-11-17 10:00")
    await does(town, 1, one, referral.AskMoreTime())
    assert await town.letters("referral_coming") == 2
    await does(town, 1, one, referral.TakeBack())
    assert await town.letters("referral_gone") == 1


async def told(town: Town, *, sent: bool = True) -> list[str]:
    """What the kindergarten reads now of all the letters that wait, as the first words; then they are sent."""
    link, words = town.store._writer.connection, list[str]()
    query = "SELECT * FROM letter WHERE state = 'waiting' AND kind IN {} ORDER BY id"
    rows = await link.execute_fetchall(query.format("('referral_coming', 'referral_coming_moved', 'referral_gone')"))
    async with town.acting() as act:
        with speaking("ru"):
            for row in rows:
                screen = await REFERRAL_LETTERS[row["kind"]](act, row)
                words += [screen.text.splitlines()[0]] if screen else []
    await link.execute("UPDATE letter SET state = 'sent' WHERE state = 'waiting'") if sent else None
    await link.commit()
    return words


COMES = "📨 <b>К Вам идёт ребёнок по направлению</b>"


async def test_a_night_of_changes_is_one_letter_in_the_morning(town: Town) -> None:
    """R-71: the kindergarten hears that a child comes, and until when: not twice, and nothing of what was over before."""
    one = await given(town)
    town.now = at("2026-11-16 22:00")
    await does(town, 1, one, referral.Confirm())
    town.now = at("2026-11-16 22:05")
    await does(town, 1, one, referral.AskMoreTime())
    assert await told(town, sent=False) == [COMES]
    await does(town, 1, one, referral.TakeBack())
    assert await told(town) == []


async def test_a_moved_deadline_is_told_to_the_kindergarten_too(town: Town) -> None:
    """R-2, R-71: a Saturday becomes a working day, so the child has to be enrolled earlier."""
    one = await given(town)
    await does(town, 1, one, referral.Confirm())
    assert await told(town) == [COMES]
    nearer = replace(LAW.calendar, working_weekends=LAW.calendar.working_weekends | {date(2026, 11, 21)})
    async with town.store.transaction() as tx:
        act = Act(tx, town.store.seal, replace(LAW, calendar=nearer), town.now, None)
        await referrals.work_out_anew(act, 1, LAW.calendar)
    assert await told(town) == ["📅 <b>Срок для ребёнка по направлению изменился</b>"]


async def test_who_has_left_the_kindergarten_meanwhile_hears_nothing(town: Town) -> None:
    """R-71: letters about a child go to whoever serves the kindergarten when they are sent."""
    one = await given(town)
    await does(town, 1, one, referral.Confirm())
    assert await told(town) == [COMES]
    await does(town, 1, one, referral.TakeBack())
    assert await told(town, sent=False) == ["📨 <b>Ребёнок по направлению всё-таки не придёт</b>"]
    clerk = await town.id_of(KINDERGARTEN)
    async with town.acting() as act:
        await act.tx.remove_staff(person_id=clerk)
    assert await told(town) == []


async def test_giving_up_before_confirming_is_nothing_to_the_kindergarten(town: Town) -> None:
    await does(town, 1, await given(town), referral.TakeBack())
    assert await town.letters("referral_gone") == 0


async def test_a_group_that_the_child_has_outgrown(town: Town) -> None:
    """R-71: looked at again when the referral is given."""
    one = await town.asks(1)
    town.now = at("2028-05-02 10:00")
    async with town.acting(await town.id_of(DEPARTMENT)) as act:
        with pytest.raises(NotAllowed) as no:
            await referrals.give(act, one)
        assert why(no) is Reason.GROUP_DOES_NOT_FIT


async def test_nobody_enrols_a_child_of_their_own(town: Town) -> None:
    one = await given(town)
    await does(town, 1, one, referral.Confirm())
    async with town.acting() as act:
        mother = await town.id_of(1)
        await act.tx.add_staff(person_id=mother, role="kindergarten", scope="K-1", now=0)
    async with town.acting(mother) as act:
        with pytest.raises(NotAllowed) as no:
            await referrals.enrol(act, one)
        assert why(no) is Reason.OWN_CASE


async def test_a_page_of_those_who_ask(town: Town) -> None:
    """More than a page is there too."""
    asked = [await town.asks(1), await town.asks(2)]
    async with town.acting(await town.id_of(DEPARTMENT)) as act:
        assert [row["id"] for row in await referrals.asked_in(act, PLACE, 1)] == asked[1:]
    first = await given_as(town, asked[0])
    await does(town, 1, first, referral.Confirm())
    async with town.acting(await town.id_of(KINDERGARTEN)) as act:
        assert await referrals.coming(act, 1, 1) == []
