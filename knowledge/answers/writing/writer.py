"""An answer in a chat model's words, cited and as far as it holds."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.answers.quoting.composing import LONGEST, cite
from knowledge.answers.quoting.evidence import evidence_line
from knowledge.answers.writing import standalone
from knowledge.answers.writing.writing import OnText, write
from knowledge.errors import ChatError
from knowledge.models import Answer, Mode, NotFound, Sense, Turn
from knowledge.ports import ChatModel
from knowledge.prompts import Prompts
from knowledge.search.finding.retriever import Search
from knowledge.search.words.sentences import shortened

_WRITTEN_FROM = 6  # passages

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes with a chat model; what its passages do not bear out is never shown."""

    chat: ChatModel
    prompts: Prompts

    def standalone(self, question: str, history: Sequence[Turn]) -> str:
        """A follow-up as it reads without its thread.

        Raises:
            ChatError: the chat model fails, or adds something of its own.
        """
        return standalone.condense(question, history, self.chat, self.prompts)

    def answer(
        self, question: str, search: Search, terms: Sequence[Sense], on_text: OnText | None
    ) -> Answer | NotFound | None:
        """The chat model's answer, as far as it holds; None where quotes must do."""
        passages = search.passages[:_WRITTEN_FROM]
        try:
            checked = write(question, passages, terms, self.chat, self.prompts, on_text)
        except ChatError as error:
            _log.warning("quoting instead of writing: %s", type(error).__name__)
            return None
        if checked.not_found:
            return NotFound(question, "")
        if not checked.sentences:
            return None
        text = checked.text
        citations = tuple(
            cite(passages[number - 1], number, shortened(passages[number - 1].chunk.text, 300))
            for number in sorted({n for one in checked.sentences for n in one.numbers})
        )
        return Answer(
            question=question,
            text=text[:LONGEST],
            mode=Mode.WRITTEN,
            citations=citations,
            passages=search.passages,
            terms=tuple(terms),
            lead=checked.sentences[0].cited,
            evidence=evidence_line(citations),
        )
