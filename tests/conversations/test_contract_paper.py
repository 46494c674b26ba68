"""The contract as a PDF in both languages: after each signature, opened again, checked by staff (R-55, R-57)."""

from urllib.parse import urlsplit

from bot.app import App
from tests.catalogue.pdf_text import pages, pictures
from tests.conversations.garden_words import GardenTongue
from tests.conversations.given import ALIKHAN, ALIKHAN_WHOLE, Story
from tests.conversations.harness import Person, World
from usecases import contracts

NAME = "balabaqsha-contract-0000001-1.pdf"
IINS = ("930312400016", "230415500016")


async def papers(world: World, person: Person) -> list[bytes]:
    """Every contract in a chat, oldest first."""
    found = []
    for message in await person.chat():
        media = message["media"] or {}
        if media.get("name") == NAME and message["from"] == "bot":
            async with world._session.get(f"{world._playground.url}{media['url']}") as answer:
                found.append(await answer.read())
    return found


async def payload(world: World) -> str:
    """What the code on the contract of the first application carries."""
    assert isinstance(world._playground.bot, App)
    async with world._playground.bot._house.looking() as act:
        return contracts.payload(act, await contracts.of_application(act, 1))


async def test_the_contract_comes_after_each_signature(story: Story) -> None:
    """R-55, R-57: to the parent who signs at once, to the other parent, to both and the clerk when the kindergarten signs."""
    world, w, g = story.world, story.w, GardenTongue(story.w.code)
    with world.given():
        daniyar = await story.parent("daniyar")
        clerk = await story.person(story.town.clerk)
        aigul = await story.confirmed()
        await story.adds(daniyar)
        await daniyar.letters()
    await story.sends_contract(aigul)
    (paper,) = await papers(world, aigul)
    kk, ru = pages(paper)
    assert pictures(paper) == [1, 1]
    for text in (ALIKHAN_WHOLE, "Сынақова Айгүл Мысалқызы", "0000001-1", "••••••••0016", "+7 ••• ••• 00 01"):
        assert text in kk
        assert text in ru
    assert "«Балбөбек» бөбекжай-бақшасы" in kk
    assert "Ясли-сад «Балбобек»" in ru
    assert "Жалпы топ · Қазақша · 2–3 жас" in kk
    assert "Общая группа · Казахский · возраст 2–3" in ru
    assert "Балабақша: әлі қол қойылған жоқ" in kk
    assert "Детский сад: пока не подписан" in ru
    assert not any(iin in kk + ru for iin in IINS)
    (letter,) = await daniyar.letters()
    assert ALIKHAN in letter.text
    assert [pages(each) for each in await papers(world, daniyar)] == [[kk, ru]]
    await clerk.taps(w.open_contract)
    await clerk.taps(w.sign)
    await clerk.sees(w.signed)
    assert len(await papers(world, clerk)) == 1
    await aigul.sees(w.enrolled.format(name=ALIKHAN))
    signed = pages((await papers(world, aigul))[-1])
    assert "ALM-101, бот арқылы, қызметкер №" in signed[0]
    assert "ALM-101, через бот, сотрудник №" in signed[1]
    assert pages((await papers(world, daniyar))[-1]) == signed
    assert g.till("2026-11-23") not in signed[0]


async def test_it_can_be_opened_again_by_the_family_and_the_kindergarten(story: Story) -> None:
    world, w, g = story.world, story.w, GardenTongue(story.w.code)
    with world.given():
        aigul, clerk = await story.enrolled()
    before = len(await papers(world, aigul)), len(await papers(world, clerk))
    await aigul.says("/menu")
    await aigul.taps(w.my_applications)
    await aigul.taps(w.details_of.format(name=ALIKHAN))
    await aigul.taps(g.paper)
    await aigul.sees(w.state_enrolled)
    await clerk.says("/menu")
    await clerk.taps(w.staff)
    await clerk.taps(g.signed_contracts)
    await clerk.taps(f"📄 {ALIKHAN_WHOLE}")
    assert (len(await papers(world, aigul)), len(await papers(world, clerk))) == (before[0] + 1, before[1] + 1)
    button = await aigul.button(g.paper)
    with world.given():
        zhanna = await story.parent("zhanna")
        other = await story.person("kg_astana")
    await zhanna.presses(button)
    await zhanna.sees(w.not_yours)
    await other.presses({**button, "data": "k:paper:1:"})
    await other.sees(w.not_staff)
    assert await papers(world, zhanna) == await papers(world, other) == []


async def test_staff_check_the_code_and_nobody_else(story: Story) -> None:
    """Genuine, not yet signed, signed, forged; no name of anybody, and only for clerks."""
    world, w, g = story.world, story.w, GardenTongue(story.w.code)
    with world.given():
        aigul, clerk = await story.contract_sent()
        department = await world.person("dep_almaty")
    said = await payload(world)
    assert len(said) <= 64
    assert urlsplit(f"https://t.me/b?start={said}").query == f"start={said}"
    await department.start(said)
    await department.sees(g.genuine, "0000001-1", g.balbobek, g.not_signed_yet, w.state_sent)
    await department.does_not_see(ALIKHAN, "Айгүл")
    await clerk.taps(w.open_contract)
    await clerk.taps(w.sign)
    await department.start(said)
    await department.sees(g.genuine, w.state_enrolled)
    await department.does_not_see(g.not_signed_yet)
    for forged in (f"{said[:-1]}{'0' if said[-1] != '0' else '1'}", said.replace("-1_", "-2_"), "check_c1-1_0"):
        await department.start(forged)
        await department.sees(g.forged)
    await aigul.start(said)
    await aigul.sees(w.not_staff)


async def test_a_refused_contract_is_none(story: Story) -> None:
    """R-55: after the refusal no paper can be opened, and its code is worth nothing."""
    world, w, g = story.world, story.w, GardenTongue(story.w.code)
    with world.given():
        aigul, clerk = await story.contract_sent()
        await aigul.says("/menu")
        await aigul.taps(w.my_applications)
        await aigul.taps(w.details_of.format(name=ALIKHAN))
        button = await aigul.button(g.paper)
    said = await payload(world)
    await clerk.taps(w.open_contract)
    await clerk.taps(w.refuse_contract)
    await clerk.taps(w.incomplete)
    await aigul.presses(button)
    await aigul.sees(w.not_now)
    await clerk.start(said)
    await clerk.sees(g.forged)
