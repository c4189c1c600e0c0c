"""One text found twice: as a letter of its own and as a row of a file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from knowledge.models import Passage, SourceKind
from knowledge.search.words.words import words

_ROWS = (".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".xlsx", ".parquet")
_RUN = 5  # words in a row that two texts hardly share by chance
_SHARE = 0.4  # of a row's runs: letter and row are cut into passages at different places


def once(passages: Sequence[Passage]) -> list[Passage]:
    """Identical texts once, and a row that is a letter as well as that letter; best first.

    A row of a register goes where at least two fifths of its runs of five words stand in those
    passages of one letter that were found; what stays has the better of both scores.
    """
    return _ranked(_without_rows(_identical_once(passages)))


def _identical_once(passages: Sequence[Passage]) -> list[Passage]:
    kept: dict[str, Passage] = {}
    for passage in passages:
        text = " ".join(passage.chunk.text.casefold().split())
        other = kept.get(text)
        if other is None:
            kept[text] = passage
        elif _is_row(other) and not _is_row(passage):
            kept[text] = replace(passage, score=max(passage.score, other.score))
    return list(kept.values())


def _without_rows(passages: Sequence[Passage]) -> list[Passage]:
    rows = [passage for passage in passages if _is_row(passage)]
    letters: defaultdict[str, list[Passage]] = defaultdict(list)
    for passage in passages:
        if passage.document.kind is SourceKind.INSIGHTS and not _is_row(passage):
            letters[passage.document.path].append(passage)
    if not rows or not letters:
        return list(passages)
    runs = {one.chunk.id: _runs(one.chunk.text) for some in letters.values() for one in some}
    whole = {
        path: set().union(*(runs[one.chunk.id] for one in some)) for path, some in letters.items()
    }
    kept = {passage.chunk.id: passage for passage in passages}
    for row in rows:
        said = _runs(row.chunk.text)
        path = max(whole, key=lambda one: len(said & whole[one]))
        if said and len(said & whole[path]) >= _SHARE * len(said):
            del kept[row.chunk.id]
            same = max(letters[path], key=lambda one: len(said & runs[one.chunk.id])).chunk.id
            kept[same] = replace(kept[same], score=max(kept[same].score, row.score))
    return list(kept.values())


def _runs(text: str) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[at : at + _RUN]) for at in range(max(1, len(found) - _RUN + 1))} - {()}


def _is_row(passage: Passage) -> bool:
    insight = passage.document.kind is SourceKind.INSIGHTS
    return insight and passage.document.path.lower().endswith(_ROWS)


def _ranked(passages: Sequence[Passage]) -> list[Passage]:
    return sorted(passages, key=lambda p: (-p.score, p.chunk.id))
