"""The words of signing with ЭЦҚ, literally, and what a person does on the phone and at the computer."""

import base64

from tests.conversations.harness import Json, Person, World
from tests.conversations.tongues import Said, Tongue


class EdsTongue(Tongue):
    """A language with these words too."""

    on_phone = Said("📱 eGov Mobile арқылы қол қою", "📱 Подписать в eGov Mobile")
    by_file = Said("💻 Компьютерде қол қойып, .cms файлын жіберу", "💻 Подписать на компьютере и прислать файл .cms")
    open_egov = Said("📱 eGov Mobile ашу", "📱 Открыть eGov Mobile")
    another_way = Said("Басқа тәсілмен қол қою", "Подписать другим способом")
    sign_again = Said("Қайта қол қою", "Подписать ещё раз")
    send_document_again = Said("Құжатты қайта жіберу", "Прислать документ ещё раз")
    no_password = Said("Кілтіңіздің құпия сөзін мұнда ешқашан жазбаңыз.", "Пароль от ключа сюда никогда не вводите.")
    valid_until = Said("Жарамдылық мерзімі: 16 қараша 2026,", "Действует до: 16 ноября 2026,")
    cancelled_on_phone = Said(
        "eGov Mobile қосымшасында қол қоюдан бас тарттыңыз. Ештеңе жіберілген жоқ.",
        "Вы отменили подписание в eGov Mobile. Ничего не отправлено.",
    )
    time_is_over = Said(
        "Қол қою уақыты аяқталды. Ештеңе жіберілген жоқ.", "Время на подписание вышло. Ничего не отправлено."
    )
    not_your_iin = Said("қолтаңбадағы ЖСН Сіздікі емес", "ИИН в подписи не Ваш")
    revoked = Said("сертификаты кері қайтарып алынған", "Сертификат этой подписи отозван")
    another_document = Said("Бұл қолтаңба басқа құжатқа қойылған.", "Эта подпись сделана под другим документом.")
    not_readable = Said("Бұл файлдан қолтаңбаны оқи алмадық.", "Прочитать здесь подпись не получилось.")
    too_large = Said("Файл қолтаңба үшін тым үлкен.", "Для подписи этот файл слишком большой.")
    service_away = Said(
        "eGov Mobile арқылы қол қою қызметі дәл қазір жауап бермей тұр.",
        "Сервис подписания eGov Mobile сейчас не отвечает.",
    )
    try_again = Said("Қайталап көру", "Попробовать ещё раз")
    by_eds = Said("ЭЦҚ, сертификат №", "ЭЦП, сертификат №")
    sign_in = Said("🔑 Кіру", "🔑 Войти")
    with_eds = Said("🖋 ЭЦҚ арқылы", "🖋 По ЭЦП")
    signed_in = Said("Кірдіңіз.", "Вы вошли.")
    signed_in_by_eds = Said("ЭЦҚ-мен", "по ЭЦП")
    no_account = Said("мұнда әлі ешкім тіркелмеген", "здесь ещё никто не зарегистрирован")


async def signs(world: World, person: Person, **how: str) -> None:
    """Open eGov Mobile by the newest link and sign there; `kind`, `as` somebody else, an older `session`."""
    await person._acts("sign", dict(how))


async def refuses(person: Person) -> None:
    """Open eGov Mobile and press Cancel."""
    await person._acts("refuse_to_sign", {})


async def cms(world: World, person: Person, **how: str) -> bytes:
    """Sign the file that stands in the chat at a computer."""
    made: Json = await world.post(f"/sim/people/{person.id}/cms", dict(how))
    return base64.b64decode(made["cms"])


async def sends_cms(person: Person, content: bytes) -> None:
    """Send a .cms file."""
    await person.attaches(content, "sign.cms", "application/octet-stream")


async def newest_file(world: World, person: Person) -> bytes:
    """The newest file that the bot has sent."""
    shown = [message["media"] for message in await person.chat() if message["media"] and message["from"] == "bot"]
    url = [media["url"] for media in shown if media["type"] == "document"][-1]
    async with world._session.get(f"{world._playground.url}{url}") as answer:
        return await answer.read()
