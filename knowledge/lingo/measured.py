"""Which number a meaning is measured by. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from knowledge.lingo.glossary import key
from knowledge.metrics.definitions import MetricDefinition
from knowledge.models import Sense


def metrics_of(senses: Sequence[Sense], metrics: Mapping[str, MetricDefinition]) -> tuple[str, ...]:
    """The metric of each meaning of one label, "" for none.

    The one that the meaning names; else one that names the label. Where the label has several
    meanings, that one must have the meaning's owner: it counts one of them and not the others.
    """
    return tuple(_metric(one, metrics, alone=len(senses) == 1) for one in senses)


def _metric(sense: Sense, metrics: Mapping[str, MetricDefinition], *, alone: bool) -> str:
    if sense.metric in metrics:
        return sense.metric
    return next(
        (
            name
            for name, one in metrics.items()
            if one.glossary_term
            and key(one.glossary_term) == key(sense.label)
            and (alone or (sense.owner and one.owner == sense.owner))
        ),
        "",
    )
