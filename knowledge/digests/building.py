"""A digest: what its definition asks for as of one day, through a port for figures. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from knowledge.digests.definition import PERIODS, DigestDefinition
from knowledge.digests.digest import Digest, MakesSections, Section, Status
from knowledge.digests.freshness import HOLD, WARN, Stale, newest, stale
from knowledge.errors import ThroughlineError
from knowledge.metrics.lines import Line, line_of
from knowledge.metrics.periods import last_complete
from knowledge.metrics.query import Where
from knowledge.metrics.series.ports import Asked, Figures, Window
from knowledge.models import EVERYONE, Period

_BEGINNING = date(1, 1, 1)


def build(
    definition: DigestDefinition,
    figures: Figures,
    as_of: date,
    rooms: Sequence[MakesSections] = (),
) -> Digest:
    """The digest as it stands on a day: only rows dated before it and complete periods count.

    `rooms` are asked for their sections, one after the other, where the digest is ready.
    """
    grain = PERIODS[definition.period]
    period = last_complete(as_of, grain) if grain else None
    days = period or Period(_BEGINNING, as_of - timedelta(days=1))
    window = Window(days, grain, as_of)
    lines = _merged([_allowed(asked, definition, window, figures) for asked in definition.metrics])
    old = stale(definition, figures, as_of)
    status, reason = _status(definition, lines, old)
    left_out = tuple(dict.fromkeys(line.reason for line in lines if line.reason))
    digest = Digest(
        definition=definition,
        as_of=as_of,
        status=status,
        lines=tuple(lines),
        period=period,
        reason=reason,
        left_out=left_out,
        warning=old.reason if old and status is Status.READY else "",
        newest=newest(definition, figures, as_of),
    )
    if status is Status.READY:
        for room in rooms:
            digest = replace(digest, sections=digest.sections + _said_by(room, digest))
    return digest


def _said_by(room: MakesSections, digest: Digest) -> tuple[Section, ...]:
    readers = frozenset({EVERYONE, digest.definition.audience})
    try:
        return tuple(room.sections(digest, readers))
    except ThroughlineError as error:
        return (Section("left out", "Left out", reason=str(error)),)


def _allowed(asked: Asked, definition: DigestDefinition, window: Window, figures: Figures) -> Line:
    """The line, unless the digest's readers may not see what it is computed from."""
    try:
        closed = figures.audiences(asked.metric) - {EVERYONE, definition.audience}
    except ThroughlineError as error:
        return Line(None, asked.metric, where=asked.where, reason=str(error))
    if closed:
        reason = f"{asked.metric}: its table is for {min(closed)}, the digest is not."
        return Line(None, asked.metric, where=asked.where, reason=reason)
    return line_of(asked, window, figures)


def _merged(lines: Sequence[Line]) -> list[Line]:
    """One line a metric and segment: one that splits it otherwise adds its groups to the first."""
    merged: dict[tuple[str, tuple[Where, ...]], Line] = {}
    for line in lines:
        key = (line.name, line.where)
        first = merged.get(key)
        if first is None or first.reason:
            merged[key] = line
        elif not line.reason:
            merged[key] = replace(
                first, groups=first.groups + line.groups, earlier=first.earlier + line.earlier
            )
    return list(merged.values())


def _status(
    definition: DigestDefinition, lines: Sequence[Line], old: Stale | None
) -> tuple[Status, str]:
    told = [line for line in lines if not line.reason]
    if not told:
        return Status.HELD, lines[0].reason
    if old and old.on_stale != WARN:
        return Status.HELD if old.on_stale == HOLD else Status.SKIPPED, old.reason
    if definition.send_if == "any_changed" and not any(
        line.change is None or line.change.by for line in told
    ):
        return Status.SKIPPED, "No metric has changed since the period before."
    if definition.send_if == "any_breached" and not any(line.crossed for line in told):
        return Status.SKIPPED, "No metric has crossed a threshold."
    return Status.READY, ""
