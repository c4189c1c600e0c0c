"""A second process on a folder that is owned: refused at once, or its work is handed over.

`THROUGHLINE_FAULTS` of 10 and more means ten times; once where it is not set.
"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TIMES = min(10, max(1, int(os.environ.get("THROUGHLINE_FAULTS", "1")) // 2))  # noqa: TID251
CONFIGURATION = """
[[source]]
name = "pages"
kind = "documents"
path = "pages"
audience = "everyone"
"""
TAKE = """
import sys, time
from pathlib import Path
from knowledge.errors import StoreBusy
from knowledge.store.database.ownership import Ownership

started = time.monotonic()
try:
    Ownership(Path(sys.argv[1])).acquire()
except StoreBusy as refused:
    print(f"{time.monotonic() - started:.2f} {refused}")
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("owned")
    (made / "throughline.toml").write_text(CONFIGURATION)
    (made / "pages").mkdir()
    for number in range(12):
        text = f"# Depot {number}\n\nDepot {number} opens at {number + 5} in the morning.\n"
        (made / "pages" / f"depot-{number}.md").write_text(text)
    ended(made, "ingest")
    return made


@pytest.fixture
def owner(folder):
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "rehearse", "--no-browser"],
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        text=True,
    )
    while "The workspace is at" not in (line := process.stdout.readline()):
        assert line, "the owner did not start"
    yield process
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()


def environment():
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("THROUGHLINE", "SLACK"))}  # noqa: TID251
    return kept | {"PYTHONPATH": str(ROOT)}


def python(folder, *words):
    return subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def ended(folder, *words):
    done = python(folder, "-m", "bot", *words, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def everything_is_found(folder):
    for number in (0, 5, 11):
        answer = ended(folder, "ask", f"When does depot {number} open?")
        assert answer["passages"][0]["document"] == f"pages/depot-{number}.md"


def test_a_second_owner_is_refused_within_a_second_and_told_what_to_do(folder, owner):
    for _ in range(TIMES):
        told = python(folder, "-c", TAKE, str(folder / ".throughline")).stdout

        seconds, _, sentence = told.partition(" ")
        assert float(seconds) < 1
        assert f"process {owner.pid}" in sentence
        assert "Stop that one first" in sentence


def test_commands_beside_the_owner_are_handed_over_and_nothing_is_damaged(folder, owner):
    for turn in range(TIMES):
        (folder / "pages" / "depot-0.md").write_text(
            f"# Depot 0\n\nDepot 0 opens at {turn + 1} in the afternoon.\n"
        )

        report = ended(folder, "ingest")
        answer = ended(folder, "ask", "When does depot 0 open?")

        assert report["updated"] == 1
        assert f"at {turn + 1} in the afternoon" in answer["text"]
    owner.send_signal(signal.SIGKILL)
    owner.wait()
    everything_is_found(folder)


def test_what_was_asked_of_an_owner_that_was_killed_is_done_by_the_one_who_asked(folder, owner):
    asking = subprocess.Popen(
        [sys.executable, "-m", "bot", "rebuild", "--json"],
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
    )
    owner.send_signal(signal.SIGSTOP)  # it holds the folder and does nothing
    time.sleep(3)
    owner.send_signal(signal.SIGKILL)

    told, _ = asking.communicate(timeout=60)

    assert json.loads(told)["chunks"] == 12
    everything_is_found(folder)
