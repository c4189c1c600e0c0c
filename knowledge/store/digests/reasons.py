"""What owners were asked about a number that crossed a threshold, and what they said."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Update, and_, insert, select, update
from sqlalchemy.exc import IntegrityError

from knowledge.models import Period
from knowledge.store.database.database import Database
from knowledge.store.tables.digests import reasons

SOURCE = "reasons of owners"
"""The source of their documents, which no configuration declares."""

OPEN, ANSWERED, CLOSED = "open", "answered", "closed"

LONGEST = 500
"""Characters that are kept of what an owner says."""

EDITABLE = timedelta(days=7)
"""So long after it was given, a reason can be given anew."""

WAITED_FOR = timedelta(days=56)
"""After so long nobody is waited for any more."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One question to the owner of a number, with their answer.

    Attributes:
        key: of the message that asks; the same one is asked once.
        delivery: id of the issue of the digest that it was asked below.
        audience: who may read it: the digest's.
        owner: who is asked: the id of a person or a user group, a name that is none, or "".
        label: of the number: the metric's, and the segment that it is about.
        asked: the number and what it crossed, in a sentence.
        since: first day of the period, None where it was all rows there are; `until` is the last.
        state: `OPEN`, `ANSWERED`, or `CLOSED` where nobody is waited for any more.
    """

    key: str
    digest: str
    delivery: int
    metric: str
    label: str
    channel: str
    audience: str
    owner: str
    asked: str
    since: date | None
    until: date
    asked_at: datetime
    state: str = OPEN
    answer: str = ""
    answered_by: str = ""
    answered_at: datetime | None = None
    id: int = 0

    @property
    def period(self) -> Period | None:
        """What it is about; None for all rows there were."""
        return Period(self.since, self.until) if self.since else None


class Reasons:
    """The reasons table: one row for each metric of an issue that somebody was asked about.

    Raises:
        StoreError: from every method, where the database cannot be reached, read or written.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def ask(self, reason: Reason) -> Reason | None:
        """Keeps a new one, and stops waiting for answers to old ones.

        Returns:
            The one of this key, however often it is asked; None where another digest has asked the
            same in this channel.
        """
        row = {name: getattr(reason, name) for name in Reason.__dataclass_fields__ if name != "id"}
        others = select(reasons.c.key).where(_same(reason), reasons.c.key != reason.key).limit(1)
        try:
            with self._database.write() as connection:
                if connection.execute(others).first():
                    return None
                connection.execute(insert(reasons).values(row))
                connection.execute(_passed_over(reason.asked_at))
        except IntegrityError:
            pass  # asked already
        return self._first(reasons.c.key == reason.key)

    def get(self, number: int) -> Reason | None:
        """One by its id."""
        return self._first(reasons.c.id == number)

    def of_key(self, key: str) -> Reason | None:
        """One by the key of the message that asks."""
        return self._first(reasons.c.key == key)

    def of_delivery(self, delivery: int) -> list[Reason]:
        """What was asked below one issue, in its order."""
        return self._some(reasons.c.delivery == delivery)

    def answer(self, number: int, by: str, words: str, now: datetime) -> Reason | None:
        """Takes what somebody says, in place of what was said before; None where there is none.

        At most `LONGEST` characters are kept.
        """
        said = {"state": ANSWERED, "answer": words[:LONGEST], "answered_by": by, "answered_at": now}
        with self._database.write() as connection:
            connection.execute(update(reasons).where(reasons.c.id == number).values(said))
        return self.get(number)

    def all_open(self) -> list[Reason]:
        """Everything that waits for an owner, oldest first."""
        return self._some(reasons.c.state == OPEN)

    def open_for(self, owners: Collection[str]) -> list[Reason]:
        """What waits for these people and user groups, oldest first."""
        return self._some(and_(reasons.c.state == OPEN, reasons.c.owner.in_(owners)))

    def open_of(self, digest: str) -> list[Reason]:
        """What waits below the issues of a digest, oldest first."""
        return self._some(and_(reasons.c.state == OPEN, reasons.c.digest == digest))

    def said(self, metrics: Collection[str], audiences: Collection[str]) -> list[Reason]:
        """What owners said about metrics, the newest periods first; for readers of these alone."""
        told = and_(
            reasons.c.state == ANSWERED,
            reasons.c.metric.in_(metrics),
            reasons.c.audience.in_(audiences),
        )
        return sorted(self._some(told), key=lambda one: (one.until, one.id), reverse=True)

    def _first(self, which: ColumnElement[bool]) -> Reason | None:
        return next(iter(self._some(which)), None)

    def _some(self, which: ColumnElement[bool]) -> list[Reason]:
        query = select(reasons).where(which).order_by(reasons.c.id)
        with self._database.read() as connection:
            return [_reason(row) for row in connection.execute(query)]


def is_editable(reason: Reason, now: datetime) -> bool:
    """Whether an owner may still say something: nothing was said, or not long ago."""
    if reason.state != ANSWERED or reason.answered_at is None:
        return reason.state == OPEN
    return now - reason.answered_at <= EDITABLE


def _same(reason: Reason) -> ColumnElement[bool]:
    return and_(
        reasons.c.metric == reason.metric,
        reasons.c.label == reason.label,
        reasons.c.channel == reason.channel,
        reasons.c.until == reason.until,
        reasons.c.since.is_(None) if reason.since is None else reasons.c.since == reason.since,
    )


def _passed_over(now: datetime) -> Update:
    """Closes what was asked so long ago that nobody is waited for any more."""
    old = and_(reasons.c.state == OPEN, reasons.c.asked_at < now - WAITED_FOR)
    return update(reasons).where(old).values(state=CLOSED)


def _reason(row: Row[Any]) -> Reason:
    return Reason(**{name: getattr(row, name) for name in Reason.__dataclass_fields__})
