"""Forms and messages about feedback and owners: within Slack's limits, whatever is in them."""

from __future__ import annotations

import json
from datetime import date

import pytest
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.blocks.feedback import feedback, fixing, passing, vouching
from bot.blocks.parts import forms

TODAY = date(2026, 11, 23)
HOSTILE = "<!channel> <@U0BEN> *bold* <https://evil.example|click> `x` & \u202e[1] :fire:"
LONG = "word " * 600
TEXTS = [HOSTILE, LONG, "", "\n\n\n", "x" * 3000, ">quote\n> quote"]
AUDIENCES = ["everyone", "board"]


def forms_with(text):
    about = {"question": 7, "channel": "C0", "thread": "1.0", "ts": "1.0"}
    yield feedback.reason_form(text, about, ("outdated", text))
    for outcome in ("fixed", "stands", ""):
        case = (text, "wrong", text)
        yield fixing.settle_form({**about, "outcome": outcome}, case, AUDIENCES, "everyone", TODAY)
        yield fixing.settle_form({**about, "outcome": outcome}, case, [], "", TODAY)
    yield passing.reply_form(about, (text, text), AUDIENCES, "board", TODAY)
    yield passing.reply_form(about, (text, text), [], "", TODAY)
    yield passing.pass_form(about, text)
    yield vouching.change_form(about, text, text, TODAY)
    yield forms.note("Not possible", text or "x")


def messages_with(text):
    source = feedback.Source(text or "x", "https://wiki.example/a?b=1&c=2", text)
    case = feedback.Case(text, text, [source] * 9, "wrong", text, text)
    yield feedback.thanks()
    yield feedback.flagged(case, text or "Acme", 7)
    yield feedback.passed_to(text, new=True)
    yield feedback.settled("Done.", text)
    yield feedback.outcome((text, text, text), True, TODAY, [])
    yield passing.asking(7, passing.Case((text, text), [source] * 9, text), text or "Acme")
    yield passing.asking(
        7, passing.Case((text, text), [source], text, computed=True, answer=text), text or "Acme"
    )
    yield passing.sent(text)
    yield passing.replied(("U0ANNA", text), text, text, TODAY, TODAY)
    yield passing.nobody_knew(text)
    yield passing.dealt_with(text, "Done.")
    yield vouching.lapsed("verified/ask-1", text, text, TODAY)
    yield vouching.approval(7, (text, text, text), "board", TODAY)
    yield vouching.done("Done.", text)


@pytest.mark.parametrize("text", TEXTS)
def test_every_form_is_one_that_slack_takes(text):
    for form in forms_with(text):
        view = View(**form)

        view.validate_json()
        assert len(form.get("private_metadata", "")) <= 3000
        names = [block["block_id"] for block in form["blocks"] if block["type"] == "input"]
        assert len(names) == len(set(names))
        for block in form["blocks"]:
            parsed = Block.parse(block)
            assert parsed is not None
            parsed.validate_json()


@pytest.mark.parametrize("text", TEXTS)
def test_every_message_is_one_that_slack_takes(text):
    for said in messages_with(text):
        for part in (said, *said.more):
            assert 0 < len(part.text) <= 3000
            assert len(json.dumps(part.blocks)) < 24_000
            for block in part.blocks:
                parsed = Block.parse(block)
                assert parsed is not None
                parsed.validate_json()


def test_nothing_that_people_write_is_markup_or_reaches_anybody():
    whole = [said.text for said in messages_with(HOSTILE)]
    whole += [json.dumps(said.blocks) for said in messages_with(HOSTILE)]
    for form in forms_with(HOSTILE):
        for block in form["blocks"]:
            block.get("element", {}).pop("initial_value", None)  # typed text, never markup
        whole.append(json.dumps(form["blocks"]))

    shown = "\n".join(whole).replace("<@U0ANNA>", "")
    assert "&lt;!channel&gt;" in shown
    for markup in ("<!channel>", "<@U0BEN>", "<https://evil.example", "*bold*"):
        assert markup not in shown


def test_an_owner_understands_the_message_without_knowing_the_bot():
    case = feedback.Case("How long?", "25 days.", [], "outdated", "28 days.", "Anna")

    said = feedback.flagged(case, "Acme", 7)

    told = [block["text"]["text"] for block in said.blocks if "text" in block]
    small = said.blocks[-1]["elements"][0]["text"]
    assert told[0] == "*Anna* says that an answer of mine is not right: *it is out of date*."
    assert told[1] == "The question:\n>How long?"
    assert told[2] == "What I answered:\n>25 days."
    assert told[3] == "What Anna says is right:\n>28 days."
    assert small.startswith("I answer colleagues' questions from the pages of Acme.")


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ([], ""),
        (["Olga"], "Olga"),
        (["Olga", "", "Ben"], "Olga and Ben"),
        (["Olga", "Ben", "Cleo"], "Olga, Ben and Cleo"),
    ],
)
def test_names_are_listed_as_people_say_them(names, told):
    assert forms.listed(names) == told
