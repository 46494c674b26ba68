"""A reminder is an instant and the name of its rung; what it says is the bot's affair."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, order=True)
class Reminder:
    """When a reminder falls due, and which one it is."""

    at: datetime
    rung: str
