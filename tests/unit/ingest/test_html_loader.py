from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from ingest.loaders.pages.html import parse
from ingest.loaders.pages.markup import events
from ingest.parsed import Parsed


@pytest.fixture
def page(tmp_path: Path):
    def write(content: str | bytes) -> Parsed:
        path = tmp_path / "page.html"
        path.write_bytes(
            content if isinstance(content, bytes) else textwrap.dedent(content).encode()
        )
        return parse(path)

    return write


def test_a_page_is_read_as_a_reader_sees_it(page):
    document = page("""
        <html><head><title>Site</title><style>p {color: red}</style></head><body>
        <nav>Home | About</nav>
        <h1>Our <b>promises</b></h1>
        <p>We   answer.<br>Always.</p>
        <script>alert(1)</script><p hidden>secret</p><p style="display: none">secret</p>
        <span aria-hidden="true">secret</span><!-- secret --><template>secret</template>
        <div>Loose text <img src="a.png" alt="three steps"><p>Own paragraph</p> after</div>
        <h2>Speed</h2>
        <pre>one

        two</pre>
        </body></html>
        """)

    assert document.title == "Our promises"
    assert [(part.headings, part.text) for part in document.sections] == [
        ((), "We answer.\nAlways.\n\nLoose text three steps\n\nOwn paragraph\n\nafter"),
        (("Speed",), "one\ntwo"),
    ]


def test_lists_and_tables_are_lines(page):
    document = page("""
        <title>Lists &amp; tables</title>
        <ul><li>Sales<ul><li>call</li><li hidden>x</li></ul></li><li><p>Care</p></li></ul>
        <ol><li>first</li><li>second</li></ol>
        <table><thead><tr><td>Name</td><td>Seats</td></tr></thead>
        <tr><td>Small</td><td>1<br>99</td></tr><tr></tr></table>
        <table><tr><td><b>Name</b></td><td><strong>Seats</strong></td></tr><tr><td>Large</td><td>9 <img alt="big"></td></tr></table>
        <table><tr><td>a</td><td>b</td></tr><tr><td>c<table><tr><td>in</td></tr></table></td><td>d</td></tr></table>
        """)

    assert document.title == "Lists & tables"
    assert document.sections[0].text == (
        "Sales: call\nCare\n\n1) first\n2) second\n\nName: Small | Seats: 1; 99\n\n"
        "Name: Large | Seats: 9 big\n\na | b\nc; in | d"
    )


def test_a_list_inside_a_list_without_an_item_stands_under_the_item_before():
    assert events("<ul><ul><li>first</li></ul></ul>") == [(0, "first")]
    assert events("<ul><li>a</li><ul><li>b</li></ul></ul>") == [(0, "a: b")]


def test_the_declared_charset_counts_unless_the_bytes_contradict_it(page):
    text = "<p>Größe 15 €, naïve, Fuß und Maß.</p>"

    declared = page(b'<meta charset="iso-8859-1">' + text.encode("cp1252"))
    undeclared = page(text.encode("cp1252"))
    wrong = page(b'<meta charset="utf-8">' + text.encode("cp1252"))
    unknown = page(b'<meta charset="klingon">' + text.encode())
    wide = page(text.encode("utf-16"))

    texts = {document.sections[0].text for document in (declared, undeclared, wrong, unknown, wide)}
    assert texts == {"Größe 15 €, naïve, Fuß und Maß."}


def test_a_page_without_any_title_leaves_it_to_the_file_name(page):
    assert page("<p>Text</p>").title == ""


def test_very_deep_nesting_is_read_as_one_text():
    found = events("<div>" * 400 + "deep <p>text" + "</div>" * 400)

    assert " ".join(text for _, text in found).split() == ["deep", "text"]


def test_deep_lists_end_somewhere():
    assert events("<ul><li>x" * 60 + "</li></ul>" * 60)


def test_a_bracket_that_is_never_closed_is_text():
    assert events("<p>1 <b>2</b> a < b") == [(0, "1 2 a < b")]
