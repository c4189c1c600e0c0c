"""A time as it stands in a question."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.metrics.periods import Grain
from knowledge.numbers.times.calendar import When


@dataclass(frozen=True, slots=True)
class Spotted:
    """A time in a text, from `start` to `end`; `link` is the word that joins it to the one before.

    Attributes:
        link: `to` (from ... to, between ... and), `versus`, or "".
    """

    when: When
    start: int
    end: int
    link: str = ""


@dataclass(frozen=True, slots=True)
class Times:
    """All times of a question, and what is left of it without them.

    Attributes:
        ever: whether it speaks of all time.
        against: what the time is to be compared with: `before` is the one before it, `year` the
            same a year earlier, "" where the question does not say.
        step: the length of what is compared, where only that is said: week over week.
    """

    spotted: tuple[Spotted, ...]
    rest: str
    ever: bool = False
    against: str = ""
    step: Grain | None = None
