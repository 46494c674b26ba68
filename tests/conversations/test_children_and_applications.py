"""Whose child it is, and one live application for each."""

from tests.conversations.given import ALIKHAN, ALIKHAN_WHOLE, Story, almaty, astana, village
from tests.conversations.harness import Person


async def at_child(story: Story, id: str = "aigul") -> Person:
    """A parent asked for the child's IIN."""
    parent = await story.parent(id)
    await parent.taps(story.w.my_children)
    await parent.taps(story.w.add_child)
    return parent


async def test_the_menu_begins_with_the_child(story: Story) -> None:
    """R-20: who has registered and added nobody sees what comes next first of all, one tap away."""
    w = story.w
    with story.world.given():
        aigul = await story.parent()
    await aigul.says("/menu")
    await aigul.sees(w.child_first)
    first = (await aigul.chat())[-1]["buttons"][0][0]["text"]
    assert first == w.add_child
    await aigul.taps(first)
    await aigul.sees(w.ask_child_iin)
    await story.adds(aigul)
    await aigul.says("/menu")
    await aigul.does_not_see(w.child_first, f"[{w.add_child}]")


async def test_a_stranger_sees_nothing_of_a_child(story: Story) -> None:
    """R-20: the register's data are shown only when the kinship is confirmed."""
    w = story.w
    with story.world.given():
        zhanna = await at_child(story, "zhanna")
    for iin, name in ((zhanna.children[0], "Артём"), ("230415500016", ALIKHAN)):
        await zhanna.says(iin)
        await zhanna.sees(w.kinship_not_confirmed, "8 (727) 339-72-22")
        await zhanna.does_not_see(name)
        await zhanna.taps(w.back)
        await zhanna.sees(w.ask_child_iin)


async def test_another_child(story: Story) -> None:
    """R-20: a wrong IIN of an own child is noticed before anything is kept."""
    w = story.w
    with story.world.given():
        saule = await at_child(story, "saule")
    await saule.says("230211500018")
    await saule.sees(w.iin_impossible, w.ask_child_iin)
    await saule.says(saule.children[0])
    await saule.sees("Образцов Хасан Тестович", w.day("2023-02-11"))
    await saule.taps(w.another_child)
    await saule.sees(w.nothing_kept_child)
    await saule.says("/menu")
    await saule.taps(w.my_children)
    await saule.sees(w.no_child)


async def test_the_same_child_twice(story: Story) -> None:
    """R-20."""
    w = story.w
    with story.world.given():
        aigul = await story.parent()
        await story.adds(aigul)
    await story.adds(aigul)
    await aigul.sees(w.child_exists)
    await aigul.says("/cancel")
    await aigul.taps(w.my_children)
    text = [message["text"] for message in await aigul.chat()][-1]
    assert text.count(ALIKHAN) == 1


async def test_a_foreigner_without_a_patronymic(story: Story) -> None:
    """R-14: the seventh digit is 0; age and sex come from the register."""
    w = story.w
    with story.world.given():
        olga = await at_child(story, "olga")
    await olga.says("230108 000015")
    await olga.sees("Примеров Марк", w.male, w.day("2023-01-08"))
    await olga.taps(w.my_child)
    await olga.says("1234")
    await olga.sees(w.unreadable_name)
    await olga.says("сынақ")
    await olga.sees(w.check_answers, "Сынақ", "••••••••0015")
    await olga.taps(w.save)
    await olga.sees(w.child_added.format(name="Марк"))


async def test_one_live_application_a_child(story: Story) -> None:
    """R-33: the first one counts, whichever parent sends it."""
    w = story.w
    with story.world.given():
        aigul = await story.parent()
        daniyar = await story.parent("daniyar")
        for parent in (aigul, daniyar):
            await story.adds(parent)
            await story.fills_in(parent)
    await daniyar.taps(w.send)
    await daniyar.sees(w.received, "0000001")
    await aigul.sees(w.lodged.format(name=ALIKHAN))
    await aigul.taps(w.send)
    await aigul.sees(w.application_exists)
    await aigul.does_not_see(w.received)
    await aigul.says("/status")
    await aigul.sees("0000001", w.in_queue)
    await aigul.does_not_see("0000002")
    await daniyar.says("/menu")
    await daniyar.taps(w.apply)
    await daniyar.sees(w.which_child)
    await daniyar.does_not_see(ALIKHAN_WHOLE)


async def test_sending_twice(story: Story) -> None:
    """R-33, R-34: a double tap lodges one application."""
    w = story.w
    with story.world.given():
        aigul = await story.parent()
        await story.adds(aigul)
        await story.fills_in(aigul)
    await aigul.taps_twice(w.send)
    await aigul.says("/status")
    await aigul.sees("0000001")
    await aigul.does_not_see("0000002")
    receipts = [message for message in await aigul.chat() if w.received in message["text"]]
    assert len(receipts) == 1


async def test_a_child_too_old_for_the_queue(story: Story) -> None:
    """R-30, R-43: told plainly, with whom to ask."""
    w = story.w
    story.town = astana(w)
    with story.world.given():
        saule = await story.parent("saule")
        await story.adds(saule, 3)
        await story.fills_in(saule)
    await saule.sees(w.statuses, w.large_family)
    await saule.taps(w.send)
    await saule.sees(w.too_old, "7")
    await saule.does_not_see(w.received)


async def test_a_village_has_a_queue_of_its_own(story: Story) -> None:
    """R-40: a district's queue is its own, and so are its rounds."""
    world, w = story.world, story.w
    with world.given():
        aigul = await story.queued()
        story.town = village(w)
        nurlan = await story.queued("nurlan")
    await nurlan.sees(w.qazygurt, w.number.format(number=1, waiting=1))
    department = await world.person("dep_village")
    await department.start()
    await department.taps(w.name)
    await story.round(department)
    await nurlan.sees(w.issued.format(name="Айбар"))
    assert await aigul.letters() == []


async def test_a_city_has_one_queue(story: Story) -> None:
    """R-40: two districts of Almaty, one queue."""
    w = story.w
    with story.world.given():
        await story.queued()
        town = almaty(w)
        story.town = type(town)(town.region, w.auezov, town.language, town.kindergarten, town.department, town.clerk)
        dina = await story.neighbour("dina", "2023-09-01")
    await dina.sees(w.number.format(number=2, waiting=2))


async def test_a_child_under_eighteen_months(story: Story) -> None:
    """R-43: passed over because of age, however few there are."""
    world, w = story.world, story.w
    with world.given():
        aigul = await story.queued(child=1)
        department = await story.person("dep_almaty")
        await department.taps(w.staff)
        await department.taps(w.hold_round)
    await department.says("много")
    await department.sees(w.number_expected)
    await department.says("1")
    await department.sees(w.round_too_few)
    await department.taps(w.issue)
    await department.does_not_see(w.issued_count.format(count=1))
    await aigul.says("/status")
    await aigul.sees(w.in_queue)


async def test_consent_to_the_social_status_takes_minutes(story: Story) -> None:
    """R-30: the application waits for it, and goes on by itself."""
    world, w = story.world, story.w
    with world.given():
        aigul = await story.parent()
        await story.adds(aigul)
        await aigul.taps(w.apply)
        for words in (w.almaty, w.bostandyq, w.general_group, w.kazakh):
            await aigul.says(words)
        await world.fails("registry", "pending", method="status", times=1)
    await aigul.taps(w.no_right)
    await aigul.taps(w.consent)
    await aigul.sees(w.status_pending)
    await world.clock.advance(seconds=30)
    await aigul.sees(w.check_answers, w.statuses)
    await aigul.taps(w.send)
    await aigul.sees(w.received)


async def test_the_register_of_kinship_is_silent(story: Story) -> None:
    """R-20: the IIN is kept, and the chat goes on by itself; nothing is shown before."""
    world, w = story.world, story.w
    with world.given():
        aigul = await at_child(story)
        await world.fails("registry", 500, method="kinship", times=1)
    await aigul.says(aigul.children[0])
    await aigul.sees(w.registers_silent)
    await aigul.does_not_see(ALIKHAN)
    await world.clock.advance(seconds=30)
    await aigul.sees(w.kinship_confirmed, ALIKHAN_WHOLE)
