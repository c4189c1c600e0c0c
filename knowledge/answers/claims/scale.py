"""How much support is enough, and how much a word weighs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.answers.claims.reading import Reading

_UNKNOWN = (
    1.8  # weight of a stem that no passage has, between a common and a rare one that some have
)


@dataclass(frozen=True, slots=True)
class Scale:
    """How much support is enough. Fitted on the tuning half of tests/checker/answers.jsonl.

    Attributes:
        near: least share of a sentence's weighted words in three neighbouring pieces of text.
        whole: the same in the passages that are cited.
        sure: the share at which a wrong citation is put right, or a name of the question may stand.
        asked: weight of a word that the question has and the passage lacks.
        counted: weight of a number, date or amount.
        copied: share of its words from which on a sentence counts as the repetition of a line.
        meant: cosine at which a sentence says in other words what a piece of text says.
        anchored: the same for a sentence with numbers, which are looked up besides.
        placed: least share of the words around the place where a number or name is found.
    """

    rarity: dict[str, float]
    question: Reading
    near: float = 0.55
    whole: float = 0.62
    sure: float = 0.8
    asked: float = 0.5
    counted: float = 1.5
    copied: float = 0.5
    meant: float = 0.66
    anchored: float = 0.54
    placed: float = 0.2

    def weigh(self, stem: str) -> float:
        return self.rarity.get(stem, _UNKNOWN)

    def cover(
        self, wanted: Iterable[str], given: frozenset[str], borne: int = 0, bounds: int = 0
    ) -> float:
        """The weighted share of the wanted stems that are given, 0 to 1; 1 where none is wanted.

        Of `bounds` quantities `borne` are given too; each weighs as much as a rare word.
        """
        found, total = self.counted * borne, self.counted * bounds
        for stem in wanted:
            here = stem in given
            weight = self.weigh(stem)
            weight *= 1 if here or stem not in self.question.stems else self.asked
            total += weight
            found += weight * here
        return found / total if total else 1.0
