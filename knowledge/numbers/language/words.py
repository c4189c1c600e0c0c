"""A question as tokens: stems, with the words that only hold a sentence together told apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from knowledge.numbers.language.filler import FILLER, FILLER_WORDS
from knowledge.search.words.stop_words import STOP_WORDS
from knowledge.search.words.words import plain, stem

NOT = "not"


_NEGATIONS = frozenset(
    "no not non without never none nobody neither nor lacking lack excluding except minus".split()
)


SAME = {
    "avg": "average",
    "mean": "average",
    "percentage": "percent",
    "proportion": "share",
    "fraction": "share",
    "pct": "percent",
    "w": "with",
    "wo": NOT,
    "worth": "value",
    "never": NOT,
    "client": "customer",
    "clients": "customer",
    "consumer": "customer",
    "consumers": "customer",
    "sum": "total",
    "altogether": "total",
    "vs": "versus",
    "v": "versus",
    "wich": "which",
    "abt": "about",
    "yr": "year",
    "yrs": "year",
    "mth": "month",
    "mths": "month",
    "sell": "sale",
    "sells": "sale",
    "selling": "sale",
    "lost": "lose",
    "loss": "lose",
    "losses": "lose",
    "left": "leave",
    "sold": "sale",
    "bought": "buy",
    "paid": "pay",
    "pays": "pay",
    "max": "maximum",
    "min": "minimum",
}
"""Words that mean the same wherever numbers are asked for."""


_COUNTS = "zero one two three four five six seven eight nine ten eleven twelve".split()


_NUMBERS = {word: str(number) for number, word in enumerate(_COUNTS)}


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a question.

    Attributes:
        text: in lower case, without marks.
        stem: what is compared; negations are all `not`, number words are digits.
        capital: whether it stands in capitals there: a code, where the question is not all so.
        name: whether it begins with a capital within the text.
    """

    text: str
    stem: str
    capital: bool = False
    name: bool = False

    @property
    def idle(self) -> bool:
        """Whether it says nothing of a subject."""
        if self.capital and len(self.text) == _CODE:  # OR, IN, ME and US are places
            return False
        ends = self.text.endswith(("ly", "ing"))  # exist is, existing is not; nor is timely
        inflected = self.stem in FILLER and not ends
        filler = inflected or self.text in FILLER_WORDS
        return filler or self.text in STOP_WORDS or self.text == "one"


_CODE = 2


_WORD = re.compile(r"[^\W_]+")


_THE_US = re.compile(r"\b(the|from the|in the) us\b")


_CONTRACTED = re.compile(
    r"\b(can|do|does|did|have|has|had|is|are|was|were|wo|could|would)n['’]?t\b"
)


_EXCEPT = re.compile(
    r"\b(?:(?:any|every|some|no)(?:one|body|thing) (?:else|other) (?:than|but)"
    r"|(?:else|other|rather|different) than|different from|apart from|aside from"
    r"|outside(?: of)?|not counting|ignoring|omitting|disregarding|barring|save for|leaving aside"
    r"|with the exception of|but for"
    r"|(?:leave|leaving|left) out|(?:if we )?(?:exclude|leave out))\b",
    re.IGNORECASE,
)


_ALL_BUT = re.compile(
    r"\b(all|any|each|every(?:one|body|thing|where)?)((?: \w+){0,3}?) but\b(?! not\b)",
    re.IGNORECASE,
)


_JOINED = re.compile(r"\b(\d+)(yrs?|years?|mths?|months?)\b", re.IGNORECASE)


_SHORT = re.compile(r"['’](?:s|re|ve|ll|d|m)\b")


def tokens(text: str) -> list[Token]:
    """The words of a text in order; joined ones in their parts."""
    shouted = text.isupper()
    bare = re.sub(r"(?<=\d),(?=\d{3}\b)", "", text)
    bare = _THE_US.sub(
        r"\1 US", _JOINED.sub(r"\1 \2", _EXCEPT.sub(" except", _ALL_BUT.sub(r"\1\2 except", bare)))
    )
    bare = _SHORT.sub("", _CONTRACTED.sub(r"\1 not", bare.replace("%", " percent ")))
    found: list[Token] = []
    for match in _WORD.finditer(bare):
        word = match.group()
        capital = len(word) > 1 and word.isupper() and not shouted and not word.isdigit()
        name = word[0].isupper() and match.start() > 0 and not shouted
        found.extend(
            replace(_token(part), capital=capital, name=name) for part in plain(word).split()
        )
    return found


def stems(text: str) -> tuple[str, ...]:
    """The stems of a name's words, in order."""
    return tuple(token.stem for token in tokens(text.replace("_", " ")))


def telling(text: str) -> tuple[str, ...]:
    """The stems of a name's words that say something, once each; all where none does."""
    named = tokens(text.replace("_", " "))
    kept = [one.stem for one in named if _tells(one)]
    return tuple(dict.fromkeys(kept or [one.stem for one in named]))


def _tells(token: Token) -> bool:
    return token.stem == NOT or token.stem.isdigit() or token.text not in STOP_WORDS


def _token(word: str) -> Token:
    if word in _NEGATIONS:
        return Token(word, NOT)
    meant = SAME.get(word, word)
    if word in _NUMBERS:
        return Token(word, _NUMBERS[word])
    return Token(meant if meant in STOP_WORDS else word, stem(meant))
