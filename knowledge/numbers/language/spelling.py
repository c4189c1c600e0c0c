"""Misspelt words of a question, read as the words of the metrics that they come nearest to."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from rapidfuzz.distance import OSA

from knowledge.numbers.language.filler import IDLE
from knowledge.numbers.language.roles import is_operation
from knowledge.numbers.language.vocabulary import Vocabulary
from knowledge.numbers.language.words import NOT, SAME, Token
from knowledge.search.words.words import stem

_SHORTEST = 5


def corrected(
    tokens: Sequence[Token], vocabulary: Vocabulary, question: str
) -> tuple[list[Token], list[tuple[str, str]]]:
    """The tokens with one mistake in a word mended, and the pairs of what was read as what.

    A short form is read as the one word of a metric's name that begins so: rev is revenue.

    Names (with a capital within the question) are left alone: Austria and Australia are both right.
    """
    mended, changes = [], []
    known = vocabulary.known
    for token in tokens:
        near = "" if _is_fine(token, known, question) else _nearest(token, vocabulary.surfaces)
        near = near or _whole(token, known, vocabulary.named) or _function(token, known)
        if not near and (undone := _undone(token, known)):
            mended += [Token(NOT, NOT), undone]
            continue
        mended.append(replace(token, text=_text(token, near), stem=near) if near else token)
        if near:
            changes.append((token.text, known.get(near, near)))
    return mended, changes


def _undone(token: Token, known: Collection[str]) -> Token | None:
    """What is denied by the beginning of a word: undamaged is not damaged."""
    bare = token.text.removeprefix("un")
    if bare == token.text or token.stem in known or stem(bare) not in known:
        return None
    return replace(token, text=bare, stem=stem(bare))


def _text(token: Token, near: str) -> str:
    """The mended word where it is one that holds the sentence together, else as it was typed."""
    return next((one for one in IDLE if stem(one) == near), token.text)


def _function(token: Token, known: Collection[str]) -> str:
    """A word that only holds the sentence together, mistyped: wihch, brnigs."""
    if token.idle or is_operation(token) or token.stem in known or len(token.text) < _SHORTEST:
        return ""
    if token.text in SAME:  # bought is right, and not brought
        return ""
    near = [one for one in IDLE if OSA.distance(one, token.text, score_cutoff=1) <= 1]
    return stem(near[0]) if near and near[0][0] == token.text[0] else ""


def _whole(token: Token, known: Collection[str], named: Collection[str]) -> str:
    if token.stem in known or token.idle or is_operation(token) or not token.text.isalpha():
        return ""
    found = [one for one in named if len(token.text) >= 3 and one.startswith(token.text)]
    return found[0] if len(found) == 1 else ""


def _is_fine(token: Token, known: Mapping[str, str], question: str) -> bool:
    short = len(token.text) < _SHORTEST or token.stem.isdigit()
    name = token.text.capitalize() in question[1:]
    return short or name or token.idle or is_operation(token) or token.stem in known


def _nearest(token: Token, surfaces: Mapping[str, str]) -> str:
    """The stem of the one word that is a letter apart, or two neighbouring ones turned round."""
    near = {stem for word, stem in surfaces.items() if _is_near(token.text, word)}
    return near.pop() if len(near) == 1 else ""


def _is_near(typed: str, word: str) -> bool:
    """Whether one is a mistyped other: not where only their endings differ, as in another form."""
    if len(word) < _SHORTEST or word[0] != typed[0] or abs(len(word) - len(typed)) > 1:
        return False
    same = next((at for at, (a, b) in enumerate(zip(typed, word, strict=False)) if a != b), None)
    same = min(len(typed), len(word)) if same is None else same
    if same >= min(len(typed), len(word)) - 2 and len(typed) == len(word):
        return False
    return bool(OSA.distance(typed, word, score_cutoff=1) <= 1)
