"""What comes of two meanings that differ: both stay, one is adopted, or a joint wording is."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from knowledge.lingo.deciding.own_words import OwnWords
from knowledge.models import EVERYONE, Sense
from knowledge.store.lingo.conflicts import BOTH, JOINT, ONE, OTHER, Conflicts, KeptConflict
from knowledge.store.lingo.records import DEPRECATED, Conflict, Side

SIDES = (ONE, OTHER)


def side(conflict: Conflict, which: str) -> Side:
    """The side of an outcome: `ONE` or `OTHER`."""
    return conflict.one if which == ONE else conflict.other


def opposite(which: str) -> str:
    """The other side."""
    return OTHER if which == ONE else ONE


def adoptable(conflict: Conflict, which: str) -> bool:
    """Whether the words of a side may stand on the other one: who reads that may read them.

    A word that is not to be used any more is never adopted from a page that uses it.
    """
    mine, theirs = side(conflict, which), side(conflict, opposite(which))
    if conflict.difference.kind == DEPRECATED and which == OTHER:
        return False
    return mine.audience in (EVERYONE, theirs.audience)


class Settling:
    """Settles conflicts, and writes the agreed words where they belong."""

    def __init__(self, conflicts: Conflicts, words: OwnWords) -> None:
        self._conflicts, self._words = conflicts, words

    def settle(self, key: str, outcome: str, by: tuple[str, datetime], wording: str = "") -> bool:
        """The first outcome counts; the same by the same person again is no harm.

        Raises:
            StoreError, ModelError: it is kept or published in part; doing it again ends it.
        """
        user, _ = by
        first = self._conflicts.settle(key, outcome, by, wording)
        kept = self._conflicts.get(key)
        if kept is None or (not first and (kept.outcome, kept.decided_by) != (outcome, user)):
            return False
        self._write(kept, by)
        return True

    def _write(self, kept: KeptConflict, by: tuple[str, datetime]) -> None:
        conflict = kept.conflict
        if kept.outcome == BOTH or conflict.difference.kind == DEPRECATED:
            return
        if kept.outcome == JOINT:
            for which in SIDES:
                self._joined(side(conflict, which), kept.wording, by)
            return
        adopted = side(conflict, kept.outcome)
        old = self._found(side(conflict, opposite(kept.outcome)))
        if old is not None:
            new = replace(
                old,
                definition=adopted.definition,
                stands_for=adopted.stands_for,
                example="",
                note="",
                quote="",
                verified_at=by[1].date(),
            )
            self._words.replace(old, new, "adopted", by)

    def _joined(self, one: Side, wording: str, by: tuple[str, datetime]) -> None:
        old = self._found(one)
        if old is not None:
            new = replace(
                old, definition=wording, example="", note="", quote="", verified_at=by[1].date()
            )
            self._words.replace(old, new, "joined", by)

    def _found(self, one: Side) -> Sense | None:
        return None if one.told else self._words.find(one.document, one.section)
