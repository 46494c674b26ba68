"""The words of the department's rooms and letters, literally, in both languages."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Words:
    """One language."""

    passed_over: str
    too_young: str
    too_old: str
    no_place: str
    no_place_count: str
    repeated: str
    only_once: str
    one_more: str
    nothing_issued: str
    moved: str
    was: str
    now: str
    why: str
    taken_back: str
    answer_moved: str
    announcements: str
    write: str
    queue_only: str
    everybody: str
    will_read: str
    send: str
    on_its_way: str
    department: str
    progress: str
    pause: str
    paused: str
    go_on: str
    goes_on: str
    stop: str
    stop_question: str
    stop_yes: str
    stopped: str
    keep: str
    how_far: str
    done: str
    held_up: str
    unreached: str
    unreached_count: str
    unreached_line: str
    unreached_sum: str


KK = Words(
    passed_over="Өткізіп жіберілгендер:",
    too_young="№ {number}, {name}: әлі кішкентай",
    too_old="№ {number}, {name}: ваучер жасынан асқан",
    no_place="№ {number}, {name}: елді мекенде бос орын жоқ",
    no_place_count="Елді мекенінде бос орын болмағандықтан өткізіп жіберілгені: {count}",
    repeated="Дәл осындай итерация бүгін өтті: № {round}",
    only_once="Жоқ, бір рет жеткілікті",
    one_more="Иә, тағы бір итерация",
    nothing_issued="Онда ештеңе берілмейді",
    moved="Мерзім өзгерді: {name} (№ {number} өтініш).",
    was="Бұрынғы мерзім: {till}",
    now="Жаңа мерзім: {till}",
    why="{day}: Үкіметтің шешімімен демалыс күні",
    taken_back="{day}: бұрын жарияланған өзгеріс енді күшінде емес.",
    answer_moved="Жауап беру мерзімі өзгерді",
    announcements="Хабарландырулар",
    write="Отбасыларға жазу",
    queue_only="Кезекте тұрған отбасылар",
    everybody="Өтініші бар барлық отбасы",
    will_read="Алатындар: {count} адам.",
    send="Отбасыларға жіберу",
    on_its_way="Хабарландыру жіберіле бастады: № {number}.",
    department="📣 Білім басқармасы: {place}",
    progress="Барлық хат: {posted}, жіберілгені: {sent}, күтіп тұрғаны: {waiting}",
    pause="Кідірту",
    paused="Кідіртілді. Күтіп тұрған хаттар орнында қалады.",
    go_on="Жіберуді жалғастыру",
    goes_on="Жіберу жалғасып жатыр.",
    stop="Біржола тоқтату",
    stop_question="№ {number} хабарландыруды тоқтатасыз ба?",
    stop_yes="Иә, тоқтату",
    stopped="Тоқтатылды.",
    keep="Жоқ, қалсын",
    how_far="Қай жерге жетті?",
    done="Жіберілді",
    held_up="№ {number} хабарландыру уақытша жіберілмей тұр.",
    unreached="Хабар жетпейтіндер",
    unreached_count="Ботты бұғаттаған немесе одан шыққандар: {count} адам.",
    unreached_line="№ {number}, {phone}. SMS арқылы: {by_sms}, жетпегені: {lost}",
    unreached_sum="Мерзімі бар хаттар. SMS арқылы: {by_sms}, мүлде жетпегені: {lost}",
)

RU = Words(
    passed_over="Пропущены:",
    too_young="№ {number}, {name}: ещё мал по возрасту",
    too_old="№ {number}, {name}: старше возраста для ваучера",
    no_place="№ {number}, {name}: в населённом пункте нет свободных мест",
    no_place_count="Пропущены, потому что в их населённом пункте нет мест: {count}",
    repeated="Точно такая итерация сегодня уже была: № {round}",
    only_once="Нет, достаточно одной",
    one_more="Да, ещё одна итерация",
    nothing_issued="Тогда ничего больше не выдаём",
    moved="Срок изменился: {name} (заявление № {number}).",
    was="Прежний срок: {till}",
    now="Новый срок: {till}",
    why="{day}: Выходной по решению Правительства",
    taken_back="{day}: объявленное раньше изменение больше не действует.",
    answer_moved="Срок вашего ответа изменился",
    announcements="Объявления",
    write="Написать семьям",
    queue_only="Семьям, которые стоят в очереди",
    everybody="Всем семьям с заявлением",
    will_read="Получит {count} человек.",
    send="Отправить семьям",
    on_its_way="Объявление отправляется: № {number}.",
    department="📣 Управление образования: {place}",
    progress="Всего писем: {posted}, отправлено: {sent}, ждут: {waiting}",
    pause="Приостановить",
    paused="Приостановлено. Письма, которые ждут, остаются на месте.",
    go_on="Продолжить отправку",
    goes_on="Отправка продолжается.",
    stop="Остановить совсем",
    stop_question="Остановить объявление № {number}?",
    stop_yes="Да, остановить",
    stopped="Остановлено.",
    keep="Нет, оставить",
    how_far="Как идёт отправка?",
    done="Отправлено",
    held_up="Отправка объявления № {number} временно задержана.",
    unreached="До кого не доходит",
    unreached_count="Бот заблокировал или удалил {count} человек.",
    unreached_line="№ {number}, {phone}. По SMS: {by_sms}, не дошло: {lost}",
    unreached_sum="Письма со сроками. По SMS: {by_sms}, не дошли совсем: {lost}",
)
WORDS = {"kk": KK, "ru": RU}
