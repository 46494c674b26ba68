"""The rules say no in codes; no word of any language that people speak stands in `domain/`."""

import re
from pathlib import Path

import domain
from domain.not_allowed import NotAllowed, Reason

FILES = sorted(Path(domain.__file__).parent.glob("*.*"))


def test_a_refusal_carries_its_reason_and_what_its_sentence_needs() -> None:
    no = NotAllowed(Reason.CODE_TOO_SOON, seconds=34)
    assert (no.reason, no.facts, str(no)) == ("code_too_soon", {"seconds": 34}, "code_too_soon")


def test_the_domain_speaks_neither_kazakh_nor_russian() -> None:
    spoken = {path.name for path in FILES if re.search("[\u0400-\u04ff]", path.read_text("utf-8"))}
    assert not spoken
