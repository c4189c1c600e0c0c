from __future__ import annotations

from pathlib import Path

import pytest

from ingest.loaders.csv_rows import delimiter
from ingest.loaders.glossaries.glossaries import long_form, parse_csv, parse_yaml
from knowledge.errors import DocumentError

YAML = Path("our-lingo.yaml")
CSV = Path("lingo.csv")


def test_grouped_terms_are_one_section_and_one_sense_each():
    parsed = parse_yaml(
        """
business:
  - term: NPS
    definition: Net Promoter Score. *How likely* people recommend us.
    aliases: [promoter score, NPS]
    note: Asked each quarter
    example: Our NPS is 41.
    url: https://x.example/nps
    status: draft
    owner: U0LEAD
  - term: Whale
    definition: A very large customer
  - term: NPS
    definition: Next Planned Stop
  - term: nothing
  - not a record
""",
        YAML,
    )

    assert parsed.title == "Our lingo"
    first, second, third = parsed.senses
    assert (first.label, first.stands_for, first.aliases) == (
        "NPS",
        "Net Promoter Score",
        ("promoter score",),
    )
    assert (first.status, first.owner, first.group, first.record) == (
        "Draft",
        "U0LEAD",
        "business",
        "business/NPS",
    )
    assert (second.stands_for, third.record) == ("", "business/NPS (2)")
    section = parsed.sections[0]
    assert section.text == (
        "NPS: Net Promoter Score. How likely people recommend us. Asked each quarter. "
        "Example: Our NPS is 41. Also: promoter score."
    )
    assert (section.headings, section.record, section.term) == (
        ("business",),
        "business/NPS",
        "NPS",
    )
    assert parsed.left_out == ("1 of 4 records have no label or no definition",)


@pytest.mark.parametrize(
    "text",
    [
        "- {term: Whale, definition: Large customer}",
        "Whale: Large customer",
        "Whale: {definition: Large customer}",
        "terms: [{name: Whale, description: Large customer}]",
        "words: {Whale: Large customer}",
        "- Whale: Large customer",
        "version: 1\nowners: {users: [a]}\nnodes: [{name: Customers, terms: [{name: Whale, description: Large customer}]}]",
    ],
)
def test_other_shapes_of_yaml_hold_the_same_term(text: str):
    parsed = parse_yaml(text, YAML)

    assert [(sense.label, sense.definition) for sense in parsed.senses][-1] == (
        "Whale",
        "Large customer",
    )


def test_yaml_that_is_none_says_where():
    with pytest.raises(DocumentError, match=r"our-lingo.yaml is not proper YAML \(line 2\)"):
        parse_yaml("a: b\n  c: : d", YAML)


def test_yaml_that_is_nested_without_end_is_refused():
    with pytest.raises(DocumentError, match="not proper YAML"):
        parse_yaml("[" * 5000, YAML)


@pytest.mark.parametrize("text", ["[]", "42", "- 1\n- 2", "version: 1"])
def test_a_file_without_terms_says_so(text: str):
    with pytest.raises(DocumentError, match="holds no terms"):
        parse_yaml(text, YAML)


def test_csv_columns_are_found_by_their_declared_names():
    parsed = parse_csv(
        'Short;Meaning;More;Also\nSLA;"Service\nLevel Agreement";"See; there";one, two\n;no label;;\n\nTTR;Time To Repair;;\n',
        CSV,
        {
            "label": "short",
            "definition": "Meaning",
            "note": ("More",),
            "aliases": "Also",
            "date": "x",
        },
    )

    assert [(sense.label, sense.definition, sense.record) for sense in parsed.senses] == [
        ("SLA", "Service Level Agreement", "row 2"),
        ("TTR", "Time To Repair", "row 4"),
    ]
    assert parsed.senses[0].aliases == ("one", "two")
    assert parsed.sections[0].text == "SLA: Service Level Agreement. See; there. Also: one, two."
    assert parsed.left_out == ("1 of 3 records have no label or no definition",)


def test_csv_columns_with_usual_names_need_no_declaration():
    parsed = parse_csv("Term,Definition,stands for\nKPI,A number to watch,Key figure\n", CSV, {})

    assert parsed.sections[0].text == "KPI: Key figure. A number to watch."


def test_a_missing_column_is_named_with_the_nearest_one():
    with pytest.raises(
        DocumentError, match=r"lingo.csv has no column 'Definitoin'; did you mean 'Definition'\?"
    ):
        parse_csv("Term,Definition\na,b\n", CSV, {"label": "Term", "definition": "Definitoin"})


def test_a_missing_column_with_no_near_one_is_answered_with_what_there_is():
    with pytest.raises(DocumentError, match=r"no column 'xyz'; it has 'Term', 'Definition'\."):
        parse_csv("Term,Definition\na,b\n", CSV, {"label": "xyz"})


@pytest.mark.parametrize("text", ["a,b\n1,2\n", ""])
def test_a_table_without_labels_says_how_to_name_them(text: str):
    with pytest.raises(DocumentError, match="no column for the terms"):
        parse_csv(text, CSV, {})


def test_a_cell_without_end_is_refused():
    with pytest.raises(DocumentError, match="quotation mark"):
        parse_csv('Term,Definition\na,"' + "x" * 1_000_001, CSV, {})


@pytest.mark.parametrize(
    ("text", "sign"),
    [("a;b\n1,5;2\n", ";"), ("a\tb\n1\t2", "\t"), ("a,b\n1,2", ","), ("a", ","), ("", ",")],
)
def test_the_delimiter_is_told_from_the_first_lines(text: str, sign: str):
    assert delimiter(text) == sign


@pytest.mark.parametrize(
    ("label", "definition", "form"),
    [
        ("NPS", "Net Promoter Score", "Net Promoter Score"),
        ("SLA", "Service level agreement (with a customer)", "Service level agreement"),
        ("TTV", "Time to value, counted in days", "Time to value"),
        ("RIAD", "Risks, Issues, Assumptions and Dates", "Risks, Issues, Assumptions and Dates"),
        ("SoMo", "Social Mobility", "Social Mobility"),
        ("KPIs", "Key Performance Indicators", "Key Performance Indicators"),
        ("AFAIK", "As far as I know", "As far as I know"),
        ("SME", "Small or medium-sized enterprise", "Small or medium-sized enterprise"),
        ("Whale", "A very large customer", ""),
        ("NPS", "How likely people recommend us", ""),
        ("OTE", "On-target earnings", "On-target earnings"),
        ("XOD", "Shift swap", ""),
        ("GQL", "GraphQL", ""),
        ("A", "Alpha", ""),
    ],
)
def test_an_abbreviation_is_known_by_its_letters(label: str, definition: str, form: str):
    assert long_form(label, definition) == form
