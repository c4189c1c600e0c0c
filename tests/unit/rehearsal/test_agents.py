from __future__ import annotations

import pytest

PROMPTS = [{"title": "Leave", "message": "How many days of leave do I have?"}]


@pytest.fixture
def asked(desk):
    return desk.rehearsal.say("U0ANNA", "", "How many days?")


def test_a_status_is_told_with_its_lines_and_goes_with_the_answer(desk, asked):
    desk.client.assistant_threads_setStatus(
        channel_id="DU0ANNA",
        thread_ts=asked,
        status="is reading",
        loading_messages=["Searching", "Reading"],
    )
    desk.client.chat_postMessage(channel="DU0ANNA", thread_ts=asked, text="25")

    assert [(one["text"], one["loading"]) for one in desk.told("status")] == [
        ("is reading", ["Searching", "Reading"]),
        ("", []),
    ]


def test_a_stream_takes_the_status_away(desk, asked):
    there = {"thread_ts": asked, "status": "is reading"}
    desk.client.assistant_threads_setStatus(channel_id="DU0ANNA", **there)

    desk.client.chat_startStream(channel="DU0ANNA", thread_ts=asked)

    assert desk.workspace.statuses["DU0ANNA", asked] == ""


def test_a_status_goes_after_two_minutes(desk, asked):
    desk.client.assistant_threads_setStatus(
        channel_id="DU0ANNA", thread_ts=asked, status="is reading"
    )

    desk.clock.now += 121
    desk.client.auth_test()

    assert desk.workspace.statuses["DU0ANNA", asked] == ""


def test_ten_lines_are_the_most(desk, asked):
    error = desk.error(
        desk.client.assistant_threads_setStatus,
        channel_id="DU0ANNA",
        thread_ts=asked,
        status="is reading",
        loading_messages=["x"] * 11,
    )

    assert error == "invalid_arguments"


def test_a_status_needs_its_thread(desk):
    call = desk.client.assistant_threads_setStatus

    error = desk.error(call, channel_id="DU0ANNA", thread_ts="1.2", status="is reading")

    assert error == "invalid_thread_ts"


def test_prompts_are_suggested_to_one_person(desk):
    desk.client.assistant_threads_setSuggestedPrompts(
        channel_id="DU0ANNA", title="Ask me", prompts=PROMPTS
    )

    told = {"title": "Ask me", "prompts": PROMPTS}
    assert desk.workspace.prompts == {"U0ANNA": told}
    assert desk.told("prompts") == [{"kind": "prompts", "user": "U0ANNA", **told}]


def test_prompts_with_a_thread_fail_silently(desk, asked):
    said = desk.client.assistant_threads_setSuggestedPrompts(
        channel_id="DU0ANNA", thread_ts=asked, prompts=PROMPTS
    )

    assert said["ok"]
    assert desk.workspace.prompts == {}


@pytest.mark.parametrize("prompts", [PROMPTS * 5, [], [{"title": "Leave"}]])
def test_no_more_than_four_whole_prompts(desk, prompts):
    call = desk.client.assistant_threads_setSuggestedPrompts

    assert desk.error(call, channel_id="DU0ANNA", prompts=prompts) == "invalid_arguments"


def test_a_session_begins_with_its_status_and_is_renamed(desk, asked):
    there = {"channel_id": "DU0ANNA", "thread_ts": asked}

    begun = desk.client.agents_sessions_setStatus(**there, status="processing", title="Leave")
    again = desk.client.agents_sessions_setStatus(**there, status="active", title="Other")
    renamed = desk.client.agents_sessions_rename(**there, title="Days of leave")

    assert (begun["status"], begun["title"]) == ("processing", "Leave")
    assert (again["status"], again["title"]) == ("active", "Leave")
    assert renamed["title"] == "Days of leave"
    assert desk.workspace.sessions["DU0ANNA", asked] == {
        "status": "active",
        "title": "Days of leave",
    }
    wrong = desk.client.agents_sessions_setStatus
    assert desk.error(wrong, **there, status="asleep") == "invalid_arguments"


def test_the_stop_button_ends_the_stream_and_tells_the_app(desk, asked):
    start = desk.client.chat_startStream(channel="DU0ANNA", thread_ts=asked, markdown_text="So")

    desk.rehearsal.stop_agent("U0ANNA", "DU0ANNA", asked)

    def stopped():
        events = [one["event"] for one in desk.rehearsal.hears("events_api")]
        return [one for one in events if one["type"] == "agent_session_stopped"]

    assert desk.rehearsal.wait_for(stopped)
    event = stopped()[0]
    assert (event["user"], event["channel"], event["thread_ts"]) == ("U0ANNA", "DU0ANNA", asked)
    assert event["streaming_message_ts"] == [start["ts"]]
    assert "streaming" not in desk.rehearsal.messages("U0ANNA")[-1]
    stop = desk.client.chat_stopStream
    assert desk.error(stop, channel="DU0ANNA", ts=start["ts"]) == "message_not_in_streaming_state"


def test_looking_at_the_app_is_told_with_the_tab(desk):
    desk.client.views_publish(user_id="U0ANNA", view={"type": "home", "blocks": []})

    desk.rehearsal.open_home("U0ANNA")
    desk.rehearsal.open_home("U0ANNA", "messages")
    desk.rehearsal.wait_for(lambda: len(desk.rehearsal.told) == 2)

    home, messages = (one["event"] for one in desk.rehearsal.hears("events_api"))
    assert (home["type"], home["tab"], home["view"]["type"]) == ("app_home_opened", "home", "home")
    assert (messages["tab"], messages["channel"]) == ("messages", "DU0ANNA")
    assert "view" not in messages
