"""Reads everything that explains terms, and keeps what is new: candidates and conflicts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from knowledge.lingo.conflicts.finding import conflicts, deprecated
from knowledge.lingo.conflicts.judging import Judge
from knowledge.lingo.glossary import key
from knowledge.lingo.mining.gathering import Text, candidate_key, gathered, mined, name_of
from knowledge.models import EVERYONE, Sense
from knowledge.search.words.sentences import pieces
from knowledge.store.database.database import Database
from knowledge.store.database.facts import Facts
from knowledge.store.documents.prose import Piece, prose
from knowledge.store.lingo.candidates import Candidates
from knowledge.store.lingo.conflicts import Conflicts
from knowledge.store.lingo.records import Candidate, Conflict, Side
from knowledge.store.lingo.senses import Senses

_READ = "lingo read until"
_MOST_USES = 5  # of one deprecated term that are told
HINT = 3  # words, such as "in the window", that a page has in the place of a definition


@dataclass(frozen=True, slots=True)
class Wanted:
    """A term that people asked for in vain, as those of an audience may know of it."""

    label: str
    audience: str
    times: int


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What a review found: open candidates, and the keys of conflicts that are new or gone."""

    candidates: int
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


class Review:
    """Finds candidates and conflicts anew when documents have changed."""

    def __init__(
        self,
        database: Database,
        judge: Judge,
        sequence: Callable[[], int],
        wanted: Callable[[], Sequence[Wanted]] = tuple,
    ) -> None:
        """`sequence` is the newest change of the store; `wanted` what people asked for in vain."""
        self._database, self._judge = database, judge
        self._sequence, self._wanted = sequence, wanted
        self._senses, self._facts = Senses(database), Facts(database)
        self.candidates, self.conflicts = Candidates(database), Conflicts(database)
        self._lock = Lock()

    def due(self) -> bool:
        """Whether something has changed since the last review."""
        return self._facts.get(_READ) != str(self._sequence())

    def run(self, now: datetime) -> Reviewed:
        """Reads all documents and glossaries; some seconds for thousands of pages.

        Raises:
            StoreError: the database cannot be read or written.
        """
        with self._lock:
            sequence = self._sequence()
            senses, read = self._senses.all(None), prose(self._database)
            found = [*self._explained(senses, read), *self._asked(senses)]
            left = self.candidates.renew(_once(found), now)
            new, gone = self.conflicts.renew(self._differing(senses, read), now)
            self._facts.set(_READ, str(sequence))
        return Reviewed(left, tuple(new), tuple(gone))

    def _explained(self, senses: Sequence[Sense], read: Sequence[Piece]) -> list[Candidate]:
        by_audience: dict[str, list[Text]] = defaultdict(list)
        for one in read:
            by_audience[one.audience].append(
                Text(one.document, one.section, one.text, one.audience, one.domain)
            )
        return [
            one
            for audience, texts in by_audience.items()
            for one in gathered(texts, _known(senses, audience))
        ]

    def _asked(self, senses: Sequence[Sense]) -> list[Candidate]:
        return [
            Candidate(
                key=candidate_key(one.label, one.audience),
                label=one.label,
                audience=one.audience,
                stands_for="",
                definition="",
                times=one.times,
                documents=0,
                evidence=(),
                found_by="asked",
            )
            for one in self._wanted()
            if name_of(one.label) not in _known(senses, one.audience)
        ]

    def _differing(self, senses: Sequence[Sense], read: Sequence[Piece]) -> list[Conflict]:
        sides = [_of_sense(one) for one in senses]
        for piece in read:
            text = Text(piece.document, piece.section, piece.text, piece.audience, piece.domain)
            sides += [
                _side(piece, one.label, one.definition, one.stands_for, one.by)
                for one in mined(text)
            ]
        found = conflicts(sides, self._judge)
        for sense in senses:
            if sense.status == "Deprecated":
                found += deprecated(_of_sense(sense), _uses(sense, read))
        return found


def _known(senses: Iterable[Sense], audience: str) -> frozenset[str]:
    """The names of terms that an audience has already."""
    names: set[str] = set()
    for one in senses:
        if one.audience in (EVERYONE, audience):
            names.update(name_of(label) for label in (one.label, *one.aliases, *one.hidden))
            names.add(key(one.label))
    return frozenset(names)


def _once(found: Iterable[Candidate]) -> list[Candidate]:
    """One candidate for a key: the one that a document explains before the one that was asked."""
    first: dict[str, Candidate] = {}
    for one in found:
        first.setdefault(one.key, one)
    return list(first.values())


def _of_sense(sense: Sense) -> Side:
    return Side(
        label=sense.label,
        definition=sense.definition,
        document=sense.document,
        section=sense.section or sense.label,
        audience=sense.audience,
        stands_for=sense.stands_for,
        domain=sense.domain,
        owner=sense.owner,
        status=sense.status,
    )


def _side(piece: Piece, label: str, definition: str, stands_for: str, by: str) -> Side:
    return Side(
        label=label,
        definition=definition,
        document=piece.document,
        section=piece.section,
        audience=piece.audience,
        stands_for=stands_for,
        domain=piece.domain,
        owner=piece.owner,
        told=by in {"sentence", "heading"} or len(definition.split()) <= HINT,
    )


def _uses(sense: Sense, read: Sequence[Piece]) -> list[Side]:
    """Sentences of other documents that use a label, one of each document."""
    word = re.compile(rf"(?<!\w){re.escape(sense.label)}(?!\w)", re.IGNORECASE)
    found: dict[str, Side] = {}
    for piece in read:
        if piece.document in found or piece.document == sense.document:
            continue
        said = next((one.text for one in pieces(piece.text) if word.search(one.text)), "")
        if said:
            found[piece.document] = _side(piece, sense.label, said, "", "sentence")
        if len(found) == _MOST_USES:
            break
    return list(found.values())
