"""Statistics for everybody, and what people say of the bot (R-70)."""

from tests.conversations.given import Story
from tests.conversations.harness import Person
from tests.conversations.review_words import ReviewTongue


def words(story: Story) -> ReviewTongue:
    return ReviewTongue(story.w.code)


async def pictures(person: Person) -> int:
    return sum((message["media"] or {}).get("type") == "photo" for message in await person.chat())


async def test_statistics_before_registering(story: Story) -> None:
    """The whole country first; each topic as a picture and in words; small numbers are not told."""
    s = words(story)
    with story.world.given():
        await story.queued()
        await story.world.clock.to("2026-11-17 10:00")
        olga = await story.person("olga")
    await olga.taps(s.statistics)
    await olga.sees(s.queue_title, s.whole_country, s.a_few, f"[{s.by_region}]", f"[{s.another_region}]")
    assert await pictures(olga) == 1
    await olga.taps(s.free_topic)
    await olga.sees(s.free_title)
    await olga.taps(s.vouchers_topic)
    await olga.sees(s.vouchers_title, s.month("2026-11"), s.month("2025-12"))
    await olga.taps(s.another_region)
    await olga.sees(f"[✔ {s.country_first}]", "[1 / 3]")
    await olga.taps("▶")
    await olga.taps("▶")
    await olga.taps(s.astana)
    await olga.sees(s.vouchers_title, s.astana)
    await olga.taps(s.queue_topic)
    await olga.sees(s.queue_title, s.astana)
    await olga.taps(s.by_region)
    await olga.sees(f"▸ {s.astana}", s.below_five)
    await olga.taps(s.free_topic)
    await olga.sees(s.free_title, s.astana)


async def test_my_place_is_chosen_already(story: Story) -> None:
    """R-16."""
    s = words(story)
    with story.world.given():
        aigul = await story.queued()
        await aigul.says("/menu")
        await aigul.taps(s.kindergartens)
        await aigul.taps(s.set_place)
        await aigul.says(s.turkistan)
        await aigul.says(s.qazygurt)
        await aigul.says("/menu")
    await aigul.taps(s.statistics)
    await aigul.sees(s.queue_title, s.turkistan)


async def test_a_forged_button_of_statistics(story: Story) -> None:
    s = words(story)
    with story.world.given():
        olga = await story.person("olga")
        await olga.taps(s.statistics)
    at = {"message_id": (await olga.chat())[-1]["id"]}
    for data in ("t2:show:money::0", "t2:show:queue:1:0", "t2:drop:queue::0", "t2:pick:queue::-5"):
        await olga.presses({**at, "data": data})
        assert await olga.is_answered()


async def test_what_somebody_thinks_of_the_bot_once_a_day(story: Story) -> None:
    """Before registering too; kept without who it was; the operator reads it."""
    s, world = words(story), story.world
    with world.given():
        olga = await story.person("olga")
    await olga.says("/help")
    await olga.taps(s.rate_bot)
    await olga.sees(s.how_like)
    await olga.taps(s.five)
    await olga.says("Хабарласыңыз 87012345678")
    await olga.sees(s.with_number)
    await olga.says("Түсінікті.\nРақмет!")
    await olga.taps(s.send_it)
    await olga.sees(s.thank_you)
    await olga.says("/help")
    await olga.taps(s.rate_bot)
    await olga.sees(s.said_today)
    (row,) = world.tells("SELECT * FROM feedback")
    assert "Түсінікті".encode() not in b"".join(each for each in row if isinstance(each, bytes))
    said = await world.operator("feedback")
    assert f"2026-11\t{s.code}\t5\tТүсінікті. / Рақмет!" in said
    assert "Opinions: 1, average 5.0" in said
    await world.clock.advance(days=1)
    await olga.says("/help")
    await olga.taps(s.rate_bot)
    await olga.taps(s.two)
    await olga.taps(s.skip)
    await olga.taps(s.send_it)
    await olga.sees(s.thank_you)
    assert "Opinions: 2, average 3.5" in await world.operator("feedback", "--since", "2026-11-17"), "of the whole month"
    assert "Nothing was said." in await world.operator("feedback", "--since", "2026-12-01")
