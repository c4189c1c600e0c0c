"""Words that departments mean differently: what was confirmed since the last issue, and settled."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from knowledge.digests.digest import Digest, Remark, Section
from knowledge.digests.sections.gaps import moments
from knowledge.store.lingo.conflicts import BOTH, JOINT, ONE, SETTLED, KeptConflict
from knowledge.store.lingo.records import DEPRECATED, Side

KIND = "conflicts"

_MOST = 3
_LONGEST = 160  # characters of one meaning


class KnowsConflicts(Protocol):
    """What admins confirmed and owners settled."""

    def settled(self, since: datetime, until: datetime) -> Sequence[KeptConflict]:
        """What was confirmed or settled in a time, and is so still."""
        ...


@dataclass(frozen=True)
class OpenedAndClosed:
    """A section where meanings were found to differ, or were settled, in the digest's time.

    Shown is only what an admin has confirmed, and whose both sides everybody there may read.
    """

    conflicts: KnowsConflicts

    def sections(self, digest: Digest, readers: Collection[str]) -> list[Section]:
        """One section or none; what was settled stands last."""
        since, until = moments(digest)
        read = frozenset(readers)
        shown = [
            one
            for one in self.conflicts.settled(since, until)
            if {one.conflict.one.audience, one.conflict.other.audience} <= read
        ]
        shown.sort(key=lambda one: one.state == SETTLED)
        remarks = tuple(Remark(_told(one)) for one in shown[:_MOST])
        if not remarks:
            return []
        title, more = "What we do not all mean the same by", len(shown) - len(remarks)
        return [Section(KIND, title, remarks, more=more)]


def _told(kept: KeptConflict) -> str:
    conflict = kept.conflict
    if conflict.difference.kind == DEPRECATED:
        done = kept.state == SETTLED
        return f"{conflict.label} is not to be used any more. " + (
            "A page that used it was looked at." if done else "A page uses it still."
        )
    if kept.state != SETTLED:
        return f"{conflict.label}: {_side(conflict.one)}; {_side(conflict.other)}. Not settled yet."
    if kept.outcome == BOTH:
        return f"{conflict.label} is settled: both meanings stay, each with its department."
    if kept.outcome == JOINT:
        return f"{conflict.label} is settled: {_short(kept.wording)}"
    adopted = conflict.one if kept.outcome == ONE else conflict.other
    return f"{conflict.label} is settled: {_short(adopted.definition or adopted.stands_for)}"


def _side(one: Side) -> str:
    within = f"in {one.domain}, " if one.domain else ""
    return f"{within}“{_short(one.definition or one.stands_for)}”"


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rsplit(' ', 1)[0]}…"
