"""A deadline as a calendar file (RFC 5545): an all-day event on the last day, with an alarm the evening before and one
on the last morning.

The event is told apart by its UID: a file with the same UID and a higher SEQUENCE moves the event that is there already.
Nothing personal stands in it but the child's given name.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from icalendar import Alarm


@dataclass(frozen=True, slots=True)
class Entry:
    """What the file says, in words of one language; `sequence` grows whenever the deadline moves."""

    uid: str
    sequence: int
    last: date
    summary: str
    description: str
    link: str
    evening: time
    morning: time
    at: datetime


def ics_of(entry: Entry) -> bytes:
    """The whole calendar file."""
    from icalendar import Calendar, Event  # a second to load, and only in the thread that writes

    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.at)
    event.add("dtstart", entry.last)
    event.add("dtend", entry.last + timedelta(days=1))
    event.add("summary", entry.summary)
    event.add("description", entry.description)
    event.add("url", entry.link)
    event.add("transp", "TRANSPARENT")
    for trigger in (_since_midnight(entry.evening) - timedelta(days=1), _since_midnight(entry.morning)):
        event.add_component(_alarm(trigger, entry.summary))
    calendar = Calendar()
    calendar.add("prodid", "-//Balabaqsha//Deadlines//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _since_midnight(hour: time) -> timedelta:
    return timedelta(hours=hour.hour, minutes=hour.minute)


def _alarm(trigger: timedelta, words: str) -> "Alarm":
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words)
    alarm.add("trigger", trigger)
    return alarm
