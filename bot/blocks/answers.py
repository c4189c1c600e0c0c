"""Replies as Slack messages: short, each sentence with its source beside it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.blocks.feedback import feedback_row
from bot.blocks.message import (
    Block,
    Message,
    context,
    divider,
    message,
    paragraphs,
    questions,
    small_print,
)
from bot.blocks.mrkdwn import age, day, escaped, link, numbered, shortened, spoken
from bot.blocks.owners import ask_owner_row
from knowledge.models import Answer, Citation, Clarification, NotFound, Reply, Sense

ASK = "ask_follow_up"
"""Begins the action id of each question that is offered as a button; its value is the question."""

_TERMS = 3
_DEFINITION = 220


@dataclass(frozen=True)
class Setting:
    """What a message is read with.

    Attributes:
        name: the name of a person or group by id, "" where it is not known.
        today: for how old a source is.
    """

    name: Callable[[str], str]
    today: date


@dataclass(frozen=True)
class Around:
    """What stands around a reply.

    Attributes:
        head: above it.
        foot: small print and buttons below what it says, above the buttons for feedback.
    """

    head: Sequence[Block] = ()
    foot: Sequence[Block] = ()


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
    blocks = [*around.head, *_said(reply, setting), *around.foot]
    said = (reply.lead if isinstance(reply, Answer) else "") or reply.text
    return message(spoken(said), [*blocks, *_rows(reply, setting, question_id)])


def _said(reply: Reply, setting: Setting) -> list[Block]:
    if isinstance(reply, Answer):
        return _answer(reply, setting)
    if isinstance(reply, NotFound):
        return _not_found(reply, setting)
    if isinstance(reply, Clarification):
        return [*paragraphs(escaped(reply.text)), *questions(reply.choices, ASK)]
    return paragraphs(escaped(reply.text))


def spelled(answer: Answer) -> list[Block]:
    """The sentences of an answer, each `[n]` leading to its source."""
    links = {one.number: one.link for one in answer.citations}
    return [block for part in _parted(answer) for block in paragraphs(numbered(part, links))]


def _answer(answer: Answer, setting: Setting) -> list[Block]:
    blocks = [*spelled(answer), *_terms(answer.terms, answer.text)]
    if answer.citations:
        blocks += [divider(), *small_print(_sources(answer, setting))]
    return [*blocks, *questions(answer.follow_ups, ASK)]


def _not_found(missing: NotFound, setting: Setting) -> list[Block]:
    blocks = [*paragraphs(escaped(missing.text)), *_terms(missing.terms, missing.text)]
    near = [
        f"• {link(one.link, one.title)}{_part(one.section)}" for one in missing.nearest if one.title
    ]
    notes = ["*Closest pages*", *near] if near else []
    who = _who(missing.ask, setting)
    asked = f"*{escaped(who)}* looks after this and may know. " if who else ""
    notes.append(f"{asked}I have noted that an answer is missing, so that it can be written down.")
    return [*blocks, *small_print("\n".join(notes)), *questions(missing.follow_ups, ASK)]


def _rows(reply: Reply, setting: Setting, question_id: int) -> list[Block]:
    """Buttons for whoever read it: whether it helped, and to ask the owner where it may not."""
    if isinstance(reply, NotFound):
        return [*ask_owner_row(question_id, _who(reply.ask, setting)), *feedback_row(question_id)]
    if not isinstance(reply, Answer):
        return []
    replaced = [one for one in reply.citations if one.superseded_by]
    doubts = ask_owner_row(question_id, _who(replaced[0].owner, setting)) if replaced else []
    return [*doubts, *feedback_row(question_id)]


def _parted(answer: Answer) -> tuple[str, str]:
    """The part that answers, and the rest: two paragraphs that a phone shows apart."""
    text = answer.text.strip()
    first, _, rest = text.partition("\n")
    if rest or not answer.lead or not text.startswith(answer.lead):
        return first, rest.strip()
    return text, ""


def _terms(terms: Sequence[Sense], text: str) -> list[Block]:
    """What the company's words mean, unless the text is about just that."""
    told = []
    for sense in terms[:_TERMS]:
        meaning = shortened(sense.definition, _DEFINITION)
        if sense.definition[:60] not in text:
            long = f" ({escaped(sense.stands_for)})" if sense.stands_for else ""
            told.append(f"*{escaped(sense.label)}*{long}: {escaped(meaning)}")
    return [context("\n".join(told))] if told else []


def _sources(answer: Answer, setting: Setting) -> str:
    documents: dict[tuple[str, str, str], list[Citation]] = {}
    for one in answer.citations:
        documents.setdefault((one.document, one.owner, one.link), []).append(one)
    lines = [_source(cited, setting) for cited in documents.values()]
    if answer.evidence:
        lines.append(escaped(_named(answer.evidence, setting)))
    return "\n".join(lines)


def _source(cited: Sequence[Citation], setting: Setting) -> str:
    """What was taken from one owner's document."""
    one = cited[0]
    numbers = " ".join(f"[{citation.number}]" for citation in cited)
    parts = dict.fromkeys(_part(citation.section, one.title) for citation in cited)
    part = next(iter(parts)) if len(parts) == 1 else ""
    facts = [f"*{numbers}* {link(one.link, one.title)}{part}"]
    who = _who(one.owner, setting)
    if who:
        facts.append(escaped(who))
    if one.updated:
        old = age(one.updated, setting.today)
        facts.append(day(one.updated) + (f" ({old})" if old else ""))
    line = " · ".join(facts)
    if one.superseded_by:
        line += "\n:warning: This page has been replaced by a newer one."
    return line


def _part(headings: str, title: str = "") -> str:
    """The innermost heading, unless it says what the title says."""
    last = headings.rpartition(" > ")[2].strip()
    return f" › {escaped(shortened(last, 60))}" if last and last != title else ""


def _who(owner: str, setting: Setting) -> str:
    return setting.name(owner) if owner else ""


def _named(line: str, setting: Setting) -> str:
    """Ids of people and groups in a line by their names."""
    words = []
    for word in line.split(" "):
        bare = word.rstrip(".,;")
        told = setting.name(bare) if _is_id(bare) else ""
        words.append(told + word[len(bare) :] if told else word)
    return " ".join(words)


def _is_id(word: str) -> bool:
    return len(word) > 3 and word[0] in "UWS" and word.isalnum() and word.isupper()
