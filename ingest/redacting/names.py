"""Names of people from a list, wherever they stand in a text as whole words."""

from __future__ import annotations

import csv
import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from ingest.redacting.rules import Span
from knowledge.errors import DocumentError

_WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
_BETWEEN = re.compile(r"[\s.'’`\u00ad-]{0,4}")
_LONGEST = 12  # words of a name
_COLUMN = "name"


class Names:
    """A list of names; the longest that fits is found, in any case, with or without accents.

    Attributes:
        digest: changes when a name is added or taken away; their order does not matter.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._sizes: dict[str, set[int]] = {}
        self._known = {words for name in names if (words := tuple(_words(name)[:_LONGEST]))}
        for words in self._known:
            self._sizes.setdefault(words[0], set()).add(len(words))
        told = "\n".join(sorted(" ".join(words) for words in self._known))
        self.digest = hashlib.sha256(told.encode()).hexdigest() if told else ""

    def find(self, text: str) -> Iterator[Span]:
        """Their places, first to last; what follows a name, such as `'s`, is not part of it."""
        if not self._known:
            return
        spans = [match.span() for match in _WORD.finditer(text)]
        place = 0
        while place < len(spans):
            taken = self._taken(text, spans, place)
            if taken:
                yield spans[place][0], spans[place + taken - 1][1]
            place += taken or 1

    def _taken(self, text: str, spans: list[Span], place: int) -> int:
        """How many words from this one on are a name, 0 where none."""
        first = _bare(text[slice(*spans[place])])
        for size in sorted(self._sizes.get(first, ()), reverse=True):
            some = spans[place : place + size]
            joined = all(
                _BETWEEN.fullmatch(text, before[1], after[0]) for before, after in pairwise(some)
            )
            if (
                len(some) == size
                and joined
                and tuple(_bare(text[slice(*span)]) for span in some) in self._known
            ):
                return size
        return 0


def bare_name(text: str) -> str:
    """A name as it is compared: its words in lower case, without accents."""
    return " ".join(_words(text))


def read_names(path: Path, column: str = "") -> Names:
    """The names in a file: one on a line, or the column of a CSV file (`name` unless said).

    Raises:
        DocumentError: it cannot be read, has no such column, or holds no name.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise DocumentError(
            f"The names in {path.name} cannot be read ({error.strerror})."
        ) from error
    except UnicodeDecodeError as error:
        raise DocumentError(f"The names in {path.name} are no UTF-8 text: save it anew.") from error
    csv_file = column or path.suffix.lower() == ".csv"
    names = Names(_column(text, column or _COLUMN, path.name) if csv_file else text.splitlines())
    if not names.digest:
        raise DocumentError(f"{path.name} holds no name: write one on each line.")
    return names


def _column(text: str, column: str, file: str) -> list[str]:
    lines = text.splitlines()
    head = lines[0] if lines else ""
    rows = csv.DictReader(lines, delimiter=max(",;\t", key=head.count))
    known = {name.strip().casefold(): name for name in rows.fieldnames or () if name}
    if column.casefold() not in known:
        columns = ", ".join(repr(name) for name in known.values()) or "none"
        raise DocumentError(
            f"{file} has no column {column!r} with the names to mask; it has: {columns}. "
            "Name one with mask_names_column."
        )
    return [row[known[column.casefold()]] or "" for row in rows]


def _words(text: str) -> list[str]:
    return [_bare(word) for word in _WORD.findall(text)]


def _bare(word: str) -> str:
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))
