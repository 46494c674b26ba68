"""«Why?»: the rule in plain words, its source, how the date came about day by day, and what if (R-1, R-3)."""

from datetime import date

from bot.handlers.deadlines import NAMES, act_button, calendar_button, family, left_words
from bot.handlers.sources import HOLIDAYS, source_words, term_words
from bot.handlers.what_if import ahead_words
from bot.house import Turn
from bot.screen import Screen, column, lines
from bot.taps import menu_button
from bot.words import N_, Html, Msg, _, bold, day_words, month_words, say
from domain.deadline import Clock, Count, Origin
from domain.rules import Rule, Unit
from usecases import board, families
from usecases.act import Act
from usecases.board import Running
from usecases.timesheets import month_of

RULES: dict[str, Msg] = {
    "confirm_interest": N_("Interest in an issued voucher has to be confirmed and signed. Term: {term}."),
    "restore_from_stop_list": N_(
        "Interest was not confirmed in time, so the application is on the stop-list. The queue place can be restored once, "
        "with the original time of application. Term: {term}."
    ),
    "contract": N_(
        "After confirming interest a family chooses a kindergarten and signs the contract. Term: {term}. On the last day it "
        "can be extended once."
    ),
    "waiting_list_answer": N_("A place that is offered from a waiting list is held for the child. Term: {term}."),
    "waiting_list_pause": N_("While the child waits in lists the contract clock stands still. At most: {term} in all."),
    "kindergarten_answer": N_("The kindergarten signs the contract, or refuses it on a lawful ground. Term: {term}."),
    "timesheet_window_last": N_(
        "The timesheet of a month is answered in the following month, from day 1 to day {last}, both included."
    ),
    "timesheet_open_at_least": N_("A timesheet that is published late stays open all the same. At least: {term}."),
    "timesheet_republished_answer": N_(
        "After a disagreement the kindergarten publishes again, and the family decides once more. Term: {term}."
    ),
    "benefit_certificate_validity": N_("A certificate from work proves a right only while it is valid. Term: {term}."),
    "referral_confirm": N_("The place of a referral that was given is held for the child; confirm it. Term: {term}."),
    "referral_enrol": N_(
        "After confirming, the child and the documents are brought to the kindergarten. Term: {term}. It can be extended once."
    ),
    "referral_extension": N_("The term for bringing the child and the documents was extended, once. In all: {term}."),
}
EVENTS: dict[str, Msg] = {
    "confirm_interest": N_("{day}: the voucher was issued."),
    "restore_from_stop_list": N_("{day}: the last day for confirming interest went by."),
    "waiting_list_answer": N_("{day}: the place was offered."),
    "waiting_list_pause": N_("{day}: the pause began."),
    "kindergarten_answer": N_("{day}: the contract was sent."),
    "timesheet_window_last": N_("{day}: the reporting month ended."),
    "timesheet_open_at_least": N_("{day}: the kindergarten published the timesheet."),
    "timesheet_republished_answer": N_("{day}: the kindergarten published the timesheet again."),
    "benefit_certificate_validity": N_("{day}: the certificate was issued."),
    "referral_confirm": N_("{day}: the referral was given."),
    "referral_enrol": N_("{day}: the referral was confirmed."),
    "referral_extension": N_("{day}: the referral was confirmed."),
}
BEGAN: dict[Origin, Msg] = {
    Origin.CONFIRMED: N_("{day}: interest was confirmed."),
    Origin.REFUSED: N_("{day}: the kindergarten refused the contract."),
    Origin.WAITED: N_("{day}: the child waited in lists for the last time."),
}


async def law_card(act: Act, turn: Turn, clock: Clock, about: int) -> Screen | None:
    """The card of a deadline, if it still runs; NotAllowed NOT_YOURS."""
    row, running = await board.find(act, turn.parent_id, clock, about)
    if running is None:
        return None
    text = lines(
        _("❓ <b>Why? {what}: {name}</b>", what=_title(running), name=families.child_person(act, row).given),
        rule_words(act, running),
        counted_words(act, running),
        await ahead_words(act, running),
    )
    buttons = column(
        act_button(running),
        calendar_button(clock, about) if clock.is_of_family else None,
        family(_("👧 All of the child's deadlines"), "child", row["child_id"]),
        menu_button(),
    )
    return Screen(text, buttons)


def _title(running: Running) -> Html:
    if running.clock is Clock.SHEET:
        return Html(f"{say(NAMES[running.clock])}, {month_words(month_of(running.row['month']))}")
    return say(NAMES[running.clock])


# ---- the rule --------------------------------------------------------------------------------------------------------


def rule_words(act: Act, running: Running) -> Html:
    """The rule, what changed it for this child, and whose rule it is."""
    found = running.deadline
    rule = _rule(act, running, found.rule)
    said = _(RULES[found.rule], term=term_words(rule), last=rule.value)
    return lines(
        Html("\n".join((bold(_("The rule")), said, _("Source: {source}", source=source_words(rule))))),
        *_more(act, running),
    )


def _rule(act: Act, running: Running, key: str) -> Rule:
    region: str = running.row["region"]
    return act.law.rulebook.rule(key, running.deadline.on, region)


def _more(act: Act, running: Running) -> list[Html]:
    """What has made the term of the contract another one (R-54 … R-56)."""
    found = running.deadline
    said: list[tuple[Msg, str]] = []
    if found.origin is Origin.REFUSED:
        said.append((REFUSED, "after_kindergarten_refusal"))
    if found.origin is Origin.WAITED:
        said.append((WAITED, "waiting_list_pause"))
    if found.extended:
        said.append((EXTENDED, "contract_extension"))
    return [_with_source(act, running, words, key) for words, key in said]


def _with_source(act: Act, running: Running, words: Msg, key: str) -> Html:
    rule = _rule(act, running, key)
    return Html("\n".join((_(words, term=term_words(rule)), _("Source: {source}", source=source_words(rule)))))


REFUSED = N_("The kindergarten refused, so the family has what was left of its term, and not less than: {term}.")
WAITED = N_(
    "The clock stood still while the child waited in lists (at most {term}). It goes on with the working days that were left."
)
EXTENDED = N_("The term was extended once: {term} more.")


# ---- the days --------------------------------------------------------------------------------------------------------


def counted_words(act: Act, running: Running) -> Html:
    """How the date came about: the event, the days that counted, those that did not and why, the last one."""
    found, counted = running.deadline, board.count(act, running)
    began = BEGAN[found.origin] if found.origin else EVENTS[found.rule]
    every = _each_day(counted) if found.unit is Unit.WORKING_DAYS else _all_days(counted)
    return Html(
        "\n".join(
            (
                bold(_("How the date was computed")),
                say(began, day=day_words(counted.after)),
                _("Counting starts on the day after."),
                *every,
                _("Last moment: {deadline}", deadline=left_words(found, running.health)),
            )
        )
    )


def _all_days(counted: Count) -> list[Html]:
    """Where every day counts it is enough to name the first and to say how many there are."""
    first = _("Day {number}: {day}", number=1, day=day_words(counted.counted[0]))
    last = _("Day {number}: {day}", number=len(counted.counted), day=day_words(counted.last))
    return [_("Every day counts, weekends and holidays too."), first, *([last] if len(counted.counted) > 1 else [])]


def _each_day(counted: Count) -> list[Html]:
    number = {day: n for n, day in enumerate(counted.counted, 1)}
    told = [(day, _counted(number[day], day)) for day in counted.counted]
    told += [(first, _skipped(first, last, why)) for first, last, why in runs(counted)]
    return [words for _day, words in sorted(told)]


def _counted(number: int, day: date) -> Html:
    if day.weekday() >= 5:
        return _("Day {number}: {day} (a working weekend, moved by decree)", number=number, day=day_words(day))
    return _("Day {number}: {day}", number=number, day=day_words(day))


def _skipped(first: date, last: date, why: str) -> Html:
    reason = HOLIDAYS[why]
    if first == last:
        return _("✖ {day}: {reason}, does not count", day=day_words(first), reason=reason)
    return _("✖ {first} – {last}: {reason}, do not count", first=day_words(first), last=day_words(last), reason=reason)


def runs(counted: Count) -> list[tuple[date, date, str]]:
    """Days off that follow each other for one reason, taken together: first, last, why."""
    found: list[tuple[date, date, str]] = []
    for day, why in counted.skipped:
        if found and found[-1][2] == why and (day - found[-1][1]).days == 1:
            found[-1] = (found[-1][0], day, why)
        else:
            found.append((day, day, why))
    return found
