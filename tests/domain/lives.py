"""A voucher's life and a month's, told step by step, with the journal that is kept of it."""

from dataclasses import dataclass, field
from typing import Self

import pytest

from domain import timesheet
from domain import voucher as machine
from domain.calendar import last_day
from domain.not_allowed import NotAllowed
from domain.rules import RuleBook
from domain.voucher import Voucher
from tests.domain.law import BOOK, CALENDAR, at, rules

ALMATY = "750000000"
NEW = Voucher(1, ALMATY)


@dataclass
class Life:
    """A voucher and the events that made it what it is."""

    voucher: Voucher = NEW
    book: RuleBook = field(default=BOOK)
    journal: list[machine.Event] = field(default_factory=list)

    def does(self, command: machine.Command, when: str) -> Self:
        """The command is allowed at that local hour."""
        events = machine.decide(self.voucher, command, at(when), CALENDAR, self.book)
        self.voucher = machine.replay(self.voucher, events)
        self.journal.extend(events)
        return self

    def may_not(self, command: machine.Command, when: str) -> NotAllowed:
        """The command is not allowed at that local hour, and this is why."""
        with pytest.raises(NotAllowed) as refused:
            machine.decide(self.voucher, command, at(when), CALENDAR, self.book)
        return refused.value

    @property
    def last_day(self) -> str:
        """The day that is shown as the last one."""
        assert self.voucher.due_at is not None
        return last_day(self.voucher.due_at).isoformat()


@dataclass
class Month:
    """A sheet and the events that made it what it is."""

    sheet: timesheet.Sheet
    journal: list[timesheet.Event] = field(default_factory=list)

    def does(self, command: timesheet.Command, when: str) -> Self:
        """The command is allowed at that local hour."""
        events = timesheet.decide(self.sheet, command, at(when), rules())
        self.sheet = timesheet.replay(self.sheet, events)
        self.journal.extend(events)
        return self

    def may_not(self, command: timesheet.Command, when: str) -> NotAllowed:
        """The command is not allowed at that local hour, and this is why."""
        with pytest.raises(NotAllowed) as refused:
            timesheet.decide(self.sheet, command, at(when), rules())
        return refused.value

    @property
    def last_day(self) -> str:
        """The day that is shown as the last one."""
        assert self.sheet.due_at is not None
        return last_day(self.sheet.due_at).isoformat()
