from __future__ import annotations

import importlib.util
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingest.drafting import chunk_id
from knowledge.models import Chunk, Document
from knowledge.store.database import Database
from knowledge.store.documents import Documents
from knowledge.store.embeddings import Embeddings, key

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def load_fake(name):
    file = Path(__file__).parents[2] / "fakes" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"fakes_{name}", file)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


class Library:
    """A store with the shortest way to put a document into it."""

    def __init__(self, database, embedder):
        self.database = database
        self.embedder = embedder
        self.documents = Documents(database)
        self.embeddings = Embeddings(database)
        self.now = NOW

    def chunks(self, path, *texts, audience="everyone"):
        return [
            Chunk(
                id=chunk_id(audience, path, text, 0),
                document=path,
                audience=audience,
                section=f"Part {position}",
                text=text,
                embedded=text,
                position=position,
            )
            for position, text in enumerate(texts)
        ]

    def stage(self, chunks):
        keys = {one.id: key(self.embedder.fingerprint, one.embedded) for one in chunks}
        vectors = {keys[one.id]: self.embedder.vector(one.embedded) for one in chunks}
        self.embeddings.put(self.embedder.fingerprint, vectors)
        self.documents.stage(chunks, keys)

    def put(self, path, *texts, audience="everyone", senses=(), **more):
        chunks = self.chunks(path, *texts, audience=audience)
        self.stage(chunks)
        document = Document(
            path=path,
            source=more.pop("source", "wiki"),
            title=path,
            audience=audience,
            digest="d",
            **more,
        )
        self.documents.publish(document, chunks, senses, self.now)
        return chunks


@pytest.fixture
def embedder():
    return load_fake("counting_embedder").CountingEmbedder()


@pytest.fixture
def other_embedder():
    return load_fake("counting_embedder").CountingEmbedder("model-b", dimensions=6)


@pytest.fixture
def vectors():
    return load_fake("indexes").MemoryVectors()


@pytest.fixture
def keywords():
    return load_fake("indexes").MemoryKeywords()


@pytest.fixture
def now():
    return NOW


@pytest.fixture
def database(tmp_path):
    database = Database.open(tmp_path / "store")
    yield database
    database.close()


@pytest.fixture
def library(database, embedder):
    return Library(database, embedder)
