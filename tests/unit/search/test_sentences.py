from __future__ import annotations

import pytest

from knowledge.search.words.sentences import Piece, pieces, spans, split_sentences, tidy


@pytest.mark.parametrize(
    ("paragraph", "sentences"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("He said “Wait.” Then he left.", ["He said “Wait.”", "Then he left."]),
        ("Ask e.g. Olga or Dr. Who, i.e. Anybody.", ["Ask e.g. Olga or Dr. Who, i.e. Anybody."]),
        ("It costs 2.5 euros. 3 are enough.", ["It costs 2.5 euros.", "3 are enough."]),
        ("Ask J. Smith in the U.S. Office.", ["Ask J. Smith in the U.S. Office."]),
        ("See #help. #help is open.", ["See #help.", "#help is open."]),
        ("it ends. in lower case", ["it ends. in lower case"]),
        ("", []),
        ("   ", []),
    ],
)
def test_a_paragraph_is_cut_where_sentences_end(paragraph, sentences):
    assert split_sentences(paragraph) == sentences


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("  - by   post ", "by post"),
        ("3) third", "third"),
        ("b. second", "second"),
        ("5 - 10 working days", "5-10 working days"),
        ("costs: 5 - 10 euros", "costs: 5-10 euros"),
        ("from 5 – 10 euros", "from 5-10 euros"),
        ("of $5 - $10", "of $5-$10"),
        ("In 2026 - 12 people came", "In 2026 - 12 people came"),
    ],
)
def test_a_line_is_shown_without_marks_and_with_closed_ranges(written, shown):
    assert tidy(written) == shown


def test_pieces_are_sentences_items_and_rows_with_their_places():
    text = "Send it:\n- by post. Or\n- \nName | Days\n\nDone. Thanks."

    found = pieces(text)

    assert list(found) == [
        Piece("Send it:", 0, 0, 8),
        Piece("by post.", 1, 9, 20, item=True),
        Piece("Or", 1, 20, 22, item=True),
        Piece("Name | Days", 3, 26, 37, item=True),
        Piece("Done.", 5, 39, 45),
        Piece("Thanks.", 5, 45, 52),
    ]
    assert [text[p.start : p.end].strip(" -") for p in found] == [p.text for p in found]


def test_a_piece_knows_whether_it_announces_or_asks():
    leads, asks, says = pieces("These are open:\nWho is open?\nAll are.")

    assert (leads.leads, leads.asks) == (True, False)
    assert (asks.leads, asks.asks) == (False, True)
    assert (says.leads, says.asks) == (False, False)


def test_parts_of_a_chunk_are_its_title_path_and_its_pieces():
    embedded = "Leave > How much\nEverybody has 25 days. Nobody has more.\n- none"

    cut = [embedded[start:end].strip() for start, end in spans(embedded)]

    assert cut == [
        "Leave > How much",
        "Everybody has 25 days.",
        "Nobody has more.",
        "- none",
    ]


def test_a_chunk_of_a_title_alone_has_one_part():
    assert spans("Leave") == [(0, 5)]
