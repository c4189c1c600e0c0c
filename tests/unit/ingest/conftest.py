from __future__ import annotations

import importlib.util
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ingest.loaders.reading import read
from ingest.pipeline import Ingester
from knowledge.models import Source, SourceKind
from knowledge.search.indexes.following import Follower
from knowledge.store.documents.documents import Documents
from knowledge.store.lingo.senses import Senses


def load_fake(name):
    file = Path(__file__).parents[2] / "fakes" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"fakes_{name}", file)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


class Company:
    """A folder of files, the sources declared over it, and a store that they go into."""

    def __init__(self, root, database, embedder):
        self.root = root
        self.database = database
        self.embedder = embedder
        self.documents = Documents(database)
        self.senses = Senses(database)
        self.vectors = load_fake("indexes").MemoryVectors()
        self.keywords = load_fake("indexes").MemoryKeywords()
        self.follower = Follower(self.documents, self.vectors, self.keywords)
        self.audiences = {"everyone", "board"}
        self.read = read
        self.reads = []
        self.tables = None
        self.time = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
        self.sources = [self.source("wiki")]

    def source(self, name, path="", kind=SourceKind.DOCUMENTS, audience="everyone", **more):
        place = str(self.root / (path or name))
        return Source(name=name, kind=kind, path=place, audience=audience, **more)

    def write(self, name, text="", **front):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        head = "".join(f"{key}: {value}\n" for key, value in front.items())
        path.write_text(f"---\n{head}---\n{text}" if front else text)
        return path

    def ingester(self, embedder=None):
        return Ingester(
            database=self.database,
            embedder=embedder or self.embedder,
            read=self._read,
            follow=self.follower.follow,
            clock=self._clock,
            root=self.root,
            audiences=self.audiences,
            tables=self.tables,
            rebuild=self.follower.rebuild,
        )

    def ingest(self, **options):
        embedder = options.pop("embedder", None)
        return self.ingester(embedder).run(self.sources, **options)

    def texts(self, path, *audiences):
        chunks = self.documents.of_document(path, audiences or self.audiences)
        return [chunk.text for chunk in chunks]

    def known(self):
        return sorted(self.documents.known())

    def _read(self, path, source, root):
        self.reads.append(path.name)
        return self.read(path, source, root)

    def _clock(self):
        self.time += timedelta(seconds=1)
        return self.time


@pytest.fixture
def company(tmp_path, new_store):
    database = new_store(tmp_path / "store")
    root = tmp_path / "company"
    (root / "wiki").mkdir(parents=True)
    yield Company(root, database, load_fake("counting_embedder").CountingEmbedder())
    database.close()


@pytest.fixture
def other_embedder():
    return load_fake("counting_embedder").CountingEmbedder("model-b", dimensions=6)
