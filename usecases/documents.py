"""Documents: kept sealed under random names, shown to who may see them, deleted by a rule (R-32)."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from domain.calendar import local_day
from domain.not_allowed import NotAllowed, Reason
from usecases.act import Act, Row, dumps, seconds

LOOSE_KEPT = timedelta(days=31)  # a day more than the half-done form it hangs on


@dataclass(frozen=True, slots=True)
class Document:
    """A document, open: `kind` is pdf, jpeg or png."""

    kind: str
    content: bytes


async def keep(act: Act, kind: str, content: bytes, *, scanned: bool) -> int:
    """Keep a file that was made safe, and return its id; the same file again is the one that is there."""
    digest = act.seal.fingerprint("document", sha256(content).hexdigest())
    for row in await act.tx.loose_documents(person_id=act.person_id):
        if row["sha256"] == digest:
            return int(row["id"])
    name = secrets.token_urlsafe(16)
    document_id = await act.tx.add_document(
        name=name,
        person_id=act.person_id,
        kind=kind,
        size=len(content),
        sha256=digest,
        box=act.seal.close("document", name, content),
        scanned=int(scanned),
        now=act.seconds,
    )
    return int(document_id)


async def own(act: Act, document_id: int) -> Document:
    """A document that the person has attached to a half-done form; NotAllowed NOT_YOURS for any other."""
    row = await act.tx.loose_document(document_id=document_id, person_id=act.person_id)
    if row is None:
        raise NotAllowed(Reason.NOT_YOURS)
    return opened(act, row)


def opened(act: Act, row: Row) -> Document:
    """The document of a row."""
    return Document(row["kind"], act.seal.open("document", row["name"], row["box"]))


async def drop(act: Act, document_ids: Sequence[int]) -> None:
    """Take away what was attached by the person and not yet sent."""
    await act.tx.drop_loose_documents(person_id=act.person_id, ids=dumps(list(document_ids)))


async def forget(act: Act) -> None:
    """Delete documents so many days after the decision (rule documents_kept), and those never sent.

    Signatures of families whose data were deleted go as late after signing.
    """
    kept = timedelta(days=act.law.rulebook.at(local_day(act.now)).number("documents_kept"))
    await act.tx.forget_documents(decided_before=seconds(act.now - kept), added_before=seconds(act.now - LOOSE_KEPT))
    await act.tx.forget_signatures(before=seconds(act.now - kept))
