"""How a signature may be given, and what it is worth (R-11, R-51, R-55)."""

from dataclasses import replace
from typing import Any

import pytest

from bot.fsm.common import POLICY_VERSION
from bot.fsm.contract import ConfirmInterest, Contract
from bot.fsm.eds_sign_in import SignInByEds
from bot.fsm.form import Choose, Facts, Learned, Option, Sign
from bot.fsm.transfer import AcceptPlace, Transfer
from bot.words import Html, speaking
from tests.fsm.filling import NOW, Filling, facts

KNOWN: dict[str, Any] = {
    "phone": "+77000000001",
    "iin": "930312400016",
    "signatures": ("eds", "code"),
    "child": "Әлихан",
    "deadline": Html("20 қараша"),
    "garden": "Балбөбек",
    "address": "Абай, 1",
    "group": "Жалпы топ",
}


def of(*eds: str, sms: bool = True, **known: Any) -> Facts:
    """A house in which these ways of ЭЦҚ are connected."""
    return replace(facts(sms=sms, known={**KNOWN, **known}), eds=frozenset(eds))


def offered(one: Filling) -> list[str]:
    ask = one.here.ask
    assert isinstance(ask, Choose)
    return [option.key for option in ask.options(one.given)]


@pytest.mark.parametrize(
    ("facts", "keys"),
    [
        (of(), ["yes"]),
        (of("file"), ["file", "yes"]),
        (of("phone", "file"), ["phone", "file", "yes"]),
        (of("phone", "file", sms=False), ["phone", "file"]),
        (of("phone", "file", signatures=("eds",)), ["phone", "file"]),
        (of("phone", "file", signatures=("code",)), ["yes"]),
        (of(signatures=("eds",)), []),
    ],
)
def test_what_the_region_allows_and_what_is_connected(facts: Facts, keys: list[str]) -> None:
    """R-51: ЭЦҚ first; a code where the rule takes one."""
    assert offered(Filling(ConfirmInterest, facts)) == keys


@pytest.mark.parametrize("way", ["phone", "file"])
def test_interest_signed_with_eds(way: str) -> None:
    one = Filling(ConfirmInterest, of("phone", "file")).picks(way)
    ask = one.here.ask
    assert isinstance(ask, Sign)
    assert (ask.way(one.given), ask.iin(one.given)) == (way, KNOWN["iin"])
    with speaking("ru"):
        assert "ЭЦП" in ask.question(one.given)
    assert one.back()
    assert one.asks == "sure"
    one.keeps().proves()
    assert one.result == {"sure": way, "eds": "ok"}


def test_a_contract_signed_with_eds_is_signed_for_one_kindergarten() -> None:
    """R-55: another kindergarten asks again, and the signature is worth nothing for it."""
    one = Filling(Contract, of("phone", "file"), {"kindergarten": "g7"})
    assert offered(one) == ["phone-g7", "file-g7", "yes-g7"]
    ask = one.picks("file-g7").here.ask
    assert isinstance(ask, Sign)
    assert (ask.way(one.given), ask.subject(one.given)) == ("file", "g7")
    assert one.proves().step is None
    one.answers["kindergarten"] = "g8"
    assert one.asks == "agree"
    one.picks("phone-g8")
    assert one.asks == "eds"
    one.learned["eds"] = Learned("ok", "g7", NOW)
    assert one.asks == "eds"


def test_a_place_offered_or_elsewhere_is_signed_with_eds_too() -> None:
    """R-56, R-58: the contract is signed as any other."""
    offer = of("file", offered=("Балбөбек", "Абай, 1"))
    one = Filling(AcceptPlace, offer, {"application": "1", "group": "51"}).picks("file")
    ask = one.here.ask
    assert isinstance(ask, Sign)
    assert (ask.way(one.given), ask.iin(one.given), ask.subject(one.given)) == ("file", KNOWN["iin"], "51")
    assert one.proves().result["eds"] == "ok"
    gardens = {"g2": ("Балбөбек", "Абай, 1")}
    moving = replace(of("phone", gardens=gardens, old="Еркежан"), lists={"kindergartens": (Option("g2", "Балбөбек"),)})
    one = Filling(Transfer, moving, {"application": "1"}).picks("g2").picks("phone-g2")
    ask = one.here.ask
    assert isinstance(ask, Sign)
    assert (ask.way(one.given), ask.subject(one.given)) == ("phone", "g2")
    assert one.proves().step is None


def test_signing_in_takes_anybodys_signature() -> None:
    """R-11: whose it is, theirs is the account; the policy is accepted before, for the consent may be withdrawn (R-10)."""
    one = Filling(SignInByEds, of("phone", "file", sms=False)).picks(POLICY_VERSION)
    with speaking("kk"):
        assert "ЭЦҚ" in one.here.ask.question(one.given)
    ask = one.picks("phone").here.ask
    assert isinstance(ask, Sign)
    assert (ask.way(one.given), ask.iin(one.given)) == ("phone", None)
    assert one.proves().result == {"policy": POLICY_VERSION, "how": "phone", "eds": "ok"}
