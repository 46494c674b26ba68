"""Whom a round passes over and why: age, and localities without free places (R-40, R-43)."""

from dataclasses import replace

import pytest

from domain.not_allowed import NotAllowed, Reason
from domain.place import is_whole_district
from domain.queue import Candidate, Places, Skip, pick, suffice
from tests.domain.law import at, day, rules, why

TODAY, RULES = day("2026-07-01"), rules("2026-07-01")
LODGED = at("2026-01-10 12:00")
NEAR, FAR = "195230100", "195233100"


def child(number: int, locality: str | None = None, born: str = "2023-01-01") -> Candidate:
    return Candidate(number, 15, LODGED, number, day(born), locality)


def ids(candidates: tuple[Candidate, ...]) -> list[int]:
    return [one.id for one in candidates]


def test_a_locality_without_free_places_is_passed_over() -> None:
    """R-40."""
    queue = [child(1, FAR), child(2, NEAR), child(3, FAR), child(4, NEAR)]
    picked = pick(queue, 2, TODAY, RULES, Places({NEAR: 2, FAR: 0}))
    assert ids(picked.taken) == [2, 4]
    assert [(one.candidate.id, one.why) for one in picked.skipped] == [(1, Skip.NO_PLACE), (3, Skip.NO_PLACE)]


def test_a_round_gives_a_locality_no_more_vouchers_than_places() -> None:
    """R-40."""
    queue = [child(n, NEAR) for n in range(1, 4)]
    with pytest.raises(NotAllowed) as refused:
        pick(queue, 3, TODAY, RULES, Places({NEAR: 2}))
    assert why(refused) is Reason.ROUND_TOO_FEW
    assert refused.value.facts == {"available": 2}


def test_places_of_no_known_locality_are_for_the_whole_district() -> None:
    """R-40."""
    queue = [child(1, FAR), child(2, FAR), child(3, NEAR)]
    picked = pick(queue, 2, TODAY, RULES, Places({None: 1, NEAR: 1}))
    assert ids(picked.taken) == [1, 3]
    assert picked.skipped[0].why is Skip.NO_PLACE


def test_whoever_lives_nobody_knows_where_is_never_passed_over() -> None:
    """R-40."""
    assert ids(pick([child(1), child(2, FAR)], 1, TODAY, RULES, Places({FAR: 0})).taken) == [1]


def test_places_promised_by_earlier_rounds_are_gone() -> None:
    """R-40: vouchers that still look for a place."""
    places = Places.left({NEAR: 2, None: 1}, {NEAR: 3, FAR: 1})
    assert places.free == {NEAR: 0, None: 0}


def test_whose_place_is_held_by_referral_is_passed_over() -> None:
    """R-71: a voucher would take the place away again."""
    queue = [replace(child(1), referred=True), child(2), replace(child(3), referred=True)]
    picked = pick(queue, 1, TODAY, RULES)
    assert ids(picked.taken) == [2]
    assert [(one.candidate.id, one.why) for one in picked.skipped] == [(1, Skip.REFERRED)]
    assert not suffice(queue, 2, TODAY, RULES)
    with pytest.raises(NotAllowed) as refused:
        pick(queue, 2, TODAY, RULES)
    assert refused.value.facts == {"available": 1}


def test_why_somebody_is_passed_over() -> None:
    """R-43: too old, too young; age comes before the place."""
    queue = [child(1, born="2019-01-01"), child(2, FAR, born="2026-01-01"), child(3)]
    picked = pick(queue, 1, TODAY, RULES, Places({FAR: 0}))
    assert [one.why for one in picked.skipped] == [Skip.TOO_OLD, Skip.TOO_YOUNG]
    assert ids(picked.passed_over) == [1, 2]


def test_a_preview_takes_no_places() -> None:
    places = Places({NEAR: 1})
    for _ in range(2):
        assert ids(pick([child(1, NEAR)], 1, TODAY, RULES, places).taken) == [1]


def test_the_head_of_a_queue_suffices_when_it_has_enough_of_the_age() -> None:
    """R-43: the youngest come only when everybody else is served, so then the whole queue is needed."""
    head = [child(1), child(2, born="2024-12-01"), child(3, FAR)]
    assert suffice(head, 2, TODAY, RULES)
    assert not suffice(head, 3, TODAY, RULES)
    assert not suffice(head, 2, TODAY, RULES, Places({FAR: 0}))


def test_only_a_district_has_localities() -> None:
    """R-40: the three great cities queue as a whole."""
    assert is_whole_district("195200000")
    assert not is_whole_district("750000000")
