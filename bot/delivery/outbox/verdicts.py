"""What becomes of a message that could not be sent: tried again, held, or given up. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.delivery.outbox.sending import OURS, NotLooked
from bot.delivery.slack import NotNow, Refused
from knowledge.store.messages.departures import DEAD, HELD, PENDING

KEPT = timedelta(days=1)
"""After so long nobody waits for a message any more."""

_ENOUGH = 20  # tries; a clock that jumps by a day gives no message up
_SLOWEST, _HELD_FIRST, _HELD_SLOWEST = 600.0, 60.0, 3_600.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """The state that it is in from now on, why, and after how many seconds it is tried again."""

    state: str
    reason: str
    wait: float


def verdict(error: Exception, attempts: int, first: float) -> Verdict:
    """What an error of `Sending` means after so many tries; `first` is the shortest wait."""
    why = error.why if isinstance(error, NotLooked) else error
    wait = _slower(first, attempts, _SLOWEST)
    if isinstance(why, NotNow):
        return Verdict(PENDING, "Slack asked to wait.", why.seconds)
    if not isinstance(why, Refused):
        return Verdict(PENDING, f"Slack did not say whether it was posted ({why}).", wait)
    if why.code in OURS:
        return Verdict(PENDING, f"Slack refused the app: {why.code}.", max(wait, _HELD_FIRST))
    if isinstance(error, NotLooked):
        reason = f"It may be posted already; Slack does not tell: {why.code}."
        return Verdict(HELD, reason, _slower(_HELD_FIRST, attempts, _HELD_SLOWEST))
    return Verdict(DEAD, f"Slack refused it: {why.code}.", wait)


def at_last(told: Verdict, age: timedelta, attempts: int) -> Verdict:
    """The same, unless it was tried for so long that it is given up."""
    if age <= KEPT or attempts <= _ENOUGH:
        return told
    return Verdict(DEAD, f"Given up after a day. {told.reason}", told.wait)


def _slower(first: float, attempts: int, slowest: float) -> float:
    return float(min(first * 2 ** min(attempts - 1, 20), slowest))
