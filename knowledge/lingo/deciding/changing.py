"""What people change about terms: suggested, decided and said; published where it is agreed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from knowledge.lingo.deciding.own_words import FOLDER
from knowledge.lingo.deciding.writing import Writing
from knowledge.models import Sense
from knowledge.store.lingo.own_senses import (
    PUBLISHED,
    REJECTED,
    SUGGESTED,
    OwnSense,
    OwnSenses,
    SenseChange,
    SenseState,
)

OWN = f"{FOLDER}/"
"""Begins the documents of meanings that people wrote in Slack."""

APPROVED, VERIFIED, DEPRECATED = "approved", "verified", "deprecated"

_STEPS = 20  # how often one wording has taken the place of another

By = tuple[str, datetime]
"""Who did something, and when."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What somebody writes in place of what is there."""

    definition: str
    example: str = ""


class Changing:
    """Keeps every change with its author, and publishes what was agreed.

    Each method may be repeated with the same arguments: it changes nothing more.

    Raises:
        StoreError: from every method, where the database cannot be read or written.
    """

    def __init__(self, own: OwnSenses, writing: Writing) -> None:
        self.own, self._writing = own, writing

    def suggest(self, document: str, sense: Sense, wording: Wording, by: By) -> OwnSense:
        """Keeps a better wording under a document of its own until its owner decides."""
        user, now = by
        kept = self.own.get(document)
        if kept is not None:
            return kept
        one = OwnSense(
            _reworded(sense, wording, document, None),
            user,
            now,
            replaces=(sense.document, sense.section),
        )
        self.own.put(one, "suggested", user, now)
        return one

    def approve(self, document: str, by: By, wording: Wording | None = None) -> OwnSense | None:
        """Publishes what was suggested, or another wording of it; None where it is settled."""
        user, now = by
        settled = self.own.decide(document, PUBLISHED, user, now) or self._mine(document, user)
        if settled is None or settled.state != PUBLISHED:
            return None
        changed = wording or Wording(settled.sense.definition, settled.sense.example)
        sense = _reworded(settled.sense, changed, document, now.date())
        one = replace(settled, sense=sense, replaces=self._newest(settled.replaces, document))
        if one != settled:
            self.own.put(one, "edited" if wording else "", user, now)
        self._writing.publish(sense.label, [sense], now)
        return one

    def reject(self, document: str, by: By) -> OwnSense | None:
        """Keeps that it is not wanted; None where it is settled otherwise."""
        user, now = by
        settled = self.own.decide(document, REJECTED, user, now) or self._mine(document, user)
        return settled if settled is not None and settled.state == REJECTED else None

    def edit(self, document: str, sense: Sense, wording: Wording, by: By) -> Sense:
        """Publishes a wording of somebody who may decide, in place of what is there.

        What was written in Slack is changed where it is; `document` is for what was not.
        """
        user, now = by
        before = self.own.get(sense.document) or self.own.get(document)
        place = before.sense.document if before is not None else document
        replaces = self._newest((sense.document, sense.section), document)
        one = before or OwnSense(sense, user, now, replaces=replaces)
        made = _reworded(sense, wording, place, now.date())
        one = replace(one, sense=made, state=PUBLISHED, decided_by=user)
        if self.own.get(place) != one:
            self.own.put(one, "edited", user, now)
        self._writing.publish(made.label, [made], now)
        return made

    def say(self, sense: Sense, what: str, by: By, instead: str = "") -> None:
        """Approves, verifies or deprecates a meaning, whatever its document says."""
        user, now = by
        place = (sense.document, sense.section)
        before = self.own.said([sense.document]).get(place, SenseState())
        if what == DEPRECATED:
            after = replace(before, status="Deprecated", replaced_by=instead)
        else:
            after = replace(before, verified_at=now.date(), verified_by=user)
            after = replace(after, status="Approved") if what == APPROVED else after
        if after != before:
            self.own.say(sense, after, what, by)

    def history(self, sense: Sense) -> list[SenseChange]:
        """Every change of a meaning and of those whose place it took, newest first."""
        found: list[SenseChange] = []
        document, section = sense.document, sense.section
        for _ in range(_STEPS):
            found += self.own.changes([document]).get((document, section), [])
            one = self.own.get(document)
            if one is None or not one.replaces[0]:
                break
            document, section = one.replaces
        return found

    def last(self, senses: Iterable[Sense]) -> dict[tuple[str, str], SenseChange]:
        """The newest change of each of these, by (document, section)."""
        changes = self.own.changes({one.document for one in senses})
        return {place: found[0] for place, found in changes.items()}

    def _mine(self, document: str, user: str) -> OwnSense | None:
        """What the same person has decided already: it is tried again."""
        kept = self.own.get(document)
        return kept if kept is not None and kept.decided_by == user else None

    def _newest(self, place: tuple[str, str], document: str) -> tuple[str, str]:
        """What stands now where a meaning stood: others may have been published meanwhile."""
        published: Sequence[OwnSense] = self.own.of_state(PUBLISHED)
        taken = {one.replaces: one for one in published if one.sense.document != document}
        for _ in range(_STEPS):
            one = taken.get(place)
            if one is None:
                break
            place = (one.sense.document, one.sense.section)
        return place


def _reworded(sense: Sense, wording: Wording, document: str, day: date | None) -> Sense:
    """The meaning in other words, as of a day; None leaves when it was verified."""
    status = "Approved" if sense.status in {"Draft", "In review"} else sense.status
    return replace(
        sense,
        definition=wording.definition,
        example=wording.example,
        document=document,
        section=sense.section or sense.label,
        quote="",
        provenance="Manual",
        status=status if day else sense.status,
        verified_at=day or sense.verified_at,
    )


def is_open(one: OwnSense | None) -> bool:
    """Whether somebody is still to decide about it."""
    return one is not None and one.state == SUGGESTED
