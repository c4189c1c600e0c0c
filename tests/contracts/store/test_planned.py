from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from knowledge.store.digests.planned import PlannedDigests

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def plans(database):
    return PlannedDigests(database)


def changes(plans, name):
    return [(one.what, one.by, one.body) for one in reversed(plans.history(name))]


def test_every_change_is_kept_with_who_made_it_and_what_it_was_then(plans):
    done = [
        plans.create("care", "{1}", "U0ANNA", NOW),
        plans.edit("care", "{2}", "U0BEN", LATER),
        plans.pause("care", "U0BEN", LATER),
        plans.resume("care", "U0ANNA", LATER),
        plans.delete("care", "U0ANNA", LATER),
    ]

    assert all(done)
    assert plans.all() == []
    assert changes(plans, "care") == [
        ("created", "U0ANNA", "{1}"),
        ("edited", "U0BEN", "{2}"),
        ("paused", "U0BEN", "{2}"),
        ("resumed", "U0ANNA", "{2}"),
        ("deleted", "U0ANNA", "{2}"),
    ]


def test_the_author_stays_whoever_edits(plans):
    plans.create("care", "{1}", "U0ANNA", NOW)
    plans.edit("care", "{2}", "U0BEN", LATER)

    (kept,) = plans.all()

    assert (kept.author, kept.body) == ("U0ANNA", "{2}")
    assert (kept.created_at, kept.changed_at) == (NOW, LATER)


def test_a_name_is_taken_once_and_free_again_after_it_was_deleted(plans):
    assert plans.create("care", "{1}", "U0ANNA", NOW)
    assert not plans.create("care", "{2}", "U0BEN", NOW)
    plans.delete("care", "U0ANNA", NOW)

    assert plans.create("care", "{3}", "U0BEN", LATER)

    assert [(one.author, one.body) for one in plans.all()] == [("U0BEN", "{3}")]
    assert len(plans.history("care")) == 3


def test_what_is_not_there_cannot_be_changed(plans):
    assert not plans.edit("care", "{}", "U0ANNA", NOW)
    assert not plans.resume("care", "U0ANNA", NOW)
    assert not plans.delete("care", "U0ANNA", NOW)
    assert plans.history("care") == []


def test_a_digest_of_a_file_is_paused_and_resumed_but_neither_edited_nor_deleted(plans):
    assert plans.pause("file", "U0ADMIN", NOW)
    assert not plans.pause("file", "U0ADMIN", NOW)
    assert [(one.body, one.paused) for one in plans.all()] == [("", True)]

    assert not plans.edit("file", "{}", "U0ADMIN", NOW)
    assert not plans.delete("file", "U0ADMIN", NOW)
    assert plans.resume("file", "U0ADMIN", NOW)


def test_the_mark_is_another_one_after_each_change(plans):
    marks = [plans.mark()]
    for change in (plans.pause, plans.resume, plans.pause):
        change("care", "U0ADMIN", NOW)
        marks.append(plans.mark())

    assert len(set(marks)) == 4
    assert plans.mark() == marks[-1]
