"""Questions of the period that nobody could answer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol

from knowledge.digests.digest import Digest, Remark, Section
from knowledge.models import Period
from knowledge.store.questions.asked_lately import OpenQuestion

KIND = "gaps"

_MOST = 3
_PEOPLE = 3
"""A question that was asked in private is shown once as many have asked it: it is nobody's then."""
_LONGEST = 200  # characters
_LATELY = timedelta(days=31)  # where a digest has no period


class KnowsOpenQuestions(Protocol):
    """What stayed open."""

    def open(
        self, since: datetime, until: datetime, audiences: Collection[str], place: str
    ) -> Sequence[OpenQuestion]:
        """Questions asked in a time that are still gaps, the most asked first."""
        ...


@dataclass(frozen=True)
class Gaps:
    """A section where questions stayed open; never by whom, and none that was asked in private.

    Shown is what was asked before everybody in the digest's own channel, or by three people.
    """

    asked: KnowsOpenQuestions

    def sections(self, digest: Digest, readers: Collection[str]) -> list[Section]:
        """One section or none."""
        since, until = moments(digest)
        found = self.asked.open(since, until, readers, digest.definition.channel)
        shown = [one for one in found if one.here or one.people >= _PEOPLE]
        remarks = tuple(Remark(_often(one), _shortened(one.text)) for one in shown[:_MOST])
        more = len(shown) - len(remarks)
        return [Section(KIND, "What nobody could answer", remarks, more=more)] if remarks else []


def moments(digest: Digest) -> tuple[datetime, datetime]:
    """From when to when a digest looks at what people did: its period's days."""
    before = digest.as_of - timedelta(days=1)
    days = digest.period or Period(before - _LATELY, before)
    return _midnight(days.start), _midnight(days.end + timedelta(days=1))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _often(one: OpenQuestion) -> str:
    return "Asked once:" if one.times == 1 else f"Asked {one.times} times:"


def _shortened(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rsplit(' ', 1)[0]}…"
