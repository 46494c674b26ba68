"""The family board: every child of a parent, every clock that runs for it, and the health light (R-3, R-21, R-65).

It is worked out as of now, whether or not a tick has run (R-4).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain import deadline, health, what_if
from domain import journal as events
from domain.claim import EXPIRING, Basis, ClaimState
from domain.deadline import Clock, Count, Deadline
from domain.health import Health, Light
from domain.not_allowed import NotAllowed, Reason
from domain.voucher import State
from domain.what_if import Ahead
from usecases import claims, families, journal, referrals, timesheets, vouchers
from usecases.act import Act, Row
from usecases.claims import DECIDABLE
from usecases.families import Child
from usecases.timesheets import sheet_of


@dataclass(frozen=True, slots=True)
class Running:
    """A clock that runs: whose (by id and version: an application, a sheet, a claim, a referral), until when, how far gone."""

    deadline: Deadline
    health: Health
    about: int
    version: int
    row: Row

    @property
    def clock(self) -> Clock:
        """Which it is."""
        return self.deadline.clock


@dataclass(frozen=True, slots=True)
class Standing:
    """A child with its application (the live one, else the newest), its clocks, the most urgent first, and its light.

    No light where no application is live: there is nothing to watch over.
    """

    child: Child
    row: Row | None
    running: tuple[Running, ...]
    missed: date | None
    light: Light | None


async def board(act: Act, parent_id: int | None) -> list[Standing]:
    """Every child of the parent, in the order in which they were added; NotAllowed NOT_REGISTERED."""
    parent = await families.parent(act, parent_id)
    return [await _standing(act, child) for child in await families.children(act, parent.id)]


async def of_child(act: Act, parent_id: int | None, child_id: int) -> Standing:
    """One child of the parent's own; NotAllowed NOT_YOURS for any other, there or not."""
    parent = await families.parent(act, parent_id)
    every = await families.children(act, parent.id)
    child = next((one for one in every if one.id == child_id), None)
    if child is None:
        raise NotAllowed(Reason.NOT_YOURS)
    return await _standing(act, child)


async def _standing(act: Act, child: Child) -> Standing:
    row = await act.tx.application_of_child(child_id=child.id)
    if row is None:
        return Standing(child, None, (), None, None)
    sheets = await _sheets(act, row)
    row = vouchers.as_of_now(act, row)
    referral = await referrals.of_application(act, row["id"])
    found = [
        await of_application(act, row),
        await of_certificate(act, row),
        of_referral(act, row, referral),
        *(of_sheet(act, one) for one in sheets),
        *[of_sheet(act, one) for one in await act.tx.other_open_sheets(child_id=child.id, application_id=row["id"])],
    ]
    running = sorted((one for one in found if one is not None), key=lambda one: one.deadline.due_at)
    missed = _missed(act, row, sheets)
    watched = [one.health for one in running if one.clock.is_of_family]
    light = health.light(watched, missed) if row["state"] in LIVE else None
    return Standing(child, row, tuple(running), missed, light)


LIVE = frozenset(
    {
        State.QUEUED, State.ISSUED, State.STOP_LISTED, State.CONFIRMED, State.WAITING, State.CONTRACT_SENT, State.ENROLLED,
    }
)  # fmt: skip


def _missed(act: Act, row: Row, sheets: Sequence[Row]) -> date | None:
    forgiven = date.fromisoformat(row["missed"]) if row["missed"] else None
    if row["state"] != State.ENROLLED:
        return None
    return health.missed_month((timesheets.as_of_now(act, one) for one in sheets), forgiven)


async def _sheets(act: Act, row: Row) -> list[Row]:
    every = await act.tx.sheets_of_application(application_id=row["id"])
    return [{**dict(one), "region": row["region"]} for one in every]


# ---- one clock -------------------------------------------------------------------------------------------------------


def _running(act: Act, found: Deadline, about: int, version: int, row: Row) -> Running | None:
    if found.due_at <= act.now:
        return None
    return Running(found, health.health(found, act.now, act.law.calendar), about, version, row)


async def told(act: Act, row: Row) -> list[events.Event]:
    """What has happened to a voucher, with what has lapsed and no tick has noted yet."""
    kept = await act.tx.application_by_id(application_id=row["id"])
    return [*await journal.told(act, "voucher", row["id"]), *vouchers.lapsed(act, kept)]


async def of_application(act: Act, row: Row) -> Running | None:
    """The clock of an application's voucher; `row` is as of now."""
    if row["due_at"] is None:
        return None
    found = deadline.of_voucher(vouchers.voucher_of(row), await told(act, row), act.law.rulebook)
    return _running(act, found, row["id"], row["version"], row) if found else None


def of_sheet(act: Act, row: Row) -> Running | None:
    """The clock of a month that waits for its answer."""
    rules = timesheets.rules_of(act, row["region"])
    found = deadline.of_sheet(sheet_of(row), rules)
    return _running(act, found, row["id"], row["version"], row) if found else None


async def certificate_of(act: Act, row: Row) -> Row | None:
    """The claim of an application that rests on a certificate from work, with the day it was `issued`."""
    claim = await act.tx.claim_of_application(application_id=row["id"])
    if claim is None or claim["basis"] not in EXPIRING or claim["state"] not in STANDING:
        return None
    issued = claims.data_of(act, claim)["issued"]
    return {**dict(claim), "issued": date.fromisoformat(issued)} if issued else None


STANDING = (ClaimState.WAITING, ClaimState.ACCEPTED)


async def of_certificate(act: Act, row: Row) -> Running | None:
    """The last day of the certificate that a right rests on, while the contract isn't signed (R-32)."""
    if row["state"] not in DECIDABLE or (claim := await certificate_of(act, row)) is None:
        return None
    found = deadline.of_certificate(claim["issued"], vouchers.rules_of(act, row))
    return _running(act, found, row["id"], claim["id"], {**dict(row), "basis": Basis(claim["basis"])})


def of_referral(act: Act, row: Row, referral: Row | None) -> Running | None:
    """The clock of an application's referral, as of now (R-71)."""
    if referral is None:
        return None
    found = deadline.of_referral(referrals.referral_of(referral), act.law.rulebook)
    return (
        _running(act, found, referral["id"], referral["version"], {**dict(row), "referral": referral})
        if found
        else None
    )


# ---- found again by a button -----------------------------------------------------------------------------------------


async def find(act: Act, parent_id: int | None, clock: Clock, about: int) -> tuple[Row, Running | None]:
    """What a button is about, if it is the parent's own, and its clock, if that still runs.

    NotAllowed NOT_YOURS for anybody else's, there or not.
    """
    if clock is Clock.SHEET:
        sheet = await timesheets.of_parent(act, parent_id, about)
        return sheet, of_sheet(act, sheet)
    if clock in (Clock.REFERRAL, Clock.ENROL):
        referral = referrals.as_of_now(act, await referrals.own(act, parent_id, about))
        row = await vouchers.own(act, parent_id, referral["application_id"])
        found = of_referral(act, row, referral)
        return row, found if found is not None and found.clock is clock else None
    row = vouchers.as_of_now(act, await vouchers.own(act, parent_id, about))
    found = await (of_certificate if clock is Clock.CERTIFICATE else of_application)(act, row)
    return row, found if found is not None and found.clock is clock else None


def count(act: Act, running: Running) -> Count:
    """How its date came about, day by day."""
    return deadline.count(running.deadline, act.law.calendar)


def ahead(act: Act, running: Running) -> Ahead:
    """What follows from acting now, tomorrow, never."""
    row = running.row
    match running.clock:
        case Clock.SHEET:
            return what_if.of_sheet(sheet_of(row), act.now, timesheets.rules_of(act, row["region"]))
        case Clock.CERTIFICATE:
            return what_if.of_certificate(running.deadline.after, act.now, vouchers.rules_of(act, row))
        case Clock.REFERRAL | Clock.ENROL:
            of = referrals.referral_of(row["referral"])
            return what_if.of_referral(of, act.now, act.law.calendar, act.law.rulebook)
    law = act.law
    return what_if.of_voucher(vouchers.voucher_of(row), running.clock, act.now, law.calendar, law.rulebook)
