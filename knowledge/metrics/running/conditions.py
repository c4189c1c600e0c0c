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
    """A text in SQL; signs of a template, and those that end a line, by their number."""
    return "'" + "".join(_sign(sign) for sign in value) + "'"


def _sign(sign: str) -> str:
    if sign == "'":
        return "''"
    if sign.isprintable() and sign not in "{}%#":
        return sign
    code = ord(sign)
    known = code and not 0xD800 <= code <= 0xDFFF  # no table holds the others
    return f"' || chr({code if known else 0xFFFD}) || '"
