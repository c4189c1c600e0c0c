"""Where meanings differ, and what came of it."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, select, update

from knowledge.store.database.database import Database
from knowledge.store.database.writing import insert_missing
from knowledge.store.lingo.records import Conflict, Difference, Side
from knowledge.store.tables.lingo import conflicts

FOUND, CONFIRMED, DISMISSED, SETTLED, GONE = "found", "confirmed", "dismissed", "settled", "gone"
STANDING = (FOUND, CONFIRMED)
BOTH, ONE, OTHER, JOINT = "both", "one", "other", "joint"
"""Outcomes: both stay as senses, one side's is adopted, or a joint wording is."""

_GRAVITY = {"high": 0, "medium": 1, "low": 2}


@dataclass(frozen=True, slots=True)
class KeptConflict:
    """A conflict as it is kept.

    Attributes:
        state: `FOUND`, `CONFIRMED` by an admin, `DISMISSED`, `SETTLED` by an owner, or `GONE`
            because a side says something else now.
        outcome: `BOTH`, `ONE`, `OTHER` or `JOINT`, "" while it is not settled.
        wording: the joint one, which is only proposed while it is not settled.
        proposed_by: who proposed it.
    """

    conflict: Conflict
    state: str
    outcome: str = ""
    wording: str = ""
    proposed_by: str = ""
    decided_by: str = ""
    decided_at: datetime | None = None
    found_at: datetime | None = None

    @property
    def key(self) -> str:
        return self.conflict.key


class Conflicts:
    """The conflicts table.

    Raises:
        StoreError: from every method, where the database cannot be reached, read or written.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def renew(self, found: Sequence[Conflict], now: datetime) -> tuple[list[str], list[str]]:
        """Keeps what is found now; what stood and is found no more is gone.

        Returns:
            The keys of those that are new, and of those that are gone.
        """
        rows = {one.key: _row(one) for one in found}
        with self._database.write() as connection:
            states = connection.execute(select(conflicts.c.key, conflicts.c.state))
            known = {row.key: row.state for row in states}
            new = [key for key in rows if key not in known]
            back = [key for key in rows if known.get(key) == GONE]
            gone = [key for key, state in known.items() if state in STANDING and key not in rows]
            if new:
                kept = [{"key": key, "found_at": now, **rows[key]} for key in new]
                insert_missing(connection, conflicts, kept)  # another process may be at it too
            for keys, state in ((back, FOUND), (gone, GONE)):
                for key in keys:
                    mine = update(conflicts).where(conflicts.c.key == key)
                    connection.execute(mine.values(state=state))
        return new + back, gone

    def standing(self, audiences: Collection[str] | None = None) -> list[KeptConflict]:
        """What is found or confirmed, the gravest first; for readers of both sides only."""
        return self.of_states(STANDING, audiences)

    def of_states(
        self, states: Collection[str], audiences: Collection[str] | None = None
    ) -> list[KeptConflict]:
        """Those in one of these states that a reader may see: both of its sides, or none of it."""
        query = select(conflicts).where(conflicts.c.state.in_(states))
        if audiences is not None:
            query = query.where(
                conflicts.c.one_audience.in_(audiences), conflicts.c.other_audience.in_(audiences)
            )
        with self._database.read() as connection:
            kept = [_kept(row) for row in connection.execute(query)]
        return sorted(
            kept,
            key=lambda one: (_GRAVITY[one.conflict.difference.severity], one.conflict.label),
        )

    def get(self, key: str) -> KeptConflict | None:
        """One by its key."""
        with self._database.read() as connection:
            row = connection.execute(select(conflicts).where(conflicts.c.key == key)).first()
        return _kept(row) if row else None

    def confirm(self, key: str, by: str, now: datetime) -> bool:
        """An admin says that it is one; False where it is not to be confirmed any more."""
        return self._move(key, FOUND, {"state": CONFIRMED, "decided_by": by, "decided_at": now})

    def dismiss(self, key: str, by: str, now: datetime) -> bool:
        """An admin says that it is none; it does not come again while both say what they say."""
        return self._move(key, FOUND, {"state": DISMISSED, "decided_by": by, "decided_at": now})

    def propose(self, key: str, wording: str, by: str) -> bool:
        """Keeps a joint wording until it is agreed to; False where there is an outcome already."""
        return self._move(key, CONFIRMED, {"wording": wording, "proposed_by": by})

    def settle(self, key: str, outcome: str, by: tuple[str, datetime], wording: str = "") -> bool:
        """The first outcome that an owner chooses counts; False where there is one, or no need."""
        user, now = by
        told = {"state": SETTLED, "outcome": outcome, "wording": wording}
        return self._move(key, CONFIRMED, {**told, "decided_by": user, "decided_at": now})

    def settled(self, since: datetime, until: datetime) -> list[KeptConflict]:
        """What was confirmed or settled in a time, and is so still."""
        within = and_(
            conflicts.c.state.in_((CONFIRMED, SETTLED)),
            conflicts.c.decided_at >= since,
            conflicts.c.decided_at < until,
        )
        with self._database.read() as connection:
            rows = connection.execute(select(conflicts).where(within)).all()
        return sorted(map(_kept, rows), key=lambda one: (one.decided_at or until, one.key))

    def _move(self, key: str, state: str, values: dict[str, object]) -> bool:
        mine = and_(conflicts.c.key == key, conflicts.c.state == state)
        with self._database.write() as connection:
            return connection.execute(update(conflicts).where(mine).values(values)).rowcount == 1


def _row(one: Conflict) -> dict[str, object]:
    return {
        "label": one.label,
        "kind": one.difference.kind,
        "severity": one.difference.severity,
        "reason": one.difference.reason,
        "one": json.dumps(asdict(one.one), ensure_ascii=False),
        "other": json.dumps(asdict(one.other), ensure_ascii=False),
        "one_audience": one.one.audience,
        "other_audience": one.other.audience,
    }


def _kept(row: Row[Any]) -> KeptConflict:
    return KeptConflict(
        conflict=Conflict(
            key=row.key,
            label=row.label,
            one=Side(**json.loads(row.one)),
            other=Side(**json.loads(row.other)),
            difference=Difference(row.kind, row.severity, row.reason),
        ),
        state=row.state,
        outcome=row.outcome,
        wording=row.wording,
        proposed_by=row.proposed_by,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        found_at=row.found_at,
    )
