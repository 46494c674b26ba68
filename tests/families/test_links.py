"""Joining, objecting, deciding, inviting, vouching as they are kept; strangers, twice, too late (R-21)."""

from datetime import datetime, timedelta

import pytest

from domain import voucher
from domain.claim import Basis
from domain.not_allowed import NotAllowed, Reason
from tests.families.desk import (
    ALMATY,
    CLERK,
    ELSEWHERE,
    FATHER,
    LAW,
    MOTHER,
    STRANGER,
    Desk,
)  # fmt: skip
from usecases import applications, claims, families, joining, ladder, queues, vouchers


async def joined(desk: Desk) -> int:
    """The mother applied, the father has joined; the number of the joining."""
    await desk.adds(MOTHER)
    await desk.applies()
    await desk.adds(FATHER, "father")
    async with desk.acting() as act:
        return int((await act.tx.joining_of(child_id=1, parent_id=FATHER))["id"])


async def contested(desk: Desk) -> int:
    link = await joined(desk)
    async with desk.acting(MOTHER) as act:
        await joining.contest(act, MOTHER, link)
    return link


async def test_who_joins_is_told_to_the_others(desk: Desk) -> None:
    await joined(desk)
    assert await desk.told("joined") == {MOTHER}
    async with desk.acting() as act:
        row = await act.tx.application_by_id(application_id=1)
        assert [one.relation for one in await joining.family(act, row)] == ["mother", "father"]


async def test_without_an_application_nobody_joins_anything(desk: Desk) -> None:
    await desk.adds(MOTHER)
    await desk.adds(FATHER, "father")
    assert await desk.told("joined") == set()


async def test_contested_one_may_look_but_not_act(desk: Desk) -> None:
    await contested(desk)
    assert await desk.told("link_contested") == {FATHER}
    assert await desk.told("link_to_decide") == {CLERK}
    async with desk.acting(FATHER) as act:
        row = await vouchers.own(act, FATHER, 1)
        acts = (
            vouchers.carry_out(act, row, voucher.Withdraw()),
            queues.still_interested(act, row),
            claims.claim_right(act, FATHER, 1, Basis.LARGE_FAMILY, None, [1], 1),
            joining.invite(act, FATHER, 1),
        )
        for one in acts:
            with pytest.raises(NotAllowed) as refused:
                await one
            assert refused.value.reason is Reason.LINK_CONTESTED
    await desk.does(MOTHER, voucher.Withdraw())
    assert await desk.told("withdrawn") == {FATHER}


async def test_an_objection_twice_is_one(desk: Desk) -> None:
    link = await contested(desk)
    async with desk.acting(MOTHER) as act:
        assert (await joining.contest(act, MOTHER, link))["state"] == "contested"
    assert await desk.audited() == ["joining_contested"]


@pytest.mark.parametrize("person", [FATHER, STRANGER, None])
async def test_only_who_was_there_before_may_object(desk: Desk, person: int | None) -> None:
    link = await joined(desk)
    async with desk.acting(person) as act:
        for number in (link, 77):
            with pytest.raises(NotAllowed) as refused:
                await joining.contest(act, person, number)
            assert refused.value.reason is Reason.NOT_YOURS


async def test_who_joined_later_may_not_object_to_who_joined_before(desk: Desk) -> None:
    link = await joined(desk)
    await desk.adds(STRANGER, "guardian")
    async with desk.acting(STRANGER) as act:
        with pytest.raises(NotAllowed) as refused:
            await joining.to_contest(act, STRANGER, link)
        assert refused.value.reason is Reason.NOT_YOURS
    async with desk.acting(FATHER) as act:
        assert (await joining.to_contest(act, FATHER, link + 1))["parent_id"] == STRANGER


async def test_kept_it_is_settled(desk: Desk) -> None:
    link = await contested(desk)
    async with desk.acting(CLERK) as act:
        await joining.decide(act, link, keep=True)
        with pytest.raises(NotAllowed) as refused:
            await joining.decide(act, link, keep=False)
        assert refused.value.reason is Reason.LINK_DECIDED
    assert await desk.told("link_kept") == {MOTHER, FATHER}
    assert await desk.audited() == ["joining_contested", "joining_kept"]
    await desk.does(FATHER, voucher.Withdraw())
    async with desk.acting(MOTHER) as act:
        with pytest.raises(NotAllowed) as refused:
            await joining.to_contest(act, MOTHER, link)
        assert refused.value.reason is Reason.LINK_DECIDED


async def test_removed_only_the_department_ties_it_again(desk: Desk) -> None:
    link = await contested(desk)
    async with desk.acting(CLERK) as act:
        await joining.decide(act, link, keep=False)
    assert await desk.told("link_removed") == {MOTHER, FATHER}
    async with desk.acting(FATHER) as act:
        with pytest.raises(NotAllowed):
            await vouchers.own(act, FATHER, 1)
    with pytest.raises(NotAllowed) as refused:
        await desk.adds(FATHER, "father")
    assert refused.value.reason is Reason.LINK_REMOVED
    await desk.adds(FATHER, "father", way="department")
    async with desk.acting() as act:
        assert (await act.tx.joining_of(child_id=1, parent_id=FATHER))["state"] == "kept"


async def test_adding_the_child_anew_does_not_end_an_objection(desk: Desk) -> None:
    link = await contested(desk)
    async with desk.acting() as act:
        await act.tx.drop_kin(parent_id=FATHER, child_id=1)
    await desk.adds(FATHER, "father")
    async with desk.acting() as act:
        assert (await act.tx.joining_by_id(joining_id=link))["state"] == "contested"


@pytest.mark.parametrize(("clerk", "number"), [(ELSEWHERE, 1), (MOTHER, 1), (CLERK, 77)])
async def test_the_department_of_the_place_decides(desk: Desk, clerk: int, number: int) -> None:
    await contested(desk)
    async with desk.acting(clerk) as act:
        with pytest.raises(NotAllowed) as refused:
            await joining.decide(act, number, keep=True)
        assert refused.value.reason is Reason.NOT_STAFF


@pytest.mark.parametrize("off_the_list", [False, True])
@pytest.mark.parametrize("party", [MOTHER, FATHER])
async def test_nobody_decides_their_own_affair(desk: Desk, party: int, off_the_list: bool) -> None:
    """R-21: neither who objected nor who is objected to, even if they have taken the child off their list meanwhile."""
    link = await contested(desk)
    async with desk.acting() as act:
        await act.tx.add_staff(person_id=party, role="department", scope=ALMATY, now=0)
        if off_the_list:
            await act.tx.drop_kin(parent_id=party, child_id=1)
    async with desk.acting(party) as act:
        with pytest.raises(NotAllowed) as refused:
            await joining.decide(act, link, keep=True)
        assert refused.value.reason is Reason.OWN_CASE


# ---- inviting --------------------------------------------------------------------------------------------------------


async def invited(desk: Desk) -> str:
    await desk.adds(MOTHER)
    await desk.applies()
    async with desk.acting(MOTHER) as act:
        return await joining.invite(act, MOTHER, 1)


async def test_an_invitation_is_for_one_person_once(desk: Desk) -> None:
    token = await invited(desk)
    assert "230415" not in token
    async with desk.acting(FATHER) as act:
        row = await joining.invited(act, token)
        await joining.use(act, FATHER, row["id"])
    async with desk.acting(STRANGER) as act:
        for attempt in (joining.invited(act, token), joining.use(act, STRANGER, row["id"])):
            with pytest.raises(NotAllowed) as refused:
                await attempt
            assert refused.value.reason is Reason.INVITE_USED


async def test_an_invitation_lasts_seven_days_and_the_newest_counts(desk: Desk) -> None:
    old = await invited(desk)
    async with desk.acting(MOTHER) as act:
        token = await joining.invite(act, MOTHER, 1)
        with pytest.raises(NotAllowed) as refused:
            await joining.invited(act, old)
        assert refused.value.reason is Reason.INVITE_UNKNOWN
    desk.now += timedelta(days=7)
    async with desk.acting(FATHER) as act:
        with pytest.raises(NotAllowed) as refused:
            await joining.invited(act, token)
        assert refused.value.reason is Reason.INVITE_UNKNOWN


async def test_what_is_over_invites_nobody(desk: Desk) -> None:
    token = await invited(desk)
    async with desk.acting(MOTHER) as act:
        with pytest.raises(NotAllowed) as refused:
            await joining.take_up(act, MOTHER, (await joining.invited(act, token))["id"])
        assert refused.value.reason is Reason.CHILD_EXISTS
    await desk.does(MOTHER, voucher.Withdraw())
    async with desk.acting(MOTHER) as act:
        with pytest.raises(NotAllowed) as refused:
            await joining.invite(act, MOTHER, 1)
        assert refused.value.reason is Reason.NOT_NOW
        await act.tx.drop_kin(parent_id=MOTHER, child_id=1)
    async with desk.acting(FATHER) as act:
        with pytest.raises(NotAllowed) as refused:
            await joining.take_up(act, FATHER, (await joining.invited(act, token))["id"])
        assert refused.value.reason is Reason.INVITE_UNKNOWN


async def asked(desk: Desk) -> int:
    """The register is silent; the father asks the mother."""
    token = await invited(desk)
    async with desk.acting(FATHER) as act:
        row = await joining.invited(act, token)
        await joining.ask_inviter(act, FATHER, row["id"])
        await joining.ask_inviter(act, FATHER, row["id"])
    return int(row["id"])


async def test_the_inviter_signs_for_who_came(desk: Desk) -> None:
    number = await asked(desk)
    assert await desk.told("vouch_asked") == {MOTHER}
    async with desk.acting(STRANGER) as act:
        with pytest.raises(NotAllowed) as refused:
            await joining.ask_inviter(act, STRANGER, number)
        assert refused.value.reason is Reason.INVITE_USED
        with pytest.raises(NotAllowed) as refused:
            await joining.vouch(act, STRANGER, number)
        assert refused.value.reason is Reason.NOT_YOURS
    async with desk.acting(MOTHER) as act:
        await joining.vouch(act, MOTHER, number)
        with pytest.raises(NotAllowed) as refused:
            await joining.vouch(act, MOTHER, number)
        assert refused.value.reason is Reason.LINK_DECIDED
    assert await desk.told("vouched") == {FATHER}
    async with desk.acting() as act:
        assert await act.tx.relation_of(parent_id=FATHER, child_id=1) == "vouched"


async def test_the_word_is_worth_what_the_inviters_own_link_is(desk: Desk) -> None:
    """R-10: who only typed the child makes nobody more than that."""
    await desk.adds(MOTHER, "declared", verified=False)
    await desk.applies()
    async with desk.acting(FATHER) as act:
        await families.link_invited(act, FATHER, 1, by=MOTHER)
        assert await act.tx.relation_of(parent_id=FATHER, child_id=1) == "declared"
        with pytest.raises(NotAllowed):
            await families.link_invited(act, FATHER, 1, by=MOTHER)


async def test_not_vouched(desk: Desk) -> None:
    number = await asked(desk)
    async with desk.acting(MOTHER) as act:
        await joining.do_not_vouch(act, MOTHER, number)
    assert await desk.told("not_vouched") == {FATHER}
    async with desk.acting(FATHER) as act:
        with pytest.raises(NotAllowed) as refused:
            await joining.take_up(act, FATHER, number)
        assert refused.value.reason is Reason.INVITE_UNKNOWN


# ---- the ladder ------------------------------------------------------------------------------------------------------


async def issued(desk: Desk) -> voucher.Voucher:
    await joined(desk)
    async with desk.acting(CLERK) as act:
        await applications.hold_round(act, ALMATY, 1, operation=1)
    return vouchers.voucher_of(await desk.row())


async def test_seen_on_an_old_letter_spares_nothing_new(desk: Desk) -> None:
    """UX: each letter spares its own next rung, once."""
    of = await issued(desk)
    assert of.due_at is not None
    deadline = int(of.due_at.timestamp())
    async with desk.acting(MOTHER) as act:
        assert await ladder.see(act, of, deadline - 1, "") == (False, ladder.rungs(act, of)[0])
        assert await ladder.see(act, of, deadline, "nonsense") == (False, ladder.rungs(act, of)[0])
        spared, coming = await ladder.see(act, of, deadline, "")
        assert spared
        assert coming is not None
        assert coming.rung == "evening_before"
    await desk.reminds(rung_at(of, 0))
    assert await desk.told("remind_issued") == {FATHER}
    async with desk.acting(MOTHER) as act:
        assert await ladder.see(act, of, deadline, "") == (False, ladder.rungs(act, of)[1])
        assert await ladder.see(act, of, deadline, "last_hours") == (False, ladder.rungs(act, of)[1])
    await desk.reminds(rung_at(of, 1))
    assert {one["person_id"] for one in await desk.letters("remind_issued") if one["rung"] == "evening_before"} == {
        MOTHER,
        FATHER,
    }
    assert await desk.letters("not_answered") == []


def rung_at(of: voucher.Voucher, number: int) -> datetime:
    return voucher.reminders(of, LAW.calendar, LAW.rulebook)[number].at


async def test_whom_telegram_cannot_reach_needs_no_other_sms(desk: Desk) -> None:
    """UX: nothing twice; and a contested parent is not asked to act."""
    of = await issued(desk)
    async with desk.acting() as act:
        await act.tx.set_reachable(person_id=MOTHER, reachable=0)
    async with desk.acting(MOTHER) as act:
        await joining.contest(act, MOTHER, 1)
    assert of.due_at is not None
    await desk.reminds(of.due_at - timedelta(hours=2))
    assert await desk.letters("not_answered") == []
    assert await desk.letters("not_answered_sms") == []


async def test_at_the_end_of_a_night_it_is_too_late_for_an_sms(desk: Desk) -> None:
    """UX: never at night, and not after the deadline."""
    of = await issued(desk)
    assert of.due_at is not None
    await desk.reminds(of.due_at - timedelta(hours=2))
    assert await desk.told("not_answered") == {FATHER}
    assert await desk.letters("not_answered_sms") == []


async def test_each_way_is_tried_once(desk: Desk) -> None:
    of = await issued(desk)
    assert of.due_at is not None
    for hours in (15, 14, 13):
        await desk.reminds(of.due_at - timedelta(hours=hours))
    assert [one["person_id"] for one in await desk.letters("not_answered")] == [FATHER]
    assert [one["person_id"] for one in await desk.letters("not_answered_sms")] == [MOTHER]
