"""The buttons under an answer with which people say whether it helped. Pure."""

from __future__ import annotations

from bot.blocks.message import Block

FEEDBACK = "answer_feedback"
"""The action id of both buttons; the value is `right:` or `wrong:` and the question's id."""


def feedback_row(question_id: int) -> list[Block]:
    """Slack's own feedback buttons for an answer; none where the question was not kept (0)."""
    if question_id < 1:
        return []
    return [
        {
            "type": "context_actions",
            "elements": [
                {
                    "type": "feedback_buttons",
                    "action_id": FEEDBACK,
                    "positive_button": _button(
                        "Helpful", "This answer helped me", f"right:{question_id}"
                    ),
                    "negative_button": _button(
                        "Not right",
                        "Something is not right with this answer",
                        f"wrong:{question_id}",
                    ),
                }
            ],
        }
    ]


def _button(label: str, read_out: str, value: str) -> Block:
    return {
        "text": {"type": "plain_text", "text": label},
        "accessibility_label": read_out,
        "value": value,
    }
