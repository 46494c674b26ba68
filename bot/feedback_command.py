"""`python -m bot feedback`: what people say of the bot, without who said it."""

import argparse
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from domain.calendar import local_day
from domain.review import MOST_STARS
from usecases import feedback
from usecases.act import Act
from usecases.feedback import Opinion

USUAL = timedelta(days=30)


def add_to(commands: Any) -> None:
    """The command on the command line."""
    said = commands.add_parser("feedback", help="print what people say of the bot, without who it was")
    said.add_argument(
        "--since",
        type=date.fromisoformat,
        help="a day such as 2026-11-01, whose month is the first; a month ago if left out",
    )


async def told(act: Act, arguments: argparse.Namespace) -> list[str]:
    """A line for each, and how many there are with how many stars."""
    every = await feedback.since(act, arguments.since or local_day(act.now) - USUAL)
    return [*map(_line, every), _sum(every)]


def _line(one: Opinion) -> str:
    words = " / ".join(one.words.splitlines())
    return f"{one.month:%Y-%m}\t{one.language}\t{one.stars}\t{words}"


def _sum(every: Sequence[Opinion]) -> str:
    if not every:
        return "Nothing was said."
    by_stars = ", ".join(f"{stars}: {sum(one.stars == stars for one in every)}" for stars in range(1, MOST_STARS + 1))
    return f"Opinions: {len(every)}, average {sum(one.stars for one in every) / len(every):.1f} ({by_stars})"
