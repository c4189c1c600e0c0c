"""The words of a question against those of one metric: its name, its values, its dimensions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from knowledge.numbers.language.learning import GENERIC
from knowledge.numbers.language.roles import is_aggregate, is_level, is_rank, is_said, sets_apart
from knowledge.numbers.language.vocabulary import DimensionWords, MetricWords, Value
from knowledge.numbers.language.words import NOT, Token, stems, telling
from knowledge.numbers.reading.alike import alike, is_per, is_split, near_before
from knowledge.numbers.reading.dimensions import dimensions_named, settled
from knowledge.numbers.reading.found import Found, Match
from knowledge.numbers.reading.values import values_named

_AVERAGE = stems("average")[0]


_EXACT = 0.3  # for a word that stands there just as in the name


def match(
    metric: MetricWords, tokens: Sequence[Token], index: Mapping[str, Sequence[Value]]
) -> Match:
    """The best reading of the words as this metric, its values and its dimensions."""
    options = [_matched(metric, tokens, index, *one) for one in _names(metric, tokens)]
    return max(options, key=lambda one: one.score)


def _names(
    metric: MetricWords, tokens: Sequence[Token]
) -> Iterable[tuple[frozenset[int], tuple[str, ...]]]:
    """For each of its names the places of its words and what is missing; the best few."""
    options = []
    for phrase in metric.phrases:
        places, missing = _named_by(phrase, tokens)
        lacking = lacking_of(metric, missing)
        split = any(is_per(at, tokens) for at in places)
        if phrase == metric.described and (lacking or split):  # a sentence is no name in parts
            continue
        if phrase in metric.joint and lacking:
            continue
        if lacking:  # it may deny something else
            places = frozenset(at for at in places if tokens[at].stem != NOT)
        if any(tokens[at].stem != NOT for at in places):
            options.append((places, missing))
    if metric.base:
        options.append((frozenset(), ()))
    options.sort(key=lambda one: len(one[0]) - 1.2 * _lack(metric, one[1]), reverse=True)
    return options[:4] or [(frozenset(), metric.phrases[0])]


def _named_by(
    phrase: Sequence[str], tokens: Sequence[Token]
) -> tuple[frozenset[int], tuple[str, ...]]:
    """The places of a name's words, and those that are missing."""
    places: set[int] = set()
    missing = []
    for stem in phrase:
        at = _place(stem, tokens, places)
        if at is None:
            missing.append(stem)
        else:
            places.add(at)
    if NOT in phrase and NOT not in missing and not _denies_next(phrase, tokens, places):
        places = {at for at in places if tokens[at].stem != NOT}
        missing.append(NOT)
    return frozenset(places), tuple(missing)


def _denies_next(phrase: Sequence[str], tokens: Sequence[Token], places: set[int]) -> bool:
    """Whether the "not" stands before what it denies in the name: by country, excluding one."""
    denied = phrase[phrase.index(NOT) + 1 :][:1]
    at = next(at for at in places if tokens[at].stem == NOT)
    after = range(at + 1, len(tokens))
    behind = next((near for near in after if near in places or not tokens[near].idle), -1)
    return not denied or (behind in places and alike(denied[0], tokens[behind].stem))


def _place(stem: str, tokens: Sequence[Token], taken: set[int]) -> int | None:
    exact = [at for at, one in enumerate(tokens) if at not in taken and one.stem == stem]
    if exact or stem == NOT:  # nothing is nearly a "not"
        return exact[0] if exact else None
    near = [at for at, one in enumerate(tokens) if at not in taken and alike(stem, one.stem)]
    return near[0] if near else None


def lacking_of(metric: MetricWords, missing: Sequence[str]) -> list[str]:
    """The missing words of a name without which it is not meant."""
    return [word for word in missing if word not in GENERIC and word not in metric.light]


def _lack(metric: MetricWords, missing: Sequence[str]) -> float:
    return sum(0.15 if one in GENERIC or one in metric.light else 1.0 for one in missing)


def _matched(
    metric: MetricWords,
    tokens: Sequence[Token],
    index: Mapping[str, Sequence[Value]],
    named: frozenset[int],
    missing: tuple[str, ...],
) -> Match:
    values = values_named(metric, tokens, index, named)
    taken = set(named) | {at for one in values for at in one.places}
    dimensions = dimensions_named(metric, tokens, taken)
    values, dimensions, absorbed = settled(tokens, values, dimensions, taken)
    dimensions = [one for one in dimensions if sets_apart(tokens) or is_split(one[0], tokens)]
    spoken = {word for one in values for word in one.dimension.words}
    absorbed |= {
        at
        for at, one in enumerate(tokens)
        if at not in taken and any(alike(word, one.stem) for word in spoken)
    }
    taken |= absorbed | {at for one in values for at in one.places}
    taken |= {at for at, _ in dimensions} | _denials(values, tokens)
    beside = metric.loose if lacking_of(metric, missing) else metric.context
    rest, context = _shared(metric, named, missing, tokens, index), set()
    rest += _conditions(metric, named, tokens, index)
    for at, token in enumerate(tokens):
        if at in taken or _is_so_put(at, metric, tokens):
            continue
        said = is_said(at, tokens) or is_rank(at, tokens) or _counts(at, tokens, dimensions)
        if is_aggregate(token) or token.stem == NOT or is_per(at, tokens):
            rest.append(at)
        elif token.stem in beside and not token.idle:
            context.add(at)
        elif not (token.idle or said):
            rest.append(at)
    score = 1.2 * len(named) + sum((1.1 if one.whole else 0.9) * len(one.places) for one in values)
    score += 1.0 * len(dimensions) + 0.6 * len(context) + 0.5 * len(absorbed)
    score -= (
        2.0 * len(rest)
        + 1.2 * _lack(metric, missing)
        + 0.7 * sum(len(one.values) > 1 and not one.together for one in values)
    )
    score += _EXACT * sum(tokens[at].text in metric.written for at in named)
    score += 0.05 * metric.base - (0.5 if not named else 0.0)
    return Match(
        metric,
        named,
        missing,
        tuple(values),
        tuple(dimensions),
        tuple(rest),
        frozenset(context),
        frozenset(absorbed),
        score,
    )


def _shared(
    metric: MetricWords,
    named: frozenset[int],
    missing: Sequence[str],
    tokens: Sequence[Token],
    index: Mapping[str, Sequence[Value]],
) -> list[int]:
    """Places of what names a part of the metric's name, and a part of several values as well.

    "Closed complaints" are not only those that were closed in the one way that is a metric.
    """
    said = {tokens[at].stem for at in named}
    label = telling(metric.definition.label)
    unsaid = [word for word in label if word not in said] if said <= {*label} else []
    if not lacking_of(metric, (*missing, *unsaid)):
        return []
    own = {one.name for one in metric.dimensions}
    return [
        at
        for at in named
        if tokens[at].stem not in metric.light
        and len({one.text for one in index.get(tokens[at].stem, ()) if one.dimension in own}) > 1
    ]


def _conditions(
    metric: MetricWords,
    named: frozenset[int],
    tokens: Sequence[Token],
    index: Mapping[str, Sequence[Value]],
) -> list[int]:
    """Places of words of the name that stand apart from it as a value: NPS, only for Doorstep."""
    own = {one.name for one in metric.dimensions}
    return [
        at
        for at in named
        if at > 0
        and tokens[at - 1].text in _OF_WHICH
        and at + 1 not in named
        and any(
            one.text.lower() == tokens[at].text and one.dimension in own
            for one in index.get(tokens[at].stem, ())
        )
    ]


_OF_WHICH = frozenset("for at in among on with to".split())


def _denials(values: Sequence[Found], tokens: Sequence[Token]) -> set[int]:
    """Places of what denies a value that was found."""
    near = {at for one in values if one.negated for at in near_before(one.places)}
    denied = {at for at in near if tokens[at].stem == NOT}
    return denied | {at for at, one in enumerate(tokens) if one.text == "neither" and near}


def _is_so_put(at: int, metric: MetricWords, tokens: Sequence[Token]) -> bool:
    """Whether a word says how the metric is put together anyway, or how its value is felt."""
    token = tokens[at]
    return (is_aggregate(token) and is_so(token.stem, metric)) or is_level(at, tokens)


def _counts(
    at: int, tokens: Sequence[Token], dimensions: Sequence[tuple[int, DimensionWords]]
) -> bool:
    """Whether a number says how many groups are wanted: the 4 companies that have most."""
    return tokens[at].stem.isdigit() and any(place - at in {1, 2} for place, _ in dimensions)


def is_so(aggregate: str, metric: MetricWords) -> bool:
    """Whether a metric is put together as a word says: an average is what its definition calls
    one, or a share of something in something.
    """
    if aggregate in metric.context:
        return True
    described = any(is_aggregate(Token(stem, stem)) for stem in metric.context)
    return aggregate == _AVERAGE and metric.ratio and not described
