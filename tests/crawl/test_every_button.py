"""Every button of every screen, at every stage of a family's life, for parents and clerks; then every old one again.

What was never seen is listed with its reason: everything else that the bot has, the crawl must have met.
"""

import os
import time
from collections.abc import AsyncIterator, Mapping
from datetime import datetime

import pytest

from bot.handlers import (
    catalogue_taps,
    joining,
    me,
    portal,
    queue_room,
    readiness,
    reviews,
    statistics,
    support,
    transfers,
    voucher,
)
from bot.handlers import referrals as family_referrals
from bot.handlers.staff import boss, documents, kindergarten, marks_file, referral_desk, region_sheets
from bot.handlers.staff import reviews as reviews_at_work
from bot.handlers.staff import support as support_staff
from tests.crawl.account_lives import own_account
from tests.crawl.conftest import Complaints
from tests.crawl.crawler import KINDS, Crawler
from tests.crawl.lives import Road
from tests.crawl.rig import Hand, Rig, open_rig
from tests.crawl.right_answers import fill
from tests.crawl.support_lives import somebody_asks, support_answers
from tests.crawl.test_every_state import every_state

FORM_VERBS = (
    "o", "skip", "page", "back", "edit", "keep", "on", "over", "again",
    "done", "show", "replace", "cant", "without", "cancel", "send",
)  # fmt: skip
ROOMS = (
    "register", "addchild", "apply", "round", "right", "kinship", "email", "agree", "later", "place", "form", "help",
    "apps", "app", "children", "me", "sheets", "staff", "menu", "join", "announce", "lookin", "eds",
    "ask", "asked", "stats", "feedback",
    *sorted(me.ROOMS),
    *sorted(portal.ROOMS),
)  # fmt: skip
WAITING = ("room", "join", "leave", "leave_yes", "offer", "accept", "decline", "decline_yes")

EVERY_VERB: set[tuple[str, str]] = {
    *(("FormTap", verb) for verb in FORM_VERBS),
    *(("Go", room) for room in ROOMS),
    ("Speak", ""),
    *(("VoucherTap", verb) for verb in (*voucher.COMMANDS, *queue_room.VERBS, "interest", "choose", "refuse", "open")),
    *(("VoucherTap", verb) for verb in ("receipt", "pdf", "contract", *transfers.VERBS)),
    *(("WaitTap", verb) for verb in WAITING),
    *(("GardenTap", verb) for verb in (*catalogue_taps.LOOKS, "room", "choose")),
    *(("JoinTap", verb) for verb in (*joining.DEEDS, "family", "invite_yes", "vouch")),
    *(("FamilyTap", verb) for verb in (*readiness.ADVICE, "board", "child", "ics", "ready", "why")),
    *(("BossTap", verb) for verb in (*boss.DEEDS, *region_sheets.VERBS)),
    *(("MeTap", verb) for verb in me.DEEDS),
    *(("PortalTap", verb) for verb in (*portal.LOOKS, *portal.DEEDS)),
    *(("RateTap", verb) for verb in (*reviews.LOOKS, "drop_yes", "write", *reviews_at_work.VERBS)),
    *(("StatTap", verb) for verb in (*statistics.VERBS, "pick")),
    *(("HelpTap", verb) for verb in ("find", "sections", "guide", "answer")),
    *(("SupportTap", verb) for verb in (*support.DEEDS, *support_staff.VERBS, "again")),
    *(("KinTap", verb) for verb in ("remove", "removed")),
    *(("SheetTap", verb) for verb in ("open", "confirm", "confirm_yes", "dispute", "child", "seen")),
    *(("ClaimTap", verb) for verb in (*documents.DEEDS, "return")),
    *(("StaffTap", verb) for verb in (*kindergarten.DEEDS, *marks_file.VERBS, "republish", "group", "reinstate")),
}

NEVER_SEEN: Mapping[tuple[str, str], str] = {
    ("FamilyTap", "board"): "pages of a board of many children: tests/conversations/test_board.py",
    (
        "SheetTap",
        "child",
    ): "months of several children, or pages of them: tests/conversations/test_month_for_parents.py",
    ("FamilyTap", "phone"): "a parent whom the base of mobile citizens lacks: tests/conversations/test_readiness.py",
    ("FamilyTap", "reach"): "a parent who has no way to be told: tests/conversations/test_readiness.py",
    ("StaffTap", "document"): "a contract with the family's documents: tests/conversations/test_kindergarten_room.py",
    ("MeTap", "end"): "a second account that is signed in: tests/conversations/test_signing_in.py",
    **dict.fromkeys(
        (
            *(("PortalTap", verb) for verb in (*family_referrals.LOOKS, *family_referrals.DEEDS)),
            *(("StaffTap", verb) for verb in referral_desk.DEEDS),
        ),
        "a region that works by referrals: tests/conversations/test_referrals.py",
    ),
    ("PortalTap", "watchfor"): "several children who look for a place: tests/conversations/test_watches.py",
    ("PortalTap", "again"): "the letter of a watch that has ended: tests/conversations/test_watches.py",
    ("StaffTap", "unjoined"): "children who were imported from a file: tests/conversations/test_imported.py",
}

NEVER_REACHED: Mapping[str, str] = {
    **dict.fromkeys(
        (f"Registration:{name}" for name in ("surname", "given", "patronymic", "sex", "born")),
        "asked only where no register is connected; every kind of update is sent there by test_every_state",
    ),
    **dict.fromkeys(
        (f"AddChild:{name}" for name in ("surname", "given", "patronymic", "sex", "born")),
        "asked only where no register is connected; every kind of update is sent there by test_every_state",
    ),
    **dict.fromkeys(
        (
            "Registration:base",
            "Registration:register",
            "AddChild:register",
            "Apply:statuses",
            "Join:kinship",
            "Join:register",
            "JoinInvited:kinship",
            "JoinInvited:register",
        ),
        "waits for a register that keeps silent; every kind of update is sent there by test_every_state",
    ),
    **dict.fromkeys(
        ("JoinInvited:join", "AskInviter:sure"),
        "somebody invited: tests/conversations/test_joining.py; every kind of update by test_every_state",
    ),
    "Round:again": "the same round twice: tests/department/test_rounds.py; every kind of update by test_every_state",
}

SIDE_WAYS = (
    "the other parent joined", "an objection", "asked to vouch", "announced", "waiting", "place offered", "transfer asked",
    "left", "cancelled", "review waits", "review shown",
    "a question waits", "a question taken", "a question answered",
)  # fmt: skip
"""Stages off the road: every screen is pressed through there, old buttons only on the road itself."""

STRANGERS_COME = ("in the queue", "voucher issued", "contract sent", "disputed")
"""Stages at which people who have nothing to do with the family press its old buttons."""

LOOKS = int(os.environ.get("CRAWL_LOOKS", "1"))
"""How many screens with the same kinds of buttons are pressed through in one stage."""

Stage = tuple[str, tuple[Hand, ...]]


async def stages(road: Road) -> AsyncIterator[Stage]:
    """A family's life, stop by stop: the name of the stage, and who looks round there."""
    rig, parent, department, garden = road.rig, road.parent, road.department, road.garden
    await road.clerks_come()
    await parent.says("/start")
    yield "no language", (parent,)
    await road.arrives()
    yield "unregistered", (parent, department, garden)
    await road.registers()
    yield "registered with nothing", (parent,)
    await road.adds_a_child()
    yield "with a child", (parent,)
    begin = rig.save()
    road.policy_grows_old()
    yield "an old policy", (parent,)
    await parent.taps("g:apply:")
    rig.slips(days=2)
    await parent.says("/start")
    yield "half a form, two days ago", (parent,)
    rig.restore(begin)
    async for stage in a_register_is_silent(road):
        yield stage
    rig.restore(begin)
    await own_account(road)
    rig.restore(begin)
    await road.applies()
    yield "in the queue", (parent, department)
    begin = rig.save()
    async for stage in a_family_of_two(road):
        yield stage
    await road.department_announces()
    yield "announced", (department,)
    rig.restore(begin)
    answering = await somebody_asks(road)
    yield "a question waits", (parent, answering)
    await answering.taps("sp:take:1")
    yield "a question taken", (answering,)
    await support_answers(road, answering)
    yield "a question answered", (parent,)
    rig.restore(begin)
    await road.department_returns_the_document()
    yield "document returned", (parent,)
    async for stage in kinship_is_unknown(road):
        yield stage
    await road.round_is_held()
    yield "voucher issued", (parent, department)
    begin = rig.save()
    await rig.waits(days=4)
    yield "stop-listed", (parent,)
    await rig.waits(days=40)
    yield "archived", (parent,)
    rig.restore(begin)
    await road.confirms_interest()
    yield "confirmed", (parent,)
    begin = rig.save()
    await rig.until(datetime.fromisoformat("2026-11-23T10:00:00+05:00"))
    yield "last day to sign", (parent,)
    rig.restore(begin)
    await road.waits_for_a_place()
    yield "waiting", (parent, garden)
    await road.place_is_offered()
    yield "place offered", (parent, garden)
    rig.restore(begin)
    await road.sends_the_contract()
    yield "contract sent", (parent, garden)
    await road.garden_signs()
    yield "enrolled", (parent, garden)
    begin = rig.save()
    await road.writes_a_review()
    yield "review waits", (parent, department)
    await road.department_accepts_the_review()
    yield "review shown", (parent, garden)
    rig.restore(begin)
    await road.another_kindergarten_opens()
    await road.asks_for_a_transfer()
    yield "transfer asked", (parent, garden)
    rig.restore(begin)
    await parent.taps("v:leave_yes:1")
    yield "left", (parent, garden)
    rig.restore(begin)
    await rig.until(datetime.fromisoformat("2026-12-01T09:00:00+05:00"))
    yield "month over", (garden,)
    await road.garden_sends_a_table()
    await road.month_is_published()
    yield "month published", (parent, garden)
    begin = rig.save()
    await road.voucher_is_cancelled()
    yield "cancelled", (parent, department, garden)
    rig.restore(begin)
    await road.disputes()
    yield "disputed", (parent, garden)


async def a_register_is_silent(road: Road) -> AsyncIterator[Stage]:
    """The register of kinship waits for the consent of 1414."""
    faults = road.rig.playground.faults
    faults.add({"target": "registry", "method": "kinship", "code": "pending", "times": 10_000})
    await road.parent.taps("g:addchild:")
    await road.parent.says(road.parent.person.children[0]["iin"])
    yield "a register is silent", (road.parent,)
    faults.forget()


async def a_family_of_two(road: Road) -> AsyncIterator[Stage]:
    """The mother joins by the register, and the father objects; or the register is silent, and the father signs."""
    rig = road.rig
    begin = rig.save()
    mother = await road.mother_registers()
    registered = rig.save()
    await road.joins(mother)
    yield "the other parent joined", (road.parent, mother)
    link = rig.rows("SELECT max(id) FROM joining")[0][0]
    await road.parent.taps(f"y:object_yes:{link}:0:")
    yield "an objection", (mother, road.department)
    rig.restore(registered)
    await road.mother_asks_the_inviter(mother)
    yield "asked to vouch", (road.parent,)
    rig.restore(begin)


async def kinship_is_unknown(road: Road) -> AsyncIterator[Stage]:
    """A stranger's document about a child goes to the same department, and comes back."""
    stranger = road.rig.hand("zhanna")
    await stranger.starts(road.language)
    await stranger.taps("g:register:")
    await fill(stranger, "Registration", iin=stranger.person.iin)
    await stranger.says("/menu")
    await stranger.taps("g:addchild:")
    iin = stranger.person.children[0]["iin"]
    await stranger.says(iin)
    yield "kinship unknown", (stranger,)
    await stranger.presses("o", "paper")
    await fill(stranger, "ProveKinship", iin=iin, region="610000000", district="614000000")
    claim = road.rig.rows("SELECT max(id) FROM claim")[0][0]
    yield "kinship claimed", (stranger, road.department)
    await road.goes(road.department, f"c:return:{claim}:", "ReturnClaim")
    yield "kinship returned", (stranger,)


async def bystanders(rig: Rig, language: str) -> tuple[Hand, ...]:
    """Who has nothing to do with the family: nobody yet, a parent without children, clerks of other places."""
    nobody, parent, department, garden = map(rig.hand, ("saule", "olga", "dep_almaty", "kg_almaty"))
    for hand in (parent, department, garden):
        await hand.starts(language)
    await nobody.says("/start")
    await parent.taps("g:register:")
    await fill(parent, "Registration", iin=parent.person.iin)
    await parent.says("/menu")
    return nobody, parent, department, garden


@pytest.mark.slow
@pytest.mark.parametrize("language", ["kk"])
async def test_every_button_of_every_screen(language: str, complaints: Complaints) -> None:
    """Answered once, never a crash, nothing of anybody else's changes, nothing irreversible happens twice."""
    begun = time.process_time()
    async with open_rig() as rig:
        crawler = Crawler(rig, language, complaints, looks=LOOKS)
        others, told = await bystanders(rig, language), 0
        road = Road(rig, language, crawler.look_round)
        async for stage, hands in stages(road):
            await crawler.crawl(stage, *hands)
            family = (road.parent, road.department, road.garden)
            if stage not in SIDE_WAYS:
                await crawler.press_old(stage, (*family, *others) if stage in STRANGERS_COME else family)
            done = f"{crawler.presses} presses, {len(crawler.seen)} screens, {len(crawler.wrong)} wrong"
            print(
                f"{stage}: {done}, {time.process_time() - begun:.0f} s", *crawler.wrong[told:], sep="\n  ", flush=True
            )
            told = len(crawler.wrong)
    report(crawler, time.process_time() - begun)
    assert not crawler.wrong, f"{len(crawler.wrong)}:\n" + "\n".join(crawler.wrong[:60])
    assert {kind.__name__ for kind in KINDS} == {kind for kind, _verb in crawler.verbs}
    assert EVERY_VERB - crawler.verbs == set(NEVER_SEEN)
    assert crawler.verbs <= EVERY_VERB, "a verb that the table above lacks"
    assert every_state() - crawler.states == set(NEVER_REACHED)


async def test_a_look_at_every_stage(language: str, complaints: Complaints) -> None:
    """The same in a minute: four stages, one screen of each kind, and no old buttons."""
    async with open_rig() as rig:
        crawler = Crawler(rig, language, complaints, looks=1)
        async for stage, hands in stages(Road(rig, language)):
            if stage in ("no language", "registered with nothing", "voucher issued", "month published"):
                await crawler.crawl(stage, *hands)
    report(crawler, 0)
    assert not crawler.wrong, f"{len(crawler.wrong)}:\n" + "\n".join(crawler.wrong[:60])


def report(crawler: Crawler, seconds: float) -> None:
    """What was covered."""
    lacking = sorted(EVERY_VERB - crawler.verbs), sorted(every_state() - crawler.states)
    print(
        f"\n{crawler.language}: {crawler.presses} presses on {len(crawler.seen)} screens in {seconds:.0f} s of CPU; "
        f"{len(crawler.verbs)} of {len(EVERY_VERB)} verbs, {len(crawler.states)} states; not seen: {lacking}"
    )
