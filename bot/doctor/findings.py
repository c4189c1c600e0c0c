"""What was found about one part of an installation: a name, a state, and one sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from enum import StrEnum

from knowledge.errors import ThroughlineError


class State(StrEnum):
    """How a part is."""

    OK = "ok"
    WRONG = "wrong"
    NONE = "none"
    """It is not there, and need not be; or it cannot be found out."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor.

    Attributes:
        detail: what is there; where it is wrong, what to do.
    """

    name: str
    state: State
    detail: str

    def shape(self) -> dict[str, str]:
        """As a JSON object."""
        return asdict(self)


def ok(name: str, detail: str) -> Finding:
    return Finding(name, State.OK, detail)


def wrong(name: str, detail: str) -> Finding:
    return Finding(name, State.WRONG, detail)


def none(name: str, detail: str) -> Finding:
    return Finding(name, State.NONE, detail)


def guarded(name: str, look: Callable[[], Finding]) -> Finding:
    """What `look` finds; what it fails with is the finding, too."""
    try:
        return look()
    except ThroughlineError as error:
        return wrong(name, str(error))
