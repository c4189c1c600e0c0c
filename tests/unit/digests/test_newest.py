from __future__ import annotations

from datetime import date
from typing import Any

from knowledge.metrics.newest import newest
from knowledge.models import Period


def test_the_newest_whole_week_that_has_rows_counts_with_its_promise(figures: Any) -> None:
    found = newest("tickets", figures, date(2026, 5, 1))  # the last row is of Monday 23 February

    assert found is not None
    assert found.period == Period(date(2026, 2, 16), date(2026, 2, 22))
    assert (found.value, found.previous, found.baseline) == (4, 0, 10)
    assert found.target is not None
    assert found.target.value == 2


def test_a_metric_without_rows_stands_nowhere(figures: Any) -> None:
    assert newest("tickets", figures, date(2026, 1, 1)) is None
