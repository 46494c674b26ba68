"""Another place to look at: by list or typing; a city with one queue may be looked at as a whole (R-40, R-70)."""

from bot.fsm.looking import LookIn
from tests.fsm.filling import Filling, facts

ALMATY, BOSTANDYQ = "750000000", "751410000"
TURKISTAN, QAZYGURT = "610000000", "614000000"


def test_a_city_as_a_whole_or_one_district() -> None:
    one = Filling(LookIn, facts())
    assert one.asks == "region"
    one.says("г. Алматы")
    one.says("1")
    assert one.asks is None
    assert one.answers == {"region": ALMATY, "district": ALMATY}
    other = Filling(LookIn, facts(), {"region": ALMATY})
    other.says("Бостандык")
    assert other.answers["district"] == BOSTANDYQ


def test_a_district_of_a_region() -> None:
    one = Filling(LookIn, facts(), {"region": TURKISTAN})
    one.says("Казыгурт")
    assert one.answers["district"] == QAZYGURT
    assert one.asks is None
