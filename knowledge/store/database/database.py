"""Opening the truth: one database, readers that never wait, writers one after another."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import (
    AbstractContextManager,
    closing,
    contextmanager,
    nullcontext,
    suppress,
)
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    IntegrityError,
    NoSuchModuleError,
)
from sqlalchemy.exc import TimeoutError as NoneFree

from knowledge.errors import StoreError
from knowledge.store.database import server
from knowledge.store.database.migrating import bring_up
from knowledge.store.database.writers import NoTurn, Writers
from knowledge.store.database.writing import locked

FILE = "throughline.sqlite"
SLICE = 1000
"""Ids in one statement: well under SQLite's 32,766 variables."""

_PATIENCE = 5.0
_LONGER = 60.0  # this process itself is at work: giving up would help nobody
_LOOK = 0.5  # seconds between two looks whether others have ended
_WRITES = "throughline_writes"
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "secure_delete=ON",
    "foreign_keys=ON",
)
_SENTENCES = {
    "disk is full": "The disk that holds {place} is full. Free some space and run it again; "
    "what was stored before is safe.",
    "disk i/o error": "{place} cannot be written or read. Check the disk's space and limits, "
    "then run it again; what was stored before is safe.",
    "readonly": "{place} cannot be written by this user. Check the permissions of its folder.",
    "unable to open": "{place} cannot be opened. Check that its folder exists and may be written.",
    "not a database": "{place} is not a Throughline database. Move it away or name another store.",
    "malformed": "{place} is damaged. Restore it from a backup, or move it away and ingest again.",
    "locked": "{place} has been busy with other work for 5 seconds. Run it again.",
}

Item = TypeVar("Item")
log = logging.getLogger(__name__)


class Database:
    """The SQL truth. Safe to share between threads; `read` and `write` give short transactions.

    Raises:
        StoreError: from every method, where the database cannot be reached, read or written.
    """

    def __init__(self, url: str) -> None:
        """Connects to a SQLAlchemy URL as it stands; `open` is what migrates too."""
        try:
            self._reader = _engine(url)
        except ModuleNotFoundError as error:
            raise StoreError(
                f"PostgreSQL needs a package that is not there ({error.name}): run `make chat`, or "
                "install throughline[postgresql]."
            ) from error
        except (ArgumentError, NoSuchModuleError) as error:
            raise StoreError(
                "The store's database URL cannot be used. "
                "Write it as sqlite:///FILE or postgresql+psycopg://USER@HOST/NAME."
            ) from error
        self._writer = self._reader.execution_options(**{_WRITES: True})
        self._writers = Writers()
        self.dialect = self._reader.dialect.name
        self.place = _place(self._reader)
        if self.shared:
            self._reader = self._reader.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )

    @property
    def shared(self) -> bool:
        """Whether other processes may work on it at the same time, each with all of it."""
        return self.dialect != "sqlite"

    @classmethod
    def open(cls, location: str | Path) -> Database:
        """Opens a folder (its `throughline.sqlite`) or a URL, at this program's schema.

        Raises:
            StoreTooNew: the database was written by a newer program.
            StoreError: it cannot be opened or written, or is no database of ours.
        """
        if isinstance(location, str) and "://" in location:
            url = location
        else:
            url = f"sqlite:///{_file_in(Path(location))}"
        database = cls(url)
        try:
            with database._explained():
                bring_up(database._reader, database._writer, database.place)
        except BaseException:
            database.close()
            raise
        return database

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A short transaction that sees one state of the store and waits for nobody."""
        with self._explained(), self._reader.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self, *, urgent: bool = False) -> Iterator[Connection]:
        """A transaction that writes: committed as a whole, or not at all.

        Args:
            urgent: somebody waits for it, and not for what else this process writes.
        """
        with self._explained(), self._turn(urgent=urgent), self._writer.begin() as connection:
            yield connection

    @contextmanager
    def alone(self, what: str) -> Iterator[None]:
        """One process at a time is in here with the same word; who comes later waits.

        A process that dies is out of it. In a file one process works alone anyway.
        """
        if not self.shared:
            yield
            return
        with self._explained(), self._reader.connect() as connection:
            session = connection.execution_options(isolation_level="AUTOCOMMIT")
            while not locked(session, what):
                time.sleep(_LOOK)
            try:
                yield
            finally:
                connection.invalidate()  # its lock goes with it, whatever became of the server

    def close(self) -> None:
        """Folds SQLite's log into its file, so that deleted text is gone, and disconnects."""
        if not self.shared:
            with suppress(DBAPIError), self._reader.connect() as connection:  # tidying, not truth
                raw = connection.connection.dbapi_connection
                if raw is not None:
                    with closing(raw.cursor()) as cursor:
                        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._reader.dispose()

    def _turn(self, *, urgent: bool) -> AbstractContextManager[None]:
        if self.shared:
            return nullcontext()
        return self._writers.turn(_PATIENCE if urgent else _LONGER, urgent=urgent)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except IntegrityError:
            raise  # a broken promise between rooms, which the caller knows about
        except NoTurn as error:
            raise StoreError(_SENTENCES["locked"].format(place=self.place)) from error
        except NoneFree as error:
            raise StoreError(
                f"Too much is asked of {self.place} at a time. Run it again."
            ) from error
        except DBAPIError as error:
            log.warning("database error: %s", type(error.orig).__name__)
            raise StoreError(self._sentence(error)) from error

    def _sentence(self, error: DBAPIError) -> str:
        told = str(error.orig).lower()
        if self.shared:
            known = server.sentence(error)
        else:
            known = next((one for sign, one in _SENTENCES.items() if sign in told), "")
        other = "{place} refused a statement ({kind}). See the log for details."
        return (known or other).format(place=self.place, kind=type(error.orig).__name__)


def slices(items: Sequence[Item], size: int = SLICE) -> Iterator[Sequence[Item]]:
    """The items in runs of at most `size`."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def _file_in(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise StoreError(
            f"The store's folder {folder} cannot be made ({error.strerror}). "
            "Name another with --store, or change its permissions."
        ) from error
    return folder.absolute() / FILE


def _place(engine: Engine) -> str:
    if engine.dialect.name == "sqlite":
        return engine.url.database or "the database in memory"
    return engine.url.render_as_string(hide_password=True)


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return server.engine(parsed)
    engine = create_engine(parsed, connect_args={"timeout": _PATIENCE})  # SQLite's busy_timeout
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, record: object) -> None:  # noqa: ARG001 - SQLAlchemy's signature
    connection.isolation_level = None  # transactions begin where we say so
    with closing(connection.cursor()) as cursor:
        for pragma in _PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
