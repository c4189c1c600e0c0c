from __future__ import annotations

import itertools
import re

import pytest

from ingest.parsed import Parsed, Section
from ingest.splitter import LARGEST, Piece, split
from ingest.units import sentences

LIMIT = 256


def tokens(text: str) -> int:
    """Words and signs, and two marks around them."""
    return len(re.findall(r"\w+|[^\w\s]", text)) + 2


def chunks(*sections: Section, title: str = "Handbook", limit: int = LIMIT) -> list[Piece]:
    return split(Parsed(title, sections), tokens, limit)


def prose(count: int) -> str:
    return " ".join(
        f"Sentence number {at} says something plain about our customers." for at in range(count)
    )


def test_a_short_section_is_one_chunk_under_its_title_path():
    (piece,) = chunks(Section(("Care", "Speed"), "We answer within a day."))

    assert piece == Piece(
        section="Care > Speed",
        text="We answer within a day.",
        embedded="Handbook > Care > Speed\nWe answer within a day.",
    )


def test_a_long_section_is_split_at_sentences_with_an_overlap():
    pieces = chunks(Section(("Care",), prose(50)))

    assert len(pieces) > 2
    for piece in pieces:
        assert 400 <= len(piece.text) <= LARGEST
        assert tokens(piece.embedded) <= LIMIT
        assert re.fullmatch(r"Sentence.*\.", piece.text)
    for before, after in itertools.pairwise(pieces):
        first = sentences(after.text)[0]
        assert first in before.text
    assert all(f"number {at} " in " ".join(piece.text for piece in pieces) for at in range(50))


def test_the_same_document_gives_the_same_chunks():
    section = Section(("Care",), prose(40))

    assert chunks(section) == chunks(section)


def test_paragraphs_stay_apart_in_a_chunk():
    paragraphs = [prose(4).replace("plain", f"plain{at}") for at in range(8)]
    pieces = chunks(Section((), "\n\n".join(paragraphs)))

    assert any("\n\n" in piece.text for piece in pieces)
    assert all(piece.section == "" for piece in pieces)


def test_a_split_list_repeats_the_line_that_introduces_it():
    items = "\n".join(
        f"goal {at} is to make the customer glad about thing {at}" for at in range(60)
    )
    pieces = chunks(Section(("Goals",), f"{prose(9)}\n\nThe goals are:\n\n{items}"))

    with_items = [piece.text for piece in pieces if "goal " in piece.text]
    assert len(with_items) > 2
    assert all("The goals are:\n" in text for text in with_items)
    assert not any(text.endswith("The goals are:") for text in (piece.text for piece in pieces))
    for text in with_items:
        assert all(
            line in {"The goals are:", ""}
            or not line.startswith("goal")
            or line in items.split("\n")
            for line in text.split("\n")
        )


def test_an_introduction_that_is_left_at_the_end_goes_with_its_list():
    row = "Segment: one of them | Seats: as many as there are people in such a company, or more"
    text = "\n\n".join([prose(13), "Segments", "\n".join(row for _ in range(9))])
    pieces = chunks(Section((), text))

    assert not any(piece.text.endswith("Segments") for piece in pieces)
    assert all(
        line == row
        for piece in pieces
        for line in piece.text.split("\n")
        if line.startswith("Segment:")
    )


def test_no_chunk_has_more_tokens_than_the_model_reads():
    dense = "a.b-c/d:e;" * 400
    words = "word " * 1500
    rows = "\n".join("x|" * 300 for _ in range(4))
    pieces = chunks(Section(("H" * 300, "Inner"), f"{dense}\n\n{words}\n\n{rows}"), title="T" * 200)

    assert all(tokens(piece.embedded) <= LIMIT for piece in pieces)
    assert sum(piece.text.count("word") for piece in pieces) >= 1500


def test_a_title_path_that_would_fill_the_model_is_cut():
    title = "very, " * 100
    (piece,) = chunks(Section(("some, long, heading, " * 9,), "Text."), title=title, limit=64)

    assert tokens(piece.embedded) <= 64
    assert piece.embedded.endswith("\u2026\nText.")


def test_a_long_title_path_loses_its_middle():
    (piece,) = chunks(Section(("A" * 90, "B" * 60, "Prices"), "Text."))

    assert piece.embedded == "Handbook > \u2026 > Prices\nText."


def test_units_that_cost_more_together_are_split_again():
    def greedy(text: str) -> int:
        return len(text) if len(text) > 300 else 10

    pieces = split(Parsed("T", (Section((), prose(30)),)), greedy, 310)

    assert all(greedy(piece.embedded) <= 310 for piece in pieces)


def test_tiny_neighbours_are_put_together_under_their_headings():
    pieces = chunks(
        Section(("FAQ", "When do you open?"), "At nine."),
        Section(("FAQ", "Prices"), "See below."),
        Section(("FAQ", "Places"), "Here\nThere"),
        Section(("Other", "Deep"), "Else."),
        Section((), "No heading."),
    )

    assert [(piece.section, piece.text) for piece in pieces] == [
        ("FAQ", "When do you open? At nine.\n\nPrices: See below.\n\nPlaces\nHere\nThere"),
        ("Other > Deep", "Else."),
        ("", "No heading."),
    ]


def test_neighbours_that_would_be_too_much_together_stay_apart():
    pieces = chunks(*(Section(("FAQ", f"Question {at}"), "word " * 35) for at in range(8)))

    assert 1 < len(pieces) < 8


def test_a_term_is_one_chunk_whatever_its_length():
    long = "LTV: " + prose(60)
    pieces = chunks(
        Section(("a",), "NPS: Net Promoter Score.", record="a/NPS", term="NPS"),
        Section(("a",), long, record="a/LTV", term="LTV"),
    )

    assert [(piece.section, piece.term) for piece in pieces] == [("a/NPS", "NPS"), ("a/LTV", "LTV")]
    assert pieces[1].text == long
    assert tokens(pieces[1].embedded) <= LIMIT


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("Ask Dr. Gray, e.g. Monday. Then go.", ["Ask Dr. Gray, e.g. Monday.", "Then go."]),
        ("It costs 3.50 today. no capital", ["It costs 3.50 today. no capital"]),
        ('He said "yes." She left.', ['He said "yes."', "She left."]),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, expected: list[str]):
    assert sentences(text) == expected
