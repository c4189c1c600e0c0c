"""What Chroma's adapter promises beyond its port: it is derived, and survives what happens to files."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from knowledge.search.indexes.vectors import ChromaVectors

ROOT = Path(__file__).parents[2]
NAMES = [f"{number:032x}" for number in range(60)]


@pytest.fixture
def folder(tmp_path, points):
    index = ChromaVectors(tmp_path, points.shape[1], "model-a")
    index.add("everyone", NAMES[:40], points[:40])
    index.add("board", NAMES[40:], points[40:60])
    index.mark(7)
    index.close()
    return tmp_path


def reopened(folder, points, fingerprint="model-a"):
    return ChromaVectors(folder, points.shape[1], fingerprint)


def test_what_was_added_is_there_after_reopening(folder, points):
    index = reopened(folder, points)

    assert index.applied() == 7
    assert index.audiences() == {"everyone", "board"}
    assert index.search(["board"], points[45], 1)[0][0] == NAMES[45]
    index.close()


def test_another_model_begins_anew(folder, points):
    index = reopened(folder, points, "model-b")

    assert index.applied() == 0
    assert index.audiences() == set()
    index.close()


def test_other_dimensions_begin_anew(folder, points):
    index = ChromaVectors(folder, 4, "model-a")

    index.add("everyone", NAMES[:1], np.eye(4, dtype=np.float32)[:1])

    assert index.applied() == 0
    assert index.ids("everyone") == {NAMES[0]}
    index.close()


def test_clearing_leaves_no_bytes_of_the_old_vectors(folder, points):
    before = sum(file.stat().st_size for file in folder.rglob("*.bin"))
    index = reopened(folder, points)

    index.clear()

    assert before > 0
    assert sum(file.stat().st_size for file in folder.rglob("*.bin")) == 0
    assert len(list(folder.glob("chroma-*"))) == 1
    index.close()


def test_no_text_is_kept(folder):
    held = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())

    assert b"chroma:document" not in held


@pytest.mark.parametrize("name", ["state.json", "chroma.sqlite3"])
def test_a_damaged_file_begins_anew(folder, points, name):
    file = next(folder.rglob(name))
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])

    index = reopened(folder, points)
    index.add("everyone", NAMES[:1], points[:1])

    assert index.applied() == 0
    assert index.search(["everyone"], points[0], 1)[0][0] == NAMES[0]
    index.close()


def test_an_index_that_ended_the_last_process_is_not_opened_again(folder, points):
    (folder / "opening").touch()

    first = reopened(folder, points)
    applied = first.applied()
    first.mark(3)
    first.close()
    second = reopened(folder, points)

    assert (applied, second.applied()) == (0, 3)
    second.close()


def test_an_index_whose_writer_was_killed_is_begun_anew(folder, points):
    program = (
        "import sys, os, signal; import numpy as np; from pathlib import Path; "
        "from knowledge.search.indexes.vectors import ChromaVectors; "
        f"index = ChromaVectors(Path(sys.argv[1]), {points.shape[1]}, 'model-a'); "
        f"index.add('everyone', ['x' * 32], np.ones((1, {points.shape[1]}), 'f4')) "
        "if sys.argv[2] == 'write' else index.ids('everyone'); "
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    applied = []
    for deed in ("read", "write"):
        subprocess.run([sys.executable, "-c", program, str(folder), deed], cwd=ROOT, check=False)
        index = reopened(folder, points)
        applied.append(index.applied())
        index.close()

    assert applied == [7, 0]


def test_a_clearing_cut_short_leaves_nothing_behind(folder, points):
    leftover = folder / "chroma-of-yesterday"
    leftover.mkdir()

    index = reopened(folder, points)

    assert not leftover.exists()
    assert index.applied() == 7
    index.close()


def test_the_sequence_is_replaced_as_a_whole(folder, points):
    index = reopened(folder, points)

    index.mark(8)

    assert json.loads((folder / "state.json").read_text())["sequence"] == 8
    assert not (folder / "state.json.new").exists()
    index.close()


def test_nothing_is_sent_anywhere(tmp_path):
    code = (
        "import sys, socket\n"
        "from pathlib import Path\n"
        "import numpy as np\n"
        "def refuse(*a, **k): raise SystemExit('a connection was opened')\n"
        "socket.socket.connect = refuse\n"
        "from knowledge.search.indexes.vectors import ChromaVectors\n"
        "index = ChromaVectors(Path(sys.argv[1]), 4, 'm')\n"
        "index.add('e', ['a'], np.eye(4, dtype=np.float32)[:1])\n"
        "index.search(['e'], np.eye(4, dtype=np.float32)[0], 1)\n"
        "index.close()\n"
        "assert 'torch' not in sys.modules\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )

    assert (done.returncode, done.stderr) == (0, "")
