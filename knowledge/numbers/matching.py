"""The words of a question against those of one metric: its name, its values, its dimensions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from knowledge.numbers.operations import (
    is_aggregate,
    is_level,
    is_operation,
    is_rank,
    is_said,
    sets_apart,
)
from knowledge.numbers.vocabulary import GENERIC, DimensionWords, MetricWords, Value
from knowledge.numbers.words import NOT, Token, stems
from knowledge.search.stop_words import STOP_WORDS

_LEADS_TO_PLACE = frozenset("in from to for of state country within at".split())
_ENDINGS = ("ment", "er", "or", "ing", "ion", "ation", "al", "s", "es", "ed", "ic", "ity", "y", "d")
_JOINS = frozenset("and or nor neither the from in".split())
_RESTS = frozenset("other others unknown rest misc none n/a".split())
_SPLITS = frozenset("by per each every across which wich".split())
_AVERAGE = stems("average")[0]
_EXACT = 0.3  # for a word that stands there just as in the name
_REACH = 7  # words between a "not" and what it denies, all of them idle
_RARE = 4  # letters of a word that may name a value alone
_GAP = 2  # idle words that may stand inside a value


@dataclass(frozen=True, slots=True)
class Found:
    """A value in the question.

    Attributes:
        values: those that fit as well; more than one is not clear.
        places: of its words.
        whole: whether all of its words are there.
        rivals: values of other dimensions that the words name as well.
    """

    dimension: DimensionWords
    values: tuple[str, ...]
    places: frozenset[int]
    whole: bool
    negated: bool = False
    rivals: tuple[tuple[DimensionWords, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """How much of a question one metric explains.

    Attributes:
        named: places of the words of its name.
        missing: words of that name that the question does not have.
        dimensions: that are named without a value, by place.
        beside: places of words that name the dimension of a value.
        rest: places of words that nothing explains.
        score: higher is better.
    """

    metric: MetricWords
    named: frozenset[int]
    missing: tuple[str, ...]
    found: tuple[Found, ...] = ()
    dimensions: tuple[tuple[int, DimensionWords], ...] = ()
    rest: tuple[int, ...] = ()
    context: frozenset[int] = field(default_factory=frozenset)
    beside: frozenset[int] = field(default_factory=frozenset)
    score: float = 0.0


def match(
    metric: MetricWords, tokens: Sequence[Token], index: Mapping[str, Sequence[Value]]
) -> Match:
    """The best reading of the words as this metric, its values and its dimensions."""
    options = [_matched(metric, tokens, index, *one) for one in _names(metric, tokens)]
    return max(options, key=lambda one: one.score)


def alike(wanted: str, stem: str) -> bool:
    """Whether two stems are of one word family: pay and payment, ship and shipping."""
    if wanted == stem:
        return True
    short, long = sorted((wanted, stem), key=len)
    return len(short) >= 3 and long.startswith(short) and long[len(short) :] in _ENDINGS


def _names(
    metric: MetricWords, tokens: Sequence[Token]
) -> Iterable[tuple[frozenset[int], tuple[str, ...]]]:
    """For each of its names the places of its words and what is missing; the best few."""
    options = []
    for phrase in metric.phrases:
        places, missing = _named_by(phrase, tokens)
        lacking = lacking_of(metric, missing)
        split = any(_is_per(at, tokens) for at in places)
        if phrase == metric.described and (lacking or split):  # a sentence is no name in parts
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
    return frozenset(places), tuple(missing)


def _place(stem: str, tokens: Sequence[Token], taken: set[int]) -> int | None:
    exact = [at for at, one in enumerate(tokens) if at not in taken and one.stem == stem]
    if exact:
        return exact[0]
    near = [at for at, one in enumerate(tokens) if at not in taken and alike(stem, one.stem)]
    return near[0] if near else None


def lacking_of(metric: MetricWords, missing: Sequence[str]) -> list[str]:
    """The missing words of a name without which it is not meant."""
    return [word for word in missing if word not in GENERIC and word not in metric.light]


def _is_per(at: int, tokens: Sequence[Token]) -> bool:
    """Whether a word is what a number is to be told for each of."""
    token, ahead = tokens[at], tokens[at - 1].text if at else ""
    if token.text in STOP_WORDS or is_operation(token):
        return False
    return ahead in _PER or (ahead == "by" and token.idle and not token.text.endswith("s"))


_PER = frozenset("per each every".split())


def _lack(metric: MetricWords, missing: Sequence[str]) -> float:
    return sum(0.15 if one in GENERIC or one in metric.light else 1.0 for one in missing)


def _matched(
    metric: MetricWords,
    tokens: Sequence[Token],
    index: Mapping[str, Sequence[Value]],
    named: frozenset[int],
    missing: tuple[str, ...],
) -> Match:
    values = _values(metric, tokens, index, named)
    taken = set(named) | {at for one in values for at in one.places}
    dimensions = _dimensions(metric, tokens, taken)
    values, dimensions, absorbed = _settled(tokens, values, dimensions, taken)
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
    rest, context = [], set()
    for at, token in enumerate(tokens):
        if at in taken or _is_so_put(at, metric, tokens):
            continue
        said = is_said(at, tokens) or is_rank(at, tokens) or _counts(at, tokens, dimensions)
        if is_aggregate(token) or token.stem == NOT or _is_per(at, tokens):
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
        + 0.7 * sum(len(one.values) > 1 for one in values)
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


def _denials(values: Sequence[Found], tokens: Sequence[Token]) -> set[int]:
    """Places of what denies a value that was found."""
    near = {at for one in values if one.negated for at in _near_before(one.places)}
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


def _values(
    metric: MetricWords,
    tokens: Sequence[Token],
    index: Mapping[str, Sequence[Value]],
    named: frozenset[int],
) -> list[Found]:
    """Values that the question names, the longest first; each word is used once."""
    mine = {one.name: one for one in metric.dimensions}
    free = {at for at in range(len(tokens)) if at not in named and not is_unit(at, metric, tokens)}
    found: list[Found] = []
    while True:
        best = _best(mine, tokens, index, free)
        if best is None:
            return _denied_together(found, tokens)
        found.append(_negated(best, tokens, named))
        free -= best.places
        same = {tokens[at].stem for at in best.places}
        again = {at for at in free if tokens[at].stem in same and _joined(at, best.places, tokens)}
        free -= again
        found[-1] = replace(found[-1], places=found[-1].places | again)


def _denied_together(found: Sequence[Found], tokens: Sequence[Token]) -> list[Found]:
    """A "not" holds for all that are joined to what it stands before: neither one nor the other."""
    told = [one for one in found if not _is_rest(one) or _is_beside(one, found)]
    listed = sorted(told, key=lambda one: min(one.places))
    for at in range(1, len(listed)):
        one, before = listed[at], listed[at - 1]
        between = [each.text for each in tokens[max(before.places) + 1 : min(one.places)]]
        joined = all(word in _JOINS for word in between)
        if before.negated and joined and one.dimension.name == before.dimension.name:
            listed[at] = replace(one, negated=True)
    return listed


def _is_rest(one: Found) -> bool:
    return one.values[0].strip().lower() in _RESTS


def _is_beside(one: Found, found: Sequence[Found]) -> bool:
    """Whether another value of the same dimension is named: only then "others" is one of them."""
    name = one.dimension.name
    return any(other is not one and other.dimension.name == name for other in found)


def is_unit(at: int, metric: MetricWords, tokens: Sequence[Token]) -> bool:
    """Whether a word says what the metric is counted in: in months, how many months."""
    led = at > 0 and tokens[at - 1].text in {"in", "many"}
    return led and tokens[at].stem in metric.unit


def _joined(at: int, places: frozenset[int], tokens: Sequence[Token]) -> bool:
    """Whether a place stands beside these, but for idle words."""
    near = min(places, key=lambda one: abs(one - at))
    return _idle_between(tokens, min(at, near), max(at, near))


def _best(
    mine: Mapping[str, DimensionWords],
    tokens: Sequence[Token],
    index: Mapping[str, Sequence[Value]],
    free: set[int],
) -> Found | None:
    """The value or values with the most words side by side; whole ones first."""
    hits: dict[Value, dict[str, list[int]]] = {}
    for at in sorted(free):
        for value in index.get(tokens[at].stem, ()):
            if value.dimension in mine and _may_name(value, mine[value.dimension], tokens, at):
                hits.setdefault(value, {}).setdefault(tokens[at].stem, []).append(at)
    candidates, sure = _candidates(hits, tokens, index)
    heads = {one.words[-1] for one in mine.values()}
    candidates = {
        key: one
        for key, one in candidates.items()
        if (key in sure or any(_is_firm(tokens[at]) for at in one[0]))
        and (one[1] or any(_tells(tokens[at]) and tokens[at].stem not in heads for at in one[0]))
    }
    if not candidates:
        return None
    longest = max((len(places), whole) for places, whole in candidates.values())
    group = {key: one for key, one in candidates.items() if (len(one[0]), one[1]) == longest}
    exact = [key for key, one in candidates.items() if one[1] and len(one[0]) == longest[0]]
    chosen = group if not exact else {key: candidates[key] for key in exact}
    return _of_one_dimension(mine, chosen, tokens)


_Key = tuple[str, str]
_Candidates = dict[_Key, tuple[frozenset[int], bool]]


def _candidates(
    hits: Mapping[Value, Mapping[str, Sequence[int]]],
    tokens: Sequence[Token],
    index: Mapping[str, Sequence[Value]],
) -> tuple[_Candidates, set[_Key]]:
    """Values of which enough words are there, with their places and whether all are.

    And those that are surely named, though their words say nothing by themselves.
    """
    found: _Candidates = {}
    sure = set()
    for value, by_stem in hits.items():
        places = _run(by_stem, tokens, value)
        whole = len(places) == len(value.words)
        if not whole:  # a part of a name denies nothing
            places = frozenset(at for at in places if tokens[at].stem != NOT)
        if not whole and not _is_enough(value, places, tokens, index):
            continue
        key = (value.dimension, value.text)
        if value.idle and whole:
            sure.add(key)
        before = found.get(key, (frozenset(), False))
        if (whole, len(places)) > (before[1], len(before[0])):
            found[key] = (places, whole)
    return found, sure


def _is_firm(token: Token) -> bool:
    return not token.idle or token.capital or token.stem.isdigit()


def _tells(token: Token) -> bool:
    return not token.idle and not is_operation(token) and token.stem != NOT


def _of_one_dimension(
    mine: Mapping[str, DimensionWords],
    group: Mapping[tuple[str, str], tuple[frozenset[int], bool]],
    tokens: Sequence[Token],
) -> Found:
    """Of several dimensions the one named near comes first, then one of the table itself."""

    def order(name: str) -> tuple[bool, int, bool, int, str]:
        places = next(one[0] for (dimension, _), one in group.items() if dimension == name)
        near = {tokens[at].stem for at in range(max(0, min(places) - 4), min(places))}
        called = sum(any(alike(word, stem) for stem in near) for word in mine[name].words)
        whole = called == len(mine[name].words)
        return (not whole, -called, not mine[name].own, sum(one == name for one, _ in group), name)

    names = sorted({dimension for dimension, _ in group}, key=order)
    chosen = names[0]
    values = tuple(text for dimension, text in group if dimension == chosen)
    places = group[chosen, values[0]][0]
    same = tuple(text for text in values if group[chosen, text][0] == places)
    rivals = tuple(
        (mine[name], text)
        for name, text in group
        if name != chosen
        and group[name, text][0] == places
        and order(name)[:3] == order(chosen)[:3]
    )
    return Found(mine[chosen], same, places, group[chosen, values[0]][1], rivals=rivals)


def _run(
    by_stem: Mapping[str, Sequence[int]], tokens: Sequence[Token], value: Value
) -> frozenset[int]:
    """The longest set of its words that stand side by side, but for idle ones between them."""
    places = sorted(at for listed in by_stem.values() for at in listed)
    runs: list[list[int]] = []
    for at in places:
        near = runs and _idle_between(tokens, runs[-1][-1], at)
        if near and tokens[at].stem not in {tokens[one].stem for one in runs[-1]}:
            runs[-1].append(at)
        else:
            runs.append([at])
    best = max(runs, key=lambda run: (len(run), -run[0]))
    initial = best[0] - 1
    if initial >= 0 and len(best) < len(value.words) and len(tokens[initial].text) == 1:
        left = [word for word in value.words if word not in {tokens[at].stem for at in best}]
        if any(word.startswith(tokens[initial].text) for word in left):  # e-check, e check
            best = [initial, *best]
    return frozenset(best)


def _is_enough(
    value: Value,
    places: frozenset[int],
    tokens: Sequence[Token],
    index: Mapping[str, Sequence[Value]],
) -> bool:
    """Whether a part of a value's words names it: enough of them, an initial, or a rare one."""
    stems = {tokens[at].stem for at in places}
    if value.is_named(stems) or any(len(tokens[at].text) == 1 for at in places):
        return True
    written = {part.rstrip("s") for part in value.text.lower().replace(",", " ").split()}
    rare = [
        tokens[at].stem
        for at in places
        if len(tokens[at].stem) >= _RARE and tokens[at].text.rstrip("s") in written
    ]
    alone = any({one.text for one in index.get(stem, ())} == {value.text} for stem in rare)
    return alone and value.is_short


def _idle_between(tokens: Sequence[Token], first: int, second: int) -> bool:
    between = tokens[first + 1 : second]
    return len(between) <= _GAP and all(one.idle and one.stem != NOT for one in between)


def _may_name(value: Value, dimension: DimensionWords, tokens: Sequence[Token], at: int) -> bool:
    """A code such as OR or IN is one in capitals, or where a place is expected; a value such as
    Team is one with a capital, in front of a noun, or beside the name of its dimension.
    """
    token = tokens[at]
    if value.idle:
        beside = (*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2])
        behind = tokens[at + 1] if at + 1 < len(tokens) else None
        told = behind is not None and behind.text not in STOP_WORDS and not is_operation(behind)
        return token.name or told or any(alike(dimension.words[-1], one.stem) for one in beside)
    if not value.code:
        return True
    if token.capital:
        return True
    led = at > 0 and tokens[at - 1].text in _LEADS_TO_PLACE
    return led and not token.idle


def is_so(aggregate: str, metric: MetricWords) -> bool:
    """Whether a metric is put together as a word says: an average is what its definition calls
    one, or a share of something in something.
    """
    if aggregate in metric.context:
        return True
    described = any(is_aggregate(Token(stem, stem)) for stem in metric.context)
    return aggregate == _AVERAGE and metric.ratio and not described


def _near_before(places: frozenset[int]) -> range:
    """Where a "not" stands that is about a value."""
    return range(max(0, min(places) - _REACH), min(places))


def _negated(found: Found, tokens: Sequence[Token], named: frozenset[int]) -> Found:
    for at in reversed(_near_before(found.places)):
        if tokens[at].stem == NOT and at not in named:
            return replace(found, negated=True)
        if not tokens[at].idle:
            break
    return found


def _dimensions(
    metric: MetricWords, tokens: Sequence[Token], taken: set[int]
) -> list[tuple[int, DimensionWords]]:
    """Dimensions that are named, by the place of their main word; the most fully named first."""
    options = []
    for dimension in metric.dimensions:
        head = dimension.words[-1]
        for at, token in enumerate(tokens):
            if at in taken or not (alike(head, token.stem) or _is_denied(at, dimension, tokens)):
                continue
            others = _others(at, dimension, tokens)
            lacking = len(dimension.words) - 1 - len(others)
            options.append((len(others), -lacking, dimension.own, -at, at, dimension))
    options.sort(key=lambda one: one[:4], reverse=True)
    found: dict[int, DimensionWords] = {}
    used: set[int] = set()
    for *_order, at, dimension in options:
        if at not in used and dimension.name not in {one.name for one in found.values()}:
            found[at] = dimension
            used |= {at} | _others(at, dimension, tokens)
    return sorted(found.items())


def _is_denied(at: int, dimension: DimensionWords, tokens: Sequence[Token]) -> bool:
    """Whether a word of the name alone is denied: no internet, where one value is "No"."""
    if not dimension.negative or tokens[at].stem not in dimension.words:
        return False
    return any(one.stem == NOT for one in tokens[max(0, at - 1) : at])


def twins(metric: MetricWords, tokens: Sequence[Token], at: int) -> list[DimensionWords]:
    """The dimensions that the word at a place names as well as each other."""
    ranked: dict[tuple[int, int, bool], list[DimensionWords]] = {}
    for dimension in metric.dimensions:
        if alike(dimension.words[-1], tokens[at].stem):
            others = len(_others(at, dimension, tokens))
            lacking = len(dimension.words) - 1 - others
            ranked.setdefault((others, -lacking, dimension.own), []).append(dimension)
    return ranked[max(ranked)] if ranked else []


def _others(at: int, dimension: DimensionWords, tokens: Sequence[Token]) -> set[int]:
    """Places of the words of a name that stand in front of its main one."""
    return {
        near
        for near in range(max(0, at - 3), at)
        if any(alike(word, tokens[near].stem) for word in dimension.words[:-1])
    }


def _settled(
    tokens: Sequence[Token],
    values: Sequence[Found],
    dimensions: Sequence[tuple[int, DimensionWords]],
    taken: set[int],
) -> tuple[list[Found], list[tuple[int, DimensionWords]], set[int]]:
    """Names beside their values are no split; names that are true or false are conditions."""
    absorbed: set[int] = set()
    kept: list[tuple[int, DimensionWords]] = []
    found = list(values)
    for at, dimension in dimensions:
        absorbed |= _others(at, dimension, tokens) - taken
        said = _said(at, dimension, tokens)
        beside = [
            one
            for one in found
            if one.dimension.name == dimension.name and not is_split(at, tokens)
        ]
        if beside and not (said is not None and dimension.negative):
            absorbed.add(at)
        elif said is not None:
            denial = {near for near in range(max(0, at - 3), at) if tokens[near].stem == NOT}
            absorbed |= denial
            found.append(Found(dimension, (said[0],), frozenset({at}), whole=True, negated=said[1]))
        else:
            kept.append((at, dimension))
    return found, kept, absorbed


def _said(at: int, dimension: DimensionWords, tokens: Sequence[Token]) -> tuple[str, bool] | None:
    """The value and the negation that a bare name stands for, None where it stands for none."""
    if is_split(at, tokens):
        return None
    denied = any(one.stem == NOT for one in tokens[max(0, at - 3) : at])
    if dimension.truth:
        yes, _no = dimension.truth
        return (yes, True) if denied else (yes, False)
    if dimension.negative:
        return (dimension.negative, False) if denied else None
    return None


def is_split(at: int, tokens: Sequence[Token]) -> bool:
    """Whether a name is asked to be split by: by contract, per country, which issue."""
    before = [one.text for one in tokens[max(0, at - 3) : at]]
    return any(word in _SPLITS for word in before) or before[-2:] == ["how", "many"]
