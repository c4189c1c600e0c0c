from __future__ import annotations

import pytest

from ingest.redacting.finding import find
from ingest.redacting.names import Names, bare_name, read_names
from knowledge.errors import DocumentError

COLUMNS = (
    "crm.csv has no column 'name' with the names to mask; it has: 'id', 'who'. "
    "Name one with mask_names_column."
)


def found(text, *names):
    return [text[slice(*span)] for span in Names(names).find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ask Sara Schwarz today.", ["Sara Schwarz"]),
        ("ask SARA SCHWARZ, or sara schwarz", ["SARA SCHWARZ", "sara schwarz"]),
        ("Sara Schwarz's order, Sara Schwarz’s other one", ["Sara Schwarz", "Sara Schwarz"]),
        ("Sara\nSchwarz wrote", ["Sara\nSchwarz"]),
        ("Sara. Schwarz weather", ["Sara. Schwarz"]),
        ("Sara met Schwarz", []),
        ("Sara, Schwarz & Co", []),
        ("Saras Schwarzwald", []),
    ],
)
def test_a_name_is_found_as_whole_words_in_any_case(text, expected):
    assert found(text, "Sara Schwarz") == expected


def test_the_full_name_goes_before_its_parts():
    text = "Sara Schwarz and Ms. Schwarz, Sara"

    assert found(text, "Schwarz", "Sara", "Sara Schwarz") == ["Sara Schwarz", "Schwarz", "Sara"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Szöllősy Krisztián", "SZOLLOSY KRISZTIAN rang"),
        ("Jose Nunez", "José Núñez rang"),
        ("Jose\u0301 Nunez", "José Nunez rang"),
        ("O'Neil", "O’Neil rang"),
        ("Anne-Marie Roux", "Anne Marie Roux rang"),
        ("Faina D. Yefremova", "Faina D Yefremova rang"),
    ],
)
def test_accents_hyphens_and_dots_may_differ(name, text):
    assert found(text, name) == [text.removesuffix(" rang")]


def test_one_person_is_compared_the_same_however_written():
    assert bare_name(" José  NÚÑEZ ") == bare_name("Jose Nunez") == "jose nunez"


def test_a_name_within_an_address_is_left_to_the_address():
    text = "sara.schwarz@mail.example is Sara Schwarz"

    kinds = [one.kind for one in find(text, Names(["Sara Schwarz"]))]

    assert kinds == ["email", "person"]


def test_twenty_thousand_names_are_found_in_one_pass():
    names = Names(f"First{number} Last{number}" for number in range(20_000))
    text = "First77 Last77 met First19999 Last19999 and First1 Last2. " * 100

    assert len(list(names.find(text))) == 200


def test_a_list_is_read_from_lines_or_from_a_column(tmp_path):
    (tmp_path / "lines.txt").write_text("\ufeffSara Schwarz\n\n  Ann Lee \n", encoding="utf-8")
    (tmp_path / "crm.csv").write_text("Id;Name;City\n1;Ann Lee;Oslo\n2;Sara Schwarz;Rome\n")
    (tmp_path / "other.csv").write_text('who,city\n"Schwarz, Sara",Rome\n"Ann Lee",Oslo\n')

    lines = read_names(tmp_path / "lines.txt")
    column = read_names(tmp_path / "crm.csv")
    other = read_names(tmp_path / "other.csv", "Who")

    assert lines.digest == column.digest != other.digest
    assert list(other.find("Oslo, Ann Lee")) == [(6, 13)]


def test_the_order_of_a_list_does_not_change_its_digest_and_a_name_does():
    assert Names(["Ann", "Bob"]).digest == Names(["Bob", "Ann"]).digest
    assert Names(["Ann", "Bob"]).digest != Names(["Ann"]).digest


@pytest.mark.parametrize(
    ("file", "content", "column", "sentence"),
    [
        ("gone.txt", None, "", "The names in gone.txt cannot be read (No such file or directory)."),
        ("none.txt", b"\n \n", "", "none.txt holds no name: write one on each line."),
        ("bad.txt", b"\xff\xfe\x00", "", "The names in bad.txt are no UTF-8 text: save it anew."),
        (
            "crm.csv",
            b"id,who\n1,Ann\n",
            "",
            COLUMNS,
        ),
    ],
)
def test_a_list_that_cannot_be_used_is_refused(tmp_path, file, content, column, sentence):
    if content is not None:
        (tmp_path / file).write_bytes(content)

    with pytest.raises(DocumentError) as refused:
        read_names(tmp_path / file, column)

    assert str(refused.value) == sentence
