"""A kindergarten's name, however it is typed (R-70)."""

import pytest

from bot.garden_search import found, telling

NAMES = [
    {"id": 1, "name_kk": "«Балбөбек» бөбекжай-бақшасы", "name_ru": "Ясли-сад «Балбобек»", "queue_place": "a"},
    {"id": 2, "name_kk": "«Қарлығаш» балабақшасы", "name_ru": "Детский сад «Ласточка»", "queue_place": "a"},
    {"id": 3, "name_kk": "№ 15 балабақша", "name_ru": "Ясли-сад № 15", "queue_place": "a"},
    {"id": 4, "name_kk": "№ 155 балабақша", "name_ru": "Ясли-сад № 155", "queue_place": "a"},
    {
        "id": 5,
        "name_kk": "«Ақ бұлақ» ауылдық балабақшасы",
        "name_ru": "Сельский детский сад «Родничок»",
        "queue_place": "b",
    },
    {"id": 6, "name_kk": "«Ақ бұлақ» шағын орталығы", "name_ru": "Мини-центр «Родничок»", "queue_place": "c"},
]


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("балбобек", [1]), ("BALBOBEK", [1]), ("Балбөбәк", [1]), ("бал", [1]), ("карлыгаш", [2]), ("Qarlygash", [2]),
        ("Lastochka", [2]), ("ластачка", [2]), ("ясли-сад 15", [3]), ("15", [3]), ("№155", [4]), ("16", []),
        ("акбулак", [5, 6]), ("ак булок", [5, 6]), ("родничок", [5, 6]), ("Лондон", []), ("!", []), ("", []),
    ],
)  # fmt: skip
def test_what_is_found(typed: str, ids: list[int]) -> None:
    assert sorted(found(typed, NAMES, None)) == ids


def test_among_equals_the_own_place_comes_first() -> None:
    assert list(found("ақ бұлақ", NAMES, "c")) == [6, 5]


def test_what_kind_it_is_tells_something_only_alone() -> None:
    assert telling("Ясли-сад «Балбобек»") == ("balbobek",)
    assert set(found("балабақша", NAMES, None)) == set()
    only = {"id": 7, "name_kk": "Балабақша", "name_ru": "Детский сад", "queue_place": "a"}
    assert list(found("детский сад", [*NAMES, only], None)) == [7]


def test_few_words_of_two_letters_are_looked_for_each_once() -> None:
    """Whatever is typed costs no more than six words do."""
    assert list(found("а б в", NAMES, None)) == []
    assert list(found("балбобек " * 9 + "я", NAMES, None)) == [1]
    assert list(found("балбобек балбобе балбоб балбо балб бал Лондон", NAMES, None)) == [1]
