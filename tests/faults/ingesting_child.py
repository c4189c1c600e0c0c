"""A process to be killed: checks the store as it found it, then ingests a folder.

It tells on its standard output, a JSON line each: `found` (what is visible, and every fault that
it sees in it), `published` after each commit that the indexes have followed, and `done`.
"""

from __future__ import annotations

import importlib.util
import json
import resource
import sys
from datetime import UTC, datetime
from pathlib import Path

from ingest import pipeline
from ingest.loaders.reading import read
from ingest.pipeline import Ingester
from knowledge.errors import StoreError
from knowledge.models import Source, SourceKind
from knowledge.search.indexes.following import Follower
from knowledge.search.indexes.keywords import TantivyKeywords
from knowledge.search.indexes.vectors import ChromaVectors
from knowledge.store.database.database import Database
from knowledge.store.database.ownership import Ownership
from knowledge.store.documents.documents import Documents

SMALL_BATCH = 12  # commits often, so that kills find it in every state


def main(root, folder, largest):
    with Ownership(folder):
        database = Database.open(folder)
        embedder = _fake_embedder()
        vectors = ChromaVectors(folder / "vectors", embedder.dimensions, embedder.fingerprint)
        keywords = TantivyKeywords(folder / "keywords")
        documents = Documents(database)
        follower = Follower(documents, vectors, keywords)
        follower.reconcile()
        tell("found", _look(documents, vectors, keywords))
        if largest:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
        pipeline._BATCH = SMALL_BATCH

        def follow():
            count = follower.follow()
            tell("published", {path: _texts(documents, path) for path in documents.known()})
            return count

        source = Source("wiki", SourceKind.DOCUMENTS, str(root / "wiki"), "everyone")
        ingester = Ingester(
            database=database,
            embedder=embedder,
            read=read,
            follow=follow,
            clock=lambda: datetime.now(UTC),
            root=root,
            audiences={"everyone"},
        )
        report = ingester.run([source])
        done = [report.added, report.updated, report.unchanged, report.deleted, len(report.failed)]
        tell("done", done)
        keywords.close()
        vectors.close()
        database.close()


def tell(what, value):
    print(json.dumps([what, value]), flush=True)


def _look(documents, vectors, keywords):
    live = documents.live()
    faults = []
    if vectors.ids("everyone") != set(live):
        faults.append("the vector index differs from the database")
    if keywords.ids() != set(live):
        faults.append("the keyword index differs from the database")
    for chunk, vector in documents.vectors(live).items():
        nearest = vectors.search(["everyone"], vector, 1)
        if not nearest or nearest[0][0] != chunk:
            faults.append(f"chunk {chunk} does not find itself")
    return {
        "documents": {path: _texts(documents, path) for path in documents.known()},
        "chunks": len(live),
        "vectors": len(documents.vectors(live)),
        "faults": faults,
    }


def _texts(documents, path):
    return [chunk.text for chunk in documents.of_document(path, {"everyone"})]


def _fake_embedder():
    file = Path(__file__).parents[1] / "fakes" / "counting_embedder.py"
    spec = importlib.util.spec_from_file_location("counting_embedder", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.CountingEmbedder(dimensions=32)


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
    except StoreError as error:
        tell("refused", str(error))
        sys.exit(1)
