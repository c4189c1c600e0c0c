"""A question in words to a query that the definitions have, to several, or to what is missing."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from knowledge.metrics.periods import Grain
from knowledge.metrics.query import Where
from knowledge.models import Period
from knowledge.numbers.asked import Ambiguous, Asked, Kind, Read, Unfit
from knowledge.numbers.calendar import Calendar, period_before, unit_of, year_earlier
from knowledge.numbers.matching import Found, Match, is_split, is_unit, match, twins
from knowledge.numbers.operations import Operations, operations
from knowledge.numbers.spelling import corrected
from knowledge.numbers.times import Times, times
from knowledge.numbers.vocabulary import GENERIC, DimensionWords, Vocabulary
from knowledge.numbers.words import Token, stems, tokens, unrequested

Calendars = Callable[[str], Calendar]
"""For a metric's name the calendar over its rows."""

_NEAR = 0.35  # scores that close are as good as each other
_OPTIONS = 4  # readings that are offered
_WEAK = 0.4  # of the telling words: more of them unexplained, and something else is asked


@dataclass(frozen=True, slots=True)
class Question:
    """A question in its parts.

    Attributes:
        bound: a comparison and a number that groups must keep: at least 75.
        begins: how many of the tokens stand before the question itself, in what leads up to it.
    """

    text: str
    times: Times
    tokens: tuple[Token, ...]
    corrected: tuple[tuple[str, str], ...]
    begins: int = 0
    bound: tuple[str, float] | None = None


def read(question: str, vocabulary: Vocabulary, calendars: Calendars) -> Read | None:
    """What a question asks of the metrics; None where it asks nothing of them."""
    if not vocabulary.metrics:
        return None
    parts = question_of(question, vocabulary)
    matches = sorted(
        (_fit(match(one, parts.tokens, vocabulary.index), parts) for one in vocabulary.metrics),
        key=lambda one: -one.score,
    )
    best = [one for one in matches if not one.rest and _is_named(one, parts)]
    if parts.bound:  # only groups can keep it
        best = [one for one in best if one.dimensions]
    if not best:
        return _unfit(parts, matches)
    best = _rate_first(parts, best)
    first = best[0]
    if not _wants_number(parts, first):
        return None
    undone = _undone(parts, first)
    if undone and first.named:
        return replace(_told_unfit(first, [first], (undone[1],)), undone=undone[0])
    return None if undone else _as_asked(parts, _meant(best, matches, parts), calendars)


def _meant(best: Sequence[Match], matches: Sequence[Match], parts: Question) -> Sequence[Match]:
    """The best, with another that is named beside it, or with those that are as near."""
    first = best[0]
    beside = next((one for one in matches if _is_beside(one, first, parts.tokens)), None)
    if beside is not None:
        return [first, beside]
    close = [
        one for one in best if one.score >= first.score - _NEAR and one.missing and first.missing
    ]
    return close if len(close) > 1 else [first]


def _rate_first(parts: Question, best: list[Match]) -> list[Match]:
    """Where nobody asks how many, a share comes before the count that it is made of."""
    first = best[0]
    if not first.metric.asides or _operations(parts, first).counted:
        return best
    shares = [
        one
        for one in best[1:]
        if one.metric.definition.unit == "percent"
        and one.score >= first.score - _NEAR
        and any(set(phrase) <= first.metric.asides for phrase in one.metric.phrases)
    ]
    return [*shares[:1], *(one for one in best if one not in shares[:1])]


def question_of(question: str, vocabulary: Vocabulary) -> Question:
    """Times taken out, words corrected."""
    found, bound = _bounded(times(unrequested(question)))
    listed, changes = corrected(tokens(found.rest), vocabulary, question)
    lead = _LEAD_UP.match(found.rest)
    begins = len(tokens(lead.group())) if lead else 0
    return Question(question, found, tuple(listed), tuple(changes), begins, bound)


def _bounded(found: Times) -> tuple[Times, tuple[str, float] | None]:
    """A bound for groups, taken out of the question: which countries have at least 75 orders."""
    match = _BOUND.search(found.rest) if _WHICH.search(found.rest) else None
    if match is None:
        return found, None
    number = float(match["number"].replace(",", "")) * (1000 if match["k"] else 1)
    rest = f"{found.rest[: match.start()]} {found.rest[match.end() :]}"
    return replace(found, rest=rest), (_SIGNS[match["sign"].lower()], number)


def _fit(one: Match, parts: Question) -> Match:
    """Its score, with what the form of the question says of the unit."""
    wants = _operations(parts, one)
    percent = one.metric.definition.unit == "percent"
    score = one.score
    if wants.counted and percent:
        score -= 3.0
    if wants.shares and not percent and not one.found and (one.metric.base or one.missing):
        score -= 3.0
    rate = {at for at, token in enumerate(parts.tokens) if token.stem == "rate"}
    if rate - one.named and not percent:
        score -= 2.0
    if wants.shares and percent:
        score += 1.5
    totals = any(parts.tokens[at].text in {"total", "sum"} for at in one.rest)
    if totals and one.metric.additive:  # adding up is what it does
        rest = tuple(at for at in one.rest if parts.tokens[at].text not in {"total", "sum"})
        score += 2.0 * (len(one.rest) - len(rest))
        one = replace(one, rest=rest)
    score -= 1.2 * sum(at < parts.begins and parts.tokens[at].idle for at in one.named)
    idle = all(parts.tokens[at].idle for at in one.named)
    if one.metric.base and one.named and idle and not (wants.numeric or wants.counted):
        score -= 1.0  # people are named, and something else is asked of them
    counted = _counted_noun(parts.tokens, one)
    if counted is not None:
        one = replace(one, rest=(*one.rest, counted))
        score -= 2.0
    told = tuple(at for at in one.rest if at >= parts.begins)
    return replace(one, score=score + 2.0 * (len(one.rest) - len(told)), rest=told)


def _operations(parts: Question, one: Match) -> Operations:
    """What is wanted, by the words that are not part of a name or of a value."""
    used = one.named | {at for found in one.found for at in found.places}
    used |= one.beside | {at for at, _ in one.dimensions}
    used |= {at for at in range(len(parts.tokens)) if is_unit(at, one.metric, parts.tokens)}
    free = [token for at, token in enumerate(parts.tokens) if at not in used]
    return operations(parts.times.rest, free)


def _counted_noun(listed: Sequence[Token], one: Match) -> int | None:
    """The place of a noun behind "how many" that is neither the metric's own nor a split."""
    split = {at for at, _ in one.dimensions}
    values = {at for found in one.found for at in found.places}
    places = [at for at in range(2, len(listed)) if _how_many(listed, at)]
    for first in places:
        rest = [at for at in range(first, len(listed)) if not _passed(at, listed, values)]
        at = rest[0] if rest else first
        known = at in one.named or at in split
        own = {*one.metric.light, *one.metric.unit}
        if not known and listed[at].stem in _COUNTED and listed[at].stem not in own:
            return at
    return None


def _how_many(listed: Sequence[Token], at: int) -> bool:
    return listed[at - 2].text == "how" and listed[at - 1].text == "many"


def _passed(at: int, listed: Sequence[Token], values: set[int]) -> bool:
    return at in values or listed[at].text in _OF


def _is_named(one: Match, parts: Question) -> bool:
    """Whether enough of the metric's name is there; a table's count needs a value or a split."""
    if not one.named:
        wants = _operations(parts, one)
        whole = bool(one.found) and all(found.whole for found in one.found)
        counts = _counts_groups(parts, one)  # of what, nobody said
        return not counts and ((wants.numeric and whole) or bool(wants.ranks and one.dimensions))
    lacking = _lacking(one)
    return not lacking or (len(lacking) <= len(one.named) and _is_special(one, parts))


def _lacking(one: Match) -> list[str]:
    """Words of the metric's name that the question should have and has not."""
    left_out = one.metric.light | GENERIC
    return [word for word in one.missing if word not in left_out]


def _is_special(one: Match, parts: Question) -> bool:
    """Whether a word is there that sets the metric apart: more than whose it is."""
    said = [parts.tokens[at] for at in one.named]
    named = any(each.stem not in one.metric.light and not each.idle for each in said)
    return named or any(parts.tokens[at].stem in one.metric.asides for at in one.context)


def _wants_number(parts: Question, one: Match) -> bool:
    """Whether a number is asked for: in so many words, by a time or a value, or by nothing else."""
    wants = _operations(parts, one)
    text = parts.text.lower()
    if (
        _MEANING.search(text)
        or _HOW_MADE.search(text)
        or _HEARD.search(text)
        or _ADVICE.match(text)
    ):
        return False
    signs = (wants.numeric, wants.trends, wants.owner, wants.target, wants.why, wants.changes)
    if any(signs) or parts.times.spotted or one.found or (wants.splits and one.dimensions):
        return True
    return not _lacking(one) and not _A_THING.search(text)


def _unfit(parts: Question, matches: Sequence[Match]) -> Unfit | None:
    """A metric is meant for sure, and something else is not known."""
    meant = [
        one
        for one in matches
        if one.rest and one.named and not [w for w in one.missing if w not in one.metric.light]
    ]
    if not meant:
        return None
    first = meant[0]
    wants = _operations(parts, first)
    telling = [at for at, one in enumerate(parts.tokens) if not one.idle]
    split = any(_is_asked_by(at, parts.tokens) for at in first.rest)
    many = len(first.rest) > _WEAK * max(1, len(telling))
    asks = wants.numeric or parts.times.spotted or split or wants.trends or wants.changes
    if not asks or (many and not split):
        return None
    words = tuple(parts.tokens[at].text for at in first.rest)
    return _told_unfit(first, meant, words)


def _told_unfit(first: Match, meant: Sequence[Match], words: tuple[str, ...]) -> Unfit:
    offers = tuple(one.dimension.label for one in first.metric.dimensions)
    near = dict.fromkeys(one.metric.name for one in meant[:3])
    return Unfit(tuple(near), words, offers)


def _is_beside(one: Match, first: Match, listed: Sequence[Token]) -> bool:
    """Whether another metric is named in full beside the first: bookings and no-shows."""
    if one.missing or not one.named or one.named & first.named or not first.named:
        return False
    older, newer = sorted((one.named, first.named), key=min)
    between = [
        token for token in listed[max(older) + 1 : min(newer)] if token.text not in _ARTICLES
    ]
    return len(between) == 1 and between[0].text in _AND


_AND = frozenset("and or vs versus than against".split())
_ARTICLES = frozenset("the our with in of a an".split())


def _undone(parts: Question, one: Match) -> tuple[str, str] | None:
    """What is never computed, and the word for it: ranked changes, the highest of no groups."""
    wants = _operations(parts, one)
    if wants.moves and (one.dimensions or wants.grain):
        return "change", wants.moves
    grouped = one.dimensions or wants.grain or wants.compares or _conditions(one.found)[1]
    return ("extreme", wants.extreme) if wants.extreme and not grouped else None


def _is_asked_by(at: int, listed: Sequence[Token]) -> bool:
    return any(one.text in {"by", "per", "across"} for one in listed[max(0, at - 2) : at])


def _as_asked(parts: Question, matches: Sequence[Match], calendars: Calendars) -> Read:
    found = [one for each in matches for one in _readings(parts, each, calendars)]
    readings = list(dict.fromkeys(found))
    return readings[0] if len(readings) == 1 else Ambiguous(tuple(readings))


def _readings(parts: Question, one: Match, calendars: Calendars) -> list[Asked]:
    """One query, or one for each value or dimension that fits as well as another."""
    unclear = next((found for found in one.found if len(found.values) > 1 or found.rivals), None)
    if unclear is None:
        return [_query(parts, each, calendars(one.metric.name)) for each in _split_ways(parts, one)]
    readings = []
    for dimension, value in _options(unclear)[:_OPTIONS]:
        found = tuple(_chosen(each, unclear, dimension, value) for each in one.found)
        readings += _readings(parts, replace(one, found=found), calendars)
    return readings


def _split_ways(parts: Question, one: Match) -> list[Match]:
    """The match, once for each dimension that the word to split by names equally."""
    if not one.dimensions:
        return [one]
    split = [each for each in one.dimensions if is_split(each[0], parts.tokens)]
    at, chosen = (split or list(one.dimensions))[0]
    names = twins(one.metric, parts.tokens, at)
    if chosen.name not in {each.name for each in names} or len(names) < 2:
        return [one]
    rest = tuple(each for each in one.dimensions if each[0] != at)
    return [replace(one, dimensions=((at, each), *rest)) for each in names[:_OPTIONS]]


def _options(unclear: Found) -> list[tuple[DimensionWords, str]]:
    return [*((unclear.dimension, value) for value in unclear.values), *unclear.rivals]


def _chosen(each: Found, unclear: Found, dimension: DimensionWords, value: str) -> Found:
    """A value as it is read; others of the same kind follow into the dimension that was chosen."""
    if each is unclear:
        return replace(each, dimension=dimension, values=(value,), rivals=())
    if each.dimension.name != unclear.dimension.name or not each.rivals:
        return each
    same = [text for other, text in each.rivals if other.name == dimension.name]
    if dimension.name == each.dimension.name:
        return replace(each, rivals=())
    return replace(each, dimension=dimension, values=tuple(same[:1]), rivals=()) if same else each


def _query(parts: Question, one: Match, calendar: Calendar) -> Asked:
    wants = _operations(parts, one)
    when = _periods(parts.times, calendar, wants)
    where, compared = _conditions(one.found)
    by = _split(parts, one, wants, compared)
    if _REST.search(parts.text) and len(where) == 1 and not by:  # one against all others
        by, where = where[0].dimension, ()
    grain = wants.grain or when.each or (Grain.MONTH if wants.trends else None)
    kind = _kind(wants, one, by, grain, when)
    kind = Kind.DISTINCT if _counts_groups(parts, one) else kind
    least = wants.ranks == "least"
    if wants.ranks in {"best", "worst"}:
        least = (wants.ranks == "best") == (one.metric.definition.direction == "down_is_good")
    part: tuple[Where, ...] = ()
    whole = ""
    if kind is Kind.SHARE and one.metric.whole and (not where or _is_part(one, parts)):
        whole = one.metric.whole
    elif kind is Kind.SHARE:
        where, part = _share(one, parts, where)
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
        bound=parts.bound if kind is Kind.GROUPS else None,
        least=least,
        top=wants.top,
        all_time=parts.times.ever or bool(_WHOLE & {token.text for token in parts.tokens}),
        unsaid=tuple(word for word in one.missing if word not in one.metric.light),
        corrected=parts.corrected,
    )


def _kind(wants: Operations, one: Match, by: str, grain: Grain | None, when: _When) -> Kind:
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


@dataclass(frozen=True, slots=True)
class _When:
    """The times of a query."""

    period: Period | None = None
    unit: Grain | None = None
    other: Period | None = None
    each: Grain | None = None


def _names(one: Match) -> set[str]:
    """Dimensions of which values are named: together they are asked for, unless compared."""
    return {found.dimension.name for found in one.found if not found.negated}


def _periods(found: Times, calendar: Calendar, wants: Operations) -> _When:
    """The period that is asked for, and the one that it is compared with in so many words."""
    if not found.spotted and found.against:
        step = found.step or Grain.MONTH
        newest = calendar.newest_whole(step)
        return _When(newest, step, _against(found.against, newest, step))
    if not found.spotted:
        return _When()
    first, *others = found.spotted
    period, unit = calendar.period(first.when), unit_of(first.when)
    if not others:
        return _When(period, unit, _against(found.against, period, unit))
    if len(others) > 1:
        return _several(found, calendar)
    link = others[0].link
    period, second = calendar.period(first.when), calendar.period(others[0].when)
    if link == "to":
        period, second = calendar.between(first.when, others[0].when)
    older, newer = sorted((period, second), key=lambda one: one.start)
    apart = link != "to" and (newer.start - older.end).days > 1
    compares = wants.changes or (wants.compares and link != "to") or link == "versus"
    if not compares and not apart:
        return _When(Period(older.start, max(older.end, newer.end)))
    return _When(newer, unit if unit == unit_of(others[0].when) else None, older)


def _several(found: Times, calendar: Calendar) -> _When:
    """Three times or more, one after the other: from the first to the last, each told by itself."""
    periods = [calendar.period(one.when) for one in found.spotted]
    units = {unit_of(one.when) for one in found.spotted}
    whole = Period(min(one.start for one in periods), max(one.end for one in periods))
    return _When(whole, each=units.pop() if len(units) == 1 else None)


def _against(against: str, period: Period, unit: Grain | None) -> Period | None:
    if not against:
        return None
    return year_earlier(period, unit) if against == "year" else period_before(period, unit)


def _conditions(found: Sequence[Found]) -> tuple[tuple[Where, ...], str]:
    """Conditions by dimension, and the dimension whose values are set side by side."""
    by_name: dict[tuple[str, bool], list[str]] = {}
    for one in found:
        by_name.setdefault((one.dimension.name, one.negated), []).extend(one.values)
    compared = next(
        (name for (name, no), values in by_name.items() if len(values) > 1 and not no), ""
    )
    where = tuple(
        Where(name, tuple(dict.fromkeys(values)), negated)
        for (name, negated), values in by_name.items()
    )
    return where, compared


def _split(parts: Question, one: Match, wants: Operations, compared: str) -> str:
    """The dimension to split by: named with by or which, ranked, or compared by its values."""
    named = [(at, dimension) for at, dimension in one.dimensions if is_split(at, parts.tokens)]
    if named:
        return named[0][1].name
    if one.dimensions and (wants.ranks or wants.compares or wants.splits):
        return one.dimensions[0][1].name
    return compared


def _also(parts: Question, one: Match, by: str) -> tuple[str, ...]:
    """Further dimensions that are named with a "by" or an "and" behind it."""
    if not by:
        return ()
    return tuple(
        dimension.name
        for at, dimension in one.dimensions
        if dimension.name != by and (is_split(at, parts.tokens) or len(one.dimensions) > 1)
    )


def _counts_groups(parts: Question, one: Match) -> bool:
    """Whether it asks how many of a dimension's values there are: how many companies."""
    for at, _ in one.dimensions:
        before = [token.text for token in parts.tokens[max(0, at - 3) : at]]
        if before[-2:] == ["how", "many"] or before[-3:-1] == ["how", "many"]:
            return True
    return False


def _is_part(one: Match, parts: Question) -> bool:
    """Whether what sets the metric apart comes last: of orders to the USA, those that were late."""
    special = [at for at in one.named if parts.tokens[at].stem not in one.metric.light]
    places = [min(found.places) for found in one.found]
    return bool(special) and max(special) > max(places, default=-1)


def _share(
    one: Match, parts: Question, where: Sequence[Where]
) -> tuple[tuple[Where, ...], tuple[Where, ...]]:
    """Conditions of the whole and of the part.

    What stands before the verb that follows the metric's name belongs to the whole (of complaints
    in Texas), what comes after it is the part (are against one company).
    """
    if len(where) == 1:
        return (), tuple(where)
    middle = max(one.named, default=-1)
    verbs = [at for at, token in enumerate(parts.tokens) if at > middle and token.text in _VERBS]
    at_verb = verbs[0] if verbs else middle
    behind = {found.dimension.name for found in one.found if min(found.places) > at_verb}
    part = tuple(each for each in where if each.dimension in behind)
    whole = tuple(each for each in where if each.dimension not in behind)
    return (whole, part) if part else (tuple(where[:-1]), tuple(where[-1:]))


_WHOLE = frozenset("all overall total altogether whole entire across combined table".split())
_REST = re.compile(
    r"\b(?:against|versus|vs\.?|than|compared (?:to|with)|and)\b.{0,20}"
    r"\b(?:every(?:body|one|thing) else|the (?:rest|others)|all (?:the )?(?:others?|rest))\b",
    re.IGNORECASE,
)
_WHICH = re.compile(r"\b(?:which|what|list|show|all)\b", re.IGNORECASE)
_SIGNS = {
    "at least": ">=", "more than": ">", "over": ">", "above": ">", "at most": "<=",
    "less than": "<", "fewer than": "<", "under": "<", "below": "<",
}  # fmt: skip
_BOUND = re.compile(
    rf"\b(?P<sign>{'|'.join(_SIGNS)}) (?P<number>\d[\d,]*(?:\.\d+)?)(?P<k>k\b)?"
    r"(?: ?(?:%|percent\b))?",
    re.IGNORECASE,
)
_OF = frozenset("of the our all these those different".split())
_COUNTED = frozenset(
    stems(
        "customer client household user person people member subscriber day week month year hour"
        " minute time"
    )
)
_UNSPLIT = frozenset({Kind.SHARE, Kind.OWNER, Kind.TARGET, Kind.BASELINE})
_VERBS = frozenset(
    "is are was were be been have has had come came comes go goes went use uses used pay pays paid"
    " choose chose take takes took get gets got belong belongs fall falls fell"
    " concern concerns".split()
)

_LEAD_UP = re.compile(
    r".{8,}[:.;!] (?:\w+, )?(?=(?:what|how|which|who|did|is|are|was|were|can)\b)",
    re.IGNORECASE | re.DOTALL,
)
_HOW_MADE = re.compile(
    r"\bcount(?:s|ed)? as\b|\bhow (?:is|are|was|were|do|does|did)\b.*"
    r"\b(?:calculated?|computed?|defined?|measured?|worked out|made up|determined?)\b"
)
_HEARD = re.compile(r"\bwhat (?:do|does|did|are|is)\b.*\b(?:say|saying|think|feel|complain)")
_A_THING = re.compile(r"^\W*what(?:['’]?s| is| are) (?:an? |the meaning)", re.IGNORECASE)
_ADVICE = re.compile(
    r"\W*(?:where )?(?:should|must|shall|may|can|could) (?:i|we|you|they)\b"
    r"(?! (?:\w+ ){0,2}(?:tell|show|give|see|get|have|know|list|pull|find|check)\b)"
    r"(?! (?:\w+ ){0,2}(?:compute|calculate)\b)"
    r"|\W*where (?:can|could|do|should) (?:i|we|you)\b|\W*how (?:do|can|should|could|to)\b"
    r"(?! (?:\w+ ){0,3}(?:compare|change|develop|differ|do|look|stand|evolve|grow))"
)
_MEANING = re.compile(
    r"\b(?:do|does|did)\b.*\bmean\b|\bmeans\b|\bmeaning of\b|\bstands? for\b|\bdefin"
    r"|\bexplain the (?:term|word)\b"
)
