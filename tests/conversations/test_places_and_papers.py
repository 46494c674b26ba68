"""Place, e-mail, own data, drafts, receipt, children: as parents meet them, in both languages."""

import re
from dataclasses import dataclass

import pytest

from bot.app import App
from bot.house import House
from tests.conversations.given import Story, village
from tests.conversations.harness import Person, World
from tests.conversations.tongues import Tongue
from tests.localities import LOCALITIES
from usecases import receipts

VOICE = {"voice": {"file_id": "v", "file_unique_id": "v", "duration": 1}}


@dataclass(frozen=True)
class More:
    """The words of this part."""

    my_data: str
    email: str
    bad_email: str
    add_email: str
    change_place: str
    choose_place: str
    not_in_list: str
    which_locality: str
    name_it: str
    did_you_mean: str
    stuck: str
    stopped: str
    go_on: str
    over: str
    cancel: str
    receipt: str
    pdf: str
    genuine: str
    forged: str
    policy_changed: str
    later: str
    thanks: str
    remove: str
    keep_child: str
    yes_remove: str
    gone: str
    too_fast: str
    mine: str
    has_live: str


WORDS = {
    "kk": More(
        "Менің деректерім", "Электрондық поштаңызды жазыңыз", "Бұл электрондық поштаға ұқсамайды", "Пошта қосу",
        "Тұратын жерді өзгерту", "Тұратын жерді таңдау", "Тізімде жоқ", "Қай елді мекен?", "Елді мекен қалай аталады?",
        "Осылардың бірін жазғыңыз келді ме?", "Болмай жатыр ма?", "Сіз тоқтаған сұрақ: 2 /", "Жалғастыру", "Басынан бастау",
        "Болдырмау", "Қолхат", "Қолхат PDF түрінде", "Қолхат түпнұсқа.", "түпнұсқа емес", "Деректер саясатымыз өзгерді",
        "Кейінірек", "Рақмет. Сіз деректер саясатын қабылдадыңыз", "Тізімнен алу: Әлихан", "Жоқ, тізімде қалсын",
        "Иә, тізімнен алу", "Тізімнен алынды: Әлихан", "оқып үлгермей жатырмын", "Тұратын жерім: ",
        "Бұл баланың қолданыстағы өтініші бар",
    ),
    "ru": More(
        "Мои данные", "Введите Вашу электронную почту", "Это не похоже на электронную почту", "Добавить почту",
        "Изменить место жительства", "Выбрать место жительства", "Нет в списке", "Какой населённый пункт?",
        "Как называется населённый пункт?", "Вы имели в виду что-то из этого?", "Не получается?",
        "Вы остановились на вопросе 2 из", "Продолжить", "Начать заново", "Отмена", "Расписка", "Расписка в PDF",
        "Расписка подлинная.", "не подлинная", "Наша политика данных изменилась", "Позже",
        "Спасибо. Вы приняли политику данных", "Убрать из списка: Әлихан", "Нет, оставить в списке",
        "Да, убрать из списка", "Больше нет в списке: Әлихан", "Не успеваю читать", "Живу здесь: ",
        "У этого ребёнка есть действующее заявление",
    ),
}  # fmt: skip


@pytest.fixture
async def known_localities(world: World) -> None:
    """The localities of Qazygurt are imported."""
    assert isinstance(world._playground.bot, App)
    assert await world._playground.bot.import_places(LOCALITIES) == 7


@pytest.fixture
def more(w: Tongue) -> More:
    return WORDS[w.code]


async def with_child(story: Story) -> Person:
    with story.world.given():
        aigul = await story.parent()
        await story.adds(aigul)
    return aigul


async def check_value(world: World) -> str:
    """What stands on the receipt of the first application."""
    async with _house(world).acting() as act:
        return receipts.check_value(act, await act.tx.application_by_id(application_id=1))


async def accepted_long_ago(world: World) -> None:
    """The policy that everybody accepted is an older one."""
    async with _house(world).acting() as act:
        await act.tx.accept_policy(parent_id=1, policy="2025-01", now=act.seconds)


def _house(world: World) -> House:
    assert isinstance(world._playground.bot, App)
    return world._playground.bot._house


async def test_email_and_place_after_registration(story: Story, more: More) -> None:
    """R-13, R-16: both are asked once, may be skipped, and are found in «My data»."""
    w = story.w
    aigul = await story.just_registered()
    await aigul.sees(more.email)
    await aigul.says("aigul@")
    await aigul.sees(more.bad_email, more.email)
    await aigul.says("Aigul@Mail.KZ")
    await aigul.sees("Aigul@mail.kz")
    await aigul.sends(location={"latitude": 43.2, "longitude": 76.9})
    await aigul.sees(more.did_you_mean, w.almaty)
    await aigul.taps(w.almaty)
    await aigul.says("bostandyk")
    await aigul.sees(w.bostandyq, w.my_applications)
    await aigul.taps(more.my_data)
    await aigul.sees("Aigul@mail.kz", "••••••••0016", "+7 ••• ••• 00 01", w.bostandyq, "2026-11", more.change_place)


async def test_my_place_is_offered_first(story: Story, more: More) -> None:
    w = story.w
    aigul = await with_child(story)
    await aigul.says("/menu")
    await aigul.says(more.my_data)  # typed words press the button on the screen
    await aigul.taps(more.choose_place)
    await aigul.says(w.almaty)
    await aigul.says(w.bostandyq)
    await aigul.taps(w.apply)
    await aigul.taps("Сынақов Әлихан…")
    await aigul.taps(f"📍 {more.mine}{w.almaty}, {w.bostandyq}")
    await aigul.sees(w.which_group)


@pytest.mark.usefixtures("known_localities")
async def test_a_locality_is_found_by_typing_by_list_and_by_name(story: Story, more: More) -> None:
    w, town = story.w, village(story.w)
    aigul = await with_child(story)
    await aigul.says("/menu")
    await aigul.taps(w.apply)
    await aigul.taps("Сынақов Әлихан…")
    await aigul.says(town.region)
    await aigul.says("казыгурт")
    await aigul.sees(more.which_locality, more.not_in_list)
    await aigul.says("Turbet")
    await aigul.sees(more.did_you_mean)
    await aigul.sends(location={"latitude": 41.9, "longitude": 69.7})
    await aigul.sees(more.did_you_mean)
    await aigul.says("Turbat")
    await aigul.sees(w.which_group)
    await aigul.taps(w.back)
    await aigul.taps(more.not_in_list)
    await aigul.sees(more.name_it)
    await aigul.says("Разъезд 47")
    await aigul.sees(w.which_group)
    await aigul.says(w.general_group)
    await aigul.says(w.kazakh)
    await aigul.taps(w.no_right)
    await aigul.taps(w.consent)
    await aigul.sees("Разъезд 47")
    await aigul.taps(w.send)
    await aigul.sees(w.received)
    await aigul.taps(w.my_applications)
    await aigul.taps("Әлихан…")
    await aigul.sees("Разъезд 47")


async def test_the_receipt_opens_again_and_staff_can_check_it(story: Story, more: More) -> None:
    """R-34: number, time, PDF; a clerk sees whether the code is ours, anybody else nothing."""
    w, world = story.w, story.world
    with world.given():
        aigul = await story.queued()
        clerk = await story.person("dep_almaty")
    await aigul.says("/menu")
    await aigul.taps(w.my_applications)
    await aigul.taps("Әлихан…")
    await aigul.taps(more.receipt)
    await aigul.sees(w.received, "0000001", w.wait_for_voucher)
    await aigul.taps(more.pdf)
    files = [message["media"] for message in await aigul.chat() if (message["media"] or {}).get("type") == "document"]
    assert [file["name"] for file in files] == ["balabaqsha-0000001.pdf"]
    await aigul.sees(w.received)
    value = await check_value(world)
    await clerk.start(f"check_0000001_{value}")
    await clerk.sees(more.genuine, "0000001")
    await clerk.does_not_see("Әлихан")
    await clerk.start(f"check_0000001_{value[:-1]}{'0' if value[-1] != '0' else '1'}")
    await clerk.sees(more.forged)
    await aigul.start(f"check_0000001_{value}")
    await aigul.sees(w.not_staff)


async def test_a_child_without_an_application_can_be_removed(story: Story, more: More) -> None:
    w = story.w
    aigul = await with_child(story)
    await aigul.says("/menu")
    await aigul.taps(w.my_children)
    await aigul.sees("••••••••0016")
    forged = await aigul.button(more.remove)
    await aigul.taps(more.remove)
    await aigul.taps(more.keep_child)
    await aigul.taps(more.remove)
    await aigul.taps(more.yes_remove)
    await aigul.sees(more.gone, w.no_child)
    await aigul.presses(forged)
    await aigul.sees(w.not_yours)


async def test_a_child_with_a_live_application_stays(story: Story, more: More) -> None:
    w = story.w
    with story.world.given():
        aigul = await with_child(story)
        await aigul.says("/menu")
        await aigul.taps(w.my_children)
        old = await aigul.button(more.remove)
        await aigul.says("/menu")
        await aigul.taps(w.apply)
        await aigul.taps("Сынақов Әлихан…")
        for words in (w.almaty, w.bostandyq, w.general_group, w.kazakh):
            await aigul.says(words)
        await aigul.taps(w.no_right)
        await aigul.taps(w.consent)
        await aigul.taps(w.send)
    await aigul.says("/menu")
    await aigul.taps(w.my_children)
    await aigul.does_not_see(more.remove)
    await aigul.presses(old)
    await aigul.sees(more.has_live)


async def test_a_new_policy_is_shown_and_accepted(story: Story, more: More) -> None:
    """R-10: the version accepted is older, so the policy comes first; later, the application asks."""
    w = story.w
    aigul = await with_child(story)
    await accepted_long_ago(story.world)
    await aigul.says("/menu")
    await aigul.sees(more.policy_changed, w.policy)
    await aigul.taps(more.later)
    await aigul.sees(w.my_applications)
    await aigul.says("/start")
    await aigul.taps(w.agree)
    await aigul.sees(more.thanks, w.my_applications)
    await aigul.says("/menu")
    await aigul.does_not_see(more.policy_changed)


async def test_an_old_policy_is_asked_before_an_application_is_sent(story: Story) -> None:
    w = story.w
    aigul = await with_child(story)
    await accepted_long_ago(story.world)
    await aigul.taps(w.apply)
    for words in (w.almaty, w.bostandyq, w.general_group, w.kazakh):
        await aigul.says(words)
    await aigul.taps(w.no_right)
    await aigul.sees(w.policy)
    await aigul.taps(w.agree)
    await aigul.taps(w.consent)
    await aigul.taps(w.send)
    await aigul.sees(w.received)


async def test_a_draft_says_where_it_stopped_and_is_forgotten_after_30_days(story: Story, more: More) -> None:
    w = story.w
    aigul = await with_child(story)
    await aigul.taps(w.apply)
    await aigul.sees(w.which_region)
    await story.world.clock.advance(days=1)
    await aigul.start()
    await aigul.sees(more.stopped, more.go_on, more.over, more.cancel)
    await aigul.taps(more.go_on)
    await aigul.sees(w.which_region)
    await story.world.clock.advance(days=2)
    await aigul.start()
    await aigul.taps(more.over)
    await aigul.sees(w.which_child)
    await story.world.clock.to("2026-12-21 10:00")
    await aigul.start()
    await aigul.does_not_see(more.go_on)
    await aigul.sees(w.my_applications)


async def test_three_failures_offer_another_way(story: Story, more: More) -> None:
    w = story.w
    aigul = await story.person("aigul")
    await aigul.taps(w.register)
    await aigul.shares_contact()
    for _time in range(2):
        await aigul.says("123")
        await aigul.does_not_see(more.stuck)
    await aigul.sends(**VOICE)
    await aigul.sees(more.stuck, w.ask_iin)
    await aigul.says(aigul.iin)
    await aigul.sees(w.policy)


async def test_words_press_buttons_in_rooms_and_old_ones_do_not(story: Story) -> None:
    w = story.w
    aigul = await with_child(story)
    await aigul.says("/menu")
    await aigul.says(re.sub(r"^\W+", "", w.my_children).lower())
    await aigul.sees("••••••••0016")
    await aigul.says("1")
    await aigul.sees(w.ask_child_iin)
    await aigul.says(w.my_children)
    await aigul.sees(w.iin_letters)


async def test_a_flood_is_answered_once(story: Story, more: More) -> None:
    if story.world.rebuilding:
        pytest.skip("a bot that has just started has seen no flood")
    aigul = await story.person("aigul")
    before = len(await aigul.chat())
    for _time in range(70):
        await aigul.says("?")
    said = [message["text"] for message in (await aigul.chat())[before:] if message["from"] == "bot"]
    assert sum(more.too_fast in text for text in said) == 1
    assert len(said) <= 62
    await story.world.clock.advance(minutes=2)
    await aigul.says("/menu")
    await aigul.sees(story.w.welcome)
