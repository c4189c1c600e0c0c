"""What was asked and what came of it; questions that nothing answered are the gaps."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import func, insert, select

from knowledge.store.database import Database
from knowledge.store.schema import questions

NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Entry:
    """One question and its outcome.

    Attributes:
        place: channel, "" for a terminal.
        outcome: answered, not_found, needs_clarification or refused.
        documents: paths of the evidence.
        audiences: what the asker could read; decides who may see the question as a gap.
        ask: the owner who was named to ask.
    """

    asked_at: datetime
    text: str
    outcome: str
    asked_by: str = ""
    place: str = ""
    mode: str = ""
    documents: Sequence[str] = ()
    audiences: Collection[str] = ()
    ask: str = ""
    elapsed_ms: float = 0.0


@dataclass(frozen=True, slots=True)
class Gap:
    """A question that nothing answered, however it was capitalised and spaced.

    Attributes:
        text: as it was asked last.
    """

    text: str
    times: int
    last_asked: datetime
    ask: str = ""


class Journal:
    """The questions table."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, entry: Entry) -> int:
        """Keeps a question; returns its id."""
        row = asdict(entry)
        row["documents"] = json.dumps(list(entry.documents))
        row["audiences"] = json.dumps(sorted(entry.audiences))
        with self._database.write() as connection:
            made = insert(questions).values(row).returning(questions.c.id)
            return int(connection.execute(made).scalar_one())

    def gaps(self, audiences: Collection[str] | None, limit: int = 100) -> list[Gap]:
        """Open questions, most asked first.

        Only questions of people who could read no more than these audiences are in it, so
        that a question does not tell what only others may know of; all of them for None.
        """
        query = (
            select(questions)
            .where(questions.c.outcome == NOT_FOUND)
            .order_by(questions.c.asked_at, questions.c.id)
        )
        gaps: dict[str, Gap] = {}
        with self._database.read() as connection:
            for row in connection.execute(query):
                if audiences is None or set(json.loads(row.audiences)) <= set(audiences):
                    same = " ".join(row.text.casefold().split())
                    times = gaps[same].times + 1 if same in gaps else 1
                    gaps[same] = Gap(row.text, times, row.asked_at, row.ask)
        ranked = sorted(gaps.values(), key=lambda gap: (gap.times, gap.last_asked), reverse=True)
        return ranked[:limit]

    def count(self) -> int:
        """How many questions were kept."""
        with self._database.read() as connection:
            return connection.execute(select(func.count()).select_from(questions)).scalar() or 0
