"""DuckDB: a locked connection over the files of tables. Loaded when first needed."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path

import duckdb

from knowledge.metrics.loading.raw import literal, quoted

DAYS_TABLE = "throughline_days"
"""One row a day: MetricFlow's time spine. No source can be called so."""

log = logging.getLogger(__name__)

_LIMITS: dict[str, str | bool | int | float | list[str]] = {
    "memory_limit": "1GB",
    "threads": 2,
    "temp_directory": "",  # nothing is written beside the tables
    "autoinstall_known_extensions": False,
    "TimeZone": "UTC",
}


def opened(files: Mapping[str, Path]) -> duckdb.DuckDBPyConnection:
    """A connection with a view in `main` for each table and its file, locked down.

    No files, no network, no settings, no extensions from here on. A file that cannot be opened is
    deleted and left out: it is derived, and made again when its table is loaded the next time.
    """
    connection = duckdb.connect(":memory:", config=_LIMITS)
    for number, (name, file) in enumerate(files.items()):
        try:
            connection.execute(f"attach {literal(str(file))} as t{number} (read_only)")
            connection.execute(
                f"create view main.{quoted(name)} as from t{number}.main.{quoted(name)}"
            )
        except duckdb.Error:
            log.warning("a table's file is damaged and was dropped: %s", file.name)
            file.unlink(missing_ok=True)
    connection.execute(
        f"create table main.{DAYS_TABLE} as select unnest(generate_series("
        "date '1970-01-01', date '2069-12-31', interval 1 day))::date as day"
    )
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")
    return connection
