"""Which questions are about what customers say, and what they ask of it."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from knowledge.insights.questions.asking import Asked, Kind, asked
from knowledge.insights.questions.meant import Named, Names

QUESTIONS = Path(__file__).parents[3] / "examples" / "tindlemoor" / "questions.jsonl"
NAMES = Names(
    sources=(
        Named("complaint letters", "customer_docs/letters"),
        Named("complaint register", "tables/complaint_register.csv"),
        Named("tickets", "insights/tickets"),
        Named("interviews", "insights/interviews"),
        Named("app store", "voices/reviews.csv"),
    ),
    attributes={
        "Company": (
            "Experian Information Solutions Inc.",
            "WELLS FARGO & COMPANY",
            "EQUIFAX, INC.",
            "CITIBANK, N.A.",
            "ALLY FINANCIAL INC.",
            "SYNCHRONY FINANCIAL",
        ),
        "Product": ("Mortgage", "Credit card", "Credit card or prepaid card", "Vehicle loan"),
        "State": ("IN", "OR", "ME", "FL"),
        "Channel": ("phone", "email", "chat"),
        "Depot": ("Huddersfield", "Lancaster", "Penrith"),
    },
)


def read(question):
    return asked(question, NAMES)


def shape(found):
    """Groups of alternatives as text."""
    return " & ".join("|".join(str(phrase) for phrase in group) for group in found.topic)


@pytest.mark.parametrize(
    ("question", "kind", "topic"),
    [
        ("how many complaints mention identity theft?", Kind.COUNT, "identity theft"),
        ("How many customers say that we are late?", Kind.COUNT, "late"),
        ("how many tickets about onboarding", Kind.COUNT, "onboarding"),
        ("how many tickets are about stairs", Kind.COUNT, "stairs"),
        ("How many of the complaints are about a late fee?", Kind.COUNT, "late fee"),
        (
            "how many people complained about transfers or withdrawals",
            Kind.COUNT,
            "transfers|withdrawals",
        ),
        ("number of reviews mentioning crashes and price", Kind.COUNT, "crashes & price"),
        ("how often do customers mention the map page", Kind.COUNT, "map page"),
        (
            'how many letters contain the phrase "fair credit reporting act"',
            Kind.COUNT,
            "fair credit reporting act",
        ),
        ("how many complaints about transfers did we get", Kind.COUNT, "transfers"),
        ("how many customers complain that the app keeps crashing", Kind.COUNT, "app crashing"),
        ("what share of reviews complain about price", Kind.SHARE, "price"),
        ("what percentage of the complaints mention refunds?", Kind.SHARE, "refunds"),
        ("how big a share of tickets mentions damage", Kind.SHARE, "damage"),
        ("what do customers say about onboarding?", Kind.SAY, "onboarding"),
        ("What are customers saying about our delivery windows?", Kind.SAY, "delivery windows"),
        ("what do people think of the new app", Kind.SAY, "new app"),
        ("why are customers unhappy with delivery", Kind.SAY, "delivery"),
        ("Why do customers complain about credit reports?", Kind.SAY, "credit reports"),
        ("any feedback on the mobile app?", Kind.SAY, "mobile app"),
        ("do we have any customer feedback about stairs?", Kind.SAY, "stairs"),
        ("how do customers feel about the hand-over photos", Kind.SAY, "hand over photos"),
        ("do customers complain about noise?", Kind.SAY, "noise"),
        ("what complaints do we have about transfers", Kind.SAY, "transfers"),
        ("hey, can you tell me what customers say about price?", Kind.SAY, "price"),
        ("what are people complaining about?", Kind.THEMES, ""),
        ("what do customers complain about most?", Kind.THEMES, ""),
        ("top themes in the interviews", Kind.THEMES, ""),
        ("What are the main topics of our tickets?", Kind.THEMES, ""),
        ("what are the top complaints", Kind.THEMES, ""),
        ("what are the biggest problems customers have", Kind.THEMES, ""),
        ("why are customers unhappy?", Kind.THEMES, ""),
        ("top themes in complaints about transfers", Kind.THEMES, "transfers"),
        ("in how many tickets is the assembly mentioned", Kind.COUNT, "assembly"),
        ("how many times do customers mention refunds", Kind.COUNT, "refunds"),
        ("how frequently do reviews mention crashes", Kind.COUNT, "crashes"),
        ("what's the feedback on the new booking page?", Kind.SAY, "new booking page"),
        ("what issues do customers raise about delivery", Kind.SAY, "delivery"),
        ("voice of the customer on packaging", Kind.SAY, "packaging"),
        ("show me tickets about missing parts", Kind.SAY, "missing parts"),
        ("complaints about lateness", Kind.SAY, "lateness"),
        ("what are customers' biggest complaints", Kind.THEMES, ""),
        ("which topics do customers complain about most", Kind.THEMES, ""),
        ("what do people love about us", Kind.THEMES, ""),
    ],
)
def test_a_question_about_customers_words_is_read(question, kind, topic):
    found = read(question)

    assert found is not None
    assert (found.kind, shape(found)) == (kind, topic)


@pytest.mark.parametrize(
    "question",
    [
        "How many complaints were received in August 2023?",
        "How many consumer complaints are in the complaints table?",
        "Which company received the most complaints, and how many?",
        "What percentage of complaints were closed with monetary relief?",
        "How many complaints include a consumer narrative?",
        "What is the most common complaint issue?",
        "How many phone customers have no total charges recorded?",
        "How many phone customers use fiber optic internet?",
        "What is the churn rate among senior citizens?",
        "how many customers complained?",
        "What do customers get for a missed window?",
        "What does the complaints process say about goodwill?",
        "what do we tell customers about delays?",
        "What does the handbook say about parental leave?",
        "How do I give feedback on a performance review?",
        "How many board members say that they agree?",
        "what did Anna say about the budget?",
        "Which consumer complaint is about a hotel stay that was refunded and then charged again?",
        "In complaint 7272593, what does the consumer want Experian to remove?",
        "which folks complained that a bank kept rejecting a check because of a duplicate phone deposit?",
        "A Wells Fargo mortgage customer complained about an escrow refund check. How much was it?",
        "How many days do customers have to complain about damage?",
        "How long may a customer complain?",
        "who do I ask about refunds",
        "what should I know about onboarding",
        "how many people work in customer service",
        "What is our policy on complaints about drivers?",
        "any news about the depot in Leeds?",
        "how many invoices mention a discount?",
        "What feedback about my manager can I give?",
        "are complaints about drivers escalated to operations?",
        "do customers like Acme get a discount",
        "how many people mention it in the minutes",
        "what are the top themes of our strategy",
        "have customers been told about the price increase",
        "how are tickets about damage handled",
        "why do customers churn",
        "what do customers want",
    ],
)
def test_another_question_is_none(question):
    assert read(question) is None


@pytest.mark.parametrize(
    ("question", "sources"),
    [
        ("how many complaints mention fees", ("complaint letters", "complaint register")),
        ("how many complaint letters mention fees", ("complaint letters",)),
        ("how many items of the complaint register mention fees", ("complaint register",)),
        ("how many customers mention fees", ()),
        ("how many reviews mention fees", ("app store",)),
        ("what do customers say about stairs in the tickets?", ("tickets",)),
        ("what do our interviews say about stairs", ("interviews",)),
    ],
)
def test_the_word_for_the_items_picks_the_source(question, sources):
    assert read(question).sources == sources


@pytest.mark.parametrize(
    ("question", "attributes"),
    [
        ("how many Experian complaints mention fees", (("Company", "Experian Information Solutions Inc."),)),
        ("how many complaints from Wells Fargo mention fees", (("Company", "WELLS FARGO & COMPANY"),)),
        ("what do customers of Equifax say about fees", (("Company", "EQUIFAX, INC."),)),
        ("how many phone tickets mention fees", (("Channel", "phone"),)),
        ("how many complaints mention fees in FL", (("State", "FL"),)),
        ("how many tickets mention stairs at the Huddersfield depot", (("Depot", "Huddersfield"),)),
        ("how many mortgage complaints in FL mention fees", (("Product", "Mortgage"), ("State", "FL"))),
    ],
)  # fmt: skip
def test_a_value_in_the_data_is_a_condition(question, attributes):
    found = read(question)

    assert found.attributes == attributes
    assert shape(found) in {"fees", "stairs"}


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("how many complaints mention Wells Fargo", "wells fargo"),
        ("how many complaints are about a credit card", "credit card"),
        ("how many complaints mention financial hardship", "financial hardship"),
        ("how many complaints mention fees in or out", "fees"),
    ],
)
def test_what_they_are_to_speak_of_is_no_condition(question, topic):
    found = read(question)

    assert found.attributes == ()
    assert shape(found) == topic


@pytest.mark.parametrize(
    ("question", "stance"),
    [
        ("what do customers complain about", -1),
        ("why are people unhappy with fees", -1),
        ("what do customers love about the crews", 1),
        ("what do customers say about complaints", 0),
        ("how many tickets mention fees", 0),
    ],
)
def test_praise_or_complaint_may_be_asked_for(question, stance):
    assert read(question).stance == stance


def test_complaints_are_counted_only_where_a_source_has_them():
    tickets = Names((Named("tickets"),), {})

    assert asked("what complaints do we have about fees", tickets).sources == ()
    assert asked("how many complaints mention fees", tickets) is None


def test_a_topic_that_is_a_value_says_so():
    assert read("how many tickets are about Penrith").filed == ("Depot", "Penrith")


def test_two_values_of_one_attribute_do_not_hold_together():
    assert read("how many phone tickets mention stairs by email") is None


def test_a_quoted_phrase_is_meant_exactly():
    found = read('how many letters mention "identity thefts"')

    assert found.topic[0][0].exact
    assert found.about == "identity thefts"


def test_a_word_before_the_items_that_names_nothing_is_a_topic():
    found = read("how many billing tickets mention refunds")

    assert shape(found) == "refunds & billing"


def test_without_sources_nothing_is_asked():
    assert asked("what do customers say about price", Names((), {})) is not None
    assert asked("how many tickets mention price", Names((), {})) is None


def test_an_asked_value_can_be_compared():
    assert read("what do customers say about price") == Asked(
        Kind.SAY, read("how many customers mention price").topic, "price"
    )


@pytest.mark.parametrize(
    "question",
    [
        f"how many customers mention {' and '.join(f'word{n}' for n in range(40))}",
        f"how many customers mention {', '.join(f'w{n}' for n in range(20))}",
        "how many customers mention the or of",
    ],
)
def test_a_story_or_a_list_is_no_question_about_words(question):
    assert read(question) is None


@pytest.mark.parametrize(
    "question", ["what do did " * 40, "how many that " * 40, f"how many {'a ' * 140}mention x"]
)
def test_a_question_that_means_to_keep_us_busy_does_not(question):
    started = time.process_time()

    read(question[:300])

    assert time.process_time() - started < 0.5


def test_no_question_of_the_example_is_about_customers_words():
    lines = QUESTIONS.read_text(encoding="utf-8").splitlines()
    example = Names(
        (Named("interviews", "insights/interviews"), Named("tickets", "insights/tickets")),
        {"Depot": ("Huddersfield", "Lancaster"), "Channel": ("phone", "email", "chat")},
    )

    found = [one for line in lines if asked(one := json.loads(line)["question"], example)]

    assert len(lines) > 100
    assert found == []
