"""Replies as Slack messages: short, each sentence with its source beside it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.blocks.answers.meaning import different, label, meaning, written
from bot.blocks.answers.numbers import computed_line, number_blocks, number_row, owners_named
from bot.blocks.answers.owners import ask_owner_row
from bot.blocks.answers.sources import part, source_lines
from bot.blocks.feedback.feedback import feedback_row
from bot.blocks.parts.message import (
    ASK,
    LABEL,
    Block,
    Message,
    context,
    divider,
    message,
    paragraphs,
    questions,
    small_print,
)
from bot.blocks.parts.mrkdwn import escaped, link, numbered, spoken
from bot.blocks.parts.setting import Setting
from knowledge.lingo.glossary import Mention
from knowledge.models import Answer, Clarification, Mode, NotFound, Reply, Sense

CHOICE = "ask_choice"
"""Begins the action id of readings of an unclear question: what is asked is exactly the value."""

_TERMS = 3
_CHOICES = 6


@dataclass(frozen=True)
class Around:
    """What stands around a reply.

    Attributes:
        head: above it.
        foot: small print and buttons below what it says, above the buttons for feedback.
        marked: words of the company as they stand in an answer: shown to be such.
        explained: those of them, or of the question, that are explained below an answer.
    """

    head: Sequence[Block] = ()
    foot: Sequence[Block] = ()
    marked: Sequence[str] = ()
    explained: Sequence[Mention] = ()


def answer_blocks(
    reply: Reply, setting: Setting, question_id: int = 0, around: Around | None = None
) -> Message:
    """A reply of any kind as a message.

    Args:
        reply: what is told.
        setting: whom and when it is told.
        question_id: of the question in the journal, for feedback; 0 where it was not kept.
        around: what else is in the message.
    """
    around = around or Around()
    blocks = [*around.head, *_said(reply, setting, around), *around.foot]
    return message(spoken(_first(reply, setting)), [*blocks, *_rows(reply, setting, question_id)])


def _said(reply: Reply, setting: Setting, around: Around) -> list[Block]:
    if isinstance(reply, Answer):
        return _answer(reply, setting, around)
    if isinstance(reply, NotFound):
        return _not_found(reply, setting)
    if isinstance(reply, Clarification):
        return _unclear(reply)
    return paragraphs(escaped(reply.text))


def _first(reply: Reply, setting: Setting) -> str:
    """What is read out."""
    if not isinstance(reply, Answer):
        return reply.text
    said = reply.lead or reply.text
    return owners_named(said, reply, setting) if reply.mode is Mode.COMPUTED else said


def _unclear(reply: Clarification) -> list[Block]:
    """The readings as buttons; where they are too long for that, numbered, in full above them."""
    said, choices = escaped(reply.text), list(dict.fromkeys(reply.choices))
    labels = choices
    if any(len(one) > LABEL for one in choices) or len(choices) > _CHOICES:
        labels = [f"{number}. {one}" for number, one in enumerate(choices, 1)]
        said = "\n".join([said, *(escaped(one) for one in labels)])
    return [*paragraphs(said), *questions(choices, CHOICE, labels, _CHOICES)]


def spelled(answer: Answer, marked: Sequence[str] = ()) -> list[Block]:
    """The sentences of an answer, each `[n]` leading to its source, known words in italics.

    They are as many blocks with words as without.
    """
    links = {one.number: one.link for one in answer.citations}

    def blocks(words: Sequence[str]) -> list[Block]:
        parts = [numbered(part, links, words) for part in _parted(answer)]
        return [block for part in parts for block in paragraphs(part)]

    plain, told = blocks(()), blocks(marked)
    return told if len(told) == len(plain) else plain


def _answer(answer: Answer, setting: Setting, around: Around) -> list[Block]:
    computed = answer.mode is Mode.COMPUTED
    said = number_blocks(answer, setting) if computed else spelled(answer, around.marked)
    blocks = [*said, *_explained(around.explained)]
    lines = source_lines(answer.citations, setting)
    if answer.evidence and (lines or computed):
        lines.append(escaped(setting.named(answer.evidence)))
    lines += computed_line(answer, setting) if computed and not answer.evidence else []
    if lines:
        blocks += [divider(), *small_print("\n".join(lines))]
    return [*blocks, *questions(answer.follow_ups, ASK)]


def _not_found(missing: NotFound, setting: Setting) -> list[Block]:
    blocks = [*paragraphs(escaped(missing.text)), *_terms(missing.terms, missing.text)]
    near = [
        f"• {link(one.link, one.title)}{part(one.section)}" for one in missing.nearest if one.title
    ]
    notes = ["*Closest pages*", *near] if near else []
    who = setting.who(missing.ask)
    asked = f"*{escaped(who)}* looks after this and may know. " if who else ""
    notes.append(f"{asked}I have noted that an answer is missing, so that it can be written down.")
    return [*blocks, *small_print("\n".join(notes)), *questions(missing.follow_ups, ASK)]


def _rows(reply: Reply, setting: Setting, question_id: int) -> list[Block]:
    """Buttons for whoever read it: whether it helped, and to ask the owner where it may not."""
    if isinstance(reply, NotFound):
        return [*ask_owner_row(question_id, setting.who(reply.ask)), *feedback_row(question_id)]
    if not isinstance(reply, Answer):
        return []
    if reply.mode is Mode.COMPUTED:
        return [*number_row(reply, question_id, setting), *feedback_row(question_id)]
    replaced = [one for one in reply.citations if one.superseded_by]
    doubts = ask_owner_row(question_id, setting.who(replaced[0].owner)) if replaced else []
    return [*doubts, *feedback_row(question_id)]


def _parted(answer: Answer) -> tuple[str, str]:
    """The part that answers, and the rest: two paragraphs that a phone shows apart."""
    text = answer.text.strip()
    first, _, rest = text.partition("\n")
    if rest or not answer.lead or not text.startswith(answer.lead):
        return first, rest.strip()
    return text, ""


def _explained(mentions: Sequence[Mention]) -> list[Block]:
    """What words mean that the reader meets here for the first time, a line each."""
    lines = []
    for one in mentions:
        first, *others = different(one.senses)
        more = f" _Not the only meaning:_ `/lingo {label(first)}`" if others else ""
        lines.append(f"*{label(first)}*{written(one)}: {meaning(first)}{more}")
    return [context("\n".join(lines))] if lines else []


def _terms(terms: Sequence[Sense], text: str) -> list[Block]:
    """What the company's words mean, unless the text is about just that."""
    told = [f"*{label(one)}*: {meaning(one)}" for one in terms if one.definition[:60] not in text]
    return [context("\n".join(told[:_TERMS]))] if told else []
