"""Digests that people plan in Slack, which digests are paused, and who changed what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from knowledge.store.database.database import Database
from knowledge.store.tables.digests import digest_changes, digests

CREATED, EDITED, PAUSED, RESUMED, DELETED = "created", "edited", "paused", "resumed", "deleted"


@dataclass(frozen=True, slots=True)
class KeptDigest:
    """One row.

    Attributes:
        body: JSON with the keys that a file has; "" for a digest of a file, which is only paused.
        author: who planned it first.
    """

    name: str
    body: str
    paused: bool
    author: str
    created_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class DigestChange:
    """One change: what (`CREATED`, ...), by whom, when, and how it is planned from then on."""

    what: str
    by: str
    at: datetime
    body: str


class PlannedDigests:
    """The digests table; each change is written down beside it, in the same transaction.

    Raises:
        StoreError: from every method, where the database cannot be reached, read or written.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def mark(self) -> tuple[int, int]:
        """Another one after each change, whoever made it; cheap enough to ask every few seconds."""
        query = select(func.count(), func.max(digest_changes.c.id))
        with self._database.read() as connection:
            count, last = connection.execute(query).one()
        return count, last or 0

    def all(self) -> list[KeptDigest]:
        """Everything that is not deleted, by name."""
        query = select(digests).where(digests.c.deleted.is_(False)).order_by(digests.c.name)
        with self._database.read() as connection:
            return [_kept(row) for row in connection.execute(query)]

    def create(self, name: str, body: str, by: str, at: datetime) -> bool:
        """Plans a new one; False where the name is taken. A deleted name can be planned anew."""
        rest = digests.c.deleted.is_(True) | (digests.c.body == "")  # or paused a file now gone
        return self._revive(name, body, by, at, rest) or self._insert(name, body, by, at)

    def edit(self, name: str, body: str, by: str, at: datetime) -> bool:
        """Plans it otherwise; False where it is not there any more."""
        own = digests.c.body != ""
        return self._change(name, EDITED, by, at, own, body=body)

    def pause(self, name: str, by: str, at: datetime) -> bool:
        """Posts nothing until it is resumed; one of a file too. False where it is paused."""
        running = digests.c.paused.is_(False)
        if self._change(name, PAUSED, by, at, running, paused=True):
            return True
        gone = digests.c.deleted.is_(True)
        revived = self._revive(name, "", by, at, gone, paused=True)
        return revived or self._insert(name, "", by, at, paused=True)

    def resume(self, name: str, by: str, at: datetime) -> bool:
        """Posts again; False where it is not paused."""
        return self._change(name, RESUMED, by, at, digests.c.paused.is_(True), paused=False)

    def delete(self, name: str, by: str, at: datetime) -> bool:
        """Takes it out of the plan, not out of its history; False where it is not there."""
        own = digests.c.body != ""
        return self._change(name, DELETED, by, at, own, deleted=True)

    def history(self, name: str) -> list[DigestChange]:
        """Every change of what bears or bore this name, newest first."""
        query = (
            select(digest_changes)
            .where(digest_changes.c.digest == name)
            .order_by(digest_changes.c.id.desc())
        )
        with self._database.read() as connection:
            rows = connection.execute(query)
            return [DigestChange(one.what, one.by, one.at, one.body) for one in rows]

    def _insert(self, name: str, body: str, by: str, at: datetime, *, paused: bool = False) -> bool:
        row = {"name": name, "body": body, "author": by, "created_at": at, "changed_at": at}
        state = {"paused": paused, "deleted": False}
        try:
            with self._database.write() as connection:
                connection.execute(insert(digests).values(**row, **state))
                _note(connection, name, PAUSED if paused else CREATED, by, at)
        except IntegrityError:  # its name is the key: somebody has planned it
            return False
        return True

    def _revive(  # noqa: PLR0913 - a row is no less
        self, name: str, body: str, by: str, at: datetime, which: Any, *, paused: bool = False
    ) -> bool:
        """Uses a row again that stands for nothing any more."""
        anew = {"body": body, "paused": paused, "deleted": False, "author": by}
        with self._database.write() as connection:
            change = update(digests).where(digests.c.name == name, which)
            values = change.values(**anew, created_at=at, changed_at=at)
            changed = connection.execute(values).rowcount == 1
            if changed:
                _note(connection, name, PAUSED if paused else CREATED, by, at)
        return changed

    def _change(
        self, name: str, what: str, by: str, at: datetime, still: Any, **values: Any
    ) -> bool:
        there = and_(digests.c.name == name, digests.c.deleted.is_(False), still)
        with self._database.write() as connection:
            change = update(digests).where(there).values(**values, changed_at=at)
            changed = connection.execute(change).rowcount == 1
            if changed:
                _note(connection, name, what, by, at)
        return changed


def _note(connection: Connection, name: str, what: str, by: str, at: datetime) -> None:
    """Writes a change down, with what the row says now."""
    body = connection.execute(select(digests.c.body).where(digests.c.name == name)).scalar_one()
    row = {"digest": name, "what": what, "by": by, "at": at, "body": body}
    connection.execute(insert(digest_changes).values(row))


def _kept(row: Row[Any]) -> KeptDigest:
    return KeptDigest(**{name: getattr(row, name) for name in KeptDigest.__dataclass_fields__})
