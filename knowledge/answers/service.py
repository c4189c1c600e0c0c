"""One question to one reply: route, gather, compose or write, check."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from knowledge.answers.quoting import gate
from knowledge.answers.quoting.composing import Composed, compose
from knowledge.answers.quoting.evidence import evidence_line
from knowledge.answers.quoting.followups import follow_ups
from knowledge.answers.quoting.missing import not_found
from knowledge.answers.quoting.quoting import Question, Quote, Quoting
from knowledge.answers.terms import defining, naming
from knowledge.answers.vouched.verified import SEARCHED, VerifiedAnswers
from knowledge.answers.writing import condense
from knowledge.answers.writing.writer import Writer
from knowledge.answers.writing.writing import OnText
from knowledge.errors import ChatError
from knowledge.lingo.glossary import Glossary, Lookup, Mention
from knowledge.models import Answer, Mode, NotFound, Reader, Refusal, Reply, Sense, Turn
from knowledge.ports import ChatModel
from knowledge.prompts import Prompts
from knowledge.search.finding.retriever import Retriever, Search

_log = logging.getLogger(__name__)

LONGEST_QUESTION = 4_000
_LONG = 16  # words of a question that tells a story
_FOUND = 24
_PASSAGES = 12
_TERMS = 3
_OFFERED = 4


class Specialist(Protocol):
    """Answers questions of one kind: for numbers, for what customers say."""

    def reply(self, question: str, reader: Reader) -> Reply | None:
        """The reply; None where the question is of another kind."""
        ...


class Answers:
    """Answers from what the reader may see: in a chat model's words with one, else in quotes."""

    def __init__(  # noqa: PLR0913, PLR0917 - each is a room that an answer goes through
        self,
        retriever: Retriever,
        glossary: Glossary,
        quoting: Quoting,
        chat: ChatModel | None = None,
        prompts: Prompts | None = None,
        verified: VerifiedAnswers | None = None,
        specialists: Sequence[Specialist] = (),
    ) -> None:
        """`specialists` are asked before the documents are, in their order."""
        self._specialists = specialists
        self._retriever, self._glossary, self._quoting = retriever, glossary, quoting
        self._verified = verified
        self._writer = Writer(chat, prompts) if chat is not None and prompts is not None else None
        # More searches than processors at a time only take turns, and all of them end late.
        self._searching = threading.BoundedSemaphore(os.cpu_count() or 2)

    def reply(
        self,
        question: str,
        reader: Reader,
        history: Sequence[Turn] = (),
        on_text: OnText | None = None,
    ) -> Reply:
        """One reply, whatever is asked; nothing in it comes from what the reader may not see.

        Args:
            question: as typed.
            reader: who reads the reply.
            history: what was asked and said before in the thread, oldest first.
            on_text: gets a written answer sentence by sentence, each checked; no quotes.

        Raises:
            StoreError: the store cannot be read.
        """
        refused = _refused(question)
        if refused:
            return replace(refused, private=reader.private)
        whole = " ".join(question.split())
        alone = self.standalone(whole, history)
        return replace(
            self._replied(alone, reader, on_text), question=question, private=reader.private
        )

    def standalone(self, question: str, history: Sequence[Turn]) -> str:
        """The question as it reads without its thread."""
        if not condense.is_follow_up(question, history):
            return question
        if self._writer is not None:
            try:
                return self._writer.standalone(question, history)
            except ChatError as error:
                _log.info("a follow-up is condensed by rules: %s", type(error).__name__)
        return condense.condense(question, history)

    def _replied(self, question: str, reader: Reader, on_text: OnText | None) -> Reply:
        many = _FOUND if self._verified is None else SEARCHED
        with self._searching:
            mentions = self._glossary.mentioned(question, reader)
            found = self._retriever.search(question, reader, many, _long_forms(mentions, reader))
        if self._verified is None:
            return self._answered(question, reader, _Found(found, mentions), on_text)
        vouched, apart, near = self._verified.part(question, found)
        if vouched is not None:
            return self._followed(vouched)
        reply = self._answered(question, reader, _Found(apart, mentions), on_text)
        return _offering(reply, near)

    def _answered(
        self, question: str, reader: Reader, given: _Found, on_text: OnText | None
    ) -> Reply:
        found, mentions = given.search, given.mentions
        word = naming.named(question, self._glossary, reader, found.passages[:_PASSAGES])
        if word:
            return self._followed(word)
        lookups = defining.sought(question, self._glossary, reader)
        if lookups and defining.is_bare(question):
            answer = defining.defined(question, lookups, self._ranked(question, found)[1].passages)
            if answer:
                return self._followed(answer)
        special = self._special(question, reader)
        if special is not None and not _gives_way(question, special):
            return _with_evidence(special, found, mentions)
        told = self._from_documents(question, reader, given, lookups, on_text)
        if special is not None and not isinstance(told, Answer):
            return _with_evidence(special, found, mentions)
        return told

    def _ranked(self, question: str, found: Search) -> tuple[Question, Search, list[Quote]]:
        with self._searching:
            asked = self._quoting.read(question)
            return asked, *self._quoting.rank(asked, found, _PASSAGES)

    def _from_documents(
        self,
        question: str,
        reader: Reader,
        given: _Found,
        lookups: Sequence[Lookup],
        on_text: OnText | None,
    ) -> Reply:
        found, mentions = given.search, given.mentions
        asked, search, quotes = self._ranked(question, found)
        if lookups:
            answer = defining.defined(question, lookups, search.passages)
            if answer:
                return self._followed(answer)
        terms = tuple(sense for mention in mentions for sense in mention.senses)[:_TERMS]
        unknown = defining.unknown_code(question, self._glossary, reader)
        if not quotes or gate.withholds(gate.signals(asked, search, quotes, unknown)):
            return _missing(question, search, quotes, terms)
        word = naming.nearest(question, self._glossary, reader, search.passages)
        if word:
            return self._followed(word)
        written = None
        if self._writer is not None:
            written = self._writer.answer(question, search, terms, on_text)
        if isinstance(written, NotFound):
            return _missing(question, search, quotes, terms)
        return self._followed(written or _quoted(asked, search, quotes, terms))

    def _special(self, question: str, reader: Reader) -> Reply | None:
        """What the first specialist says who can; else why one of them cannot."""
        lacking: Reply | None = None
        for one in self._specialists:
            reply = one.reply(question, reader)
            if reply is not None and not isinstance(reply, NotFound):
                return reply
            lacking = lacking or reply
        return lacking

    @staticmethod
    def _followed(answer: Answer) -> Answer:
        told = answer.mode is Mode.GLOSSARY  # its terms are what it explains
        terms = () if told else answer.terms
        offered = follow_ups(answer.question, answer.passages, answer.citations, terms)
        return replace(answer, follow_ups=offered)


@dataclass(frozen=True, slots=True)
class _Found:
    """What a question brought up: passages and known words."""

    search: Search
    mentions: Sequence[Mention]


def _gives_way(question: str, special: Reply) -> bool:
    """Whether documents may know better: a long question that no number answers."""
    return isinstance(special, NotFound) and len(question.split()) > _LONG


def _with_evidence(reply: Reply, search: Search, mentions: Sequence[Mention]) -> Reply:
    """The reply with the pages that are about it and the words that are known."""
    if not isinstance(reply, Answer | NotFound):
        return reply
    terms = tuple(sense for mention in mentions for sense in mention.senses)[:_TERMS]
    passages = reply.passages or tuple(search.passages[:_PASSAGES])
    return replace(reply, passages=passages, terms=reply.terms or terms)


def _offering(reply: Reply, near: Sequence[str]) -> Reply:
    """The reply with questions in front of those that it offers."""
    if not near or not isinstance(reply, Answer | NotFound):
        return reply
    offered = dict.fromkeys((*near, *reply.follow_ups))
    return replace(reply, follow_ups=tuple(offered)[:_OFFERED])


def _refused(question: str) -> Refusal | None:
    if not any(character.isalnum() for character in question):
        return Refusal(question, "Ask me something: a question, or a word you want explained.")
    if len(question) > LONGEST_QUESTION:
        return Refusal(
            question[:200],
            f"That is {len(question):,} characters long; I read questions of up to "
            f"{LONGEST_QUESTION:,}. Ask the part that matters most.",
        )
    return None


def _long_forms(mentions: Sequence[Mention], reader: Reader) -> list[str]:
    """What known abbreviations stand for, where that is clear: of one sense, or of the asker's."""
    forms: list[str] = []
    for mention in mentions:
        own = [s for s in mention.senses if reader.domain and s.domain == reader.domain]
        senses = own or list(mention.senses)
        if len(senses) == 1 and senses[0].stands_for:
            forms.append(senses[0].stands_for)
    return forms


def _quoted(
    asked: Question, search: Search, quotes: Sequence[Quote], terms: Sequence[Sense]
) -> Answer:
    made: Composed = compose(quotes, search.passages)
    return Answer(
        question=asked.text,
        text=made.text,
        mode=Mode.QUOTED,
        citations=made.citations,
        passages=search.passages,
        terms=tuple(terms),
        lead=made.lead,
        evidence=evidence_line(made.citations),
    )


def _missing(
    question: str, search: Search, quotes: Sequence[Quote], terms: Sequence[Sense]
) -> NotFound:
    offered = follow_ups(question, search.passages, (), terms)
    return not_found(question, search.passages, quotes, terms, offered)
