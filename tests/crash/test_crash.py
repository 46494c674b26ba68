"""`kill -9` at random moments under load: no update is lost, nothing happens twice, every person is answered.

The bot is a process of its own against a Telegram of our own. Fifteen people register, add their children and apply;
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
from tests.crash.phone import Json, Phone, Town
from tests.crash.processes import Nursery, command, playground
from tests.crash.salvo import Gate

FAMILIES = 10
COUPLES = 2
ROUNDS = (7, 5)
KILLS = (10, 7)  # before and after the vouchers are issued
LONGEST = 480.0  # seconds for the whole of it, on a very busy machine
REST = 90.0  # seconds in which the bot has to come to rest
HARMLESS = ("message is not modified", "query is too old", "message to edit not found", "message to delete not found")


@dataclass
class Story:
    """Everything that takes part. `ahead`: by how many seconds the bot's clock is ahead of the machine's."""

    town: Town
    gate: Gate
    lives: Lives
    nursery: Nursery
    database: Path
    chance: Random
    ahead: float
    parents: list[Parent] = field(default_factory=list)
    clerk: Clerk | None = None

    @property
    def people(self) -> list[Parent | Clerk]:
        """Everybody."""
        return [*self.parents, *([self.clerk] if self.clerk else [])]

    def evidence(self) -> AbstractContextManager[Evidence]:
        """The database, as it is now."""
        return opened(self.database, self.nursery.environment["DATA_KEY"])

    def person(self, made: Json) -> tuple[Phone, str, Gate, Random]:
        """What everybody needs; each has a chance of their own."""
        chance = Random(self.chance.random())
        return Phone(self.town, made, chance, self.owes), made["language_code"], self.gate, chance

    def owes(self, chat_id: int) -> bool:
        """Whether the bot keeps something from this chat that it has not answered yet."""
        with self.evidence() as found:
            unanswered = "state = 'waiting' OR state = 'done' AND answered = 0"
            return found.count(f"inbox WHERE chat_id = ? AND ({unanswered})", chat_id) > 0


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
            the_bot_complained_of_nothing(story)
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
    async with playground(database, morning) as (url, environment), Nursery.opened(environment) as nursery:
        try:
            async with ClientSession() as session, listening(Town(url, session)) as town:
                gate = Gate()
                lives = Lives(nursery, gate, Random(chance.random()))
                yield Story(town, gate, lives, nursery, database, chance, (morning - began).total_seconds())
        except BaseException:
            print("\n".join(nursery.log))
            raise


@asynccontextmanager
async def listening(town: Town) -> AsyncIterator[Town]:
    """Hearing what changes on people's screens."""
    task = asyncio.ensure_future(town.listen())
    try:
        yield town
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


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
    """Everybody comes to an application in the queue; meanwhile the operator invites a clerk."""
    await all_through(story, [inviting(story), *(parent.apply() for parent in story.parents)], KILLS[0])


async def inviting(story: Story) -> None:
    """`python -m bot staff add`, another process that writes into the same file."""
    await story.nursery.running()
    link = await command(story.nursery.environment, story.ahead, "staff", "add", "department", REGION)
    made = next(one for one in (await story.town.get("people"))["people"] if one["id"] == "dep_almaty")
    story.clerk = Clerk(*story.person(made), payload=link.split("?start=")[1].strip())


async def vouchers(story: Story) -> None:
    """An hour later the clerk issues a voucher to every family, while they walk about, and they use it."""
    await story.lives.end()
    story.ahead += 3600  # a person gets only so many codes in a while
    issued = asyncio.Event()
    roads = [using(parent, issued) for parent in story.parents]
    await all_through(story, [issuing(story, issued), *roads], KILLS[1])


async def issuing(story: Story, issued: asyncio.Event) -> None:
    assert story.clerk is not None, "the operator has invited nobody"
    await story.clerk.hold_rounds(ROUNDS)
    issued.set()


async def using(parent: Parent, issued: asyncio.Event) -> None:
    await parent.look_around(issued)
    await parent.use_voucher()


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
    await asyncio.gather(*(one.press_anything() for one in story.people))


# ---- what has to be true then ----------------------------------------------------------------------------------------


def no_update_was_lost(story: Story, found: Evidence) -> None:
    """Every update stands in the inbox, done, answered and erased; none of them twice."""
    for phone in (one.phone for one in story.people):
        kept = found.count("inbox WHERE chat_id = ?", phone.user_id)
        assert kept == phone.sent, f"{phone.id} sent {phone.sent} updates, {kept} were kept"
    assert not found.rows("SELECT * FROM inbox WHERE state <> 'done' OR NOT answered OR body IS NOT NULL")
    print(f"{found.count('inbox')} updates, {sum(one.phone.again for one in story.people)} of them delivered again")


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
    # One of two parents may have left a half-done application, seeing that the other has sent one.
    alone = "form <> 'Apply' OR (SELECT count(*) FROM kin a, kin b, person WHERE person.id = person_id "
    alone += "AND a.parent_id = person.parent_id AND b.child_id = a.child_id) = 1"
    open_forms = [row["form"] for row in found.rows(f"SELECT form FROM draft WHERE {alone}")]
    assert not open_forms, "somebody is still in the middle of a form"
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
        assert [(row["purpose"].partition(":")[0], row["used"]) for row in rows] == expected, (
            f"the codes of {parent.phone.id}"
        )


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


def the_bot_complained_of_nothing(story: Story) -> None:
    """Being killed is no error."""
    errors = [line for line in story.nursery.log if " ERROR " in line or "Traceback" in line]
    assert not errors, errors


def the_bot_was_hit(story: Story) -> None:
    """The kills came while people waited, or all this proves nothing."""
    amid = [people for people in story.lives.struck if people]
    print(f"{len(story.lives.struck)} ends of the bot; waiting for an answer then: {story.lives.struck}")
    assert len(amid) >= len(story.lives.struck) // 2, f"hardly any end came amid the load: {story.lives.struck}"
