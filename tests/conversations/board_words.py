"""What is said on the family board, on law cards, in calendar files and about readiness, in both languages."""

from datetime import date
from typing import Any

from icalendar import Calendar

from tests.conversations.given import Story
from tests.conversations.harness import Person, World
from tests.conversations.tongues import Said, Tongue


class Board(Tongue):
    """A language with these words too."""

    def __init__(self, tongue: Tongue) -> None:
        super().__init__(tongue.code)

    def date(self, iso: str) -> str:
        """18 қараша, сәрсенбі"""
        return self.till(iso).removesuffix(", 23:59")

    def counts(self, number: int, iso: str) -> str:
        """Күн 2: 18 қараша, сәрсенбі"""
        return self.nth.format(number=number, day=self.date(iso))

    green = Said("🟢 жасыл: уақыт бар", "🟢 зелёный: время есть")
    amber = Said("🟡 сары: уақыттың жартысы өтті", "🟡 жёлтый: половина срока прошла")
    red = Said("🔴 қызыл: кейінге қалдырмаңыз", "🔴 красный: откладывать нельзя")
    no_light = Said("⚪ қаралып жатқан өтініш жоқ", "⚪ действующего заявления нет")
    no_application = Said("Әзірге өтініш жоқ.", "Заявлений пока нет.")
    deadlines = Said("⏳ Мерзімдер: {name}", "⏳ Сроки: {name}")
    working_days = Said(
        "Жұмыс күні: барлығы {whole}, қалғаны {left} → {light}",
        "Рабочих дней: всего {whole}, осталось {left} → {light}",
    )
    calendar_days = Said(
        "Күнтізбелік күн: барлығы {whole}, қалғаны {left} → {light}",
        "Календарных дней: всего {whole}, осталось {left} → {light}",
    )
    interest = Said("Қызығушылықты растау", "Подтвердить заинтересованность")
    sheet = Said("Табельге жауап беру", "Ответить по табелю")
    certificate = Said("Құқық анықтамасы", "Справка о праве")
    one_of_two = Said(
        "🔴 қызыл: қатарынан расталмаған ай – 1 / 2", "🔴 красный: неподтверждённых месяцев подряд – 1 из 2"
    )
    missed = Said("❗ {month}: табель расталмай қалды.", "❗ {month}: табель не подтверждён.")
    to_calendar = Said("📅 Күнтізбеге қосу", "📅 В календарь")
    why = Said("❓ Неге?", "❓ Почему?")
    asked = Said("Неге? {what}: {name}", "Почему? {what}: {name}")
    open_sheet = Said("📅 Табельді ашу", "📅 Открыть табель")
    all_deadlines = Said("👧 Баланың барлық мерзімі", "👧 Все сроки ребёнка")

    rule_interest = Said("Мерзімі: 2 жұмыс күні.", "Срок: 2 рабочих дня.")
    akmola = Said("https://akmola.kz", "https://akmola.kz")
    ours = Said("осы қызметтің өз ережесі", "собственное правило этого сервиса")
    press = Said("баспасөздегі хабары", "в прессе")
    order = Said("№ 372 бұйрығы, 49-тармақ, 24-тармақша", "№ 372 от 30 декабря 2024 года, пункт 49, подпункт 24")
    was_issued = Said("{day}: ваучер берілді.", "{day}: ваучер выдан.")
    was_confirmed = Said("{day}: қызығушылық расталды.", "{day}: подтверждена заинтересованность.")
    next_day = Said("Санау келесі күннен басталады.", "Отсчёт начинается со следующего дня.")
    nth = Said("Күн {number}: {day}", "День {number}: {day}")
    skipped = Said("✖ {day}: {why}, саналмайды", "✖ {day}: {why}, не считается")
    skipped_all = Said("✖ {first} – {last}: {why}, саналмайды", "✖ {first} – {last}: {why}, не считаются")
    moved_work = Said("(қаулымен жұмыс күніне ауыстырылған)", "(рабочий по переносу)")
    moved_off = Said("қаулымен ауыстырылған демалыс", "выходной, перенесённый постановлением")
    nauryz = Said("Наурыз мейрамы", "Наурыз мейрамы")
    victory = Said("Жеңіс күні", "День Победы")
    new_year = Said("Жаңа жыл", "Новый год")
    weekend = Said("демалыс", "выходной")
    every_day = Said("Барлық күн саналады, демалыс пен мереке де.", "Считаются все дни, и выходные, и праздники.")
    now_confirmed = Said(
        "Қазір әрекет етсеңіз: қызығушылық расталады.", "Если сейчас: заинтересованность подтверждена."
    )
    now_restored = Said(
        "Қазір әрекет етсеңіз: кезектегі орын қалпына келеді", "Если сейчас: место в очереди восстановлено"
    )
    now_sent = Said("Қазір әрекет етсеңіз: Сіздің мерзіміңіз тоқтайды", "Если сейчас: Ваш срок остановлен")
    now_month = Said("Қазір әрекет етсеңіз: ай расталады", "Если сейчас: месяц подтверждён")
    in_time = Said("Ертең әрекет етсеңіз: үлгересіз.", "Если завтра: Вы ещё успеете.")
    late = Said("Ертең әрекет етсеңіз: кеш болады.", "Если завтра: будет поздно.")
    never_stop_list = Said(
        "Ештеңе істемесеңіз: ваучер жарамсыз болады, өтініш тоқтау парағына түседі.",
        "Если ничего не делать: ваучер станет недействительным, заявление попадёт в стоп-лист.",
    )
    never_archive = Said(
        "Ештеңе істемесеңіз: өтініш мұрағатқа түседі.", "Если ничего не делать: заявление уйдёт в архив."
    )
    never_void = Said(
        "Ештеңе істемесеңіз: ваучер жарамсыз болады, өтініш мұрағатқа түседі.",
        "Если ничего не делать: ваучер станет недействительным, заявление уйдёт в архив.",
    )
    never_pause = Said(
        "Ештеңе істемесеңіз: келісімшарт мерзімі қайта жүреді.", "Если ничего не делать: срок договора идёт дальше."
    )
    never_offer = Said(
        "Ештеңе істемесеңіз: орын келесі балаға ұсынылады", "Если ничего не делать: место предложат следующему"
    )
    never_month = Said(
        "Ештеңе істемесеңіз: ай расталмаған болып саналады.",
        "Если ничего не делать: месяц будет считаться неподтверждённым.",
    )
    never_cancelled = Said("екінші расталмаған ай болады, ваучер жойылады.", "второй неподтверждённый месяц подряд")
    gardens_turn = Said("Сізге ештеңе істеу керек емес", "Вам ничего делать не нужно")
    silent = Said(
        "Балабақша жауап бермесе: білім басқармасына хабарланады", "Если он не ответит: управление образования"
    )
    was_extended = Said(
        "Мерзім бір рет ұзартылды, қосылғаны: 2 жұмыс күні.", "Срок один раз продлён, добавлено: 2 рабочих дня."
    )
    annuls = Said(
        "Ваучерден бас тартса, кезектегі орын жойылады.", "При отказе от ваучера место в очереди аннулируется."
    )
    happened = Said("Күні: {day}", "Дата: {day}")
    two_months = Said("Қатарынан екі айдың табелі расталмаса", "Если два месяца подряд не подтверждены")

    get_ready = Said("🧭 Дайындалу", "🧭 Подготовиться")
    ready = Said("🧭 Ваучерге дайындық: {ready} / {whole}", "🧭 Готово к ваучеру: {ready} из {whole}")
    phone_ok = Said("✅ Телефон нөмірі расталған", "✅ Номер телефона подтверждён")
    phone_missing = Said(
        "▫️ Телефон нөмірі ЖСН-іңізбен бірге расталмаған", "▫️ Номер телефона не подтверждён вместе с ИИН"
    )
    papers_ok = Said("✅ Құқық анықтамасы жарамды", "✅ Справка о праве действует")
    papers_missing = Said("▫️ Құқық анықтамасының мерзімі өтті", "▫️ Справка о праве истекла")
    favourites_missing = Said("▫️ Ұнаған балабақша белгіленбеген", "▫️ Избранных детских садов нет")
    second_missing = Said("▫️ Екінші ата-ана қосылмаған", "▫️ Второй родитель не присоединился")
    second_ok = Said("✅ Екінші ата-ана да өтінішті көріп отыр", "✅ Второй родитель тоже видит заявление")
    reach_missing = Said("▫️ Отбасыдан біреуге хабар бармайды", "▫️ Кому-то из семьи сообщения не доходят")
    place_missing = Said("▫️ «Тұратын жерім» белгіленбеген", "▫️ «Место жительства» не указано")
    choose_favourites = Said("⭐ Ұнағандарын белгілеу", "⭐ Отметить избранные")
    bring_second = Said("👥 Екінші ата-ананы қосу", "👥 Позвать второго родителя")
    how_second = Said("Екінші ата-ана Telegram-да мынаны ашып, тіркеледі: @", "Второй родитель открывает в Telegram @")
    how_reach = Said("✉ Хабар қалай жетеді", "✉ Как вернуть сообщения")
    stopped = Said("Ол ботты тоқтатқан.", "Этот человек остановил бота.")
    how_phone = Said("📱 Нөмірді қалай растаймын", "📱 Как подтвердить номер")
    choose_place = Said("📍 Тұратын жерді таңдау", "📍 Выбрать место жительства")
    still_missing = Said("Әлі дайын емес: {what}.", "Ещё не готово: {what}.")
    favourites = Said("ұнаған балабақшалар", "избранные детские сады")
    second = Said("екінші ата-ана", "второй родитель")
    my_place = Said("«Тұратын жерім»", "«Место жительства»")


async def sent_files(person: Person) -> list[Any]:
    """The files that the bot has sent, oldest first."""
    return [message["media"] for message in await person.chat() if message["media"] and message["from"] == "bot"]


async def calendar_file(world: World, person: Person) -> tuple[str, Any]:
    """The newest calendar file in the chat: its name, and the event in it."""
    newest = (await sent_files(person))[-1]
    async with world._session.get(f"{world._playground.url}{newest['url']}") as answer:
        content = await answer.read()
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    return str(newest["name"]), event


def last_of(event: Any) -> date:
    """The day of an all-day event."""
    when: date = event["DTSTART"].dt
    return when


async def opens(story: Story, parent: Person) -> None:
    """The family board."""
    await parent.says("/menu")
    await parent.taps(story.w.my_applications)
