"""What an ingest promises when it is killed, doubled, or runs out of disk: on the real indexes.

`THROUGHLINE_FAULTS` is how many kills there are; a few where it is not set.
"""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from knowledge.errors import StoreBusy
from knowledge.store.database.ownership import Ownership

ROOT = Path(__file__).parents[2]
CHILD = Path(__file__).parent / "ingesting_child.py"
KILLS = int(os.environ.get("THROUGHLINE_FAULTS", "3"))  # noqa: TID251 - a switch of the tests
ROOMS = (900_000,) if KILLS < 10 else (300_000, 900_000, 2_000_000)  # bytes that a file may have
PARTS = 5
_MARK = re.compile(r"document (\w+) in version (\d+), part (\d+)")


class Files:
    """A folder that changes, with a version in every text."""

    def __init__(self, root, seed):
        self.root = root
        self.random = random.Random(seed)
        self.versions = {}
        self._names = 0
        self._version = 0
        (root / "wiki").mkdir(parents=True)

    def write(self, path):
        self._version += 1
        name = Path(path).stem
        parts = [
            f"## Part {part}\n\nThis is document {name} in version {self._version}, part {part}. "
            + "It goes on for a while, so that it is a chunk of its own. " * 5
            for part in range(PARTS)
        ]
        (self.root / path).write_text(f"# About {name}\n\n" + "\n\n".join(parts))
        self.versions[path] = self._version

    def add(self, count):
        for _ in range(count):
            self._names += 1
            self.write(f"wiki/d{self._names}.md")

    def change(self, count):
        for path in self.random.sample(sorted(self.versions), count):
            self.write(path)

    def delete(self, count):
        for path in self.random.sample(sorted(self.versions), count):
            (self.root / path).unlink()
            del self.versions[path]


class Child:
    """The process, and what it told until it ended."""

    def __init__(self, files, store, largest=0):
        self.told = []
        self._news = threading.Condition()
        self._ended = False
        self._process = subprocess.Popen(
            [sys.executable, str(CHILD), str(files.root), str(store), str(largest)],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},  # noqa: TID251 - a child needs it
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    @property
    def pid(self):
        return self._process.pid

    def wait_until_found(self):
        self._wait("found", 1)
        assert self.last("found") is not None, "the child did not open its store"

    def wait_until_published(self, times):
        self._wait("published", times)

    def kill(self):
        self._process.send_signal(signal.SIGKILL)
        return self.end()

    def end(self):
        self._reader.join()
        errors = self._process.stderr.read()
        self._process.stderr.close()
        self._process.stdout.close()
        return self._process.wait(), errors

    def last(self, what):
        values = [value for name, value in self.told if name == what]
        return values[-1] if values else None

    def _wait(self, what, times):
        def reached():
            return self._ended or sum(name == what for name, _ in self.told) >= times

        with self._news:
            assert self._news.wait_for(reached, 180), f"the child did not tell {what}"

    def _read(self):
        for line in self._process.stdout:
            if line.endswith("\n"):  # a line that was cut off was not told
                with self._news:
                    self.told.append(json.loads(line))
                    self._news.notify_all()
        with self._news:
            self._ended = True
            self._news.notify_all()


def versions(documents):
    """The one version of each document; fails on one that is not wholly one version."""
    whole = {}
    for path, texts in documents.items():
        marks = [_MARK.search(text).groups() for text in texts]
        assert {name for name, _, _ in marks} == {Path(path).stem}
        assert len({version for _, version, _ in marks}) == 1, f"{path} is half-visible: {marks}"
        assert [int(part) for _, _, part in marks] == list(range(PARTS))
        whole[path] = int(marks[0][1])
    return whole


def check_found(found):
    assert found["faults"] == []
    assert found["vectors"] == found["chunks"] == PARTS * len(found["documents"])
    return versions(found["documents"])


def test_an_ingest_that_is_killed_loses_nothing_and_shows_nothing_half(tmp_path):
    files = Files(tmp_path / "company", seed=KILLS)
    store = tmp_path / "store"
    before, after_run, kills = {}, None, 0

    for _ in range(KILLS):
        files.add(25 if not files.versions else 8)
        files.change(8)
        files.delete(4)
        child = Child(files, store)
        child.wait_until_found()
        before = check_against(check_found(child.last("found")), after_run)
        child.wait_until_published(files.random.randrange(8))
        time.sleep(files.random.uniform(0, 0.1))
        code, errors = child.kill()
        assert code in {-signal.SIGKILL, 0}, errors
        kills += code != 0
        after_run = (before, dict(files.versions), versions(child.last("published") or {}))

    child = Child(files, store)
    assert child.end()[0] == 0
    check_against(check_found(child.last("found")), after_run)
    again = Child(files, store)
    assert again.end()[0] == 0
    assert check_found(again.last("found")) == files.versions
    assert again.last("done") == [0, 0, len(files.versions), 0, 0]
    assert kills > KILLS / 2


def check_against(found, run):
    """Each document is as it was before the run or as its file is; acknowledged ones are that."""
    if run is None:
        return found
    before, target, acknowledged = run
    for path in before.keys() | target.keys():
        now = found.get(path)
        assert now in {before.get(path), target.get(path)}, path
        if acknowledged and acknowledged.get(path) == target.get(path):
            assert now == target.get(path), f"{path} was acknowledged and is not there"
    assert found.keys() <= before.keys() | target.keys()
    return found


def test_a_second_process_on_the_same_folder_is_refused_ten_times_without_damage(tmp_path):
    files = Files(tmp_path / "company", seed=1)
    store = tmp_path / "store"
    files.add(60)
    owner = Child(files, store)
    owner.wait_until_found()

    for _ in range(10):
        started = time.monotonic()
        with pytest.raises(StoreBusy, match=f"process {owner.pid}"):
            Ownership(store).acquire()
        assert time.monotonic() - started < 1

    assert owner.end()[0] == 0
    after = Child(files, store)
    assert after.end()[0] == 0
    assert check_found(after.last("found")) == files.versions


@pytest.mark.parametrize("room", ROOMS)
def test_a_full_disk_is_a_sentence_and_loses_nothing(tmp_path, room):
    files = Files(tmp_path / "company", seed=2)
    store = tmp_path / "store"
    files.add(150)

    full = Child(files, store, room)
    code, errors = full.end()
    after = Child(files, store)
    ended = after.end()

    assert code == 1, errors
    assert "space" in full.last("refused")
    assert ended[0] == 0, ended[1]
    acknowledged = versions(full.last("published") or {})
    check_against(check_found(after.last("found")), ({}, files.versions, acknowledged))
    assert after.last("done")[0] > 0
