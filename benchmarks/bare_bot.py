"""Bare aiogram, as its documentation teaches it: the same application form with MemoryStorage and one handler a state.

Nothing is kept and nothing is checked beyond the form itself. Screens are as long as the bot's own.
"""

import asyncio
import os

from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

router = Router()
PAGE = 6

CHILDREN = {"1": "Сынақов Әлихан Маратұлы"}
REGIONS = {f"{n}0000000": f"{n}-ші облыс немесе қала" for n in range(10, 30)}
DISTRICTS = {f"{n}3200100": f"{n}-ші аудан немесе қала" for n in range(10, 22)}
GROUPS = {"general": "Жалпы үлгідегі топ", "correctional": "Түзету тобы", "sanatorium": "Санаторий тобы"}
LANGUAGES = {"kk": "Қазақ тілі", "ru": "Орыс тілі"}
RIGHTS = {
    "none": "Жоқ, жалпы негіздерде",
    "serviceman": "Әскери қызметшінің баласы",
    "fallen": "Қаза тапқан не хабарсыз кеткен әскери қызметшінің баласы",
    "special_body": "Арнаулы мемлекеттік орган қызметкерінің баласы",
    "disability": "Ата-анасының мүгедектігі бар",
    "orphan": "Жетім бала не ата-ана қамқорлығынсыз қалған бала",
    "large_family": "Көпбалалы отбасы",
    "teacher": "Мұғалімнің баласы",
}
CONSENT = {"yes": "Иә, келісемін"}

LABELS = {
    "child": "Бала",
    "region": "Облыс",
    "district": "Аудан немесе қала",
    "group": "Топ түрі",
    "language": "Оқыту тілі",
    "right": "Кезектен бұрын өту құқығы",
    "consent": "Келісім",
}


class Apply(StatesGroup):
    """The application for the voucher queue."""

    child = State()
    region = State()
    district = State()
    group = State()
    language = State()
    right = State()
    consent = State()
    review = State()


def keyboard(name: str, options: dict[str, str], page: int = 0) -> InlineKeyboardMarkup:
    """Six options a page, the pages, and the ways out."""
    keys = list(options.items())
    rows = [
        [InlineKeyboardButton(text=words, callback_data=f"{name}:{key}")]
        for key, words in keys[page * PAGE : (page + 1) * PAGE]
    ]
    pages = -(-len(keys) // PAGE)
    if pages > 1:
        turns = (("◀", (page - 1) % pages), (f"{page + 1} / {pages}", page), ("▶", (page + 1) % pages))
        rows.append([InlineKeyboardButton(text=sign, callback_data=f"page:{to}") for sign, to in turns])
    rows.append(
        [
            InlineKeyboardButton(text="⬅ Артқа", callback_data="back"),
            InlineKeyboardButton(text="✖ Болдырмау", callback_data="cancel"),
        ]
    )
    rows.append([InlineKeyboardButton(text="🌐 Русский", callback_data="speak:ru")])
    return InlineKeyboardMarkup(inline_keyboard=rows)


def question(at: int, words: str) -> str:
    """A question with its title and place in the form."""
    return f"<b>Ваучерге өтініш</b> · {at} / 7\n\n{words}"


async def show(query: CallbackQuery, text: str, markup: InlineKeyboardMarkup) -> None:
    """Answer the tap, and show the next screen in place of this one."""
    await query.answer()
    if isinstance(query.message, Message):
        await query.message.edit_text(text, reply_markup=markup, parse_mode="HTML")


def picked(query: CallbackQuery) -> str:
    """What the button stood for."""
    return (query.data or "").partition(":")[2]


@router.message(Command("menu"))
async def menu(message: Message, state: FSMContext) -> None:
    await state.clear()
    rows = [
        [InlineKeyboardButton(text="📋 Менің өтініштерім", callback_data="apps")],
        [InlineKeyboardButton(text="👧 Менің балаларым", callback_data="children")],
        [InlineKeyboardButton(text="📝 Ваучерге өтініш беру", callback_data="apply")],
        [
            InlineKeyboardButton(text="❓ Көмек", callback_data="help"),
            InlineKeyboardButton(text="🌐 Русский", callback_data="speak:ru"),
        ],
    ]
    markup = InlineKeyboardMarkup(inline_keyboard=rows)
    await message.answer("<b>Мәзір</b>\n\nБүгін 21 қараша, сенбі.", reply_markup=markup, parse_mode="HTML")


@router.callback_query(F.data == "cancel")
async def cancel(query: CallbackQuery, state: FSMContext) -> None:
    await state.clear()
    await show(query, "Болдырылмады. Ештеңе жіберілген жоқ.", InlineKeyboardMarkup(inline_keyboard=[]))


@router.callback_query(F.data == "apply")
async def apply(query: CallbackQuery, state: FSMContext) -> None:
    await state.set_state(Apply.child)
    await show(query, question(1, "Өтініш қай балаға беріледі?"), keyboard("child", CHILDREN))


@router.callback_query(Apply.child, F.data.startswith("child:"))
async def child(query: CallbackQuery, state: FSMContext) -> None:
    await state.update_data(child=picked(query))
    await state.set_state(Apply.region)
    words = "Балабақшаны қай өңірден іздейсіз? Таңдаңыз немесе атауын жазыңыз."
    await show(query, question(2, words), keyboard("region", REGIONS))


@router.callback_query(Apply.region, F.data.startswith("page:"))
async def region_page(query: CallbackQuery, state: FSMContext) -> None:
    words = "Балабақшаны қай өңірден іздейсіз? Таңдаңыз немесе атауын жазыңыз."
    await show(query, question(2, words), keyboard("region", REGIONS, int(picked(query))))


@router.callback_query(Apply.region, F.data.startswith("region:"))
async def region(query: CallbackQuery, state: FSMContext) -> None:
    await state.update_data(region=picked(query))
    await state.set_state(Apply.district)
    words = "Қай аудан немесе қала?\n\n<i>Әр ауданның өз кезегі бар; Астана, Алматы және Шымкентте кезек біреу.</i>"
    await show(query, question(3, words), keyboard("district", DISTRICTS))


@router.callback_query(Apply.district, F.data.startswith("district:"))
async def district(query: CallbackQuery, state: FSMContext) -> None:
    await state.update_data(district=picked(query))
    await state.set_state(Apply.group)
    await show(query, question(4, "Балаға топтың қай түрі керек?"), keyboard("group", GROUPS))


@router.callback_query(Apply.group, F.data.startswith("group:"))
async def group(query: CallbackQuery, state: FSMContext) -> None:
    await state.update_data(group=picked(query))
    await state.set_state(Apply.language)
    await show(query, question(5, "Бала қай тілде оқығаны керек?"), keyboard("language", LANGUAGES))


@router.callback_query(Apply.language, F.data.startswith("language:"))
async def language(query: CallbackQuery, state: FSMContext) -> None:
    await state.update_data(language=picked(query))
    await state.set_state(Apply.right)
    words = (
        "Баланың кезектен бұрын өту құқығы бар ма?\n\n<i>Құқық білім басқармасы құжатты тексергеннен кейін ғана есепке "
        "алынады. Оған дейін өтініш жалпы кезекте тұрады.</i>"
    )
    await show(query, question(6, words), keyboard("right", RIGHTS))


@router.callback_query(Apply.right, F.data.startswith("right:"))
async def right(query: CallbackQuery, state: FSMContext) -> None:
    await state.update_data(right=picked(query))
    await state.set_state(Apply.consent)
    words = "Осы деректер мен отбасының әлеуметтік мәртебесін мемлекеттік тізілімдерден тексеруге бола ма?"
    await show(query, question(7, words), keyboard("consent", CONSENT))


@router.callback_query(Apply.consent, F.data.startswith("consent:"))
async def consent(query: CallbackQuery, state: FSMContext) -> None:
    data = await state.update_data(consent=picked(query))
    await state.set_state(Apply.review)
    facts = "\n".join(f"{LABELS[name]}: <b>{value}</b>" for name, value in data.items())
    pens = [InlineKeyboardButton(text=f"✎ {words}", callback_data=f"edit:{name}") for name, words in LABELS.items()]
    rows = [
        [InlineKeyboardButton(text="✅ Жіберу", callback_data="send")],
        *(pens[at : at + 2] for at in range(0, len(pens), 2)),
        [
            InlineKeyboardButton(text="⬅ Артқа", callback_data="back"),
            InlineKeyboardButton(text="✖ Болдырмау", callback_data="cancel"),
        ],
    ]
    text = f"<b>Ваучерге өтініш</b>\n\nЖауаптарыңызды тексеріңіз:\n\n{facts}"
    await show(query, text, InlineKeyboardMarkup(inline_keyboard=rows))


@router.callback_query(Apply.review, F.data == "send")
async def send(query: CallbackQuery, state: FSMContext) -> None:
    await state.clear()
    await query.answer()
    if isinstance(query.message, Message):
        await query.message.edit_reply_markup()
        rows = [[InlineKeyboardButton(text="🏠 Мәзір", callback_data="menu")]]
        await query.message.answer(
            "✅ <b>Өтініш қабылданды</b>\n№ <b>1</b>\n\nКезектегі нөмір: <b>1</b> / 1\n\n"
            "Әрі қарай: ваучерді күтіңіз. Берілген бойда осында жазамыз; содан кейін 2 жұмыс күні ішінде қызығушылықты "
            "растайсыз. Оған дейін ештеңе істеу қажет емес.",
            reply_markup=InlineKeyboardMarkup(inline_keyboard=rows),
            parse_mode="HTML",
        )


async def main() -> None:
    """Poll until stopped."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["TELEGRAM_API_URL"]))
    bot = Bot(os.environ["BOT_TOKEN"], session=session)
    dispatcher = Dispatcher(storage=MemoryStorage())
    dispatcher.include_router(router)
    await dispatcher.start_polling(bot)


if __name__ == "__main__":
    asyncio.run(main())
