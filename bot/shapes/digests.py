"""Digests as the JSON objects of the command line: keys that others build on and nobody renames.

The same shape is kept with each delivery: what was said, and on which values.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.shapes.shapes import Shape, citation, day, figure, period
from knowledge.digests.crossing import side_words
from knowledge.digests.definition import PERIODS
from knowledge.metrics.series.saying import outlier_words, pace_words, slope_words

if TYPE_CHECKING:
    from knowledge.digests.digest import Digest, Section
    from knowledge.metrics.lines import Line
    from knowledge.metrics.series.outliers import Outlier
    from knowledge.metrics.series.promised import Path
    from knowledge.metrics.standing import Change


def digest(given: Digest) -> Shape:
    """A digest as it would be; groups are figures with dimensions."""
    figures = []
    for line in given.lines:
        if line.figure is not None:
            figures.append(figure(line.figure))
        figures.extend(figure(one) for _, group in line.groups for one in group)
    grain = PERIODS[given.definition.period]
    return {
        "digest": given.definition.name,
        "title": given.definition.title,
        "audience": given.definition.audience,
        "status": given.status.value,
        "reason": given.reason or None,
        "as_of": day(given.as_of),
        "period": period(given.period),
        "grain": grain.value if grain else None,
        "figures": figures,
        "lines": [_line(line) for line in given.lines],
        "sections": [_section(one) for one in given.sections],
        "left_out": list(given.left_out),
        "warning": given.warning or None,
        "newest": {source: day(newest) for source, newest in given.newest},
    }


def _line(line: Line) -> Shape:
    """What is said of a metric beside its figures."""
    return {
        "metric": line.name,
        "label": line.figure.label if line.figure else line.name,
        "where": {one.dimension: list(one.values) for one in line.where},
        "change": _change(line.change),
        "year": _change(line.year),
        "progress": line.progress,
        "path": _path(line.path),
        "outlier": _outlier(line.outlier),
        "crossed": line.crossed or None,
        "series": [{"period": period(point.period), "value": point.value} for point in line.series],
        "said": _said(line),
        "note": line.note or None,
        "reason": line.reason or None,
    }


def _said(line: Line) -> list[str]:
    """The sentences beside its figures."""
    if line.figure is None:
        return []
    told = (
        side_words(line) if line.crossed else "",
        outlier_words(line.outlier, line.figure),
        pace_words(line.path, line.figure),
        slope_words(line.path, line.figure),
        line.note,
    )
    return [words for words in told if words]


def _change(one: Change | None) -> Shape | None:
    if one is None:
        return None
    return {"since": one.since, "by": one.by, "share": one.share, "verdict": one.verdict.value}


def _path(one: Path | None) -> Shape | None:
    if one is None:
        return None
    return {
        "marks": [{"date": day(on), "value": value} for on, value in one.marks],
        "target": one.target.value,
        "target_date": day(one.target.day),
        "expected": one.expected,
        "ahead": one.ahead,
        "projected": one.projected,
    }


def _outlier(one: Outlier | None) -> Shape | None:
    if one is None:
        return None
    return {
        "direction": "high" if one.is_high else "low",
        "score": round(one.score, 2),
        "low": one.low,
        "high": one.high,
        "like": one.like,
        "alike": one.alike,
    }


def _section(one: Section) -> Shape:
    """What a section says, or with a reason why it says nothing."""
    return {
        "kind": one.kind,
        "title": one.title,
        "metric": one.metric or None,
        "reason": one.reason or None,
        "remarks": [
            {
                "text": remark.text,
                "quote": remark.quote or None,
                "by": remark.by or None,
                "against": remark.against,
                "citation": None if remark.citation is None else citation(remark.citation),
            }
            for remark in one.remarks
        ],
        "more": one.more,
    }
