"""Applications lodged elsewhere: line by line, all or nothing, the same file twice, and their parents (R-21)."""

import pytest

from domain.not_allowed import NotAllowed, Reason
from tests.families.desk import ALMATY, CHILD, CLERK, FATHER, MOTHER, Desk
from usecases import applications, vouchers
from usecases.imports import Imported, import_applications

DISTRICTS = {"751410000", "710000000"}
HEAD = "child_iin,surname,given,born,district,group_type,language,lodged_at,patronymic,sex,right,number\n"
GOOD = f"{CHILD},Сынақов,Әлихан,2023-04-14,751410000,general,kk,2025-03-01 09:30,,male,first_priority,А-17\n"


async def brings(desk: Desk, text: str = HEAD + GOOD, *, dry: bool = False) -> Imported:
    async with desk.acting() as act:
        return await import_applications(act, text, DISTRICTS, dry=dry)


async def test_it_stands_in_the_queue_and_belongs_to_nobody(desk: Desk) -> None:
    assert await brings(desk, dry=True) == Imported(1, 0)
    assert await desk.row() is None
    assert await brings(desk) == Imported(1, 0)
    row = await desk.row()
    assert (row["parent_id"], row["verified_right"], row["lodged_at"]) == (None, "first_priority", 1740803400)
    async with desk.acting() as act:
        assert await act.tx.queue_length(queue_place=ALMATY) == 1
        assert await act.tx.count_unjoined(queue_place=ALMATY) == 1
        assert [one["deed"] for one in await act.tx.audit_of(subject="application", subject_id=0)] == [
            "applications_imported"
        ]


async def test_the_same_file_twice_changes_nothing(desk: Desk) -> None:
    await brings(desk)
    assert await brings(desk) == Imported(0, 1)
    async with desk.acting() as act:
        assert await act.tx.queue_length(queue_place=ALMATY) == 1


async def test_a_round_copes_with_whom_nobody_can_tell(desk: Desk) -> None:
    await brings(desk)
    async with desk.acting(CLERK) as act:
        assert (await applications.preview(act, ALMATY, 1)).unjoined == 1
        await applications.hold_round(act, ALMATY, 1, operation=1)
    assert await desk.told("issued") == set()
    row = await desk.row()
    due_at = vouchers.voucher_of(row).due_at
    assert due_at is not None
    await desk.reminds(due_at.replace(hour=12))
    assert await desk.told("remind_issued") | await desk.told("not_answered") == set()


async def test_the_first_parent_who_joins_is_the_applicant(desk: Desk) -> None:
    """R-41: the register's date of birth counts, and the family of the second is told."""
    await brings(desk)
    await desk.adds(MOTHER)
    row = await desk.row()
    assert (row["parent_id"], row["born"]) == (MOTHER, "2023-04-15")
    assert await desk.told("joined") == set()
    await desk.adds(FATHER, "father")
    assert await desk.told("joined") == {MOTHER}
    assert await brings(desk) == Imported(0, 1)


async def test_another_year_of_birth_is_another_category(desk: Desk) -> None:
    """R-41."""
    await brings(desk, HEAD + GOOD.replace("2023-04-14", "2022-04-14"))
    before = (await desk.row())["category"]
    await desk.adds(MOTHER)
    assert (await desk.row())["category"] == before + 1


async def test_whose_child_is_known_already(desk: Desk) -> None:
    """R-10: proved kinship makes the applicant at once; a typed IIN opens nothing."""
    await desk.adds(MOTHER)
    await brings(desk)
    assert (await desk.row())["parent_id"] == MOTHER
    assert await desk.told("imported") == {MOTHER}


async def test_a_typed_child_is_not_opened_by_an_import(desk: Desk) -> None:
    """R-10."""
    await desk.adds(MOTHER, "declared", verified=False)
    await brings(desk)
    assert (await desk.row())["parent_id"] is None
    async with desk.acting(MOTHER) as act:
        with pytest.raises(NotAllowed) as refused:
            await vouchers.own(act, MOTHER, 1)
        assert refused.value.reason is Reason.NOT_YOURS


async def test_what_stands_in_the_way_is_named(desk: Desk) -> None:
    await desk.adds(MOTHER)
    await desk.applies()
    with pytest.raises(ValueError, match="line 2: this child has a live application here already"):
        await brings(desk)


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ("Сынақов", "", "empty or missing: surname"),
        (CHILD, "230415500017", r"child_iin is not an IIN \(iin_impossible\)"),
        ("751410000", "999999999", "district is not"),
        ("2023-04-14", "14.04.2023", "born is a day"),
        ("2023-04-14", "2015-04-14", "over the age"),
        ("2025-03-01 09:30", "yesterday", "lodged_at is a local time"),
        ("2025-03-01 09:30", "2027-03-01 09:30", "in the future"),
        ("2025-03-01 09:30", "2020-03-01 09:30", "before the child was born"),
        ("general", "big", "group_type is one of"),
        (",kk,", ",en,", "language is one of"),
        (",male,", ",boy,", "sex is one of"),
        ("first_priority", "president", "right is one of"),
        ("Әлихан", "<b>Әлихан", "given is not a name"),
    ],
)
async def test_a_wrong_line_is_named_without_what_stands_in_it(desk: Desk, before: str, after: str, why: str) -> None:
    wrong = GOOD.replace(before, after, 1)
    with pytest.raises(ValueError, match=f"line 3: .*{why}") as refused:
        await brings(desk, HEAD + GOOD.replace(CHILD, "250820600018") + wrong)
    assert not {CHILD, "230415500017", "Сынақов", "Әлихан"} & set(str(refused.value).replace(",", " ").split())
    assert await desk.row() is None


async def test_files_that_say_nothing(desk: Desk) -> None:
    for text, why in (
        (HEAD, "no rows"),
        ("child_iin,given\n1,2\n", "no columns surname"),
        (HEAD + GOOD + GOOD, "line 3: .*line 2"),
    ):
        with pytest.raises(ValueError, match=why):
            await brings(desk, text)


async def test_with_a_time_zone_and_least_of_all(desk: Desk) -> None:
    short = f"{CHILD},Сынақов,Әлихан,2023-04-14,751410000,general,kk,2025-03-01T04:30:00+00:00\n"
    await brings(desk, HEAD + short)
    assert ((await desk.row())["lodged_at"], (await desk.row())["verified_right"]) == (1740803400, "general")
