"""PDF documents: the text of each page."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from ingest.parsed import Parsed, Section
from knowledge.errors import DocumentError

_MOST_PAGES = 3000
_NO_TITLE = re.compile(r"untitled|microsoft word|\.\w{3,4}$|^\W*$", re.IGNORECASE)


def parse(path: Path) -> Parsed:
    """A document with one section a page, called "page N"; its title is "" where it has none.

    Raises:
        DocumentError: it is locked with a password, damaged, too long, or holds no text.
    """
    try:
        reader = PdfReader(path)
        _unlock(reader, path.name)
        if len(reader.pages) > _MOST_PAGES:
            raise DocumentError(f"{path.name} has more than {_MOST_PAGES} pages: split it.")
        pages = [_lines(page.extract_text()) for page in reader.pages]
        title = _title(reader)
    except DependencyError as problem:
        raise DocumentError(_locked(path.name)) from problem
    except (PyPdfError, ValueError, TypeError, KeyError, AttributeError, IndexError) as problem:
        raise DocumentError(f"{path.name} is damaged: it cannot be read as a PDF.") from problem
    found = [
        Section((f"page {number}",), _paragraphs(lines))
        for number, lines in enumerate(_without_furniture(pages), start=1)
        if lines
    ]
    if not found:
        raise DocumentError(
            f"{path.name} holds no text, perhaps only images of it: text in images is not read yet."
        )
    return Parsed(title=title, sections=tuple(found))


def _unlock(reader: PdfReader, name: str) -> None:
    """Documents that are only locked against changes open with an empty password."""
    if reader.is_encrypted and not reader.decrypt(""):
        raise DocumentError(_locked(name))


def _locked(name: str) -> str:
    return f"{name} is locked with a password: save it without one."


def _title(reader: PdfReader) -> str:
    title = " ".join(str((reader.metadata and reader.metadata.title) or "").split())
    return "" if _NO_TITLE.search(title) or len(title) > 150 else title


def _lines(text: str) -> list[str]:
    """Lines of a page; a hyphen at a line's end joins the word again, runs of spaces are one."""
    whole = re.sub(r"(?<=[a-z])-[ \t]*\n(?=[a-z])", "", text.replace("\u00ad", ""))
    return [" ".join(line.split()) for line in whole.split("\n")]


def _without_furniture(pages: list[list[str]]) -> list[list[str]]:
    """Running heads and feet go: first and last lines that most of many pages share."""
    kept = [_trimmed(page) for page in pages]
    if len(pages) < 4:
        return kept
    ends = Counter(
        _without_numbers(line) for page in kept for line in {*page[:1], *page[-1:]} if line
    )
    often = {line for line, count in ends.items() if count > len(pages) * 0.6}
    return [
        [
            line
            for at, line in enumerate(page)
            if at not in {0, len(page) - 1} or _without_numbers(line) not in often
        ]
        for page in kept
    ]


def _without_numbers(line: str) -> str:
    return re.sub(r"\d+", "#", line)


def _trimmed(lines: list[str]) -> list[str]:
    texts = [at for at, line in enumerate(lines) if line]
    return lines[texts[0] : texts[-1] + 1] if texts else []


def _paragraphs(lines: list[str]) -> str:
    """Lines that fill the width run on; short ones, and those before a bullet, end a paragraph."""
    widest = max(len(line) for line in lines)
    out = ""
    before = ""
    for line in lines:
        if not line:
            out += "\n\n" if out and not out.endswith("\n\n") else ""
        elif not out or out.endswith("\n"):
            out += line
        elif _runs_on(before, line, widest):
            out += f" {line}"
        else:
            out += f"\n{line}"
        before = line
    return out.strip()


def _runs_on(before: str, line: str, widest: int) -> bool:
    if re.match(r"[\u2022\u25cf\u2013*-]\s|\(?\d{1,3}[.)]\s", line):
        return False
    full = len(before) > widest * 0.7 and widest > 30
    return full or (line[:1].islower() and not before.endswith((".", ":", "!", "?")))
