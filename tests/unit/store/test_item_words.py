from __future__ import annotations

import pytest

from knowledge.store.items.customer_key import customer_key
from knowledge.store.items.words import item_words, spaced


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I asked for a Transfer.", ["i", "asked", "for", "a", "transfer"]),
        (
            "Don\u2019t re-send it; it's O'Brien's.",
            ["don't", "re", "send", "it", "it's", "o'brien's"],
        ),
        ("'quoted' words'", ["quoted", "words"]),
        ("24\u00bd h, 3.5% snake_case", ["241", "2", "h", "3", "5", "snake", "case"]),
        ("Stra\u00dfe \ufb01ne CAF\u00c9", ["stra\u00dfe", "fine", "caf\u00e9"]),
        ("\u9001\u6599 \u2014 \U0001f600!", ["\u9001\u6599"]),
        ("...", []),
    ],
)
def test_a_word_is_a_run_of_letters_digits_and_inner_apostrophes(text, words):
    assert item_words(text) == words


def test_words_stand_between_single_spaces():
    assert spaced("I asked\nfor  a transfer!") == " i asked for a transfer "


def test_a_text_without_words_is_empty():
    assert spaced(" ?! ") == ""


def test_a_word_within_another_is_not_found():
    assert spaced("transfer") not in spaced("They transferred it.")


def test_a_phrase_is_found_across_punctuation_and_lines():
    assert spaced("long term") in spaced("It is a long-\nterm problem")


@pytest.mark.parametrize(
    "name",
    [
        "Acme",
        "ACME",
        "Acme Ltd.",
        "The Acme Company, Inc.",
        "Acm\u00e9 GmbH & Co. KG",
        "ACME, L.L.C.",
        "acme s.a.r.l.",
        " Acme  Pty Limited ",
    ],
)
def test_the_names_of_one_customer_have_one_key(name):
    assert customer_key(name) == "acme"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("QUICK-Stop", "quick stop"),
        ("B's Beverages", "bs beverages"),
        ("Smith & Sons Ltd", "smith and sons"),
        ("The Co", "co"),
        ("AG", "ag"),
        ("Acme North", "acme north"),
        ("J.P. Morgan", "jp morgan"),
        ("?!", ""),
        ("", ""),
    ],
)
def test_a_key_keeps_what_tells_customers_apart(name, key):
    assert customer_key(name) == key


def test_what_stands_for_a_masked_value_is_no_word():
    text = "Call [person 0badcafe] on [phone 5c1f09ab], from [ip address 12345678] [phone home]"

    assert item_words(text) == ["call", "on", "from", "phone", "home"]
