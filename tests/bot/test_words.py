"""Words: none is missing, none is broken by what fills it, and days are said as people say them (R-3, R-73)."""

import ast
import string
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from bot import words
from bot.letters import LEGAL, LETTERS
from bot.reasons import WORDS, reason_words
from bot.words import (
    N_,
    Html,
    Name,
    _,
    bold,
    date_words,
    day_words,
    escape,
    in_each,
    language,
    last_moment_words,
    moment_words,
    month_words,
    n_,
    say,
    speaking,
)
from domain.not_allowed import NotAllowed, Reason
from domain.voucher import State
from usecases import referrals
from usecases.vouchers import FAMILY_IS_TOLD

ROOT = Path(__file__).parent.parent.parent
each_language = pytest.mark.parametrize("spoken", ["kk", "ru"])


@cache
def calls(part: str) -> list[ast.Call]:
    """Every call in the code of a part."""
    trees = [ast.parse(file.read_text("utf-8")) for file in sorted((ROOT / part).rglob("*.py"))]
    return [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call)]


def name_of(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def blanks(sentence: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(sentence) if name}


# ---- reasons ---------------------------------------------------------------------------------------------------------


def test_every_reason_has_its_words() -> None:
    assert set(WORDS) == set(Reason)


def facts_given() -> Iterator[tuple[Reason, set[str]]]:
    """Every `NotAllowed(Reason.X, fact=…)` of the code, with the names of its facts."""
    for part in ("domain", "usecases", "bot"):
        for call in calls(part):
            if name_of(call.func) != "NotAllowed" or not call.args:
                continue
            reason = call.args[0]
            if isinstance(reason, ast.Attribute) and name_of(reason.value) == "Reason":
                yield Reason[reason.attr], {fact.arg for fact in call.keywords if fact.arg}


@each_language
def test_the_blanks_of_a_reason_are_those_which_are_given_wherever_it_is_raised(spoken: str) -> None:
    raised = list(facts_given())
    assert len(raised) > 50
    for reason, facts in raised:
        assert blanks(WORDS[reason]) - words.STANDING.keys() <= facts, reason
        with speaking(spoken):
            said = reason_words(NotAllowed(reason, **dict.fromkeys(facts, 7)))
        assert said
        assert "{" not in said, reason


# ---- letters ---------------------------------------------------------------------------------------------------------


WITH_A_CLOCK = (State.ISSUED, State.CONFIRMED, State.STOP_LISTED, State.WAITING, State.CONTRACT_SENT)


def kinds_posted() -> set[str]:
    """The kinds of all letters that the code posts: by name, for the family's events, as reminders."""
    kinds = {*FAMILY_IS_TOLD.values(), *referrals.FAMILY_IS_TOLD.values(), *referrals.KINDERGARTEN_IS_TOLD.values()}
    for call in [*calls("usecases"), *calls("bot")]:
        if name_of(call.func) == "post" and len(call.args) > 2 and isinstance(call.args[2], ast.Constant):
            kinds.add(str(call.args[2].value))
        if name_of(call.func) == "_tell_family" and len(call.args) > 2 and isinstance(call.args[2], ast.Constant):
            kinds.add(str(call.args[2].value))
        if name_of(call.func) == "_tell" and len(call.args) > 1 and isinstance(call.args[1], ast.Constant):
            kinds.add(str(call.args[1].value))
    return kinds | {f"remind_{state}" for state in WITH_A_CLOCK}


def test_every_letter_that_is_posted_has_words_and_no_words_lie_about() -> None:
    in_sql = {
        "sheets", "issued", "queue_worse", "queue_mark", "still_interested", "ages_out_soon", "announcement",
        "deadline_moved", "answer_moved", "publish",
    }  # fmt: skip
    by_sms = {"not_answered_sms", "sheets_sms"}
    by_subject = {"review_returned", "answer_returned"}
    assert set(LETTERS) == kinds_posted() | in_sql | by_sms | by_subject


def test_the_kinds_that_sql_posts_have_words() -> None:
    posted = [
        line.split("'telegram', '")[1].split("'")[0]
        for file in (ROOT / "storage" / "queries").glob("*.sql")
        for line in file.read_text("utf-8").splitlines()
        if "'telegram', '" in line
    ]
    assert posted
    assert set(posted) <= set(LETTERS)


def test_what_the_law_knows_a_deadline_for_is_among_the_letters() -> None:
    assert set(LETTERS) >= LEGAL
    assert not {"signed_in_elsewhere", "code_late", "code_failed"} & LEGAL


# ---- days (R-3) ------------------------------------------------------------------------------------------------------

MARCH = date(2026, 3, 27)
MIDNIGHT = datetime(2026, 3, 27, 19, 0, tzinfo=UTC)  # exclusive: midnight after the 27th


@pytest.mark.parametrize(
    ("spoken", "day", "whole", "month", "moment", "last"),
    [
        ("kk", "27 наурыз, жұма", "27 наурыз 2026", "Наурыз 2026", "28 наурыз 2026, 00:00", "27 наурыз, жұма, 23:59"),
        ("ru", "27 марта, пятница", "27 марта 2026", "Март 2026", "28 марта 2026, 00:00", "27 марта, пятница, 23:59"),
    ],
)
def test_days_and_moments(spoken: str, day: str, whole: str, month: str, moment: str, last: str) -> None:
    with speaking(spoken):
        assert day_words(MARCH) == day
        assert date_words(MARCH) == whole
        assert month_words(MARCH) == month
        assert moment_words(MIDNIGHT) == moment
        assert last_moment_words(MIDNIGHT) == last


@each_language
def test_every_month_and_weekday_has_a_word(spoken: str) -> None:
    with speaking(spoken):
        days = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
        assert len({month_words(day) for day in days}) == 12
        assert len({day_words(day).split(", ")[1] for day in days}) == 7
        assert all(str(day.day) in day_words(day) and "{" not in day_words(day) for day in days)


def test_a_deadline_that_is_not_midnight_is_its_last_minute() -> None:
    with speaking("ru"):
        assert last_moment_words(datetime(2026, 3, 27, 9, 0, tzinfo=UTC)) == "27 марта, пятница, 13:59"


# ---- blanks and HTML -------------------------------------------------------------------------------------------------


def test_what_fills_a_blank_is_escaped_unless_it_is_html() -> None:
    who = "<b>Tom & Jerry</b>"
    assert _("Hello, {name}!", name=who) == "Hello, &lt;b&gt;Tom &amp; Jerry&lt;/b&gt;!"
    assert _("Hello, {name}!", name=Html(who)) == f"Hello, {who}!"
    assert _("Hello, {name}!", name=Name("A & B", "Б & В")) == "Hello, A &amp; B!"
    assert _("Hello, {name}!", name=N_("nobody <b>")) == "Hello, nobody <b>!"
    assert _("Hello, {name}!", name=7) == "Hello, 7!"
    assert _("A {brace} stays without blanks") == "A {brace} stays without blanks"


def test_a_blank_is_not_read_as_a_sentence_of_its_own() -> None:
    assert _("{name}", name="{count} {0} %s") == "{count} {0} %s"


def test_names_and_words_as_they_stand() -> None:
    town = Name("Ақтау & Co", "Актау & Co")
    with speaking("kk"):
        assert say(town) == "Ақтау &amp; Co"
    with speaking("ru"):
        assert say(town) == "Актау &amp; Co"
    assert say("1 < 2") == "1 &lt; 2"
    assert say(Html("<b>1</b>")) == "<b>1</b>"
    assert in_each(town) == ("Ақтау & Co", "Актау & Co")
    assert escape("'quotes\" stay'") == "'quotes\" stay'"
    assert bold(escape("<")) == "<b>&lt;</b>"


def test_the_language_is_that_of_whom_we_speak_to_and_kazakh_before_it_is_known() -> None:
    assert language() == "kk"
    with speaking("ru"):
        assert language() == "ru"
        with speaking(None):
            assert language() == "kk"
        with speaking("en"):
            assert language() == "kk"
        assert language() == "ru"
    assert language() == "kk"


# ---- plurals ---------------------------------------------------------------------------------------------------------

LEFT = ("{moment} ({count} working day left)", "{moment} ({count} working days left)")


@each_language
@pytest.mark.parametrize("count", [1, 2, 5, 11, 21, 22, 25, 101])
def test_a_count_fills_its_blank_and_the_others_are_escaped(spoken: str, count: int) -> None:
    with speaking(spoken):
        said = n_(*LEFT, count, moment="<now>")
        assert str(count) in said
        assert "&lt;now&gt;" in said


def test_russian_tells_one_few_and_many_apart() -> None:
    def form(count: int) -> str:
        return n_(*LEFT, count, moment="").replace(str(count), "N")

    with speaking("ru"):
        one, few, many = form(1), form(2), form(5)
        assert len({one, few, many}) == 3
        assert [form(n) for n in (21, 22, 25, 11, 12)] == [one, few, many, many, many]


def test_kazakh_counts_alike() -> None:
    with speaking("kk"):
        assert n_(*LEFT, 1, moment="").replace("1", "N") == n_(*LEFT, 5, moment="").replace("5", "N")


def test_languages_are_named_in_themselves() -> None:
    assert list(words.LANGUAGE_NAMES) == list(words.LANGUAGES)
