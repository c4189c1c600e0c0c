"""Databases by their URL: one of the two rooms for SQLAlchemy outside the store.

They are the company's own, not the store's: only ever read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, CursorResult, Engine, create_engine, inspect
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from knowledge.errors import DocumentError
from knowledge.metrics.loading.kinds import shown
from knowledge.metrics.loading.raw import Raw
from knowledge.metrics.loading.rows import written

_LONGEST = 600  # seconds that a query may take
_CONNECTING = 10  # seconds
_SELECTS = re.compile(r"\s*(\(|select\b|with\b|values\b|table\b)", re.IGNORECASE)


def read(name: str, url: str, folder: Path, query: str = "") -> Raw:
    """What a query selects in a database, else the table of this name.

    Raises:
        DocumentError: the database cannot be reached, or has no such table, or refuses the query;
            in a sentence without its password and without any row's text.
    """
    if query and not _SELECTS.match(query):
        raise DocumentError(f"The query of the table '{name}' must be one select statement.")
    with reading(name, url, _LONGEST) as connection:
        statement = query or select_all(name, url, connection)
        streamed = connection.execution_options(
            stream_results=True, max_row_buffer=5_000, no_parameters=True
        )
        with closing(streamed.exec_driver_sql(statement)) as result:
            if not result.returns_rows:
                raise DocumentError(f"The query of the table '{name}' selects nothing.")
            names = list(result.keys())
            return written(name, names, _rows(result), folder / "rows.csv", guess=False)


@contextmanager
def reading(name: str, url: str, seconds: float) -> Iterator[Connection]:
    """A connection for one read-only transaction whose statements end after some seconds.

    Raises:
        DocumentError: what goes wrong in it, in our words.
    """
    with told(name, url, seconds):
        engine = opened(url, seconds, kept=0)
        with transaction(engine) as connection:
            yield connection


def opened(url: str, seconds: float, kept: int) -> Engine:
    """A database whose statements end after some seconds; so many connections are kept open."""
    parsed = _driven(make_url(url))
    arguments = _arguments(parsed, seconds)
    if not kept:
        return create_engine(parsed, poolclass=NullPool, connect_args=arguments)
    return create_engine(
        parsed,
        pool_size=kept,
        max_overflow=0,
        pool_timeout=seconds,
        pool_pre_ping=True,
        pool_recycle=600,
        connect_args=arguments,
    )


@contextmanager
def transaction(engine: Engine) -> Iterator[Connection]:
    """A transaction that reads, and is rolled back."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection = connection.execution_options(postgresql_readonly=True)  # noqa: PLW2901
        yield connection
        connection.rollback()


@contextmanager
def told(name: str, url: str, seconds: float) -> Iterator[None]:
    """Says in our words what goes wrong with a table of a database.

    Raises:
        DocumentError: in a sentence without the URL's password and without any row's text.
    """
    try:
        yield
    except (SQLAlchemyError, ImportError, ValueError) as error:
        raise DocumentError(_sentence(name, url, error, seconds)) from None  # it may hold the URL


def select_all(name: str, url: str, connection: Connection) -> str:
    """A select of the whole table of this name.

    Raises:
        DocumentError: there is none.
    """
    found = inspect(connection)
    if not (found.has_table(name) or name in found.get_view_names()):
        raise DocumentError(
            f"{shown(url)} has no table '{name}': write a query, or name the source like its table."
        )
    return f"select * from {connection.dialect.identifier_preparer.quote(name)}"  # noqa: S608


def _driven(url: URL) -> URL:
    """PostgreSQL by the driver that we bring, where the URL names none."""
    plain = url.drivername in {"postgresql", "postgres"}
    return url.set(drivername="postgresql+psycopg") if plain else url


def _arguments(url: URL, seconds: float) -> dict[str, object]:
    if url.get_backend_name() != "postgresql":
        return {}
    return {
        "connect_timeout": min(_CONNECTING, max(2, int(seconds))),
        "tcp_user_timeout": int(seconds * 1000) + 1000,
        "options": f"-c statement_timeout={int(seconds * 1000)} -c timezone=UTC",
        "application_name": "throughline",
    }


def _rows(result: CursorResult[Any]) -> Iterator[Sequence[object]]:
    for batch in result.partitions(5_000):
        yield from (tuple(row) for row in batch)


def _sentence(name: str, url: str, error: Exception, seconds: float) -> str:
    """What went wrong, without the URL's password and without what stands in the rows."""
    place = shown(url)
    if isinstance(error, (NoSuchModuleError, ImportError)):
        return f"There is no driver for {place}: install the one that its URL names."
    if isinstance(error, (ArgumentError, ValueError)):
        return f"The path of the table '{name}' is not a database URL."
    told = str(getattr(error, "orig", ""))
    state = str(getattr(getattr(error, "orig", None), "sqlstate", None) or "")
    known = {
        "28": f"{place} refused the user or the password.",
        "3D": f"There is no database {place}.",
        "57014": f"{place} took longer than {seconds:.0f} seconds for the table '{name}'.",
        "42501": f"{place} does not let its user read what the table '{name}' selects.",
        "0A": f"What the table '{name}' selects would write: it may only read.",
        "25006": f"What the table '{name}' selects would write: it may only read.",
        "22": f"The table '{name}' of {place} holds a value that does not fit the expression.",
        "42": f"{place} cannot answer for the table '{name}': {_words(error)}.",
    }
    if not state:  # a connection that failed says it in words only
        state = "28" if "authentication failed" in told else ""
        state = "3D" if "database" in told and "does not exist" in told else state
    found = next((known[code] for code in known if state.startswith(code)), "")
    return found or f"{place} cannot be reached for the table '{name}'."


def _words(error: Exception) -> str:
    """The database's own words for a wrong statement: names of tables and columns, no values."""
    told = getattr(getattr(error, "orig", None), "diag", None)
    primary = str(getattr(told, "message_primary", "") or "the statement is wrong")
    position = getattr(told, "statement_position", None)
    return f"{primary} (at character {position})" if position else primary
