from __future__ import annotations

import pytest

from bot.blocks.documents import File, chosen_in, value_of
from bot.listeners.documents.dropped import click_of, dropped_in

FILE = {
    "id": "F1",
    "name": "plan.pdf",
    "size": 1200,
    "url_private": "https://files.slack.com/files-pri/T1-F1/plan.pdf",
}


def event(**fields):
    said = {
        "type": "message",
        "subtype": "file_share",
        "channel": "D0ADA",
        "channel_type": "im",
        "user": "U0ADA",
        "ts": "1.5",
        "text": "",
        "files": [FILE],
    }
    return {"team_id": "T1", "event_id": "Ev1", "event": said | fields}


def test_a_file_in_the_direct_messages_is_handed_over():
    dropped = dropped_in(event(), "U0BOT")

    assert dropped.files == (File("F1", "plan.pdf", 1200, FILE["url_private"]),)
    assert (dropped.team, dropped.user, dropped.channel) == ("T1", "U0ADA", "D0ADA")
    assert (dropped.ts, dropped.thread, dropped.said) == ("1.5", "1.5", False)


def test_it_is_answered_in_the_thread_that_it_was_dropped_in():
    dropped = dropped_in(event(thread_ts="1.0", text="What is new?"), "U0BOT")

    assert (dropped.thread, dropped.said) == ("1.0", True)


@pytest.mark.parametrize(
    "fields",
    [
        {"channel_type": "channel"},
        {"channel_type": "group"},
        {"subtype": "message_changed"},
        {"subtype": None},
        {"user": "U0BOT"},
        {"user": None},
        {"bot_id": "B1"},
        {"hidden": True},
    ],
)
def test_files_elsewhere_and_of_bots_are_none_of_ours(fields):
    assert dropped_in(event(**fields), "U0BOT") is None


def test_a_file_that_slack_says_little_of_is_not_lost():
    dropped = dropped_in(event(files=[{"id": "F1", "title": "A\nplan"}, {"name": "x"}]), "U0BOT")

    assert dropped.files == (File("F1", "A plan", 0, ""),)


def clicked(value):
    return {
        "team": {"id": "T1"},
        "user": {"id": "U0ADA"},
        "container": {"message_ts": "2.0", "thread_ts": "1.5", "channel_id": "D0ADA"},
        "actions": [{"action_id": "document_audience:0", "value": value}],
    }


def test_a_choice_says_which_file_is_for_whom():
    file = File("F1", "plän.pdf", 1200, FILE["url_private"])

    click = click_of(clicked(value_of(file, "board")))

    assert chosen_in(click.value) == (file, "board")
    assert (click.team, click.user, click.channel) == ("T1", "U0ADA", "D0ADA")
    assert (click.ts, click.thread) == ("2.0", "1.5")


@pytest.mark.parametrize("value", ["", "{}", "[]", "1", '"x"', '{"audience": "board"}', "{broken"])
def test_a_button_of_another_kind_is_no_choice(value):
    with pytest.raises(ValueError):
        chosen_in(value)


def test_a_file_that_fits_no_button_is_noticed_before_the_button_is_made():
    assert value_of(File("F1", "x" * 3000, 1, "https://files.slack.com/x"), "board") == ""


@pytest.mark.parametrize("fields", [{"mode": "quip"}, {"mode": "space"}, {"is_external": True}])
def test_what_is_no_file_at_slack_has_no_address(fields):
    dropped = dropped_in(event(files=[FILE | fields]), "U0BOT")

    assert dropped.files[0].address == ""
