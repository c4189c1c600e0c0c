"""Which family a file belongs to, by its name and by its first bytes."""

from __future__ import annotations

import zipfile
from pathlib import Path

MARKDOWN = frozenset({".md", ".markdown", ".mdown", ".mkd", ".mdx"})
TEXT = frozenset({".txt", ".text", ""})
HTML = frozenset({".html", ".htm", ".xhtml"})
PDF = frozenset({".pdf"})
DOCX = frozenset({".docx"})
YAML = frozenset({".yml", ".yaml"})
CSV = frozenset({".csv", ".tsv"})
TURTLE = frozenset({".ttl"})
JSON = frozenset({".json", ".jsonl", ".ndjson"})
SHEET = frozenset({".xlsx"})
TABLES = CSV | JSON | SHEET

LATER = {
    ".pptx": "presentations come with a later version",
    ".ppt": "presentations come with a later version",
    ".odp": "presentations come with a later version",
    ".xlsx": "spreadsheets come with a later version",
    ".xls": "spreadsheets come with a later version",
    ".ods": "spreadsheets come with a later version",
    ".csv": "tables among documents come with a later version",
    ".tsv": "tables among documents come with a later version",
    ".parquet": "tables among documents come with a later version",
    ".eml": "e-mails come with a later version",
    ".msg": "e-mails come with a later version",
    ".odt": "OpenDocument texts come with a later version; save it as .docx or .pdf",
    ".rtf": "rich text comes with a later version; save it as .docx or .pdf",
    ".doc": "it is an old Word document; save it as .docx or .pdf",
    ".json": "data files hold no text for people",
    ".ttl": "Turtle files are read as glossaries only",
    ".yml": "YAML files are read as glossaries only",
    ".yaml": "YAML files are read as glossaries only",
    ".zip": "it is an archive; unpack it first",
    ".gz": "it is an archive; unpack it first",
    ".tar": "it is an archive; unpack it first",
    ".7z": "it is an archive; unpack it first",
}
_IMAGES = frozenset(".png .jpg .jpeg .gif .webp .svg .bmp .tif .tiff .heic .ico".split())
_SIGNATURES = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"PK\x05\x06", "a ZIP archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old or encrypted Office document"),
    (b"{\\rtf", "a rich text document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\x1f\x8b", "a packed archive"),
    (b"7z\xbc\xaf", "a packed archive"),
    (b"SQLite format 3", "a database"),
    (b"PAR1", "a Parquet table"),
    (b"\x7fELF", "a program"),
)
_IN_ZIP = (
    ("word/", "a Word document"),
    ("xl/", "an Excel workbook"),
    ("ppt/", "a PowerPoint presentation"),
)


def later(suffix: str) -> str:
    """Why this version does not read such files; "" for an ending that nobody thought of."""
    if suffix in _IMAGES:
        return "text in images comes with a later version"
    return LATER.get(suffix, "")


def signature(path: Path, head: bytes) -> str:
    """What the file is by its first bytes, with its article; "" where they do not say."""
    for start, kind in _SIGNATURES:
        if head.startswith(start):
            return _zipped(path) if kind == "a ZIP archive" else kind
    return "a PDF document" if b"%PDF-" in head[:1024] else ""


def _zipped(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return "a damaged ZIP archive"
    for folder, kind in _IN_ZIP:
        if any(name.startswith(folder) for name in names[:2000]):
            return kind
    return "a ZIP archive"
