"""Questions about what customers say, and customers' voices for a "why"."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Protocol

from knowledge.answers.joining.joining import Voice
from knowledge.models import Answer, Citation, Period, Reader, Reply
from knowledge.numbers.times.calendar import Calendar
from knowledge.numbers.times.spotting import timeless, times

TOLD = frozenset({"say", "themes"})
COUNTED = frozenset({"count", "share"})
"""Kinds of questions about customers' words."""

SAYING = re.compile(
    r"\b(?:mention|say|says|said|saying|talk|talked|speak|spoke|write|wrote|contain|describe|name"
    r"|bring up|use the word)"
    r"(?:s|ed|ing)?\b",
    re.IGNORECASE,
)
"""Words that ask for what customers said, and not for what they are filed under."""

Quoted = tuple[str, Citation]


class Hears(Protocol):
    """Customers' items, within what a reader may see."""

    def kind(self, question: str, reader: Reader) -> str:
        """What kind of question about customers' words it is, "" for none.

        `question` is without the words of its period.
        """
        ...

    def answer(self, question: str, reader: Reader, period: Period | None = None) -> Answer | None:
        """The answer, None where nothing can be said; of a question without its period's words."""
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
        only: what a question must have in it to be answered here.
        fiscal_start: the month that the fiscal year begins in.
    """

    hears: Hears
    kinds: Collection[str]
    today: Callable[[], date]
    fiscal_start: int = 1
    only: re.Pattern[str] | None = None

    def reply(self, question: str, reader: Reader) -> Reply | None:
        """The answer; None where the question is none of these kinds."""
        if self.only is not None and not self.only.search(question):
            return None
        bare = timeless(question)
        if self.hears.kind(bare, reader) not in self.kinds:
            return None
        answer = self.hears.answer(bare, reader, self._period(question, reader))
        return replace(answer, question=question) if answer else None

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
        """Up to two of the prevailing voice and one against it; of all time where needed."""
        first, against = self.hears.quotes(subject, reader, period)
        if period is not None and (not first or against is None):
            all_first, all_against = self.hears.quotes(subject, reader, None)
            first, against = first or all_first, against or all_against
        told = [Voice(text, citation) for text, citation in first]
        return told, Voice(*against) if against else None
