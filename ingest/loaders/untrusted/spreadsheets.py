"""The cells of a workbook's first sheet that holds any; runs in the sandbox."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from ingest.loaders.untrusted.archives import check
from knowledge.errors import DocumentError


def opened(name: str) -> dict[str, object]:
    """{"rows": cells as texts, row by row, empty rows left out; "sheet": its name, "others": n}.

    Raises:
        DocumentError: it is damaged or locked, or unpacks to too much.
    """
    path = Path(name)
    try:
        check(path)
        book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as problem:
        raise DocumentError(
            f"{path.name} is damaged, locked or no Excel workbook: save it anew as .xlsx or CSV."
        ) from problem
    sheets = book.worksheets
    for sheet in sheets:
        rows = [row for row in _rows(sheet.iter_rows(values_only=True)) if any(row)]
        if rows:
            return {"rows": rows, "sheet": sheet.title, "others": len(sheets) - 1}
    return {"rows": [], "sheet": "", "others": 0}


def _rows(cells: Iterator[tuple[object, ...]]) -> Iterator[list[str]]:
    return ([_text(cell) for cell in row] for row in cells)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.date().isoformat() if midnight else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
