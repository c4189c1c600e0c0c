"""Limits of what a streaming message is made of."""

from __future__ import annotations

from collections.abc import Iterator

from bot.rehearsal.limits.checks import (
    Files,
    choice,
    many,
    shape,
    string,
    typed,
)
from bot.rehearsal.limits.elements import SOURCE

STATES = ("pending", "in_progress", "complete", "error")
_TEXT = string(100_000, 0)  # how long a text may be is told with another error
_LONGEST_TITLE = 3000


def _later(_value: object, _at: str, _files: Files) -> Iterator[str]:
    """Blocks are checked on their own, with an error of their own."""
    return iter(())


_CHUNKS = many(
    typed({
        "markdown_text": shape({"text": _TEXT}),
        "task_update": shape(
            {
                "id": string(255),
                "title": string(_LONGEST_TITLE),
                "status": choice(*STATES),
            },
            {
                "details": _TEXT,
                "output": _TEXT,
                "sources": many(typed({"url": SOURCE}), 0, 50),
            },
        ),
        "plan_update": shape({"title": string(_LONGEST_TITLE)}),
        "blocks": shape({"blocks": many(_later, 0, 50)}),
    }),
    0,
    1000,
)  # fmt: skip


def chunk_faults(chunks: object, files: Files) -> list[str]:
    """Everything that is wrong with chunks, in words with JSON pointers; blocks are left out."""
    return list(_CHUNKS(chunks, "/chunks", files))
