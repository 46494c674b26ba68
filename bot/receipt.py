"""The receipt of an application on paper: PDF in the parent's language, with a QR code that staff can check."""

from dataclasses import dataclass
from datetime import datetime

from bot import paper


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


def pdf_of(receipt: Receipt) -> bytes:
    """One page of A4."""
    pdf = paper.blank(receipt.title, receipt.language, receipt.at)
    pdf.add_page()
    paper.line(pdf, receipt.title, 16, "B")
    pdf.ln(4)
    paper.facts(pdf, receipt.facts)
    pdf.ln(2)
    paper.line(pdf, receipt.next_steps, 11)
    pdf.ln(4)
    paper.qr(pdf, receipt.link)
    paper.line(pdf, receipt.scan, 9)
    return bytes(pdf.output())
