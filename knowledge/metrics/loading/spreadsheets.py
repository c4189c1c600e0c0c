"""Spreadsheets: the first sheet of an XLSX file as a table; for a query all of them by name."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from knowledge.errors import DocumentError
from knowledge.metrics.loading.raw import Raw
from knowledge.metrics.loading.rows import written

Cells = Sequence[object]

_OLE = b"\xd0\xcf\x11\xe0"  # an XLSX file with a password is one of these; so is an old XLS
_MOST_ENTRIES = 2_000
_MOST_UNPACKED = 2_000_000_000  # streamed, a sheet of a million rows is about 500 MB
_MOST_HELD = 200_000_000  # every part but the sheets is held in memory
_HIGHEST_RATIO = 100
_SMALL = 1_000_000  # bytes; whatever their ratio, they harm nobody
_LOOKED_AT = 50  # rows in which the header is found
_ERRORS = frozenset("#N/A #REF! #VALUE! #DIV/0! #NAME? #NULL! #NUM! #ERROR! #SPILL!".split())


def read(name: str, file: Path, folder: Path, *, every: bool = False) -> list[Raw]:
    """The first sheet that holds rows; with `every` all that do, in their order.

    Empty rows and columns around the table, and a title above it, are left out: the header is the
    first row with two filled cells.

    Raises:
        DocumentError: the file is protected, damaged or a bomb, or no sheet holds rows.
    """
    _inspect(name, file)
    found: list[Raw] = []
    try:
        for title, rows in _sheets(file):
            place = folder / f"sheet{len(found)}.csv"
            table = _table(title if every else name, rows, place)
            if table:
                found.append(table)
            if found and not every:
                break
    except DocumentError:
        raise
    except Exception as error:  # openpyxl raises whatever it meets in a damaged file
        raise DocumentError(_damaged(name, file)) from error
    if not found:
        raise DocumentError(f"The table '{name}' is empty: no sheet of {file.name} has rows.")
    return found


def _sheets(file: Path) -> Iterator[tuple[str, Iterator[Cells]]]:
    """The titles and rows of the sheets, one open at a time."""
    import openpyxl  # noqa: PLC0415 - a quarter of a second, for those who have spreadsheets

    book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
    try:
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # what a file says of its size may be wrong
            yield str(sheet.title), sheet.iter_rows(values_only=True)
    finally:
        book.close()


def _table(name: str, rows: Iterator[Cells], place: Path) -> Raw | None:
    filled = (_cleaned(row) for row in rows)
    filled = (row for row in filled if any(cell is not None for cell in row))
    top = list(islice(filled, _LOOKED_AT))
    if not top:
        return None
    at = next((at for at, row in enumerate(top) if len(row) - row.count(None) > 1), 0)
    top = top[at:]
    width = max(len(row) for row in top)
    used = [i for i in range(width) if any(len(row) > i and row[i] is not None for row in top)]
    columns = range(used[0], used[-1] + 1)
    header = [_cell(top[0], i) for i in columns]
    body = ([_cell(row, i) for i in columns] for row in chain(top[1:], filled))
    return written(name, header, body, place)


def _cell(row: Cells, at: int) -> object:
    return row[at] if at < len(row) else None


def _cleaned(row: Cells) -> Cells:
    """Errors of formulas and blank texts are nothing."""
    return tuple(
        None if isinstance(cell, str) and (not cell.strip() or cell in _ERRORS) else cell
        for cell in row
    )


def _inspect(name: str, file: Path) -> None:
    """Refuses what is no spreadsheet, or one that is built to fill the memory, unopened.

    Unpacking stops at the sizes that the directory tells, so a lie in it does no harm.
    """
    with file.open("rb") as stream:
        if stream.read(4) == _OLE:
            raise DocumentError(
                f"The table '{name}' cannot be read: {file.name} has a password or is an old XLS"
                " file; save it as XLSX without a password."
            )
    try:
        with zipfile.ZipFile(file) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise DocumentError(_damaged(name, file)) from error
    held = sum(part.file_size for part in parts if "worksheets/" not in part.filename)
    if (
        len(parts) > _MOST_ENTRIES
        or held > _MOST_HELD
        or sum(part.file_size for part in parts) > _MOST_UNPACKED
        or any(_bursting(part) for part in parts)
    ):
        raise DocumentError(
            f"The table '{name}' is refused: {file.name} unpacks to far more than its size; save it"
            " as CSV."
        )


def _bursting(part: zipfile.ZipInfo) -> bool:
    return part.file_size > max(_SMALL, part.compress_size * _HIGHEST_RATIO)


def _damaged(name: str, file: Path) -> str:
    return f"The table '{name}' cannot be read: {file.name} is no sound spreadsheet."
