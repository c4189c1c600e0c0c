"""Whether a question is about what customers say, and what it asks of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from knowledge.insights.questions.forms import FORMS
from knowledge.insights.questions.meant import Names
from knowledge.insights.questions.opening import is_of_the_asker, opened, stance_asked
from knowledge.insights.questions.subjects import Speakers, speakers, without_tail
from knowledge.insights.questions.topics import Topic, topic
from knowledge.search.words.words import is_stop, plain

_LONGEST = 300  # characters: longer questions tell a story
_PHRASES = 12  # of a topic: more are no question that anybody asks


class Kind(StrEnum):
    """What is asked of the items."""

    COUNT = "count"
    SHARE = "share"
    SAY = "say"
    THEMES = "themes"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks of customers' words.

    Attributes:
        topic: what they are to have spoken of; () only for THEMES.
        about: the topic in the words of the question, for the reply.
        sources: () for all that the reader may see.
        attributes: (name, value) pairs that all must hold.
        stance: 1 where praise is asked for, -1 where complaints are, 0 for either.
        filed: the (name, value) that the topic is as a whole, None where it is none: "about
            Huddersfield" may mean the words or the depot.
    """

    kind: Kind
    topic: Topic = ()
    about: str = ""
    sources: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()
    stance: int = 0
    filed: tuple[str, str] | None = None


def asked(question: str, names: Names) -> Asked | None:
    """What the question asks of customers' words; None where it is not about them.

    Precision first: a question about a rule, a number of rows or one document is none.

    Args:
        question: without the words of its period (`without_time`).
        names: what the reader's sources and their attributes are called.
    """
    text = opened(question)
    if len(text) > _LONGEST:
        return None
    for kind, pattern in FORMS:
        found = pattern.match(text)
        if found is None:
            continue
        called = names if kind in {Kind.COUNT, Kind.SHARE} else names.loosely
        read = _read(Kind(kind), text, found.groupdict(), called)
        if read is not None:
            return read
    return None


def _read(kind: Kind, text: str, groups: dict[str, str | None], names: Names) -> Asked | None:
    named = (groups.get("who") or "").strip()
    # A form that says "feedback" or "themes" speaks of customers without naming them.
    who = speakers(named, names) if named else Speakers()
    if who is None:
        return None
    about, tail = without_tail((groups.get("topic") or "").strip(" ,.:;"), names)
    if is_of_the_asker(about) or not _joins(who, tail):
        return None
    found = topic(about) + topic(" and ".join(who.topic))
    if sum(len(group) for group in found) > _PHRASES:
        return None
    if not found and kind is Kind.SAY:
        kind = Kind.THEMES
    if not found and kind is not Kind.THEMES:
        return None
    return Asked(
        kind,
        found,
        _shown(about, who),
        tail.sources or who.sources,
        tuple(dict.fromkeys((*who.attributes, *tail.attributes))),
        stance_asked(text, groups.get("topic") or ""),
        names.whole_value(about) if about else None,
    )


def _joins(who: Speakers, tail: Speakers) -> bool:
    """Whether what is named before and after the topic can both hold."""
    before, after = dict(who.attributes), dict(tail.attributes)
    return all(before[name] == after[name] for name in before.keys() & after.keys())


def _shown(about: str, who: Speakers) -> str:
    """A topic as people name it: "that we are late" is "late"."""
    said = about.strip(" \"“”'").split()
    while said and is_stop(plain(said[0].strip('"“”'))):
        said.pop(0)
    return " ".join((*who.topic, *said)).strip(" \"“”'")
