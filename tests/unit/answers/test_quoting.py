from __future__ import annotations

import pytest

from knowledge.answers.quoting.expected import Expected
from knowledge.models import Reader

EVERYBODY = Reader(frozenset({"everyone"}))


@pytest.fixture
def ask(shelf):
    def ranked(question, k=10, found=24):
        quoting = shelf.quoting()
        search = shelf.retriever().search(question, EVERYBODY, found)
        return quoting.rank(quoting.read(question), search, k)

    return ranked


def test_a_question_is_taken_apart_into_weighed_words_and_what_it_asks_for(shelf):
    shelf.page("a.md", "Leave is leave.")
    shelf.page("b.md", "Vans.")

    read = shelf.quoting().read("How many days of leave may I take?")

    assert [stem for stem, _ in read.wanted] == ["mani", "day", "leav", "take"]
    weights = dict(read.wanted)
    assert weights["day"] > weights["leav"] > 0
    assert read.kind is Expected.DURATION
    assert read.rule


def test_the_sentence_that_says_it_comes_first(shelf, ask):
    shelf.page("leave.md", "Leave is a right. Everybody has 25 days of leave. Ask Olga.")
    shelf.page("vans.md", "Vans leave at six.")

    search, quotes = ask("How many days of leave does everybody have?")

    assert quotes[0].piece.text == "Everybody has 25 days of leave."
    assert search.passages[quotes[0].passage].document.path == "leave.md"
    assert (quotes[0].place, quotes[0].typed) == (1, 1.0)
    assert quotes[0].coverage == max(quote.coverage for quote in quotes)
    assert [quote.score for quote in quotes] == sorted((q.score for q in quotes), reverse=True)


def test_pieces_without_stored_vectors_are_embedded_and_score_alike(shelf, ask):
    shelf.page("a.md", "Leave is paid. Vans are blue.", title="Same title")
    with_vectors = ask("Is leave paid?")[1]
    shelf.own_parts.clear()

    without = ask("Is leave paid?")[1]

    assert [quote.piece for quote in without] == [quote.piece for quote in with_vectors]
    assert without[0].cosine == pytest.approx(with_vectors[0].cosine, abs=1e-6)


def test_a_list_item_counts_with_what_announces_it(shelf, ask):
    shelf.page("a.md", "Receipts are handed in:\n- by post to us\n- on paper", section="")

    _, quotes = ask("How are receipts handed in?")

    items = [quote for quote in quotes if quote.piece.item]
    assert [quote.coverage for quote in items] == [0, 0]
    assert all(quote.around > 0.9 for quote in items)


def test_a_rule_comes_first_where_a_rule_is_asked_for(shelf, ask):
    shelf.page("a.md", "Gifts from customers are nice. Gifts from customers must be declared.")

    assert ask("Can I take gifts from customers?")[1][0].piece.text == (
        "Gifts from customers must be declared."
    )


def test_no_more_than_k_passages_are_kept_and_quotes_point_into_them(shelf, ask):
    for number in range(30):
        shelf.page(f"{number}.md", f"Leave of the kind {number} is paid.", title=f"Leave {number}")

    search, quotes = ask("leave", k=5, found=24)

    assert len(search.passages) == len(search.pieces) == 5
    assert {quote.passage for quote in quotes} == set(range(5))


def test_passages_beyond_those_that_are_read_keep_their_place(shelf, ask):
    for number in range(30):
        shelf.page(f"{number}.md", f"Leave of the kind {number} is paid.", title=f"Leave {number}")

    search, quotes = ask("leave", k=30, found=24)

    assert len(search.passages) == 24
    assert max(quote.passage for quote in quotes) < 8


def test_a_passage_without_pieces_has_no_quotes(shelf, ask):
    shelf.page("a.md", "", title="Leave")

    search, quotes = ask("leave")

    assert (len(search.passages), quotes) == (1, [])


def test_what_a_replaced_document_says_comes_after_what_the_new_one_says(shelf, ask):
    shelf.page("2025.md", "Everybody has 24 days of annual leave.", title="Annual leave")
    shelf.page(
        "2026.md",
        "It is 25 days of leave, at home or away, since May.",
        title="Absence",
        supersedes="2025.md",
    )

    search, quotes = ask("How many days of annual leave does everybody have?")

    assert [passage.document.path for passage in search.passages] == ["2026.md", "2025.md"]
    assert [quote.passage for quote in quotes] == [0, 1]
