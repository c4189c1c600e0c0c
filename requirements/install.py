"""Installs a lock, and torch beside it, with a line that says how far it is.

pip alone does as well: `pip install --no-deps --require-hashes -r requirements/runtime.txt`, then
`pip install torch==2.13.0`. This only runs several at a time, which halves the time, and counts.
"""

from __future__ import annotations

import re
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path

PIP = [sys.executable, "-m", "pip", "--quiet", "--quiet", "--disable-pip-version-check", "install"]
_BEGUN = 10  # packages; before that pip only collects
FOLDER = Path(sysconfig.get_paths()["purelib"])


def main(arguments: list[str]) -> int:
    """`LOCK [TORCH [INDEX]]`: the lock's path, torch's requirement, an index to take torch from."""
    lock, torch, index = [*arguments, "", ""][:3]
    locked = re.split(r"\n(?=\S)", Path(lock).read_text(encoding="utf-8").strip())
    source = ["--index-url", index] if index else []
    with tempfile.TemporaryDirectory() as folder:
        commands = [
            ["--no-deps", "--no-compile", "--require-hashes", "--requirement", str(part)]
            for part in _halves(locked, Path(folder))
        ]
        if torch:
            commands.append(["--no-deps", "--no-compile", *source, torch])
        if not _together(commands, len(locked) + bool(torch)):
            return 1
    if torch:  # builds with a GPU want more packages than the lock has; the others find all there
        return 0 if _together([["--no-compile", *source, torch]], 0) else 1
    return 0


def _halves(locked: list[str], folder: Path) -> list[Path]:
    """The lock in two files: without dependencies, pip can install them side by side."""
    parts = [folder / "even.txt", folder / "odd.txt"]
    for number, part in enumerate(parts):
        part.write_text("\n".join(locked[number::2]) + "\n", encoding="utf-8")
    return parts


def _together(commands: list[list[str]], asked: int) -> bool:
    started = time.monotonic()
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        running = [subprocess.Popen(PIP + c, stdout=said, stderr=said) for c in commands]
        while any(one.poll() is None for one in running):
            time.sleep(0.5)
            if asked:
                _show(asked, started)
        if asked:
            print()
        if all(one.returncode == 0 for one in running):
            return True
        said.seek(0)
        lines = [line for line in said if "is ignored: it is neither" not in line]
        print("".join(lines[-20:]), file=sys.stderr)
    return False


def _show(asked: int, started: float) -> None:
    there = min(asked, len(list(FOLDER.glob("*.dist-info"))))
    what = "fetching and checking" if there < _BEGUN else f"installing {there} of {asked}"
    line = f"   {what}, {time.monotonic() - started:.0f} s   "
    if sys.stdout.isatty():
        print(f"\r{line}", end="", flush=True)
    elif int(time.monotonic() - started) % 15 == 0 and (time.monotonic() - started) % 1 < 0.5:
        print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
