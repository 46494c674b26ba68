"""Disagreeing with a timesheet: which days are wrong, and what was true on each (R-63).

The days are tapped on a grid, or typed. What was true is asked once for all of them, and day by day if it differs. What
has been tapped so far stands under names of its own (`ticked`, `told`), so that half of an answer is never taken for one.
"""

from collections.abc import Mapping, Sequence

from aiogram.fsm.state import State

from bot.fsm.form import Ask, Form, Given, Grid, Option, Said
from bot.fsm.readers import read_days, read_words
from bot.marks import MARKS, NOT_IN_SHEET, SIGNS, change_words, days_words
from bot.words import N_, Html, Words, _
from domain.not_allowed import NotAllowed, Reason
from domain.timesheet import Change, Mark

WEEK = 7
DONE = N_("Done: these days")
APART = N_("Different on different days")


def marked(given: Given) -> Mapping[int, Mark | None]:
    """The days of the child's stay as the kindergarten has marked them; None: not in the sheet."""
    marks: Mapping[int, Mark | None] = given.facts.known["marks"]
    return marks


def _days(value: str | None) -> list[int]:
    return [int(day) for day in (value or "").split(",") if day]


def _joined(days: Sequence[int]) -> str:
    return ",".join(map(str, sorted(days)))


# ---- which days ------------------------------------------------------------------------------------------------------


def ticked(given: Given) -> list[int]:
    """The days that are tapped so far."""
    return [day for day in _days(given.get("ticked")) if day in marked(given)]


def days_question(given: Given) -> Html:
    """The month as marked, the question which days are wrong, and what is tapped so far."""
    chosen = days_words(ticked(given))
    question = _(
        "{month}\n\nWhich days are marked wrongly? Tap them and press «Done», or type their numbers, for example: 3, 5, 12–14.",
        month=given.facts.known["month"],
    )
    told = _("Chosen: {days}", days=chosen) if chosen else None
    return Html("\n\n".join(part for part in (question, told) if part))


class Days(Grid):
    """The days of the month, week by week; a tap marks a day as wrong, another takes that back."""

    def __init__(self) -> None:
        super().__init__(days_question, (), label=N_("Days"))

    def options(self, given: Given) -> Sequence[Option]:
        """«Done» once a day is tapped, and the days."""
        chosen = ticked(given)
        days = [_day(day, mark, chosen) for day, mark in sorted(marked(given).items())]
        done = {"days": _joined(chosen), "ticked": _joined(chosen)}
        return [*([Option("done", DONE, answers=done)] if chosen else []), *days]

    def option(self, key: str, given: Given) -> Option | None:
        """What is tapped; days that were typed are the tapped ones from now on."""
        if key and all(each.isdecimal() for each in key.split(",")):
            return Option(key, key, answers={"days": key, "ticked": key})
        return super().option(key, given)

    def rows(self, given: Given) -> Sequence[Sequence[Option]]:
        """A week a row, Monday first; «Done» below them."""
        before = given.facts.known["first"].weekday() - 1
        weeks: dict[int, list[Option]] = {}
        for option in self.options(given):
            week = (int(option.key[1:]) + before) // WEEK if option.key != "done" else WEEK
            weeks.setdefault(week, []).append(option)
        return [weeks[week] for week in sorted(weeks)]

    def answered(self, answers: Mapping[str, str], given: Given) -> str | None:
        """The days, while all of them are in the sheet."""
        days = _days(answers.get(self.name))
        return _joined(days) if days and all(day in marked(given) for day in days) else None

    def shown(self, value: str, given: Given) -> Words:
        """3, 5, 12–14"""
        return Html(days_words(_days(value)))

    def read(self, said: Said, given: Given) -> str:
        """Days as they are typed, all of them in the sheet."""
        if said.text is None or said.text.startswith("/"):
            raise NotAllowed(Reason.WORDS_EXPECTED)
        days = read_days(said.text.strip(), given)
        for day in _days(days):
            if day not in marked(given):
                raise NotAllowed(Reason.DAY_OUTSIDE_MONTH, day=day)
        return days


def _day(day: int, mark: Mark | None, chosen: Sequence[int]) -> Option:
    after = [one for one in chosen if one != day] if day in chosen else [*chosen, day]
    sign = f"{day} {SIGNS[mark] if mark else NOT_IN_SHEET}"
    return Option(f"d{day}", f"☑ {sign}" if day in chosen else sign, answers={"ticked": _joined(after), "days": ""})


# ---- what was true ---------------------------------------------------------------------------------------------------

Claims = dict[int, Mark]


def claims(value: str | None) -> Claims:
    """ "17=sick,18=present" as marks by day."""
    pairs = (each.split("=") for each in (value or "").split(",") if each)
    return {int(day): Mark(mark) for day, mark in pairs}


def _written(of: Claims) -> str:
    return ",".join(f"{day}={mark}" for day, mark in sorted(of.items()))


def wrong_days(given: Given) -> list[int]:
    """The days in dispute."""
    return _days(given.get("days"))


def _fitting(of: Claims, given: Given) -> Claims:
    """What still answers: about the days in dispute, and not what is marked anyway."""
    return {day: mark for day, mark in of.items() if day in wrong_days(given) and mark is not marked(given)[day]}


def told(given: Given) -> Claims:
    """What has been said so far; when everything has, the question begins anew."""
    so_far = _fitting(claims(given.get("told")), given)
    return {} if len(so_far) == len(wrong_days(given)) else so_far


def asked_about(given: Given) -> list[int]:
    """The days that the question is about now: all that are left, or only the next of them."""
    left = [day for day in wrong_days(given) if day not in told(given)]
    return left[:1] if given.get("apart") else left


def truth_question(given: Given) -> Html:
    """What it was really like on a day, or on all these days."""
    days = asked_about(given)
    marks = Html("\n".join(change_words(Change(day, marked(given)[day], None)).replace("→ –", "→ ?") for day in days))
    question = _("What was it really like? Days: {days}", days=days_words(days))
    return Html(f"{marks}\n\n{question}")


class Truth(Grid):
    """What was true on each day, as a mark; one answer for all the days, unless they differ."""

    def __init__(self) -> None:
        why = N_("The kindergarten sees this for each day and corrects the marks or answers you.")
        super().__init__(truth_question, (), label=N_("What was true"), why=why)

    def options(self, given: Given) -> Sequence[Option]:
        """Every mark that none of these days has already, and «different» while it is about several."""
        days = asked_about(given)
        had = {marked(given)[day] for day in days}
        said = [self._said(mark, days, given) for mark in Mark if mark not in had]
        apart = Option("apart", APART, answers={"apart": "1"})
        return [*said, *([apart] if len(days) > 1 else [])]

    def _said(self, mark: Mark, days: Sequence[int], given: Given) -> Option:
        value = _written({**told(given), **dict.fromkeys(days, mark)})
        return Option(str(mark), MARKS[mark], answers={self.name: value, "told": value})

    def answered(self, answers: Mapping[str, str], given: Given) -> str | None:
        """What was said, once it is said of every day."""
        fitting = _fitting(claims(answers.get(self.name)), given)
        return _written(fitting) if len(fitting) == len(wrong_days(given)) else None

    def shown(self, value: str, given: Given) -> Words:
        """17: ✓ present → + sick"""
        return Html(
            "; ".join(change_words(Change(day, marked(given)[day], mark)) for day, mark in claims(value).items())
        )


def safe_words(_given: Given) -> Html:
    """That refusing is safe is said before it is done."""
    return _("Refusing because the data are wrong does not count as a missed month.")


class Dispute(Form):
    """The parent refuses to confirm a month because its data are wrong."""

    title = N_("I disagree with the timesheet")

    days = Days()
    truth = Truth()
    words = Ask(
        N_("Would you like to add something in your own words? You can skip this."),
        label=N_("In your words"),
        read=read_words,
        optional=True,
    )
    review = State()
    send = N_("Send to the kindergarten")

    before_sending = safe_words


class Reply(Form):
    """The kindergarten publishes a disputed sheet again, with an answer to the parent if it likes (R-63)."""

    title = N_("Publishing again")

    words = Ask(
        N_("What do you answer the parent? If you have corrected the marks, you may skip this."),
        label=N_("Answer"),
        read=read_words,
        optional=True,
    )
    review = State()
    send = N_("Publish again")
