"""Misspelt words of a question, read as the words of the metrics that they come nearest to."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from rapidfuzz.distance import OSA

from knowledge.numbers.operations import is_operation
from knowledge.numbers.words import Token

_SHORTEST = 5


def corrected(
    tokens: Sequence[Token], known: Collection[str], question: str, named: Collection[str] = ()
) -> tuple[list[Token], list[tuple[str, str]]]:
    """The tokens with one mistake in a word mended, and the pairs of what was read as what.

    A short form is read as the one word of a metric's name that begins so: rev is revenue.

    Names (with a capital within the question) are left alone: Austria and Australia are both right.
    """
    mended, changes = [], []
    for token in tokens:
        near = "" if _is_fine(token, known, question) else _nearest(token, known)
        near = near or _whole(token, known, named)
        mended.append(replace(token, stem=near) if near else token)
        if near:
            changes.append((token.text, near))
    return mended, changes


def _whole(token: Token, known: Collection[str], named: Collection[str]) -> str:
    if token.stem in known or token.idle or is_operation(token) or not token.text.isalpha():
        return ""
    found = [one for one in named if len(token.text) >= 3 and one.startswith(token.text)]
    return found[0] if len(found) == 1 else ""


def _is_fine(token: Token, known: Collection[str], question: str) -> bool:
    short = len(token.text) < _SHORTEST or token.stem.isdigit()
    name = token.text.capitalize() in question[1:]
    return short or name or token.idle or is_operation(token) or token.stem in known


def _nearest(token: Token, known: Collection[str]) -> str:
    """The one word that is a letter apart, or two neighbouring letters the other way round."""
    near = [one for one in known if len(one) >= _SHORTEST - 1 and _is_near(token, one)]
    return near[0] if len(near) == 1 else ""


def _is_near(token: Token, stem: str) -> bool:
    if stem[0] != token.text[0]:
        return False
    pairs = ((token.stem, stem), (token.text, f"{stem}s")) if len(stem) > 3 else ()
    return any(
        abs(len(one) - len(other)) <= 1 and OSA.distance(one, other, score_cutoff=1) <= 1
        for one, other in pairs
        if len(one) >= _SHORTEST
    )
