"""A child process with limits, in which untrusted files are opened."""

from __future__ import annotations

import json
import logging
import signal
import subprocess
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from knowledge import children
from knowledge.errors import DocumentError, Unsupported

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limits:
    """What opening one file may cost.

    Attributes:
        memory: bytes of address space of the child.
        cpu: seconds of its processor time for one file.
        wall: seconds until it is stopped.
        files: how many files one child opens before a fresh one takes over.
    """

    memory: int = 1_000_000_000
    cpu: int = 20
    wall: float = 30.0
    files: int = 200


class Sandbox:
    """One child process that is kept, and replaced after a failure or a number of files.

    The child has no environment, writes no files, and answers in JSON: nothing that it says is run.
    Safe to call from several threads; they take turns.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._turn = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._opened = 0

    def call(self, function: str, path: Path) -> Mapping[str, object]:
        """What `function` ("package.module:name") of the path returns, run in the child.

        Raises:
            DocumentError: the function's own, or the file broke a limit or the child.
            Unsupported: the function's own.
        """
        with self._turn:
            answer = self._ask({"function": function, "path": str(path)}, path.name)
        sentence = str(answer.get("sentence", ""))
        match answer.get("outcome"):
            case "done" if isinstance(answer.get("value"), dict):
                return cast("Mapping[str, object]", answer["value"])
            case "unsupported":
                raise Unsupported(sentence)
            case "failed":
                raise DocumentError(sentence)
            case "memory":
                raise DocumentError(_too_much_memory(path.name, self._limits))
            case outcome:
                _LOG.info("a file broke its loader: %s", answer.get("problem", outcome))
                raise DocumentError(f"{path.name} is damaged: its content cannot be read.")

    def close(self) -> None:
        """Stops the child, if there is one; the next call starts another."""
        with self._turn:
            self._stop()

    def _ask(self, question: Mapping[str, str], name: str) -> Mapping[str, object]:
        if (
            self._child is None
            or self._opened >= self._limits.files
            or self._child.poll() is not None
        ):
            self._stop()
            self._child = self._start()
            self._opened = 0
        self._opened += 1
        child = self._child
        try:
            assert child.stdin
            assert child.stdout
            children.send(child.stdin, json.dumps(question).encode())
            return _understood(
                children.received(child.stdout, time.monotonic() + self._limits.wall)
            )
        except TimeoutError as problem:
            self._stop()
            raise DocumentError(_too_long(name, self._limits)) from problem
        except (EOFError, BrokenPipeError, ValueError) as problem:
            code = self._stop()
            raise DocumentError(_broken(name, code, self._limits)) from problem

    def _start(self) -> subprocess.Popen[bytes]:
        limits = self._limits
        return children.started("ingest.sandboxed", str(limits.memory), str(limits.cpu))

    def _stop(self) -> int | None:
        """Ends the child and returns how it ended; one that is dying tells why."""
        child, self._child = self._child, None
        return None if child is None else children.ended(child)


def _understood(frame: bytes) -> Mapping[str, object]:
    answer = json.loads(frame)
    return answer if isinstance(answer, dict) else {}


def _too_long(name: str, limits: Limits) -> str:
    return f"{name} took longer than {limits.wall:.0f} seconds to open: split it or save it anew."


def _too_much_memory(name: str, limits: Limits) -> str:
    return f"{name} needs more than {limits.memory / 1e9:.0f} GB of memory to open: split it."


def _broken(name: str, code: int | None, limits: Limits) -> str:
    if code == -getattr(signal, "SIGXCPU", 24):
        return f"{name} took more than {limits.cpu} s of computing to open: split it."
    return f"{name} broke the program that opens it: it is damaged, or built to do harm."
