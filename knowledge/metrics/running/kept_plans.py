"""Statements that were written before: MetricFlow takes longer than DuckDB."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date

from knowledge.metrics.running.plans import Asking, Plan

_ANY_DAYS = (date(1111, 1, 11), date(1111, 11, 11))
_MOST = 500


class KeptPlans:
    """Plans by what was asked, but for its days: those are put in. Not to be shared by threads."""

    def __init__(self, write: Callable[[str, Asking, Collection[str] | None], Plan]) -> None:
        self._write = write
        self._kept: dict[tuple[object, ...], Plan] = {}

    def plan(self, metric: str, asked: Asking, among: Collection[str] | None) -> Plan:
        """What `write` gives for this; what has conditions of its own is written each time.

        Raises:
            ThroughlineError: from `write`.
        """
        if asked.where:
            return self._write(metric, asked, among)
        tables = None if among is None else frozenset(among)
        shape = (metric, asked.by, asked.grain, asked.days is None, tables)
        if shape not in self._kept:
            if len(self._kept) >= _MOST:
                del self._kept[next(iter(self._kept))]
            any_days = _ANY_DAYS if asked.days else None
            self._kept[shape] = self._write(metric, replace(asked, days=any_days), among)
        return _on(self._kept[shape], asked.days)


def _on(plan: Plan, days: tuple[date, date] | None) -> Plan:
    sql = plan.sql
    for any_day, day in zip(_ANY_DAYS, days or (), strict=False):
        sql = sql.replace(f"date '{any_day}'", f"date '{day}'")
    return replace(plan, sql=sql)
