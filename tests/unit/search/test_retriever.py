from __future__ import annotations

import pytest

from knowledge.models import Reader, SourceKind

EVERYBODY = Reader(frozenset({"everyone"}))


def paths(search):
    return [passage.document.path for passage in search.passages]


def test_the_page_with_the_words_of_the_question_comes_first(shelf):
    shelf.page("vans.md", "The vans leave the depot at six.", title="Vans")
    shelf.page("leave.md", "Everybody has 25 days of leave.", title="Annual leave")

    search = shelf.retriever().search("How many days of leave?", EVERYBODY)

    assert paths(search)[0] == "leave.md"
    assert search.question == "How many days of leave?"
    assert search.passages[0].score > search.passages[1].score
    assert search.passages[0].keyword > search.passages[1].keyword
    assert search.cosine == search.passages[0].cosine > 0.5
    assert search.matched == search.passages[0].keyword


def test_an_empty_store_gives_nothing(shelf):
    search = shelf.retriever().search("anything", EVERYBODY)

    assert (search.passages, search.pieces, search.cosine, search.matched) == ((), (), 0, 0)


def test_who_may_read_nothing_finds_nothing(shelf):
    shelf.page("leave.md", "Everybody has 25 days of leave.")

    assert shelf.retriever().search("leave", Reader(frozenset())).passages == ()


def test_only_the_audiences_of_the_reader_are_searched(shelf):
    shelf.page("board.md", "The merger closes in March.", audience="board")
    shelf.page("wiki.md", "The merger is a secret.")

    assert paths(shelf.retriever().search("merger", EVERYBODY)) == ["wiki.md"]


def test_what_the_index_still_has_but_the_store_no_longer_shows_is_left_out(shelf):
    chunk = shelf.page("gone.md", "The merger closes in March.")
    del shelf.rows[chunk.id]

    assert shelf.retriever().search("merger", EVERYBODY).passages == ()


def test_no_more_than_k_are_given(shelf):
    for number in range(5):
        shelf.page(f"{number}.md", f"Leave of the kind {number}.")

    assert len(shelf.retriever().search("leave", EVERYBODY, k=2).passages) == 2


def test_what_stands_for_an_abbreviation_is_searched_along(shelf):
    shelf.page("a.md", "The scheme is closed.", title="A")
    shelf.page("b.md", "Net promoter score: 43.", title="B")

    search = shelf.retriever().search("NPS scheme", EVERYBODY, expand=["net promoter score"])

    assert paths(search)[0] == "b.md"
    assert search.question == "NPS scheme"


def test_the_cosine_of_a_page_that_only_words_found_comes_from_the_store(shelf):
    shelf.page("a.md", "Leave is booked in the calendar.", title="A")
    shelf.vectors.held.clear()

    with_vector = shelf.retriever().search("leave", EVERYBODY)
    shelf.own.clear()
    without = shelf.retriever().search("leave", EVERYBODY)

    assert with_vector.passages[0].cosine > 0.3
    assert without.passages[0].cosine == 0


def test_the_cosines_of_pieces_come_along_where_the_store_has_their_vectors(shelf):
    shelf.page("a.md", "Leave is paid. Vans are blue.", title="A")
    shelf.page("b.md", "Leave is short. Vans are old.", title="B", parts=False)

    search = shelf.retriever().search("leave", EVERYBODY)

    pieces = dict(zip(paths(search), search.pieces, strict=True))
    assert len(pieces["a.md"]) == 2
    assert pieces["a.md"][0] > pieces["a.md"][1]
    assert pieces["b.md"] == ()


def test_a_title_alone_has_no_pieces(shelf):
    shelf.page("a.md", "", title="Leave")

    search = shelf.retriever().search("leave", EVERYBODY)

    assert search.pieces == ((),)
    assert search.passages[0].score > 0


def test_words_weigh_less_where_even_the_best_page_has_few_of_them(shelf):
    shelf.page("a.md", "Leave is paid in full.", title="A")
    retriever = shelf.retriever()

    close = retriever.search("leave paid", EVERYBODY).passages[0]
    chance = retriever.search("leave of trolls, goblins, dwarves and ogres", EVERYBODY).passages[0]

    assert close.keyword > chance.keyword > 0


def test_identical_texts_are_given_once(shelf):
    shelf.page("a.md", "Leave is paid.", title="Same")
    shelf.page("b.md", "Leave  is\npaid.", title="Same")

    assert len(shelf.retriever().search("leave", EVERYBODY).passages) == 1


@pytest.mark.parametrize("order", [("letters.csv", "letter.txt"), ("letter.txt", "letters.csv")])
def test_a_letter_of_its_own_stands_for_the_same_text_in_a_row(shelf, order):
    for path in order:
        shelf.page(path, "The crew was kind.", title="Letter", kind=SourceKind.INSIGHTS)

    assert paths(shelf.retriever().search("kind crew", EVERYBODY)) == ["letter.txt"]


def test_a_long_document_lets_others_have_a_turn(shelf):
    for number in range(5):
        shelf.page("long.md", f"Leave, leave: rule {number}.", title="Leave")
    shelf.page("short.md", "Leave is also written down here, with many other words.", title="B")

    found = paths(shelf.retriever().search("leave", EVERYBODY))

    assert found == ["long.md"] * 3 + ["short.md"] + ["long.md"] * 2


def test_a_superseded_document_ranks_below_what_replaced_it(shelf):
    shelf.page("2025.md", "Leave: 24 days of leave.", title="Leave")
    shelf.page("2026.md", "Vans are washed in the yard.", title="Other", supersedes="2025.md")
    shelf.page("2026.md", "Leave: 25 days.", title="Other", supersedes="2025.md")

    search = shelf.retriever().search("days of leave", EVERYBODY)

    assert [passage.chunk.text for passage in search.passages] == [
        "Leave: 25 days.",
        "Leave: 24 days of leave.",
        "Vans are washed in the yard.",
    ]
    assert search.passages[1].document.superseded_by == "2026.md"


def test_of_a_chain_of_versions_the_newest_comes_first(shelf):
    shelf.page("2024.md", "Leave: 23 days of leave.", title="Leave")
    shelf.page("2025.md", "Leave: 24 days of leave, and more.", title="L", supersedes="2024.md")
    shelf.page("2026.md", "Leave is 25 days, written at length.", title="M", supersedes="2025.md")

    search = shelf.retriever().search("days of leave", EVERYBODY)

    assert paths(search) == ["2026.md", "2025.md", "2024.md"]


def test_documents_that_replace_each_other_are_still_found(shelf):
    shelf.page("a.md", "Leave: 23 days.", title="A", supersedes="b.md")
    shelf.page("b.md", "Leave: 24 days.", title="B", supersedes="a.md")

    assert set(paths(shelf.retriever().search("leave", EVERYBODY))) == {"a.md", "b.md"}


def test_what_replaced_a_document_for_others_only_does_not_lower_it(shelf):
    shelf.page("old.md", "Leave: 24 days.", title="Leave")
    shelf.page("new.md", "Leave: 25 days.", title="Leave", supersedes="old.md", audience="board")

    passage = shelf.retriever().search("leave", EVERYBODY).passages[0]

    assert passage.document.superseded_by == ""
