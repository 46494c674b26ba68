"""Reviews as they are kept (R-70): who may write, who decides, what everybody reads, what is left."""

import json
from datetime import date

import pytest

from domain.not_allowed import NotAllowed, Reason
from domain.person import Person, Sex
from domain.review import Rating
from tests.timesheets.garden import CLERK, DEPARTMENT, ELSEWHERE, OTHER_CLERK, PARENT, Garden
from usecases import copies, families, own_data, reviews, trail
from usecases.act import Row

STRANGER = 6
WORDS = "Тәрбиешілері мейірімді"


async def write(garden: Garden, stars: int = 5, words: str = WORDS, parent: int = 1) -> int:
    async with garden.acting(PARENT) as act:
        return await reviews.write(act, parent, 1, stars, words)


async def kept(garden: Garden, review_id: int = 1) -> Row:
    async with garden.acting() as act:
        return await act.tx.review_by_id(review_id=review_id)


async def accepted(garden: Garden, revision: int = 1) -> None:
    async with garden.acting(DEPARTMENT) as act:
        await reviews.accept(act, 1, "review", revision)


async def answered(garden: Garden, words: str = "Рақмет!") -> None:
    async with garden.acting(CLERK) as act:
        await reviews.answer(act, 1, 1, words)


async def letters(garden: Garden) -> set[tuple[str, int]]:
    async with garden.acting() as act:
        every = [
            (row["kind"], person)
            for person in range(1, 7)
            for row in await act.tx.letters_to(person_id=person, since=0)
        ]
    return {(kind, person) for kind, person in every if "review" in kind or "answer_" in kind}


async def second_parent(garden: Garden, *, child: int) -> int:
    """Another parent of a child."""
    async with garden.acting() as act:
        await act.tx.add_person(telegram_id=STRANGER, now=0)
    async with garden.acting(STRANGER) as act:
        who = Person("Сынақов", "Данияр", None, Sex.MALE, date(1990, 1, 1))
        await families.register(act, families.Citizen("900101300018", "+77000000002", who, True, "1"))
        await act.tx.add_kin(parent_id=2, child_id=child, relation="father", now=0)
    return 2


async def test_nobody_reads_it_and_no_star_counts_before_the_department_has_accepted(garden: Garden) -> None:
    assert await write(garden) == 1
    async with garden.acting() as act:
        assert await reviews.rating(act, 1) == Rating(0, 0)
        assert await reviews.shown(act, 1, 0, 9) == []
        assert await act.tx.count_reviews_to_read(queue_place="750000000") == 1
    assert await letters(garden) == {("review_waiting", DEPARTMENT)}
    await accepted(garden)
    async with garden.acting() as act:
        assert await reviews.rating(act, 1) == Rating(1, 5)
        assert [row["words"] for row in await reviews.shown(act, 1, 0, 9)] == [WORDS]
        audited = [tuple(row) for row in await act.tx.trail_of_audit(parent_id=1)]
    assert any("review_accepted" in row for row in audited)
    assert {("review_accepted", PARENT), ("review_shown", CLERK)} <= await letters(garden)
    assert ("review_shown", OTHER_CLERK) not in await letters(garden)


async def test_only_a_family_whose_child_is_or_was_there(garden: Garden) -> None:
    async with garden.acting(PARENT) as act:
        for kindergarten in (2, 99):
            with pytest.raises(NotAllowed) as no:
                await reviews.write(act, 1, kindergarten, 5, "")
            assert no.value.reason is Reason.REVIEW_NOT_YOURS
        with pytest.raises(NotAllowed) as no:
            await reviews.write(act, None, 1, 5, "")
        assert no.value.reason is Reason.NOT_REGISTERED
        assert not await reviews.may_write(act, None, 1)
        assert await reviews.of_family(act, None, 1) is None
    garden.beside("UPDATE stay SET until = '2026-11-10'")
    async with garden.acting(PARENT) as act:
        assert await reviews.may_write(act, 1, 1), "it was there"
    garden.beside("UPDATE stay SET until = date(since, '-1 day')")
    async with garden.acting(PARENT) as act:
        assert not await reviews.may_write(act, 1, 1), "it never came"
    garden.beside("UPDATE stay SET until = NULL, since = '2026-11-17'")
    async with garden.acting(PARENT) as act:
        assert not await reviews.may_write(act, 1, 1), "it will be"


async def test_one_for_a_family_with_three_children_there(garden: Garden) -> None:
    """R-21: the other parent of one of them changes the same review; one who is objected to may not."""
    await write(garden)
    other = await second_parent(garden, child=3)
    assert await write(garden, 2, "Онша емес", other) == 1
    row = await kept(garden)
    assert (row["stars"], row["parent_id"], row["revision"], row["state"]) == (2, other, 2, "waiting")
    garden.beside(
        "INSERT INTO joining (child_id, parent_id, application_id, queue_place, way, state, at)"
        " VALUES (3, 2, 3, '750000000', 'register', 'contested', 0)"
    )
    async with garden.acting(PARENT) as act:
        assert not await reviews.may_write(act, other, 1)


async def test_numbers_of_somebody_are_refused_here_too(garden: Garden) -> None:
    with pytest.raises(NotAllowed) as no:
        await write(garden, 5, "87012345678")
    assert no.value.reason is Reason.WORDS_WITH_NUMBER
    with pytest.raises(NotAllowed):
        await write(garden, 9, "")


async def test_what_is_changed_is_read_anew_and_the_answer_goes(garden: Garden) -> None:
    await write(garden)
    await accepted(garden)
    await answered(garden)
    await write(garden)
    assert (await kept(garden))["state"] == "accepted", "the same words need not be read again"
    await write(garden, 3)
    row = await kept(garden)
    assert (row["state"], row["answer"], row["answer_state"]) == ("waiting", "", None)
    async with garden.acting(DEPARTMENT) as act:
        with pytest.raises(NotAllowed) as no:
            await reviews.accept(act, 1, "review", 1)
        assert no.value.reason is Reason.CLAIM_DECIDED, "those are not the words that were read"
        with pytest.raises(NotAllowed):
            await reviews.accept(act, 1, "answer", 1)
    await accepted(garden, 2)


async def test_only_the_department_of_the_place_and_never_in_the_own_case(garden: Garden) -> None:
    await write(garden)
    for person in (ELSEWHERE, CLERK, PARENT):
        async with garden.acting(person) as act:
            for about in (1, 99):
                with pytest.raises(NotAllowed) as no:
                    await reviews.to_decide(act, about, "review", 1)
                assert no.value.reason is Reason.NOT_STAFF
    async with garden.acting(PARENT) as act:
        await act.tx.add_staff(person_id=PARENT, role="department", scope="750000000", now=0)
        with pytest.raises(NotAllowed) as no:
            await reviews.accept(act, 1, "review", 1)
        assert no.value.reason is Reason.OWN_CASE
    await accepted(garden)
    async with garden.acting(DEPARTMENT) as act:
        await act.tx.add_staff(person_id=DEPARTMENT, role="kindergarten", scope="ALM-1", now=0)
        await reviews.answer(act, 1, 1, "Рақмет!")
        with pytest.raises(NotAllowed) as no:
            await reviews.accept(act, 1, "answer", 1)
        assert no.value.reason is Reason.OWN_CASE


async def test_returned_with_a_reason_and_written_again(garden: Garden) -> None:
    await write(garden)
    async with garden.acting(DEPARTMENT) as act:
        await reviews.give_back(act, 1, "review", 1, "other", "Қысқартыңыз")
    row = await kept(garden)
    async with garden.acting() as act:
        assert reviews.reason_of(act, row, "review") == {"code": "other", "words": "Қысқартыңыз"}
        assert reviews.reason_of(act, row, "answer") is None
    assert "Қысқартыңыз".encode() not in (row["reason"] or b"")
    assert ("review_returned", PARENT) in await letters(garden)
    await write(garden)
    row = await kept(garden)
    assert (row["state"], row["reason"]) == ("waiting", None), "the same words may be sent once more"


async def test_the_kindergarten_answers_once_and_is_read_as_well(garden: Garden) -> None:
    await write(garden)
    async with garden.acting(CLERK) as act:
        with pytest.raises(NotAllowed) as no:
            await reviews.to_answer(act, 1)
        assert no.value.reason is Reason.REVIEW_ANSWERED, "it is not accepted yet"
    await accepted(garden)
    async with garden.acting(OTHER_CLERK) as act:
        for about in (1, 99):
            with pytest.raises(NotAllowed) as no:
                await reviews.answer(act, about, 1, "Рақмет!")
            assert no.value.reason is Reason.NOT_STAFF
    async with garden.acting(CLERK) as act:
        with pytest.raises(NotAllowed) as no:
            await reviews.answer(act, 1, 2, "Рақмет!")
        assert no.value.reason is Reason.REVIEW_ANSWERED, "to other words"
    await answered(garden)
    with pytest.raises(NotAllowed):
        await answered(garden)
    async with garden.acting(DEPARTMENT) as act:
        await reviews.give_back(act, 1, "answer", 1, "insults", None)
    assert ("answer_returned", CLERK) in await letters(garden)
    await answered(garden, "Рақмет, ескереміз")
    async with garden.acting(DEPARTMENT) as act:
        await reviews.accept(act, 1, "answer", 2)
    assert {("review_answered", PARENT), ("answer_accepted", CLERK)} <= await letters(garden)
    with pytest.raises(NotAllowed):
        await answered(garden)
    row = await kept(garden)
    assert (row["answer"], row["answer_state"]) == ("Рақмет, ескереміз", "accepted")


async def test_taken_back_by_the_family_alone_and_written_again(garden: Garden) -> None:
    await write(garden)
    await accepted(garden)
    await answered(garden)
    for parent, about in ((None, 1), (99, 1), (1, 99)):
        async with garden.acting(STRANGER) as act:
            with pytest.raises(NotAllowed) as no:
                await reviews.take_back(act, parent, about)
            assert no.value.reason is Reason.NOT_YOURS
    for _twice in range(2):
        async with garden.acting(PARENT) as act:
            await reviews.take_back(act, 1, 1)
    row = await kept(garden)
    assert (row["stars"], row["words"], row["answer"], row["state"], row["revision"]) == (None, "", "", "withdrawn", 2)
    async with garden.acting(PARENT) as act:
        assert await reviews.of_family(act, 1, 1) is None
        assert await reviews.rating(act, 1) == Rating(0, 0)
    await write(garden)
    assert (await kept(garden))["state"] == "waiting"


async def test_in_the_copy_in_the_trail_and_gone_with_the_data(garden: Garden) -> None:
    """R-10: what one has said of a kindergarten is one's own data."""
    await write(garden)
    async with garden.acting(DEPARTMENT) as act:
        await reviews.give_back(act, 1, "review", 1, "insults", None)
    async with garden.acting(PARENT) as act:
        (said,) = json.loads((await copies.of_parent(act, 1)).written())["reviews"]
        assert (said["kindergarten"], said["words"], said["reason"]["code"]) == ("ALM-1", WORDS, "insults")
        deeds = [deed.what for deed in await trail.of_parent(act, 1)]
        assert "review_returned" in deeds
    garden.beside("UPDATE application SET state = 'left'")
    async with garden.acting(PARENT) as act:
        await own_data.delete(act, 1)
    assert await kept(garden) is None


async def test_what_everybody_reads_can_be_taken_down(garden: Garden) -> None:
    """By the department alone, with a reason; the stars count no more, and the family can write it again."""
    await write(garden)
    await accepted(garden)
    async with garden.acting(DEPARTMENT) as act:
        assert await act.tx.count_public_reviews(queue_place="750000000") == 1
        assert (await reviews.public(act, 1))["words"] == WORDS
        await reviews.give_back(act, 1, "review", 1, "names", "")
        with pytest.raises(NotAllowed) as no:
            await reviews.give_back(act, 1, "review", 1, "names", "")
        assert no.value.reason is Reason.CLAIM_DECIDED
        with pytest.raises(NotAllowed) as no:
            await reviews.public(act, 1)
        assert no.value.reason is Reason.CLAIM_DECIDED
        assert await reviews.rating(act, 1) == Rating(0, 0)
    assert ("review_returned", PARENT) in await letters(garden)
    assert await write(garden) == 1
    assert (await kept(garden))["state"] == "waiting"


async def test_an_answer_can_be_taken_down_and_written_again(garden: Garden) -> None:
    await write(garden)
    await accepted(garden)
    await answered(garden)
    async with garden.acting(DEPARTMENT) as act:
        await reviews.accept(act, 1, "answer", 1)
        await reviews.give_back(act, 1, "answer", 1, "names", "")
    assert ("answer_returned", CLERK) in await letters(garden)
    row = await kept(garden)
    assert (row["state"], row["answer_state"]) == ("accepted", "returned")
    await answered(garden, "Рақмет сізге!")


async def test_nobody_looks_into_another_place(garden: Garden) -> None:
    await write(garden)
    await accepted(garden)
    for clerk, review_id in ((CLERK, 1), (ELSEWHERE, 1), (DEPARTMENT, 99)):
        async with garden.acting(clerk) as act:
            with pytest.raises(NotAllowed) as no:
                await reviews.public(act, review_id)
            assert no.value.reason is Reason.NOT_STAFF


async def test_nobody_answers_their_own_review_nor_reads_it_for_the_department(garden: Garden) -> None:
    """Whoever works in the kindergarten decides about no word on it, and answers no word of the own family."""
    await write(garden)
    async with garden.acting() as act:
        await act.tx.add_staff(person_id=DEPARTMENT, role="kindergarten", scope="ALM-1", now=0)
    async with garden.acting(DEPARTMENT) as act:
        with pytest.raises(NotAllowed) as no:
            await reviews.accept(act, 1, "review", 1)
        assert no.value.reason is Reason.OWN_CASE
    garden.beside("DELETE FROM staff WHERE role = 'kindergarten' AND person_id = 4")
    async with garden.acting(DEPARTMENT) as act:
        await reviews.accept(act, 1, "review", 1)
        await act.tx.add_staff(person_id=PARENT, role="kindergarten", scope="ALM-1", now=0)
    async with garden.acting(PARENT) as act:
        with pytest.raises(NotAllowed) as no:
            await reviews.answer(act, 1, 1, "Рақмет!")
        assert no.value.reason is Reason.OWN_CASE


async def test_a_parent_whose_link_is_contested_takes_nothing_back(garden: Garden) -> None:
    """R-21: nor reads what waits, while the department has to decide; a joined one may both."""
    await write(garden)
    await second_parent(garden, child=1)
    async with garden.acting(STRANGER) as act:
        assert await reviews.of_family(act, 2, 1) is not None
    await garden.store._writer.connection.execute(
        "INSERT INTO joining (child_id, parent_id, application_id, queue_place, way, state, at)"
        " VALUES (1, 2, 1, '750000000', 'register', 'contested', 0)"
    )
    async with garden.acting(STRANGER) as act:
        assert await reviews.of_family(act, 2, 1) is None
        with pytest.raises(NotAllowed) as no:
            await reviews.take_back(act, 2, 1)
        assert no.value.reason is Reason.NOT_YOURS
    assert (await kept(garden))["state"] == "waiting"


async def test_the_accepted_answer_stands_in_the_copy_too(garden: Garden) -> None:
    """R-10."""
    await write(garden)
    await accepted(garden)
    await answered(garden)
    for state, words in (("waiting", None), ("accepted", "Рақмет!")):
        garden.beside(f"UPDATE review SET answer_state = '{state}'")
        async with garden.acting(PARENT) as act:
            (said,) = json.loads((await copies.of_parent(act, 1)).written())["reviews"]
        assert said["what_the_kindergarten_answered"] == words


async def test_an_answer_to_what_was_taken_down_is_not_decided(garden: Garden) -> None:
    """Nobody is told that it stands in the catalogue."""
    await write(garden)
    await accepted(garden)
    await answered(garden)
    async with garden.acting(DEPARTMENT) as act:
        assert await act.tx.count_reviews_to_read(queue_place="750000000") == 1
        await reviews.give_back(act, 1, "review", 1, "other", "имя")
        assert await act.tx.count_reviews_to_read(queue_place="750000000") == 0
        with pytest.raises(NotAllowed) as no:
            await reviews.accept(act, 1, "answer", 1)
    assert no.value.reason is Reason.CLAIM_DECIDED
