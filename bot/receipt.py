"""The receipt of an application on paper: PDF in the parent's language, with a QR code that staff can check."""

import io
from dataclasses import dataclass
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fpdf import FPDF

LEFT, WIDTH = 20.0, 170.0  # millimetres on A4
QR = 45.0  # millimetres


@dataclass(frozen=True, slots=True)
class Receipt:
    """What stands on the paper, in words of one language."""

    title: str
    facts: tuple[tuple[str, str], ...]
    next_steps: str
    scan: str
    link: str
    at: datetime
    language: str


def font() -> Path:
    """DejaVu Sans, which has Ә Ғ Қ Ң Ө Ұ Ү Һ І; it comes with matplotlib, which itself is not loaded."""
    found = find_spec("matplotlib")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "mpl-data" / "fonts" / "ttf" / "DejaVuSans.ttf"


def pdf_of(receipt: Receipt) -> bytes:
    """One page of A4."""
    from fpdf import FPDF  # seconds to load, and only in the thread that draws

    pdf = FPDF(format="A4")
    pdf.set_creation_date(receipt.at)
    pdf.set_title(receipt.title)
    pdf.set_lang(receipt.language)
    pdf.set_margins(LEFT, LEFT)
    pdf.add_font("DejaVu", "", font())
    pdf.add_font("DejaVu", "B", font().with_name("DejaVuSans-Bold.ttf"))
    pdf.add_page()
    _line(pdf, receipt.title, 16, "B")
    pdf.ln(4)
    for label, value in receipt.facts:
        _line(pdf, label, 9)
        _line(pdf, value, 12, "B")
        pdf.ln(2)
    pdf.ln(2)
    _line(pdf, receipt.next_steps, 11)
    pdf.ln(4)
    pdf.image(io.BytesIO(_qr(receipt.link)), x=LEFT, w=QR)
    _line(pdf, receipt.scan, 9)
    return bytes(pdf.output())


def _line(pdf: "FPDF", text: str, size: int, style: str = "") -> None:
    pdf.set_font("DejaVu", style, size)
    pdf.multi_cell(WIDTH, None, text, align="L", new_x="LMARGIN", new_y="NEXT")


def _qr(link: str) -> bytes:
    import segno

    image = io.BytesIO()
    segno.make(link, error="m", micro=False).save(image, kind="png", scale=8, border=2)
    return image.getvalue()
