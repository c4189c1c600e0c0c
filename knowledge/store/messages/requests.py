"""What a command beside a running bot asks of it, and how far that is."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import insert, select, update

from knowledge.errors import StoreError
from knowledge.store.database.database import Database
from knowledge.store.tables.messages import requests

WAITING, WORKING, DONE, FAILED = "waiting", "working", "done", "failed"
PATIENCE = timedelta(minutes=10)
"""A request that nobody took for so long is not wanted any more: its terminal has gone."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked: a command of the command line with its arguments."""

    id: int
    command: str
    arguments: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class RequestStatus:
    """How far a request is.

    Attributes:
        result: JSON when done, a sentence when failed, "" before.
        seen_at: the owner's last sign of life on it, None before it was taken.
    """

    state: str
    done: int
    total: int
    result: str
    seen_at: datetime | None


class Requests:
    """The requests table: `put` and `status` beside the owner, the rest by the owner.

    Several bots may share a database, each the owner of a folder of its own.
    """

    def __init__(self, database: Database, clock: Callable[[], datetime], folder: str) -> None:
        """`folder` is the name of the folder whose owner is asked."""
        self._database = database
        self._clock = clock
        self._folder = folder

    def put(self, command: str, arguments: Mapping[str, object]) -> int:
        """Leaves a request; returns its id. Arguments are JSON values."""
        row = {
            "command": command,
            "arguments": json.dumps(arguments),
            "created_at": self._clock(),
            "folder": self._folder,
        }
        with self._database.write() as connection:
            made = insert(requests).values(row).returning(requests.c.id)
            return int(connection.execute(made).scalar_one())

    def take(self) -> Request | None:
        """The oldest request to this folder's owner, now the caller's alone; None without one."""
        now = self._clock()
        query = (
            select(requests)
            .where(requests.c.state == WAITING, requests.c.created_at >= now - PATIENCE)
            .where(requests.c.folder == self._folder)
            .order_by(requests.c.id)
            .limit(1)
        )
        with self._database.read() as connection:  # most looks find nothing and write nothing
            if connection.execute(query).first() is None:
                return None
        alone = query.with_for_update(skip_locked=True)  # PostgreSQL; SQLite's writers queue
        with self._database.write() as connection:
            row = connection.execute(alone).first()
            if row is None:
                return None
            connection.execute(
                update(requests).where(requests.c.id == row.id).values(state=WORKING, seen_at=now)
            )
            return Request(row.id, row.command, json.loads(row.arguments))

    def advance(self, request: int, done: int, total: int) -> None:
        """Tells the terminal how far it is."""
        self._write(request, done=done, total=total)

    def finish(self, request: int, result: str) -> None:
        """Leaves the result, as JSON."""
        self._write(request, state=DONE, result=result)

    def fail(self, request: int, sentence: str) -> None:
        """Leaves why it failed, as one sentence for whoever asked."""
        self._write(request, state=FAILED, result=sentence)

    def status(self, request: int) -> RequestStatus:
        """How far it is.

        Raises:
            StoreError: there is no such request.
        """
        with self._database.read() as connection:
            row = connection.execute(select(requests).where(requests.c.id == request)).first()
        if row is None:
            raise StoreError(f"There is no request {request} in {self._database.place}.")
        return RequestStatus(row.state, row.done, row.total, row.result, row.seen_at)

    def abandon(self) -> int:
        """At the owner's start: fails what an owner before it was killed over; returns how many."""
        sentence = "The bot was stopped before this was done. Run it again."
        with self._database.write() as connection:
            return connection.execute(
                update(requests)
                .where(requests.c.state == WORKING, requests.c.folder == self._folder)
                .values(state=FAILED, result=sentence, seen_at=self._clock())
            ).rowcount

    def _write(self, request: int, **values: object) -> None:
        with self._database.write() as connection:
            connection.execute(
                update(requests)
                .where(requests.c.id == request)
                .values(seen_at=self._clock(), **values)
            )
