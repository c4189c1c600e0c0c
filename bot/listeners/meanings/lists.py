"""What waits for an admin, within what they may read: counted for their home, and in lists."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from bot.blocks.home.home import Part
from bot.blocks.meanings import actions
from bot.blocks.meanings.listing import (
    A_PAGE,
    Shown,
    candidate_list,
    conflict_list,
    counts,
)
from bot.blocks.parts.message import Block
from bot.listeners.meanings.asked import Asked
from bot.listeners.readers import in_private
from knowledge.store.lingo.candidates import OPEN, KeptCandidate
from knowledge.store.lingo.conflicts import CONFIRMED, FOUND, KeptConflict

_ALL = 10_000


@dataclass(frozen=True)
class Lists:
    """Lists of one admin. What they may not read is not even counted."""

    asked: Asked

    def part(self, user: str) -> Part:
        """How much waits, for their home."""
        read, terms = self.audiences(user), self.asked.terms
        standing = terms.conflicts.standing(read)
        found = sum(one.state == FOUND for one in standing)
        return counts(found, len(standing) - found, len(terms.candidates.open(_ALL, read)))

    def show(self, user: str, name: str, page: int, told: str = "") -> Block:
        """One page of a list; the last one, where it has become shorter."""
        made = self._conflicts if name == actions.CONFLICTS else self._candidates
        return made(user, page, told)

    def candidate(self, user: str, key: str) -> KeptCandidate | None:
        """One that an admin may decide on; None for everybody else."""
        kept = self.asked.terms.candidates.get(key) if self.asked.is_admin(user) else None
        if kept is None or kept.candidate.audience not in self.audiences(user):
            return None
        return kept

    def conflict(self, user: str, key: str) -> KeptConflict | None:
        """One that an admin may decide on; None for everybody else."""
        kept = self.asked.terms.conflicts.get(key) if self.asked.is_admin(user) else None
        return kept if kept and self.asked.may_read(user, kept.conflict) else None

    def audiences(self, user: str) -> Collection[str]:
        """What somebody may read alone."""
        return in_private(self.asked.services, self.asked.directory, user).audiences

    def _conflicts(self, user: str, page: int, told: str) -> Block:
        found = self.asked.terms.conflicts.of_states((FOUND,), self.audiences(user))
        page = _within(page, len(found))
        cases = [self.asked.case(one.conflict) for one in found[page * A_PAGE :][:A_PAGE]]
        return conflict_list(cases, Shown(actions.CONFLICTS, page, len(found), told))

    def _candidates(self, user: str, page: int, told: str) -> Block:
        kept = self.asked.terms.candidates.open(_ALL, self.audiences(user))
        page = _within(page, len(kept))
        found = [one.candidate for one in kept[page * A_PAGE :][:A_PAGE]]
        paths = {each.document for one in found for each in one.evidence}
        pages = self.asked.terms.pages.of(paths)
        return candidate_list(found, pages, Shown(actions.CANDIDATES, page, len(kept), told))


def _within(page: int, total: int) -> int:
    return max(0, min(page, (total - 1) // A_PAGE))


def is_open(kept: KeptCandidate | None) -> bool:
    """Whether it waits for an admin still."""
    return kept is not None and kept.state == OPEN


def is_confirmed(kept: KeptConflict | None) -> bool:
    """Whether an admin has said that it is one, and no owner has settled it."""
    return kept is not None and kept.state == CONFIRMED
