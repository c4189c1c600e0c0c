"""What one gets by joining LangChain's parts as their manuals do: the measure of ours."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_huggingface import HuggingFaceEmbeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from benchmarks.nearby import perturbed
from benchmarks.texts import Variants, text_of
from knowledge.search.embedding.model_files import find

_BATCH = 1000
_FOUND = 10


class Plain:
    """RecursiveCharacterTextSplitter 800/150, HuggingFaceEmbeddings, Chroma on disk."""

    def __init__(self, model: str, models: Path, folder: Path) -> None:
        self._embeddings = HuggingFaceEmbeddings(model_name=str(find(model, models)))
        self._store = Chroma("plain", self._embeddings, persist_directory=str(folder))
        self._splitter = RecursiveCharacterTextSplitter(chunk_size=800, chunk_overlap=150)
        self._seen: list[str] = []

    def ingest(self, folder: str, names: list[str]) -> float:
        """Reads, splits, embeds and stores these files; returns the seconds it took."""
        started = time.perf_counter()
        documents = [
            Document(text_of(Path(folder) / name), metadata={"source": name}) for name in names
        ]
        chunks = self._splitter.split_documents(documents)
        self._store.add_documents(chunks)
        seconds = time.perf_counter() - started
        self._seen += [chunk.page_content for chunk in chunks]
        return seconds

    def embedded(self) -> list[str]:
        """The texts that were embedded so far."""
        return self._seen

    def fill(self, chunks: int) -> int:
        """Adds variants of what is there, with perturbed vectors, until there are this many."""
        collection = self._store._collection  # noqa: SLF001 - there is no other way to give it vectors
        held = collection.get(include=["embeddings", "documents", "metadatas"])
        texts, vectors = held["documents"] or [], np.asarray(held["embeddings"], dtype=np.float32)
        variants = Variants(dict(enumerate(texts)))  # type: ignore[arg-type]
        number = len(texts)
        while number < chunks:
            picked = [row % len(texts) for row in range(number, min(number + _BATCH, chunks))]
            collection.add(
                ids=[f"variant-{number + row}" for row in range(len(picked))],
                embeddings=perturbed(vectors[picked], number),
                documents=[variants.of(texts[row]) for row in picked],
                metadatas=[{"source": f"variant-{row}"} for row in picked],
            )
            number += len(picked)
        return collection.count()

    def ask(self, question: str) -> tuple[float, list[str]]:
        """Milliseconds of one retrieval, and the documents it found, best first."""
        started = time.perf_counter()
        found = self._store.similarity_search(question, k=_FOUND)
        elapsed = (time.perf_counter() - started) * 1000
        return elapsed, [str(one.metadata["source"]) for one in found]

    def close(self) -> None:
        """Nothing: it has no way to be closed."""
