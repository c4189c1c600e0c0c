"""A message that grows: seen while it is written, there once, and whole, whatever happens to it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.delivery.outbox.turns import BROKEN_OFF
from bot.rehearsal.web_api.webapi import Fault

PERSON = ("T0REHEARSAL", "U0ANNA")
KEY = "answer:T0REHEARSAL:C0GENERAL:1"
BODY = {"type": "section", "text": {"type": "mrkdwn", "text": "Everybody has 25 days."}}
SOURCE = {"type": "context", "elements": [{"type": "mrkdwn", "text": "Annual leave"}]}
LONG = "Everybody has 25 days of paid leave a year. " * 20


@pytest.fixture
def thread(empty_office):
    said = {"user": "U0ANNA", "text": "days?"}
    return empty_office.rehearsal.workspace.post("C0GENERAL", said)["ts"]


@pytest.fixture
def outbox(empty_office):
    return empty_office.new_outbox()


@pytest.fixture
def replies(empty_office, thread):
    return lambda: empty_office.rehearsal.replies("C0GENERAL", thread)


def stream(outbox, thread):
    return outbox.stream(KEY, "C0GENERAL", thread, PERSON)


def key_of(message):
    return message["metadata"]["event_payload"]["key"]


def whole(replies):
    """The one message of the thread, final and under its key."""
    (message,) = replies()
    assert not message.get("streaming")
    assert key_of(message) == KEY
    return message


def test_what_is_said_is_seen_at_once_and_the_rest_stands_below_it(outbox, thread, replies):
    told = stream(outbox, thread)

    told.say("Everybody has 25 days.")
    seen = replies()
    ts = told.finish("Everybody has 25 days.", [BODY, SOURCE], said=1)

    assert [(one["text"], one["streaming"]) for one in seen] == [("Everybody has 25 days.", True)]
    message = whole(replies)
    assert message["ts"] == ts == seen[0]["ts"]
    assert [one["type"] for one in message["blocks"]] == ["markdown", "context"]
    assert "edited" not in message


def test_little_is_kept_until_it_is_worth_a_call(empty_office, outbox, thread):
    told = stream(outbox, thread)
    for word in ["One. ", "Two. ", "Three. ", LONG, "Four. "]:
        told.say(word)
    told.finish("all", [BODY], said=1)

    calls = empty_office.rehearsal.calls
    shown = [one["markdown_text"] for one in calls("chat.appendStream")]
    assert shown == ["Two. Three. " + LONG]
    assert calls("chat.stopStream")[0]["markdown_text"] == "Four. "


def test_what_was_said_gives_way_to_blocks_that_say_something_else(outbox, thread, replies):
    told = stream(outbox, thread)
    told.say("A sentence that the check did not let pass.")

    told.finish("Everybody has 25 days.", [BODY, SOURCE])

    message = whole(replies)
    assert message["text"] == "Everybody has 25 days."
    assert [one["type"] for one in message["blocks"]] == ["section", "context"]


def test_nothing_said_is_an_ordinary_message(empty_office, outbox, thread, replies):
    stream(outbox, thread).finish("Everybody has 25 days.", [BODY])

    assert whole(replies)["text"] == "Everybody has 25 days."
    assert empty_office.rehearsal.calls("chat.startStream") == []


@pytest.mark.parametrize(
    "kind",
    [
        "missing_scope",
        "missing_recipient_user_id",
        "not_allowed_token_type",
        "team_not_found",
        "ratelimit",
        "http_500",
        "drop",
    ],
)
def test_a_stream_that_cannot_begin_is_an_ordinary_message(
    empty_office, outbox, thread, replies, kind
):
    empty_office.rehearsal.fault(Fault("chat.startStream", kind, retry_after=30))
    told = stream(outbox, thread)

    told.say("Everybody has 25 days.")
    told.say(LONG)
    told.finish("Everybody has 25 days.", [BODY], said=1)
    outbox.turns.flush()

    assert [one["type"] for one in whole(replies)["blocks"]] == ["section"]


@pytest.mark.parametrize("kind", ["drop", "http_500", "internal_error"])
def test_a_stream_that_began_unheard_is_found_and_completed(
    empty_office, outbox, thread, replies, kind
):
    empty_office.rehearsal.fault(Fault("chat.startStream", kind, after=True))
    told = stream(outbox, thread)

    told.say("Everybody has")
    told.finish("Everybody has 25 days.", [BODY], said=1)
    outbox.turns.flush()

    assert whole(replies)["text"] == "Everybody has 25 days."
    assert empty_office.rehearsal.calls("chat.postMessage") == []


@pytest.mark.parametrize(
    "kind", ["message_not_in_streaming_state", "ratelimit", "http_500", "drop", "msg_too_long"]
)
@pytest.mark.parametrize("after", [False, True])
def test_a_stream_that_takes_no_more_is_made_whole_at_the_end(
    empty_office, outbox, thread, replies, kind, after
):
    empty_office.rehearsal.fault(Fault("chat.appendStream", kind, after=after))
    told = stream(outbox, thread)

    for _ in range(3):
        told.say(LONG)
    told.finish("Everybody has 25 days.", [BODY, SOURCE], said=1)
    outbox.turns.flush()

    assert len(empty_office.rehearsal.calls("chat.appendStream")) == 1
    message = whole(replies)
    assert message["text"] == "Everybody has 25 days."
    assert [one["type"] for one in message["blocks"]] == ["section", "context"]


@pytest.mark.parametrize(
    "kind", ["message_not_in_streaming_state", "invalid_blocks", "ratelimit", "http_500", "drop"]
)
@pytest.mark.parametrize("after", [False, True])
def test_a_stop_that_fails_leaves_one_whole_message(
    empty_office, outbox, thread, replies, kind, after
):
    empty_office.rehearsal.fault(Fault("chat.stopStream", kind, after=after, retry_after=0))
    told = stream(outbox, thread)

    told.say("Everybody has 25 days.")
    told.finish("Everybody has 25 days.", [BODY, SOURCE], said=1)
    outbox.turns.flush()

    assert whole(replies)["text"] == "Everybody has 25 days."


def test_a_stream_whose_five_minutes_are_over_is_made_whole(empty_office, outbox, thread, replies):
    told = stream(outbox, thread)
    told.say("Everybody has")
    workspace = empty_office.rehearsal.workspace
    workspace.end_stream("C0GENERAL", replies()[0]["ts"])

    told.finish("Everybody has 25 days.", [BODY], said=1)

    assert whole(replies)["text"] == "Everybody has 25 days."


def test_a_begun_message_that_somebody_deleted_is_posted_anew(
    empty_office, outbox, thread, replies
):
    told = stream(outbox, thread)
    told.say("Everybody has")
    empty_office.rehearsal.workspace.delete("C0GENERAL", replies()[0]["ts"])

    told.finish("Everybody has 25 days.", [BODY], said=1)
    outbox.turns.flush()

    assert whole(replies)["text"] == "Everybody has 25 days."


def test_no_more_streams_begin_than_slack_lets_a_workspace_in_a_minute(
    empty_office, outbox, thread
):
    for number in range(25):
        told = outbox.stream(f"answer:{number}", "C0GENERAL", thread, PERSON)
        told.say("Everybody has 25 days.")
        told.finish("Everybody has 25 days.", [BODY], said=1)

    calls = empty_office.rehearsal.calls
    assert len(calls("chat.startStream")) == 20
    assert len(calls("chat.postMessage")) == 5


@pytest.mark.parametrize("told_its_id", [True, False])
def test_what_a_dead_process_began_is_completed_by_the_next(
    empty_office, outbox, thread, replies, told_its_id
):
    told = stream(outbox, thread)
    told.say("Everybody has")
    if not told_its_id:
        empty_office.services.outgoing.begun(KEY, "")  # and here it was killed

    again = stream(empty_office.new_outbox(), thread)
    again.say("Everybody has 25")
    again.finish("Everybody has 25 days.", [BODY], said=1)
    outbox.turns.flush()

    assert whole(replies)["text"] == "Everybody has 25 days."
    assert len(empty_office.rehearsal.calls("chat.startStream")) == 1


def test_an_apology_takes_the_place_of_an_answer_that_broke_off(outbox, thread, replies):
    stream(outbox, thread).say("Everybody has")

    outbox.post_once(KEY, "C0GENERAL", thread, "Sorry.", [])

    message = whole(replies)
    assert message["text"] == "Sorry."
    assert "blocks" not in message


def test_a_message_that_nobody_completes_says_so_in_the_end(empty_office, thread, replies):
    office = empty_office
    stream(office.new_outbox(), thread).say("Everybody has")
    later = datetime.now(UTC) + BROKEN_OFF + timedelta(minutes=1)

    office.new_outbox(lambda: later).turns.flush()

    assert whole(replies)["text"] == "Sorry, this answer broke off. Please ask again."
