from __future__ import annotations

import importlib.util
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from knowledge.insights.customers.customers import Customers
from knowledge.insights.customers.picture import Voice
from knowledge.models import Document, Item, Reader, SourceKind
from knowledge.store.counting.items import Items
from knowledge.store.documents.documents import Documents, Publication
from knowledge.store.items.customer_names import CustomerNames

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)


def load_fake(name):
    file = Path(__file__).parents[2] / "fakes" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"fakes_{name}", file)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


class Registers:
    """A store with the shortest way to put items of several sources into it."""

    def __init__(self, database):
        self.database = database
        self.items = Items(database)
        self.names = CustomerNames(database)
        self.customers = Customers(self.items, self.names)

    def put(self, source, *rows, audience="everyone", path="", **more):
        path = path or f"{source}.csv"
        letter = path.endswith(".txt")
        given = [
            replace(
                Item(source, path, audience, "", "" if letter else str(number)),
                **{name: value for name, value in row.items() if name != "said"},
                text=row.get("said", ""),
            )
            for number, row in enumerate(rows, start=1)
        ]
        document = Document(path, source, source, audience, "d", kind=SourceKind.INSIGHTS, **more)
        Documents(self.database).publish_all([Publication(document, [], items=given)], NOW)

    def picture(self, name, *audiences):
        return self.customers.picture(name, Reader(frozenset(audiences or ("everyone",))))


@pytest.fixture
def registers(tmp_path, new_store):
    database = new_store(tmp_path / "store")
    yield Registers(database)
    database.close()


@pytest.fixture
def shelf():
    """Pages in memory, searched by words."""
    return load_fake("shelf").Shelf(load_fake("word_embedder").WordEmbedder())


@pytest.fixture
def voice():
    """An item of a customer as it is cited."""

    def make(source="tickets", domain="service", **more):
        item = Item(source, f"{source}.csv", "everyone", more.pop("text", ""))
        return Voice(replace(item, **more), source, domain=domain)

    return make
