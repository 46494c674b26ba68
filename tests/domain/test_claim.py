"""What is claimed with documents (R-32)."""

import pytest

from domain.application import Right
from domain.claim import Basis, check_certificate, right_of
from domain.not_allowed import NotAllowed, Reason
from tests.domain.law import day, rules


def test_which_right_a_basis_gives() -> None:
    """R-32: out of turn for servicemen, the fallen and special bodies; first priority for the others."""
    out_of_turn = {basis for basis in Basis if right_of(basis) is Right.OUT_OF_TURN}
    assert out_of_turn == {Basis.SERVICEMAN, Basis.FALLEN_SERVICEMAN, Basis.SPECIAL_BODY}
    assert {right_of(basis) for basis in set(Basis) - out_of_turn} == {Right.FIRST_PRIORITY}


@pytest.mark.parametrize(
    ("issued", "last"),
    [
        ("2026-10-16", "2026-11-16"),
        ("2026-01-31", "2026-02-28"),
        ("2026-12-05", "2027-01-05"),
        ("2026-11-16", "2026-11-16"),
    ],
)
def test_a_certificate_is_valid_for_a_month(issued: str, last: str) -> None:
    """R-32: to the same day of the next month; to its last day where there is no such day."""
    check_certificate(day(issued), day(last), rules())


@pytest.mark.parametrize(("issued", "today"), [("2026-10-15", "2026-11-16"), ("2026-01-31", "2026-03-01")])
def test_an_older_one_is_not_taken(issued: str, today: str) -> None:
    """R-32."""
    with pytest.raises(NotAllowed) as no:
        check_certificate(day(issued), day(today), rules())
    assert no.value.reason is Reason.CERTIFICATE_EXPIRED
    assert no.value.facts == {"months": 1}
