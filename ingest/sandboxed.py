"""The child's side of the sandbox: limits itself, then opens one file after the other."""

from __future__ import annotations

import contextlib
import importlib
import json
import sys
import time
from collections.abc import Mapping
from typing import IO

from knowledge.errors import DocumentError, Unsupported

_HEAD = 8


def serve(questions: IO[bytes], answers: IO[bytes], cpu: int = 0) -> None:
    """Answers each frame {"function", "path"} with a frame, until there are no more.

    Args:
        questions: frames of JSON, each after its length in 8 bytes.
        answers: frames in the same form.
        cpu: seconds of processor time for each, 0 for no limit.
    """
    while len(head := questions.read(_HEAD)) == _HEAD:
        question = json.loads(questions.read(int.from_bytes(head, "big")))
        if cpu:  # pragma: no cover - in the child only
            _allow(cpu)
        frame = json.dumps(_answer(question)).encode()
        answers.write(len(frame).to_bytes(_HEAD, "big") + frame)
        answers.flush()


def _answer(question: Mapping[str, str]) -> Mapping[str, object]:
    try:
        module, name = question["function"].split(":")
        value = getattr(importlib.import_module(module), name)(question["path"])
    except Unsupported as problem:
        return {"outcome": "unsupported", "sentence": str(problem)}
    except DocumentError as problem:
        return {"outcome": "failed", "sentence": str(problem)}
    except MemoryError:
        return {"outcome": "memory"}
    except Exception as problem:  # noqa: BLE001 - a parser may raise anything on a damaged file
        return {"outcome": "damaged", "problem": type(problem).__name__}
    return {"outcome": "done", "value": value}


def _limit(memory: int) -> None:  # pragma: no cover - would limit the tests
    """No more memory than this, no files written, no core left behind; where the system can."""
    with contextlib.suppress(ImportError):
        import resource  # noqa: PLC0415 - not on every system

        for kind, most in (
            (resource.RLIMIT_AS, memory),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_CORE, 0),
        ):
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(kind, (most, most))


def _allow(cpu: int) -> None:  # pragma: no cover - would limit the tests
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - not on every system

        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + cpu, hard))


if __name__ == "__main__":  # pragma: no cover - runs in the child only
    _limit(int(sys.argv[1]))
    _answers, sys.stdout = sys.stdout.buffer, sys.stderr  # a parser that prints must not be heard
    serve(sys.stdin.buffer, _answers, int(sys.argv[2]))
