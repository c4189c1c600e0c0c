"""The evaluation pack's real files: read, skipped or refused, and never more than that."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from ingest.loaders.reading import read
from ingest.splitter import split
from knowledge.errors import DocumentError
from knowledge.models import Source, SourceKind

PACK = Path(__file__).parents[4] / "shared" / "pack"
pytestmark = [
    pytest.mark.pack,
    pytest.mark.skipif(not PACK.is_dir(), reason="the pack is not beside the project"),
]


def outcome(path: Path) -> str:
    source = Source("pack", SourceKind.DOCUMENTS, str(path.parent), "everyone")
    try:
        return read(path, source, path.parent)[0].title
    except DocumentError as reason:
        return str(reason)


@pytest.mark.parametrize("folder", ["bad", "office"])
def test_every_hostile_or_foreign_file_is_read_or_has_a_sentence(folder):
    started = time.monotonic()

    outcomes = {path.name: outcome(path) for path in sorted((PACK / folder).iterdir())}

    assert all(outcomes.values())
    assert time.monotonic() - started < 60


def test_locked_broken_and_bombs_are_called_so():
    reasons = {
        "password.pdf": "locked with a password",
        "testWORD_protected_passtika.docx": "locked with a password",
        "truncated.docx": "damaged",
        "bomb_300mb.docx": "200 MB is the most",
        "actually-an-xlsx.pdf": "an Excel workbook",
        "empty.txt": "is empty",
        "whitespace-only.txt": "is empty",
    }

    assert {
        name for name, reason in reasons.items() if reason not in outcome(PACK / "bad" / name)
    } == set()


def test_every_page_of_the_handbook_is_split_within_its_limit():
    root = PACK / "corpus" / "handbook"
    source = Source("handbook", SourceKind.DOCUMENTS, str(root), "everyone")
    pages = sorted(root.rglob("*.md"))[::20]

    pieces = [
        piece
        for page in pages
        for parsed in read(page, source, root)
        for piece in split(parsed, lambda text: len(text) // 4 + 2, 256)
    ]

    assert len(pieces) > len(pages)
    assert max(len(piece.text) for piece in pieces) <= 1000
