"""`python -m bot import timesheets`: the marks of a month from a file, with the same table and faults as in the chat."""

import argparse
from datetime import date

from bot.handlers.staff.marks_file import WHY
from bot.reasons import WORDS
from domain.not_allowed import NotAllowed
from gateways import safe_tables
from usecases import sheet_tables
from usecases.act import Act


async def bring(act: Act, arguments: argparse.Namespace, content: bytes) -> str:
    """What was done, or would be; ValueError in words for the operator, line by line."""
    try:
        table = safe_tables.read(content)
        plan = await sheet_tables.bring(
            act, arguments.kindergarten, _month(arguments.month), table, dry=arguments.dry_run
        )
    except NotAllowed as no:
        raise ValueError(WORDS[no.reason].format(**no.facts)) from None
    if plan.faults:
        told = (WHY[one.why].format(line=one.line, day=one.day, other=one.other) for one in plan.faults)
        raise ValueError("\n".join(told))
    children, days = len(plan.said), sum(map(len, plan.said.values()))
    said = "Lines that can be taken over" if arguments.dry_run else "Lines taken over"
    return f"{said}: {plan.lines}; children whose marks change: {children}, days: {days}"


def _month(said: str) -> date:
    try:
        return date.fromisoformat(f"{said}-01")
    except ValueError:
        raise ValueError(f"{said} is not a month such as 2026-11") from None
