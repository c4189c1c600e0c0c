"""Which files are new or changed, and what they hold now."""

from __future__ import annotations

import hashlib
import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ingest.drafting import Draft, Frame, UnknownAudience, digest, draft
from ingest.masking import Masking
from ingest.parsed import Parsed
from ingest.redact import redacted
from ingest.report import Tally
from ingest.sources import Found, name_of
from ingest.splitter import split
from knowledge.errors import DocumentError, Unsupported
from knowledge.models import Document, Source
from knowledge.ports import Embedder, Progress

Read = Callable[[Path, Source, Path], Sequence[Parsed]]

_NEVER = datetime.fromtimestamp(0, UTC)
log = logging.getLogger(__name__)


@dataclass(slots=True)
class Work:
    """A file that is new or changed.

    Attributes:
        before: its documents as they are visible now.
        drafts: its documents as they will be, once it was read.
        gone: documents that it does not hold any more, or that nobody may read for certain.
        masked: the stand-ins in them.
        problem: why it cannot be opened, "" where it can.
    """

    found: Found
    digest: str
    modified: datetime
    before: Sequence[Document] = ()
    drafts: Sequence[Draft] = ()
    gone: Sequence[str] = ()
    chunks: int = 0
    masked: AbstractSet[str] = frozenset()
    problem: str = ""


@dataclass(kw_only=True)
class Examiner:
    """Compares files with what is known of them, reads those that differ, and counts.

    Attributes:
        read: a file's documents, given its path, its source and the source's folder.
        root: the folder of the configuration.
        audiences: every name that is defined.
        files: everything that was found.
        known: everything that is visible, by path.
    """

    embedder: Embedder
    read: Read
    root: Path
    audiences: Collection[str]
    files: Sequence[Found]
    known: Mapping[str, Document]
    masking: Masking
    tally: Tally

    def __post_init__(self) -> None:
        self._names = {found.name for found in self.files}

    def changed(self, progress: Progress) -> list[Work]:
        """Files that are not as they were; first those that now are for somebody else."""
        before = self._before()
        works: list[Work] = []
        for found in self.files:
            work = self._work(found, before.get(found.name, ()))
            if work is not None:
                works.append(work)
            progress(1)
        return sorted(works, key=lambda work: not _moves(work))

    def open(self, work: Work) -> bool:
        """Reads a file; whether it leads to any change."""
        name = work.found.name
        try:
            drafts = list(self._drafts(work))
        except Unsupported as error:
            self.tally.skip(name, str(error))
            return self._withdraw(work, unsafe=_moves(work))
        except DocumentError as error:
            self.tally.fail(name, str(error))
            unsafe = isinstance(error, UnknownAudience) or _moves(work)
            return self._withdraw(work, unsafe=unsafe)
        except Exception as error:  # noqa: BLE001 - whatever a loader stumbles over, the run goes on
            log.error("a loader failed: %s", type(error).__name__)  # noqa: TRY400 - no trace
            self.tally.fail(name, f"{name} could not be read ({type(error).__name__}).")
            return self._withdraw(work, unsafe=_moves(work))
        work.drafts = drafts
        work.chunks = sum(len(one.publication.chunks) for one in drafts)
        now = {one.publication.document.path for one in drafts}
        work.gone = [one.path for one in work.before if one.path not in now]
        for one in drafts:
            for note in one.notes:
                self.tally.skip(one.publication.document.path, note)
        return True

    def count(self, work: Work) -> None:
        """Counts what was done with a file."""
        there = {one.path for one in work.before}
        for one in work.drafts:
            if one.publication.document.path in there:
                self.tally.updated += 1
            else:
                self.tally.added += 1
        self.tally.deleted += len(work.gone)
        self.tally.chunks += work.chunks
        self.tally.masked |= work.masked

    def gone(self, sure: Callable[[str], bool]) -> list[str]:
        """Documents whose file is not there any more, of sources about which that is `sure`."""
        return [
            path
            for path, document in self.known.items()
            if sure(document.source) and not self._file(path)
        ]

    def _before(self) -> Mapping[str, Sequence[Document]]:
        documents: defaultdict[str, list[Document]] = defaultdict(list)
        for path, document in self.known.items():
            documents[self._file(path)].append(document)
        return documents

    def _file(self, path: str) -> str:
        """The file that a document comes from, "" where it is not there."""
        while path and path not in self._names:
            path = path.rpartition("/")[0]
        return path

    def _work(self, found: Found, before: Sequence[Document]) -> Work | None:
        try:
            with found.path.open("rb") as file:
                content = hashlib.file_digest(file, "sha256").hexdigest()
            modified = datetime.fromtimestamp(found.path.stat().st_mtime, UTC)
        except OSError as error:
            problem = f"{found.name} cannot be opened ({error.strerror})."
            return Work(found, "", _NEVER, before, problem=problem)
        try:
            masking = self.masking.version(found.source)
        except DocumentError as error:
            return Work(found, "", modified, before, problem=f"{found.name} was not read: {error}")
        now = digest(content, found.source, self.embedder.limit, masking)
        same = all(one.digest == now and one.audience in self.audiences for one in before)
        if before and same:
            self.tally.unchanged += len(before)
            return None
        return Work(found, now, modified, before)

    def _drafts(self, work: Work) -> Iterator[Draft]:
        found = work.found
        if work.problem:
            raise DocumentError(work.problem)
        frame = Frame(
            found=found,
            digest=work.digest,
            folder=name_of(found.root, self.root),
            modified=work.modified,
            audiences=self.audiences,
            exists=lambda name: name in self._names or name in self.known,
        )
        redactor = self.masking.redactor(found.source)
        work.masked = redactor.given
        for parsed in self.read(found.path, found.source, found.root):
            clean = redacted(parsed, redactor) if found.source.mask else parsed
            pieces = split(clean, self.embedder.tokens, self.embedder.limit)
            if not pieces and not clean.items:
                raise DocumentError(f"{found.name} holds no text.")
            made = draft(frame, clean, pieces)
            if not _storable(made):
                raise DocumentError(
                    f"{found.name} holds characters that are no text: save it anew."
                )
            yield made

    def _withdraw(self, work: Work, *, unsafe: bool) -> bool:
        """Takes the old version away where it may be read by people who should not any more."""
        work.gone = [one.path for one in work.before] if unsafe else []
        return bool(work.gone)


def _storable(made: Draft) -> bool:
    """Whether a database takes its texts: no halves of characters, no zero bytes."""
    return all(
        "\0" not in text and (text.isascii() or text.encode("utf-8", "ignore").decode() == text)
        for text in _texts(made)
    )


def _texts(made: Draft) -> Iterator[str]:
    publication = made.publication
    yield publication.document.title
    for chunk in publication.chunks:
        yield from (chunk.section, chunk.text, chunk.embedded)
    for sense in publication.senses:
        yield from (sense.label, sense.definition, sense.note)
    for item in publication.items:
        yield from (item.text, item.record, item.customer)
        yield from item.attributes
        yield from item.attributes.values()


def _moves(work: Work) -> bool:
    return any(one.audience != work.found.source.audience for one in work.before)
