"""What a CSV file is: its characters, its separator and its header; copied into UTF-8."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from knowledge.errors import DocumentError
from knowledge.metrics.loading.raw import Known, Raw, csv_relation, unique

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SEPARATORS = ",;\t|"
_PIECE = 1 << 20


def read(name: str, file: Path, folder: Path) -> Raw:
    """A CSV file as a table; its copy in UTF-8 is put in the folder.

    Raises:
        DocumentError: there is no header, or no text.
    """
    copy = folder / "copy.csv"
    _copy(file, copy, encoding_of(file))
    with copy.open(encoding="utf-8", newline="") as stream:
        head = stream.read(_PIECE)
    if "\0" in head:
        raise DocumentError(f"The table '{name}' cannot be read: the file is not text.")
    separator, names = dialect(head)
    columns = dict.fromkeys(names, Known.NOTHING)
    return Raw(name, csv_relation(copy, names, separator), columns, separator != ",")


def encoding_of(file: Path) -> str:
    """The encoding of a file by its mark or its zeros, else UTF-8, else cp1252."""
    with file.open("rb") as stream:
        head = stream.read(_PIECE)
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    for encoding, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        if zeros and zeros.count(0) > len(zeros) * 0.4:  # Latin text in UTF-16: each second byte
            return encoding
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for piece in _pieces(file):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def dialect(head: str) -> tuple[str, list[str]]:
    """The separator, and the header's names made unique and never empty.

    Raises:
        DocumentError: there is no header.
    """
    separator = max(_SEPARATORS, key=lambda sign: _width(head, sign))
    try:
        header = next(csv.reader(StringIO(head, newline=""), delimiter=separator), [])
    except csv.Error as error:
        raise DocumentError("The table cannot be read: its first line is no header.") from error
    if not any(name.strip() for name in header):
        raise DocumentError("The table is empty: its first line must name the columns.")
    return separator, unique(header)


def _copy(file: Path, copy: Path, encoding: str) -> None:
    """The same text in UTF-8 without a mark, lines ended with a line feed."""
    with (
        file.open(encoding=encoding, errors="replace") as source,
        copy.open("w", encoding="utf-8", newline="\n") as target,
    ):
        while piece := source.read(_PIECE):
            target.write(piece)


def _pieces(file: Path) -> Iterator[bytes]:
    with file.open("rb") as stream:
        while piece := stream.read(_PIECE):
            yield piece


def _width(text: str, separator: str) -> int:
    """Columns of the first row, where the second has as many; else fewer count."""
    rows = csv.reader(StringIO(text, newline=""), delimiter=separator)
    try:
        first, second = next(rows, []), next(rows, [])
    except csv.Error:
        return 0
    return len(first) * 2 if len(first) == len(second) else len(first)
