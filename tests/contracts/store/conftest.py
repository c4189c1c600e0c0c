"""The store on SQLite and on a PostgreSQL server: one suite holds both to the same promises."""

from __future__ import annotations

import secrets
import shutil
from datetime import UTC, datetime

import pytest

from ingest.drafting import chunk_id
from knowledge.models import Chunk, Document
from knowledge.store.database.database import FILE, Database
from knowledge.store.database.migrating import HEAD
from knowledge.store.documents.documents import Documents
from knowledge.store.documents.embeddings import Embeddings, key

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


EMPTY = f"""
do $$ declare one text; begin
  for one in select tablename from pg_tables
      where schemaname = 'public' and tablename <> 'alembic_version' loop
    execute format('delete from %%I', one);
  end loop;
  for one in select sequencename from pg_sequences where schemaname = 'public' loop
    perform setval(format('%%I', one)::regclass, 1, false);
  end loop;
  update alembic_version set version_num = '{HEAD}';
end $$
"""


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


@pytest.fixture(scope="session")
def served(postgres):
    """An empty store on PostgreSQL, for one test after another."""
    postgres.execute("create database store")
    database = Database.open(postgres.url("store"))
    yield database
    database.close()


@pytest.fixture(params=["sqlite", "postgres"])
def location(request, tmp_path):
    """Where an empty store is: a folder or a URL."""
    if request.param == "sqlite":
        (tmp_path / "store").mkdir()
        shutil.copy(request.getfixturevalue("migrated"), tmp_path / "store" / FILE)
        return tmp_path / "store"
    with request.getfixturevalue("served").write() as connection:
        connection.exec_driver_sql(EMPTY)
    return request.getfixturevalue("postgres").url("store")


@pytest.fixture
def database(request, location):
    if isinstance(location, str):
        yield request.getfixturevalue("served")
        return
    database = Database.open(location)
    yield database
    database.close()


@pytest.fixture(params=["sqlite", "postgres"])
def bare(request, tmp_path):
    """The URL of a database without tables."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'bare.sqlite'}"
    name = f"bare_{secrets.token_hex(4)}"
    server = request.getfixturevalue("postgres")
    server.execute(f"create database {name}")
    return server.url(name)


@pytest.fixture
def another(location):
    """The same store as another process has it."""
    database = Database.open(location)
    yield database
    database.close()


@pytest.fixture
def library(database, embedder):
    return Library(database, embedder)


@pytest.fixture
def embedder(load):
    return load("counting_embedder").CountingEmbedder()


@pytest.fixture
def other_embedder(load):
    return load("counting_embedder").CountingEmbedder("model-b", dimensions=6)


@pytest.fixture
def vectors(load):
    return load("indexes").MemoryVectors()


@pytest.fixture
def keywords(load):
    return load("indexes").MemoryKeywords()


@pytest.fixture
def now():
    return NOW
