"""What an answer came from, as far as somebody may read it. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection

from bot.blocks.feedback.feedback import Source
from knowledge.models import EVERYONE, Reader
from knowledge.store.questions.journal import NOT_FOUND, Entry

_NUMBERED = re.compile(r"\s*\[\d{1,3}\]")


def sources(entry: Entry, reader: Reader) -> list[Source]:
    """The pages, once each, that a reader may read."""
    told: dict[tuple[str, str], Source] = {}
    for one in entry.evidence:
        if _needed(entry, str(one.get("audience") or "")) <= reader.audiences:
            told.setdefault(
                (str(one.get("document")), str(one.get("title"))),
                Source(
                    str(one.get("title") or one.get("document") or ""),
                    str(one.get("link") or ""),
                    str(one.get("quote") or ""),
                ),
            )
    return list(told.values())


def answer(entry: Entry, reader: Reader) -> str:
    """The answer that was told, "" where it may hold what a reader cannot read."""
    needed = [_needed(entry, str(one.get("audience") or "")) for one in entry.evidence]
    if entry.outcome == NOT_FOUND or not needed:
        needed = [_needed(entry, "")]
    readable = all(one <= reader.audiences for one in needed)
    return plain(entry.answer) if readable else ""


def readable(entry: Entry, reader: Reader) -> bool:
    """Whether somebody may still read all that an answer was told from."""
    needed = [_needed(entry, str(one.get("audience") or "")) for one in entry.evidence]
    return all(one <= reader.audiences for one in needed or [_needed(entry, "")])


def plain(text: str) -> str:
    """An answer without its `[n]`."""
    return _NUMBERED.sub("", text).strip()


def _needed(entry: Entry, audience: str) -> frozenset[str]:
    """What a page takes to be read; where nobody knows, everything that the asker could read."""
    return frozenset({audience} if audience else entry.audiences)


def shared(one: Reader, other: Reader, entry: Entry | None) -> tuple[list[str], str]:
    """The audiences that two people are both in, and the one that fits a question best.

    That is the audience of its first page, else everyone, else the first by name; "" of none.
    """
    both = sorted(one.audiences & other.audiences, key=lambda name: (name != EVERYONE, name))
    near = [str(page.get("audience") or "") for page in (entry.evidence if entry else ())]
    return both, _preferred(both, near)


def _preferred(both: list[str], near: Collection[str]) -> str:
    fitting = [name for name in near if name in both]
    return next(iter([*fitting[:1], *both]), "")
