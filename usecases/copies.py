"""A copy of everything that is kept about a parent and their children, as plain data for a JSON file (R-10).

Of the other parent, of clerks and of other families nothing stands in it but that somebody did something.
"""

import base64
import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from usecases import cabinet, claims, passwords, reviews, sessions, signing, support, timesheets, trail
from usecases.act import Act, Row
from usecases.claims import audit

Data = dict[str, Any]
Finished = Callable[[], bytes]
"""Opens the documents and writes the file: it takes a while, so not inside the transaction."""


def _at(kept: int | None) -> str | None:
    return None if kept is None else datetime.fromtimestamp(kept, UTC).isoformat()


async def of_parent(act: Act, parent_id: int | None) -> Finished:
    """The copy, to be written when the transaction is over; that it was taken is noted. NotAllowed NOT_REGISTERED."""
    own = await cabinet.account(act, parent_id)
    await audit(act, "parent", "", "data_exported", "parent", own.parent.id)
    accounts = await sessions.accounts(act, own.parent.id)
    data: Data = {
        "made_at": act.now.isoformat(),
        "parent": await _parent(act, own),
        "telegram_accounts": [await _account(act, one) for one in accounts],
        "children": [await _child(act, row) for row in await act.tx.children_of(parent_id=own.parent.id)],
        "reviews": [_review(act, row) for row in await act.tx.reviews_of_parent(parent_id=own.parent.id)],
        "claims": [_claim(act, row) for row in await act.tx.claims_of_parent(parent_id=own.parent.id)],
        "who_saw_or_changed": [
            {"at": deed.at.isoformat(), "who": deed.who, "where": deed.scope, "what": deed.what}
            for deed in await trail.of_parent(act, own.parent.id)
        ],
    }
    boxes = [dict(row) for row in await act.tx.whole_documents_of_claims(parent_id=own.parent.id)]

    def finish() -> bytes:
        data["documents"] = [_document(act, row) for row in boxes]
        return json.dumps(data, ensure_ascii=False, indent=1).encode()

    return finish


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
        "half_done_forms": [{"form": row["form"], "answers": _answers(act, row)} for row in drafts],
        "marked_kindergartens": [row["code"] for row in await act.tx.marked_kindergartens(person_id=person["id"])],
        "watches": [
            {"kindergarten": row["kindergarten_id"], "district": row["district"], "since": _at(row["since"])}
            for row in await act.tx.watches_of(person_id=person["id"])
        ],
        "letters": [
            {"kind": row["kind"], "by": row["channel"], "not_before": _at(row["not_before"]), "state": row["state"]}
            for row in await act.tx.letters_to(person_id=person["id"])
        ],
        "digital_signatures": [
            {"at": _at(row["used_at"]), "application": row["subject_id"], **asdict(signing.evidence_in(act, row))}
            for row in await act.tx.signatures_of(person_id=person["id"])
        ],
        "questions_to_support": [
            await _question(act, row) for row in await act.tx.questions_of_person(person_id=person["id"], at_most=10**6)
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
    answers: Data = act.seal.open_json("draft", f"{row['person_id']}:{row['form']}", row["answers"])["answers"]
    return answers


async def _child(act: Act, row: Row) -> Data:
    data: Data = act.seal.open_json("child", row["iin_hash"].hex(), row["data"])
    applications = await act.tx.applications_of_child(child_id=row["id"])
    return {
        **data,
        "relation": row["relation"],
        "verified": bool(row["verified"]),
        "added_at": _at(row["added_at"]),
        "applications": [await _application(act, one) for one in applications],
    }


async def _application(act: Act, row: Row) -> Data:
    kept = (
        "region", "district", "locality", "queue_place", "group_type", "language", "category", "verified_right", "state",
        "enrolled_on", "lists", "restores",
    )  # fmt: skip
    statuses = row["statuses"]
    sealed = f"{row['child_id']}:{row['lodged_at']}"
    garden = await act.tx.kindergarten_by_id(kindergarten_id=row["kindergarten_id"]) if row["kindergarten_id"] else None
    return {
        "number": row["id"],
        **{key: row[key] for key in kept},
        "lodged_at": _at(row["lodged_at"]),
        "statuses": act.seal.open_json("application", sealed, statuses) if statuses else None,
        "kindergarten": garden["code"] if garden else None,
        "referrals": [
            {"kindergarten": one["kindergarten_id"], "asked_at": _at(one["asked_at"]), "state": one["state"]}
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
    }


def _document(act: Act, row: Data) -> Data:
    content = act.seal.open("document", row["name"], row["box"])
    return {
        "claim": row["claim_id"],
        "kind": row["kind"],
        "size": row["size"],
        "added_at": _at(row["added_at"]),
        "content_base64": base64.b64encode(content).decode(),
    }
