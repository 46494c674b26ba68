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
    wrong = Said("Қалған әрекет: {left}.", "Осталось попыток: {left}.")
    paused = Said("Құпия сөз тым көп рет қате терілді.", "Слишком много неверных паролей.")
    signed_in = Said("✅ Кабинетке кірдіңіз.", "✅ Вы вошли в кабинет.")
    until = Said("Осы жерден шығарылатын уақыт: {moment}.", "Вход здесь закончится: {moment}.")
    told_of_sign_in = Said(
        "Жеке кабинетіңізге басқа Telegram аккаунты кірді", "В Ваш личный кабинет вошёл другой аккаунт Telegram"
    )
    guessed = Said("құпия сөзін бес рет қате терді", "пять раз ввёл неверный пароль")
    unknown = Said("Бұл ЖСН-мен мұнда ешкім тіркелмеген.", "С этим ИИН здесь никто не зарегистрирован.")
    ask_phone = Said("Ұялы телефон нөміріңіз қандай?", "Ваш номер мобильного телефона?")
    new_is_set = Said("🔑 Жаңа құпия сөз қойылды.", "🔑 Новый пароль задан.")

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
