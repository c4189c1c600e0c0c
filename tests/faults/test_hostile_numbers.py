"""Hostile definitions, filters and questions: none escapes, each ends by its limits.

`THROUGHLINE_FAULTS` of 10 or more: all of them; else a tenth.
"""

from __future__ import annotations

import importlib.util
import os
import socket
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from knowledge.errors import ThroughlineError
from knowledge.metrics.computing.engine import Metrics
from knowledge.metrics.computing.tables import Tables
from knowledge.metrics.definitions import load
from knowledge.metrics.query import Where
from knowledge.models import Source, SourceKind

FULL = int(os.environ.get("THROUGHLINE_FAULTS", "3")) >= 10  # noqa: TID251 - a switch of the tests
LONGEST = 15.0  # seconds: four until a statement is ended, and a busy machine's delays
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
WORD, PIN = "CANARY-of-the-closed-table", 777001
FILE_WORD, FILE_PIN = "CANARY-of-the-file", 424242
TICKETS = "ticket,opened,channel,minutes\nT1,2026-02-02,phone,10\nT2,2026-02-03,mail,20\n"


def hostile():
    file = Path(__file__).parents[1] / "fakes" / "hostile_numbers.py"
    spec = importlib.util.spec_from_file_location("fakes_hostile_numbers", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


HOSTILE = hostile()
CASES = HOSTILE.cases()[:: 1 if FULL else 10]


class Place:
    """A workspace with an open table, a closed one, a file beside them, and an open port."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.canary = folder / "canary.csv"
        self.canary.write_text(f"word,pin\n{FILE_WORD},{FILE_PIN}\n", encoding="utf-8")
        (folder / "tickets.csv").write_text(TICKETS, encoding="utf-8")
        (folder / "secrets.csv").write_text(f"word,pin\n{WORD},{PIN}\n", encoding="utf-8")
        self.sources = [
            Source("tickets", SourceKind.TABLE, str(folder / "tickets.csv"), "everyone"),
            Source("secrets", SourceKind.TABLE, str(folder / "secrets.csv"), "board"),
        ]
        self.tables = Tables(folder / "tables")
        for one in self.sources:
            self.tables.load_table(one, NOW)
        self.closed = folder / "tables" / self.tables.loads()["secrets"].file
        self.port = socket.create_server(("127.0.0.1", 0))
        self.port.settimeout(0)

    def metrics(self, folder: Path, changed: dict[str, object]) -> Metrics:
        told = [{"semantic_model": model(changed)}, {"metric": metric(changed)}]
        (folder / "care.yaml").write_text(
            yaml.safe_dump_all(told, allow_unicode=True), encoding="utf-8"
        )
        return Metrics(load(folder), self.tables, self.sources)

    def files(self) -> dict[str, int]:
        """All files and their sizes."""
        return {
            str(file): file.stat().st_size
            for root in (self.folder, Path.cwd() / ".tmp")
            for file in root.rglob("*")
            if file.is_file()
        }

    def reached(self) -> bool:
        """Whether anything connected to the port."""
        try:
            self.port.accept()
        except BlockingIOError:
            return False
        return True

    def close(self) -> None:
        self.port.close()
        self.tables.close()


def model(changed: dict[str, object]) -> dict[str, object]:
    return {
        "name": "tickets",
        "node_relation": changed.get("table", {"alias": "tickets", "schema_name": "main"}),
        "defaults": {"agg_time_dimension": "opened"},
        "entities": [{"name": "ticket", "type": "primary", "expr": "ticket"}],
        "dimensions": [
            {"name": "opened", "type": "time", "type_params": {"time_granularity": "day"}},
            {"name": "channel", "type": "categorical", "expr": changed.get("dimension", "channel")},
        ],
        "measures": [{"name": "count_of", "agg": "sum", "expr": changed.get("expression", "1")}],
    }


def metric(changed: dict[str, object]) -> dict[str, object]:
    made = {
        "name": "tickets",
        "label": "Tickets",
        "type": "simple",
        "type_params": {"measure": "count_of"},
    }
    return made | ({"filter": changed["filter"]} if "filter" in changed else {})


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    made = Place(tmp_path_factory.mktemp("place"))
    yield made
    made.close()


def test_an_honest_metric_is_computed_here(place, tmp_path) -> None:
    metrics = place.metrics(tmp_path, {})

    assert [
        (one.dimensions["channel"], one.value) for one in metrics.figure("tickets", by=["channel"])
    ] == [
        ("mail", 1),
        ("phone", 1),
    ]


@pytest.mark.parametrize(
    ("kind", "text"), CASES, ids=[f"{kind} {number}" for number, (kind, _) in enumerate(CASES)]
)
def test_nothing_hostile_gets_more_than_an_answer_in_time(place, tmp_path, kind, text) -> None:
    places = {
        "canary": place.canary,
        "folder": place.folder,
        "closed": place.closed,
        "port": place.port.getsockname()[1],
    }
    written = HOSTILE.filled(kind, text, **places)
    value = yaml.safe_load(written) if kind == "table" else written
    before = place.files()

    told, took = asked(place, tmp_path, kind, value)

    assert took < LONGEST
    for secret in (WORD, str(PIN), FILE_WORD, str(FILE_PIN)):
        assert secret not in told
    assert place.files() == before
    assert not place.reached()


def asked(place: Place, folder: Path, kind: str, value: object) -> tuple[str, float]:
    """All that whoever asks gets to see, figures or the refusal; the longest that one took."""
    changed = {kind: value} if kind not in {"value", "name"} else {}
    by = [value] if kind == "name" else ["channel"]
    where = [Where("channel", (value,))] if kind == "value" else []
    told, took = [], []
    for groups in (by, []):
        started = time.monotonic()
        try:
            metrics = place.metrics(folder, changed)
            result = metrics.result("tickets", by=groups, where=where)
            told += [
                f"{one.value!r} {one.value or 0:.0f} {dict(one.dimensions)}"
                for one in result.figures
            ]
        except ThroughlineError as error:
            told.append(str(error))
        took.append(time.monotonic() - started)
    return " ".join(told), max(took)
