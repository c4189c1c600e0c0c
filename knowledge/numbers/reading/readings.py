"""The readings of a question that are as good as each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from knowledge.numbers.asked import Ambiguous, Asked, Read
from knowledge.numbers.language.vocabulary import DimensionWords
from knowledge.numbers.reading.alike import is_split
from knowledge.numbers.reading.dimensions import twins
from knowledge.numbers.reading.found import Found, Match
from knowledge.numbers.reading.querying import query_of
from knowledge.numbers.reading.question import Question
from knowledge.numbers.times.calendar import Calendar

Calendars = Callable[[str], Calendar]
"""For a metric's name the calendar over its rows."""


_OPTIONS = 4  # readings that are offered


def as_asked(parts: Question, matches: Sequence[Match], calendars: Calendars) -> Read:
    found = [one for each in matches for one in _readings(parts, each, calendars)]
    readings = list(dict.fromkeys(found))
    return readings[0] if len(readings) == 1 else Ambiguous(tuple(readings))


def _readings(parts: Question, one: Match, calendars: Calendars) -> list[Asked]:
    """One query, or one for each value or dimension that fits as well as another."""
    unclear = next((found for found in one.found if _is_unclear(found)), None)
    if unclear is None:
        return [
            query_of(parts, each, calendars(one.metric.name)) for each in _split_ways(parts, one)
        ]
    readings = []
    for dimension, value in _options(unclear)[:_OPTIONS]:
        found = tuple(_chosen(each, unclear, dimension, value) for each in one.found)
        readings += _readings(parts, replace(one, found=found), calendars)
    return readings


def _is_unclear(found: Found) -> bool:
    return bool(found.rivals) or (len(found.values) > 1 and not found.together)


def _split_ways(parts: Question, one: Match) -> list[Match]:
    """The match, once for each dimension that the word to split by names equally."""
    if not one.dimensions:
        return [one]
    split = [each for each in one.dimensions if is_split(each[0], parts.tokens)]
    at, chosen = (split or list(one.dimensions))[0]
    names = twins(one.metric, parts.tokens, at)
    if chosen.name not in {each.name for each in names} or len(names) < 2:
        return [one]
    rest = tuple(each for each in one.dimensions if each[0] != at)
    return [replace(one, dimensions=((at, each), *rest)) for each in names[:_OPTIONS]]


def _options(unclear: Found) -> list[tuple[DimensionWords, str]]:
    return [*((unclear.dimension, value) for value in unclear.values), *unclear.rivals]


def _chosen(each: Found, unclear: Found, dimension: DimensionWords, value: str) -> Found:
    """A value as it is read; others of the same kind follow into the dimension that was chosen."""
    if each is unclear:
        return replace(each, dimension=dimension, values=(value,), rivals=())
    if each.dimension.name != unclear.dimension.name or not each.rivals:
        return each
    same = [text for other, text in each.rivals if other.name == dimension.name]
    if dimension.name == each.dimension.name:
        return replace(each, rivals=())
    return replace(each, dimension=dimension, values=tuple(same[:1]), rivals=()) if same else each
