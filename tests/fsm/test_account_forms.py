"""The forms of one's own account: signing in, passwords, another phone, a copy, deleting (R-10 … R-12)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.fsm.common import POLICY_VERSION
from bot.fsm.form import Form, Learned, Said, Secret
from bot.fsm.own_account import ChangePhone, DeleteData, ExportData
from bot.fsm.password import Password
from bot.fsm.signing_in import Forgotten, SetLogin, SetPassword, SignIn, name_shown, read_name_to_sign_in
from bot.words import Html, in_each
from domain.not_allowed import NotAllowed, Reason
from tests.fsm.filling import Filling, facts, given

PHONE, NEW = "+77000000001", "+77000000099"
KNOWN = {"phone": PHONE, "follows": Html("Everything goes.")}


def hears(form: Filling, value: str) -> Filling:
    """The password typed is worth this."""
    ask = form.here.ask
    assert isinstance(ask, Password)
    form.learned[ask.name] = Learned(value, ask.subject(form.here.given), form.facts.now)
    form.mark = None
    return form


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("930312400016", "iin:930312400016"),
        ("9303 1240 0016", "iin:930312400016"),
        ("8 700 000 00 01", "phone:+77000000001"),
        ("+7 (700) 000-00-01", "phone:+77000000001"),
        ("Aigul.S", "login:aigul.s"),
        ("Aigul@Mail.kz", "email:aigul@mail.kz"),
    ],
)
def test_any_name_to_sign_in_by_R_11(typed: str, name: str) -> None:
    assert read_name_to_sign_in(typed, given()) == name
    assert read_name_to_sign_in(name, given()) == name


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("Қызыл алма", Reason.IDENTITY_UNREADABLE),
        ("930312400017", Reason.IIN_IMPOSSIBLE),
        ("12345", Reason.PHONE_NOT_MOBILE),
        ("a@", Reason.EMAIL_UNREADABLE),
    ],
)
def test_what_is_no_name_is_refused(typed: str, reason: Reason) -> None:
    with pytest.raises(NotAllowed) as no:
        read_name_to_sign_in(typed, given())
    assert no.value.reason is reason


def test_names_are_masked_on_the_screen() -> None:
    shown = [name_shown(each, given()) for each in ("iin:930312400016", f"phone:{PHONE}", "login:aigul.s")]
    assert shown == ["••••••••0016", "+7 ••• ••• 00 01", "aigul.s"]


def test_signing_in_R_11() -> None:
    form = Filling(SignIn, facts()).says("930312400016").picks("yes")
    assert form.asks == "password"
    ask = form.here.ask
    assert isinstance(ask, Password)
    assert ask.way(form.given) is not None
    hears(form, "1:1000")
    assert form.asks is None
    assert form.result == {"who": "iin:930312400016", "remember": "yes", "password": "1:1000"}


def test_another_name_needs_the_password_again() -> None:
    form = hears(Filling(SignIn, facts()).says("930312400016").picks("yes"), "1:1000")
    form.edits("who").says("aigul.s")
    assert form.asks == "password"


def test_who_has_withdrawn_the_consent_gives_it_anew_R_10() -> None:
    form = hears(Filling(SignIn, facts()).says("aigul.s").picks("no"), "1:1000:withdrawn")
    assert form.asks == "policy"
    assert form.picks(POLICY_VERSION).asks is None


def test_what_was_heard_is_forgotten_after_a_while() -> None:
    form = hears(Filling(SignIn, facts()).says("aigul.s").picks("no"), "1:1000:withdrawn")
    assert form.waits(timedelta(minutes=15)).asks == "password"


def test_a_password_is_words() -> None:
    form = Filling(SignIn, facts()).says("aigul.s").picks("no")
    assert form.here.ask.read(Said(text=" /қызыл "), form.given) == "/қызыл"
    for nothing in (Said(), Said(text="")):
        with pytest.raises(NotAllowed, match=Reason.WORDS_EXPECTED):
            form.here.ask.read(nothing, form.given)


def test_a_forgotten_password_R_12() -> None:
    form = Filling(Forgotten, facts()).shares(PHONE).says("930312400016").picks(POLICY_VERSION).learns("valid").proves()
    assert form.asks == "password"
    hears(form, "$hash")
    assert form.asks == "again"
    hears(form, "ok")
    assert form.asks is None
    assert form.result["password"] == "$hash"


def test_the_second_time_belongs_to_the_first() -> None:
    form = Filling(SetPassword, facts(known=KNOWN)).proves()
    hears(hears(form, "$one"), "ok")
    assert form.asks is None
    hears(form.edits("password"), "$two")
    assert form.asks == "again"


def test_no_code_where_none_can_be_sent() -> None:
    for form in (SetPassword, ChangePhone):
        assert Filling(form, facts(sms=False, known=KNOWN)).asks == ("password" if form is SetPassword else "phone")
    assert Filling(ExportData, facts(sms=False, known=KNOWN)).picks("yes").asks is None


def test_where_the_code_goes() -> None:
    form = Filling(SetPassword, facts(known=KNOWN))
    ask = form.here.ask
    assert isinstance(ask, Secret)
    assert ask.phone(form.given) == PHONE
    assert "00 01" in ask.question(form.given)


@pytest.mark.parametrize("login", ["aigul", "Aigul.S-1_x", "abcd", "a" * 30])
def test_a_login_R_11(login: str) -> None:
    assert Filling(SetLogin, facts()).says(login).result == {"login": login}


@pytest.mark.parametrize("login", ["abc", "a" * 31, "1aigul", "айгуль", "a b c d", "aigul@kz"])
def test_what_is_no_login(login: str) -> None:
    with pytest.raises(NotAllowed, match=Reason.LOGIN_UNREADABLE):
        Filling(SetLogin, facts()).says(login)


def test_another_phone_R_11() -> None:
    form = Filling(ChangePhone, facts(known=KNOWN)).proves()
    with pytest.raises(NotAllowed, match=Reason.PHONE_SAME):
        form.says("8 700 000 00 01")
    form.says("8 700 000 00 99").learns("valid")
    ask = form.here.ask
    assert isinstance(ask, Secret)
    assert ask.phone(form.given) == NEW
    assert "00 99" in ask.question(form.given)
    assert form.proves().result["phone"] == NEW


def test_a_code_of_the_old_number_is_none_of_the_new() -> None:
    form = Filling(ChangePhone, facts(known=KNOWN)).proves().says("8 700 000 00 99").learns("valid")
    form.learned["code"] = replace(form.learned["old"])
    assert form.asks == "code"


@pytest.mark.parametrize("form", [ExportData, DeleteData])
def test_the_own_number_is_proven_first(form: type[Form]) -> None:
    filling = Filling(form, facts(known=KNOWN)).picks("yes")
    assert filling.asks == "code"
    assert "00 01" in filling.here.ask.question(filling.given)
    assert filling.proves().asks is None


def test_what_follows_is_said_and_the_safe_choice_comes_first() -> None:
    form = Filling(DeleteData, facts(known=KNOWN))
    assert form.here.ask.question(form.given) == "Everything goes."
    options = form.here.ask.options(form.given)  # type: ignore[attr-defined]
    assert [option.key for option in options] == ["no", "yes"]
    assert options[0].ends is not None
    assert all(in_each(option.words) for option in options)


def test_the_masks_of_a_form() -> None:
    form = Filling(Forgotten, facts()).shares(PHONE).says("930312400016")
    phone, iin = Forgotten.ask("phone"), Forgotten.ask("iin")
    assert phone is not None
    assert iin is not None
    assert [phone.shown(PHONE, form.given), iin.shown("930312400016", form.given)] == [
        "+7 ••• ••• 00 01",
        "••••••••0016",
    ]
    new = ChangePhone.ask("phone")
    assert new is not None
    assert new.shown(NEW, form.given) == "+7 ••• ••• 00 99"
