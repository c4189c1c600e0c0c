"""Answers from a few pages with audiences, at once or sentence by sentence, without a store."""

from __future__ import annotations

import threading
from datetime import date

from knowledge.errors import ChatError
from knowledge.models import Answer, Chunk, Citation, Document, Mode, NotFound, Passage, Refusal

PAGES = (
    ("leave", "everyone", "Everybody has 25 days of paid leave a year."),
    ("merger", "finance", "The merger closes in March."),
)


class Shelves:
    """Answers with the page whose word stands in the question, where the reader may read it.

    Attributes:
        asked: each question with its reader.
        sentences: what a chat model writes; nothing is written where there are none.
        gates: an event for each sentence, waited for before it is written.
        sources: how many pages say the same.
    """

    def __init__(self):
        self.asked = []
        self.pages = PAGES
        self.sentences = ()
        self.gates = {}
        self.sources = 1
        self.reading = threading.Event()
        self.go = threading.Event()
        self.go.set()

    def reply(self, question, reader, history=(), on_text=None):
        self.asked.append((question, reader))
        self.reading.set()
        self.go.wait(10)
        if len(question) > 4_000:
            return Refusal(question[:200], "That is too long. Ask the part that matters most.")
        for word, audience, text in self.pages:
            if word in question.lower() and audience in reader.audiences:
                return self._answer(question, word, audience, text, on_text)
        return NotFound(question, "I could not find that.", ask="U0OWNER")

    def standalone(self, question, history):
        return f"{history[-1].standalone} / {question}" if history else question

    def _answer(self, question, word, audience, text, on_text):
        written, mode = f"{text} [1]", Mode.QUOTED
        if self.sentences and on_text:
            written, mode = self._write(on_text), Mode.WRITTEN
        document = Document(f"{word}.md", "wiki", word.title(), audience, "d", owner="U0OWNER")
        chunk = Chunk("c", document.path, audience, "", text, text, 0)
        cited = tuple(
            Citation(
                number=number,
                document=document.path if number == 1 else f"{number}.md",
                title=document.title if number == 1 else f"{document.title}, page {number}",
                section="",
                quote=text,
                link=f"https://wiki.example/{'p' * 300}/{number}" if number > 1 else "",
                owner="U0OWNER",
                updated=date(2026, 9, 1),
            )
            for number in range(1, self.sources + 1)
        )
        return Answer(
            question=question,
            text=written,
            mode=mode,
            citations=cited,
            passages=(Passage(chunk, document, 1.0),),
            follow_ups=(f"Who decides about {word}?",),
        )

    def _write(self, on_text):
        kept = ""
        for number, sentence in enumerate(self.sentences):
            if number in self.gates:
                self.gates[number].wait(10)
            piece = f"{' ' * bool(kept)}{sentence}"
            try:
                on_text(piece)
            except ChatError:
                return kept + piece
            kept += piece
        return kept
