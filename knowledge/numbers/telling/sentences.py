"""Computed figures as short sentences, the number first. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.numbers.asked import Kind
from knowledge.numbers.computing import Computed
from knowledge.numbers.telling.groups import (
    told_count,
    told_groups,
    told_ranking,
    told_share,
    told_trend,
)
from knowledge.numbers.telling.lines import Labels, definition_line, notes_line, standing_line
from knowledge.numbers.telling.values import (
    told_baseline,
    told_change,
    told_owner,
    told_target,
    told_value,
)


def sentences(made: Computed, labels: Labels, moved: Sequence[str] = ()) -> list[str]:
    """What is said, line by line; the first one answers. `moved` are lines on what moved it."""
    lead = _LEADS.get(made.asked.kind, told_value)(made, labels)
    standing = standing_line(made)
    if made.asked.kind is Kind.WHY:  # room is short there: meaning, promise and voices follow
        return [*lead, *moved, *notes_line(made, labels)]
    return [*lead, *standing, *notes_line(made, labels), *definition_line(made)]


_LEADS = {
    Kind.RANKING: told_ranking,
    Kind.GROUPS: told_groups,
    Kind.TREND: told_trend,
    Kind.CHANGE: told_change,
    Kind.SHARE: told_share,
    Kind.DISTINCT: told_count,
    Kind.OWNER: told_owner,
    Kind.TARGET: told_target,
    Kind.BASELINE: told_baseline,
}
