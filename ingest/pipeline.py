"""Files to knowledge: read, redact, split, embed, store. Safe to run twice and to kill."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path

from ingest.drafting import Draft
from ingest.examining import Examiner, Read, Work
from ingest.masking import Masking, key_of
from ingest.report import IngestProgress, IngestReport, Phase, Silent, Tally
from ingest.sources import Scan, name_of, scan, within
from knowledge.errors import DocumentError
from knowledge.metrics.loading.kinds import shown
from knowledge.models import Source, SourceKind
from knowledge.ports import Embedder
from knowledge.search.reembedding import embed_into, reembed
from knowledge.store.database.database import Database
from knowledge.store.database.facts import LAST_INGEST, Facts
from knowledge.store.digests.reasons import SOURCE as REASONS
from knowledge.store.documents.documents import Documents
from knowledge.store.documents.embeddings import Embeddings, key
from knowledge.store.documents.failures import Failure, Failures
from knowledge.store.feedback.verified import SOURCE as VERIFIED

_WAVE = 20_000  # chunks read before they are embedded: about 40 MB of text
_BATCH = 256  # chunks between two commits, where documents are smaller than that


@dataclass(kw_only=True)
class Ingester:
    """Brings the declared sources into the store; one run at a time, of all bots that share it.

    Attributes:
        read: a file's documents, given its path, its source and the source's folder.
        follow: brings the indexes up to the store.
        root: the folder of the configuration.
        audiences: every name that is defined.
        tables: loads a table source; gives a reason where it is left out, "" where it is in.
        rebuild: fills the indexes anew, after the embedding model changed.
    """

    database: Database
    embedder: Embedder
    read: Read
    follow: Callable[[], int]
    clock: Callable[[], datetime]
    root: Path
    audiences: Collection[str]
    tables: Callable[[Source], str] | None = None
    rebuild: Callable[[], int] | None = None
    _running: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)

    def __post_init__(self) -> None:
        self._documents = Documents(self.database)
        self._embeddings = Embeddings(self.database)
        self._facts = Facts(self.database)
        self._failures = Failures(self.database)

    def run(
        self,
        sources: Sequence[Source],
        *,
        only: Sequence[str] = (),
        dry_run: bool = False,
        progress: IngestProgress | None = None,
    ) -> IngestReport:
        """Reads what is new or changed and forgets what is gone.

        A file that cannot be read is reported and passed by. What has been published is
        durable, whatever happens afterwards.

        Args:
            sources: all that are declared; documents of others are removed.
            only: paths to which the run is limited.
            dry_run: reads and counts, and writes nothing.
            progress: is told how far it is.

        Raises:
            StoreError: the database cannot be written.
            ModelError: the embedding model failed.
        """
        with self._running, self.database.alone("ingest"):
            started = self.clock()
            told = progress or Silent()
            tally = Tally()
            seen = scan(sources, self.root, only)
            tally.skipped += seen.skipped
            tally.failed += seen.failed
            self._load_tables(sources, only, tally, dry_run=dry_run)
            if not dry_run:
                self._documents.sweep()
                self._renew(told)
            examiner = Examiner(
                embedder=self.embedder,
                read=self.read,
                root=self.root,
                audiences=self.audiences,
                files=seen.files,
                known=self._documents.known(),
                masking=Masking(key_of(self._facts, dry_run=dry_run)),
                tally=tally,
            )
            self._bring_in(examiner, told, dry_run=dry_run)
            gone = examiner.gone(_sure(seen, sources, whole=not only))
            tally.deleted += len(gone)
            if not dry_run:
                self._finish(gone, seen, sources, told)
                readers = self._readers(seen, sources, examiner)
                self._note(tally, seen, readers, whole=not only)
            return tally.report((self.clock() - started).total_seconds())

    def _bring_in(self, examiner: Examiner, told: IngestProgress, *, dry_run: bool) -> None:
        told.begin(Phase.READING, len(examiner.files))
        todo = examiner.changed(told.advance)
        for wave in _waves(todo, examiner, told):
            if dry_run:
                for work in wave:
                    examiner.count(work)
            else:
                self._publish(wave, examiner, told)

    def _publish(self, wave: Sequence[Work], examiner: Examiner, told: IngestProgress) -> None:
        told.begin(Phase.EMBEDDING, sum(work.chunks for work in wave))
        for batch in _batches(wave):
            drafts = [draft for work in batch for draft in work.drafts]
            self._embed(drafts, told)
            self._documents.publish_all(
                [draft.publication for draft in drafts],
                self.clock(),
                gone=[path for work in batch for path in work.gone],
            )
            self.follow()
            for work in batch:
                examiner.count(work)

    def _embed(self, drafts: Sequence[Draft], told: IngestProgress) -> None:
        """Keeps vectors and pending chunks; nobody sees them yet."""
        chunks = [chunk for draft in drafts for chunk in draft.publication.chunks]
        keys = {chunk.id: key(self.embedder.fingerprint, chunk.embedded) for chunk in chunks}
        rest = iter(chunks)
        while some := list(islice(rest, _BATCH)):
            texts = {keys[chunk.id]: chunk.embedded for chunk in some}
            kept = self._embeddings.get(texts.keys())
            new = [name for name in texts if name not in kept]
            if new:
                embed_into(self._embeddings, self.embedder, {name: texts[name] for name in new})
            told.advance(len(some))
        self._documents.stage(chunks, keys)

    def _finish(
        self, gone: Sequence[str], seen: Scan, sources: Sequence[Source], told: IngestProgress
    ) -> None:
        now = self.clock()
        told.begin(Phase.INDEXING, 1)
        if gone:
            self._documents.publish_all([], now, gone=gone)
        self.follow()
        self._embeddings.prune()
        runs = json.loads(self._facts.get(LAST_INGEST) or "{}")
        runs |= dict.fromkeys(seen.whole, now.isoformat())
        declared = {source.name for source in sources}
        kept = {name: when for name, when in sorted(runs.items()) if name in declared}
        self._facts.set(LAST_INGEST, json.dumps(kept))
        told.advance(1)

    def _note(self, tally: Tally, seen: Scan, readers: Mapping[str, str], *, whole: bool) -> None:
        """Keeps what could not be read, for those who might have read it."""
        failed = [
            Failure(one.document, one.reason, readers[one.document])
            for one in tally.failed
            if one.document in readers
        ]
        self._failures.note(failed, None if whole else [found.name for found in seen.files])

    def _readers(self, seen: Scan, sources: Sequence[Source], examiner: Examiner) -> dict[str, str]:
        """The audience of each file: of its last version, else of its source."""
        places = {
            name_of(Path(source.path), self.root): source.audience
            for source in sources
            if "://" not in source.path
        }
        files = {found.name: found.source.audience for found in seen.files}
        return places | files | {name: one.audience for name, one in examiner.known.items()}

    def _renew(self, told: IngestProgress) -> None:
        """A model that is not the one of before embeds everything anew, from the store."""

        def announce(total: int) -> Callable[[int], None]:
            told.begin(Phase.EMBEDDING, total)
            return told.advance

        renewed = reembed(self._embeddings, self._facts, self.embedder, announce)
        if renewed and self.rebuild is not None:
            told.begin(Phase.INDEXING, renewed)
            told.advance(self.rebuild())

    def _load_tables(
        self, sources: Sequence[Source], only: Sequence[str], tally: Tally, *, dry_run: bool
    ) -> None:
        for source in sources:
            path = Path(source.path)
            chosen = not only or within(path, [self.root / one for one in only])
            if source.kind is not SourceKind.TABLE or not chosen:
                continue
            name = shown(source.path) if "://" in source.path else name_of(path, self.root)
            if self.tables is None:
                tally.skip(name, f"The table {source.name} cannot be read by this version yet.")
            elif not dry_run:
                try:
                    reason = self.tables(source)
                except DocumentError as error:
                    tally.fail(name, str(error))
                    continue
                if reason:
                    tally.skip(name, reason)


def _sure(seen: Scan, sources: Sequence[Source], *, whole: bool) -> Callable[[str], bool]:
    """Sources of which everything was seen; in a run over all, those not declared any more too.

    What people said comes from no file, and no run over files says anything about it.
    """
    declared = {VERIFIED, REASONS, *(source.name for source in sources)}
    return lambda name: name in seen.whole or (whole and name not in declared)


def _waves(
    todo: Sequence[Work], examiner: Examiner, told: IngestProgress
) -> Iterator[Sequence[Work]]:
    """Reads files until there is much to embed, so that its total is known and memory bounded."""
    rest = list(reversed(todo))
    while rest:
        told.begin(Phase.READING, len(rest))
        wave: list[Work] = []
        size = 0
        while rest and size < _WAVE:
            work = rest.pop()
            if examiner.open(work):
                wave.append(work)
                size += work.chunks
            told.advance(1)
        yield wave


def _batches(wave: Iterable[Work]) -> Iterator[list[Work]]:
    batch: list[Work] = []
    size = 0
    for work in wave:
        batch.append(work)
        size += work.chunks
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
