from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from ingest.loaders.pages.markdown import parse, plain
from ingest.parsed import Parsed


def parsed(text: str, name: str = "care/promises.md") -> Parsed:
    return parse(textwrap.dedent(text).strip("\n"), Path(name))


def only_text(text: str) -> str:
    sections = parsed(text).sections
    assert len(sections) == 1
    return sections[0].text


def test_the_first_heading_is_the_title_and_not_repeated_as_a_heading():
    document = parsed("""
        # Our promises

        We answer.

        ## Speed

        Within a day.

        ### Weekends

        On Monday.

        ## Tone

        Kind.
        """)

    assert document.title == "Our promises"
    assert [(part.headings, part.text) for part in document.sections] == [
        ((), "We answer."),
        (("Speed",), "Within a day."),
        (("Speed", "Weekends"), "On Monday."),
        (("Tone",), "Kind."),
    ]


def test_front_matter_names_the_document_and_a_different_first_heading_stays():
    document = parsed("""
        ---
        Title: Promises 2026
        owner: U0LEAD
        updated: 2026-09-01
        reviewed: true
        tags: [care, plan]
        deep: {a: 1}
        empty:
        ---
        # What we promise

        Answers.
        """)

    assert document.title == "Promises 2026"
    assert document.front == {
        "title": "Promises 2026",
        "owner": "U0LEAD",
        "updated": "2026-09-01",
        "reviewed": "true",
        "tags": "care, plan",
    }
    assert document.sections[0].headings == ("What we promise",)


@pytest.mark.parametrize(
    "front", ["title: [unclosed", "just words", "- a\n- b", "a: " + "x" * 20_001]
)
def test_front_matter_that_is_no_yaml_is_read_as_text(front: str):
    document = parse(f"---\n{front}\n---\n\nBody.", Path("a/notes.md"))

    assert document.front == {}
    assert document.title == "Notes"
    assert "Body." in "\n".join(part.text for part in document.sections)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("goals-and_themes.md", "Goals and themes"),
        ("sales/index.md", "Sales"),
        ("index.md", "Index"),
        ("root/README.md", "README"),
        ("---.md", "---.md"),
    ],
)
def test_without_headings_the_file_name_is_made_readable(name: str, title: str):
    assert parse("Text.", Path(name), root=Path("root")).title == title


def test_table_rows_carry_their_column_names():
    text = only_text("""
        | Segment | Seats | Note |
        | --- | --- | --- |
        | Small | 1-99 | |
        | Large | [100+](x.md) | - a<br>- b |
        """)

    assert text == "Segment: Small | Seats: 1-99\nSegment: Large | Seats: 100+ | Note: a; b"


def test_a_table_with_nothing_but_a_header_keeps_it():
    assert only_text("| A | B |\n| --- | --- |") == "A | B"


def test_nested_items_keep_their_parent():
    text = only_text("""
        - Sales
          - call
          - write
            - letters
        - This parent is a sentence.
          - child
        - One that is far too long to be repeated in front of each of the things that stand below it
          - child
        - **Act early:** nobody waits for a problem to grow, and everybody says so on the first day
          - child
        - Ready?
          - go
        """)

    assert text.split("\n") == [
        "Sales: call",
        "Sales: write: letters",
        "This parent is a sentence.",
        "This parent is a sentence: child",
        "One that is far too long to be repeated in front of each of the things that stand below it",
        "\u2013 child",
        "Act early: nobody waits for a problem to grow, and everybody says so on the first day",
        "Act early: child",
        "Ready? go",
    ]


def test_numbered_steps_keep_their_numbers_and_their_own_line():
    text = only_text("""
        3. Open the case
           - with its number
        4. [x] Close it

           A remark.
        """)

    assert text.split("\n") == [
        "3) Open the case",
        "Open the case: with its number",
        "4) Close it; A remark.",
    ]


def test_links_become_their_text_and_emphasis_goes():
    text = only_text(
        "See [the *plan*](https://x.example/plan), <https://y.example> and **bold** `code` "
        "~~old~~ &amp; :wave: [broken](#with spaces) **unpaired [[Page|page]] [[Home]][^1]"
    )

    assert text == (
        "See the plan, https://y.example and bold code old & :wave: broken unpaired page Home"
    )


def test_images_leave_their_alternative_text_unless_it_is_a_file_name():
    assert only_text("![Three steps](a.png) ![image.png](b.png) ![Screenshot 3](c.png) end") == (
        "Three steps end"
    )


def test_comments_directives_and_tags_go_but_code_stays():
    text = only_text("""
        <!-- hidden -->
        Before {{generator:list}} {% raw %} after<br>and <span>inside</span> `{{ kept }}`.

        ```yaml
        a: {{ kept }}

        # no heading
        ```

            indented

        ---

        > [!NOTE] Mind this.

        > quoted
        """)

    assert text == (
        "Before after\nand inside {{ kept }}.\n\n"
        "a: {{ kept }}\n# no heading\n\nindented\n\nNote: Mind this.\n\nquoted"
    )


def test_raw_html_is_read_with_its_tables_headings_and_the_markdown_inside():
    document = parsed("""
        # Page

        <div>
        <h2>Inside</h2>
        <p>Some **bold** text</p>
        </div>

        <table>
        <tr><th>Name</th><th>Team</th></tr>

        <tr><td>Ada</td><td>

        `Care`</td></tr>
        </table>
        """)

    assert [(part.headings, part.text) for part in document.sections] == [
        (("Inside",), "Some bold text\n\nName: Ada | Team: Care")
    ]


def test_headings_lose_their_anchors_and_empty_ones_make_no_section():
    document = parsed("# T\n\n## Empty\n\n## Full {#full}\n\nText.")

    assert [part.headings for part in document.sections] == [("Full",)]


def test_a_page_that_begins_below_level_one_is_called_after_its_file():
    document = parsed("## Speed\n\nA day.\n\n# Late\n\nMore.", "care/answering-times.md")

    assert document.title == "Answering times"
    assert [part.headings for part in document.sections] == [("Speed",), ("Late",)]


def test_plain_makes_one_line_of_markdown():
    assert plain("The *agreed*\nmeaning, see [page](x.md)") == "The agreed meaning, see page"
    assert plain("no  marks") == "no marks"
