"""Papers as PDF: A4, a font that has Kazakh's letters, a line, a QR code. Whoever draws does so in a thread."""

import io
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fpdf import FPDF

LEFT, WIDTH = 20.0, 170.0  # millimetres on A4
QR = 45.0  # millimetres


def font() -> Path:
    """DejaVu Sans, which has Ә Ғ Қ Ң Ө Ұ Ү Һ І; it comes with matplotlib, which itself is not loaded."""
    found = find_spec("matplotlib")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "mpl-data" / "fonts" / "ttf" / "DejaVuSans.ttf"


def blank(title: str, language: str, at: datetime) -> "FPDF":
    """A paper without pages."""
    from fpdf import FPDF  # seconds to load, and only in the thread that draws

    pdf = FPDF(format="A4")
    pdf.set_creation_date(at)
    pdf.set_title(title)
    pdf.set_lang(language)
    pdf.set_margins(LEFT, LEFT)
    pdf.add_font("DejaVu", "", font())
    pdf.add_font("DejaVu", "B", font().with_name("DejaVuSans-Bold.ttf"))
    return pdf


def line(pdf: "FPDF", text: str, size: int, style: str = "") -> None:
    """A paragraph; `style` B is bold."""
    pdf.set_font("DejaVu", style, size)
    pdf.multi_cell(WIDTH, None, text, align="L", new_x="LMARGIN", new_y="NEXT")


def facts(pdf: "FPDF", told: tuple[tuple[str, str], ...]) -> None:
    """Labels, each with its value beneath it."""
    for label, value in told:
        line(pdf, label, 9)
        line(pdf, value, 12, "B")
        pdf.ln(2)


def qr(pdf: "FPDF", link: str, size: float = QR) -> None:
    """A link to be scanned."""
    import segno

    image = io.BytesIO()
    segno.make(link, error="m", micro=False).save(image, kind="png", scale=8, border=2)
    pdf.image(image, x=LEFT, w=size)
