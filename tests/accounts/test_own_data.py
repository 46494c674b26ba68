"""Deleting, withdrawing, copying one's data, and who saw them: what the tables say afterwards (R-10, R-36, R-57)."""

import json
from datetime import date, timedelta

import pytest

from bot.app import KINDS
from bot.handlers import drafts
from domain import voucher
from domain.claim import Basis
from domain.not_allowed import NotAllowed, Reason
from domain.person import Person
from tests.families.desk import CHILD, CLERK, FATHER, HER_IIN, MOTHER, Desk
from usecases import (
    cabinet,
    claims,
    copies,
    documents,
    families,
    own_data,
    passwords,
    sessions,
    signing,
    staff,
    trail,
    vouchers,
)
from usecases.act import Act
from usecases.ports import Paper, Revocation, Signed


async def applied(desk: Desk, *others: int) -> int:
    """The mother's child has an application; others are linked to it too."""
    await desk.adds(MOTHER)
    for other in others:
        await desk.adds(other, "father")
    return await desk.applies()


async def claimed(desk: Desk) -> None:
    """The mother claims a right with a paper."""
    async with desk.acting(MOTHER) as act:
        document = await documents.keep(act, "pdf", b"the certificate", scanned=True)
        await claims.claim_right(act, MOTHER, 1, Basis.LARGE_FAMILY, None, [document], 77)


async def accepted(desk: Desk) -> None:
    async with desk.acting(CLERK) as act:
        await claims.show_document(act, 1, 1)
        await claims.accept(act, 1)


async def signs(desk: Desk, person: int, application_id: int | None) -> int:
    """Somebody signs with ЭЦҚ: for an application, or to sign in (None)."""
    paper = Paper("Өтініш", "Заявление", is_pdf=False, content=b"what is signed")
    async with desk.acting(person) as act:
        session = await signing.begin(act, 1, "interest", signing.reference(), paper, None)
        whose = Signed(HER_IIN, "Сынақова Айгүл", "0a1b", "gost", Revocation.GOOD)
        await signing.use(act, session, b"the signature", whose, application_id)
        await signing.begin(act, 1, "interest", signing.reference(), paper, None)
    return session.id


async def deletes(desk: Desk, person: int) -> None:
    async with desk.acting(person) as act:
        await own_data.delete(act, person)


async def count(act: Act, table: str) -> int:
    rows = await {
        "documents": lambda: act.tx.documents_of_parent(parent_id=MOTHER),
        "claims": lambda: act.tx.claims_of_parent(parent_id=MOTHER),
        "letters": lambda: act.tx.letters_to(person_id=MOTHER, since=0),
        "drafts": lambda: act.tx.drafts_of(person_id=MOTHER),
        "children": lambda: act.tx.children_of(parent_id=MOTHER),
    }[table]()
    return len(rows)


async def test_nothing_is_left_that_tells_who_it_was(desk: Desk) -> None:
    """R-36, R-10: the application ends first; what opens is empty; the IIN is free for a new account."""
    await applied(desk)
    await claimed(desk)
    async with desk.acting(MOTHER) as act:
        await cabinet.set_email(act, MOTHER, "aigul@mail.kz")
        await passwords.set_password(act, MOTHER, "hash")
        await passwords.set_login(act, MOTHER, "aigul")
    await deletes(desk, MOTHER)
    async with desk.acting() as act:
        for table in ("documents", "claims", "letters", "drafts", "children"):
            assert await count(act, table) == 0, table
        row = await act.tx.application_by_id(application_id=1)
        assert (row["state"], row["born"], row["parent_id"]) == (voucher.State.WITHDRAWN, "2023-01-01", None)
        nobody = await families.parent(act, MOTHER)
        assert (nobody.iin, nobody.phone, nobody.person, nobody.verified) == ("", "", Person("—", "—"), False)
        (child,) = await act.tx.applications_of_child(child_id=row["child_id"])
        assert families.child_person(act, child) == Person("—", "—")
        assert await act.tx.parent_by_iin(iin_hash=act.seal.fingerprint("iin", HER_IIN)) is None
        assert await act.tx.child_by_iin(iin_hash=act.seal.fingerprint("iin", CHILD)) is None
        assert not await passwords.has_password(act, MOTHER)
        person = await act.tx.person_by_id(person_id=MOTHER)
        assert (person["telegram_id"], person["parent_id"], person["language"]) == (-MOTHER, None, None)
        assert [one["deed"] for one in await act.tx.audit_of(subject="parent", subject_id=MOTHER)][-1] == "data_deleted"
    async with desk.acting(MOTHER) as act:
        await act.tx.add_person(telegram_id=MOTHER, now=0)
        again = await act.tx.person_by_telegram(telegram_id=MOTHER)
    async with desk.acting(again["id"]) as act:
        name = Person("Сынақова", "Айгүл", None, None, date(1993, 3, 12))
        await families.register(act, families.Citizen(HER_IIN, "+77000000001", name, True, "1"))
        assert (await act.tx.person_by_id(person_id=again["id"]))["parent_id"] != MOTHER


async def test_a_child_without_an_application_is_gone_altogether(desk: Desk) -> None:
    await desk.adds(MOTHER)
    await deletes(desk, MOTHER)
    async with desk.acting() as act:
        assert await act.tx.child_by_id(child_id=1) is None


@pytest.mark.parametrize("has_applied", [True, False])
async def test_a_child_taken_off_the_list_first_is_gone_as_well(desk: Desk, *, has_applied: bool) -> None:
    """R-10: of its application only what a queue's journals need is left."""
    await desk.adds(MOTHER)
    if has_applied:
        application_id = await desk.applies()
        async with desk.acting(MOTHER) as act:
            row = await act.tx.application_by_id(application_id=application_id)
            await vouchers.carry_out(act, row, voucher.Withdraw())
    async with desk.acting(MOTHER) as act:
        await cabinet.remove_child(act, MOTHER, 1)
        assert (await act.tx.child_by_id(child_id=1) is not None) is has_applied
    await deletes(desk, MOTHER)
    async with desk.acting() as act:
        child = await act.tx.child_by_id(child_id=1)
        assert (child is not None) is has_applied
        if has_applied:
            left = act.seal.open_json("child", child["iin_hash"].hex(), child["data"])
            assert (left["iin"], left["given"], child["born"]) == ("", "—", "2023-01-01")


async def test_a_child_that_the_other_parent_has_stays_when_it_is_taken_off_the_list(desk: Desk) -> None:
    """R-21."""
    await desk.adds(MOTHER)
    await desk.adds(FATHER, "father")
    async with desk.acting(MOTHER) as act:
        await cabinet.remove_child(act, MOTHER, 1)
        assert [child.id for child in await families.children(act, FATHER)] == [1]


async def test_a_copy_holds_what_was_said_in_a_form_and_not_what_it_was_begun_with(desk: Desk) -> None:
    """R-21: an invitation's form knows a child's IIN before the kinship is known; a clerk's forms are about others."""
    async with desk.acting(MOTHER) as act:
        begun = await drafts.open_one(act, MOTHER, "JoinInvited", {"invitation": "1", "iin": CHILD})
        await drafts.save(act, begun.answer({"join": "no"}))
        await drafts.open_one(act, MOTHER, "MarksFile", {})
        assert json.loads((await copies.of_parent(act, MOTHER)).written())["telegram_accounts"][0][
            "half_done_forms"
        ] == [{"form": "JoinInvited", "answers": {"join": "no"}}]


def test_the_forms_of_a_clerks_work_are_known() -> None:
    assert {name for name, kind in KINDS.items() if ".staff." in kind.finish.__module__} == staff.FORMS


async def test_the_paper_that_moved_a_child_ahead_stays_for_its_time(desk: Desk) -> None:
    """R-32: sealed, until `documents_kept` is over."""
    await applied(desk)
    await claimed(desk)
    await accepted(desk)
    await deletes(desk, MOTHER)
    async with desk.acting() as act:
        assert (await count(act, "claims"), await count(act, "documents")) == (1, 1)
    desk.now += timedelta(days=366)
    async with desk.acting() as act:
        await documents.forget(act)
        assert await count(act, "documents") == 0


async def test_what_was_signed_with_a_digital_signature_stays_for_its_time(desk: Desk) -> None:
    """R-51, R-55: the evidence of an application outlives its parent by `documents_kept`; signing in and half-done, not."""
    application_id = await applied(desk)
    kept = await signs(desk, MOTHER, application_id)
    gone = await signs(desk, MOTHER, None)
    await deletes(desk, MOTHER)
    async with desk.acting() as act:
        assert await signing.by_id(act, gone) is None
        assert await signing.newest(act, 1) == await signing.by_id(act, kept)
        assert await signing.evidence(act, application_id, desk.now)
        await documents.forget(act)
    desk.now += timedelta(days=366)
    async with desk.acting() as act:
        assert await signing.by_id(act, kept)
        await documents.forget(act)
        assert await signing.by_id(act, kept) is None


async def test_signatures_of_who_is_here_are_not_forgotten(desk: Desk) -> None:
    kept = await signs(desk, MOTHER, await applied(desk))
    desk.now += timedelta(days=1000)
    async with desk.acting() as act:
        await documents.forget(act)
        assert await signing.by_id(act, kept)


async def test_what_is_the_other_parents_too_stays_R_21(desk: Desk) -> None:
    await applied(desk, FATHER)
    await claimed(desk)
    async with desk.acting(MOTHER) as act:
        ahead = await own_data.outlook(act, MOTHER)
        assert (len(ahead.own), len(ahead.shared), ahead.withdrawn) == (0, 1, ())
    await deletes(desk, MOTHER)
    async with desk.acting() as act:
        row = await act.tx.application_for(parent_id=FATHER, application_id=1)
        assert (row["state"], row["parent_id"], row["born"]) == (voucher.State.QUEUED, FATHER, "2023-04-15")
        (claim,) = await act.tx.claims_of_parent(parent_id=FATHER)
        assert claim["state"] == "waiting"


async def test_a_contract_forbids_it_unless_the_other_parent_stays_R_57(desk: Desk) -> None:
    await applied(desk)
    row = await desk.row()
    async with desk.acting() as act:
        await act.tx.save_voucher(**{**vouchers._kept(act, row, vouchers.voucher_of(row)), "state": "enrolled"})
    async with desk.acting(MOTHER) as act:
        with pytest.raises(NotAllowed, match=Reason.DATA_NEEDED):
            await own_data.delete(act, MOTHER)
        assert (await families.parent(act, MOTHER)).iin == HER_IIN
    await desk.adds(FATHER, "father")
    await deletes(desk, MOTHER)


async def test_a_clerk_stays_a_clerk(desk: Desk) -> None:
    async with desk.acting(CLERK) as act:
        name = Person("Сынақбаева", "Гүлнар")
        await families.register(act, families.Citizen("840101400014", "+77000000011", name, True, "1"))
        parent_id = (await act.tx.person_by_id(person_id=CLERK))["parent_id"]
        await own_data.delete(act, parent_id)
        person = await act.tx.person_by_id(person_id=CLERK)
        assert (person["telegram_id"], person["parent_id"]) == (CLERK, None)
        assert await act.tx.staff_of(person_id=CLERK)


async def test_a_stranger_deletes_nothing(desk: Desk) -> None:
    async with desk.acting(CLERK) as act:
        for deed in (own_data.delete, own_data.withdraw_consent, copies.of_parent, trail.of_parent):
            with pytest.raises(NotAllowed, match=Reason.NOT_REGISTERED):
                await deed(act, None)


async def test_the_consent_withdrawn_R_10(desk: Desk) -> None:
    await applied(desk)
    async with desk.acting(MOTHER) as act:
        await own_data.withdraw_consent(act, MOTHER)
        row = await act.tx.parent_by_id(parent_id=MOTHER)
        assert row["policy"] == sessions.WITHDRAWN
        assert not await act.tx.accounts_of_parent(parent_id=MOTHER)
        assert (await act.tx.application_by_id(application_id=1))["state"] == voucher.State.QUEUED


async def test_a_copy_holds_everything_and_nothing_of_others(desk: Desk) -> None:
    await applied(desk, FATHER)
    await claimed(desk)
    await signs(desk, MOTHER, 1)
    async with desk.acting(MOTHER) as act:
        whole = await copies.of_parent(act, MOTHER)
        opened = await copies.document(act, MOTHER, 1)
        assert await copies.document(act, FATHER, 1) is None
    copy = json.loads(whole.written())
    assert copy["parent"]["iin"] == HER_IIN
    assert copy["children"][0]["iin"] == CHILD
    assert copy["children"][0]["applications"][0]["state"] == "queued"
    assert opened is not None
    assert (opened(), whole.documents) == (b"the certificate", {1: copy["documents"][0]["file"]})
    (signature,) = copy["digital_signatures"]
    assert (signature["application"], signature["certificate"], signature["kind"]) == (1, "0a1b", "gost")
    assert "910905300109" not in whole.written().decode()


async def test_who_saw_R_32(desk: Desk) -> None:
    """By role and place; the other parent's deeds as theirs; another family sees nothing of it."""
    await applied(desk, FATHER)
    await claimed(desk)
    await accepted(desk)
    await desk.does(FATHER, voucher.Withdraw())
    async with desk.acting() as act:
        hers = await trail.of_parent(act, MOTHER)
        assert {(deed.who, deed.scope, deed.what) for deed in hers} >= {
            ("department", "750000000", "document_shown"),
            ("department", "750000000", "claim_accepted"),
            ("family", "", "Withdrawn"),
        }
        assert ("you", "", "Withdrawn") in {(d.who, d.scope, d.what) for d in await trail.of_parent(act, FATHER)}
        assert not await trail.of_parent(act, 3)
