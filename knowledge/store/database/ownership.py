"""One process owns a folder: two on one vector index corrupt it without an error."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout

from knowledge.errors import StoreBusy, StoreError

LOCK = "owner.lock"
PID = "owner.pid"
NAME = "owner.name"


class Ownership:
    """The exclusive lock of a folder, held from `acquire` to `release` or the process's end."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = FileLock(folder / LOCK, mode=0o600)

    def acquire(self) -> None:
        """Takes the folder at once.

        Raises:
            StoreBusy: another process owns it; says which, and what to do.
            StoreError: the folder cannot be written.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._lock.acquire(timeout=0)
            (self._folder / PID).write_text(str(os.getpid()))
            if not self.name:
                (self._folder / NAME).write_text(token_hex(16))
        except Timeout as error:
            raise StoreBusy(
                f"{self._folder} is in use by another Throughline{self._who()}. Stop that one "
                "first, name another store, or let it do the work: commands beside a running "
                "bot are handed to it."
            ) from error
        except OSError as error:
            self.release()
            raise StoreError(
                f"{self._folder} cannot be used as a store ({error.strerror}). "
                "Check its permissions and the disk's space."
            ) from error

    @property
    def name(self) -> str:
        """The folder's own name, the same for as long as it is there; "" before its first owner."""
        try:
            return (self._folder / NAME).read_text()
        except OSError:
            return ""

    def release(self) -> None:
        """Gives the folder back; twice is once."""
        if self._lock.is_locked:
            with suppress(OSError):  # a note that stays names nobody: the lock is what counts
                (self._folder / PID).unlink(missing_ok=True)
            self._lock.release()

    def __enter__(self) -> Self:
        self.acquire()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()

    def _who(self) -> str:
        with suppress(OSError, ValueError):  # it may be just starting or stopping
            return f" (process {int((self._folder / PID).read_text())})"
        return ""
