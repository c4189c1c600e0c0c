"""What moved a metric: which groups brought how much of its change."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import isclose

from knowledge.digests.definition import PERIODS
from knowledge.digests.digest import Digest, Remark, Section
from knowledge.errors import ThroughlineError
from knowledge.metrics.lines import Line
from knowledge.metrics.series.groups import groups_of
from knowledge.metrics.series.ports import Asked, Figures, Window
from knowledge.metrics.standing import Change
from knowledge.metrics.wording import quoted, value_words
from knowledge.models import Figure
from knowledge.numbers.drivers import Driver, of_rate, of_sum

KIND = "drivers"

_MOST = 4  # remarks of a section
_SPLITS = 2  # dimensions, where the digest names none
_FEWEST = 5  # rows of a group that is told apart
_MUCH = 0.1  # of the largest part, to be told
_BOTH = 0.2  # of a group's parts, for its share and its own value to be told apart


@dataclass(frozen=True)
class Drivers:
    """A section for each metric that has moved, by mix and rate where it is a share or a mean."""

    figures: Figures

    def sections(self, digest: Digest, readers: Collection[str]) -> list[Section]:
        """The metrics split as the digest says, else as they themselves do."""
        del readers  # whoever may read a metric may read its groups
        found = ((line, self._remarks(line, digest)) for line in digest.lines)
        return [
            Section(KIND, f"What moved {quoted(_label(line))}", remarks, line.name)
            for line, remarks in found
            if remarks
        ]

    def _remarks(self, line: Line, digest: Digest) -> tuple[Remark, ...]:
        change = line.change
        if line.figure is None or change is None or not change.by or line.note:
            return ()
        splits = self._splits(line, digest)
        told = [(name, large) for name, parts in splits if (large := _large(parts))]
        told = sorted(told, key=lambda split: -_spread(split[1]))[:_SPLITS]
        each = _MOST // (len(told) or 1)
        return tuple(
            Remark(f"{name.replace('_', ' ').capitalize()} {_part(one, line.figure)}")
            for name, parts in told
            for one in parts[:each]
        )

    def _splits(self, line: Line, digest: Digest) -> list[tuple[str, list[Driver]]]:
        """For each dimension the parts that its groups have in the change."""
        grain, change = PERIODS[digest.definition.period], line.change
        assert line.figure is not None, "asked before"
        assert change is not None, "asked before"
        both = [(name, now, _named(line.earlier, name)) for name, now in line.groups]
        if not both and line.metric is not None and grain and digest.period:
            window = Window(digest.period, grain, digest.as_of)
            for dimension in dict.fromkeys((*line.metric.segment_by, *line.metric.drivers)):
                asked = Asked(line.name, by=dimension, where=line.where)
                try:
                    now, earlier = groups_of(asked, window, self.figures)
                except ThroughlineError:  # a driver may be another metric: it is not split by
                    continue
                both += [(name, rows, _named(earlier, name)) for name, rows in now]
        fixed = {one.dimension.rsplit("__", 1)[-1] for one in line.where}
        return [
            (name, _drivers(now, then, line.figure.value or 0.0, change))
            for name, now, then in both
            if name not in fixed
        ]


def _drivers(
    now: Sequence[Figure], then: Sequence[Figure], whole: float, change: Change
) -> list[Driver]:
    """By difference where the groups add up to the whole, else by mix and rate."""
    if _adds_up(now, whole) and _adds_up(then, change.since):
        return of_sum(now, then)
    return of_rate(now, then, (whole, change.since))


def _adds_up(groups: Sequence[Figure], whole: float) -> bool:
    return isclose(sum(one.value or 0.0 for one in groups), whole, rel_tol=1e-6, abs_tol=1e-9)


def _large(parts: Sequence[Driver]) -> list[Driver]:
    """Groups with enough rows, now and before, or none, that brought much of the change."""
    large = [one for one in parts if all(n >= _FEWEST or n == 0 for n in (one.n, one.n_before))]
    least = _MUCH * max((abs(one.total) for one in large), default=0.0)
    return [one for one in large if one.total and abs(one.total) >= least]


def _spread(parts: Sequence[Driver]) -> float:
    """How unevenly the change is spread: what most tells where it comes from."""
    totals = [abs(one.total) for one in parts]
    return max(totals) / sum(totals) * len(totals)


def _part(one: Driver, figure: Figure) -> str:
    """A group and what it brought: `Penrith: +6, 12 to 18`."""
    name = f"“{one.name}”" if " " in one.name else one.name or "none"
    total = f"{name}: {_signed(one.total, figure)}"
    values = [value_words(value, figure.unit, figure.label) for value in (one.before, one.now)]
    own = f"{values[0]} to {values[1]}"
    if not one.mix and figure.unit != "percent":
        return f"{total}, {own}"
    parts = abs(one.mix) + abs(one.rate)
    share = f"{_signed(one.mix, figure)} by its share of the whole"
    rate = f"{_signed(one.rate, figure)} by its own value, {own}"
    if abs(one.mix) < _BOTH * parts:
        return f"{total} by its own value, {own}"
    if abs(one.rate) < _BOTH * parts:
        return f"{total} by its share of the whole"
    return f"{total}; {rate}; {share}"


def _signed(value: float, figure: Figure) -> str:
    sign = "+" if value >= 0 else "−"
    if figure.unit == "percent":
        return f"{sign}{value_words(abs(value), 'percent').removesuffix(' %')} points"
    return f"{sign}{value_words(abs(value), '')}"


def _named(groups: Sequence[tuple[str, tuple[Figure, ...]]], name: str) -> tuple[Figure, ...]:
    return next((rows for called, rows in groups if called == name), ())


def _label(line: Line) -> str:
    return line.figure.label if line.figure else line.name
