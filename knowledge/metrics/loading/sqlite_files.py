"""SQLite files, read through Python: DuckDB's own extension cannot be had everywhere."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from knowledge.errors import DocumentError
from knowledge.metrics.loading.raw import Raw, quoted
from knowledge.metrics.loading.rows import written

_HEAD = b"SQLite format 3\0"
_LONGEST = 600.0  # seconds that a query may take
_ALLOWED = frozenset(
    {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
)
_FORBIDDEN = frozenset({"load_extension", "readfile", "writefile", "edit", "fts3_tokenizer"})


def read(name: str, file: Path, folder: Path, query: str = "") -> Raw:
    """What a query selects, else the table of this name, else the only one there is.

    Raises:
        DocumentError: it is no database, has no such table, or refuses the query.
    """
    with file.open("rb") as stream:
        if stream.read(len(_HEAD)) != _HEAD:
            raise DocumentError(
                f"The table '{name}' cannot be read: {file.name} is not a SQLite database."
            )
    try:
        with closing(_opened(file)) as connection:
            statement = query or f"select * from {quoted(_table(name, file, connection))}"  # noqa: S608 - quoted
            _confine(connection)
            cursor = connection.execute(statement)
            if not cursor.description:
                raise DocumentError(f"The query of the table '{name}' selects nothing.")
            names = [column[0] for column in cursor.description]
            return written(name, names, _rows(cursor), folder / "rows.csv")
    except (sqlite3.Error, sqlite3.Warning) as error:
        what = f"The query of the table '{name}'" if query else f"The table '{name}'"
        raise DocumentError(f"{what} cannot be read from {file.name}: {_reason(error)}.") from error


def _opened(file: Path) -> sqlite3.Connection:
    """A connection that writes nothing, also where the folder cannot be written."""
    place = f"file:{quote(str(file.absolute()))}"
    try:
        connection = sqlite3.connect(f"{place}?mode=ro", uri=True)
        connection.execute("select count(*) from sqlite_master").fetchone()
    except sqlite3.OperationalError:
        connection.close()
        connection = sqlite3.connect(f"{place}?mode=ro&immutable=1", uri=True)
    connection.text_factory = lambda content: content.decode("utf-8", errors="replace")
    return connection


def _confine(connection: sqlite3.Connection) -> None:
    """From here on a statement reads this file's tables, and ends."""

    def allow(action: int, *about: str | None) -> int:
        if action == sqlite3.SQLITE_FUNCTION and (about[1] or "").lower() in _FORBIDDEN:
            return sqlite3.SQLITE_DENY
        return sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY

    end = time.monotonic() + _LONGEST
    connection.set_authorizer(allow)
    connection.set_progress_handler(lambda: time.monotonic() > end, 1_000_000)


def _table(name: str, file: Path, connection: sqlite3.Connection) -> str:
    listed = connection.execute(
        "select name from sqlite_master where type in ('table', 'view')"
        " and name not like 'sqlite_%' order by name"
    ).fetchall()
    tables = [str(row[0]) for row in listed]
    named = [table for table in tables if table.lower() == name.lower()]
    if named or len(tables) == 1:
        return (named or tables)[0]
    if not tables:
        raise DocumentError(f"The table '{name}' is empty: {file.name} has no tables.")
    known = ", ".join(tables[:12]) + (" and more" if len(tables) > 12 else "")
    raise DocumentError(
        f"{file.name} has no table '{name}': write a query, or name the source like one of its"
        f" tables ({known})."
    )


def _rows(cursor: sqlite3.Cursor) -> Iterator[Sequence[object]]:
    while batch := cursor.fetchmany(5_000):
        yield from batch


def _reason(error: Exception) -> str:
    text = str(error).strip().rstrip(".")
    if "not authorized" in text or "prohibited" in text:
        return "a query may only select from the tables of its file"
    if text == "interrupted":
        return f"it took longer than {_LONGEST:.0f} seconds"
    if "one statement at a time" in text:
        return "it must be one select statement"
    return text or "it is damaged"
