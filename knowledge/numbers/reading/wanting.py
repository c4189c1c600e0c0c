"""What is wanted of a metric, by the words that are no part of a name."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.numbers.language.learning import GENERIC
from knowledge.numbers.language.operations import Operations, operations
from knowledge.numbers.language.roles import is_aggregate
from knowledge.numbers.language.words import Token, stems
from knowledge.numbers.reading.alike import is_unit
from knowledge.numbers.reading.found import Match
from knowledge.numbers.reading.question import Question


def wanted(parts: Question, one: Match) -> Operations:
    """What is wanted, by the words that are not part of a name or of a value."""
    used = one.named | {at for found in one.found for at in found.places}
    used |= one.beside | {at for at, _ in one.dimensions}
    used |= {at for at in range(len(parts.tokens)) if is_unit(at, one.metric, parts.tokens)}
    free = [token for at, token in enumerate(parts.tokens) if at not in used]
    return operations(parts.times.rest, free)


def counted_noun(listed: Sequence[Token], one: Match) -> int | None:
    """The place of a noun behind "how many" that is neither the metric's own nor a split."""
    split = {at for at, _ in one.dimensions}
    values = {at for found in one.found for at in found.places}
    places = [at for at in range(2, len(listed)) if _how_many(listed, at)]
    for first in places:
        rest = [at for at in range(first, len(listed)) if not _passed(at, listed, values)]
        at = rest[0] if rest else first
        own = {*one.metric.light, *one.metric.unit}
        named = one.named - {at for at in one.named if listed[at].stem in LASTING}
        while at in named and listed[at].stem not in one.metric.unit and at + 1 < len(listed):
            at += 1  # retail customers are no retail orders
        lasts = listed[at].stem in LASTING and one.metric.unit.isdisjoint(LASTING)
        known = (at in one.named and not lasts) or at in split
        people = listed[first - 1].text == "of" and listed[at].stem in _PEOPLE
        if not known and listed[at].stem in _COUNTED and listed[at].stem not in own and not people:
            return at
    return None


def counted_otherwise(listed: Sequence[Token], one: Match) -> int | None:
    """The place of what is to be counted, where the metric is no count: how many promoters."""
    if one.metric.additive:
        return None
    for first in (at for at in range(2, len(listed)) if _how_many(listed, at)):
        near = range(first, min(len(listed), first + 3))
        if not any(listed[at].stem in one.metric.unit for at in near):
            return next((at for at in near if not listed[at].idle), None)
    return None


def _how_many(listed: Sequence[Token], at: int) -> bool:
    lead = (listed[at - 2].text, listed[at - 1].text)
    return lead in {("how", "many"), ("number", "of"), ("count", "of")}


def _passed(at: int, listed: Sequence[Token], values: set[int]) -> bool:
    return at in values or listed[at].text in _OF


def lacking_words(one: Match) -> list[str]:
    """Words of the metric's name that the question should have and has not."""
    left_out = one.metric.light | GENERIC
    return [word for word in one.missing if word not in left_out]


def is_special(one: Match, parts: Question) -> bool:
    """Whether a word is there that sets the metric apart: more than whose it is."""
    said = [parts.tokens[at] for at in one.named]
    named = any(
        each.stem not in one.metric.light | GENERIC and not each.idle and not is_aggregate(each)
        for each in said
    )
    return named or any(parts.tokens[at].stem in one.metric.asides for at in one.context)


def counts_groups(parts: Question, one: Match) -> bool:
    """Whether it asks how many of a dimension's values there are: how many companies."""
    for at, _ in one.dimensions:
        before = [token.text for token in parts.tokens[max(0, at - 3) : at]]
        if before[-2:] == ["how", "many"] or before[-3:-1] == ["how", "many"]:
            return True
    return False


_OF = frozenset("of the our all these those different".split())


LASTING = frozenset(stems("second minute hour day week month year"))
"""Units of what lasts."""


_PEOPLE = frozenset(stems("user person people member"))


_COUNTED = frozenset(
    stems(
        "customer client household user person people member subscriber day week month year hour"
        " minute time"
    )
)
