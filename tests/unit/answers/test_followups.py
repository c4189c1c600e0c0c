from __future__ import annotations

from dataclasses import replace

from knowledge.answers.quoting.composing import cite
from knowledge.answers.quoting.followups import follow_ups
from knowledge.models import Sense


def sense(label):
    return Sense(label, "It means something.", "glossary.yaml", "everyone")


def elsewhere(page, score):
    return replace(page, chunk=replace(page.chunk, document="elsewhere.md"), score=score)


def test_headings_that_were_found_but_not_quoted_are_offered(passage):
    quoted = passage("Refunds take five days.", "Refunds", "Rules > Time limits")
    other = passage("By post.", "Refunds", "Rules > Ways to send back:")

    offered = follow_ups("How long?", [quoted, other], [cite(quoted, 1, "")], [])

    assert offered == ("What does “Refunds” say about “Ways to send back”?",)


def test_questions_that_stand_in_the_pages_are_offered(passage):
    page = passage("How do I report a broken van? Ring. Why?", "Vans", "Who pays the repair?")

    assert follow_ups("When do they leave?", [page], [], []) == (
        "How do I report a broken van?",
        "Who pays the repair?",
    )


def test_terms_of_the_question_are_offered_and_two_at_most(passage):
    offered = follow_ups("score?", [], [], [sense("NPS"), sense("Pod"), sense("Slot")])

    assert offered == ("What does NPS mean?", "What does Pod mean?")


def test_a_term_whose_record_was_found_first_is_not_offered(passage):
    page = passage("NPS: would you recommend us?", "Words", "NPS")
    record = replace(page, chunk=replace(page.chunk, term="NPS"))

    assert follow_ups("score?", [record], [], [sense("NPS")]) == ()


def test_what_was_asked_just_now_is_not_offered(passage):
    page = passage("How do I report a broken van? Ring the depot.", "Vans", "")

    assert follow_ups("how to report a broken van", [page], [], []) == ()


def test_a_page_that_was_replaced_offers_nothing(passage):
    page = passage("How do I report a broken van?", "Vans", "Broken old vans")
    old = replace(page, document=replace(page.document, superseded_by="new.md"))

    assert follow_ups("leave?", [old], [], []) == ()


def test_headings_that_say_no_more_than_the_title_are_not_offered(passage):
    page = passage("Ring.", "Vans and crews", "Vans and Crews")
    short = passage("Ring.", "Vans and crews", "Vans")
    untitled = passage("Ring.", "Vans and crews", "")

    assert follow_ups("leave?", [page, short, untitled], [], []) == ()


def test_long_ones_are_left_out_and_no_more_than_four_are_offered(passage):
    long = passage("How do I report " + "a very " * 12 + "broken van?", "Vans", "")
    many = [passage("Ring.", f"Page {n}", f"Section about thing{n} number{n}") for n in range(6)]

    offered = follow_ups("leave?", [long, *many], [], [])

    assert len(offered) == 4
    assert all(len(one) <= 75 for one in offered)


def test_the_same_question_is_offered_once(passage):
    page = passage("How do I report a broken van?", "Vans", "")

    assert follow_ups("leave?", [page, page], [], []) == ("How do I report a broken van?",)


def test_a_page_that_is_farther_away_than_what_is_quoted_offers_nothing(passage):
    quoted = replace(passage("Refunds take five days.", "Refunds", "Time limits"), score=0.9)
    near = elsewhere(passage("By post.", "Parcels", "Ways to send back"), score=0.7)
    far = elsewhere(passage("By bank.", "Finance", "Invoices to partners"), score=0.4)

    offered = follow_ups("How long?", [quoted, near, far], [cite(quoted, 1, "")], [])

    assert offered == ("What does “Parcels” say about “Ways to send back”?",)


def test_a_long_title_is_named_by_its_beginning(passage):
    long = "Decision 2026-05: no deliveries on Sundays before the year 2028"
    page = passage("It rained.", long, "What we saw at Lancaster")

    assert follow_ups("leave?", [page], [], []) == (
        "What does “Decision 2026-05” say about “What we saw at Lancaster”?",
    )


def test_a_row_of_a_table_is_no_question(passage):
    page = passage("When: Day 10 | What: do you have all that you need?", "Onboarding", "")

    assert follow_ups("leave?", [page], [], []) == ()
