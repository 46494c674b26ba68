"""The grammar: a place that is derived, answers that must still read well, results that hold for what they are about."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.fsm.form import (
    Ask,
    Choose,
    Form,
    Given,
    Learned,
    Option,
    Said,
    answers_of,
    journey,
    place,
    progress,
    step_back,
)
from bot.words import N_, Name, speaking
from domain.not_allowed import NotAllowed, Reason
from tests.fsm.filling import Filling, facts, given
from tests.fsm.trip import FRESH, PROVEN, TOWNS, Trip

MINUTE = timedelta(minutes=1)
PHONE = "+77012345678"


def trip(*, sms: bool = True, registry: bool = True) -> Filling:
    """Nothing has been said yet."""
    return Filling(Trip, facts(sms=sms, registry=registry, lists={"towns": TOWNS}))


def finished() -> Filling:
    """By train to Almaty, everything said, the register and the code agreeing."""
    on_the_way = trip()
    on_the_way.says("Айгүл").picks("almaty").picks("train").picks("low").says("5").shares(PHONE)
    return on_the_way.learns("valid").proves().says("Keep the window open")


def reason(filling: Filling, said: Said) -> Reason:
    with pytest.raises(NotAllowed) as no:
        filling.here.ask.read(said, filling.here.given)
    return no.value.reason


# ---- the place -------------------------------------------------------------------------------------------------------


def test_the_questions_come_in_their_order_and_then_none() -> None:
    one = trip()
    acts: list[Callable[[], Filling]] = [
        lambda: one.says("Айгүл"),
        lambda: one.picks("almaty"),
        lambda: one.picks("train"),
        lambda: one.picks("low"),
        lambda: one.says("5"),
        lambda: one.shares(PHONE),
        lambda: one.learns("valid"),
        lambda: one.proves(),
        lambda: one.skips(),
    ]
    asked = [(one.asks, act())[0] for act in acts]
    assert asked == ["who", "town", "road", "berth", "days", "phone", "base", "code", "note"]
    assert one.asks is None


def test_a_question_whose_condition_fails_is_passed_over() -> None:
    assert trip().says("Айгүл").picks("aqtau").picks("plane").asks == "days"


def test_an_answer_to_a_question_that_no_longer_applies_is_not_told() -> None:
    one = finished().edits("road").picks("bus").says("2")
    assert "berth" not in one.result
    assert one.answers["berth"] == "low"  # and is there again should it apply again
    assert one.edits("road").picks("train").result["berth"] == "low"


def test_a_changed_answer_asks_again_exactly_what_no_longer_reads_well() -> None:
    one = finished().edits("town").picks("astana")
    assert one.asks is None, "the train goes to Astana too"
    one.edits("town").picks("aqtau")
    assert one.asks == "road", "no train goes to Aqtau"
    one.picks("plane")
    assert one.asks is None, "five days suit the plane, and no berth is needed"
    one.edits("town").picks("almaty")
    assert one.asks == "road"
    one.picks("bus")
    assert one.asks == "days", "a bus trip lasts three days at most"


def test_a_preset_answer_is_known_to_all_and_told_at_the_end() -> None:
    one = finished()
    one.answers["booked_by"] = "7"
    assert one.result["booked_by"] == "7"
    assert one.step is None
    assert next(journey(Trip, one.given)).given["booked_by"] == "7"


def test_the_same_form_filled_twice_has_names_of_its_own() -> None:
    assert [ask.name for ask in Trip.asks()][:3] == ["who", "town", "road"]
    assert Trip.ask("town") is Trip.town
    assert Trip.ask("review") is None, "the review is no question"
    assert Trip.ask("") is None


# ---- back, edit, keep: the bookmark ----------------------------------------------------------------------------------


def test_back_from_the_first_question_leads_nowhere() -> None:
    assert step_back(Trip, trip().given, None) is None


def test_back_from_the_review_leads_to_the_last_visible_question_and_never_to_a_code() -> None:
    one = finished()
    way = []
    while one.back():
        way.append(one.asks)
    assert way == ["note", "phone", "days", "berth", "road", "town", "who"]


def test_keeping_after_going_back_changes_nothing() -> None:
    one = finished()
    said = one.result
    one.back()
    one.back()
    assert one.keeps().asks is None
    assert one.result == said


@pytest.mark.parametrize("mark", ["berth", "base", "nonsense", "review"])
def test_a_bookmark_that_is_not_on_the_way_is_passed_over(mark: str) -> None:
    one = trip().says("Айгүл").edits(mark)
    assert one.asks == "town"


def test_a_bookmark_beyond_the_place_is_passed_over() -> None:
    assert trip().says("Айгүл").edits("phone").asks == "town"


def test_a_register_is_never_the_place_one_steps_back_to() -> None:
    one = finished().edits("code")
    assert one.asks == "code"
    one.back()
    assert one.asks == "phone"


# ---- progress --------------------------------------------------------------------------------------------------------


def test_progress_counts_what_is_asked_of_people_as_far_as_can_be_told() -> None:
    one = trip()
    seen = []
    for answer in ("Айгүл", "Астана", "Пойыз"):
        seen.append(progress(Trip, one.given, one.here))
        one.says(answer)
    assert seen == [(1, 7), (2, 7), (3, 7)]
    assert progress(Trip, one.given, one.here) == (4, 8), "a train has berths"


def test_a_register_that_is_waited_for_stands_at_the_end_of_what_is_counted() -> None:
    one = trip().says("Айгүл").picks("aqtau").picks("plane").says("5").shares(PHONE)
    assert one.asks == "base"
    assert progress(Trip, one.given, one.here) == (7, 7)


# ---- what was learned ------------------------------------------------------------------------------------------------


def test_what_a_register_said_holds_only_for_what_was_asked() -> None:
    one = finished()
    assert one.edits("phone").shares("+77017654321").asks == "base"
    one.edits("phone").shares(PHONE)
    assert one.asks is None, "the same number, and the answer about it is still fresh"
    assert one.edits("who").says("Дана").asks == "base"
    assert one.here.value is None


def test_what_a_register_said_holds_while_it_is_fresh() -> None:
    one = finished()
    one.learned["code"] = replace(one.learned["code"], at=one.facts.now + FRESH)
    assert one.waits(FRESH - MINUTE).asks is None
    assert one.waits(MINUTE).asks == "base"


@pytest.mark.parametrize(
    ("value", "words"),
    [("pending", "The register thinks."), ("invalid", "This is not your number."), ("unavailable", "silent")],
)
def test_a_bad_answer_of_a_register_stops_the_form_with_words(value: str, words: str) -> None:
    one = trip().says("Айгүл").picks("aqtau").picks("plane").says("5").shares(PHONE)
    assert "silent" in one.here.ask.question(one.given), "nobody has asked yet: the register is silent"
    one.learns(value)
    assert one.asks == "base"
    assert words in one.here.ask.question(one.given)


def test_a_proven_code_signs_one_thing_and_nothing_else() -> None:
    one = finished().edits("who").says("Дана").learns("valid")
    assert one.asks == "code"
    assert one.proves().asks is None


def test_a_proven_code_holds_for_the_phone_it_went_to_and_for_an_hour() -> None:
    one = finished()
    assert one.waits(PROVEN - MINUTE).asks is None
    assert one.waits(MINUTE).asks == "code"
    one.proves().edits("phone").shares("+77017654321").learns("valid")
    assert one.asks == "code"


def test_the_code_itself_is_nowhere_kept() -> None:
    one = finished()
    assert "code" not in one.answers
    assert one.result["code"] == "ok"
    assert one.learned["code"] == Learned("ok", f"{PHONE}|Айгүл", one.facts.now)


@pytest.mark.parametrize(
    ("value", "is_open"), [("valid", False), ("invalid", False), ("pending", True), ("unavailable", True)]
)
def test_a_register_that_has_not_answered_yet_is_still_open(value: str, is_open: bool) -> None:
    assert Learned(value, "", finished().facts.now).is_open is is_open


def test_what_was_learned_can_be_looked_up_by_conditions() -> None:
    assert finished().given.knows("base") == "valid"
    assert trip().given.knows("base") is None


# ---- words -----------------------------------------------------------------------------------------------------------


def test_words_are_stripped_and_their_lack_is_told() -> None:
    assert trip().says("  Айгүл ").answers == {"who": "Айгүл"}
    assert reason(trip(), Said()) is Reason.WORDS_EXPECTED
    assert reason(trip(), Said(phone=PHONE, own=True)) is Reason.WORDS_EXPECTED


def test_a_question_takes_words_as_they_are_when_it_reads_nothing_into_them() -> None:
    one = finished().edits("note").says("  <b> & so on ")
    assert one.result["note"] == "<b> & so on"
    assert one.edits("note").here.ask.shown("x", one.given) == "x"


def test_only_an_optional_question_takes_no_answer_for_one() -> None:
    one = finished().edits("note").skips()
    assert one.result["note"] == ""
    assert one.edits("berth").skips().result["berth"] == ""
    one.answers["who"] = ""
    assert one.asks == "who"


def test_a_question_may_speak_of_earlier_answers() -> None:
    one = trip().says("Айгүл").picks("almaty").picks("train")
    assert one.here.ask.question(one.here.given) == "Which berth for Айгүл?"
    assert "travels" in Trip.who.question(one.given)


# ---- options ---------------------------------------------------------------------------------------------------------

PARTS = (
    Option("day", Name("Күн", "День")),
    Option("daynight", Name("Күн мен түн", "День и ночь")),
    Option("north", Name("Солтүстік", "Север")),
    Option("north_east", Name("Солтүстік-шығыс", "Северо-восток")),
    Option("twin", Name("Егіз", "Близнец")),
    Option("twins", Name("Егіз", "Близнецы")),
)


class Part(Form):
    """One question."""

    title = N_("A part")
    part = Choose(N_("Which?"), PARTS)


def heard(text: str) -> str:
    return Part.part.read(Said(text=text), given())


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("День", "day"),
        ("күн", "day"),
        ("КҮН МЕН ТҮН", "daynight"),
        (" день и ", "daynight"),
        ("северо", "north_east"),
        ("Север", "north"),
        ("солтүстік-", "north_east"),
        ("близнецы", "twins"),
        ("1", "day"),
        ("6", "twins"),
        ("٣", "north"),
    ],
)
def test_an_option_by_its_words_in_either_language_by_their_beginning_or_by_number(
    language: str, typed: str, key: str
) -> None:
    with speaking(language):
        assert heard(typed) == key


@pytest.mark.parametrize("typed", ["", "с", "солт", "егіз", "0", "7", "-1", "²", "дня", "daynight"])
def test_what_fits_no_option_or_several_is_not_guessed(typed: str) -> None:
    with pytest.raises(NotAllowed) as no:
        heard(typed)
    assert no.value.reason is Reason.CHOICE_EXPECTED


def test_a_choice_cannot_be_answered_by_something_else_entirely() -> None:
    with pytest.raises(NotAllowed) as no:
        Part.part.read(Said(), given())
    assert no.value.reason is Reason.CHOICE_EXPECTED


def test_an_option_that_is_offered_no_longer_is_asked_again() -> None:
    one = finished()
    one.facts = replace(one.facts, lists={"towns": TOWNS[1:]})
    assert one.asks == "town"
    assert Trip.town.shown("almaty", one.given) == "almaty", "what is shown of it is its code alone"
    one.facts = replace(one.facts, lists={})
    assert Trip.town.options(one.given) == ()


def test_the_words_of_an_option_are_shown() -> None:
    assert Trip.town.shown("aqtau", finished().given) == Name("Ақтау", "Актау")


# ---- the phone -------------------------------------------------------------------------------------------------------


def at_the_phone(*, sms: bool = True, registry: bool = True) -> Filling:
    return trip(sms=sms, registry=registry).says("Айгүл").picks("aqtau").picks("plane").says("5")


def test_a_number_is_shared_or_typed_where_a_code_can_prove_it() -> None:
    assert at_the_phone(sms=True).says("8 701 234 56 78").answers["phone"] == PHONE
    assert at_the_phone(sms=True).shares("77012345678").answers["phone"] == f"own:{PHONE}"


@pytest.mark.parametrize(("sms", "registry"), [(False, True), (True, False), (False, False)])
def test_only_the_own_contact_is_taken_where_no_code_proves_a_number(sms: bool, registry: bool) -> None:
    """R-11: a code rings only at a number that is registered with the IIN."""
    assert reason(at_the_phone(sms=sms, registry=registry), Said(text=PHONE)) is Reason.CONTACT_NEEDED
    one = at_the_phone(sms=sms, registry=registry).shares("77012345678")
    assert one.answers["phone"] == f"own:{PHONE}"


@pytest.mark.parametrize("sms", [True, False])
def test_somebody_elses_contact_is_never_taken(sms: bool) -> None:
    assert reason(at_the_phone(sms=sms), Said(phone=PHONE)) is Reason.CONTACT_NOT_OWN


def test_a_foreign_contact_is_refused_like_a_typed_number() -> None:
    assert reason(at_the_phone(sms=True), Said(phone="+79161234567", own=True)) is Reason.PHONE_FOREIGN


def test_a_typed_number_is_asked_again_once_no_code_can_prove_it() -> None:
    one = at_the_phone(sms=True).says(PHONE).learns("valid").proves().skips()
    one.facts = replace(one.facts, sms=False)
    assert one.asks == "phone"
    assert one.shares(PHONE).learns("valid").asks is None, "and no code is asked for then"


def test_a_form_without_questions_is_finished() -> None:
    class Nothing(Form):
        title = N_("Nothing")

    empty = Given({"child": "7"}, {}, facts())
    assert place(Nothing, empty) is None
    assert step_back(Nothing, empty, None) is None
    assert answers_of(Nothing, empty) == {"child": "7"}


def test_an_ask_shows_its_answer_as_people_read_it() -> None:
    ask = Ask(N_("?"), shown=lambda value, _given: value * 2)
    assert ask.shown("ab", given()) == "abab"
