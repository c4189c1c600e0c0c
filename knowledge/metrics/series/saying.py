"""A metric's path and its outliers as people read them. Pure."""

from __future__ import annotations

from knowledge.metrics.series.outliers import Outlier
from knowledge.metrics.series.promised import Path
from knowledge.metrics.wording import value_words
from knowledge.models import Figure


def pace_words(path: Path | None, figure: Figure) -> str:
    """Where a value should be by now: "ahead of the path, which asks for 66 % by now"."""
    if path is None or path.expected is None or path.ahead is None:
        return ""
    asked = _about(path.expected, figure)
    where = "ahead of" if path.ahead else "behind"
    if _about(figure.value, figure) == asked:
        return f"on the path, which asks for {asked} by now"
    return f"{where} the path, which asks for {asked} by now"


def slope_words(path: Path | None, figure: Figure) -> str:
    """Where the slope leads by the target's day: "at this slope 69 %"."""
    if path is None or path.projected is None:
        return ""
    return f"at this slope {_about(path.projected, figure)}"


def outlier_words(outlier: Outlier | None, figure: Figure) -> str:
    """What is unusual: "unusually high: 31 against a usual 12 to 18 (12 weeks)"."""
    if outlier is None:
        return ""
    low, high = (_plain(one, figure.unit) for one in (outlier.low, outlier.high))
    usual = low if low == high else f"{low.removesuffix(' %')} to {high}"
    word = "high" if outlier.is_high else "low"
    value = _plain(figure.value, figure.unit)
    return f"unusually {word}: {value} against a usual {usual} ({outlier.like} {outlier.alike})"


def _about(value: float | None, figure: Figure) -> str:
    """A value as precise as something that is not measured can be."""
    if value is not None and figure.unit != "percent":
        value = round(value, 0 if abs(value) >= 10 else 1)
    return value_words(value, figure.unit, figure.label)


def _plain(value: float | None, unit: str) -> str:
    return value_words(value, unit, unit)
