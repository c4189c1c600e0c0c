"""HTML pages: what a reader would see of them."""

from __future__ import annotations

import re
from pathlib import Path

from ingest.loaders.encoding import decode
from ingest.loaders.pages import markup
from ingest.loaders.pages.outline import first_heading, sections
from ingest.parsed import Parsed

_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)
_AS_BROWSERS_DO = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "ascii": "cp1252",
}


def parse(path: Path) -> Parsed:
    """A page: titled by its first heading, else by its <title>; "" where it has neither."""
    text = _text(path.read_bytes())
    found = markup.events(text, "lxml")
    title = first_heading(found)
    if not title:
        named = _TITLE.search(text)
        title = " ".join(text for _, text in markup.events(named.group(1))) if named else ""
    return Parsed(title=title, sections=sections(found, title))


def _text(data: bytes) -> str:
    """The charset that the page declares counts, unless the bytes contradict it."""
    declared = _CHARSET.search(data[:4096])
    if declared and b"\0" not in data[:4096]:
        name = declared.group(1).decode("ascii").lower()
        try:
            return data.decode(_AS_BROWSERS_DO.get(name, name))
        except (LookupError, UnicodeDecodeError):
            return decode(data)
    return decode(data)
