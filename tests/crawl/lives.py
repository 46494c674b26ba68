"""Where people can stand, told by what the forms ask: one family's road from Start to the timesheet.

Each step opens a form through its door and fills it in by derived answers (`right_answers`); a visitor may look round at
every place on the way.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime

from tests.crawl.rig import Hand, Place, Rig
from tests.crawl.right_answers import Wishes, places

Visit = Callable[[Hand, Place | None], Awaitable[None]]

TOWN = {"region": "610000000", "district": "614000000", "language": "kk", "group_type": "general"}
"""Qazygurt: the one district whose localities are known; one department, one kindergarten."""


async def _nobody(_hand: Hand, _at: Place | None) -> None:
    """Look at nothing."""


class Road:
    """A family of Qazygurt (`nurlan`), its department and its kindergarten; `visit` sees every place."""

    def __init__(self, rig: Rig, language: str, visit: Visit = _nobody) -> None:
        self.rig, self.language, self.visit = rig, language, visit
        self.parent, self.department, self.garden = map(rig.hand, ("nurlan", "dep_village", "kg_village"))

    async def goes(self, hand: Hand, door: str, form: str, wishes: Wishes | None = None) -> None:
        """Open a form by its door and fill it in."""
        await hand.taps(door)
        async for at in places(hand, form, wishes or {}):
            await self.visit(hand, at)

    # ---- the steps, in order ---------------------------------------------------------------------------------------

    async def arrives(self) -> None:
        """Start and a language, nothing more."""
        await self.parent.starts(self.language)

    async def registers(self) -> None:
        """The parent, the e-mail, the place."""
        parent = self.parent
        await self.goes(parent, "g:register:", "Registration", {"iin": parent.person.iin})
        async for at in places(parent, "Email", {"email": "nurlan@mail.kz"}):
            await self.visit(parent, at)
        async for at in places(parent, "MyPlace", {**TOWN, "locality": "other", "locality_name": "Жаңаауыл"}):
            await self.visit(parent, at)

    async def adds_a_child(self) -> None:
        """The one whom the register knows."""
        iin = self.parent.person.children[0]["iin"]
        await self.goes(self.parent, "g:addchild:", "AddChild", {"iin": iin, "nationality": "қазақ"})

    async def applies(self) -> None:
        """With a right that a certificate proves, and a locality that the list lacks."""
        self.policy_grows_old()
        wishes = {**TOWN, "locality": "other", "locality_name": "Жаңаауыл", "right": "serviceman"}
        await self.goes(self.parent, "g:apply:", "Apply", wishes)

    def policy_grows_old(self) -> None:
        """The family has accepted another version than today's."""
        own = "SELECT parent_id FROM person WHERE telegram_id = ?"
        self.rig.rows(f"UPDATE parent SET policy = 'older' WHERE id = ({own})", self.parent.person.user_id)

    async def clerks_come(self) -> None:
        """The department and the kindergarten, by their invitations."""
        await self.department.starts(self.language)
        await self.garden.starts(self.language)

    async def department_returns_the_document(self) -> None:
        """With a reason in its own words."""
        await self.goes(self.department, "c:return:1:", "ReturnClaim", {"reason": "other"})

    async def claims_again(self) -> None:
        """Another right, another document."""
        await self.goes(self.parent, "g:right:1", "ClaimRight", {"right": "teacher"})

    async def round_is_held(self) -> None:
        """One voucher."""
        await self.goes(self.department, "g:round:614000000", "Round", {"count": "1"})

    async def confirms_interest(self) -> None:
        """Signed with a code."""
        self.rig.slips(seconds=90)
        await self.goes(self.parent, "v:interest:1", "ConfirmInterest")

    async def sends_the_contract(self) -> None:
        """To the one kindergarten."""
        self.rig.slips(seconds=90)
        await self.goes(self.parent, "v:choose:1", "Contract")

    async def garden_signs(self) -> None:
        """The child is enrolled."""
        row = self.rig.rows("SELECT id FROM application WHERE state = 'contract_sent'")
        assert row, "there is a contract to sign"
        await self.garden.taps("k:sign:1:")

    async def month_is_published(self) -> None:
        """November, on the first of December."""
        await self.rig.until(datetime.fromisoformat("2026-12-01T09:00:00+05:00"))
        garden = self.garden_id()
        await self.garden.taps(f"k:publish:{garden}:202611")
        await self.garden.taps(f"k:publish_yes:{garden}:202611")

    async def disputes(self) -> None:
        """A day is marked wrongly."""
        revision = self.rig.rows("SELECT revision FROM sheet WHERE id = 1")[0][0]
        await self.goes(self.parent, f"s:dispute:1:{revision}", "Dispute")

    async def garden_replies(self) -> None:
        """The month is published again."""
        await self.goes(self.garden, "k:republish:1:", "Reply", {"words": "Түзетілді."})

    def garden_id(self) -> int:
        """The kindergarten's number."""
        return int(self.rig.rows("SELECT id FROM kindergarten WHERE code = ?", self.garden.person.scope)[0][0])
