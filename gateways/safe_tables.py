"""Tables that somebody sends in a chat: CSV or XLSX, read within limits, formulas never worked out.

A workbook is a zip of XML, so a small file can unfold into a huge one: what the zip announces is summed up before
anything is unpacked, and Python unpacks no more than was announced. XML that defines entities is refused. Cells are read
as they stand: a formula is a text that begins with “=”, which is no mark.
"""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from domain.not_allowed import NotAllowed, Reason
from gateways.tables import Line, Table

MOST_BYTES = 2 * 1024 * 1024
MOST_UNFOLDED = 16 * 1024 * 1024
MOST_PARTS = 200
MOST_ROWS, MOST_COLUMNS = 2000, 60

_XLSX = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


def check_size(size: int) -> None:
    """NotAllowed TABLE_TOO_LARGE (at_most, in MB)."""
    if size > MOST_BYTES:
        raise NotAllowed(Reason.TABLE_TOO_LARGE, at_most=MOST_BYTES // 1024 // 1024)


def read(content: bytes) -> Table:
    """The first sheet; NotAllowed FILE_EMPTY, TABLE_TOO_LARGE, TABLE_UNREADABLE. Takes a while: call it in a thread."""
    if not content:
        raise NotAllowed(Reason.FILE_EMPTY)
    check_size(len(content))
    try:
        rows = list(islice(_workbook(content) if content.startswith(_XLSX) else _csv(content), MOST_ROWS + 1))
    except NotAllowed:
        raise
    except Exception as error:  # a broken or hostile file can raise anything; it is told apart by nobody
        raise NotAllowed(Reason.TABLE_UNREADABLE) from error
    if len(rows) > MOST_ROWS:
        raise NotAllowed(Reason.TABLE_TOO_LARGE, at_most=MOST_BYTES // 1024 // 1024)
    return _table(rows)


def _table(rows: Sequence[Sequence[str]]) -> Table:
    head, *rest = rows or [[]]
    named = [value.strip().casefold() for value in head]
    columns = tuple(named[: max((at for at, name in enumerate(named, 1) if name), default=0)])
    lines = (
        Line(number, {name: value.strip() for name, value in zip(columns, row, strict=False) if name})
        for number, row in enumerate(rest, 2)
    )
    return Table(columns, tuple(line for line in lines if any(line.values.values())))


def _csv(content: bytes) -> Iterator[Sequence[str]]:
    if b"\0" in content or content.startswith(_OLD_EXCEL):
        raise NotAllowed(Reason.TABLE_UNREADABLE)
    text = _text(content)
    first = text.partition("\n")[0]
    divider = max((";", ",", "\t"), key=first.count)
    for row in csv.reader(io.StringIO(text), delimiter=divider):
        yield row[:MOST_COLUMNS]


def _text(content: bytes) -> str:
    """UTF-8, or what Excel writes here when asked for plain CSV."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1251")


def _workbook(content: bytes) -> Iterator[Sequence[str]]:
    from openpyxl import load_workbook  # read when first needed: it is slow to import

    _check_zip(content)
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    for row in book.worksheets[0].iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS, values_only=True):
        yield [_said(value) for value in row]


def _check_zip(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        every = parts.infolist()
        if len(every) > MOST_PARTS or sum(part.file_size for part in every) > MOST_UNFOLDED:
            raise NotAllowed(Reason.TABLE_TOO_LARGE, at_most=MOST_BYTES // 1024 // 1024)
        for part in every:
            xml = parts.read(part)
            if xml.startswith((b"\xff\xfe", b"\xfe\xff")) or b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
                raise NotAllowed(Reason.TABLE_UNREADABLE)


def _said(value: Any) -> str:
    """A cell as people typed it; Excel keeps 1 as 1.0, and a formula of several cells as an object."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value) if isinstance(value, str | int | float) else "="
