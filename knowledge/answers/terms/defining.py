"""What a term means: every department's sense, and what documents say in so many words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.answers.quoting.composing import LONGEST, cite
from knowledge.answers.terms.asking import asked_terms, is_firm
from knowledge.lingo.glossary import Glossary, Lookup, key
from knowledge.models import Answer, Citation, Mode, Passage, Reader, Sense
from knowledge.search.words.sentences import pieces, shortened
from knowledge.search.words.words import telling

_SENSE = 260
_PAGE = 60
_MOST = 6


@dataclass(frozen=True, slots=True)
class Definition:
    """One meaning with the place that it was read.

    Attributes:
        page: the title of the page that says it, "" where it is a record of the glossary.
    """

    text: str
    citation: Citation
    page: str = ""


def sought(question: str, glossary: Glossary, reader: Reader) -> list[Lookup]:
    """The terms whose meaning a question asks for, as far as the glossary has them."""
    found: dict[str, Lookup] = {}
    for term in asked_terms(question):
        lookup = glossary.lookup(term, reader)
        if lookup.found and lookup.match != "spelling":
            found.setdefault(lookup.label, lookup)
    if found:
        return list(found.values())
    mentions = glossary.mentioned(question, reader)
    if is_firm(question) and len(mentions) == 1:
        return [glossary.lookup(mentions[0].words, reader)]
    return [
        glossary.lookup(mention.words, reader)
        for mention in mentions
        if _is_all_of(question, mention.words)
    ]


_VALUED = re.compile(
    r"\b(?:our|current|currently|now|today|overall|latest|how (?:much|many|high|low))\b"
    r"|\b(?:last|this) (?:day|week|month|quarter|year)\b|\d",
    re.IGNORECASE,
)
_ORDERED = re.compile(
    r"\b(?:most|least|highest|lowest|best|worst|top|average|median|by|per)\b", re.IGNORECASE
)
_FOR_MEANING = re.compile(
    r"\W*(?:what|who)(?:['’]?s| is| are)\b|\W*(?:define|explain)\b", re.IGNORECASE
)
_FEW = 3


def is_bare(question: str) -> bool:
    """Whether a word alone is asked for: "What is churn?", not "What is our churn this month?"."""
    if is_firm(question):
        return True
    short = len(question.split()) <= _FEW or bool(_FOR_MEANING.match(question))
    return short and not _VALUED.search(question) and not _ORDERED.search(question)


def unknown_code(question: str, glossary: Glossary, reader: Reader) -> str:
    """A code that the question asks to explain and that the glossary has not; or ""."""
    if not is_firm(question):
        return ""
    for term in asked_terms(question):
        word = term.split()[-1]
        looks_coded = len(word) > 1 and any(c.isupper() for c in word[1:])
        if looks_coded and not glossary.lookup(word, reader).found:
            return word
    return ""


def defined(question: str, lookups: Sequence[Lookup], passages: Sequence[Passage]) -> Answer | None:
    """The answer to a question for meanings; None where no passage shows where one comes from."""
    definitions: list[Definition] = []
    for lookup in lookups:
        for sense in lookup.senses[: max(2, _MOST // len(lookups))]:
            definitions.append(of_sense(sense, passages, len(definitions) + 1))
        for passage, text in _in_documents(lookup, passages):
            number = len(definitions) + 1
            page = passage.document.title
            definitions.append(Definition(text, cite(passage, number, text), page))
    if not definitions:
        return None
    kept, text = _told(definitions)
    first = lookups[0]
    return Answer(
        question=question,
        text=text,
        mode=Mode.GLOSSARY,
        citations=tuple(definition.citation for definition in kept),
        passages=tuple(passages),
        terms=tuple(sense for lookup in lookups for sense in lookup.senses),
        lead=text.partition("\n")[0],
        evidence=_senses_line(first) if len(lookups) == 1 else "",
    )


def _told(definitions: Sequence[Definition]) -> tuple[list[Definition], str]:
    lines: list[str] = []
    kept: list[Definition] = []
    room = LONGEST
    for definition in definitions:
        several = len(definitions) > 1
        mark = "• " if several else ""
        where = f" ({shortened(definition.page, _PAGE)})" if several and definition.page else ""
        line = f"{mark}{definition.text}{where} [{definition.citation.number}]"
        room -= len(line) + 1
        if room < 0:
            break
        lines.append(line)
        kept.append(definition)
    return kept, "\n".join(lines)


def of_sense(sense: Sense, passages: Sequence[Passage], number: int) -> Definition:
    """What a sense means, whose it is, and the record that says so."""
    definition = sense.definition
    if sense.stands_for and key(sense.stands_for) not in key(definition):
        definition = f"{sense.stands_for}. {definition}"
    text = f"{sense.label}: {definition}"
    if sense.note and key(sense.note) not in key(text):
        text = f"{text.rstrip('.')}. {sense.note}"
    text = shortened(" ".join(text.split()), _SENSE)
    where = f" ({sense.domain})" if sense.domain else ""
    found = next((p for p in passages if _is_record_of(p, sense)), None)
    title = found.document.title if found else sense.document.rpartition("/")[2]
    citation = Citation(
        number=number,
        document=sense.document,
        title=title,
        section=sense.section or sense.label,
        quote=text,
        link=sense.url or (found.document.link if found else ""),
        owner=sense.owner,
        domain=sense.domain,
        updated=found.document.updated if found else None,
    )
    return Definition(text + where, citation)


def _is_record_of(passage: Passage, sense: Sense) -> bool:
    return passage.document.path == sense.document and passage.chunk.term == sense.label


def _in_documents(lookup: Lookup, passages: Sequence[Passage]) -> list[tuple[Passage, str]]:
    """Passages that define it too: under its heading, in a line of it, or as a longer term."""
    found: list[tuple[Passage, str]] = []
    names = {key(lookup.term), key(lookup.label)}
    for passage in passages[:8]:
        if len(found) == 2:
            break
        text = _longer_term(passage, names) or _defining_line(passage, names)
        if text:
            found.append((passage, shortened(text, _SENSE)))
    return found


def _longer_term(passage: Passage, names: set[str]) -> str:
    """The record of a term such as "NPS score" where NPS is asked for; "" where it is none."""
    words = set(key(passage.chunk.term).split())
    longer = len(words) > 1 and key(passage.chunk.term) not in names and words & names
    return " ".join(passage.chunk.text.split()) if longer else ""


def _defining_line(passage: Passage, names: set[str]) -> str:
    if passage.chunk.term:
        return ""
    lines = pieces(passage.chunk.text)
    heading = passage.chunk.section.rpartition(" > ")[2]
    if lines and key(heading) in names:
        return f"{heading}: {lines[0].text}"
    for line in lines:
        head, colon, rest = line.text.partition(":")
        if colon and rest.strip() and key(head) in names:
            return line.text
    return ""


def _senses_line(lookup: Lookup) -> str:
    if len(lookup.senses) == 1:
        return ""
    domains = dict.fromkeys(sense.domain for sense in lookup.senses if sense.domain)
    if len(domains) > 1:
        return f"{len(lookup.senses)} meanings, from {_listed(list(domains))}"
    return f"{len(lookup.senses)} meanings"


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:-1]) + f" and {names[-1]}" if len(names) > 1 else "".join(names)


def _is_all_of(question: str, words: str) -> bool:
    """Whether a question has no other subject than these words."""
    rest = set(telling(question)) - set(telling(words))
    small_talk = {"write", "wrote", "say", "says", "said", "people", "ppl", "folks", "call", "use"}
    return not rest - small_talk
