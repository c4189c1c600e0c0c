"""Replies as Slack messages: short, each sentence with its source beside it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.blocks.message import Block, Message, context, divider, message, questions, section
from bot.blocks.mrkdwn import age, day, escaped, link, numbered, shortened, spoken
from knowledge.models import Answer, Citation, Clarification, NotFound, Refusal, Reply, Sense

ASK = "ask_follow_up"
"""Begins the action id of each question that is offered as a button; its value is the question."""

_TERMS = 3
_DEFINITION = 220
_SOURCES = 8


@dataclass(frozen=True)
class Setting:
    """What a message is read with.

    Attributes:
        name: the name of a person or group by id, "" where it is not known.
        today: for how old a source is.
    """

    name: Callable[[str], str]
    today: date


def answer_blocks(reply: Reply, setting: Setting) -> Message:
    """A reply of any kind as a message."""
    if isinstance(reply, Answer):
        return _answer(reply, setting)
    if isinstance(reply, NotFound):
        return _not_found(reply, setting)
    if isinstance(reply, Clarification):
        return _clarification(reply)
    return _refusal(reply)


def _answer(answer: Answer, setting: Setting) -> Message:
    links = {one.number: one.link for one in answer.citations}
    lead, rest = _parted(answer)
    blocks = [section(numbered(lead, links))]
    if rest:
        blocks.append(section(numbered(rest, links)))
    blocks += _terms(answer.terms, lead + rest)
    if answer.citations:
        blocks += [divider(), context(_sources(answer, setting))]
    return message(spoken(answer.text), [*blocks, *questions(answer.follow_ups, ASK)])


def _not_found(missing: NotFound, setting: Setting) -> Message:
    blocks = [section(escaped(missing.text)), *_terms(missing.terms, missing.text)]
    near = [
        f"• {link(one.link, one.title)}{_part(one.section)}" for one in missing.nearest if one.title
    ]
    notes = ["*Closest pages*", *near] if near else []
    who = _who(missing.ask, setting)
    asked = f"*{escaped(who)}* looks after this and may know. " if who else ""
    notes.append(f"{asked}I have noted that an answer is missing, so that it can be written down.")
    blocks.append(context("\n".join(notes)))
    return message(spoken(missing.text), [*blocks, *questions(missing.follow_ups, ASK)])


def _clarification(unclear: Clarification) -> Message:
    blocks = [section(escaped(unclear.text)), *questions(unclear.choices, ASK)]
    return message(spoken(unclear.text), blocks)


def _refusal(refusal: Refusal) -> Message:
    return message(spoken(refusal.text), [section(escaped(refusal.text))])


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
    lines = [_source(cited, setting) for cited in list(documents.values())[:_SOURCES]]
    more = len(documents) - len(lines)
    if more > 0:
        lines.append(f"and {more} more")
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
