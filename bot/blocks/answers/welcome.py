"""What a person is told when they first meet the bot. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.blocks.parts.message import (
    ASK,
    Block,
    Message,
    context,
    divider,
    message,
    questions,
    section,
)
from bot.blocks.parts.mrkdwn import day, escaped, link, shortened
from bot.blocks.parts.setting import Setting
from knowledge.answers.joining.promised import Promised
from knowledge.models import Sense
from knowledge.search.words.sentences import split_sentences

_MEANING, _SENTENCE = 110, 150
_TERMS = 10


@dataclass(frozen=True, slots=True)
class Introduction:
    """What there is to show to one person.

    Attributes:
        name: of the organisation.
        department: the person's, "" where they are in none that is known.
        questions: that they may begin with.
    """

    name: str
    promised: Promised | None = None
    terms: Sequence[Sense] = ()
    department: str = ""
    questions: Sequence[str] = ()


def welcome(shown: Introduction, setting: Setting) -> Message:
    """Three sentences, what the strategy promises, and the words of the department."""
    told = (
        f"Hello. Ask me what {shown.name} has written down: the strategy, how things are done, and "
        "what our words mean, here or by mentioning me in a channel. Each answer shows where it is "
        "written and who looks after it. Where nobody has written it down I say so, and I can ask "
        "the person who may know."
    )
    blocks = [section(escaped(told))]
    if shown.promised:
        blocks += [divider(), *_promised(shown.promised, setting)]
    if shown.terms:
        blocks += [divider(), *_terms(shown)]
    return message(
        f"Hello. Ask me what {shown.name} has written down.",
        [*blocks, *questions(shown.questions, ASK)],
    )


def _promised(promised: Promised, setting: Setting) -> list[Block]:
    head = "What we promise our customers"
    if not promised.to_customers:
        head = f"What our strategy says: {shortened(promised.heading, 80)}"
    mark = "• " if len(promised.lines) > 1 else ""
    lines = [f"{mark}{escaped(one)}" for one in promised.lines]
    document = promised.document
    source = [link(document.link, document.title)]
    owner = setting.name(document.owner) if document.owner else ""
    source += [escaped(owner)] if owner else []
    source += [day(document.updated)] if document.updated else []
    return [
        section("\n".join([f"*{escaped(head)}*", *lines])),
        context(f"From {' · '.join(source)}"),
    ]


def _terms(shown: Introduction) -> list[Block]:
    own = bool(shown.department) and any(one.domain == shown.department for one in shown.terms)
    where = f"in {shown.department}" if own else "here"
    lines = [_term(one) for one in shown.terms[:_TERMS]]
    return [
        section("\n".join([f"*Words you will hear {escaped(where)}*", *lines])),
        context("To see what any word means here, write `/lingo` and the word."),
    ]


def _term(sense: Sense) -> str:
    meaning = _meaning(sense.definition)
    said = meaning.casefold().startswith(sense.stands_for.casefold())
    long = f" ({escaped(shortened(sense.stands_for, 60))})" if not said else ""
    return f"• *{escaped(sense.label)}*{long}: {escaped(meaning)}"


def _meaning(definition: str) -> str:
    """The first sentence, unless that is long."""
    whole = " ".join(definition.split())
    first = next(iter(split_sentences(whole)), whole)
    return first if len(first) <= _SENTENCE else shortened(whole, _MEANING)
