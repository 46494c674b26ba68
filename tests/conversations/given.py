"""What has happened before a transcript begins: the same acts, told once."""

from dataclasses import dataclass

from tests.conversations.harness import Person, World
from tests.conversations.tongues import Tongue

ALIKHAN = "Әлихан"
"""Aigul's elder child, three years old."""
ALIKHAN_WHOLE = "Сынақов Әлихан Даниярұлы"


@dataclass(frozen=True)
class Town:
    """Where a family looks for a kindergarten, and who works there."""

    region: str
    district: str
    language: str
    kindergarten: str
    department: str
    clerk: str


def almaty(w: Tongue) -> Town:
    """One queue for the whole city."""
    return Town(w.almaty, w.bostandyq, w.kazakh, w.balbobek, "dep_almaty", "kg_almaty")


def astana(w: Tongue) -> Town:
    """Another."""
    return Town(w.astana, w.yesil, w.russian, w.baiterek, "dep_astana", "kg_astana")


def village(w: Tongue) -> Town:
    """A district with a queue of its own."""
    return Town(w.turkistan, w.qazygurt, w.kazakh, w.aq_bulaq, "dep_village", "kg_village")


class Story:
    """A world, the words spoken in it, and what may have happened there before."""

    def __init__(self, world: World, w: Tongue, town: Town | None = None) -> None:
        self.world, self.w, self.town = world, w, town or almaty(w)

    # ---- a parent --------------------------------------------------------------------------------------------------

    async def person(self, id: str) -> Person:
        """Somebody who has pressed Start and chosen the language; a clerk, with the invitation."""
        person = await self.world.person(id)
        await person.start()
        await person.taps(self.w.name)
        return person

    async def parent(self, id: str = "aigul") -> Person:
        """Registered, and nothing else asked for."""
        parent = await self.just_registered(id)
        await self.skips_what_can_wait(parent)
        return parent

    async def just_registered(self, id: str = "aigul") -> Person:
        """Registered by the own contact."""
        w, parent = self.w, await self.person(id)
        await parent.taps(w.register)
        await parent.shares_contact()
        await parent.says(parent.iin)
        await parent.taps(w.agree)
        await parent.says(await parent.code())
        await parent.taps(w.my_data)
        await parent.taps(w.finish_registration)
        await parent.sees(w.registered)
        return parent

    async def skips_what_can_wait(self, parent: Person) -> None:
        """Neither an e-mail nor «My place», which are asked for right after registering."""
        await parent.taps(self.w.skip)
        await parent.taps(self.w.skip)

    async def adds(self, parent: Person, child: int = 0) -> None:
        """Add a child whom the registers know."""
        w = self.w
        await parent.says("/menu")
        await parent.taps(w.my_children)
        await parent.taps(w.add_child)
        await parent.says(parent.children[child])
        await parent.taps(w.my_child)
        await parent.taps(w.skip)
        await parent.taps(w.save)

    async def fills_in(self, parent: Person, group: str | None = None) -> None:
        """Fill the application in for the child added last, up to the review."""
        w = self.w
        await parent.taps(w.apply)
        for words in (self.town.region, self.town.district, group or w.general_group, self.town.language):
            await parent.says(words)
        await parent.taps(w.no_right)
        await parent.taps(w.consent)
        await parent.sees(w.check_answers)

    async def applies(self, parent: Person, group: str | None = None) -> None:
        """Apply for the child added last."""
        await self.fills_in(parent, group)
        await parent.taps(self.w.send)
        await parent.sees(self.w.received)

    async def queued(self, id: str = "aigul", child: int = 0) -> Person:
        """A parent whose child stands in the queue."""
        parent = await self.parent(id)
        await self.adds(parent, child)
        await self.applies(parent)
        return parent

    async def neighbour(self, id: str, born: str, **who: str) -> Person:
        """A family of the same town that is made up."""
        child = {"name": f"Көршиев {id.title()}", "born": born}
        await self.world.newcomer(id=id, name=f"{id.title()} Көршиева", children=[child], **who)
        return await self.queued(id)

    # ---- the voucher -----------------------------------------------------------------------------------------------

    async def round(self, clerk: Person | None = None, count: int = 1) -> Person:
        """A round of so many vouchers; the clerk who held it."""
        w = self.w
        clerk = clerk or await self.person(self.town.department)
        await clerk.says("/menu")
        await clerk.taps(w.staff)
        await clerk.taps(w.hold_round)
        await clerk.says(str(count))
        await clerk.taps(w.issue)
        await clerk.sees(w.issued_count.format(count=count))
        return clerk

    async def issued(self, id: str = "aigul") -> Person:
        """A parent with a voucher, just issued, on Monday, 16 November."""
        parent = await self.queued(id)
        await self.round()
        return parent

    async def goes_to_sign(self, parent: Person) -> None:
        """Open the interest up to the question for the code, when a new one may be sent."""
        await self.world.clock.advance(seconds=80)
        await parent.taps(f"{self.w.confirm_interest}…")
        await parent.taps(self.w.sign_interest)
        await parent.sees(self.w.signing)

    async def confirms_interest(self, parent: Person) -> None:
        """Sign the interest."""
        await self.goes_to_sign(parent)
        await parent.says(await parent.code())
        await parent.sees(self.w.interest_confirmed)

    async def confirmed(self, id: str = "aigul") -> Person:
        """A parent with five working days, till Monday, 23 November, to choose a kindergarten."""
        parent = await self.issued(id)
        await self.confirms_interest(parent)
        return parent

    async def sends_contract(self, parent: Person) -> None:
        """Choose the town's kindergarten, sign, send."""
        w = self.w
        await self.world.clock.advance(seconds=80)
        await parent.taps(f"{w.choose}…")
        await parent.taps(f"{self.town.kindergarten}…")
        await parent.taps(f"{w.choose_this}…")
        await parent.taps(w.sign_contract)
        await parent.says(await parent.code())
        await parent.sees(w.contract_sent)

    async def contract_sent(self, id: str = "aigul") -> tuple[Person, Person]:
        """A parent, and the kindergarten's clerk, who has to answer till Wednesday, 18 November."""
        clerk = await self.person(self.town.clerk)
        parent = await self.confirmed(id)
        await self.sends_contract(parent)
        return parent, clerk

    async def signs(self, clerk: Person) -> None:
        """The kindergarten signs the contract told last."""
        await clerk.taps(self.w.open_contract)
        await clerk.taps(self.w.sign)
        await clerk.sees(self.w.signed)

    async def enrolled(self, id: str = "aigul") -> tuple[Person, Person]:
        """A parent whose child is in the kindergarten since 16 November, and the kindergarten's clerk."""
        parent, clerk = await self.contract_sent(id)
        await self.signs(clerk)
        await parent.letters()
        return parent, clerk

    # ---- the timesheet ---------------------------------------------------------------------------------------------

    async def opens_month(self, clerk: Person, month: str) -> None:
        """Open a month, such as "2026-11", among the timesheets."""
        w = self.w
        await clerk.says("/menu")
        await clerk.taps(w.staff)
        await clerk.taps(w.timesheets)
        await clerk.taps(w.month(month))

    async def publishes(self, clerk: Person, month: str) -> None:
        """Publish a month as it stands."""
        await self.opens_month(clerk, month)
        await clerk.taps(self.w.publish_month)
        await clerk.taps(self.w.publish)

    async def published(self) -> tuple[Person, Person]:
        """A parent with November to confirm, told on 1 December at 09:00, and the clerk who published it."""
        parent, clerk = await self.enrolled()
        await self.world.clock.to("2026-12-01 09:00")
        await self.publishes(clerk, "2026-11")
        return parent, clerk

    async def opens_sheet(self, parent: Person, month: str, child: str = ALIKHAN) -> None:
        """Open a month of an only child, by the menu."""
        await parent.says("/menu")
        await parent.taps(f"{self.w.sheets_room}…")
        await parent.taps(f"{child}: {self.w.month(month)}")

    async def disputes(self, parent: Person) -> None:
        """Disagree with the month on the screen."""
        w = self.w
        await parent.taps(w.disagree)
        await parent.says("18")
        await parent.taps(w.sick)
        await parent.says("Ауырып қалды")
        await parent.taps(w.send_to_kindergarten)
        await parent.sees(w.disagreement_sent)

    async def publishes_again(self, clerk: Person) -> None:
        """Answer the disagreement told last."""
        w = self.w
        await clerk.taps(w.open_timesheet)
        await clerk.taps(w.publish_again)
        await clerk.taps(w.skip)
        await clerk.taps(w.publish_again)
