"""A digest: what its definition asks for as of one day, through a port for figures. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from knowledge.digests.definition import PERIODS, DigestDefinition, Freshness
from knowledge.digests.digest import Digest, MakesSections, Section, Status
from knowledge.errors import ThroughlineError
from knowledge.metrics.lines import Line, line_of
from knowledge.metrics.periods import last_complete
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
    stale = _stale(definition.freshness, figures, as_of)
    status, reason = _status(definition, lines, stale)
    left_out = tuple(dict.fromkeys(line.reason for line in lines if line.reason))
    digest = Digest(
        definition=definition,
        as_of=as_of,
        status=status,
        lines=tuple(lines),
        period=period,
        reason=reason,
        left_out=left_out,
        warning=stale if status is Status.READY else "",
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
        return Line(None, asked.metric, reason=str(error))
    if closed:
        reason = f"{asked.metric}: its table is for {min(closed)}, the digest is not."
        return Line(None, asked.metric, reason=reason)
    return line_of(asked, window, figures)


def _merged(lines: Sequence[Line]) -> list[Line]:
    """One line a metric: a second one that splits it otherwise adds its groups to the first."""
    merged: dict[str, Line] = {}
    for line in lines:
        first = merged.get(line.name)
        if first is None or first.reason:
            merged[line.name] = line
        elif not line.reason:
            merged[line.name] = replace(first, groups=first.groups + line.groups)
    return list(merged.values())


def _stale(freshness: Freshness | None, figures: Figures, as_of: date) -> str:
    """Why the source is too old, "" where it is not: strictly older than its greatest age."""
    if freshness is None:
        return ""
    try:
        newest = figures.watermark(freshness.source, as_of)
    except ThroughlineError as error:
        return str(error)
    if newest is None:
        return f"{freshness.source} has no rows before {as_of}."
    if as_of - newest <= freshness.max_age:
        return ""
    return (
        f"The newest row of {freshness.source} is of {newest.day} {newest:%B %Y},"
        f" {(as_of - newest).days} days before; at most {freshness.max_age.days} are allowed."
    )


def _status(definition: DigestDefinition, lines: Sequence[Line], stale: str) -> tuple[Status, str]:
    told = [line for line in lines if not line.reason]
    if not told:
        return Status.SKIPPED, lines[0].reason
    on_stale = definition.freshness.on_stale if definition.freshness else ""
    if stale and on_stale == "hold":
        return Status.HELD, stale
    if stale and on_stale == "skip":
        return Status.SKIPPED, stale
    if definition.send_if == "any_changed" and not any(
        line.change is None or line.change.by for line in told
    ):
        return Status.SKIPPED, "No metric has changed since the period before."
    if definition.send_if == "any_breached" and not any(line.crossed for line in told):
        return Status.SKIPPED, "No metric has crossed a threshold."
    return Status.READY, ""
