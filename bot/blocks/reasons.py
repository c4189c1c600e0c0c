"""Asking an owner for the reason behind a number, and what comes of it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.blocks.parts.forms import button, form, quoted, row, words
from bot.blocks.parts.message import Block, Message, context, message, paragraphs, section
from bot.blocks.parts.mrkdwn import escaped
from knowledge.answers.vouched.owners_said import when
from knowledge.metrics.definitions import MetricDefinition
from knowledge.store.digests.reasons import LONGEST, Reason

GIVE = "digest_reason"
"""The action id of the button (its value is the ask's id), and the form's callback id."""

_QUESTION = "What is the reason, in one line?"
_SHOWN = "The next issue shows it with its period, and I use it when somebody asks why."


def asked_there(reason: Reason, mention: str, told: str = "") -> Message:
    """Asks in the thread of the issue.

    Args:
        reason: what is asked.
        mention: of the owner, as Slack's markup; "" where nobody is asked here.
        told: who was asked elsewhere, by name; "" where nobody could be.
    """
    fact = escaped(reason.asked)
    if mention:
        text = f"{mention} {fact} {_QUESTION}"
        small = f"Answer here in the thread, or with the button. {_SHOWN}"
    elif told:
        text = f"{fact} I have asked {escaped(told)} for the reason in a direct message."
        small = _SHOWN
    else:
        text = f"{fact} Nobody whom I can ask is named for it. I have told those who look after me."
        small = f"They can give the reason here in the thread, or with the button. {_SHOWN}"
    return message(text, [section(text), _give(reason), context(small)])


def asked_alone(reason: Reason, title: str) -> Message:
    """Asks an owner who is not in the channel, in their direct messages."""
    channel = f"<#{reason.channel}>"
    head = f"*{escaped(title)}* was posted in {channel}, where you are not."
    fact = escaped(reason.asked)
    small = (
        "You are asked because you answer for this number. Answer in the thread below this, or "
        f"with the button: everybody in {channel} sees your line with the next issue."
    )
    blocks = [section(f"{head}\n{fact} {_QUESTION}"), _give(reason), context(small)]
    return message(f"{fact} {_QUESTION}", blocks)


def nobody_to_ask(reason: Reason, title: str) -> Message:
    """Tells an admin that a number has no owner who can be asked; its value is not told."""
    whose = f"Its owner is “{reason.owner}”." if reason.owner else "It has no owner."
    text = (
        f"{reason.label} crossed a threshold in the digest “{title}”, and I can ask nobody for the "
        f"reason. {whose} Name a person or a user group by their Slack id, somebody who may read "
        "that digest."
    )
    return message(escaped(text), [section(escaped(text))])


def reason_form(reason: Reason, about: Mapping[str, Any]) -> Block:
    """What an owner fills in; what was said before stands there already."""
    there = about.get("channel") == reason.channel
    shown = f"Shown in <#{reason.channel}> {'now' if there else 'with the next issue'}."
    return form(
        GIVE,
        "The reason",
        "Send",
        about,
        section(escaped(reason.asked)),
        words("reason", _QUESTION, many_lines=False, longest=LONGEST, given=reason.answer),
        context(shown),
    )


def kept(reason: Reason, *, cut: bool = False) -> Message:
    """Below what an owner wrote: that it is taken for the reason, and of what.

    `cut` says that it was longer than what is kept.
    """
    about = f"{escaped(reason.label)}{escaped(when(reason))}"
    text = f"Kept as the reason for *{about}*."
    most = f"Only its first {LONGEST} characters are kept. " if cut else ""
    small = f"{most}The next issue shows it. To change it, write again."
    return message(f"Kept as the reason for {about}.", [section(text), context(small)])


def given(reason: Reason, name: str) -> Message:
    """What an owner filled in, for the thread of the issue."""
    who, about = escaped(name or "The owner"), f"{escaped(reason.label)}{escaped(when(reason))}"
    text = f"*{who}* on *{about}*:\n{quoted(reason.answer, LONGEST)}"
    return message(f"{who} on {about}: {escaped(reason.answer)}", paragraphs(text))


def defined(definition: MetricDefinition, owner: str) -> Message:
    """What a number counts, as it is defined; `owner` is the name of who answers for it."""
    label = escaped(definition.label)
    told = escaped(definition.description or "Nobody has written down what it counts.")
    facts = ["As it is defined", *([f"{escaped(owner)} answers for it"] if owner else [])]
    return message(f"{label}: {told}", [section(f"*{label}*: {told}"), context(" · ".join(facts))])


def said(text: str) -> Message:
    """A few plain sentences."""
    return message(escaped(text), paragraphs(escaped(text)))


def _give(reason: Reason) -> Block:
    return row(button("Give the reason", GIVE, str(reason.id)))
