"""`python -m bot calendar …` and `python -m bot rules …`: what operators change of the law (R-1, R-2).

Changing the law for a whole country is nobody's affair at a chat: only whoever has the machine may, and the audit
journal keeps what was done.
"""

import argparse
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

from bot.places import places
from usecases import law
from usecases.act import Act
from usecases.law import NewRule

TAKEN_UP = "The bot takes it up within half a minute, or at its start: open deadlines move, and families are told."
Lines = list[str]


def add_to(commands: Any) -> None:
    """The two commands of the parser."""
    days = commands.add_parser("calendar", help="working days that differ from the calendar")
    days = days.add_subparsers(dest="what", required=True)
    add = days.add_parser("add", help="say that a day ahead is worked, or off, and why")
    add.add_argument("day", type=_day, help="the day, such as 2026-12-18")
    add.add_argument("how", choices=("off", "working"))
    add.add_argument("--kk", required=True, help="the reason as families read it, in Kazakh")
    add.add_argument("--ru", required=True, help="the reason in Russian")
    days.add_parser("list", help="the days that were added")
    days.add_parser("remove", help="take a day back").add_argument("day", type=_day)
    rules = commands.add_parser("rules", help="rules that differ by region and date")
    _rules(rules.add_subparsers(dest="what", required=True))


def _rules(rules: Any) -> None:
    add = rules.add_parser("add", help="a rule from a day ahead")
    add.add_argument("key", help="as `rules list --all` names it")
    add.add_argument("value")
    add.add_argument("--source", required=True, help="who has decided it and where it is published")
    add.add_argument("--region", help="KATO code of the region; left out: the whole country")
    add.add_argument("--unit", help="only where working and calendar days change places")
    add.add_argument("--from", dest="valid_from", type=_day, help="the first day; tomorrow if left out")
    add.add_argument("--to", dest="valid_to", type=_day, help="the last day; for good if left out")
    listed = rules.add_parser("list", help="the rules that were added")
    listed.add_argument("--all", action="store_true", help="the product's own too")
    rules.add_parser("remove", help="end a rule with today").add_argument("number", type=int)


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{words} is not a day like 2026-12-18") from None


async def _add_day(act: Act, given: argparse.Namespace) -> Lines:
    await law.override_day(act, given.day, working=given.how == "working", kk=given.kk, ru=given.ru)
    return [f"{given.day} is {'worked' if given.how == 'working' else 'off'}. {TAKEN_UP}"]


async def _list_days(act: Act, _given: argparse.Namespace) -> Lines:
    rows = await law.overridden_days(act)
    how = {0: "off", 1: "working"}
    return [f"{row['day']}\t{how[row['working']]}\t{row['reason_kk']}\t{row['reason_ru']}" for row in rows]


async def _remove_day(act: Act, given: argparse.Namespace) -> Lines:
    await law.take_back_day(act, given.day)
    return [f"{given.day} is as the calendar has it again. {TAKEN_UP}"]


async def _add_rule(act: Act, given: argparse.Namespace) -> Lines:
    new = NewRule(
        given.key, given.value, given.source, given.unit, given.region, given.valid_from, given.valid_to
    )  # fmt: skip
    number = await law.add_rule(act, new, places().regions)
    return [f"Rule No. {number} is added. Clocks that run already are not moved by it."]


async def _list_rules(act: Act, given: argparse.Namespace) -> Lines:
    added = [
        "\t".join(str(row[name] or "–") for name in COLUMNS) for row in await act.tx.rule_overrides()
    ]  # fmt: skip
    own = [f"\t{rule.key}\t{rule.value}\t{rule.unit}\t{rule.region or '–'}" for rule in act.law.rulebook.rows]
    return added + own if given.all else added


COLUMNS = ("id", "key", "value", "unit", "region", "valid_from", "valid_to", "source")


async def _remove_rule(act: Act, given: argparse.Namespace) -> Lines:
    await law.end_rule(act, given.number)
    return [f"Rule No. {given.number} ends with today; what runs by it goes on by it."]


DEEDS: dict[tuple[str, str], Callable[[Act, argparse.Namespace], Awaitable[Lines]]] = {
    ("calendar", "add"): _add_day,
    ("calendar", "list"): _list_days,
    ("calendar", "remove"): _remove_day,
    ("rules", "add"): _add_rule,
    ("rules", "list"): _list_rules,
    ("rules", "remove"): _remove_rule,
}
