"""The words of marking, publishing and counting timesheets, literally, in both languages."""

from tests.conversations.given import Story
from tests.conversations.harness import Person
from tests.conversations.tongues import Said, Tongue


class Marking(Tongue):
    """A language with these words too."""

    group = Said("Жалпы топ · Қазақша · 2–3 жас", "Общая группа · Казахский · возраст 2–3")
    other = Said("Жалпы топ · Қазақша · 3–4 жас", "Общая группа · Казахский · возраст 3–4")
    by_day = Said("🗓 Күн бойынша белгілеу", "🗓 Отмечать по дням")
    present_of = Said("Қатысқаны: {count}, барлығы: {all}", "Присутствуют: {count} из {all}")
    tap_sick = Said(
        "Бассаңыз, мына белгі қойылады: ауыруына байланысты келмеді.", "Нажатие ставит отметку: по болезни."
    )
    tap_leave = Said("демалыс (ата-ананың өтініші бойынша)", "отпуск (по заявлению родителя)")
    leave = Said("o демалыста", "o отпуск")
    came = Said("✓ келді", "✓ был(а)")
    closed = Said("= жабық", "= закрыто")
    ill = Said("● + ауырды", "● + болеет")
    whole_group_closed = Said("Бүкіл топ: балабақша жабық", "Вся группа: детский сад закрыт")
    whole_group_present = Said("Бүкіл топ: қатысты", "Вся группа: присутствовал(а)")
    day_off = Said("Күнтізбе бойынша демалыс күні.", "По календарю это выходной.")
    nobody_absent = Said("Күнтізбе бойынша бұл – демалыс күні (21)", "По календарю 21 число – выходной")
    sick = Said("+ ауыруына байланысты келмеді", "+ по болезни")
    published_already = Said("Бұл ай жарияланып қойған.", "Этот месяц уже опубликован.")
    goes_to_families = Said("келіспесе ғана", "только если родитель не согласен")
    until = Said("Отбасылардың растау немесе келіспеу мерзімі: ", "Семьи могут подтвердить или не согласиться до: ")
    with_exceptions = Said(
        "Келмеген күні бар балалар: {count}, барлығы: {all}",
        "Детей с другими отметками, кроме «присутствовал(а)»: {count} из {all}",
    )
    publish_all = Said("📣 Барлық топты жариялау", "📣 Опубликовать все группы")
    not_published = Said("Әлі жарияланбаған: {count}", "Ещё не опубликовано: {count}")
    waits = Said("Ата-ананың жауабын күтуде: {count}", "Ждёт ответа родителя: {count}")
    confirmed = Said("Расталды: {count}", "Подтверждено: {count}")
    disputed = Said("Ата-ана келіспейді: Сіздің жауабыңыз керек: {count}", "{count}")
    who = Said("👥 Кім жауап берді", "👥 Кто ответил")
    behind = Said("Әлі жарияланбаған, балалар саны:", "Ещё не опубликовано, детей:")
    corrected = Said("Түзетілді, әлі жарияланған жоқ:", "Исправлено, ещё не опубликовано:")
    changed = Said("{day}: ✓ қатысты → + ауыруына байланысты келмеді", "{day}: ✓ присутствовал(а) → + по болезни")
    second = Said("2-жариялау, {day}:", "Публикация 2, {day}:")

    from_file = Said("📥 Белгілерді файлдан алу", "📥 Отметки из файла")
    get_table = Said("📄 Кестені алу (XLSX)", "📄 Получить таблицу (XLSX)")
    have_table = Said("📎 Толтырылған кестем бар", "📎 Таблица уже заполнена")
    send_table = Said("Толтырылған кестені файл етіп жіберіңіз", "Отправьте заполненную таблицу файлом")
    please_mend = Said("Ештеңе өзгерген жоқ. Кестені түзетіп", "Ничего не изменено. Исправьте таблицу")
    bad_mark = Said("2-жол, күні: 17. Мұндай белгі жоқ.", "Строка 2, день 17: такой отметки нет.")
    bad_day_off = Said("2-жол, күні: 21. Күнтізбе бойынша демалыс.", "Строка 2, день 21: по календарю выходной.")
    bad_formula = Said("2-жол, күні: 24. Формула тұр.", "Строка 2, день 24: там формула.")
    bad_child = Said("3-жол: бұл айда мұнда ондай бала жоқ.", "Строка 3: такого ребёнка здесь в этом месяце нет.")
    unreadable = Said("Бұл файл кесте ретінде ашылмайды.", "Этот файл не открывается как таблица.")
    too_large = Said(
        "Табель үшін бұл кесте тым үлкен: ең көбі 2 МБ", "Для табеля эта таблица слишком велика: не больше 2 МБ"
    )
    table_expected = Said("Кестені осында файл етіп жіберіңіз", "Пришлите таблицу сюда файлом")
    would_change = Said("{month}: не өзгереді", "{month}: что изменится")
    sick_short = Said("18: келді → ауырды", "18: был(а) → болеет")
    take_over = Said("Белгілерді енгізу", "Внести отметки")
    taken_over = Said("Белгілер енгізілді, балалар: 1.", "Отметки внесены: 1 ребёнок.")
    nothing_new = Said("енгізетін ештеңе жоқ", "вносить нечего")
    sick_letter = Said("А", "Б")

    months = Said("📊 Балабақшалардың табельдері", "📊 Табели детских садов")
    title = Said("Табельдер: {month}", "Табели: {month}")
    numbers = Said("Балабақшалар: {gardens}, балалар: {children}", "Детских садов: {gardens}, детей: {children}")
    confirmed_share = Said("Расталғаны: {count} ({share} %)", "Подтверждено: {count} ({share} %)")
    by_garden = Said("🏫 Балабақшалар бойынша", "🏫 По детским садам")
    risk = Said("❗ Ваучеріне қауіп төнгендер: {count}", "❗ Риск потерять ваучер, семей: {count}")
    old_disputes = Said("⏰ 5 күннен асқан келіспеушілік: {count}", "⏰ Несогласия старше 5 дней: {count}")
    unpublished = Said("📭 Жарияламағандар: {count}", "📭 Не опубликовали: {count}")
    as_file = Said("📄 XLSX файлы", "📄 Файл XLSX")
    missed = Said("расталмағаны: {month}", "не подтверждён: {month}")
    garden_row = Said(
        "балалар: {children}, расталғаны: {confirmed} ({share} %)", "подтверждено {confirmed} из {children} ({share} %)"
    )
    open_for = Said("өткені: 10 күн", "прошло 10 дней")
    none_behind = Said("Барлық балабақша жариялады.", "Все детские сады опубликовали табели.")
    without = Said(
        "табелі жарияланбаған балалар: {count}, барлығы: {all}", "детей без опубликованного табеля: {count} из {all}"
    )


NEIGHBOUR = "Көршиев Bota"
"""A four-year-old of the other group."""


async def two_groups(story: Story) -> tuple[Person, Person, Person, Person]:
    """Two parents whose children are in two groups of one kindergarten since 16 November, its clerk, the department's."""
    department, clerk = await story.person(story.town.department), await story.person(story.town.clerk)
    aigul, bota = await story.queued(), await story.neighbour("bota", "2022-05-05")
    await story.round(department, 2)
    for parent in (aigul, bota):
        await story.confirms_interest(parent)
        await story.sends_contract(parent)
        await story.signs(clerk)
        await parent.letters()
    return aigul, bota, clerk, department
