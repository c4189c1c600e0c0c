"""What moved a metric: the share of its change that each group of a dimension brought. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.models import Figure

_NEAR = 1e-6  # of the whole: closer means that the groups' rows are the weights


@dataclass(frozen=True, slots=True)
class Driver:
    """One group's part in a change, or in a difference from the whole.

    Attributes:
        now, before: its values; `before` is None where there is nothing earlier.
        mix: what came from its share of the rows; `rate` from its own value; both in the metric's
            unit. For counts and sums all is `rate`.
        weight: its share of the rows now.
        n, n_before: its rows now and before.
    """

    name: str
    now: float
    before: float | None
    mix: float
    rate: float
    weight: float
    n: int
    n_before: int = 0

    @property
    def total(self) -> float:
        """All that it brought."""
        return self.mix + self.rate


def of_sum(now: Sequence[Figure], before: Sequence[Figure]) -> list[Driver]:
    """For counts and sums: each group's own difference; the largest first."""
    earlier = {_name(one): one for one in before}
    rows = sum(one.n for one in now) or 1
    names = dict.fromkeys([*map(_name, now), *earlier])
    current = {_name(one): one for one in now}
    found = []
    for name in names:
        new, old = current.get(name), earlier.get(name)
        value, was = (new.value or 0.0) if new else 0.0, (old.value or 0.0) if old else 0.0
        n, n_before = new.n if new else 0, old.n if old else 0
        found.append(Driver(name, value, was, 0.0, value - was, n / rows, n, n_before))
    return sorted(found, key=lambda one: -abs(one.total))


def of_rate(
    now: Sequence[Figure], before: Sequence[Figure], whole: tuple[float, float]
) -> list[Driver]:
    """For rates and means: mix and rate by Kitagawa's decomposition, which leaves no rest.

    mix = (w - w') (r + r') / 2 and rate = (r - r') (w + w') / 2, where w is a group's share of the
    rows, r its value, and those with a dash are of before; to compare groups, mix is told against
    the mean of both wholes: (w - w') ((r + r') / 2 - R).
    Kitagawa, Components of a Difference Between Two Rates, JASA 50 (1955).

    Args:
        now: figures of the groups, with their rows.
        before: those of the earlier time.
        whole: the metric's value now and before.

    Returns:
        Nothing where the groups' rows are not what the metric is a mean over.
    """
    if not _weighs(now, whole[0]) or not _weighs(before, whole[1]):
        return []
    new, old = _weights(now), _weights(before)
    middle = sum(whole) / 2
    found = []
    for name in dict.fromkeys([*new, *old]):
        rate, weight, n = new.get(name, (None, 0.0, 0))
        was, share, n_before = old.get(name, (None, 0.0, 0))
        r = rate if rate is not None else was
        r_before = was if was is not None else rate
        if r is None or r_before is None:
            continue
        mix = (weight - share) * ((r + r_before) / 2 - middle)
        moved = (r - r_before) * (weight + share) / 2
        found.append(Driver(name, r, r_before, mix, moved, weight, n, n_before))
    return sorted(found, key=lambda one: -abs(one.total))


def of_difference(groups: Sequence[Figure], whole: float) -> list[Driver]:
    """Where there is no time before: how far each group lifts or lowers the whole."""
    if not _weighs(groups, whole):
        return []
    found = [
        Driver(name, rate, None, 0.0, weight * (rate - whole), weight, n)
        for name, (rate, weight, n) in _weights(groups).items()
        if rate is not None
    ]
    return sorted(found, key=lambda one: -abs(one.total))


def _weights(groups: Sequence[Figure]) -> dict[str, tuple[float | None, float, int]]:
    rows = sum(one.n for one in groups) or 1
    return {_name(one): (one.value, one.n / rows, one.n) for one in groups}


def _weighs(groups: Sequence[Figure], whole: float) -> bool:
    """Whether the groups' values, weighed by their rows, come to the whole."""
    found = _weights(groups).values()
    if not found or any(rate is None and weight for rate, weight, _ in found):
        return False
    sum_of = sum((rate or 0.0) * weight for rate, weight, _ in found)
    return abs(sum_of - whole) <= _NEAR * max(1.0, abs(whole))


def _name(figure: Figure) -> str:
    return next(iter(figure.dimensions.values()), "")
