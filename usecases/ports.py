"""The edges of the product that have two implementations: the clock, the SMS centre, the registers.

A port says what may be asked, never how. An outside system that is not there raises `Unavailable`:
nothing was decided, ask again later. One that understood and said no raises `Refused`. Neither
carries anything personal in its text.
"""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from domain.person import Person


class Unavailable(Exception):
    """The outside system gave no usable answer; the same question may succeed later."""


class Repeated(Unavailable):
    """The SMS centre says that it has just had the very same message, or too much at once."""


class Refused(Exception):
    """The outside system understood and said no; asking the same again would not help."""

    def __init__(self, code: int) -> None:
        super().__init__(f"refused with code {code}")
        self.code = code


class Clock(Protocol):
    """Where the product's time comes from; the playground's can be moved."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        ...


class Sms(Protocol):
    """Sends short messages."""

    async def send(self, phone: str, text: str) -> None:
        """Hand `text` over for `phone` ("+7701…"); raises `Refused` or `Unavailable`."""
        ...


class Answer(StrEnum):
    """What a register says of a question; `PENDING` and `TIMEOUT` speak of the citizen's consent
    (R-10).
    """

    VALID = "valid"
    INVALID = "invalid"
    PENDING = "pending"
    TIMEOUT = "timeout"
    NOT_FOUND = "not_found"


class Relation(StrEnum):
    """How a grown-up is related to a child by the register of kinship (R-20)."""

    MOTHER = "mother"
    FATHER = "father"
    GUARDIAN = "guardian"


@dataclass(frozen=True, slots=True)
class Check:
    """Whether a phone is registered together with an IIN (R-11); `request_id` names the question to
    the operator.
    """

    state: Answer
    request_id: str | None = None


@dataclass(frozen=True, slots=True)
class PersonAnswer:
    """A person by the population register; `person` is there when the state is `VALID`."""

    state: Answer
    person: Person | None = None
    nationality: str | None = None


@dataclass(frozen=True, slots=True)
class KinshipAnswer:
    """A relation by the register of kinship; `None` in a `VALID` answer means that it knows of
    none.
    """

    state: Answer
    relation: Relation | None = None


@dataclass(frozen=True, slots=True)
class StatusAnswer:
    """Codes of the social statuses that the registers know of, e.g. `large_family` (R-30)."""

    state: Answer
    statuses: tuple[str, ...] = ()


class PhoneRegistry(Protocol):
    """The base of mobile citizens (МАБ)."""

    async def registered(self, iin: str, phone: str) -> Check:
        """Is `phone` ("+7701…") registered together with `iin` ? Raises `Unavailable`."""
        ...


class PopulationRegistry(Protocol):
    """The register of natural persons."""

    async def person(self, iin: str) -> PersonAnswer:
        """Who holds `iin` (12 digits)? Raises `Unavailable`."""
        ...


class KinshipRegistry(Protocol):
    """The register of births and guardianship."""

    async def relation(self, parent_iin: str, child_iin: str) -> KinshipAnswer:
        """What is the one to the other? Raises `Unavailable`."""
        ...


class StatusRegistry(Protocol):
    """The registers of social statuses."""

    async def statuses(self, iin: str) -> StatusAnswer:
        """Which statuses does the family of `iin` hold? Raises `Unavailable`."""
        ...


class Registry(PhoneRegistry, PopulationRegistry, KinshipRegistry, StatusRegistry, Protocol):
    """All the registers behind one operator's gateway."""


class Database(Protocol):
    """Transactions and snapshots, as the FSM storage needs them."""

    def transaction(self) -> AbstractAsyncContextManager[Any]:
        """A transaction of one's own."""
        ...

    def reading(self) -> AbstractAsyncContextManager[Any]:
        """A snapshot."""
        ...


# ---- digital signatures (ЭЦҚ) ----------------------------------------------------------------------------------------


class Flaw(StrEnum):
    """Why a signature is not accepted (R-51, R-55)."""

    GARBAGE = "garbage"
    TOO_LARGE = "too_large"
    NOT_DETACHED = "not_detached"
    MANY_SIGNERS = "many_signers"
    TAMPERED = "tampered"
    BAD_SIGNATURE = "bad_signature"
    FOREIGN = "foreign"
    EXPIRED = "expired"
    PURPOSE = "purpose"
    ORGANISATION = "organisation"
    REVOKED = "revoked"
    ANOTHER_PERSON = "another_person"


class BadSignature(Exception):
    """A signature that is not accepted, and why; nothing personal in its text."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw.value)
        self.flaw = flaw


class Revocation(StrEnum):
    """What was learned of a certificate's revocation: it is good, or nobody could be asked."""

    GOOD = "good"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature that is accepted: whose (12 digits, and the name in the certificate), by which certificate (its number,
    hexadecimal), of which kind (rsa or gost), what was learned of its revocation, and what it says of its own time.
    """

    iin: str
    name: str
    certificate: str
    kind: str
    revocation: Revocation
    at: datetime | None = None


class Verifier(Protocol):
    """Checks detached CMS signatures by the roots that the operator trusts."""

    async def verify(self, content: bytes, cms: bytes, now: datetime) -> Signed:
        """Who has signed `content`? Raises `BadSignature`."""
        ...


@dataclass(frozen=True, slots=True)
class PhoneSession:
    """A signing session on a phone: where the document goes and the signature comes from, the link that opens eGov
    Mobile, the same as a QR code (PNG), and until when all of it is good.
    """

    data_url: str
    sign_url: str
    link: str
    qr: bytes
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Paper:
    """A document to be signed: its names, whether it is a PDF (else plain text), its bytes."""

    name_kk: str
    name_ru: str
    is_pdf: bool
    content: bytes


class Cancelled(Exception):
    """The person refused to sign."""


class PhoneSigning(Protocol):
    """Signing on a phone with eGov Mobile. Raises `Unavailable`; `Refused` when a session is over."""

    async def open(self, description: str, back_url: str) -> PhoneSession:
        """A new session; after signing the phone goes to `back_url`."""
        ...

    async def hand_over(self, session: PhoneSession, paper: Paper) -> None:
        """Give the document; returns when the phone has fetched it."""
        ...

    async def signature(self, session: PhoneSession) -> bytes:
        """The detached CMS, when the person has signed; raises `Cancelled` when they refused."""
        ...
