"""The term of the week: one that people asked with lately, else the next in turn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from knowledge.digests.definition import PERIODS
from knowledge.digests.digest import Digest, Remark, Section
from knowledge.digests.sections.gaps import moments
from knowledge.lingo.glossary import Mention
from knowledge.metrics.periods import Grain
from knowledge.models import Citation, Reader, Sense

KIND = "term"

_MEANINGS = 3
_OFTEN = 2  # questions with a term, for it to be asked with


class KnowsTerms(Protocol):
    """The senses that some audiences may see."""

    def all(self, audiences: Collection[str] | None) -> list[Sense]:
        """In the order of their labels."""
        ...


class FindsTerms(Protocol):
    """Known terms in a text."""

    def mentioned(self, text: str, reader: Reader) -> list[Mention]:
        """Each once."""
        ...


class KnowsQuestions(Protocol):
    """What was asked."""

    def texts(self, since: datetime, until: datetime, audiences: Collection[str]) -> list[str]:
        """All questions of a time, to be counted and not to be shown."""
        ...


@dataclass(frozen=True)
class TermOfTheWeek:
    """A section with one term and its meanings; the same week and questions give the same term."""

    terms: KnowsTerms
    glossary: FindsTerms
    asked: KnowsQuestions

    def sections(self, digest: Digest, readers: Collection[str]) -> list[Section]:
        """One section, none without approved terms; a daily digest has it on Mondays."""
        grain = PERIODS[digest.definition.period]
        if grain is Grain.DAY and digest.as_of.weekday():
            return []
        known: dict[str, list[Sense]] = {}
        for one in self.terms.all(readers):
            if one.status == "Approved" and (one.definition or one.stands_for):
                known.setdefault(one.label, []).append(one)
        if not known:
            return []
        label = self._asked_with(known, digest, readers)
        label = label or _in_turn([*known], digest)
        title = f"Term of the {grain if grain in (Grain.MONTH, Grain.QUARTER) else 'week'}"
        meanings = known[label]
        more = max(len(meanings) - _MEANINGS, 0)
        return [Section(KIND, title, tuple(map(_told, meanings[:_MEANINGS])), more=more)]

    def _asked_with(self, known: Collection[str], digest: Digest, readers: Collection[str]) -> str:
        """The term that stands in most questions of the period, "" where none does."""
        reader = Reader(frozenset(readers), private=False)
        counts: Counter[str] = Counter()
        for text in self.asked.texts(*moments(digest), readers):
            found = self.glossary.mentioned(text, reader)
            counts.update({one.senses[0].label for one in found if one.senses} & {*known})
        often = [(n, label) for label, n in counts.items() if n >= _OFTEN]
        return min(often, key=lambda pair: (-pair[0], pair[1]))[1] if often else ""


def _in_turn(labels: Sequence[str], digest: Digest) -> str:
    weeks = (digest.as_of.toordinal() - 1) // 7  # day 1 was a Monday
    return sorted(labels)[weeks % len(labels)]


def _told(one: Sense) -> Remark:
    meaning = one.definition or one.stands_for
    within = f" ({one.domain})" if one.domain else ""
    citation = Citation(
        number=0,
        document=one.document,
        title=one.label,
        section=one.section,
        quote=meaning,
        link=one.url,
        owner=one.owner,
        domain=one.domain,
    )
    stands = f", {one.stands_for}" if one.stands_for and one.definition else ""
    return Remark(f"{one.label}{stands}{within}: {meaning}", citation=citation)
