"""Our retriever keeps the promises of LangChain's, and those of our own search."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import RunnableLambda
from pydantic import ValidationError

from knowledge.models import Reader
from knowledge.search.finding.langchain_retriever import ThroughlineRetriever

ROOT = Path(__file__).parents[2]


def load_fake(name):
    file = ROOT / "tests" / "fakes" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"fakes_{name}", file)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def shelf():
    made = load_fake("shelf").Shelf(load_fake("word_embedder").WordEmbedder())
    made.page(
        "leave.md",
        "Everybody has 25 days of leave.",
        title="Annual leave",
        section="How much",
        owner="U0PEOPLE",
        updated=date(2026, 9, 12),
        link="https://wiki.example/leave.md",
    )
    made.page("vans.md", "The vans leave at six.", title="Vans")
    made.page("board.md", "Leave of the board.", title="Board", audience="board")
    return made


def opened(shelf, *audiences, **more):
    reader = Reader(frozenset(audiences or {"everyone"}))
    return ThroughlineRetriever(retriever=shelf.retriever(), reader=reader, **more)


def test_passages_come_as_documents_with_what_is_needed_to_cite_them(shelf):
    found = opened(shelf).invoke("How many days of leave?")

    first = found[0]
    assert isinstance(opened(shelf), BaseRetriever)
    assert first.page_content == "Everybody has 25 days of leave."
    assert first.metadata.pop("score") > 0.5
    assert first.metadata == {
        "document": "leave.md",
        "title": "Annual leave",
        "section": "How much",
        "owner": "U0PEOPLE",
        "updated": "2026-09-12",
        "link": "https://wiki.example/leave.md",
        "audience": "everyone",
    }
    assert found[1].metadata["updated"] == ""


def test_the_order_and_the_scores_are_those_of_the_search(shelf):
    found = opened(shelf).invoke("leave")

    searched = shelf.retriever().search("leave", Reader(frozenset({"everyone"})))
    assert [(one.id, one.metadata["score"]) for one in found] == [
        (passage.chunk.id, passage.score) for passage in searched.passages
    ]


def test_only_what_the_reader_may_see_is_given(shelf):
    everyone = opened(shelf).invoke("leave of the board")
    board = opened(shelf, "board").invoke("leave of the board")
    nobody = ThroughlineRetriever(retriever=shelf.retriever(), reader=Reader(frozenset()))

    assert {one.metadata["audience"] for one in everyone} == {"everyone"}
    assert [one.metadata["document"] for one in board] == ["board.md"]
    assert nobody.invoke("leave of the board") == []


def test_no_more_than_k_are_given(shelf):
    assert len(opened(shelf, k=1).invoke("leave")) == 1


def test_less_than_one_is_not_taken(shelf):
    with pytest.raises(ValidationError, match="greater than or equal to 1"):
        opened(shelf, k=0)


def test_another_reader_cannot_be_slipped_in(shelf):
    retriever = opened(shelf)

    with pytest.raises(ValidationError, match="frozen"):
        retriever.reader = Reader(frozenset({"board"}))


def test_it_is_a_part_of_a_chain_like_any_other(shelf):
    chain = opened(shelf) | RunnableLambda(lambda found: found[0].metadata["title"])

    assert chain.invoke("When do the vans leave?") == "Vans"
    assert chain.batch(["How many days of leave?"]) == ["Annual leave"]


def test_nothing_of_ours_imports_it():
    code = (
        "import sys, bot.wiring.wiring, bot.running.app, bot.__main__, knowledge.answers.service\n"
        "print([name for name in sys.modules if name.startswith('langchain')])"
    )

    told = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert told.stdout.strip() == "[]"
