"""What is said about one's own account: signing in, sessions, notices, data; in both languages. And how one gets there."""

from tests.conversations.given import Story
from tests.conversations.harness import Person
from tests.conversations.tongues import Said, Tongue


class Account(Tongue):
    """The words of one language."""

    def __init__(self, tongue: Tongue) -> None:
        super().__init__(tongue.code)

    # rooms
    me = Said("👤 Менің деректерім", "👤 Мои данные")
    access = Said("🔑 Кіру және құпия сөз", "🔑 Вход и пароль")
    sessions = Said("📱 Кірген аккаунттар", "📱 Вошедшие аккаунты")
    stale = Said("Бұл батырма ескірген", "Кнопка устарела")

    add_email = Said("✉ Пошта қосу", "✉ Добавить почту")

    # the password
    set_password = Said("🔑 Құпия сөз қою", "🔑 Задать пароль")
    change_password = Said("🔑 Құпия сөзді өзгерту", "🔑 Сменить пароль")
    new_password = Said("Құпия сөз ойлап табыңыз: 8–40 таңба.", "Придумайте пароль: от 8 до 40 знаков.")
    again = Said("Сол құпия сөзді тағы бір рет жазыңыз.", "Введите тот же пароль ещё раз.")
    password_length = Said("Құпия сөз 8–40 таңбадан тұруы керек.", "В пароле от 8 до 40 знаков.")
    password_easy = Said("Бұл құпия сөзді табу оңай.", "Этот пароль легко угадать.")
    password_differs = Said("Екі құпия сөз бірдей емес.", "Пароли не совпадают.")
    password_set = Said("✅ Құпия сөз қойылды.", "✅ Пароль задан.")
    password_told = Said(
        "🔑 Жеке кабинетіңізге жаңа құпия сөз қойылды.", "🔑 Для Вашего личного кабинета задан новый пароль."
    )
    choose_login = Said("✎ Логин таңдау", "✎ Выбрать логин")
    ask_login = Said("Логин таңдаңыз:", "Выберите логин:")
    login_unreadable = Said("және әріптен басталады", "и начинается он с буквы")
    login_taken = Said("Бұл логин бос емес.", "Этот логин занят.")
    login_kept = Said("✅ Логиніңіз: {login}", "✅ Ваш логин: {login}")

    # signing in
    sign_in = Said("🔑 Кіру", "🔑 Войти")
    with_password = Said("🔑 Құпия сөзбен кіру", "🔑 По паролю")
    with_code = Said("✉ SMS-код арқылы кіру", "✉ По коду из SMS")
    forgotten = Said("Құпия сөзді ұмыттыңыз ба?", "Забыли пароль?")
    who = Said(
        "ЖСН, телефон, логин немесе электрондық поштаңызды жазыңыз.", "Ваш ИИН, телефон, логин или электронная почта?"
    )
    who_unreadable = Said("Бұл ЖСН, телефон, логин немесе пошта емес.", "Это не ИИН, не телефон, не логин и не почта.")
    remember = Said("Сізді осы жерде есте сақтайық па?", "Запомнить Вас здесь?")
    remember_yes = Said("Иә, бұл – менің телефоным", "Да, это мой телефон")
    remember_no = Said("Жоқ, бұл телефонды басқалар да пайдаланады", "Нет, телефоном пользуются и другие")
    your_password = Said("Құпия сөзіңізді жазыңыз.", "Ваш пароль?")
    wrong = Said("Қалған мүмкіндік: {left}.", "Осталось попыток: {left}.")
    paused = Said("Құпия сөз тым көп рет қате терілді.", "Слишком много неверных паролей.")
    signed_in = Said("✅ Кабинетке кірдіңіз.", "✅ Вы вошли в кабинет.")
    until = Said("Осындағы кіруіңіз аяқталатын уақыт: {moment}.", "Вход здесь закончится: {moment}.")
    told_of_sign_in = Said(
        "Жеке кабинетіңізге басқа Telegram аккаунтынан кірді", "В Ваш личный кабинет вошёл другой аккаунт Telegram"
    )
    guessed = Said("құпия сөзін бірнеше рет қате терді", "несколько раз ввёл неверный пароль")
    unknown = Said("Бұл ЖСН-мен мұнда ешкім тіркелмеген.", "С этим ИИН здесь никто не зарегистрирован.")
    ask_phone = Said("Ұялы телефон нөміріңіз қандай?", "Ваш номер мобильного телефона?")
    new_is_set = Said("🔑 Жаңа құпия сөз қойылды.", "🔑 Новый пароль задан.")
    others_are_out = Said(
        "🚪 Жеке кабинетіңізге кірген басқа Telegram аккаунттарының бәрі шығарылды.",
        "🚪 Другие аккаунты Telegram вышли из Вашего кабинета: вход с них завершён.",
    )

    # sessions
    this_one = Said("осы Telegram аккаунты", "этот аккаунт Telegram")
    another_one = Said("басқа Telegram аккаунты", "другой аккаунт Telegram")
    by_code = Said("SMS-кодпен", "по коду из SMS")
    by_password = Said("құпия сөзбен", "по паролю")
    end_second = Said("✖ № 2 аккаунтты шығару", "✖ Завершить вход № 2")
    ended = Said("✅ Ол аккаунт шығарылды.", "✅ Вход того аккаунта завершён.")
    told_of_end = Said(
        "Осы Telegram аккаунты жеке кабинеттен шығарылды", "Этот аккаунт Telegram вышел из личного кабинета"
    )
    out_here = Said("🚪 Осы жерден шығу", "🚪 Выйти здесь")
    out_everywhere = Said("🚪 Барлық жерден шығу", "🚪 Выйти везде")
    what_stays = Said(
        "Балаларыңыз, өтініштеріңіз және олардың мерзімдері сол күйінде қалады.",
        "Ваши дети, заявления и сроки остаются как есть.",
    )
    stay = Said("Шықпау", "Остаться")
    yes_out = Said("Иә, шығу", "Да, выйти")
    out = Said("🚪 Сіз шықтыңыз.", "🚪 Вы вышли.")
    no_way_back = Said("Алдымен құпия сөз қойыңыз.", "Сначала задайте пароль.")

    # the phone
    change_phone = Said("📱 Телефонды өзгерту", "📱 Сменить телефон")
    ask_new_phone = Said("Жаңа ұялы нөміріңіз қандай?", "Ваш новый номер мобильного телефона?")
    phone_same = Said("Бұл – қазіргі нөміріңіз.", "Это Ваш нынешний номер.")
    now_the_new = Said("Енді жаңа нөмір.", "Теперь новый номер.")
    phone_kept = Said("✅ Жаңа нөміріңіз сақталды.", "✅ Новый номер сохранён.")
    phone_told = Said("Жеке кабинетіңіздің телефоны өзгертілді.", "Телефон Вашего личного кабинета изменён.")

    # notifications
    notices = Said("🔔 Хабарламалар", "🔔 Уведомления")
    always_on = Said("Әрқашан келеді: ваучер, келісімшарт, табель", "Приходят всегда: ваучеры, договоры, табели")
    mute_queue = Said("🔕 Кезектегі нөмірім", "🔕 Мой номер в очереди")
    queue_off = Said("Кезектегі нөмірім: өшірулі", "Мой номер в очереди: выкл.")
    unmute_queue = Said("🔔 Кезектегі нөмірім", "🔔 Мой номер в очереди")
    queue_on = Said("Кезектегі нөмірім: қосулы", "Мой номер в очереди: вкл.")
    mute_family = Said("🔕 Екінші ата-ананың әрекеттері", "🔕 Действия другого родителя")
    sms_on = Said("✉ SMS көшірмесін қосу", "✉ Включить SMS-копии")
    sms_is_on = Said("Мерзімі бар хабарлардың SMS көшірмесі: қосулы", "SMS-копии уведомлений со сроком: вкл.")
    quiet = Said("🌙 Тыныш уақыт", "🌙 Тихие часы")
    quiet_now = Said("Қазір: {hours}", "Сейчас: {hours}")
    quiet_why = Said("әйтпесе кеш қаласыз", "иначе будет поздно")

    # data and consent
    mydata = Said("🛡 Деректер және келісім", "🛡 Данные и согласие")
    trail = Said("👁 Деректерімді кім көрді", "👁 Кто смотрел или менял данные")
    copy = Said("📄 Деректерімнің көшірмесі", "📄 Копия моих данных")
    send_file = Said("Файлды алу", "Прислать файл")
    copy_warning = Said(
        "Осы чатты ашқан адам файлдарды да аша алады.", "Файлы сможет открыть любой, кто откроет этот чат."
    )
    copy_made = Said("📄 Деректеріңіздің көшірмесі дайын.", "📄 Копия Ваших данных готова.")
    withdraw = Said("✋ Келісімді қайтарып алу", "✋ Отозвать согласие")
    withdraw_follows = Said("мерзімдері жүре береді", "их сроки идут дальше")
    keep_consent = Said("Келісімді қалдыру", "Оставить согласие")
    yes_withdraw = Said("Иә, қайтарып аламын", "Да, отозвать")
    withdrawn = Said("✋ Келісіміңіз қайтарып алынды", "✋ Согласие отозвано")
    erase = Said("🗑 Деректерімді өшіру", "🗑 Удалить мои данные")
    gone_at_once = Said("Бірден және біржола өшіріледі", "Удаляется сразу и навсегда")
    must_be_kept = Said("Не міндетті түрде сақталады және неге", "Обязательно хранится, и почему")
    withdrawn_first = Said("Алдымен мына өтініштер жойылады: {named}", "Сначала удаляются эти заявления: {named}")
    stays_with_other = Said("Екінші ата-анада қалады: {name}", "Остаётся у другого родителя: {name}")
    keep_everything = Said("Бәрін қалдыру", "Оставить всё")
    nothing_deleted = Said("Ештеңе өшірілген жоқ.", "Ничего не удалено.")
    erase_for_good = Said("Деректерімді біржола өшіру", "Удалить мои данные навсегда")
    erased = Said("🗑 Деректеріңіз өшірілді.", "🗑 Ваши данные удалены.")
    erasing_told = Said("🗑 Жеке кабинет өшірілді", "🗑 Личный кабинет удалён")
    data_needed = Said("Деректерді әзірге өшіруге болмайды", "Удалить данные пока нельзя")
    you = Said("Сіз: {what}", "Вы: {what}")
    clerk_did = Said(
        "Білім басқармасының маманы, Алматы қаласы: {what}", "Сотрудник управления образования, г. Алматы: {what}"
    )
    garden_did = Said("Балабақша маманы, {garden}: {what}", "Сотрудник детского сада, {garden}: {what}")
    document_opened = Said("құжат ашылды", "документ открыт")
    document_accepted = Said("құжат қабылданды", "документ принят")
    voucher_issued = Said("ваучер берілді", "ваучер выдан")
    contract_signed = Said("келісімшартқа қол қойылды", "договор подписан")
    password_was_set = Said("құпия сөз қойылды", "пароль задан")
    nobody_yet = Said("Әзірге ешкім ештеңе ашқан да, өзгерткен де жоқ.", "Пока никто ничего не открывал и не менял.")


async def opens(person: Person, *rooms: str) -> None:
    """From the menu through these rooms, a tap each."""
    await person.says("/menu")
    for room in rooms:
        await person.taps(room)


async def proves(story: Story, person: Person) -> None:
    """Give the code of the newest SMS."""
    await person.says(await person.code())


async def with_password(story: Story, password: str, id: str = "aigul") -> Person:
    """A registered parent who has set a password, 80 seconds after any code."""
    w = Account(story.w)
    parent = await story.parent(id)
    await story.world.clock.advance(seconds=80)
    await opens(parent, w.me, w.access, w.set_password)
    await proves(story, parent)
    await parent.says(password)
    await parent.says(password)
    await parent.sees(w.password_set)
    await story.world.clock.advance(seconds=80)
    return parent


async def at_password(story: Story, name: str, id: str = "zhanna", *, remember: bool = True) -> Person:
    """A stranger who has given a name to sign in by, and is asked for the password."""
    w = Account(story.w)
    stranger = await story.world.person(id)
    await stranger.start()
    if "Выберите язык" in (await stranger.chat())[-1]["text"]:
        await stranger.taps(w.name)
    await stranger.taps(w.sign_in)
    await stranger.taps(w.with_password)
    await stranger.says(name)
    await stranger.taps(w.remember_yes if remember else w.remember_no)
    await stranger.sees(w.your_password)
    return stranger
