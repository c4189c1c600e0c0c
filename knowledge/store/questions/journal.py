"""What was asked and what came of it; questions that nothing answered are the gaps."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, insert, select
from sqlalchemy.exc import IntegrityError

from knowledge.store.database.database import Database
from knowledge.store.tables.people import asks
from knowledge.store.tables.questions import questions

NOT_FOUND, ANSWERED = "not_found", "answered"
REPLIED = "answered"  # the state of a question to an owner


@dataclass(frozen=True, slots=True)
class Entry:
    """One question and its outcome.

    Attributes:
        place: channel, "" for a terminal.
        outcome: answered, not_found, needs_clarification or refused.
        documents: paths of the evidence.
        audiences: what the asker could read; decides who may see the question as a gap.
        ask: the owner who was named to ask.
        key: of its delivery; the same question delivered again is not kept twice. "" for a
            terminal's.
        answer: the text that was told.
        evidence: what it was told from, each with `document`, `title`, `section`, `quote`,
            `link`, `owner`, `audience` and `number`; what was computed with `working`.
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
    key: str = ""
    thread: str = ""
    answer: str = ""
    evidence: Sequence[Mapping[str, Any]] = ()


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
        """Keeps a question; returns its id, that of the first one where its key is kept already."""
        row = asdict(entry)
        row["documents"] = json.dumps(list(entry.documents))
        row["audiences"] = json.dumps(sorted(entry.audiences))
        row["evidence"] = json.dumps([dict(one) for one in entry.evidence], ensure_ascii=False)
        row["key"] = entry.key or None
        try:
            with self._database.write(urgent=True) as connection:  # who asked waits for it
                made = insert(questions).values(row).returning(questions.c.id)
                return int(connection.execute(made).scalar_one())
        except IntegrityError:
            with self._database.read() as connection:
                same = select(questions.c.id).where(questions.c.key == entry.key)
                return int(connection.execute(same).scalar_one())

    def question(self, number: int) -> Entry | None:
        """A kept question by its id."""
        with self._database.read() as connection:
            row = connection.execute(select(questions).where(questions.c.id == number)).first()
        return _entry(row) if row else None

    def asked_by(self, user: str, limit: int = 10) -> list[tuple[int, Entry]]:
        """A person's last questions with their ids, newest first."""
        query = (
            select(questions)
            .where(questions.c.asked_by == user)
            .order_by(questions.c.id.desc())
            .limit(limit)
        )
        with self._database.read() as connection:
            return [(row.id, _entry(row)) for row in connection.execute(query)]

    def gaps(self, audiences: Collection[str] | None, limit: int = 100) -> list[Gap]:
        """Open questions, most asked first.

        A question is no gap any more once it was answered to somebody who could read no more than
        who asked in vain, or an owner replied to it. Only questions of people who could read no
        more than these audiences are in it, so that a question does not tell what only others may
        know of; all of them for None.
        """
        told = select(asks.c.question).where(asks.c.state == REPLIED)
        query = (
            select(questions)
            .where(questions.c.outcome.in_((NOT_FOUND, ANSWERED)), questions.c.id.not_in(told))
            .order_by(questions.c.asked_at, questions.c.id)
        )
        gaps: dict[str, tuple[Gap, set[str]]] = {}
        with self._database.read() as connection:
            for row in connection.execute(query):
                same = " ".join(row.text.casefold().split())
                read = set(json.loads(row.audiences))
                before, known = gaps.get(same, (None, read))
                if row.outcome == ANSWERED:
                    if before and read <= known:
                        del gaps[same]
                elif audiences is None or read <= set(audiences):
                    times = before.times + 1 if before else 1
                    gaps[same] = Gap(row.text, times, row.asked_at, row.ask), read
        ranked = [gap for gap, _ in gaps.values()]
        ranked.sort(key=lambda gap: (gap.times, gap.last_asked), reverse=True)
        return ranked[:limit]

    def count(self) -> int:
        """How many questions were kept."""
        with self._database.read() as connection:
            return connection.execute(select(func.count()).select_from(questions)).scalar() or 0


def _entry(row: Row[Any]) -> Entry:
    return Entry(
        asked_at=row.asked_at,
        text=row.text,
        outcome=row.outcome,
        asked_by=row.asked_by,
        place=row.place,
        mode=row.mode,
        documents=json.loads(row.documents),
        audiences=json.loads(row.audiences),
        ask=row.ask,
        elapsed_ms=row.elapsed_ms,
        key=row.key or "",
        thread=row.thread or "",
        answer=row.answer or "",
        evidence=json.loads(row.evidence or "[]"),
    )
