"""What planning digests in Slack needs, from an opened core."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.listeners.needs.planner import Planner
from knowledge.errors import ThroughlineError
from knowledge.metrics.newest import newest
from knowledge.models import SourceKind
from knowledge.store.digests.planned import PlannedDigests
from knowledge.store.digests.reasons import Reasons

if TYPE_CHECKING:
    from bot.wiring.throughline import Throughline


def planner_of(throughline: Throughline) -> Planner | None:
    """Its digests and metrics; None for a workspace without metrics.

    Raises:
        DefinitionError: a metric or a digest is defined wrongly, with its line.
    """
    settings = throughline.settings
    if settings.metrics is None:
        return None
    metrics = throughline.metrics

    def dated(metric: str) -> str:
        try:
            return metrics.computation(metric).dated_table
        except ThroughlineError:
            return ""

    return Planner(
        book=throughline.book,
        plans=PlannedDigests(throughline.database),
        reasons=Reasons(throughline.database),
        build=throughline.build_digest,
        definitions=lambda: metrics.definitions,
        audiences=metrics.audiences,
        dimensions=metrics.dimensions,
        dated=dated,
        refresh=metrics.refresh,
        newest=lambda metric, today: newest(metric, metrics, today),
        quotable={
            one.name: one.audience for one in settings.sources if one.kind is SourceKind.INSIGHTS
        },
        zone=settings.workspace.timezone,
        holidays=settings.workspace.holidays,
    )
