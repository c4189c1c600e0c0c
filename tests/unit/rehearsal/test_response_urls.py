from __future__ import annotations

import pytest
from slack_sdk.webhook import WebhookClient

BUTTON = {
    "type": "actions",
    "elements": [
        {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}
    ],
}


@pytest.fixture
def hook(desk):
    """The response URL of a click by Anna on a message of the bot."""
    ts = desk.client.chat_postMessage(channel="C0GENERAL", text="before", blocks=[BUTTON])["ts"]
    desk.rehearsal.click("U0ANNA", "C0GENERAL", ts, {"action_id": "go"})
    return WebhookClient(desk.rehearsal.hears()[0]["response_url"])


def texts(desk):
    return [(m["text"], m.get("ephemeral_to")) for m in desk.rehearsal.messages("C0GENERAL")]


def test_a_reply_is_private_unless_it_says_otherwise(desk, hook):
    hook.send(text="for you")
    hook.send(text="for all", response_type="in_channel")

    assert texts(desk) == [("before", None), ("for you", "U0ANNA"), ("for all", None)]


def test_a_reply_may_take_the_place_of_the_message_or_remove_it(desk, hook):
    hook.send(text="after", replace_original=True)
    replaced = desk.rehearsal.messages("C0GENERAL")[0]
    hook.send(delete_original=True)

    assert (replaced["text"], "blocks" in replaced) == ("after", False)
    assert texts(desk) == []


def test_five_replies_are_the_most(desk, hook):
    said = [hook.send(text=str(number)).status_code for number in range(6)]

    assert said == [200] * 5 + [404]


def test_half_an_hour_is_the_longest(desk, hook):
    desk.clock.now += 1801

    assert hook.send(text="late").status_code == 404
    assert texts(desk) == [("before", None)]


def test_what_slack_would_refuse_is_refused_here_too(desk, hook):
    assert hook.send(text="x", blocks=[{"type": "sektion"}]).status_code == 400


def test_a_command_that_the_app_does_not_have_never_reaches_it(desk):
    desk.rehearsal.say("U0ANNA", "C0GENERAL", "/sing")

    said = "/sing is not a valid command. Is it in the manifest of the app?"
    assert texts(desk) == [(said, "U0ANNA")]
    assert desk.rehearsal.told == []


def test_a_command_is_answered_by_its_acknowledgement(desk):
    desk.rehearsal.answers = [{"text": "NPS: how likely", "response_type": "ephemeral"}]

    desk.rehearsal.say("U0ANNA", "C0GENERAL", "/lingo NPS")
    desk.rehearsal.wait_for(lambda: texts(desk))

    payload = desk.rehearsal.hears("slash_commands")[0]
    assert (payload["command"], payload["text"]) == ("/lingo", "NPS")
    assert texts(desk) == [("NPS: how likely", "U0ANNA")]
