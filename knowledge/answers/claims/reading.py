"""One sentence, list item or table row, read into what can be compared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from knowledge.answers.claims.quantities import Quantity, quantities
from knowledge.answers.claims.wording import Word, carries, negates, plain, softens, words

_BREAK = re.compile(
    r"[;:()|—–]|[.!?]\s|,(?!\d)|\b(?:but|and|while|whereas|although|though|because|unless|if|when|which|who|so)\b",
    re.IGNORECASE,
)
_LIMITS = re.compile(
    r"\b(?:no|not) (?:more|later|longer|higher|less|fewer|earlier|sooner) than\b"
    r"|\bnot only\b|\bno matter\b",
    re.IGNORECASE,
)
_FILLED = r"(?: (?:the|a|an|about|around|of|last|past|first|same|next))*\s*$"
_MOST = re.compile(
    r"\b(?:at most|up to|no more than|not more than|no later than|not later than|no longer than"
    r"|no higher than|within|under|below|less than|fewer than|maximum(?: of)?|not exceed(?:ing)?"
    r"|before|until|by|shorter than|inside|lower than|earlier than|capped at"
    rf"|limit(?:ed)? (?:to|of|is)){_FILLED}",
    re.IGNORECASE,
)
_LEAST = re.compile(
    r"\b(?:at least|no less than|not less than|no fewer than|minimum(?: of)?|above|more than"
    r"|exceed(?:s|ing)?|beyond|longer than|later than|higher than|greater than|not before"
    rf"|no earlier than|older than){_FILLED}",
    re.IGNORECASE,
)
_OPEN = re.compile(rf"\b(?:from|since|starting|as of|after|over){_FILLED}", re.IGNORECASE)
_EDGE = re.compile(rf"\bat the (?:latest|earliest){_FILLED}", re.IGNORECASE)
_TAIL_MOST = re.compile(
    r"^\W*(?:[^\W\d]+\s+){0,2}"
    r"(?:or (?:less|fewer|under|earlier|lower|shorter|below)|at most|at the latest|maximum)\b",
    re.IGNORECASE,
)
_TAIL_LEAST = re.compile(
    r"^\W*(?:[^\W\d]+\s+|of \d+\s+){0,2}"
    r"(?:or (?:more|over|older|later|better|higher|above|longer)|at least|minimum"
    r"|and (?:more|over))\b",
    re.IGNORECASE,
)
_VERBS = frozenset(
    "is are was were be been do does did can could may might must will would shall should has have"
    " had need needs".split()
)
_QUOTED = re.compile(r"[\"“„«]([^\"“”„«»]{2,200})[\"”“»]|(?<!\w)[‘']([^'‘’]{2,200})[’'](?!\w)")
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_NAME_END = re.compile(r"[.!?:\"“„(]\s*$")
_WEEKDAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?")
_JOINS = frozenset({" ", "-", "&", " & ", "/", "", " of ", " of the "})
_SHORT = re.compile(r"\b(?:I|OK|Q&A|FAQ|FAQs)\b")


@dataclass(frozen=True, slots=True)
class Clause:
    """The part of a sentence between two breaks.

    Attributes:
        denied: whether it holds a negation; `softened`: or a word that takes something away.
        untrue: stems that a negation of the clause reaches: what follows it, and all of the clause
            where it belongs to the verb ("is not paid").
        struck: of those the ones right behind a negation.
    """

    words: tuple[Word, ...]
    denied: bool
    softened: bool
    untrue: frozenset[str]
    struck: frozenset[str]
    start: int
    end: int

    @property
    def stems(self) -> frozenset[str]:
        return frozenset(word.stem for word in self.words)


@dataclass(frozen=True, slots=True)
class Bound:
    """A quantity with its direction: most (at most, before), least, from (after), edge, or ""."""

    quantity: Quantity
    direction: str
    clause: int


@dataclass(frozen=True, slots=True)
class Name:
    """Words that name somebody or something: as written, and one by one in lower case."""

    text: str
    words: tuple[str, ...]
    clause: int
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A text with everything in it that can be compared. `words` are those that carry a claim."""

    text: str
    words: tuple[Word, ...]
    clauses: tuple[Clause, ...]
    bounds: tuple[Bound, ...]
    names: tuple[Name, ...]
    quoted: tuple[str, ...]
    addresses: tuple[str, ...]
    plain: frozenset[str]

    @property
    def stems(self) -> frozenset[str]:
        return frozenset(word.stem for word in self.words)


def read(text: str) -> Reading:
    """Reads one sentence, item or row. Pure; the same text always reads the same."""
    every = words(text)
    found = quantities(text)
    spans = [(quantity.start, quantity.end) for quantity in found]
    clauses = _clauses(text, every, spans)
    carrying = tuple(word for word in every if carries(word) and not _inside(word.start, spans))
    return Reading(
        text=text,
        words=carrying,
        clauses=clauses,
        bounds=tuple(
            Bound(quantity, _direction(text, quantity), _at(clauses, quantity.start))
            for quantity in found
        ),
        names=_names(text, every, spans, clauses),
        quoted=tuple(a or b for a, b in _QUOTED.findall(text)),
        addresses=tuple(_ADDRESS.findall(text)),
        plain=plain(text),
    )


def _inside(start: int, spans: list[tuple[int, int]]) -> bool:
    return any(begin <= start < end for begin, end in spans)


def _clauses(text: str, every: list[Word], spans: list[tuple[int, int]]) -> tuple[Clause, ...]:
    harmless = [found.span() for found in _LIMITS.finditer(text)]
    cuts = [cut.start() for cut in _BREAK.finditer(text) if not _inside(cut.start(), spans)]
    clauses: list[Clause] = []
    for start, end in pairwise([0, *cuts, len(text)]):
        inside = [word for word in every if start <= word.start < end]
        telling = tuple(w for w in inside if carries(w) and not _inside(w.start, spans))
        no = [n for n, w in enumerate(inside) if negates(w) and not _inside(w.start, harmless)]
        untrue, struck = _reached(inside, telling, no)
        soft = any(softens(w) for w in inside)
        clauses.append(Clause(telling, bool(no), soft, untrue, struck, start, end))
    return tuple(clauses)


def _reached(
    inside: list[Word], telling: tuple[Word, ...], no: list[int]
) -> tuple[frozenset[str], frozenset[str]]:
    """What the negations of a clause reach, and what stands right behind one."""
    untrue: set[str] = set()
    struck: set[str] = set()
    for place in no:
        verb = (place > 0 and inside[place - 1].low in _VERBS) or "'" in inside[place].raw
        behind = [word for word in telling if word.start > inside[place].start]
        untrue.update(word.stem for word in (telling if verb else behind))
        struck.update(word.stem for word in behind[:1] if word in inside[place : place + 4])
    return frozenset(untrue), frozenset(struck)


def _at(clauses: tuple[Clause, ...], place: int) -> int:
    for number, clause in enumerate(clauses):
        if clause.start <= place < clause.end:
            return number
    return max(0, len(clauses) - 1)


def _direction(text: str, quantity: Quantity) -> str:
    before, after = text[max(0, quantity.start - 40) : quantity.start], text[quantity.end :]
    before = before.rstrip("€$£ ") + " "
    if _EDGE.search(before):
        return "edge"
    if _OPEN.search(before):
        return "from"
    if _MOST.search(before) or _TAIL_MOST.match(after):
        return "most"
    return "least" if _LEAST.search(before) or _TAIL_LEAST.match(after) else ""


def _names(
    text: str, every: list[Word], spans: list[tuple[int, int]], clauses: tuple[Clause, ...]
) -> tuple[Name, ...]:
    names: list[Name] = []
    run: list[Word] = []
    for word in every:
        if run and not _joined(text, run[-1], word):
            _close(names, run, text, clauses)
            run = []
        coded = bool(run) and word.raw.isdigit()  # the 7 of RF-7
        if (_proper(word) or coded) and not _inside(word.start, spans):
            run.append(word)
        elif run:
            _close(names, run, text, clauses)
            run = []
    if run:
        _close(names, run, text, clauses)
    return tuple(names)


def _close(names: list[Name], run: list[Word], text: str, clauses: tuple[Clause, ...]) -> None:
    """Keeps a run of capitalised words, less an ordinary first word of the sentence."""
    first = run[0]
    leads = not text[: first.start].strip() or bool(_NAME_END.search(text[: first.start]))
    if leads and not carries(first) and not _marked(first.raw):
        run = run[1:]
    if run:
        lone = leads and run == [first] and not _marked(first.raw)
        end = run[-1].start + len(run[-1].raw)
        full = text[run[0].start : end]
        parts = tuple(word.low for word in words(full))
        names.append(Name(full, parts, _at(clauses, run[0].start), lone))


def _joined(text: str, one: Word, other: Word) -> bool:
    if _WEEKDAY.fullmatch(one.raw) or _WEEKDAY.fullmatch(other.raw):
        return False
    return text[one.start + len(one.raw) : other.start] in _JOINS


def _proper(word: Word) -> bool:
    return (word.raw[0].isupper() or _marked(word.raw)) and not _SHORT.fullmatch(word.raw)


def _marked(raw: str) -> bool:
    """Whether a word is a name wherever it stands: P1, NPS, iPhone."""
    mixed = any(c.isdigit() for c in raw) and any(c.isalpha() for c in raw)
    return mixed or (len(raw) > 1 and any(c.isupper() for c in raw[1:]))
