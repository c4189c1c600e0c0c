"""Takes a document that was handed over: saved, read, and findable; or as if nothing had been."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.settings.uploads import Taken, safe_name
from ingest.sources import name_of
from knowledge.answers.quoting.followups import follow_ups
from knowledge.errors import DocumentError, InputError
from knowledge.models import Passage, Source

if TYPE_CHECKING:
    from bot.settings.settings import Settings
    from ingest.pipeline import Ingester
    from ingest.report import IngestReport
    from knowledge.store.documents.documents import Documents

_LOOKED_AT = 40  # passages that questions are made from


class Shelf:
    """The folders of what was handed over, one for each audience."""

    def __init__(
        self, settings: Settings, documents: Documents, ingester: Callable[[], Ingester]
    ) -> None:
        """`ingester` is asked for when the first document comes: it is heavy."""
        self._settings, self._documents, self._ingester = settings, documents, ingester
        self._sources = settings.all_sources
        self._lock = threading.Lock()

    @property
    def largest(self) -> int:
        """Bytes of the largest document that is taken."""
        return self._settings.slack.largest_upload * 1_000_000

    def take(self, name: str, audience: str, content: bytes) -> Taken:
        """Saves and reads it; a name that is there already gets a new version. Twice is once.

        Raises:
            DocumentError: it cannot be read: one sentence; an earlier version stays.
            InputError: there is no such audience.
            StoreError, ModelError: nothing was kept.
        """
        source = self._source(audience)
        path = Path(source.path) / safe_name(name)
        document = name_of(path, self._settings.root)
        with self._lock:
            try:
                with _kept(path, content):
                    self._read(path, document)
            except DocumentError:
                if path.exists():
                    self._read(path, document)  # the version of before, where that went as well
                raise
        chunks = self._documents.of_document(document, {audience})
        found = self._documents.passages([one.id for one in chunks[:_LOOKED_AT]], {audience})
        passages = [Passage(*found[one.id], 1.0) for one in chunks if one.id in found]
        questions = follow_ups("", passages, (), ())
        if not questions and passages:  # short enough to be one passage under no heading
            questions = (f"What does “{passages[0].document.title}” say?",)
        return Taken(
            name=path.name,
            document=document,
            passages=len(chunks),
            questions=questions,
            elsewhere=tuple(self._elsewhere(path, audience)),
        )

    def remove(self, name: str, audience: str) -> None:
        """Takes a document away, so that nobody gets answers from it; twice is once.

        Raises:
            InputError: there is no such audience.
        """
        source = self._source(audience)
        with self._lock:
            (Path(source.path) / safe_name(name)).unlink(missing_ok=True)
            self._ingester().run(self._sources, only=[source.path])

    def _read(self, path: Path, document: str) -> None:
        report = self._ingester().run(self._sources, only=[str(path)])
        if not report.added + report.updated + report.unchanged:
            raise DocumentError(_reason(report, document, path.name))

    def _source(self, audience: str) -> Source:
        for one in self._sources:
            if one.handed_over and one.audience == audience:
                return one
        raise InputError(f"There is no group named {audience!r} any more: drop the document again.")

    def _elsewhere(self, path: Path, audience: str) -> Iterator[str]:
        for one in self._sources:
            other = one.handed_over and one.audience != audience
            if other and (Path(one.path) / path.name).is_file():
                yield one.audience


@contextmanager
def _kept(path: Path, content: bytes) -> Iterator[None]:
    """The file is there in the block, and stays unless the block fails: then all is as before.

    Names that begin with a dot are passed over by an ingest that comes between.
    """
    before, new = path.with_name(f".{path.name}.before"), path.with_name(f".{path.name}.new")
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    new.write_bytes(content)
    there = path.exists()
    # after a crash what is there may be what failed, and that is no version to go back to
    if there and not before.exists() and path.read_bytes() != content:
        path.replace(before)
    new.replace(path)
    try:
        yield
    except BaseException as error:
        if before.exists():
            before.replace(path)
        elif not there or isinstance(error, DocumentError):
            path.unlink(missing_ok=True)
        raise
    before.unlink(missing_ok=True)


def _reason(report: IngestReport, document: str, name: str) -> str:
    """Why it was not read, with the name that people know it under."""
    for one in (*report.failed, *report.skipped):
        if one.document.startswith(document):
            return one.reason.replace(document, name)
    return f"{name} could not be read."
