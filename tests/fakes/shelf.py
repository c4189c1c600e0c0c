"""A handful of pages in memory, and everything that searches and answers over them."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from knowledge.answers.quoting.quoting import Quoting
from knowledge.answers.service import Answers
from knowledge.lingo.glossary import Glossary
from knowledge.models import Chunk, Document, Sense
from knowledge.search.finding.retriever import Retriever
from knowledge.search.words.sentences import spans
from knowledge.search.words.words import stem, stems


class WordVectors:
    """Only what a search asks of a vector index."""

    def __init__(self):
        self.held = {}

    def add(self, audience, chunk, vector):
        self.held[chunk] = (audience, vector)

    def search(self, audiences, vector, k):
        found = [
            (chunk, float(vector @ own))
            for chunk, (audience, own) in self.held.items()
            if audience in set(audiences)
        ]
        return sorted(found, key=lambda hit: -hit[1])[:k]


class WordKeywords:
    """Only what a search asks of a keyword index: words weighed by their rarity."""

    def __init__(self):
        self.held = {}

    def add(self, audience, chunk, text):
        self.held[chunk] = (audience, set(stems(text)))

    def search(self, audiences, text, k):
        wanted = set(stems(text))
        found = [
            (chunk, sum(self._rarity(one) for one in wanted & own))
            for chunk, (audience, own) in self.held.items()
            if audience in set(audiences) and wanted & own
        ]
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))[:k]

    def rarity(self, words):
        return {word: self._rarity(stem(word)) for word in words}

    def _rarity(self, one):
        there = sum(one in own for _, own in self.held.values())
        return math.log(1 + (len(self.held) - there + 0.5) / (there + 0.5))


class Shelf:
    def __init__(self, embedder):
        self.embedder = embedder
        self.vectors = WordVectors()
        self.keywords = WordKeywords()
        self.rows = {}
        self.senses = []
        self.own = {}
        self.own_parts = {}
        self.sequence = 0

    def page(self, path, text, *, section="", parts=True, **more):
        """One page with one chunk more; `more` are fields of its document, and `term`."""
        term = more.pop("term", "")
        document = Document(
            path=path,
            source=more.pop("source", "wiki"),
            title=more.pop("title", path),
            audience=more.pop("audience", "everyone"),
            digest="d",
            **more,
        )
        position = len(self.rows)
        embedded = f"{document.title} > {section}\n{text}"
        chunk = Chunk(
            f"{position:032}", path, document.audience, section, text, embedded, position, term
        )
        self.rows[chunk.id] = (chunk, document)
        self.own[chunk.id] = self.embedder.vector(embedded)
        if parts:
            cut = [embedded[a:b] for a, b in spans(embedded)]
            self.own_parts[chunk.id] = np.stack([self.embedder.vector(one) for one in cut])
        self.vectors.add(document.audience, chunk.id, self.own[chunk.id])
        self.keywords.add(document.audience, chunk.id, embedded)
        return chunk

    def sense(self, label, definition, **more):
        more = {"document": "glossary.yaml", "audience": "everyone", **more}
        self.senses.append(Sense(label=label, definition=definition, **more))
        self.sequence += 1

    def passages(self, ids, audiences):
        newer = {
            document.supersedes: document.path
            for _, document in self.rows.values()
            if document.supersedes and document.audience in audiences
        }
        return {
            one: (chunk, replace(document, superseded_by=newer.get(document.path, "")))
            for one, (chunk, document) in self.rows.items()
            if one in ids and document.audience in audiences
        }

    def parts(self, ids):
        return {one: self.own_parts[one] for one in ids if one in self.own_parts}

    def all(self, audiences):
        return [one for one in self.senses if audiences is None or one.audience in audiences]

    def retriever(self):
        return Retriever(self.embedder, self.vectors, self.keywords, _Store(self))

    def glossary(self):
        return Glossary(self, lambda: self.sequence)

    def quoting(self):
        return Quoting(self.embedder, self.keywords.rarity)

    def answers(self, chat=None, prompts=None):
        return Answers(self.retriever(), self.glossary(), self.quoting(), chat, prompts)


class _Store:
    """The shelf as a search reads it."""

    def __init__(self, shelf):
        self.passages = shelf.passages
        self.parts = shelf.parts
        self.vectors = lambda ids: {one: shelf.own[one] for one in ids if one in shelf.own}
