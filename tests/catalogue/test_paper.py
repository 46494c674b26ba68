"""The contract as PDF: both languages, every Kazakh letter, the code to scan."""

from datetime import UTC, datetime

from bot.contract import Page, pdf_of
from tests.catalogue.pdf_text import pages, pictures

NOW = datetime(2026, 11, 16, 5, tzinfo=UTC)
LINK = "https://t.me/b?start=check_c0000001-1_0123456789abcdef"
LETTERS = "ӘәҒғҚқҢңӨөҰұҮүҺһІі№«»–••••0016"


def page(title: str) -> Page:
    parts = (("Тараптар", (("Ата-ана", "Сынақова Айгүл"), ("Әріптер", LETTERS))),)
    return Page(title, "№ 0000001-1", parts, "Қабылдайды.", "Тексереді.")


def test_a_page_for_each_language_with_the_code_on_both() -> None:
    paper = pdf_of((page("Келісімшарт"), page("Договор")), LINK, NOW)
    assert paper.startswith(b"%PDF-")
    assert len(paper) < 100_000
    kk, ru = pages(paper)
    assert kk.startswith("Келісімшарт № 0000001-1 Тараптар Ата-ана: Сынақова Айгүл")
    assert ru.startswith("Договор № 0000001-1")
    assert all(LETTERS in each for each in (kk, ru))
    assert pictures(paper) == [1, 1]


def test_a_name_as_long_as_names_get_stays_on_the_page() -> None:
    long = " ".join(["Ұлттық Ғылыми-Тәжірибелік Бөбекжай-бақшасы"] * 12)
    parts = tuple((f"Бөлім {n}", (("Атауы", long),)) for n in range(4))
    paper = pdf_of((Page("Келісімшарт", "№ 1", parts, long, long),), LINK, NOW)
    (told,) = pages(paper)
    assert told.count("Бөбекжай-бақшасы") == 12 * 6
