"""How the vocabulary is made from the definitions and the tables."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from knowledge.metrics.defining.metric import MetricDefinition
from knowledge.metrics.query import Dimension
from knowledge.numbers.language.filler import FILLER
from knowledge.numbers.language.places import other_names
from knowledge.numbers.language.vocabulary import (
    About,
    DimensionWords,
    Known,
    MetricWords,
    Value,
    Vocabulary,
)
from knowledge.numbers.language.words import NOT, stems, telling, tokens
from knowledge.search.words.stop_words import STOP_WORDS

GENERIC = frozenset(stems("number count total rate share amount sum level index score"))
"""Words of a name that people leave out."""


_CURRENCIES = {"USD": "dollars", "EUR": "euros", "GBP": "pounds", "CHF": "francs", "JPY": "yen"}


_JOINT = re.compile(r"\band\b|&", re.IGNORECASE)


_SHORT = 6  # words of a description that may stand for the name


YES, NO = frozenset({"yes", "true", "y", "1"}), frozenset({"no", "false", "n", "0"})


def vocabulary(known: Known) -> Vocabulary:
    """The words of all metrics; asks for the values of each dimension once."""
    dimensions: dict[str, DimensionWords] = {}
    found = []
    definitions = list(known.metrics())
    named = {stem for one in definitions for phrase in _phrases(one) for stem in phrase}
    whole = {phrase[0] for one in definitions for phrase in _phrases(one) if len(phrase) == 1}
    for definition in definitions:
        about = known.about(definition.name)
        for one in known.dimensions(definition.name):
            if one.name not in dimensions:
                dimensions[one.name] = _dimension(one, known.values(definition.name, one.name))
        own = tuple(
            _owned(dimensions[one.name], about.entity) for one in known.dimensions(definition.name)
        )
        found.append(_metric(definition, about, own, whole))
    found = [_with_whole(one, found) for one in found]
    index: defaultdict[str, list[Value]] = defaultdict(list)
    for words in dimensions.values():
        for value in words.values:
            for stem in dict.fromkeys(value.words):
                index[stem].append(value)
    return Vocabulary(
        tuple(found),
        _spelt(found, dimensions.values()),
        frozenset(named),
        dict(_surfaces(found, dimensions.values())),
        {stem: tuple(values) for stem, values in index.items()},
    )


def _surfaces(
    metrics: Iterable[MetricWords], dimensions: Iterable[DimensionWords]
) -> Iterable[tuple[str, str]]:
    for one in metrics:
        names = (*one.definition.names, one.definition.description, one.definition.unit)
        for token in tokens(" ".join(names)):
            yield token.text, token.stem
    for each in dimensions:
        for text in (each.dimension.label, *each.texts):
            for token in tokens(text):
                yield token.text, token.stem


def _spelt(metrics: Iterable[MetricWords], dimensions: Iterable[DimensionWords]) -> dict[str, str]:
    """Each stem with the first word that has it."""
    found: dict[str, str] = {}
    for one in metrics:
        names = (one.definition.label, *one.definition.synonyms, one.definition.glossary_term)
        for name in (*names, one.definition.description):
            _learn(found, name)
    for each in dimensions:
        for name in (each.dimension.label, *each.texts):
            _learn(found, name)
    further = [(*one.context, *(stem for each in one.phrases for stem in each)) for one in metrics]
    further += [
        (*each.words, *(stem for value in each.values for stem in value.words))
        for each in dimensions
    ]
    return {stem: stem for stems_of in further for stem in stems_of} | found


def _learn(found: dict[str, str], name: str) -> None:
    for token in tokens(name.replace("_", " ")):
        found.setdefault(token.stem, token.text)


def _with_whole(one: MetricWords, others: Sequence[MetricWords]) -> MetricWords:
    bases = [other for other in others if other.base and other.light == one.light]
    same = (other.name for other in bases if other.definition.unit == one.definition.unit)
    counted = {stem for other in bases for stem in telling(other.definition.label)} - {NOT}
    parts = [other for other in others if one.base and not other.base and other.light == one.light]
    apart = {stem for other in parts for name in _called(other.definition) for stem in name}
    own = one.loose | counted | {stem for name in _called(one.definition) for stem in name}
    return replace(
        one,
        whole=next(same, "") if one.additive and not one.base else "",
        loose=one.loose | counted,
        context=(one.context | counted) - (apart - own),  # upheld or not: a part is no whole
    )


def _owned(words: DimensionWords, entity: str) -> DimensionWords:
    own = words.name.rsplit("__", 1)[0] == entity
    return replace(words, own=own)


def _metric(
    definition: MetricDefinition,
    about: About,
    dimensions: tuple[DimensionWords, ...],
    whole: set[str],
) -> MetricWords:
    phrases = _phrases(definition)
    texts = (*about.texts, definition.description)
    light = {stem for text in about.tables for stem in telling(text)}
    light |= {stem for text in about.files for stem in telling(text)} - whole
    loose = light | {stem for text in (*about.asides, *_unit(definition)) for stem in telling(text)}
    loose |= {stem for one in dimensions for stem in telling(one.name.rpartition("__")[0])}
    context = {stem for text in texts for stem in telling(text)} | loose
    context |= {stem for one in phrases for stem in one}
    return MetricWords(
        definition=definition,
        phrases=tuple(phrases),
        context=frozenset(context - {NOT}),
        loose=frozenset(loose - {NOT}),
        asides=frozenset(stem for text in about.asides for stem in telling(text)) - {NOT},
        light=frozenset(light),
        dimensions=dimensions,
        additive=about.additive,
        base=about.unconditional,
        unit=frozenset(telling(" ".join(_unit(definition)))),
        ratio=about.ratio,
        written=frozenset(token.text for name in definition.names for token in tokens(name)),
        described=_only_described(definition),
        joint=frozenset(telling(name) for name in definition.names if _JOINT.search(name)),
    )


def _unit(definition: MetricDefinition) -> tuple[str, str]:
    return definition.unit, _CURRENCIES.get(definition.unit[:3], "")


def _phrases(definition: MetricDefinition) -> list[tuple[str, ...]]:
    return [one for one in dict.fromkeys([*_called(definition), _described(definition)]) if one]


def _called(definition: MetricDefinition) -> list[tuple[str, ...]]:
    names = [definition.label, definition.name, *definition.synonyms, definition.glossary_term]
    return [telling(name) for name in names if name.strip()]


def _only_described(definition: MetricDefinition) -> tuple[str, ...]:
    described = _described(definition)
    return () if described in _called(definition) else described


def _described(definition: MetricDefinition) -> tuple[str, ...]:
    """A description that is short enough to be a name."""
    words = telling(definition.description) if definition.description.strip() else ()
    return words if len(words) <= _SHORT else ()


def _dimension(dimension: Dimension, values: Sequence[str]) -> DimensionWords:
    words = telling(dimension.label) or telling(dimension.short)
    lower = {value.strip().lower(): value for value in values}
    yes = next((lower[one] for one in lower if one in YES), None)
    no = next((lower[one] for one in lower if one in NO), None)
    truth = (yes or "", no or "") if yes and set(lower) <= YES | NO else None
    negative = no if no and truth is None else ""
    return DimensionWords(
        dimension,
        words,
        tuple(_values(dimension, values)),
        True,
        truth,
        negative or "",
        tuple(values),
    )


def _values(dimension: Dimension, values: Sequence[str]) -> Iterable[Value]:
    for text in values:
        named = [text, *other_names(text)]
        for name in dict.fromkeys(named):
            words = telling(name)
            code = len(name) <= 3 and name.isupper()
            named_so = tokens(name)
            if words and (code or any(one.text not in STOP_WORDS for one in named_so)):
                idle = not code and all(one.idle or one.stem in FILLER for one in named_so)
                yield Value(dimension.name, text, words, code, idle)
