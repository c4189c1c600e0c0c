"""One value of a metric's way through time. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.models import Period

SERIES = 13
"""Periods that are drawn: a quarter of weeks, a year of months and the same month before."""


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a series; None where nothing is known of its period."""

    period: Period
    value: float | None
