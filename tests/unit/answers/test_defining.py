from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from knowledge.answers.terms.defining import defined, sought, unknown_code
from knowledge.models import Citation, Mode, Reader

EVERYBODY = Reader(frozenset({"everyone"}))


@pytest.fixture
def glossary(shelf):
    shelf.sense(
        "Customer", "The person who opens the door.", domain="customer service", owner="U0SERVICE"
    )
    shelf.sense("Customer", "The retailer that pays.", domain="retail", section="row 7")
    shelf.sense(
        "NPS",
        "Would you recommend us",
        stands_for="Net Promoter Score",
        note="Asked at the door.",
        url="https://wiki.example/nps",
        document="words/glossary.yaml",
    )
    shelf.sense("Slot", "Slot, or window. Two hours.", note="Two hours.")
    return shelf.glossary()


@pytest.fixture
def answer(glossary):
    def told(question, *passages):
        return defined(question, sought(question, glossary, EVERYBODY), passages)

    return told


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("What does NPS mean?", ["NPS"]),
        ("What is the difference between NPS and a slot?", ["NPS", "Slot"]),
        ("nps", ["NPS"]),
        ("What do ppl say when they say NPS?", ["NPS"]),
        ("Is there a definition anywhere, for the sake of our NPS?", ["NPS"]),
        ("How does NPS develop in Leeds?", []),
        ("What does NSP mean?", []),
        ("When do the vans leave?", []),
    ],
)
def test_terms_are_sought_where_their_meaning_is_asked_for(glossary, question, labels):
    assert [found.label for found in sought(question, glossary, EVERYBODY)] == labels


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("What does KPX mean?", "KPX"),
        ("What does the iPX stand for?", "iPX"),
        ("What does NPS mean?", ""),
        ("What does churn mean?", ""),
        ("What is KPX?", ""),
        ("Which meaning?", ""),
    ],
)
def test_a_code_that_nobody_defined_is_noticed(glossary, question, code):
    assert unknown_code(question, glossary, EVERYBODY) == code


def test_a_meaning_is_told_with_its_long_form_and_its_note(answer):
    found = answer("What does NPS mean?")

    assert found.text == ("NPS: Net Promoter Score. Would you recommend us. Asked at the door. [1]")
    assert found.mode is Mode.GLOSSARY
    assert found.citations == (
        Citation(
            number=1,
            document="words/glossary.yaml",
            title="glossary.yaml",
            section="NPS",
            quote="NPS: Net Promoter Score. Would you recommend us. Asked at the door.",
            link="https://wiki.example/nps",
        ),
    )
    assert [sense.label for sense in found.terms] == ["NPS"]
    assert (found.lead, found.evidence) == (found.text, "")


def test_each_department_has_its_meaning(answer):
    found = answer("What is a customer?")

    assert found.text == (
        "• Customer: The person who opens the door. (customer service) [1]\n"
        "• Customer: The retailer that pays. (retail) [2]"
    )
    assert found.lead == "• Customer: The person who opens the door. (customer service) [1]"
    assert found.evidence == "2 meanings, from customer service and retail"
    assert [one.section for one in found.citations] == ["Customer", "row 7"]
    assert found.citations[0].owner == "U0SERVICE"


def test_meanings_of_no_department_are_counted(shelf, answer):
    shelf.sense("Pod", "A team.")
    shelf.sense("Pod", "A box.")

    assert answer("What is a pod?").evidence == "2 meanings"


def test_a_note_that_says_the_same_is_left_out(answer):
    assert answer("What is a slot?").text == "Slot: Slot, or window. Two hours. [1]"


def test_two_terms_are_told_side_by_side(answer):
    found = answer("What is the difference between NPS and a slot?")

    assert found.text == (
        "• NPS: Net Promoter Score. Would you recommend us. Asked at the door. [1]\n"
        "• Slot: Slot, or window. Two hours. [2]"
    )
    assert found.evidence == ""


def test_the_record_that_was_found_lends_its_title_its_link_and_its_day(answer, passage):
    page = passage("Slot: two hours.", "Our words", "Slot", "glossary.yaml")
    record = replace(
        page,
        chunk=replace(page.chunk, term="Slot"),
        document=replace(page.document, link="https://w.example/g", updated=date(2026, 9, 1)),
    )

    citation = answer("What is a slot?", record).citations[0]

    assert (citation.title, citation.link, citation.updated) == (
        "Our words",
        "https://w.example/g",
        date(2026, 9, 1),
    )


def test_what_pages_say_of_it_is_told_too(answer, passage):
    headed = passage("A slot is booked by the desk.", "Booking", "Rules > Slot", "b.md")
    opened = passage("Other things.\nSlot: booked at night.", "Nights", "Rules", "n.md")
    third = passage("Slot: once more.", "More", "Rules", "m.md")
    other = passage("Slot:", "Empty", "Rules", "e.md")

    found = answer("What is a slot?", other, headed, opened, third)

    assert found.text == (
        "• Slot: Slot, or window. Two hours. [1]\n"
        "• Slot: A slot is booked by the desk. (Booking) [2]\n"
        "• Slot: booked at night. (Nights) [3]"
    )
    assert [one.document for one in found.citations] == ["glossary.yaml", "b.md", "n.md"]


def test_a_longer_term_of_the_same_word_is_told_too(answer, passage):
    page = passage("Evening slot: after six.", "Words", "Evening slot", "g.yaml")
    record = replace(page, chunk=replace(page.chunk, term="Evening slot"))

    assert answer("What is a slot?", record).text.endswith(
        "\n• Evening slot: after six. (Words) [2]"
    )


def test_many_long_meanings_are_told_as_far_as_there_is_room(shelf, answer):
    for number in range(9):
        shelf.sense("Crate", f"Meaning {number}: " + "a box for many things " * 20)

    found = answer("What is a crate?")

    assert len(found.text) <= 900
    assert len(found.citations) == found.text.count("\n") + 1 == 3


def test_nothing_is_told_where_nothing_is_sought():
    assert defined("What?", [], []) is None
