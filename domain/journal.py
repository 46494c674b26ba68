"""Events as plain data and back, for the machines and the queue: what the journal keeps.

What moved an application in its queue, and its referrals, stand beside its voucher's life, under the same subject.

A journal holds ids, days and instants, and nothing about anybody.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import UTC, date, datetime
from typing import Any, Literal, get_args, get_type_hints

from domain import queue, referral, timesheet, voucher

Event = voucher.Event | timesheet.Event | queue.Event | referral.Event
Kind = Literal["voucher", "timesheet"]
Plain = int | str | bool | None

_EVENTS: Mapping[Kind, Mapping[str, type[Event]]] = {
    "voucher": {event.__name__: event for event in get_args(voucher.Event | queue.Event | referral.Event)},
    "timesheet": {event.__name__: event for event in get_args(timesheet.Event)},
}


def record(event: Event) -> tuple[str, dict[str, Plain]]:
    """The event's name and data: instants in unix seconds, dates in ISO, days joined by commas."""
    return type(event).__name__, {field.name: _plain(getattr(event, field.name)) for field in fields(event)}


def restore(kind: Kind, name: str, data: Mapping[str, Plain]) -> Event:
    """The event that was recorded; KeyError for a name that the machine does not have."""
    event = _EVENTS[kind][name]
    hints = get_type_hints(event)
    return event(**{key: _READERS.get(hints[key], _as_is)(value) for key, value in data.items()})


def _plain(value: Any) -> Plain:
    match value:
        case datetime():
            return int(value.timestamp())
        case date():
            return value.isoformat()
        case tuple():
            return ",".join(map(str, value))
        case voucher.Ground() | queue.Cause() | referral.ReferralGround():
            return value.value
    return value  # type: ignore[no-any-return]


def _instant(value: Any) -> datetime:
    return datetime.fromtimestamp(value, UTC)


def _instant_if_any(value: Any) -> datetime | None:
    return None if value is None else _instant(value)


def _days(value: Any) -> tuple[int, ...]:
    return tuple(map(int, value.split(",")))


def _as_is(value: Any) -> Any:
    return value


_READERS: Mapping[Any, Callable[[Any], Any]] = {
    datetime: _instant,
    datetime | None: _instant_if_any,
    date: date.fromisoformat,
    tuple[int, ...]: _days,
    voucher.Ground: voucher.Ground,
    queue.Cause: queue.Cause,
    referral.ReferralGround: referral.ReferralGround,
}
