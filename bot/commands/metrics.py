"""What a terminal may ask of the metrics: one of them, a list of them, what is wrong with them."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from bot.commands import typed
from bot.commands.handover import Progress
from bot.commands.promises import held
from bot.shapes import metrics as shapes
from bot.shapes.shapes import Shape
from bot.wiring.readers import reader_of
from knowledge.errors import InputError
from knowledge.metrics.located import nearest

if TYPE_CHECKING:
    from bot.wiring.throughline import Throughline
    from knowledge.metrics.defining.metric import MetricDefinition

_LATEST = date(9999, 12, 31)


def metric(throughline: Throughline, arguments: Mapping[str, Any], progress: Progress) -> Shape:
    """{"name", "by"?, "where"?, "since"?, "until"?, "grain"?, "user"?, "channel"?} -> the rows."""
    del progress
    metrics = throughline.metrics
    definition = _chosen(str(arguments["name"]), _visible(throughline, arguments))
    where, notes = typed.conditions(metrics, definition.name, _texts(arguments, "where"))
    grain = typed.grain_of(_text(arguments, "grain"))
    span = metrics.span(definition.name, _LATEST)
    today = _today(throughline)
    asked = typed.period_of(_text(arguments, "since"), _text(arguments, "until"), span, today)
    started = time.perf_counter()
    result = metrics.result(definition.name, asked, _texts(arguments, "by"), where, grain)
    took = (time.perf_counter() - started) * 1000
    told = shapes.Told(
        asked=asked,
        grain=grain,
        filtered=bool(where),
        day=asked.end if asked else today,
        today=today,
        watermark=span.end if span else None,
        elapsed_ms=took,
        notes=tuple(notes),
    )
    return shapes.metric(definition, result, told)


def metric_list(
    throughline: Throughline, arguments: Mapping[str, Any], progress: Progress
) -> Shape:
    """{"user"?, "channel"?} -> {"metrics": [...]}: those that the reader may see."""
    del progress
    metrics, today = throughline.metrics, _today(throughline)
    shown = _visible(throughline, arguments)
    return {
        "metrics": [
            shapes.listed(one, metrics.dimensions(one.name), today) for one in shown.values()
        ]
    }


def metric_check(
    throughline: Throughline, arguments: Mapping[str, Any], progress: Progress
) -> Shape:
    """{} -> {"metrics", "problems": [...]}: of the files as they are now, for the operator."""
    from knowledge.metrics.computing.checking import check  # noqa: PLC0415 - with MetricFlow
    from knowledge.metrics.computing.engine import Metrics  # noqa: PLC0415
    from knowledge.metrics.defining.naming import Known  # noqa: PLC0415
    from knowledge.metrics.definitions import gather  # noqa: PLC0415
    from knowledge.models import SourceKind  # noqa: PLC0415

    del arguments, progress
    settings = throughline.settings
    definitions, problems = gather(settings.location(settings.metrics))
    loads = throughline.tables.loads()
    known = Known(
        audiences=throughline.audiences.names,
        tables={
            one.name: tuple(loads[one.name].columns) if one.name in loads else ()
            for one in settings.sources
            if one.kind is SourceKind.TABLE
        },
        term=lambda term: _term(throughline, term),
        promise=lambda promise: held(throughline, promise),
    )
    metrics = Metrics(definitions, throughline.tables, settings.sources)
    problems += check(definitions, metrics, known)
    problems.sort(key=lambda one: (str(one.file), one.line))
    return shapes.problems(problems, len(definitions.metrics), settings.root)


def _term(throughline: Throughline, term: str) -> tuple[bool, Sequence[str]]:
    """Whether the glossary has a term under exactly this name, and the labels that are close."""
    found = throughline.glossary.lookup(term, throughline.audiences.operator())
    exact = found.match in {"exact", "abbreviation", "alias"}
    return exact, found.suggestions or ((found.label,) if found.label else ())


def _visible(throughline: Throughline, arguments: Mapping[str, Any]) -> dict[str, MetricDefinition]:
    """The metrics whose every audience the reader has; of the others nothing is said."""
    reader = reader_of(throughline.audiences, arguments)
    metrics = throughline.metrics
    return {
        name: one
        for name, one in metrics.definitions.metrics.items()
        if metrics.audiences(name) <= reader.audiences
    }


def _chosen(name: str, visible: Mapping[str, MetricDefinition]) -> MetricDefinition:
    """The metric of this name, label or synonym, in any case."""
    if name in visible:
        return visible[name]
    wanted = name.strip().casefold()
    called = [
        one
        for one in visible.values()
        if wanted in {one.name.casefold(), *(called.casefold() for called in one.names)}
    ]
    if len(called) == 1:
        return called[0]
    if called:
        names = ", ".join(sorted(one.name for one in called))
        raise InputError(f"Several metrics are called '{name}': {names}. Give one of these names.")
    close = nearest(wanted, [called for one in visible.values() for called in one.names])
    offers = nearest(wanted, visible)
    raise InputError(
        f"There is no metric '{name}'.{offers if 'mean' in offers else close or offers}"
    )


def _text(arguments: Mapping[str, Any], name: str) -> str:
    return str(arguments.get(name) or "")


def _texts(arguments: Mapping[str, Any], name: str) -> list[str]:
    return [str(one) for one in arguments.get(name) or ()]


def _today(throughline: Throughline) -> date:
    return throughline.clock().astimezone(throughline.settings.workspace.zone).date()
