"""Documents that were handed over in Slack: where they lie, under which names, for whom."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from knowledge.models import Source, SourceKind

SOURCE = "uploads: "
"""What the name of their sources begins with; the audience follows."""

_PLAIN = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"|?*]+')
_LONGEST = 120  # bytes of a name: file systems take 255, and this one gets things in front of it


@dataclass(frozen=True, slots=True)
class Taken:
    """A document that was handed over and read.

    Attributes:
        document: its name in answers.
        passages: how many pieces of it can be found.
        questions: that it can answer.
        elsewhere: other audiences that a document of this name was handed over for.
    """

    name: str
    document: str
    passages: int
    questions: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()


def handed_over(store: Path, audience: str) -> Source:
    """The source of what was handed over for an audience; its folder may not be there yet."""
    return Source(
        name=f"{SOURCE}{audience}",
        kind=SourceKind.DOCUMENTS,
        path=os.path.normpath(store / "uploads" / _folder(audience)),
        audience=audience,
        handed_over=True,
    )


def safe_name(name: str) -> str:
    """The name under which a file is kept: no path, not hidden, short; its ending stays."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    plain = _UNSAFE.sub(" ", last.encode("utf-8", "ignore").decode())
    plain = " ".join(plain.split()).lstrip(".~$ ").rstrip(". ")
    stem, dot, ending = plain.rpartition(".")
    if not dot or len(ending) > 10:
        stem, dot, ending = plain, "", ""
    room = _LONGEST - len(f"{dot}{ending}".encode())
    stem = stem.encode()[:room].decode("utf-8", "ignore").strip()
    return f"{stem or 'document'}{dot}{ending}"


def _folder(audience: str) -> str:
    """A name that no other audience gets, also where files' cases are the same."""
    if _PLAIN.fullmatch(audience):
        return audience
    readable = re.sub(r"[^a-z0-9]+", "-", audience.lower()).strip("-")[:40]
    return f"{readable}.{hashlib.sha256(audience.encode()).hexdigest()[:8]}"
