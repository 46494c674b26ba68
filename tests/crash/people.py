"""What people do: each looks at the screen and presses what leads on, and nobody asks twice.

An act on a form has to lead to another screen: the same question again is no answer, however often it is drawn. So an
update that was lost is found out. Only looking around (rooms, commands) is repeated, for a look that was cut off leads
back to where one was.
"""

import asyncio
import html
from dataclasses import dataclass
from random import Random

from bot.fsm.contract import way_of
from bot.fsm.registration import Registration
from bot.handlers.voucher import STATES
from bot.places import places
from bot.words import Words, say, speaking
from domain.voucher import State
from tests.crash.phone import Gone, Json, Phone, Screen, data_of
from tests.crash.salvo import Gate

REGION = "750000000"  # Almaty: one queue for the whole city
LOOKS = ("g:apps", "g:app:", "g:children", "g:help", "g:menu")
STALE = 0.1  # how often an old tap comes again
ROUNDS_TAKE = 300.0  # seconds until the last family has its voucher, on a very busy machine
ENOUGH = 150  # acts; the road takes about thirty


@dataclass(frozen=True, slots=True)
class Do:
    """One act: press the button, say the words, or share the number. `look`: it may have to be repeated."""

    press: str | None = None
    say: str | None = None
    look: bool = False


MENU = Do(say="/menu", look=True)
CONTACT = Do()


class Somebody:
    """One who talks with the bot in one language, among others who do."""

    def __init__(self, phone: Phone, language: str, gate: Gate, chance: Random) -> None:
        self.phone, self.language, self._gate, self._chance = phone, language, gate, chance
        self._codes = self._acts = 0
        self._acted = False

    def words(self, words: Words) -> str:
        """How the bot says it to this person, as it is read on the screen."""
        with speaking(self.language):
            return html.unescape(say(words))

    async def start(self, payload: str | None = None) -> Screen:
        """Press Start and choose the language."""
        await self._gate.passed()
        await self.phone.start(payload)
        screen = await self.phone.until(lambda seen: bool(seen.data), "Start was pressed")
        while (own := screen.button(f"l:{self.language}")) is not None:  # offered until it is chosen
            screen = await self.act(Do(press=own), screen)
        return screen

    async def act(self, do: Do, seen: Screen) -> Screen:
        """Act with the next salvo, and wait for what follows."""
        self._acts += 1
        assert self._acts < ENOUGH, f"{self.phone.id} goes round in circles: {seen.text[:300]!r}"
        if do.look or (do.press and do.press not in seen.form):  # late screens of acts before would pass for the answer
            await self.phone.rests()
            if (now := await self.phone.look()) != seen:
                return now
        await self._gate.passed()
        self._acted = True
        try:
            await self._carry_out(do, seen)
        except Gone:
            self._acted = False
            return await self.phone.until(lambda now: _leads_on(MENU, seen, now), "the screen was taken away")
        if self._chance.random() < STALE:
            await self.phone.stale()
        return await self.phone.until(lambda now: _leads_on(do, seen, now), f"{do} on the screen {seen.text[:300]!r}")

    async def _carry_out(self, do: Do, seen: Screen) -> None:
        if do.press is not None:
            await self.phone.tap(do.press, seen.id)
        elif do.say is not None:
            await self.phone.say(do.say)
        else:
            await self.phone.contact()

    async def press_anything(self) -> None:
        """The last word in the chat is the bot's, and has buttons, and one that is pressed is answered."""
        last = [message for message in await self.phone.messages() if not message["deleted"]][-1]
        assert last["from"] == "bot", f"{self.phone.id} had the last word: {last['text']!r}"
        assert data_of(last), f"{self.phone.id} has nothing to press under {last['text']!r}"
        data, seen = (
            next((one for one in data_of(last) if one.startswith(LOOKS)), data_of(last)[-1]),
            await self.phone.look(),
        )
        await self.phone.once(data, last["id"])
        await self.phone.until(lambda now: _leads_on(MENU, seen, now), f"{data} was pressed under {last['text']!r}")

    async def code(self) -> Do:
        """Type the code that came by SMS; every question for a code has one of its own."""
        self._codes += 1
        return Do(say=await self.phone.code(self._codes))


def _leads_on(do: Do, before: Screen, now: Screen) -> bool:
    if now.id < before.id or not (now.data or now.contact):  # an older one comes to light while the newest is replaced
        return False
    return now != before if do.look else (now.shape, now.contact) != (before.shape, before.contact)


class Parent(Somebody):
    """Registers, adds the child, applies; then confirms interest or refuses the voucher.

    `wants` is where the application is to end; None leaves it to the other parent.
    """

    def __init__(
        self, phone: Phone, language: str, gate: Gate, chance: Random, person: Json, wants: State | None
    ) -> None:
        super().__init__(phone, language, gate, chance)
        self.iin, self.wants = str(person["iin"]), wants
        (child,) = person["children"]
        self.child_iin, self._child_name = str(child["iin"]), str(child["name"]).split()[-1]
        self._added = self._applied = False

    async def apply(self) -> None:
        """From Start to an application in the queue."""
        with self._gate.inside():
            screen = await self.start()
            while not self._applied:
                screen = await self.act(await self._towards_application(screen), screen)
                self._notice(screen)

    def _notice(self, screen: Screen) -> None:
        self._applied = bool(screen.button("g:app:"))
        self._added = self._added or bool(screen.button("g:addchild") and self._child_name in screen.text)

    async def _towards_application(self, screen: Screen) -> Do:
        if screen.contact or screen.form:
            return await self._fill(screen)
        if (register := screen.button("g:register")) is not None:
            return Do(press=register)
        if screen.button("g:children"):  # the menu
            return Do(press=screen.button("g:apps" if self._added else "g:children"), look=True)
        if (add := screen.button("g:addchild")) is not None:
            return MENU if self._added else Do(press=add)
        if (apply := screen.button("g:apply")) is not None:
            return Do(press=apply)
        if screen.button("g:apps"):
            return Do(press=screen.button("g:apps"), look=True)
        return MENU

    async def look_around(self, until: asyncio.Event) -> None:
        """Walk through the rooms, where nothing happens but work for the bot."""
        with self._gate.inside():
            screen = await self.phone.look()
            while not until.is_set():
                rooms = [one for one in screen.data if one.startswith(LOOKS)]
                do = Do(press=self._chance.choice(rooms), look=True) if rooms and self._chance.random() < 0.8 else MENU
                screen = await self.act(do, screen)

    async def use_voucher(self) -> None:
        """From the letter that tells of the voucher to what the family wants."""
        if self.wants is None:
            return
        issued = await self.phone.until(lambda seen: bool(_letter(seen, "v:interest")), "no voucher came", ROUNDS_TAKE)
        letter = _letter(issued, "v:interest")
        assert letter is not None
        with self._gate.inside():
            confirms = self.wants is State.CONFIRMED
            press = next(one for one in letter.data if one.startswith("v:interest" if confirms else "g:app"))
            screen = await self._open(Do(press=press, look=not confirms), letter, issued)
            while not self._arrived(screen):
                screen = await self.act(await self._towards_end(screen), screen)

    async def _open(self, do: Do, letter: Screen, seen: Screen) -> Screen:
        """Press a letter's button; what follows stands elsewhere."""
        await self._gate.passed()
        await self._carry_out(do, letter)
        return await self.phone.until(lambda now: _leads_on(do, seen, now), f"{do} in a letter")

    def _arrived(self, screen: Screen) -> bool:
        assert self.wants is not None
        return bool(screen.button("g:apps") and self.words(STATES[self.wants]) in screen.text)

    async def _towards_end(self, screen: Screen) -> Do:
        if screen.form:
            return await self._fill(screen)
        if (yes := screen.button("v:refuse_yes")) is not None:
            return Do(press=yes)
        deed = screen.button("v:interest") if self.wants is State.CONFIRMED else screen.button("v:refuse")
        if deed is not None:
            return Do(press=deed, look=self.wants is State.REFUSED)
        if screen.button("g:apps"):
            return Do(press=screen.button("g:apps"), look=True)
        if (application := screen.button("g:app:")) is not None:
            return Do(press=application, look=True)
        return MENU

    async def _fill(self, screen: Screen) -> Do:
        """The next answer of a form: the first choice, but the own child, the city, the own data, and a code to sign."""
        if screen.contact:
            return CONTACT
        verbs = {said.partition(":")[0]: data for data, said in reversed(screen.form.items())}
        choices = {said.partition(":")[2]: data for data, said in screen.form.items() if said.startswith("o:")}
        if "again" in verbs:
            return await self.code()
        if press := verbs.get("send") or verbs.get("skip"):
            return Do(press=press)
        if "add" in choices:  # whose child is it for?
            own = next((data for key, data in choices.items() if key.startswith("c")), None)
            return Do(press=own) if own else Do(press=verbs["cancel"], look=True)
        if any(key.endswith("0000000") for key in choices):
            return Do(say=self.words(places().name(REGION)))
        if choices:
            by_code = [data for key, data in choices.items() if way_of(key) is None]
            return Do(press=(by_code or [*choices.values()])[0])
        return Do(say=self.iin if self.words(Registration.title) in screen.text else self.child_iin)


def _letter(screen: Screen, button: str) -> Screen | None:
    for number, data in reversed(screen.letters):
        if any(one.startswith(button) for one in data):
            return Screen(number, data=data)
    return None


class Clerk(Somebody):
    """Holds rounds of vouchers."""

    def __init__(self, phone: Phone, language: str, gate: Gate, chance: Random, *, payload: str) -> None:
        super().__init__(phone, language, gate, chance)
        self._payload = payload

    async def hold_rounds(self, counts: tuple[int, ...]) -> None:
        """Open the invitation, then one round after the other."""
        with self._gate.inside():
            screen = await self.start(self._payload)
            for count in counts:
                screen = await self._hold(count, screen)

    async def _hold(self, count: int, screen: Screen) -> Screen:
        sent = False
        while not sent:
            do = self._next(count, screen)
            screen = await self.act(do, screen)
            sent = self._acted and do.press is not None and do.press.endswith(":send:")
        return screen

    def _next(self, count: int, screen: Screen) -> Do:
        if screen.form:
            send = next((data for data, said in screen.form.items() if said.startswith("send")), None)
            return Do(press=send) if send else Do(say=str(count))
        if (open_round := screen.button("g:round")) is not None:
            return Do(press=open_round)
        if (room := screen.button("g:staff")) is not None:
            return Do(press=room, look=True)
        return MENU
