from __future__ import annotations

from pathlib import Path

from ingest.loaders.plain_text import parse, parse_item


def test_a_short_first_line_that_stands_alone_is_the_title():
    document = parse("Winter plan\n\nFirst paragraph.\n\nSecond one.\n", Path("x.txt"))

    assert document.title == "Winter plan"
    assert document.sections[0].text == "First paragraph.\n\nSecond one."


def test_a_first_line_that_is_a_sentence_is_text():
    document = parse("This is a sentence.\n\nMore.", Path("some_notes.txt"))

    assert document.title == "Some notes"
    assert document.sections[0].text == "This is a sentence.\n\nMore."


def test_underlined_and_shouted_lines_are_headings():
    document = parse(
        "The plan\n========\n\nIntro.\n\nSteps\n-----\nGo on.\n\nOPENING HOURS\n\nAlways.\n\nNPS\n\nA score.",
        Path("x.txt"),
    )

    assert document.title == "The plan"
    assert [(part.headings, part.text) for part in document.sections] == [
        ((), "Intro."),
        (("Steps",), "Go on."),
        (("OPENING HOURS",), "Always.\n\nNPS\n\nA score."),
    ]


def test_wrapped_lines_are_joined_and_items_keep_their_lines():
    document = parse(
        "Title here\n\nThis is a line that was wrapped at some width\nand goes on here.\n\n"
        "- one\n- two\n3. three\n\nShort verse\nends here\n\nLast\n----",
        Path("x.txt"),
    )

    assert document.sections[0].text == (
        "This is a line that was wrapped at some width and goes on here.\n\n"
        "one\ntwo\n3. three\n\nShort verse\nends here"
    )


def test_a_text_of_one_line_keeps_it_as_text():
    document = parse("Winter plan", Path("x.txt"))

    assert (document.title, document.sections[0].text) == ("X", "Winter plan")


def test_a_customers_letter_stands_under_the_facts_that_lead_it():
    document = parse_item(
        "Letter ID: 7277505\nDate: 2026-02-01\nProduct: Garden shed\nIssue: It came late\n"
        f"Remark: {'very ' * 30}long\n\n\nIt was supposed to come in March.\n",
        Path("letter_7277505.txt"),
    )

    assert document.title == "Letter 7277505"
    (section,) = document.sections
    assert section.headings == ("Product: Garden shed; Issue: It came late",)
    assert section.text.startswith("Letter ID: 7277505\nDate: 2026-02-01\nProduct: Garden shed")
    assert section.text.endswith("\n\nIt was supposed to come in March.")


def test_a_letter_without_facts_stands_alone():
    document = parse_item("Dear all,\n\nit broke.", Path("a.txt"))

    assert document.sections[0].headings == ()
    assert parse_item("Case: 12\nNumber: 3\n\nText.", Path("a.txt")).sections[0].headings == ()
