from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from knowledge.models import Chunk, Document, Sense
from knowledge.store.documents.documents import Documents
from knowledge.store.documents.embeddings import Embeddings
from knowledge.store.lingo.own_senses import PUBLISHED, REJECTED, OwnSense, OwnSenses, SenseState
from knowledge.store.lingo.senses import Senses

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
BETTER = Sense("pod", "A crew of two with its van.", "lingo/pod-1", "everyone", aliases=("crew",),
               domain="operations", section="pod", verified_at=date(2026, 11, 1))  # fmt: skip


@pytest.fixture
def glossary(database):
    """One imported sense in the store."""
    import numpy as np  # noqa: PLC0415

    documents = Documents(database)
    Embeddings(database).put("m", {"v": np.ones(4, np.float32)})
    document = Document(path="g.csv", source="g", title="g", audience="everyone", digest="d")
    chunk = Chunk("c", "g.csv", "everyone", "pod", "pod: crew", "pod: crew", 0, "pod")
    documents.stage([chunk], {"c": "v"})
    documents.publish(
        document, [chunk], [Sense("pod", "crew", "g.csv", "everyone", section="r1")], NOW
    )
    return Senses(database)


def suggested(replaces=("", "")):
    return OwnSense(BETTER, "U0OPS", NOW, replaces=replaces)


def test_a_suggestion_is_kept_as_it_was_made_and_decided_once(database):
    own = OwnSenses(database)

    own.put(suggested(), "suggested", "U0OPS", NOW)

    assert own.get("lingo/pod-1").sense == BETTER
    assert own.decide("lingo/pod-1", PUBLISHED, "U0ADMIN", NOW).decided_by == "U0ADMIN"
    assert own.decide("lingo/pod-1", REJECTED, "U0OTHER", NOW) is None


def test_a_published_meaning_hides_the_one_that_it_replaces(database, glossary):
    own, before = OwnSenses(database), glossary.version()
    own.put(suggested(("g.csv", "r1")), "suggested", "U0OPS", NOW)
    assert [one.definition for one in glossary.all(None)] == ["crew"]

    own.decide("lingo/pod-1", PUBLISHED, "U0ADMIN", NOW)

    assert glossary.all(None) == []
    assert glossary.version() != before


def test_what_is_said_of_an_imported_meaning_shows_and_is_kept_with_who_and_when(
    database, glossary
):
    own = OwnSenses(database)
    (sense,) = glossary.all(None)

    own.say(sense, SenseState(verified_at=date(2026, 11, 30)), "verified", ("U0OPS", NOW))
    own.say(sense, SenseState("Deprecated", "crew"), "deprecated", ("U0OPS", NOW))

    (now,) = glossary.all(None)
    assert (now.status, now.replaced_by, now.definition) == ("Deprecated", "crew", "crew")
    assert [(one.what, one.by) for one in own.history("g.csv", "r1")] == [
        ("deprecated", "U0OPS"),
        ("verified", "U0OPS"),
    ]
