"""Both indexes in memory, with the promises of their ports and nothing more."""

from __future__ import annotations

from collections import defaultdict

import numpy as np


class MemoryVectors:
    def __init__(self):
        self.held = defaultdict(dict)
        self.sequence = 0
        self.writes = 0

    def add(self, audience, ids, vectors):
        for one, vector in zip(ids, vectors, strict=True):
            self.writes += 1
            self.held[audience].setdefault(one, vector)

    def delete(self, audience, ids):
        for one in ids:
            self.writes += 1
            self.held[audience].pop(one, None)

    def search(self, audiences, vector, k):
        found = [
            (one, float(np.dot(vector, held)))
            for audience in audiences
            for one, held in self.held[audience].items()
        ]
        return sorted(found, key=lambda hit: -hit[1])[:k]

    def ids(self, audience):
        return set(self.held[audience])

    def audiences(self):
        return {audience for audience, held in self.held.items() if held}

    def applied(self):
        return self.sequence

    def mark(self, sequence):
        self.sequence = sequence

    def clear(self):
        self.held.clear()
        self.sequence = 0

    def close(self):
        pass


class MemoryKeywords:
    def __init__(self):
        self.held = {}
        self.pending = {}
        self.sequence = 0
        self.writes = 0

    def add(self, rows):
        for one, audience, headings, text in rows:
            self.writes += 1
            self.pending[one] = (audience, headings, text)

    def delete(self, ids):
        for one in ids:
            self.writes += 1
            self.pending[one] = None

    def search(self, audiences, text, k):
        found = [
            one
            for one, (audience, headings, body) in self.held.items()
            if audience in set(audiences) and text in f"{headings} {body}"
        ]
        return [(one, 1.0) for one in sorted(found)[:k]]

    def rarity(self, words):
        return dict.fromkeys(words, 1.0)

    def ids(self):
        return set(self.held)

    def applied(self):
        return self.sequence

    def mark(self, sequence):
        for one, row in self.pending.items():
            if row is None:
                self.held.pop(one, None)
            else:
                self.held[one] = row
        self.pending.clear()
        self.sequence = sequence

    def clear(self):
        self.held.clear()
        self.pending.clear()
        self.sequence = 0

    def close(self):
        pass
