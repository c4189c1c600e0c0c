"""Documents to chunks: under their headings, of an even size, never longer than the model reads."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.parsed import Parsed, Section
from ingest.units import Unit, parts, units

SPLITTER_VERSION = 1
"""Goes up whenever the same document would give other chunks: it is part of a document's digest."""

LARGEST = 1000  # characters of text in a chunk, overlap included
GOAL = 700
TINY = 200  # neighbouring sections below this are put together
_OVERLAP = (60, 150)
_LONGEST_PATH = 150
_JOIN = " > "

Tokens = Callable[[str], int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A chunk to be.

    Attributes:
        section: headings joined with " > ", or the record's id.
        text: what is quoted.
        embedded: title path and text: what is embedded and searched.
        term: label of a glossary record, "" otherwise.
    """

    section: str
    text: str
    embedded: str
    term: str = ""


def split(parsed: Parsed, tokens: Tokens, limit: int) -> list[Piece]:
    """The chunks of a document, in order; the same document gives the same ones.

    Args:
        parsed: in plain text.
        tokens: how many tokens the model reads of a text.
        limit: the most that it reads; no chunk with its title path has more.
    """
    pieces: list[Piece] = []
    for section in _gathered(parsed.sections):
        path = _path(parsed.title, section.headings, tokens, limit)
        budget = _Budget(tokens, limit, path)
        if section.term:
            pieces.append(_record(section, budget))
            continue
        name = section.record or _JOIN.join(section.headings)
        pieces += [
            Piece(name, text, budget.embedded(text)) for text in _texts(section.text, budget)
        ]
    return pieces


class _Budget:
    """What fits into a chunk under one title path."""

    def __init__(self, tokens: Tokens, limit: int, path: str) -> None:
        self._tokens = tokens
        self._limit = limit
        self._path = path
        self._frame = tokens("")  # marks that the model adds to any text
        self.left = max(8, limit - tokens(path))

    def embedded(self, text: str) -> str:
        return f"{self._path}\n{text}"

    def cost(self, text: str) -> int:
        return self._tokens(text) - self._frame

    def fits(self, text: str) -> bool:
        """Whether a unit may be a chunk of its own."""
        if len(text) > LARGEST:
            return False
        return (
            len(text) <= self.left or self.cost(text) <= self.left
        )  # a token has a letter or more

    def exceeds(self, text: str) -> bool:
        embedded = self.embedded(text)
        return len(embedded) > self._limit and self._tokens(embedded) > self._limit


def _record(section: Section, budget: _Budget) -> Piece:
    """A term is one chunk; a very long one is quoted whole and embedded by its beginning."""
    searched = section.text
    if budget.exceeds(searched):
        searched = parts(searched, lambda text: not budget.exceeds(text))[0]
    return Piece(section.record, section.text, budget.embedded(searched), section.term)


def _gathered(sections: Sequence[Section]) -> Iterator[Section]:
    """Sections, with runs of tiny neighbours under one parent put together under their headings."""
    run: list[Section] = []
    for section in sections:
        if run and not _joins(run, section):
            yield _together(run)
            run = []
        run.append(section)
    if run:
        yield _together(run)


def _joins(run: Sequence[Section], section: Section) -> bool:
    if section.record or section.term or not section.headings or not run[-1].headings:
        return False
    size = sum(len(_with_heading(part)) + 2 for part in run)
    return (
        run[0].headings[:-1] == section.headings[:-1]
        and max(len(run[-1].text), len(section.text)) < TINY
        and size + len(_with_heading(section)) <= GOAL
    )


def _together(run: Sequence[Section]) -> Section:
    if len(run) == 1:
        return run[0]
    text = "\n\n".join(_with_heading(section) for section in run)
    return Section(headings=run[0].headings[:-1], text=text)


def _with_heading(section: Section) -> str:
    """A heading in front of its only line, or on a line of its own."""
    heading = section.headings[-1]
    if "\n" in section.text:
        return f"{heading}\n{section.text}"
    return f"{heading}{' ' if heading.endswith(('?', ':', '.')) else ': '}{section.text}"


def _path(title: str, headings: Sequence[str], tokens: Tokens, limit: int) -> str:
    """Title and headings; long ones lose their middle, then their ends."""
    full = _JOIN.join([title, *headings])
    if len(full) > _LONGEST_PATH and len(headings) > 1:
        full = _JOIN.join([title, "\u2026", headings[-1]])
    for length in (_LONGEST_PATH, 80, 40):
        full = _cut(full, length)
        if len(full) <= limit // 3 or tokens(full) <= limit // 3:
            break
    return full


def _cut(text: str, length: int) -> str:
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0] + "\u2026"


def _texts(text: str, budget: _Budget) -> Iterator[str]:
    """The text in even parts."""
    if len(text) <= LARGEST and not budget.exceeds(text):
        yield text
        return
    pieces = units(text, budget.fits)
    costs = [budget.cost(unit.text) for unit in pieces]
    count = max(math.ceil(len(text) / (GOAL + 100)), math.ceil(sum(costs) / (budget.left * 0.9)))
    goal = len(text) / count
    packer = _Packer(budget, goal)
    for unit, cost in zip(pieces, costs, strict=True):
        packer.add(unit, cost)
    for packed in packer.done():
        yield from _checked(packed, budget)


def _checked(text: str, budget: _Budget) -> Iterable[str]:
    """The last word is the model's own count: units may cost more together than apart."""
    return parts(text, lambda part: not budget.exceeds(part)) if budget.exceeds(text) else (text,)


class _Packer:
    """Puts units into chunks of about the goal, with an overlap or an introduction at each seam."""

    def __init__(self, budget: _Budget, goal: float) -> None:
        self._budget = budget
        self._goal = goal
        self._chunks: list[list[Unit]] = []
        self._open: list[Unit] = []
        self._new = 0  # characters that are no overlap
        self._size = 0
        self._cost = 0

    def add(self, unit: Unit, cost: int) -> None:
        if self._open and self._is_full(unit, cost):
            self._turn(unit, cost)
        self._put(unit, cost)
        self._new += len(unit.text)

    def done(self) -> list[str]:
        if self._open:
            self._chunks.append(self._open)
        return [_joined(chunk) for chunk in self._chunks]

    def _is_full(self, unit: Unit, cost: int) -> bool:
        size = self._size + len(unit.joint) + len(unit.text)
        if size > LARGEST or self._cost + cost > self._budget.left:
            return True
        return self._new + len(unit.text) / 2 > self._goal

    def _turn(self, unit: Unit, cost: int) -> None:
        """Closes the chunk and begins the next with what it needs of the one before."""
        closed, lead = self._open, self._lead(unit)
        if closed[-1].text == unit.introduction and len(closed) > 1:
            closed = closed[:-1]  # a list's introduction goes with the list
        self._chunks.append(closed)
        self._open, self._new, self._size, self._cost = [], 0, 0, 0
        for repeated in lead:
            price = self._budget.cost(repeated.text)
            size = len(repeated.text) + len(unit.text) + 2
            if size <= LARGEST and self._cost + price + cost <= self._budget.left:
                self._put(repeated, price)

    def _lead(self, unit: Unit) -> list[Unit]:
        if unit.introduction:
            return [Unit(unit.introduction, "")]
        lead: list[Unit] = []
        for before in reversed(self._open):
            size = sum(len(part.text) for part in lead) + len(before.text)
            if not before.sentence or size > _OVERLAP[1] or not unit.sentence:
                break
            lead.insert(0, before)
            if size >= _OVERLAP[0]:
                break
        return lead

    def _put(self, unit: Unit, cost: int) -> None:
        self._size += len(unit.text) + (len(unit.joint) if self._open else 0)
        self._cost += cost
        self._open.append(unit)


def _joined(chunk: Sequence[Unit]) -> str:
    return chunk[0].text + "".join(unit.joint + unit.text for unit in chunk[1:])
