"""The words of the house as values: frozen, checked when made, without any vendor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

EVERYONE = "everyone"
"""The audience of all full members of the workspace; guests are not in it."""


class SourceKind(StrEnum):
    """What a declared source holds."""

    DOCUMENTS = "documents"
    GLOSSARY = "glossary"
    INSIGHTS = "insights"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Source:
    """A declared place that knowledge comes from.

    Attributes:
        path: absolute path of the folder or file; a URL for warehouses.
        link: where a citation leads, with `{path}` for the document's path; "" where nowhere.
        fields: columns by their role (`id`, `text`, `date`, `label`, ...), as declared.
        mask: whether personal data is redacted before anything is stored.
        mask_names: absolute path of a file of people's names that are masked too, "" where none.
        mask_names_column: their column, where that file is CSV; "" is `name`.
        handed_over: its files came one by one, each for this audience, whatever a file says of
            itself; where its folder is not there, nothing is known about it.
    """

    name: str
    kind: SourceKind
    path: str
    audience: str
    owner: str = ""
    domain: str = ""
    link: str = ""
    query: str = ""
    fields: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    mask: bool = False
    mask_names: str = ""
    mask_names_column: str = ""
    handed_over: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """One file, or one page, as the store knows it.

    Attributes:
        path: relative to the folder of the configuration, with forward slashes; the document's name
            everywhere.
        digest: sha256 of the file's bytes and of everything else that decides its chunks; equal
            means unchanged.
        updated: the day its text is from (front matter, else the file's time).
        supersedes: path of the document that this one replaces, "" where none.
        superseded_by: path of the document that replaces this one, "" where it is current.
    """

    path: str
    source: str
    title: str
    audience: str
    digest: str
    owner: str = ""
    domain: str = ""
    link: str = ""
    kind: SourceKind = SourceKind.DOCUMENTS
    updated: date | None = None
    review_by: date | None = None
    supersedes: str = ""
    superseded_by: str = ""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a document that is searched as one.

    Attributes:
        id: sha256 hex of (audience, document, embedded text, nth occurrence), 32 characters.
        text: what is quoted; paragraphs, list items and table rows on lines of their own.
        embedded: what is embedded and searched: title path, then the text.
        section: the headings above it, outermost first, joined with " > "; for a row, its id.
        position: 0-based order in its document.
        term: for a glossary record, its label; "" otherwise.
    """

    id: str
    document: str
    audience: str
    section: str
    text: str
    embedded: str
    position: int
    term: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk that was found, with what is needed to cite it.

    Attributes:
        score: fused, 0 to about 1.5; see `knowledge.search.finding.retriever`.
        cosine: of the question and the chunk, -1 to 1.
        keyword: the share of the question's words, by rarity, that it holds, about 0 to 1.
    """

    chunk: Chunk
    document: Document
    score: float
    cosine: float = 0.0
    keyword: float = 0.0


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of one label, in one domain, from one source.

    Attributes:
        label: the preferred label, as written.
        stands_for: the long form of an abbreviation, "" where it is none.
        aliases: other labels that lead here.
        status: Draft, In review, Approved, Deprecated or Rejected.
        section: the record's id within its document.
        hidden: labels that lead here and are never shown: misspellings, old code names.
        not_to_confuse: what it is often taken for, in words.
        broader, narrower, related: labels of other terms (SKOS).
        replaced_by: the label to use instead, "" where there is none.
        provenance: Imported, Manual or Mined.
        quote: the words of the source that it was taken from.
        verified_at: when somebody last said that it still holds.
        review_days: after so many it is to be looked at again, 0 for never.
    """

    label: str
    definition: str
    document: str
    audience: str
    stands_for: str = ""
    aliases: tuple[str, ...] = ()
    note: str = ""
    example: str = ""
    domain: str = ""
    owner: str = ""
    url: str = ""
    status: str = "Approved"
    section: str = ""
    metric: str = ""
    hidden: tuple[str, ...] = ()
    not_to_confuse: str = ""
    broader: tuple[str, ...] = ()
    narrower: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    replaced_by: str = ""
    provenance: str = "Imported"
    quote: str = ""
    verified_at: date | None = None
    review_days: int = 0


@dataclass(frozen=True, slots=True)
class Citation:
    """Where one sentence of an answer comes from.

    Attributes:
        number: the n of `[n]` in the text.
        audience: who may read it, "" where its passage or term says so.
    """

    number: int
    document: str
    title: str
    section: str
    quote: str
    link: str = ""
    owner: str = ""
    domain: str = ""
    updated: date | None = None
    superseded_by: str = ""
    audience: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """An inclusive pair of dates."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            message = f"a period ends before it starts: {self.start} to {self.end}"
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class Target:
    """A value promised for a day."""

    day: date
    value: float


@dataclass(frozen=True, slots=True)
class Figure:
    """A computed value that never travels without what it is.

    Attributes:
        value: as computed; a `percent` is a fraction (0.2654).
        n: rows behind the denominator after filters.
        period: None for all time.
        as_of: when its tables were loaded, the one that was loaded first; None where not known.
    """

    metric: str
    label: str
    value: float | None
    unit: str
    n: int
    dimensions: Mapping[str, str] = field(default_factory=dict)
    period: Period | None = None
    previous: float | None = None
    last_year: float | None = None
    baseline: float | None = None
    target: Target | None = None
    owner: str = ""
    definition: str = ""
    as_of: datetime | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One customer item: a ticket, a review, an interview, a comment of a survey.

    Attributes:
        document: the file that it comes from.
        record: its row there, "" where the file is one item.
        text: what the customer said, masked where its source is; "" where a row has none.
        day: when, None where that is not known.
        customer: who, as the source names them, "" where it does not.
        score: what the customer gave (CSAT, NPS, stars), None where nothing.
        attributes: what else its source says of it, by name.
    """

    source: str
    document: str
    audience: str
    text: str
    record: str = ""
    day: date | None = None
    customer: str = ""
    score: float | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a plot, None where it is not known."""

    label: str
    value: float | None


@dataclass(frozen=True, slots=True)
class Plot:
    """Values that are worth seeing side by side.

    Attributes:
        kind: `line` over time (oldest first), `bar` over groups (as they are to be read).
        unit: of the values; a `percent` is a fraction.
        series: by name, each with a point for every label, all in one order.
    """

    title: str
    kind: str
    unit: str
    series: tuple[tuple[str, tuple[Point, ...]], ...]


@dataclass(frozen=True, slots=True)
class Working:
    """How a figure was computed, for whoever wants to see it.

    Attributes:
        subject: the metric's label, or what was counted.
        rule: in words: what counts, filters and period included.
        query: the statement that was run.
        source: names of the tables or sources behind it.
        loaded: when they were last read, None where that is not known.
        file: where the definition stands, "" where there is none.
    """

    subject: str
    rule: str
    query: str
    source: str
    loaded: datetime | None = None
    file: str = ""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads the reply: the audiences that a search may open, and nothing else.

    Attributes:
        audiences: names; empty means that nothing may be read.
        private: whether the reply goes to one person only.
        user: the asker's id, "" for the operator at a terminal.
        domain: of the asker's department; whose meaning comes first.
    """

    audiences: frozenset[str]
    private: bool = True
    user: str = ""
    domain: str = ""


class Mode(StrEnum):
    """How an answer came about."""

    QUOTED = "quoted"
    WRITTEN = "written"
    COMPUTED = "computed"
    GLOSSARY = "glossary"
    VERIFIED = "verified"


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said in reply, with at least one citation or figure: never without either.

    Attributes:
        text: what a person reads first, with `[n]` after each sentence; at most 900 characters.
        lead: the part of `text` that answers; the rest is evidence.
        evidence: one line: how many documents agree, the newest date, the owner.
        passages: the ranked evidence, best first.
        plots: what is drawn below it, at most two.
        workings: how each computed figure came about, in the order of `figures`.
    """

    question: str
    text: str
    mode: Mode
    citations: tuple[Citation, ...]
    passages: tuple[Passage, ...] = ()
    terms: tuple[Sense, ...] = ()
    figures: tuple[Figure, ...] = ()
    follow_ups: tuple[str, ...] = ()
    lead: str = ""
    evidence: str = ""
    private: bool = True
    plots: tuple[Plot, ...] = ()
    workings: tuple[Working, ...] = ()

    def __post_init__(self) -> None:
        if not self.citations and not self.figures:
            message = "an answer needs at least one citation or figure"
            raise ValueError(message)
        if len(self.text) > 900:
            message = f"an answer's text has at most 900 characters, not {len(self.text)}"
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class Nearest:
    """A document that is close to a question that nothing answers."""

    document: str
    title: str
    section: str = ""
    link: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class NotFound:
    """Nothing that the reader may see answers the question.

    Attributes:
        text: says so, and what the nearest page does hold; at most 900 characters.
        nearest: the closest documents that the reader may see, at most three.
        ask: the owner to ask, "" where nobody is known.
    """

    question: str
    text: str
    nearest: tuple[Nearest, ...] = ()
    ask: str = ""
    passages: tuple[Passage, ...] = ()
    terms: tuple[Sense, ...] = ()
    follow_ups: tuple[str, ...] = ()
    private: bool = True


@dataclass(frozen=True, slots=True)
class Clarification:
    """The question has several readings; `choices` are questions that have one."""

    question: str
    text: str
    choices: tuple[str, ...]
    private: bool = True


@dataclass(frozen=True, slots=True)
class Refusal:
    """The question cannot be taken: empty, too long, over a limit. `text`: why, and what to do."""

    question: str
    text: str
    private: bool = True


@dataclass(frozen=True, slots=True)
class Turn:
    """What was asked and said before in a thread.

    Attributes:
        standalone: the question as it reads without the thread.
        answer: the text that was posted.
    """

    question: str
    standalone: str
    answer: str


Reply = Answer | NotFound | Clarification | Refusal
