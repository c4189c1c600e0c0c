"""What admins make of terms that were found: a meaning of the glossary, another name, nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from rapidfuzz import fuzz

from knowledge.lingo.deciding.own_words import OwnWords
from knowledge.lingo.glossary import key, reference
from knowledge.models import Sense
from knowledge.store.lingo.candidates import APPROVED, MERGED, REJECTED, Candidates, KeptCandidate
from knowledge.store.lingo.records import Candidate
from knowledge.store.lingo.senses import Senses


@dataclass(frozen=True, slots=True)
class Approved:
    """How an admin words a term that was found."""

    label: str
    definition: str
    audience: str
    stands_for: str = ""
    domain: str = ""
    owner: str = ""


class Deciding:
    """Decides on candidates; each method may be repeated by who was first.

    Raises:
        StoreError, ModelError: from every method; doing it again ends it.
    """

    def __init__(self, candidates: Candidates, senses: Senses, words: OwnWords) -> None:
        self._candidates, self._senses, self._words = candidates, senses, words

    def approve(self, candidate: str, said: Approved, by: tuple[str, datetime]) -> bool:
        """Publishes it as it is worded; False where somebody else has decided."""
        kept = self._decided(candidate, APPROVED, by)
        if kept is None:
            return False
        found = kept.candidate
        sense = Sense(
            label=said.label,
            definition=said.definition,
            document="",
            audience=said.audience,
            stands_for=said.stands_for,
            domain=said.domain,
            owner=said.owner,
            provenance="Manual",
            quote=found.evidence[0].quote if found.evidence else "",
            verified_at=by[1].date(),
        )
        self._words.add(sense, found.key[:24], "approved", by)
        return True

    def merge(self, candidate: str, term: str, by: tuple[str, datetime]) -> bool:
        """Makes it another name of a meaning, by `reference`; False where that or it is gone."""
        found = self._candidates.get(candidate)
        near = self.near(found.candidate) if found else []
        old = next((one for one in near if reference(one) == term), None)
        if old is None:  # where this was done already, another one stands in its place
            return self._is(candidate, MERGED, by[0])
        kept = self._decided(candidate, MERGED, by)
        if kept is None:
            return False
        label = kept.candidate.label
        if key(label) not in {key(one) for one in (old.label, *old.aliases)}:
            self._words.replace(old, replace(old, aliases=(*old.aliases, label)), "edited", by)
        return True

    def reject(self, candidate: str, by: tuple[str, datetime]) -> bool:
        """Keeps it away from now on; False where somebody else has decided."""
        return self._decided(candidate, REJECTED, by) is not None

    def near(self, candidate: Candidate, most: int | None = None) -> list[Sense]:
        """Meanings with which it may be merged, the likest first: those that the same may read."""
        mine = [one for one in self._senses.all({candidate.audience}) if one.status == "Approved"]
        names = [one for one in (candidate.label, candidate.stands_for) if one]

        def likeness(sense: Sense) -> float:
            known = (sense.label, sense.stands_for, *sense.aliases)
            pairs = ((key(one), key(other)) for one in names for other in known if other)
            return max((fuzz.WRatio(*pair) for pair in pairs), default=0.0)

        return sorted(mine, key=lambda one: (-likeness(one), one.label, one.domain))[:most]

    def _decided(
        self, candidate: str, state: str, by: tuple[str, datetime]
    ) -> KeptCandidate | None:
        user, now = by
        self._candidates.decide(candidate, state, user, now)
        return self._candidates.get(candidate) if self._is(candidate, state, user) else None

    def _is(self, candidate: str, state: str, user: str) -> bool:
        kept = self._candidates.get(candidate)
        return kept is not None and (kept.state, kept.decided_by) == (state, user)
