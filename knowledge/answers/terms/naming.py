"""The word for a thing: questions the other way round, from the meaning to the term."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.answers.quoting.composing import LONGEST
from knowledge.answers.terms.defining import Definition, of_sense
from knowledge.lingo.glossary import Glossary, key
from knowledge.models import Answer, Mode, Passage, Reader, Sense

_NOUN = r"(?:acronym|abbreviation|short\s+form|short\s+name|shorthand|word|term|letters|expression)"
_ASKS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        (
            r"\b(?:which|what)(?:['’]?s|\s+is|\s+are|\s+was)?(?:\s+(?:our|the|an?|your|one))?"
            rf"\s+(?:\w+\s+)?{_NOUN}\s+(?:that\s+)?"
            r"(?:(?:is|are|was|do|does|did|we|you|they|people|here|used|use|say|have|stands?)\s+)*"
            r"(?:for|means|describes|names)\s+(?P<what>.+)$"
        ),
        rf"\bis\s+there\s+an?\s+(?:\w+\s+)?{_NOUN}\s+(?:for|that\s+means)\s+(?P<what>.+)$",
        r"\bwhat\s+(?:do|does|did)\s+(?:\w+\s+){1,3}?call\s+(?P<what>.+)$",
        r"\b(?:what|how)\s+(?:is|are|was|do\s+you\s+call)\s+(?P<what>\w+\s.+?)\s+called\b(?P<more>.*)$",
    )
)
_MOST = 3
_NEAR = 0.6
"""Of the score of the nearest term: what is farther is another thing."""


def described(question: str) -> str:
    """What somebody describes who asks for the word for it; "" for other questions."""
    text = question.strip().rstrip("?!. ")
    found = next((match for one in _ASKS if (match := one.search(text))), None)
    said = " ".join(one for one in found.groupdict().values() if one) if found else ""
    return " ".join(said.split()).strip(" \"“”'‘’")


def named(
    question: str, glossary: Glossary, reader: Reader, passages: Sequence[Passage]
) -> Answer | None:
    """The word for what a question describes, where the glossary is sure of it; else None."""
    described_as = described(question)
    if not described_as:
        return None
    found = glossary.find(described_as, reader)
    if not found.found or found.match == "spelling":
        return None
    label = found.senses[0].label
    same = [one for one in found.senses if one.label == label]
    near = _of_passages(passages, glossary, reader) if found.match == "meaning" else ()
    return _told(question, [*same, *(one for one in near if one.label != label)], passages)


def nearest(
    question: str, glossary: Glossary, reader: Reader, passages: Sequence[Passage]
) -> Answer | None:
    """The word for what a question describes, where what was found first of all is a term."""
    if not described(question) or not passages or not passages[0].chunk.term:
        return None
    senses = list(_of_passages(passages, glossary, reader))
    return _told(question, senses, passages) if senses else None


def _of_passages(
    passages: Sequence[Passage], glossary: Glossary, reader: Reader
) -> Iterator[Sense]:
    """The senses whose records are among passages that are near, nearest first."""
    best = max((one.score for one in passages), default=0.0)
    for passage in passages:
        chunk = passage.chunk
        if chunk.term and passage.score >= _NEAR * best:
            for sense in glossary.lookup(chunk.term, reader).senses:
                record = sense.document == chunk.document and sense.label == chunk.term
                if record and (not sense.section or sense.section == chunk.section):
                    yield sense


def _told(question: str, senses: Sequence[Sense], passages: Sequence[Passage]) -> Answer:
    once = {(key(one.label), key(one.definition)): one for one in reversed(senses)}
    kept = [one for one in dict.fromkeys(senses) if one in once.values()][:_MOST]
    definitions: list[Definition] = []
    lines: list[str] = []
    for number, sense in enumerate(kept, 1):
        one = of_sense(sense, passages, number)
        also = "Perhaps also " if number > 1 and key(sense.label) != key(kept[0].label) else ""
        line = f"{also}{one.text} [{number}]"
        if sum(map(len, lines)) + len(line) > LONGEST and lines:
            break
        definitions.append(one)
        lines.append(line)
    return Answer(
        question=question,
        text="\n".join(lines),
        mode=Mode.GLOSSARY,
        citations=tuple(one.citation for one in definitions),
        passages=tuple(passages),
        terms=tuple(kept[: len(definitions)]),
        lead=lines[0],
    )
