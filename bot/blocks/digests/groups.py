"""A metric split as its digest asks for: each group with how it moved. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.blocks.digests.lines import moved_words
from bot.blocks.parts.mrkdwn import escaped
from knowledge.metrics.lines import Line
from knowledge.metrics.standing import change
from knowledge.metrics.wording import value_words
from knowledge.models import Figure

_MOST = 12  # groups of one split


def group_words(line: Line, before: str) -> list[str]:
    """One text of mrkdwn for each split of a metric, the groups with most rows first.

    `before` is what the period before is called.
    """
    return [
        "\n".join(_split(line, name, figures, before))
        for name, figures in line.groups
        if len(figures) > 1
    ]


def _split(line: Line, name: str, figures: Sequence[Figure], before: str) -> list[str]:
    label = line.figure.label if line.figure else line.name
    compared = any(one.previous is not None for one in figures)
    against = f", against {before}" if compared else ""
    rows = [f"*{escaped(label)} by {escaped(name.replace('_', ' '))}*{against}"]
    rows += [_group(line, one) for one in figures[:_MOST]]
    more = len(figures) - _MOST
    return [*rows, *([f"and {more} more"] if more > 0 else [])]


def _group(line: Line, one: Figure) -> str:
    called = next(iter(one.dimensions.values()), "") or "none"
    value = value_words(one.value, one.unit, one.label)
    direction = line.metric.direction if line.metric else ""
    few = line.metric is not None and one.n < line.metric.min_sample
    moved = "" if few else moved_words(change(one.value, one.previous, direction), one.unit)
    told = f"• {escaped(called)}: *{escaped(value)}*"
    return f"{told}  too few to call ({one.n})" if few else f"{told}  {moved}".rstrip()
