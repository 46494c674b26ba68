"""Joining an application by kinship or by an invitation, and signing for who came (R-21), as conversations."""

import pytest

from bot.fsm.form import Choose, Form, Learn
from bot.fsm.joining import AskInviter, Join, JoinInvited, Vouch
from bot.words import Html, speaking
from tests.fsm.filling import Filling, facts
from tests.fsm.test_forms import PHONE, SON, SON_FOUND

APPLICATION = Html("№ 0000001")


def filling(form: type[Form], known: dict[str, object], **answers: str) -> Filling:
    return Filling(form, facts(known=known), dict(answers))


def keys(one: Filling) -> list[str]:
    assert isinstance(one.here.ask, Choose)
    return [option.key for option in one.here.ask.options(one.here.given)]


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_by_kinship(language: str) -> None:
    """R-21: the application is named only after the register has confirmed."""
    with speaking(language):
        one = filling(Join, {"application": APPLICATION}).says("230415 500016")
        assert one.answers["iin"] == SON
        iin = Join.ask("iin")
        assert iin is not None
        assert iin.shown(SON, one.given) == "••••••••0016"
        assert one.asks == "kinship"
        one.learns("father").learns("valid", **SON_FOUND)
        assert one.here.ask.question(one.here.given) == APPLICATION
        assert keys(one) == ["join", "no"]
        assert one.picks("join").result == {"iin": SON, "kinship": "father", "register": "valid", "join": "join"}


def test_there_is_nothing_to_join() -> None:
    """R-21: the child can be added instead."""
    with speaking("ru"):
        one = filling(Join, {}).says(SON).learns("mother").learns("valid", **SON_FOUND)
        assert "Сынақов" in one.here.ask.question(one.here.given)
        assert keys(one) == ["add", "no"]


@pytest.mark.parametrize("outcome", ["invalid", "not_found"])
def test_an_invitation_does_not_stand_for_kinship(outcome: str) -> None:
    """R-21: what the register denies only the department decides."""
    one = filling(JoinInvited, {}, invitation="1", iin=SON).learns(outcome)
    assert isinstance(one.here.ask, Learn)
    assert one.here.ask.way(one.here.given) is None


@pytest.mark.parametrize("outcome", ["pending", "timeout", "unavailable"])
def test_where_the_register_is_silent_the_inviter_can_be_asked(outcome: str) -> None:
    """R-21."""
    one = filling(JoinInvited, {}, invitation="1", iin=SON).learns(outcome)
    assert isinstance(one.here.ask, Learn)
    way = one.here.ask.way(one.here.given)
    assert way is not None
    assert (way.opens, way.carries) == ("AskInviter", ("invitation",))
    alone = filling(Join, {}).says(SON).learns(outcome).here
    assert isinstance(alone.ask, Learn)
    assert alone.ask.way(alone.given) is None


def test_asking_the_inviter() -> None:
    """R-21: what is told about who asks is said before."""
    with speaking("kk"):
        one = filling(AskInviter, {"iin": "••••••••0109"}, invitation="1")
        assert "••••••••0109" in one.here.ask.question(one.here.given)
        assert one.picks("yes").asks is None


def test_vouching_is_signed() -> None:
    """R-21: the safe choice stands first; the code signs for this invitation and no other."""
    known: dict[str, object] = {"who": "Данияр", "iin": "••••••••0109", "child": "Әлихан", "phone": PHONE}
    with speaking("ru"):
        one = filling(Vouch, known, invitation="1")
        assert "Данияр" in one.here.ask.question(one.here.given)
        assert keys(one) == ["no", "yes"]
        one.picks("yes").proves()
        assert one.asks is None
        one.answers["invitation"] = "2"
        assert one.asks == "code"
