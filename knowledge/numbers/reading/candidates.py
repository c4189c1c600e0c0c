"""Values of which enough words stand in a question."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from knowledge.numbers.language.roles import is_operation
from knowledge.numbers.language.vocabulary import DimensionWords, Value
from knowledge.numbers.language.words import NOT, Token
from knowledge.numbers.reading.alike import alike, idle_between
from knowledge.search.words.stop_words import STOP_WORDS

_LEADS_TO_PLACE = frozenset("in from to for of state country within at".split())


_RARE = 4  # letters of a word that may name a value alone


_Key = tuple[str, str]


_Candidates = dict[_Key, tuple[frozenset[int], bool]]


def candidates_of(
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
        places = frozenset(at for at in places if _denies_so(tokens[at], value))
        whole = len(places) == len(value.words)
        denied = any(tokens[at].stem == NOT for at in places)
        if not whole:  # a part of a name denies nothing
            places = frozenset(at for at in places if tokens[at].stem != NOT)
        if not denied and _denied_word(value) in by_stem:
            continue  # "refundable deposit" is no part of "non-refundable deposit"
        if not whole and not _is_enough(value, places, tokens, index):
            continue
        key = (value.dimension, value.text)
        if value.idle and whole:
            sure.add(key)
        before = found.get(key, (frozenset(), False))
        if (whole, len(places)) > (before[1], len(before[0])):
            found[key] = (places, whole)
    return found, sure


def _denies_so(token: Token, value: Value) -> bool:
    """Whether a "not" may be the one within a value: "without a refund" is no "non-refundable"."""
    return token.stem != NOT or (token.text == "non") == bool(_NON.search(value.text))


def _denied_word(value: Value) -> str:
    """The word that stands behind the "not" within a value."""
    at = value.words.index(NOT) + 1 if NOT in value.words else len(value.words)
    return value.words[at] if at < len(value.words) else ""


_NON = re.compile(r"\bnon\b", re.IGNORECASE)


def _run(
    by_stem: Mapping[str, Sequence[int]], tokens: Sequence[Token], value: Value
) -> frozenset[int]:
    """The longest set of its words that stand side by side, but for idle ones between them."""
    places = sorted(at for listed in by_stem.values() for at in listed)
    runs: list[list[int]] = []
    for at in places:
        near = runs and idle_between(tokens, runs[-1][-1], at)
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
    written = {part.rstrip("s") for part in value.text.lower().replace(",", " ").split()}
    if len(places) == 1 and tokens[min(places)].text.rstrip("s") not in written:
        return False  # still waiting names no "Waiting room"
    if value.is_named(stems) or any(len(tokens[at].text) == 1 for at in places):
        return True
    rare = [
        tokens[at].stem
        for at in places
        if len(tokens[at].stem) >= _RARE and tokens[at].text.rstrip("s") in written
    ]
    alone = any({one.text for one in index.get(stem, ())} == {value.text} for stem in rare)
    return alone and value.is_short


def may_name(value: Value, dimension: DimensionWords, tokens: Sequence[Token], at: int) -> bool:
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
    if token.capital or (len(token.text) > 2 and not token.idle):  # dsl, nyc: no word's name
        return True
    led = at > 0 and tokens[at - 1].text in _LEADS_TO_PLACE
    return led and not token.idle
