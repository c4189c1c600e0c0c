"""What customers say in the period of a digest: two quotes, and one against."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Protocol

from knowledge.digests.digest import Digest, Remark, Section
from knowledge.insights.lately.saying import Sayings
from knowledge.insights.quotes.choosing import Quote
from knowledge.insights.replies.wording import cited
from knowledge.metrics.wording import day_words
from knowledge.models import Period

KIND = "voices"
TITLE = "What customers say"


class SaysLately(Protocol):
    """What customers of a source say in a period."""

    def said(
        self, audiences: frozenset[str], source: str, period: Period, subject: str, most: int = 2
    ) -> Sayings | None:
        """The largest theme, in their own words; None where nothing was said up to its end."""
        ...


@dataclass(frozen=True)
class Voices:
    """Quotes of the source that the digest names, only where all its readers may read that.

    Attributes:
        lately: what is said.
        audiences: of each source of customers' words, whose readers may see it.
    """

    lately: SaysLately
    audiences: Mapping[str, str] = field(default_factory=dict)

    def sections(self, digest: Digest, readers: Collection[str]) -> list[Section]:
        """One section, with a reason where nobody can be quoted; none where nobody is to be."""
        quotes = digest.definition.quotes
        if quotes is None:
            return []
        closed = closed_to(quotes.source, self.audiences, readers)
        if closed:
            return [Section(KIND, TITLE, reason=closed)]
        days = days_of(digest)
        said = self.lately.said(
            frozenset(readers), quotes.source, days, _subject(digest), quotes.count
        )
        if said is None or not said.first:
            reason = f"Nothing in {quotes.source} up to {day_words(days.end)} can be quoted."
            return [Section(KIND, TITLE, reason=reason)]
        return [Section(KIND, TITLE, _remarks(said, quotes.source, days))]


def closed_to(source: str, audiences: Mapping[str, str], readers: Collection[str]) -> str:
    """Why a digest's readers may not read a source of customers' words, "" where they may."""
    if source not in audiences:
        return f"There is no source '{source}' of customers' words."
    if audiences[source] not in readers:
        return f"{source} is for {audiences[source]}, the digest is not: it quotes nobody."
    return ""


def days_of(digest: Digest) -> Period:
    """The days that a digest is about; for `latest` all before it."""
    return digest.period or Period(date.min, digest.as_of - timedelta(days=1))


def _subject(digest: Digest) -> str:
    """What its metrics are about: the most pressing one's word."""
    told = [line for line in digest.lines if line.figure]
    told.sort(key=lambda line: (not line.crossed, line.outlier is None))
    metric = told[0].metric if told else None
    return (metric.glossary_term or metric.label) if metric else digest.definition.title


def _remarks(said: Sayings, source: str, days: Period) -> tuple[Remark, ...]:
    if not said.of:
        lead = f"Nothing in {source} in this period."
    elif said.theme:
        lead = f"Most are about “{said.theme}”: {said.n} of {said.of} in {source}."
    else:
        lead = f"{said.of} in {source} in this period."
    quotes = [_quoted(one, days, against=False) for one in said.first]
    other = (
        _quoted(said.against, days, against=True)
        if said.against
        else Remark("Nobody among them says otherwise.")
    )
    return Remark(lead), *quotes, other


def _quoted(quote: Quote, days: Period, *, against: bool) -> Remark:
    day = quote.excerpt.of.item.day
    when = f"On {day_words(day)}" if day else "Without a day"
    when += ", before this period" if day and day < days.start else ""
    text = f"{when}, against it:" if against else f"{when}:"
    return Remark(text, quote.excerpt.text, against=against, citation=cited(0, quote.excerpt))
