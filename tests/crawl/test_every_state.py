"""Every (state × kind of update × language) is answered: once, kindly, in the person's language, and nothing given is lost.

The states are read off the forms: the test fails when one of them was never stood in. One bot for all cases: what is kept
is saved before and brought back after each.
"""

import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

import pytest

from bot.app import KINDS
from bot.fsm.contract import way_of
from bot.fsm.form import Attach, Choose, Sign
from bot.reception import KINDS as ASKED_FOR
from tests.conversations.conftest import bare_bot
from tests.crawl.account_lives import own_account
from tests.crawl.conftest import Complaints
from tests.crawl.kinds import MESSAGES, SILENT, TAPS, said, some, tap
from tests.crawl.lives import Road, button
from tests.crawl.rig import Answer, Hand, Place, Rig, Saved, open_rig
from tests.crawl.right_answers import answer_rightly, fill, places, reads
from tests.crawl.support_lives import a_question_and_its_answer
from tests.crawl.tongue import strange_lines

FEW = ("ordinary text", "sticker", "HTML", "photo", "somebody's contact", "/help")
"""Sent to every answer that is opened once more from the review."""

NEVER_STOOD_IN: Mapping[str, str] = {
    "Round:queue_place": "the clerk comes in by the button of one place; asked only when it is opened from the review",
}

BILINGUAL = "Тілді таңдаңыз · Выберите язык"


@dataclass
class Tour:
    """Looks round at every place, notes where it was and what was wrong there."""

    rig: Rig
    language: str
    complaints: Complaints
    whole: bool
    been: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)
    cases: int = 0

    async def visit(self, hand: Hand, at: Place | None, room: str = "") -> None:
        """Send everything there is, each from the same beginning."""
        name = at.name if at else room
        if name not in self.been:
            self.been.add(name)
            await self._everything(hand, at, name, self._of(MESSAGES), self._of(TAPS), self._of(SILENT))
        if at is not None and at.step is None:
            await self._from_the_review(hand, at)

    async def _from_the_review(self, hand: Hand, review: Place) -> None:
        """Open every answer once more, and fumble there."""
        saved = self.rig.save()
        for ask in review.form.asks():
            await hand.presses("edit", ask.name)
            at = await self.rig.place(hand.person)
            if at is not None and at.step is not None:
                await self._everything(hand, at, f"{at.name} (again)", FEW if self.whole else FEW[:1])
                self.been.add(at.name)
            self.rig.restore(saved)

    def _of(self, kinds: Mapping[str, object]) -> list[str]:
        return list(kinds) if self.whole else some(kinds, len(self.been))

    async def _everything(
        self,
        hand: Hand,
        at: Place | None,
        where: str,
        messages: Sequence[str],
        taps: Sequence[str] = (),
        silent: Sequence[str] = (),
    ) -> None:
        saved, here = self.rig.save(), at
        for name in messages:
            answer = await hand.sends(**MESSAGES[name](hand))
            here = await self._judge(hand, here, f"{where}, {name}", name, answer) or self._back(saved, at)
        for name in taps:
            answer = await tap(hand, name, here)
            here = await self._judge(hand, here, f"{where}, {name}", name, answer) or self._back(saved, at)
        for name in silent:
            answer = await self.rig.take(hand.person, name, SILENT[name])
            self._note(f"{where}, {name}", "an answer to what was never asked for", bool(answer.screens))
            self._judge_the_house(f"{where}, {name}", answer)
        self.rig.restore(saved)

    def _back(self, saved: Saved, at: Place | None) -> Place | None:
        self.rig.restore(saved)
        return at

    async def _judge(self, hand: Hand, at: Place | None, case: str, kind: str, answer: Answer) -> Place | None:
        """Note what is wrong; where the person stands if it is where they stood, and nothing was taken for an answer."""
        self._note(case, f"{len(answer.screens)} screens", len(answer.screens) != 1)
        self._note(case, f"{answer.answered} answers to a tap", answer.answered != (kind in TAPS))
        person = await self.rig.row(hand.person)
        if answer.screens and person["language"] and BILINGUAL not in answer.screen.text:
            labels = [label for label, _data in answer.screen.buttons] + list(answer.screen.keys)
            strange = strange_lines(answer.screen.text, labels, self.language)
            self._note(case, f"not in {self.language}: {strange[:3]}", bool(strange))
        self._judge_the_house(case, answer)
        self.rig.calms_down()
        after = await self.rig.place(hand.person)
        self._judge_the_place(hand, at, after, case, kind)
        stays = at is not None and after is not None and _is_same(at, after)
        return after if stays else None

    def _judge_the_house(self, case: str, answer: Answer) -> None:
        self.cases += 1
        self._note(case, f"Telegram refuses {answer.refused}", bool(answer.refused))
        complaints = self.complaints.taken()
        self._note(case, f"the log says {complaints}", bool(complaints))
        self._note(case, "failed or parked", bool(self.rig.parked()))

    def _judge_the_place(self, hand: Hand, at: Place | None, after: Place | None, case: str, kind: str) -> None:
        if at is None:
            self._note(case, f"leads into {after and after.name}", after is not None)
        elif kind == "/cancel":
            self._note(case, "is not cancelled", after is not None and after.draft.form == at.draft.form)
        elif kind == "/menu" and KINDS[at.draft.form].passing:
            self._note(case, "is asked in passing and stays", after is not None)
        elif _is_an_answer(hand, at, kind):
            kept = after is None or after.draft.form != at.draft.form or _has_all(after, at)
            self._note(case, "an answer is lost", not kept)
        else:
            moved = after is None or not _is_same(at, after)
            self._note(case, f"moves to {after and (after.name, sorted(after.draft.answers))}", moved)

    def _note(self, case: str, what: str, is_wrong: bool) -> None:
        if is_wrong:
            self.wrong.append(f"{case}: {what}")


def _is_same(one: Place, other: Place) -> bool:
    return (one.name, one.draft.id, one.draft.answers) == (other.name, other.draft.id, other.draft.answers)


def _is_an_answer(hand: Hand, at: Place, kind: str) -> bool:
    if kind == "photo" and at.step is not None and isinstance(at.step.ask, Attach):
        return True
    return kind in MESSAGES and reads(at.step, said(kind, hand))


def _has_all(after: Place, before: Place) -> bool:
    own = before.step.ask.name if before.step else ""
    return all(after.draft.answers.get(name) == value for name, value in before.draft.answers.items() if name != own)


def every_state() -> set[str]:
    """All states of all forms."""
    return {str(state.state) for kind in KINDS.values() for state in kind.form.__states__}


async def walk_the_road(tour: Tour) -> None:
    """A family's life: every form with registers and SMS."""
    rig = tour.rig
    road = Road(rig, tour.language, tour.visit)
    await road.parent.says("/start")
    await tour.visit(road.parent, None, "no language")
    await road.arrives()
    await tour.visit(road.parent, None, "not registered")
    await while_the_register_waits(tour, road, "phone", "Registration:base")
    await while_the_register_waits(tour, road, "person", "Registration:register")
    await road.registers()
    await tour.visit(road.parent, None, "menu")
    await aside(rig, lambda: own_account(road))
    await aside(rig, road.looks_elsewhere)
    await while_the_register_waits(tour, road, "kinship", "AddChild:kinship")
    await while_the_register_waits(tour, road, "person", "AddChild:register")
    await road.adds_a_child()
    await while_the_register_waits(tour, road, "status", "Apply:statuses")
    await road.applies()
    await road.clerks_come()
    await tour.visit(road.department, None, "menu of a department")
    await tour.visit(road.garden, None, "menu of a kindergarten")
    await road.department_returns_the_document()
    await road.claims_again()
    await stranger_proves_kinship(tour)
    await mother_joins(tour, road)
    await aside(rig, road.department_announces)
    await aside(rig, lambda: a_question_and_its_answer(road))
    await aside(rig, road.garden_counts_its_places)
    await road.round_is_held()
    await round_is_held_again(tour, road)
    await signs_with_eds(tour, road.parent, "v:interest:1")
    await road.confirms_interest()
    offered = f"w:accept:1:{road.garden_id()}"
    await aside(rig, road.waits_for_a_place, road.place_is_offered, lambda: signs_with_eds(tour, road.parent, offered))
    await aside(rig, road.waits_for_a_place, road.place_is_offered, road.accepts_the_place)
    await aside(rig, lambda: contract_with_eds(tour, road))
    await road.sends_the_contract()
    await road.garden_signs()
    await aside(
        rig,
        road.writes_a_review,
        road.department_returns_the_review,
        road.department_accepts_the_review,
        road.garden_answers_the_review,
        road.rates_the_bot,
    )
    await aside(rig, road.garden_sends_a_table)
    await road.another_kindergarten_opens()
    await signs_with_eds(tour, road.parent, "v:transfer:1")
    await aside(rig, road.asks_for_a_transfer)
    await road.month_is_published()
    await aside(rig, road.voucher_is_cancelled, road.department_reinstates)
    await tour.visit(road.parent, None, "menu with a month")
    await road.disputes()
    await road.garden_replies()


async def aside(rig: Rig, *steps: Callable[[], Awaitable[None]]) -> None:
    """Another way for a while; then the road goes on where it was left."""
    saved = rig.save()
    for step in steps:
        await step()
    rig.restore(saved)


DOORS = {"Registration": "g:register:", "AddChild": "g:addchild:", "Apply": "g:apply:", "Join": "g:join:"}


async def while_the_register_waits(tour: Tour, road: Road, register: str, state: str, hand: Hand | None = None) -> None:
    """A register waits for the consent of 1414: the place where nobody can answer anything yet."""
    hand, form = hand or road.parent, state.partition(":")[0]
    saved = tour.rig.save()
    tour.rig.playground.faults.add({"target": "registry", "method": register, "code": "pending", "times": 10_000})
    await hand.taps(DOORS[form])
    await _fill_up_to(hand, form, state, {"iin": hand.person.iin if form == "Registration" else road.child()})
    await tour.visit(hand, await tour.rig.place(hand.person))
    tour.rig.playground.faults.forget()
    tour.rig.restore(saved)


async def mother_joins(tour: Tour, road: Road) -> None:
    """By kinship, by an invitation, and by an invitation while the register is silent."""
    saved = tour.rig.save()
    mother = await road.mother_registers()
    await while_the_register_waits(tour, road, "kinship", "Join:kinship", mother)
    await while_the_register_waits(tour, road, "person", "Join:register", mother)
    await aside(tour.rig, lambda: road.joins(mother))
    link = await road.invitation()
    for register in ("kinship", "person", ""):
        begin, faults = tour.rig.save(), tour.rig.playground.faults
        if register:
            faults.add({"target": "registry", "method": register, "code": "pending", "times": 10_000})
        await mother.says(link)
        await tour.visit(mother, await tour.rig.place(mother.person))
        if register == "kinship":
            await inviter_signs(tour, road, mother)
        faults.forget()
        tour.rig.restore(begin)
    tour.rig.restore(saved)


async def inviter_signs(tour: Tour, road: Road, mother: Hand) -> None:
    """The register knows nothing, so the one who invited is asked."""
    await mother.presses("o", "ask")
    async for at in places(mother, "AskInviter", {}):
        await tour.visit(mother, at)
    tour.rig.slips(seconds=90)
    invitation = tour.rig.rows("SELECT max(id) FROM family_invitation")[0][0]
    await road.goes(road.parent, f"y:vouch:{invitation}:0:", "Vouch")


async def round_is_held_again(tour: Tour, road: Road) -> None:
    """As many vouchers for the same place on the same day."""
    saved = tour.rig.save()
    await road.department.taps("g:round:614000000")
    await _fill_up_to(road.department, "Round", "Round:again", {"count": "1"})
    await tour.visit(road.department, await tour.rig.place(road.department.person))
    tour.rig.restore(saved)


async def _fill_up_to(hand: Hand, form: str, state: str, wishes: Mapping[str, str]) -> None:
    for _step in range(20):
        at = await hand.rig.place(hand.person)
        assert at is not None, f"{form} ended before {state}"
        if at.name == state:
            return
        await answer_rightly(hand, at, wishes)
    raise AssertionError(f"{state} is not on the way")


async def signs_with_eds(tour: Tour, hand: Hand, door: str) -> None:
    """The place where a digital signature is waited for, at a computer."""
    saved = tour.rig.save()
    await hand.taps(door)
    for _step in range(20):
        at = await tour.rig.place(hand.person)
        assert at is not None
        assert at.step is not None
        if isinstance(at.step.ask, Sign):
            break
        options = at.step.ask.options(at.step.given) if isinstance(at.step.ask, Choose) else ()
        file = next((option.key for option in options if way_of(option.key) == "file"), None)
        await (hand.presses("o", file) if file else answer_rightly(hand, at, {}))
    await tour.visit(hand, at)
    tour.rig.restore(saved)


async def contract_with_eds(tour: Tour, road: Road) -> None:
    """The contract is signed so, from the kindergarten's card."""
    await road.parent.taps("v:choose:1")
    await road.parent.taps(button(road.parent, "n:card:"))
    await signs_with_eds(tour, road.parent, button(road.parent, "n:choose:"))


async def stranger_proves_kinship(tour: Tour) -> None:
    """A child whom no register knows as the person's own."""
    stranger = tour.rig.hand("zhanna")
    await stranger.starts(tour.language)
    saved = tour.rig.save()
    await stranger.taps("g:eds:")
    await tour.visit(stranger, await tour.rig.place(stranger.person))
    policy = await tour.rig.place(stranger.person)
    assert policy is not None
    await answer_rightly(stranger, policy, {})
    await tour.visit(stranger, await tour.rig.place(stranger.person))
    tour.rig.restore(saved)
    await signs_with_eds(tour, stranger, "g:eds:")
    await stranger.taps("g:register:")
    await fill(stranger, "Registration", iin=stranger.person.iin)
    await stranger.says("/menu")
    await stranger.taps("g:addchild:")
    await stranger.says(stranger.person.children[0]["iin"])
    at = await tour.rig.place(stranger.person)
    assert at is not None
    await tour.visit(stranger, at)
    await stranger.presses("o", "paper")
    async for at in places(
        stranger, "ProveKinship", {"iin": stranger.person.children[0]["iin"], "nationality": "қазақ"}
    ):
        await tour.visit(stranger, at)


async def walk_without_registers(tour: Tour) -> None:
    """The questions that are asked where no register can be."""
    parent = tour.rig.hand("aigul")
    await parent.starts(tour.language)
    await parent.taps("g:register:")
    async for at in places(parent, "Registration", {"iin": parent.person.iin, "patronymic": "Сынаққызы"}):
        await tour.visit(parent, at)
    await parent.says("/menu")
    await parent.taps("g:addchild:")
    async for at in places(parent, "AddChild", {"iin": parent.person.children[0]["iin"], "patronymic": "Сынақұлы"}):
        await tour.visit(parent, at)


@pytest.mark.parametrize("whole", [False, pytest.param(True, marks=pytest.mark.slow)], ids=["in turns", "whole"])
async def test_every_state_answers_everything(language: str, whole: bool, complaints: Complaints) -> None:
    """R-73: all states, all kinds, and the state and the answers are kept. `in turns`: nonsense comes to every third."""
    begun = time.process_time()
    async with open_rig() as rig:
        tour = Tour(rig, language, complaints, whole)
        await walk_the_road(tour)
    async with open_rig(bare_bot) as bare:
        without = Tour(bare, language, complaints, whole)
        await walk_without_registers(without)
    wrong, been = tour.wrong + without.wrong, tour.been | without.been
    cases, seconds = tour.cases + without.cases, time.process_time() - begun
    print(f"\n{language}: {len(been)} places, {cases} cases in {seconds:.0f} s of CPU")
    assert not wrong, f"{len(wrong)} of {cases}:\n" + "\n".join(wrong[:60])
    assert every_state() - been <= set(NEVER_STOOD_IN), "a state of a form that nobody stood in"


def test_what_is_silent_is_not_asked_for() -> None:
    """Silence is for kinds that Telegram is told not to send."""
    assert not set(SILENT) & set(ASKED_FOR)
