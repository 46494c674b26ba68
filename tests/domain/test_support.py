"""When somebody answers questions, and what of a question stays hidden (R-72)."""

import pytest

from domain.support import closes_at, held_until, masked, opens_at
from tests.domain.law import CALENDAR, at, day, rules, shown


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        ("2026-11-16 08:59", "2026-11-16 09:00"),
        ("2026-11-16 09:00", "2026-11-16 09:00"),
        ("2026-11-16 17:59", "2026-11-16 17:59"),
        ("2026-11-16 18:00", "2026-11-17 09:00"),
        ("2026-11-20 19:00", "2026-11-23 09:00"),
        ("2026-11-21 12:00", "2026-11-23 09:00"),
        ("2026-12-15 20:00", "2026-12-17 09:00"),
    ],
    ids=["early", "on the dot", "last minute", "evening", "Friday evening", "Saturday", "before a holiday"],
)
def test_somebody_answers_in_the_hours_of_working_days(now: str, opens: str) -> None:
    """R-72, R-2: 16 December is Independence Day."""
    assert shown(opens_at(at(now), CALENDAR, rules("2026-11-16"))) == opens


def test_a_day_ends_at_its_hour() -> None:
    assert shown(closes_at(day("2026-11-16"), rules("2026-11-16"))) == "2026-11-16 18:00"


@pytest.mark.parametrize(
    ("taken", "until"),
    [("2026-11-16 10:00", "2026-11-17 18:00"), ("2026-11-20 10:00", "2026-11-23 18:00")],
    ids=["Monday", "Friday"],
)
def test_a_question_is_somebodys_for_one_working_day(taken: str, until: str) -> None:
    """Rule support_holds."""
    assert shown(held_until(at(taken), CALENDAR, rules("2026-11-16"))) == until


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ЖСН 930312400016 дұрыс па?", "ЖСН ••••••••0016 дұрыс па?"),
        ("Тел. +7 (701) 234-56-78.", "Тел. •••••••5678."),
        ("8 701 234 56 78", "•••••••5678"),
        ("Өтініш № 0000012, 16.11.2026, 09:00", "Өтініш № 0000012, 16.11.2026, 09:00"),
        ("2026 жылғы 372 бұйрық", "2026 жылғы 372 бұйрық"),
        ("1234567890123456", "••••••••••••3456"),
        ("8.701.123.45.67", "•••••••4567"),
        ("8 (701)  123 45 67", "•••••••4567"),
        ("900101.300123, 900101/300123", "••••••••0123, ••••••••0123"),
        ("900101_300123", "••••••••0123"),
        ("90010\u200b1300\ufeff123 👨\u200d👩", "••••••••0123 👨\u200d👩"),
        ("９００１０１３００１２３ №", "••••••••0123 №"),
        ("4400 4302 1234 5678", "••••••••••••5678"),
        ("KZ86 125K ZT50 0410 0100 шоты, kz86125kzt5004100100", "••••••••••••••••0100 шоты, ••••••••••••••••0100"),
        ("2026-11-22 09:00, 22.11.2026 09:00", "2026-11-22 09:00, 22.11.2026 09:00"),
        ("2024-2025, 2026 жылдары", "2024-2025, 2026 жылдары"),
        ("87.01.12.34.567", "•••••••4567"),
        ("8 (701) - 234 - 56 - 78; 8,701,234,56,78", "•••••••5678; •••••••5678"),
        ("850101,300123 и 8701·234·56·78", "••••••••0123 и •••••••5678"),
        ("8:701:234:56:78, 8|701|234|56|78", "•••••••5678, •••••••5678"),
        ("8 701 234  —  56  —  78", "•••••••5678"),
        ("8 707 12.03.45 6; 8-707-12.12.12-5", "•••••••3456; •••••••2125"),
        ("8:00–12:00, 14:00–18:30", "8:00–12:00, 14:00–18:30"),
        ("01.09.2024 – 31.05.2025", "01.09.2024 – 31.05.2025"),
    ],
    ids=[
        "an IIN",
        "a phone",
        "a phone with spaces",
        "a number and a date",
        "an order",
        "longer than both",
        "with points",
        "two spaces",
        "point and slash",
        "underscore",
        "unseen signs",
        "wide digits",
        "a card",
        "an account",
        "moments",
        "years",
        "no date",
        "wide hyphens, commas",
        "a comma, points in the middle",
        "colons, bars",
        "spaces and dashes",
        "like a date, but more stands beside it",
        "hours",
        "from day to day",
    ],
)
def test_long_numbers_are_hidden(typed: str, kept: str) -> None:
    assert masked(typed) == kept
