from __future__ import annotations

import pytest

from bot.rehearsal.limits import faults


def section(text="x", **more):
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def button(**more):
    text = {"type": "plain_text", "text": "x"}
    return {"type": "button", "action_id": "a", "text": text, **more}


def actions(*elements):
    return {"type": "actions", "elements": list(elements)}


@pytest.mark.parametrize(
    "block",
    [
        {"type": "sektion"},
        section(""),
        section("x" * 3001),
        section(colour="red"),
        {"type": "section"},
        {"type": "header", "text": {"type": "mrkdwn", "text": "x"}},
        {"type": "header", "text": {"type": "plain_text", "text": "x" * 151}},
        {"type": "context", "elements": []},
        actions(),
        actions(button(text={"type": "plain_text", "text": "x" * 76})),
        actions(button(value="x" * 2001)),
        actions(button(style="loud")),
        actions(button(), button()),
        {"type": "image", "alt_text": "x"},
        {"type": "image", "image_url": "https://x.example/a.png"},
        {"type": "image", "slack_file": {"id": "F0"}, "alt_text": "x"},
    ],
)
def test_what_slack_refuses_is_refused(block):
    assert faults([block], lambda file: file == "F1")


def test_what_slack_takes_is_taken():
    image = {"type": "image", "slack_file": {"id": "F1"}, "alt_text": "x"}
    blocks = [section(), {"type": "divider"}, actions(button()), image] * 12

    assert faults(blocks, lambda file: file == "F1") == []
    assert faults(blocks * 2, lambda file: file == "F1")
