"""What a definition leaves out, and whether another one takes it in."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from knowledge.search.words.stop_words import STOP_WORDS
from knowledge.search.words.words import plain, stem

_SPLIT = re.compile(r"[.;:!?()]|,\s|\s[-–—]\s")
_OUT = re.compile(
    r"\b(?:without|excluding|exclud\w+|except(?: for)?|apart from|other than|not including|"
    r"ignoring|leaving out|minus|net of|regardless of)\b\s+(?P<after>.+)"
    r"|(?P<before>.+?)\b(?:(?:do|does|did|are|is|was|were) not\b.*?\b(?:count|includ|belong|make|"
    r"matter|qualif)\w*|(?:are|is|being|be) (?:left out|left aside|excluded|ignored|not counted)|"
    r"(?:is|are) not enough|don['’]t count|doesn['’]t count)",
    re.IGNORECASE,
)
_IN = re.compile(
    r"\b(?:including|includ\w+|also|even|as well as|plus|together with|counting|whether)\b",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r"\b(?P<when>before|after)\s+(?:any |all |the )?(?P<what>[\w-]+)", re.IGNORECASE
)
_NO = re.compile(
    r"\b(?:no|not|nothing|nobody|none|never|neither|nor|without|excluding|except|left out)\b"
    r"|n['’]t\b",
    re.IGNORECASE,
)
_LIGHT = frozenset(
    "count counts all any alone else cost costs every also only them those these it that".split()
)
NEAR = 0.62
"""Cosine of two words from which one is taken for the other."""

Alike = Callable[[Sequence[str], Sequence[str]], float]
"""The greatest cosine between a word of the first and one of the second."""


def left_out(text: str) -> list[tuple[str, ...]]:
    """The words of each thing that a definition says it leaves out."""
    found = []
    for clause in _SPLIT.split(text):
        match = _OUT.search(clause)
        if match:
            found.append(_telling(match["after"] or match["before"]))
    return [one for one in found if one]


def scope_differs(one: str, other: str, alike: Alike) -> str:
    """What one of two definitions leaves out and the other takes in, or ""."""
    turned = _turned(one, other)
    if turned:
        return turned
    for text, against in ((one, other), (other, one)):
        outside = _denied(against)
        for part in left_out(text):
            inside = [word for word in _telling(against) if word not in outside]
            said = [word for word in part if word not in outside]
            if said and inside and alike(said, inside) >= NEAR:
                return " ".join(part)
    return ""


def _denied(text: str) -> set[str]:
    """The words of every clause that says no."""
    clauses = [one for one in _SPLIT.split(text) if _NO.search(one)]
    return {word for clause in clauses for word in _telling(clause)}


def _turned(one: str, other: str) -> str:
    """What stands after "before" in one definition and after "after" in the other."""
    first, second = (
        {(match["when"].lower(), stem(match["what"].lower())): match["what"] for match in matches}
        for matches in (_ORDER.finditer(one), _ORDER.finditer(other))
    )
    for (when, what), written in first.items():
        turned = "after" if when == "before" else "before"
        if (turned, what) in second and (when, what) not in second:
            return written.lower()
    return ""


def _telling(text: str) -> tuple[str, ...]:
    words = re.findall(r"[^\W\d_][\w'-]*", plain(text))
    return tuple(dict.fromkeys(one for one in words if one not in STOP_WORDS and one not in _LIGHT))
