"""Runs statements over tables of ours in a child process that can be stopped whatever it does."""

from __future__ import annotations

import json
import logging
import subprocess
import threading
import time
import weakref
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from knowledge import children
from knowledge.metrics.running.answer import LONGEST, Answer, Unanswered, too_long

_LOG = logging.getLogger(__name__)
_MEMORY = 2_600_000_000  # bytes of address space: three times what DuckDB maps at rest
_STARTING = 60.0  # seconds, on a machine that is very busy
_CHILD = "knowledge.metrics.running.child"


class Calculator:
    """One child that is kept, and replaced after a statement that it does not survive.

    Safe to call from several threads; they take turns.
    """

    def __init__(self, longest: float = LONGEST, memory: int = _MEMORY) -> None:
        """`longest`: seconds that a statement may take; `memory`: bytes that the child may map."""
        self._longest = longest
        self._memory = memory
        self._turn = threading.Lock()
        self._kept = _Kept()
        self._finalize = weakref.finalize(self, self._kept.end)

    def start(self) -> None:
        """Begins to start the child, so that the first statement need not wait for it."""
        with self._turn:
            self._begun()

    def run(self, files: Mapping[str, Path], sql: str) -> Answer:
        """The rows of one select over these tables, by name and file; no other table is there.

        Raises:
            Unanswered: it cannot be run, takes too long or too much memory, or gives too much.
        """
        tables = {name: str(file) for name, file in files.items()}
        frame = json.dumps({"tables": tables, "sql": sql}).encode()
        with self._turn:
            return self._asked(frame)

    def close(self) -> None:
        """Ends the child, if there is one; the next statement starts another."""
        with self._turn:
            self._kept.end()

    def _asked(self, frame: bytes) -> Answer:
        child = self._ready()
        assert child.stdin
        assert child.stdout
        try:
            children.send(child.stdin, frame)
            answer = json.loads(children.received(child.stdout, time.monotonic() + self._longest))
        except TimeoutError:
            self._kept.end()
            raise too_long() from None
        except (EOFError, OSError, ValueError):
            self._kept.end()
            _LOG.warning("a statement ended the process that computes figures")
            raise Unanswered("It needs more than a figure may.") from None
        if answer.get("leaving"):
            self._kept.end()
        if "refused" in answer:
            raise Unanswered(str(answer["refused"]))
        rows = (tuple(_value(cell) for cell in row) for row in answer["rows"])
        return Answer(tuple(answer["names"]), tuple(rows))

    def _begun(self) -> None:
        child = self._kept.child
        if child is not None and child.poll() is None:
            return
        self._kept.end()
        cpu = str(int(self._longest * 2) + 2)  # should the parent be gone
        self._kept.child = children.started(_CHILD, str(self._memory), cpu)
        self._kept.ready = False

    def _ready(self) -> subprocess.Popen[bytes]:
        self._begun()
        child = self._kept.child
        assert child
        assert child.stdout
        if not self._kept.ready:
            try:
                children.received(child.stdout, time.monotonic() + _STARTING)
            except (TimeoutError, EOFError):
                self._kept.end()
                raise Unanswered("The process that computes figures does not start.") from None
            self._kept.ready = True
        return child


@dataclass
class _Kept:
    """The child, apart from its owner: it is ended with it."""

    child: subprocess.Popen[bytes] | None = None
    ready: bool = False

    def end(self) -> None:
        child, self.child = self.child, None
        if child is not None:
            child.kill()
            children.ended(child)


_KINDS: Mapping[str, Callable[[str], object]] = {
    "moment": datetime.fromisoformat,
    "day": date.fromisoformat,
}


def _value(cell: Any) -> object:
    if isinstance(cell, dict):
        ((kind, text),) = cell.items()
        return _KINDS[kind](text)
    return cell
