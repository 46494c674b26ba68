"""Tables that an operator brings: CSV, or the first sheet of an XLSX workbook; every value as the text that stands there."""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_XLSX = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: its number as people count it, and its values by column; a column that is not there is empty."""

    number: int
    values: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values.get(column, "")


@dataclass(frozen=True, slots=True)
class Table:
    """The columns that the first line names, and the lines beneath it; empty lines are left out."""

    columns: tuple[str, ...]
    lines: tuple[Line, ...]


def read(content: bytes) -> Table:
    """CSV in UTF-8, or XLSX; ValueError in plain words for anything else."""
    if content.startswith(_XLSX):
        return _table(_sheet(content))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError("the file is neither XLSX nor CSV in UTF-8; save it as one of these") from None
    return read_csv(text)


def read_csv(text: str) -> Table:
    """CSV, divided by commas or, as Excel often does here, by semicolons."""
    first = text.lstrip("\ufeff").partition("\n")[0]
    divider = ";" if first.count(";") > first.count(",") else ","
    return _table(csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=divider))


def write_csv(path: Path, rows: Sequence[Sequence[str]]) -> None:
    """A CSV that Excel opens as UTF-8."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)


def write_xlsx(path: Path, rows: Sequence[Sequence[str]]) -> None:
    """A workbook of one sheet, every cell a text, so that no code loses its zeros."""
    from openpyxl import Workbook  # only an operator's command needs it

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(list(row))
    book.save(path)


def _table(rows: Iterator[Sequence[str]]) -> Table:
    columns = tuple(column.strip().lower() for column in next(rows, ()))
    lines = (
        Line(number, {name: value.strip() for name, value in zip(columns, row, strict=False)})
        for number, row in enumerate(rows, 2)
    )
    return Table(columns, tuple(line for line in lines if any(line.values.values())))


def _sheet(content: bytes) -> Iterator[Sequence[str]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError):
        raise ValueError("the workbook can't be opened; save it anew as XLSX") from None
    for row in book.worksheets[0].iter_rows(values_only=True):
        yield [_text(value) for value in row]


def _text(value: Any) -> str:
    """A cell as people typed it: Excel keeps 751410000 as 751410000.0."""
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
