from __future__ import annotations

from datetime import UTC, datetime

import pytest

from knowledge.lingo.deciding.deciding import Approved, Deciding
from knowledge.lingo.deciding.own_words import OwnWords
from knowledge.lingo.deciding.settling import Settling, adoptable
from knowledge.lingo.deciding.writing import Writing
from knowledge.lingo.glossary import Glossary, reference
from knowledge.models import Document, Reader, Sense, SourceKind
from knowledge.store.documents.documents import Documents
from knowledge.store.lingo.candidates import Candidates
from knowledge.store.lingo.conflicts import BOTH, JOINT, ONE, OTHER, Conflicts
from knowledge.store.lingo.own_senses import OwnSenses
from knowledge.store.lingo.records import Candidate, Conflict, Difference, Evidence, Side
from knowledge.store.lingo.senses import Senses

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
OPS, SALES = "A crew with its van.", "A group of stores."
ADMIN = ("U0ADMIN", NOW)
EVERYBODY = Reader(frozenset({"everyone"}))


class Company:
    """Two departments' glossaries in a store, and what people decide about them."""

    def __init__(self, database, embedder):
        self.database = database
        senses, self.own = Senses(database), OwnSenses(database)
        words = OwnWords(senses, self.own, Writing(database, embedder, lambda: 0))
        self.candidates, self.conflicts = Candidates(database), Conflicts(database)
        self.settling = Settling(self.conflicts, words)
        self.deciding = Deciding(self.candidates, senses, words)
        self.glossary = Glossary(senses, senses.version)
        self.write("ops.csv", "operations", OPS)
        self.write("sales.csv", "sales", SALES)

    def write(self, path, domain, definition, audience="everyone"):
        document = Document(
            path, "s", path, audience, definition, domain=domain, kind=SourceKind.GLOSSARY
        )
        sense = Sense(
            "Pod", definition, path, audience, domain=domain, section="1", owner=f"U0{domain}"
        )
        Documents(self.database).publish(document, (), [sense], NOW)

    def differ(self, audiences=("everyone", "everyone"), *, page=False):
        """Keeps a conflict of both that an admin has confirmed; gives its key."""
        one = Side("Pod", OPS, "ops.csv", "1", audiences[0], domain="operations")
        other = Side("Pod", SALES, "sales.csv", "1", audiences[1], domain="sales", told=page)
        why = Difference("different subject", "high", "They are about different things.")
        self.conflicts.renew([Conflict("k1", "Pod", one, other, why)], NOW)
        self.conflicts.confirm("k1", *ADMIN)
        return "k1"

    def found(self, label, audience="everyone"):
        evidence = (Evidence("plan.md", "", f"{label} is the quiet hour.", "operations"),)
        one = Candidate(f"key of {label}", label, audience, "", "The quiet hour.", 3, 1, evidence,
                        "sentence")  # fmt: skip
        self.candidates.renew([one], NOW)
        return one.key

    def meanings(self, term="pod"):
        found = self.glossary.lookup(term, EVERYBODY)
        return {one.domain: one.definition for one in found.senses}


@pytest.fixture
def company(tmp_path, embedder, new_store):
    database = new_store(tmp_path / "store")
    yield Company(database, embedder)
    database.close()


@pytest.mark.parametrize(
    ("outcome", "wording", "after", "what"),
    [
        (BOTH, "", {"operations": OPS, "sales": SALES}, []),
        (ONE, "", {"operations": OPS, "sales": OPS}, ["adopted"]),
        (OTHER, "", {"operations": SALES, "sales": SALES}, ["adopted"]),
        (JOINT, "A team.", {"operations": "A team.", "sales": "A team."}, ["joined", "joined"]),
    ],
)
def test_the_next_look_up_shows_what_was_settled(company, outcome, wording, after, what):
    key = company.differ()

    for _ in range(2):  # as after a crash
        assert company.settling.settle(key, outcome, ("U0OPS", NOW), wording)

    assert company.meanings() == after
    own = company.own.of_state("published")
    changes = [
        (one.what, one.by)
        for each in own
        for one in company.own.history(each.sense.document, each.sense.section)
    ]
    assert changes == [(one, "U0OPS") for one in what]


def test_the_first_outcome_counts(company):
    key = company.differ()
    company.settling.settle(key, ONE, ("U0OPS", NOW))

    assert not company.settling.settle(key, OTHER, ("U0SALES", NOW))
    assert company.meanings() == {"operations": OPS, "sales": OPS}


def test_the_words_of_a_page_can_be_adopted_and_are_never_changed(company):
    key = company.differ(page=True)

    assert company.settling.settle(key, OTHER, ("U0OPS", NOW))

    assert company.meanings() == {"operations": SALES, "sales": SALES}
    assert len(company.own.of_state("published")) == 1


def test_words_of_a_closed_audience_are_not_adopted_where_others_read_them(company):
    key = company.differ(("board", "everyone"))
    conflict = company.conflicts.get(key).conflict

    assert not adoptable(conflict, ONE)
    assert adoptable(conflict, OTHER)


def test_an_approved_term_is_found_as_it_was_worded(company):
    key = company.found("Lull")
    said = Approved("Lull", "The hour without calls.", "everyone", domain="operations")

    for _ in range(2):
        assert company.deciding.approve(key, said, ADMIN)

    assert company.meanings("lull") == {"operations": "The hour without calls."}
    assert not company.deciding.reject(key, ("U0OTHER", NOW))


def test_a_merged_term_is_another_name_of_the_one_that_was_picked(company):
    key = company.found("Crew van")
    (ops,) = (
        one
        for one in company.deciding.near(company.candidates.get(key).candidate)
        if one.domain == "operations"
    )

    for _ in range(2):
        assert company.deciding.merge(key, reference(ops), ADMIN)

    assert company.meanings("crew van") == {"operations": OPS}
    assert company.meanings() == {"operations": OPS, "sales": SALES}


def test_a_term_of_a_closed_audience_is_merged_into_none_that_others_read(company):
    key = company.found("Quiet window", "board")

    assert company.deciding.near(company.candidates.get(key).candidate) == []
