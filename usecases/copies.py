"""A copy of everything that is kept about a parent and their children: plain data for a JSON file, and the documents (R-10).

Of the other parent, of clerks and of other families nothing stands in it but that somebody did something. Documents are
files of their own: each may go into a chat, all together may not.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from domain.review import ReviewState
from usecases import (
    cabinet,
    catalogue,
    claims,
    documents,
    passwords,
    reviews,
    sessions,
    signing,
    staff,
    support,
    timesheets,
    trail,
)
from usecases.act import Act, Row
from usecases.claims import audit

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy: `written` writes the JSON, outside the transaction; `documents`: their file names by id, see `document`."""

    written: Callable[[], bytes]
    documents: Mapping[int, str]


def _at(kept: int | None) -> str | None:
    return None if kept is None else datetime.fromtimestamp(kept, UTC).isoformat()


async def of_parent(act: Act, parent_id: int | None) -> Copy:
    """The copy; that it was taken is noted. NotAllowed NOT_REGISTERED."""
    own = await cabinet.account(act, parent_id)
    await audit(act, "parent", "", "data_exported", "parent", own.parent.id)
    accounts = await sessions.accounts(act, own.parent.id)
    papers = await act.tx.documents_of_parent(parent_id=own.parent.id)
    data: Data = {
        "made_at": act.now.isoformat(),
        "parent": await _parent(act, own),
        "telegram_accounts": [await _account(act, one) for one in accounts],
        "children": [
            await _child(act, own.parent.id, row) for row in await act.tx.children_of(parent_id=own.parent.id)
        ],
        "reviews": [_review(act, row) for row in await act.tx.reviews_of_parent(parent_id=own.parent.id)],
        "questions_to_support": [
            await _question(act, row) for row in await act.tx.questions_of_parent(parent_id=own.parent.id)
        ],
        "digital_signatures": [
            {"at": _at(row["used_at"]), "application": row["subject_id"], **asdict(signing.evidence_in(act, row))}
            for row in await act.tx.signatures_of_parent(parent_id=own.parent.id)
        ],
        "claims": [_claim(act, row) for row in await act.tx.claims_of_parent(parent_id=own.parent.id)],
        "who_saw_or_changed": [
            {"at": deed.at.isoformat(), "who": deed.who, "where": deed.scope, "what": deed.what}
            for deed in await trail.of_parent(act, own.parent.id)
        ],
        "documents": [
            {"file": _file(row), "claim": row["claim_id"], "size": row["size"], "added_at": _at(row["added_at"])}
            for row in papers
        ],
    }
    return Copy(
        lambda: json.dumps(data, ensure_ascii=False, indent=1).encode(), {row["id"]: _file(row) for row in papers}
    )


def _file(row: Row) -> str:
    return f"balabaqsha-document-{row['id']}.{row['kind']}"


async def document(act: Act, parent_id: int, document_id: int) -> Callable[[], bytes] | None:
    """Opens one of the documents, which takes a while; None if it has gone since."""
    row = await act.tx.document_of_parent(parent_id=parent_id, document_id=document_id)
    return None if row is None else lambda: documents.opened(act, row).content


async def _parent(act: Act, own: cabinet.Account) -> Data:
    row = await act.tx.parent_by_id(parent_id=own.parent.id)
    data: Data = act.seal.open_json("parent", row["iin_hash"].hex(), row["data"])
    return {
        **data,
        "email": own.email,
        "verified": own.parent.verified,
        "registered_at": _at(row["registered_at"]),
        "policy": own.policy,
        "policy_at": _at(row["policy_at"]),
        "has_password": await passwords.has_password(act, own.parent.id),
        "login": await passwords.login_of(act, own.parent.id),
    }


async def _account(act: Act, person: Row) -> Data:
    kept = (
        "telegram_id",
        "language",
        "district",
        "locality",
        "signed_in_by",
        "muted",
        "sms_copy",
        "quiet",
        "feedback_on",
    )
    drafts = await act.tx.drafts_of(person_id=person["id"])
    return {
        **{key: person[key] for key in kept},
        "known_since": _at(person["created_at"]),
        "signed_in_at": _at(person["signed_in_at"]),
        "half_done_forms": [
            {"form": row["form"], "answers": _answers(act, row)} for row in drafts if row["form"] not in staff.FORMS
        ],
        "marked_kindergartens": [row["code"] for row in await act.tx.marked_kindergartens(person_id=person["id"])],
        "watches": [
            {
                "kindergarten": row["kindergarten_id"],
                "district": row["district"],
                "application": row["application_id"],
                "since": _at(row["since"]),
                "told_at": _at(row["told_at"]),
            }
            for row in await act.tx.every_watch_of(person_id=person["id"])
        ],
        "catalogue": await catalogue.view_as_kept(act, person["id"]),
        "letters": [
            {"kind": row["kind"], "by": row["channel"], "not_before": _at(row["not_before"]), "state": row["state"]}
            for row in await act.tx.letters_to(person_id=person["id"], since=person["signed_in_at"] or 0)
        ],
    }


async def _question(act: Act, row: Row) -> Data:
    words = await support.words_of(act, row["id"])
    return {
        "number": row["id"],
        "state": row["state"],
        "about": support.context_of(row),
        "words": [{"at": one.at.isoformat(), "by": one.by, "text": one.text} for one in words],
    }


def _answers(act: Act, row: Row) -> Data:
    """What the person has said: what a form was begun with may name a child that is not theirs yet (R-21)."""
    kept: Data = act.seal.open_json("draft", f"{row['person_id']}:{row['form']}", row["answers"])
    preset = set(kept.get("preset", kept["answers"]) or ())
    return {name: answer for name, answer in kept["answers"].items() if name not in preset}


async def _child(act: Act, parent_id: int, row: Row) -> Data:
    """A child with its applications; where the department has to decide about the parent, only that it is so (R-21)."""
    link = await act.tx.joining_of(child_id=row["id"], parent_id=parent_id)
    data: Data = act.seal.open_json("child", row["iin_hash"].hex(), row["data"])
    if link is not None and link["state"] == "contested":
        return {"given": data["given"], "relation": row["relation"], "objected_to": _at(link["contested_at"])}
    applications = await act.tx.applications_of_child(child_id=row["id"])
    return {
        **data,
        "relation": row["relation"],
        "verified": bool(row["verified"]),
        "added_at": _at(row["added_at"]),
        "applications": [await _application(act, parent_id, one) for one in applications],
    }


async def _application(act: Act, parent_id: int, row: Row) -> Data:
    """An application; the social status is that of the applicant, and nobody else's business (R-31)."""
    kept = (
        "region", "district", "locality", "queue_place", "group_type", "language", "category", "verified_right", "state",
        "enrolled_on", "lists", "restores",
    )  # fmt: skip
    statuses = row["statuses"] if row["parent_id"] == parent_id else None
    sealed = f"{row['child_id']}:{row['lodged_at']}"
    garden = await act.tx.kindergarten_by_id(kindergarten_id=row["kindergarten_id"]) if row["kindergarten_id"] else None
    return {
        "number": row["id"],
        **{key: row[key] for key in kept},
        "lodged_at": _at(row["lodged_at"]),
        "statuses": act.seal.open_json("application", sealed, statuses) if statuses else None,
        "kindergarten": garden["code"] if garden else None,
        "referrals": [
            {
                "kindergarten": one["kindergarten_id"],
                "asked_at": _at(one["asked_at"]),
                "state": one["state"],
                "due_at": _at(one["due_at"]),
                "extended": bool(one["extended"]),
                "ground": one["ground"],
            }
            for one in await act.tx.referrals_of_application(application_id=row["id"])
        ],
        "journal": [
            {"what": one["name"], "data": json.loads(one["data"])}
            for one in await act.tx.journal_of(subject="voucher", subject_id=row["id"])
        ],
        "timesheets": [await _sheet(act, one) for one in await act.tx.sheets_of_application(application_id=row["id"])],
    }


async def _sheet(act: Act, row: Row) -> Data:
    published = row["published"] is not None
    return {
        "month": row["month"],
        "state": row["state"],
        "published_at": _at(row["published_at"]),
        "marks": timesheets.published_marks_of(act, row) if published else None,
        "published_before": [
            {"at": _at(one["at"]), "marks": timesheets.opened_marks(act, row, one["marks"])}
            for one in (await act.tx.publications_of(sheet_id=row["id"]))[:-1]
        ],
        "what_the_parent_said_of_days": timesheets.claims_of(act, row),
        "what_the_parent_wrote": timesheets.words_of(act, row, "words"),
        "what_the_kindergarten_answered": timesheets.words_of(act, row, "answer"),
    }


def _claim(act: Act, row: Row) -> Data:
    return {
        "id": row["id"],
        "kind": row["kind"],
        "basis": row["basis"],
        "state": row["state"],
        "lodged_at": _at(row["lodged_at"]),
        "decided_at": _at(row["decided_at"]),
        "typed": claims.data_of(act, row),
        "reason": claims.reason_of(act, row),
    }


def _review(act: Act, row: Row) -> Data:
    return {
        "kindergarten": row["code"],
        "stars": row["stars"],
        "words": row["words"],
        "state": row["state"],
        "written_at": _at(row["written_at"]),
        "reason": reviews.reason_of(act, row, "review"),
        "what_the_kindergarten_answered": row["answer"] if row["answer_state"] == ReviewState.ACCEPTED else None,
    }
