"""The child's side of the calculator: limits itself, then answers one statement after the other.

Its connections reach the tables they were opened with and nothing else. What DuckDB cannot be told
to leave (a text of two billion letters, a fold that ignores an interrupt) ends at a limit of the
process.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

import duckdb

from knowledge import children
from knowledge.metrics import duck
from knowledge.metrics.loading.making import fault
from knowledge.metrics.running.answer import MOST_ROWS, Unanswered, too_many

_MOST_OPEN = 6  # sets of tables; a changed table makes another set


def serve(questions: IO[bytes], answers: IO[bytes], cpu: int = 0) -> None:
    """Answers each frame {"tables", "sql"} with a frame, until there are no more.

    Args:
        questions: frames of JSON.
        answers: frames of JSON: {"names", "rows"}, or {"refused"} with the reason.
        cpu: seconds of processor time for each, 0 for no limit.
    """
    opened: dict[str, duckdb.DuckDBPyConnection] = {}
    children.send(answers, b"{}")  # ready: importing took its time
    while (asked := children.awaited(questions)) is not None:
        if cpu:  # pragma: no cover - in the child only
            children.allow(cpu)
        question = json.loads(asked)
        try:
            answer = _answer(_connection(opened, question["tables"]), question["sql"])
        except Unanswered as problem:
            answer = {"refused": str(problem)}
        except (MemoryError, duckdb.OutOfMemoryException):
            answer = {"refused": "It needs more memory than a figure may.", "leaving": True}
        except duckdb.InternalException:
            answer = {"refused": "The database cannot compute it.", "leaving": True}
        except duckdb.Error as problem:
            answer = {"refused": fault(problem)}
        except Exception:  # noqa: BLE001 - a statement may be anything; the next one is answered
            answer = {"refused": "It cannot be run."}
        children.send(answers, json.dumps(answer).encode())


def _connection(
    opened: dict[str, duckdb.DuckDBPyConnection], tables: Mapping[str, str]
) -> duckdb.DuckDBPyConnection:
    key = json.dumps(tables, sort_keys=True)
    if key not in opened:
        while len(opened) >= _MOST_OPEN:
            opened.pop(next(iter(opened))).close()
        opened[key] = duck.opened({name: Path(file) for name, file in tables.items()})
    return opened[key]


def _answer(connection: duckdb.DuckDBPyConnection, sql: str) -> dict[str, Any]:
    parsed = connection.extract_statements(sql)
    if len(parsed) != 1 or parsed[0].type != duckdb.StatementType.SELECT:
        raise Unanswered("It is more than one select statement.")
    cursor = connection.execute(parsed[0])
    names = [str(column[0]) for column in cursor.description or ()]
    rows = cursor.fetchmany(MOST_ROWS + 1)
    if len(rows) > MOST_ROWS:
        raise too_many()
    return {"names": names, "rows": [[_plain(cell) for cell in row] for row in rows]}


def _plain(cell: object) -> object:
    """A cell as JSON has it; days and moments under their kind."""
    if cell is None or isinstance(cell, (bool, int, str)):
        return cell
    if isinstance(cell, float):
        return cell if math.isfinite(cell) else None
    if isinstance(cell, Decimal):
        return str(cell) if cell.is_finite() else None
    if isinstance(cell, datetime):
        return {"moment": cell.isoformat()}
    return {"day": cell.isoformat()} if isinstance(cell, date) else str(cell)


if __name__ == "__main__":  # pragma: no cover - runs in the child only
    children.limit(int(sys.argv[1]))
    serve(sys.stdin.buffer, sys.stdout.buffer, int(sys.argv[2]))
