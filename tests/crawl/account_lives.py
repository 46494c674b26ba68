"""One's own account on the road: a password, another phone, a copy, signing in again, deleting (R-10 … R-12)."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from tests.crawl.lives import Road
from tests.crawl.rig import Hand
from tests.crawl.right_answers import Wishes, answer_rightly

NEW_PHONE = "+77000000077"
ROOMS = ("me", "access", "sessions", "notices", "quiet", "mydata", "trail")


async def own_account(road: Road) -> None:
    """Every form and room of one's own account; afterwards nothing of it is left."""
    rig, parent = road.rig, road.parent
    rig.slips(seconds=90)
    await road.goes(parent, "g:password:", "SetPassword")
    await road.goes(parent, "g:login:", "SetLogin", {"login": "login-01"})
    for room in ROOMS:
        await parent.taps(f"g:{room}:")
        await road.visit(parent, None)
    for way in (
        changes_the_phone,
        takes_a_copy,
        comes_back_by_password,
        forgets_the_password,
        comes_back_consenting,
        deletes,
    ):
        await _aside(road, way)


async def _aside(road: Road, way: Callable[[Road], Awaitable[None]]) -> None:
    saved = road.rig.save()
    road.rig.slips(seconds=90)
    await way(road)
    road.rig.restore(saved)


async def _up_to(road: Road, hand: Hand, state: str, wishes: Wishes) -> None:
    """Look round at every place up to this one."""
    for _step in range(20):
        at = await road.rig.place(hand.person)
        assert at is not None, f"ended before {state}"
        await road.visit(hand, at)
        if at.name == state:
            return
        await answer_rightly(hand, at, wishes)
    raise AssertionError(f"{state} is not on the way")


async def _says_yes(road: Road, verb: str) -> None:
    person = await road.rig.row(road.parent.person)
    await road.parent.taps(f"u:{verb}_yes:{person['parent_id']}:")


def _silent(road: Road) -> None:
    road.rig.playground.faults.add({"target": "registry", "method": "phone", "code": "pending", "times": 10_000})


async def changes_the_phone(road: Road) -> None:
    """Up to the code to the new number; first while МАБ waits for the consent of 1414."""
    rig, parent = road.rig, road.parent
    records, iin = rig.playground.people.records, parent.person.iin
    before = records[iin]
    records[iin] = replace(before, phone=NEW_PHONE)
    for state in ("ChangePhone:base", "ChangePhone:code"):
        begin = rig.save()
        if state.endswith("base"):
            _silent(road)
        await parent.taps("g:phone:")
        await _up_to(road, parent, state, {"phone": NEW_PHONE})
        rig.playground.faults.forget()
        rig.restore(begin)
    records[iin] = before


async def takes_a_copy(road: Road) -> None:
    """The file in the chat."""
    await road.goes(road.parent, "g:export:", "ExportData")


async def comes_back_by_password(road: Road) -> None:
    """Signed out, and in again."""
    await _says_yes(road, "out")
    await road.visit(road.parent, None)
    await road.goes(road.parent, "g:signin:password", "SignIn", {"who": "login-01"})


async def comes_back_consenting(road: Road) -> None:
    """The consent withdrawn, and given anew."""
    await _says_yes(road, "withdraw")
    await road.goes(road.parent, "g:signin:password", "SignIn", {"who": "login-01"})


async def forgets_the_password(road: Road) -> None:
    """A new one, after a code; first while МАБ waits for the consent of 1414."""
    parent, wishes = road.parent, {"iin": road.parent.person.iin}
    await _says_yes(road, "out")
    saved = road.rig.save()
    _silent(road)
    await parent.taps("g:signin:forgotten")
    await _up_to(road, parent, "Forgotten:base", wishes)
    road.rig.playground.faults.forget()
    road.rig.restore(saved)
    await road.goes(parent, "g:signin:forgotten", "Forgotten", wishes)


async def deletes(road: Road) -> None:
    """Everything, for good."""
    await road.goes(road.parent, "g:erase:", "DeleteData", {"sure": "yes"})
