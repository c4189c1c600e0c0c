"""The company's words in a message, each with its meaning in a sentence. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.blocks.answers.meaning import different, label, meaning, written
from bot.blocks.parts.message import ASK, Block, Message, context, message, questions, section
from knowledge.lingo.glossary import Mention

TERMS = 10
"""How many words are explained in one message."""

_SENSES = 3
_NAMED = 40


def explained(mentions: Sequence[Mention], unknown: Sequence[str] = ()) -> Message:
    """Each word once, its nearest meaning first; what is beyond ten is named only.

    Args:
        mentions: the known words, in the order in which they are to be told.
        unknown: words that look like abbreviations and that nobody has explained.
    """
    if not mentions:
        return _none(unknown)
    told = mentions[:TERMS]
    blocks: list[Block] = [section("\n".join(_term(one))) for one in told]
    rest = [label(one.senses[0]) for one in mentions[TERMS:]]
    notes = [f"Also known here: {_few(rest)}. Look one up with `/lingo`."] if rest else []
    notes.append("Only you see this.")
    blocks.append(context(" ".join(notes)))
    words = ", ".join(label(one.senses[0]) for one in told)
    return message(f"The words in this message: {words}", [*blocks, *_asked(unknown, 2)])


def _term(mention: Mention) -> list[str]:
    first, *others = different(mention.senses)
    lines = [f"*{label(first)}*{written(mention)}: {meaning(first)}"]
    lines += [f"• or: {meaning(one)}" for one in others[: _SENSES - 1]]
    left = len(others) - (_SENSES - 1)
    return [*lines, f"• and {left} more: `/lingo`"] if left > 0 else lines


def _few(labels: Sequence[str]) -> str:
    more = len(labels) - _NAMED
    return ", ".join(labels[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def _none(unknown: Sequence[str]) -> Message:
    text = "None of these words is in our glossary."
    ask = "Ask for one" + (":" if unknown else ": write it behind `/lingo`, or just ask me.")
    return message(text, [section(text), context(f"{ask} Only you see this."), *_asked(unknown, 4)])


def _asked(unknown: Sequence[str], most: int) -> list[Block]:
    """Buttons that ask what a word means; nobody can tell yet, and that is noted."""
    return questions([f"What does {one} mean?" for one in unknown[:most]], ASK)
