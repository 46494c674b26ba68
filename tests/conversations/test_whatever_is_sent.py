"""Every question answers every kind of update, in both languages: kindly, and without losing its place."""

import re

import pytest

from tests.conversations.given import Story
from tests.conversations.harness import STICKER, VOICE, Clock, Json, Person

ODD: tuple[Json, ...] = (
    {"sticker": STICKER},
    {"voice": VOICE},
    {"photo": [{"file_id": "P", "file_unique_id": "p", "width": 1, "height": 1}], "caption": "6"},
    {"location": {"latitude": 43.2, "longitude": 76.9}},
    {"contact": {"phone_number": "77010000000", "first_name": "Контакт", "user_id": 5_000_000_002}},
    {"text": "/nothing"},
    {"text": "<b>&"},
)


class Clumsy:
    """Somebody who, before each right act, sends everything else."""

    def __init__(self, person: Person, clock: Clock) -> None:
        self.person, self.clock = person, clock

    async def says(self, text: str) -> None:
        """Type the right answer at last."""
        await self._fumbles()
        await self.person.says(text)

    async def taps(self, words: str) -> None:
        """Press the right button at last."""
        await self._fumbles()
        await self.person.taps(words)

    async def shares_contact(self) -> None:
        """Share the own contact at last."""
        await self._fumbles()
        await self.person.shares_contact()

    async def _fumbles(self) -> None:
        await self.clock.advance(seconds=10)  # slow enough not to be taken for a flood
        title = await self._title()
        for message in ODD:
            await self.person.sends(**message)
            assert await self._title() == title, message
        await self.person.presses({"message_id": 1, "data": "x:1"})
        assert await self._title() == title

    async def _title(self) -> str:
        """Which form stands on the newest screen, and which question of how many."""
        newest = [message["text"] for message in await self.person.chat() if message["from"] == "bot"][-1]
        lines: list[str] = newest.splitlines()
        return next((line for line in lines if re.search(r" · \d+ / \d+$", line)), lines[0])


@pytest.mark.slow
@pytest.mark.parametrize("rebuilding", [False], ids=["steady"])
async def test_a_parent_fumbles_through_everything(story: Story) -> None:
    """R-10, R-20, R-30, R-51, R-55, R-63: registration, child, application, both signatures, disagreement."""
    world, w = story.world, story.w
    with world.given():
        aigul = await story.person("aigul")
        clerk = await story.person("kg_almaty")
        department = await story.person("dep_almaty")
    clumsy, clumsy_department, clumsy_clerk = (Clumsy(one, world.clock) for one in (aigul, department, clerk))

    await aigul.taps(w.register)
    await clumsy.shares_contact()
    await clumsy.says(aigul.iin)
    await clumsy.taps(w.agree)
    await clumsy.says(await aigul.code())
    await clumsy.taps(w.my_data)
    await clumsy.taps(w.finish_registration)
    await story.skips_what_can_wait(aigul)
    await aigul.taps(w.apply)
    await clumsy.taps(w.add_child)
    await clumsy.says(aigul.children[0])
    await clumsy.taps(w.my_child)
    await clumsy.taps(w.skip)
    await clumsy.taps(w.save)
    await clumsy.says(w.almaty)
    await clumsy.says(w.bostandyq)
    await clumsy.taps(w.general_group)
    await clumsy.taps(w.kazakh)
    await clumsy.taps(w.no_right)
    await clumsy.taps(w.consent)
    await clumsy.taps(w.send)
    await aigul.sees(w.received)

    await department.taps(w.staff)
    await department.taps(w.hold_round)
    await clumsy_department.says("1")
    await clumsy_department.taps(w.issue)

    await world.clock.advance(seconds=80)
    await aigul.taps(w.confirm_interest)
    await clumsy.taps(w.sign_interest)
    await clumsy.says(await aigul.code())
    await world.clock.advance(seconds=80)
    await aigul.taps(w.choose)
    await aigul.taps(f"{w.balbobek}…")
    await aigul.taps(f"{w.choose_this}…")
    await clumsy.taps(w.sign_contract)
    await clumsy.says(await aigul.code())
    await aigul.sees(w.contract_sent)
    await story.signs(clerk)

    await world.clock.to("2026-12-01 09:00")
    await story.publishes(clerk, "2026-11")
    await aigul.taps(w.disagree)
    await aigul.says("18")
    await aigul.taps(w.sick)
    await aigul.says("Ауырып қалды")
    await clumsy.taps(w.send_to_kindergarten)
    await clerk.taps(w.open_timesheet)
    await clerk.taps(w.publish_again)
    await clerk.taps(w.skip)
    await clumsy_clerk.taps(w.publish_again)
    await aigul.sees(w.kindergarten_answered.format(name="Әлихан", month=w.month("2026-11")))
