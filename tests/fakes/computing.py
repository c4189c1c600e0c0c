"""Computed answers made by hand: a number with its chart, groups, a way with gaps, a choice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from knowledge.models import (
    Answer,
    Citation,
    Clarification,
    Figure,
    Mode,
    NotFound,
    Period,
    Plot,
    Point,
    Target,
    Working,
)

WEEKS = ("31 Aug", "7 Sep", "14 Sep", "21 Sep", "28 Sep", "5 Oct", "12 Oct", "19 Oct")
COUNTS = (31, 28, 35, 40, 44, 38, 30, 37)
WEEK = Period(date(2026, 10, 19), date(2026, 10, 25))
LOADED = datetime(2026, 10, 26, 6, 30, tzinfo=UTC)
RULE = (
    "Every complaint counts once, in the week in which it reached us; withdrawn ones do not count."
)
QUERY = """SELECT
  SUM(subq_2.complaints) AS complaints
FROM (
  SELECT
    1 AS complaints
    , DATE_TRUNC('week', received) AS metric_time__week
  FROM tables.complaints_register
  WHERE status <> 'withdrawn' AND received >= '2026-10-19'
) subq_2"""

FIGURE = Figure(
    "complaints", "Complaints", 37.0, "complaints", 412, period=WEEK, previous=30.0,
    baseline=45.0, target=Target(date(2026, 12, 31), 25.0), owner="U0OWNER", definition=RULE,
    as_of=LOADED,
)  # fmt: skip
WORKING = Working(
    "Complaints", RULE, QUERY, "complaints-register", LOADED, "metrics/complaints.yaml"
)


def points(labels, values):
    return tuple(Point(label, value) for label, value in zip(labels, values, strict=True))


BY_WEEK = Plot(
    "Complaints by week", "line", "complaints",
    (("Complaints", points(WEEKS, COUNTS)), ("Target", points(WEEKS, [25] * 8))),
)  # fmt: skip
BY_DEPOT = Plot(
    "Churn by depot", "bar", "percent",
    (("Churn", points(("Huddersfield", "Penrith", "Carlisle"), (0.4189, 0.1896, 0.074))),),
)  # fmt: skip
WITH_GAPS = Plot(
    "Complaints by week", "line", "complaints",
    (("Complaints", points(WEEKS, (31, None, 35, 40, 44, 38, 30, 37))),),
)  # fmt: skip

LEAD = "37 complaints reached us in the week of 19 Oct 2026."
NUMBER = Answer(
    question="How many complaints did we receive last week?",
    text=(
        f"{LEAD}\n▲ 7 from 30 the week before, worse.\n"
        "45 at the start, 37 now, 25 due 31 Dec 2026: 40 % of the way."
    ),
    mode=Mode.COMPUTED,
    citations=(),
    figures=(FIGURE,),
    lead=LEAD,
    follow_ups=("Why?",),
    plots=(BY_WEEK,),
    workings=(WORKING,),
)
WHY = replace(
    NUMBER,
    question="Why?",
    text=(
        "Complaints rose by 7 to 37; Huddersfield alone added 6.\n"
        "Complaint: a customer tells us that a promise was broken. [1]\n"
        "“I waited in all day and nobody rang.” [2]\n"
        "On the other side: “They rang ten minutes before.” [3]"
    ),
    lead="Complaints rose by 7 to 37; Huddersfield alone added 6.",
    citations=tuple(
        Citation(
            number=number,
            document=document,
            title=title,
            section="",
            quote="…",
            link=f"https://wiki.example/{document}",
            owner="U0OWNER",
            updated=date(2026, 10, 2),
        )
        for number, document, title in (
            (1, "glossary.yaml", "Glossary"),
            (2, "reviews.csv", "Reviews, 20 Oct"),
            (3, "reviews.csv", "Reviews, 21 Oct"),
        )
    ),
)
GROUPS = replace(
    NUMBER,
    text="Churn is highest in Huddersfield: 41.9 %.",
    lead="",
    figures=tuple(
        replace(FIGURE, metric="churn", label="Churn", unit="percent", value=value, n=n,
                dimensions={"depot": depot}, previous=None, baseline=None, target=None)
        for depot, value, n in (
            ("Huddersfield", 0.4189, 3096), ("Penrith", 0.1896, 2421), ("Carlisle", 0.074, 1526)
        )
    ),
    plots=(BY_DEPOT,),
    workings=(replace(WORKING, subject="Churn"),),
)  # fmt: skip
GAPS = replace(NUMBER, plots=(WITH_GAPS,))
CHOICES = (
    "How many complaints by letter did we receive last week?",
    "How many complaints about transfers from one depot to another did we receive last week, by day?",
)


class Computes:
    """Answers by a word of the question; everything else is not found."""

    def __init__(self):
        self.asked = []

    def reply(self, question, reader, history=(), on_text=None):
        self.asked.append(question)
        kinds = {"gaps": GAPS, "depot": GROUPS, "complaints": NUMBER, "why": WHY}
        if "churn" in question:
            return Clarification(question, "Which complaints do you mean?", CHOICES)
        for word, answer in kinds.items():
            if word in question.lower() and "everyone" in reader.audiences:
                return replace(answer, question=question)
        return NotFound(question, "I could not find that.")

    def standalone(self, question, history):
        return f"{history[-1].standalone} / {question}" if history else question
