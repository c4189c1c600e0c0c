"""The command line as a person or a script meets it: real processes, a real model, a small company."""

import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.cli.app import run
from knowledge.store.database.database import Database
from knowledge.store.feedback.feedback import DISMISSED, FeedbackStore
from knowledge.store.questions.journal import Entry, Journal

PROJECT = Path(__file__).resolve().parents[2]
CONFIGURATION = """
[workspace]
name = "Harbour Lamps"

[[source]]
name = "strategy"
kind = "documents"
path = "strategy"
owner = "U0STRATEGY"
link = "https://wiki.harbour.example/{path}"
audience = "everyone"

[[source]]
name = "board"
kind = "documents"
path = "board"
audience = "board"

[[source]]
name = "words"
kind = "glossary"
path = "words.csv"
fields = {label = "Word", definition = "Meaning"}
audience = "everyone"

[audiences.board]
users = ["U0BOARD"]
"""
STRATEGY = """# Refunds

## How long they take

Refunds are paid within 14 days of the day on which the lamp is back in our warehouse.

## Who decides

The service desk decides on refunds of up to 200 euros; above that the head of service does.
"""


@pytest.fixture(scope="module")
def company(tmp_path_factory):
    folder = tmp_path_factory.mktemp("harbour")
    (folder / "throughline.toml").write_text(CONFIGURATION)
    (folder / "strategy").mkdir()
    (folder / "strategy/refunds.md").write_text(STRATEGY)
    (folder / "board").mkdir()
    (folder / "board/sale.md").write_text("# The sale\n\nThe lighthouse factory is sold in May.\n")
    (folder / "words.csv").write_text("Word,Meaning\nOTD,On-time delivery: the share of lamps\n")
    done = throughline(folder, "ingest", "--json")
    assert done.returncode == 0, done.stderr
    return folder


class Done(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


def environment():
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("THROUGHLINE", "SLACK"))}  # noqa: TID251
    return kept | {"PYTHONPATH": str(PROJECT)}


def throughline(folder, *words):
    """The command in this process: what it says, and its exit code."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setattr(sys, "argv", ["throughline", *words])
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        patch.delenv("THROUGHLINE_STORE", raising=False)
        patch.delenv("THROUGHLINE_CONFIG", raising=False)
        with pytest.raises(SystemExit) as ended:
            run()
        said = []
        for stream in (out, err):
            stream.flush()
            said.append(stream.buffer.getvalue().decode())
    return Done(ended.value.code or 0, *said)


def asked(folder, *words):
    done = throughline(folder, *words, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_question_is_answered_with_its_source(company):
    answer = asked(company, "ask", "How long do refunds take?")

    assert answer["outcome"] == "answered"
    assert "14 days" in answer["text"]
    assert "[1]" in answer["text"]
    assert answer["citations"][0]["document"] == "strategy/refunds.md"
    assert answer["citations"][0]["link"] == "https://wiki.harbour.example/strategy/refunds.md"
    assert {"question", "mode", "visibility", "passages", "terms", "figures", "elapsed_ms"} <= set(
        answer
    )


def test_people_read_the_answer_first_and_then_where_it_comes_from(company):
    shown = throughline(company, "ask", "How long do refunds take?").stdout

    assert shown.index("14 days") < shown.index("https://wiki.harbour.example/")
    assert "owner U0STRATEGY" in shown


def test_what_only_the_board_may_read_is_not_there_for_anybody_else(company):
    question = "When is the lighthouse factory sold?"

    everyone = asked(company, "ask", question, "--as", "U0SALES")
    channel = asked(company, "ask", question, "--as", "U0BOARD", "--in", "C0ASK")
    board = asked(company, "ask", question, "--as", "U0BOARD")

    assert "sale.md" not in json.dumps(everyone)
    assert "sale.md" not in json.dumps(channel)
    assert "May" in board["text"]
    assert (channel["visibility"], board["visibility"]) == ("channel", "private")


def test_a_batch_answers_each_line_in_its_order(company):
    questions = [
        {"id": str(n), "question": f"Who decides on refunds of {n} euros?"} for n in range(30)
    ]
    (company / "questions.jsonl").write_text("\n".join(map(json.dumps, questions)))

    done = throughline(company, "ask", "--batch", "questions.jsonl", "--json")

    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["id"] for one in answers] == [one["id"] for one in questions]


def test_a_term_has_a_card(company):
    card = asked(company, "lingo", "otd")

    assert card["outcome"] == "found"
    assert card["senses"][0]["document"] == "words.csv"


def test_glossaries_of_one_name_from_two_departments_both_stay(company, tmp_path):
    here = tmp_path / "company"
    shutil.copytree(company, here)
    for domain, said in (("sales", "A lamp on show."), ("stock", "A lamp in a box.")):
        (tmp_path / "terms.csv").write_text(f"term,definition\nfloor lamp,{said}\n")
        asked(here, "lingo", "import", str(tmp_path / "terms.csv"), "--domain", domain)

    senses = asked(here, "lingo", "floor lamp")["senses"]

    assert {one["domain"]: one["definition"] for one in senses} == {
        "sales": "A lamp on show.",
        "stock": "A lamp in a box.",
    }


def test_a_second_ingest_changes_nothing(company):
    report = asked(company, "ingest")

    assert (report["added"], report["updated"], report["deleted"]) == (0, 0, 0)
    assert report["unchanged"] == 3


def test_indexes_are_made_anew_without_embedding(company):
    told = asked(company, "rebuild")

    assert told["chunks"] == asked(company, "status")["chunks"]
    assert "14 days" in asked(company, "ask", "How long do refunds take?")["text"]


def own_questions(company):
    rows = [
        {
            "question": "How long do refunds take?",
            "kind": "strategy",
            "gold_docs": ["strategy/refunds.md"],
            "gold_answer": "within 14 days",
        }
    ]
    (company / "own.jsonl").write_text("\n".join(map(json.dumps, rows)))


def test_own_questions_are_counted(company):
    own_questions(company)

    told = asked(company, "evaluate", "own.jsonl")

    assert told["kinds"]["strategy"]["answer_found"] == [1, 1]
    assert told["missed"] == []


def settled_in_slack(company):
    """Somebody flagged an answer, and its owner says that it is right."""
    database = Database.open(company / ".throughline")
    now = datetime.now(UTC)
    asked_before = Entry(
        now,
        "How long do refunds take?",
        "answered",
        answer="Refunds are paid within 14 days. [1]",
        evidence=[{"document": "strategy/refunds.md"}],
    )
    number = Journal(database).record(asked_before)
    flags = FeedbackStore(database)
    flags.resolve(flags.wrong(number, "U0A", ("wrong", "", ""), now), DISMISSED, "U0B", "so", now)
    database.close()


def test_what_owners_settled_is_evaluated_and_exported(company):
    settled_in_slack(company)

    told = asked(company, "evaluate", "--resolved", "--export", "settled.jsonl")
    again = asked(company, "evaluate", "settled.jsonl")

    assert told["kinds"]["stands"]["source_at_1"] == [1, 1]
    assert again["kinds"] == told["kinds"]


@pytest.mark.parametrize("words", [(), ("own.jsonl", "--export", "x.jsonl")])
def test_an_evaluation_of_nothing_is_wrong_use(company, words):
    own_questions(company)

    assert throughline(company, "evaluate", *words).returncode == 2


def test_questions_that_nobody_can_answer_are_gaps_and_evaluations_are_not(company):
    before = asked(company, "status")["questions"]

    own_questions(company)
    asked(company, "evaluate", "own.jsonl")

    assert asked(company, "status")["questions"] == before


def test_the_doctor_finds_nothing_wrong(company):
    done = throughline(company, "doctor", "--json")

    assert done.returncode == 0
    checks = json.loads(done.stdout)["checks"]
    assert {check["state"] for check in checks} <= {"ok", "none"}


def test_the_doctor_finds_an_index_that_was_lost_and_the_next_command_repairs_it(company):
    shutil.rmtree(company / ".throughline/keywords")

    lost = throughline(company, "doctor", "--json")
    asked(company, "ask", "How long do refunds take?")
    mended = throughline(company, "doctor", "--json")

    indexes = {one["name"]: one for one in json.loads(lost.stdout)["checks"]}["indexes"]
    assert lost.returncode == 1
    assert indexes["detail"].endswith("differ from the database: run `throughline rebuild`")
    assert mended.returncode == 0


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["ask"], 2, "Give one question"),
        (["ask", "a", "--batch", "questions.jsonl"], 2, "Give one question"),
        (["ask", "--batch", "none.jsonl"], 2, "none.jsonl cannot be read"),
        (["digest", "preview", "none"], 2, "There is no digest 'none'"),
        (["ask", "a", "--config", "none.toml"], 1, "There is no configuration at"),
        (["nonsense"], 2, "No such command"),
        (["ask", "--nonsense"], 2, "No such option"),
    ],
)
def test_wrong_use_and_failures_are_one_sentence_and_an_exit_code(company, words, code, sentence):
    done = throughline(company, *words)

    assert done.returncode == code
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_an_empty_question_and_a_huge_one_are_refused_kindly(company):
    empty, huge = asked(company, "ask", " "), asked(company, "ask", "why " * 25_000)

    assert (empty["outcome"], huge["outcome"]) == ("refused", "refused")


def test_no_configuration_says_what_to_do(tmp_path):
    done = throughline(tmp_path, "ask", "anything")

    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "throughline demo" in done.stderr


def test_a_reader_that_stops_reading_is_no_failure(company):
    (company / "many.jsonl").write_text("\n".join(['{"question": "Who decides on refunds?"}'] * 9))
    command = f"{sys.executable} -m bot ask --batch many.jsonl --json | head -1"

    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"],
        check=False,
        cwd=company,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=120,
    )

    assert done.stdout.count("\n") == 1
    assert done.stderr == ""


def test_a_command_beside_a_running_owner_is_handed_over(company):
    """Twenty ingests' worth of questions keep the owner busy while another terminal asks."""
    many = [{"question": "Who decides on refunds?"}] * 5000
    (company / "many.jsonl").write_text("\n".join(map(json.dumps, many)))
    owner = subprocess.Popen(
        [sys.executable, "-m", "bot", "ask", "--batch", "many.jsonl", "--json"],
        cwd=company,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert owner.stdout.readline()
        started = time.monotonic()

        answer = asked(company, "ask", "How long do refunds take?")

        assert owner.poll() is None, f"the owner was done before, {time.monotonic() - started} s"
        assert "14 days" in answer["text"]
        assert asked(company, "status")["running"] is True
    finally:
        owner.send_signal(signal.SIGKILL)
        owner.wait()
        owner.stdout.close()
    assert "14 days" in asked(company, "ask", "How long do refunds take?")["text"]


def test_a_command_is_there_at_once_and_torch_is_not_imported(company):
    program = (
        "import sys, bot.cli.app; heavy = {'torch', 'chromadb', 'sqlalchemy', 'pydantic', 'numpy'};"
        "print(sorted(heavy & set(sys.modules)))"
    )

    done = subprocess.run(
        [sys.executable, "-c", program],
        check=False,
        cwd=company,
        env=environment(),
        capture_output=True,
        text=True,
    )

    assert done.stdout == "[]\n"
