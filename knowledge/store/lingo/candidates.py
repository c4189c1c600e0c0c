"""Terms that were found in documents or asked for, and what admins made of them."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, select, update

from knowledge.store.database.database import Database, slices
from knowledge.store.database.writing import insert_missing
from knowledge.store.lingo.records import Candidate, Evidence
from knowledge.store.tables.lingo import candidates

OPEN, APPROVED, MERGED, REJECTED = "open", "approved", "merged", "rejected"


@dataclass(frozen=True, slots=True)
class KeptCandidate:
    """A candidate as it is kept.

    Attributes:
        state: `OPEN`, `APPROVED`, `MERGED` or `REJECTED`; a rejected one stays away.
    """

    candidate: Candidate
    state: str
    decided_by: str
    found_at: datetime


class Candidates:
    """The candidates table.

    Raises:
        StoreError: from every method, where the database cannot be reached, read or written.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def renew(self, found: Sequence[Candidate], now: datetime) -> int:
        """Keeps what is found now; what was open and is found no more goes. How many are open.

        What somebody decided stays as it was decided.
        """
        rows = {one.key: _row(one) for one in found}
        with self._database.write() as connection:
            known = _states(connection)
            gone = [key for key, state in known.items() if state == OPEN and key not in rows]
            for part in slices(gone):
                connection.execute(delete(candidates).where(candidates.c.key.in_(part)))
            for key, row in rows.items():
                if known.get(key) == OPEN:
                    mine = candidates.c.key == key
                    connection.execute(update(candidates).where(mine).values(row))
            new = [
                {"key": key, "found_at": now, **row}
                for key, row in rows.items()
                if key not in known
            ]
            if new:
                insert_missing(connection, candidates, new)  # another process may be at it too
        return len(new) + sum(state == OPEN for key, state in known.items() if key in rows)

    def open(
        self, limit: int = 100, audiences: Collection[str] | None = None
    ) -> list[KeptCandidate]:
        """Those that wait for an admin, the best explained and most used first.

        Of these audiences only, where some are given.
        """
        query = select(candidates).where(candidates.c.state == OPEN)
        if audiences is not None:
            query = query.where(candidates.c.audience.in_(audiences))
        with self._database.read() as connection:
            kept = [_kept(row) for row in connection.execute(query)]
        ranked = sorted(kept, key=lambda one: (-one.candidate.worth, one.candidate.label))
        return ranked[:limit]

    def get(self, key: str) -> KeptCandidate | None:
        """One by its key."""
        with self._database.read() as connection:
            row = connection.execute(select(candidates).where(candidates.c.key == key)).first()
        return _kept(row) if row else None

    def decide(self, key: str, state: str, by: str, now: datetime) -> bool:
        """Settles an open one; False where it is not open any more."""
        mine = and_(candidates.c.key == key, candidates.c.state == OPEN)
        change = update(candidates).where(mine)
        values = {"state": state, "decided_by": by, "decided_at": now}
        with self._database.write() as connection:
            return connection.execute(change.values(values)).rowcount == 1


def _states(connection: Connection) -> dict[str, str]:
    rows = connection.execute(select(candidates.c.key, candidates.c.state))
    return {row.key: row.state for row in rows}


def _row(one: Candidate) -> dict[str, object]:
    return {
        "label": one.label,
        "stands_for": one.stands_for,
        "definition": one.definition,
        "audience": one.audience,
        "times": one.times,
        "evidence": json.dumps(
            {"documents": one.documents, "quotes": [asdict(each) for each in one.evidence]},
            ensure_ascii=False,
        ),
        "found_by": one.found_by,
    }


def _kept(row: Row[Any]) -> KeptCandidate:
    evidence = json.loads(row.evidence)
    return KeptCandidate(
        candidate=Candidate(
            key=row.key,
            label=row.label,
            audience=row.audience,
            stands_for=row.stands_for,
            definition=row.definition,
            times=row.times,
            documents=evidence["documents"],
            evidence=tuple(Evidence(**one) for one in evidence["quotes"]),
            found_by=row.found_by,
        ),
        state=row.state,
        decided_by=row.decided_by,
        found_at=row.found_at,
    )
