from __future__ import annotations

from knowledge.models import Chunk, Document, Passage, SourceKind
from knowledge.search.finding.twins import once

LETTER = "The driver put a note through the door with a number that nobody answers at all."


def passage(path, text, score, kind=SourceKind.INSIGHTS):
    chunk = Chunk(f"{path}{text}", path, "everyone", "", text, text, 0)
    return Passage(chunk, Document(path, "s", path, "everyone", "d", kind=kind), score)


def shown(passages):
    return [(one.document.path, one.score) for one in once(passages)]


def test_a_row_that_stands_in_a_letter_leaves_its_score_to_the_letter():
    letter = passage("1.txt", f"Depot: Leeds\n\n{LETTER} I rang twice.", 0.5)
    row = passage("all.csv", LETTER, 0.9)

    assert shown([row, letter]) == [("1.txt", 0.9)]


def test_a_row_cut_across_two_passages_of_a_letter_is_still_that_letter():
    first = passage("1.txt", "Depot: Leeds. " + LETTER[:46], 0.5)
    second = passage("1.txt", LETTER[25:] + " I rang twice.", 0.4)
    row = passage("all.jsonl", LETTER, 0.3)

    assert shown([first, second, row]) == [("1.txt", 0.5), ("1.txt", 0.4)]


def test_a_row_that_only_shares_some_words_stays():
    letter = passage("1.txt", LETTER, 0.5)
    row = passage("all.csv", "The driver put a note through my letter box and was very kind.", 0.4)

    assert shown([letter, row]) == [("1.txt", 0.5), ("all.csv", 0.4)]


def test_a_page_that_quotes_a_row_takes_nothing_away():
    page = passage("page.md", LETTER, 0.5, SourceKind.DOCUMENTS)
    row = passage("all.csv", LETTER + " I rang twice.", 0.4)

    assert len(once([page, row])) == 2


def test_rows_without_words_stay():
    letter = passage("1.txt", LETTER, 0.5)

    assert len(once([letter, passage("all.csv", "???", 0.1)])) == 2
