"""A question on its way to whoever looks after the subject, and the answer back. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.blocks.feedback.feedback import Source
from bot.blocks.feedback.vouching import audience_field, keep_field, until_field
from bot.blocks.parts.forms import button, colleague, form, quoted, row, words
from bot.blocks.parts.message import (
    Block,
    Message,
    context,
    message,
    paragraphs,
    section,
    small_print,
)
from bot.blocks.parts.mrkdwn import day as day_words
from bot.blocks.parts.mrkdwn import escaped, link, shortened

REPLY = "owner_reply"
"""The action id of the owner's button (its value is the ask's id), and the form's callback id."""

NOT_MINE = "owner_pass"
"""The same for "Not mine"."""


@dataclass(frozen=True, slots=True)
class Case:
    """A question on its way, as one owner may see it.

    Attributes:
        asked: the name of who asks, and the question.
        near: what was found near it, or what it was answered from, and this owner may read.
        why: why this person is asked, as `why` says it.
        computed: whether it was answered with a number, and is about that.
        answer: that answer, "" where this owner may not read it.
    """

    asked: tuple[str, str]
    near: Sequence[Source]
    why: str
    computed: bool = False
    answer: str = ""


def asking(ask_id: int, case: Case, bot: str) -> Message:
    """Asks an owner; `bot` is what people call the organisation."""
    who, question = escaped(case.asked[0] or "A colleague"), case.asked[1]
    head, spoken = _asks(who, computed=case.computed)
    blocks = [section(head), *paragraphs(quoted(question, 3000))]
    if case.answer:
        blocks += paragraphs(f"What I answered:\n{quoted(case.answer, 1200)}")
    if case.near:
        pages = "\n".join(f"• {link(one.link, one.title)}" for one in case.near[:5])
        what = "It comes from" if case.computed else "The closest pages that I found"
        blocks += small_print(f"{what}:\n{pages}")
    blocks += [
        row(
            button("Answer", REPLY, str(ask_id), main=True),
            button("Not mine", NOT_MINE, str(ask_id)),
        ),
        context(
            f"I answer colleagues' questions from the pages of {escaped(bot)}. You are asked "
            f"because {escaped(case.why)}. I bring your answer to {who}."
        ),
    ]
    return message(spoken, blocks)


def _asks(who: str, *, computed: bool) -> tuple[str, str]:
    """What is asked of an owner, and the same for notifications."""
    if computed:
        head = f"*{who}* asked for a number of yours, and would like to hear from you about it."
        return head, f"{who} would like to hear from you about a number."
    head = f"*{who}* asked me something that I cannot answer for sure. You may know."
    return head, f"{who} asked me something that you may know."


def why(passed: str, *, owns: bool) -> str:
    """Why somebody is asked: a colleague named them, they look after the subject, or the bot."""
    if passed:
        return f"{passed} named you"
    if owns:
        return "you look after the subject"
    return "you look after me, and nobody else is named for the subject"


def sent(names: str) -> Message:
    """Tells the asker that somebody was asked; `names` is "" where nobody could be."""
    if not names:
        text = "Nobody is named who may know this. I have noted that an answer is missing."
    else:
        text = f"I have asked {names}. The answer will come here, or to you in private."
    return message(escaped(text), [section(escaped(text))])


def reply_form(
    about: Mapping[str, Any],
    asked: tuple[str, str],
    audiences: Sequence[str],
    first: str,
    today: date,
) -> Block:
    """What an owner fills in; without audiences in common it goes to the asker alone."""
    who, question = escaped(asked[0] or "A colleague"), asked[1]
    fields = [
        section(f"*{who}* asks:\n{quoted(question)}"),
        words("answer", "Your answer"),
    ]
    if audiences:
        fields += [audience_field(list(audiences), first), keep_field(), until_field(today)]
    else:
        fields.append(context(f"Only {who} will see your answer, and I will not keep it."))
    return form(REPLY, "Your answer", "Send", about, *fields)


def pass_form(about: Mapping[str, Any], question: str) -> Block:
    """Whom to ask instead."""
    return form(
        NOT_MINE,
        "Not yours",
        "Pass it on",
        about,
        section(quoted(question)),
        colleague(
            "person", "Who may know?", "Leave it empty if you do not know: I will ask elsewhere."
        ),
    )


def replied(
    asked: tuple[str, str], owner: str, answer: str, when: date, kept: date | None
) -> Message:
    """Brings the answer back: `asked` is the asker's id ("" where it needs no mention), and the
    question.
    """
    mention = f"<@{asked[0]}>, " if asked[0] else ""
    who = escaped(owner or "A colleague")
    head = f"{mention}*{who}* answered on {day_words(when)}:"
    blocks = [
        *paragraphs(f"{head}\n{quoted(answer, 6000)}"),
        context(f"The question was: {escaped(shortened(asked[1], 300))}"),
    ]
    if kept:
        blocks.append(context(f"I keep this as a verified answer until {day_words(kept)}."))
    return message(f"{who} answered: {escaped(shortened(asked[1], 150))}", blocks)


def nobody_knew(question: str) -> Message:
    """Tells the asker that the question came back without an answer."""
    text = "Nobody whom I could ask knows this. I have noted that an answer is missing."
    return message(text, [section(f"{quoted(question, 300)}\n{escaped(text)}")])


def dealt_with(question: str, sentence: str) -> Message:
    """In the place of an owner's message, once nothing is left to do."""
    return message(escaped(sentence), [section(f"{quoted(question, 300)}\n{escaped(sentence)}")])
