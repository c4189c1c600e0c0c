"""A changed embedding model: every visible chunk gets a vector of the new one, from SQL."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import islice

from knowledge.ports import Embedder, Progress
from knowledge.search.words.sentences import spans
from knowledge.store.database.facts import EMBEDDING_MODEL, Facts
from knowledge.store.documents.embeddings import Embeddings, key

_AT_ONCE = 256
"""Texts between two commits: what a kill may cost."""


def embed_into(embeddings: Embeddings, embedder: Embedder, texts: Mapping[str, str]) -> None:
    """Embeds texts (by key) with their pieces, and keeps the vectors."""
    found = [spans(text) for text in texts.values()]
    vectors, parts = embedder.embed_parts(list(texts.values()), found)
    embeddings.put(
        embedder.fingerprint,
        dict(zip(texts, vectors, strict=True)),
        dict(zip(texts, parts, strict=True)),
    )


def reembed(
    embeddings: Embeddings,
    facts: Facts,
    embedder: Embedder,
    announce: Callable[[int], Progress | None] | None = None,
) -> int:
    """Embeds what has no vector of this model; returns how many chunks that were.

    Cheap where nothing changed. Killed, it goes on where it was; until it is done, every chunk
    keeps its old vector. Afterwards the vector index must be filled anew where this returned
    more than 0 (`Follower.rebuild`): its old vectors mean nothing to the new model.
    `announce` is told how many there are, before the first, and gives what to tell the progress.
    """
    stale = embeddings.stale(embedder.fingerprint)
    if not stale:
        if facts.get(EMBEDDING_MODEL) != embedder.fingerprint:
            facts.set(EMBEDDING_MODEL, embedder.fingerprint)
        return 0
    progress = announce(len(stale)) if announce is not None else None
    keys = {one.chunk: key(embedder.fingerprint, one.text) for one in stale}
    texts = iter({keys[one.chunk]: one.text for one in stale}.items())
    while some := dict(islice(texts, _AT_ONCE)):
        kept = embeddings.get(some.keys())
        new = [name for name in some if name not in kept]
        if new:
            embed_into(embeddings, embedder, {name: some[name] for name in new})
        if progress is not None:
            progress(len(some))
    embeddings.switch(embedder.fingerprint, keys)
    embeddings.prune()
    return len(stale)
