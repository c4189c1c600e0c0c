"""The book of digests: those of the files and those that were planned in Slack, as they are now."""

from __future__ import annotations

import logging
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from bot.schedule.digests import PlannedDigest, kept, named
from knowledge.errors import DefinitionError
from knowledge.store.digests.planned import DigestChange, KeptDigest, PlannedDigests

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Broken:
    """A digest of Slack's that cannot be read any more, with one sentence for its author."""

    name: str
    author: str
    sentence: str


@dataclass(frozen=True, slots=True)
class _Page:
    """What was read of the store at one of its marks."""

    mark: tuple[int, int]
    planned: Mapping[str, PlannedDigest]
    broken: tuple[Broken, ...] = ()


class DigestBook:
    """What is planned, whoever planned it; a change is seen by the next who asks, in any process.

    Raises:
        StoreError: from every method, where the store cannot be read.
    """

    def __init__(
        self,
        files: Mapping[str, PlannedDigest],
        plans: PlannedDigests | None = None,
        holidays: Collection[date] = (),
    ) -> None:
        """`plans` are those of Slack, None for none; of two of one name that of the file counts."""
        self._files, self._plans, self._holidays = files, plans, holidays
        self._lock = threading.Lock()
        self._page = _Page((-1, -1), files)

    def planned(self) -> Mapping[str, PlannedDigest]:
        """The digests by name, as they stand now."""
        return self._now().planned

    def named(self, name: str) -> PlannedDigest:
        """The digest of this name.

        Raises:
            InputError: there is none; offers the nearest.
        """
        return named(self.planned(), name)

    def broken(self) -> Sequence[Broken]:
        """Those that are planned and cannot be posted; they keep none of the others."""
        return self._now().broken

    def changes(self, name: str) -> Sequence[DigestChange]:
        """Who changed a digest in Slack, newest first."""
        return self._plans.history(name) if self._plans else ()

    def is_file(self, name: str) -> bool:
        """Whether a digest is planned in a file, so that only the file can change it."""
        return name in self._files

    def _now(self) -> _Page:
        if self._plans is None:
            return self._page
        with self._lock:
            mark = self._plans.mark()  # before the rows: what changes meanwhile is read again
            if mark != self._page.mark:
                self._page = self._read(mark, self._plans.all())
            return self._page

    def _read(self, mark: tuple[int, int], rows: Sequence[KeptDigest]) -> _Page:
        paused = {one.name for one in rows if one.paused}
        planned = {name: replace(one, paused=name in paused) for name, one in self._files.items()}
        broken = []
        for one in self._own(rows):
            try:
                digest = kept(one.body, one.name, self._holidays)
            except DefinitionError as error:
                log.warning("the digest %s cannot be read", one.name)
                broken.append(Broken(one.name, one.author, str(error)))
            else:
                planned[one.name] = replace(digest, paused=one.paused, author=one.author)
        return _Page(mark, MappingProxyType(planned), tuple(broken))

    def _own(self, rows: Sequence[KeptDigest]) -> Iterator[KeptDigest]:
        return (one for one in rows if one.body and one.name not in self._files)
