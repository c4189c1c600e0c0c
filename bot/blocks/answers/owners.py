"""The button with which a question goes to whoever looks after the subject. Pure."""

from __future__ import annotations

from bot.blocks.parts.forms import button, row
from bot.blocks.parts.message import LABEL, Block
from bot.blocks.parts.mrkdwn import shortened

ASK_OWNER = "ask_owner"
"""The action id of the button; its value is the question's id."""


def ask_owner_row(question_id: int, owner_name: str) -> list[Block]:
    """One button that sends the question on; none where the question was not kept (0).

    Without a name it says that somebody who may know is asked: the people who look after the bot.
    """
    if question_id < 1:
        return []
    name = " ".join(owner_name.split())
    label = shortened(f"Ask {name}", LABEL) if name else "Ask somebody who may know"
    return [row(button(label, ASK_OWNER, str(question_id)))]
