"""The door of the loaders: a file in, its documents in plain text out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ingest.loaders import kinds, plain_text
from ingest.loaders.csv_rows import csv_rows
from ingest.loaders.encoding import decode, is_text
from ingest.loaders.glossaries import glossaries
from ingest.loaders.items import insight_tables, item_texts, records
from ingest.loaders.pages import markdown
from ingest.loaders.untrusted import untrusted
from ingest.parsed import Parsed
from knowledge.errors import DocumentError, Unsupported
from knowledge.models import Source, SourceKind

LARGEST_TEXT = 20_000_000  # bytes; more than any text that people wrote
LARGEST_FILE = 200_000_000


def read(path: Path, source: Source, root: Path) -> list[Parsed]:
    """The documents of a file: one for most, with its text in sections.

    Args:
        path: of the file.
        source: that the file belongs to; its kind and fields decide how it is read.
        root: the source's folder; an index file in it is not called after it.

    Raises:
        Unsupported: this version does not read such files or sources.
        DocumentError: the file is empty, locked, damaged, too large or not what its name says.
    """
    suffix = path.suffix.lower()
    if source.kind is SourceKind.TABLE:
        raise Unsupported(
            f"{path.name} is a table: its numbers are computed, its rows are not read."
        )
    try:
        if source.kind is SourceKind.INSIGHTS:
            return [_items(path, suffix, source, root)]
        if source.kind is SourceKind.GLOSSARY:
            return [_glossary(path, suffix, source)]
        return [_document(path, suffix, root)]
    except RecursionError as problem:
        raise DocumentError(f"{path.name} is nested too deeply to be read.") from problem


def _items(path: Path, suffix: str, source: Source, root: Path) -> Parsed:
    """What customers said: one item a row of a table, or one a file."""
    if suffix in kinds.TABLES:
        return insight_tables.parse(_table(path, suffix), path, source.fields)
    if suffix in kinds.MARKDOWN:
        parsed = _document(path, suffix, root)
        return replace(parsed, items=(item_texts.front_item(parsed, source.fields),))
    if suffix in kinds.TEXT:
        text = _text(path)
        parsed = _with_text(plain_text.parse_item(text, path), path)
        return replace(parsed, items=(item_texts.text_item(text, source.fields),))
    later = "; save it as CSV or .xlsx" if suffix in {".parquet", ".xls", ".ods"} else ""
    raise Unsupported(
        f"{path.name} cannot be read yet: insights are read from .txt and .md files, and from "
        f"tables in .csv, .tsv, .xlsx, .json and .jsonl{later}."
    )


def _table(path: Path, suffix: str) -> insight_tables.Table:
    if suffix in kinds.SHEET:
        _size(path, LARGEST_FILE)
        return untrusted.table(path)
    text = _text(path, LARGEST_FILE)
    if suffix in kinds.JSON:
        return records.table(text, path)
    header = next(csv_rows(text, path.name), (1, []))[1]

    def rows() -> Iterator[insight_tables.Row]:
        lines = csv_rows(text, path.name)
        next(lines, None)
        return lines

    return insight_tables.Table(header, rows)


def _glossary(path: Path, suffix: str, source: Source) -> Parsed:
    if suffix in kinds.YAML:
        return glossaries.parse_yaml(_text(path), path)
    if suffix in kinds.CSV:
        return glossaries.parse_csv(_text(path), path, source.fields)
    if suffix in kinds.MARKDOWN | kinds.TEXT:
        return glossaries.parse_page(_text(path), path)
    if suffix in kinds.TURTLE:
        return glossaries.parse_skos(_text(path), path)
    raise Unsupported(
        f"{path.name} cannot be read yet: glossaries are read from YAML, CSV, Markdown, text and "
        "Turtle (SKOS) files."
    )


def _document(path: Path, suffix: str, root: Path) -> Parsed:
    if suffix in kinds.MARKDOWN:
        parsed = markdown.parse(_text(path), path, root)
    elif suffix in kinds.TEXT:
        parsed = plain_text.parse(_text(path), path, root)
    elif suffix in kinds.HTML | kinds.PDF | kinds.DOCX:
        _size(path, LARGEST_FILE)
        parsed = untrusted.parse(path, root)
    else:
        reason = kinds.later(suffix) or f"{suffix} files are not known"
        raise Unsupported(f"{path.name} cannot be read yet: {reason}.")
    return _with_text(parsed, path)


def _with_text(parsed: Parsed, path: Path) -> Parsed:
    if not parsed.sections:
        raise DocumentError(f"{path.name} is empty: it holds no text beside headings.")
    return parsed


def _text(path: Path, largest: int = 0) -> str:
    _size(path, largest or LARGEST_TEXT)
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise DocumentError(_unreadable(path, problem)) from problem
    kind = kinds.signature(path, data[:2048])
    if kind:
        raise DocumentError(
            f"{path.name} is {kind}, not what its ending {path.suffix} says: rename it."
        )
    text = decode(data)
    if not text.strip():
        raise DocumentError(f"{path.name} is empty.")
    if not is_text(text):
        raise DocumentError(
            f"{path.name} is not a text, or is damaged: it holds signs that no text has."
        )
    return text


def _size(path: Path, largest: int) -> None:
    try:
        size = path.stat().st_size
    except OSError as problem:
        raise DocumentError(_unreadable(path, problem)) from problem
    if size == 0:
        raise DocumentError(f"{path.name} is empty.")
    if size > largest:
        raise DocumentError(
            f"{path.name} is too large: it has {size / 1e6:.0f} MB, and {largest / 1e6:.0f} MB is "
            "the most for such a file; split it."
        )


def _unreadable(path: Path, problem: OSError) -> str:
    if isinstance(problem, PermissionError):
        return f"{path.name} cannot be opened: the program has no permission to read it."
    if isinstance(problem, FileNotFoundError):
        return f"{path.name} is not there any more."
    return f"{path.name} cannot be opened: {problem.strerror or 'the disk reports an error'}."
