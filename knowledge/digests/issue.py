"""An issue that was posted, as a question about it reads without its thread. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from knowledge.answers.writing.condense import condense, is_follow_up
from knowledge.digests.past import Past, past, when
from knowledge.metrics.periods import Grain
from knowledge.metrics.wording import quoted, value_words
from knowledge.models import Period, Turn
from knowledge.numbers.times.spotting import times
from knowledge.search.words.words import stems, telling
from knowledge.store.digests.calendar import Delivery

Json = Mapping[str, Any]

Names = Callable[[str], Sequence[str]]
"""What people call a metric."""

_NUMERIC = re.compile(
    r"\b(?:why|how come|how (?:many|much|high|low|often|did|was|were)|by|per|split|which|show"
    r"|what (?:was|were|is|are|drove|caused|happened|changed|moved|made)|compare[ds]?)\b",
    re.IGNORECASE,
)
_BARE_WHY = re.compile(r"(?:(?:and|but|so)\s+)?why(?: is that)?\s*[?.!]*", re.IGNORECASE)
_TIMELESS = re.compile(
    r"\b(?:own|owns|owner|owned|mean|means|meaning|defin\w+|target|baseline|promise[ds]?|strategy"
    r"|policy|rule|responsible|accountable)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Number:
    """One number of an issue; `names` are what people call it."""

    metric: str
    label: str
    words: str
    names: Sequence[str] = ()
    is_crossed: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """A question in a thread: `question` is to be read with what was asked `earlier`.

    Attributes:
        choices: the same of each number that may be meant, each as it reads alone; none where it
            is clear.
    """

    question: str
    earlier: Sequence[Turn] = ()
    choices: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Issue:
    """What was posted: its numbers, the time that they are of, and who may read it."""

    title: str
    audience: str
    numbers: Sequence[Number]
    period: Period | None
    grain: Grain | None
    as_of: date

    @property
    def when(self) -> str:
        """Its time, behind a number: " in the week of 9 Nov 2026"; "" for all rows there are."""
        return when(self.period, self.grain)

    @property
    def first(self) -> Number:
        """The number that it is about most: one that crossed a threshold, else the first."""
        return next((one for one in self.numbers if one.is_crossed), self.numbers[0])

    def number(self, metric: str) -> Number | None:
        """One of its numbers."""
        return next((one for one in self.numbers if one.metric == metric), None)

    def why(self, number: Number) -> str:
        """The question for what moved a number."""
        return f"Why did {quoted(number.label)} change{self.when}?"

    def turn(self, number: Number) -> Turn:
        """The issue as something that was asked and answered."""
        told = ", ".join(f"{one.label}: {one.words}" for one in self.numbers)
        question = f"{number.label}{self.when}?"
        return Turn(question, question, f"{self.title}{self.when}. {told}.")

    def read(self, question: str, earlier: Sequence[Turn]) -> Read:
        """A question in the thread with its time, and what it is to be read with.

        Args:
            question: as it was asked.
            earlier: what was asked and answered in the thread before, oldest first.
        """
        number, size = named(question, self.numbers)
        if self.period and self.grain:
            found = past(question, self.period, self.grain)
            if found is not None:
                return Read(self._of_past(found, number, earlier))
        if number is None:
            asks = bool(_NUMERIC.search(question))
            turns = [one for one in earlier if not (asks and _TIMELESS.search(one.standalone))]
            return Read(question, turns) if turns else self._begun(question)
        dated = times(question)
        if dated.spotted or dated.against or _TIMELESS.search(question):
            return Read(question)
        if _NUMERIC.search(question) or len(telling(question)) <= size:
            return Read(f"{question.rstrip(' ?.!')}{self.when}?")
        return Read(question)

    def _begun(self, question: str) -> Read:
        """The first question in the thread, which names no number."""
        turn = self.turn(self.first)
        several = len(self.numbers) > 1 and sum(one.is_crossed for one in self.numbers) != 1
        if not (several and is_follow_up(question, [turn])):
            return Read(question, [turn])
        ordered = sorted(self.numbers, key=lambda one: not one.is_crossed)
        return Read(question, [turn], [self._of(one, question) for one in ordered])

    def _of(self, number: Number, question: str) -> str:
        """A question that goes on from a number, as it reads alone."""
        if _BARE_WHY.fullmatch(question.strip()):
            return self.why(number)
        return condense(question, [self.turn(number)])

    def _of_past(self, found: Past, number: Number | None, earlier: Sequence[Turn]) -> str:
        if number is None and found.is_all:  # the same again
            asked = [one.standalone for one in earlier if self.when in one.standalone]
            last = asked[-1] if asked else self.turn(self.first).standalone
            return last.replace(self.when, found.when)
        return found.named if number else f"{self.first.label}: {found.named}"


def issue_of(delivery: Delivery, names: Names) -> Issue | None:
    """What a delivery says, as it was kept; None where nothing was."""
    if not delivery.values:
        return None
    told: Json = json.loads(delivery.values)
    days = told.get("period")
    numbers = [_number(one, told["figures"], names) for one in told.get("lines", [])]
    known = [one for one in numbers if one is not None]
    if not known:
        return None
    return Issue(
        title=str(told["title"]),
        audience=str(told.get("audience") or ""),
        numbers=known,
        period=_period(days) if days else None,
        grain=Grain(told["grain"]) if told.get("grain") else None,
        as_of=date.fromisoformat(told["as_of"]),
    )


def named(question: str, numbers: Sequence[Number]) -> tuple[Number | None, int]:
    """The number that a question names, by the longest name, and how many words that has."""
    asked = set(stems(question))
    best: tuple[Number | None, int] = (None, 0)
    for one in numbers:
        for name in (one.label, *one.names):
            words = words_of(name)
            if len(words) > best[1] and words <= asked:
                best = (one, len(words))
    return best


def words_of(name: str) -> set[str]:
    """The words that name a number, as they are compared: "first-contact" is two of them."""
    return set(stems(" ".join(telling(name.replace("-", " ")))))


def _number(line: Json, figures: Sequence[Json], names: Names) -> Number | None:
    metric, label = str(line["metric"]), str(line["label"])
    figure = next((one for one in figures if one["label"] == label), None)
    if figure is None or line.get("reason"):
        return None
    words = value_words(figure["value"], str(figure["unit"]), label)
    return Number(metric, label, words, names(metric), bool(line.get("crossed")))


def _period(days: Json) -> Period:
    return Period(date.fromisoformat(days["start"]), date.fromisoformat(days["end"]))
