"""Finding a place: typed with typos, in either alphabet, by a location; and the forms that ask for one."""

import pytest

from bot.fsm.email import Email
from bot.fsm.finding import Find, alike, named, nearest, skeleton
from bot.fsm.form import Option, Said
from bot.fsm.place import MyPlace, answers_of_place, kept_locality, my_place, regions
from bot.words import Name
from domain.not_allowed import NotAllowed, Reason
from tests.fsm.filling import Filling, facts, given

ALMATY, BOSTANDYQ = "750000000", "751410000"
TURKISTAN, QAZYGURT, TURBAT = "610000000", "614000000", "614040100"
TOWNS = (
    Option("turbat", Name("Тұрбат", "Турбат")),
    Option("enbekshi", Name("Еңбекші", "Енбекши")),
    Option("enbekshi2", Name("Еңбекші", "Енбекши")),
)


def offered(one: Filling, said: Said) -> list[str]:
    """The keys that are offered for what was said here."""
    ask = one.here.ask
    assert isinstance(ask, Find)
    return [option.key for option in ask.like(said, one.here.given)]


@pytest.mark.parametrize("typed", ["Алматы", "алматы қ.", "г. Алматы", "Almaty", "АЛМАТЫ қаласы", "Аlmаты", "алмати"])
def test_one_name_has_one_skeleton(typed: str) -> None:
    assert skeleton(typed) == skeleton("Алматы қаласы")


def test_only_the_kind_of_place_is_still_something() -> None:
    assert skeleton("ауыл") == "auil"
    assert skeleton("!") == ""


def test_a_name_that_two_places_have_is_offered_not_taken() -> None:
    assert [option.key for option in named("Turbat", TOWNS)] == ["turbat"]
    assert len(named("Енбекши", TOWNS)) == 2
    assert named("", TOWNS) == []


@pytest.mark.parametrize(("typed", "first"), [("Турбет", "turbat"), ("енб", "enbekshi"), ("enbekshy", "enbekshi")])
def test_typos_are_offered(typed: str, first: str) -> None:
    assert alike(typed, TOWNS)[0].key == first


def test_what_is_like_nothing_is_offered_nothing() -> None:
    assert alike("Лондон", TOWNS) == ()
    assert alike("", TOWNS) == ()


def test_the_nearest_centres_come_first() -> None:
    assert nearest((43.24, 76.9), facts().places.centres)[0] == ALMATY
    assert set(facts().places.centres) == set(facts().places.regions)


def test_my_place_with_a_locality_of_the_list() -> None:
    turbat = Option(TURBAT, Name("Тұрбат", "Турбат"))
    one = Filling(MyPlace, facts(lists={"localities": [turbat]}, known={"spots": {TURBAT: (41.8, 69.6)}}))
    assert offered(one, Said(location=(43.3, 68.3)))[0] == TURKISTAN
    one.says("Түркістан облысы", "Казыгурт").says("turbat")
    assert one.asks is None
    assert one.result == {"region": TURKISTAN, "district": QAZYGURT, "locality": TURBAT}
    assert kept_locality(one.result) == TURBAT
    one.edits("locality")
    assert offered(one, Said(location=(41.8, 69.6))) == [TURBAT]
    assert offered(one, Said(text="турбет")) == [TURBAT]
    with pytest.raises(NotAllowed):
        one.says("Лондон")


def test_a_locality_that_the_list_lacks_is_typed() -> None:
    one = Filling(MyPlace, facts(lists={"localities": TOWNS}))
    one.picks(TURKISTAN).picks(QAZYGURT).picks("other")
    for text, reason in (("47", Reason.PLACE_UNREADABLE), ("а" * 61, Reason.TOO_LONG)):
        with pytest.raises(NotAllowed) as no:
            one.says(text)
        assert no.value.reason is reason
    one.says("  Разъезд   47 ")
    assert one.asks is None
    assert kept_locality(one.result) == "Разъезд 47"


def test_where_no_locality_is_known_none_is_asked_and_all_can_be_skipped() -> None:
    assert Filling(MyPlace, facts()).skips().asks is None
    one = Filling(MyPlace, facts()).picks(ALMATY)
    assert offered(one, Said(location=(43.2, 76.9))) == []
    assert one.picks(BOSTANDYQ).asks is None
    assert kept_locality(one.result) is None


@pytest.mark.parametrize("locality", [None, TURBAT, "Разъезд 47"])
def test_a_kept_place_comes_back_as_answers(locality: str | None) -> None:
    answers = answers_of_place(QAZYGURT, locality)
    assert (answers["district"], kept_locality(answers)) == (QAZYGURT, locality)
    assert answers_of_place(None, None) == {}


def test_my_place_is_offered_first_where_it_is_known() -> None:
    of = facts(known={"my_place": answers_of_place(BOSTANDYQ, None)})
    assert regions(given(of))[0].answers == {"region": ALMATY, "district": BOSTANDYQ}
    assert my_place(given()) is None


def test_an_email_is_read_or_skipped() -> None:
    assert Filling(Email, facts()).says("Aigul@Mail.KZ").result == {"email": "Aigul@mail.kz"}
    assert Filling(Email, facts()).skips().result == {"email": ""}
    with pytest.raises(NotAllowed):
        Filling(Email, facts()).says("aigul@")
