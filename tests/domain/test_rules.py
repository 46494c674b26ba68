"""Rules are dated data (R-1)."""

from datetime import date, time
from pathlib import Path

import pytest

from domain.rules import Rule, RuleBook, Unit
from tests.domain.law import BOOK, CALENDAR, day, ruled, rules, shown

ASTANA, ALMATY = "710000000", "750000000"


def test_the_numbers_of_the_table_are_there_with_their_sources() -> None:
    """R-1."""
    on = rules()
    assert (on.number("confirm_interest"), on.source("confirm_interest")) == (2, "S3")
    assert on.number("contract") == 5
    assert on.text("contract_signature") == "eds_or_code"
    assert on.time("reminder_morning") == time(9)
    assert on.rule("contract").rules == ("R-54",)


def test_every_row_names_its_source_and_the_rules_it_serves() -> None:
    """R-1."""
    assert all(row.source and row.rules for row in BOOK.rows)
    assert all(name.startswith("R-") for row in BOOK.rows for name in row.rules)


def test_astana_gave_one_day_in_the_intake_of_2026() -> None:
    """R-56: press; everywhere else, and before and after it, two."""
    in_astana = [BOOK.at(day(on), ASTANA) for on in ("2026-06-30", "2026-07-01", "2027-07-01")]
    assert [on.number("waiting_list_answer") for on in in_astana] == [2, 1, 2]
    assert BOOK.at(day("2026-07-01"), ALMATY).number("waiting_list_answer") == 2
    assert BOOK.at(day("2026-07-01")).number("waiting_list_answer") == 2


def test_of_two_rules_the_nearer_one_holds() -> None:
    """R-1: the region's before the country's, the later before the earlier."""
    anywhere = Rule("contract", 9, Unit.WORKING_DAYS, "ours", ("R-54",), None, day("2026-06-01"))
    book = ruled("contract", 7, Unit.WORKING_DAYS, ALMATY, "2026-01-01").with_overrides([anywhere])
    numbers = [
        book.at(day(on), region).number("contract")
        for on, region in [("2026-05-31", ASTANA), ("2026-06-01", ASTANA), ("2026-06-01", ALMATY)]
    ]
    assert numbers == [5, 9, 7]


def test_an_override_wins_over_an_equal_row() -> None:
    """R-1."""
    again = Rule("contract", 6, Unit.WORKING_DAYS, "ours", ("R-54",))
    assert BOOK.with_overrides([again]).at(date.min).number("contract") == 6


def test_an_unknown_key_is_an_error() -> None:
    with pytest.raises(KeyError, match="no_such_rule"):
        rules().number("no_such_rule")


def test_a_rule_that_has_ended_holds_no_more() -> None:
    ended = Rule("old", 1, Unit.COUNT, "ours", ("R-1",), valid_to=day("2026-01-01"))
    book = RuleBook([ended])
    assert book.at(day("2026-01-01")).number("old") == 1
    with pytest.raises(KeyError):
        book.at(day("2026-01-02")).number("old")


def test_a_term_is_counted_in_its_own_unit() -> None:
    """R-3: two working days from a Friday before Nauryz; twenty-eight days of the calendar."""
    friday = day("2026-03-20")
    assert shown(rules().deadline("confirm_interest", friday, CALENDAR)) == "2026-03-28 00:00"
    assert shown(rules().deadline("restore_from_stop_list", friday, CALENDAR)) == "2026-04-18 00:00"


def test_rules_are_read_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "rules.toml"
    file.write_text(
        '[[rule]]\nkey = "k"\nvalue = 3\nunit = "count"\nsource = "S1"\nrules = ["R-1"]\n'
        'region = "710000000"\nfrom = 2026-01-01\nto = 2026-12-31\n'
    )
    (row,) = RuleBook.load(file).rows
    assert row == Rule("k", 3, Unit.COUNT, "S1", ("R-1",), ASTANA, date(2026, 1, 1), date(2026, 12, 31))
