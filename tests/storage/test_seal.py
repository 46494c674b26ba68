"""Sealed data open in their own place only, and only unchanged."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.seal import BadKey, Broken, Keys, Seal

OLD = base64.b64encode(bytes(32)).decode()
NEW = base64.b64encode(bytes(range(32))).decode()
seal = Seal(Keys.parse(NEW))


@given(st.binary(), st.text(), st.integers() | st.text())
def test_what_is_closed_opens(plain: bytes, table: str, row: object) -> None:
    box = seal.close(table, row, plain)
    assert seal.open(table, row, box) == plain
    assert len(box) == len(plain) + 4 + 12 + 16


@given(st.integers(min_value=0, max_value=8 * 41 - 1))
def test_one_changed_bit_is_noticed(bit: int) -> None:
    box = bytearray(seal.close("child", 1, b"990101300"))
    box[bit // 8] ^= 1 << bit % 8
    with pytest.raises(Broken):
        seal.open("child", 1, bytes(box))


@pytest.mark.parametrize("length", [0, 3, 4, 10, 16, 20, 31])
def test_a_cut_box_is_noticed(length: int) -> None:
    box = seal.close("child", 1, b"990101300")
    with pytest.raises(Broken):
        seal.open("child", 1, box[:length])


@pytest.mark.parametrize(("table", "row"), [("child", 2), ("parent", 1), ("child", 11)])
def test_a_moved_box_does_not_open(table: str, row: int) -> None:
    with pytest.raises(Broken):
        seal.open(table, row, seal.close("child", 1, b"secret"))


def test_equal_texts_give_different_boxes() -> None:
    assert seal.close("child", 1, b"a") != seal.close("child", 1, b"a")


def test_json_comes_back_as_it_was() -> None:
    value = {"name": "Айгүл", "days": [1, 2], "note": None}
    assert seal.open_json("letter", 1, seal.close_json("letter", 1, value)) == value


def test_after_rotation_old_boxes_open_and_new_ones_use_the_new_key() -> None:
    before, after = Seal(Keys.parse(OLD)), Seal(Keys.parse(f"{NEW},{OLD}"))
    assert after.open("child", 1, before.close("child", 1, b"a")) == b"a"
    assert seal.open("child", 1, after.close("child", 1, b"b")) == b"b"
    with pytest.raises(Broken, match="data keys"):
        before.open("child", 1, after.close("child", 1, b"b"))


def test_fingerprints_are_stable_and_survive_rotation() -> None:
    first = Seal(Keys.parse(OLD)).fingerprint("iin", "990101300001")
    assert first == Seal(Keys.parse(f"{NEW},{OLD}")).fingerprint("iin", "990101300001")
    # A change here would make every stored fingerprint unfindable.
    assert first.hex() == "4f90219060799ae8ec0e1dd0e8155e8c5ee2608099ce288c01c6b352447c4bd5"


def test_fingerprints_depend_on_kind_value_and_key() -> None:
    prints = {
        seal.fingerprint("iin", "1"),
        seal.fingerprint("phone", "1"),
        seal.fingerprint("iin", "2"),
        Seal(Keys.parse(OLD)).fingerprint("iin", "1"),
    }
    assert len(prints) == 4


@pytest.mark.parametrize("text", ["", "short", "я" * 44, OLD + "AAAA", f"{NEW},", base64.b64encode(bytes(16)).decode()])
def test_a_bad_key_is_explained_but_not_shown(text: str) -> None:
    with pytest.raises(BadKey, match="new-key") as refusal:
        Keys.parse(text)
    assert not text or text not in str(refusal.value)


def test_url_safe_and_unpadded_keys_are_understood() -> None:
    secret = bytes([251, 255] * 16)
    plain, safe = base64.b64encode(secret).decode(), base64.urlsafe_b64encode(secret).decode()
    assert Keys.parse(plain) == Keys.parse(safe) == Keys.parse(f" {safe.rstrip('=')} ")


def test_keys_do_not_show_themselves() -> None:
    assert NEW not in repr(Keys.parse(NEW))
    assert repr(bytes(range(32))) not in repr(Keys.parse(NEW))
