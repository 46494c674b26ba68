"""Which months cost the voucher, whatever happens to them and in whatever order it is noticed (R-63, R-64, R-67, R-4).

A year's months are planned first: when each sheet is published, whether and when the family answers. Then they are lived
through with ticks that come when they like, late or never, in any order among the sheets. What is cancelled must follow
from the plan alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import midnight_after, next_month
from domain.timesheet import (
    Command,
    Confirm,
    Dispute,
    Publish,
    Sheet,
    TimePasses,
    counts_as_missed,
    decide,
    replay,
    run_to_cancel,
)
from tests.domain.law import rules

MONTHS = tuple(date(2026, month, 1) for month in range(2, 8))
END = midnight_after(date(2026, 12, 31))


@dataclass(frozen=True)
class Plan:
    """A sheet: the day of the next month on which it is published (None: never), and the family's answer.

    `answer`: None, "confirm" or "dispute", so many hours after publishing; `again`: the kindergarten publishes a disputed
    sheet a day later, and `then` the family confirms it in the hour.
    """

    month: date
    day: int | None
    answer: str | None = None
    hours: int = 1
    again: bool = False
    then: bool = False

    @property
    def published_at(self) -> datetime:
        """Noon of the day."""
        assert self.day is not None
        return midnight_after(next_month(self.month).replace(day=self.day)) - timedelta(hours=12)

    @property
    def deeds(self) -> list[tuple[datetime, Command]]:
        """What kindergarten and family do, in its order."""
        if self.day is None:
            return []
        deeds: list[tuple[datetime, Command]] = [(self.published_at, Publish(complete=True))]
        answered = self.published_at + timedelta(hours=self.hours)
        if self.answer == "confirm":
            deeds.append((answered, Confirm(1)))
        if self.answer == "dispute":
            deeds.append((answered, Dispute(1, (3,), explained=True)))
            again = answered + timedelta(days=1)
            deeds += [(again, Publish(complete=True))] if self.again else []
            deeds += [(again + timedelta(hours=1), Confirm(2))] if self.again and self.then else []
        return deeds

    @property
    def counts(self) -> bool:
        """Published by the 5th, and neither confirmed nor refused."""
        return self.day is not None and self.day <= 5 and self.answer is None


def plans(month: date, latest: int) -> st.SearchStrategy[Plan]:
    """A sheet of the month; an answer always comes in time (five days, at least)."""
    return st.builds(
        Plan,
        st.just(month),
        st.one_of(st.none(), st.integers(1, latest), st.integers(1, 5)),
        st.sampled_from([None, None, None, "confirm", "dispute"]),
        st.integers(1, 100),
        st.booleans(),
        st.booleans(),
    )


def of_month(month: date) -> st.SearchStrategy[list[Plan]]:
    """One kindergarten; or two, both of which publish before the month is judged: later ones change no judgement."""
    one = st.lists(plans(month, 25), min_size=1, max_size=1)
    return st.one_of(one, st.lists(plans(month, 10), min_size=2, max_size=2))


years = st.tuples(*map(of_month, MONTHS)).map(lambda months: [plan for month in months for plan in month])
ticks = st.lists(st.integers(0, 300 * 24).map(lambda hours: timedelta(hours=hours)), max_size=6)


def expected(year: Sequence[Plan]) -> tuple[date, date] | None:
    """The first two consecutive months of which each has a sheet that counts and none that was disputed."""
    missed = {
        month
        for month in MONTHS
        if any(plan.counts for plan in year if plan.month == month)
        and not any(plan.answer == "dispute" for plan in year if plan.month == month and plan.day)
    }
    pairs = ((first, next_month(first)) for first in MONTHS)
    return next((pair for pair in pairs if missed >= set(pair)), None)


def live(year: Sequence[Plan], looks: Sequence[timedelta], order: Sequence[int]) -> tuple[list[Sheet], datetime | None]:
    """The sheets at the end, and when the run was noticed first; ticks look at the sheets in an order of their own."""
    deeds = [(at, number, deed) for number, plan in enumerate(year) for at, deed in plan.deeds]
    begin = midnight_after(date(2026, 2, 28))
    moments = [(begin + look, number, TimePasses()) for look in looks for number in order]
    last = [(END, number, TimePasses()) for number in order]
    sheets, noticed = [Sheet(n, plan.month) for n, plan in enumerate(year)], None
    for at, number, deed in (*sorted([*deeds, *moments], key=lambda one: one[0]), *last):
        sheets[number] = replay(sheets[number], decide(sheets[number], deed, at, rules()))
        if noticed is None and run_to_cancel(sheets, rules()) is not None:
            noticed = at
    return sheets, noticed


@given(years, ticks, st.randoms(use_true_random=False))
def test_only_two_consecutive_months_published_early_and_left_silent_cancel(
    year: list[Plan], looks: list[timedelta], chance: Random
) -> None:
    """R-64."""
    order = list(range(len(year)))
    chance.shuffle(order)
    sheets, noticed = live(year, looks, order)
    assert run_to_cancel(sheets, rules()) == expected(year)
    assert (noticed is not None) == (expected(year) is not None), "once seen it does not vanish"


@given(years, ticks, ticks, st.randoms(use_true_random=False))
def test_the_order_in_which_it_is_noticed_does_not_matter(
    year: list[Plan], looks: list[timedelta], others: list[timedelta], chance: Random
) -> None:
    """R-4, R-64: jobs that run now or months later, and sheets that are read in any order."""
    order = list(range(len(year)))
    one, _ = live(year, looks, order)
    chance.shuffle(order)
    other, _ = live(year, others, order)
    assert one == other
    shuffled = list(one)
    chance.shuffle(shuffled)
    assert run_to_cancel(shuffled, rules()) == run_to_cancel(one, rules())


@given(years, ticks)
def test_a_run_is_not_noticed_before_the_second_10th_has_passed(year: list[Plan], looks: list[timedelta]) -> None:
    """R-62, R-64."""
    _, noticed = live(year, looks, range(len(year)))
    run = expected(year)
    if noticed is not None:
        assert run is not None
        assert noticed >= midnight_after(next_month(run[1]).replace(day=10))


@given(years)
def test_an_answer_to_every_sheet_keeps_the_voucher(year: list[Plan]) -> None:
    """R-61, R-63: confirmed or refused, it never counts."""
    answered = [plan for plan in year if plan.answer is not None]
    sheets, noticed = live(answered, (), range(len(answered)))
    assert noticed is None
    assert not any(counts_as_missed(sheet, rules()) for sheet in sheets)


@given(years, st.sampled_from(MONTHS))
def test_a_dispute_in_one_of_two_kindergartens_saves_the_month(year: list[Plan], month: date) -> None:
    """R-63, R-67: the child moved in mid-month; the family disputed one of the two sheets."""
    disputed = Plan(month, 2, "dispute", again=True, then=True)
    sheets, _ = live([*year, disputed], (), range(len(year) + 1))
    run = run_to_cancel(sheets, rules())
    assert run is None or month not in run
