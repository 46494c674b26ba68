"""The words of the queue's room as parents read them, literally, in both languages."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Words:
    """One language."""

    queue: str
    queue_of: str
    category: str
    applied: str
    refreshed: str
    verified: str
    over_time: str
    point: str
    interested: str
    noted: str
    marked: str
    still: str
    delete: str
    deleting: str
    place_lost: str
    keep: str
    really: str
    deleted: str
    deleted_by_family: str
    gone: str
    changed: str
    worse: str
    mark: str
    outgrows: str
    outgrown: str
    unconfirmed: str


KK = Words(
    queue="Кезек",
    queue_of="Кезек: {name}",
    category="Санат: {category} (барлығы 21) {right}, балалардың туған жылы: {year}",
    applied="{day}: өтініш жіберілді",
    refreshed="{day}: кезек жыл сайынғыдай жаңартылды, санат 18 → 17",
    verified="{day}: басым құқық расталды, санат 18 → 4",
    over_time="Нөмір қалай өзгерді:",
    point="{day}: {number}",
    interested="Мүдделі",
    noted="Белгіленді: Сіз орынға әлі мүдделісіз.",
    marked="«Мүдделі» деп белгіленді: {day}",
    still="Балабақшадағы орынға әлі мүдделісіз бе? {name}",
    delete="Өтінішті жою",
    deleting="Өтінішті жою: {name}",
    place_lost="кезектегі орныңыз жоғалады",
    keep="Жоқ, өтініш қалсын",
    really="Иә, өтінішті жою",
    deleted="Өтініш жойылды, кезектегі орын босатылды.",
    deleted_by_family="Өтінішті отбасы жойды",
    gone="Өтініш жойылды: {name}",
    changed="Санат өзгерді: {name}",
    worse="Кезектегі нөмір артқа жылжыды: {name}, {before} → {number}",
    mark="{name}, қазіргі нөмір: {number}",
    outgrows="{name} жақында кезек жасынан асады",
    outgrown="{name} кезек жасынан асты",
    unconfirmed="Биыл орынға мүдделі екенін растамағандар: {count}",
)

RU = Words(
    queue="Очередь",
    queue_of="Очередь: {name}",
    category="Категория: {category} (всего 21) {right}, год рождения детей: {year}",
    applied="{day}: заявление отправлено",
    refreshed="{day}: ежегодное обновление очереди, категория 18 → 17",
    verified="{day}: подтверждено право на приоритет, категория 18 → 4",
    over_time="Как менялся номер:",
    point="{day}: {number}",
    interested="Заинтересован(а)",
    noted="Отмечено: Вы по-прежнему заинтересованы в месте.",
    marked="Отмечено «Заинтересован(а)»: {day}",
    still="Вам ещё нужно место в детском саду? {name}",
    delete="Удалить заявление",
    deleting="Удаление заявления: {name}",
    place_lost="место в очереди будет потеряно",
    keep="Нет, оставить заявление",
    really="Да, удалить заявление",
    deleted="Заявление удалено, место в очереди освобождено.",
    deleted_by_family="Удалено семьёй",
    gone="Заявление удалено: {name}",
    changed="Категория изменилась: {name}",
    worse="Номер в очереди отодвинулся назад: {name}, {before} → {number}",
    mark="{name}, номер сейчас: {number}",
    outgrows="{name}: скоро закончится возраст для очереди",
    outgrown="{name}: превышен возраст для очереди",
    unconfirmed="Не подтвердили в этом году, что заинтересованы в месте: {count}",
)
WORDS = {"kk": KK, "ru": RU}
