"""What is wrong with definitions: one line each, with its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from knowledge.metrics.located import Located, Misdefined


class Severity(StrEnum):
    """An error keeps figures from being computed; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    Attributes:
        line: 1-based; 0 where the whole file is meant.
        message: a sentence, with the nearest right name where there is one.
    """

    file: Path
    line: int
    message: str
    severity: Severity = Severity.ERROR

    @classmethod
    def at(cls, place: Located, message: str, severity: Severity = Severity.ERROR) -> Problem:
        """A problem of one value."""
        return cls(place.file, place.line, message, severity)

    @classmethod
    def of(cls, error: Misdefined) -> Problem:
        """What a reading stopped at."""
        return cls(error.file, error.line, error.sentence)

    def error(self) -> Misdefined:
        """The same, to be raised."""
        return Misdefined(self.file, self.line, self.message)


def refuse_first(problems: Iterable[Problem]) -> None:
    """Raises the first error; warnings are nothing.

    Raises:
        Misdefined: with its place.
    """
    for problem in problems:
        if problem.severity is Severity.ERROR:
            raise problem.error()
