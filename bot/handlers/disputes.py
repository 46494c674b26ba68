"""A disagreement about a month: asked, sent, told to the kindergarten day by day, and what became of it (R-63)."""

from aiogram.fsm.context import FSMContext

from bot.fsm.dispute import Dispute, claims
from bot.fsm.form import Facts
from bot.handlers.drafts import Draft
from bot.handlers.forms import Forms, Kind
from bot.handlers.sheet_rooms import tap
from bot.handlers.snapshot import snapshot
from bot.house import Turn
from bot.marks import change_words, facts_words
from bot.screen import Screen, column, lines
from bot.taps import SheetTap, menu_button
from bot.words import Html, _, bold, month_words
from domain import timesheet
from domain.calendar import last_of_month
from domain.timesheet import Change
from usecases import families, publications, timesheets
from usecases.act import Act, Row
from usecases.timesheets import month_of, sheet_of


async def open_dispute(turn: Turn, state: FSMContext, forms: Forms, tapped: SheetTap) -> Screen:
    """The form, if the month may still be refused; NotAllowed as the rules say."""
    async with turn.looking() as act:
        row = await timesheets.of_parent(act, turn.parent_id, tapped.id)
        rules = timesheets.rules_of(act, row["region"])
        timesheet.decide(sheet_of(row), timesheet.Dispute(tapped.rev, (1,), True), act.now, rules)
        last_day = str(last_of_month(month_of(row["month"])).day)
    preset = {"sheet": str(tapped.id), "revision": str(tapped.rev), "last_day": last_day}
    return await forms.open(turn, state, "Dispute", preset)


async def load_dispute(act: Act, turn: Turn, draft: Draft) -> Facts:
    """The month as it is marked."""
    row = await timesheets.of_parent(act, turn.parent_id, int(draft.answers["sheet"]))
    marks, first = timesheets.published_marks_of(act, row), month_of(row["month"])
    disputable = timesheets.disputable_marks_of(act, row)
    title = bold(Html(f"{families.child_person(act, row).given}, {month_words(first)}"))
    known = {"month": Html(f"{title}\n{facts_words(marks)}"), "marks": disputable, "first": first}
    return snapshot(act, turn, row["region"], known=known)


async def send_dispute(act: Act, turn: Turn, draft: Draft, answers: dict[str, str]) -> Screen:
    """The kindergarten is told; refusing never counts as a missed month."""
    sheet_id, revision = int(draft.answers["sheet"]), int(draft.answers["revision"])
    said = claims(answers["truth"])
    await timesheets.dispute(act, turn.parent_id, sheet_id, revision, said, answers.get("words") or None)
    text = _(
        "✅ <b>Your disagreement is sent to the kindergarten.</b>\nIt corrects the marks or answers you, then you decide "
        "again.\nRefusing because the data are wrong does not count as a missed month."
    )
    return Screen(text, column(tap(_("Look at it"), "open", sheet_id), menu_button()), fresh=True)


DISPUTE = Kind(Dispute, load_dispute, send_dispute)


def claims_words(act: Act, row: Row, *, own: bool = False) -> Html:
    """What the parent says of each day: as it is marked → as it was; and in words, if there are any."""
    marks, said = timesheets.published_marks_of(act, row), timesheets.claims_of(act, row)
    told = [change_words(Change(day, marks.get(day), mark)) for day, mark in sorted(said.items())]
    words = timesheets.words_of(act, row, "words")
    head = _("You say it was so:") if own else _("The parent says it was so:")
    wrote = _("In words: {words}", words=words) if words else None
    return Html("\n".join(part for part in (head, *told, wrote) if part))


async def changes_words(act: Act, row: Row) -> Html:
    """What the kindergarten has changed, day by day: before → after; and what it answers."""
    found = await publications.changes_of(act, row)
    answer = timesheets.words_of(act, row, "answer")
    head = _("What the kindergarten has changed:") if found else _("The kindergarten has changed nothing.")
    return lines(
        Html("\n".join((bold(head), *map(change_words, found)))),
        _("The kindergarten answers: {answer}", answer=answer) if answer else None,
    )
