from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from knowledge.metrics import duck
from knowledge.metrics.computing.tables import TableLoad, Tables
from knowledge.models import Source, SourceKind

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


class Office:
    """A folder of files, and the tables that are made of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tables = Tables(folder / "tables")

    def put(self, name: str, content: str | bytes) -> Path:
        file = self.folder / name
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file

    def load(
        self, place: Path | str, query: str = "", name: str = "t", fields: Mapping[str, str] = {}
    ) -> TableLoad:
        source = Source(name, SourceKind.TABLE, str(place), "everyone", query=query, fields=fields)
        return self.tables.load_table(source, NOW)

    def rows(self, statement: str = "from t") -> list[tuple[object, ...]]:
        with duck.opened(self.files()) as connection:
            return connection.execute(statement).fetchall()

    def files(self) -> dict[str, Path]:
        return {
            name: self.folder / "tables" / one.file for name, one in self.tables.loads().items()
        }


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    yield made
    made.tables.close()


@pytest.fixture
def column(office: Office) -> Callable[..., tuple[str, list[object]]]:
    """The type and the values of a column of a CSV file with these cells."""

    def made(*cells: str, separator: str = ",") -> tuple[str, list[object]]:
        lines = [separator.join((f'"{cell}"', "x")) for cell in ("c", *cells)]
        load = office.load(office.put("t.csv", "\n".join(lines) + "\n"))
        return load.columns["c"], [row[0] for row in office.rows("select c from t")]

    return made
