"""A crowd that sends everything: random, but each update as Telegram would make it; the same seed sends the same.

Half of what they do makes sense — the buttons they see, a number that reads well, the code that came — so that they get
far; the other half is every kind of nonsense. What they give away about themselves are canaries: it must never be logged.
"""

import json
import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from bot.reception import _read
from domain.iin import check_digit
from tests.crawl.wild_telegram import Wild

Json = dict[str, Any]

LANGUAGES = ("kk", "ru", "kk-KZ", "en", "", "xx", "zh-hans-CN", "KK", None, None)
SURNAMES = ("Канарейкина", "Құпиябаев", "Айтылмасова", "Жасырынов", "Әлденеұлы")
ODD_IDS = (0, -1, 1, 2, 3, 5, 99, 2**31 - 1, 2**31, 2**52, 2**63 - 1, 2**63, 10**30)
SIGNS = "\x00\x01\x1b\u200b\u200d\u202e\u2066\ufeff\U0001f468\U0001f3fd😀Ә<>&\"'%{}\\/ \n\t"
PLAIN = (
    "930312400016", "1", "2", "12", "3, 5-7", "05.11.2026", "27.03.2023", "2023-03-27", "aigul@mail.kz", "Алматы",
    "Almaty", "Бостандық ауданы", "Қазығұрт", "жалпы топ", "русский", "иә", "да", "Артқа", "Назад", "Болдырмау",
    "🌐 Русский", "🌐 Қазақша", "Ұл", "Девочка", "Пропустить", "+7 701 234 56 78", "8 (701) 2345678", "қазақ", "0", "-1",
    "٣", "1٢", "²", "½", "31.02.2023", "00.00.0000", "99999999999999999999999", "a@b", "Ауырып қалды", "№ 5",
)  # fmt: skip
COMMANDS = (
    "/start", "/menu", "/status", "/help", "/language", "/cancel", "/start@other_bot", "/nothing", "/", "/START",
    "/start r1-AAAA", "/start " + "A" * 64, "/menu now", "//", "/start n", "/menu@wild_bot",
)  # fmt: skip
MEDIA: dict[str, Any] = {
    "sticker": {"type": "regular", "width": 1, "height": 1, "is_animated": False, "is_video": True},
    "voice": {"duration": 0}, "audio": {"duration": 10**6}, "video_note": {"length": 1, "duration": 1},
    "video": {"width": 1, "height": 1, "duration": 1}, "animation": {"width": 1, "height": 1, "duration": 1},
}  # fmt: skip
SERVICE: tuple[Json, ...] = (
    {"dice": {"emoji": "🎰", "value": 64}},
    {"new_chat_title": "<b>"},
    {"delete_chat_photo": True},
    {"group_chat_created": True},
    {"message_auto_delete_timer_changed": {"message_auto_delete_time": 86400}},
    {"web_app_data": {"data": "\x00{}", "button_text": "x"}},
    {"future_kind_of_message": {"anything": [1, None, {"x": "y"}]}},
    {"users_shared": {"request_id": 1, "users": [{"user_id": 5}]}},
    {},
)
UNASKED: tuple[Json, ...] = (
    {"edited_message": "message"},
    {"channel_post": {"message_id": 1, "date": 0, "chat": {"id": -100, "type": "channel", "title": "К"}, "text": "x"}},
    {"poll": {"id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": True}},
    {"poll_answer": {"poll_id": "1", "option_ids": [], "option_persistent_ids": []}},
    {"message_reaction_count": {"chat": {"id": 1, "type": "private"}, "message_id": 1, "date": 0, "reactions": []}},
    {"update_of_the_year_2031": {"whatever": True}},
    {"inline_query": {"id": "1", "query": "", "offset": ""}},
    {},
)
_FAR = re.compile(r"^f:|^g:(register|apply|addchild)\b")  # the road; the other rooms are to stroll in
_AWAY = re.compile(r"^l:|:(cancel|back|again|page)\b|^g:(menu|help)\b")


@dataclass
class One:
    """Somebody in the crowd, with what they would give away."""

    id: int
    language: str | None
    iin: str
    childs_iin: str
    phone: str
    surname: str
    sober: bool
    seen: deque[str] = field(default_factory=lambda: deque(maxlen=30))


class Crowd:
    """`updates()` for ever. `codes`: what came by SMS, by phone; `secrets`: everything that must not be logged."""

    def __init__(self, seed: int, size: int, telegram: Wild, files: dict[str, bytes], codes: dict[str, str]) -> None:
        self._random = Random(seed)
        self._telegram, self._files, self._codes = telegram, files, codes
        self._update_id = 3_000_000_000
        self._old: deque[Json] = deque(maxlen=50)
        self._pool: deque[str] = deque(
            ["g:apply:", "v:open:1", "s:confirm_yes:1:0", "k:sign:1:", "c:yes:1:"], maxlen=500
        )
        self.people = [self._one(number) for number in range(size)]
        self.secrets = {secret for one in self.people for secret in (one.iin, one.childs_iin, one.phone, one.surname)}

    def _one(self, number: int) -> One:
        r = self._random
        odd = r.choice((1, 7, 2**31, 2**40 + number, 2**52 - number)) if number < 8 else 5_000_000_000 + number
        phone = f"7701{r.randrange(10**7):07}"
        return One(
            odd + number,
            r.choice(LANGUAGES),
            self._iin(number),
            self._childs_iin(number),
            phone,
            r.choice(SURNAMES),
            number % 3 > 0,
        )

    def _iin(self, number: int) -> str:
        return self._numbered(f"{80 + number % 19:02}0{1 + number % 9}1{number % 10}4")

    def _childs_iin(self, number: int) -> str:
        return self._numbered(f"{22 + number % 4}0{1 + number % 9}1{number % 10}{5 + number % 2}")

    def _numbered(self, seven: str) -> str:
        while True:
            eleven = f"{seven}{self._random.randrange(10**4):04}"
            if (digit := check_digit(eleven)) < 10:
                return eleven + str(digit)

    # ---- one update ------------------------------------------------------------------------------------------------

    def updates(self, count: int) -> list[Json]:
        """So many, as they come out of `getUpdates`."""
        return [self._update() for _number in range(count)]

    def _update(self) -> Json:
        r = self._random
        if self._old and r.random() < 0.01:
            return json.loads(json.dumps(r.choice(self._old)))  # type: ignore[no-any-return]
        one = r.choice(self.people) if r.random() < 0.8 else r.choice(self.people[:40])
        sober = one.sober and r.random() < 0.85
        made = self._sensible(one) if sober else self._weighed()(one)
        self._update_id += r.choice((1, 1, 1, 2, 1000))
        update: Json = _read(json.dumps({"update_id": self._update_id, **made}).encode())
        self._old.append(update)
        return update

    def _sensible(self, one: One) -> Json:
        """What somebody does who reads the screen."""
        if self._telegram.asks_contact.get(one.id):
            return self._message(one, contact={"phone_number": one.phone, "first_name": one.surname, "user_id": one.id})
        if one.phone in self._codes and self._random.random() < 0.3:
            return self._typed(one, self._codes.pop(one.phone))
        if any(not _AWAY.search(data) for data in self._telegram.buttons.get(one.id, ["l:kk"])):
            return self._file(one) if self._random.random() < 0.05 else self._tap(one)
        answers = (one.iin, one.childs_iin, one.surname, "05.11.2026", "27.03.2023", None)
        answer = self._random.choice(answers)
        return self._typed(one, answer) if answer else self._random.choice((self._plain, self._file))(one)

    def _weighed(self) -> Callable[[One], Json]:
        makers = (
            (30, self._tap), (9, self._forged), (22, self._plain), (7, self._weird), (8, self._contact), (4, self._place),
            (4, self._file), (4, self._media), (2, self._member), (3, self._unasked), (5, self._command), (2, self._group),
        )  # fmt: skip
        return self._random.choices([make for _w, make in makers], [weight for weight, _m in makers])[0]

    def _user(self, one: One) -> Json:
        user: Json = {
            "id": one.id,
            "is_bot": False,
            "first_name": self._random.choice((one.surname, "", "<b>&", "\u202e")),
        }
        if one.language is not None:
            user["language_code"] = one.language
        if self._random.random() < 0.3:
            user |= {
                "last_name": one.surname,
                "username": "u" * 32,
                "is_premium": True,
                "added_to_attachment_menu": True,
            }
        return user

    def _message(self, one: One, **body: Any) -> Json:
        r = self._random
        chat = {"id": one.id, "type": "private"} | ({"first_name": one.surname} if r.random() < 0.5 else {})
        message = {
            "message_id": r.randrange(1, 2**31),
            "from": self._user(one),
            "chat": chat,
            "date": r.choice((0, 1_800_000_000)),
        }
        if r.random() < 0.05:
            message |= {"forward_origin": {"type": "hidden_user", "sender_user_name": one.surname, "date": 0}}
        if r.random() < 0.05:
            message |= {"reply_to_message": {"message_id": 1, "date": 0, "chat": chat, "text": one.iin}}
        if r.random() < 0.03:
            message |= {
                "via_bot": {"id": 1, "is_bot": True, "first_name": "b"},
                "has_protected_content": True,
                "media_group_id": "1",
            }
        return {"message": message | body}

    def _typed(self, one: One, text: str) -> Json:
        command = len(text.split()[0]) if text.startswith("/") and text.split() else 0
        entities = [{"type": "bot_command", "offset": 0, "length": command}] if command > 1 else []
        return self._message(one, text=text, **({"entities": entities} if entities else {}))

    def _plain(self, one: One) -> Json:
        r = self._random
        code = self._codes.get(one.phone, "000000")
        own = (
            one.iin,
            one.iin,
            one.childs_iin,
            code,
            code,
            one.surname,
            "+" + one.phone,
            f"{one.surname} <b>{one.iin}",
        )
        return self._typed(one, r.choice(own) if r.random() < 0.6 else r.choice(PLAIN))

    def _weird(self, one: One) -> Json:
        r = self._random
        signs = "".join(r.choice(SIGNS) for _sign in range(r.choice((1, 2, 5, 40))))
        text = r.choice(
            (
                signs,
                signs * 90,
                one.surname + signs,
                "\ud83d",
                "x\udc00",
                "9" * 4096,
                "Ж" * 4096,
                "\n" * 99,
                "😀" * 2048,
            )
        )
        return self._typed(one, text)

    def _command(self, one: One) -> Json:
        return self._typed(one, self._random.choice(COMMANDS))

    def _contact(self, one: One) -> Json:
        r = self._random
        other = self.people[r.randrange(len(self.people))]
        own = {"phone_number": one.phone, "first_name": one.surname, "user_id": one.id}
        junk = {
            "phone_number": r.choice(("", "+", "abc", "0" * 60, "\x00", "+1 202 555 01 00", "8" + one.phone[1:])),
            "first_name": "",
        }
        card = r.choice(
            (own, own, own, own | {"user_id": other.id}, junk, junk | {"user_id": one.id, "vcard": "BEGIN:\x00"})
        )
        return self._message(one, contact=card)

    def _place(self, one: One) -> Json:
        r = self._random
        spot = {
            "latitude": r.choice((0, 90, -90, 43.24, r.uniform(-90, 90))),
            "longitude": r.choice((0, 180, -180, 76.9)),
        }
        more: Json = r.choice(({}, {"horizontal_accuracy": 1500.0}, {"live_period": 0x7FFFFFFF, "heading": 360}))
        return self._message(one, location=spot | more)

    def _file(self, one: One) -> Json:
        r = self._random
        file_id = r.choice((*self._files, "lost"))
        size = r.choice((None, 0, 5, 10**6, 2**40))
        file = {"file_id": file_id, "file_unique_id": "u"} | ({"file_size": size} if size is not None else {})
        if r.random() < 0.5:
            return self._message(
                one, photo=[file | {"width": 1, "height": 1}, file | {"width": 9, "height": 9}], caption=one.iin
            )
        named = r.choice(
            ({}, {"file_name": "a.pdf"}, {"file_name": "../" * 30 + one.surname, "mime_type": "image/jpeg\x00"})
        )
        return self._message(one, document=file | named)

    def _media(self, one: One) -> Json:
        r = self._random
        if r.random() < 0.3:
            return self._message(one, **r.choice(SERVICE))
        kind = r.choice(list(MEDIA))
        return self._message(one, **{kind: {"file_id": "m", "file_unique_id": "m"} | MEDIA[kind]})

    # ---- buttons ---------------------------------------------------------------------------------------------------

    def _query(self, one: One, data: str | None) -> Json:
        r = self._random
        query: Json = {"id": str(r.getrandbits(60)), "from": self._user(one), "chat_instance": "1"}
        if data is None:
            query["game_short_name"] = "g"
        else:
            query["data"] = data
        screen = r.choice((self._telegram.screen.get(one.id, 1),) * 5 + (1, 2**31 - 1, 0))
        chat = {"id": one.id, "type": "private"}
        if r.random() < 0.95:
            query["message"] = {"message_id": screen, "date": r.choice((0, 1)), "chat": chat}
        else:
            query["inline_message_id"] = "AAAA"
        return {"callback_query": query}

    def _tap(self, one: One) -> Json:
        r = self._random
        if self._telegram.asks_contact.get(one.id) and r.random() < 0.5:
            return self._contact(one)
        buttons = self._telegram.buttons.get(one.id) or ["l:kk", "l:ru", "g:register:"]
        onward = [data for data in buttons if not _AWAY.search(data)]
        if not onward and r.random() < 0.8:
            return self._plain(one)  # nothing to press: type
        data = r.choice(onward if onward and r.random() < 0.9 else buttons)
        if one.sober and r.random() < 0.6 and (far := [each for each in onward if _FAR.search(each)]):
            data = r.choice(far)
        one.seen.append(data)
        self._pool.append(data)
        if r.random() < 0.1:
            data = r.choice(one.seen)
        return self._query(one, data)

    def _forged(self, one: One) -> Json:
        r = self._random
        data = r.choice(self._pool)  # anybody's
        parts = data.split(":")
        match r.randrange(8):
            case 0:
                parts[r.randrange(len(parts))] = str(r.choice(ODD_IDS))
            case 1:
                parts[-1] = r.choice(
                    ("", "x", "\x00", "٣", "1.present", "202613", "999999.9", "😀", "none", "0", "c1", "-1")
                )
            case 2:
                parts.append(r.choice(("", "1", "x")))
            case 3:
                parts = parts[: r.randrange(len(parts)) + 1]
            case 4:
                parts[0] = r.choice("fglvwnbyhskcox")
            case 5:
                parts = [part if r.random() < 0.6 or not part.isdigit() else str(r.randrange(60)) for part in parts]
            case 6:
                return self._query(one, r.choice((None, "", ":", "::::", "f", "x" * 64, "\x00")))
        return self._query(one, ":".join(parts).encode()[:64].decode("utf-8", "ignore"))

    # ---- the rest --------------------------------------------------------------------------------------------------

    def _member(self, one: One) -> Json:
        r = self._random
        bot = {"id": 42, "is_bot": True, "first_name": "b"}
        chat = {"id": one.id, "type": "private"}

        def status(name: str) -> Json:
            more = {"until_date": 0} if name in ("kicked", "restricted") else {}
            return {"user": bot, "status": name} | more

        before, after = r.choice(("member", "kicked")), r.choice(("member", "kicked"))
        changed = {"chat": chat, "from": self._user(one), "date": 0}
        return {"my_chat_member": {**changed, "old_chat_member": status(before), "new_chat_member": status(after)}}

    def _unasked(self, one: One) -> Json:
        made = self._random.choice(UNASKED)
        if made == {"edited_message": "message"}:
            return {"edited_message": {**self._plain(one)["message"], "edit_date": 1}}
        return {
            kind: dict(body) | ({"from": self._user(one)} if kind == "inline_query" else {})
            for kind, body in made.items()
        }

    def _group(self, one: One) -> Json:
        r = self._random
        chat: Json = {
            "id": -r.randrange(1, 10**9),
            "type": r.choice(("group", "supergroup", "channel")),
            "title": "Топ",
        }
        message = self._plain(one)["message"] | {"chat": chat}
        if r.random() < 0.3:
            message.pop("from")
            message["sender_chat"] = chat
        return {"message": message}
