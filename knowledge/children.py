"""Child processes that do what may go wrong: how they are started, talked to, limited and ended.

They speak in frames: bytes after their length. A child has no environment, and limits itself where
the system can.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

_HEAD = 8  # bytes that tell the length of a frame
_LARGEST = 100_000_000


def started(module: str, *arguments: str) -> subprocess.Popen[bytes]:
    """A child that runs a module of ours."""
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-P", "-B", "-m", module, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PYTHONPATH": os.pathsep.join(place or str(Path.cwd()) for place in sys.path)},
        close_fds=True,
    )


def ended(child: subprocess.Popen[bytes], patience: float = 0.2) -> int:
    """Ends a child and tells how it ended: its own code where it was dying already."""
    with contextlib.suppress(BrokenPipeError):
        if child.stdin:
            child.stdin.close()
    if child.stdout:
        child.stdout.close()
    try:
        return child.wait(timeout=patience)
    except subprocess.TimeoutExpired:
        child.kill()
        return child.wait()


def send(pipe: IO[bytes], frame: bytes) -> None:
    """Writes a frame."""
    pipe.write(len(frame).to_bytes(_HEAD, "big") + frame)
    pipe.flush()


def received(pipe: IO[bytes], deadline: float) -> bytes:
    """The next frame of a pipe that nothing else reads.

    Args:
        pipe: what the child writes to.
        deadline: by `time.monotonic()`.

    Raises:
        TimeoutError: it was not there whole by the deadline.
        EOFError: the pipe ended, or the frame is longer than any of ours.
    """
    size = int.from_bytes(_exactly(pipe, _HEAD, deadline), "big")
    if size > _LARGEST:
        raise EOFError
    return _exactly(pipe, size, deadline)


def awaited(pipe: IO[bytes]) -> bytes | None:
    """In the child: the next frame, whenever it comes; None where there are no more."""
    head = pipe.read(_HEAD)
    return pipe.read(int.from_bytes(head, "big")) if len(head) == _HEAD else None


def limit(memory: int) -> None:  # pragma: no cover - would limit the tests
    """In the child: no more address space than this, no files written, no core left behind."""
    with contextlib.suppress(ImportError):
        import resource  # noqa: PLC0415 - not on every system

        for kind, most in (
            (resource.RLIMIT_AS, memory),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_CORE, 0),
        ):
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(kind, (most, most))


def allow(cpu: int) -> None:  # pragma: no cover - would limit the tests
    """In the child: so many seconds of processor time from now on."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - not on every system

        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + cpu, hard))


def _exactly(pipe: IO[bytes], size: int, deadline: float) -> bytes:
    parts: list[bytes] = []
    with selectors.DefaultSelector() as waiting:
        waiting.register(pipe, selectors.EVENT_READ)
        while size:
            if not waiting.select(max(0.0, deadline - time.monotonic())):
                raise TimeoutError
            part = os.read(pipe.fileno(), min(size, 1 << 20))
            if not part:
                raise EOFError
            parts.append(part)
            size -= len(part)
    return b"".join(parts)
