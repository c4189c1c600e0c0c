"""A topic to the word forms that are counted, and the rule of the count in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import islice, product

from knowledge.insights.questions.topics import Group, Phrase, Topic
from knowledge.search.words.words import plain, stem
from knowledge.store.items.words import spaced

_MOST_FORMS = 60  # of a phrase: a statement holds no more than a thousand conditions
_SHOWN = 5
_OTHER_MEANING = frozenset("lately hardly shortly nearly highly fairly barely news".split())
"""Of the stem of a word that means something else: counted where they are asked for."""


@dataclass(frozen=True, slots=True)
class Match:
    """What a text must hold to be counted.

    Attributes:
        groups: for each, forms of which a text has at least one; a form of several words has them
            next to each other. A group whose word nobody has used holds the word as it was asked.
        loose: whether the words of a phrase may stand apart, as nowhere do they stand together.
    """

    groups: tuple[tuple[str, ...], ...]
    loose: bool = False

    @property
    def rule(self) -> str:
        """The whole rule, so that anybody can count again."""
        return "; and also ".join(f"has {_one_of(group)}" for group in self.groups)

    @property
    def shown(self) -> str:
        """The rule for a reply: forms beyond the first five are only counted."""
        return "; and also ".join(f"has {_one_of(group, _SHOWN)}" for group in self.groups)


def match(topic: Topic, vocabulary: Mapping[str, int]) -> Match:
    """The forms of a topic's words in a vocabulary: all words of the same stem.

    Args:
        topic: at least one group.
        vocabulary: each word of the items' texts with the number of texts that have it.
    """
    return Match(tuple(_forms(group, vocabulary) for group in topic))


def loosened(topic: Topic, vocabulary: Mapping[str, int]) -> Match | None:
    """The same where the words of a phrase may stand apart; None where no phrase has several."""
    groups: list[Group] = []
    for group in topic:
        many = len(group) == 1 and len(group[0].words) > 1 and not group[0].exact
        groups.extend([(Phrase((word,)),) for word in group[0].words] if many else [group])
    if len(groups) == len(topic):
        return None
    return Match(match(tuple(groups), vocabulary).groups, loose=True)


def trimmed(found: Match, texts: Iterable[str]) -> Match:
    """The same without phrases that none of the matched texts has, so that the rule is short.

    Args:
        found: a match.
        texts: of all items that it matches.
    """
    held = [spaced(text) for text in texts]
    groups = tuple(
        tuple(form for form in group if any(spaced(form) in words for words in held)) or group
        for group in found.groups
    )
    return replace(found, groups=groups)


def stems_of(topic: Topic) -> frozenset[str]:
    """Stems of all words of a topic."""
    return frozenset(
        stem(plain(word)) for group in topic for phrase in group for word in phrase.words
    )


def _forms(group: Group, vocabulary: Mapping[str, int]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for phrase in group:
        if phrase.exact:
            found.setdefault(str(phrase))
            continue
        each = [_forms_of(word, vocabulary) for word in phrase.words]
        for combined in islice(product(*each), _MOST_FORMS):
            found.setdefault(" ".join(combined))
    return tuple(found)


def _forms_of(word: str, vocabulary: Mapping[str, int]) -> list[str]:
    """The most used first; the word itself where nobody has used any."""
    bare = plain(word)
    wanted, first = stem(bare), bare[:1]
    known = [
        form
        for form in vocabulary
        # A stem begins as its word does: the others need not be stemmed.
        if (form[0] == first or not form.isascii())
        and stem(plain(form)) == wanted
        and (form == word or not {form, word} & _OTHER_MEANING)
    ]
    return sorted(known, key=lambda form: (-vocabulary[form], form)) or [word]


def _one_of(forms: Iterable[str], most: int = _MOST_FORMS) -> str:
    known = list(forms)
    words = all(" " not in one for one in known)
    if len(known) == 1:
        return f"the {'word' if words else 'words'} {known[0]}"
    listed = ", ".join(known[:most])
    more = f" and {len(known) - most} more forms" if len(known) > most else ""
    return f"one of the {'words' if words else 'phrases'} {listed}{more}"
