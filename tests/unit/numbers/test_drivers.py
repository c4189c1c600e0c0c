"""What moved a metric, group by group."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.models import Figure
from knowledge.numbers.drivers import of_difference, of_rate, of_sum

Group = tuple[str, float, int]


def figures(groups: list[Group]) -> list[Figure]:
    return [Figure("m", "M", value, "", n, {"d": name}) for name, value, n in groups]


def mean(groups: list[Group]) -> float:
    return sum(value * n for _, value, n in groups) / sum(n for _, _, n in groups)


names = st.sampled_from(["a", "b", "c", "d", "e"])
rates = st.lists(
    st.tuples(names, st.floats(0, 1), st.integers(1, 10_000)),
    min_size=1,
    max_size=5,
    unique_by=lambda one: one[0],
)


@given(now=rates, before=rates)
def test_the_parts_of_a_rates_change_sum_to_it(now: list[Group], before: list[Group]) -> None:
    whole = mean(now), mean(before)

    found = of_rate(figures(now), figures(before), whole)

    assert sum(one.total for one in found) == pytest.approx(whole[0] - whole[1], abs=1e-9)


@given(now=rates, before=rates)
def test_the_parts_of_a_sums_change_sum_to_it(now: list[Group], before: list[Group]) -> None:
    found = of_sum(figures(now), figures(before))

    change = sum(value for _, value, _ in now) - sum(value for _, value, _ in before)
    assert sum(one.total for one in found) == pytest.approx(change, abs=1e-9)


@given(groups=rates)
def test_the_parts_of_a_difference_cancel_out(groups: list[Group]) -> None:
    found = of_difference(figures(groups), mean(groups))

    assert sum(one.total for one in found) == pytest.approx(0, abs=1e-9)


def test_a_group_whose_own_rate_moved_has_that_as_its_part() -> None:
    now, before = [("a", 0.4, 50), ("b", 0.2, 50)], [("a", 0.2, 50), ("b", 0.2, 50)]

    first, second = of_rate(figures(now), figures(before), (0.3, 0.2))

    assert (first.name, first.mix, first.rate) == ("a", 0.0, pytest.approx(0.1))
    assert second.total == 0


def test_a_group_that_only_grew_has_a_mix_and_no_rate() -> None:
    now, before = [("a", 0.4, 75), ("b", 0.2, 25)], [("a", 0.4, 50), ("b", 0.2, 50)]

    found = {one.name: one for one in of_rate(figures(now), figures(before), (0.35, 0.3))}

    assert found["a"].rate == 0
    assert found["a"].mix > 0
    assert found["b"].mix > 0  # fewer of the rows are below the whole


def test_rows_are_told_of_both_times() -> None:
    found = of_sum(figures([("a", 3, 3)]), figures([("a", 9, 9), ("b", 2, 2)]))

    assert {one.name: (one.n, one.n_before) for one in found} == {"a": (3, 9), "b": (0, 2)}


def test_where_rows_are_not_the_weights_nothing_is_told() -> None:
    groups = figures([("a", 0.4, 50), ("b", 0.2, 50)])

    assert of_rate(groups, groups, (0.39, 0.39)) == []
    assert of_difference(groups, 0.39) == []
