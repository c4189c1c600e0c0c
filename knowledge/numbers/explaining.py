"""Why a number is what it is, as far as the tables tell: the groups that moved it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from knowledge.errors import ThroughlineError
from knowledge.metrics.wording import lower_first, value_words
from knowledge.models import Figure
from knowledge.numbers.asked import Asked, Kind
from knowledge.numbers.computed import FEWEST, Computed
from knowledge.numbers.computing import Computing
from knowledge.numbers.drivers import Driver, of_difference, of_rate, of_sum
from knowledge.numbers.naming import NONE

_TOLD = 2
_SPLITS = 2


@dataclass(frozen=True, slots=True)
class Split:
    """What one dimension explains; `groups` are the figures now."""

    dimension: str
    drivers: tuple[Driver, ...]
    groups: tuple[Figure, ...]


def splits(computing: Computing, made: Computed, wanted: Sequence[str]) -> list[Split]:
    """For each dimension the groups' parts in the change, those that tell most first."""
    found = []
    fixed = {one.dimension for one in made.asked.where if not one.negated}
    for dimension in [one for one in wanted if one not in fixed]:
        try:
            split = _split(computing, made, dimension)
        except ThroughlineError:  # a driver may be another metric: it is named, not split by
            continue
        if split.drivers:
            found.append(split)
    return sorted(found, key=lambda one: -_spread(one))[:_SPLITS]


def told(split: Split, made: Computed, labels: Mapping[str, str]) -> str:
    """One line: which groups brought how much of the change."""
    label = lower_first(labels.get(split.dimension, split.dimension))
    unit = made.definition.unit
    large = [one for one in split.drivers if _is_large(one) and one.total][:_TOLD]
    if not large:
        return ""
    if made.change is None or made.since is None:
        parts = [
            f"{one.name or NONE} {value_words(one.now, unit, made.definition.label)}"
            f" ({one.weight:.0%} of rows)".replace("%)", " %)").replace("% of", " % of")
            for one in large
        ]
        return f"By {label}: {', '.join(parts)}."
    parts = [_part(one, unit, made.definition.label) for one in large]
    return f"By {label}: {', '.join(parts)}."


def _is_large(one: Driver) -> bool:
    """Whether its rows are enough to be told apart, now and before; none at all is told too."""
    return all(n >= FEWEST or n == 0 for n in (one.n, one.n_before)) and one.n + one.n_before > 0


def _part(one: Driver, unit: str, label: str) -> str:
    """A group with what it brought: Huddersfield +6, or by mix and rate where they both count."""
    name = one.name or NONE
    if unit != "percent":
        sign = "+" if one.total >= 0 else "−"
        return f"{name} {sign}{value_words(abs(one.total), '', label)}"
    moved = f"{one.total * 100:+.1f} points".replace("-", "−")
    larger = abs(one.mix) > abs(one.rate)
    why = "more of the rows" if one.mix > 0 else "fewer of the rows"
    before = value_words(one.before, unit, label)
    now = value_words(one.now, unit, label)
    return f"{name} {moved} ({why if larger else f'{before} to {now}'})"


def _split(computing: Computing, made: Computed, dimension: str) -> Split:
    asked = replace(made.asked, by=dimension, kind=Kind.GROUPS)
    now = _groups(computing, asked)
    value = made.figure.value
    if value is None:
        return Split(dimension, (), now)
    if made.since is None or made.change is None:
        return Split(dimension, tuple(of_difference(now, value)), now)
    before = _groups(computing, replace(asked, period=made.since))
    if computing.metrics.computation(asked.metric).additive:
        return Split(dimension, tuple(of_sum(now, before)), now)
    return Split(dimension, tuple(of_rate(now, before, (value, made.change.since))), now)


def _groups(computing: Computing, asked: Asked) -> tuple[Figure, ...]:
    result = computing.metrics.result(asked.metric, asked.period, (asked.by,), asked.where)
    computing.statements.append(result.sql)
    return result.figures


def _spread(split: Split) -> float:
    """How unevenly the change is spread: what most tells where it comes from."""
    totals = [abs(one.total) for one in split.drivers]
    return max(totals) / (sum(totals) or 1.0) * len(totals) if totals else 0.0
