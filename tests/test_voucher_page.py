"""The drawing of the voucher's life is what `decide` does (R-50 … R-57, R-64)."""

from pathlib import Path

from domain.voucher import diagram

PAGE = Path(__file__).parent.parent / "docs" / "voucher.md"


def test_the_page_shows_the_machine_as_it_is() -> None:
    drawn = PAGE.read_text(encoding="utf-8").split("```mermaid\n")[1].split("\n```")[0]
    assert drawn == diagram()
