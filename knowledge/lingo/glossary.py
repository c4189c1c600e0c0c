"""Terms as the reader may see them: by label or in a question, the asker's department first."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from threading import Lock
from typing import Protocol

from knowledge.lingo.spelling import close, sure
from knowledge.models import Reader, Sense
from knowledge.search.words.stop_words import STOP_WORDS
from knowledge.search.words.words import plain, stem, words

_MARKS = re.compile(r"[\"“”'‘’`*_?!.,:;()\[\]]+")
_SPACE = re.compile(r"\s+")
_ALTERNATIVES = re.compile(r"\s*(?:,|/|;|\bor\b)\s*", re.IGNORECASE)
_BRACKET = re.compile(r"^(?P<long>[^()]+?)\s*\((?P<short>[^()]+)\)$")
_TOKEN = re.compile(r"[^\s\"“”?!,;:()\[\]]+")


_SAID = 300

Rarity = Callable[[Sequence[str]], Mapping[str, float]]
"""For each word how seldom the documents use it: higher is rarer."""


class SenseStore(Protocol):
    """Where senses come from."""

    def all(self, audiences: Collection[str] | None) -> list[Sense]:
        """All senses of these audiences; of every audience for None."""
        ...


class FindsByMeaning(Protocol):
    """Finds terms by what they mean."""

    def nearest(self, words: str, reader: Reader) -> tuple[list[tuple[str, str]], bool]:
        """(document, label) of near terms, and whether the first is what was described."""
        ...


@dataclass(frozen=True, slots=True)
class Lookup:
    """What a look-up found.

    Attributes:
        match: exact, abbreviation, alias, spelling or meaning; "" where nothing was found.
        senses: nearest to the reader's department first.
        suggestions: labels that are close, at most five.
    """

    term: str
    match: str
    label: str
    senses: tuple[Sense, ...]
    suggestions: tuple[str, ...] = ()

    @property
    def found(self) -> bool:
        return bool(self.senses)


@dataclass(frozen=True, slots=True)
class Mention:
    """A known term as it stands in a text."""

    words: str
    senses: tuple[Sense, ...]


def key(label: str) -> str:
    """A label as it is compared: no case, no accents, no marks, single spaces."""
    return _SPACE.sub(" ", _MARKS.sub(" ", plain(label))).strip()


def reference(sense: Sense) -> str:
    """A short name of one meaning, for what remembers it between two clicks."""
    place = f"{sense.document}\n{sense.section}\n{sense.label}"
    return sha256(place.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def variants(sense: Sense) -> Iterable[tuple[str, str]]:
    """Every key that leads to a sense, with the kind of match that it is."""
    short = sense.label.isupper() or bool(sense.stands_for)
    yield key(sense.label), "abbreviation" if short else "exact"
    bracket = _BRACKET.match(sense.label)
    if bracket:
        yield key(bracket["long"]), "exact"
        yield key(bracket["short"]), "alias"
    for part in _ALTERNATIVES.split(sense.label):
        yield key(part), "alias"
    for alias in (*sense.aliases, *sense.hidden, sense.stands_for):
        yield key(alias), "alias"


class _Index:
    """The senses of one set of audiences, by key."""

    def __init__(self, senses: Iterable[Sense]) -> None:
        self.by_key: dict[str, list[tuple[str, Sense]]] = defaultdict(list)
        self.by_stem: dict[str, str] = {}
        self.senses = tuple(senses)
        for sense in self.senses:
            for one, match in dict(reversed([*variants(sense)])).items():
                if one:
                    self.by_key[one].append((match, sense))
                    self.by_stem.setdefault(_stemmed(one), one)
        self.by_reference = {reference(sense): sense for sense in self.senses}
        self.longest = max((one.count(" ") + 1 for one in self.by_key), default=0)


def _stemmed(one: str) -> str:
    return " ".join(stem(word) for word in one.split())


class Glossary:
    """Looks terms up. Reads the senses again when their version has changed."""

    def __init__(
        self,
        store: SenseStore,
        version: Callable[[], Hashable],
        meanings: FindsByMeaning | None = None,
    ) -> None:
        """`meanings` are asked by `find` where the words of a term lead nowhere."""
        self._store, self._version, self._meanings = store, version, meanings
        self._read: Hashable = None
        self._indexes: dict[frozenset[str], _Index] = {}
        self._lock = Lock()

    def lookup(self, term: str, reader: Reader) -> Lookup:
        """One term: by label, abbreviation, alias, plural, then spelling."""
        index, wanted = self._index(reader.audiences), key(term)
        one = wanted if wanted in index.by_key else index.by_stem.get(_stemmed(wanted), "")
        if one:
            found = index.by_key[one]
            match = min(found, key=lambda pair: _RANK[pair[0]])[0]
            senses = self._nearest_first((sense for _, sense in found), reader)
            return Lookup(term, match, senses[0].label, senses)
        near = close(wanted, index.by_key.keys())
        if sure(wanted, near):
            senses = self._nearest_first((s for _, s in index.by_key[near[0][0]]), reader)
            return Lookup(term, "spelling", senses[0].label, senses)
        labels = dict.fromkeys(index.by_key[one][0][1].label for one, _ in near)
        return Lookup(term, "", "", (), tuple(labels)[:5])

    def find(self, term: str, reader: Reader) -> Lookup:
        """One term as `lookup` finds it, or else by what somebody says that it means."""
        found = self.lookup(term, reader)
        if found.found or self._meanings is None or " " not in key(term):
            return found
        places, sure = self._meanings.nearest(term[:_SAID], reader)
        index = self._index(reader.audiences)
        if sure and not found.suggestions:
            document, label = places[0]
            meant = [sense for _, sense in index.by_key[key(label)]]
            senses = self._nearest_first(meant, reader)
            first = next((one for one in senses if one.document == document), None)
            if first is not None:
                ordered = tuple(dict.fromkeys((first, *senses)))
                return Lookup(term, "meaning", first.label, ordered)
        labels = dict.fromkeys((*found.suggestions, *(label for _, label in places)))
        return replace(found, suggestions=tuple(labels)[:5])

    def near(self, term: str, reader: Reader) -> tuple[str, ...]:
        """Labels of other terms that are close to a term, by its words or by its meaning."""
        index, wanted = self._index(reader.audiences), key(term)
        known = {sense.label for _, sense in index.by_key.get(wanted, ())}
        labels = [index.by_key[one][0][1].label for one, _ in close(wanted, index.by_key.keys())]
        if self._meanings is not None:
            labels += [label for _, label in self._meanings.nearest(term[:_SAID], reader)[0]]
        return tuple(one for one in dict.fromkeys(labels) if one not in known)[:5]

    def referred(self, name: str, reader: Reader) -> Sense | None:
        """The meaning of a `reference`; None where it is gone, or not for this reader."""
        return self._index(reader.audiences).by_reference.get(name)

    def of_department(
        self, reader: Reader, elsewhere: Collection[str], rarity: Rarity
    ) -> tuple[Sense, ...]:
        """Words that a newcomer of the reader's department meets: its own, then the company's.

        Each label once; words with several meanings first, then those that are used most.
        `elsewhere` are the domains of other departments, whose meanings are left out.
        """
        known = [one for one in self._index(reader.audiences).senses if one.status == "Approved"]
        meanings = Counter(key(one.label) for one in known)
        told = rarity(list({word for one in known for word in words(one.label)}))

        def first(sense: Sense) -> tuple[bool, bool, float, str]:
            own = bool(reader.domain) and sense.domain == reader.domain
            rare = max((told.get(word, 0.0) for word in words(sense.label)), default=0.0)
            return (not own, meanings[key(sense.label)] < 2, rare, key(sense.label))

        found: dict[str, Sense] = {}
        for sense in sorted((one for one in known if one.domain not in elsewhere), key=first):
            found.setdefault(key(sense.label), sense)
        return tuple(found.values())

    def mentioned(self, text: str, reader: Reader) -> list[Mention]:
        """Known terms in a text, longest first match, each once, in order.

        A label of capitals that is also an everyday word, or has two letters, counts only where
        it is written in capitals.
        """
        index = self._index(reader.audiences)
        tokens = _TOKEN.findall(text)
        found: dict[str, Mention] = {}
        at = 0
        while at < len(tokens):
            step = 1
            for length in range(min(index.longest, len(tokens) - at), 0, -1):
                written = " ".join(tokens[at : at + length])
                senses = self._senses_of(written, index)
                if senses:
                    ordered = self._nearest_first(senses, reader)
                    found.setdefault(ordered[0].label, Mention(written.strip(".'"), ordered))
                    step = length
                    break
            at += step
        return list(found.values())

    def _senses_of(self, written: str, index: _Index) -> list[Sense]:
        said = one = key(written)
        if one not in index.by_key:
            one = index.by_stem.get(_stemmed(one), "")
        if not one:
            return []
        capitals = written.strip(".,'").isupper()
        return [
            sense
            for _, sense in index.by_key[one]
            # "if" is no mention of IFS, nor "its" of IT
            if capitals or not (_needs_capitals(one, sense) or _needs_capitals(said, sense))
        ]

    @staticmethod
    def _nearest_first(senses: Iterable[Sense], reader: Reader) -> tuple[Sense, ...]:
        def far(sense: Sense) -> tuple[bool, bool]:
            return (
                sense.status in ("Deprecated", "Rejected"),
                bool(reader.domain) and sense.domain != reader.domain,
            )

        return tuple(sorted(dict.fromkeys(senses), key=far))

    def _index(self, audiences: frozenset[str]) -> _Index:
        with self._lock:
            version = self._version()
            if version != self._read:
                self._indexes.clear()
                self._read = version
            if audiences not in self._indexes:
                self._indexes[audiences] = _Index(self._store.all(audiences))
            return self._indexes[audiences]


_RANK = {"exact": 0, "abbreviation": 1, "alias": 2}


def _needs_capitals(one: str, sense: Sense) -> bool:
    if one in STOP_WORDS and not sense.label.isupper():
        return True  # a label such as "and/or" is no mention wherever people write "and"
    everyday = one in STOP_WORDS or len(one) <= 2 or one in _EVERYDAY
    return everyday and sense.label.isupper() and " " not in one


_EVERYDAY = frozenset(
    """act aim air app art ask base bit call can cap car care case cat cell chat check code cost
    crew cup day deal desk dot east eat end era fact fast fit flat form free gap gas gate go goal
    good help hub ice idea job key kit law lead left line link list live loan log lot mail man map
    may men mix net new next nice north now oil one open pac page pan part pass pay pc pet pin plan
    plus post power price pro push rag ram rate red rep rest rise risk road role safe sale sales
    save sea sell send set ship show sit site six smart south spot star start step stop tag talk
    task team ten time tip top trip two use wait way web west win word work year yes""".split()
)
