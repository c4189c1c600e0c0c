from __future__ import annotations

import pytest

from knowledge.lingo.long_forms import before, letters_of
from knowledge.lingo.mining.gathering import Text, gathered, mined


def said(text, heading=""):
    found = mined(Text("a.md", heading, text, "everyone"))
    return [(one.label, one.stands_for, one.by) for one in found]


@pytest.mark.parametrize(
    "text",
    [
        "We measure net revenue retention (NRR) each quarter.",
        "We measure NRR (net revenue retention) each quarter.",
        "NRR: net revenue retention, without new customers",
        "- NRR = Net Revenue Retention",
        "Remember that NRR stands for net revenue retention.",
        "NRR - net revenue retention",
        "Our 'Net Revenue Retention' (NRR) is on the board.",
        "We measure net revenue retention (NRR each quarter.",
    ],
)
def test_an_abbreviation_is_found_with_its_long_form_however_it_is_written(text):
    assert [(label, form.lower()) for label, form, _ in said(text)] == [
        ("NRR", "net revenue retention")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Call us (Monday to Friday) about NRR.",
        "To: Tech Ops",
        "The depot (DEP) is open.",
        "We met the crew (AB) yesterday.",
    ],
)
def test_brackets_that_spell_nothing_are_no_terms(text):
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "heading", "label", "by"),
    [
        ("A task is the smallest piece of work that a pod does.", "How > Task", "Task", "heading"),
        ("Doorstep Score is the mark that a household gives.", "", "Doorstep Score", "sentence"),
        ("The word “quiet window” means two hours without calls.", "", "", ""),
        ("“Quiet window” means two hours without any calls.", "", "Quiet window", "sentence"),
        ("We call this a “quiet knock” in the depots.", "", "quiet knock", "sentence"),
        ("Term: pod | Definition: a crew of two and their van", "", "pod", "table"),
    ],
)
def test_definitions_in_words_are_found(text, heading, label, by):
    assert [(one, how) for one, _, how in said(text, heading)] == ([(label, by)] if label else [])


@pytest.mark.parametrize(
    "text",
    [
        "This is a list of all depots in the north.",
        "If the Depot Manager is the one who calls, say so.",
        "Team Days are a great way to meet people.",
        "The weather is a reason for delays in winter.",
    ],
)
def test_sentences_that_only_praise_or_point_define_nothing(text):
    assert said(text) == []


def test_one_term_is_one_candidate_with_its_quotes_and_counts():
    texts = [
        Text("a.md", "", "Our net revenue retention (NRR) grew.", "everyone", "finance"),
        Text("b.md", "", "NRR: net revenue retention of a year", "everyone", "sales"),
        Text("c.md", "", "The NRRs of all depots are good.", "everyone", "sales"),
        Text("d.md", "", "Net revenue retention (NRR) of the board.", "board"),
        Text("a.md", "", "A pod is a crew.", "everyone"),
    ]

    found = gathered(texts, {"pod"})

    assert [(one.label, one.audience, one.times) for one in found] == [
        ("NRR", "everyone", 3),
        ("NRR", "board", 1),
    ]
    assert set(found[0].domains) == {"sales", "finance"}
    assert {one.document for one in found[0].evidence} == {"a.md", "b.md"}


def test_what_glossaries_have_is_no_candidate():
    assert (
        gathered([Text("a.md", "", "Net revenue retention (NRR) grew.", "everyone")], {"nrr"}) == []
    )


def test_long_forms_are_whole_words_of_one_sentence():
    assert before("CSAT", "We ask for customer satisfaction") == "customer satisfaction"
    assert before("NSO", "incentive (non-statutory) stock options") == ""
    assert (letters_of("To"), letters_of("NPSs"), letters_of("DoR")) == ("", "nps", "dor")


def test_a_long_quote_ends_between_two_words_and_shows_that_it_goes_on():
    (one,) = mined(Text("a.md", "", "NRR: net revenue retention " + "of households " * 24, "all"))

    assert len(one.quote) <= 300
    assert one.quote.endswith((" households …", " of …"))
