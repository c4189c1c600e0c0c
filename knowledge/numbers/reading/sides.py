"""Questions of which one side was not understood: one number would be no answer."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable

from knowledge.metrics.periods import containing
from knowledge.numbers.asked import Ambiguous, Asked, Kind, Read
from knowledge.numbers.language.signs import SHARE, SUPERLATIVES
from knowledge.numbers.reading.alike import is_split
from knowledge.numbers.reading.conditions import (
    AGAINST_THE_REST,
    VERBS,
    conditions_of,
    is_against,
)
from knowledge.numbers.reading.found import Match
from knowledge.numbers.reading.periods import is_behind
from knowledge.numbers.reading.question import Question
from knowledge.numbers.reading.wanting import wanted


def is_two_sided(question: str) -> bool:
    """Whether it asks what is never computed: before against after, a period as a share."""
    return bool(_AROUND.search(question) or _SHARE_OF_TIME.search(question))


def lacks_a_side(parts: Question, first: Match, meant: Read) -> bool:
    """Whether a value is compared or ranked, and what with was not understood.

    One number is no answer then.
    """
    if isinstance(meant, Ambiguous):
        metrics = {one.metric for one in meant.readings}  # of several, both sides are asked about
        return len(metrics) == 1 and any(lacks_a_side(parts, first, one) for one in meant.readings)
    if not isinstance(meant, Asked):
        return False
    if _DIFFERENT.search(parts.text) and meant.kind not in {Kind.DISTINCT, Kind.RANKING}:
        return True
    lacks = _LACKS.get(meant.kind)
    return (
        _is_either(parts, first)
        or _is_twice(parts)
        or _takes_off(parts, meant)
        or _is_only_behind(parts, meant)
        or (lacks is not None and lacks(parts, first, meant))
    )


def _ranks_otherwise(parts: Question, first: Match, meant: Asked) -> bool:
    """After Florida, which state; the best of each group; the share of the first three."""
    if meant.also or any(one.dimension == meant.by and not one.negated for one in meant.where):
        return True
    if not wanted(parts, first).shares:
        return False
    texts = [one.text for one in parts.tokens]
    near = any(
        one in SUPERLATIVES and {*texts[at : at + 3]} & SHARE for at, one in enumerate(texts)
    )
    return meant.top > 1 or bool(first.metric.whole) or not near


def _shares_otherwise(parts: Question, first: Match, meant: Asked) -> bool:
    """A share for each group; one of a whole that is told with conditions of its own."""
    split = any(is_split(at, parts.tokens) for at, _ in first.dimensions)
    behind = _AS_A_SHARE.search(parts.text)
    told = len((*meant.where, *meant.part)) + bool(first.metric.whole) > 1
    verb = any(token.text in VERBS for token in parts.tokens)
    unclear = len(meant.part) > 1 and not meant.where and not verb
    grained = wanted(parts, first).grain is not None
    return split or grained or unclear or bool(behind and told)


def _changes_otherwise(parts: Question, first: Match, meant: Asked) -> bool:
    """A change in each of several times, or of each of two that are set against each other."""
    del meant
    wants = wanted(parts, first)
    both = is_against(first.found, conditions_of(first.found)[1], parts)
    return both or (wants.splits and wants.grain is not None)


def _splits_otherwise(parts: Question, first: Match, meant: Asked) -> bool:
    """A share of each group, where the metric is none."""
    del meant
    return wanted(parts, first).shares and first.metric.definition.unit != "percent"


def _follows_otherwise(parts: Question, first: Match, meant: Asked) -> bool:
    """One part of every year: December of each."""
    del parts, first
    if meant.period is None or meant.grain is None:
        return False
    whole = containing(meant.period.start, meant.grain)
    return (whole.end - whole.start) > 2 * (meant.period.end - meant.period.start)


def _compares_otherwise(parts: Question, first: Match, meant: Asked) -> bool:
    wants = wanted(parts, first)
    if wants.shares and first.metric.definition.unit != "percent":
        return True
    if wants.compares or _WITHOUT.search(parts.text):
        return True
    rest = AGAINST_THE_REST.search(parts.text) or _AVERAGE.search(parts.text)
    return bool(meant.where) and rest is not None


def _is_either(parts: Question, first: Match) -> bool:
    """Whether rows are meant that have one of two things or the other: partners or new ones."""
    special = [at for at in first.named if parts.tokens[at].stem not in first.metric.light]
    told = [(min(one.places), max(one.places), one.dimension.name) for one in first.found]
    told += [(min(special), max(special), "")] if special else []
    return any(
        name != other and any(one.text == "or" for one in parts.tokens[end:start])
        for (_, end, name), (start, _, other) in itertools.pairwise(sorted(told))
    )


def _is_only_behind(parts: Question, meant: Asked) -> bool:
    """Whether the one time is what another is compared with, and that one is not told."""
    if meant.other is not None:
        return meant.other == meant.period
    alone = len(parts.times.spotted) == 1 and meant.kind in _ONE_TIME
    return alone and is_behind(parts.times.spotted[0], parts.times)


def _takes_off(parts: Question, meant: Asked) -> bool:
    """Whether one group is taken off another: Germany minus France."""
    given = {one.dimension for one in meant.where if not one.negated}
    taken = {one.dimension for one in meant.where if one.negated}
    return bool(given & taken) and any(one.text == "minus" for one in parts.tokens)


def _is_twice(parts: Question) -> bool:
    """Whether two things are told of two times: received in September and closed in October."""
    return any(
        not other.link and _DONE.search(parts.times.rest[one.end : other.start])
        for one, other in itertools.pairwise(parts.times.spotted)
    )


_DONE = re.compile(r"\b(?:and|but|or)\b.*\w{2,}(?:ed|en|held|sent|sold|lost)\b")


_ONE_TIME = frozenset({Kind.VALUE, Kind.CHANGE, Kind.GROUPS})


_LACKS: dict[Kind, Callable[[Question, Match, Asked], bool]] = {
    Kind.RANKING: _ranks_otherwise,
    Kind.SHARE: _shares_otherwise,
    Kind.CHANGE: _changes_otherwise,
    Kind.GROUPS: _splits_otherwise,
    Kind.TREND: _follows_otherwise,
    Kind.VALUE: _compares_otherwise,
}


_DIFFERENT = re.compile(r"\bhow many (?:different|distinct|unique)\b", re.IGNORECASE)


_WITHOUT = re.compile(  # with and without internet
    r"\bwith,? (?:and|or|vs\.?|versus) without\b|\b(?:and|or|vs\.?|versus) without(?=\W*$| in\b)",
    re.IGNORECASE,
)


_AVERAGE = re.compile(
    r"\b(?:above|below|over|under|than|versus|vs\.?|compared (?:to|with)) (?:the |our )?"
    r"(?:overall |company )?average\b",
    re.IGNORECASE,
)


_AS_A_SHARE = re.compile(
    r"\bas an? (?:share|percentage|percent|%|proportion|fraction|part) of\b"
    r"|(?:%|\bpercent) of (?:all|the total)\b",
    re.IGNORECASE,
)


_AROUND = re.compile(  # what came before is set against what came after
    r"\bbefore\b.*\b(?:and|vs\.?|versus|or|to|with)\b(?: \w+)? after\b"
    r"|\bafter\b.*\b(?:and|vs\.?|versus|or|to|with|than)\b(?: \w+)? before\b",
    re.IGNORECASE,
)


_SHARE_OF_TIME = re.compile(  # the time is the part, and not where the share is taken
    r"(?:%|\b(?:share|part|portion|percent(?:age)?|proportion|fraction|how much of)\b).*"
    r"\b(?:was|were|is|are|came|come|has|have|had)\b"
    r"(?: (?:been|made|placed|received|ordered|filed|opened|in|from|sent|come|earned|sold))*"
    r" (?:in|during|after|before|since|on|within|from)"
    r" (?:(?:the |this |last |year )?(?:(?:19|20)\d\d\b|q[1-4]\b|h[12]\b"
    r"|jan|feb|mar(?:ch)?\b|apr|may\b|june?\b|july?\b|aug|sep|oct|nov|dec|month\b|quarter\b))",
    re.IGNORECASE,
)
