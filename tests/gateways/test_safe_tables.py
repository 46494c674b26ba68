"""Tables from a chat: limits, formulas, what hostile files do."""

import zipfile
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from domain.not_allowed import NotAllowed, Reason
from gateways import safe_tables
from gateways.workbooks import Page, workbook

ROWS = [["№", "Аты", "1"], ["7", "Әлихан", "Б"]]


def refused(content: bytes) -> Reason:
    """Why a file is not read."""
    with pytest.raises(NotAllowed) as no:
        safe_tables.read(content)
    return no.value.reason


def with_part(name: str, part: bytes) -> bytes:
    """A good workbook with one more part, or another in place of one."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(workbook([Page("1", ROWS)]))) as good, zipfile.ZipFile(out, "w") as made:
        for one in good.infolist():
            if one.filename != name:
                made.writestr(one, good.read(one))
        made.writestr(name, part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        workbook([Page("1", ROWS), Page("2", [["x"]])]),
        "№;Аты;1\r\n7;Әлихан;Б\r\n;;\r\n".encode(),
        "\ufeff№,Аты,1\n7,Әлихан,Б".encode(),
        "№\tАты\t1\n7\tӘлихан\tБ".encode(),
    ],
)
def test_what_excel_writes(content: bytes) -> None:
    table = safe_tables.read(content)
    assert table.columns == ("№", "аты", "1")
    (line,) = table.lines
    assert (line.number, line.values) == (2, {"№": "7", "аты": "Әлихан", "1": "Б"})


def test_plain_csv_of_a_russian_windows() -> None:
    table = safe_tables.read("№;1\n7;Б".encode("cp1251"))
    assert table.lines[0].values == {"№": "7", "1": "Б"}


def test_numbers_and_formulas_as_they_stand() -> None:
    """A formula is not worked out: it is a text that begins with “=”."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["№", 1, 2.0, "3"])
    sheet.append([7, 1.0, "=1+1", True])
    out = BytesIO()
    book.save(out)
    table = safe_tables.read(out.getvalue())
    assert table.columns == ("№", "1", "2", "3")
    assert table.lines[0].values == {"№": "7", "1": "1", "2": "=1+1", "3": "True"}


def test_texts_that_look_like_formulas_are_written_as_texts() -> None:
    content = workbook([Page("1", [["a"], ["=1+1"], [5], [None]])])
    cells = [row[0] for row in load_workbook(BytesIO(content)).worksheets[0].iter_rows()]
    assert [(cell.data_type, cell.value) for cell in cells[:3]] == [("s", "a"), ("s", "=1+1"), ("n", 5)]


def test_what_is_no_table() -> None:
    assert refused(b"") is Reason.FILE_EMPTY
    for content in (b"PK\x03\x04 torn", b"\xd0\xcf\x11\xe0 old", b"a\0b", workbook([Page("1", ROWS)])[:-80]):
        assert refused(content) is Reason.TABLE_UNREADABLE
    assert refused(with_part("xl/workbook.xml", b"<nothing/>")) is Reason.TABLE_UNREADABLE


@pytest.mark.parametrize(
    "part",
    [
        b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
        b'<?xml version="1.0"?><!ENTITY a SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE x [<!ENTITY a "b">]><x/>'.encode("utf-16"),
    ],
)
def test_entities_are_refused(part: bytes) -> None:
    assert refused(with_part("xl/sharedStrings.xml", part)) is Reason.TABLE_UNREADABLE


def test_too_much_of_anything() -> None:
    """By size, unfolded, by parts, by lines; columns beyond the sixtieth are not read."""
    assert refused(b"0" * (safe_tables.MOST_BYTES + 1)) is Reason.TABLE_TOO_LARGE
    assert refused(with_part("xl/big.xml", b" " * safe_tables.MOST_UNFOLDED)) is Reason.TABLE_TOO_LARGE
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as many:
        for number in range(safe_tables.MOST_PARTS + 1):
            many.writestr(str(number), b"")
    assert refused(out.getvalue()) is Reason.TABLE_TOO_LARGE
    assert refused(b"a\n" * (safe_tables.MOST_ROWS + 1)) is Reason.TABLE_TOO_LARGE
    assert len(safe_tables.read(b";".join([b"a"] * 100)).columns) == safe_tables.MOST_COLUMNS
