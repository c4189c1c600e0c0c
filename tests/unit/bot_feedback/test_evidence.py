"""What may be shown of an answer to somebody else, and what a click is."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.listeners.clicks import clicked, filled, number_in
from bot.listeners.feedback import evidence
from bot.listeners.feedback.until import unfit
from knowledge.models import Reader
from knowledge.store.questions.journal import Entry

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TODAY = NOW.date()


def entry(*pages, outcome="answered", audiences=("everyone", "board")):
    told = [
        {"document": f"{n}.md", "title": f"Page {n}", "quote": "q", "audience": audience}
        for n, audience in enumerate(pages)
    ]
    return Entry(
        NOW, "How?", outcome, audiences=audiences, answer="So. [1] And so. [2]", evidence=told
    )


def reader(*audiences):
    return Reader(frozenset(audiences))


@pytest.mark.parametrize(
    ("asked", "audiences", "shown"),
    [
        (entry("everyone"), ("everyone",), "So. And so."),
        (entry("everyone", "board"), ("everyone",), ""),
        (entry("everyone", "board"), ("everyone", "board"), "So. And so."),
        (entry(""), ("everyone",), ""),
        (entry(""), ("everyone", "board"), "So. And so."),
        (entry(), ("everyone",), ""),
        (entry("everyone", outcome="not_found"), ("everyone",), ""),
        (entry("everyone"), (), ""),
    ],
)
def test_an_answer_is_shown_only_to_who_may_read_all_of_it(asked, audiences, shown):
    assert evidence.answer(asked, reader(*audiences)) == shown


def test_of_the_pages_those_are_shown_that_may_be_read():
    asked = entry("everyone", "board", "")

    assert [one.title for one in evidence.sources(asked, reader("everyone"))] == ["Page 0"]
    assert len(evidence.sources(asked, reader("everyone", "board"))) == 3


@pytest.mark.parametrize(
    ("owner", "asker", "pages", "both", "first"),
    [
        (("everyone", "board"), ("everyone", "board"), ("board",), ["everyone", "board"], "board"),
        (("everyone", "board"), ("everyone",), ("board",), ["everyone"], "everyone"),
        (("board",), ("everyone",), ("board",), [], ""),
        (("agency", "board"), ("agency", "board"), (), ["agency", "board"], "agency"),
        ((), (), (), [], ""),
    ],
)
def test_only_audiences_of_both_are_offered(owner, asker, pages, both, first):
    assert evidence.shared(reader(*owner), reader(*asker), entry(*pages)) == (both, first)


@pytest.mark.parametrize(
    ("value", "number"),
    [("7", 7), ("", 0), ("-7", 0), ("7 or 1", 0), ("٧", 0), ("9" * 40, 0), (None, 0), (7, 7)],
)
def test_an_id_is_digits_and_nothing_else(value, number):
    assert number_in(value) == number


def test_a_click_in_the_home_has_no_place():
    click = clicked({
        "user": {"id": "U0A"},
        "container": {"type": "view", "view_id": "V1"},
        "actions": [{"action_id": "owner_reply", "value": "7", "action_ts": "1.0"}],
    })  # fmt: skip

    assert (click.channel, click.thread, click.ts, click.value) == ("", "", "", "7")


def form(**fields):
    values = {name: {"value": told} for name, told in fields.items()}
    view = {"id": "V1", "private_metadata": '{"ask": 7}', "state": {"values": values}}
    return filled({"user": {"id": "U0A"}, "view": view})


def test_what_is_not_filled_in_is_empty():
    read = form(words={"value": None}, pick={"selected_option": None}, box={"selected_options": []})

    assert [read.words(name) for name in ("words", "pick", "not there")] == ["", "", ""]
    assert not read.ticked("box")
    assert not read.ticked("not there")
    assert read.day("words") is None
    assert read.about == {"ask": 7}


@pytest.mark.parametrize(
    ("audience", "day", "wrong"),
    [
        ("everyone", "2026-11-24", []),
        ("everyone", "2026-11-23", ["until"]),
        ("everyone", "2029-01-01", ["until"]),
        ("everyone", "soon", ["until"]),
        ("board", "2026-11-24", ["audience"]),
        ("", "", ["audience", "until"]),
    ],
)
def test_who_and_until_when_are_checked(audience, day, wrong):
    read = form(audience={"selected_option": {"value": audience}}, until={"selected_date": day})

    assert list(unfit(read, ["everyone"], TODAY)) == wrong
