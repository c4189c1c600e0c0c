"""What people say of terms: meanings of their own, and words on those of documents."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, and_, insert, select, update

from knowledge.models import Sense
from knowledge.store.database.database import Database
from knowledge.store.database.writing import write_over
from knowledge.store.tables.lingo import SENSE_LISTS, own_senses, sense_changes, sense_states

SUGGESTED, PUBLISHED, REJECTED, WITHDRAWN = "suggested", "published", "rejected", "withdrawn"


@dataclass(frozen=True, slots=True)
class OwnSense:
    """A meaning that somebody wrote or suggested.

    Attributes:
        sense: as it is, or would be; its document is its key.
        replaces: (document, section) of the sense that it takes the place of, ("", "") for none.
        state: `SUGGESTED`, `PUBLISHED`, `REJECTED` or `WITHDRAWN`.
    """

    sense: Sense
    author: str
    created_at: datetime
    state: str = SUGGESTED
    replaces: tuple[str, str] = ("", "")
    decided_by: str = ""


@dataclass(frozen=True, slots=True)
class SenseState:
    """What people say of a sense whose document says otherwise or nothing; "" leaves it."""

    status: str = ""
    replaced_by: str = ""
    owner: str = ""
    verified_at: date | None = None
    verified_by: str = ""


@dataclass(frozen=True, slots=True)
class SenseChange:
    """One change of a meaning; `body` is what it was from then on, JSON."""

    document: str
    section: str
    label: str
    what: str
    by: str
    at: datetime
    body: str = ""


class OwnSenses:
    """The tables own_senses, sense_states and sense_changes; every change is kept.

    Raises:
        StoreError: from every method, where the database cannot be reached, read or written.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, one: OwnSense, what: str, by: str, now: datetime) -> None:
        """Keeps it under its document, in place of what was there; `what` "" is no change."""
        sense = one.sense
        body = json.dumps(asdict(sense), ensure_ascii=False, default=str)
        row = {
            "document": sense.document,
            "body": body,
            "label": sense.label,
            "domain": sense.domain,
            "audience": sense.audience,
            "state": one.state,
            "replaces_document": one.replaces[0],
            "replaces_section": one.replaces[1],
            "author": one.author,
            "decided_by": one.decided_by,
            "created_at": one.created_at,
            "changed_at": now,
        }
        change = SenseChange(sense.document, sense.section, sense.label, what, by, now, body)
        with self._database.write() as connection:
            write_over(connection, own_senses, row)
            if what:
                connection.execute(insert(sense_changes).values(asdict(change)))

    def get(self, document: str) -> OwnSense | None:
        """One by its document."""
        query = select(own_senses).where(own_senses.c.document == document)
        with self._database.read() as connection:
            row = connection.execute(query).first()
        return _own(row) if row else None

    def of_state(self, state: str) -> list[OwnSense]:
        """Those in a state, oldest first."""
        query = select(own_senses).where(own_senses.c.state == state)
        with self._database.read() as connection:
            rows = connection.execute(query.order_by(own_senses.c.created_at)).all()
        return [_own(row) for row in rows]

    def decide(self, document: str, state: str, by: str, now: datetime) -> OwnSense | None:
        """Publishes or rejects what was suggested; None where somebody was first."""
        mine = and_(own_senses.c.document == document, own_senses.c.state == SUGGESTED)
        values = {"state": state, "decided_by": by, "changed_at": now}
        with self._database.write() as connection:
            if connection.execute(update(own_senses).where(mine).values(values)).rowcount != 1:
                return None
            query = select(own_senses).where(own_senses.c.document == document)
            row = connection.execute(query).one()
            what = "approved" if state == PUBLISHED else state
            change = SenseChange(document, "", row.label, what, by, now, row.body)
            connection.execute(insert(sense_changes).values(asdict(change)))
        return _own(row)

    def say(self, sense: Sense, state: SenseState, what: str, by: tuple[str, datetime]) -> None:
        """Keeps what somebody says of a document's sense, over what was said before."""
        user, now = by
        row = {"document": sense.document, "section": sense.section, **asdict(state)}
        body = json.dumps(asdict(state), default=str)
        change = SenseChange(sense.document, sense.section, sense.label, what, user, now, body)
        with self._database.write() as connection:
            write_over(connection, sense_states, {**row, "changed_at": now})
            connection.execute(insert(sense_changes).values(asdict(change)))

    def said(self, documents: Collection[str] | None = None) -> dict[tuple[str, str], SenseState]:
        """What is said of senses, by (document, section)."""
        query = select(sense_states)
        if documents is not None:
            query = query.where(sense_states.c.document.in_(documents))
        names = SenseState.__dataclass_fields__
        with self._database.read() as connection:
            return {
                (row.document, row.section): SenseState(**{n: getattr(row, n) for n in names})
                for row in connection.execute(query)
            }

    def history(self, document: str, section: str) -> list[SenseChange]:
        """Every change of a sense, newest first."""
        return self.changes([document]).get((document, section), [])

    def changes(self, documents: Collection[str]) -> dict[tuple[str, str], list[SenseChange]]:
        """The changes of these documents' senses by (document, section), each newest first.

        What was decided about a suggestion is with the section of its sense.
        """
        query = select(sense_changes).where(sense_changes.c.document.in_(documents))
        names = SenseChange.__dataclass_fields__
        with self._database.read() as connection:
            rows = connection.execute(query.order_by(sense_changes.c.id.desc())).all()
        sections = {row.document: row.section for row in rows if row.section}
        found: dict[tuple[str, str], list[SenseChange]] = {}
        for row in rows:
            change = SenseChange(**{name: getattr(row, name) for name in names})
            section = row.section or sections.get(row.document, "")
            found.setdefault((row.document, section), []).append(change)
        return found


def _own(row: Row[Any]) -> OwnSense:
    body = json.loads(row.body)
    body |= {name: tuple(body[name]) for name in SENSE_LISTS}
    verified = body["verified_at"]
    body["verified_at"] = date.fromisoformat(verified) if verified else None
    return OwnSense(
        sense=Sense(**body),
        author=row.author,
        created_at=row.created_at,
        state=row.state,
        replaces=(row.replaces_document, row.replaces_section),
        decided_by=row.decided_by,
    )
