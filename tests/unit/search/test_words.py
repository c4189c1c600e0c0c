from __future__ import annotations

import pytest

from knowledge.search.words.words import (
    coverage,
    is_stop,
    names,
    plain,
    stem,
    stems,
    telling,
    words,
)


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("Café", "cafe"),
        ("ＦＵＬＬ", "full"),
        ("Straße", "strasse"),
        ("the team’s", "the team's"),
        ("half \ud83d of a smile", "half  of a smile"),
        ("", ""),
    ],
)
def test_letters_are_compared_without_case_accents_and_widths(written, compared):
    assert plain(written) == compared


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A long-term plan on k8s, version 2.5.", ["a", "long-term", "plan", "on", "k8s"]),
        ("R&D and/or QA_team", ["r&d", "and/or", "qa", "team"]),
        ("1,200,000 parcels", ["1200000", "parcels"]),
        ("-- ?! --", []),
    ],
)
def test_joined_words_stay_whole(text, found):
    assert words(text)[: len(found)] == found


def test_numbers_are_one_word_however_they_are_grouped():
    assert words("12,500 and 12500") == ["12500", "and", "12500"]


def test_forms_of_a_word_have_one_stem():
    assert stem("refund's") == stem("refunds") == stem("refunded") == "refund"


def test_joined_words_count_whole_and_in_parts():
    assert stems("long-term team's") == ["long-term", "long", "term", "team"]


def test_names_are_words_with_capitals_inside_a_sentence():
    assert names("Does IT support US customers of Own, or do I?") == {"it", "us", "own"}


def test_a_shouted_sentence_has_no_names():
    assert names("WHO DOES THIS") == set()


def test_what_a_question_is_about_stands_once_in_order_without_small_talk():
    assert telling("What is the refund period, please, and whose refund is it?") == [
        "refund",
        "period",
    ]


def test_a_stop_word_that_is_a_name_is_telling():
    assert telling("Who is in IT?") == ["it"]


@pytest.mark.parametrize("word", ["the", "what's", "don't", "whats"])
def test_stop_words_say_nothing(word):
    assert is_stop(word)


def test_coverage_is_the_share_by_weight():
    wanted = [("refund", 3.0), ("week", 1.0)]

    assert coverage(wanted, {"refund"}) == 0.75
    assert coverage(wanted, frozenset()) == 0
    assert coverage([], {"refund"}) == 0


def test_off_says_what_a_question_is_about():
    assert telling("Can I take three weeks off?") == ["take", "three", "weeks", "off"]
