"""Greetings, remarks and apologies as Slack messages. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.blocks.parts.message import ASK, Block, Message, context, message, questions, section
from bot.blocks.parts.mrkdwn import escaped, shortened


def greeting(name: str, examples: Sequence[str]) -> Message:
    """What the bot is good for, with questions to begin with."""
    text = (
        f"Hello! I know what {name} has written down: the strategy, how things are done, and what "
        "our words mean. Ask me in your own words. You will see where each answer comes from."
    )
    blocks = [section(escaped(text)), *questions(examples, ASK)]
    return message("Hello! Ask me about our strategy, how things are done or our words.", blocks)


def apology(reference: str) -> Message:
    """Something failed here. The reference leads whoever looks after the bot to the reason."""
    text = (
        "Sorry, something went wrong on my side, so I could not answer. Please ask again in a "
        f"moment. If it happens again, give this number to whoever looks after me: `{reference}`"
    )
    return message("Sorry, something went wrong on my side. Please ask again.", [section(text)])


def nobody_knows_who_reads() -> Message:
    """The members of a channel could not be read, so nothing may be told there."""
    text = (
        "I could not check who reads this channel, so I would rather not answer here. "
        "Ask me in a direct message and I will."
    )
    return message(text, [section(text)])


def remark(text: str) -> Message:
    """One plain sentence or two."""
    return message(text, [section(escaped(text))])


def hint() -> Block:
    """How an organisation gets written answers, for who reads quotes for the first time."""
    return context(
        "I answer in the words of our pages. If you would like answers in full sentences, an admin "
        "can connect a chat model."
    )


def about_this(question: str) -> Block:
    """Which question is answered, where the bot was only called into a thread."""
    return context(f"About: {escaped(shortened(question, 300))}")


def asked_by(question: str, name: str) -> Block:
    """Whose question a reply answers, where it was asked with a button."""
    return context(f"{escaped(name or 'Somebody')} asked: {escaped(shortened(question, 300))}")
