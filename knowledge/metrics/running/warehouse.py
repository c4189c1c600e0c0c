"""Warehouses: PostgreSQL databases whose tables are queried where they live."""

from __future__ import annotations

import math
import threading
from datetime import UTC, date, datetime
from decimal import Decimal

from sqlalchemy import Engine, inspect

from knowledge.errors import DocumentError
from knowledge.metrics.loading import databases
from knowledge.metrics.loading.raw import quoted
from knowledge.metrics.running.answer import MOST_ROWS, Answer, Unanswered, too_many

_LONGEST = 4.0  # seconds: it is further away, and nothing has to be started anew after it
_KEPT = 3  # connections, each warehouse
_LOOKING = 60.0  # seconds that looking at a table may take


class Warehouses:
    """The databases that metrics are computed in; connections are made when they are wanted."""

    def __init__(self, longest: float = _LONGEST) -> None:
        """`longest`: seconds that a statement may take."""
        self._longest = longest
        self._lock = threading.Lock()
        self._engines: dict[str, Engine] = {}

    def run(self, url: str, sql: str, table: str) -> Answer:
        """The rows of one select, within a transaction that only reads.

        Args:
            url: the warehouse's.
            sql: as `confined` gives it.
            table: what an error calls it.

        Raises:
            Unanswered: the warehouse refuses it, cannot be reached, or it takes or gives too much.
        """
        try:
            with (
                databases.told(table, url, self._longest),
                databases.transaction(self._engine(url)) as connection,
            ):
                bounded = f"select * from ({sql}) as answer limit {MOST_ROWS + 1}"  # noqa: S608
                result = connection.execution_options(no_parameters=True).exec_driver_sql(bounded)
                names, rows = tuple(result.keys()), result.fetchall()
        except DocumentError as error:
            raise Unanswered(str(error)) from error
        if len(rows) > MOST_ROWS:
            raise too_many()
        return Answer(names, tuple(tuple(_plain(cell) for cell in row) for row in rows))

    def close(self) -> None:
        """Closes all connections."""
        with self._lock:
            for engine in self._engines.values():
                engine.dispose()
            self._engines.clear()

    def _engine(self, url: str) -> Engine:
        with self._lock:
            if url not in self._engines:
                self._engines[url] = databases.opened(url, self._longest, _KEPT)
            return self._engines[url]


def examine(name: str, url: str, day: str) -> tuple[int, dict[str, str], date | None]:
    """Rows, columns with their types, and the newest day, of a table that stays where it is.

    Raises:
        DocumentError: it cannot be read, with the reason.
    """
    with databases.reading(name, url, _LOOKING) as connection:
        whole = databases.select_all(name, url, connection)
        found = {
            str(column["name"]): str(column["type"]).upper()
            for column in inspect(connection).get_columns(name)
        }
        if day and day not in found:
            raise DocumentError(f"The table {name} has no column '{day}'.")
        newest = f"max({quoted(day)}::date)" if day else "null"
        (row,) = connection.exec_driver_sql(
            f"select count(*), {newest} from ({whole}) as whole"  # noqa: S608 - quoted names
        ).fetchall()
    if not row[0]:
        raise DocumentError(f"The table '{name}' is empty: it has columns and no rows.")
    return int(row[0]), found, row[1]


def _plain(cell: object) -> object:
    """A cell as an `Answer` has it; numbers with a fraction as PostgreSQL writes them."""
    if cell is None or isinstance(cell, (bool, int, str)):
        return cell
    if isinstance(cell, float):
        return repr(cell).removesuffix(".0") if math.isfinite(cell) else None
    if isinstance(cell, Decimal):
        return format(cell, "f") if cell.is_finite() else None
    if isinstance(cell, datetime) and cell.tzinfo:
        return cell.astimezone(UTC).replace(tzinfo=None)
    return cell if isinstance(cell, date) else str(cell)
