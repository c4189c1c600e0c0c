"""The values that a question names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from knowledge.numbers.language.roles import is_operation
from knowledge.numbers.language.vocabulary import DimensionWords, MetricWords, Value
from knowledge.numbers.language.words import NOT, Token
from knowledge.numbers.reading.alike import alike, idle_between, is_each, is_unit, near_before
from knowledge.numbers.reading.candidates import candidates_of, may_name
from knowledge.numbers.reading.found import Found
from knowledge.numbers.reading.restricting import is_participle

_JOINS = frozenset("and or nor neither the from in".split())


_RESTS = frozenset("other others unknown rest misc none n/a".split())


def values_named(
    metric: MetricWords,
    tokens: Sequence[Token],
    index: Mapping[str, Sequence[Value]],
    named: frozenset[int],
) -> list[Found]:
    """Values that the question names, the longest first; each word is used once."""
    mine = {one.name: one for one in metric.dimensions}
    free = {
        at
        for at in range(len(tokens))
        if at not in named and not is_unit(at, metric, tokens) and not is_each(at, tokens)
    }
    found: list[Found] = []
    while True:
        best = _best(mine, tokens, index, free)
        if best is None:
            return _denied_together(found, tokens)
        found.append(_negated(best, tokens, named))
        free -= best.places
        same = {tokens[at].stem for at in best.places}
        again = {at for at in free if tokens[at].stem in same and _joined(at, best.places, tokens)}
        free -= again
        found[-1] = replace(found[-1], places=found[-1].places | again)


def _denied_together(found: Sequence[Found], tokens: Sequence[Token]) -> list[Found]:
    """A "not" holds for all that are joined to what it stands before: neither one nor the other."""
    told = [one for one in found if not _is_rest(one) or _is_beside(one, found)]
    listed = sorted(told, key=lambda one: min(one.places))
    for at in range(1, len(listed)):
        one, before = listed[at], listed[at - 1]
        between = [each.text for each in tokens[max(before.places) + 1 : min(one.places)]]
        joined = all(word in _JOINS for word in between)
        if before.negated and joined and one.dimension.name == before.dimension.name:
            listed[at] = replace(one, negated=True)
    return listed


def _is_rest(one: Found) -> bool:
    return one.values[0].strip().lower() in _RESTS


def _is_beside(one: Found, found: Sequence[Found]) -> bool:
    """Whether another value of the same dimension is named: only then "others" is one of them."""
    name = one.dimension.name
    return any(other is not one and other.dimension.name == name for other in found)


def _joined(at: int, places: frozenset[int], tokens: Sequence[Token]) -> bool:
    """Whether a place stands beside these, but for idle words."""
    near = min(places, key=lambda one: abs(one - at))
    return idle_between(tokens, min(at, near), max(at, near))


def _best(
    mine: Mapping[str, DimensionWords],
    tokens: Sequence[Token],
    index: Mapping[str, Sequence[Value]],
    free: set[int],
) -> Found | None:
    """The value or values with the most words side by side; whole ones first."""
    hits: dict[Value, dict[str, list[int]]] = {}
    for at in sorted(free):
        for value in index.get(tokens[at].stem, ()):
            if value.dimension in mine and may_name(value, mine[value.dimension], tokens, at):
                hits.setdefault(value, {}).setdefault(tokens[at].stem, []).append(at)
    candidates, sure = candidates_of(hits, tokens, index)
    heads = {one.words[-1] for one in mine.values()}
    candidates = {
        key: one
        for key, one in candidates.items()
        if (key in sure or any(_is_firm(tokens[at]) for at in one[0]))
        and (one[1] or any(_tells(tokens[at]) and tokens[at].stem not in heads for at in one[0]))
    }
    if not candidates:
        return None
    longest = max((len(places), whole) for places, whole in candidates.values())
    group = {key: one for key, one in candidates.items() if (len(one[0]), one[1]) == longest}
    exact = [key for key, one in candidates.items() if one[1] and len(one[0]) == longest[0]]
    chosen = group if not exact else {key: candidates[key] for key in exact}
    return _of_one_dimension(mine, chosen, tokens)


def _is_firm(token: Token) -> bool:
    return not token.idle or token.capital or token.stem.isdigit()


def _tells(token: Token) -> bool:
    return not token.idle and not is_operation(token) and token.stem != NOT


def _of_one_dimension(
    mine: Mapping[str, DimensionWords],
    group: Mapping[tuple[str, str], tuple[frozenset[int], bool]],
    tokens: Sequence[Token],
) -> Found:
    """Of several dimensions the one named near comes first, then one of the table itself."""

    def order(name: str) -> tuple[bool, int, bool, int, str]:
        places = next(one[0] for (dimension, _), one in group.items() if dimension == name)
        near = {tokens[at].stem for at in range(max(0, min(places) - 4), min(places))}
        called = sum(any(alike(word, stem) for stem in near) for word in mine[name].words)
        whole = called == len(mine[name].words)
        return (not whole, -called, not mine[name].own, sum(one == name for one, _ in group), name)

    names = sorted({dimension for dimension, _ in group}, key=order)
    chosen = names[0]
    values = tuple(text for dimension, text in group if dimension == chosen)
    places = group[chosen, values[0]][0]
    same = tuple(text for text in values if group[chosen, text][0] == places)
    rivals = tuple(
        (mine[name], text)
        for name, text in group
        if name != chosen
        and group[name, text][0] == places
        and order(name)[:3] == order(chosen)[:3]
    )
    wider = _wider(mine[chosen], same) if group[chosen, values[0]][1] else ()
    if wider:
        whole = group[chosen, values[0]][1]
        return Found(mine[chosen], (*same, *wider), places, whole, rivals=rivals)
    state = () if rivals else _of_one_state(mine[chosen], same, places, tokens)
    whole = group[chosen, values[0]][1]
    return Found(mine[chosen], state or same, places, whole, rivals=rivals, together=bool(state))


def _wider(dimension: DimensionWords, values: Sequence[str]) -> tuple[str, ...]:
    """Values that hold one that is named, and more: credit card, credit card or prepaid card."""
    return tuple(
        text
        for text in dimension.texts
        if any(_GOES_ON.match(text.lower().removeprefix(one.lower())) for one in values)
        and any(text.lower().startswith(one.lower()) for one in values)
    )


_GOES_ON = re.compile(r"\s*(?:,|/|&|\bor\b|\band\b)")


def _of_one_state(
    dimension: DimensionWords,
    values: Sequence[str],
    places: frozenset[int],
    tokens: Sequence[Token],
) -> tuple[str, ...]:
    """All values that begin with what one word says was done: closed, with relief or without."""
    only = tokens[min(places)]
    if len(places) > 1 or len(values) < 2 or not is_participle(only):
        return ()
    states = [one.text for one in dimension.values if one.words[0] == only.stem]
    return tuple(dict.fromkeys(states)) if {*values} <= {*states} else ()


def _negated(found: Found, tokens: Sequence[Token], named: frozenset[int]) -> Found:
    for at in reversed(near_before(found.places)):
        if tokens[at].stem == NOT and at not in named:
            return replace(found, negated=True)
        if not tokens[at].idle:
            break
    return found
