"""What is said to parents about timesheets, in both languages; and families with sheets to answer."""

from datetime import datetime

from domain.calendar import KZ
from tests.conversations.given import Story
from tests.conversations.harness import Person
from tests.conversations.tongues import Said, Tongue


class Sheets(Tongue):
    """A language with these words too."""

    def __init__(self, tongue: Tongue) -> None:
        super().__init__(tongue.code)

    confirm_of = Said("✅ Растау: {name}", "✅ Подтвердить: {name}")
    disagree_of = Said("Келіспеймін: {name}", "Не согласен(-на): {name}")
    present_on = Said("✓ қатысты: {days}", "✓ присутствовал(а): {days}")
    off_on = Said("· демалыс немесе мереке күні: {days}", "· выходной или праздник: {days}")
    you_disagreed = Said("! келіспеген күндеріңіз: {days}", "! Вы не согласны: {days}")
    safe = Said("ондай ай расталмаған болып саналмайды.", "такой месяц не считается неподтверждённым.")
    chosen = Said("Таңдалған күндер: {days}", "Выбраны дни: {days}")
    done = Said("Дайын: осы күндер", "Готово: эти дни")
    apart = Said("Әр күні әртүрлі болды", "В разные дни по-разному")
    leave = Said("демалыс (ата-ананың өтініші бойынша)", "отпуск (по заявлению родителя)")
    is_sick = Said("{day}: ✓ қатысты → + ауыруына байланысты келмеді", "{day}: ✓ присутствовал(а) → + по болезни")
    is_leave = Said(
        "{day}: ✓ қатысты → o демалыс (ата-ананың өтініші бойынша)",
        "{day}: ✓ присутствовал(а) → o отпуск (по заявлению родителя)",
    )
    you_say = Said("Сіздің айтуыңызша былай болған:", "По Вашим словам, было так:")
    parent_says = Said("Ата-ананың айтуынша былай болған:", "По словам родителя, было так:")
    in_words = Said("Өз сөзімен:", "Своими словами:")
    marked_now = Said("Енді ай былай белгіленген:", "Теперь месяц отмечен так:")
    stays_refused = Said("Жауап бермесеңіз", "Если не ответить")
    one_of_two = Said("Қатарынан расталмаған ай: 1 / 2", "Неподтверждённых месяцев подряд: 1 из 2")
    red_one_of_two = Said(
        "🔴 қызыл: қатарынан расталмаған ай – 1 / 2", "🔴 красный: неподтверждённых месяцев подряд – 1 из 2"
    )
    what_now = Said("Енді не істеу керек:", "Что теперь:")
    both_months = Said("Расталмаған айлар: {first}, {second}.", "Не подтверждены: {first}, {second}.")
    waits = Said("Жауап күтіп тұрған табель: {month}.", "Табель ждёт ответа: {month}.")
    by_sms = Said("Табельді растаңыз: {month}.", "Подтвердите табель: {month}.")
    who_did = Said("Кім жасады: {who}", "Кто это сделал: {who}")
    last_step = Said("Соңғы қадамды жасаған: {who}", "Последний шаг: {who}")
    no_such_day = Said("Бұл айдың табелінде ондай күн жоқ.", "В табеле этого месяца нет такого дня.")
    choose_a_button = Said("Батырмалардың бірін таңдаңыз", "Выберите одну из кнопок")
    other_confirmed = Said(
        "Екінші ата-ана табельді растады: {name}, {month}.", "Второй родитель подтвердил табель: {name}, {month}."
    )
    mother = Said("анасы, {name}", "мать, {name}")
    silent = Said("Әлі жауап бермеді: {who}", "Ответа ещё нет: {who}")
    seen = Said("👁 Көрдім", "👁 Прочитано")
    all_months = Said("{name}: барлық айлар", "{name}: все месяцы")
    earlier = Said("Бұрынғылары ➡", "Более ранние ➡")
    later = Said("⬅ Кейінгілері", "⬅ Более поздние")
    baiterek = Said("«Бәйтерек» бөбекжай-бақшасы", "Ясли-сад «Байтерек»")
    kunshuaq = Said("«Күншуақ» балабақшасы", "Детский сад «Солнышко»")


async def times(person: Person) -> list[str]:
    """When letters came since the last look."""
    return [letter.at for letter in await person.letters()]


async def is_pictured(person: Person) -> bool:
    """Whether the newest message is a photo, with its text as the caption."""
    newest = (await person.chat())[-1]
    return newest["media"] is not None and newest["media"]["type"] == "photo" and 0 < len(newest["text"]) <= 1024


async def sms_to(story: Story, person: Person) -> list[tuple[str, str]]:
    """The SMS about a timesheet: when, in local time, and what."""
    about = Sheets(story.w).by_sms.partition("{")[0]
    box = [sms for sms in await story.world.sms(person.phone) if about in sms["text"]]
    return [(f"{datetime.fromisoformat(sms['at']).astimezone(KZ):%Y-%m-%d %H:%M}", sms["text"]) for sms in box]


async def with_the_other_parent(story: Story) -> tuple[Person, Person, Person]:
    """Both parents of an enrolled child, and the kindergarten's clerk."""
    aigul, clerk = await story.enrolled()
    daniyar = await story.parent("daniyar")
    await story.adds(daniyar)
    await aigul.letters()
    await daniyar.letters()
    return aigul, daniyar, clerk
