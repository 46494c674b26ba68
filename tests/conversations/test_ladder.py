"""The ladder of a deadline: «Көрдім» spares one rung, a silent family is tried another way (R-50, R-52, R-54)."""

from datetime import datetime

from domain.calendar import KZ
from tests.conversations.family_words import Family
from tests.conversations.given import ALIKHAN, Story
from tests.conversations.harness import Person


async def times(person: Person) -> list[str]:
    """When letters came since the last look."""
    return [letter.at for letter in await person.letters()]


async def reminded_by_sms(story: Story, person: Person) -> list[str]:
    """When SMS without a code came to the phone, in local time."""
    box = [sms for sms in await story.world.sms(person.phone) if not sms["code"]]
    assert all(Family(story.w).open_bot in sms["text"] for sms in box)
    return [f"{datetime.fromisoformat(sms['at']).astimezone(KZ):%Y-%m-%d %H:%M}" for sms in box]


async def both_issued(story: Story) -> tuple[Person, Person]:
    """Both parents have been told of the voucher, on Monday, 16 November, 10:00; it is half over on Tuesday, 17:00."""
    aigul = await story.queued()
    daniyar = await story.parent("daniyar")
    await story.adds(daniyar)
    await story.round()
    await aigul.letters()
    await daniyar.letters()
    return aigul, daniyar


async def test_seen_spares_the_next_rung_and_only_that(story: Story) -> None:
    """UX: kept for a person and a deadline; twice is the same as once."""
    world, f = story.world, Family(story.w)
    with world.given():
        aigul, daniyar = await both_issued(story)
    seen = await aigul.button(f.seen)
    await aigul.taps_twice(f.seen)
    await aigul.sees(f.noted, f"[{f.confirm_interest}]")
    await world.clock.to("2026-11-17 12:00")
    assert await times(aigul) == []
    assert await times(daniyar) == ["2026-11-17 09:00"]
    await aigul.presses(seen)
    await aigul.sees(f.only_noted)
    await world.clock.to("2026-11-18 23:59")
    assert await times(aigul) == ["2026-11-17 18:00", "2026-11-18 09:00", "2026-11-18 21:00"]
    assert await times(daniyar) == ["2026-11-17 18:00", "2026-11-18 09:00", "2026-11-18 21:00"]
    assert await reminded_by_sms(story, aigul) == []
    await world.clock.to("2026-11-19 10:00")
    await aigul.presses(seen)
    await aigul.sees(f.only_noted, f.on_stop_list)


async def test_half_way_the_other_parent_is_told_and_then_an_sms_comes(story: Story) -> None:
    """UX: nobody has shown a sign; each way is tried once for a deadline."""
    world, f = story.world, Family(story.w)
    with world.given():
        aigul, daniyar = await both_issued(story)
        await world.clock.to("2026-11-17 16:59")
        assert await times(daniyar) == ["2026-11-17 09:00"]
    await world.clock.to("2026-11-17 17:00")
    (letter,) = await daniyar.letters()
    assert f.silent.format(who=f.mother.format(name="Айгүл")) in letter.text
    assert f.you_too in letter.text
    assert f.working("2026-11-18", 1) in letter.text
    assert await reminded_by_sms(story, aigul) == []
    await world.clock.to("2026-11-18 08:30")
    assert await reminded_by_sms(story, aigul) == ["2026-11-18 08:30"]
    await world.clock.to("2026-11-18 23:59")
    assert len(await reminded_by_sms(story, aigul)) == 1
    assert await reminded_by_sms(story, daniyar) == []
    assert all("17:00" not in at for at in await times(aigul))
    assert f.silent.format(who="") not in "".join(one.text for one in await daniyar.letters())


async def test_a_lone_parent_gets_the_sms_half_way(story: Story) -> None:
    """UX: there is nobody else to be told."""
    world = story.world
    with world.given():
        aigul = await story.issued()
    await world.clock.to("2026-11-17 16:59")
    assert await reminded_by_sms(story, aigul) == []
    await world.clock.to("2026-11-18 12:00")
    assert await reminded_by_sms(story, aigul) == ["2026-11-17 17:00"]


async def test_no_sms_at_night_and_none_after_the_answer(story: Story) -> None:
    """UX: half-way falls into the night; the SMS waits for 08:00, and is looked at once more."""
    world = story.world
    with world.given():
        aigul = await story.queued()
        department = await story.person("dep_almaty")
        await world.clock.to("2026-11-16 21:00")
        await story.round(department)
    await world.clock.to("2026-11-18 07:50")
    assert await reminded_by_sms(story, aigul) == []
    await story.confirms_interest(aigul)
    await world.clock.to("2026-11-18 12:00")
    assert await reminded_by_sms(story, aigul) == []


async def test_every_deadline_has_its_ladder(story: Story) -> None:
    """R-52, R-54: of the stop-list too, 28 days long."""
    world, f = story.world, Family(story.w)
    with world.given():
        aigul, daniyar = await both_issued(story)
        await world.clock.to("2026-11-19 12:00")
        await aigul.letters()
        await daniyar.letters()
    await world.clock.to("2026-12-16 23:59")
    assert await times(aigul) == ["2026-12-02 09:00", "2026-12-09 09:00", "2026-12-15 09:00", "2026-12-16 09:00"]
    letters = await daniyar.letters()
    assert [one.at for one in letters if f.silent.format(who="") in one.text] == ["2026-12-03 08:00"]
    assert (await reminded_by_sms(story, aigul))[1:] == ["2026-12-10 08:00"]


async def test_the_stop_list_says_what_happened_and_what_can_be_done(story: Story) -> None:
    """R-52: which deadline passed, how many days are left, restored once; old letters still lead there."""
    world, f = story.world, Family(story.w)
    with world.given():
        aigul = await story.issued()
        confirm = await aigul.button(f.confirm_interest)
        await world.clock.to("2026-11-19 12:00")
    await aigul.presses(confirm)
    await aigul.sees(f.too_late, f.what_happened, f.till("2026-11-18"), f.restore_once, f.calendar("2026-12-16", 27))
    await aigul.taps(f.restore)
    await aigul.sees(f.restored, f.in_queue)


async def test_a_voucher_is_refused_from_any_letter(story: Story) -> None:
    """R-53: from the oldest letter through «details»; the screen names the loss, the safe choice first."""
    world, f = story.world, Family(story.w)
    with world.given():
        aigul = await story.issued()
        details = await aigul.button(f.details)
        await world.clock.to("2026-11-18 12:00")
    await aigul.presses(details)
    await aigul.taps(f.refuse)
    await aigul.sees(f.refusing.format(name=ALIKHAN))
    await aigul.taps(f.yes_refuse)
    await aigul.sees(f.voucher_refused)
    await world.clock.to("2026-11-20 12:00")
    assert await times(aigul) == []
