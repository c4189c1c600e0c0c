"""Which sources and which values of attributes the words of a question name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from knowledge.search.words import is_stop, plain, stem, words

PEOPLE = frozenset(
    stem(word)
    for word in """
    customers clients users buyers consumers shoppers people folks guests patients tenants members
    subscribers reviewers respondents interviewees complainants households partners readers
    participants callers passengers students parents residents policyholders donors visitors
    """.split()
)
"""Who speaks, whatever the source."""

_ANY = frozenset(
    stem(word)
    for word in "feedback comments items voices verbatims responses texts opinions quotes".split()
)
"""What they said, whatever the source."""

_KINDS = frozenset(
    stem(word)
    for word in """
    tickets complaints reviews interviews letters surveys calls chats emails messages cases notes
    posts requests enquiries inquiries transcripts conversations testimonials ratings tweets
    suggestions register
    """.split()
)
"""What a source may hold: meant only where one says so of itself."""

_MANY = frozenset({"people", "feedback", "data"})

_FILLING = frozenset("the our a an all any of these those some many most their that this".split())


@dataclass(frozen=True, slots=True)
class Named:
    """A source as a question may name it.

    Attributes:
        path: of its files, as configured or as its documents have it; "" where not known.
    """

    name: str
    path: str = ""


@dataclass(frozen=True)
class Names:
    """All that a question may name.

    Attributes:
        sources: that the reader may see.
        attributes: by attribute, its values in the data.
    """

    sources: Sequence[Named]
    attributes: Mapping[str, Collection[str]]

    @cached_property
    def _by_source(self) -> dict[str, set[str]]:
        return {one.name: set(_words_of(one)) for one in self.sources}

    @cached_property
    def _last_words(self) -> set[str]:
        return {(words(one.name.replace("_", " ")) or [""])[-1] for one in self.sources}

    def is_kind(self, word: str) -> bool:
        """Whether a word stands for customers, or for what some source here holds."""
        own = stem(word)
        return own in PEOPLE | _ANY or any(own in have for have in self._by_source.values())

    def is_all(self, word: str) -> bool:
        """Whether it stands for more than one of them: "complaints", never "the complaint"."""
        return word.endswith("s") or word in _MANY or word in self._last_words

    def meant(self, named: Sequence[str]) -> tuple[str, ...] | None:
        """Sources that these words mean, () for all, None where they mean none of them.

        Those with the most of the words; a word that every source answers to decides nothing.
        """
        wanted = {stem(word) for word in named}
        hits = {name: len(wanted & have) for name, have in self._by_source.items()}
        most = max(hits.values(), default=0)
        if most == 0:
            return () if wanted & (PEOPLE | _ANY) and not wanted & _KINDS else None
        best = tuple(name for name, count in hits.items() if count == most)
        return () if len(best) == len(hits) else best

    def value(self, text: str) -> tuple[str, str] | None:
        """The attribute and the value that a piece of a question names, if it names just one.

        A value as a whole, or words that only one value has. Codes of up to three letters must
        be written as they are: "in" is no state.
        """
        asked = [word for word in text.split() if plain(word) not in _FILLING]
        for name, values in self.attributes.items():
            bare = [word for word in asked if stem(plain(word)) != stem(plain(name))]
            found = _exact(" ".join(bare), values)
            if found:
                return name, found
        for name, values in self.attributes.items():
            bare = [word for word in asked if stem(plain(word)) != stem(plain(name))]
            found = _telling(bare, values)
            if found:
                return name, found
        return None


def _words_of(source: Named) -> Iterator[str]:
    for word in words(source.name.replace("_", " ").replace("-", " ")):
        if not is_stop(word):
            yield stem(word)
    for word in words(re.sub(r"[_/.-]", " ", source.path)):
        if stem(word) in _KINDS:
            yield stem(word)


def _exact(text: str, values: Collection[str]) -> str:
    for value in values:
        same = text == value if len(value) <= 3 else plain(text) == plain(value)
        if value and same:
            return value
    return ""


def _telling(asked: Sequence[str], values: Collection[str]) -> str:
    """The one value that has all of these words, at least one of them longer than three letters."""
    wanted = {stem(word) for word in words(" ".join(asked)) if not is_stop(word)}
    if not any(len(word) > 3 for word in wanted):
        return ""
    having = [value for value in values if wanted <= {stem(word) for word in words(value)}]
    return having[0] if len(having) == 1 else ""
