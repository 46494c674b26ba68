"""Signing with ЭЦҚ: a session keeps the very bytes that are signed, and is used once (R-11, R-51, R-55).

It outlives a restart until it expires. What it has signed for takes effect in the transaction that uses it up; the document,
the signature and what was learned of the certificate stay as evidence, sealed.
"""

import base64
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from domain.calendar import local_day
from domain.not_allowed import NotAllowed, Reason
from usecases.act import Act, Row, seconds
from usecases.ports import Paper, PhoneSession, Signed

TABLE = "signing"
FILE_LASTS = timedelta(hours=1)  # for signing at a computer; ours
A_DAY = timedelta(hours=24)
LONGEST = timedelta(hours=1)  # whatever the outside system says


@dataclass(frozen=True, slots=True)
class Session:
    """A signing session; `phone` is there while it is open on a phone."""

    id: int
    person_id: int
    draft_id: int
    about: str
    way: str
    state: str
    flaw: str | None
    reference: str
    paper: Paper
    phone: PhoneSession | None
    handed_over: bool
    cms: bytes | None
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a signature that was used: whose, by which certificate, of which kind, was its revocation asked."""

    name: str
    certificate: str
    kind: str
    revocation: str


def reference() -> str:
    """What makes one document to be signed differ from every other: no signature can be given twice."""
    return secrets.token_hex(8)


async def must_be_few(act: Act) -> None:
    """NotAllowed SIGNINGS_TOO_MANY (at_most) for who has begun so many within a day: each one occupies a line."""
    at_most = act.law.rulebook.at(local_day(act.now)).number("eds_sessions_per_day")
    if await act.tx.count_signings_begun(person_id=act.person_id, since=seconds(act.now - A_DAY)) >= at_most:
        raise NotAllowed(Reason.SIGNINGS_TOO_MANY, at_most=at_most)


async def begin(
    act: Act, draft_id: int, about: str, reference: str, paper: Paper, phone: PhoneSession | None
) -> Session:
    """A session, on a phone or (None) for a file, in place of any other of the same form."""
    expires_at = min(phone.expires_at, act.now + LONGEST) if phone else act.now + FILE_LASTS
    await act.tx.end_signings_of_draft(draft_id=draft_id)
    session_id = await act.tx.open_signing(
        person_id=act.person_id,
        draft_id=draft_id,
        about=about,
        way="phone" if phone else "file",
        reference=reference,
        document=act.seal.close(TABLE, f"{reference}:document", paper.content),
        is_pdf=int(paper.is_pdf),
        names=act.seal.close_json(TABLE, f"{reference}:names", [paper.name_kk, paper.name_ru]),
        session=act.seal.close_json(TABLE, f"{reference}:session", _kept(phone)) if phone else None,
        now=act.seconds,
        expires_at=seconds(expires_at),
    )
    return _read(act, await act.tx.signing_by_id(signing_id=session_id))


async def newest(act: Act, draft_id: int) -> Session | None:
    """The newest session of a form."""
    row = await act.tx.newest_signing(draft_id=draft_id)
    return _read(act, row) if row else None


async def by_id(act: Act, session_id: int) -> Session | None:
    """A session by its id."""
    row = await act.tx.signing_by_id(signing_id=session_id)
    return _read(act, row) if row else None


async def keep(act: Act, session: Session, cms: bytes) -> bool:
    """Keep the signature that came, still to be judged; False when the session is over."""
    box = act.seal.close(TABLE, f"{session.reference}:cms", cms)
    return bool(await act.tx.keep_signature(signing_id=session.id, cms=box, now=act.seconds))


async def use(act: Act, session: Session, cms: bytes, signed: Signed, subject_id: int | None) -> None:
    """Use the session up for what it signs; NotAllowed SIGNING_OVER when it is over or has been used."""
    certificate = {"name": signed.name, "iin": signed.iin, "certificate": signed.certificate, "kind": signed.kind}
    used = await act.tx.use_signing(
        signing_id=session.id,
        cms=act.seal.close(TABLE, f"{session.reference}:cms", cms),
        certificate=act.seal.close_json(TABLE, f"{session.reference}:certificate", certificate),
        revocation=str(signed.revocation),
        now=act.seconds,
        subject_id=subject_id,
    )
    if not used:
        raise NotAllowed(Reason.SIGNING_OVER)


async def end(act: Act, session_id: int, state: str, flaw: str | None = None) -> bool:
    """The session came to nothing: cancelled, expired, refused (and why); False if it was over already."""
    return bool(await act.tx.end_signing(signing_id=session_id, state=state, flaw=flaw))


async def wrong_file(act: Act, session: Session, flaw: str) -> int:
    """A file that does not fit was sent; after so many the session is over, and this is how many, else 0."""
    at_most = act.law.rulebook.at(local_day(act.now)).number("eds_wrong_files")
    if (await act.tx.count_wrong_file(signing_id=session.id) or 0) < at_most:
        return 0
    await end(act, session.id, "refused", flaw)
    return at_most


async def evidence(act: Act, application_id: int, at: datetime) -> Evidence | None:
    """The digital signature with which something was signed for an application at this moment, if it was one."""
    row = await act.tx.signing_used(subject_id=application_id, used_at=seconds(at))
    return evidence_in(act, row) if row else None


def evidence_in(act: Act, row: Row) -> Evidence:
    """What a row of a used session tells."""
    kept = act.seal.open_json(TABLE, f"{row['reference']}:certificate", row["certificate"])
    return Evidence(kept["name"], kept["certificate"], kept["kind"], row["revocation"])


def _kept(phone: PhoneSession) -> dict[str, Any]:
    return {
        "data_url": phone.data_url,
        "sign_url": phone.sign_url,
        "link": phone.link,
        "qr": base64.b64encode(phone.qr).decode(),
        "expires_at": seconds(phone.expires_at),
    }


def _read(act: Act, row: Row) -> Session:
    name = row["reference"]
    name_kk, name_ru = act.seal.open_json(TABLE, f"{name}:names", row["names"])
    content = act.seal.open(TABLE, f"{name}:document", row["document"])
    kept = act.seal.open_json(TABLE, f"{name}:session", row["session"]) if row["session"] else None
    return Session(
        id=row["id"],
        person_id=row["person_id"],
        draft_id=row["draft_id"],
        about=row["about"],
        way=row["way"],
        state=row["state"],
        flaw=row["flaw"],
        reference=name,
        paper=Paper(name_kk, name_ru, bool(row["is_pdf"]), content),
        phone=_phone(kept) if kept else None,
        handed_over=bool(row["handed_over"]),
        cms=act.seal.open(TABLE, f"{name}:cms", row["cms"]) if row["cms"] else None,
        expires_at=datetime.fromtimestamp(row["expires_at"], UTC),
    )


def _phone(kept: dict[str, Any]) -> PhoneSession:
    return PhoneSession(
        kept["data_url"],
        kept["sign_url"],
        kept["link"],
        base64.b64decode(kept["qr"]),
        datetime.fromtimestamp(kept["expires_at"], UTC),
    )
