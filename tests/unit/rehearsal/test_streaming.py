from __future__ import annotations

import pytest
from slack_sdk.models.messages.chunk import (
    BlocksChunk,
    MarkdownTextChunk,
    PlanUpdateChunk,
    TaskUpdateChunk,
)

FOR_ANNA = {"recipient_team_id": "T0REHEARSAL", "recipient_user_id": "U0ANNA"}


@pytest.fixture
def asked(desk):
    """The time of a question in a channel."""
    return desk.rehearsal.say("U0ANNA", "C0GENERAL", "How many days?")


def last(desk):
    return desk.rehearsal.messages("C0GENERAL")[-1]


def test_the_clients_own_stream_grows_and_ends_with_blocks_and_metadata(desk, asked):
    stream = desk.client.chat_stream(
        channel="C0GENERAL", thread_ts=asked, buffer_size=5, **FOR_ANNA
    )

    stream.append(markdown_text="**Twenty-five** ")
    grown = last(desk)
    stream.append(markdown_text="days a year.")
    stream.stop(
        blocks=[{"type": "divider"}],
        metadata={"event_type": "answered", "event_payload": {"id": "1"}},
        session_status="active",
    )

    assert (grown["text"], grown["streaming"]) == ("**Twenty-five** ", True)
    ended = last(desk)
    assert "streaming" not in ended
    assert ended["thread_ts"] == asked
    assert ended["blocks"] == [
        {"type": "markdown", "text": "**Twenty-five** days a year."},
        {"type": "divider"},
    ]
    assert ended["metadata"]["event_type"] == "answered"
    assert desk.workspace.sessions["C0GENERAL", asked]["status"] == "active"


def test_tasks_change_where_they_stand(desk, asked):
    start = desk.client.chat_startStream(channel="C0GENERAL", thread_ts=asked, **FOR_ANNA)
    there = {"channel": "C0GENERAL", "ts": start["ts"]}

    desk.client.chat_appendStream(
        **there, chunks=[TaskUpdateChunk(id="s", title="Searching", status="in_progress")]
    )
    desk.client.chat_appendStream(**there, chunks=[MarkdownTextChunk(text="So:")])
    desk.client.chat_appendStream(
        **there,
        chunks=[TaskUpdateChunk(id="s", title="Searched", status="complete", output="3 pages")],
    )

    card, text = last(desk)["blocks"]
    assert (card["title"], card["status"]) == ("Searched", "complete")
    assert card["output"]["elements"][0]["elements"][0]["text"] == "3 pages"
    assert text == {"type": "markdown", "text": "So:"}


def test_a_plan_gathers_its_tasks(desk, asked):
    chunks = [
        PlanUpdateChunk(title="Looking it up"),
        TaskUpdateChunk(id="a", title="Search", status="complete"),
        TaskUpdateChunk(id="b", title="Read", status="pending"),
        BlocksChunk(blocks=[{"type": "divider"}]),
    ]

    desk.client.chat_startStream(
        channel="C0GENERAL", thread_ts=asked, task_display_mode="plan", chunks=chunks, **FOR_ANNA
    )

    plan, divider = last(desk)["blocks"]
    assert plan["title"] == "Looking it up"
    assert [one["task_id"] for one in plan["tasks"]] == ["a", "b"]
    assert divider == {"type": "divider"}


def test_a_stream_in_a_channel_is_for_somebody(desk, asked):
    there = {"channel": "C0GENERAL", "thread_ts": asked}
    start = desk.client.chat_startStream

    assert desk.error(start, **there) == "missing_recipient_team_id"
    assert desk.error(start, **there, recipient_team_id="T1") == "missing_recipient_user_id"
    somebody = {"recipient_team_id": "T1", "recipient_user_id": "U0NOBODY"}
    assert desk.error(start, **there, **somebody) == "user_not_found"


def test_a_stream_in_direct_messages_needs_a_thread_only(desk):
    ts = desk.rehearsal.say("U0ANNA", "", "hi")

    desk.client.chat_startStream(channel="DU0ANNA", thread_ts=ts, markdown_text="Hello")

    assert desk.rehearsal.messages("U0ANNA")[-1]["text"] == "Hello"
    call = desk.client.chat_startStream
    assert desk.error(call, channel="DU0ANNA", thread_ts="") == "invalid_arguments"


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"markdown_text": "x" * 12_001}, "msg_too_long"),
        ({"chunks": [{"type": "song"}]}, "invalid_chunks"),
        ({"chunks": [{"type": "task_update", "id": "a", "title": "b"}]}, "invalid_chunks"),
        ({"chunks": [{"type": "markdown_text", "words": "x"}]}, "invalid_chunks"),
        ({"chunks": [{"type": "plan_update", "title": ""}]}, "invalid_chunks"),
        ({"chunks": "x"}, "invalid_chunks"),
        ({"chunks": [{"type": "blocks", "blocks": [{"type": "sektion"}]}]}, "invalid_blocks"),
        (
            {"chunks": [{"type": "blocks", "blocks": [{"type": "divider"}] * 30}] * 2},
            "msg_blocks_too_many",
        ),
        ({"markdown_text": "a", "chunks": [{"type": "markdown_text", "text": "b"}]},
         "streaming_mode_mismatch"),
        ({}, "no_text"),
    ],
)  # fmt: skip
def test_what_is_no_good_is_not_appended(desk, asked, arguments, error):
    start = desk.client.chat_startStream(channel="C0GENERAL", thread_ts=asked, **FOR_ANNA)

    said = desk.error(
        desk.client.chat_appendStream, channel="C0GENERAL", ts=start["ts"], **arguments
    )

    assert said == error
    assert last(desk)["text"] == ""


def test_text_and_chunks_are_not_mixed_over_calls(desk, asked):
    start = desk.client.chat_startStream(
        channel="C0GENERAL", thread_ts=asked, markdown_text="a", **FOR_ANNA
    )

    error = desk.error(
        desk.client.chat_appendStream,
        channel="C0GENERAL",
        ts=start["ts"],
        chunks=[MarkdownTextChunk(text="b")],
    )

    assert error == "streaming_mode_mismatch"


def test_a_stream_ends_after_its_life_and_can_then_be_edited(desk, asked):
    start = desk.client.chat_startStream(
        channel="C0GENERAL", thread_ts=asked, markdown_text="so far", **FOR_ANNA
    )
    there = {"channel": "C0GENERAL", "ts": start["ts"]}
    early = desk.error(desk.client.chat_update, **there, text="x")

    desk.clock.now += 299
    desk.client.chat_appendStream(**there, markdown_text=", so good")
    desk.clock.now += 2

    assert early == "streaming_state_conflict"
    late = {
        desk.error(desk.client.chat_appendStream, **there, markdown_text="more"),
        desk.error(desk.client.chat_stopStream, **there),
    }
    assert late == {"message_not_in_streaming_state"}
    assert "streaming" not in last(desk)
    desk.client.chat_update(**there, text="all of it")
    assert (last(desk)["text"], last(desk).get("blocks")) == ("all of it", None)


def test_a_stopped_stream_can_be_deleted_and_takes_no_more(desk, asked):
    start = desk.client.chat_startStream(channel="C0GENERAL", thread_ts=asked, **FOR_ANNA)
    there = {"channel": "C0GENERAL", "ts": start["ts"]}
    desk.client.chat_stopStream(**there, markdown_text="done")

    error = desk.error(desk.client.chat_stopStream, **there)
    desk.client.chat_delete(**there)

    assert error == "message_not_in_streaming_state"
    assert [one["ts"] for one in desk.rehearsal.messages("C0GENERAL")] == [asked]


def test_a_life_can_be_set(desk_with, lives):
    desk = desk_with(lives=lives(stream=2))
    ts = desk.rehearsal.say("U0ANNA", "", "hi")
    start = desk.client.chat_startStream(channel="DU0ANNA", thread_ts=ts)

    desk.clock.now += 2

    call = desk.client.chat_stopStream
    assert desk.error(call, channel="DU0ANNA", ts=start["ts"]) == "message_not_in_streaming_state"
