"""A pipeline in a process of its own, told what to do line by line; idle, it costs nothing.

`python -m benchmarks.worker plain|ours '{"...": ...}'` makes the pipeline, prints a line when it is
ready, and answers each line `["method", [arguments]]` with one line of JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

from bot.settings.environment import quiet_process

ROOT = Path(__file__).resolve().parents[1]


class Worker:
    """The other end: calls of a pipeline's methods."""

    def __init__(self, kind: str, **arguments: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.worker", kind, json.dumps(arguments)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.ready = self._answer()

    def call(self, method: str, *arguments: object) -> Any:
        """The result of `method(*arguments)` over there."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps([method, arguments]) + "\n")
        self._process.stdin.flush()
        return self._answer()

    def close(self) -> None:
        """Ends the process."""
        self.call("close")
        self._process.stdin.close()  # type: ignore[union-attr]
        self._process.stdout.close()  # type: ignore[union-attr]
        self._process.wait()

    def _answer(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit("a pipeline ended early; run its benchmarks.worker by hand to see why")
        return json.loads(line)


def _make(kind: str, arguments: dict[str, str]) -> Any:
    if kind == "plain":
        from benchmarks.plain import Plain  # noqa: PLC0415 - one process has one of the two

        return Plain(arguments["model"], Path(arguments["models"]), Path(arguments["folder"]))
    quiet_process()  # as the command line does, before any library is there
    from benchmarks.ours import Ours  # noqa: PLC0415

    return Ours(Path(arguments["config"]), Path(arguments["folder"]))


def _memory(kind: str) -> float:
    """Megabytes: `VmRSS` now, `VmHWM` at most so far."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(kind))


_OWN = {
    "peak": lambda: _memory("VmHWM"),
    "processor": lambda: sum(os.times()[:4]),  # seconds, of this process and those it started
}


def _serve(kind: str, arguments: dict[str, str]) -> None:
    out, sys.stdout = sys.stdout, sys.stderr  # libraries print; the line is ours
    pipeline = _make(kind, arguments)
    ready: dict[str, object] = {"torch": "torch" in sys.modules}
    if question := arguments.get("question"):
        pipeline.ask(question)
        ready = {"torch": "torch" in sys.modules, "rss": _memory("VmRSS")}
    print(json.dumps(ready), file=out, flush=True)
    for line in sys.stdin:
        method, given = json.loads(line)
        result = _OWN[method]() if method in _OWN else getattr(pipeline, method)(*given)
        print(json.dumps(result), file=out, flush=True)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    _serve(sys.argv[1], json.loads(sys.argv[2]))
