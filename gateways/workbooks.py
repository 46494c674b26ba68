"""Writing XLSX workbooks that people open: texts stay texts, whatever they begin with."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet: its title (31 characters at most), its rows, the widths of its first columns in characters."""

    title: str
    rows: Sequence[Sequence[Cell]]
    widths: Sequence[int] = ()


def workbook(pages: Sequence[Page]) -> bytes:
    """The workbook; its first row of each sheet is bold and stays in sight. Takes a while: call it in a thread."""
    from openpyxl import Workbook  # read when first needed: it is slow to import
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    for page in pages:
        sheet = book.create_sheet(page.title)
        sheet.freeze_panes = "A2"
        for number, width in enumerate(page.widths, 1):
            sheet.column_dimensions[get_column_letter(number)].width = width
        for number, row in enumerate(page.rows):
            sheet.append([_cell(sheet, value, heading=number == 0) for value in row])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: Any, value: Cell, *, heading: bool) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Font

    if isinstance(value, str):
        value = ILLEGAL_CHARACTERS_RE.sub("", value)  # a register may have any; XML knows no control characters
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type = "s"  # a text that begins with "=" is no formula
    if heading:
        cell.font = Font(bold=True)
    return cell
