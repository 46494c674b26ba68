"""Queues that everybody may see: by category, and at each kindergarten (R-41, R-56, R-70)."""

from pathlib import Path

from tests.conversations.given import Story
from tests.conversations.portal_words import PortalTongue
from tests.conversations.waiting_words import Waits, places


def words(story: Story) -> PortalTongue:
    return PortalTongue(story.w.code)


async def test_a_stranger_sees_how_many_stand_in_each_category(story: Story) -> None:
    p = words(story)
    with story.world.given():
        for id, born in (("dina", "2023-03-01"), ("asel", "2023-05-01"), ("marina", "2022-05-01")):
            await story.neighbour(id, born)
        zhanna = await story.person("zhanna")
    await zhanna.taps(p.queues)
    await zhanna.sees(p.which_place)
    await zhanna.taps(p.elsewhere)
    await zhanna.says(p.almaty)
    await zhanna.taps(p.whole_city)
    await zhanna.sees(
        p.few_queue, p.general_right, p.category.format(n=18, year=2023, count=p.not_told_here),
        p.category.format(n=17, year=2022, count=p.not_told_here), p.not_told,
    )  # fmt: skip
    await zhanna.does_not_see(p.my_applications, "Көршиева")
    await zhanna.taps(p.elsewhere)
    await zhanna.says(p.shymkent)
    await zhanna.taps(p.whole_city)
    await zhanna.sees(p.nobody_queues)


async def test_how_many_wait_at_each_kindergarten(story: Story, tmp_path: Path) -> None:
    p, ww = words(story), Waits(story.w)
    with story.world.given():
        aigul = await story.confirmed()
        await places(story.world, tmp_path, 0, 0)
        await aigul.says("/menu")
        await aigul.taps(f"{story.w.choose}…")
        await aigul.taps(ww.join.format(name=p.aigolek))
        zhanna = await story.person("zhanna")
        await zhanna.taps(p.kindergartens)
        await zhanna.taps(p.elsewhere)
        await zhanna.says(p.almaty)
        await zhanna.taps(p.whole_city)
        await zhanna.says("/menu")
    await zhanna.taps(p.queues)
    await zhanna.taps(p.at_each)
    await zhanna.sees(p.waited.format(name=p.aigolek, n=1, free=14), "[1 / 3]")
    await zhanna.taps("▶")
    await zhanna.sees("[2 / 3]")
    await zhanna.taps("◀")
    await zhanna.taps(p.aigolek)
    await zhanna.sees(p.wait_here)
