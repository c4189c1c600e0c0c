"""Term cards, greetings and apologies as Slack messages. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.blocks.answers import ASK
from bot.blocks.message import Block, Message, context, divider, message, questions, section
from bot.blocks.mrkdwn import escaped, shortened, spoken
from bot.blocks.setting import Setting
from knowledge.lingo.glossary import Lookup
from knowledge.models import Sense

_SENSES = 4
_DEFINITION = 1200


def term_card(found: Lookup, setting: Setting) -> Message:
    """One term: each meaning with whose it is, or what comes close."""
    if not found.senses:
        return _unknown(found)
    head = f"*{escaped(found.label)}*"
    blocks: list[Block] = []
    if found.match == "spelling":
        blocks.append(context(f"I took “{escaped(found.term)}” for {head}."))
    several = len(found.senses) > 1
    if several:
        blocks.append(section(f"{head} means different things here:"))
    for number, sense in enumerate(found.senses[:_SENSES]):
        if number:
            blocks.append(divider())
        blocks += _sense(sense, setting, head="" if several else head)
    first = found.senses[0]
    return message(spoken(f"{first.label}: {first.definition}"), blocks)


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


def _unknown(found: Lookup) -> Message:
    text = f"I do not know “{shortened(found.term, 80)}” yet."
    blocks = [section(escaped(text))]
    if found.suggestions:
        near = ", ".join(f"*{escaped(one)}*" for one in found.suggestions)
        blocks.append(context(f"Did you mean {near}?"))
    return message(spoken(text), blocks)


def _sense(sense: Sense, setting: Setting, head: str) -> list[Block]:
    long = escaped(sense.stands_for)
    title = f"{head} ({long})" if head and long else head or f"*{_whose(sense)}*"
    lines = [f"{title}\n{escaped(shortened(sense.definition, _DEFINITION))}"]
    if sense.example:
        lines.append(f">{escaped(' '.join(sense.example.split()))}")
    if sense.note:
        lines.append(escaped(sense.note))
    facts = [escaped(f"Used by {sense.domain}")] if sense.domain and head else []
    if sense.aliases:
        facts.append(f"Also: {escaped(', '.join(sense.aliases[:6]))}")
    owner = setting.name(sense.owner) if sense.owner else ""
    if owner:
        facts.append(f"Ask {escaped(owner)} about it")
    if sense.status != "Approved":
        facts.append(escaped(sense.status))
    blocks = [section("\n".join(lines))]
    return [*blocks, context(" · ".join(facts))] if facts else blocks


def _whose(sense: Sense) -> str:
    return escaped(f"In {sense.domain}" if sense.domain else "For everybody")
