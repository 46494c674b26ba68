"""A password as a second way in, beside the code and Telegram's own account (R-10 … R-12).

Kept is only its argon2id hash, sealed. Hashing and comparing take a while and much memory on purpose: `hash_of` and
`fits` are for a thread. A try is counted before it is judged, so that many at once are not more than one after the other.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from argon2 import PasswordHasher, profiles
from argon2.exceptions import VerificationError

from domain import password
from domain.calendar import local_day
from domain.not_allowed import NotAllowed, Reason
from domain.rules import Rules
from usecases import cabinet, families
from usecases.act import Act, Queries, Row, instant, seconds
from usecases.claims import audit
from usecases.letters import post
from usecases.sessions import WITHDRAWN

HASHER = PasswordHasher.from_parameters(profiles.RFC_9106_LOW_MEMORY)
"""argon2id, 64 MiB, 3 passes, 4 lanes: the second choice of RFC 9106, for machines without memory to spare."""

KINDS = ("iin", "phone", "email", "login")


@dataclass(frozen=True, slots=True)
class Try:
    """A try that has been counted: on whose account, the hash to compare with (None: nobody's), and what is left."""

    parent_id: int | None
    hashed: str | None
    set_at: int
    withdrawn: bool
    tries_left: int


def normal(text: str) -> str:
    """A password as it is compared: the same on every keyboard."""
    return unicodedata.normalize("NFC", text)


def hash_of(text: str) -> str:
    """The argon2id hash of a password. Slow on purpose: for a thread."""
    return HASHER.hash(normal(text))


def fits(hashed: str | None, text: str) -> bool:
    """Whether the password is the one; nobody's takes as long to refuse as somebody's. For a thread."""
    try:
        HASHER.verify(hashed or _nobodys(), normal(text))
    except VerificationError:
        return False
    return hashed is not None


@cache
def _nobodys() -> str:
    return HASHER.hash("nobody has this password")


def _rules(act: Act) -> Rules:
    return act.law.rulebook.at(local_day(act.now))


# ---- setting ---------------------------------------------------------------------------------------------------------


async def known_about(act: Act, parent_id: int | None) -> tuple[str, ...]:
    """What anybody would try first of a parent: a new password must not be one of these; empty for nobody."""
    if parent_id is None:
        return ()
    parent = await families.parent(act, parent_id)
    login = await login_of(act, parent.id)
    return (parent.iin, parent.phone, parent.phone[1:], "8" + parent.phone[2:], login or "")


async def set_password(act: Act, parent_id: int | None, hashed: str) -> None:
    """Keep the hash of a new password; the e-mail becomes a name to sign in by. NotAllowed NOT_REGISTERED."""
    own = await cabinet.account(act, parent_id)
    box = act.seal.close_json("credential", str(own.parent.id), hashed)
    await act.tx.put_password(parent_id=own.parent.id, password=box, now=act.seconds)
    if own.email:
        await cabinet.set_email(act, own.parent.id, own.email)
    await audit(act, "parent", "", "password_set", "parent", own.parent.id)
    others = await act.tx.accounts_of_parent(parent_id=own.parent.id)
    await post(act, others, "password_set", act.seconds, at_once=True)


async def set_login(act: Act, parent_id: int | None, login: str) -> None:
    """Keep a login beside the password; NotAllowed LOGIN_TAKEN, NOT_NOW without a password."""
    parent = await families.parent(act, parent_id)
    if await act.tx.credential_of(parent_id=parent.id) is None:
        raise NotAllowed(Reason.NOT_NOW)
    digest = act.seal.fingerprint("login", login.casefold())
    if any(row["parent_id"] != parent.id for row in await act.tx.credentials_by_login(digest=digest)):
        raise NotAllowed(Reason.LOGIN_TAKEN)
    box = act.seal.close_json("credential.login", str(parent.id), login)
    await act.tx.put_login(parent_id=parent.id, login=box, login_hash=digest)


async def login_of(act: Act, parent_id: int) -> str | None:
    """The login a parent has chosen, if any."""
    row = await act.tx.credential_of(parent_id=parent_id)
    if row is None or row["login"] is None:
        return None
    login: str = act.seal.open_json("credential.login", str(parent_id), row["login"])
    return login


async def has_password(act: Act, parent_id: int) -> bool:
    """Whether the parent can sign in with a password."""
    return await act.tx.credential_of(parent_id=parent_id) is not None


# ---- trying ----------------------------------------------------------------------------------------------------------


async def begin(act: Act, name: str) -> Try:
    """Count a try by this name (`iin:…`, `phone:…`, `email:…`, `login:…`), and on the account that it means.

    Nothing tells whether there is such an account, nor whether two names mean the same: what is said follows from the name
    and from who types; an account that has had its day's tries, by whatever names, accepts no password, silently.
    NotAllowed: PASSWORD_PAUSED, PASSWORD_DAILY_CAP.
    """
    row = await _account(act, name)
    parent_id = row["parent_id"] if row else None
    key = act.seal.fingerprint("try", name)
    since = seconds(act.now - password.WINDOW)
    typed = _instants(await act.tx.password_tries_on(account=key, since=since))
    person = _instants(await act.tx.password_tries_of(person_id=act.person_id, since=since))
    account = _instants(await act.tx.password_tries_at(parent_id=parent_id, since=since))
    password.may_try(act.now, _rules(act), name=typed, person=person)
    await act.tx.add_password_try(person_id=act.person_id, account=key, parent_id=parent_id, now=act.seconds)
    left = password.tries_left(_rules(act), name=len(typed) + 1, person=len(person) + 1)
    if row is None or password.is_capped(act.now, _rules(act), account):
        return Try(parent_id, None, 0, False, left)
    hashed: str = act.seal.open_json("credential", str(parent_id), row["password"])
    return Try(parent_id, hashed, row["set_at"], row["policy"] == WITHDRAWN, left)


async def failed(act: Act, tried: Try) -> None:
    """The password was wrong; after the last try before a pause whoever is signed in is told."""
    if tried.parent_id is not None and tried.tries_left == 0:
        await post(
            act,
            await act.tx.accounts_of_parent(parent_id=tried.parent_id),
            "password_guessed",
            act.seconds,
            at_once=True,
        )


async def succeeded(act: Act, name: str, parent_id: int, set_at: int) -> None:
    """The password was right: this person's tries are forgiven; NotAllowed PASSWORD_WRONG if it was changed meanwhile."""
    row = await _account(act, name)
    if row is None or (row["parent_id"], row["set_at"]) != (parent_id, set_at):
        raise NotAllowed(Reason.PASSWORD_WRONG, tries_left=_rules(act).number("password_tries"))
    await act.tx.forgive_password_tries(person_id=act.person_id, parent_id=parent_id)


async def _account(act: Act, name: str) -> Row | None:
    """The one account with a password that this name means; a phone of several people means none."""
    kind, _colon, value = name.partition(":")
    find = _QUERIES[kind](act.tx)
    rows = await find(digest=act.seal.fingerprint(kind, value))
    return rows[0] if len(rows) == 1 else None


_QUERIES: dict[str, Callable[[Queries], Queries]] = {
    "iin": lambda tx: tx.credentials_by_iin,
    "phone": lambda tx: tx.credentials_by_phone,
    "email": lambda tx: tx.credentials_by_email,
    "login": lambda tx: tx.credentials_by_login,
}


def _instants(rows: list[Row]) -> list[datetime]:
    return [at for row in rows if (at := instant(row["at"])) is not None]
