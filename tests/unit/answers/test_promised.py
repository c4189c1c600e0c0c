from __future__ import annotations

import pytest

from knowledge.answers.joining.promised import promised
from knowledge.models import Chunk, Document, Passage, SourceKind

PROMISES = "1) A short window. We tell the hour the evening before.\n2) One call. Whoever picks up solves it."
PURPOSE = "We are here so that every home gets what it was promised."


def passage(title, section, text, path="strategy/2026.md", **more):
    term = more.pop("term", "")
    document = Document(path, "wiki", title, "everyone", "d", **more)
    return Passage(Chunk("c", path, "everyone", section, text, text, 0, term), document, 1.0)


def test_the_promises_of_the_strategy_are_quoted_item_by_item_with_their_document():
    strategy = passage("Our strategy", "Our strategy > The two promises", PROMISES)

    found = promised([passage("Canteen", "Lunch", "Soup on Mondays, always."), strategy])

    assert found is not None
    assert found.heading == "The two promises"
    assert found.lines == (
        "A short window. We tell the hour the evening before.",
        "One call. Whoever picks up solves it.",
    )
    assert found.document is strategy.document
    assert found.to_customers


def test_promises_come_before_a_purpose_and_the_companys_before_a_teams():
    purpose = passage("Company strategy", "Mission", PURPOSE, "strategy/index.md")
    teams = passage("Search strategy", "Mission", "We find things.", "strategy/teams/search.md")
    promises = passage("Customer charter", "What customers can expect", PROMISES, "charter.md")

    assert promised([teams, purpose]).lines == (PURPOSE,)
    assert not promised([teams, purpose]).to_customers
    assert promised([purpose, promises]).heading == "What customers can expect"


@pytest.mark.parametrize(
    "other",
    [
        passage("Laptops", "What we promise", PROMISES, "it/laptops.md"),
        passage("Our strategy", "How we measure our promises", PROMISES),
        passage("Our strategy", "The promises", PROMISES, superseded_by="strategy/2029.md"),
        passage("The promise meeting", "Promises", PROMISES, "meetings/promise.md"),
        passage("Letters", "Your promise", PROMISES, kind=SourceKind.INSIGHTS),
        passage("Words", "Promise", PROMISES, term="Promise"),
        passage("Our strategy", "The promises", "See here: | a table | of things |"),
    ],
    ids=["no strategy", "about them", "replaced", "minutes", "customers", "a term", "a table"],
)
def test_nothing_is_quoted_where_nothing_fits(other):
    assert promised([other]) is None
    assert promised([]) is None
