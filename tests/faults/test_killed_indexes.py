"""What the indexes promise when the process is killed while it writes them.

`THROUGHLINE_FAULTS` is how many kills there are; a few where it is not set.
"""

from __future__ import annotations

import importlib.util
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from knowledge.search.indexes.keywords import TantivyKeywords
from knowledge.search.indexes.vectors import ChromaVectors

ROOT = Path(__file__).parents[2]
CHILD = Path(__file__).parent / "indexing_child.py"
KILLS = int(os.environ.get("THROUGHLINE_FAULTS", "3"))  # noqa: TID251 - a switch of the tests


@pytest.fixture(scope="module")
def child():
    spec = importlib.util.spec_from_file_location("indexing_child", CHILD)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def killed(folder, moment):
    """What a child said it had done before it was killed, so many seconds after its first word."""
    process = subprocess.Popen(
        [
            sys.executable,
            "-c",
            f"import runpy; runpy.run_path({str(CHILD)!r}, run_name='__main__')",
            str(folder),
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    said = [process.stdout.readline()]
    time.sleep(moment)
    process.kill()
    said += process.stdout.read().splitlines()
    process.stdout.close()
    process.wait()
    whole = [line.split() for line in said if len(line.split()) == 2]
    return [int(number) for number in whole[-1]]


def test_nothing_marked_is_lost_and_everything_finds_itself(tmp_path, child):
    chance = random.Random(5)
    for _ in range(KILLS):
        vectors_said, keywords_said = killed(tmp_path, chance.random() * 1.5)

        vectors = ChromaVectors(tmp_path / "vectors", child.DIMENSIONS, "m")
        keywords = TantivyKeywords(tmp_path / "keywords")
        done, read = vectors.applied(), keywords.applied()
        # A batch that was under way may be there in part: the change sequence is followed again.
        under_way = set(child.names(done)) | (set(child.names(done - 10)) if done >= 10 else set())
        held = vectors.ids("even") | vectors.ids("odd")
        unfindable = [
            batch
            for batch in range(done)
            if vectors.search([child.audience(batch)], child.points(batch)[-1], 1)[0][0]
            != child.names(batch)[-1]
        ]
        vectors.close()
        words = keywords.ids()
        keywords.close()

        # What a killed writer left of Chroma is never opened: the index is begun anew.
        assert (done >= vectors_said or not done, read >= keywords_said) == (True, True)
        assert held - under_way == child.expected(done) - under_way
        assert words == child.expected(read)
        assert unfindable == []
