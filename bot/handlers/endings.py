"""Where a road ends or turns back: why, and what can be done now (R-52 … R-55, R-64)."""

from datetime import datetime

from bot.screen import lines
from bot.words import N_, Html, Msg, _, date_words, last_moment_words, month_words, say
from domain import voucher
from domain.calendar import local_day
from domain.voucher import (
    Archived,
    Cancelled,
    ContractRefused,
    Ground,
    InterestConfirmed,
    Left,
    State,
    WaitingBegan,
    WaitingOver,
)
from usecases import journal, vouchers
from usecases.act import Act, Row, instant

GROUNDS: dict[Ground, Msg] = {
    Ground.INCOMPLETE_DOCUMENTS: N_("Documents are incomplete"),
    Ground.EXPIRED_DOCUMENTS: N_("Documents have expired"),
    Ground.UNVACCINATED_RATIO: N_("The ratio of unvaccinated children is exceeded"),
}
MENDING: dict[Ground, Msg] = {
    Ground.INCOMPLETE_DOCUMENTS: N_(
        "Ask the kindergarten by phone which document is missing, bring it along, and choose the same kindergarten again, or "
        "another one."
    ),
    Ground.EXPIRED_DOCUMENTS: N_(
        "Get the document anew (often it is the medical card), and choose the same kindergarten again, or another one."
    ),
    Ground.UNVACCINATED_RATIO: N_(
        "Choose another kindergarten. Or have the child vaccinated at the clinic: with the certificate you can choose this "
        "one again."
    ),
}
CAUSES: dict[str, Msg] = {
    "second_miss": N_(
        "Interest was not confirmed in time for the second time, and a queue place is restored only once."
    ),
    "not_restored": N_("The queue place was not restored in time."),
    "no_contract": N_("The contract with a kindergarten was not signed in time, so the voucher is void."),
}
APPLY_ANEW = N_("You can apply anew; the place in the queue then begins from the day of the new application.")
DEPARTURES: dict[str, Msg] = {
    "leaves": N_("The child has left the kindergarten: {day}."),
    "school": N_("The child has left the kindergarten for school: {day}. Good luck there!"),
}


def stop_words(row: Row) -> Html | None:
    """On the stop-list: which deadline passed, what it did, and what can be done once (R-52)."""
    missed, lodged_at = instant(row["clock_started"]), instant(row["lodged_at"])
    if row["state"] != State.STOP_LISTED or missed is None or lodged_at is None:
        return None
    return _(
        "What happened: interest was not confirmed by {deadline}. So the voucher became void.\nWhat you can do: restore the "
        "queue place, once, with the original time of application: {day}. If you don't, the application goes to the archive.",
        deadline=last_moment_words(missed),
        day=date_words(local_day(lodged_at)),
    )


async def end_words(act: Act, row: Row) -> Html | None:
    """Why this is over, and what now; None while it is not."""
    match row["state"]:
        case State.ARCHIVED:
            return lines(await archive_words(act, row), say(APPLY_ANEW))
        case State.REFUSED:
            return say(APPLY_ANEW)
        case State.CANCELLED:
            return await cancelled_words(act, row)
        case State.LEFT:
            return lines(await left_words(act, row), say(APPLY_ANEW))
    return None


async def archive_words(act: Act, row: Row) -> Html:
    """Why the application is in the archive, and since when."""
    told = [event for event in await journal.told(act, "voucher", row["id"]) if isinstance(event, Archived)]
    kept = await act.tx.application_by_id(application_id=row["id"])
    told += [event for event in vouchers.lapsed(act, kept) if isinstance(event, Archived)]
    if not told:
        return say(CAUSES["not_restored"])
    since = _("In the archive since: {day}", day=date_words(local_day(told[-1].at)))
    return Html(f"{say(CAUSES[told[-1].cause])}\n{since}")


async def cancelled_words(act: Act, row: Row) -> Html:
    """Which two months were missed, the source; until when the department can take it back (R-64)."""
    ends = reinstatement_ends(act, row)
    kept = await act.tx.application_by_id(application_id=row["id"])
    told = [*await journal.told(act, "voucher", row["id"]), *vouchers.lapsed(act, kept)]
    cancelled = [event for event in told if isinstance(event, Cancelled)]
    months = (
        _(
            "Not confirmed: {first}, {second}.",
            first=month_words(cancelled[-1].first),
            second=month_words(cancelled[-1].second),
        )
        if cancelled
        else None
    )
    source = _(
        "The timesheet was not confirmed for two months in a row. Source: order No. 372 of the Minister of Education of "
        "30 December 2024, item 49, sub-item 24."
    )
    why = Html("\n".join(part for part in (months, source) if part))
    if ends is None or act.now >= ends:
        return lines(why, say(APPLY_ANEW))
    now = _(
        "What can be done now: if there was a good reason (illness, a mistake), go to the education department with it. It "
        "can reinstate the voucher by: {deadline}\nContact centre: {centre}.",
        deadline=last_moment_words(ends),
    )
    return lines(why, now)


def reinstatement_ends(act: Act, row: Row) -> datetime | None:
    """The instant from which the cancelling stays."""
    of = vouchers.voucher_of(row)
    if of.clock_started is None:
        return None
    return voucher.reinstatement_ends(of, act.law.calendar, act.law.rulebook)


async def left_words(act: Act, row: Row) -> Html | None:
    """When the child left, and where to."""
    told = [event for event in await journal.told(act, "voucher", row["id"]) if isinstance(event, Left)]
    return say(DEPARTURES[told[-1].why], day=date_words(local_day(told[-1].at))) if told else None


async def refused_words(act: Act, row: Row) -> Html | None:
    """The kindergarten refused the last contract: the ground, and how to mend it; None if it did not (R-55)."""
    if row["state"] != State.CONFIRMED:
        return None
    told = [event for event in await journal.told(act, "voucher", row["id"]) if isinstance(event, Chosen)]
    return ground_words(told[-1].ground) if told and isinstance(told[-1], ContractRefused) else None


Chosen = InterestConfirmed | WaitingBegan | WaitingOver | ContractRefused
"""What leads to choosing a kindergarten, or away from it."""


def ground_words(ground: Ground) -> Html:
    """A ground of refusing, and what the family can do about it."""
    return lines(
        _("The kindergarten has refused the contract. The ground: {ground}", ground=say(GROUNDS[ground])),
        say(MENDING[ground]),
    )
