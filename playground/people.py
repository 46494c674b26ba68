"""The synthetic people: who holds a phone here, and what the registers know of them.

Nobody of them exists. The families are called Сынақов (test), Үлгібаев (sample), Мысалов,
Примеров, Образцов (example); phones are +7 700 000 00 NN; the serial numbers in the IINs are next
to zero. `seeds()` holds one family for every case that the product must know:

- Сынақов: mother (kk) and father (ru) of the same two children; the younger is under 18 months.
- Образцов: twins, and two older ones; a large family; the eldest two are too old for the queue.
- Примеров: foreigners, seventh digit 0, mother and son.
- Үлгібаев: the father is not in the base of mobile citizens (МАБ); the child's IIN carries another
  birthday than the register (R-14: they need not agree).
- Тестов: a stranger; the register of kinship knows no parents of his child.
- Мысалов: father and son have IINs whose check digit comes from the *second row of weights*.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

Json = dict[str, Any]

FIRST_USER = 5_000_000_001


@dataclass(frozen=True)
class Record:
    """A row of the population register. `phone`: as МАБ has it; None: not in МАБ."""

    iin: str
    surname: str
    given: str
    patronymic: str | None
    sex: str | None
    born: date
    phone: str | None = None
    nationality: str | None = None
    statuses: tuple[str, ...] = ()

    def person(self) -> Json:
        """As the register words it."""
        return {
            "surname": self.surname,
            "given": self.given,
            "patronymic": self.patronymic,
            "sex": self.sex,
            "born": self.born.isoformat(),
            "nationality": self.nationality,
        }

    @property
    def name(self) -> str:
        """Surname and given name."""
        return f"{self.surname} {self.given}"


@dataclass
class Person:
    """One who holds a phone. `scope`: what a clerk works for, a queue place or a kindergarten."""

    id: str
    name: str
    role: str
    language_code: str | None
    phone: str
    iin: str
    user_id: int
    about: str = ""
    children: list[Json] = field(default_factory=list)
    scope: str | None = None
    invitation: str | None = None

    def user(self) -> Json:
        """The person as Telegram's user."""
        first, _, last = self.name.partition(" ")
        user: Json = {"id": self.user_id, "is_bot": False, "first_name": first}
        if last:
            user["last_name"] = last
        if self.language_code:
            user["language_code"] = self.language_code
        return user

    def chat(self) -> Json:
        """The private chat with the person."""
        user = self.user()
        user.pop("is_bot")
        user.pop("language_code", None)
        return user | {"type": "private"}


@dataclass
class People:
    """Everybody, and the registers' books about them."""

    all: dict[str, Person] = field(default_factory=dict)
    records: dict[str, Record] = field(default_factory=dict)
    kinship: dict[tuple[str, str], str] = field(default_factory=dict)

    def add(self, person: Person, *records: Record, relation: str | None = None) -> Person:
        """Somebody with the rows of the registers; `relation` ties the person to the children."""
        self.all[person.id] = person
        for record in records:
            self.records[record.iin] = record
            if record.iin != person.iin:
                person.children.append({"iin": record.iin, "name": record.name})
        if relation:
            self.tie(person, relation)
        return person

    def tie(self, person: Person, relation: str) -> None:
        """Enter the person as mother, father or guardian of all the children."""
        for child in person.children:
            self.kinship[person.iin, child["iin"]] = relation

    def next_user(self) -> int:
        """A Telegram number that nobody has."""
        return max((p.user_id for p in self.all.values()), default=FIRST_USER - 1) + 1

    def of_user(self, user_id: int) -> Person | None:
        """Who has this Telegram number?"""
        return next((p for p in self.all.values() if p.user_id == user_id), None)


def seeds() -> People:
    """The people of a new playground."""
    people = People()
    for family in (_synaqov, _obraztsov, _primerov, _ulgibaev, _testov, _mysalov, _clerks):
        family(people)
    return people


def _parent(people: People, id: str, record: Record, language: str, phone: str, about: str) -> Person:
    people.records[record.iin] = record
    role = "stranger" if id == "zhanna" else "parent"
    name = f"{record.given} {record.surname}"
    return Person(id, name, role, language, phone, record.iin, people.next_user(), about)


def _synaqov(people: People) -> None:
    children = (
        Record("230415500016", "Сынақов", "Әлихан", "Даниярұлы", "male", date(2023, 4, 15)),
        Record("250820600018", "Сынақова", "Әмина", "Даниярқызы", "female", date(2025, 8, 20)),
    )
    phone = "+77000000001"
    mother = Record("930312400016", "Сынақова", "Айгүл", "Мысалқызы", "female", date(1993, 3, 12), phone)
    aigul = _parent(people, "aigul", mother, "kk", phone, "Алматы · екі баланың анасы")
    people.add(aigul, *children, relation="mother")
    phone = "+77000000002"
    father = Record("910905300109", "Сынақов", "Данияр", "Үлгіұлы", "male", date(1991, 9, 5), phone)
    daniyar = _parent(people, "daniyar", father, "ru", phone, "Алматы · отец тех же двоих детей")
    people.add(daniyar, *children, relation="father")


def _obraztsov(people: People) -> None:
    phone = "+77000000003"
    mother = Record(
        "880621400014",
        "Образцова",
        "Сауле",
        "Примеровна",
        "female",
        date(1988, 6, 21),
        phone,
        statuses=("large_family",),
    )
    saule = _parent(people, "saule", mother, "ru", phone, "Астана · близнецы, многодетная семья")
    twins = date(2023, 2, 11)
    people.add(
        saule,
        Record("230211500017", "Образцов", "Хасан", "Тестович", "male", twins),
        Record("230211500027", "Образцов", "Хусейн", "Тестович", "male", twins),
        Record("190904600010", "Образцова", "Алия", "Тестовна", "female", date(2019, 9, 4)),
        Record("160530500016", "Образцов", "Тимур", "Тестович", "male", date(2016, 5, 30)),
        relation="mother",
    )


def _primerov(people: People) -> None:
    phone = "+77000000004"
    mother = Record("900217000019", "Примерова", "Ольга", "Ивановна", "female", date(1990, 2, 17), phone)
    olga = _parent(people, "olga", mother, "ru", phone, "Шымкент · иностранка: седьмая цифра ИИН 0")
    son = Record("230108000015", "Примеров", "Марк", None, "male", date(2023, 1, 8))
    people.add(olga, son, relation="mother")


def _ulgibaev(people: People) -> None:
    father = Record("871103300012", "Үлгібаев", "Марат", "Сынақұлы", "male", date(1987, 11, 3), phone=None)
    marat = _parent(people, "marat", father, "kk", "+77000000005", "Алматы · нөмірі МАБ-та жоқ")
    daughter = Record("221030600010", "Үлгібаева", "Дана", "Маратқызы", "female", date(2022, 11, 2))
    people.add(marat, daughter, relation="father")


def _testov(people: People) -> None:
    phone = "+77000000006"
    stranger = Record("950719400012", "Тестова", "Жанна", "Тестовна", "female", date(1995, 7, 19), phone)
    zhanna = _parent(
        people,
        "zhanna",
        stranger,
        "ru",
        phone,
        "Астана · чужая всем; родство с ребёнком неизвестно",
    )
    people.add(zhanna, Record("230625500018", "Тестов", "Артём", None, "male", date(2023, 6, 25)))


def _mysalov(people: People) -> None:
    phone = "+77000000007"
    father = Record("890401300402", "Мысалов", "Нұрлан", "Үлгіұлы", "male", date(1989, 4, 1), phone)
    nurlan = _parent(people, "nurlan", father, "kk", phone, "Қазығұрт ауданы · ауыл")
    son = Record("220516500405", "Мысалов", "Айбар", "Нұрланұлы", "male", date(2022, 5, 16))
    people.add(nurlan, son, relation="father")


CLERKS = (
    ("dep_almaty", "Гүлнар", "Алматы", "kk", "department", "750000000"),
    ("dep_astana", "Ержан", "Астана", "ru", "department", "710000000"),
    ("dep_shymkent", "Наталья", "Шымкент", "ru", "department", "790000000"),
    ("dep_village", "Бақыт", "Қазығұрт", "kk", "department", "614000000"),
    ("kg_almaty", "Жанар", "Алматы", "kk", "kindergarten", "ALM-101"),
    ("kg_astana", "Светлана", "Астана", "ru", "kindergarten", "AST-201"),
    ("kg_shymkent", "Дилноза", "Шымкент", "ru", "kindergarten", "SHY-301"),
    ("kg_village", "Қарлығаш", "Қазығұрт", "kk", "kindergarten", "KAZ-401"),
    ("support", "Ақерке", "қолдау", "kk", "support", "kz"),
)
CLERK_IINS = (
    "840101400014",
    "840102300029",
    "840103400030",
    "840104300043",
    "840105400051",
    "840106400067",
    "840107400072",
    "840108400088",
    "840109400093",
)


def _clerks(people: People) -> None:
    for number, (id, given, city, language, role, scope) in enumerate(CLERKS):
        phone = f"+770000000{number + 11:02d}"
        name = f"{given} ({city})"
        iin = CLERK_IINS[number]
        born = date(1984, 1, number + 1)
        sex = "male" if iin[6] == "3" else "female"
        surname = "Сынақбаев" if sex == "male" else "Сынақбаева"
        about = f"{city} · {scope}"
        user = people.next_user()
        clerk = Person(id, name, role, language, phone, iin, user, about, [], scope)
        people.add(clerk, Record(iin, surname, given, None, sex, born, phone))
