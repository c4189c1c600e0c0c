"""Files that may be built to do harm: opened in the child process only."""

from __future__ import annotations

from pathlib import Path

from ingest.parsed import Parsed
from knowledge.errors import Unsupported


def parse(path: Path, root: Path | None = None) -> Parsed:
    raise Unsupported(f"{path.name} cannot be read yet.")
