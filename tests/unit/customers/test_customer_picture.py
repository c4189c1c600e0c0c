from __future__ import annotations

from datetime import date

from knowledge.insights.customers.customers import Customers
from knowledge.insights.customers.open_problems import NO_RULE, RULE
from knowledge.insights.customers.picture import Candidates, CustomerPicture, ScorePoint
from knowledge.models import Figure, Reader, SourceKind

READER = Reader(frozenset({"everyone"}), private=False)


def with_pages(registers, shelf, figures_of=None):
    return Customers(registers.items, registers.names, shelf.retriever(), figures_of)


def test_at_most_eight_items_are_shown_and_all_are_counted(registers):
    registers.put("tickets", *({"said": str(n), "customer": "Acme"} for n in range(11)))

    picture = registers.picture("Acme")

    assert (len(picture.voices), picture.n) == (8, 11)


def test_open_problems_come_newest_first_with_the_fact_that_says_so(registers):
    registers.put(
        "tickets",
        {"customer": "Acme", "day": date(2026, 1, 1), "attributes": {"Status": "Pending"}},
        {"customer": "Acme", "day": date(2026, 1, 2), "attributes": {"Status": "closed"}},
        {"customer": "Acme", "day": date(2026, 1, 3), "attributes": {"Status": "open"}},
    )

    picture = registers.picture("Acme")

    assert [one.reason for one in picture.open] == ["Status: open", "Status: Pending"]
    assert (picture.open_n, picture.open_rule) == (2, RULE)


def test_an_item_without_the_outcome_that_others_have_is_open(registers):
    rows = [
        {"customer": "Acme", "said": str(n), "attributes": {"Outcome": "done"} if n else {}}
        for n in range(6)
    ]
    registers.put("tickets", *rows)

    (problem,) = registers.picture("Acme").open

    assert (problem.voice.item.text, problem.reason) == ("0", "Outcome: none given")


def test_where_no_source_says_what_is_settled_that_is_said(registers):
    registers.put("reviews", {"customer": "Acme", "said": "good", "attributes": {"State": "NY"}})

    picture = registers.picture("Acme")

    assert (picture.open, picture.open_rule) == ((), NO_RULE)


def test_scores_are_the_means_of_each_month_and_source(registers):
    registers.put(
        "survey",
        *(
            {"customer": "Acme", "score": score, "day": day}
            for score, day in (
                (4.0, date(2026, 1, 3)),
                (5.0, date(2026, 1, 9)),
                (1.0, date(2026, 3, 1)),
                (2.0, None),
            )
        ),
    )

    assert registers.picture("Acme").scores == (
        ScorePoint("survey", date(2026, 1, 1), 4.5, 2),
        ScorePoint("survey", date(2026, 3, 1), 1.0, 1),
    )


def test_sources_that_say_different_things_of_the_customer_are_both_stated(registers):
    plans = {"Acme": "pro", "Bolt": "free", "Cargo": "free"}
    rows = [{"customer": name, "attributes": {"Plan": plan}} for name, plan in plans.items()]
    registers.put("crm", *rows, *rows, domain="sales")
    registers.put("billing", {"customer": "Acme", "attributes": {"plan": "Free"}}, domain="finance")

    (found,) = registers.picture("Acme").disagreements

    assert found.subject.lower() == "plan"
    assert {(side.source, side.domain, side.says, side.n) for side in found.sides} == {
        ("crm", "sales", "pro", 2),
        ("billing", "finance", "Free", 1),
    }


def test_a_page_that_names_the_customer_is_found_and_one_that_does_not_is_left_out(
    registers, shelf
):
    registers.put("tickets", {"said": "late", "customer": "Acme Ltd"})
    shelf.page("deal.md", "We signed with Acme, Inc. in May.", title="Deals")
    shelf.page("acne.md", "Acmeology is another science.", title="Science")

    picture = with_pages(registers, shelf).picture("acme", READER)

    assert [one.document.path for one in picture.passages] == ["deal.md"]


def test_the_items_themselves_are_no_pages(registers, shelf):
    registers.put("letters", {"said": "I am Acme", "customer": "Acme"}, path="1.txt")
    shelf.page("1.txt", "I am Acme.", title="Letter", kind=SourceKind.INSIGHTS)

    assert with_pages(registers, shelf).picture("acme", READER).passages == ()


def test_figures_are_asked_for_under_every_name(registers, shelf):
    registers.put("tickets", {"customer": "Acme Ltd"}, {"customer": "ACME"}, {"customer": "ACME"})
    figure = Figure("revenue", "Net revenue", 10.0, "eur", 3)
    asked = []

    def figures_of(names, reader):
        asked.append((tuple(names), reader))
        return [figure]

    picture = with_pages(registers, shelf, figures_of).picture("acme", READER)

    assert picture.figures == (figure,)
    assert asked == [(("ACME", "Acme Ltd"), READER)]
    assert not picture.private


def test_a_customer_of_whom_only_a_figure_tells_has_a_picture_without_items(registers, shelf):
    figure = Figure("revenue", "Net revenue", 10.0, "eur", 3)

    picture = with_pages(registers, shelf, lambda *_: [figure]).picture("QUICK-Stop", READER)

    assert isinstance(picture, CustomerPicture)
    assert (picture.name, picture.n, picture.figures) == ("QUICK-Stop", 0, (figure,))


def test_a_page_that_names_an_unknown_customer_comes_before_near_names(registers, shelf):
    registers.put("tickets", {"customer": "Acmes Stores"})
    shelf.page("deal.md", "We signed with Acmee Store in May.", title="Deals")

    told = with_pages(registers, shelf).picture("Acmee Store", READER)
    near = with_pages(registers, shelf).picture("Acmee Stors", READER)

    assert isinstance(told, CustomerPicture)
    assert isinstance(near, Candidates)
