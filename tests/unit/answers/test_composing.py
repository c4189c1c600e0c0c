from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from knowledge.answers.quoting.composing import cite, compose, statement
from knowledge.answers.quoting.quoting import Quote
from knowledge.models import Citation, SourceKind
from knowledge.search.words.sentences import pieces, shortened


def quotes_of(passage, *scores, number=0):
    found = pieces(passage.chunk.text)
    return [
        Quote(number, place, found[place], 0, 0, 0, 0, score)
        for place, score in enumerate(scores)
        if score
    ]


def best_first(*quotes):
    return sorted(quotes, key=lambda quote: -quote.score)


def said(passage, place, longest=300):
    piece = pieces(passage.chunk.text)[place]
    return statement(passage, Quote(0, place, piece, 0, 0, 0, 0, 1), longest)


def test_the_best_sentence_leads_and_each_line_names_its_source(passage):
    leave = passage("Everybody has 25 days of paid leave a year. Leave is booked online here.")
    vans = passage("Drivers have three more days of leave than others do.", path="b.md")

    made = compose(
        best_first(*quotes_of(leave, 1.0, 0.9), *quotes_of(vans, 0.95, number=1)), [leave, vans]
    )

    assert made.text == (
        "Everybody has 25 days of paid leave a year. [1]\n"
        "• Drivers have three more days of leave than others do. [2]\n"
        "• Rules: Leave is booked online here. [1]"
    )
    assert made.lead == "Everybody has 25 days of paid leave a year. [1]"
    assert [(one.number, one.document, one.quote) for one in made.citations] == [
        (
            1,
            "a.md",
            "Everybody has 25 days of paid leave a year. … Rules: Leave is booked online here.",
        ),
        (2, "b.md", "Drivers have three more days of leave than others do."),
    ]


def test_lines_that_are_far_from_the_best_are_left_out(passage):
    page = passage("Everybody has 25 days of paid leave. Something else is said here also.")

    assert compose(quotes_of(page, 1.0, 0.1), [page]).text.count("\n") == 0


def test_what_was_said_is_not_said_again(passage):
    one = passage("Everybody has 25 days of paid leave a year.")
    two = passage("Everybody has 25 days of paid leave each year.", path="b.md")

    made = compose([*quotes_of(one, 1.0), *quotes_of(two, 0.99, number=1)], [one, two])

    assert made.text == "Everybody has 25 days of paid leave a year. [1]"


def test_a_text_stays_within_its_lines_and_its_length(passage):
    lines = " ".join(f"Rule{n} " + f"word{n} " * 40 + f"end{n}." for n in range(9))
    page = passage(lines)

    made = compose(quotes_of(page, *[1.0] * 9), [page])

    assert len(made.text) <= 900
    assert 1 < len(made.text.split("\n")) <= 6


def test_many_short_lines_end_after_six(passage):
    page = passage(" ".join(f"Alpha{n} beta{n} gamma{n} delta{n} and so it is." for n in range(9)))

    assert len(compose(quotes_of(page, *[1.0] * 9), [page]).text.split("\n")) <= 6


def test_a_lead_in_brings_what_it_announces_and_that_is_not_said_twice(passage):
    page = passage("Receipts are handed in within 30 days:\n- by post\n- in the app\nThat is all.")

    made = compose(best_first(*quotes_of(page, 1.0, 0.99, 0.98)), [page])

    assert made.text == ("Receipts are handed in within 30 days: by post; in the app [1]")


def test_a_question_on_a_page_brings_its_answer(passage):
    page = passage("How do I report a broken van? Ring the depot. Say where you are. Why? So.")

    assert said(page, 0) == (
        [0, 1, 2],
        "How do I report a broken van? Ring the depot. Say where you are.",
    )


def test_what_is_announced_ends_where_the_room_ends(passage):
    page = passage("These are open on all days:\n- " + "north " * 20 + "\n- " + "south " * 20)

    assert said(page, 0, longest=180)[0] == [0, 1]


@pytest.mark.parametrize("start", ["This", "However, that", "They", "But it"])
def test_a_sentence_that_leans_on_the_one_before_brings_it(passage, start):
    page = passage(f"Refunds take five working days in general. {start} holds for partners too.")

    places, text = said(page, 1)

    assert places == [0, 1]
    assert text.startswith("Refunds take five working days in general. ")


def test_a_first_sentence_leans_on_nothing(passage):
    page = passage("This holds for all the partners of the company.\nIt also holds for the crews.")

    assert said(page, 0)[0] == [0]
    assert said(page, 1)[0] == [1]


def test_an_item_or_a_fragment_is_shown_under_its_heading(passage):
    page = passage(
        "- by post to the desk of the finance team in town\nAt six.", section="A > Ways:"
    )

    assert said(page, 0)[1] == "Ways: by post to the desk of the finance team in town"
    assert said(page, 1)[1] == "Ways: At six."


def test_a_fragment_without_a_heading_stands_alone(passage):
    assert said(passage("At six.", section=""), 0)[1] == "At six."


def test_a_term_is_told_whole(passage):
    page = passage("NPS: a score. Asked at the door.")
    record = replace(page, chunk=replace(page.chunk, term="NPS"))

    assert said(record, 1) == ([0, 1], "NPS: a score. Asked at the door.")


def test_a_customers_words_say_whose_they_are(passage):
    page = passage("The crew was kind.", title="Interview with a renter")
    letter = replace(page, document=replace(page.document, kind=SourceKind.INSIGHTS))

    assert said(letter, 0)[1] == "Interview with a renter: The crew was kind."


def test_a_long_text_is_cut_between_words():
    assert shortened("one two, three", 14) == "one two, three"
    assert shortened("one two, three four", 12) == "one two …"


def test_a_text_without_spaces_is_cut_too():
    assert len(shortened("x" * 1000, 300)) <= 300


def test_a_citation_carries_all_that_is_known_of_its_document(passage):
    page = passage("Said.", "Prices 2025", "Storage", "p25.md")
    document = replace(
        page.document,
        link="https://wiki.example/p25.md",
        owner="U0OLGA",
        domain="finance",
        updated=date(2025, 1, 2),
        superseded_by="p26.md",
    )

    assert cite(replace(page, document=document), 3, "Said.") == Citation(
        number=3,
        document="p25.md",
        title="Prices 2025",
        section="Storage",
        quote="Said.",
        link="https://wiki.example/p25.md",
        owner="U0OLGA",
        domain="finance",
        updated=date(2025, 1, 2),
        superseded_by="p26.md",
    )
