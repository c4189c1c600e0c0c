"""A question in words to a query that the definitions have, to several, or to what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from knowledge.numbers.asked import Read
from knowledge.numbers.language.vocabulary import Vocabulary
from knowledge.numbers.language.words import Token
from knowledge.numbers.reading.denying import affirmed, denied
from knowledge.numbers.reading.fitting import NEAR, fitted, is_named, rate_first, wants_number
from knowledge.numbers.reading.found import Match
from knowledge.numbers.reading.matching import match
from knowledge.numbers.reading.question import Question, question_of
from knowledge.numbers.reading.readings import Calendars, as_asked
from knowledge.numbers.reading.sides import is_two_sided, lacks_a_side
from knowledge.numbers.reading.unfit import adds_apart, told_unfit, undone_by, unfit_of
from knowledge.numbers.reading.wanting import lacking_words


def read(question: str, vocabulary: Vocabulary, calendars: Calendars) -> Read | None:
    """What a question asks of the metrics; None where it asks nothing of them."""
    if not vocabulary.metrics or is_two_sided(question):
        return None
    parts = question_of(question, vocabulary)
    matches = sorted(
        (fitted(match(one, parts.tokens, vocabulary.index), parts) for one in vocabulary.metrics),
        key=lambda one: -one.score,
    )
    best = _best(matches, parts, vocabulary)
    state = affirmed(parts, matches, calendars) if not best or lacking_words(best[0]) else None
    if state is not None or not best:
        return state or denied(parts, matches, calendars) or unfit_of(parts, matches)
    best = rate_first(parts, best, matches)
    first = best[0]
    if not wants_number(parts, first):
        return None
    undone = undone_by(parts, first, calendars(first.metric.name))
    if undone and first.named:
        return replace(told_unfit(first, [first], (undone[1],)), undone=undone[0])
    meant = as_asked(parts, _meant(best, matches, parts), calendars)
    if adds_apart(parts, meant):
        return replace(told_unfit(first, [first], ()), undone="apart")
    return None if undone or lacks_a_side(parts, first, meant) else meant


def _best(matches: Sequence[Match], parts: Question, vocabulary: Vocabulary) -> list[Match]:
    """The metrics that explain every word and are named well enough, the best first."""
    tables = frozenset().union(*(one.light for one in vocabulary.metrics))
    best = [one for one in matches if not one.rest and is_named(one, parts)]
    best = [one for one in best if not _is_anothers(one, parts, tables)]
    best = [one for one in best if not _is_anothers_too(one, parts, vocabulary)]
    if parts.bound:  # only groups can keep it
        best = [one for one in best if one.dimensions]
    return best


def _is_anothers(one: Match, parts: Question, tables: frozenset[str]) -> bool:
    """Whether all that is said of its name, or of a value, is what another's table is called."""
    said = {parts.tokens[at].stem for at in one.named if not parts.tokens[at].idle}
    others = tables - one.metric.light
    sentences = [each for each in one.found if 2 * len(each.places) < len(each.values[0].split())]
    named = any({parts.tokens[at].stem for at in each.places} <= others for each in sentences)
    return named or (bool(one.missing and said) and said <= others)


def _is_anothers_too(one: Match, parts: Question, vocabulary: Vocabulary) -> bool:
    """Whether the part of its name that is said is a part of another's: of late and of unshipped
    orders, "shipped" is neither.
    """
    special = {parts.tokens[at].stem for at in one.named} - one.metric.light
    if not one.named:  # windows that were missed are of deliveries, and not only complained about
        said = {parts.tokens[at].stem for each in one.found for at in each.places}
        others = (each for each in vocabulary.metrics if each.light != one.metric.light)
        return any(
            stem in said - other.light
            for other in others
            for phrase in other.phrases
            for stem in phrase
        )
    if not special or not lacking_words(one):
        return False
    return any(
        special <= {*phrase}
        for other in vocabulary.metrics
        if other is not one.metric and other.whole == one.metric.whole != ""
        for phrase in other.phrases
    )


def _meant(best: Sequence[Match], matches: Sequence[Match], parts: Question) -> Sequence[Match]:
    """The best, with another that is named beside it, or with those that are as near."""
    first = best[0]
    beside = next((one for one in matches if _is_beside(one, first, parts.tokens)), None)
    if beside is not None:
        return [first, beside]
    close = [
        one for one in best if one.score >= first.score - NEAR and one.missing and first.missing
    ]
    return close if len(close) > 1 else [first]


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
