"""Presses every button of every screen it can reach, breadth first, and afterwards every old one again.

A screen's signature is its text with the digits masked, and its labels; each is looked at once: a form's once and for all,
a room's once in each stage, since what lies behind the same menu is another thing later. Before each press everything
that is kept is brought back to where the screen stood, so that no press disturbs another. Of one question no more than
`looks` screens are pressed through (a review of other answers is the same review), of one room no more in each stage.
"""

import re
from collections import Counter, defaultdict, deque
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field

from aiogram.filters.callback_data import CallbackData

from bot.fsm.form import Choose
from bot.taps import (
    BossTap,
    ClaimTap,
    FamilyTap,
    FormTap,
    GardenTap,
    Go,
    HelpTap,
    JoinTap,
    KinTap,
    MeTap,
    PortalTap,
    RateTap,
    SheetTap,
    Speak,
    StaffTap,
    StatTap,
    SupportTap,
    VoucherTap,
    WaitTap,
)
from tests.crawl.conftest import Complaints
from tests.crawl.rig import Answer, Hand, Place, Rig, Saved, Screen, screen_of
from tests.crawl.right_answers import answer_rightly
from tests.crawl.tongue import strange_lines

KINDS: tuple[type[CallbackData], ...] = (
    FormTap, Go, Speak, VoucherTap, WaitTap, GardenTap, KinTap, JoinTap, FamilyTap, SheetTap, ClaimTap, StaffTap, BossTap,
    MeTap, PortalTap, RateTap, StatTap, HelpTap, SupportTap,
)  # fmt: skip
ROOTS = ("/menu", "/status", "/help")
BILINGUAL = "Тілді таңдаңыз · Выберите язык"

OWN = {
    "person": "id",
    **dict.fromkeys(("draft", "letter", "code", "favourite", "catalogue_view", "seen", "watch"), "person_id"),
    **dict.fromkeys(("signing", "password_try", "sheet_seen"), "person_id"),
}
"""Rows of the person who acts may change; those of everybody else may not."""
EVERYBODYS = (
    "application", "sheet", "claim", "kin", "child", "parent", "round", "class", "kindergarten", "staff", "journal",
    "waiting", "stay", "referral", "reinstatement", "joining", "family_invitation", "announcement", "credential",
    "publication", "review", "question",
)  # fmt: skip
TWICE = {("JoinTap", "invite_yes"): "every press makes a new link, and the one before is void"}
"""What may be done twice, and why."""
MANY = 12
"""Old buttons that differ in their numbers alone: so many are pressed."""
NO_MATTER = {"version", "box", "screen_id", "keyboard", "buttons", "papers"}

Move = Callable[[], Awaitable[Answer]]
Found = tuple[Saved, Screen, str]


def kind_of(data: str) -> tuple[str, str] | None:
    """Which kind of button, and its verb: ("VoucherTap", "open"); None for none of ours."""
    for kind in KINDS:
        if data.startswith(kind.__prefix__ + ":"):
            try:
                tap = kind.unpack(data)
            except (TypeError, ValueError):
                continue
            return kind.__name__, str(getattr(tap, "verb", "") or getattr(tap, "to", ""))
    return None


def some(alike: list[str]) -> list[str]:
    """All, or of very many every so-maniest and the last."""
    step = -(-len(alike) // MANY)
    return [*alike[:-1:step], alike[-1]]


def signature(screen: Screen) -> str:
    """What makes a screen another one."""
    labels = [label for label, _data in screen.buttons] + list(screen.keys)
    return re.sub(r"\d+", "#", "\n".join([screen.text, *labels]))


@dataclass
class Crawler:
    """Everything seen so far, by everybody in one language."""

    rig: Rig
    language: str
    complaints: Complaints
    looks: int
    seen: set[str] = field(default_factory=set)
    looked: Counter[str] = field(default_factory=Counter)
    buttons: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    verbs: set[tuple[str, str]] = field(default_factory=set)
    states: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)
    presses: int = 0
    stage: str = ""

    # ---- breadth first ---------------------------------------------------------------------------------------------

    async def crawl(self, stage: str, *hands: Hand) -> None:
        """Everything that these people can reach now."""
        self.stage = stage
        begin = self.rig.save()
        for hand in hands:
            queue: deque[Found] = deque()
            for root in ROOTS:
                self.rig.restore(begin)
                await self._found(queue, hand, await hand.says(root), root)
            for letter in self._letters(hand):
                self.rig.restore(begin)
                self._note_buttons(hand, letter)
                await self._queue(queue, hand, letter, "a letter")
            while queue:
                saved, screen, path = queue.popleft()
                await self._press_all(queue, hand, saved, screen, path)
            self.rig.restore(begin)
        self.rig.direct.calls.clear()

    async def look_round(self, hand: Hand, at: Place | None) -> None:
        """Every button of a place on somebody else's way, if nobody has been there."""
        screen = hand.screen
        if screen is None:
            return
        self._note_buttons(hand, screen)
        if at is None or at.name in self.states:
            return
        self.states.add(at.name)
        begin = self.rig.save()
        await self._press_all(deque(), hand, begin, screen, at.name)
        self.rig.restore(begin)
        hand.screen = screen

    def _letters(self, hand: Hand) -> list[Screen]:
        mine = [call for call in self.rig.direct.calls if call.by_itself and call.chat_id == hand.person.user_id]
        return [screen_of(call.asked) for call in mine if call.status == 200]

    async def _press_all(self, queue: deque[Found], hand: Hand, saved: Saved, screen: Screen, path: str) -> None:
        self.rig.restore(saved)
        for name, move in (await self._moves(hand, screen)).items():
            self.rig.restore(saved)
            hand.screen = screen
            answer = await move()
            way = f"{path} → {name}"
            await self._judge(hand, answer, way, is_tap=not name.startswith("“"))
            if (await self.rig.row(hand.person))["language"] in (None, self.language):
                await self._found(queue, hand, answer, way)

    async def _moves(self, hand: Hand, screen: Screen) -> dict[str, Move]:
        moves: dict[str, Move] = {}
        for label, data in screen.buttons:
            if data is not None:
                moves[f"{label} ({data})"] = lambda data=data: hand.taps(data)  # type: ignore[misc]
        for key in screen.keys[1:]:
            moves[f"“{key}”"] = lambda key=key: hand.says(key)  # type: ignore[misc]
        at = await self.rig.place(hand.person)
        if at is None:  # outside of forms the words of a button may be typed
            first = {str(kind_of(data)): label for label, data in screen.buttons if data is not None}
            moves |= {f"“{label}”": lambda label=label: hand.says(label) for label in first.values()}  # type: ignore[misc]
        if at is not None and at.step is not None and not isinstance(at.step.ask, Choose):
            iin = hand.person.iin if at.draft.form == "Registration" else _child(hand)
            wishes = {"iin": iin, "locality_name": "Жаңаауыл", "count": "1"}
            moves["“the right answer”"] = lambda: answer_rightly(hand, at, wishes)
        return moves

    async def _found(self, queue: deque[Found], hand: Hand, answer: Answer, path: str) -> None:
        for screen in answer.screens:
            self._note_buttons(hand, screen)
        if answer.screens:
            await self._queue(queue, hand, answer.screen, path)

    async def _queue(self, queue: deque[Found], hand: Hand, screen: Screen, path: str) -> None:
        at = await self.rig.place(hand.person)
        if at is not None:
            self.states.add(at.name)
        sign = f"{hand.person.role} {'' if at else self.stage} {signature(screen)}"
        room = f"{at.name if at else self.stage} {sorted({str(kind_of(data)) for data in screen.taps})}"
        if sign in self.seen or self.looked[room] >= self.looks:
            return
        self.seen.add(sign)
        self.looked[room] += 1
        queue.append((self.rig.save(), screen, path))

    def _note_buttons(self, hand: Hand, screen: Screen) -> None:
        for label, data in screen.buttons:
            if data is not None:
                self.buttons[hand.person.id][data] = label
                kind = kind_of(data)
                self._note(f"«{label}»", f"{data} is no button of ours", kind is None)
                self.verbs |= {kind} if kind else set()

    # ---- judging ---------------------------------------------------------------------------------------------------

    async def _judge(self, hand: Hand, answer: Answer, way: str, *, is_tap: bool) -> None:
        self.presses += 1
        way = f"[{self.stage}] {hand.person.id}: {way[-400:]}"
        self._note(way, f"{answer.answered} answers to a tap", is_tap and answer.answered != 1)
        self._note(way, "no screen", not answer.screens)
        self._note(way, f"Telegram refuses {answer.refused}", bool(answer.refused))
        complaints = self.complaints.taken()
        self._note(way, f"the log says {complaints}", bool(complaints))
        self._note(way, "failed or parked", bool(self.rig.parked()))
        spoken = (await self.rig.row(hand.person))["language"]
        if answer.screens and spoken and BILINGUAL not in answer.screen.text:
            labels = [label for label, _data in answer.screen.buttons]
            strange = strange_lines(answer.screen.text, labels, spoken)
            self._note(way, f"not in {self.language}: {strange[:3]}", bool(strange))

    def _note(self, way: str, what: str, is_wrong: bool) -> None:
        if is_wrong:
            self.wrong.append(f"{way}: {what}")

    # ---- old buttons -----------------------------------------------------------------------------------------------

    async def press_old(self, stage: str, hands: Iterable[Hand]) -> None:
        """Every button that anybody ever saw, pressed by everybody, twice."""
        self.stage = f"{stage}, old"
        begin = self.rig.save()
        for hand in hands:
            for data in self._old():
                self.rig.restore(begin)
                await self._press_old(hand, data)
        self.rig.restore(begin)
        self.rig.direct.calls.clear()

    def _old(self) -> list[str]:
        """All of them; of a form's, which are out of date anyway, one for each thing that they ask for.

        Of very many that differ in their numbers alone, as the days of a month do, some.
        """
        forms: dict[str, str] = {}
        alike: dict[str, list[str]] = defaultdict(list)
        for data in {data: None for seen in self.buttons.values() for data in seen}:
            if data.startswith("f:"):
                forms[data.split(":")[3]] = data
            else:
                alike[re.sub(r"\d+", "#", data)].append(data)
        return [*forms.values(), *(data for each in alike.values() for data in some(each))]

    async def _press_old(self, hand: Hand, data: str) -> None:
        is_own = data in self.buttons[hand.person.id] or self._is_own_form(hand, data)
        mine = int((await self.rig.row(hand.person) or {"id": 0})["id"])
        before = self.digest(but=mine)
        await self._judge(hand, await hand.taps(data), data, is_tap=True)
        once = self.digest(but=mine)
        self._note(
            f"[{self.stage}] {hand.person.id}: {data}",
            f"changes {_difference(before, once)}",
            not is_own and before != once,
        )
        if is_own:
            await self._judge(hand, await hand.taps(data), f"{data} again", is_tap=True)
            twice = self.digest(but=mine)
            self._note(
                f"[{self.stage}] {hand.person.id}: {data}",
                f"does twice {_difference(once, twice)}",
                once != twice and kind_of(data) not in TWICE,
            )

    def _is_own_form(self, hand: Hand, data: str) -> bool:
        parts = data.split(":")
        owner = "SELECT 1 FROM draft JOIN person ON person.id = draft.person_id WHERE draft.id = ? AND telegram_id = ?"
        return parts[0] == "f" and bool(self.rig.rows(owner, int(parts[1]), hand.person.user_id))

    def digest(self, but: int) -> dict[str, list[tuple[object, ...]]]:
        """Everybody's data, and of what belongs to one person alone, that of all others. Without sealed boxes."""
        tables = {table: f"SELECT {self._columns(table)} FROM {table}" for table in EVERYBODYS}
        tables |= {t: f"SELECT {self._columns(t)} FROM {t} WHERE {own} <> {but}" for t, own in OWN.items()}
        return {table: sorted(self.rig.rows(sql), key=str) for table, sql in tables.items()}

    def _columns(self, table: str) -> str:
        columns = self.rig.rows(f"PRAGMA table_info({table})")
        return ", ".join(name for _n, name, kind, *_rest in columns if kind != "BLOB" and name not in NO_MATTER)


def _child(hand: Hand) -> str:
    return str(hand.person.children[0]["iin"]) if hand.person.children else hand.person.iin


def _difference(
    one: dict[str, list[tuple[object, ...]]], other: dict[str, list[tuple[object, ...]]]
) -> dict[str, object]:
    changed = {table for table in one if one[table] != other[table]}
    return {table: [row for row in other[table] if row not in one[table]][:2] for table in sorted(changed)}
