"""What the screens of marking and publishing share: words, signs, and how a button says what it is about."""

from collections.abc import Sequence
from datetime import date

from bot.handlers.gardens import group_words
from bot.handlers.timesheets import STATES
from bot.marks import MARKS, SIGNS, change_words
from bot.screen import Button
from bot.taps import staff_button as button
from bot.words import N_, Html, Msg, _, date_words, say
from domain.calendar import local_day
from domain.kindergarten import Group
from domain.not_allowed import NotAllowed, Reason
from domain.timesheet import Change, Mark, SheetState
from usecases import families
from usecases.act import Act, Row
from usecases.marking import GroupMonth
from usecases.publications import Publication
from usecases.timesheets import month_of

CLERK_STATES: dict[str, Msg] = {
    **STATES,
    SheetState.PUBLISHED: N_("Waits for the parent"),
    SheetState.DISPUTED: N_("Disputed by the parent: your answer is needed"),
}
TOOLS: dict[Mark, Msg] = {
    Mark.SICK: N_("ill"),
    Mark.LEAVE: N_("on leave"),
    Mark.OTHER_REASON: N_("good reason"),
    Mark.NO_REASON: N_("no reason"),
    Mark.CLOSED: N_("closed"),
    Mark.PRESENT: N_("came"),
}
"""What a tap can mark, in short words; days off come from the calendar."""

_CODES = tuple(Mark)


def code(mark: Mark | None) -> str:
    """A mark as a button says it; nothing for «as usual»."""
    return "" if mark is None else str(_CODES.index(mark))


def mark_said(text: str) -> Mark | None:
    """What `code` made; NotAllowed ANSWER_UNKNOWN for anything else, and for a mark that is no tool."""
    if not text:
        return None
    mark = _CODES[int(text)] if len(text) == 1 and text.isdecimal() and int(text) < len(_CODES) else None
    if mark not in TOOLS:
        raise NotAllowed(Reason.ANSWER_UNKNOWN)
    return mark


def tool_said(text: str) -> Mark:
    """The mark that taps set; illness if the button says none."""
    return mark_said(text) or Mark.SICK


def parts(arg: str, count: int) -> list[str]:
    """The parts of a button's argument, empty ones where it has fewer."""
    return [*arg.split("."), *[""] * count][:count]


def number(text: str) -> int:
    """A number in a button; 0 where there is none."""
    return int(text) if text.isdecimal() and text.isascii() else 0


def month_said(text: str) -> date:
    """The month in a button; NotAllowed ANSWER_UNKNOWN for what is none."""
    good = len(text) == 6 and number(text[:4]) in range(2020, 2101) and number(text[4:]) in range(1, 13)
    if not good:
        raise NotAllowed(Reason.ANSWER_UNKNOWN)
    return month_of(number(text))


def group_title(group: Row | None) -> Html:
    """General group · Kazakh · 2–3 years; children whose group the kindergarten no longer has stand together."""
    if group is None:
        return _("Without a group")
    return group_words(Group(*(group[name] for name in Group._fields[:6])))


def groups_behind_words(behind: Sequence[Row]) -> Html:
    """The groups that are not published yet, each with how many children (R-67)."""
    told = [
        _("{group}: {count}", group=group_title(row if row["id"] is not None else None), count=row["children"])
        for row in behind
    ]
    return Html("\n".join([_("Not published yet, children:"), *told]))


def name_of(act: Act, row: Row) -> str:
    """The child of a sheet, for the clerk of its own kindergarten."""
    return families.child_person(act, row).full_name


def counts_words(group: GroupMonth) -> Html:
    """How many sheets stand how, one state a line."""
    counts = [(state, group.count(state)) for state in SheetState]
    told = [Html(f"{say(CLERK_STATES[state])}: {count}") for state, count in counts if count]
    return Html("\n".join(told))


def tool_rows(chosen: Mark, verb: str, about: int, arg: str) -> list[tuple[Button, ...]]:
    """Choose the mark once, then tap: `{}` in `arg` is where the mark stands."""
    row = [
        button(f"{'● ' if tool is chosen else ''}{SIGNS[tool]} {say(words)}", verb, about, arg.format(code(tool)))
        for tool, words in TOOLS.items()
    ]
    return [tuple(row[:3]), tuple(row[3:])]


def tapping_words(tool: Mark) -> Html:
    """What a tap does now."""
    return _("A tap marks: <b>{mark}</b>. One more tap takes it back.", mark=MARKS[tool])


def to_set(now: Mark, tool: Mark, *, working: bool) -> Mark | None:
    """What a tap on a day with this mark sets: the tool's mark or, where it stands already, the usual one again."""
    usual = tool is Mark.PRESENT and working
    return None if now is tool or usual else tool


def turning(page: int, pages: int, verb: str, about: int, arg: str) -> tuple[tuple[Button, ...], ...]:
    """The row that turns pages, if there is more than one: `{}` in `arg` is where the page stands."""
    if pages < 2:
        return ()
    ways = (("◀", (page - 1) % pages), (f"{page + 1} / {pages}", page), ("▶", (page + 1) % pages))
    return (tuple(button(words, verb, about, arg.format(at)) for words, at in ways),)


def page_of(text: str, count: int, size: int) -> tuple[int, int]:
    """The page asked for, and how many there are."""
    pages = max(1, -(-count // size))
    return min(number(text), pages - 1), pages


# ---- corrections -----------------------------------------------------------------------------------------------------


CHANGES, PUBLICATIONS = 8, 2  # told on one screen, which has 4096 characters


def changes_words(changes: Sequence[Change]) -> Html:
    """Day: before → after, one a line, as many as there is room for."""
    told = list(map(change_words, changes[:CHANGES]))
    told += [_("and {count} more", count=len(changes) - CHANGES)] if len(changes) > CHANGES else []
    return Html("\n".join(told))


def history_words(history: Sequence[Publication]) -> Html | None:
    """The last publications after the first, each with what it changed."""
    told = []
    for one in history[1:][-PUBLICATIONS:]:
        day = date_words(local_day(one.at))
        head = _("Publication {number}, {day}:", number=one.revision, day=day)
        told += [head, changes_words(one.changes) if one.changes else _("no mark was changed")]
    return Html("\n".join(told)) if told else None
