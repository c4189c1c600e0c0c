"""What the knowledge needs from outside, in our words; adapters translate and decide nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Progress = Callable[[int], None]
"""Called with how many more items are done."""


class ReadsPairs(Protocol):
    """Reads two texts together, which tells more of them than two vectors do."""

    def apart(self, one: str, other: str) -> float:
        """How far they are from meaning the same: the logit of a chance, 0 where it is open.

        The same for both orders of the two.
        """
        ...


class Embedder(Protocol):
    """Turns texts into vectors of unit length. A text gives one vector, whatever its neighbours.

    Attributes:
        name: the model as configured.
        fingerprint: changes whenever the same text would give another vector.
        dimensions: length of a vector.
    """

    name: str
    fingerprint: str
    dimensions: int

    def embed(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Vectors of shape (len(texts), dimensions), float32, in the order of the texts."""
        ...

    def embed_parts(
        self,
        texts: Sequence[str],
        spans: Sequence[Sequence[tuple[int, int]]],
        progress: Progress | None = None,
    ) -> tuple[Vectors, list[Vectors]]:
        """The same vectors, and for each text one of every part (start, end) of it.

        A part's vector is of its words as they read in the whole text, at no further cost where
        the model allows it (mean pooling over the part's tokens); else of the part alone. Each
        array of parts has the shape (parts, dimensions), unit rows.
        """
        ...

    def tokens(self, text: str) -> int:
        """How many tokens the model would read of this text if it did not cut it."""
        ...

    @property
    def limit(self) -> int:
        """Tokens beyond which the model cuts a text silently."""
        ...


class VectorIndex(Protocol):
    """Finds chunk ids by vector, within audiences. Derived: may be rebuilt at any time."""

    def add(self, audience: str, ids: Sequence[str], vectors: Vectors) -> None:
        """Adds new ids. One that is there already keeps its vector: ids are hashes of content."""
        ...

    def delete(self, audience: str, ids: Sequence[str]) -> None:
        """Removes ids; unknown ones are no error."""
        ...

    def search(self, audiences: Iterable[str], vector: Vectors, k: int) -> list[tuple[str, float]]:
        """The k best (id, cosine) over these audiences, best first. No audience, no result."""
        ...

    def ids(self, audience: str) -> set[str]:
        """All ids of an audience."""
        ...

    def audiences(self) -> set[str]:
        """Audiences that hold at least one id."""
        ...

    def applied(self) -> int:
        """The change sequence that this index has followed up to."""
        ...

    def mark(self, sequence: int) -> None:
        """Remembers, durably, that everything up to this sequence is in."""
        ...

    def clear(self) -> None:
        """Forgets everything, bytes on disk included."""
        ...

    def close(self) -> None:
        """Releases the files."""
        ...


class KeywordIndex(Protocol):
    """Finds chunk ids by words (BM25, stemmed), within audiences. Derived; no text can be read."""

    def add(self, rows: Iterable[tuple[str, str, str, str]]) -> None:
        """Adds (id, audience, headings, text); visible after `mark`."""
        ...

    def delete(self, ids: Iterable[str]) -> None:
        """Removes ids; visible after `mark`."""
        ...

    def search(self, audiences: Iterable[str], text: str, k: int) -> list[tuple[str, float]]:
        """The k best (id, BM25) over these audiences, best first; the text may be any."""
        ...

    def rarity(self, words: Sequence[str]) -> Mapping[str, float]:
        """For each word its inverse document frequency over all chunks.

        ln(1 + (N - n + 0.5) / (n + 0.5)): N chunks, n of them with the word.
        """
        ...

    def ids(self) -> set[str]:
        """All ids."""
        ...

    def applied(self) -> int:
        """The change sequence that this index has followed up to."""
        ...

    def mark(self, sequence: int) -> None:
        """Commits what was added and deleted, together with this sequence."""
        ...

    def clear(self) -> None:
        """Forgets everything, bytes on disk included."""
        ...

    def close(self) -> None:
        """Releases the files."""
        ...


class ChatModel(Protocol):
    """Writes text from a system prompt and a user prompt.

    Attributes:
        name: as configured, for the evidence line and logs.
    """

    name: str

    def stream(self, system: str, user: str) -> Iterator[str]:
        """Pieces of the text as they come.

        Raises:
            ChatError: late, broken, over budget, or the breaker is open. What came before stands.
        """
        ...
