"""Answers and terms without a store, for stories about Slack."""

from __future__ import annotations

import threading
from datetime import date

from knowledge.answers.joining.promised import Promised
from knowledge.lingo.glossary import Lookup, Mention
from knowledge.models import Answer, Citation, Document, Mode, NotFound, Sense


class ScriptedAnswers:
    """Answers every question with one line of a handbook, and remembers what it was asked."""

    def __init__(self):
        self.asked = []
        self.fails_with = None
        self.gate = threading.Event()
        self.gate.set()

    def reply(self, question, reader, history=(), on_text=None):
        self.gate.wait(10)
        self.asked.append((question, reader))
        if self.fails_with:
            raise self.fails_with
        if "moon" in question:
            return NotFound(question, "I could not find that.", ask="U0OWNER")
        if not reader.audiences:
            return NotFound(
                question, "I could not find that: nothing that you can read is about it."
            )
        return Answer(
            question=question,
            text="Everybody has 25 days of paid leave a year. [1]",
            mode=Mode.QUOTED,
            citations=(
                Citation(
                    number=1,
                    document="handbook/annual-leave.md",
                    title="Annual leave",
                    section="Annual leave > How much",
                    quote="Everybody has 25 days of paid leave a year.",
                    link="https://wiki.example/handbook/annual-leave.md",
                    owner="U0OWNER",
                    updated=date(2026, 9, 1),
                ),
            ),
            follow_ups=("Until when may I carry days over?",),
            evidence="1 page says so",
        )

    def standalone(self, question, history):
        return f"{history[-1].standalone} / {question}" if history else question


class OneTerm:
    """A glossary of one term."""

    def lookup(self, term, reader):
        if term.lower() != "nps" or not reader.audiences:
            return Lookup(term, "", "", ())
        sense = Sense(
            label="NPS",
            definition="How likely customers are to recommend us, from -100 to 100.",
            document="glossary.yaml",
            audience="everyone",
            stands_for="Net Promoter Score",
            domain="customer service",
        )
        return Lookup(term, "abbreviation", "NPS", (sense,))

    find = lookup

    def mentioned(self, text, reader):
        found = self.lookup("NPS", reader)
        return [Mention("NPS", found.senses)] if "NPS" in text and found.senses else []


class Introduces:
    """A promise and a word for every full member."""

    def promised(self, reader):
        if "everyone" not in reader.audiences:
            return None
        strategy = Document(
            path="strategy.md",
            source="wiki",
            title="Our strategy",
            audience="everyone",
            digest="d",
            owner="U0OWNER",
            link="https://wiki.example/strategy",
            updated=date(2026, 9, 1),
        )
        lines = ("We tell the hour the evening before.", "Whoever picks up solves it.")
        return Promised("The two promises", lines, strategy, to_customers=True)

    def terms(self, reader, most=10):
        return OneTerm().lookup("nps", reader).senses if "everyone" in reader.audiences else ()

    def questions(self, reader, examples=()):
        return ("What does NPS mean?", *examples) if "everyone" in reader.audiences else ()
