"""What has happened before a transcript begins: the same acts, told once."""

from tests.conversations.harness import Person, World
from tests.conversations.tongues import Tongue

ALIKHAN = "Әлихан"
"""The name of Aigul's elder child, three years old, in the register."""


class Story:
    """The people of a world, and how far they have come."""

    def __init__(self, world: World, w: Tongue) -> None:
        self.world, self.w = world, w

    async def person(self, id: str) -> Person:
        """Somebody who has pressed Start and chosen the language."""
        person = await self.world.person(id)
        await person.start()
        await person.taps(self.w.name)
        return person

    async def parent(self, id: str = "aigul") -> Person:
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

    async def applies(self, parent: Person, place: tuple[str, str] | None = None, language: str | None = None) -> None:
        """Apply for the child added last."""
        w = self.w
        region, district = place or (w.almaty, w.bostandyq)
        await parent.taps(w.apply)
        for words in (region, district, w.general_group, language or w.kazakh):
            await parent.says(words)
        await parent.taps(w.consent)
        await parent.taps(w.send)
        await parent.sees(w.received)

    async def queued(self, id: str = "aigul", child: int = 0) -> Person:
        """A parent whose child stands in the queue."""
        parent = await self.parent(id)
        await self.adds(parent, child)
        await self.applies(parent)
        return parent

    async def clerk(self, id: str) -> Person:
        """A clerk who has used the invitation."""
        return await self.person(id)

    async def round(self, clerk: Person, count: int = 1) -> None:
        """A round of so many vouchers."""
        w = self.w
        await clerk.says("/menu")
        await clerk.taps(w.staff)
        await clerk.taps(w.hold_round)
        await clerk.says(str(count))
        await clerk.taps(w.issue)
        await clerk.sees(w.issued_count.format(count=count))

    async def issued(self, id: str = "aigul") -> Person:
        """A parent with a voucher, just issued."""
        parent = await self.queued(id)
        await self.round(await self.clerk("dep_almaty"))
        return parent

    async def signs(self, parent: Person) -> None:
        """Type the code that signs; the resend time has passed."""
        await parent.says(await parent.code())

    async def confirms_interest(self, parent: Person) -> None:
        """Sign the interest."""
        await self.world.clock.advance(seconds=80)
        await parent.taps(self.w.confirm_interest)
        await parent.taps(self.w.sign_interest)
        await self.signs(parent)
        await parent.sees(self.w.interest_confirmed)

    async def confirmed(self, id: str = "aigul") -> Person:
        """A parent with five working days to choose a kindergarten."""
        parent = await self.issued(id)
        await self.confirms_interest(parent)
        return parent

    async def sends_contract(self, parent: Person, kindergarten: str | None = None) -> None:
        """Choose a kindergarten, sign, send."""
        w = self.w
        await self.world.clock.advance(seconds=80)
        await parent.taps(w.choose)
        await parent.says(kindergarten or w.balbobek)
        await parent.taps(w.sign_contract)
        await self.signs(parent)
        await parent.sees(w.contract_sent)

    async def contract_sent(self, id: str = "aigul") -> tuple[Person, Person]:
        """A parent, and the kindergarten's clerk who has to answer."""
        clerk = await self.clerk("kg_almaty")
        parent = await self.confirmed(id)
        await self.sends_contract(parent)
        return parent, clerk

    async def enrolled(self, id: str = "aigul") -> tuple[Person, Person]:
        """A parent whose child is in the kindergarten, and the kindergarten's clerk."""
        parent, clerk = await self.contract_sent(id)
        await clerk.taps(self.w.open_contract)
        await clerk.taps(self.w.sign)
        await clerk.sees(self.w.signed)
        return parent, clerk

    async def publishes(self, clerk: Person, month: str) -> None:
        """Publish a month, "2026-11", as it stands."""
        w = self.w
        await self.opens_month(clerk, month)
        await clerk.taps(w.publish_month)
        await clerk.taps(w.publish)

    async def opens_month(self, clerk: Person, month: str) -> None:
        """Open a month among the timesheets."""
        w = self.w
        await clerk.says("/menu")
        await clerk.taps(w.staff)
        await clerk.taps(w.timesheets)
        await clerk.taps(w.month(month))
