from __future__ import annotations

import pytest

from knowledge.lingo.glossary import key
from knowledge.models import Reader

EVERYBODY = Reader(frozenset({"everyone"}))
SERVICE = Reader(frozenset({"everyone"}), domain="customer service")
RETAIL = Reader(frozenset({"everyone"}), domain="retail")


@pytest.fixture
def glossary(shelf):
    shelf.sense(
        "Customer", "Who opens the door.", domain="customer service", aliases=("household",)
    )
    shelf.sense("Customer", "The retailer that pays.", domain="retail", aliases=("partner",))
    shelf.sense("NPS", "Would you recommend us?", stands_for="Net Promoter Score")
    shelf.sense("Service Level Agreement (SLA)", "What we owe.")
    shelf.sense("room of choice, top floor", "Carried to where it stands.")
    shelf.sense("IT", "Who repairs laptops.")
    shelf.sense("GOAL", "A plan of a quarter.")
    shelf.sense("and/or", "One or both.")
    shelf.sense("Pod lead", "Leads a pod.")
    shelf.sense("Merger desk", "A secret.", audience="board")
    return shelf.glossary()


@pytest.mark.parametrize(
    ("term", "label", "match"),
    [
        ("customer", "Customer", "exact"),
        ("“Customers”?", "Customer", "exact"),
        ("nps", "NPS", "abbreviation"),
        ("net promoter score", "NPS", "alias"),
        ("household", "Customer", "alias"),
        ("service level agreement", "Service Level Agreement (SLA)", "exact"),
        ("SLA", "Service Level Agreement (SLA)", "alias"),
        ("top floor", "room of choice, top floor", "alias"),
        ("costumer", "Customer", "spelling"),
        ("net promotor scoer", "NPS", "spelling"),
    ],
)
def test_a_term_is_found_by_its_names_its_plural_and_near_spellings(glossary, term, label, match):
    found = glossary.lookup(term, EVERYBODY)

    assert (found.found, found.label, found.match) == (True, label, match)
    assert found.term == term


@pytest.mark.parametrize("term", ["", "?", "np", "npx", "elephant"])
def test_nothing_is_made_of_what_is_not_there(glossary, term):
    found = glossary.lookup(term, EVERYBODY)

    assert (found.found, found.match, found.label, found.senses) == (False, "", "", ())


def test_close_labels_are_suggested_where_none_is_close_enough(shelf):
    for label in ("brick", "crick", "trick", "prick", "track", "truck", "wreck"):
        shelf.sense(label, "A word.")

    found = shelf.glossary().lookup("drick", EVERYBODY)

    assert not found.found
    assert set(found.suggestions) == {"brick", "crick", "trick", "prick"}


def test_the_meaning_of_the_askers_department_comes_first(glossary):
    assert [sense.domain for sense in glossary.lookup("customer", SERVICE).senses] == [
        "customer service",
        "retail",
    ]
    assert [sense.domain for sense in glossary.lookup("customer", RETAIL).senses] == [
        "retail",
        "customer service",
    ]


@pytest.mark.parametrize("status", ["Deprecated", "Rejected"])
def test_meanings_that_are_out_of_use_come_last(shelf, status):
    shelf.sense("Slot", "Old meaning.", status=status, domain="retail")
    shelf.sense("Slot", "New meaning.")

    senses = shelf.glossary().lookup("slot", RETAIL).senses

    assert [sense.definition for sense in senses] == ["New meaning.", "Old meaning."]


def test_a_term_of_another_audience_is_not_there(glossary):
    assert not glossary.lookup("Merger desk", EVERYBODY).found
    assert glossary.lookup("Merger dask", EVERYBODY).suggestions == ()
    assert glossary.mentioned("Who is at the merger desk?", EVERYBODY) == []
    assert glossary.lookup("Merger desk", Reader(frozenset({"board"}))).found


def test_new_terms_are_known_at_once(shelf, glossary):
    assert not glossary.lookup("Doorstep", EVERYBODY).found

    shelf.sense("Doorstep", "Where we hand over.")

    assert glossary.lookup("Doorstep", EVERYBODY).found


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("What do customers say about our NPS?", ["Customer", "NPS"]),
        ("NPS, nps and net promoter score", ["NPS"]),
        ("does the pod lead know?", ["Pod lead"]),
        ("does it help?", []),
        ("does IT help?", ["IT"]),
        ("what is the goal?", []),
        ("WHAT IS OUR GOAL?", ["GOAL"]),
        ("this and that or those", []),
        ("", []),
        ("?!", []),
    ],
)
def test_terms_are_noticed_in_a_text(glossary, text, labels):
    found = glossary.mentioned(text, EVERYBODY)

    assert [mention.senses[0].label for mention in found] == labels


def test_a_mention_keeps_the_words_as_they_were_written(glossary):
    assert [
        mention.words for mention in glossary.mentioned("Our N.P.S. and Pod Leads.", EVERYBODY)
    ][-1] == "Pod Leads"


def test_an_empty_glossary_knows_nothing(shelf):
    assert shelf.glossary().mentioned("What is NPS?", EVERYBODY) == []
    assert not shelf.glossary().lookup("NPS", EVERYBODY).found


def test_labels_are_compared_without_case_marks_and_spaces():
    assert key("  “Déjà   vu”!  ") == "deja vu"


USED = {"aisle": 1.0, "crate": 2.0, "door": 3.0}


def rarity(words):
    return {word: USED.get(word, 9.0) for word in words}


def test_a_department_begins_with_its_own_words_contested_ones_first(shelf):
    shelf.sense("Crate", "What goods stand on.", domain="retail")
    shelf.sense("Aisle", "Between the shelves.", domain="retail")
    shelf.sense("Crate door", "Where a crate opens.", domain="retail")
    shelf.sense("Customer", "The retailer that pays.", domain="retail")
    shelf.sense("Customer", "Who opens the door.", domain="customer service")
    shelf.sense("Aisle", "Between the desks.", domain="customer service", status="Deprecated")
    shelf.sense("Door", "Where it counts.", domain="company")
    shelf.sense("Queue", "Callers.", domain="customer service")
    shelf.sense("Merger desk", "A secret.", audience="board", domain="retail")

    found = shelf.glossary().of_department(RETAIL, {"customer service"}, rarity)

    assert [(one.label, one.domain) for one in found] == [
        ("Customer", "retail"),
        ("Aisle", "retail"),
        ("Crate", "retail"),
        ("Crate door", "retail"),
        ("Door", "company"),
    ]


def test_somebody_without_a_department_begins_with_the_companys_words(shelf):
    shelf.sense("Aisle", "Between the shelves.", domain="retail")
    shelf.sense("Promise", "What we said.", domain="company")
    shelf.sense("Door", "Where it counts.")

    found = shelf.glossary().of_department(EVERYBODY, {"retail"}, rarity)

    assert [one.label for one in found] == ["Door", "Promise"]
