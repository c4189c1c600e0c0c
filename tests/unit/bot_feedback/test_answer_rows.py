"""The buttons under an answer: well formed for Slack, and named for people who hear them."""

from __future__ import annotations

from slack_sdk.models.blocks import ActionsBlock, Block, ContextActionsBlock

from bot.blocks.answers.owners import ask_owner_row
from bot.blocks.feedback.feedback import feedback_row


def test_feedback_buttons_are_what_slack_takes() -> None:
    (row,) = feedback_row(41)

    parsed = Block.parse(row)

    assert isinstance(parsed, ContextActionsBlock)
    parsed.validate_json()
    buttons = row["elements"][0]
    assert buttons["positive_button"]["value"] == "right:41"
    assert buttons["negative_button"]["value"] == "wrong:41"


def test_each_feedback_button_says_what_it_does_when_read_out() -> None:
    (row,) = feedback_row(41)

    labels = [row["elements"][0][f"{side}_button"]["accessibility_label"] for side in _SIDES]

    assert all(20 <= len(label) <= 75 for label in labels)
    assert len(set(labels)) == 2


def test_a_question_that_was_not_kept_gets_no_buttons() -> None:
    assert feedback_row(0) == []
    assert ask_owner_row(0, "Operations") == []


def test_the_owner_is_named_on_the_button() -> None:
    (row,) = ask_owner_row(41, "Head of Operations")

    parsed = Block.parse(row)

    assert isinstance(parsed, ActionsBlock)
    parsed.validate_json()
    assert row["elements"][0]["text"]["text"] == "Ask Head of Operations"
    assert row["elements"][0]["value"] == "41"


def test_a_name_of_three_thousand_characters_fits_on_the_button() -> None:
    (row,) = ask_owner_row(41, "word " * 600)

    assert len(row["elements"][0]["text"]["text"]) <= 75


def test_without_a_known_owner_the_button_says_that_somebody_is_asked() -> None:
    (row,) = ask_owner_row(41, "  ")

    assert row["elements"][0]["text"]["text"] == "Ask somebody who may know"


_SIDES = ("positive", "negative")
