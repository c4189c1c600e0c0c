"""The conditions of a query, and what it is split by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.metrics.query import Where
from knowledge.numbers.language.operations import Operations
from knowledge.numbers.language.signs import SHARE
from knowledge.numbers.reading.alike import is_split
from knowledge.numbers.reading.found import Found, Match
from knowledge.numbers.reading.question import Question


def conditions_of(found: Sequence[Found]) -> tuple[tuple[Where, ...], str]:
    """Conditions by dimension, and the dimension whose values are set side by side."""
    found = _without_denied(found)
    by_name: dict[tuple[str, bool], list[str]] = {}
    for one in found:
        by_name.setdefault((one.dimension.name, one.negated), []).extend(one.values)
    together = {one.dimension.name for one in found if one.together}
    compared = next(
        (
            name
            for (name, no), values in by_name.items()
            if len(values) > 1 and not no and name not in together
        ),
        "",
    )
    where = tuple(
        Where(name, tuple(dict.fromkeys(values)), negated)
        for (name, negated), values in by_name.items()
    )
    return where, compared


def _without_denied(found: Sequence[Found]) -> list[Found]:
    """A state whose ways are told together, but for the ways that are denied: closed without x."""
    kept = list(found)
    for one in [each for each in found if each.together]:
        denied = [
            each for each in kept if each.negated and each.dimension.name == one.dimension.name
        ]
        gone = {value for each in denied for value in each.values}
        left = tuple(value for value in one.values if value not in gone)
        if denied and left and not one.negated:
            kept = [each for each in kept if each not in denied and each is not one]
            kept.append(replace(one, values=left))
    return kept


def against_the_rest(
    parts: Question, found: Sequence[Found], where: Sequence[Where], by: str
) -> tuple[tuple[Where, ...], tuple[Where, ...]]:
    """The condition that is set against all other rows, and the conditions of both sides.

    It is told in words (versus everyone else), or by denying it (seniors or non-seniors).
    """
    denied = {one.dimension: set(one.values) for one in where if one.negated}
    given = [one for one in where if not one.negated]
    one = next((one for one in given if denied.get(one.dimension, set()) & {*one.values}), None)
    if one is None and AGAINST_THE_REST.search(parts.text):
        near = by or _last_named(found, parts)
        one = next((each for each in given if each.dimension == near), None)
    if one is None:
        return (), tuple(where)
    return (one,), tuple(each for each in where if each.dimension != one.dimension)


def _last_named(found: Sequence[Found], parts: Question) -> str:
    """The dimension of the value that stands last before "the rest"."""
    ends = [at for at, token in enumerate(parts.tokens) if token.text in _REST]
    before = [one for one in found if ends and min(one.places) < ends[-1] and not one.negated]
    return max(before, key=lambda one: min(one.places)).dimension.name if before else ""


_REST = frozenset("else rest other others remaining stayed remain remained not".split())


def split_by(parts: Question, one: Match, wants: Operations, compared: str) -> str:
    """The dimension to split by: named with by or which, ranked, or compared by its values."""
    named = [(at, dimension) for at, dimension in one.dimensions if is_split(at, parts.tokens)]
    if named:
        return named[0][1].name
    if one.dimensions and (wants.ranks or wants.compares or wants.splits):
        return one.dimensions[0][1].name
    return compared


def is_against(found: Sequence[Found], compared: str, parts: Question) -> bool:
    """Whether a word between two values sets them against each other: A against B, not A and B."""
    places = [at for one in found if one.dimension.name == compared for at in one.places]
    between = parts.tokens[min(places, default=0) : max(places, default=0)]
    return any(token.text in _SET_AGAINST for token in between)


_SET_AGAINST = frozenset(
    "against than versus vs alongside above below exceed exceeds exceeded beat beats outsell"
    " outsold surpass surpasses".split()
)


def among(parts: Question) -> int:
    """The place of the word behind which the whole of a share is told, 0 where there is none."""
    places = [at for at, token in enumerate(parts.tokens) if token.text in {"among", "amongst"}]
    return places[-1] if places else 0


def is_part(one: Match, parts: Question) -> bool:
    """Whether what sets the metric apart comes last: of orders to the USA, those that were late."""
    if among(parts):
        return False
    behind = parts.tokens[max(one.named, default=-1) + 1 :][:2]
    if [token.text in SHARE or token.text == "of" for token in behind] == [True, False]:
        return True  # the late orders' share, for Germany
    special = [at for at in one.named if parts.tokens[at].stem not in one.metric.light]
    places = [min(found.places) for found in one.found]
    return bool(special) and max(special) > max(places, default=-1)


def part_and_whole(
    one: Match, parts: Question, where: Sequence[Where]
) -> tuple[tuple[Where, ...], tuple[Where, ...]]:
    """Conditions of the whole and of the part.

    What stands before the verb that follows the metric's name belongs to the whole (of complaints
    in Texas), what comes after it is the part (are against one company).
    """
    if len(where) == 1:
        return (), tuple(where)
    middle = max(one.named, default=-1)
    verbs = [at for at, token in enumerate(parts.tokens) if at > middle and token.text in VERBS]
    at_verb = verbs[0] if verbs else middle
    behind = {found.dimension.name for found in one.found if min(found.places) > at_verb}
    part = tuple(each for each in where if each.dimension in behind)
    whole = tuple(each for each in where if each.dimension not in behind)
    return (whole, part) if part else (tuple(where[:-1]), tuple(where[-1:]))


AGAINST_THE_REST = re.compile(
    r"\b(?:against|versus|vs\.?|than|compared (?:to|with)|and|or)\b.{0,20}"
    r"\b(?:every(?:body|one|thing) else|the (?:rest|others)|all (?:the )?(?:others?|rest)"
    r"|(?:the|all) (?:other|remaining) (?:ones?|customers|people)"
    r"|(?:those|people|customers) (?:who|that) (?:stayed|remain(?:ed)?|did(?: not|n['’]t)))\b",
    re.IGNORECASE,
)


VERBS = frozenset(
    "is are was were be been have has had come came comes go goes went use uses used pay pays paid"
    " choose chose take takes took get gets got belong belongs fall falls fell"
    " concern concerns".split()
)
