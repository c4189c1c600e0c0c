from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest

from ingest.sandbox import Limits, Sandbox
from ingest.sandboxed import serve
from knowledge.errors import DocumentError, Unsupported

TRICKS = """
import os, sys, time
from knowledge.errors import DocumentError, Unsupported

def name(path): return {"path": path, "process": os.getpid()}
def plain(path): return "no mapping"
def fail(path): raise DocumentError("it is locked.")
def unknown(path): raise Unsupported("not yet.")
def broken(path): raise KeyError("x")
def eat(path): return {"size": len(bytearray(2_000_000_000))}
def hang(path): time.sleep(60)
def spin(path):
    while True: pass
def leave(path): os._exit(3)
def shout(path):
    print("noise")
    sys.stdout.flush()
    return {}
def lie(path):
    os.write(1, b"\\0" * 7 + b"\\3abc")
    time.sleep(60)
def flood(path):
    os.write(1, b"\\xff" * 8)
    time.sleep(60)
def write(path):
    try:
        with open(path + ".new", "w") as file: file.write("x")
    except OSError: return {"written": False}
    return {"written": True}
def environment(path): return dict(os.environ)
def encoded(path): return {"x": object()}
"""


@pytest.fixture
def tricks(tmp_path, monkeypatch):
    """A module that the child can import, with functions that behave badly."""
    (tmp_path / "tricks.py").write_text(TRICKS)
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path / "file.pdf"


@pytest.fixture
def sandbox():
    made = Sandbox(Limits(wall=20.0, cpu=5))
    yield made
    made.close()


def test_one_child_opens_several_files(sandbox, tricks):
    first = sandbox.call("tricks:name", tricks)
    second = sandbox.call("tricks:name", tricks)

    assert first == second
    assert first["path"] == str(tricks)
    assert first["process"] != os.getpid()


def test_a_fresh_child_takes_over_after_a_number_of_files(tricks):
    sandbox = Sandbox(Limits(files=1))

    processes = {sandbox.call("tricks:name", tricks)["process"] for _ in range(2)}
    sandbox.close()
    sandbox.close()

    assert len(processes) == 2


def test_its_errors_come_back_as_they_were(sandbox, tricks):
    with pytest.raises(DocumentError, match=r"it is locked\."):
        sandbox.call("tricks:fail", tricks)
    with pytest.raises(Unsupported, match=r"not yet\."):
        sandbox.call("tricks:unknown", tricks)


@pytest.mark.parametrize("function", ["broken", "plain", "missing"])
def test_any_other_error_means_damage(sandbox, tricks, function):
    with pytest.raises(DocumentError, match=r"file\.pdf is damaged"):
        sandbox.call(f"tricks:{function}", tricks)


def test_memory_is_limited_and_the_next_file_is_opened(sandbox, tricks):
    with pytest.raises(DocumentError, match="more than 1 GB of memory"):
        sandbox.call("tricks:eat", tricks)

    assert sandbox.call("tricks:shout", tricks) == {}


def test_time_is_limited_and_the_next_file_is_opened(tricks):
    sandbox = Sandbox(Limits(wall=1.0))

    with pytest.raises(DocumentError, match="took longer than 1 seconds"):
        sandbox.call("tricks:hang", tricks)
    sandbox.close()

    patient = Sandbox()
    assert patient.call("tricks:shout", tricks) == {}
    patient.close()


def test_computing_is_limited_for_each_file(tricks):
    sandbox = Sandbox(Limits(cpu=1))

    with pytest.raises(DocumentError, match="more than 1 s of computing"):
        sandbox.call("tricks:spin", tricks)


@pytest.mark.parametrize("function", ["leave", "lie", "flood", "encoded"])
def test_a_child_that_breaks_is_replaced(sandbox, tricks, function):
    with pytest.raises(DocumentError, match="broke the program that opens it"):
        sandbox.call(f"tricks:{function}", tricks)

    assert sandbox.call("tricks:shout", tricks) == {}


def test_a_child_that_went_by_itself_is_replaced(sandbox, tricks):
    first = sandbox.call("tricks:name", tricks)["process"]
    child = sandbox._child
    assert child
    child.kill()
    child.wait()

    assert sandbox.call("tricks:name", tricks)["process"] != first


def test_the_child_writes_no_files_and_knows_no_secrets(sandbox, tricks, monkeypatch):
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-secret")

    assert sandbox.call("tricks:write", tricks) == {"written": False}
    assert "SLACK_BOT_TOKEN" not in sandbox.call("tricks:environment", tricks)


def frames(*questions: dict[str, str]) -> io.BytesIO:
    parts = [json.dumps(question).encode() for question in questions]
    return io.BytesIO(b"".join(len(part).to_bytes(8, "big") + part for part in parts))


def outcomes(out: io.BytesIO) -> list[str]:
    data, found = out.getvalue(), []
    while data:
        size = int.from_bytes(data[:8], "big")
        found.append(json.loads(data[8 : 8 + size])["outcome"])
        data = data[8 + size :]
    return found


def test_the_childs_side_answers_each_question(tricks):
    out = io.BytesIO()
    functions = ("name", "fail", "unknown", "broken", "no")

    serve(frames(*({"function": f"tricks:{name}", "path": str(tricks)} for name in functions)), out)

    assert outcomes(out) == ["done", "failed", "unsupported", "damaged", "damaged"]


def test_the_childs_side_reports_want_of_memory(tmp_path: Path, monkeypatch):
    (tmp_path / "hungry.py").write_text("def eat(path): raise MemoryError\n")
    monkeypatch.syspath_prepend(tmp_path)
    out = io.BytesIO()

    serve(frames({"function": "hungry:eat", "path": ""}), out)

    assert outcomes(out) == ["memory"]
