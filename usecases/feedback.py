"""What people think of the bot (R-70): stars and words, once a day, kept without who said it."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.calendar import local_day
from domain.not_allowed import NotAllowed, Reason
from domain.review import check_stars, check_words
from usecases.act import Act, Row
from usecases.queues import day_number, day_of

_TABLE = "feedback"


@dataclass(frozen=True, slots=True)
class Opinion:
    """What somebody said, in which month (its first day) and language."""

    month: date
    language: str
    stars: int
    words: str


def has_said(act: Act, person: Row) -> bool:
    """Whether the person has said something today already."""
    return bool(person["feedback_on"] == day_number(local_day(act.now)))


async def give(act: Act, language: str, stars: int, words: str) -> None:
    """Keep it apart from the person. NotAllowed: FEEDBACK_TODAY the second time a day, WORDS_WITH_NUMBER, ANSWER_UNKNOWN."""
    check_stars(stars)
    check_words(words)
    today = local_day(act.now)
    if not await act.tx.use_feedback_of_day(person_id=act.person_id, day=day_number(today)):
        raise NotAllowed(Reason.FEEDBACK_TODAY)
    name = secrets.token_hex(8)
    box = act.seal.close_json(_TABLE, name, words) if words else None
    await act.tx.add_feedback(
        name=name, day=day_number(today.replace(day=1)), language=language, stars=stars, words=box
    )


async def since(act: Act, day: date) -> Sequence[Opinion]:
    """Everything that was said from the month of a day on; in the order of months, and in none within a month."""
    rows = await act.tx.feedback_since(day=day_number(day.replace(day=1)))
    return [Opinion(day_of(row["day"]), row["language"], row["stars"], _words(act, row)) for row in rows]


def _words(act: Act, row: Row) -> str:
    return "" if row["words"] is None else str(act.seal.open_json(_TABLE, row["name"], row["words"]))
