"""The forms of the product, filled from the first question to the last."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given as tried_with
from hypothesis import strategies as st

from bot.fsm.application import STATUSES, Apply
from bot.fsm.child import AddChild
from bot.fsm.claim import ClaimRight, ProveKinship, ReturnClaim
from bot.fsm.common import POLICY_VERSION, masked_iin, masked_phone
from bot.fsm.contract import ConfirmInterest, Contract
from bot.fsm.dispute import Dispute
from bot.fsm.form import Ask, Choose, Facts, Form, Learn, Learned, Option, Said, Secret, Sign
from bot.fsm.group_places import Places
from bot.fsm.registration import Registration
from bot.fsm.review import AnswerReview, Feedback, ReturnReview, WriteReview
from bot.fsm.round import Round
from bot.places import places
from bot.words import Html, Name, in_each, say, speaking
from domain.not_allowed import NotAllowed
from domain.timesheet import Mark
from tests.fsm.filling import NOW, Filling, facts, given

AIGUL = "930312400016"
SON = "230415500016"
PHONE = "+77000000001"
FOUND: dict[str, str | None] = {
    "surname": "Сынақова",
    "given": "Айгүл",
    "patronymic": "Мысалқызы",
    "sex": "female",
    "born": "1993-03-12",
    "nationality": None,
}
SON_FOUND: dict[str, str | None] = {
    **FOUND, "surname": "Сынақов", "given": "Әлихан", "patronymic": None, "sex": "male", "born": "2023-04-15",
}  # fmt: skip
CHILDREN = (Option("7", Name("Әлихан", "Алихан")),)
KNOWN: dict[str, Any] = {
    "phone": PHONE,
    "iin": AIGUL,
    "signatures": ("eds", "code"),
    "child": "Әлихан",
    "deadline": Html("20 қараша, жұма, 23:59"),
    "garden": Name("Балбөбек", "Балбобек"),
    "address": Name("Абай, 1", "Абая, 1"),
    "group": "Жалпы топ",
    "places": 12,
    "taken": 3,
    "offered": 1,
    "month": "Қазан 2026",
    "marks": {day: Mark.DAY_OFF if date(2026, 10, day).weekday() > 4 else Mark.PRESENT for day in range(1, 32)},
    "first": date(2026, 10, 1),
    "waiting": 12,
    "preview": "<b>1.</b> № 0000001",
}
FORMS: tuple[type[Form], ...] = (
    Registration,
    AddChild,
    Apply,
    ConfirmInterest,
    Contract,
    Dispute,
    Places,
    Round,
    ClaimRight,
    ProveKinship,
    ReturnClaim,
    WriteReview,
    AnswerReview,
    ReturnReview,
    Feedback,
)


def all_facts(*, sms: bool = True, registry: bool = True) -> Facts:
    lists = {
        "children": CHILDREN,
        "queue_places": (Option("750000000", Name("Алматы", "Алматы")),),
    }
    return facts(sms=sms, registry=registry, lists=lists, known=KNOWN)


def filling(form: type[Form], *, sms: bool = True, registry: bool = True, **answers: str) -> Filling:
    return Filling(form, all_facts(sms=sms, registry=registry), dict(answers))


def question(one: Filling) -> str:
    return one.here.ask.question(one.here.given)


# ---- registration (R-10, R-11) ---------------------------------------------------------------------------------------


def test_registration_with_registers_and_sms() -> None:
    one = filling(Registration).shares(PHONE).says(AIGUL).picks(POLICY_VERSION)
    assert one.asks == "base"
    one.learns("valid")
    assert one.asks == "code"
    assert "+7 ••• ••• 00 01" in question(one)
    one.proves().learns("valid", **FOUND)
    assert one.asks == "mine"
    assert "Сынақова Айгүл Мысалқызы" in question(one)
    one.picks("yes")
    assert one.step is None
    assert one.result == {
        "phone": f"own:{PHONE}",
        "iin": AIGUL,
        "policy": POLICY_VERSION,
        "base": "valid",
        "code": "ok",
        "register": "valid",
        "mine": "yes",
    }


def test_registration_without_registers_takes_the_parents_word() -> None:
    one = filling(Registration, sms=False, registry=False).shares(PHONE).says(AIGUL).picks(POLICY_VERSION)
    one.says("Сынақова", "Айгүл").skips().picks("female").says("12.03.1993")
    assert one.step is None
    assert one.result["born"] == "1993-03-12"
    assert one.result["patronymic"] == ""
    assert not {"base", "code", "register", "mine"} & set(one.result)


def test_no_code_is_sent_before_the_base_of_mobile_citizens_has_agreed() -> None:
    one = filling(Registration).says(PHONE, AIGUL).picks(POLICY_VERSION).learns("invalid")
    assert one.asks == "base"
    assert one.edits("phone").says("8 700 000 00 02").asks == "base", "another number is looked up anew"
    assert one.learns("valid").asks == "code"


def test_another_iin_makes_the_registers_answers_void() -> None:
    one = filling(Registration).says(PHONE, AIGUL).picks(POLICY_VERSION).learns("valid").proves()
    one.learns("valid", **FOUND).picks("yes")
    assert one.edits("iin").says("910905300109").asks == "base"
    one.learns("valid")
    assert one.asks == "register", "the phone has not changed, its code still holds"


def test_a_person_whom_the_register_knows_little_of_sees_that() -> None:
    one = filling(Registration).says(PHONE, AIGUL).picks(POLICY_VERSION).learns("valid").proves()
    one.learns("valid", **{**FOUND, "patronymic": None, "sex": None, "born": None})
    for language in ("kk", "ru"):
        with speaking(language):
            assert "Сынақова Айгүл\n" in question(one).replace("</b>", "")


def test_these_are_not_my_data_ends_the_form() -> None:
    option = Registration.mine.option("no", given())
    assert option is not None
    assert option.ends is not None


def test_the_policy_is_told_with_its_version() -> None:
    one = filling(Registration).says(PHONE, AIGUL)
    assert POLICY_VERSION in question(one)


def test_what_identifies_a_person_is_shown_masked() -> None:
    one = filling(Registration)
    assert Registration.phone.shown(PHONE, one.given) == masked_phone(PHONE) == "+7 ••• ••• 00 01"
    assert Registration.iin.shown(AIGUL, one.given) == masked_iin(AIGUL) == "••••••••0016"
    assert AddChild.iin.shown(SON, one.given) == "••••••••0016"


def test_dates_are_shown_in_words() -> None:
    with speaking("ru"):
        assert Registration.born.shown("1993-03-12", given()) == "12 марта 1993"
        assert AddChild.born.shown("2023-04-15", given()) == "15 апреля 2023"


# ---- adding a child (R-20) -------------------------------------------------------------------------------------------


def test_a_child_whom_the_registers_know() -> None:
    one = filling(AddChild).says(SON).learns("mother").learns("valid", **SON_FOUND)
    assert "Сынақов Әлихан" in question(one)
    one.picks("yes")
    assert one.asks == "nationality", "what the register does not know is asked"
    one.skips()
    assert one.step is None
    assert one.result == {
        "iin": SON, "kinship": "mother", "register": "valid", "mine": "yes", "nationality": "",
    }  # fmt: skip


@pytest.mark.parametrize("missing", ["born", "sex", "nationality"])
def test_what_the_register_lacks_is_asked(missing: str) -> None:
    found = {**SON_FOUND, "nationality": "қазақ", missing: None}
    one = filling(AddChild).says(SON).learns("father").learns("valid", **found)
    with speaking("ru"):
        assert "Сынақов Әлихан" in question(one)
    one.picks("yes")
    assert one.asks == missing


@pytest.mark.parametrize("outcome", ["invalid", "not_found", "pending", "timeout", "unavailable"])
def test_nothing_of_a_child_is_shown_before_the_kinship_is_confirmed(outcome: str) -> None:
    one = filling(AddChild).says(SON).learns(outcome)
    one.learned["register"] = Learned("valid", SON, NOW, SON_FOUND)
    assert one.asks == "kinship"
    assert "Әлихан" not in question(one)
    assert not one.edits("mine").back() or one.asks == "iin"


def test_the_registers_data_belong_to_one_iin() -> None:
    one = filling(AddChild).says(SON).learns("mother").learns("valid", **SON_FOUND).picks("yes").skips()
    assert one.edits("iin").says("250820600018").asks == "kinship"


def test_a_child_without_registers() -> None:
    one = filling(AddChild, registry=False).says(SON, "сынақов", "әлихан").skips().says("15.04.2023").picks("male")
    one.says("қазақ")
    assert one.step is None
    assert one.result["surname"] == "Сынақов"
    assert one.result["born"] == "2023-04-15"
    assert one.result["nationality"] == "Қазақ"


def test_another_child_ends_the_form() -> None:
    option = AddChild.mine.option("no", given())
    assert option is not None
    assert option.ends is not None


# ---- applying (R-30) -------------------------------------------------------------------------------------------------


def applied(*, registry: bool = True) -> Filling:
    one = filling(Apply, registry=registry).picks("7").says("Алматы қаласы", "Бостандық ауданы")
    return one.picks("general").picks("kk").picks("none").picks("yes")


def test_an_application() -> None:
    one = applied()
    assert one.asks == "statuses"
    one.learns("valid", codes="large_family,unheard_of")
    assert one.step is None
    assert one.result == {
        "child": "7", "region": "750000000", "district": one.answers["district"], "group_type": "general",
        "language": "kk", "right": "none", "consent": "yes", "statuses": "valid",
    }  # fmt: skip


def test_the_social_status_is_told_before_sending() -> None:
    assert Apply.before_sending is not None
    one = applied().learns("valid", codes="large_family,unheard_of")
    told = Apply.before_sending(one.given)
    assert told is not None
    assert say(STATUSES["large_family"]) in told
    assert "unheard_of" not in told
    nothing = applied().learns("not_found")
    assert Apply.before_sending(nothing.given) is not None
    assert Apply.before_sending(applied(registry=False).given) is None


def test_without_registers_no_status_is_asked() -> None:
    assert applied(registry=False).step is None


def test_another_region_asks_for_its_district_and_for_nothing_else() -> None:
    one = applied().learns("valid")
    assert one.edits("region").says("Астана қаласы").asks == "district"
    assert one.says("1").step is None


def test_the_same_child_again_keeps_everything() -> None:
    one = applied().learns("valid")
    assert one.edits("child").picks("7").step is None


def test_a_child_can_be_added_on_the_way() -> None:
    child = Apply.child
    options = child.options(Filling(Apply, all_facts()).given)
    assert [option.opens for option in options] == [None, "AddChild"]
    assert filling(Apply).says("алихан").answers == {"child": "7"}


def test_a_child_that_has_an_application_by_now_is_not_offered_any_more() -> None:
    one = applied().learns("valid")
    one.facts = facts(lists={"children": ()})
    assert one.asks == "child"


@pytest.mark.parametrize("region", sorted(places().regions))
def test_every_place_is_found_by_its_name_in_either_language_and_by_its_number(region: str) -> None:
    one = given(all_facts(), region=region)
    for ask in (Apply.region, Apply.district):
        options = ask.options(one)
        assert options, f"{region} has no districts"
        for number, option in enumerate(options, 1):
            for words in (*in_each(option.words), str(number)):
                assert ask.read(Said(text=words), one) == option.key


# ---- signing and the contract (R-50, R-51, R-55) ---------------------------------------------------------------------


def test_interest_is_signed_with_a_code() -> None:
    one = filling(ConfirmInterest)
    assert "Әлихан" in question(one)
    assert "20 қараша, жұма, 23:59" in question(one)
    one.picks("yes")
    assert "+7 ••• ••• 00 01" in question(one)
    assert one.proves().step is None
    assert one.result == {"sure": "yes", "code": "ok"}


def test_a_contract_with_the_kindergarten_that_was_chosen() -> None:
    one = filling(Contract, kindergarten="g7")
    for words in ("Әлихан", "Балбөбек", "Абай, 1", "Жалпы топ", "20 қараша, жұма, 23:59"):
        assert words in question(one)
    one.says("1").proves()
    assert one.step is None
    assert one.result == {"kindergarten": "g7", "agree": "yes-g7", "code": "ok"}


def test_another_kindergarten_is_agreed_with_and_signed_anew() -> None:
    one = filling(Contract, kindergarten="g7").says("1").proves()
    one.answers["kindergarten"] = "g8"
    assert one.asks == "agree"
    assert one.says("1").asks == "code"
    assert one.proves().step is None


def test_a_code_that_signs_is_worth_nothing_after_five_minutes() -> None:
    for form, asks in ((ConfirmInterest, "sure"), (Contract, "agree")):
        code = form.ask("code")
        assert isinstance(code, Secret)
        assert code.lasts.total_seconds() == 300
        assert form.ask(asks) is not None


# ---- the timesheet and the round -------------------------------------------------------------------------------------


def test_a_disagreement() -> None:
    one = filling(Dispute, sheet="5", last_day="31")
    assert "Қазан 2026" in question(one)
    one.says("5–7")
    one.picks("sick").says("Ол ауырды.")
    assert one.step is None
    assert one.result["days"] == "5,6,7"
    assert one.result["truth"] == "5=sick,6=sick,7=sick"
    assert one.result["words"] == "Ол ауырды."
    assert Dispute.before_sending is not None
    assert Dispute.before_sending(one.given)


def test_a_round_of_vouchers() -> None:
    one = filling(Round).picks("750000000")
    assert "12" in question(one)
    assert one.says("2").step is None
    assert Round.before_sending is not None
    assert Round.before_sending(one.given) == "<b>1.</b> № 0000001"


def test_a_round_before_anything_is_known() -> None:
    one = Filling(Round, facts())
    assert Round.before_sending is not None
    assert Round.before_sending(one.given) == ""


# ---- every form ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
def test_a_form_says_what_it_is(form: type[Form]) -> None:
    assert form.__doc__
    assert form.title
    assert form.send is not None or form.review is None, "a form with a review has a word for sending"
    assert all(ask.words for ask in form.asks())


@pytest.mark.parametrize("form", FORMS)
def test_what_is_told_in_a_review_has_a_label_and_codes_and_registers_have_none(form: type[Form]) -> None:
    for ask in form.asks():
        if isinstance(ask, (Learn, Secret, Sign)):
            assert ask.label is None
        elif not isinstance(ask, Choose):
            assert ask.label is not None, f"{ask.state} could not be edited from the review"


@pytest.mark.parametrize("form", FORMS)
def test_every_outcome_of_a_register_is_told(form: type[Form]) -> None:
    outcomes = {"valid", "invalid", "pending", "timeout", "not_found", "unavailable"}
    kin = {"mother", "father", "guardian"}
    for ask in form.asks():
        if isinstance(ask, Learn):
            kinds = (outcomes - {"valid"}) | kin if ask.look_up == "kinship" else outcomes
            assert kinds - set(ask.good) == set(ask.outcomes)
            assert not set(ask.good) & set(ask.outcomes)
            assert all(form.ask(name) for name in ask.about)


@pytest.mark.parametrize("form", FORMS)
@tried_with(text=st.text(max_size=30))
def test_whatever_is_typed_first_is_read_or_answered_with_a_reason(form: type[Form], text: str) -> None:
    one = filling(form, last_day="31", kindergarten="g7")
    try:
        one.says(text)
    except NotAllowed:
        return
    assert one.asks != form.asks()[0].name, "what was read is kept and reads again"


def words_of(options: Mapping[str, Any]) -> list[tuple[str, ...]]:
    return [in_each(words) for words in options.values()]


@pytest.mark.parametrize("form", FORMS)
def test_options_can_be_told_apart_by_their_words(form: type[Form]) -> None:
    known = {**KNOWN, "earlier": (1, NOW)}
    one = given(replace(all_facts(), known=known), region="750000000", kindergarten="3:2")
    for ask in form.asks():
        if isinstance(ask, Choose):
            said = words_of({option.key: option.words for option in ask.options(one)})
            assert len({each for words in said for each in set(words)}) == sum(len(set(words)) for words in said)


def test_every_question_is_an_ask() -> None:
    assert all(isinstance(ask, Ask) for form in FORMS for ask in form.asks())
