"""What tantivy's adapter promises beyond its port: which words are found, and what survives."""

from __future__ import annotations

import math

import pytest

from knowledge.search.indexes.keywords import TantivyKeywords

ROWS = [
    ("a", "everyone", "Travel > Forms", "File form 102PF before the trip. FY24 rates apply."),
    (
        "b",
        "everyone",
        "Platform > k8s",
        "The clusters are running; e-mail the café team, ext. 4711.",
    ),
    ("c", "everyone", "Refunds", "Refunds are paid within five working days, and IT checks them."),
    (
        "d",
        "everyone",
        "Travel > Booking",
        "A trip is booked by the traveller. A trip is a journey.",
    ),
    ("e", "board", "Refunds", "Refunds were debated. KPI: C++ and R&D costs."),
]


@pytest.fixture
def index(tmp_path):
    made = TantivyKeywords(tmp_path)
    made.add(ROWS)
    made.mark(5)
    yield made
    made.close()


def found(index, text, *audiences):
    return [chunk for chunk, _ in index.search(audiences or ["everyone"], text, 10)]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("102pf", "a"),
        ("fy24?", "a"),
        ("k8s", "b"),
        ("4711", "b"),
        ("cafe", "b"),
        ("email e-mail", "b"),
        ("cluster runs", "b"),
        ("REFUND", "c"),
        ("what does IT check", "c"),
        ("booking of journeys", "d"),
    ],
)
def test_codes_numbers_accents_and_other_forms_of_a_word_are_found(index, words, first):
    assert found(index, words)[0] == first


@pytest.mark.parametrize(
    "words",
    [
        "",
        " ",
        "???",
        '"',
        "refunds AND",
        "id:a OR (",
        "+-&&||!(){}[]^~*?:\\/",
        "顧客",
        "\x00\ud83d\ude00",
    ],
)
def test_any_characters_may_be_asked(index, words):
    assert isinstance(index.search(["everyone"], words, 5), list)


def test_words_of_the_query_language_are_words(index):
    assert found(index, 'audience:board "Refunds') == ["c"]


def test_stop_words_alone_still_search(index):
    assert "d" in found(index, "what is a?")


def test_stop_words_beside_others_do_not_count(index):
    assert found(index, "are the refunds?") == ["c"]


def test_a_word_in_the_headings_weighs_more(index):
    assert found(index, "travel")[0] in {"a", "d"}
    assert found(index, "form")[0] == "a"


def test_scores_do_not_depend_on_how_many_audiences_are_read(index):
    alone = dict(index.search(["everyone"], "refunds", 5))
    both = dict(index.search(["everyone", "board"], "refunds", 5))

    assert both["c"] == pytest.approx(alone["c"])


def test_rarity_is_the_inverse_document_frequency(index):
    rarity = index.rarity(["refunds", "trip", "nowhere", "?"])

    assert rarity["refunds"] == pytest.approx(math.log(1 + (5 - 2 + 0.5) / (2 + 0.5)))
    assert rarity["nowhere"] == pytest.approx(math.log(1 + (5 + 0.5) / 0.5))
    assert rarity["trip"] == rarity["refunds"]
    assert rarity["?"] == 0


def test_what_was_marked_is_there_after_reopening(index, tmp_path):
    index.add([("f", "everyone", "", "unmarked refund")])
    index.close()

    again = TantivyKeywords(tmp_path)

    assert again.applied() == 5
    assert again.ids() == {"a", "b", "c", "d", "e"}
    again.close()


def test_no_text_can_be_read_back(index, tmp_path):
    index.close()

    held = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())

    assert b"within five working days" not in held
    assert b"Refunds are" not in held


def test_clearing_leaves_no_bytes_behind(index, tmp_path):
    index.clear()

    held = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    assert b"refund" not in held
    assert index.ids() == set()


@pytest.mark.parametrize("name", ["meta.json", "*.idx", "*.term"])
def test_a_damaged_file_begins_anew(index, tmp_path, name):
    index.close()
    for file in tmp_path.rglob(name):
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])

    again = TantivyKeywords(tmp_path)
    again.add(ROWS[:1])
    again.mark(1)

    assert found(again, "102PF") == ["a"]
    assert again.ids() == {"a"}
    again.close()
