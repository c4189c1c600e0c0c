"""Explanations gathered from documents: one candidate for each term that no glossary has."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from knowledge.lingo.glossary import key
from knowledge.lingo.mining.found import Found
from knowledge.lingo.mining.pairs import pairs
from knowledge.lingo.mining.rows import rows
from knowledge.lingo.mining.sentences import sentences
from knowledge.search.words.words import stem
from knowledge.store.lingo.records import EXPLAINED, Candidate, Evidence

_MOST_QUOTES = 5


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of a document to be mined."""

    document: str
    section: str
    text: str
    audience: str
    domain: str = ""


def mined(text: Text) -> Iterator[Found]:
    """All that a piece of a document explains."""
    yield from rows(text.text)
    yield from pairs(text.text)
    yield from sentences(text.text, text.section)


def gathered(texts: Sequence[Text], known: Collection[str]) -> list[Candidate]:
    """The candidates of these texts, those that are worth most first.

    Args:
        texts: of any audiences; one term is one candidate for each audience.
        known: keys (`knowledge.lingo.glossary.key`) of the terms that glossaries have.
    """
    found: dict[tuple[str, str], list[tuple[Text, Found]]] = defaultdict(list)
    for text in texts:
        for one in mined(text):
            name = name_of(one.label)
            if name and name not in known and key(one.label) not in known:
                found[name, text.audience].append((text, one))
    uses = _uses(texts, {name for name, _ in found})
    made = [
        _candidate(told, audience, uses.get((name, audience), Counter()))
        for (name, audience), told in found.items()
    ]
    return sorted(made, key=lambda one: (-one.worth, key(one.label)))


def name_of(label: str) -> str:
    """The key of a label without the s of a plural."""
    if label[-1:] == "s" and len(label) > 2 and label[:-1].isupper():
        return key(label[:-1])
    if label.isupper() and " " not in label:
        return key(label)
    return _singular(key(label))


def candidate_key(label: str, audience: str) -> str:
    """Under which a candidate is kept: one for a term and an audience."""
    said = f"{audience}\0{name_of(label)}"
    return hashlib.sha256(said.encode("utf-8", "ignore")).hexdigest()[:32]


def _singular(name: str) -> str:
    return re.sub(r"(?<=[^s\W])s$", "", name) if len(name) > 3 else name


def _uses(texts: Sequence[Text], names: Collection[str]) -> Mapping[tuple[str, str], Counter[str]]:
    """For each (name, audience), the documents that use it, and in how many pieces."""
    longest = max((name.count(" ") + 1 for name in names), default=0)
    used: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for text in texts:
        said = key(text.text).split()
        seen = {
            name
            for at in range(len(said))
            for length in range(1, longest + 1)
            if (name := _singular(" ".join(said[at : at + length]))) in names
        }
        for name in seen:
            used[name, text.audience][text.document] += 1
    return used


def _candidate(told: Sequence[tuple[Text, Found]], audience: str, used: Counter[str]) -> Candidate:
    ranked = sorted(told, key=lambda pair: (-EXPLAINED[pair[1].by], -len(pair[1].definition)))
    labels = Counter(one.label for _, one in told)
    forms = Counter(_form(one.stands_for) for _, one in told if one.stands_for)
    said = next((one.stands_for for _, one in ranked if one.stands_for), "")
    if forms:
        common = forms.most_common(1)[0][0]
        said = next(one.stands_for for _, one in ranked if _form(one.stands_for) == common)
    evidence = dict.fromkeys(
        Evidence(text.document, text.section, one.quote, text.domain) for text, one in ranked
    )
    return Candidate(
        key=candidate_key(told[0][1].label, audience),
        label=min(labels, key=lambda label: (-labels[label], len(label))),
        audience=audience,
        stands_for=said,
        definition=next((one.definition for _, one in ranked if one.definition), ""),
        times=sum(used.values()),
        documents=len(used),
        evidence=tuple(_spread(evidence)),
        found_by=ranked[0][1].by,
    )


def _form(stands_for: str) -> str:
    return " ".join(stem(word) for word in key(stands_for).split())


def _spread(evidence: Iterable[Evidence]) -> list[Evidence]:
    """One of each document before another of the same."""
    first: dict[str, Evidence] = {}
    rest = []
    for one in evidence:
        if one.document in first:
            rest.append(one)
        else:
            first[one.document] = one
    return [*first.values(), *rest][:_MOST_QUOTES]
