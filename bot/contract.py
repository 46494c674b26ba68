"""The electronic contract on paper: one PDF, a page in Kazakh and a page in Russian, with a QR code that staff can check."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from bot import paper

SMALL_QR = 32.0  # millimetres: a contract fits on its page


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on one page, in words of one language."""

    title: str
    number: str
    parts: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    """A heading, and the facts beneath it: label and value."""
    terms: str
    scan: str = ""
    """What the code beneath it is for; where there is no code, nothing."""


@lru_cache(maxsize=32)
def pdf_of(pages: tuple[Page, ...], link: str, at: datetime) -> bytes:
    """The contract, a page for each language; the same for both parents and the kindergarten, who get it together.

    Without a `link` it is the one that is still to be signed: there is nothing to check yet.
    """
    pdf = paper.blank(" / ".join(page.title for page in pages), "kk", at)
    for page in pages:
        pdf.add_page()
        paper.line(pdf, page.title, 15, "B")
        paper.line(pdf, page.number, 10)
        for heading, facts in page.parts:
            pdf.ln(3)
            paper.line(pdf, heading, 11, "B")
            for label, value in facts:
                paper.line(pdf, f"{label}: {value}", 10)
        pdf.ln(3)
        paper.line(pdf, page.terms, 10)
        if link:
            pdf.ln(3)
            paper.qr(pdf, link, SMALL_QR)
            paper.line(pdf, page.scan, 8)
    return bytes(pdf.output())
