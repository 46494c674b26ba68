"""Where people can stand, told by what the forms ask: one family's road from Start to the timesheet.

Each step opens a form through its door and fills it in by derived answers (`right_answers`); a visitor may look round at
every place on the way.
"""

import re
from collections.abc import Awaitable, Callable
from datetime import datetime

from playground.newcomers import add_person
from tests.crawl.rig import Hand, Place, Rig
from tests.crawl.right_answers import Wishes, fill, places

Visit = Callable[[Hand, Place | None], Awaitable[None]]

TOWN = {"region": "610000000", "district": "614000000", "language": "kk", "group_type": "general"}
"""Qazygurt: the one district whose localities are known; one department, one kindergarten."""

HEAD = "code,name_kk,name_ru,district,address_kk,address_ru,phone,group_type,language,age_from,age_to,places"
GARDEN = "KAZ-401,«Ақ бұлақ» ауылдық балабақшасы,Сельский детский сад «Родничок»,614000000,Үлгі,Пример,+77000001401,general,kk"
ANOTHER_GARDEN = "KAZ-403,«Жаңа» балабақшасы,Детский сад «Новый»,614000000,Мысал,Примерная,+77000001403,general,kk"


def button(hand: Hand, begin: str) -> str:
    """The first button on the screen that sends what begins so."""
    assert hand.screen is not None
    found = [data for data in hand.screen.taps if data.startswith(begin)]
    assert found, f"no {begin} among {hand.screen.taps}"
    return found[0]


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

    async def looks_elsewhere(self) -> None:
        """At the kindergartens of another place."""
        town = {"region": TOWN["region"], "district": TOWN["district"]}
        await self.goes(self.parent, "g:lookin:gardens", "LookIn", town)

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

    async def department_announces(self) -> None:
        """To all families of the queue place."""
        words = {"kk": "Ертең жабық.", "ru": "Завтра закрыто."}
        await self.goes(self.department, "g:announce:614000000", "Announcement", words)

    async def garden_counts_its_places(self) -> None:
        """Of the first group."""
        group = self.rig.rows("SELECT min(id) FROM class WHERE kindergarten_id = ?", self.garden_id())[0][0]
        await self.goes(self.garden, f"k:group:{group}:", "Places", {"places": "8"})

    async def round_is_held(self) -> None:
        """One voucher."""
        await self.goes(self.department, "g:round:614000000", "Round", {"count": "1"})

    async def confirms_interest(self) -> None:
        """Signed with a code."""
        self.rig.slips(seconds=90)
        await self.goes(self.parent, "v:interest:1", "ConfirmInterest")

    async def sends_the_contract(self) -> None:
        """To the one kindergarten, from its card in the catalogue."""
        self.rig.slips(seconds=90)
        await self.parent.taps("v:choose:1")
        await self.parent.taps(button(self.parent, "n:card:"))
        await self.goes(self.parent, button(self.parent, "n:choose:"), "Contract")

    async def waits_for_a_place(self) -> None:
        """The one kindergarten is full: the child waits in its list."""
        await self.imports(GARDEN, places=0)
        await self.parent.taps(f"w:join:1:{self.garden_id()}")

    async def place_is_offered(self) -> None:
        """A place becomes free, and the child is the first in the list."""
        await self.imports(GARDEN, places=6)
        await self.rig.waits(minutes=1)
        assert self.rig.rows("SELECT held_group_id FROM application WHERE id = 1")[0][0], "a place is held"

    async def accepts_the_place(self) -> None:
        """Signed with a code."""
        self.rig.slips(seconds=90)
        await self.goes(self.parent, f"w:accept:1:{self.garden_id()}", "AcceptPlace")

    async def another_kindergarten_opens(self) -> None:
        """In the same place, with places for a child of this age."""
        await self.imports(ANOTHER_GARDEN, places=5)

    async def asks_for_a_transfer(self) -> None:
        """To a kindergarten that has just opened."""
        self.rig.slips(seconds=90)
        await self.goes(self.parent, "v:transfer:1", "Transfer")

    async def imports(self, garden: str, places: int) -> None:
        """So many places for children of four and five."""
        await self.rig.app.import_kindergartens(f"{HEAD}\n{garden},4,5,{places}\n")

    async def garden_signs(self) -> None:
        """The child is enrolled."""
        row = self.rig.rows("SELECT id FROM application WHERE state = 'contract_sent'")
        assert row, "there is a contract to sign"
        await self.garden.taps("k:sign:1:")

    async def writes_a_review(self) -> None:
        """Of the kindergarten where the child is."""
        await self.goes(self.parent, f"r2:write:{self.garden_id()}:0:", "WriteReview", {"words": "Балама ұнайды."})

    async def department_returns_the_review(self) -> None:
        """With a reason in its own words; the family sends it once more."""
        await self.goes(self.department, "r2:return:1:0:r1", "ReturnReview", {"reason": "other"})
        await self.writes_a_review()

    async def department_accepts_the_review(self) -> None:
        """As it stands now."""
        revision = self.rig.rows("SELECT revision FROM review")[0][0]
        await self.department.taps(f"r2:accept:1:0:r{revision}")

    async def garden_answers_the_review(self) -> None:
        """Once."""
        await self.goes(self.garden, "r2:reply:1:0:", "AnswerReview")

    async def rates_the_bot(self) -> None:
        """In words too."""
        await self.goes(self.parent, "g:feedback:", "Feedback", {"words": "Түсінікті бот."})

    async def garden_sends_a_table(self) -> None:
        """Marks of November from a file."""
        await self.goes(self.garden, f"k:file_send:{self.garden_id()}:202611", "MarksFile")

    async def month_is_published(self) -> None:
        """November, on the first of December."""
        await self.rig.until(datetime.fromisoformat("2026-12-01T09:00:00+05:00"))
        garden = self.garden_id()
        await self.garden.taps(f"k:publish:{garden}:202611")
        await self.garden.taps(f"k:publish_yes:{garden}:202611")

    async def voucher_is_cancelled(self) -> None:
        """Two months that nobody has confirmed."""
        await self.rig.until(datetime.fromisoformat("2027-01-05T11:00:00+05:00"))
        await self.garden.taps(f"k:publish:{self.garden_id()}:202612")
        await self.garden.taps(f"k:publish_yes:{self.garden_id()}:202612")
        await self.rig.until(datetime.fromisoformat("2027-01-12T12:00:00+05:00"))
        assert self.rig.rows("SELECT state FROM application WHERE id = 1") == [("cancelled",)]

    async def department_reinstates(self) -> None:
        """With a reason."""
        await self.goes(self.department, "k:reinstate:1:", "Reinstate", {"reason": "Бала ауруханада жатты."})

    async def disputes(self) -> None:
        """A day is marked wrongly."""
        revision = self.rig.rows("SELECT revision FROM sheet WHERE id = 1")[0][0]
        await self.goes(self.parent, f"s:dispute:1:{revision}", "Dispute")

    async def garden_replies(self) -> None:
        """The month is published again."""
        await self.goes(self.garden, "k:republish:1:", "Reply", {"words": "Түзетілді."})

    # ---- the other parent ------------------------------------------------------------------------------------------

    async def mother_registers(self) -> Hand:
        """Known to the register of kinship; the child is the same."""
        child = {"iin": self.child()}
        person = add_person(self.rig.playground.people, {"id": "mother", "name": "Сынақ Мысалова", "children": [child]})
        mother = self.rig.hand(person.id)
        await mother.starts(self.language)
        await mother.taps("g:register:")
        await fill(mother, "Registration", iin=person.iin)
        await mother.says("/menu")
        return mother

    async def joins(self, mother: Hand) -> None:
        """By the child's IIN."""
        await self.goes(mother, "g:join:", "Join", {"iin": self.child()})

    async def invitation(self) -> str:
        """What to send to Start."""
        answer = await self.parent.taps("y:invite_yes:1:0:")
        found = re.search(r"start=(join_[\w-]+)", answer.screen.text)
        assert found, "there is a link"
        return f"/start {found[1]}"

    async def mother_asks_the_inviter(self, mother: Hand) -> None:
        """With an invitation, while the register of kinship waits for a consent."""
        link, faults = await self.invitation(), self.rig.playground.faults
        faults.add({"target": "registry", "method": "kinship", "code": "pending", "times": 10_000})
        await mother.says(link)
        await mother.presses("o", "ask")
        await fill(mother, "AskInviter")
        faults.forget()
        self.rig.slips(seconds=90)

    def child(self) -> str:
        """The child's IIN."""
        return str(self.parent.person.children[0]["iin"])

    def garden_id(self) -> int:
        """The kindergarten's number."""
        return int(self.rig.rows("SELECT id FROM kindergarten WHERE code = ?", self.garden.person.scope)[0][0])
