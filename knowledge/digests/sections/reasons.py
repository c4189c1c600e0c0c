"""What owners said about numbers since the last issue, and what nobody has said anything to."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Protocol

from knowledge.answers.vouched.owners_said import when
from knowledge.digests.digest import Digest, Remark, Section
from knowledge.metrics.wording import day_words
from knowledge.store.digests.calendar import Delivery, State
from knowledge.store.digests.reasons import Reason

KIND = "reasons"

_ISSUES = 20
_MOST = 5  # of either kind


class Issues(Protocol):
    """What became of a digest's slots."""

    def of_digest(self, digest: str, limit: int = 20) -> list[Delivery]:
        """The newest first."""
        ...


class Said(Protocol):
    """What owners were asked, and what they said."""

    def said(self, metrics: Collection[str], audiences: Collection[str]) -> list[Reason]:
        """Answers about metrics for readers of these audiences, the newest periods first."""
        ...

    def open_of(self, digest: str) -> list[Reason]:
        """What nobody has answered yet, oldest first."""
        ...


@dataclass(frozen=True)
class OwnersReasons:
    """The section on what owners said, whichever digest asked them."""

    reasons: Said
    issues: Issues

    def sections(self, digest: Digest, readers: Collection[str]) -> list[Section]:
        """One section, or none where nothing was said and nobody is waited for."""
        name = digest.definition.name
        since = self._last_issue(name, digest.as_of)
        metrics = [line.name for line in digest.lines if not line.reason]
        said = [one for one in self.reasons.said(metrics, readers) if _given_after(one, since)]
        waiting = [
            one
            for one in self.reasons.open_of(name)
            if one.audience in readers and one.asked_at.date() < digest.as_of
        ]
        remarks = [*map(_told, said[:_MOST]), *map(_missing, _newest(waiting))]
        more = len(said) + len(waiting) - len(remarks)
        return [Section(KIND, "What owners say", tuple(remarks), more=more)] if remarks else []

    def _last_issue(self, name: str, as_of: date) -> datetime:
        """When the issue before this one was due; nothing older is news."""
        due = [
            one.slot
            for one in self.issues.of_digest(name, _ISSUES)
            if one.state is State.SENT and one.slot.date() < as_of
        ]
        earliest = datetime.combine(as_of - timedelta(days=31), datetime.min.time(), UTC)
        return max([*due, earliest])


def _given_after(reason: Reason, since: datetime) -> bool:
    return reason.answered_at is not None and reason.answered_at >= since


def _newest(waiting: Sequence[Reason]) -> Sequence[Reason]:
    return list(reversed(waiting))[:_MOST]


def _told(reason: Reason) -> Remark:
    on = f", said on {day_words(reason.answered_at.date())}" if reason.answered_at else ""
    return Remark(f"{reason.label}{when(reason)}{on}", reason.answer, reason.answered_by)


def _missing(reason: Reason) -> Remark:
    asked = f"asked on {day_words(reason.asked_at.date())}, no reason given yet"
    return Remark(f"{reason.label}{when(reason)}: {asked}", by=reason.owner)
