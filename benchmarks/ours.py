"""Throughline as it runs: its configuration, its store, its ingest and its answers, whole."""

from __future__ import annotations

import time
from collections import defaultdict
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from sqlalchemy import select

from benchmarks.nearby import perturbed
from benchmarks.texts import Variants
from bot.settings import settings as configuration
from bot.wiring.wiring import now, open_throughline
from ingest.drafting import chunk_id
from knowledge.search.words.sentences import spans
from knowledge.store.database.ownership import Ownership
from knowledge.store.documents.documents import Publication
from knowledge.store.documents.embeddings import Embeddings, key
from knowledge.store.tables.documents import chunks, embeddings

if TYPE_CHECKING:
    from knowledge.models import Chunk, Document
    from knowledge.ports import Progress, Vectors

_BATCH = 2000


class _Quiet:
    def say(self, sentence: str) -> None:
        """Not here."""

    def begin(self, what: str, total: int) -> Progress:
        """Not here."""
        del what, total
        return lambda _done: None


class Ours:
    """The opened core over a store of its own."""

    def __init__(self, config: Path, folder: Path) -> None:
        self._settings = configuration.load(config, folder)
        ownership = Ownership(self._settings.folder)
        ownership.acquire()
        self.opened = open_throughline(self._settings, ownership, _Quiet())
        self._reader = self.opened.audiences.operator()
        self._serving = ExitStack()

    def serve(self, bot_token: str, app_token: str, api_url: str) -> None:
        """Answers in a rehearsal until `rest`."""
        from bot.running.serving import Line, at_work  # noqa: PLC0415 - Slack's libraries are for this only

        line = Line(bot_token, app_token, api_url)
        self._serving.enter_context(at_work(self.opened, line, ticks=False))

    def rest(self) -> None:
        """Answers in no rehearsal any more."""
        self._serving.close()

    def ingest(self) -> float:
        """Whatever is new in the declared sources; returns the seconds it took."""
        started = time.perf_counter()
        self.opened.ingester.run(self._settings.sources)
        return time.perf_counter() - started

    def embedded(self) -> list[str]:
        """The texts that were embedded so far."""
        with self.opened.database.read() as connection:
            return list(connection.scalars(select(chunks.c.embedded).where(chunks.c.live)))

    def fill(self, wanted: int) -> int:
        """Adds variants of what is there, with perturbed vectors, until there are this many."""
        held = list(self._held())
        variants = Variants({str(row): chunk.embedded for row, (chunk, _, _) in enumerate(held)})
        documents = self.opened.documents.known()
        number, wave = len(held), 0
        while number < wanted:
            wave += 1
            some = held[: min(len(held), wanted - number)]
            self._publish(some, documents, variants, wave)
            number += len(some)
        return number

    def ask(self, question: str) -> tuple[float, list[str]]:
        """Milliseconds of one whole answer, and the documents of its evidence, best first."""
        started = time.perf_counter()
        reply = self.opened.answers.reply(question, self._reader)
        elapsed = (time.perf_counter() - started) * 1000
        return elapsed, [passage.document.path for passage in getattr(reply, "passages", ())]

    def close(self) -> None:
        """Closes the store."""
        self.opened.close()

    def _held(self) -> list[tuple[Chunk, Vectors, Vectors]]:
        """Every visible chunk with its vector and those of its pieces."""
        size = self.opened.embedder.dimensions
        query = (
            select(chunks.c.id, embeddings.c.vector, embeddings.c.parts)
            .join(embeddings, embeddings.c.key == chunks.c.embedding)
            .where(chunks.c.live)
        )
        with self.opened.database.read() as connection:
            rows = {row.id: row for row in connection.execute(query)}
        found = self.opened.documents.passages(rows.keys(), self._reader.audiences)
        return [
            (
                chunk,
                np.frombuffer(rows[name].vector, "<f4"),
                np.frombuffer(rows[name].parts, "<f2").astype(np.float32).reshape(-1, size),
            )
            for name, (chunk, _) in found.items()
        ]

    def _publish(
        self,
        held: list[tuple[Chunk, Vectors, Vectors]],
        documents: dict[str, Document],
        variants: Variants,
        wave: int,
    ) -> None:
        opened = self.opened
        vectors = perturbed(np.stack([vector for _, vector, _ in held]), wave)
        made: defaultdict[str, list[Chunk]] = defaultdict(list)
        keys, kept, parts = {}, {}, {}
        for row, (chunk, _, pieces) in enumerate(held):
            path = f"variant-{wave}/{chunk.document}"
            text = variants.of(chunk.text)
            embedded = f"{chunk.embedded.partition(chr(10))[0]}\n{text}"
            name = chunk_id(chunk.audience, path, embedded, row)
            made[chunk.document].append(
                replace(chunk, id=name, document=path, text=text, embedded=embedded)
            )
            keys[name] = key(opened.embedder.fingerprint, f"{name}{embedded}")
            kept[keys[name]] = vectors[row]
            if len(pieces) == len(spans(embedded)):
                parts[keys[name]] = perturbed(pieces, row)
        Embeddings(opened.database).put(opened.embedder.fingerprint, kept, parts)
        every = [chunk for some in made.values() for chunk in some]
        for start in range(0, len(every), _BATCH):
            opened.documents.stage(every[start : start + _BATCH], keys)
        opened.documents.publish_all(
            [
                Publication(replace(documents[path], path=f"variant-{wave}/{path}"), some)
                for path, some in made.items()
            ],
            now(),
        )
        opened.follower.follow()
