"""All rows but those that a metric counts: customers who did not leave, orders that shipped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from knowledge.numbers.asked import Asked, Kind
from knowledge.numbers.language.words import NOT
from knowledge.numbers.reading.found import Match
from knowledge.numbers.reading.querying import query_of
from knowledge.numbers.reading.question import Question
from knowledge.numbers.reading.restricting import is_participle
from knowledge.numbers.reading.wanting import lacking_words, wanted
from knowledge.numbers.times.calendar import Calendar

_KINDS = frozenset({Kind.VALUE, Kind.TREND, Kind.CHANGE})


def denied(
    parts: Question, matches: Sequence[Match], calendars: Callable[[str], Calendar]
) -> Asked | None:
    """The count of the whole without the part, where nothing but a "not" before it is unexplained.

    None where the part's whole is no metric, or more than a count is asked for.
    """
    one = next((one for one in matches if _is_denied(one, parts)), None)
    if one is None:
        return None
    part = replace(one, rest=())
    if not parts.times.spotted and not _counts(parts, one):
        return None
    asked = query_of(parts, part, calendars(one.metric.name))
    if asked.kind not in _KINDS or asked.against or asked.corrected:
        return None
    return _without(asked, one)


def _without(asked: Asked, one: Match) -> Asked:
    """The whole but for the part: of all time where none is told, for a state lasts."""
    whole = replace(asked, metric=one.metric.whole, without=one.metric.name, unsaid=())
    return whole if asked.period else replace(whole, all_time=True)


def affirmed(
    parts: Question, matches: Sequence[Match], calendars: Callable[[str], Calendar]
) -> Asked | None:
    """The count of the whole without a part that is told by a "not", where the "not" is not there.

    Orders that have shipped are all but those that have not.
    """
    one = next((one for one in matches if _is_affirmed(one, parts)), None)
    if one is None or wanted(parts, one).shares:
        return None
    asked = query_of(parts, one, calendars(one.metric.name))
    if asked.kind not in _KINDS or asked.against or asked.corrected:
        return None
    return _without(asked, one)


def _is_affirmed(one: Match, parts: Question) -> bool:
    if not one.metric.whole or one.rest or lacking_words(one) != [NOT]:
        return False
    special = [at for at in one.named if parts.tokens[at].stem not in one.metric.light]
    return bool(special) and all(is_participle(parts.tokens[at]) for at in special)


def _is_denied(one: Match, parts: Question) -> bool:
    special = [at for at in one.named if parts.tokens[at].stem not in one.metric.light]
    if not (one.metric.whole and one.rest and special) or lacking_words(one):
        return False
    first = min((at for at in special if parts.tokens[at].stem != NOT), default=max(special))
    return all(parts.tokens[at].stem == NOT and at < first for at in one.rest)


def _counts(parts: Question, one: Match) -> bool:
    """Whether it asks how many, or begins with what is counted."""
    begins = bool(parts.tokens) and parts.tokens[0].stem in one.metric.unit & one.metric.light
    return begins or any(
        one.text in {"many", "number", "count", "total", "much"} for one in parts.tokens
    )
