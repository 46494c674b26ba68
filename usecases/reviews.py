"""Reviews of kindergartens (R-70): a family whose child is there, or was, rates it; the department reads every word before
anybody else does; the kindergarten answers once, and that is read as well.

A decision names the revision that was read, so nothing is accepted that was changed meanwhile.
"""

from collections.abc import Sequence
from typing import Literal

from domain.calendar import local_day
from domain.not_allowed import NotAllowed, Reason
from domain.review import Rating, ReviewState, check_stars, check_words
from usecases import families, kin, staff
from usecases.act import Act, Row
from usecases.claims import audit
from usecases.letters import post

What = Literal["review", "answer"]
"""Which words of a review are meant: the family's or the kindergarten's."""

STANDING = frozenset({ReviewState.WAITING, ReviewState.ACCEPTED, ReviewState.RETURNED})
SETTLED = frozenset({ReviewState.WAITING, ReviewState.ACCEPTED})


# ---- what everybody sees ---------------------------------------------------------------------------------------------


async def rating(act: Act, kindergarten_id: int) -> Rating:
    """The stars of the accepted reviews."""
    row = await act.tx.rating_of(kindergarten_id=kindergarten_id)
    return Rating(row["reviews"], row["stars"])


async def shown(act: Act, kindergarten_id: int, skip: int, at_most: int) -> Sequence[Row]:
    """So many accepted reviews, the newest first."""
    rows: Sequence[Row] = await act.tx.shown_reviews(kindergarten_id=kindergarten_id, skip=skip, at_most=at_most)
    return rows


# ---- the family ------------------------------------------------------------------------------------------------------


async def of_family(act: Act, parent_id: int | None, kindergarten_id: int) -> Row | None:
    """The family's review of a kindergarten, as long as it is not taken back."""
    row = await _row_of_family(act, parent_id, kindergarten_id)
    return row if row is not None and row["state"] in STANDING else None


async def may_write(act: Act, parent_id: int | None, kindergarten_id: int) -> bool:
    """Whether a child of the parent belongs to the kindergarten, or did so once."""
    return parent_id is not None and await _child(act, parent_id, kindergarten_id) is not None


async def write(act: Act, parent_id: int | None, kindergarten_id: int, stars: int, words: str) -> int:
    """Write the family's review, or change it; its id. What was not returned and has not changed is not read again.

    NotAllowed: NOT_REGISTERED, REVIEW_NOT_YOURS unless a child is or was there, WORDS_WITH_NUMBER, ANSWER_UNKNOWN.
    """
    parent = await families.parent(act, parent_id)
    check_stars(stars)
    check_words(words)
    child_id, garden = await _child(act, parent.id, kindergarten_id), await _garden(act, kindergarten_id)
    if child_id is None or garden is None:
        raise NotAllowed(Reason.REVIEW_NOT_YOURS)
    row = await _row_of_family(act, parent.id, kindergarten_id)
    if row is not None and row["state"] in SETTLED and (row["stars"], row["words"]) == (stars, words):
        return int(row["id"])
    said = {"parent_id": parent.id, "stars": stars, "words": words, "now": act.seconds}
    if row is None:
        review_id = await act.tx.add_review(
            kindergarten_id=kindergarten_id, child_id=child_id, queue_place=garden["queue_place"], **said
        )
    else:
        review_id = row["id"]
        await act.tx.change_review(review_id=review_id, **said)
    revision = row["revision"] + 1 if row is not None else 1
    clerks = await act.tx.staff_in(role="department", scope=garden["queue_place"])
    await post(act, clerks, "review_waiting", int(review_id), rung=str(revision))
    return int(review_id)


async def own(act: Act, parent_id: int | None, review_id: int) -> Row:
    """A review of the family; NotAllowed NOT_YOURS for any other, there or not."""
    row = await act.tx.review_by_id(review_id=review_id)
    if row is None or parent_id is None:
        raise NotAllowed(Reason.NOT_YOURS)
    family = await _row_of_family(act, parent_id, row["kindergarten_id"])
    if family is None or family["id"] != review_id:
        raise NotAllowed(Reason.NOT_YOURS)
    return row


async def take_back(act: Act, parent_id: int | None, review_id: int) -> Row:
    """Stars and words are gone, and so is the kindergarten's answer; twice is the same as once.

    NotAllowed NOT_YOURS, LINK_CONTESTED.
    """
    row = await own(act, parent_id, review_id)
    await kin.may_act(act, row["child_id"])
    await act.tx.take_review_back(review_id=review_id)
    return row


async def _row_of_family(act: Act, parent_id: int | None, kindergarten_id: int) -> Row | None:
    if parent_id is None:
        return None
    return await act.tx.review_of_family(parent_id=parent_id, kindergarten_id=kindergarten_id)


async def _child(act: Act, parent_id: int, kindergarten_id: int) -> int | None:
    child_id: int | None = await act.tx.child_who_was_there(
        parent_id=parent_id, kindergarten_id=kindergarten_id, today=local_day(act.now).isoformat()
    )
    return child_id


async def _garden(act: Act, kindergarten_id: int) -> Row | None:
    return await act.tx.kindergarten_by_id(kindergarten_id=kindergarten_id)


def reason_of(act: Act, row: Row, what: What) -> dict[str, str] | None:
    """Why words were returned: `code` of a ready reason, and `words` of the clerk's own."""
    box = row["reason" if what == "review" else "answer_reason"]
    if box is None:
        return None
    reason: dict[str, str] = act.seal.open_json(f"{what}_reason", str(row["id"]), box)
    return reason


# ---- the department --------------------------------------------------------------------------------------------------


async def to_decide(act: Act, review_id: int, what: What, revision: int, *states: ReviewState) -> Row:
    """Words that wait (or stand in one of these states) in the clerk's own queue place, at the revision that was read.

    NotAllowed: NOT_STAFF for any other place, there or not; OWN_CASE for words of one's own family, or one's own answer;
    CLAIM_DECIDED when they were decided about or changed meanwhile.
    """
    row = await act.tx.review_by_id(review_id=review_id)
    if row is None:
        raise NotAllowed(Reason.NOT_STAFF)
    await staff.must_serve(act, "department", row["queue_place"])
    staff.must_be_others(act, await _concerned(act, row, what))
    state, now = (("state", "revision"), ("answer_state", "answer_revision"))[what == "answer"]
    hidden = what == "answer" and row["state"] != ReviewState.ACCEPTED
    if hidden or row[state] not in (states or (ReviewState.WAITING,)) or row[now] != revision:
        raise NotAllowed(Reason.CLAIM_DECIDED)
    return row


async def public(act: Act, review_id: int) -> Row:
    """A review that everybody reads, in the clerk's own queue place; NotAllowed NOT_STAFF, CLAIM_DECIDED."""
    row = await act.tx.review_by_id(review_id=review_id)
    if row is None:
        raise NotAllowed(Reason.NOT_STAFF)
    await staff.must_serve(act, "department", row["queue_place"])
    if row["state"] != ReviewState.ACCEPTED:
        raise NotAllowed(Reason.CLAIM_DECIDED)
    return row


async def _concerned(act: Act, row: Row, what: What) -> list[Row]:
    """Who must not decide: the family, whoever works in the kindergarten, whoever answered for it."""
    people = [*await act.tx.accounts_of_parent(parent_id=row["parent_id"])]
    people += await act.tx.family_of_child(child_id=row["child_id"])
    people += await act.tx.staff_in(role="kindergarten", scope=row["code"])
    if what == "answer" and row["answered_by"] is not None:
        people.append(await act.tx.person_by_id(person_id=row["answered_by"]))
    return people


async def accept(act: Act, review_id: int, what: What, revision: int) -> Row:
    """Everybody may read the words from now on, and the stars count. NotAllowed as `to_decide`."""
    row = await to_decide(act, review_id, what, revision)
    await _decide(act, row, what, ReviewState.ACCEPTED, None, "")
    family = await act.tx.accounts_of_parent(parent_id=row["parent_id"])
    workers = await act.tx.staff_in(role="kindergarten", scope=row["code"])
    rung = str(revision)
    if what == "review":
        await post(act, family, "review_accepted", review_id, rung=rung)
        await post(act, workers, "review_shown", review_id, rung=rung)
    else:
        await post(act, family, "review_answered", review_id, rung=rung)
        await post(act, workers, "answer_accepted", review_id, rung=rung)
    return row


async def give_back(act: Act, review_id: int, what: What, revision: int, code: str, words: str | None) -> Row:
    """Return the words with a reason: a ready one by its code, or the clerk's own; public ones are taken down by it.

    NotAllowed as `to_decide`.
    """
    row = await to_decide(act, review_id, what, revision, *SETTLED)
    reason = act.seal.close_json(f"{what}_reason", str(review_id), {"code": code, "words": words or ""})
    await _decide(act, row, what, ReviewState.RETURNED, reason, code)
    if what == "review":
        people = await act.tx.accounts_of_parent(parent_id=row["parent_id"])
    else:
        people = await act.tx.staff_in(role="kindergarten", scope=row["code"])
    await post(act, people, f"{what}_returned", review_id, rung=str(revision))
    return row


async def _decide(act: Act, row: Row, what: What, state: ReviewState, reason: bytes | None, detail: str) -> None:
    decide = act.tx.decide_review if what == "review" else act.tx.decide_answer
    before, revision = ("state", "revision") if what == "review" else ("answer_state", "answer_revision")
    kept = {"review_id": row["id"], "before": row[before], "revision": row[revision], "state": state, "reason": reason}
    if not await decide(**kept):
        raise NotAllowed(Reason.CLAIM_DECIDED)
    await audit(act, "department", row["queue_place"], f"{what}_{state}", "review", row["id"], detail)


# ---- the kindergarten ------------------------------------------------------------------------------------------------


async def to_answer(act: Act, review_id: int) -> Row:
    """An accepted review of the clerk's own kindergarten that has no answer, or one that was returned.

    NotAllowed: NOT_STAFF for any other kindergarten, there or not; OWN_CASE for one's own family's; REVIEW_ANSWERED.
    """
    row = await act.tx.review_by_id(review_id=review_id)
    if row is None:
        raise NotAllowed(Reason.NOT_STAFF)
    await staff.own_kindergarten(act, row["kindergarten_id"])
    family = await act.tx.family_of_child(child_id=row["child_id"])
    staff.must_be_others(act, [*family, *await act.tx.accounts_of_parent(parent_id=row["parent_id"])])
    if row["state"] != ReviewState.ACCEPTED or row["answer_state"] not in (None, ReviewState.RETURNED):
        raise NotAllowed(Reason.REVIEW_ANSWERED)
    return row


async def answer(act: Act, review_id: int, revision: int, words: str) -> Row:
    """Answer the words of this revision, once; the department reads the answer first.

    NotAllowed: as `to_answer`, REVIEW_ANSWERED also when the family has changed its words; WORDS_WITH_NUMBER.
    """
    row = await to_answer(act, review_id)
    check_words(words)
    kept = await act.tx.answer_review(
        review_id=review_id, revision=revision, words=words, person_id=act.person_id, now=act.seconds
    )
    if not kept:
        raise NotAllowed(Reason.REVIEW_ANSWERED)
    clerks = await act.tx.staff_in(role="department", scope=row["queue_place"])
    await post(act, clerks, "answer_waiting", review_id, rung=str(row["answer_revision"] + 1))
    return row
