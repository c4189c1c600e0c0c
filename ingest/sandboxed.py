"""The child's side of the sandbox: limits itself, then opens one file after the other."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Mapping
from typing import IO

from knowledge import children
from knowledge.errors import DocumentError, Unsupported


def serve(questions: IO[bytes], answers: IO[bytes], cpu: int = 0) -> None:
    """Answers each frame {"function", "path"} with a frame, until there are no more.

    Args:
        questions: frames of JSON, each after its length in 8 bytes.
        answers: frames in the same form.
        cpu: seconds of processor time for each, 0 for no limit.
    """
    while (asked := children.awaited(questions)) is not None:
        question = json.loads(asked)
        if cpu:  # pragma: no cover - in the child only
            children.allow(cpu)
        children.send(answers, json.dumps(_answer(question)).encode())


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


if __name__ == "__main__":  # pragma: no cover - runs in the child only
    children.limit(int(sys.argv[1]))
    _answers, sys.stdout = sys.stdout.buffer, sys.stderr  # a parser that prints must not be heard
    serve(sys.stdin.buffer, _answers, int(sys.argv[2]))
