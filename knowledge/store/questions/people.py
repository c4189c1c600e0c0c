"""What each person was told once, when they looked last, and which threads want quiet."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import and_, exists, insert, select, update
from sqlalchemy.exc import IntegrityError

from knowledge.store.database.database import Database
from knowledge.store.database.writing import write_over
from knowledge.store.questions.turns import Place
from knowledge.store.tables.people import people, threads

WELCOMED, HINTED = "welcomed_at", "hinted_at"
"""What is told to a person once."""


class People:
    """The people table.

    Raises:
        StoreError: from every method, where the database cannot be reached, read or written.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def once(self, team: str, user: str, what: str, now: datetime) -> bool:
        """Whether a person is told `WELCOMED` or `HINTED` for the first time; noted as told."""
        if self.told(team, user, what):
            return False
        self._meet(team, user, now)
        column = people.c[what]
        mine = and_(people.c.team == team, people.c.user == user, column.is_(None))
        with self._database.write() as connection:
            return connection.execute(update(people).where(mine).values({what: now})).rowcount == 1

    def told(self, team: str, user: str, what: str) -> bool:
        """Whether a person was told `WELCOMED` or `HINTED` already."""
        mine = and_(people.c.team == team, people.c.user == user, people.c[what].is_not(None))
        with self._database.read() as connection:
            return bool(connection.execute(select(exists().where(mine))).scalar())

    def looked(self, team: str, user: str, now: datetime) -> datetime | None:
        """Notes that a person looks at their home now; gives when they did before."""
        self._meet(team, user, now)
        mine = and_(people.c.team == team, people.c.user == user)
        with self._database.write() as connection:
            before = connection.execute(select(people.c.home_seen_at).where(mine)).scalar()
            connection.execute(update(people).where(mine).values(home_seen_at=now))
        return before

    def _meet(self, team: str, user: str, now: datetime) -> None:
        known = select(people.c.user).where(people.c.team == team, people.c.user == user)
        with self._database.read() as connection:
            if connection.execute(known).first():
                return
        try:
            with self._database.write() as connection:
                connection.execute(insert(people).values(team=team, user=user, first_seen=now))
        except IntegrityError:
            return  # somebody else met them at the same moment


class Quiet:
    """The threads table: where the bot was asked to say nothing.

    Raises:
        StoreError: from every method, where the database cannot be reached, read or written.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def set(self, place: Place, *, quiet: bool, now: datetime) -> None:
        """Asks for quiet in a thread, or ends it."""
        row = {"team": place.team, "channel": place.channel, "thread": place.thread}
        with self._database.write() as connection:
            write_over(connection, threads, row | {"quiet": quiet, "changed_at": now})

    def wanted(self, place: Place) -> bool:
        """Whether a thread wants quiet."""
        query = select(threads.c.quiet).where(
            threads.c.team == place.team,
            threads.c.channel == place.channel,
            threads.c.thread == place.thread,
        )
        with self._database.read() as connection:
            return bool(connection.execute(query).scalar())
