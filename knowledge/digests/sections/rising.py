"""A theme that newly rises among customers, in the source that a digest quotes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from knowledge.digests.definition import PERIODS
from knowledge.digests.digest import Digest, Remark, Section
from knowledge.digests.sections.voices import closed_to
from knowledge.insights.lately.rising import Rising
from knowledge.insights.quotes.excerpts import clearest, excerpts
from knowledge.insights.replies.wording import cited
from knowledge.metrics.periods import Grain, back_from
from knowledge.metrics.wording import day_words
from knowledge.models import Period

KIND = "rising"

_BEFORE = 12  # periods that it is compared with
_READ = 5  # items that one is quoted of


class FindsRising(Protocol):
    """Compares a period's themes with the time before."""

    def __call__(
        self, audiences: frozenset[str], source: str, now: Period, before: Period
    ) -> Rising | None:
        """The theme whose share has risen most clearly, None where none has."""
        ...


@dataclass(frozen=True)
class RisingTheme:
    """A section where a theme has risen; a source that not all readers may read says nothing."""

    find: FindsRising
    audiences: Mapping[str, str] = field(default_factory=dict)

    def sections(self, digest: Digest, readers: Collection[str]) -> list[Section]:
        """One section or none: what `voices` leaves out with a reason needs none here."""
        quotes, grain = digest.definition.quotes, PERIODS[digest.definition.period]
        if quotes is None or grain is None or digest.period is None:
            return []
        if closed_to(quotes.source, self.audiences, readers):
            return []
        earlier = [*back_from(digest.period, grain, _BEFORE + 1)][1:]
        before = Period(earlier[-1].start, earlier[0].end)
        found = self.find(frozenset(readers), quotes.source, digest.period, before)
        if found is None:
            return []
        return [Section(KIND, "New among customers", _remarks(found, quotes.source, grain))]


def _remarks(found: Rising, source: str, grain: Grain) -> tuple[Remark, ...]:
    before = f"the {_BEFORE} {grain}s before"
    said = Remark(
        f"“{found.theme.name}”: {_of(found.n, found.of)} in {source};"
        f" in {before} {_of(found.n_before, found.of_before)}."
    )
    words = tuple(found.theme.name.replace(",", " ").split())
    told = [one for member in found.theme.members[:_READ] for one in excerpts(member, (words,))]
    best = clearest(told)
    if best is None:
        return (said,)
    day = best.of.item.day
    when = f"On {day_words(day)}:" if day else ""
    return said, Remark(when, best.text, citation=cited(0, best))


def _of(n: int, of: int) -> str:
    """`9 of 40 (23 %)`."""
    return f"{n:,} of {of:,} ({n / of:.0%})".replace("%", " %")
