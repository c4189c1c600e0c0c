"""Words as they are compared: lower case, without marks, stemmed as the index stems them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import Stemmer

from knowledge.search.words.stop_words import STOP_WORDS

_WORD = re.compile(r"[^\W_]+(?:['’.&/-][^\W_]+)*")
_PARTS = re.compile(r"['’.&/-]")

_NAME = re.compile(r"(?<=[a-z0-9,;] )[A-Z][a-z]+\b|\b[A-Z]{2,}\b")


def plain(text: str) -> str:
    """NFKC, lower case, without accents and possessive endings; the same length is not kept."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    bare = "".join(c for c in folded if not unicodedata.combining(c)).replace("’", "'")
    return bare.encode("utf-8", "ignore").decode()  # half a character stems to an error


@lru_cache(maxsize=1)
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")  # Porter2, as the keyword index's en_stem


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The stem of one word in lower case."""
    return str(_stemmer().stemWord(word.removesuffix("'s")))


def words(text: str) -> list[str]:
    """The words of a text in order, lower case; joined ones whole: `long-term`, `k8s`, `2.5`."""
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


def names(text: str) -> set[str]:
    """Words in lower case that are names because of their capitals: IT, US, Own within a sentence.

    None where everything is in capitals.
    """
    return set() if text.isupper() else {plain(name) for name in _NAME.findall(text)} - {"i"}


def telling(text: str) -> list[str]:
    """The words of a question that say what it is about, once each, in order: no stop words."""
    named = names(text)
    kept = (word for word in words(text) if word in named or not is_stop(word))
    return list(dict.fromkeys(kept))


def is_stop(word: str) -> bool:
    """Whether a word in lower case says nothing of a subject."""
    return word.replace("'", "") in STOP_WORDS or word.partition("'")[0] in STOP_WORDS


def coverage(wanted: Iterable[tuple[str, float]], have: frozenset[str] | set[str]) -> float:
    """The share, by weight, of wanted (stem, weight) pairs that are there; 0 of none."""
    total = there = 0.0
    for one, weight in wanted:
        total += weight
        if one in have:
            there += weight
    return there / total if total else 0.0
