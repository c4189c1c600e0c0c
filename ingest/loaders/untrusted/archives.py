"""What an archive claims to unpack to, before anything of it is unpacked."""

from __future__ import annotations

import zipfile
from pathlib import Path

from knowledge.errors import DocumentError

MOST_ENTRIES = 2000
MOST_BYTES = 200_000_000
MOST_RATIO = 100
_SMALL = 5_000_000  # bytes unpacked; below this no ratio does harm


def check(path: Path) -> None:
    """Passes an archive whose entries, size and ratio are those of a document that people made.

    Raises:
        DocumentError: they are not, or its entries are locked with a password.
        zipfile.BadZipFile: it is no archive.
    """
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise DocumentError(f"{path.name} holds more than {MOST_ENTRIES} parts: it is no document.")
    if any(entry.flag_bits & 1 for entry in entries):
        raise DocumentError(f"{path.name} is locked with a password: save it without one.")
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if unpacked > MOST_BYTES:
        raise DocumentError(
            f"{path.name} would unpack to {unpacked / 1e6:.0f} MB, and "
            f"{MOST_BYTES / 1e6:.0f} MB is the most: split it."
        )
    if unpacked > _SMALL and unpacked > packed * MOST_RATIO:
        raise DocumentError(
            f"{path.name} is packed more than {MOST_RATIO} times: it may be built to do harm."
        )
