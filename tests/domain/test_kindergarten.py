"""Which kindergarten fits, which passes the filters, which is nearest (R-55, R-70)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kindergarten import Filters, Group, Kind, Kindergarten, Wanted, in_order, kilometres, shown

ALMATY, ASTANA = (43.2383, 76.9456), (51.1282, 71.4304)
THREE = Wanted("general", "kk", 3)


def group(id: int = 1, language: str = "kk", ages: tuple[int, int] = (2, 3), places: int = 5, **taken: int) -> Group:
    return Group(id, "general", language, *ages, places, **taken)


def garden(id: int, *groups: Group, spot: tuple[float, float] | None = None, **more: str) -> Kindergarten:
    kind, district = more.get("kind", Kind.STATE), more.get("district", "751410000")
    return Kindergarten(id, more.get("name", f"№ {id}"), kind, district, spot, groups or (group(),))


def ids(every: list[Kindergarten]) -> list[int]:
    return [one.id for one in every]


def test_a_place_is_free_that_nobody_has_and_nobody_is_offered_or_promised() -> None:
    assert group(places=12, taken=5, offered=2, promised=1).free == 4
    assert group(places=12, taken=12, promised=3).free == 0


@pytest.mark.parametrize(
    ("one", "fits"),
    [
        (group(), True),
        (group(ages=(3, 4)), True),
        (group(ages=(4, 5)), False),
        (group(ages=(1, 2)), False),
        (group(language="ru"), False),
        (Group(1, "inclusive", "kk", 2, 3, 5), False),
    ],
)
def test_a_group_fits_by_type_language_and_age(one: Group, fits: bool) -> None:
    assert one.fits(THREE) is fits


def test_who_looks_round_sees_everything_and_who_chooses_what_fits() -> None:
    every = [garden(1), garden(2, group(language="ru")), garden(3, group(taken=5))]
    assert ids(shown(every, Filters(), None, frozenset())) == [1, 2, 3]
    assert ids(shown(every, Filters(), THREE, frozenset())) == [1, 3]
    assert ids(shown(every, Filters(only_free=True), THREE, frozenset())) == [1]


def test_a_free_place_in_a_group_that_does_not_fit_is_none() -> None:
    one = garden(1, group(taken=5), group(2, language="ru"))
    assert (one.free(THREE), one.free()) == (0, 5)
    assert shown([one], Filters(only_free=True), THREE, frozenset()) == []


def test_a_place_is_free_in_a_group_that_passes() -> None:
    """A full group of the language, and a free one of another language, are no free place of that language."""
    one = garden(1, group(taken=5), group(2, language="ru"))
    assert ids(shown([one], Filters(only_free=True, language="ru"), None, frozenset())) == [1]
    assert shown([one], Filters(only_free=True, language="kk"), None, frozenset()) == []


@pytest.mark.parametrize(
    ("filters", "left"),
    [
        (Filters(kind=Kind.PRIVATE), [2]),
        (Filters(district="751110000"), [3]),
        (Filters(language="ru"), [2, 3]),
        (Filters(language="ru", kind=Kind.PRIVATE), [2]),
        (Filters(age=4), []),
        (Filters(age=2, language="ru"), [2, 3]),
        (Filters(group_type="general"), [1, 2, 3]),
        (Filters(group_type="inclusive"), []),
        (Filters(only_favourites=True), [1]),
        (Filters(only_favourites=True, language="ru"), []),
    ],
)
def test_filters_are_taken_together(filters: Filters, left: list[int]) -> None:
    every = [
        garden(1),
        garden(2, group(language="ru"), kind=Kind.PRIVATE),
        garden(3, group(), group(2, language="ru"), district="751110000"),
    ]
    assert ids(shown(every, filters, None, frozenset({1}))) == left


def test_the_nearest_come_first_and_those_without_a_place_last() -> None:
    every = [garden(1), garden(2, spot=ASTANA), garden(3, spot=ALMATY)]
    assert ids(in_order(every, ALMATY, None)) == [3, 2, 1]


def test_without_a_place_the_own_district_comes_first_by_name() -> None:
    every = [garden(1, name="Б"), garden(2, name="А", district="751110000"), garden(3, name="А")]
    assert ids(in_order(every, None, "751410000")) == [3, 1, 2]


def test_how_far_it_is() -> None:
    assert kilometres(ALMATY, ASTANA) == pytest.approx(972, abs=3)
    assert kilometres(ALMATY, ALMATY) == 0


spots = st.tuples(st.floats(40, 56), st.floats(46, 88))


@given(spots, spots)
def test_there_and_back_is_as_far(one: tuple[float, float], other: tuple[float, float]) -> None:
    assert kilometres(one, other) == pytest.approx(kilometres(other, one))
    assert 0 <= kilometres(one, other) < 4000
