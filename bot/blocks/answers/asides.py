"""What stands around answers that one person reads, and on the way to everybody. Pure."""

from __future__ import annotations

from bot.blocks.parts.message import Block, Message, context, message, section
from bot.blocks.parts.mrkdwn import escaped, link, shortened

SHARE = "share_answer"
"""The action id of the button; its value is the question's id in the journal."""

_QUOTED = 300


def you_asked(question: str) -> Block:
    """Above the answer to a command, which nobody sees any more."""
    return context(f"You asked: {escaped(shortened(question, _QUOTED))}")


def about(text: str, author: str, address: str) -> Block:
    """Above the answer about a message: the message, leading to where it stands."""
    said = link(address, f"{author} wrote" if author else "The message")
    quoted = "\n".join(f">{escaped(line)}" for line in shortened(text, _QUOTED).splitlines())
    return section(f"{said}:\n{quoted}")


def asked_in(question: str, channel: str, *, group: bool, unknown: bool) -> Block:
    """Above a private answer to what was asked before others: where, and why it is private."""
    where = "a group conversation" if group else f"<#{channel}>"
    why = (
        "I could not check who reads along there"
        if unknown
        else "Not everybody there may read the pages that it comes from"
    )
    asked = escaped(shortened(question, _QUOTED))
    return section(f"You asked in {where}: {asked}\n{why}, so only you see this answer.")


def sent_aside() -> Message:
    """In the thread, seen by the asker only."""
    text = "I have sent you more about this in our direct messages. Only you see this."
    return message(text, [section(text)])


def looking() -> str:
    """What somebody sees at once who asked about a message: the answer appears elsewhere."""
    return "I am looking it up. The answer comes in our direct messages."


def share_row(question_id: int) -> list[Block]:
    """A button that shows the answer to everybody in its channel."""
    if question_id < 1:
        return []
    button: Block = {
        "type": "button",
        "action_id": SHARE,
        "text": {"type": "plain_text", "text": "Share with channel", "emoji": False},
        "value": str(question_id),
    }
    return [{"type": "actions", "elements": [button]}]


def not_shared(channel: str) -> str:
    """Why an answer was not shown to everybody, in mrkdwn."""
    return (
        f"I did not share it: not everybody in <#{channel}> may read the pages that this answer "
        "comes from."
    )


def not_there(channel: str) -> str:
    """Why an answer could not be posted, in mrkdwn."""
    return f"I could not post in <#{channel}>. Add me to the channel, then share it again."
