"""What is said about waiting lists, transfers and reinstating, in both languages; and places made scarce."""

import csv
import io
from pathlib import Path

from playground.server import KINDERGARTENS
from tests.conversations.given import Story
from tests.conversations.harness import Person, World
from tests.conversations.tongues import Said, Tongue

HEAD = "code,name_kk,name_ru,district,address_kk,address_ru,phone,group_type,language,age_from,age_to,places"
BALBOBEK = "ALM-101,«Балбөбек» бөбекжай-бақшасы,Ясли-сад «Балбобек»,751410000,Үлгі,Образцовая,+77000001101,general,kk"
AIGOLEK = "ALM-102,«Айгөлек» бөбекжай-бақшасы,Ясли-сад «Айголек»,751310000,Сынақ,Пробная,+77000001102,general,kk"


class Waits(Tongue):
    """The words of one language."""

    def __init__(self, tongue: Tongue) -> None:
        super().__init__(tongue.code)

    aigolek = Said("«Айгөлек» бөбекжай-бақшасы", "Ясли-сад «Айголек»")
    lists = Said("🕓 Күту парақтары", "🕓 Листы ожидания")
    nothing_free = Said("бос орны бар балабақша жоқ. Орындар босап тұрады.", "Места время от времени освобождаются.")
    join = Said("➕ {name}…", "➕ {name}…")
    in_list = Said("Бала күту парағына тұрды", "Ребёнок в листе ожидания")
    one_more = Said("Бала тағы бір күту парағына тұрды.", "Ребёнок добавлен ещё в один лист ожидания.")
    number = Said("Парақтағы орны: {number} (барлығы: {length})", "Номер в листе: {number} (всего: {length})")
    days_kept = Said("одан {days} жұмыс күні қалды", "{days} рабочих")
    clock_runs = Said("Қазір мерзім есептеліп жатыр.", "Сейчас срок идёт.")
    state = Said("Күту парағында: қол қою мерзімі тоқтап тұр", "В листе ожидания: срок подписания остановлен")
    state_offered = Said("Күту парағынан орын ұсынылды: жауап беріңіз", "Предложено место из листа ожидания: ответьте")
    offered = Said("Орын ұсынылды: {name}.", "Предложено место: {name}.")
    deed = Said("Күту парағынан орын ұсынылды: {name}.", "Из листа ожидания предложено место: {name}.")
    still_offered = Said("Ұсынылған орын әлі жауабыңызды күтіп тұр.", "Предложенное место всё ещё ждёт Вашего ответа.")
    look = Said("Ұсынылған орынды көру", "Посмотреть место")
    accept = Said("✅ Қабылдау және қол қою", "✅ Принять и подписать")
    decline = Said("Орыннан бас тарту", "Отказаться от места")
    keep_offer = Said("Жоқ, орын сақталсын", "Нет, оставить место")
    yes_decline = Said("Иә, орыннан бас тарту", "Да, отказаться от места")
    declined = Said("Орыннан бас тартылды", "От места отказались")
    to_the_next = Said("Орын келесі балаға ұсынылады", "Место предложат следующему")
    lapsed = Said(
        "Ұсынылған орынға мерзімінде жауап берілмеді: {name}.", "На предложенное место не ответили в срок: {name}."
    )
    offer_over = Said("Бұл ұсыныс аяқталды.", "Это предложение уже не действует.")
    leave_list = Said("Шығу: {name}", "Выйти: {name}")
    leave_all = Said("Барлық парақтан шығу", "Выйти из всех листов")
    place_lost = Said("Парақтағы орын жоғалады.", "Место в листе будет потеряно.")
    stay = Said("Жоқ, парақта қалу", "Нет, остаться в листе")
    yes_leave = Said("Иә, шығу", "Да, выйти")
    left_list = Said("Бала парақтан шықты.", "Ребёнок вышел из листа ожидания.")
    goes_on = Said("Келісімшартқа қол қою мерзімі қайта есептеле бастады", "Срок подписания договора снова идёт")
    will_go_on = Said(
        "Онда келісімшартқа қол қою мерзімі қайта есептеле бастайды.", "Тогда срок подписания договора пойдёт дальше."
    )
    pause_ends = Said(
        "Қол қою мерзімінің тоқтауы бүгін аяқталады: {name}.",
        "Остановка срока подписания заканчивается сегодня: {name}.",
    )
    pause_over = Said("Күту парағына берілген уақыт бітті", "Время для листов ожидания закончилось")
    pause_used = Said("ол күндер таусылды.", "они уже использованы.")
    not_in_list = Said("енді бұл күту парағында тұрған жоқ.", "больше не стоит в этом листе ожидания.")
    has_free_place = Said("Бұл балабақшада қазір бос орын бар", "В этом детском саду сейчас есть место")
    in_list_already = Said("Бала бұл күту парағында тұр.", "Ребёнок уже стоит в этом листе ожидания.")
    extend_today = Said(
        "Дәл бүгін мерзімді бір рет 2 жұмыс күніне ұзартуға болады.",
        "Сегодня, и только сегодня, срок можно один раз продлить на 2 рабочих дня.",
    )
    mend = Said("Құжатты жаңартыңыз", "Обновите документ")
    archived_since = Said("Мұрағатқа түскен күні: {day}", "Дата отправки в архив: {day}")

    transfer = Said("🔁 Басқа балабақшаға ауыстыру", "🔁 Перевод в другой сад")
    where_to = Said("Баланы қай балабақшаға ауыстырасыз?", "В какой детский сад перевести ребёнка?")
    transfer_contract = Said("Электрондық келісімшарт: ауыстыру", "Электронный договор: перевод")
    asked = Said("Ауыстыру туралы сұрау жіберілді.", "Запрос на перевод отправлен.")
    moving = Said(
        "Балабақшада; басқа балабақшаға ауыстыру қаралуда",
        "Ребёнок зачислен; перевод в другой детский сад рассматривается",
    )
    contracts_to_sign = Said("✍ Қол қоюға…", "✍ Договоры на подпись…")
    a_transfer = Said("🔁 Ауыстыру: бала басқа балабақшадан", "🔁 Перевод: ребёнок приходит из другого")
    transferred = Said("Бала басқа балабақшаға ауысты: {name}.", "Перевод состоялся: {name}.")
    child_leaves = Said("Балабақшаңыздан бала кетеді", "Из Вашего детского сада уходит ребёнок")
    went_elsewhere = Said("Басқа балабақшаға ауысты", "Переведён в другой детский сад")
    not_transferred = Said("Басқа балабақша ауыстырудан бас тартты: {name}.", "В переводе отказано: {name}.")
    stays = Said("Бала қазіргі балабақшасында қалады", "Ребёнок остаётся в нынешнем детском саду")
    take_back = Said("Ауыстыруды қайтарып алу", "Отозвать перевод")
    wait_for_answer = Said("Жоқ, жауабын күту", "Нет, ждать ответа")
    yes_take_back = Said("Иә, қайтарып алу", "Да, отозвать")
    taken_back = Said("Ауыстыру туралы сұрау қайтарып алынды.", "Запрос на перевод отозван.")
    silent_list = Said("⏰ Жауап бермегендер: {count}", "⏰ Не ответили: {count}")
    silent_days = Said("Жауап жоқ: {count} жұмыс күні", "Нет ответа {count} рабочих дня")
    late = Said("Балабақша мерзімінде жауап бермеді.", "Детский сад не ответил в срок.")
    child_goes = Said("Балабақшадан шығу", "Ребёнок выбывает")
    from_the_end = Said("кезектің соңынан күтуге тура келеді", "ждать с конца очереди")
    child_stays = Said("Жоқ, бала қалады", "Нет, ребёнок остаётся")
    yes_school = Said("Иә, мектепке барады", "Да, идёт в школу")
    gone_to_school = Said(
        "Бала мектепке кетті, балабақшаға хабарланды.", "Ребёнок ушёл в школу, мы сообщили детскому саду."
    )
    state_left = Said("Бала балабақшадан шықты", "Ребёнок выбыл из детского сада")

    cancelled_list = Said("↩ Жойылған ваучерлер: {count}", "↩ Аннулированные: {count}")
    still_free = Said("Топтағы орын әлі бос.", "Место в группе ещё свободно.")
    given_away = Said("Топтағы орын басқа балаға берілген.", "Место в группе отдано другому ребёнку.")
    over_places = Said("Топтағы артық бала саны: {over}.", "Детей сверх мест в группе: {over}.")
    reinstate_with = Said("↩ Себебімен қалпына келтіру", "↩ Восстановить с причиной")
    why = Said("Ваучер не себепті қалпына келтіріледі?", "Почему ваучер восстанавливают?")
    reinstate = Said("Қалпына келтіру", "Восстановить")
    reinstated = Said("Ваучер қалпына келтірілді.", "Ваучер восстановлен.")
    reinstated_told = Said("Ваучер қалпына келтірілді: {name}.", "Ваучер восстановлен: {name}.")
    returns = Said("Бала қайтадан балабақшаңызда", "Ребёнок снова в Вашем детском саду")
    can_reinstate = Said("Басқарма ваучерді қалпына келтіре алады.", "Оно может восстановить ваучер.")


async def places(world: World, folder: Path, balbobek: int, aigolek: int) -> None:
    """So many places for children of three and four in each of the two kindergartens of the city that fit."""
    rows = (HEAD, f"{BALBOBEK},2,3,0", f"{BALBOBEK},3,4,{balbobek}", f"{AIGOLEK},3,4,{aigolek}", *others_full())
    file = folder / "kindergartens.csv"
    file.write_text("\n".join(rows), encoding="utf-8")
    await world.operator("import", "kindergartens", str(file))


def others_full() -> list[str]:
    """The other kindergartens of the city with groups that fit, without a place."""
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\n")
    for row in csv.DictReader(io.StringIO(KINDERGARTENS.read_text("utf-8"))):
        elsewhere = row["code"].startswith("ALM-") and row["code"] not in ("ALM-101", "ALM-102")
        if elsewhere and (row["group_type"], row["language"]) == ("general", "kk"):
            write.writerow([0 if column == "places" else row[column] for column in HEAD.split(",")])
    return out.getvalue().splitlines()


async def clerk_of(story: Story, code: str) -> Person:
    """A new clerk of a kindergarten, who has taken up the invitation."""
    id = f"clerk-{code.lower()}"
    await story.world.newcomer(id=id, name="Гүлім Қызметкер", role="kindergarten", scope=code)
    return await story.person(id)
