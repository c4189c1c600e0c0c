from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from knowledge.lingo.deciding.changing import APPROVED, DEPRECATED, VERIFIED, Changing, Wording
from knowledge.lingo.deciding.writing import Writing
from knowledge.lingo.due import review_due
from knowledge.lingo.glossary import Glossary
from knowledge.lingo.measured import metrics_of
from knowledge.metrics.definitions import MetricDefinition
from knowledge.models import Reader, Sense
from knowledge.store.lingo.own_senses import OwnSenses
from knowledge.store.lingo.senses import Senses

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
OLGA, ADA = ("U0OWNER", NOW), ("U0ADMIN", NOW)
POD = Sense("pod", "A crew.", "g.csv", "everyone", owner="U0OWNER", section="r1", status="Draft")
BETTER = Wording("A crew of two with its van.", "East pod has eleven stops.")


@pytest.fixture
def database(tmp_path, new_store):
    opened = new_store(tmp_path / "store")
    yield opened
    opened.close()


@pytest.fixture
def writing(database, embedder):
    made = Writing(database, embedder, lambda: 0)
    made.publish("Glossary", [POD], NOW)
    return made


@pytest.fixture
def changing(database, writing):
    return Changing(OwnSenses(database), writing)


@pytest.fixture
def pods(database, changing):
    """The meanings of "pod" that everybody finds now."""
    senses = Senses(database)
    glossary = Glossary(senses, senses.version)

    def look_up():
        return glossary.lookup("pod", Reader(frozenset({"everyone"}))).senses

    return look_up


def test_a_suggestion_shows_only_once_its_owner_has_approved_it(changing, pods):
    changing.suggest("lingo/own/1", POD, BETTER, ("U0ANNA", NOW))
    assert pods() == (POD,)

    changing.approve("lingo/own/1", OLGA)

    (pod,) = pods()
    assert (pod.definition, pod.example) == (BETTER.definition, BETTER.example)
    assert (pod.status, pod.verified_at, pod.owner) == ("Approved", date(2026, 11, 30), "U0OWNER")
    assert [(one.what, one.by) for one in changing.history(pod)] == [
        ("approved", "U0OWNER"),
        ("suggested", "U0ANNA"),
    ]


def test_what_is_settled_is_settled_once_and_may_be_tried_again(changing, pods):
    changing.suggest("lingo/own/1", POD, BETTER, ("U0ANNA", NOW))

    changing.approve("lingo/own/1", OLGA, Wording("A van and its two."))

    assert changing.approve("lingo/own/1", OLGA, Wording("A van and its two.")) is not None
    assert changing.approve("lingo/own/1", ADA) is None
    assert changing.reject("lingo/own/1", ADA) is None
    assert [one.definition for one in pods()] == ["A van and its two."]
    assert [one.what for one in changing.history(pods()[0])] == ["edited", "approved", "suggested"]


def test_a_rejected_suggestion_is_kept_and_never_shown(changing, pods):
    changing.suggest("lingo/own/1", POD, BETTER, ("U0ANNA", NOW))

    changing.reject("lingo/own/1", OLGA)

    assert pods() == (POD,)
    assert changing.own.get("lingo/own/1").state == "rejected"


def test_two_suggestions_for_one_meaning_leave_the_one_that_was_approved_last(changing, pods):
    for number in (1, 2):
        wording = Wording(f"Wording {number}.")
        changing.suggest(f"lingo/own/{number}", POD, wording, ("U0ANNA", NOW))

    for number in (1, 2):
        changing.approve(f"lingo/own/{number}", OLGA)

    assert [one.definition for one in pods()] == ["Wording 2."]


def test_an_owner_edits_what_was_written_in_slack_where_it_is(changing, pods):
    first = changing.edit("lingo/own/1", POD, BETTER, OLGA)
    changing.edit("lingo/own/1", POD, BETTER, OLGA)  # it is tried again

    second = changing.edit("lingo/own/2", first, Wording("A van and its two."), ADA)

    assert pods() == (second,)
    assert second.document == "lingo/own/1"
    assert [(one.what, one.by) for one in changing.history(second)] == [
        ("edited", "U0ADMIN"),
        ("edited", "U0OWNER"),
    ]


def test_what_is_said_of_a_meaning_shows_and_is_kept_once(changing, pods):
    changing.say(POD, APPROVED, OLGA)
    changing.say(POD, VERIFIED, OLGA)
    assert (pods()[0].status, pods()[0].verified_at) == ("Approved", NOW.date())

    changing.say(POD, DEPRECATED, ADA, "crew")

    assert (pods()[0].status, pods()[0].replaced_by) == ("Deprecated", "crew")
    newest = changing.last([POD])["g.csv", "r1"]
    assert (newest.what, newest.by) == ("deprecated", "U0ADMIN")
    assert [one.what for one in changing.history(POD)] == ["deprecated", "approved"]


def test_a_review_falls_due_after_its_interval_and_never_for_what_nobody_uses():
    pod = replace(POD, review_days=90, verified_at=date(2026, 9, 1))

    assert review_due(pod, date(2020, 1, 1)) == date(2026, 11, 30)
    assert review_due(replace(pod, verified_at=None), NOW.date()) == NOW.date() + timedelta(90)
    assert review_due(replace(pod, verified_at=None), None) is None
    assert review_due(replace(pod, review_days=0), None) is None
    assert review_due(replace(pod, status="Deprecated"), None) is None
    assert review_due(replace(pod, review_days=10**9), None).year == 2126


def test_a_meaning_is_measured_by_the_metric_that_it_names_or_that_names_it():
    def metric(name, owner):
        return MetricDefinition(name, name, Path("m.yaml"), 1, owner=owner, glossary_term="Pod")

    metrics = {name: metric(name, owner) for name, owner in (("ops", "U0OWNER"), ("it", "U0IT"))}
    named, other = replace(POD, metric="it"), replace(POD, owner="U0IT", section="r2")

    assert metrics_of([POD], metrics) == ("ops",)
    assert metrics_of([named], metrics) == ("it",)
    assert metrics_of([other, POD, replace(POD, owner="")], metrics) == ("it", "ops", "")
