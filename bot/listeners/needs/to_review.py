"""What Slack needs to decide on terms."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.lingo.deciding.deciding import Deciding
from knowledge.lingo.deciding.settling import Settling
from knowledge.store.documents.pages import Pages
from knowledge.store.lingo.candidates import Candidates
from knowledge.store.lingo.conflicts import Conflicts


@dataclass(frozen=True)
class ToReview:
    """Terms that nobody has defined, meanings that differ, and what can be made of them.

    Attributes:
        pages: what documents are called, and where they are.
    """

    candidates: Candidates
    conflicts: Conflicts
    deciding: Deciding
    settling: Settling
    pages: Pages
