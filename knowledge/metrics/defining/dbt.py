"""Files of a dbt project as MetricFlow's documents, one for each semantic model and metric.

Three forms are read: MetricFlow's own (`semantic_model:` and `metric:` documents), dbt's lists
(`semantic_models:` and `metrics:` with `type_params`), and dbt's newest one (`semantic_model:`
under a model, its columns and its metrics; `models.py`, `metrics.py`). What is made stands at the
lines of what it was made from. Sources: docs.getdbt.com/docs/build/semantic-models and
/docs/build/latest-metrics-spec, and how dbt-core 1.12 reads both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain

from knowledge.metrics.defining import metrics, models
from knowledge.metrics.defining.legacy import measured, semantic_model
from knowledge.metrics.located import Located, Misdefined, nearest

METRIC, SEMANTIC_MODEL = "metric", "semantic_model"
KINDS = (METRIC, SEMANTIC_MODEL, "project_configuration", "saved_query")
LISTS = ("semantic_models", "metrics", "models")
_NOT_OURS = frozenset(
    "version mf_config_schema saved_queries sources exposures macros seeds snapshots tests"
    " data_tests unit_tests groups analyses functions anchors".split()
)

Refused = Callable[[Misdefined], None]


def documents(root: Located, refused: Refused) -> list[Located]:
    """MetricFlow's documents of one YAML document, named by their kind.

    What dbt keeps for others is passed over: tests, exposures, models without a semantic model. The
    time spine is ours, so project configurations are too. `refused` is told of each part that is
    wrong; the others are read.
    """
    found: list[Located] = []
    try:
        for key, body in root.entries():
            if key in KINDS:
                found += _read(_own, [body], refused)
            elif key == "semantic_models":
                found += _read(semantic_model, _bodies(body, SEMANTIC_MODEL), refused)
            elif key == "metrics":
                found += _read(metrics.metric, _bodies(body, METRIC), refused)
            elif key == "models":
                found += _read(models.model, _bodies(body, "model"), refused)
            elif key not in _NOT_OURS:
                known = (*KINDS, *LISTS)
                body.refuse(f"'{key}' is not a kind of definition.{nearest(key, known)}")
    except Misdefined as error:
        refused(error)
    return found


def _own(body: Located) -> list[Located]:
    """A document of MetricFlow's own, with the metrics that its measures ask for."""
    if body.name == SEMANTIC_MODEL:
        return measured(body)
    return [] if body.name == "project_configuration" else [body]


def _read(
    reading: Callable[[Located], list[Located]], bodies: Iterable[Located], refused: Refused
) -> Iterable[Located]:
    def one(body: Located) -> list[Located]:
        try:
            return reading(body)
        except Misdefined as error:
            refused(error)
            return []

    return chain.from_iterable(map(one, bodies))


def _bodies(body: Located, name: str) -> list[Located]:
    if body.value is None:
        return []
    return [Located(one.value, one.node, one.file, name) for one in body.items()]
