"""`python -m benchmarks`: everything in one run, interleaved; a table for people, then one JSON line per figure."""

import argparse
import itertools
import os
import statistics
import sys
import tempfile
from pathlib import Path
from time import process_time

import orjson
import uvloop

from benchmarks import letters, queues, timesheets
from benchmarks.parents import Parents, Round
from benchmarks.stock import KEY, register_parents, url
from benchmarks.subject import OURS, Subject
from benchmarks.telegram import now

ROUNDS = 5
ROUND = 5.0  # seconds at saturation
WARM_UP = 4.0
CALM_ROUNDS = 4
CALM = 8.0  # seconds at the offered rate
SHARE = 0.5  # of bare aiogram's saturation, offered to both
STARTS = 3
FASTEST = 4000  # updates/s that the stock of parents lasts for; an application takes ten

ONWARD_BARE = r"(apply$|send$|(child|region|district|group|language|right|consent):)"
ONWARD_OURS = r"(g:apply:|f:\d+:\d+:(o:(?!add$)|send:))"

Figures = dict[str, tuple[float, str]]


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", choices=("load", "queues", "letters", "timesheets"), help="a part of it")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="rounds at saturation")
    os.sched_setaffinity(0, {OURS})
    uvloop.run(_run(parser.parse_args()))


async def _run(arguments: argparse.Namespace) -> None:
    figures: Figures = {}
    with tempfile.TemporaryDirectory() as folder:
        if arguments.only in (None, "load"):
            figures |= await _load(Path(folder), arguments.rounds)
        if arguments.only in (None, "queues"):
            figures |= _of_queues(await queues.measure(Path(folder) / "country.db"))
        if arguments.only in (None, "letters"):
            figures |= letters.figures(await letters.measure(Path(folder)))
        if arguments.only in (None, "timesheets"):
            figures |= timesheets.figures(await timesheets.measure(Path(folder)))
    for name, (value, unit) in figures.items():
        sys.stdout.write(f"{name:<46}{value:>12,.2f}  {unit}\n")
    for name, (value, unit) in figures.items():
        line = orjson.dumps({"figure": name, "value": round(value, 3), "unit": unit})
        sys.stdout.write(line.decode() + "\n")


# ---- the load --------------------------------------------------------------------------------------------------------


async def _load(folder: Path, rounds: int) -> Figures:
    said("registering parents")
    seconds = WARM_UP + rounds * ROUND + CALM_ROUNDS * CALM
    ids = await register_parents(folder / "bot.db", int(seconds * FASTEST / 10) + 1000)
    bare = Subject("bare", ["benchmarks.bare_bot"], {}, Parents(ONWARD_BARE, itertools.count(1)))
    settings = {"DATA_KEY": KEY, "DATABASE_URL": url(folder / "bot.db")}
    ours = Subject("bot", ["bot", "run"], settings, Parents(ONWARD_OURS, ids))
    subjects = (bare, ours)
    for subject in subjects:
        await subject.start()
    try:
        for subject in subjects:
            await subject.parents.saturate(WARM_UP)
        figures = await _saturated(subjects, rounds)
        figures |= await _calm(subjects, SHARE * figures["updates_per_second_bare"][0])
        for subject in subjects:
            figures[f"memory_{subject.name}"] = (subject.memory(), "MB")
        figures["applications_sent_bot"] = (ours.parents.sent, "applications")
    finally:
        for subject in subjects:
            subject.stop()
    return figures | await _starts(settings)


async def _saturated(subjects: tuple[Subject, ...], rounds: int) -> Figures:
    """Updates a second as fast as each goes, in turn."""
    rates: dict[str, list[float]] = {subject.name: [] for subject in subjects}
    costs: dict[str, list[float]] = {subject.name: [] for subject in subjects}
    strain: list[float] = []
    for number in range(rounds):
        for subject in subjects:
            cpu, own = subject.cpu(), process_time()
            done = await subject.parents.saturate(ROUND)
            strain.append((process_time() - own) / done.seconds)
            rates[subject.name].append(done.updates / done.seconds)
            costs[subject.name].append((subject.cpu() - cpu) / done.updates * 1e6)
            said(f"saturated, round {number + 1}: {subject.name} {rates[subject.name][-1]:,.0f} updates/s")
    figures: Figures = {}
    for name, each in rates.items():
        figures[f"updates_per_second_{name}"] = (statistics.median(each), "updates/s")
    ratios = [ours / bare for bare, ours in zip(rates["bare"], rates["bot"], strict=True)]
    figures["updates_per_second_ratio"] = (statistics.median(ratios), "x")
    for name, each in costs.items():
        figures[f"cpu_per_update_saturated_{name}"] = (statistics.median(each), "us")
    figures["load_generator_busy_at_most"] = (max(strain) * 100, "% of its core")
    return figures


async def _calm(subjects: tuple[Subject, ...], rate: float) -> Figures:
    """The time from a tap to its screen, at the same offered rate."""
    took: dict[str, list[Round]] = {subject.name: [] for subject in subjects}
    costs: dict[str, list[float]] = {subject.name: [] for subject in subjects}
    for number in range(CALM_ROUNDS):
        for subject in subjects:
            cpu = subject.cpu()
            done = await subject.parents.offer(rate, CALM)
            took[subject.name].append(done)
            costs[subject.name].append((subject.cpu() - cpu) / done.updates * 1e6)
            said(f"at {rate:,.0f} updates/s, round {number + 1}: {subject.name} p99 {_percentile(done, 99):.1f} ms")
    figures: Figures = {"offered_rate": (rate, "updates/s")}
    for name, rounds in took.items():
        for percent in (50, 99):
            middle = statistics.median(_percentile(one, percent) for one in rounds)
            figures[f"latency_p{percent}_{name}"] = (middle, "ms")
        figures[f"cpu_per_update_offered_{name}"] = (statistics.median(costs[name]), "us")
    return figures


def _percentile(done: Round, percent: int) -> float:
    return statistics.quantiles(done.latencies, n=100)[percent - 1] * 1000


async def _starts(settings: dict[str, str]) -> Figures:
    """From the start of the process to its first poll."""
    took: dict[str, list[float]] = {"bare": [], "bot": []}
    for _ in range(STARTS):
        for name, arguments in (("bare", ["benchmarks.bare_bot"]), ("bot", ["bot", "run"])):
            subject = Subject(name, arguments, settings, Parents(ONWARD_BARE, itertools.count(1)))
            await subject.start()
            took[name].append(subject.started_in)
            subject.stop()
    return {f"start_up_{name}": (statistics.median(each), "s") for name, each in took.items()}


# ---- the queue -------------------------------------------------------------------------------------------------------


def _of_queues(shown: queues.Queues) -> Figures:
    numbers, standings = shown.numbers, shown.standings
    return {
        "queue_number_median": (statistics.median(numbers), "ms"),
        "queue_number_p99": (statistics.quantiles(numbers, n=100)[98], "ms"),
        "queue_number_and_length_median": (statistics.median(standings), "ms"),
        "queue_number_and_length_p99": (statistics.quantiles(standings, n=100)[98], "ms"),
        "lodging_in_a_queue_of_1000": (shown.lodging_short, "ms"),
        "lodging_in_a_queue_of_100000": (shown.lodging_long, "ms"),
        "lodging_ratio": (shown.lodging_long / shown.lodging_short, "x"),
    }


_begun = now()


def said(words: str) -> None:
    """How far it is, for whoever waits."""
    sys.stderr.write(f"{now() - _begun:6.1f} s  {words}\n")


if __name__ == "__main__":
    main()
