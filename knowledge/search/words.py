"""Words as they are compared: lower case, without marks, stemmed as the keyword index stems them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import Stemmer

_WORD = re.compile(r"[^\W_]+(?:['’.&/-][^\W_]+)*")
_PARTS = re.compile(r"['’.&/-]")

STOP = frozenset(
    """a about above after again all also am an and any are as at be because been before being below between both but
    by can could did do does doing down during each few for from further get gets got had has have having he her here
    hers him his how i if in into is it its itself just let me more most my no nor not of off on once only or other our
    ours out over own per please same she should so some such tell than that the their theirs them then there these
    they this those through to too under until up us very was we were what when where which while who whom whose why
    will with would you your yours im ive youre hey hi hello thanks someone somebody something anyone anybody anything
    ok okay whats wat wanna gonna pls plz u ur""".split()
)
"""Words that say nothing about the subject of a question, with the small talk of chat."""


def plain(text: str) -> str:
    """NFKC, lower case, without accents and possessive endings; the same length is not kept."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(c for c in folded if not unicodedata.combining(c)).replace("’", "'")


@lru_cache(maxsize=1)
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")  # Porter2, as the keyword index's en_stem


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The stem of one word in lower case."""
    return str(_stemmer().stemWord(word.removesuffix("'s")))


def words(text: str) -> list[str]:
    """The words of a text in order, lower case; joined ones whole (`long-term`, `k8s`, `2.5`, `102pf`)."""
    joined = re.sub(r"(?<=\d),(?=\d{3}\b)", "", plain(text))
    return _WORD.findall(joined)


def stems(text: str) -> list[str]:
    """Stems of all words of a text; joined words count whole and in parts."""
    found: list[str] = []
    for word in words(text):
        found.append(stem(word))
        if _PARTS.search(word.removesuffix("'s")):
            found.extend(stem(part) for part in _PARTS.split(word) if part)
    return found


def telling(text: str) -> list[str]:
    """The words of a question that say what it is about, once each, in order: no stop words."""
    kept = (
        w
        for w in words(text)
        if w.replace("'", "") not in STOP and w.removesuffix("'s") not in STOP
    )
    return list(dict.fromkeys(kept))


def coverage(wanted: Iterable[tuple[str, float]], have: frozenset[str] | set[str]) -> float:
    """The share, by weight, of the wanted (stem, weight) pairs that are among the stems; 0 where none are wanted."""
    total = there = 0.0
    for one, weight in wanted:
        total += weight
        if one in have:
            there += weight
    return there / total if total else 0.0
