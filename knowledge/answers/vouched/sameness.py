"""Whether two questions ask for the same: never where a word, a number or a "not" differs."""

from __future__ import annotations

import re

from knowledge.answers.claims.wording import carries, negates, opposed, plain, stem, words

LEAST = 0.85
"""Cosine of two questions that ask for the same; fitted on the tuning half of the example's."""

_NUMBERS = frozenset(
    "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred"
    " thousand million half third quarter double twice both".split()
)
_FORMS = (
    ("person", r"\bwho(?:m|se|s|'s)?\b"),
    ("place", r"\bwhere\b"),
    ("reason", r"\bwhy\b|\breason\b"),
    ("time", r"\bwhen\b|\bhow (?:long|soon|fast|quickly)\b|\b(?:what|which) (?:time|date|day)s?\b"),
    ("amount", r"\bhow (?:much|many)\b"),
    ("rate", r"\bhow (?:often|frequently|regularly)\b"),
    ("way", r"\bhow\b(?! (?:long|soon|fast|quickly|much|many|often|frequently|regularly|\w+ly)\b)"),
)
_STRICT = frozenset({"place", "reason", "way"})
"""Forms that no "what" or "which" asks for as well."""
_PLACES = frozenset(
    "last next first previous before after above below under least most more less other only"
    " same with".split()
)
"""Small words that make another question of one; others come and go as people phrase it."""
# Words that only repeat what the form of a question asks for.
_LIGHT = frozenset(
    stem(word)
    for word in (
        "list name tell show explain say give please exactly actually currently today now company"
        " date time day amount price cost paid pay due offer result reason number get whats what's"
        " it's its there's i'd i'm kind"
    ).split()
)


def says_the_same(asked: str, known: str) -> bool:
    """Whether two questions say the same, as far as words tell.

    No word that carries meaning in the one that is not in the other, the same numbers, the same
    "not", and no other form (who for when). Better no than yes: a question that is merely similar
    has another answer. Whether they mean the same is for their cosine, `LEAST`, to say.
    """
    if _figures(asked) != _figures(known) or _denies(asked) != _denies(known):
        return False
    if not _alike(_forms(asked), _forms(known)) or opposed(plain(asked), plain(known)):
        return False
    mine, theirs = _telling(asked), _telling(known)
    return bool(mine & theirs) and not ((mine ^ theirs) - _LIGHT)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return one & _STRICT == other & _STRICT and (one <= other or other <= one)


def _telling(question: str) -> frozenset[str]:
    found = words(question)
    placed = {word.low for word in found if word.low in _PLACES}
    return frozenset(word.stem for word in found if carries(word)) | placed


def _figures(question: str) -> frozenset[str]:
    joined = re.sub(r"(?<=\d)[, ](?=\d{3}\b)", "", question)
    return frozenset(
        word.low
        for word in words(joined)
        if word.low in _NUMBERS or any(sign.isdigit() for sign in word.raw)
    )


def _denies(question: str) -> bool:
    return sum(negates(word) for word in words(question)) % 2 == 1


def _forms(question: str) -> frozenset[str]:
    low = question.lower().replace("’", "'")
    return frozenset(name for name, pattern in _FORMS if re.search(pattern, low))
