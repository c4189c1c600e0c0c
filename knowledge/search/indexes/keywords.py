"""Words in tantivy: BM25 over stemmed headings and text, which are indexed but not stored."""

from __future__ import annotations

import logging
import math
import shutil
import threading
from typing import TYPE_CHECKING

import tantivy
from tantivy import Filter, Occur, Query, TextAnalyzerBuilder, Tokenizer

from knowledge.search.words.stop_words import STOP_WORDS
from knowledge.search.words.words import names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

_INDEX = "tantivy"
_ANALYZER = "words"
_MEMORY = 32_000_000  # bytes before the writer flushes a segment
_HEADINGS = 1.5  # a word in the headings says more than one in the text
_LONGEST_QUESTION = 256  # different words; a question has ten

_log = logging.getLogger(__name__)


class TantivyKeywords:
    """Finds chunk ids by words. One process at a time may have its folder open."""

    def __init__(self, folder: Path) -> None:
        """Opens the index in `folder`; a broken one, or one of another layout, is begun anew.

        Afterwards `applied()` says what is in it: 0 where it was begun anew.
        """
        self._folder = folder / _INDEX
        self._lock = threading.RLock()
        self._analyzer = _analyzer()
        self._schema = _schema()
        self._stopped = frozenset(self._analyzer.analyze(" ".join(STOP_WORDS)))
        self._writer: tantivy.IndexWriter | None = None
        try:
            self._open()
        except Exception as error:  # noqa: BLE001 - derived: whatever is wrong, it is rebuilt
            _log.warning(
                "the keyword index cannot be opened (%s); it is rebuilt", type(error).__name__
            )
            shutil.rmtree(self._folder, ignore_errors=True)
            self._open()

    def add(self, rows: Iterable[tuple[str, str, str, str]]) -> None:
        """Adds (id, audience, headings, text) in place of what had the id; visible after `mark`."""
        with self._lock:
            writer = self._writing()
            for chunk, audience, headings, text in rows:
                writer.delete_documents_by_term("id", chunk)
                writer.add_document(
                    tantivy.Document(
                        id=chunk, audience=audience, headings=_valid(headings), body=_valid(text)
                    )
                )

    def delete(self, ids: Iterable[str]) -> None:
        """Removes ids; visible after `mark`."""
        with self._lock:
            writer = self._writing()
            for chunk in ids:
                writer.delete_documents_by_term("id", chunk)

    def search(self, audiences: Iterable[str], text: str, k: int) -> list[tuple[str, float]]:
        """The k best (id, BM25) over these audiences, best first.

        Any characters may be in the text. Stop words are left out where other words remain.
        """
        names = sorted(set(audiences))
        words = self._words(text)
        if not names or not words or k < 1:
            return []
        searcher = self._index.searcher()
        query = self._query(names, words)
        hits = searcher.search(query, k, count=False).hits
        found = [(str(searcher.doc(place).get_first("id")), float(score)) for score, place in hits]
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))

    def rarity(self, words: Sequence[str]) -> Mapping[str, float]:
        """For each word its inverse document frequency, ln(1 + (N - n + 0.5) / (n + 0.5)).

        A word that falls into parts (e-mail) is as rare as its rarest part; one without letters
        or digits has rarity 0.
        """
        searcher = self._index.searcher()
        total = max(0, searcher.num_docs - 1)  # one document holds the sequence
        return {word: self._rarity(searcher, word, total) for word in words}

    def ids(self) -> set[str]:
        """All ids."""
        terms = self._index.searcher().terms_with_prefix("id", "", filter_query=Query.all_query())
        return {term for term, _ in terms}

    def applied(self) -> int:
        """The change sequence that this index has followed up to."""
        return self._sequence

    def mark(self, sequence: int) -> None:
        """Commits what was added and deleted, together with this sequence."""
        with self._lock:
            writer = self._writing()
            writer.delete_documents_by_term("kind", "sequence")
            writer.add_document(tantivy.Document(kind="sequence", sequence=sequence))
            writer.commit()
            self._index.reload()
            self._sequence = sequence

    def clear(self) -> None:
        """Forgets everything, bytes on disk included."""
        with self._lock:
            self.close()
            shutil.rmtree(self._folder, ignore_errors=True)
            self._open()

    def close(self) -> None:
        """Releases the files; what was not marked is dropped."""
        with self._lock:
            if self._writer is not None:
                self._writer.rollback()
                self._writer.wait_merging_threads()
                self._writer = None

    def _open(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._index = tantivy.Index(self._schema, path=str(self._folder), reuse=True)
        self._index.register_tokenizer(_ANALYZER, self._analyzer)
        self._index.config_reader("manual")
        self._index.reload()
        self._sequence = self._committed()

    def _committed(self) -> int:
        searcher = self._index.searcher()
        query = Query.term_query(self._schema, "kind", "sequence")
        hits = searcher.search(query, 1, count=False).hits
        return int(searcher.doc(hits[0][1]).get_first("sequence") or 0) if hits else 0

    def _writing(self) -> tantivy.IndexWriter:
        if self._writer is None:
            self._writer = self._index.writer(_MEMORY, num_threads=1)
        return self._writer

    def _words(self, text: str) -> list[str]:
        every = dict.fromkeys(self._analyzer.analyze(_valid(text)))
        named = {one for name in names(text) for one in self._analyzer.analyze(name)}
        telling = [word for word in every if word not in self._stopped or word in named]
        return (telling or list(every))[:_LONGEST_QUESTION]

    def _query(self, audiences: Sequence[str], words: Sequence[str]) -> Query:
        readable = Query.term_set_query(self._schema, "audience", list(audiences))
        scored: list[tuple[Occur, Query]] = []
        for word in words:
            scored.append((Occur.Should, Query.term_query(self._schema, "body", word)))
            heading = Query.term_query(self._schema, "headings", word)
            scored.append((Occur.Should, Query.boost_query(heading, _HEADINGS)))
        return Query.boolean_query(
            [
                (Occur.Must, Query.const_score_query(readable, 0.0)),
                (Occur.Must, Query.boolean_query(scored)),
            ]
        )

    def _rarity(self, searcher: tantivy.Searcher, word: str, total: int) -> float:
        counts = [
            max(searcher.doc_freq("body", part), searcher.doc_freq("headings", part))
            for part in self._analyzer.analyze(_valid(word))
        ]
        if not counts:
            return 0.0
        n = min(*counts, total)  # deleted documents count until tantivy merges them away
        return math.log(1 + (total - n + 0.5) / (n + 0.5))


def _valid(text: str) -> str:
    """The text without halves of characters, which no UTF-8 can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _analyzer() -> tantivy.TextAnalyzer:
    return (
        TextAnalyzerBuilder(Tokenizer.simple())
        .filter(Filter.remove_long(60))
        .filter(Filter.lowercase())
        .filter(Filter.ascii_fold())
        .filter(Filter.stemmer("english"))
        .build()
    )


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("kind", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("audience", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("headings", tokenizer_name=_ANALYZER, index_option="freq")
    builder.add_text_field("body", tokenizer_name=_ANALYZER, index_option="freq")
    # Signed: an unsigned field kills the writer of tantivy 0.27 when given a Python int.
    builder.add_integer_field("sequence", stored=True)
    return builder.build()
