"""The words of the rooms that are open to everybody: looking for a kindergarten, free places, queues, watches."""

from tests.conversations.garden_words import GardenTongue
from tests.conversations.tongues import Said


class PortalTongue(GardenTongue):
    """A language with these words too."""

    look_right_away = Said("тіркелмей-ақ, қазір қарауға болады", "можно посмотреть сразу, без регистрации")
    elsewhere = Said("🗺 Басқа жер", "🗺 Другое место")
    look_where = Said("Қай өңірден көргіңіз келеді?", "В каком регионе посмотреть?")
    whole_city = Said("Бүкіл қала", "Весь город")
    by_name = Said("🔤 Аты бойынша", "🔤 По названию")
    not_by_name = Said("✖ Атымен іздемеу", "✖ Не по названию")
    what_name = Said("🔤 Балабақшаның аты қандай?", "🔤 Как называется сад?")
    looked_for = Said("Іздегеніңіз: «{words}»", "Вы искали: «{words}»")
    nobody_called = Said("Мұндай атты балабақша табылмады.", "Сад с таким названием не найден.")
    letters_needed = Said("Мұнда әріп немесе сан керек.", "Здесь нужны буквы или цифры.")
    place_of_list = Said("Орны: {place}", "Место: {place}")
    shymkent = Said("Шымкент қаласы", "г. Шымкент")
    gulder = Said("«Гүлдер» бөбекжай-бақшасы", "Ясли-сад «Цветник»")
    kunshuaq = Said("«Күншуақ» балабақшасы", "Детский сад «Солнышко»")
    found_three = Said("Балабақша саны: 3.", "Найдено 3 детских сада.")
    half_done = Said("ЖСН-іңізді жазыңыз", "Введите Ваш ИИН")

    queues = Said("👥 Кезектер", "👥 Очереди")
    which_place = Said("Қай жер бойынша?", "По какому месту?")
    nobody_queues = Said("16 қараша 2026: кезекте ешкім жоқ.", "16 ноября 2026: в очереди никого нет.")
    three_queue = Said("16 қараша 2026: кезекте 3 бала тұр.", "16 ноября 2026: в очереди 3 ребёнка.")
    general_right = Said("Жалпы негіздерде: 3", "На общих основаниях: 3")
    category = Said("• {n}-санат, туған жылы {year}: {count}", "• категория {n}, год рождения {year}: {count}")
    at_each = Said("🏫 Әр балабақша бойынша", "🏫 По каждому саду")
    waited = Said("• {name}: күтіп тұрғаны {n}, бос орын {free}", "• {name}: ждут {n}, свободных мест {free}")
    wait_here = Said("Осы күту парағында: 1", "В листе ожидания здесь: 1")

    free_places = Said("🪑 Бос орындар", "🪑 Свободные места")
    free_count = Said("Бос орын саны: {n}.", "{n} свободн")
    nothing_free_here = Said("Қазір мұнда бос орын жоқ.", "Сейчас здесь нет свободных мест.")
    view = Said("👁 Көру: {name}…", "👁 Посмотреть: {name}…")
    view_short = Said("👁 Көру", "👁 Посмотреть")
    by_voucher = Said("Мұнда орын ваучермен беріледі", "Здесь место получают по ваучеру")
    about = Said("🏫 Балабақша туралы", "🏫 О детском саде")
    pick_age = Said("✎ Жасы", "✎ Возраст")
    five_years = Said("5 жас", "возраст 5")
    to_free_places = Said("⬅ Бос орындар", "⬅ Свободные места")
    watch_it = Said("🔔 Орын босаса, хабарлау", "🔔 Сообщить, когда будет место")
    will_write = Said("🔔 Мұнда орын босағанда, Сізге бір рет жазамыз.", "🔔 Когда здесь появится место, мы один раз")
    watch_no_more = Said("🔕 Хабарламау", "🔕 Не сообщать")
    watches = Said("🔔 Орын босаса, хабарлау", "🔔 Сообщать о местах")
    nothing_watched = Said("Әзірге ештеңе таңдалмаған.", "Пока ничего не выбрано.")
    watch_district = Said("➕ Аудан не қала таңдау", "➕ Выбрать район или город")
    watched = Said("✅ Орын босаса, хабарлаймыз: {place}", "✅ Сообщим о местах: {place}")
    appeared = Said("🔔 Бос орын пайда болды: {name}", "🔔 Появилось свободное место: {name}")
    not_again = Said("Енді бұл туралы жазбаймыз.", "Больше об этом писать не будем.")
    watch_again = Said("🔔 Келесіде де хабарлау", "🔔 Сообщить и в следующий раз")
    taken_since = Said("Бұл орын осы арада алынып қойды.", "Это место уже успели занять.")
