"""Questions about customers' words, answered whole."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.insights.service import Insights
from knowledge.insights.theming import scope
from knowledge.models import Mode, Period, Reader
from knowledge.store.items.theme_names import ThemeName

LATE = "The van was late, number {n} this week."
NICE = "The crew was lovely, it went smoothly on day {n}."
BOARD = Reader(frozenset({"everyone", "board"}))
NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()


@pytest.fixture
def reviews(shelf):
    rows = [
        (LATE.format(n=n), {"attributes": {"Depot": "Leeds"}, "record": f"R{k}"})
        for k, n in enumerate(NUMBERS[:7])
    ]
    rows += [
        (NICE.format(n=n), {"attributes": {"Depot": "York"}, "record": f"S{k}"})
        for k, n in enumerate(NUMBERS)
    ]
    return shelf(*rows, title="Reviews", owner="U0CARE", link="https://x.example/reviews")


@pytest.fixture
def insights(reviews, embedder):
    return Insights(reviews, embedder)


def test_a_count_is_said_first_then_its_rule_and_three_items(insights, reader):
    answer = insights.answer("How many reviews mention vans?", reader)

    assert answer.text == (
        "7 of 19 reviews (36.8 %) mention “vans”.\n"
        "Counted: each text that has the word van.\n"
        "Stands out: Depot Leeds, 7 of 7 (100.0 %; of all texts 36.8 %).\n"
        "“The van was late, number one this week.” [1] (R0, 30 June 2026)\n"
        "“The van was late, number four this week.” [2] (R3, 27 June 2026)\n"
        "“The van was late, number seven this week.” [3] (R6, 24 June 2026)"
    )
    assert answer.lead == "7 of 19 reviews (36.8 %) mention “vans”."
    assert answer.mode is Mode.COMPUTED


def test_a_count_is_a_figure_with_its_working(insights, reader):
    answer = insights.answer("How many reviews mention vans?", reader)

    figure, working = answer.figures[0], answer.workings[0]
    assert (figure.metric, figure.value, figure.unit, figure.n) == ("items:reviews", 7, "items", 19)
    assert figure.owner == "U0CARE"
    assert working.rule == (
        "Items of reviews, with a text that has the word van. Here capitals and small letters are "
        "the same, a word is an unbroken run of letters, digits and inner apostrophes, only whole "
        "words count, and what stands for a masked value is no word."
    )
    assert "SELECT count(*)" in working.query


def test_a_quote_leads_to_its_document(insights, reader):
    citation = insights.answer("How many reviews mention vans?", reader).citations[0]

    assert (citation.section, citation.title, citation.link, citation.owner, citation.updated) == (
        "R0", "Reviews", "https://x.example/reviews", "U0CARE", date(2026, 6, 30),
    )  # fmt: skip


def test_a_share_is_a_fraction_in_the_figure(insights, reader):
    answer = insights.answer("What share of reviews mention vans?", reader)

    assert answer.lead == "36.8 % of 19 reviews mention “vans”: 7 of 19."
    assert (answer.figures[0].unit, answer.figures[0].value) == ("percent", pytest.approx(7 / 19))


def test_conditions_and_period_are_said(insights, reader):
    period = Period(date(2026, 6, 1), date(2026, 6, 30))

    answer = insights.answer("How many Leeds reviews mention vans in June 2026?", reader, period)

    assert answer.lead == "7 of 7 reviews (100.0 %) mention “vans” in June 2026 (Depot: Leeds)."
    assert answer.figures[0].period == period


def test_what_nobody_mentions_is_none_of_so_many(insights, reader):
    answer = insights.answer("How many reviews mention unicorns?", reader)

    assert answer.lead == "None of 19 reviews mentions “unicorns”."
    assert answer.figures[0].value == 0
    assert answer.citations == ()


def test_the_attribute_that_stands_out_is_drawn_without_small_groups(shelf, embedder, reader):
    depots = ["Leeds"] * 12 + ["York"] * 6 + ["Hull"] * 3
    late = [("The van was late.", {"attributes": {"Depot": depot}}) for depot in depots]
    fine = [("All fine.", {"attributes": {"Depot": "York"}})] * 60
    months = [(text, {**more, "day": date(2026, 5, 3)}) for text, more in (*late, *fine)]

    answer = Insights(shelf(*months), embedder).answer("how many reviews mention vans", reader)

    drawn = [(plot.title, plot.series[0][1]) for plot in answer.plots]
    assert [(title, [(one.label, one.value) for one in points]) for title, points in drawn] == [
        ("“vans” by depot", [("Leeds", 12), ("York", 6)])
    ]


def test_few_are_too_few_to_call_and_shown(shelf, embedder, reader):
    items = shelf("The lift was broken.", *["All fine here today."] * 30)

    answer = Insights(items, embedder).answer("what do customers say about the lift?", reader)

    assert answer.text == (
        "1 of 31 reviews (3.2 %) mentions “lift”. Too few to call.\n"
        "“The lift was broken.” [1] (voices/0.txt, 30 June 2026)\n"
        "Counted: each text that has the word lift."
    )


def test_what_is_said_has_quotes_for_and_against(shelf, embedder, reader):
    late = [f"The delivery was late and I am angry, {n}." for n in NUMBERS]
    items = shelf(*late, "I am happy with the delivery, it was fast.", *["All fine."] * 20)

    answer = Insights(items, embedder).answer("what do customers say about delivery?", reader)

    lines = answer.text.split("\n")
    assert lines[0] == "13 of 33 reviews (39.4 %) mention “delivery”."
    assert "The delivery was late" in answer.text
    assert any(line.startswith("Against: “I am happy with the delivery") for line in lines)
    assert lines[-1] == "Counted: each text that has the word delivery."
    assert len(answer.citations) == 3


def test_that_nobody_contradicts_is_said(shelf, embedder, reader):
    items = shelf(*[f"The delivery was late and I am angry, {n}." for n in NUMBERS])

    answer = Insights(items, embedder).answer("what do customers say about delivery?", reader)

    assert "No contrary voice among 12." in answer.text


def test_the_period_before_is_compared(shelf, embedder, reader):
    june = [(f"Late {n}.", {"day": date(2026, 6, 3)}) for n in NUMBERS]
    may = [(f"Late {n}.", {"day": date(2026, 5, 20)}) for n in NUMBERS[:6]]
    items = shelf(
        *june, *may, *[("Fine.", {"day": date(2026, 5, 21)})] * 6, ("x", {"day": date(2026, 7, 9)})
    )
    period = Period(date(2026, 6, 1), date(2026, 6, 30))

    answer = Insights(items, embedder).answer(
        "what do customers say about late in June", reader, period
    )

    assert "Before, May 2026: 6 of 12 (50.0 %)." in answer.text


def test_a_month_that_is_not_over_is_compared_with_as_many_days(shelf, embedder, reader):
    june = [(f"Late {n}.", {"day": date(2026, 6, 3)}) for n in NUMBERS]
    may = [
        (f"Late {n}.", {"day": date(2026, 5, day)})
        for n, day in zip(NUMBERS, [2, 3, 20], strict=False)
    ]
    period = Period(date(2026, 6, 1), date(2026, 6, 30))

    answer = Insights(shelf(*june, *may), embedder).answer(
        "what do customers say about late in June", reader, period
    )

    assert "Before, 1 May 2026 to 3 May 2026: 2 of 2 (100.0 %)." in answer.text


def test_sources_are_counted_apart(shelf, embedder, reader):
    items = shelf(
        *["The van was late."] * 6,
        *[("Late van.", {"source": "tickets"})] * 2,
        ("Hm.", {"source": "tickets"}),
    )

    answer = Insights(items, embedder).answer("how many customers mention vans", reader)

    assert answer.text.split("\n")[:2] == [
        "6 of 6 reviews (100.0 %) mention “vans”.",
        "Also 2 of 3 tickets (66.7 %). Sources may share customers, so they are not added up.",
    ]
    assert [figure.n for figure in answer.figures] == [6, 3]


def test_nobody_hears_a_voice_that_they_may_not_read(shelf, embedder, reader):
    items = shelf(
        "The van was late.",
        *[("The van was late and secret.", {"audience": "board", "source": "letters"})] * 5,
    )
    insights = Insights(items, embedder)

    for question in ("how many customers mention vans", "what do customers say about vans"):
        assert "secret" not in insights.answer(question, reader).text
        assert "secret" in insights.answer(question, BOARD).text


@pytest.mark.parametrize("audiences", [set(), {"board"}])
def test_without_items_that_may_be_read_there_is_no_answer(insights, audiences):
    reader = Reader(frozenset(audiences))

    assert insights.answer("how many customers mention vans", reader) is None
    assert insights.asked("what do customers say about vans", reader) is None


@pytest.mark.parametrize(
    "question",
    [
        "How many reviews came in June?",
        "What is our churn?",
        "what do customers say about unicorns",
    ],
)
def test_where_customers_words_do_not_answer_nothing_is_said(insights, reader, question):
    assert insights.answer(question, reader) is None


def test_themes_are_listed_with_their_size_and_a_quote(insights, reader):
    answer = insights.answer("what are the top themes in the reviews?", reader)

    lines = answer.text.split("\n")
    assert lines[0] == "2 themes in 19 reviews:"
    assert lines[1].startswith("1. ")
    assert ": 12 (63.2 %) “The crew was lovely" in lines[1]
    assert ": 7 (36.8 %) “The van was late" in lines[2]
    assert lines[3] == "By likeness of meaning: each of the 19 different texts is in one theme."
    assert [point.value for point in answer.plots[0].series[0][1]] == [12, 7]


def test_complaints_are_themes_of_low_scores(shelf, embedder, reader):
    low = [(LATE.format(n=n), {"score": 1 + k % 2}) for k, n in enumerate(NUMBERS)]
    high = [(NICE.format(n=n), {"score": 5}) for n in NUMBERS]

    answer = Insights(shelf(*low, *high), embedder).answer(
        "what do customers complain about?", reader
    )

    assert answer.lead.endswith("in 12 of 24 reviews, those with a score of 2 or less:")
    assert "lovely" not in answer.text


def test_too_few_items_for_themes_are_shown(shelf, embedder, reader):
    answer = Insights(shelf("The van was late.", "A lovely crew."), embedder).answer(
        "what are the main topics of our reviews", reader
    )

    assert answer.lead == "Too few for themes: 2 reviews. They say:"
    assert len(answer.citations) == 2


def test_a_name_that_was_given_is_used(insights, reviews, embedder, reader):
    parted = insights.themes(reader)
    name = ThemeName(
        1, scope(["reviews"]), parted.themes[0].signature, "Kind crews", True, "U0ADMIN",
        datetime(2026, 11, 23, tzinfo=UTC),
    )  # fmt: skip

    class Given:
        def of(self, source):
            return (name,) if source == "reviews" else ()

    answer = Insights(reviews, embedder, Given()).answer("top themes in the reviews", reader)

    assert "1. Kind crews: 12 (63.2 %)" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "How many reviews mention vans?",
        "what do customers say about the crew",
        "top themes in the reviews",
        'how many reviews mention "the van was late"',
        "how many reviews mention vans or crews and late days",
    ],
)
def test_what_is_offered_can_be_asked(insights, reader, question):
    answer = insights.answer(question, reader)

    assert answer.follow_ups
    assert all(insights.asked(offered, reader) for offered in answer.follow_ups)


def test_a_value_that_is_asked_for_as_a_topic_is_counted_too(insights, reader):
    answer = insights.answer("how many reviews are about York?", reader)

    assert answer.text == (
        "None of 19 reviews mentions “York”.\n"
        "Counted: each text that has the word york.\n"
        "Filed under Depot York, whatever they say: 12 of 19 reviews."
    )


def test_words_that_never_stand_together_are_counted_apart_and_so_it_is_said(insights, reader):
    answer = insights.answer("how many reviews mention week vans?", reader)

    assert answer.lead == "7 of 19 reviews (36.8 %) mention “week” and “vans”."


WORDS = ("late", "later", "lately", "fee", "fees", "van", "don't", "re-send")


@given(
    texts=st.lists(st.lists(st.sampled_from((*WORDS, "and", "the")), max_size=6), max_size=12),
    asked=st.sampled_from(("late", "fee", "van", "late fee", "van or fee", "re-send")),
)
def test_any_count_is_that_of_the_stated_rule(fake_items, texts, asked):
    given = [fake_items.stored(n, " ".join(words)) for n, words in enumerate(texts)]
    items = fake_items.MemoryItems(given)
    answer = Insights(items, None).answer(
        f"how many reviews mention {asked}", Reader(frozenset({"everyone"}))
    )
    if answer is None:
        assert not any(texts)
        return

    groups = forms_of(answer.workings[0].rule)
    spaced = [f" {' '.join(words).replace('-', ' ')} " for words in texts]
    assert answer.figures[0].n == sum(bool(words) for words in texts)
    assert answer.figures[0].value == sum(
        all(any(f" {form} " in text for form in forms) for forms in groups) for text in spaced
    )


def forms_of(rule):
    """What a person reads in a rule: for each part of it, the forms of which one is enough."""
    told = rule.partition(" that has ")[2].partition(". Here ")[0].split("; and also has ")
    return [re.sub(r"^(?:one of )?the (?:words?|phrases) ", "", part).split(", ") for part in told]
