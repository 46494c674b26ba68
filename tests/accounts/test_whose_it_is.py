"""One Telegram account, one person after the other; and who comes back after deleting (R-10, R-11, R-21, R-55)."""

import json
from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot.handlers import access
from bot.handlers import contracts as pages
from bot.house import Turn
from bot.taps import MeTap
from domain import voucher
from domain.application import Application, GroupType, Language
from domain.not_allowed import NotAllowed, Reason
from domain.person import Person
from domain.voucher import ContractSent
from tests.accounts.test_own_data import accepted, applied, claimed, deletes, signs
from tests.families.desk import CHILD, CLERK, FATHER, HER_IIN, HIS_IIN, MOTHER, STRANGER, Desk
from usecases import (
    applications,
    cabinet,
    catalogue,
    contracts,
    copies,
    families,
    joining,
    journal,
    kin,
    own_data,
    sessions,
    staff,
    support,
    tick,
    trail,
)
from usecases.act import Row
from usecases.sessions import Way


async def person(desk: Desk, person_id: int) -> Row:
    async with desk.acting() as act:
        return await act.tx.person_by_id(person_id=person_id)


async def hands_over(desk: Desk, account: int, parent_id: int) -> None:
    """Who is signed in on a Telegram account signs out there, and another parent signs in."""
    await leaves(desk, account)
    async with desk.acting(account) as act:
        await sessions.sign_in(act, parent_id, Way.CODE)


async def leaves(desk: Desk, account: int) -> None:
    async with desk.acting() as act:
        await sessions.end(act, await act.tx.person_by_id(person_id=account))


async def copied(desk: Desk, parent_id: int) -> Any:
    async with desk.acting(parent_id) as act:
        return json.loads((await copies.of_parent(act, parent_id)).written())


# ---- who comes back --------------------------------------------------------------------------------------------------


async def objected(desk: Desk) -> None:
    """The father has joined the mother's application, and she objects."""
    await applied(desk)
    await desk.adds(FATHER, "father")
    async with desk.acting(MOTHER) as act:
        await joining.contest(act, MOTHER, 1)


async def comes_back(desk: Desk, account: int = FATHER, iin: str = HIS_IIN) -> int:
    """Registers anew on a Telegram account; the parent's number."""
    async with desk.acting(account) as act:
        name = Person("Сынақов", "Данияр", None, None, date(1991, 9, 5))
        await families.register(act, families.Citizen(iin, "+77000000002", name, True, "1"))
        return int((await act.tx.person_by_id(person_id=account))["parent_id"])


async def adds_again(desk: Desk, parent_id: int, way: str = "register") -> None:
    boy = Person("Сынақов", "Әлихан", None, None, date(2023, 4, 15))
    async with desk.acting(FATHER) as act:
        await families.add_child(
            act, parent_id, CHILD, boy, nationality=None, relation="father", verified=True, way=way
        )


async def test_who_was_parted_stays_parted_R_21(desk: Desk) -> None:
    """Deleting and registering anew is no way back to the child; the department's word is."""
    await objected(desk)
    async with desk.acting(CLERK) as act:
        await joining.decide(act, 1, keep=False)
    await deletes(desk, FATHER)
    back = await comes_back(desk)
    assert back != FATHER
    with pytest.raises(NotAllowed, match=Reason.LINK_REMOVED):
        await adds_again(desk, back)
    await adds_again(desk, back, "department")
    async with desk.acting() as act:
        assert (await act.tx.joining_by_id(joining_id=1))["state"] == "kept"


async def test_an_objection_outlives_deleting_R_21(desk: Desk) -> None:
    """While he is away the department has nothing to decide; back again he may look, but not act."""
    await objected(desk)
    await deletes(desk, FATHER)
    async with desk.acting(CLERK) as act:
        assert await act.tx.contested_joinings(queue_place="750000000") == []
        assert await act.tx.count_contested(queue_place="750000000") == 0
        with pytest.raises(NotAllowed, match=Reason.LINK_DECIDED):
            await joining.to_decide(act, 1)
    await adds_again(desk, await comes_back(desk))
    with pytest.raises(NotAllowed, match=Reason.LINK_CONTESTED):
        async with desk.acting(FATHER) as act:
            await kin.may_act(act, 1)
    async with desk.acting(CLERK) as act:
        assert (await joining.to_decide(act, 1))["iin_hash"] is None


async def test_another_comes_back_to_nothing(desk: Desk) -> None:
    await objected(desk)
    await deletes(desk, FATHER)
    await comes_back(desk, CLERK, "890401300402")
    async with desk.acting() as act:
        assert (await act.tx.joining_by_id(joining_id=1))["parent_id"] == FATHER


async def test_what_she_had_does_not_go_to_whom_she_objects_to_R_21(desk: Desk) -> None:
    """The child is hers alone then: the application ends, and so does his link."""
    await objected(desk)
    await claimed(desk)
    await accepted(desk)
    async with desk.acting(MOTHER) as act:
        ahead = await own_data.outlook(act, MOTHER)
        assert ([child.id for child in ahead.own], ahead.shared) == ([1], ())
    await deletes(desk, MOTHER)
    async with desk.acting() as act:
        row = await act.tx.application_by_id(application_id=1)
        assert (row["state"], row["parent_id"]) == (voucher.State.WITHDRAWN, None)
        assert await families.children(act, FATHER) == []
        assert await act.tx.claims_of_parent(parent_id=FATHER) == []
    assert (await copied(desk, FATHER))["children"] == []


async def test_a_contested_parents_copy_says_no_more_than_that_R_21(desk: Desk) -> None:
    await objected(desk)
    (child,) = (await copied(desk, FATHER))["children"]
    assert set(child) == {"given", "relation", "objected_to"}
    assert (await copied(desk, MOTHER))["children"][0]["iin"] == CHILD


async def test_social_status_is_the_applicants_R_31(desk: Desk) -> None:
    await desk.adds(MOTHER)
    await desk.adds(FATHER, "father")
    async with desk.acting(MOTHER) as act:
        asked = Application(1, "751410000", GroupType.GENERAL, Language.KK)
        await applications.lodge(act, MOTHER, asked, ("large_family",))
    for parent, statuses in ((MOTHER, ["large_family"]), (FATHER, None)):
        assert (await copied(desk, parent))["children"][0]["applications"][0]["statuses"] == statuses


# ---- one Telegram account, two people --------------------------------------------------------------------------------


async def sends_contract(desk: Desk, person_id: int) -> None:
    async with desk.acting(person_id) as act:
        await journal.note(act, "voucher", 1, ContractSent(desk.now, 1, 1, desk.now))


async def test_the_contract_names_who_signed_R_55(desk: Desk) -> None:
    """Not who is signed in on that account by now; nor, after deleting, who is left."""
    await applied(desk, FATHER)
    await sends_contract(desk, MOTHER)
    await hands_over(desk, MOTHER, STRANGER)
    async with desk.acting() as act:
        (contract,) = await contracts.in_force(act, 1)
        row = await act.tx.child_of_application(application_id=1)
        assert contract.family.parent_id == MOTHER
        assert (await pages._parent(act, row, contract.family)).iin == HER_IIN
        hers = [deed for deed in await trail.of_parent(act, MOTHER) if deed.what == "ContractSent"]
        his = [deed for deed in await trail.of_parent(act, FATHER) if deed.what == "ContractSent"]
        assert ([deed.who for deed in hers], [deed.who for deed in his]) == (["you"], ["family"])
        deed = await act.tx.last_deed(subject="voucher", subject_id=1, child_id=1, at=None)
        assert deed["parent_id"] == MOTHER
    async with desk.acting(FATHER) as act:
        await own_data.delete(act, MOTHER)
        assert (await pages._parent(act, row, contract.family)).iin == ""


async def test_the_certificates_name_stands_on_the_contract_R_55(desk: Desk) -> None:
    await applied(desk)
    await signs(desk, MOTHER, 1)
    async with desk.acting() as act:
        parent = await families.parent(act, STRANGER)
        contract = contracts.Contract(1, 1, 1, 1, contracts.Signature(MOTHER, desk.now, MOTHER))
        _label, words = await pages._family_signed(act, contract, parent, None)
        assert "Сынақова Айгүл" in words
        assert "Сынақов Данияр" not in words


async def asks(desk: Desk, person_id: int, text: str) -> int:
    async with desk.acting(person_id) as act:
        return await support.ask(act, {}, text)


async def with_support(desk: Desk) -> None:
    async with desk.acting(CLERK) as act:
        await staff.join(act, await staff.invite(act, "support", staff.COUNTRY))


async def questions_of(desk: Desk, person_id: int) -> list[int]:
    async with desk.acting() as act:
        return [row["id"] for row in await act.tx.questions_of_person(person_id=person_id, at_most=9)]


async def test_a_question_is_whose_it_was_R_72(desk: Desk) -> None:
    """Neither a stranger nor the next one on that account reads it; back again they do, from there."""
    await with_support(desk)
    question = await asks(desk, MOTHER, "Кезек неге жылжымайды?")
    await leaves(desk, MOTHER)
    assert await questions_of(desk, MOTHER) == []
    async with desk.acting(MOTHER) as act:
        with pytest.raises(NotAllowed, match=Reason.NOT_YOURS):
            await support.own(act, question)
    await hands_over(desk, MOTHER, STRANGER)
    assert await questions_of(desk, MOTHER) == []
    assert (await copied(desk, STRANGER))["questions_to_support"] == []
    await hands_over(desk, MOTHER, MOTHER)
    assert await questions_of(desk, MOTHER) == [question]


async def test_what_a_stranger_asked_is_theirs_once_they_sign_in_R_72(desk: Desk) -> None:
    await with_support(desk)
    await leaves(desk, MOTHER)
    question = await asks(desk, MOTHER, "Қалай тіркелемін?")
    assert await questions_of(desk, MOTHER) == [question]
    await hands_over(desk, MOTHER, MOTHER)
    assert await questions_of(desk, MOTHER) == [question]
    await leaves(desk, MOTHER)
    assert await questions_of(desk, MOTHER) == []


async def test_deleting_finds_what_was_asked_and_signed_from_every_account_R_10(desk: Desk) -> None:
    await with_support(desk)
    await hands_over(desk, STRANGER, MOTHER)
    await asks(desk, STRANGER, "Кезек неге жылжымайды?")
    await signs(desk, STRANGER, None)
    await leaves(desk, STRANGER)
    copy = await copied(desk, MOTHER)
    assert len(copy["questions_to_support"]) == len(copy["digital_signatures"]) == 1
    await deletes(desk, MOTHER)
    async with desk.acting() as act:
        assert await act.tx.questions_of_parent(parent_id=MOTHER) == []
        assert await act.tx.signatures_of_parent(parent_id=MOTHER) == []


async def test_a_signature_to_sign_in_is_whoever_signs_in_by_it_R_11(desk: Desk) -> None:
    await leaves(desk, MOTHER)
    await signs(desk, MOTHER, None)
    async with desk.acting(MOTHER) as act:
        await families.sign_in(act, HER_IIN, "1")
        assert len(await act.tx.signatures_of_parent(parent_id=MOTHER)) == 1


async def test_letters_and_marks_of_who_was_there_before_are_in_no_copy(desk: Desk) -> None:
    await applied(desk, FATHER)
    desk.now += timedelta(days=1)
    await hands_over(desk, MOTHER, STRANGER)
    (account,) = [one for one in (await copied(desk, STRANGER))["telegram_accounts"] if one["telegram_id"] == MOTHER]
    assert (account["letters"], account["marked_kindergartens"]) == ([], [])


async def test_the_copy_knows_watches_that_have_ended_and_the_catalogue_as_left(desk: Desk) -> None:
    """R-10: what was typed there, and where one stood."""
    async with desk.acting(MOTHER) as act:
        await act.tx.add_watch(
            person_id=MOTHER, kindergarten_id=None, district="751410000", application_id=None, now=act.seconds
        )
        await act.tx.end_watch(watch_id=1, group_id=None, now=act.seconds)
        await catalogue.keep_view(act, catalogue.View(words="Балбөбек", near=(43.2, 76.9)))
    (account,) = (await copied(desk, MOTHER))["telegram_accounts"]
    assert account["watches"][0]["told_at"] == "2026-11-16T05:00:00+00:00"
    assert (account["catalogue"]["words"], account["catalogue"]["near"]) == ("Балбөбек", [43.2, 76.9])


async def test_a_question_that_nobody_answers_is_forgotten_too_R_72(desk: Desk) -> None:
    await with_support(desk)
    question = await asks(desk, MOTHER, "Кезек неге жылжымайды?")
    desk.now += timedelta(days=366)
    await tick.do(desk.acting, tick._forget)
    async with desk.acting() as act:
        assert await act.tx.question_by_id(question_id=question) is None


@pytest.mark.parametrize("verb", ["out_yes", "out_all_yes"])
async def test_an_old_yes_does_nothing_to_the_next_one_R_11(desk: Desk, verb: str) -> None:
    """The button was made for the mother; the stranger is signed in there by now."""
    turn = cast("Turn", SimpleNamespace(person_id=MOTHER, parent_id=STRANGER))
    with pytest.raises(NotAllowed, match=Reason.NOT_YOURS):
        access.must_be_own(turn, MeTap(verb=verb, id=MOTHER))
    access.must_be_own(turn, MeTap(verb=verb, id=STRANGER))


# ---- sessions --------------------------------------------------------------------------------------------------------


async def test_whose_account_is_taken_over_is_signed_out_altogether_R_10(desk: Desk) -> None:
    """Nothing is left that would run out: else every update would end it anew, and the tick would never be done."""
    name = Person("Мысалов", "Нұрлан")
    async with desk.acting(CLERK) as act:
        await families.register(act, families.Citizen("890401300402", "+77000000004", name, False, "1"))
        parent_id = (await act.tx.person_by_id(person_id=CLERK))["parent_id"]
        await sessions.begin(act, parent_id, Way.PASSWORD, remember=False)
    async with desk.acting(5) as act:
        await families.register(act, families.Citizen("890401300402", "+77000000005", name, True, "1"))
    put_out = await person(desk, CLERK)
    assert (put_out["parent_id"], put_out["session_ends_at"], put_out["signed_in_at"]) == (None, None, None)


async def test_a_session_without_anybody_ends_for_good(desk: Desk) -> None:
    async with desk.acting() as act:
        await act.tx.sign_in(person_id=CLERK, parent_id=None, now=0, way="password", ends_at=1)
        assert not await sessions.lapse(act)
    assert (await person(desk, CLERK))["session_ends_at"] is None


async def test_no_way_in_while_the_consent_is_withdrawn_R_10(desk: Desk) -> None:
    async with desk.acting(MOTHER) as act:
        await own_data.withdraw_consent(act, MOTHER)
        with pytest.raises(NotAllowed, match=Reason.POLICY_NOT_ACCEPTED):
            await sessions.sign_in(act, MOTHER, Way.PASSWORD)
        await families.sign_in(act, HER_IIN, "2")
        own = await cabinet.account(act, MOTHER)
        assert own.policy == "2"


async def test_what_was_signed_for_before_is_not_the_next_ones_R_51(desk: Desk) -> None:
    """Whoever signed for an application is known; only who signs to sign in is not, until they are in."""
    await applied(desk)
    await signs(desk, MOTHER, 1)
    async with desk.acting() as act:
        await act.tx.sign_out(person_id=MOTHER, parent_id=MOTHER)
    forget = "UPDATE signing SET parent_id = NULL"  # as an older version left it
    await desk.store._writer.connection.execute(forget)
    await desk.store._writer.connection.commit()
    async with desk.acting(MOTHER) as act:
        await sessions.sign_in(act, FATHER, Way.CODE)
        assert await act.tx.signatures_of_parent(parent_id=FATHER) == []


async def test_who_confirms_their_own_account_keeps_what_is_in_it_R_10(desk: Desk) -> None:
    """Entered without registers, confirmed by them later: the children stay, as unverified as they were."""
    name = Person("Сынақов", "Ержан", None, None, date(1985, 1, 1))
    unproven = families.Citizen("850101300018", "+77010000050", name, verified=False, policy="1")
    async with desk.acting(STRANGER) as act:
        await families.register(act, unproven)
    parent_id = (await person(desk, STRANGER))["parent_id"]
    async with desk.acting(STRANGER) as act:
        child = Person("Сынақов", "Арман", None, None, date(2023, 1, 1))
        await families.add_child(
            act, parent_id, "230101500015", child, nationality=None, relation="declared", verified=False
        )
        await cabinet.set_email(act, parent_id, "a@b.kz")
        await families.register(act, replace(unproven, verified=True))
    assert (await person(desk, STRANGER))["parent_id"] == parent_id
    async with desk.acting(STRANGER) as act:
        assert [one.verified for one in await families.children(act, parent_id)] == [False]
        assert (await cabinet.account(act, parent_id)).email == "a@b.kz"
