"""«My place», and what the questions about places need to know (R-16)."""

from bot.fsm.form import Facts
from bot.fsm.place import MyPlace, answers_of_place, kept_locality
from bot.handlers.drafts import Draft
from bot.handlers.forms import Kind
from bot.handlers.localities import listed, place_words
from bot.handlers.rooms import home
from bot.handlers.snapshot import snapshot
from bot.house import Turn
from bot.screen import Screen
from bot.words import _
from usecases.act import Act, Row
from usecases.places import set_my_place


def mine(person: Row) -> dict[str, str]:
    """«My place» as answers; empty when it is not set."""
    return answers_of_place(person["district"], person["locality"])


async def load(act: Act, turn: Turn, draft: Draft) -> Facts:
    """The places to choose from."""
    localities, spots = await listed(act, draft)
    return snapshot(act, turn, lists={"localities": localities}, known={"spots": spots})


async def finish(act: Act, turn: Turn, draft: Draft, answers: dict[str, str]) -> Screen:
    """The place is kept; skipped, everything stays as it was."""
    if "district" not in answers:
        return await home(act, turn)
    await set_my_place(act, answers["district"], kept_locality(answers))
    turn.person = await act.tx.person_by_id(person_id=turn.person_id)
    where = await place_words(act, answers["region"], answers["district"], kept_locality(answers))
    return await home(act, turn, _("📍 Your place: {place}", place=where))


MY_PLACE = Kind(MyPlace, load, finish, passing=True)
