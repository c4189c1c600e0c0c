from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from knowledge.errors import StoreBusy, StoreError
from knowledge.store.database.ownership import LOCK, PID, Ownership

ROOT = Path(__file__).parents[3]


def test_a_second_owner_is_refused_at_once_with_the_first_one_s_process(tmp_path):
    with Ownership(tmp_path):
        started = time.monotonic()

        with pytest.raises(StoreBusy, match=rf"process {os.getpid()}\).*Stop that one"):
            Ownership(tmp_path).acquire()

    assert time.monotonic() - started < 1


def test_a_folder_that_was_given_back_can_be_owned_again(tmp_path):
    first = Ownership(tmp_path)
    first.acquire()
    first.release()
    first.release()

    with Ownership(tmp_path):
        assert (tmp_path / PID).read_text() == str(os.getpid())


def test_a_process_that_died_owns_nothing(tmp_path):
    program = (
        "import os, signal; from pathlib import Path; "
        "from knowledge.store.database.ownership import Ownership; "
        f"Ownership(Path({str(tmp_path)!r})).acquire(); os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False)
    assert done.returncode == -9

    with Ownership(tmp_path):
        assert (tmp_path / LOCK).exists()


def test_an_owner_that_is_just_starting_is_not_named(tmp_path):
    with Ownership(tmp_path):
        (tmp_path / PID).write_text("")

        with pytest.raises(StoreBusy, match=r"another Throughline\. Stop"):
            Ownership(tmp_path).acquire()


def test_a_folder_that_cannot_be_used_is_said_so(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(StoreError, match="cannot be used as a store"):
        Ownership(tmp_path / "file" / "store").acquire()


def test_a_lock_without_room_for_its_note_is_given_back(tmp_path):
    (tmp_path / PID).mkdir()

    with pytest.raises(StoreError, match="cannot be used as a store"):
        Ownership(tmp_path).acquire()

    (tmp_path / PID).rmdir()
    with Ownership(tmp_path):
        pass
