"""Claims and documents as they are kept: whose, decided once, journalled for good, deleted by a rule (R-20, R-32)."""

import base64
import sqlite3
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from domain.application import Application, GroupType, Language
from domain.claim import Basis, Paper
from domain.not_allowed import NotAllowed, Reason
from domain.person import Person, Sex
from domain.rules import RuleBook
from gateways import holidays_kz
from storage.seal import Broken, Keys
from storage.store import Store
from usecases import applications, claims, documents, families, staff
from usecases.act import Act, Law

NOW = datetime(2026, 11, 16, 5, 0, tzinfo=UTC)
ALMATY, ASTANA = "750000000", "710000000"
LAW = Law(RuleBook.load(), holidays_kz.calendar())
CONTENT = b"%PDF-1.7 canary"
PARENT, OTHER, CLERK, ELSEWHERE = 1, 2, 3, 4
"""Who acts, by person."""


class Desk:
    """A database with two families, their children and two departments."""

    def __init__(self, store: Store) -> None:
        self.store, self.now = store, NOW

    def act(self, tx: object, person_id: int | None) -> Act:
        """Somebody acts."""
        return Act(tx, self.store.seal, LAW, self.now, person_id)

    async def furnish(self) -> None:
        """Who there is."""
        async with self.store.transaction() as tx:
            for person in (PARENT, OTHER, CLERK, ELSEWHERE):
                await tx.add_person(telegram_id=person, now=0)
            for person, iin, child in (
                (PARENT, "930312400016", "230415500016"),
                (OTHER, "910905300109", "250820600018"),
            ):
                act, name = self.act(tx, person), Person("Сынақов", "Әлихан", None, Sex.MALE, date(2023, 4, 15))
                await families.register(act, families.Citizen(iin, "+77000000001", name, True, "1"))
                await families.add_child(act, person, child, name, nationality=None, relation="mother", verified=True)
            for person, place in ((CLERK, ALMATY), (ELSEWHERE, ASTANA)):
                await tx.add_staff(person_id=person, role="department", scope=place, now=0)
            asked = Application(1, "751410000", GroupType.GENERAL, Language.KK)
            await applications.lodge(self.act(tx, PARENT), 1, asked, None)

    async def attached(self, person: int = PARENT, content: bytes = CONTENT) -> int:
        """A document that somebody has sent."""
        async with self.store.transaction() as tx:
            return await documents.keep(self.act(tx, person), "pdf", content, scanned=False)

    async def claimed(self, operation: int = 1) -> int:
        """A right that waits."""
        document = await self.attached(content=CONTENT + bytes([operation]))
        async with self.store.transaction() as tx:
            act = self.act(tx, PARENT)
            return await claims.claim_right(act, 1, 1, Basis.LARGE_FAMILY, None, [document], operation)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    keys = Keys.parse(base64.b64encode(bytes(range(32))).decode())
    store = await Store.open(f"sqlite:///{tmp_path}/bot.db", keys)
    desk = Desk(store)
    await desk.furnish()
    yield desk
    await store.close()


async def test_a_document_is_sealed_and_bound_to_its_row(desk: Desk) -> None:
    first = await desk.attached()
    assert await desk.attached() == first, "the same file again is the same document"
    second = await desk.attached(content=b"%PDF-1.7 another")
    async with desk.store.transaction() as tx:
        row = await tx.loose_document(document_id=first, person_id=PARENT)
        other = await tx.loose_document(document_id=second, person_id=PARENT)
        assert CONTENT not in row["box"]
        assert documents.opened(desk.act(tx, PARENT), row).content == CONTENT
        with pytest.raises(Broken):
            desk.store.seal.open("document", other["name"], row["box"])
        with pytest.raises(NotAllowed):
            await documents.own(desk.act(tx, OTHER), first)


async def test_nobody_hands_in_somebody_elses_document_or_claims_for_somebody_elses_child(desk: Desk) -> None:
    theirs, ours = await desk.attached(OTHER), await desk.attached()
    for parent, person, document, reason in (
        (1, PARENT, theirs, Reason.ANSWER_MISSING),
        (2, OTHER, theirs, Reason.NOT_YOURS),
        (1, PARENT, 99, Reason.ANSWER_MISSING),
    ):
        with pytest.raises(NotAllowed) as no:
            async with desk.store.transaction() as tx:
                await claims.claim_right(desk.act(tx, person), parent, 1, Basis.ORPHAN, None, [document], person)
        assert no.value.reason is reason
    for documents_of in ([], [ours] * 6):
        with pytest.raises(NotAllowed):
            async with desk.store.transaction() as tx:
                await claims.claim_right(desk.act(tx, PARENT), 1, 1, Basis.ORPHAN, None, documents_of, 5)


async def test_a_certificate_needs_its_day(desk: Desk) -> None:
    """R-32."""
    document = await desk.attached()
    for issued, reason in ((None, Reason.ANSWER_MISSING), (date(2026, 10, 1), Reason.CERTIFICATE_EXPIRED)):
        with pytest.raises(NotAllowed) as no:
            async with desk.store.transaction() as tx:
                await claims.claim_right(desk.act(tx, PARENT), 1, 1, Basis.TEACHER, issued, [document], 1)
        assert no.value.reason is reason


async def test_lodged_once_and_a_newer_claim_takes_the_place_of_the_older(desk: Desk) -> None:
    first = await desk.claimed()
    with pytest.raises(NotAllowed):
        await desk.claimed()
    second = await desk.claimed(operation=2)
    async with desk.store.reading() as tx:
        states = [(await tx.claim_by_id(claim_id=each))["state"] for each in (first, second)]
        letters = await tx.due_letters(urgency=1, now=2**40, at_most=99)
    assert states == ["withdrawn", "waiting"]
    assert [(one["person_id"], one["subject"]) for one in letters if one["kind"] == "claim_waiting"] == [
        (CLERK, first),
        (CLERK, second),
    ]


async def test_only_the_own_department_looks_and_decides_and_only_once(desk: Desk) -> None:
    claim = await desk.claimed()
    for person in (PARENT, OTHER, ELSEWHERE):
        for doing in (
            lambda act: claims.to_decide(act, claim),
            lambda act: claims.show_document(act, claim, 1),
            lambda act: claims.accept(act, claim),
            lambda act: claims.give_back(act, claim, "expired", None),
        ):
            with pytest.raises(NotAllowed) as no:
                async with desk.store.transaction() as tx:
                    await doing(desk.act(tx, person))
            assert no.value.reason is Reason.NOT_STAFF
    async with desk.store.transaction() as tx:
        before = (await tx.application_by_id(application_id=1))["category"]
        await claims.accept(desk.act(tx, CLERK), claim)
    for again in (
        lambda act: claims.accept(act, claim),
        lambda act: claims.give_back(act, claim, "expired", None),
        lambda act: claims.show_document(act, claim, 1),
    ):
        with pytest.raises(NotAllowed) as no:
            async with desk.store.transaction() as tx:
                await again(desk.act(tx, CLERK))
        assert no.value.reason is Reason.CLAIM_DECIDED
    async with desk.store.reading() as tx:
        assert (await tx.application_by_id(application_id=1))["category"] == before - 7
        moved = await tx.journal_of(subject="voucher", subject_id=1)
        assert [one["name"] for one in moved] == ["CategoryChanged"]
        assert '"cause":"right_verified"' in moved[0]["data"]


async def test_the_claim_of_an_application_that_is_over_is_put_away(desk: Desk) -> None:
    claim = await desk.claimed()
    async with desk.store.transaction() as tx:
        row = await tx.application_by_id(application_id=1)
        await tx.save_voucher(
            **{key: row[key] for key in _VOUCHER}, application_id=1, state="archived"
        )  # fmt: skip
    with pytest.raises(NotAllowed) as no:
        async with desk.store.transaction() as tx:
            await claims.accept(desk.act(tx, CLERK), claim)
    assert no.value.reason is Reason.NOT_NOW
    async with desk.store.transaction() as tx:
        await tx.withdraw_dead_claims(now=1)
        assert (await tx.claim_by_id(claim_id=claim))["state"] == "withdrawn"
        with pytest.raises(NotAllowed):
            await claims.claim_right(desk.act(tx, PARENT), 1, 1, Basis.ORPHAN, None, [1], 9)


_VOUCHER = {
    "clock_started", "due_at", "remind_at", "restores", "extended", "round_id", "kindergarten_id", "group_id",
    "contract_due_at", "enrolled_on", "version", "lists", "days_left", "pause_left", "pause_due_at", "held_kindergarten_id",
    "held_group_id", "missed",
}  # fmt: skip


async def test_the_audit_journal_tells_who_did_what_and_is_append_only(desk: Desk, tmp_path: Path) -> None:
    """Issue: each decision in an append-only audit journal; no personal data."""
    claim = await desk.claimed()
    async with desk.store.transaction() as tx:
        act = desk.act(tx, CLERK)
        assert (await claims.show_document(act, claim, 1)).content.startswith(CONTENT)
        await claims.give_back(act, claim, "other", "Айгүл, мөрі жоқ")
        shown = await tx.audit_of(subject="document", subject_id=1)
        decided = await tx.audit_of(subject="claim", subject_id=claim)
        assert claims.reason_of(act, await tx.claim_by_id(claim_id=claim)) == {
            "code": "other",
            "words": "Айгүл, мөрі жоқ",
        }
    (one,) = shown
    assert (one["person_id"], one["role"], one["scope"], one["deed"]) == (CLERK, "department", ALMATY, "document_shown")
    (one,) = decided
    assert (one["deed"], one["detail"], one["at"]) == ("claim_returned", "other", int(NOW.timestamp()))
    database = sqlite3.connect(tmp_path / "bot.db")
    for statement in ("UPDATE audit SET deed = ''", "DELETE FROM audit", "REPLACE INTO audit SELECT * FROM audit"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            database.execute(statement)
    told = "".join(str(row) for row in database.execute("SELECT * FROM audit"))
    database.close()
    assert "Айгүл" not in told


async def test_kinship_is_added_as_the_clerk_chooses_and_never_twice(desk: Desk) -> None:
    """R-20: also when the registers have confirmed it meanwhile."""
    person = Person("Тестов", "Артём", None, None, date(2023, 6, 25))
    child = claims.TypedChild("230625500018", person, None)
    for operation in (1, 2):
        document = await desk.attached(content=bytes([operation]))
        async with desk.store.transaction() as tx:
            act = desk.act(tx, PARENT)
            claim = await claims.claim_kinship(act, 1, child, "711110000", Paper.GUARDIANSHIP, [document], operation)
    for relation in (None, "neighbour"):
        with pytest.raises(NotAllowed):
            async with desk.store.transaction() as tx:
                await claims.accept(desk.act(tx, ELSEWHERE), claim, relation)
    with pytest.raises(NotAllowed):
        async with desk.store.transaction() as tx:
            await claims.own(desk.act(tx, OTHER), 2, claim)
    async with desk.store.transaction() as tx:
        assert claims.typed_child(desk.act(tx, PARENT), await tx.claim_by_id(claim_id=claim)) == child
        await families.add_child(
            desk.act(tx, PARENT), 1, child.iin, person, nationality=None, relation="mother", verified=True
        )
        await claims.accept(desk.act(tx, ELSEWHERE), claim, "guardian")
        relations = [row["relation"] for row in await tx.children_of(parent_id=1)]
    assert relations == ["mother", "mother"], "what the registers say stays"
    with pytest.raises(NotAllowed) as no:
        async with desk.store.transaction() as tx:
            await claims.claim_kinship(desk.act(tx, PARENT), 1, child, "711110000", Paper.GUARDIANSHIP, [1], 3)
    assert no.value.reason is Reason.CHILD_EXISTS


async def test_documents_are_deleted_a_year_after_the_decision_and_those_never_sent_after_a_month(desk: Desk) -> None:
    """Rule documents_kept."""
    claim = await desk.claimed()
    loose = await desk.attached(OTHER)

    async def left(days: int) -> tuple[bool, bool]:
        async with desk.store.transaction() as tx:
            await documents.forget(replace(desk.act(tx, None), now=NOW + timedelta(days=days)))
            kept = await tx.documents_of_claim(claim_id=claim)
            return bool(kept), bool(await tx.loose_document(document_id=loose, person_id=OTHER))

    assert await left(31) == (True, True)
    assert await left(32) == (True, False)
    assert await left(900) == (True, False), "nobody has decided yet"
    async with desk.store.transaction() as tx:
        await claims.accept(desk.act(tx, CLERK), claim)
    assert await left(365) == (True, False)
    assert await left(366) == (False, False)


async def test_a_clerk_who_is_removed_has_no_right_left(desk: Desk) -> None:
    claim = await desk.claimed()
    async with desk.store.transaction() as tx:
        act = desk.act(tx, CLERK)
        await tx.open_draft(person_id=CLERK, form="ReturnClaim", answers=b"", now=0)
        await tx.open_draft(person_id=CLERK, form="Apply", answers=b"", now=0)
        assert await staff.remove(desk.act(tx, None), CLERK) == 1
        assert await staff.remove(desk.act(tx, None), CLERK) == 0
        assert await staff.remove(desk.act(tx, None), 999) == 0
        assert await tx.draft_of_form(person_id=CLERK, form="ReturnClaim") is None
        assert await tx.draft_of_form(person_id=CLERK, form="Apply") is not None
        (one,) = await tx.audit_of(subject="person", subject_id=CLERK)
        assert (one["deed"], one["role"], one["scope"], one["person_id"]) == ("staff_removed", "operator", ALMATY, None)
        with pytest.raises(NotAllowed):
            await claims.to_decide(act, claim)


async def test_nobody_decides_their_own_case(desk: Desk) -> None:
    """R-32: a clerk who is a parent of the child leaves the document to another clerk, opened or decided."""
    claim = await desk.claimed()
    async with desk.store.transaction() as tx:
        await tx.add_staff(person_id=PARENT, role="department", scope=ALMATY, now=0)
    for decide in (
        lambda act: claims.show_document(act, claim, 1),
        lambda act: claims.accept(act, claim),
        lambda act: claims.give_back(act, claim, "other", "–"),
    ):
        with pytest.raises(NotAllowed) as no:
            async with desk.store.transaction() as tx:
                await decide(desk.act(tx, PARENT))
        assert no.value.reason is Reason.OWN_CASE
    async with desk.store.transaction() as tx:
        await claims.accept(desk.act(tx, CLERK), claim)
