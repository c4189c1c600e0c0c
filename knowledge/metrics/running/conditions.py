"""Conditions as MetricFlow's filters: what people type can end neither quotes nor a template."""

from __future__ import annotations

from datetime import date

from knowledge.metrics.query import Where


def between(days: tuple[date, date]) -> str:
    """Rows of these days, both included."""
    start, end = days
    day = "{{ TimeDimension('metric_time', 'day') }}"
    return f"{day} >= date '{start.isoformat()}' and {day} <= date '{end.isoformat()}'"


def condition(dimension: str, where: Where) -> str:
    """Rows whose dimension, by its long name, has one of the values or none of them."""
    listed = ", ".join(f"({_literal(value)})" for value in where.values)
    cell = f"coalesce(cast({{{{ Dimension('{dimension}') }}}} as varchar), '')"
    return f"{cell} {'not in' if where.negated else 'in'} ({listed})"


def _literal(value: str) -> str:
    safe = value.replace("'", "''")
    for sign in "{}%#":
        safe = safe.replace(sign, f"' || chr({ord(sign)}) || '")
    return f"'{safe}'"
