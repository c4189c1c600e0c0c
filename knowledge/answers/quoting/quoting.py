"""The pieces of the best passages that answer a question, ranked: an answer without a model."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from knowledge.answers.quoting.expected import Expected, asks_for_rule, expected, holds, states_rule
from knowledge.models import Passage
from knowledge.ports import Embedder
from knowledge.search.finding.retriever import Search
from knowledge.search.finding.superseding import below_newer
from knowledge.search.words.sentences import Piece, pieces
from knowledge.search.words.words import coverage, stem, stems, telling

_READ = 16  # passages that are read piece by piece
_QUOTED = 8  # of them, those that may be quoted
_PIECE = 0.4  # how much the best piece of a passage says of its rank
_WEIGHTS = {"cosine": 0.6, "coverage": 0.2, "around": 0.6, "typed": 0.17, "rule": 0.2}
_FRAGMENT = 0.1  # off the score of a piece of one or two words


@dataclass(frozen=True, slots=True)
class Quote:
    """A piece of a passage with what speaks for it.

    Attributes:
        passage: index of its passage in the search.
        place: index of the piece in its passage.
        cosine: of the question and the piece as it reads in its passage.
        coverage: share of the question's telling words in the piece, by rarity.
        around: the same over the piece, its headings and what announces it.
        typed: 1 where it holds the kind of thing that was asked for, 0 where not, 0.5 where nobody
            can tell.
        score: weighted sum, its passage's score included; comparable within one question.
    """

    passage: int
    place: int
    piece: Piece
    cosine: float
    coverage: float
    around: float
    typed: float
    score: float


@dataclass(frozen=True, slots=True)
class Question:
    """A question taken apart.

    Attributes:
        wanted: stems of its telling words with their rarity.
        kind: what kind of thing it asks for.
        rule: whether it asks what is allowed or required.
    """

    text: str
    wanted: tuple[tuple[str, float], ...]
    kind: Expected
    rule: bool = False


class Quoting:
    """Ranks pieces of passages."""

    def __init__(
        self,
        embedder: Embedder,
        rarity: Callable[[Sequence[str]], Mapping[str, float]],
    ) -> None:
        self._embedder, self._rarity = embedder, rarity

    def read(self, question: str) -> Question:
        """Takes a question apart."""
        subject = telling(question)
        rarity = self._rarity(subject)
        wanted = {stem(word): rarity.get(word, 0.0) for word in subject}
        return Question(
            question, tuple(wanted.items()), expected(question), asks_for_rule(question)
        )

    def rank(self, question: Question, search: Search, k: int) -> tuple[Search, list[Quote]]:
        """The k best passages, ranked again by their best piece, and the quotes out of the first.

        Returns:
            The search with k passages, best first; quotes that index into it, best first.
        """
        read = [
            list(_quotes(question, passage, self._cosines(search, number)))
            for number, passage in enumerate(search.passages[:_READ])
        ]
        scores = below_newer(
            [passage.document for passage in search.passages],
            [
                passage.score + _PIECE * (_best(read[n]) if n < _READ else 0)
                for n, passage in enumerate(search.passages)
            ],
        )
        order = sorted(range(len(search.passages)), key=lambda n: -scores[n])[:k]
        ranked = replace(
            search,
            passages=tuple(search.passages[n] for n in order),
            pieces=tuple(search.pieces[n] for n in order),
        )
        quotes = [
            replace(quote, passage=place, score=quote.score + search.passages[n].score)
            for place, n in enumerate(order[:_QUOTED])
            if n < _READ
            for quote in read[n]
        ]
        return ranked, _current_first(quotes, ranked.passages)

    def _cosines(self, search: Search, number: int) -> Sequence[float]:
        """Of the question and each piece; embedded here where the store has no vectors of them."""
        found = pieces(search.passages[number].chunk.text)
        known = search.pieces[number]
        if len(known) == len(found):
            return known
        vectors = self._embedder.embed([piece.text for piece in found])
        return [float(cosine) for cosine in vectors @ search.vector]


def _current_first(quotes: Sequence[Quote], passages: Sequence[Passage]) -> list[Quote]:
    """Best first, and what a document says below what the one says that replaced it."""
    scores = below_newer(
        [passages[quote.passage].document for quote in quotes], [quote.score for quote in quotes]
    )
    held = (replace(quote, score=score) for quote, score in zip(quotes, scores, strict=True))
    return sorted(held, key=lambda quote: -quote.score)


def _best(quotes: Sequence[Quote]) -> float:
    return max((quote.score for quote in quotes), default=0.0)


def _quotes(question: Question, passage: Passage, cosines: Sequence[float]) -> Iterator[Quote]:
    """The pieces of a passage, scored by themselves."""
    above = set(stems(f"{passage.document.title} {passage.chunk.section}"))
    announced: set[str] = set()
    for place, piece in enumerate(pieces(passage.chunk.text)):
        own = set(stems(piece.text))
        context = own | above | (announced if piece.item else set())
        if piece.leads:
            announced = own
        here = coverage(question.wanted, own)
        around = coverage(question.wanted, context)
        typed = {True: 1.0, False: 0.0, None: 0.5}[holds(question.kind, piece.text)]
        score = (
            _WEIGHTS["cosine"] * cosines[place]
            + _WEIGHTS["coverage"] * here
            + _WEIGHTS["around"] * around
            + _WEIGHTS["typed"] * typed
            + (_WEIGHTS["rule"] if question.rule and states_rule(piece.text) else 0.0)
            - (_FRAGMENT if len(own) < 3 else 0.0)
        )
        yield Quote(0, place, piece, cosines[place], here, around, typed, score)
