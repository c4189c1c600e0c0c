"""Which sources and which values of attributes the words of a question name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from knowledge.search.words.words import is_stop, plain, stem, words

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

_CODE = 3  # letters of a code at most
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
        loose: whether "complaints" may be what any source holds: where nothing is counted.
    """

    sources: Sequence[Named]
    attributes: Mapping[str, Collection[str]]
    loose: bool = False

    @cached_property
    def loosely(self) -> Names:
        """The same, loose."""
        return Names(self.sources, self.attributes, loose=True)

    @cached_property
    def _any(self) -> frozenset[str]:
        """Stems that stand for customers or for what they said, whatever the source."""
        return PEOPLE | _ANY | ({stem("complaints")} if self.loose else frozenset())

    @cached_property
    def _by_source(self) -> dict[str, set[str]]:
        return {one.name: set(_words_of(one)) for one in self.sources}

    @cached_property
    def _last_words(self) -> set[str]:
        return {(words(one.name.replace("_", " ")) or [""])[-1] for one in self.sources}

    def is_kind(self, word: str) -> bool:
        """Whether a word stands for customers, or for what some source here holds."""
        own = stem(word)
        return own in self._any or any(own in have for have in self._by_source.values())

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
            return () if wanted & self._any and not wanted & (_KINDS - self._any) else None
        best = tuple(name for name, count in hits.items() if count == most)
        return () if len(best) == len(hits) else best

    def value(self, text: str) -> tuple[str, str] | None:
        """The attribute and the value that a piece of a question names, if it names just one.

        A value as a whole, or words that only one value has. Codes of up to three letters must
        be written as they are: "in" is no state.
        """
        whole = self.whole_value(text)
        if whole:
            return whole
        for name in self.attributes:
            found = self._telling(_bare(text, name), name)
            if found:
                return name, found
        return None

    def whole_value(self, text: str) -> tuple[str, str] | None:
        """The same for a value as a whole only."""
        for name, values in self._by_text.items():
            asked = " ".join(_bare(text, name))
            found = values.get(asked) or values.get(plain(asked), "")
            if found and (len(found) > _CODE or found == asked):
                return name, found
        return None

    @cached_property
    def _by_text(self) -> dict[str, dict[str, str]]:
        """By attribute, values by their text in lower case; codes as they are."""
        return {
            name: {plain(one) if len(one) > _CODE else one: one for one in values if one}
            for name, values in self.attributes.items()
        }

    @cached_property
    def _by_stems(self) -> dict[str, list[tuple[frozenset[str], str]]]:
        return {
            name: [(frozenset(stem(word) for word in words(one)), one) for one in values]
            for name, values in self.attributes.items()
        }

    def _telling(self, asked: Sequence[str], attribute: str) -> str:
        """The one value with all of these words, at least one of them longer than a code."""
        wanted = {stem(word) for word in words(" ".join(asked)) if not is_stop(word)}
        if not any(len(word) > _CODE for word in wanted):
            return ""
        having = [one for stems, one in self._by_stems[attribute] if wanted <= stems]
        return having[0] if len(having) == 1 else ""


def _bare(text: str, attribute: str) -> list[str]:
    """Without articles and the attribute's own name: "the Huddersfield depot"."""
    asked = [word for word in text.split() if plain(word) not in _FILLING]
    return [word for word in asked if stem(plain(word)) != stem(plain(attribute))]


def _words_of(source: Named) -> Iterator[str]:
    for word in words(source.name.replace("_", " ").replace("-", " ")):
        if not is_stop(word):
            yield stem(word)
    for word in words(re.sub(r"[_/.-]", " ", source.path)):
        if stem(word) in _KINDS:
            yield stem(word)
