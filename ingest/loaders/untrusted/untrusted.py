"""Files that may be built to do harm: opened in the sandbox, whose answers are no more trusted."""

from __future__ import annotations

import atexit
import functools
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path

from ingest.loaders import kinds
from ingest.loaders.items.insight_tables import Table
from ingest.loaders.pages.outline import title_from_name
from ingest.parsed import Parsed, Section
from ingest.sandbox import Sandbox
from knowledge.errors import DocumentError

_SAYS = {".pdf": "a PDF document", ".docx": "a Word document", ".xlsx": "an Excel workbook"}


def parse(path: Path, root: Path | None = None) -> Parsed:
    """An HTML page, a PDF or a Word document.

    Raises:
        DocumentError: it is locked, damaged, mislabelled, holds no text or breaks a limit.
    """
    content = _sandbox().call("ingest.loaders.untrusted.untrusted:opened", path)
    sections = content.get("sections")
    front = content.get("front")
    return Parsed(
        title=str(content.get("title") or "") or title_from_name(path, root),
        sections=tuple(map(_section, sections if isinstance(sections, list) else ())),
        front={str(key): str(value) for key, value in front.items()}
        if isinstance(front, dict)
        else {},
    )


def table(path: Path) -> Table:
    """The cells of a workbook's first sheet that holds any; its first row is the header.

    Raises:
        DocumentError: it is locked, damaged, mislabelled, empty or breaks a limit.
    """
    content = _sandbox().call("ingest.loaders.untrusted.untrusted:sheet", path)
    found = content.get("rows")
    cells = [[str(cell) for cell in row] for row in found] if isinstance(found, list) else []
    if not cells:
        raise DocumentError(f"{path.name} is empty: no sheet of it holds a cell.")
    others = content.get("others")
    left_out = f"Only its sheet {str(content.get('sheet'))!r} was read; the others were left out."
    return Table(cells[0], lambda: enumerate(cells[1:], start=2), (left_out,) if others else ())


def sheet(name: str) -> dict[str, object]:
    """The cells of a workbook as plain values; runs in the sandbox."""
    path = Path(name)
    with path.open("rb") as file:
        head = file.read(2048)
    _check(path, path.suffix.lower(), kinds.signature(path, head))
    from ingest.loaders.untrusted import spreadsheets  # noqa: PLC0415 - in the child only

    return spreadsheets.opened(name)


def opened(name: str) -> dict[str, object]:
    """The document as plain values; runs in the sandbox."""
    path = Path(name)
    suffix = path.suffix.lower()
    with path.open("rb") as file:
        head = file.read(2048)
    _check(path, suffix, kinds.signature(path, head))
    return asdict(_parser(suffix)(path))


def _check(path: Path, suffix: str, kind: str) -> None:
    if kind == "an old or encrypted Office document" and suffix in {".docx", ".xlsx"}:
        if "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
            raise DocumentError(f"{path.name} is locked with a password: save it without one.")
        old = "Word document" if suffix == ".docx" else "Excel workbook"
        raise DocumentError(f"{path.name} is an old {old}: save it as {suffix}.")
    if kind == "a damaged ZIP archive":
        raise DocumentError(f"{path.name} is damaged: it is cut off or was not saved to its end.")
    if kind != _SAYS.get(suffix, ""):
        really = f"is {kind}" if kind else "is not what its ending says"
        says = f", not what its ending {suffix} says" if kind else ""
        raise DocumentError(f"{path.name} {really}{says}: rename it.")


def _parser(suffix: str) -> Callable[[Path], Parsed]:
    """The family's parser, imported in the child only: its vendor takes memory and time."""
    if suffix in kinds.PDF:
        from ingest.loaders.untrusted import pdf  # noqa: PLC0415

        return pdf.parse
    if suffix in kinds.DOCX:
        from ingest.loaders.untrusted import word  # noqa: PLC0415

        return word.parse
    from ingest.loaders.pages import html  # noqa: PLC0415

    return html.parse


def _section(value: object) -> Section:
    if not isinstance(value, Mapping):
        return Section((), "")
    headings = value.get("headings")
    texts = tuple(map(str, headings)) if isinstance(headings, list) else ()
    return Section(texts, str(value.get("text", "")))


@functools.cache
def _sandbox() -> Sandbox:
    sandbox = Sandbox()
    atexit.register(sandbox.close)
    return sandbox
