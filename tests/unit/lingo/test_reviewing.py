from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest

from knowledge.lingo.conflicts.judging import Judge
from knowledge.lingo.reviewing import Review, Wanted
from knowledge.models import Chunk, Document, Sense
from knowledge.store.documents.documents import Documents
from knowledge.store.documents.embeddings import Embeddings
from knowledge.store.lingo.conflicts import CONFIRMED, GONE, SETTLED

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)


class Apart:
    """Every text is as far from every other as can be."""

    dimensions, fingerprint = 512, "apart"

    def __init__(self):
        self.seen = {}

    def embed(self, texts):
        rows = np.zeros((len(texts), self.dimensions), np.float32)
        for row, text in zip(rows, texts, strict=True):
            row[self.seen.setdefault(text, len(self.seen))] = 1
        return rows


@pytest.fixture
def database(tmp_path, new_store):
    opened = new_store(tmp_path / "store")
    yield opened
    opened.close()


@pytest.fixture
def publish(database):
    documents, embeddings = Documents(database), Embeddings(database)
    embeddings.put("apart", {"v": np.ones(4, np.float32)})

    def put(path, text="", senses=(), audience="everyone", domain=""):
        document = Document(
            path=path, source="s", title=path, audience=audience, digest=text, domain=domain
        )
        chunk = Chunk(f"{path}-{len(text)}", path, audience, "", text, text, 0)
        documents.stage([chunk], {chunk.id: "v"})
        meant = [Sense(label, said, path, audience, domain=domain) for label, said in senses]
        documents.publish(document, [chunk], meant, NOW)

    return put


@pytest.fixture
def review(database):
    asked = [Wanted("golden hour", "everyone", 3)]
    return Review(database, Judge(Apart()), Documents(database).sequence, lambda: asked)


def test_a_review_keeps_what_is_explained_and_what_was_asked_for(review, publish):
    publish("a.md", "We measure net revenue retention (NRR) each year.")
    publish("b.md", "Our quiet window (QW) is for the board.", audience="board")

    assert review.due()
    review.run(NOW)

    assert not review.due()
    kept = {(one.candidate.label, one.candidate.audience) for one in review.candidates.open()}
    assert kept == {("NRR", "everyone"), ("QW", "board"), ("golden hour", "everyone")}


def test_a_rejected_candidate_stays_away_and_a_defined_one_goes(review, publish):
    publish("a.md", "We measure net revenue retention (NRR). Ask the quiet desk (QD).")
    review.run(NOW)
    keys = {one.candidate.label: one.candidate.key for one in review.candidates.open()}
    assert review.candidates.decide(keys["QD"], "rejected", "U0ADMIN", NOW)
    publish("g.csv", "NRR: net revenue retention", [("NRR", "Net revenue retention")])

    review.run(NOW)

    assert [one.candidate.label for one in review.candidates.open()] == ["golden hour"]
    assert review.candidates.get(keys["QD"]).state == "rejected"
    assert not review.candidates.decide(keys["QD"], "approved", "U0ADMIN", NOW)


def test_a_conflict_is_kept_until_a_side_says_something_else(review, publish):
    publish("a.csv", "pod", [("pod", "A crew with its van")], domain="operations")
    publish("b.csv", "pod", [("pod", "Somewhere to moor ships")], domain="port")

    new = review.run(NOW).new

    (kept,) = review.conflicts.standing()
    assert (kept.key,) == new
    assert review.conflicts.confirm(kept.key, "U0ADMIN", NOW)
    assert review.run(NOW).new == ()
    publish("b.csv", "pod now", [("pod", "A crew with its van")], domain="port")
    assert review.run(NOW).gone == (kept.key,)
    assert review.conflicts.get(kept.key).state == GONE


class AlwaysApart:
    """Reads every two texts as different."""

    def apart(self, one, other):
        return 9.0


def test_a_few_words_in_the_place_of_a_definition_are_no_meaning_of_their_own(database, publish):
    publish("g.csv", "pod", [("pod", "A crew of two with its van")], domain="operations")
    table = "Word: pod | Meaning: its van\nWord: bay | Meaning: a place\nWord: van | Meaning: a car"
    publish("how.md", table, domain="company")
    review = Review(database, Judge(Apart(), AlwaysApart()), Documents(database).sequence, list)

    review.run(NOW)

    assert review.conflicts.standing() == []


def test_only_a_confirmed_conflict_is_settled_and_only_once(review, publish):
    publish("a.csv", "pod", [("pod", "A crew with its van")], domain="operations")
    publish("b.csv", "pod", [("pod", "Somewhere to moor ships")], domain="port", audience="board")
    review.run(NOW)
    (kept,) = review.conflicts.standing()

    assert review.conflicts.standing({"everyone"}) == []
    assert not review.conflicts.settle(kept.key, "one", ("U0OPS", NOW))
    review.conflicts.confirm(kept.key, "U0ADMIN", NOW)
    assert review.conflicts.get(kept.key).state == CONFIRMED
    assert review.conflicts.settle(kept.key, "one", ("U0OPS", NOW))
    assert not review.conflicts.settle(kept.key, "other", ("U0PORT", NOW))
    settled = review.conflicts.get(kept.key)
    assert (settled.state, settled.outcome, settled.decided_by) == (SETTLED, "one", "U0OPS")


def test_a_deprecated_term_is_told_where_it_is_still_used(review, publish, database):
    publish("g.csv", "pod", [("pod", "A crew with its van")])
    with database.write() as connection:
        connection.exec_driver_sql("update senses set status = 'Deprecated'")
    publish("plan.md", "Each pod has a phone. The pods are blue.")

    review.run(NOW)

    (kept,) = review.conflicts.standing()
    assert (kept.conflict.difference.kind, kept.conflict.other.definition) == (
        "deprecated term in use",
        "Each pod has a phone.",
    )
