"""The kindergarten's answer: refusing on a ground, silence, and the last place."""

from tests.conversations.given import ALIKHAN, ALIKHAN_WHOLE, Story, village


async def test_refused_on_a_ground_and_chosen_again(story: Story) -> None:
    """R-55: the family is told the ground, and has at least two working days."""
    world, w = story.world, story.w
    with world.given():
        clerk = await story.person("kg_almaty")
        aigul = await story.confirmed()
        await world.clock.to("2026-11-23 20:00")
        await aigul.says("/menu")
        await story.sends_contract(aigul)
        await world.clock.to("2026-11-25 12:00")
    await clerk.taps(w.open_contract)
    await clerk.taps(w.refuse_contract)
    await clerk.sees(w.law_knows, f"[{w.incomplete}]", f"[{w.expired}]", f"[{w.unvaccinated}]")
    await clerk.taps(w.expired)
    await clerk.sees(w.contract_is_refused)
    assert [letter.at for letter in await aigul.letters()] == ["2026-11-25 12:00"]
    await aigul.sees(w.contract_refused, w.ground.format(name=ALIKHAN, ground=w.expired), w.working("2026-11-27", 2))
    await story.sends_contract(aigul)
    await clerk.sees(w.contract_waits, w.working("2026-11-27", 2))


async def test_refused_at_once_the_term_is_not_shortened(story: Story) -> None:
    """R-55: the parent keeps what was left of the five days."""
    world, w = story.world, story.w
    with world.given():
        aigul, clerk = await story.contract_sent()
    await clerk.taps(w.open_contract)
    await clerk.taps(w.refuse_contract)
    await clerk.taps(w.incomplete)
    await aigul.sees(w.ground.format(name=ALIKHAN, ground=w.incomplete), w.working("2026-11-23", 5))
    await world.clock.to("2026-11-24 00:00")
    await aigul.says("/status")
    await aigul.sees(w.in_archive)


async def test_a_silent_kindergarten(story: Story) -> None:
    """R-55: reminded on the last morning; then the department is told; it may still sign."""
    world, w = story.world, story.w
    with world.given():
        aigul, clerk = await story.contract_sent()
        department = await world.person("dep_almaty")
        await clerk.letters()
    await world.clock.to("2026-11-18 23:59")
    assert [letter.at for letter in await clerk.letters()] == ["2026-11-18 09:00"]
    await clerk.sees(w.contract_waits, w.today("2026-11-18"))
    assert await department.letters() == []
    await world.clock.to("2026-11-30 12:00")
    assert [letter.at for letter in await department.letters()] == ["2026-11-19 08:00"]
    await department.sees(w.silent, story.town.kindergarten, "0000001")
    assert await aigul.letters() == []
    await aigul.says("/status")
    await aigul.sees(w.state_sent)
    await clerk.taps(w.open_contract)
    await clerk.sees(w.answer_today, ALIKHAN_WHOLE)
    await clerk.taps(w.sign)
    await aigul.sees(w.enrolled.format(name=ALIKHAN))


async def test_the_last_place_goes_to_who_signs_first(story: Story) -> None:
    """R-40, R-55: two places, three families; the third chooses again, and the answers before it are kept."""
    world, w = story.world, story.w
    story.town = village(w)
    families = []
    with world.given():
        department = await story.person("dep_village")
        for id in ("dina", "asel", "marina"):
            children = [{"name": f"Көршиев {id.title()}", "born": "2023-05-01"}]
            await world.newcomer(id=id, name=f"{id.title()} Көршиева", children=children)
            families.append(await story.parent(id))
            await story.adds(families[-1])
            await story.applies(families[-1], w.mini_part)
        await story.round(department, 3)
        for family in families:
            await story.confirms_interest(family)
        await world.clock.advance(seconds=80)
        for family in families:
            await family.taps(w.choose)
            await family.taps(f"{w.bal_bulaq}…")
            await family.taps(w.choose_this)
            await family.taps(w.sign_contract)
    for family in families[:2]:
        await family.says(await family.code())
        await family.sees(w.contract_sent)
    await families[2].says(await families[2].code())
    await families[2].sees(w.no_free_place, w.nothing_free)
    await families[2].does_not_see(w.contract_sent)


async def test_the_order_of_the_queue(story: Story) -> None:
    """R-41, R-43: the older first, whoever came first; a round takes so many in this order."""
    world, w = story.world, story.w
    with world.given():
        aigul = await story.queued()
        dina = await story.neighbour("dina", "2022-05-01")
        baby = await story.neighbour("asel", "2025-08-01")
        department = await story.person("dep_almaty")
    await dina.sees(w.number.format(number=1, waiting=2), w.category.format(category=17, year=2022))
    await baby.sees(w.number.format(number=3, waiting=3), w.category.format(category=20, year=2025))
    await aigul.says("/menu")
    await aigul.taps(w.my_applications)
    await aigul.taps(w.details_of.format(name=ALIKHAN))
    await aigul.sees(w.number.format(number=2, waiting=3))
    await department.says("/menu")
    await department.taps(w.staff)
    await department.taps(w.hold_round)
    await department.says("3")
    await department.sees(w.round_too_few)
    await department.taps(w.back)
    await department.says("1")
    await department.taps(w.issue)
    await dina.sees(w.issued.format(name="Dina"))
    assert await aigul.letters() == []
    await aigul.says("/status")
    await aigul.sees(w.in_queue)
