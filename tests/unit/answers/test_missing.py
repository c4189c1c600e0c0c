from __future__ import annotations

from dataclasses import replace

from knowledge.answers.quoting.missing import not_found
from knowledge.answers.quoting.quoting import Quote
from knowledge.models import Nearest, NotFound
from knowledge.search.words.sentences import pieces


def close(passage, **document):
    """A passage that is close to the question, but not about it."""
    return replace(passage, cosine=0.4, document=replace(passage.document, **document))


def quote_of(passage, place=0):
    piece = pieces(passage.chunk.text)[place]
    return Quote(0, place, piece, 0.5, 0.5, 0.5, 0.5, 0.5)


def test_nothing_near_is_said_so():
    assert not_found("What?", []) == NotFound(
        "What?", "I could not find that: nothing that you can read is about it."
    )


def test_the_nearest_pages_are_named_with_whom_to_ask(passage):
    first = close(passage("One.", "Refunds", "Rules", "a.md"))
    again = close(passage("Two.", "Refunds", "Other", "a.md"))
    second = close(
        passage("Three.", "Vans", "", "b.md"), owner="U0OLGA", link="https://w.example/b"
    )
    third = close(passage("Four.", "Leave", "", "c.md"))
    fourth = close(passage("Five.", "Gifts", "", "d.md"))

    found = not_found("What?", [first, again, second, third, fourth], follow_ups=["Why?"])

    assert found.text == (
        "I could not find that in what you can read. The closest I know is “Refunds” and “Vans”."
    )
    assert found.nearest == (
        Nearest("a.md", "Refunds", "Rules"),
        Nearest("b.md", "Vans", "", "https://w.example/b", "U0OLGA"),
        Nearest("c.md", "Leave"),
    )
    assert (found.ask, found.follow_ups) == ("U0OLGA", ("Why?",))


def test_a_page_about_it_is_quoted_with_what_it_does_say(passage):
    page = replace(passage("Refunds take five days. Or ten."), cosine=0.9)

    found = not_found("How are refunds taxed?", [page], [quote_of(page)])

    assert found.text == (
        "I could not find that. “Refunds” is about it, but does not state what you asked. "
        "It does say: “Refunds take five days.”"
    )


def test_a_page_about_something_else_is_not_quoted(passage):
    page = close(passage("Refunds take five days."))

    found = not_found("Who won?", [page], [quote_of(page)])

    assert found.text == (
        "I could not find that in what you can read. The closest I know is “Refunds”."
    )


def test_terms_and_replaced_pages_are_not_near(passage):
    page = close(passage("NPS: a score.", "Words", "NPS"))
    record = replace(page, chunk=replace(page.chunk, term="NPS"))
    old = close(passage("Old.", "Prices 2025"), superseded_by="new.md")

    assert not_found("What?", [record, old]).nearest == ()


def test_a_page_that_is_not_even_close_is_not_named(passage):
    far = replace(passage("Refunds take five days."), cosine=0.1)

    assert not_found("Who won?", [far]).nearest == ()


def test_of_a_page_about_it_the_piece_nearest_to_the_words_is_quoted(passage):
    page = replace(passage("Refunds take five days. Refunds are taxed abroad."), cosine=0.9)
    likely, near = quote_of(page, 0), replace(quote_of(page, 1), around=0.9)

    found = not_found("How are refunds taxed?", [page], [likely, near])

    assert found.text.endswith("It does say: “Refunds are taxed abroad.”")


def test_a_long_title_does_not_make_a_long_text(passage):
    page = close(passage("Refunds.", "Refunds " * 300))

    assert 800 < len(not_found("What?", [page]).text) <= 900
