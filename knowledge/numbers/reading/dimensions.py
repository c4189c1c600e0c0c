"""The dimensions that a question names."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.numbers.language.vocabulary import DimensionWords, MetricWords
from knowledge.numbers.language.words import NOT, Token
from knowledge.numbers.reading.alike import alike, is_split
from knowledge.numbers.reading.found import Found


def dimensions_named(
    metric: MetricWords, tokens: Sequence[Token], taken: set[int]
) -> list[tuple[int, DimensionWords]]:
    """Dimensions that are named, by the place of their main word; the most fully named first."""
    options = []
    for dimension in metric.dimensions:
        head = dimension.words[-1]
        for at, token in enumerate(tokens):
            if at in taken or not (alike(head, token.stem) or _is_denied(at, dimension, tokens)):
                continue
            others = _others(at, dimension, tokens)
            lacking = len(dimension.words) - 1 - len(others)
            options.append((len(others), -lacking, dimension.own, -at, at, dimension))
    options.sort(key=lambda one: one[:4], reverse=True)
    found: dict[int, DimensionWords] = {}
    used: set[int] = set()
    for *_order, at, dimension in options:
        if at not in used and dimension.name not in {one.name for one in found.values()}:
            found[at] = dimension
            used |= {at} | _others(at, dimension, tokens)
    return sorted(found.items())


def _is_denied(at: int, dimension: DimensionWords, tokens: Sequence[Token]) -> bool:
    """Whether a word of the name alone is denied: no internet, where one value is "No"."""
    if not dimension.negative or tokens[at].stem not in dimension.words:
        return False
    return any(one.stem == NOT for one in tokens[max(0, at - 1) : at])


def twins(metric: MetricWords, tokens: Sequence[Token], at: int) -> list[DimensionWords]:
    """The dimensions that the word at a place names as well as each other."""
    ranked: dict[tuple[int, int, bool], list[DimensionWords]] = {}
    for dimension in metric.dimensions:
        if alike(dimension.words[-1], tokens[at].stem):
            others = len(_others(at, dimension, tokens))
            lacking = len(dimension.words) - 1 - others
            ranked.setdefault((others, -lacking, dimension.own), []).append(dimension)
    return ranked[max(ranked)] if ranked else []


def _others(at: int, dimension: DimensionWords, tokens: Sequence[Token]) -> set[int]:
    """Places of the words of a name that stand in front of its main one."""
    return {
        near
        for near in range(max(0, at - 3), at)
        if any(alike(word, tokens[near].stem) for word in dimension.words[:-1])
    }


def settled(
    tokens: Sequence[Token],
    values: Sequence[Found],
    dimensions: Sequence[tuple[int, DimensionWords]],
    taken: set[int],
) -> tuple[list[Found], list[tuple[int, DimensionWords]], set[int]]:
    """Names beside their values are no split; names that are true or false are conditions."""
    absorbed: set[int] = set()
    kept: list[tuple[int, DimensionWords]] = []
    found = list(values)
    for at, dimension in dimensions:
        absorbed |= _others(at, dimension, tokens) - taken
        said = _said(at, dimension, tokens)
        beside = [
            one
            for one in found
            if one.dimension.name == dimension.name and not is_split(at, tokens)
        ]
        if beside and not (said is not None and dimension.negative):
            absorbed.add(at)
        elif said is not None:
            denial = {near for near in range(max(0, at - 3), at) if tokens[near].stem == NOT}
            absorbed |= denial
            found.append(Found(dimension, (said[0],), frozenset({at}), whole=True, negated=said[1]))
        else:
            kept.append((at, dimension))
    return found, kept, absorbed


def _said(at: int, dimension: DimensionWords, tokens: Sequence[Token]) -> tuple[str, bool] | None:
    """The value and the negation that a bare name stands for, None where it stands for none."""
    if is_split(at, tokens):
        return None
    denied = any(one.stem == NOT for one in tokens[max(0, at - 3) : at])
    if dimension.truth:
        yes, _no = dimension.truth
        return (yes, True) if denied else (yes, False)
    if dimension.negative:
        return (dimension.negative, False) if denied else None
    return None
