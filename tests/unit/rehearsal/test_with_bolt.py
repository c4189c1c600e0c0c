"""The rehearsal as an app sees it: Bolt, over Socket Mode, hears what people do and answers."""

from __future__ import annotations

import queue

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler
from slack_sdk import WebClient

from bot.rehearsal.delivering.attempt import Patience
from bot.rehearsal.server import Rehearsal
from bot.rehearsal.workspace.cast import Cast, Channel, Person


def plain(text):
    return {"type": "plain_text", "text": text}


MODAL = {
    "type": "modal",
    "callback_id": "reason",
    "title": plain("What is wrong?"),
    "submit": plain("Send"),
    "notify_on_close": True,
    "blocks": [
        {
            "type": "input",
            "block_id": "why",
            "label": plain("Why?"),
            "element": {"type": "plain_text_input", "action_id": "text"},
        }
    ],
}
FEEDBACK = {
    "type": "context_actions",
    "elements": [
        {
            "type": "feedback_buttons",
            "action_id": "helpful",
            "positive_button": {"text": plain("Yes"), "value": "yes"},
            "negative_button": {"text": plain("No"), "value": "no"},
        }
    ],
}


@pytest.fixture(scope="module")
def heard():
    return queue.Queue()


@pytest.fixture(scope="module")
def rehearsal(heard):
    everybody = Cast([Person("U0ANNA", "Anna")], [Channel("C0GENERAL", "general")])
    opened = Rehearsal(everybody, Patience(ack=2.0, retries=()))
    opened.start()
    handler = SocketModeHandler(_app(opened, heard), opened.app_token)
    handler.connect()
    yield opened
    handler.close()
    opened.stop()


def _app(opened, heard):
    app = App(client=WebClient(opened.bot_token, base_url=opened.api_url))

    @app.event("message")
    def message(event, say):
        if event.get("text") == "hello":
            say(text="hi", blocks=[FEEDBACK], thread_ts=event["ts"])

    @app.action("helpful")
    def helpful(ack, body, client):
        ack()
        heard.put(("helpful", body["actions"][0]["value"]))
        client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    @app.view("reason")
    def reason(ack, view):
        text = view["state"]["values"]["why"]["text"]["value"]
        if len(text) < 5:
            ack(response_action="errors", errors={"why": "A little more, please."})
        else:
            ack()
            heard.put(("reason", text))

    @app.view_closed("reason")
    def closed(ack, body):
        ack()
        heard.put(("closed", body["view"]["callback_id"]))

    _hear_the_rest(app, heard)
    return app


def _hear_the_rest(app, heard):
    @app.shortcut("ask_about_this")
    def about(ack, body, client):
        ack()
        heard.put(("shortcut", body["message"]["text"]))
        client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    @app.event("app_home_opened")
    def home(event, client):
        heard.put(("home", event["tab"]))
        client.views_publish(user_id=event["user"], view={"type": "home", "blocks": []})

    @app.event("agent_session_stopped")
    def stopped(event):
        heard.put(("stopped", event["thread_ts"]))


def next_of(heard):
    return heard.get(timeout=5)


def open_modal(rehearsal):
    assert rehearsal.wait_for(lambda: rehearsal.workspace.modals.get("U0ANNA"))
    return rehearsal.workspace.modals["U0ANNA"][-1]


def test_feedback_opens_a_modal_that_is_put_right_and_sent(rehearsal, heard):
    ts = rehearsal.say("U0ANNA", "", "hello")
    assert rehearsal.wait_for(lambda: rehearsal.replies("U0ANNA", ts))
    reply = rehearsal.replies("U0ANNA", ts)[0]

    rehearsal.click("U0ANNA", "DU0ANNA", reply["ts"], {"action_id": "helpful", "value": "no"})
    clicked = next_of(heard)
    view = open_modal(rehearsal)
    rehearsal.submit("U0ANNA", view["id"], {"why": {"text": {"value": "old"}}})
    rehearsal.wait_for(lambda: view["id"] in rehearsal.workspace.errors)
    rehearsal.submit("U0ANNA", view["id"], {"why": {"text": {"value": "It is from 2019"}}})

    assert clicked == ("helpful", "no")
    assert rehearsal.workspace.errors[view["id"]] == {"why": "A little more, please."}
    assert next_of(heard) == ("reason", "It is from 2019")
    assert rehearsal.wait_for(lambda: not rehearsal.workspace.modals["U0ANNA"])


def test_a_shortcut_opens_a_modal_that_is_closed(rehearsal, heard):
    ts = rehearsal.say("U0ANNA", "C0GENERAL", "What is NPS?")

    rehearsal.shortcut("U0ANNA", "ask_about_this", "C0GENERAL", ts)
    told = next_of(heard)
    rehearsal.close("U0ANNA", open_modal(rehearsal)["id"])

    assert told == ("shortcut", "What is NPS?")
    assert next_of(heard) == ("closed", "reason")


def test_the_home_and_the_stop_button_are_heard(rehearsal, heard):
    rehearsal.open_home("U0ANNA")
    home = next_of(heard)
    ts = rehearsal.say("U0ANNA", "", "work")
    rehearsal.stop_agent("U0ANNA", "", ts)

    assert home == ("home", "home")
    assert next_of(heard) == ("stopped", ts)
    assert rehearsal.wait_for(lambda: "U0ANNA" in rehearsal.workspace.homes)


def test_deliveries_stand_in_the_log_with_how_long_they_took(rehearsal, heard):
    rehearsal.open_home("U0ANNA", "messages")
    next_of(heard)

    def logged():
        out = [one for one in rehearsal.workspace.log if one["direction"] == "out"]
        return [one for one in out if one["name"] == "app_home_opened"]

    assert rehearsal.wait_for(logged)
    assert logged()[-1]["ok"]
    assert logged()[-1]["ms"] > 0
