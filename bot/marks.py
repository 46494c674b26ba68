"""The marks of a timesheet as people read them: a sign and a word, and the days of each in a line (R-60)."""

from collections.abc import Iterable, Mapping
from itertools import pairwise

from bot.words import N_, Html, Msg, _, say
from domain.timesheet import Change, Mark

SIGNS: dict[Mark, str] = {
    Mark.PRESENT: "✓",
    Mark.SICK: "+",
    Mark.LEAVE: "o",
    Mark.OTHER_REASON: "*",
    Mark.NO_REASON: "x",
    Mark.DAY_OFF: "·",
    Mark.CLOSED: "=",
}
MARKS: dict[Mark, Msg] = {
    Mark.PRESENT: N_("present"),
    Mark.SICK: N_("sick"),
    Mark.LEAVE: N_("leave at the parent's request"),
    Mark.OTHER_REASON: N_("another good reason"),
    Mark.NO_REASON: N_("without reason"),
    Mark.DAY_OFF: N_("day off or holiday"),
    Mark.CLOSED: N_("kindergarten closed"),
}


def in_order(marks: Iterable[Mark]) -> list[Mark]:
    """Each mark once, as the legend has them."""
    return sorted(set(marks), key=list(Mark).index)


NOT_IN_SHEET = "–"


def mark_words(mark: Mark | None) -> Html:
    """✓ present; – for a day that is not in the sheet."""
    return Html(NOT_IN_SHEET) if mark is None else Html(f"{SIGNS[mark]} {say(MARKS[mark])}")


def facts_words(marks: Mapping[int, Mark], wrong: Iterable[int] = ()) -> Html:
    """Everything that the picture shows, as text: each mark with its days, then the days in dispute."""
    told = [Html(f"{mark_words(mark)}: {days_words(_days_with(marks, mark))}") for mark in in_order(marks.values())]
    days = days_words(wrong)
    return Html("\n".join([*told, *([_("! you disagreed: {days}", days=days)] if days else [])]))


def count_words(marks: Mapping[int, Mark]) -> Html:
    """How many days of each."""
    return Html("\n".join(f"{mark_words(mark)}: {len(_days_with(marks, mark))}" for mark in in_order(marks.values())))


def change_words(change: Change) -> Html:
    """17: ✓ present → + sick"""
    return Html(f"{change.day}: {mark_words(change.before)} → {mark_words(change.after)}")


def days_words(days: Iterable[int]) -> str:
    """3, 5, 12–14"""
    every = sorted(days)
    ends = [*(before for before, after in pairwise(every) if after != before + 1), *every[-1:]]
    begins = [*every[:1], *(after for before, after in pairwise(every) if after != before + 1)]
    return ", ".join(f"{a}" if a == b else f"{a}–{b}" for a, b in zip(begins, ends, strict=True))


def _days_with(marks: Mapping[int, Mark], mark: Mark) -> list[int]:
    return [day for day, one in marks.items() if one is mark]
