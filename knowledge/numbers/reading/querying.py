"""A question that fits a metric, as a query."""

from __future__ import annotations

from knowledge.metrics.periods import Grain
from knowledge.metrics.query import Where
from knowledge.numbers.asked import Asked, Kind
from knowledge.numbers.language.operations import Operations
from knowledge.numbers.reading.alike import is_split
from knowledge.numbers.reading.conditions import (
    against_the_rest,
    conditions_of,
    is_against,
    is_part,
    part_and_whole,
    split_by,
)
from knowledge.numbers.reading.found import Match
from knowledge.numbers.reading.periods import Periods, periods_of
from knowledge.numbers.reading.question import Question
from knowledge.numbers.reading.wanting import counts_groups, wanted
from knowledge.numbers.times.calendar import Calendar


def query_of(parts: Question, one: Match, calendar: Calendar) -> Asked:
    wants = wanted(parts, one)
    where, compared = conditions_of(one.found)
    by = split_by(parts, one, wants, compared)
    when = periods_of(parts.times, calendar, wants, groups=bool(compared))
    against, where = against_the_rest(parts, one.found, where, by)
    by = against[0].dimension if against else by
    grain = wants.grain or when.each or (Grain.MONTH if wants.trends else None)
    kind = _kind(wants, one, by, grain, when)
    if against or (kind is Kind.VALUE and is_against(one.found, compared, parts)):
        kind = Kind.GROUPS
    kind = Kind.DISTINCT if counts_groups(parts, one) else kind
    least = wants.ranks == "least"
    if wants.ranks in {"best", "worst"}:
        least = (wants.ranks == "best") == (one.metric.definition.direction == "down_is_good")
    part: tuple[Where, ...] = ()
    whole = ""
    if kind is Kind.SHARE and one.metric.whole and (not where or is_part(one, parts)):
        whole = one.metric.whole
    elif kind is Kind.SHARE:
        where, part = part_and_whole(one, parts, where)
    return Asked(
        metric=one.metric.name,
        kind=kind,
        period=when.period,
        unit=when.unit,
        other=when.other,
        by=by if kind not in _UNSPLIT else "",
        also=_also(parts, one, by),
        where=where,
        part=part,
        whole=whole,
        grain=grain if kind in {Kind.TREND, Kind.RANKING} else None,
        against=against,
        bound=parts.bound if kind is Kind.GROUPS else None,
        least=least,
        top=wants.top,
        all_time=parts.times.ever or bool(_WHOLE & {token.text for token in parts.tokens}),
        unsaid=tuple(word for word in one.missing if word not in one.metric.light),
        corrected=parts.corrected,
    )


def _kind(wants: Operations, one: Match, by: str, grain: Grain | None, when: Periods) -> Kind:
    percent = one.metric.definition.unit == "percent"
    choices = (
        (wants.owner, Kind.OWNER),
        (wants.why, Kind.WHY),
        (wants.baseline and not by, Kind.BASELINE),
        (wants.target and not by, Kind.TARGET),
        (bool(wants.ranks) and bool(by or grain), Kind.RANKING),
        (wants.shares and not percent and one.metric.additive and bool(one.found), Kind.SHARE),
        (wants.shares and bool(one.metric.whole) and not one.missing, Kind.SHARE),
        (when.other is not None, Kind.CHANGE),
        (bool(by) and (by not in _names(one) or wants.compares or wants.changes), Kind.GROUPS),
        (grain is not None, Kind.TREND),
        (wants.firmly_changes, Kind.CHANGE),
    )
    return next((kind for holds, kind in choices if holds), Kind.VALUE)


def _names(one: Match) -> set[str]:
    """Dimensions of which values are named: together they are asked for, unless compared."""
    return {found.dimension.name for found in one.found if not found.negated}


def _also(parts: Question, one: Match, by: str) -> tuple[str, ...]:
    """Further dimensions that are named with a "by" or an "and" behind it."""
    if not by:
        return ()
    return tuple(
        dimension.name
        for at, dimension in one.dimensions
        if dimension.name != by and (is_split(at, parts.tokens) or len(one.dimensions) > 1)
    )


_WHOLE = frozenset("all overall total altogether whole entire across combined table".split())


_UNSPLIT = frozenset({Kind.SHARE, Kind.OWNER, Kind.TARGET, Kind.BASELINE})
