"""`kill -9` at random moments under load: no update is lost, nothing happens twice, every person is answered.

The bot is a process of its own against a Telegram of our own. Fourteen people register, add their children and apply;
then a clerk issues the vouchers, and families confirm interest or refuse, all at once, while the bot is killed and
started again over the same file. The seed is printed; `CRASH_SEED` sets it (it repeats what is done, not every race).
"""

import asyncio
import os
import secrets
from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import AbstractContextManager, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import time, timedelta
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Any

import pytest
from aiohttp import ClientSession

from bot.clock import SystemClock
from domain.calendar import at_local, local_day
from domain.voucher import State
from tests.crash.evidence import AFTER, Evidence, opened
from tests.crash.lives import Lives, ends
from tests.crash.people import REGION, Clerk, Parent
from tests.crash.phone import Json, Phone, Town, data_of
from tests.crash.processes import command, playground
from tests.crash.salvo import Gate

FAMILIES = 8
COUPLES = 2
ROUNDS = (4, 3, 3)
KILLS = (8, 5)  # before and after the vouchers are issued
LONGEST = 480.0  # seconds for the whole of it, on a very busy machine
REST = 90.0  # seconds in which the bot has to come to rest
HARMLESS = ("message is not modified", "query is too old", "message to edit not found", "message to delete not found")


@dataclass
class Story:
    """Everything that takes part. `ahead`: by how many seconds the bot's clock is ahead of the machine's."""

    town: Town
    gate: Gate
    lives: Lives
    database: Path
    chance: Random
    ahead: float
    parents: list[Parent] = field(default_factory=list)
    clerk: Clerk | None = None

    @property
    def phones(self) -> list[Phone]:
        """Every phone in use."""
        return [one.phone for one in (*self.parents, self.clerk) if one is not None]

    def evidence(self) -> AbstractContextManager[Evidence]:
        """The database, as it is now."""
        return opened(self.database, self.lives.environment["DATA_KEY"])

    def person(self, made: Json) -> tuple[Phone, str, Gate, Random]:
        """What everybody needs; each has a chance of their own."""
        chance = Random(self.chance.random())
        return Phone(self.town, made, chance), made["language_code"], self.gate, chance


@pytest.mark.crash
async def test_no_update_is_lost_and_nothing_happens_twice(tmp_path: Path) -> None:
    seed = int(os.environ.get("CRASH_SEED") or secrets.randbelow(1_000_000))
    print(f"CRASH_SEED={seed}")
    async with asyncio.timeout(LONGEST), telling(tmp_path, Random(seed)) as story:
        await people_move_in(story)
        await applying(story)
        await vouchers(story)
        await at_rest(story)
        await everybody_is_answered(story)
        await at_rest(story)
        await story.lives.end()
        await nothing_strange_was_called(story)
        with story.evidence() as found:
            the_bot_was_hit(story)
            no_update_was_lost(story, found)
            everybody_has_arrived(story, found)
            nothing_happened_twice(story, found)
            codes_were_used_once(story, found)
            letters_exist_once(story, found)
            the_journal_gives_the_rows(found)
        await codes_came_once(story)


# ---- the story -------------------------------------------------------------------------------------------------------


@asynccontextmanager
async def telling(folder: Path, chance: Random) -> AsyncIterator[Story]:
    """The playground, and the bot's lives; what the bot logged is shown if the story goes wrong."""
    database, began = folder / "balabaqsha.db", SystemClock().now()
    morning = at_local(local_day(began), time(10))
    async with playground(database, morning) as (url, environment), ClientSession() as session:
        gate, town = Gate(), Town(url, session)
        lives = Lives(environment, gate, Random(chance.random()))
        listening = asyncio.ensure_future(town.listen())
        try:
            yield Story(town, gate, lives, database, chance, (morning - began).total_seconds())
            assert not (errors := [line for line in lives.log if " ERROR " in line or "Traceback" in line]), errors
        except BaseException:
            print("\n".join(lives.log))
            raise
        finally:
            listening.cancel()
            with suppress(asyncio.CancelledError):
                await listening
            await lives.destroy()


async def people_move_in(story: Story) -> None:
    """Families with one child each; in some of them both parents do everything at the same time."""
    born = (SystemClock().now() - timedelta(days=3 * 365 + 100)).date().isoformat()
    languages, wishes = cycle(("kk", "ru")), cycle((State.CONFIRMED, State.CONFIRMED, State.REFUSED))
    for number in range(FAMILIES + COUPLES):
        children: list[Json] = [{"name": "Сынақ Жұпар", "born": born}]
        mother = await move_in(story, f"mother{number}", next(languages), children, next(wishes))
        if number >= FAMILIES:
            await move_in(story, f"father{number}", next(languages), [{"iin": mother.child_iin}], None)


async def move_in(story: Story, name: str, language: str, children: list[Json], wants: State | None) -> Parent:
    asked = {"id": name, "name": "Ата-ана Сынақ", "language_code": language, "children": children}
    made = await story.town.post("people", asked)
    parent = Parent(*story.person(made), made, wants)
    story.parents.append(parent)
    return parent


async def applying(story: Story) -> None:
    """Everybody comes to an application in the queue."""
    await all_through(story, [parent.apply() for parent in story.parents], KILLS[0])


async def vouchers(story: Story) -> None:
    """An hour later the clerk issues a voucher to everybody, and everybody uses it."""
    invitation = await command(story.lives.environment, story.ahead, "staff", "add", "department", REGION)
    await story.lives.end()
    story.ahead += 3600  # a person gets only so many codes in a while
    people = (await story.town.get("people"))["people"]
    story.clerk = Clerk(*story.person(next(one for one in people if one["id"] == "dep_almaty")))
    rounds = story.clerk.hold_rounds(invitation.split("?start=")[1].strip(), ROUNDS)
    await all_through(story, [rounds, *(parent.use_voucher() for parent in story.parents)], KILLS[1])


async def all_through(story: Story, roads: Sequence[Coroutine[Any, Any, None]], kills: int) -> None:
    """All these roads to their ends, whatever befalls the bot meanwhile."""
    plan = ends(story.chance, kills)
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(road) for road in roads]
            await story.lives.walk(plan, story.ahead, lambda: all(task.done() for task in tasks))
    except BaseExceptionGroup as failed:
        raise failed.exceptions[0] from None


async def at_rest(story: Story) -> None:
    """Wait until the bot has nothing left to do."""
    owed: dict[str, int] = {}
    with suppress(TimeoutError):
        async with asyncio.timeout(REST):
            while owed := found_owed(story):  # noqa: ASYNC110 - nobody but the file could tell
                await asyncio.sleep(0.2)
    assert not owed, f"After {REST:.0f} s in peace the bot still owes: {owed}"


def found_owed(story: Story) -> dict[str, int]:
    now = SystemClock().now() + timedelta(seconds=story.ahead)
    with story.evidence() as found:
        return found.owed(int(now.timestamp()))


async def everybody_is_answered(story: Story) -> None:
    """The last word in every chat is the bot's, and it can be pressed, and pressing it is answered."""
    await asyncio.gather(*map(is_answered, story.phones))


async def is_answered(phone: Phone) -> None:
    last = [message for message in await phone.messages() if not message["deleted"]][-1]
    assert last["from"] == "bot", f"{phone.id} had the last word: {last['text']!r}"
    assert data_of(last), f"{phone.id} has nothing to press under {last['text']!r}"
    data = next((one for one in data_of(last) if one.startswith("g:")), data_of(last)[-1])
    assert await phone.answer_to(data), f"{phone.id} pressed {data} under {last['text']!r}, and nothing came"


# ---- what has to be true then ----------------------------------------------------------------------------------------


def no_update_was_lost(story: Story, found: Evidence) -> None:
    """Every update stands in the inbox, done, answered and erased; none of them twice."""
    for phone in story.phones:
        kept = found.count("inbox WHERE chat_id = ?", phone.user_id)
        assert kept == phone.sent, f"{phone.id} sent {phone.sent} updates, {kept} were kept"
    assert not found.rows("SELECT * FROM inbox WHERE state <> 'done' OR NOT answered OR body IS NOT NULL")
    print(f"{found.count('inbox')} updates, {sum(phone.again for phone in story.phones)} of them delivered again")


def everybody_has_arrived(story: Story, found: Evidence) -> None:
    """Registered, the child added, the application where the family wanted it."""
    for parent in story.parents:
        where = f"person JOIN parent ON parent.id = parent_id WHERE telegram_id = {parent.phone.user_id}"
        assert found.count(where) == 1, f"{parent.phone.id} is not registered"
        if parent.wants is not None:
            state = found.application_of(parent.child_iin)["state"]
            assert state == parent.wants, f"the application of {parent.phone.id} is {state}, not {parent.wants}"


def nothing_happened_twice(story: Story, found: Evidence) -> None:
    """One parent an IIN, one child, one application a child, one round a wish, one event an act."""
    children = {parent.child_iin for parent in story.parents}
    assert sorted(found.iins("parent").elements()) == sorted(parent.iin for parent in story.parents)
    assert sorted(found.iins("child").elements()) == sorted(children)
    assert found.count("kin") == len(story.parents)
    assert found.count("application") == len(children)
    assert found.count("draft") == 0, "somebody is still in the middle of a form"
    assert [row["vouchers"] for row in found.rows("SELECT vouchers FROM round ORDER BY id")] == list(ROUNDS)
    issued = found.rows("SELECT count(*) AS n FROM application GROUP BY round_id ORDER BY round_id")
    assert [row["n"] for row in issued] == list(ROUNDS)
    for parent in story.parents:
        if parent.wants is not None:
            events = found.events(found.application_of(parent.child_iin)["id"])
            assert events == AFTER[parent.wants], f"the voucher of {parent.phone.id}: {events}"


def codes_were_used_once(story: Story, found: Evidence) -> None:
    """For every question that asks for a code one was made, and used; no crash made another."""
    for parent in story.parents:
        signs = parent.wants is State.CONFIRMED
        rows = found.rows(
            "SELECT purpose, used FROM code JOIN person ON person.id = person_id WHERE telegram_id = ? ORDER BY code.id",
            parent.phone.user_id,
        )
        expected = [("Registration", 1), ("ConfirmInterest", 1)][: 1 + signs]
        assert [tuple(row) for row in rows] == expected, f"the codes of {parent.phone.id}"


def letters_exist_once(story: Story, found: Evidence) -> None:
    """Every family has one letter about the voucher, and it was sent."""
    for parent in story.parents:
        letters = found.rows(
            "SELECT letter.state FROM letter JOIN person ON person.id = person_id "
            "WHERE telegram_id = ? AND kind = 'issued'",
            parent.phone.user_id,
        )
        # What the other parent has answered already is no longer true, and not sent.
        allowed = {"sent"} if parent.wants is not None else {"sent", "dropped"}
        assert len(letters) == 1, f"{parent.phone.id} has {len(letters)} letters about the voucher"
        assert letters[0]["state"] in allowed, f"the letter to {parent.phone.id} is {letters[0]['state']}"


def the_journal_gives_the_rows(found: Evidence) -> None:
    """What was journalled, replayed, is what stands there."""
    for row in found.rows("SELECT * FROM application"):
        assert found.replayed(row) == found.kept(row)


async def codes_came_once(story: Story) -> None:
    """The SMS centre was given each code, and no other."""
    for parent in story.parents:
        codes = await parent.phone.codes()
        assert len(codes) == 1 + (parent.wants is State.CONFIRMED), f"{parent.phone.id} got {len(codes)} codes"


async def nothing_strange_was_called(story: Story) -> None:
    """Telegram refused only what a restart makes unavoidable."""
    calls = (await story.town.get("calls"))["calls"]
    refused = [call for call in calls if call["target"] == "telegram" and call["error"]]
    strange = [call for call in refused if not any(words in call["error"] for words in HARMLESS)]
    assert not strange, f"Telegram refused {strange[:3]}"


def the_bot_was_hit(story: Story) -> None:
    """The kills came while people waited, or all this proves nothing."""
    amid = [people for people in story.lives.struck if people]
    print(f"{len(story.lives.struck)} ends of the bot; waiting for an answer then: {story.lives.struck}")
    assert len(amid) >= len(story.lives.struck) // 2, f"hardly any end came amid the load: {story.lives.struck}"
