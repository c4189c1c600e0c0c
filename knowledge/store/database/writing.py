"""Statements that SQLite and PostgreSQL spell differently."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Table, func, select
from sqlalchemy.dialects import sqlite

if TYPE_CHECKING:
    from sqlalchemy.dialects.postgresql import Insert as ServedInsert
    from sqlalchemy.dialects.sqlite import Insert as FiledInsert


def insert_missing(
    connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]
) -> None:
    """Inserts the rows whose keys are not there yet and leaves the others as they are."""
    if rows:
        statement = _insert(connection, table).on_conflict_do_nothing()
        connection.execute(statement, [dict(row) for row in rows])


def write_over(connection: Connection, table: Table, row: Mapping[str, object]) -> None:
    """Inserts a row, or writes it over the one that has its primary key."""
    key = [one.name for one in table.primary_key]
    rest = {name: value for name, value in row.items() if name not in key}
    statement = _insert(connection, table).values(**row)
    connection.execute(statement.on_conflict_do_update(index_elements=key, set_=rest))


def one_at_a_time(connection: Connection, what: str) -> None:
    """Until this transaction ends, others that call this with the same word wait.

    SQLite has one writer at a time anyway.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_number(what))))


def locked(connection: Connection, what: str) -> bool:
    """Whether this connection has a server's lock of that name from now on, until it closes."""
    return bool(connection.execute(select(func.pg_try_advisory_lock(_number(what)))).scalar())


def _number(what: str) -> int:
    return int.from_bytes(sha256(what.encode()).digest()[:8], signed=True)


def _insert(connection: Connection, table: Table) -> ServedInsert | FiledInsert:
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql  # noqa: PLC0415 - 0.1 s, not for SQLite

        return postgresql.insert(table)
    return sqlite.insert(table)
