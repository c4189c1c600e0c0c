from __future__ import annotations

from dataclasses import replace
from urllib.request import Request, urlopen

import pytest

from bot.rehearsal.workspace.workspace import Refused


def plain(text):
    return {"type": "plain_text", "text": text}


OLD, WRONG = ({"text": plain(one), "value": one.lower()} for one in ("Old", "Wrong"))
ELEMENTS = {
    "static_select": ({"options": [OLD, WRONG]}, {"selected_option": OLD}),
    "multi_static_select": ({"options": [OLD, WRONG]}, {"selected_options": [OLD, WRONG]}),
    "overflow": ({"options": [OLD]}, {"selected_option": OLD}),
    "radio_buttons": ({"options": [OLD, WRONG]}, {"selected_option": WRONG}),
    "checkboxes": ({"options": [OLD, WRONG]}, {"selected_options": [OLD]}),
    "datepicker": ({}, {"selected_date": "2026-12-31"}),
    "timepicker": ({}, {"selected_time": "09:30"}),
    "users_select": ({}, {"selected_user": "U0BEN"}),
    "channels_select": ({}, {"selected_channel": "C0GENERAL"}),
    "conversations_select": ({}, {"selected_conversation": "C0GENERAL"}),
}


def posted(desk, *blocks, channel="C0GENERAL", **more):
    said = desk.client.chat_postMessage(channel=channel, text="x", blocks=list(blocks), **more)
    desk.rehearsal.wait_for(lambda: desk.rehearsal.told)
    desk.rehearsal.told.clear()
    return said["ts"]


def actions(*elements, block="act"):
    return {"type": "actions", "block_id": block, "elements": list(elements)}


@pytest.mark.parametrize("kind", ELEMENTS)
def test_every_kind_of_element_tells_what_was_picked(desk, kind):
    fields, picked = ELEMENTS[kind]
    ts = posted(desk, actions({"type": kind, "action_id": "pick", **fields}))

    desk.rehearsal.click("U0ANNA", "C0GENERAL", ts, {"action_id": "pick", **picked})

    payload = desk.rehearsal.hears()[0]
    action = payload["actions"][0]
    assert (action["type"], action["block_id"], action["action_id"]) == (kind, "act", "pick")
    assert {key: action[key] for key in picked} == picked
    values = payload["state"]["values"]
    kept = {} if kind == "overflow" else {"act": {"pick": {"type": kind, **picked}}}
    assert values == kept


def test_what_was_picked_stays_for_the_next_click(desk):
    button = {"type": "button", "action_id": "go", "text": plain("Go"), "value": "1"}
    menu = {"type": "static_select", "action_id": "pick", "options": [OLD]}
    ts = posted(desk, actions(menu, button))
    desk.rehearsal.click("U0ANNA", "C0GENERAL", ts, {"action_id": "pick", "selected_option": OLD})

    desk.rehearsal.click("U0ANNA", "C0GENERAL", ts, {"action_id": "go"})
    desk.rehearsal.click("U0BEN", "C0GENERAL", ts, {"action_id": "go"})
    desk.rehearsal.wait_for(lambda: len(desk.rehearsal.told) == 3)

    _, hers, his = desk.rehearsal.hears()
    assert hers["actions"][0]["value"] == "1"
    assert hers["state"]["values"]["act"]["pick"]["selected_option"] == OLD
    assert his["state"]["values"]["act"]["pick"]["selected_option"] is None
    assert hers["message"]["ts"] == ts
    assert hers["container"]["message_ts"] == ts


def test_feedback_and_icon_buttons_are_pressed(desk):
    feedback = {
        "type": "feedback_buttons",
        "action_id": "helpful",
        "positive_button": {"text": plain("Yes"), "value": "yes"},
        "negative_button": {"text": plain("No"), "value": "no"},
    }
    icon = {"type": "icon_button", "action_id": "away", "icon": "trash", "text": plain("Delete")}
    ts = posted(desk, {"type": "context_actions", "elements": [feedback, icon]})

    desk.rehearsal.click("U0ANNA", "C0GENERAL", ts, {"action_id": "helpful", "value": "no"})

    action = desk.rehearsal.hears()[0]["actions"][0]
    assert (action["type"], action["value"]) == ("feedback_buttons", "no")
    desk.rehearsal.click("U0ANNA", "C0GENERAL", ts, {"action_id": "away"})


def test_nobody_clicks_what_is_not_there_or_not_theirs(desk):
    button = {"type": "button", "action_id": "go", "text": plain("Go")}
    ts = posted(desk, actions(button))
    private = desk.client.chat_postEphemeral(
        channel="C0GENERAL", user="U0ANNA", text="x", blocks=[actions(button)]
    )["message_ts"]

    with pytest.raises(Refused, match="action_not_found"):
        desk.rehearsal.click("U0ANNA", "C0GENERAL", ts, {"action_id": "other"})
    with pytest.raises(Refused, match="message_not_found"):
        desk.rehearsal.click("U0BEN", "C0GENERAL", private, {"action_id": "go"})
    with pytest.raises(Refused, match="not_in_channel"):
        desk.rehearsal.click("U0GUEST", "C0GENERAL", ts, {"action_id": "go"})


def test_a_click_in_a_private_message_comes_without_the_message(desk):
    button = {"type": "button", "action_id": "go", "text": plain("Go")}
    ts = desk.client.chat_postEphemeral(
        channel="C0GENERAL", user="U0ANNA", text="x", blocks=[actions(button)]
    )["message_ts"]

    desk.rehearsal.click("U0ANNA", "C0GENERAL", ts, {"action_id": "go"})

    payload = desk.rehearsal.hears()[0]
    assert payload["container"]["is_ephemeral"] is True
    assert "message" not in payload


def test_what_stands_in_a_container_or_a_card_is_used_too(desk):
    go = {"type": "button", "text": plain("Go"), "action_id": "go", "value": "1"}
    card = {"type": "card", "title": {"type": "mrkdwn", "text": "x"}, "actions": [go]}
    inner = {"type": "actions", "elements": [{"type": "button", "text": plain("In")}]}
    box = {"type": "container", "title": plain("x"), "child_blocks": [inner]}
    ts = posted(desk, box, {"type": "carousel", "elements": [card]})

    kept = desk.rehearsal.messages("C0GENERAL")[-1]["blocks"][0]["child_blocks"][0]
    action = {"action_id": kept["elements"][0]["action_id"], "block_id": kept["block_id"]}
    desk.rehearsal.click("U0ANNA", "C0GENERAL", ts, action)
    desk.rehearsal.click("U0ANNA", "C0GENERAL", ts, {"action_id": "go"})
    desk.rehearsal.wait_for(lambda: len(desk.rehearsal.told) == 2)

    texts = [one["actions"][0]["text"]["text"] for one in desk.rehearsal.hears()]
    assert texts == ["In", "Go"]


def test_ids_are_given_where_the_app_gave_none(desk):
    ts = posted(desk, {"type": "actions", "elements": [{"type": "button", "text": plain("Go")}]})

    block = desk.rehearsal.messages("C0GENERAL")[-1]["blocks"][0]
    action = {"action_id": block["elements"][0]["action_id"]}
    desk.rehearsal.click("U0ANNA", "C0GENERAL", ts, action)

    assert desk.rehearsal.hears()[0]["actions"][0]["block_id"] == block["block_id"]


def test_a_shortcut_of_a_message_comes_with_the_message(desk):
    ts = desk.rehearsal.say("U0BEN", "C0GENERAL", "What is NPS?")

    desk.rehearsal.shortcut("U0ANNA", "ask_about_this", "C0GENERAL", ts)

    payload = desk.rehearsal.hears()[0]
    assert (payload["type"], payload["callback_id"]) == ("message_action", "ask_about_this")
    assert payload["message"]["text"] == "What is NPS?"
    assert payload["user"]["id"] == "U0ANNA"
    assert desk.workspace.triggers.exchange(payload["trigger_id"]) == "U0ANNA"
    assert payload["response_url"].startswith(desk.workspace.base)


def test_a_global_shortcut_comes_alone_and_an_unknown_one_not_at_all(desk):
    desk.rehearsal.shortcut("U0ANNA", "ask")

    payload = desk.rehearsal.hears()[0]
    assert payload["type"] == "shortcut"
    assert "message" not in payload
    with pytest.raises(Refused, match="shortcut_not_found"):
        desk.rehearsal.shortcut("U0ANNA", "ask_about_this")


def test_a_shared_file_is_told_and_needs_the_bots_token(desk):
    ts = desk.rehearsal.upload("U0ANNA", "", "plan.md", b"# Plan", "Here it is")

    event = desk.rehearsal.hears("events_api")[0]["event"]
    file = event["files"][0]
    assert (event["subtype"], event["ts"], event["text"]) == ("file_share", ts, "Here it is")
    assert (file["name"], file["mimetype"], file["size"]) == ("plan.md", "text/markdown", 6)
    assert file["user"] == "U0ANNA"
    with urlopen(_with(file["url_private"], desk.rehearsal.bot_token), timeout=5) as reply:
        assert reply.read() == b"# Plan"
    with pytest.raises(OSError, match="403"):
        urlopen(_with(file["url_private"], "xoxb-other"), timeout=5)
    assert desk.client.files_info(file=file["id"])["file"]["name"] == "plan.md"
    assert desk.error(desk.client.files_delete, file=file["id"]) == "cant_delete_file"


def test_the_apps_own_file_arrives_in_three_steps(desk):
    desk.client.files_upload_v2(
        channel="C0GENERAL", filename="nps.png", content=b"\x89PNG", initial_comment="NPS"
    )

    message = desk.rehearsal.messages("C0GENERAL")[-1]
    assert (message["subtype"], message["text"]) == ("file_share", "NPS")
    assert message["files"][0]["mimetype"] == "image/png"


def test_edits_are_told_to_the_app(desk):
    ts = desk.client.chat_postMessage(channel="C0GENERAL", text="one")["ts"]
    desk.client.chat_update(channel="C0GENERAL", ts=ts, text="two")
    desk.rehearsal.wait_for(lambda: len(desk.rehearsal.told) == 2)

    event = desk.rehearsal.hears("events_api")[-1]["event"]
    assert (event["subtype"], event["hidden"]) == ("message_changed", True)
    assert event["message"]["text"] == "two"
    assert event["previous_message"]["text"] == "one"


def test_the_app_hears_what_it_is_subscribed_to_and_nothing_else(desk_with, cast):
    desk = desk_with(cast=replace(cast, events=("app_mention", "message.im")))

    desk.rehearsal.open_home("U0ANNA")
    desk.rehearsal.say("U0ANNA", "C0GENERAL", "@throughline hello")
    ts = desk.rehearsal.say("U0ANNA", "", "hello")
    begun = desk.client.agents_sessions_setStatus(
        channel_id="DU0ANNA", thread_ts=ts, status="processing"
    )
    desk.rehearsal.wait_for(lambda: len(desk.rehearsal.told) == 2)

    heard = [(one["event"]["type"], one["event"]["text"]) for _, one in desk.rehearsal.told]
    assert heard == [("app_mention", "<@U0THROUGHLINE> hello"), ("message", "hello")]
    assert begun["warning"] == "missing_agent_session_stopped_event_subscription"


def _with(address, token):
    return Request(address, headers={"Authorization": f"Bearer {token}"})
