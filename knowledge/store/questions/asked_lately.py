"""What was asked in a time: which questions stayed open, and the words of all of them."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from knowledge.store.database.database import Database
from knowledge.store.questions.journal import NOT_FOUND, Journal
from knowledge.store.tables.questions import questions

_MOST = 20_000
_ALL = 100_000
_PRIVATE = "private:"  # how the keys of what only one person reads begin


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that nobody could answer, however it was capitalised and spaced.

    Attributes:
        text: as it was asked last.
        times: in the time looked at.
        people: how many different ones asked it.
        here: whether somebody asked it before everybody in the place looked at.
    """

    text: str
    times: int
    people: int
    here: bool


class AskedLately:
    """Reads the journal, without who asked.

    Raises:
        StoreError: from every method, where the database cannot be read.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def open(
        self, since: datetime, until: datetime, audiences: Collection[str], place: str
    ) -> list[OpenQuestion]:
        """Questions asked in a time that are still gaps, those of the most people first.

        Of people who could read no more than these audiences, so that a question does not tell
        what only others may know of; and what was asked before everybody in this place.
        """
        still = {_same(gap.text) for gap in Journal(self._database).gaps(None, _ALL)}
        found: dict[str, list[Row[Any]]] = {}
        for row in self._rows(since, until):
            known = _read_by(row) <= set(audiences) or _is_here(row, place)
            if known and row.outcome == NOT_FOUND and _same(row.text) in still:
                found.setdefault(_same(row.text), []).append(row)
        asked = [_question(rows, place) for rows in found.values()]
        return sorted(asked, key=lambda one: (-one.people, -one.times, one.text))

    def texts(self, since: datetime, until: datetime, audiences: Collection[str]) -> list[str]:
        """All questions of a time, to be counted and not to be shown.

        Of people who could read no more than these audiences.
        """
        rows = self._rows(since, until)
        return [row.text for row in rows if _read_by(row) <= set(audiences)]

    def texts_in(self, since: datetime, until: datetime, places: Collection[str]) -> list[str]:
        """All questions of a time that were asked before everybody in these places, to count."""
        rows = self._rows(since, until)
        return [row.text for row in rows if row.place in places and _is_here(row, row.place)]

    def _rows(self, since: datetime, until: datetime) -> list[Row[Any]]:
        """The newest last."""
        shown = ("text", "outcome", "asked_by", "place", "key", "audiences")
        query = (
            select(*(questions.c[name] for name in shown))
            .where(questions.c.asked_at >= since, questions.c.asked_at < until)
            .order_by(questions.c.asked_at.desc(), questions.c.id.desc())
            .limit(_MOST)
        )
        with self._database.read() as connection:
            return [*reversed(connection.execute(query).all())]


def _question(rows: list[Row[Any]], place: str) -> OpenQuestion:
    people = {row.asked_by for row in rows if row.asked_by}
    here = [row for row in rows if _is_here(row, place)]
    return OpenQuestion((here or rows)[-1].text, len(rows), len(people), bool(here))


def _is_here(row: Row[Any], place: str) -> bool:
    """Whether it was asked before everybody in a place: not by a command, not in a terminal."""
    return bool(row.key) and row.place == place and not row.key.startswith(_PRIVATE)


def _read_by(row: Row[Any]) -> set[str]:
    return {*json.loads(row.audiences)}


def _same(text: str) -> str:
    return " ".join(text.casefold().split())
