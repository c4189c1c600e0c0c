"""Questions about what customers say, and customers' voices for a "why"."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from knowledge.answers.joining import Voice
from knowledge.models import Answer, Citation, Period, Reader, Reply
from knowledge.numbers.calendar import Calendar
from knowledge.numbers.times import times

TOLD = frozenset({"say", "themes"})
COUNTED = frozenset({"count", "share"})
"""Kinds of questions about customers' words."""

Quoted = tuple[str, Citation]


class Hears(Protocol):
    """Customers' items, within what a reader may see."""

    def kind(self, question: str, reader: Reader, *, timed: bool) -> str:
        """What kind of question about customers' words it is, "" for none."""
        ...

    def answer(self, question: str, reader: Reader, period: Period | None = None) -> Answer | None:
        """The answer, None where nothing can be said."""
        ...

    def days(self, reader: Reader) -> Period | None:
        """From the oldest item's day to the newest one's."""
        ...

    def quotes(
        self, subject: str, reader: Reader, period: Period | None
    ) -> tuple[Sequence[Quoted], Quoted | None]:
        """Quotes of the prevailing voice on a subject, and one against it."""
        ...


@dataclass(frozen=True)
class Listening:
    """Answers some kinds of questions about what customers say.

    Attributes:
        kinds: that it answers; others are left to whoever comes next.
        fiscal_start: the month that the fiscal year begins in.
    """

    hears: Hears
    kinds: Collection[str]
    today: Callable[[], date]
    fiscal_start: int = 1

    def reply(self, question: str, reader: Reader) -> Reply | None:
        """The answer; None where the question is none of these kinds."""
        period = self._period(question, reader)
        if self.hears.kind(question, reader, timed=period is not None) not in self.kinds:
            return None
        return self.hears.answer(question, reader, period)

    def _period(self, question: str, reader: Reader) -> Period | None:
        spotted = times(question).spotted
        if not spotted:
            return None
        today = self.today()
        known = self.hears.days(reader) or Period(today, today)
        newest = min(known.end, today - timedelta(days=1))
        calendar = Calendar(today, newest, min(known.start, newest), self.fiscal_start)
        periods = [calendar.period(one.when) for one in spotted[:2]]
        return Period(min(one.start for one in periods), max(one.end for one in periods))


@dataclass(frozen=True)
class Hearing:
    """Customers' voices on a metric's subject."""

    hears: Hears

    def voices(
        self, subject: str, reader: Reader, period: Period | None
    ) -> tuple[Sequence[Voice], Voice | None]:
        """Up to two of the prevailing voice and one against it; of all time where the period has
        none."""
        for days in dict.fromkeys((period, None)):
            first, against = self.hears.quotes(subject, reader, days)
            if first:
                told = [Voice(text, citation) for text, citation in first]
                return told, Voice(*against) if against else None
        return (), None
